"""Make sure of the virtual environment, for the Makefile.

    python generators/bootstrap.py runtime|dev    .venv with what is needed to run / to test
    python generators/bootstrap.py packaging      .venv with what is needed to make packages, too
    python generators/bootstrap.py help           the Makefile's targets

Uses the standard library alone, and nothing that Python 3.6 cannot parse: it has to be
able to say that Python is too old. When all is in place it only compares some checksums.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import Dict, Iterator, List, Optional, TextIO

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
READY = os.path.join(VENV, "moedebog.json")
"""What the environment was made from; only there when it was made completely."""
BEGUN = os.path.join(VENV, "moedebog-begun")
"""There while the environment is being made; left behind when that was interrupted."""
PINNED = {
    "runtime": ["requirements.txt"],
    "dev": ["requirements.txt", "requirements-dev.txt"],
    "packaging": ["requirements.txt", "requirements-dev.txt", "requirements-package.txt"],
}
ENVIRONMENT_PROBLEM = 3
LANGUAGE = "en" if os.environ.get("MOEDEBOG_LANG", "").strip() == "en" else "da"
ENGLISH = "## en:"
"""How a line of the Makefile begins that says the line before it in English."""


def main(arguments: List[str]) -> int:
    """Do what the one argument says; returns the exit status."""
    if arguments == ["help"]:
        return show_help()
    if len(arguments) != 1 or arguments[0] not in PINNED:
        return complain(__doc__ or "", 2)
    if sys.version_info < OLDEST:
        return complain(too_old())
    wanted = wanted_state(arguments[0])
    if is_ready(wanted):
        return 0
    return prepare(arguments[0], wanted)


def too_old() -> str:
    """Say that this Python will not do, and which one would."""
    text = in_words(
        "Python {}.{} er for gammel; moedebog kræver 3.11 eller nyere.\n",
        "Python {}.{} is too old; moedebog requires 3.11 or later.\n",
    ).format(*sys.version_info)
    goals = os.environ.get("MAKECMDGOALS") or "…"
    for name in NEWER:
        if shutil.which(name):
            newer = in_words(
                "Der er en nyere på maskinen. Skriv: make {} PYTHON={}",
                "There is a later one on the machine. Write: make {} PYTHON={}",
            )
            return text + newer.format(goals, name)
    fetch = in_words(
        "Hent en på https://www.python.org/downloads/, og skriv: make {} PYTHON=sti/til/python3.13",
        "Fetch one at https://www.python.org/downloads/, and write: make {} "
        "PYTHON=path/to/python3.13",
    )
    return text + fetch.format(goals)


def wanted_state(purpose: str) -> Dict[str, str]:
    """What the environment has to be made from: Python, place, checksums of what pins it."""
    state = {"python": sys.version.split()[0], "base": sys.base_prefix, "root": ROOT}
    for name in ["pyproject.toml"] + PINNED[purpose]:
        with open(os.path.join(ROOT, name), "rb") as file:
            state[name] = hashlib.sha256(file.read().replace(b"\r\n", b"\n")).hexdigest()
    return state


def is_ready(wanted: Dict[str, str]) -> bool:
    """Whether the environment was made from all that is wanted."""
    try:
        with open(READY, "rb") as file:
            made = json.loads(file.read().decode("utf-8"))
    except (IOError, OSError, ValueError):
        return False
    return all(made.get(key) == value for key, value in wanted.items()) and os.path.exists(
        venv_python()
    )


def venv_python() -> str:
    """The environment's own Python."""
    if os.name == "nt":
        return os.path.join(VENV, "Scripts", "python.exe")
    return os.path.join(VENV, "bin", "python")


def prepare(purpose: str, wanted: Dict[str, str]) -> int:
    """Make the environment or bring it up to date; returns the exit status."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return complain(
            in_words(
                "Python mangler modulet venv. Installér det først; på Debian og Ubuntu: "
                "sudo apt install python3-venv",
                "Python lacks the module venv. Install it first; on Debian and Ubuntu: "
                "sudo apt install python3-venv",
            )
        )
    if not os.path.isdir(VENV):
        os.mkdir(VENV)
    with locked(os.path.join(VENV, "moedebog.lock")):
        if is_ready(wanted):  # another run made it while this one waited
            return 0
        making = in_words(
            "Gør det virtuelle miljø .venv klar (første gang et par minutter) …",
            "Making the virtual environment .venv ready (the first time some minutes) …",
        )
        say(making, sys.stderr)
        if not is_usable():
            empty(VENV)
        open(BEGUN, "w").close()
        if os.path.exists(READY):
            os.remove(READY)
        failed = make_environment() or install(purpose)
        if failed:
            return complain(failed)
        write_whole(READY, json.dumps(wanted, indent=1, sort_keys=True))
        os.remove(BEGUN)
    return 0


def is_usable() -> bool:
    """Whether the environment that is there can be added to."""
    if os.path.exists(BEGUN) or not os.path.exists(venv_python()):
        return False
    question = "import sys; print(*sys.version_info[:2], sys.base_prefix)"
    try:
        answer = subprocess.check_output([venv_python(), "-c", question])
    except (OSError, subprocess.CalledProcessError):
        return False
    wanted = "{} {} {}".format(*sys.version_info[:2], sys.base_prefix)
    return answer.decode("utf-8", "replace").strip() == wanted


def make_environment() -> Optional[str]:
    """Create .venv where it is missing; returns what went wrong."""
    if os.path.exists(venv_python()):
        return None
    if subprocess.call([sys.executable, "-m", "venv", VENV]):
        return in_words(
            "Det virtuelle miljø kunne ikke laves (se ovenfor).",
            "The virtual environment could not be made (see above).",
        )
    return None


def install(purpose: str) -> Optional[str]:
    """Install the pinned packages, then the project itself; returns what went wrong."""
    pip = [venv_python(), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    pinned = ["--quiet", "--require-hashes"]
    for name in PINNED[purpose]:
        pinned += ["--requirement", os.path.join(ROOT, name)]
    project = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    for step in (pinned, project):
        if subprocess.call(pip + step, cwd=ROOT):
            return in_words(
                "Pakkerne kunne ikke installeres (se ovenfor). Er der forbindelse til nettet?",
                "The packages could not be installed (see above). Is there a network?",
            )
    return None


def empty(folder: str) -> None:
    """Remove what is in ``folder``, but the lock."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name == "moedebog.lock":
            continue
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.remove(path)


@contextlib.contextmanager
def locked(path: str) -> Iterator[None]:
    """Let one process at a time through; the lock ends with the process that holds it."""
    with open(path, "a") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                file.seek(0)
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:  # it gives up after ten seconds
                    continue
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_whole(path: str, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".tmp", path)


def show_help() -> int:
    """Print the targets, or the one that KOMMANDO names: lines of the Makefile with a ``##`` text.

    The line after such a text says it in English.
    """
    wanted = os.environ.get("KOMMANDO", "").strip()
    shown = False
    with open(os.path.join(ROOT, "Makefile"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    for number, line in enumerate(lines):
        if "##" not in line or line.startswith(("\t", "# ", ENGLISH)):
            continue
        target, _, text = line.partition("##")
        if LANGUAGE == "en":
            text = lines[number + 1][len(ENGLISH) :]
        name = target.split(":")[0]
        if wanted in ("", name):
            shown = True
            say(("  make {:<11} ".format(name) if target else "") + text.strip(), sys.stdout)
    if not shown:
        unknown = in_words(
            "Der er ingen kommando {}. Skriv: make help", "There is no command {}. Write: make help"
        )
        return complain(unknown.format(wanted), 2)
    return 0


def in_words(danish: str, english: str) -> str:
    """The text in the language that was asked for."""
    return english if LANGUAGE == "en" else danish


def complain(text: str, status: int = ENVIRONMENT_PROBLEM) -> int:
    """Print an error and return the exit status for it."""
    say(text, sys.stderr)
    return status


def say(text: str, stream: TextIO) -> None:
    """Print text, whatever letters the terminal knows."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
