"""How fast meeting files are checked, against check-jsonschema on the same files and schema.

What one process does is measured in processor time, which other work on the machine disturbs
least; what two do together, in wall time.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
MEETINGS = 1000
FORUM = "navn: Udvalget\nmedlemmer: [Anna Ager, Bo Bæk]\n"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generators"), "CI": "1"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # as for a user, Python keeps compiled modules
ITEM = """\
  - titel: Sag {n} om reformen
    sagstype: beslutning
    varighed: 5
    sagsnr: 22/{n}
    sagsfremstilling: |
      ### Baggrund

      Sekretariatet har **gennemgået** sag {n} og [aftalen](https://example.org/{n}).

      - Første forhold, som er beskrevet her
        - med et forhold under sig
      - Andet forhold

      | Kommune | 2024 | 2025 |
      |---------|-----:|-----:|
      | Varde   |   12 |   {n} |

{prose}
    indstilling:
      fra: Sekretariatet
      at:
        - tager orienteringen til efterretning
        - drøfter sag {n}
      delbeslutninger:
        - {{punkt: 1, udfald: taget_til_efterretning}}
        - {{punkt: 2, udfald: droeftet}}
    beslutning: Udvalget drøftede sagen og tog den til efterretning.
"""
PROSE = (
    "      Kommunerne og regionen arbejder sammen om overgangen, og arbejdet følges i udvalget.\n"
    "      Der er afsat midler, og parterne vender tilbage med en plan for det videre forløb.\n"
)


def run(meetings: int = MEETINGS) -> dict[str, float]:
    """Seconds, and ratios between them; the best of three or more, taken in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "few")
        generate(folder, max(meetings // 10, 1))
        less_memory = peak_memory(folder)
        folder = Path(name, "all")
        files = generate(folder, meetings)
        size = files[0].stat().st_size / 1000
        one = files[:1]
        many = best(
            3, checker(folder, files), lambda: schema_only(files), lambda: validate(folder, 1)
        )
        spread = best(
            3, lambda: validate(folder, 1, wall=True), lambda: validate(folder, 2, wall=True)
        )
        few = best(
            15,
            checker(folder, one),
            lambda: schema_only(one),
            lambda: validate(folder, 1, one[0].stem),
        )
        remembered = unchanged(folder)
        memory = peak_memory(folder)
    return {
        "filer": float(meetings),
        "kB pr. fil": size,
        "check-jsonschema, s": many[0],
        "læsning og skema, s": many[1],
        "alt, s": many[2],
        "læsning og skema / check-jsonschema (mål 0,125)": many[1] / many[0],
        "alt / check-jsonschema (mål 0,5)": many[2] / many[0],
        "alt, én proces, s på uret": spread[0],
        "alt, to processer, s på uret": spread[1],
        "én proces / to (mål 1,7)": spread[0] / spread[1],
        "uændrede filer, s": remembered,
        "hukommelse, én proces, MB": memory,
        "hukommelse, samme med en tiendedel af filerne, MB": less_memory,
        "én fil, ny proces, check-jsonschema, s": few[0],
        "én fil, ny proces, læsning og skema, s": few[1],
        "én fil, ny proces, alt, s": few[2],
        "én fil, læsning og skema / check-jsonschema (mål 0,333)": few[1] / few[0],
        "én fil, alt / check-jsonschema (mål 0,333)": few[2] / few[0],
    }


def generate(folder: Path, meetings: int) -> list[Path]:
    """Meeting files of about 40 kB, each unlike the others."""
    place = folder / "meetings" / "udvalg"
    place.mkdir(parents=True)
    (place / "forum.yaml").write_text(FORUM, encoding="utf-8")
    files = []
    for number in range(meetings):
        head = 'dato: 2025-09-12\nstart: "08:00"\nreferat_status: til_godkendelse\npunkter:\n'
        items = [ITEM.format(n=number * 100 + n, prose=PROSE * 4) for n in range(24)]
        file = place / f"2025-09-12-{number}.yaml"
        file.write_text(head + "".join(items), encoding="utf-8")
        files.append(file)
    return files


def checker(folder: Path, files: list[Path]) -> Callable[[], float]:
    """check-jsonschema with our schema; its YAML library uses clib where it is installed."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile"]
    command += [str(ROOT / "schemas" / "meeting.schema.json"), *map(str, files)]
    return lambda: processor_time(command, folder)


def validate(folder: Path, processes: int, *names: str, wall: bool = False) -> float:
    """The whole command."""
    command = [sys.executable, "-m", "moedebog", "validate", "--jobs", str(processes), *names]
    return (wall_time if wall else processor_time)(command, folder)


def schema_only(files: list[Path]) -> float:
    """Loading and schema in a fresh process."""
    code = (
        "import gc\nimport sys\ngc.set_threshold(50_000, 20, 20)\n"  # as the command does
        "from pathlib import Path\nfrom moedebog import schema, source\n"
        "for name in sys.argv[1:]:\n"
        "    tree, problems = source.read(Path(name), name)\n"
        "    assert tree and not problems and not schema.check(tree, 'meeting')\n"
    )
    return processor_time([sys.executable, "-c", code, *map(str, files)], files[0].parent)


def unchanged(folder: Path) -> float:
    """The whole command where every file was found good before."""
    environment = {k: v for k, v in ENVIRONMENT.items() if k != "CI"}
    command = [sys.executable, "-m", "moedebog", "validate", "--jobs", "1"]
    times = []
    for _ in range(3):
        start = perf_counter()
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        times.append(perf_counter() - start)
    return min(times[1:])


def peak_memory(folder: Path) -> float:
    """Megabytes that a process has at most while it looks at all files."""
    command = [sys.executable, "-m", "moedebog", "validate", "--jobs", "1"]
    process = subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def processor_time(command: list[str], folder: Path) -> float:
    """Seconds of the processor that a command takes, which must find nothing wrong."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall_time(command, folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def wall_time(command: list[str], folder: Path) -> float:
    """Seconds that a command takes, which must find nothing wrong."""
    start = perf_counter()
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
    return perf_counter() - start


def best(rounds: int, *measures: Callable[[], float]) -> list[float]:
    """The best of each, taken in turns so that a disturbance meets all of them."""
    taken = [[measure() for measure in measures] for _ in range(rounds)]
    return [min(values) for values in zip(*taken, strict=True)]


if __name__ == "__main__":
    for name, value in run(int(sys.argv[1]) if sys.argv[1:] else MEETINGS).items():
        print(f"{name:50} {value:8.3f}")
