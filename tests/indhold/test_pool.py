"""No file stops the others: not one that takes for ever, nor one that kills its reader."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from indhold import pool
from indhold.bounds import Bounds
from indhold.findings import Look, Unread

PATIENT = Bounds(seconds=30, memory=600_000_000)
QUICK = Bounds(seconds=1)
GENERATORS = Path(pool.__file__).parents[1]


def files(folder: Path, *words: str) -> list[Path]:
    made = []
    for index, word in enumerate(words):
        path = folder / f"{index}.txt"
        path.write_text(word)
        made.append(path)
    return made


def looked(paths: Sequence[Path], bounds: Bounds = PATIENT, workers: int = 2) -> list[Look]:
    found = list(pool.looks(paths, bounds, workers, looker="pool_lookers"))
    assert sorted(index for index, _ in found) == list(range(len(paths)))
    return [look for _, look in sorted(found, key=lambda one: one[0])]


def reason(look: Look) -> Unread:
    (gap,) = look.gaps
    return gap.reason


def test_what_kills_its_process_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    fates = {
        "crashes": Unread.FAILED,
        "ends": Unread.FAILED,
        "is killed": Unread.TOO_MUCH_MEMORY,  # that is whom the system kills
        "raises": Unread.FAILED,
        "says much": Unread.TOO_LARGE,
        "says what is no text": Unread.FAILED,
    }
    paths = files(tmp_path, *(word for fate in fates for word in ("is well", fate)), "is well")
    found = looked(paths)
    assert [reason(look) for look in found[1::2]] == list(fates.values())
    for path, look in zip(paths, found, strict=True):
        assert look.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert look.size == path.stat().st_size
    assert all(look.is_read and look.findings for look in found[::2])


def test_what_takes_too_long_is_ended_and_the_others_go_on(tmp_path: Path) -> None:
    found = looked(files(tmp_path, "loops", "sleeps", "is well"), QUICK)
    assert [reason(look) for look in found[:2]] == [Unread.TOO_LONG] * 2
    assert found[0].sha256 == hashlib.sha256(b"loops").hexdigest()
    assert found[2].is_read


def test_what_is_written_to_meanwhile_is_looked_into_again(tmp_path: Path) -> None:
    (look,) = looked(files(tmp_path, "is written to"))
    assert look.format == "and is another"
    assert look.sha256 == hashlib.sha256(b"and is another").hexdigest()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems hold no process to it")
def test_no_process_takes_more_memory_than_is_given(tmp_path: Path) -> None:
    paths = files(tmp_path, "takes memory", "is well")
    greedy, other = looked(paths, workers=1)
    assert reason(greedy) is Unread.TOO_MUCH_MEMORY
    assert greedy.sha256 == hashlib.sha256(b"takes memory").hexdigest()
    assert other.is_read


def test_what_cannot_be_read_is_told_as_the_system_says_it(tmp_path: Path) -> None:
    (well,) = files(tmp_path, "is well")
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    missing, folder_look, other = looked([tmp_path / "none.pdf", folder, well])
    assert missing.gaps[0].shown == "No such file or directory"
    for look in (missing, folder_look):
        assert reason(look) is Unread.FAILED
        assert look.sha256 == ""
    assert other.is_read


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (look,) = looked([tmp_path / "pipe.txt"])
    assert (look.sha256, reason(look)) == ("", Unread.FAILED)


def test_a_process_is_kept_for_the_next_file(tmp_path: Path) -> None:
    found = looked(files(tmp_path, *["tells its process"] * 5), workers=1)
    assert len({look.findings[0].shown for look in found}) == 1
    assert found[0].findings[0].shown != str(os.getpid())


def test_a_process_that_keeps_much_memory_makes_room_for_another(tmp_path: Path) -> None:
    found = looked(files(tmp_path, *["keeps memory", "tells its process"] * 2), workers=1)
    assert found[1].findings[0].shown != found[3].findings[0].shown


def test_files_may_be_called_otherwise_and_what_is_done_is_told(tmp_path: Path) -> None:
    paths = files(tmp_path, "is well", "is well")
    told: list[tuple[int, int]] = []
    names = ["Bilag.pdf", "br\udcf8d.pdf"]  # as a name comes from a disk of another time
    options = {"names": names, "looker": "pool_lookers"}
    for _ in pool.looks(paths, PATIENT, done=lambda *some: told.append(some), **options):  # type: ignore[arg-type]
        pass
    assert told == [(1, 2), (2, 2)]
    found = dict(pool.looks(paths[:1], names=["Bilag.pdf"], looker="pool_lookers"))
    assert found[0].findings[0].shown == "Bilag.pdf"


def test_nothing_that_a_library_prints_reaches_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert looked(files(tmp_path, "prints"))[0].is_read
    assert capfd.readouterr() == ("", "")


def test_processes_end_when_nobody_wants_more(tmp_path: Path) -> None:
    paths = files(tmp_path, "tells its process", *["sleeps"] * 3)
    found = pool.looks(paths, workers=1, looker="pool_lookers")
    _, look = next(found)
    found.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(int(look.findings[0].shown), 0)


SCRIPT = """
import os, sys
from pathlib import Path
from indhold import pool
if __name__ == "__main__":
    for _, look in pool.looks([Path(p) for p in sys.argv[1:]], workers=1, looker="pool_lookers"):
        print(look.findings[0].shown, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="sees processes in /proc")
def test_processes_end_with_the_parent(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    paths = files(tmp_path, "tells its process", "loops")
    path = os.pathsep.join((str(GENERATORS), str(Path(__file__).parent)))
    with subprocess.Popen(
        [sys.executable, script, *paths], env={**os.environ, "PYTHONPATH": path}, stdout=-1
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + 5
    while Path(f"/proc/{worker}/exe").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{worker}/exe").exists()


def test_where_no_process_begins_every_file_is_told_of(tmp_path: Path) -> None:
    paths = files(tmp_path, *["is well"] * 9)
    found = list(pool.looks(paths, PATIENT, 2, looker="no_such_module"))
    assert sorted(index for index, _ in found) == list(range(9))
    assert {reason(look) for _, look in found} == {Unread.FAILED}
    assert all(look.sha256 for _, look in found)


def test_a_version_is_known_by_its_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    here = pool.version()
    assert len(here) == 16
    monkeypatch.setattr(pool, "_version_of", lambda library: "another")
    assert pool.version.__wrapped__() != here
    monkeypatch.undo()
    assert pool.version.__wrapped__() == here
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert pool.version.__wrapped__() != here
    assert all(pool._version_of(library) for library in pool._LIBRARIES)
