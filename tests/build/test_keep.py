"""Files that belong together come to their place together, or not at all, however a run ends."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from issue_support import FORUM, workspace
from moedebog.build import Basis, Order, clean, keep, room, run, tidy
from moedebog.diagnostics import EnvironmentProblem
from moedebog.document import Audience, Kind
from moedebog.workspace import STATE, MeetingFile, Workspace

ITEMS = "  - titel: Vejene ved skolen\n"
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path, ITEMS, forum=FORUM + "formater:\n  - pdf\n")
    run(made, [order(made)])
    return made


def order(ws: Workspace) -> Order:
    return Order(meeting(ws), (Kind.DAGSORDEN,), (Audience.OFFENTLIG,))


def meeting(ws: Workspace) -> MeetingFile:
    (file,) = ws.meeting_files()
    return file


def folder(ws: Workspace) -> Path:
    return ws.output_folder(meeting(ws)) / "materiale"


def there(ws: Workspace) -> dict[str, bytes]:
    place = folder(ws)
    return {one.name: one.read_bytes() for one in place.iterdir()} if place.is_dir() else {}


def put(ws: Workspace, data: bytes, *names: str, instead: tuple[str, ...] = ()) -> bool:
    files = {folder(ws) / name: [data] for name in names}
    return keep(ws, meeting(ws), files, lambda: [folder(ws) / name for name in instead])


PARTS = ("dagsorden-1.pdf", "dagsorden-2.pdf")
CLOSED = ("dagsorden-1-intern.pdf", "dagsorden-2-intern.pdf")


def no_room(_: Path) -> Iterator[bytes]:
    yield b"half"
    raise OSError(errno.ENOSPC, "full")


def test_what_comes_takes_the_place_of_what_was_in_another_number(ws: Workspace) -> None:
    put(ws, b"old", *PARTS, "dagsorden-3.pdf")
    put(ws, b"new", *PARTS, instead=("dagsorden-3.pdf",))
    assert there(ws) == dict.fromkeys(PARTS, b"new")
    tidy(ws)
    assert there(ws) == dict.fromkeys(PARTS, b"new")
    put(ws, b"one", "dagsorden.pdf", instead=PARTS)
    assert there(ws) == {"dagsorden.pdf": b"one"}


def test_a_full_disk_leaves_all_that_was_there(ws: Workspace) -> None:
    put(ws, b"old", *PARTS)
    files = {folder(ws) / PARTS[0]: iter([b"new"]), folder(ws) / PARTS[1]: no_room(folder(ws))}
    with pytest.raises(EnvironmentProblem, match="plads"):
        keep(ws, meeting(ws), files)
    tidy(ws)
    assert there(ws) == dict.fromkeys(PARTS, b"old")
    assert not [*(ws.output / STATE).rglob("*.pdf")]


def test_what_cannot_be_replaced_stays_whole(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(ws, b"old", *PARTS, "dagsorden-3.pdf")
    usual = Path.replace

    def refused(path: Path, target: Path) -> Path:
        if target.name == PARTS[1] and not path.name.endswith("fjernet"):
            raise PermissionError(errno.EACCES, "open elsewhere", str(target))
        return usual(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        with pytest.raises(EnvironmentProblem, match="åben"):
            put(ws, b"new", *PARTS, instead=("dagsorden-3.pdf",))
    tidy(ws)
    assert there(ws) == dict.fromkeys((*PARTS, "dagsorden-3.pdf"), b"old")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed in a process of its own")
@pytest.mark.parametrize("names", [PARTS, CLOSED], ids=["public", "internal"])
@pytest.mark.parametrize("step", range(4))
def test_a_run_that_is_killed_leaves_no_mixture(
    ws: Workspace, names: tuple[str, ...], step: int
) -> None:
    put(ws, b"old", *names)
    if (child := os.fork()) == 0:
        left = iter(range(step))
        usual = Path.replace

        def killed(path: Path, target: Path) -> Path:
            if target.name.startswith("dagsorden") or target.name.endswith("fjernet"):
                next(left, None) is None and os._exit(9)
            return usual(path, target)

        Path.replace = killed  # type: ignore[method-assign, assignment]
        put(ws, b"new", *names)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert set(there(ws).values()) in (set(), {b"old"}, {b"new"})
    tidy(ws)
    assert len(there(ws)) in (0, len(names))
    assert not [*(ws.output / STATE).rglob("*.pdf")]


def test_what_was_made_of_something_else_is_not_kept(ws: Workspace) -> None:
    put(ws, b"old", "dagsorden.pdf")
    files = {folder(ws) / "dagsorden.pdf": [b"new"]}
    assert not keep(ws, meeting(ws), files, basis=Basis(order(ws), lambda: False))
    file = meeting(ws).path
    file.write_text(file.read_text("utf-8").replace("skolen", "kirken"), "utf-8")
    assert not keep(ws, meeting(ws), files, basis=Basis(order(ws), lambda: True))
    assert there(ws) == {"dagsorden.pdf": b"old"}
    run(ws, [order(ws)])
    assert there(ws) == {}
    assert keep(ws, meeting(ws), files, basis=Basis(order(ws), lambda: True))
    assert there(ws) == {"dagsorden.pdf": b"new"}


def test_it_goes_with_the_meeting_and_with_what_was_made(ws: Workspace) -> None:
    put(ws, b"x", "dagsorden.pdf", "dagsorden-intern.pdf")
    clean(ws)
    assert not ws.output.exists() or not [*ws.output.rglob("*.pdf")]
    run(ws, [order(ws)])
    put(ws, b"x", "dagsorden.pdf", "dagsorden-intern.pdf")
    meeting(ws).path.unlink()
    run(ws, [], everything=True)
    assert not [*ws.output.rglob("*.pdf")]


def test_a_file_is_moved_and_not_copied(ws: Workspace) -> None:
    with room(ws.root) as made_in:
        (made_in / "1.pdf").write_bytes(b"x")
        number = (made_in / "1.pdf").stat().st_ino
        keep(ws, meeting(ws), {folder(ws) / "dagsorden.pdf": made_in / "1.pdf"})
    assert (folder(ws) / "dagsorden.pdf").stat().st_ino == number


def test_a_room_goes_with_its_run_and_that_of_a_killed_one_with_the_next(ws: Workspace) -> None:
    rooms = ws.root / STATE / "undervejs"
    killed = rooms / "killed"
    killed.mkdir(parents=True)
    (killed / "half.pdf").touch()
    with room(ws.root) as one:
        (one / "half.pdf").touch()
        tidy(ws)
        assert {path.name for path in rooms.iterdir()} == {one.name}
        assert (one / "half.pdf").exists()
    assert not rooms.exists()


@pytest.mark.skipif(os.name != "posix", reason="SIGTERM is of other systems")
def test_a_request_to_end_is_taken_as_ctrl_c(ws: Workspace) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt), room(ws.root):
        os.kill(os.getpid(), signal.SIGTERM)
    assert not (ws.root / STATE / "undervejs").exists()
    assert signal.getsignal(signal.SIGTERM) == before
