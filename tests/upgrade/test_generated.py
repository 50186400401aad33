"""What moedebog wrote is written anew where nobody changed it; what is somebody's own never."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog import __version__, cli
from moedebog.begin import kit
from moedebog.begin.lock import LOCK_FILE, Lock, checksum, lock_bytes, read_lock
from moedebog.begin.repository import begin
from moedebog.upgrade.generated import PINS, Upkeep, upkeep, write
from moedebog.workspace import Workspace

OLD = b"# som en tidligere version skrev den\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """As version 0.0.9 began it, for GitHub; what that wrote is what this one writes."""
    made = begin(tmp_path / "møder", ["github"]).ws
    pins = made.root / PINS
    pins.write_text(pins.read_text("utf-8").replace(f"=={__version__}", "==0.0.9"), "utf-8")
    record(made, PINS)
    monkeypatch.chdir(made.root)
    return made


def record(ws: Workspace, *names: str, version: str = "0.0.9") -> None:
    """Put it down as if moedebog had written the files as they are now."""
    lock = read_lock(ws)
    assert lock
    sums = {name: checksum((ws.root / name).read_bytes()) for name in names}
    text = lock_bytes(Lock(version, {**lock.filer, **sums}))
    (ws.root / LOCK_FILE).write_bytes(text)


def as_before(ws: Workspace, name: str, text: bytes = OLD) -> None:
    """A file that nobody changed since an earlier version wrote it otherwise."""
    (ws.root / name).write_bytes(text)
    record(ws, name)


def upgraded(ws: Workspace) -> Upkeep:
    found = upkeep(ws)
    for file in found.anew:
        write(file)
    return found


def names(found: Upkeep) -> list[str]:
    return [file.name for file in found.anew]


def test_what_nobody_changed_is_written_as_this_version_does(ws: Workspace) -> None:
    as_before(ws, "Makefile")
    as_before(ws, "schemas/meeting.schema.json")
    found = upgraded(ws)
    assert set(names(found)) == {"Makefile", "schemas/meeting.schema.json", PINS, LOCK_FILE}
    assert names(found)[-1] == LOCK_FILE
    assert not found.own
    assert (ws.root / "Makefile").read_bytes() == kit.core()["Makefile"]
    lock = read_lock(ws)
    assert lock
    assert lock.moedebog == __version__
    assert upkeep(ws) == Upkeep((), (), found.looked_at)


def test_what_somebody_changed_is_shown_once_and_left(ws: Workspace) -> None:
    as_before(ws, "Makefile")
    (ws.root / "Makefile").write_bytes(b"vores egen\n")
    found = upgraded(ws)
    assert [(file.name, file.before, file.after) for file in found.own] == [
        ("Makefile", b"vores egen\n", kit.core()["Makefile"])
    ]
    assert (ws.root / "Makefile").read_bytes() == b"vores egen\n"
    assert upkeep(ws).own == ()


def test_what_somebody_changed_is_not_shown_where_there_is_nothing_new(ws: Workspace) -> None:
    (ws.root / "moedebog.yaml").write_bytes(b"output: dokumenter\n")
    found = upkeep(ws)
    assert not found.own
    assert "moedebog.yaml" not in names(found)


def test_what_was_deleted_stays_so_and_what_is_new_comes(ws: Workspace) -> None:
    (ws.root / "Makefile").unlink()
    lock = read_lock(ws)
    assert lock
    settings = ".vscode/settings.json"
    sums = {name: total for name, total in lock.filer.items() if name != settings}
    (ws.root / LOCK_FILE).write_bytes(lock_bytes(Lock("0.0.9", sums)))
    (ws.root / settings).unlink()
    assert set(names(upgraded(ws))) == {settings, PINS, LOCK_FILE}
    assert (ws.root / settings).read_bytes() == kit.core()[settings]
    assert not (ws.root / "Makefile").exists()
    assert not (ws.root / ".gitlab-ci.yml").exists()  # of a server that this one has not
    lock = read_lock(ws)
    assert lock
    assert {"Makefile", settings} <= lock.filer.keys()


def test_a_new_file_takes_nobodys_place(ws: Workspace) -> None:
    settings = ".vscode/settings.json"
    lock = read_lock(ws)
    assert lock
    sums = {name: total for name, total in lock.filer.items() if name != settings}
    (ws.root / LOCK_FILE).write_bytes(lock_bytes(Lock("0.0.9", sums)))
    (ws.root / settings).write_bytes(b"{}\n")
    found = upgraded(ws)
    assert settings not in (*names(found), *(file.name for file in found.own))
    assert (ws.root / settings).read_bytes() == b"{}\n"


def test_the_example_and_the_meetings_are_never_touched(ws: Workspace) -> None:
    assert not [name for name in kit.kept_up({}) if name.startswith("meetings/")]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("moedebog==0.0.9", f"moedebog=={__version__}"),
        (
            "moedebog[import] == 0.0.9  # 0.0.9",
            f"moedebog[import] == {__version__}  # {__version__}",
        ),
        (
            "moedebog @ git+https://git.example.org/m.git@v0.0.9",
            f"moedebog @ git+https://git.example.org/m.git@v{__version__}",
        ),
        (
            "moedebog @ https://example.org/v0.0.9/moedebog-0.0.9-py3-none-any.whl",
            f"moedebog @ https://example.org/v{__version__}/moedebog-{__version__}-py3-none-any.whl",
        ),
        ("moedebog==10.0.9", "moedebog==10.0.9"),
        ("moedebog==0.0.9.1", "moedebog==0.0.9.1"),
        ("moedebog @ git+https://git.example.org/m.git@1234abc", None),
        ("andet==0.0.9", None),
    ],
)
def test_of_the_pins_the_version_alone_is_changed_whoever_wrote_them(
    ws: Workspace, line: str, after: str | None
) -> None:
    text = f"--find-links ./program\n{line}\nandet==0.0.9\n"
    (ws.root / PINS).write_text(text, encoding="utf-8")
    assert not upgraded(ws).own
    assert (ws.root / PINS).read_text("utf-8") == text.replace(line, after or line, 1)


def test_of_pins_that_nobody_changed_the_rest_is_written_anew_too(ws: Workspace) -> None:
    line = b"moedebog @ git+https://git.example.org/m.git@v0.0.9"
    as_before(ws, PINS, OLD + line + b"\n")
    upgraded(ws)
    ours = kit.core()[PINS].splitlines()
    text = (ws.root / PINS).read_bytes()
    assert text.splitlines()[:-1] == ours[:-1]
    assert text.splitlines()[-1] == line.replace(b"0.0.9", __version__.encode())
    assert upkeep(ws).anew == ()  # another who has the program from elsewhere pins the same


def test_constraints_that_were_emptied_to_fetch_this_version_are_written_again(
    ws: Workspace,
) -> None:
    for name in ("constraints.txt", "Makefile"):
        (ws.root / name).write_bytes(b"\n")
    as_before(ws, "README.md")
    assert "constraints.txt" in names(upgraded(ws))
    assert (ws.root / "constraints.txt").read_bytes() == kit.core()["constraints.txt"]
    assert (ws.root / "Makefile").read_bytes() == b"\n"  # somebody's own


@pytest.mark.parametrize("name", ["Makefile", PINS])
def test_line_endings_stay_as_git_made_them(ws: Workspace, name: str) -> None:
    path = ws.root / name
    if name == "Makefile":
        as_before(ws, name)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    upgraded(ws)
    data = path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 0
    assert upkeep(ws).anew == ()


def test_a_run_that_was_broken_off_is_gone_on_with(ws: Workspace) -> None:
    as_before(ws, "Makefile")
    for file in upkeep(ws).anew[:-1]:
        write(file)  # the lock is last, and not reached
    found = upgraded(ws)
    assert (names(found), found.own) == ([LOCK_FILE], ())


def test_a_link_or_a_folder_in_the_place_of_a_file_is_somebodys_own(
    ws: Workspace, tmp_path: Path
) -> None:
    as_before(ws, "Makefile")
    (ws.root / "Makefile").unlink()
    elsewhere = tmp_path / "Makefile"
    elsewhere.write_bytes(OLD)
    (ws.root / "Makefile").symlink_to(elsewhere)
    (ws.root / "README.md").unlink()
    (ws.root / "README.md").mkdir()
    found = upgraded(ws)
    assert set(names(found)) == {PINS, LOCK_FILE}
    assert elsewhere.read_bytes() == OLD


def test_without_a_lock_copies_of_the_schemas_are_renewed_and_nothing_else(
    ws: Workspace, tmp_path: Path
) -> None:
    (ws.root / LOCK_FILE).unlink()
    (ws.root / "Makefile").write_bytes(OLD)
    (ws.root / "schemas" / "meeting.schema.json").write_text('{"title": "Møde"}', "utf-8")
    (ws.root / "schemas" / "forum.schema.json").write_text('{"title": "Vores"}', "utf-8")
    (ws.root / "schemas" / "moedebog.schema.json").unlink()
    assert names(upgraded(ws)) == ["schemas/meeting.schema.json"]
    assert not (ws.root / LOCK_FILE).exists()
    assert upkeep(ws).anew == ()


# --- the command --------------------------------------------------------------------------------


def test_the_command_shows_first_and_writes_when_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    as_before(ws, "Makefile")
    as_before(ws, "README.md")
    (ws.root / "README.md").write_bytes(b"vores egen\n")
    assert cli.main(["opgrader", "--vis-lukket"]) == cli.GOOD
    told = capsys.readouterr()
    assert "Makefile: ingen har ændret den" in told.out
    assert "README.md: nogen har ændret den" in told.out
    assert "\n-vores egen\n" in told.out
    assert "3 filer er ikke ajour" in told.err
    assert (ws.root / "Makefile").read_bytes() == OLD
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    told = capsys.readouterr()
    assert "vores egen" not in told.out  # where others may read along
    assert "Skrevet: Makefile" in told.err
    assert (ws.root / "README.md").read_bytes() == b"vores egen\n"
    assert cli.main(["opgrader"]) == cli.GOOD
    assert "Intet at gøre" in capsys.readouterr().err


def test_narrowed_to_meetings_it_leaves_the_files_of_the_workspace(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    as_before(ws, "Makefile")
    folder = ws.meetings / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    assert cli.main(["opgrader", "--skriv", "--forum", "udvalg"]) == cli.GOOD
    assert (ws.root / "Makefile").read_bytes() == OLD


def test_a_fresh_workspace_has_nothing_to_bring_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = begin(tmp_path, kit.CI, with_example=True).ws
    assert (upkeep(ws).anew, upkeep(ws).own) == ((), ())
