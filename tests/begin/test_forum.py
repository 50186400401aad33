"""``moedebog forum``: a forum by options or by questions, under the name that somebody said."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from moedebog import cli
from moedebog.begin.forum import ForumDraft, forum_text
from moedebog.begin.names import folder_of
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


@pytest.mark.parametrize(
    "folder", ["con", "AUX", "nul", "prn", "com1", "LPT9", "nord/con", "con.2", "a.", "nord./a"]
)
def test_a_folder_that_windows_cannot_have_is_refused(ws: Path, folder: str) -> None:
    assert cli.main(["forum", folder, "--navn", "Udvalget"]) == 2
    assert not list((ws / "meetings").iterdir())


@pytest.mark.parametrize("folder", ["kon", "console", "com10", "con-2", "auxi"])
def test_a_folder_that_is_only_like_one_of_windows_is_taken(ws: Path, folder: str) -> None:
    assert cli.main(["forum", folder, "--navn", "Udvalget"]) == 0


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


# --- what goes wrong is told at once --------------------------------------------------------------


def test_each_answer_is_looked_at_when_it_is_given(
    ws: Path, capsys: Capture, terminal: Callable[..., None]
) -> None:
    cli.main(["forum", "teknik", "--navn", "Teknik"])
    capsys.readouterr()
    terminal(
        "§§", "Udvalget", "../ud", "teknik", "Teknik", "udvalget", "", "16.30", "udvalg",
        *("Bo Bæk 010190-1234", "Bo Bæk", "Anna Eksempel", ""),
    )  # fmt: skip
    assert cli.main(["forum"]) == 0
    forum = read_forum(made(ws, "udvalget"))
    assert [one.navn for one in forum.medlemmer] == ["Bo Bæk", "Anna Eksempel"]
    err = capsys.readouterr().err
    for told in ("Af '§§' kan", "'../ud' duer ikke", "teknik/forum.yaml findes allerede", "CPR"):
        assert told in err
    assert "store og små" in err


@pytest.mark.parametrize("typed", [[], ["Udvalget"], ["Udvalget", "", "Lokale 5"]])
def test_ending_the_answers_gives_up_and_writes_nothing(
    ws: Path, capsys: Capture, terminal: Callable[..., None], typed: list[str]
) -> None:
    terminal(*typed)
    assert cli.main(["forum"]) == 130
    assert capsys.readouterr().err.endswith("Opgivet; intet er skrevet.\n")
    assert not list(ws.rglob("forum.yaml"))


def test_a_finding_in_a_file_that_was_not_written_says_so(ws: Path, capsys: Capture) -> None:
    assert cli.main(["forum", "Udvalget", "--medlem", "Bo Bæk 010190-1234"]) == 1
    err = capsys.readouterr().err
    assert "Intet er skrevet: meetings/udvalget/forum.yaml er ikke lavet." in err


@pytest.mark.parametrize("folder", ["a-mappe", "børn og unge", "Under/Udvalg"])
def test_a_folder_after_the_members_is_no_member(ws: Path, capsys: Capture, folder: str) -> None:
    assert cli.main(["forum", "--navn", "Nævnet", "--medlem", "Anna", "Bo", folder]) == 2
    assert f"{folder!r} efter --medlem ligner en mappe" in capsys.readouterr().err
    assert not list(ws.rglob("forum.yaml"))
    assert cli.main(["forum", folder, "--navn", "Nævnet", "--medlem", "Anna", "Bo"]) == 0
    assert "Medlemmer: Anna; Bo\n" in capsys.readouterr().err


def test_the_usage_has_the_folder_first(ws: Path, capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        cli.main(["forum", "--help"])
    assert re.search(r"moedebog forum \[MAPPE\] \[", capsys.readouterr().out)
    with pytest.raises(SystemExit):
        cli.main(["init", "--help"])
    assert re.search(r"moedebog init \[MAPPE\] \[", capsys.readouterr().out)


@pytest.mark.parametrize(("start", "slut"), [("16.30", "15.00"), ("kl. 9", "9.00"), ("9", "8.59")])
def test_a_meeting_does_not_end_before_it_begins(
    ws: Path, capsys: Capture, start: str, slut: str
) -> None:
    assert cli.main(["forum", "Udvalget", "--start", start, "--slut", slut]) == 2
    assert f"kan ikke slutte kl. {slut}" in capsys.readouterr().err
    assert not list(ws.rglob("forum.yaml"))


@pytest.mark.parametrize("command", [["forum", "Udvalget"], ["skabelon", "ny", "vores"]])
@pytest.mark.parametrize("more", [[], ["new", "2026-01-20"], ["import", "x.txt"]])
def test_nothing_begins_where_there_are_no_meetings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, command: list[str],
    more: list[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert cli.main(more or command) == 2
    assert "moedebog init" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# --- a meeting never founds a forum ---------------------------------------------------------------


@pytest.fixture
def culture(ws: Path, capsys: Capture) -> Path:
    for folder, name in (
        ("kultur-og-fritidsudvalget", "Kultur- og Fritidsudvalget"),
        ("social", "Socialudvalget"),
        ("nord/teknik", "Teknik Nord"),
    ):
        assert cli.main(["forum", folder, "--navn", name]) == 0
    capsys.readouterr()
    return ws


@pytest.mark.parametrize(
    ("typed", "folder"),
    [
        ("Kultur- og Fritidsudvalget", "kultur-og-fritidsudvalget"),
        ("kultur- og  FRITIDSUDVALGET ", "kultur-og-fritidsudvalget"),
        ("Socialudvalget", "social"),
        ("socialudvalget", "social"),
        ("meetings/social/", "social"),
        ("./meetings/nord/teknik", "nord/teknik"),
        ("teknik nord", "nord/teknik"),
        ("social/2026", "social/2026"),
    ],
)
@pytest.mark.parametrize("slash", [False, True])
def test_a_meeting_goes_to_the_forum_that_is_meant(
    culture: Path, typed: str, folder: str, slash: bool
) -> None:
    wanted = [f"{typed.rstrip('/')}/2026-02-03"] if slash else ["2026-02-03", "--forum", typed]
    assert cli.main(["new", *wanted]) == 0
    assert (culture / "meetings" / folder / "2026-02-03.yaml").is_file()
    assert len(list(culture.rglob("forum.yaml"))) == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kultur-og-fritidsudvalgt", "kultur-og-fritidsudvalget"),
        ("Kultur-og-Fritidsudvalget", "kultur-og-fritidsudvalget"),
        ("Kultur og Fritidsudvalget", "kultur-og-fritidsudvalget"),
        ("Social", "social"),
        ("socal", "social"),
        ("Socialudvalgt", "social"),
        ("teknik", "nord/teknik"),
        ("nord/teknk", "nord/teknik"),
    ],
)
@pytest.mark.parametrize("command", ["new", "import"])
def test_a_slip_in_the_name_of_a_forum_founds_no_other(
    culture: Path, capsys: Capture, typed: str, meant: str, command: str
) -> None:
    Path("x.txt").write_text("Referat fra Udvalget den 3. marts 2025\n\n1. Velkomst\n")
    before = sorted(culture.rglob("*"))
    assert cli.main([command, "2026-02-03" if command == "new" else "x.txt", "--forum", typed]) == 2
    assert f"Mente du {meant}" in capsys.readouterr().err
    assert sorted(culture.rglob("*")) == before


def test_a_forum_that_is_like_no_other_is_begun_by_forum_alone(
    culture: Path, capsys: Capture
) -> None:
    for typed in ("byraad", "Byrådet"):
        assert cli.main(["new", "2026-02-03", "--forum", typed]) == 2
        err = capsys.readouterr().err
        assert "Der er: kultur-og-fritidsudvalget, nord/teknik, social." in err
        assert f"Et nyt begyndes med: moedebog forum {typed}" in err
    assert len(list(culture.rglob("forum.yaml"))) == 3


@pytest.mark.parametrize("typed", ["Social", "SOCIAL", "Kultur og Fritidsudvalget"])
def test_what_no_forum_can_be_begun_by_is_not_advised(
    culture: Path, capsys: Capture, typed: str
) -> None:
    assert cli.main(["new", "2026-02-03", "--forum", typed]) == 2
    assert capsys.readouterr().err.rstrip().endswith("?")
    assert cli.main(["new", "2026-02-03", "--forum", "teknik"]) == 2
    assert "moedebog forum teknik --navn …" in capsys.readouterr().err


@pytest.mark.parametrize("make", [False, True])
def test_a_name_with_blanks_is_advised_as_it_is_typed(
    culture: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, make: bool
) -> None:
    if make:
        monkeypatch.setenv("MAKECMDGOALS", "new")
    assert cli.main(["new", "2026-02-03", "--forum", "findes ikke"]) == 2
    advised = 'make forum FORUM="findes ikke" NAVN=…', 'moedebog forum "findes ikke" --navn …'
    assert advised[not make] in capsys.readouterr().err
    assert cli.main(["forum", "findes ikke"]) == 2
    err = capsys.readouterr().err
    assert 'make forum FORUM="findes ikke" NAVN="Teknisk Udvalg"' in err
    assert 'moedebog forum "findes ikke" --navn "Teknisk Udvalg"' in err


@pytest.mark.parametrize(
    "typed",
    [
        "meetings/social/forum.yaml",
        "social/forum.yaml",
        "./meetings/social/forum.yaml/",
        "meetings\\social\\forum.yaml",
        "social/forum.yaml/2026",
    ],
)
@pytest.mark.parametrize("command", ["new", "import"])
def test_a_file_in_the_place_of_a_forum_is_told_of_with_the_forum(
    culture: Path, capsys: Capture, typed: str, command: str
) -> None:
    Path("x.txt").write_text("Referat fra Udvalget den 3. marts 2025\n\n1. Velkomst\n")
    assert cli.main([command, "2026-02-03" if command == "new" else "x.txt", "--forum", typed]) == 2
    told = "meetings/social/forum.yaml er en fil; et forum er en mappe. Mente du social?"
    err = capsys.readouterr().err
    assert told in err
    assert str(culture) not in err


def test_no_forum_is_begun_in_a_file(culture: Path, capsys: Capture) -> None:
    assert cli.main(["forum", "social/forum.yaml/nyt", "--navn", "Nyt"]) == 2
    assert "meetings/social/forum.yaml er en fil" in capsys.readouterr().err


@pytest.mark.parametrize("typed", [["--forum", "teknik"], []])
def test_the_first_meeting_of_all_needs_a_forum_first(
    ws: Path, capsys: Capture, typed: list[str]
) -> None:
    assert cli.main(["new", "2026-01-20", *typed]) == 2
    assert "moedebog forum" in capsys.readouterr().err
    assert list((ws / "meetings").iterdir()) == []


def test_of_two_forums_of_one_name_the_folder_says_which(culture: Path, capsys: Capture) -> None:
    assert cli.main(["forum", "social-2", "--navn", "Socialudvalget"]) == 0
    assert "[M416]" in capsys.readouterr().err
    assert cli.main(["new", "2026-02-03", "--forum", "socialudvalget"]) == 2
    assert "Mente du social, social-2?" in capsys.readouterr().err
    assert cli.main(["new", "2026-02-03", "--forum", "social-2"]) == 0
    capsys.readouterr()
    assert cli.main(["validate"]) == 0
    assert capsys.readouterr().err.count("[M416]") == 1


@pytest.mark.parametrize(
    ("folder", "name", "told"),
    [
        ("b", "Udvalget", True),
        ("b", "'udvalget'  # igen", True),
        ("b", '"UDVALGET"', True),
        ("b", "Udvalg", False),
        ("nord/a", "Udvalget", False),
    ],
)
def test_two_forums_side_by_side_of_one_name_are_told_of(
    ws: Path, capsys: Capture, folder: str, name: str, told: bool
) -> None:
    for place, called in (("a", "Udvalget"), (folder, name)):
        (ws / "meetings" / place).mkdir(parents=True)
        (ws / "meetings" / place / "forum.yaml").write_text(f"navn: {called}\n", encoding="utf-8")
    assert cli.main(["validate"]) == 0
    assert ("[M416]" in capsys.readouterr().err) is told
