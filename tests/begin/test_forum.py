"""``moedebog forum``: a forum by options or by questions, under the name that somebody said."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from moedebog import cli
from moedebog.begin.forum import ForumDraft, folder_of, forum_text
from moedebog.catalogue import Retsgrundlag
from moedebog.cli.streams import can_ask
from support import forum as read_forum

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "Møder på Ærø"
    (place / "meetings").mkdir(parents=True)
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Somebody at a terminal who types these lines."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def typing(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))
        assert can_ask()

    return typing


def made(ws: Path, folder: str) -> str:
    return (ws / "meetings" / folder / "forum.yaml").read_text(encoding="utf-8")


def validates(capsys: Capture) -> None:
    """Each forum with a new meeting, since a forum alone is looked at with its meetings."""
    for path in sorted(Path("meetings").rglob("forum.yaml")):
        folder = path.parent.relative_to("meetings").as_posix()
        assert cli.main(["new", "2026-02-10", "--forum", folder]) == 0
    capsys.readouterr()
    assert cli.main(["validate", "--verbose"]) == 0
    assert capsys.readouterr().err.endswith("0 fejl, 0 advarsler\n")


OPTIONS = (
    *("--sted", "Lokale 5: salen", "--start", "kl. 16.30", "--slut", "18"),
    *("--moedeleder", "Anna Eksempel", "--referent", "Rita Referent"),
    *("--medlem", "Anna Eksempel", "Bo Prøvesen", "--medlem", "Carla Mønster; Dan Skabelon"),
)


def test_by_options(ws: Path, capsys: Capture) -> None:
    assert cli.main(["forum", "oekonomi", "--navn", "Økonomiudvalget", *OPTIONS]) == 0
    assert "meetings/oekonomi/forum.yaml" in capsys.readouterr().out.splitlines()
    forum = read_forum(made(ws, "oekonomi"))
    assert (forum.navn, forum.sted) == ("Økonomiudvalget", "Lokale 5: salen")
    assert (f"{forum.start:%H:%M}", f"{forum.slut:%H:%M}") == ("16:30", "18:00")
    assert (forum.moedeleder, forum.referent) == ("Anna Eksempel", "Rita Referent")
    names = ["Anna Eksempel", "Bo Prøvesen", "Carla Mønster", "Dan Skabelon"]
    assert [one.navn for one in forum.medlemmer] == names
    validates(capsys)


def test_what_nobody_told_is_shown_as_a_remark(ws: Path, capsys: Capture) -> None:
    assert cli.main(["forum", "oekonomi", "--navn", "Økonomiudvalget"]) == 0
    text = made(ws, "oekonomi")
    forum = read_forum(text)
    assert (forum.sted, forum.start, forum.medlemmer) == (None, None, ())
    for key in ("sted", "start", "slut", "moedeleder", "referent", "kontakt", "medlemmer"):
        assert f"\n# {key}:" in text
    validates(capsys)


@pytest.mark.parametrize("members", [(), ("Bo Bæk",)])
def test_all_its_remarks_hold_where_their_marks_are_taken_away(members: tuple[str, ...]) -> None:
    text = forum_text(ForumDraft("A", medlemmer=members), "x")
    # What looks like YAML is meant to be used; the rest explains.
    used = re.sub(r"(?m)^( *)# (?=(?:  )*(?:- )?\w+:(?: |$)|(?:  )*- )", r"\1", text)
    forum = read_forum(used)
    assert (forum.start, forum.slut, forum.sted) != (None, None, None)
    assert forum.kontakt
    assert len(forum.medlemmer) == 2
    assert forum.modtagere
    assert forum.politik.retsgrundlag is Retsgrundlag.UDVALG


@pytest.mark.parametrize("kind", Retsgrundlag)
def test_only_what_the_legal_kind_sets_stands_in_the_policy(kind: Retsgrundlag) -> None:
    text = forum_text(ForumDraft("A", retsgrundlag=kind), "x")
    policy = text.partition("\npolitik:\n")[2]
    keys = [line.strip("# ").partition(":")[0] for line in policy.splitlines() if ": " in line]
    assert keys == (["retsgrundlag", *kind.preset.policy] if policy else [])
    # A remark says what holds, so taking its mark away changes nothing.
    used = "".join(
        line.replace("# ", "", 1) if line.strip("# ").partition(":")[0] in keys[1:] else line
        for line in text.splitlines(keepends=True)
    )
    assert read_forum(used).politik == read_forum(text).politik


@pytest.mark.parametrize(
    ("typed", "folder", "name"),
    [
        (["Økonomiudvalget"], "oekonomiudvalget", "Økonomiudvalget"),
        (["--navn", "Teknik- og Miljøudvalget"], "teknik-og-miljoeudvalget", None),
        (["--navn", "§ 17, stk. 4-udvalg om Åen"], "17-stk-4-udvalg-om-aaen", None),
        (["--navn", "Café Élysée"], "cafe-elysee", None),
        (["børn og ældre", "--navn", "ja"], "børn og ældre", "ja"),
        (["under/udvalg", "--navn", 'Udvalg: "nord" # 1'], "under/udvalg", None),
        (["Med-Stort", "--navn", "lille navn"], "Med-Stort", "lille navn"),
    ],
)
def test_the_folder_may_be_named_after_the_forum_and_never_the_forum_after_it(
    ws: Path, capsys: Capture, typed: list[str], folder: str, name: str | None
) -> None:
    assert cli.main(["forum", *typed]) == 0
    assert read_forum(made(ws, folder)).navn == (name or typed[-1])
    validates(capsys)


def test_a_long_name_has_a_short_folder() -> None:
    folder = folder_of("Udvalget for det meget lange navn " * 9)
    assert len(folder) <= 60
    assert folder.startswith("udvalget-for-det-meget-lange-navn")
    assert folder[-1] != "-"


def test_without_a_name_and_without_a_terminal_nothing_is_guessed(
    ws: Path, capsys: Capture
) -> None:
    assert cli.main(["forum", "teknik"]) == 2
    err = capsys.readouterr().err
    assert "make forum FORUM=teknik NAVN=" in err
    assert "moedebog forum teknik --navn" in err
    assert not list(ws.rglob("forum.yaml"))


def test_it_is_never_overwritten(ws: Path, capsys: Capture) -> None:
    cli.main(["forum", "Udvalget"])
    before = made(ws, "udvalget")
    assert cli.main(["forum", "udvalget", "--navn", "Et andet"]) == 2
    assert "findes allerede" in capsys.readouterr().err
    assert made(ws, "udvalget") == before


@pytest.mark.parametrize("typed", ["25", "16.75", "halv fem", "16-17"])
def test_what_is_no_time_of_day_is_refused(ws: Path, capsys: Capture, typed: str) -> None:
    assert cli.main(["forum", "Udvalget", "--start", typed]) == 2
    assert f"{typed!r} er ikke et klokkeslæt" in capsys.readouterr().err
    assert not list(ws.rglob("forum.yaml"))


def test_what_cannot_stand_in_a_forum_is_told_and_not_written(ws: Path, capsys: Capture) -> None:
    assert cli.main(["forum", "Udvalget", "--medlem", "Bo Bæk 010190-1234"]) == 1
    assert "CPR-nummer" in capsys.readouterr().err
    assert not list(ws.rglob("forum.yaml"))


@pytest.mark.parametrize("folder", ["../ud", "a//b", ".skjult", "a/.", ""])
def test_the_folder_lies_among_the_meetings(ws: Path, folder: str) -> None:
    status = cli.main(["forum", folder, "--navn", "Udvalget"])
    assert status == (2 if folder else 0)
    assert [path.parent.name for path in ws.rglob("forum.yaml")] == ["udvalget"] * (not folder)


# --- by questions ---------------------------------------------------------------------------------


def test_by_questions(ws: Path, capsys: Capture, terminal: Callable[..., None]) -> None:
    terminal(
        "Børne- og Skoleudvalget", "", "Rådhuset, lokale 2", "16.30", "udvalg",
        *("Anna Eksempel", "Bo Prøvesen", ""),
    )  # fmt: skip
    assert cli.main(["forum"]) == 0
    forum = read_forum(made(ws, "boerne-og-skoleudvalget"))
    assert forum.navn == "Børne- og Skoleudvalget"
    assert forum.sted == "Rådhuset, lokale 2"
    assert f"{forum.start:%H.%M}" == "16.30"
    assert [one.navn for one in forum.medlemmer] == ["Anna Eksempel", "Bo Prøvesen"]
    assert forum.politik.retsgrundlag is Retsgrundlag.UDVALG
    asked = capsys.readouterr().err
    assert "hvis den ikke skal hedde boerne-og-skoleudvalget" in asked


def test_every_question_but_that_of_the_name_may_be_left(
    ws: Path, capsys: Capture, terminal: Callable[..., None]
) -> None:
    terminal("", "Udvalget", "", "", "", "", "")
    assert cli.main(["forum"]) == 0
    assert read_forum(made(ws, "udvalget")).navn == "Udvalget"
    terminal("", "", "", "Nej", "Nej")
    assert cli.main(["forum", "x"]) == 2
    terminal()  # hung up
    assert cli.main(["forum"]) == 2
    assert len(list(ws.rglob("forum.yaml"))) == 1


def test_what_was_told_is_not_asked(
    ws: Path, capsys: Capture, terminal: Callable[..., None]
) -> None:
    terminal("Udvalget")
    assert cli.main(["forum", "folder", *OPTIONS, "--retsgrundlag", "andet"]) == 0
    assert capsys.readouterr().err.count("?") == 1
    terminal("Ikke spurgt")
    assert cli.main(["forum", "--navn", "Nævnet"]) == 0
    assert "?" not in capsys.readouterr().err


def test_an_answer_that_will_not_do_is_asked_for_again(
    ws: Path, capsys: Capture, terminal: Callable[..., None]
) -> None:
    terminal("Udvalget", "mappen", "", "25.00", "16.15", "borgerråd", "klynge", "")
    assert cli.main(["forum"]) == 0
    assert f"{read_forum(made(ws, 'mappen')).start:%H.%M}" == "16.15"
    err = capsys.readouterr().err
    assert "'25.00' er ikke et klokkeslæt" in err
    assert "'borgerråd' er ikke et af ordene" in err


def test_it_asks_in_english(ws: Path, capsys: Capture, terminal: Callable[..., None]) -> None:
    terminal("Udvalget", "", "", "x", "", "x", "", "")
    assert cli.main(["forum", "--lang", "en"]) == 0
    err = capsys.readouterr().err
    assert err.startswith("What is the forum called?")
    for word in ("The folder under meetings/", "usually held", "usually begin", "by law", "member"):
        assert word in err
    assert "'x' is no time of day" in err
    assert "'x' is none of the words" in err
    assert "Hvad" not in err


def test_a_new_meeting_of_a_new_forum_asks_for_its_name(
    ws: Path, capsys: Capture, terminal: Callable[..., None]
) -> None:
    terminal("Teknik- og Miljøudvalget")
    assert cli.main(["new", "2026-01-20", "--forum", "teknik"]) == 0
    assert read_forum(made(ws, "teknik")).navn == "Teknik- og Miljøudvalget"
    assert "gæt" not in capsys.readouterr().err
    assert cli.main(["new", "2026-02-20", "--forum", "teknik"]) == 0  # not asked again
    assert capsys.readouterr().err == ""


def test_without_a_terminal_it_is_said_that_the_name_is_its_folders(
    ws: Path, capsys: Capture
) -> None:
    assert cli.main(["new", "2026-01-20", "--forum", "teknisk-udvalg"]) == 0
    assert read_forum(made(ws, "teknisk-udvalg")).navn == "Teknisk udvalg"
    err = capsys.readouterr().err
    assert "»Teknisk udvalg«" in err
    assert f"meetings{os.sep}teknisk-udvalg".replace(os.sep, "/") in err
