"""``moedebog init`` makes a folder a workspace that is whole, and touches nothing that is there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from moedebog import __version__, cli
from moedebog.begin import kit, places, repository
from moedebog.begin.lock import LOCK_FILE, Lock, checksum, lock_bytes, read_lock
from moedebog.workspace import Workspace

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with blanks and Danish letters, to stand in."""
    place = tmp_path / "Møder på Ærø"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def validates(capsys: Capture) -> str:
    capsys.readouterr()
    assert cli.main(["validate"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    return err


@pytest.mark.parametrize("example", [[], ["--eksempel"]])
def test_it_validates_without_a_finding(folder: Path, capsys: Capture, example: list[str]) -> None:
    assert cli.main(["init", *example]) == 0
    number = "1 møde" if example else "0 møder"
    assert validates(capsys) == f"{number}, 0 fejl, 0 advarsler\n"


def test_the_example_makes_both_documents(
    folder: Path, capsys: Capture, quick_renderers: None
) -> None:
    assert cli.main(["init", "--eksempel"]) == 0
    assert cli.main(["all"]) == 0
    made = {path.name for path in (folder / "output").rglob("*.*") if path.name[0] != "."}
    assert made == {"dagsorden.docx", "dagsorden.pdf", "referat.docx", "referat.pdf"}


def test_it_makes_the_folder_that_it_is_given(folder: Path, capsys: Capture) -> None:
    assert cli.main(["init", "Nyt år/møder"]) == 0
    assert (folder / "Nyt år" / "møder" / "meetings" / ".gitkeep").exists()
    assert [path.name for path in folder.iterdir()] == ["Nyt år"]
    assert '  cd "Nyt år/møder"\n' in capsys.readouterr().err


def test_what_is_there_stays_and_is_named(folder: Path, capsys: Capture) -> None:
    (folder / "README.md").write_text("Vores egen.\n", encoding="utf-8")
    (folder / "meetings" / "byraad").mkdir(parents=True)
    (folder / "meetings" / "byraad" / "forum.yaml").write_text("navn: Byrådet\n", encoding="utf-8")
    (folder / "Makefile").mkdir()
    before = content(folder)
    assert cli.main(["init"]) == 0
    assert before.items() <= content(folder).items()
    out, err = capsys.readouterr()
    assert "Beholdt, som den er: README.md\n" in err
    assert "Beholdt, som den er: Makefile\n" in err
    assert "README.md" not in out
    lock = read_lock(Workspace(folder))
    assert lock
    assert not {"README.md", "Makefile"} & lock.filer.keys()
    assert validates(capsys) == "0 møder, 0 fejl, 0 advarsler\n"


@pytest.mark.parametrize(
    "there", ["*.pyc\n", "node_modules", "# vores\r\noutput/\r\n", "", "!*.docx\n/.venv\n"]
)
def test_a_gitignore_that_is_there_gets_what_it_lacks(
    folder: Path, capsys: Capture, there: str
) -> None:
    path = folder / ".gitignore"
    path.write_bytes(there.encode())
    assert cli.main(["init"]) == 0
    assert "Tilføjet nederst i .gitignore" in capsys.readouterr().out
    text = path.read_bytes().decode()
    assert text.startswith(there)
    lines = text.splitlines()
    for line in kit.core()[".gitignore"].decode().splitlines():
        if line and not line.startswith("#"):
            assert [one.strip("/") for one in lines].count(line.strip("/")) == 1
    assert text.count("# moedebog: ") == 1
    # Who takes a line out again is not given it once more.
    path.write_text(text.replace("/udsendelser/", ""), encoding="utf-8")
    before = path.read_bytes()
    assert cli.main(["init"]) == 0
    assert path.read_bytes() == before


def test_git_overlooks_what_is_confidential_in_a_folder_that_had_a_gitignore(folder: Path) -> None:
    (folder / ".gitignore").write_text("!*.docx\n", encoding="utf-8")
    cli.main(["init"])
    subprocess.run(["git", "init", "--quiet"], check=True)
    for name in ("output/u/referat.docx", "andet/referat-intern.docx", "udsendelser/x.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
        assert subprocess.run(["git", "check-ignore", "-q", name], check=False).returncode == 0


@pytest.mark.parametrize("there", [[], ["meetings/u/forum.yaml"]])
def test_what_to_do_next_is_told_until_there_is_a_forum(
    folder: Path, capsys: Capture, there: list[str]
) -> None:
    cli.main(["init"])
    for name in there:
        (folder / name).parent.mkdir()
        (folder / name).write_text("navn: U\n", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["init"]) == 0
    assert ("moedebog forum" in capsys.readouterr().err) is not bool(there)


def remote(folder: Path, address: str) -> None:
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "remote", "add", "origin", address], check=True)


def test_in_a_folder_of_a_repository_the_server_is_known_and_it_is_said_where_it_looks(
    folder: Path, capsys: Capture
) -> None:
    remote(folder, "https://github.com/kommunen/alt.git")
    assert cli.main(["init", "under/møder"]) == 0
    name = ".github/workflows/moeder.yml"
    assert (folder / "under" / "møder" / name).exists()
    told = f"Serveren læser kun {name} øverst i git, i {folder}."
    err = capsys.readouterr().err
    assert told in err
    assert "cd under/møder" in err
    (folder / name).parent.mkdir(parents=True)
    (folder / "under" / "møder" / name).rename(folder / name)
    assert cli.main(["init", "under/møder", "--ci", "ingen"]) == 0
    assert told not in capsys.readouterr().err


def test_at_the_top_of_git_nothing_is_said_of_moving(folder: Path, capsys: Capture) -> None:
    remote(folder, "https://gitlab.com/kommunen/moeder.git")
    assert cli.main(["init"]) == 0
    assert (folder / ".gitlab-ci.yml").exists()
    assert "Serveren læser" not in capsys.readouterr().err


def test_that_no_server_is_wanted_is_remembered_until_one_is(folder: Path) -> None:
    remote(folder, "git@github.com:kommunen/moeder.git")
    for typed in (["--ci", "ingen"], [], ["--eksempel"]):
        assert cli.main(["init", *typed]) == 0
        assert not (folder / ".github").exists()
    assert cli.main(["opgrader", "--skriv"]) == 0
    assert cli.main(["init"]) == 0
    assert not (folder / ".github").exists()
    assert cli.main(["init", "--ci", "github"]) == 0
    (folder / ".github" / "workflows" / "moeder.yml").unlink()
    assert cli.main(["init"]) == 0
    assert (folder / ".github").exists()


def test_what_nobody_else_can_fetch_is_told_of(folder: Path, capsys: Capture) -> None:
    assert cli.main(["init"]) == 0
    assert "requirements.txt siger ikke, hvor moedebog hentes" in capsys.readouterr().err
    pins = folder / "requirements.txt"
    pins.write_text("moedebog @ git+https://git.example.org/m.git@v9.9.9\n", encoding="utf-8")
    assert cli.main(["init", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("requirements.txt", "yamllint==1.38.0\n", "Tilføj linjen moedebog["),
        ("requirements.txt", "yamllint\n", "og linjen --constraint constraints.txt"),
        ("requirements.txt", "\ufeffmoedebog @ git+https://git.example.org/m.git@v9.9.9\n", ""),
        ("requirements.txt", "yamllint\n./moedebog-9.9.9-py3-none-any.whl\n", ""),
        ("Makefile", "alt:\n\techo alt\n", "validate dagsorden referat: ; @moedebog $@"),
        ("Makefile", "program:\nvalidate: ; @moedebog $@\n", ""),
    ],
)
def test_what_a_file_that_was_there_lacks_is_told_of(
    folder: Path, capsys: Capture, name: str, text: str, told: str
) -> None:
    pins = "moedebog @ git+https://git.example.org/m.git@v9.9.9\n"
    (folder / "requirements.txt").write_text(pins, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    assert cli.main(["init", "--quiet"]) == 0
    err = capsys.readouterr().err
    assert told in err
    assert bool(told) == bool(err)
    assert (folder / name).read_text("utf-8") == text


def test_the_lock_holds_what_was_written_and_nothing_of_the_meetings(folder: Path) -> None:
    cli.main(["init", "--eksempel", "--ci", "github"])
    lock = read_lock(Workspace(folder))
    assert lock
    assert lock.moedebog == __version__
    written = {
        name: checksum(data)
        for name, data in content(folder).items()
        if not name.startswith("meetings/") and name != LOCK_FILE
    }
    assert lock.filer == written
    assert written.keys() == kit.kept_up(written).keys()


@pytest.mark.parametrize("stopped_at", [0, 1, 5, 13])
def test_stopped_anywhere_and_run_again_it_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stopped_at: int
) -> None:
    write = places.write_new
    done: list[Path] = []

    def stopping(files: dict[Path, bytes]) -> None:
        if len(done) == stopped_at:
            raise KeyboardInterrupt
        write(files)
        done.extend(files)

    monkeypatch.setattr(repository, "write_new", stopping)
    assert cli.main(["init"]) == 130
    assert len(content(folder)) == stopped_at
    monkeypatch.setattr(repository, "write_new", write)
    assert cli.main(["init"]) == 0
    resumed = content(folder)
    cli.main(["init", "../i ét stræk"])
    assert resumed == content(folder.parent / "i ét stræk")


def test_a_file_is_there_whole_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", full)
    assert cli.main(["init"]) == 3
    assert content(folder) == {}


def test_run_again_it_adds_what_is_asked_for_and_changes_nothing(
    folder: Path, capsys: Capture
) -> None:
    cli.main(["init"])
    (folder / "Makefile").write_text("mine:\n", encoding="utf-8")
    before = content(folder)
    capsys.readouterr()
    assert cli.main(["init"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "Alt er der i forvejen.\n" in err
    assert content(folder) == before
    assert cli.main(["init", "--ci", "gitlab"]) == 0
    after = content(folder)
    assert {name for name in after if after[name] != before.get(name)} == {
        ".gitlab-ci.yml",
        LOCK_FILE,
    }
    # The Makefile is known by what moedebog wrote, so that it is seen to be changed.
    old, new = (json.loads(state[LOCK_FILE])["filer"] for state in (before, after))
    assert new == {**old, ".gitlab-ci.yml": checksum(after[".gitlab-ci.yml"])}


def test_an_older_workspace_keeps_the_version_of_its_oldest_file(folder: Path) -> None:
    (folder / LOCK_FILE).write_bytes(lock_bytes(Lock("0.0.1", {})))
    assert cli.main(["init"]) == 0
    lock = read_lock(Workspace(folder))
    assert lock
    assert lock.moedebog == "0.0.1"
    assert "Makefile" in lock.filer


def test_a_file_that_says_what_is_written_today_is_known_again(folder: Path) -> None:
    """However it came to do so: a colleague's copy, or an older one that was corrected."""
    (folder / "Makefile").write_bytes(kit.core()["Makefile"])
    (folder / LOCK_FILE).write_bytes(lock_bytes(Lock("0.0.1", {"Makefile": checksum(b"old")})))
    assert cli.main(["init"]) == 0
    lock = read_lock(Workspace(folder))
    assert lock
    assert lock.filer["Makefile"] == checksum(kit.core()["Makefile"])


def test_a_newer_workspace_is_left_alone(folder: Path, capsys: Capture) -> None:
    (folder / LOCK_FILE).write_bytes(lock_bytes(Lock("999.0.0", {})))
    assert cli.main(["init"]) == 3
    assert "lavet med moedebog 999.0.0" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == [LOCK_FILE]


def test_a_workspace_in_another_is_told_of(folder: Path, capsys: Capture) -> None:
    cli.main(["init"])
    capsys.readouterr()
    assert cli.main(["init", "arkiv/gamle"]) == 0
    assert str(folder) in capsys.readouterr().err.partition("ligger i en anden mappe")[2]


@pytest.mark.parametrize(
    "place", ["meetings/nyt", "templates/nyt", "udsendt", "meetings", "output"]
)
def test_it_does_not_begin_where_another_keeps_its_files(
    folder: Path, capsys: Capture, place: str
) -> None:
    cli.main(["init"])
    before = content(folder)
    assert cli.main(["init", place]) == 2
    assert content(folder) == before


def test_it_does_not_begin_in_the_program_itself(folder: Path, capsys: Capture) -> None:
    (folder / "generators" / "moedebog").mkdir(parents=True)
    assert cli.main(["init"]) == 2
    assert "moedebogs egen mappe" in capsys.readouterr().err
    assert content(folder) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_cannot_be_written_is_told_of(folder: Path, capsys: Capture) -> None:
    folder.chmod(0o500)
    try:
        assert cli.main(["init"]) == 3
    finally:
        folder.chmod(0o700)
    assert "der mangler rettigheder" in capsys.readouterr().err


@needs_git
@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("https://github.com/x/moeder.git", ".github/workflows/moeder.yml"),
        ("git@gitlab.example.org:x/moeder.git", ".gitlab-ci.yml"),
        ("https://x@dev.azure.com/x/y/_git/moeder", "azure-pipelines.yml"),
        ("https://codeberg.org/x/moeder", ".forgejo/workflows/moeder.yml"),
        ("ssh://git@ssh.dev.azure.com:22/v3/x/y/moeder", "azure-pipelines.yml"),
        ("https://mig:kode@GitHub.com/x/moeder", ".github/workflows/moeder.yml"),
        ("https://example.org/github/moeder", None),
        ("https://git.example.org/spejl/github.com/moeder", None),
        ("https://intetgithub.example.org/moeder", None),
        ("/srv/github.com/moeder.git", None),
        ("file:///srv/gitlab.com/moeder.git", None),
        ("../github.com:moeder", None),
    ],
)
def test_the_server_is_the_one_that_git_says(folder: Path, address: str, file: str | None) -> None:
    git("init", "--quiet")
    git("remote", "add", "origin", address)
    git("remote", "add", "andet", "https://gitlab.com/x/y.git")
    git("config", "submodule.fag.url", "https://github.com/x/fag.git")
    assert cli.main(["init"]) == 0
    for_servers = {name for ci in kit.CI for name in kit.for_server(ci)}
    assert for_servers & content(folder).keys() == ({file} if file else set())


@needs_git
def test_the_server_is_found_in_a_worktree_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "--quiet")
    git("remote", "add", "origin", "https://codeberg.org/x/moeder")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    git(*who, "commit", "--quiet", "--allow-empty", "--message", "A")
    git("worktree", "add", "--quiet", "../andet")
    monkeypatch.setenv("GIT_DIR", "/findes-ikke")  # as in a hook of git
    assert cli.main(["init", "../andet"]) == 0
    assert (folder.parent / "andet/.forgejo/workflows/moeder.yml").exists()


@needs_git
def test_servers_are_named_one_by_one_or_together(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "--quiet")
    git("remote", "add", "origin", "https://github.com/x/y")
    for_servers = {name for ci in kit.CI for name in kit.for_server(ci)}
    assert cli.main(["init", "a", "--ci", "github", "gitlab", "--ci", "azure,forgejo"]) == 0
    assert for_servers <= content(folder / "a").keys()
    assert cli.main(["init", ".", "--ci", "ingen"]) == 0
    monkeypatch.setenv("MOEDEBOG_CI", "github gitlab")
    assert cli.main(["init", "b"]) == 0
    assert for_servers & content(folder / "b").keys() == {
        *kit.for_server("github"),
        *kit.for_server("gitlab"),
    }
    assert not for_servers & {path.name for path in folder.iterdir()}
    assert not (folder / ".github").exists()


def test_under_make_the_next_steps_are_those_of_make(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.main(["init"])
    assert "  moedebog new 2026-01-20 " in capsys.readouterr().err
    monkeypatch.setenv("MAKECMDGOALS", "init")
    cli.main(["init"])
    assert "  make new MEETING=2026-01-20 " in capsys.readouterr().err


@needs_git
@pytest.mark.parametrize("moved", [True, False])
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/x/alt.git", ".github/workflows/moeder.yml"),
        ("https://gitlab.com/x/alt.git", ".gitlab-ci.yml"),
        ("https://dev.azure.com/x/alt", "azure-pipelines.yml"),
    ],
)
def test_a_second_folder_is_told_to_be_named_in_the_file_at_the_top_and_gets_none(
    folder: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    name: str,
    moved: bool,
) -> None:
    remote(folder, address)
    assert cli.main(["init", "første" if moved else "."]) == 0
    for one in (name, ".pre-commit-config.yaml") if moved else ():
        (folder / one).parent.mkdir(parents=True, exist_ok=True)
        (folder / "første" / one).rename(folder / one)
    capsys.readouterr()
    assert cli.main(["init", "møder"]) == 0
    err = capsys.readouterr().err
    assert (
        f"Serveren læser kun {name} øverst i git, i {folder}, og den kontrollerer ikke møder" in err
    )
    assert "Skal en server" not in err
    assert "pre-commit læser kun .pre-commit-config.yaml øverst i git" in err
    assert "make -C møder program validate" in err
    assert not {name, ".pre-commit-config.yaml"} & content(folder / "møder").keys()
    # Somebody does as it says.
    for one, said in ((name, "cd møder"), (".pre-commit-config.yaml", "entry: make -C møder all")):
        text = (folder / one).read_text("utf-8")
        (folder / one).write_text(f"{text}\n      {said}\n", encoding="utf-8")
    assert cli.main(["init", "møder"]) == 0
    assert "øverst i git" not in capsys.readouterr().err
    monkeypatch.chdir("møder")
    assert cli.main(["opgrader", "--skriv"]) == 0
    assert not {name, ".pre-commit-config.yaml"} & content(folder / "møder").keys()


@needs_git
def test_what_was_moved_to_the_top_is_not_written_again(folder: Path, capsys: Capture) -> None:
    remote(folder, "https://github.com/x/alt.git")
    assert cli.main(["init", "a b"]) == 0
    err = capsys.readouterr().err
    assert 'Flyt filen dertil, og skriv i den: entry: make -C "a b" program validate' in err
    for name in (".github/workflows/moeder.yml", ".pre-commit-config.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "a b" / name).rename(folder / name)
    assert cli.main(["init", "a b"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("og den kontrollerer ikke") == 2


@pytest.mark.parametrize("servers", [["ingen", "github"], ["gitlab,ingen"]])
def test_no_server_and_a_server_contradict_each_other(
    folder: Path, capsys: Capture, servers: list[str]
) -> None:
    assert cli.main(["init", "l", "--ci", *servers]) == 2
    assert "'ingen' siger, at ingen server" in capsys.readouterr().err
    assert content(folder) == {}


@pytest.mark.parametrize("name", ["meetings", "schemas", ".vscode", ".github"])
def test_a_file_in_the_place_of_a_folder_stops_it_before_anything_is_written(
    folder: Path, capsys: Capture, name: str
) -> None:
    (folder / name).write_text("x\n", encoding="utf-8")
    assert cli.main(["init", "--ci", "github"]) == 2
    assert f"{name} er en fil, og her skal være en mappe" in capsys.readouterr().err
    assert list(content(folder)) == [name]


@needs_git
@pytest.mark.parametrize(
    ("rules", "kept_out"),
    [
        ("*.yaml\n", ["meetings/"]),
        ("meetings\n*.lock\n", ["meetings/", "moedebog.lock"]),
        ("*.lock\n!moedebog.lock\n", []),
        ("*.docx\n", []),
    ],
)
@pytest.mark.parametrize("place", [".", "under"])
def test_what_git_keeps_out_is_told_of_by_the_rule(
    folder: Path, capsys: Capture, rules: str, kept_out: list[str], place: str
) -> None:
    git("init", "--quiet")
    (folder / ".gitignore").write_text(rules, encoding="utf-8")
    assert cli.main(["init", place, "--quiet"]) == 0
    err = capsys.readouterr().err
    told = [name for name in ("meetings/", "moedebog.lock") if f"git holder {name} ude" in err]
    assert told == kept_out
    assert ("(.gitignore, linje 1)" in err or "../.gitignore, linje 1" in err) is bool(kept_out)
