"""What moedebog wrote is written anew where nobody changed it; what is somebody's own never."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog import __version__, cli
from moedebog.begin import ages, kit
from moedebog.begin import pins as begin_pins
from moedebog.begin.lock import LOCK_FILE, UNKNOWN, Lock, checksum, lock_bytes, read_lock
from moedebog.begin.origin import PACKAGE, pins
from moedebog.begin.pins import PINS
from moedebog.begin.repository import begin
from moedebog.upgrade import generated
from moedebog.upgrade.generated import Upkeep, beside, upkeep, write
from moedebog.workspace import Workspace

FETCHED = f"{PACKAGE} @ git+https://git.example.org/m.git@v{__version__}"
COMMIT = "0123456789" * 4
OLD = b"# som en tidligere version skrev den\n"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """As version 0.0.9 began it, for GitHub; what that wrote is what this one writes."""
    made = begin(tmp_path / "møder", ["github"]).ws
    (made.root / PINS).write_bytes(pinned(FETCHED.replace(__version__, "0.0.9")))
    record(made, PINS)
    monkeypatch.chdir(made.root)
    return made


def pinned(line: str) -> bytes:
    """What moedebog writes where it was fetched by this line."""
    return kit.core()[PINS].replace(pins().encode(), line.encode())


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
        ("Moedebog[import]==0.0.9", f"Moedebog[import]=={__version__}"),
        ("MOEDEBOG >= 0.0.9", f"MOEDEBOG >= {__version__}"),
        ("moedebog==0.0.9.1", f"moedebog=={__version__}"),
        ("moedebog~=0.0.5 ; python_version>'3'", f"moedebog~={__version__} ; python_version>'3'"),
        (
            "./program/moedebog-0.0.9-py3-none-any.whl[import,keyring]",
            f"./program/moedebog-{__version__}-py3-none-any.whl[import,keyring]",
        ),
        (
            "https://example.org/moedebog-0.0.9-py3-none-any.whl",
            f"https://example.org/moedebog-{__version__}-py3-none-any.whl",
        ),
        (
            "git+https://u@10.0.0.1/x/m.git@v0.0.9#egg=moedebog[import]",
            f"git+https://u@10.0.0.1/x/m.git@v{__version__}#egg=moedebog[import]",
        ),
        (
            "-e git+https://git.example.org/moedebog.git@0.0.9#egg=Moedebog",
            f"-e git+https://git.example.org/moedebog.git@{__version__}#egg=Moedebog",
        ),
        (
            "moedebog @ https://example.org/moedebog/archive/refs/tags/v0.0.9.tar.gz",
            f"moedebog @ https://example.org/moedebog/archive/refs/tags/v{__version__}.tar.gz",
        ),
        ("moedebog-tillaeg==0.0.9", None),
        ("git+https://git.example.org/moedebog/andet.git@v0.0.9", None),
        ("andet==0.0.9  # til moedebog", None),
    ],
)
def test_of_the_pins_the_version_alone_is_changed_whoever_wrote_them(
    ws: Workspace, line: str, after: str | None
) -> None:
    text = f"--find-links ./program\n{line}\nandet==0.0.9\n"
    (ws.root / PINS).write_text(text, encoding="utf-8")
    found = upgraded(ws)
    assert not found.own
    assert not found.unsettled
    assert (ws.root / PINS).read_text("utf-8") == text.replace(line, after or line, 1)
    assert upkeep(ws).anew == ()


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("line", ["{}", "andet==1\n{}", "moedebog=={v}", "./moedebog-{v}-x.whl"])
def test_a_mark_before_the_first_line_hides_no_pin_and_stays(
    ws: Workspace, coding: str, end: str, line: str
) -> None:
    before, after = (
        f"{line.format(FETCHED.replace(__version__, v), v=v)}\nøvrigt==0.1\n".replace("\n", end)
        for v in ("0.0.9", __version__)
    )
    (ws.root / PINS).write_bytes(before.encode(coding))
    assert not upgraded(ws).unsettled
    assert (ws.root / PINS).read_bytes() == after.encode(coding)
    lock = read_lock(ws)
    assert lock
    assert lock.moedebog == __version__
    assert upkeep(ws).anew == ()


def test_a_mark_before_a_pin_that_cannot_be_raised_keeps_the_folder_as_old(ws: Workspace) -> None:
    (ws.root / PINS).write_bytes(b"\xef\xbb\xbfmoedebog @ git+https://git.example.org/m.git\n")
    assert upgraded(ws).unsettled
    lock = read_lock(ws)
    assert lock
    assert (lock.moedebog, lock.rettet) == ("0.0.9", __version__)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("moedebog==10.0.9", "nyere version"),
        ("moedebog", "hvilken version"),
        ("moedebog>=0.0.9,<0.1", "hvilken version"),
        ("moedebog==0.0.*", "hvilken version"),
        ("-e ../moedebog", "hvilken version"),
        ("moedebog @ git+https://git.example.org/m.git", "hvilken version"),
        ("moedebog @ git+ssh://git@git.example.org/m.git@main", f"m.git@v{__version__}"),
        (f"moedebog @ git+https://git.example.org/m.git@{COMMIT}", f"m.git@v{__version__}"),
        (f"moedebog @ git+https://x.example.org/m.git@{COMMIT}  # v0.0.9", f"@v{__version__}"),
        ("moedebog==0.0.9 \\\n    --hash=sha256:00", "kontrolsum"),
        ("https://example.org/moedebog-0.0.9-py3-none-any.whl#sha256=00", "kontrolsum"),
    ],
)
def test_a_line_that_does_not_say_its_version_is_told_of_and_the_folder_stays_as_old(
    ws: Workspace, line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"# vores\n{line}\n"
    (ws.root / PINS).write_text(text, encoding="utf-8")
    as_before(ws, "Makefile")
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    said = capsys.readouterr().err
    assert f"{PINS}:2: {line.splitlines()[0]}" in said
    assert told in said
    assert (ws.root / PINS).read_text("utf-8") == text
    lock = read_lock(ws)
    assert lock
    assert (lock.moedebog, lock.rettet) == ("0.0.9", __version__)
    assert [one.code for one in ages.findings(ws)] == ["M414"]
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    again = capsys.readouterr().err
    assert told in again
    assert "Intet at gøre" not in again
    # Somebody does as it says.
    (ws.root / PINS).write_text(text.replace(line, FETCHED), encoding="utf-8")
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    lock = read_lock(ws)
    assert lock
    assert (lock.moedebog, lock.rettet) == (__version__, "")


def test_a_password_in_the_pins_is_not_told_where_others_read_along(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"moedebog @ git+https://mig:hemmelig@git.example.org/m.git@{COMMIT}"
    (ws.root / PINS).write_text(f"{line}\n", encoding="utf-8")
    assert cli.main(["opgrader"]) == cli.GOOD
    told = capsys.readouterr().err
    assert f"git+https://…@git.example.org/m.git@{COMMIT}" in told
    assert "hemmelig" not in told


def test_of_a_commit_somebody_says_the_version_behind_it(ws: Workspace) -> None:
    line = f"moedebog @ git+https://git.example.org/m.git@{COMMIT}  # v{__version__}"
    (ws.root / PINS).write_text(f"# vores\n{line}\n", encoding="utf-8")
    found = upgraded(ws)
    assert (names(found), found.left) == ([LOCK_FILE], ())


def test_a_commit_becomes_the_one_that_the_program_was_fetched_by(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = f"{PACKAGE} @ git+https://git.example.org/m.git@{COMMIT}  # v{__version__}"
    monkeypatch.setattr(begin_pins, "requirement", lambda: mine)
    old = mine.replace(COMMIT, "f" * 40).replace(__version__, "0.0.9")
    (ws.root / PINS).write_text(f"# vores\n{old}\n", encoding="utf-8")
    assert not upgraded(ws).unsettled
    assert (ws.root / PINS).read_text("utf-8") == f"# vores\n{mine}\n"


@pytest.mark.parametrize(
    "added",
    ["yamllint==1.38.0\n", "--find-links ./program\n", "# en bemærkning\n", "-r mere.txt\n"],
)
def test_what_somebody_added_to_the_pins_outlives_every_version(
    ws: Workspace, added: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ws.root / PINS
    path.write_text(path.read_text("utf-8") + added, encoding="utf-8")
    for version in (__version__, "9.1.0", "9.2.0"):
        for module in (generated, begin_pins):
            monkeypatch.setattr(module, "__version__", version)
        upgraded(ws)
        assert path.read_text("utf-8") == (
            pinned(FETCHED.replace(__version__, version)).decode() + added
        )
        assert upkeep(ws).anew == ()
        lock = read_lock(ws)
        assert lock
        assert lock.moedebog == version


def test_what_was_edited_after_an_upgrade_is_somebodys_own_too(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded(ws)
    path = ws.root / PINS
    mine = path.read_text("utf-8").replace("--constraint constraints.txt\n", "yamllint==1.38.0\n")
    path.write_text(mine, encoding="utf-8")
    assert upkeep(ws).anew == ()
    for module in (generated, begin_pins):
        monkeypatch.setattr(module, "__version__", "9.1.0")
    upgraded(ws)
    upgraded(ws)
    assert path.read_text("utf-8") == mine.replace(__version__, "9.1.0")


def test_extras_that_are_new_reach_pins_that_nobody_changed_alone(ws: Workspace) -> None:
    older = FETCHED.replace("keyring,underskrift,vis", "keyring").replace(__version__, "0.0.9")
    as_before(ws, PINS, pinned(older))
    upgraded(ws)
    assert (ws.root / PINS).read_bytes() == pinned(FETCHED)
    (ws.root / PINS).write_bytes(pinned(older).replace(b"# Pro", b"# Vores pro"))
    record(ws, "Makefile")
    upgraded(ws)
    assert b"[import,keyring] @" in (ws.root / PINS).read_bytes()


def test_pins_that_were_there_before_are_raised_and_what_they_lack_is_told(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = read_lock(ws)
    assert lock
    sums = {name: total for name, total in lock.filer.items() if name != PINS}
    (ws.root / LOCK_FILE).write_bytes(lock_bytes(Lock("0.0.9", sums)))
    text = "yamllint==1.38.0\n"
    (ws.root / PINS).write_text(text, encoding="utf-8")
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    assert f"Tilføj linjen {PACKAGE} @ git+https://" in capsys.readouterr().err
    assert (ws.root / PINS).read_text("utf-8") == text
    (ws.root / PINS).write_text(f"{text}{FETCHED.replace(__version__, '0.0.9')}\n", "utf-8")
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    assert (ws.root / PINS).read_text("utf-8") == f"{text}{FETCHED}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"moedebog=={__version__}\n", True),
        (f"--index-url https://pakker.example.org\nmoedebog=={__version__}\n", False),
        (f"{FETCHED}\n", False),
    ],
)
def test_a_bare_name_that_anybody_may_take_is_told_of(ws: Workspace, text: str, told: bool) -> None:
    (ws.root / PINS).write_text(text, encoding="utf-8")
    found = upgraded(ws)
    assert [("ved navnet alene" in str(one.says)) for one in found.left] == [True] * told
    assert not found.unsettled


def test_a_wheel_that_is_not_there_yet_is_told_of(ws: Workspace) -> None:
    name = f"moedebog-{__version__}-py3-none-any.whl"
    (ws.root / PINS).write_text("./program/moedebog-0.0.9-py3-none-any.whl[vis]\n", "utf-8")
    assert [name in str(one.says) for one in upgraded(ws).left] == [True]
    (ws.root / "program").mkdir()
    (ws.root / "program" / name).write_bytes(b"")
    assert upkeep(ws).left == ()


def test_of_pins_that_nobody_changed_the_rest_is_written_anew_too(ws: Workspace) -> None:
    as_before(ws, PINS, OLD + FETCHED.replace(__version__, "0.0.9").encode() + b"\n")
    upgraded(ws)
    assert (ws.root / PINS).read_bytes() == pinned(FETCHED)
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
    found = upgraded(ws)
    assert names(found) == ["schemas/meeting.schema.json"]
    assert found.own == ()  # this Makefile has nothing of ours
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
    assert cli.main(["opgrader", "--skriv", "--vis-lukket"]) == cli.GOOD
    assert "Skrevet: Makefile" in told.err
    capsys.readouterr()
    assert (ws.root / "README.md").read_bytes() == b"vores egen\n"
    assert cli.main(["opgrader"]) == cli.GOOD
    assert "Intet at gøre" in capsys.readouterr().err


def test_without_a_lock_what_seems_to_be_ours_is_shown_and_never_nothing_to_do(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (ws.root / LOCK_FILE).unlink()
    path = ws.root / "Makefile"
    mine = path.read_bytes().replace(b"PYTHON ?=", b"# vores\nPYTHON ?=")
    path.write_bytes(mine)
    (ws.root / "README.md").write_text("# Vores helt egen\n", encoding="utf-8")
    assert cli.main(["opgrader", "--skriv", "--vis-lukket"]) == cli.GOOD
    told = capsys.readouterr()
    assert "moedebog.lock mangler" in told.err
    assert "Makefile: nogen har ændret den" in told.out
    assert "\n-# vores\n" in told.out
    assert "README" not in told.out
    assert "Intet at gøre" not in told.err
    assert path.read_bytes() == mine


def test_a_lock_that_was_lost_claims_no_version_and_nothing_goes_unseen(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (ws.root / LOCK_FILE).write_text("<<<<<<< HEAD\n", encoding="utf-8")
    (finding,) = ages.findings(ws)
    assert (finding.code, "moedebog init" in finding.hint) == ("M415", True)
    (ws.root / LOCK_FILE).unlink()
    (ws.root / PINS).write_bytes(pinned(FETCHED))
    older = kit.core()["Makefile"].replace(b"PYTHON ?=", b"PYTHON =")
    (ws.root / "Makefile").write_bytes(older)
    assert cli.main(["init"]) == cli.GOOD
    lock = read_lock(ws)
    assert lock
    assert lock.moedebog == UNKNOWN
    (finding,) = ages.findings(ws)
    assert (finding.code, "ingen har noteret" in finding.message) == ("M414", True)
    capsys.readouterr()
    assert cli.main(["opgrader", "--skriv", "--vis-lukket"]) == cli.GOOD
    assert "\n+PYTHON ?=" in capsys.readouterr().out
    assert list(ages.findings(ws)) == []
    assert (ws.root / "Makefile").read_bytes() == older
    assert cli.main(["opgrader"]) == cli.GOOD
    assert "Intet at gøre" in capsys.readouterr().err


def test_a_lock_that_was_lost_is_of_the_version_that_is_fetched(ws: Workspace) -> None:
    (ws.root / LOCK_FILE).unlink()
    assert cli.main(["init"]) == cli.GOOD
    lock = read_lock(ws)
    assert lock
    assert lock.moedebog == "0.0.9"


def test_where_nothing_differs_a_lost_lock_comes_back_as_it_was(ws: Workspace) -> None:
    upgraded(ws)
    before = (ws.root / LOCK_FILE).read_bytes()
    (ws.root / LOCK_FILE).unlink()
    assert cli.main(["init"]) == cli.GOOD
    assert (ws.root / LOCK_FILE).read_bytes() == before


def test_a_file_that_is_written_no_more_is_named_once_and_kept(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    as_before(ws, ".moedebog-ci.sh")
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    assert ".moedebog-ci.sh: moedebog skriver den ikke mere" in capsys.readouterr().err
    assert (ws.root / ".moedebog-ci.sh").read_bytes() == OLD
    assert cli.main(["opgrader"]) == cli.GOOD
    assert ".moedebog-ci.sh" not in capsys.readouterr().err


def test_a_difference_that_was_hidden_is_shown_again(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    as_before(ws, "Makefile")
    mine = b"# en hemmelighed\n" + kit.core()["Makefile"].replace(b"PYTHON ?=", b"PYTHON =")
    (ws.root / "Makefile").write_bytes(mine)
    for _ in range(2):
        assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
        told = capsys.readouterr()
        assert "\n+PYTHON ?=" in told.out  # moedebog's own is no secret
        assert "\n- … (1)\n" in told.out
        assert "hemmelighed" not in told.out + told.err
        assert "vises igen næste gang" in told.err
    assert cli.main(["opgrader", "--skriv", "--vis-lukket"]) == cli.GOOD
    assert "\n-# en hemmelighed\n" in capsys.readouterr().out
    assert cli.main(["opgrader", "--vis-lukket"]) == cli.GOOD
    assert "Makefile" not in capsys.readouterr().out


def test_a_difference_in_which_nothing_is_theirs_is_shown_once_wherever(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    as_before(ws, "Makefile")
    lines = kit.core()["Makefile"].splitlines(keepends=True)
    (ws.root / "Makefile").write_bytes(b"".join(lines[3:]))
    (file,) = upkeep(ws).own
    assert all(line[0] != "-" for line in beside(file, shows_own=False))
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    assert cli.main(["opgrader"]) == cli.GOOD
    assert "Intet at gøre" in capsys.readouterr().err


# --- changes of meaning -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "written"),
    [(__version__, False), ("0.0.9", True), (UNKNOWN, True), (None, True)],
)
def test_what_only_an_older_version_meant_is_not_written_into_a_folder_of_today(
    ws: Workspace, version: str | None, written: bool
) -> None:
    if version is None:
        (ws.root / LOCK_FILE).unlink()
    else:
        record(ws, version=version)
    folder = ws.meetings / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    text = "dato: 2025-09-12\nstart: '10:00'\nreferat_status: godkendt\npunkter: []\n"
    for way in ([], ["--forum", "udvalg"], ["2025-09-12"]):
        (folder / "2025-09-12.yaml").write_text(text, encoding="utf-8")
        if version is not None:
            record(ws, version=version)
        assert cli.main(["opgrader", "--skriv", *way]) == cli.GOOD
        assert ("fremmoedt" in (folder / "2025-09-12.yaml").read_text("utf-8")) is written, way


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
    found = upkeep(ws)
    assert (found.anew, found.own, found.unsettled) == ((), (), False)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("command", [["opgrader", "--skriv"], ["init"]])
def test_an_own_gitignore_gets_the_lines_of_a_newer_version_and_none_that_was_taken_out(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    end: bytes,
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / ".gitignore"
    path.write_bytes(b"*.pyc" + end)
    assert cli.main(["init"]) == cli.GOOD
    mine = path.read_bytes().replace(b"/udsendelser/" + end, b"") + end + b"# vores" + end
    path.write_bytes(mine)
    core = kit.core()
    newer = {**core, ".gitignore": core[".gitignore"] + b"\n# Nyt\nreferat-lukket.*\n"}
    monkeypatch.setattr(kit, "core", lambda: newer)
    capsys.readouterr()
    assert cli.main(command) == cli.GOOD
    assert ".gitignore" in "".join(capsys.readouterr())
    assert path.read_bytes() == mine.replace(b".*.ny", b".*.ny" + end + b"referat-lukket.*")
    # That one may be taken out too.
    path.write_bytes(mine)
    for again in (command, ["opgrader", "--skriv"], ["init"]):
        assert cli.main(again) == cli.GOOD
        assert path.read_bytes() == mine


def test_an_own_gitignore_that_lacked_nothing_gets_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    core = kit.core()
    mine = b"# vores\n" + core[".gitignore"]
    (tmp_path / ".gitignore").write_bytes(mine)
    assert cli.main(["init"]) == cli.GOOD
    newer = {**core, ".gitignore": core[".gitignore"] + b"nyt.*\n"}
    monkeypatch.setattr(kit, "core", lambda: newer)
    assert cli.main(["opgrader", "--skriv"]) == cli.GOOD
    text = (tmp_path / ".gitignore").read_bytes()
    assert text.startswith(mine)
    assert text.endswith(b"\nnyt.*\n")
