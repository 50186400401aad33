"""What a run writes to: the folder of outputs, and the folder in which moedebog keeps records.

Files are there whole or not at all, nothing of others is touched, one run at a time. The
records name the files that documents were made from, closed attachments among them: so they
lie beside ``meetings/``, in a folder of their own that git leaves alone, and not in the
folder of outputs, which is uploaded and published.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from moedebog.build.manifest import Made, digest_of, digest_of_bytes
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.reasons import CHANGING, Refusal, reason
from moedebog.unseen import make_private, write_whole
from moedebog.workspace import RESERVED, STATE

UNUSABLE = Phrase("Mappen kan ikke bruges", "The folder cannot be used")
UNWRITABLE = Phrase("Filen kan ikke skrives", "The file cannot be written")
UNREMOVABLE = Phrase("Filen kan ikke fjernes", "The file cannot be removed")
VALIDATED = "validated.json"
"""Which meetings were found good."""
_RECORD = "manifest-"
_FORMER = ("manifest.json", VALIDATED, "lock")
"""What earlier versions kept in the folder of outputs."""


class Held(Struct, frozen=True):
    """How a run began."""

    started: int = 0
    """The time, in nanoseconds of the file system's own clock; 0 where it is not known."""
    trouble: EnvironmentProblem | None = None
    """Why nothing can be written down."""

    def require(self) -> None:
        """Raise what stands in the way of making anything."""
        if self.trouble:
            raise self.trouble


class RecordFolder:
    """The folder of records of a workspace."""

    def __init__(self, root: Path) -> None:
        self.folder = root / STATE
        self.previews = self.folder / "visning"
        """Where documents are shown while a meeting is watched."""

    def record(self, output: str) -> Path:
        """The file of what is known of an output folder, named from the workspace.

        These files' names are the list of the folders that were ever used, which a
        damaged record thus does not lose.
        """
        name = output.replace("%", "%25").replace("/", "%2F")
        return self.folder / f"{_RECORD}{name}.json"

    def outputs(self) -> list[str]:
        """The output folders on record."""
        with contextlib.suppress(OSError):
            names = sorted(path.name for path in self.folder.glob(f"{_RECORD}*.json"))
            encoded = [name.removeprefix(_RECORD).removesuffix(".json") for name in names]
            return [name.replace("%2F", "/").replace("%25", "%") for name in encoded]
        return []

    def make(self) -> None:
        """Make the folder, closed to others and to git; raises ``OSError``."""
        make_private(self.folder)

    @contextlib.contextmanager
    def held(self, waiting: Callable[[], None]) -> Iterator[Held]:
        """Hold the workspace for this run alone; calls ``waiting`` if another run has it.

        A folder that cannot be used is told by what is handed out and not raised: what must
        not stand is removed all the same.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "lock")
        held = Held()
        try:
            with telling(UNUSABLE, self.folder):
                self.make()
                try:
                    lock.acquire(timeout=0)
                except Timeout:
                    waiting()
                    lock.acquire()
                marker = self.folder / "start"
                marker.touch()
                held = Held(marker.stat().st_mtime_ns)
        except EnvironmentProblem as problem:
            held = Held(0, problem)
        try:
            yield held
        finally:
            lock.release()

    def forget_seen(self) -> None:
        """Remove all that is known or shown of the meetings' files, but the list of the folders of
        outputs: it is found out anew."""
        with telling(UNREMOVABLE, self.folder / VALIDATED):
            (self.folder / VALIDATED).unlink(missing_ok=True)
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)

    def write(self, path: Path, data: bytes) -> None:
        """Write a record so that it is there whole or not at all."""
        begun = path.with_name(f"{path.name}.tmp")
        with telling(UNWRITABLE, path):
            begun.write_bytes(data)
            begun.replace(path)

    def forget(self) -> None:
        """Remove it all; to be called while the folder is held."""
        if not self.folder.is_symlink():
            shutil.rmtree(self.folder, ignore_errors=True)


_NOT_FOR_GIT = re.compile(r"-intern\.\w+$|\.eml$")
"""Documents that hold what is closed, and messages with the addresses of people."""
_CLOSED_FOLDER = re.compile(r"-intern$")
_IGNORED = """\
# Skrevet af moedebog: det interne og beskeder med adresser hører ikke til i git.
*-intern.*
*-intern/
*.eml
"""
_IGNORED_BEFORE = _IGNORED.replace("*-intern/\n", "")
"""What earlier versions wrote."""


class Store:
    """A folder of outputs, inside the workspace at ``root``."""

    def __init__(self, output: Path, root: Path) -> None:
        self.output = output
        self._root = root
        self._own = output / STATE
        self._begun = self._own / "tmp"
        self._inside: dict[Path, bool] = {}

    @property
    def former(self) -> Path:
        """The record as earlier versions kept it."""
        return self._own / _FORMER[0]

    def leads_out(self) -> bool:
        """Whether links lead from here to where no outputs may be."""
        try:
            real, root = self.output.resolve(), self._root.resolve()
        except (OSError, RuntimeError):  # links in a circle
            return True
        reserved = [root / name for name in RESERVED]
        return (
            not real.is_relative_to(root)
            or real == root
            or any(real.is_relative_to(one) or one.is_relative_to(real) for one in reserved)
        )

    def write(self, path: Path, data: bytes | Iterable[bytes]) -> None:
        """Write a file, whole or piece by piece, so that it is there whole or not at all."""
        begun = self._begin(path, data)
        with telling(UNWRITABLE, path):
            begun.replace(path)

    def _begin(self, path: Path, data: bytes | Iterable[bytes] | Path) -> Path:
        """Write what is to become a file beside where it goes; a file that is there is moved."""
        begun = self._begun / f"{os.getpid()}-{path.name}"
        with telling(UNWRITABLE, path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._require_inside(path)
            self._require_inside(self._begun)
            begun.parent.mkdir(parents=True, exist_ok=True)
            if _NOT_FOR_GIT.search(path.name):
                self._keep_out_of_git()
            if isinstance(data, Path):
                shutil.move(data, begun)
            else:
                with begun.open("wb") as file:
                    file.writelines([data] if isinstance(data, bytes) else data)
        return begun

    def _keep_out_of_git(self) -> None:
        """Let git overlook what is not for everybody, wherever the rest is committed on purpose.

        What somebody wrote there holds.
        """
        path = self.output / ".gitignore"
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if path.read_text("utf-8") == _IGNORED_BEFORE:
                write_whole(path, _IGNORED.encode())
        with contextlib.suppress(FileExistsError), path.open("x", encoding="utf-8") as file:
            file.write(_IGNORED)

    def put(self, path: Path, data: bytes | Iterable[bytes], made_from: str) -> Made:
        """Write a file; returns what is put down of it. ``made_from``: the fingerprint."""
        self.write(path, data)
        status = path.stat()
        digest = digest_of_bytes(data) if isinstance(data, bytes) else digest_of(path)
        return Made(made_from, status.st_size, status.st_mtime_ns, digest)

    def begin(self, files: Mapping[Path, Iterable[bytes] | Path], made_from: str) -> WrittenBeside:
        """Write files that belong together beside where they go, from where
        ``place`` puts them there: where there is no room for all, nothing has
        changed."""
        begun = {path: self._begin(path, data) for path, data in files.items()}
        made = {}
        for path, one in begun.items():
            with telling(UNWRITABLE, path):
                status = one.stat()
                made[path] = Made(made_from, status.st_size, status.st_mtime_ns, digest_of(one))
        return WrittenBeside(begun, made)

    def place(self, begun: Mapping[Path, Path], instead: Iterable[Path]) -> None:
        """Put what was begun in place of files that were there, or leave these as they were.

        Where they are several, no old one stands beside a new one at any time.
        """
        old = [*instead, *(begun if len(begun) > 1 else ())]
        aside = {path: self._begun / f"{os.getpid()}-{path.name}-fjernet" for path in old}
        try:
            for path, one in aside.items():
                with telling(UNREMOVABLE, path):
                    self._require_inside(path)
                    if path.exists():
                        path.replace(one)
            for path, one in begun.items():
                with telling(UNWRITABLE, path):
                    self._require_inside(path)
                    one.replace(path)
        except BaseException:
            for path, one in begun.items() if aside else ():
                if not one.exists():
                    path.unlink(missing_ok=True)
            for path, one in aside.items():
                if one.exists():
                    one.replace(path)
            raise
        for one in aside.values():
            one.unlink(missing_ok=True)

    def remove(self, path: Path) -> None:
        """Remove a file that moedebog made, and the folders that it leaves empty."""
        with telling(UNREMOVABLE, path):
            self._require_inside(path)
            path.unlink(missing_ok=True)
        self._drop_empty(path.parent)

    def _drop_empty(self, folder: Path) -> None:
        """Remove a folder and those around it, as far as they are empty."""
        for one in (folder, *folder.parents):
            if one == self.output or not one.is_relative_to(self.output):
                return
            try:
                one.rmdir()
            except OSError:  # not empty, or gone
                return

    def install(
        self,
        folder: Path,
        files: Mapping[str, bytes | Path],
        proven: Mapping[str, str],
        ready: Callable[[], object] = lambda: None,
    ) -> None:
        """Put a folder of files in place of what was there: all of it or nothing.

        The files are written beside it first; a run that is killed between leaves the old folder,
        none, or the new one. ``proven``: the SHA-256 that each must come to; ``ready``
        is called once they do. Raises ``EnvironmentProblem``, also where a file was changed since.
        """
        begun = self._begun / f"{os.getpid()}-{folder.name}"
        with telling(UNWRITABLE, folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._require_inside(folder)
            self._require_inside(begun)
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir(parents=True)
            if _CLOSED_FOLDER.search(folder.name):
                self._keep_out_of_git()
            for name, content in files.items():
                if isinstance(content, bytes):
                    (begun / name).write_bytes(content)
                else:
                    shutil.copyfile(content, begun / name)
            if proven != {name: digest_of(begun / name) for name in files}:
                shutil.rmtree(begun)
                raise EnvironmentProblem(CHANGING)
        ready()
        self.remove_folder(folder)
        with telling(UNWRITABLE, folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            begun.rename(folder)

    def remove_folder(self, folder: Path) -> bool:
        """Remove a folder that ``install`` put here, at once; whether it was there.

        Raises ``EnvironmentProblem``.
        """
        if not folder.is_dir() or folder.is_symlink():
            return False
        gone = self._begun / f"{os.getpid()}-{folder.name}-fjernet"
        with telling(UNREMOVABLE, folder):
            self._require_inside(folder)
            self._require_inside(gone)
            shutil.rmtree(gone, ignore_errors=True)
            gone.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        self._drop_empty(folder.parent)
        return True

    def _require_inside(self, path: Path) -> None:
        """Raise ``OSError`` where a link leads out of the folder."""
        folder = path.parent
        if folder not in self._inside:
            real, output = Path(os.path.realpath(folder)), Path(os.path.realpath(self.output))
            self._inside[folder] = real.is_relative_to(output) and not self.leads_out()
        if not self._inside[folder]:
            raise Refusal(
                Phrase(
                    "et link fører ud af mappen med dokumenter",
                    "a link leads out of the folder of documents",
                )
            )

    def clear(self) -> None:
        """Clean away what an interrupted run had begun."""
        if not self._own.is_symlink():
            shutil.rmtree(self._begun, ignore_errors=True)

    def retire(self) -> None:
        """Remove what earlier versions kept here."""
        for path in (self._own / name for name in _FORMER):
            with contextlib.suppress(OSError):
                if path.exists():
                    self._require_inside(path)
                    path.unlink()

    def forget(self) -> None:
        """Remove what moedebog keeps here for itself; to be called while it is held."""
        self.clear()
        self.retire()
        with contextlib.suppress(OSError):
            self._own.rmdir()
        ignored = self.output / ".gitignore"
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if [*self.output.iterdir()] == [ignored] and ignored.read_text("utf-8") in (
                _IGNORED,
                _IGNORED_BEFORE,
            ):
                ignored.unlink()


class WrittenBeside(Struct, frozen=True):
    """Files that are whole, and not yet where they go."""

    files: dict[Path, Path]
    """Where each lies, by where it goes."""
    made: dict[Path, Made]
    """What is to be put down of them."""


@contextlib.contextmanager
def telling(what: Phrase, path: Path) -> Iterator[None]:
    """Tell trouble with the disk in the user's words."""
    try:
        yield
    except PermissionError as error:
        raise EnvironmentProblem(
            Phrase(
                f"{what}: {path}. Er den åben i et andet program (f.eks. Word), så luk den dér; "
                "ellers mangler du rettigheder til mappen.",
                f"{what.english}: {path}. If it is open in another program (e.g. Word), close "
                "it there; else you have no rights to the folder.",
            )
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            Phrase(
                f"{what}: {path} ({reason(error)}).",
                f"{what.english}: {path} ({reason(error).english}).",
            )
        ) from error
