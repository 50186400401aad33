"""Whether there is a new version is decided by what the meeting says, not by the program."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

import support
from mail_support import FORUM, MEETING, change, issues, letter_to, prepared, send, server
from mail_support import workspace as made
from moedebog import blocks, cli, document, schema, typography
from moedebog.build.manifest import digest_of
from moedebog.compose import Composer, Plan, people_lists, plan
from moedebog.compose.attendance import Listed
from moedebog.difference import legacy
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.issue.compared import Moment, proven
from moedebog.issue.sources import sources
from moedebog.issued import issued_file
from moedebog.load import load
from moedebog.outgoing import Forsendelse
from moedebog.send.mailing import Mailing
from moedebog.settings.command import load_settings
from moedebog.upgrade import changes as upgrade
from moedebog.upgrade.changes import renamed_key
from moedebog.versions import Versions
from moedebog.workspace import Workspace
from planted import MARK, OF_CLOSING, SAID_OF_CLOSED, marked_files, tree_of
from support import ROOT

FROZEN = ROOT / "tests" / "opgrader"
ALL = ["aase@example.org", "bo@example.org", "avis@example.org"]


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return made(tmp_path)


@pytest.fixture
def sent(ws: Workspace, quick_renderers: None) -> Workspace:
    """A workspace whose dagsorden everybody has."""
    with server() as inbox:
        assert send(ws, inbox.port).accepted == ALL
    return ws


def news(mailing: Mailing, group: str) -> tuple[str, ...]:
    """What a group would be told of this version."""
    (variant,) = [v for v in mailing.variants if v.group.gruppe == group]
    (last,) = mailing.earlier
    return mailing._changes(last, variant)


# --- what is no change ----------------------------------------------------------------------


@contextmanager
def renamed_classes() -> Iterator[None]:
    """The classes of the document tree are called something else."""
    classes: dict[type, str] = {
        cls: cls.__name__ for cls in (document.Punkttekst, blocks.Paragraph)
    }
    for cls, name in classes.items():
        cls.__name__ = f"{name}Ny"
    try:
        yield
    finally:
        for cls, name in classes.items():
            cls.__name__ = name


def _name(one: Listed) -> str:
    return one.person.navn


@contextmanager
def other_phrases() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("moedebog.compose._cover_date", lambda planned: "mødedagen")
        patch.setattr(people_lists, "running", lambda people, words: " / ".join(map(_name, people)))
        yield


@contextmanager
def other_typography() -> Iterator[None]:
    """As a new version of a library has it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typography, "long_date", lambda day, words, weekday=True: f"{day:%Y.%m.%d}")
        patch.setattr(typography, "clock", lambda at, separator=".": f"{at:%H}h{at:%M}")
        yield


Program = Callable[[], AbstractContextManager[None]]
PROGRAMS = [renamed_classes, other_phrases, other_typography]


@pytest.mark.parametrize("program", PROGRAMS)
def test_another_program_makes_no_version(sent: Workspace, program: Program) -> None:
    with program(), server() as inbox:
        mailing = prepared(sent)
        assert (mailing.issue.version, mailing.is_new, mailing.warnings) == (1, False, [])
        assert send(sent, inbox.port).already == ALL
    assert not inbox.envelopes


@pytest.mark.parametrize("program", PROGRAMS)
def test_under_another_program_a_version_names_what_changed_alone(
    sent: Workspace, program: Program
) -> None:
    change(sent, "Vi byder højst 900.000 kroner.", "Vi byder højst 800.000 kroner.")
    with program(), server() as inbox:
        mailing = prepared(sent)
        assert (mailing.issue.version, mailing.is_new) == (2, True)
        assert [line[:7] for line in news(mailing, "medlemmer")] == ["Punkt 3"]
        found = send(sent, inbox.port)
    assert (found.accepted, found.unchanged) == (ALL[:2], ALL[2:])


def test_comments_and_recipients_are_no_content(sent: Workspace) -> None:
    change(sent, "dato:", "# en note\ndato:")
    change(sent, "  - gruppe: presse\n", "  - gruppe: avisen\n", "forum.yaml")
    assert not prepared(sent).is_new


# --- what is one ------------------------------------------------------------------------------


TEXT_CHANGED = (
    "Punkt 2: under »Sagsfremstilling« står nu »En kort historie om …« i stedet for "
    "»En lang historie om …«."
)
CLOSED_TEXT_CHANGED = (
    "Punkt 3: under »Sagsfremstilling« står nu »… byder højst 800.000 kroner.« i stedet for "
    "»… byder højst 900.000 kroner.«"
)
LATER = "Punkt 4, Eventuelt, er nu kl. 11.00-11.10 i stedet for kl. 10.50-11.00."


def test_a_changed_word_is_a_version_that_names_the_item(sent: Workspace) -> None:
    change(sent, "lang historie", "kort historie")
    mailing = prepared(sent)
    assert (mailing.issue.version, mailing.is_new) == (2, True)
    for group in ("medlemmer", "presse"):
        assert news(mailing, group) == (TEXT_CHANGED,)


def test_a_changed_closed_text_is_news_to_the_internal_readers_alone(sent: Workspace) -> None:
    change(sent, "900.000", "800.000")
    mailing = prepared(sent)
    assert mailing.is_new
    assert news(mailing, "medlemmer") == (CLOSED_TEXT_CHANGED,)
    assert news(mailing, "presse") == ()
    with server() as inbox:
        found = send(sent, inbox.port)
    assert (found.accepted, found.unchanged) == (ALL[:2], ALL[2:])
    assert letter_to(inbox, ALL[0])["Subject"].startswith("Rettet")


@pytest.mark.parametrize(
    ("file", "news_of"), [("kort.pdf", ["medlemmer", "presse"]), ("skoede.pdf", ["medlemmer"])]
)
def test_a_changed_attachment_is_a_version(sent: Workspace, file: str, news_of: list[str]) -> None:
    (sent.meetings / "udvalg" / "bilag" / file).write_bytes(pdf("noget andet"))
    mailing = prepared(sent)
    assert mailing.is_new
    assert [g for g in ("medlemmer", "presse") if news(mailing, g)] == news_of


def test_a_longer_closed_item_moves_what_comes_after_it(
    tmp_path: Path, quick_renderers: None
) -> None:
    late = "  - titel: Eventuelt\n    varighed: 10\n"
    ws = made(tmp_path, meeting=MEETING + late)
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "varighed: 20\n    lukket", "varighed: 30\n    lukket")
        (told,) = news(prepared(ws), "presse")
        assert told.replace("\u00a0", " ").replace("\u2011", "-") == LATER


def test_a_reader_who_is_disqualified_hears_of_the_rest_alone(
    tmp_path: Path, quick_renderers: None
) -> None:
    out_of_it = MEETING.replace(
        "    lukket: {grund: Forh",
        "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {grund: Forh",
    )
    ws = made(tmp_path, meeting=out_of_it)
    with server() as inbox:
        assert send(ws, inbox.port).accepted == ALL
        change(ws, "900.000", "800.000")
        with other_typography():
            found = send(ws, inbox.port)
        assert (found.accepted, found.unchanged) == (ALL[:1], ALL[1:])
        change(ws, "lang historie", "kort historie")
        assert send(ws, inbox.port).accepted == ALL


# --- a source that is not here ----------------------------------------------------------------


def test_without_the_closed_source_the_checksums_tell_and_that_is_said(
    sent: Workspace,
) -> None:
    shutil.rmtree(sent.issued_closed)
    same = prepared(sent)
    assert (same.is_new, same.warnings) == (False, [])  # the source is still the same
    change(sent, "lang historie", "kort historie")
    mailing = prepared(sent)
    assert mailing.is_new
    (told,) = mailing.warnings
    assert told.code == "M464"
    assert "udsendt-lukket" in str(told.hint)
    assert news(mailing, "medlemmer") == (TEXT_CHANGED,)


def test_without_the_closed_source_another_program_alone_makes_no_version(
    sent: Workspace,
) -> None:
    shutil.rmtree(sent.issued_closed)
    with other_typography():
        assert not prepared(sent).is_new


def test_without_the_closed_source_a_changed_closed_text_is_seen(sent: Workspace) -> None:
    shutil.rmtree(sent.issued_closed)
    change(sent, "900.000", "800.000")
    mailing = prepared(sent)
    assert mailing.is_new
    assert [d.code for d in mailing.warnings] == ["M464"]
    assert news(mailing, "presse") == ()


def test_without_the_open_source_the_whole_serves_or_the_checksums_do(sent: Workspace) -> None:
    for path in sent.issued.iterdir():
        path.write_bytes(b"{}")  # nor is a damaged one taken for it
    change(sent, "lang historie", "kort historie")
    mailing = prepared(sent)
    assert {d.code for d in mailing.warnings} == {"M464", "M465"}
    assert news(mailing, "presse") == (
        "Punkt 2: teksten er ikke den samme som i den tidligere udgave.",
    )


def test_sending_again_puts_a_lost_source_back(sent: Workspace) -> None:
    before = {path.name for path in sent.issued_closed.iterdir()}
    shutil.rmtree(sent.issued_closed)
    change(sent, "personer: [avis@example.org]", "personer: [ny@example.org]", "forum.yaml")
    with server() as inbox:
        assert send(sent, inbox.port).accepted == ["ny@example.org"]
    assert {path.name for path in sent.issued_closed.iterdir()} == before


# --- records of before ------------------------------------------------------------------------


def forget_sources(ws: Workspace) -> None:
    """Have records as they were before sources were kept."""
    path = issued_file(ws.meeting_file("2025-09-12"))
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "kilde:" not in line), "utf-8")
    shutil.rmtree(ws.issued)
    shutil.rmtree(ws.issued_closed)
    assert not issues(ws)[0].kilde


def test_a_record_of_before_is_compared_by_its_checksums(sent: Workspace) -> None:
    forget_sources(sent)
    with renamed_classes():
        mailing = prepared(sent)
    assert (mailing.is_new, mailing.warnings) == (False, [])
    change(sent, "900.000", "800.000")
    mailing = prepared(sent)
    assert mailing.is_new
    assert news(mailing, "presse") == ()
    assert len(news(mailing, "medlemmer")) == 1
    with server() as inbox:
        found = send(sent, inbox.port)
    assert (found.accepted, found.unchanged) == (ALL[:2], ALL[2:])


def test_a_version_of_before_gets_its_source_while_it_can_be_told(sent: Workspace) -> None:
    before = {**kept(sent.issued), **kept(sent.issued_closed)}
    forget_sources(sent)
    with server() as inbox:
        assert send(sent, inbox.port).already == ALL
    assert set(issues(sent)[0].kilde) == set(Audience)
    assert {**kept(sent.issued), **kept(sent.issued_closed)} == before
    forget_sources(sent)
    change(sent, "lang historie", "kort historie")
    with server() as inbox:
        assert send(sent, inbox.port).accepted == ALL
    assert [bool(issue.kilde) for issue in issues(sent)] == [False, True]


def test_where_checksums_cannot_be_made_any_more_the_list_of_items_tells(
    sent: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_sources(sent)
    monkeypatch.delitem(legacy._FORMS, blocks.Paragraph)
    assert not prepared(sent).is_new
    change(sent, "titel: Cykelsti ved åen", "titel: Cykelsti ved søen")
    assert news(prepared(sent), "presse") == (
        "Punkt 2 hedder nu »Cykelsti ved søen« i stedet for »Cykelsti ved åen«.",
    )


def test_what_an_earlier_program_printed_is_no_news_and_what_is_not_seen_is_told(
    sent: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_sources(sent)
    monkeypatch.setattr(legacy, "GENERATION", f"{int(legacy.GENERATION) + 1}")
    again = prepared(sent)
    assert not again.is_new
    assert [d.code for d in again.warnings if d.code == "M469"] == ["M469"]
    change(sent, "titel: Cykelsti ved åen", "titel: Cykelsti ved søen")
    assert news(prepared(sent), "presse") == (
        "Punkt 2 hedder nu »Cykelsti ved søen« i stedet for »Cykelsti ved åen«.",
    )


def both_of(planned: Plan, kind: Kind) -> dict[Audience, Forsendelse]:
    composer = Composer(planned)
    return {audience: composer.dispatch(kind, audience) for audience in Audience}


@pytest.mark.parametrize("name", json.loads((FROZEN / "kontrolsummer.json").read_text("utf-8")))
def test_the_checksums_of_records_are_what_they_were(name: str) -> None:
    """Where the program prints otherwise now, ``legacy.GENERATION`` goes up and the file anew."""
    wanted = json.loads((FROZEN / "kontrolsummer.json").read_text("utf-8"))[name]
    ws = Workspace(FROZEN.resolve())
    stem, kind = name.split()
    meeting = load(ws, ws.meeting_file(stem)).meeting
    assert meeting is not None
    found = legacy.sums(both_of(plan(meeting)[0], Kind(kind)), digest_of)
    assert found.whole == wanted["indhold"]
    assert found.heads == wanted["hoved"]
    items = [[own[a] for a in Audience] for own in found.items]
    assert items == [sums for _, *sums in wanted["punkter"]]


# --- what is kept -----------------------------------------------------------------------------


def kept(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}


def test_each_source_is_kept_once_by_its_checksum(sent: Workspace) -> None:
    found = kept(sent.issued)
    assert len(found) == 2  # the meeting's and the forum's
    assert len(kept(sent.issued_closed)) == 2  # the whole, and what closed items are known by
    for name, text in {**found, **kept(sent.issued_closed)}.items():
        assert name == f"{hashlib.sha256(text.encode()).hexdigest()}.json"
    change(sent, "lang historie", "kort historie")
    with server() as inbox:
        send(sent, inbox.port)
    assert len(kept(sent.issued)) == 3
    record_text = issued_file(sent.meeting_file("2025-09-12")).read_text("utf-8")
    assert all(name.removesuffix(".json") in record_text for name in kept(sent.issued))


def test_nothing_closed_and_no_recipient_is_kept_in_the_open(sent: Workspace) -> None:
    text = "".join(kept(sent.issued).values())
    for closed in ("Havnevej", "900.000", "skoede", "skøde", "Fortrolig pris", "pris.docx"):
        assert closed not in text
    assert not [address for address in ALL if address in text]
    assert "Køb af ejendom" in text
    assert (sent.issued_closed / ".gitignore").read_text("utf-8") == "*\n"


def test_where_nothing_is_closed_nothing_is_kept_apart(
    tmp_path: Path, quick_renderers: None
) -> None:
    ws = made(tmp_path, meeting='dato: 2025-09-12\nstart: "10:00"\npunkter:\n  - titel: A\n')
    with server() as inbox:
        send(ws, inbox.port)
        assert send(ws, inbox.port).already == ALL
    assert len(kept(ws.issued)) == 2
    assert not ws.issued_closed.exists()


def test_showing_keeps_nothing(ws: Workspace, quick_renderers: None) -> None:
    prepared(ws)
    assert not ws.issued.exists()
    assert not ws.issued_closed.exists()


def moment_of(ws: Workspace, name: str, kind: Kind) -> Moment:
    file = ws.meeting_file(name)
    meeting = load(ws, file).meeting
    assert meeting is not None
    planned, _ = plan(meeting)
    both = both_of(planned, kind)
    found = sources(ws, file, planned, digest_of)
    versions = Versions(ws, file, planned, digest_of)
    return Moment(ws, file, kind, planned, both, digest_of, found, versions)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("file", Workspace(support.ROOT).meeting_files(), ids=lambda f: f.name)
def test_each_sample_is_the_same_read_back(file: Any, kind: Kind) -> None:
    moment = moment_of(Workspace(support.ROOT), file.name, kind)
    assert Audience.OFFENTLIG in moment.sources.kilde
    assert proven(moment).kilde == moment.sources.kilde


def closed_files() -> Iterator[Any]:
    """Meetings with the mark in what no public document may say, one after the other."""
    for (name, part, key), meeting, forum in marked_files():
        if name != "meeting" or key in OF_CLOSING or (part, key) in SAID_OF_CLOSED:
            continue
        for closing in ("item", "afsnit", "bilag"):
            closed = json.loads(json.dumps(meeting))
            marked = [p for p in close(closed["punkter"], closing) if MARK in json.dumps(p)]
            if (part, key, closing) == ("bilag", "nr", "bilag"):
                continue  # the public reads that there is a closed one of this number
            if schema.check(tree_of(closed), "meeting"):
                continue  # a word of a fixed list, a time, a yes: they cannot be the mark
            if marked or (key == "aarsag" and closing == "item"):
                yield pytest.param(closed, forum, id=f"{part}-{key}-{closing}")


def close(node: Any, which: str) -> list[Any]:
    """Close each item, section or attachment below a node; returns them."""
    found = []
    if which == "item":
        for item in node:
            item.setdefault("lukket", "ja")
        return list(node)
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, (dict, list)):
            found += close(value, which)
    if isinstance(node, dict):
        for one in node.get(which, ()):
            one.setdefault("lukket", "ja")
            one.pop("offentlig", None)
            found.append(one)
    return found


@pytest.mark.parametrize(("meeting", "forum"), list(closed_files()))
def test_nothing_closed_is_in_the_public_source(
    tmp_path: Path, meeting: dict[str, Any], forum: dict[str, Any]
) -> None:
    """The mark stands in a closed part, or is why somebody stays away."""
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "m.yaml").write_text(json.dumps(meeting), "utf-8")
    (folder / "forum.yaml").write_text(json.dumps(forum), "utf-8")
    moment = moment_of(Workspace(tmp_path), "m", Kind.REFERAT)
    kept_of = proven(moment).kilde
    assert set(kept_of) == set(Audience)
    assert MARK in moment.sources.data[kept_of[Audience.INTERN].moede].decode()
    assert MARK not in moment.sources.data[kept_of[Audience.OFFENTLIG].moede].decode()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("udsendt: arkiv\nudsendt_lukket: arkiv/lukket\n", ["M419"]),
        ("udsendt_lukket: udsendt\n", ["M302"]),
        ("udsendt: udsendt-lukket\n", ["M302"]),
        ("udsendt: output\n", ["M302"]),
        ("udsendt: arkiv\nudsendt_lukket: ../lukket\n", []),
    ],
)
def test_the_places_can_be_set_but_not_to_lie_in_one_another(
    tmp_path: Path, text: str, codes: list[str]
) -> None:
    (tmp_path / "moedebog.yaml").write_text(text, "utf-8")
    settings, found = load_settings(Workspace(tmp_path))
    assert [d.code for d in found] == codes
    assert (settings is None) == bool(codes)


def test_neither_building_nor_clean_touches_what_is_kept(
    sent: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {**kept(sent.issued), **kept(sent.issued_closed)}
    monkeypatch.chdir(sent.root)
    for arguments in (["all"], ["clean"]):
        assert cli.main(arguments) == 0
    assert {**kept(sent.issued), **kept(sent.issued_closed)} == before


def test_a_kept_source_is_read_as_a_later_version_writes_it(
    sent: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was issued with a key of before is no other meeting than the one with the key of now."""
    meeting = sent.meetings / "udvalg" / "2025-09-12.yaml"
    for path in (*sent.issued.glob("*.json"), *sent.issued_closed.glob("*.json")):
        text = path.read_text("utf-8").replace('"sted":', '"lokale":')
        new = path.with_name(f"{hashlib.sha256(text.encode()).hexdigest()}.json")
        own = meeting.with_suffix(".udsendt.yaml")
        own.write_text(own.read_text("utf-8").replace(path.stem, new.stem), "utf-8")
        new.write_text(text, "utf-8")
        if new != path:
            path.unlink()
    assert {d.code for d in prepared(sent).warnings} == {"M464", "M465"}
    change = renamed_key("O90", "9.0", upgrade.FileKind.MEETING, ("lokale",), "sted")
    monkeypatch.setattr(upgrade, "CHANGES", (change,))
    mailing = prepared(sent)
    assert (mailing.is_new, mailing.warnings) == (False, [])


def test_a_public_source_that_would_say_something_else_is_not_kept(
    tmp_path: Path, quick_renderers: None
) -> None:
    """Who came during a part of a closed item bears on what is said of later items."""
    late = (
        "    underpunkter: [{titel: Del, ankom: [Bo Bæk]}]\n"
        "  - {titel: Eventuelt, beslutning: Intet.}\n"
    )
    forum = FORUM + "politik: {fravaer_under_punkter: ja}\n"
    text = MEETING.replace("punkter:\n", "afbud: [Bo Bæk]\npunkter:\n") + late
    ws = made(tmp_path, forum, text.replace("status: godkendt", "status: til_godkendelse"))
    with server() as inbox:
        assert send(ws, inbox.port, kind=Kind.REFERAT).accepted == ALL
        (issue,) = issues(ws)
        assert set(issue.kilde) == {Audience.INTERN}
        with other_typography():
            assert not prepared(ws, kind=Kind.REFERAT).is_new
        change(ws, "Vi byder højst 900.000", "Vi byder højst 800.000")
        found = send(ws, inbox.port, kind=Kind.REFERAT)
        assert (found.accepted, found.unchanged) == (ALL[:2], ALL[2:])
