"""What came out wrong is marked by what the draft holds, whatever the form was that was not known.

The drafts are made by hand, so that they stay wrong when a reader learns a form.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from import_support import imported
from moedebog.catalogue import Slags
from moedebog.importer.pieces import Kind, Piece, Table, text_piece
from moedebog.importer.recognise.cover import Cover
from moedebog.importer.recognise.draft import Draft, DraftItem, DraftSection
from moedebog.importer.recognise.people import Someone
from moedebog.importer.recognise.revision import attachments, decisions, items, look_again, presence
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title import Title


def heading(text: str, level: int = 2) -> Piece:
    return replace(text_piece(text), kind=Kind.HEADING, level=level)


def pieces_of(lines: tuple[str | Piece, ...]) -> list[Piece]:
    return [text_piece(one) if isinstance(one, str) else one for one in lines]


def item(
    title: str, *lines: str | Piece, number: str = "", slags: Slags = Slags.BESLUTNING
) -> DraftItem:
    """An item with one section of these lines."""
    section = DraftSection(slags, pieces=pieces_of(lines))
    return DraftItem(Start(0, number, title, 2), Title(title), sections=[section])


def looked_at(*found: DraftItem, cover: Cover | None = None) -> Draft:
    """The draft of these items after the last look; each begins with a heading."""
    pieces: list[Piece] = []
    for one in found:
        one.start = replace(one.start, at=len(pieces))
        pieces.append(heading(one.title.text))
        for section in one.sections:
            pieces += [heading(section.heading, 3)] if section.heading else []
            pieces += section.pieces
    draft = Draft(cover or Cover(kind="referat"), list(found))
    look_again(draft, pieces)
    return draft


def marks(draft: Draft) -> list[str]:
    """All marks of the items."""
    return [note for one in draft.items for note in one.notes]


# --- presence ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Kim Test (Fraværende)", {"Kim Test"}),
        ("Kim Test (fraværende), Bo Prøve (syg)", {"Kim Test", "Bo Prøve"}),
        ("Fravær: Kim Test", {"Kim Test"}),
        ("Der var afbud fra Kim Test.", {"Kim Test"}),
        ("Kim Test har meldt afbud.", {"Kim Test"}),
        ("Fraværende: Kim Test og Bo Prøve", {"Kim Test", "Bo Prøve"}),
        ("Godkendt. Forfall: Kim Test.", {"Kim Test"}),
        ("Ej närvarande var Kim Test (sjuk)", {"Kim Test"}),
        ("Fraværende elever i Kim Tests klasse", set()),
        ("Kim Test udeblev.", {"Kim Test"}),
        ("Lis Fremmed udeblev.", set()),
        ("Fraværet: Kim Test ser på tallene.", set()),
        ("Kim Test (kasserer)", set()),
        ("Afbud: ingen", set()),
    ],
)
def test_whoever_is_told_to_be_missing_was_perhaps_not_there(line: str, gone: set[str]) -> None:
    came = [Someone("Ane Prøve"), Someone("Bo Prøve"), Someone("Kim Test")]
    draft = looked_at(item("Bro", line, number="1"), cover=Cover(kind="referat", there=came))
    assert draft.cover.doubted == gone
    assert len(draft.cover.notes) == bool(gone)
    assert all("under punkt 1" in note for note in draft.cover.notes)


def test_all_others_are_not_claimed_then(tmp_path: Path) -> None:
    head = "Referat af møde i Prøverådet den 3. marts 2025\n\nTil stede: Ane Prøve, Kim Test\n\n"
    text = head + "1. Bro\n\nBeslutning\n\n{}\n\nGodkendt.\n\n2. Evt.\n\nBeslutning\n\nIntet.\n"
    doubted = imported(text.format("Der var afbud fra Kim Test til festen."), tmp_path)
    assert doubted.tree["fremmoedt"] == ["Ane Prøve"]
    assert presence.MISSING.partition("{place}")[2] in doubted.text
    assert imported(text.format("Kim Test kom."), tmp_path / "b").tree["fremmoedt"] == "alle_andre"


@pytest.mark.parametrize("place", ["history", "read"])
def test_an_absence_that_is_read_or_of_another_meeting_is_not_marked(place: str) -> None:
    came = Cover(kind="referat", there=[Someone("Kim Test")])
    came.afbud = [Someone("Bo Prøve")] if place == "read" else []
    slags = Slags.SAGSFORLOEB if place == "history" else Slags.BESLUTNING
    draft = looked_at(item("Bro", "Bo Prøve (fraværende)", slags=slags), cover=came)
    assert not draft.cover.notes


def test_what_is_unread_is_noted_once_and_nobody_missing_is_said_to_have_been_there() -> None:
    cover = Cover(kind="referat", there=[Someone("Ane Prøve"), Someone("Kim Test")])
    cover.afbud, cover.unread = [Someone("Bo Prøve")], [("afbud", "Resten")]
    line = "Bo Prøve (afbud), Kim Test (afbud)"
    draft = looked_at(item("Bro", line), cover=cover)
    assert (draft.cover.doubted, draft.cover.notes) == ({"Kim Test"}, [])


@pytest.mark.parametrize(("column", "unread"), [("Fremmødt", True), ("Opgave", False)])
def test_a_table_of_who_came_that_stands_in_an_item_is_told(column: str, unread: bool) -> None:
    rows = [[(text_piece(cell),) for cell in row] for row in (("Navn", column), ("Bo", "x"))]
    draft = looked_at(item("Hold", Piece(Kind.TABLE, table=Table.of(rows))))
    assert bool(draft.cover.unread) is unread


@pytest.mark.parametrize(("line", "unread"), [("nej", True), ("Nejsum", False)])
def test_an_answer_without_its_name_is_told(line: str, unread: bool) -> None:
    cover = Cover(kind="referat", there=[Someone("Kim Test")], rest=[text_piece(line)])
    assert bool(looked_at(item("Bro", "Godkendt."), cover=cover).cover.unread) is unread


# --- items ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "marked"),
    [
        (("Bygges.", "3) Tårn"), "3) Tårn"),
        (("Bygges; Ad 3. Tårn; Bygges.",), "Ad 3. Tårn"),
        (("Bygges.", "Sak 3/24 Tårn"), "Sak 3/24 Tårn"),
        (("1. Den ene", "2. Den anden", "3. Den tredje"), ""),
        (("3 medlemmer stillede op.",), ""),
        (("3. april mødes vi igen",), ""),
    ],
)
def test_the_number_that_follows_is_perhaps_an_item(lines: tuple[str, ...], marked: str) -> None:
    draft = looked_at(item("Dirigent", "Bo.", number="1"), item("Bro", *lines, number="2"))
    assert marks(draft) == ([items.SWALLOWED.format(words=marked)] if marked else [])


@pytest.mark.parametrize(
    ("heads", "number", "marked"),
    [
        (("2. Om broen",), "3", "2. Om broen"),
        (("2. Om broen",), "", "2. Om broen"),
        (("1. Den ene", "2. Den anden"), "3", ""),
        (("7. Om broen",), "3", ""),
    ],
)
def test_a_heading_with_the_number_of_another_item_is_perhaps_of_that(
    heads: tuple[str, ...], number: str, marked: str
) -> None:
    found = [item("Dirigent", "Bo."), item("Bro", "Bygges."), item("Eventuelt", "Intet.")]
    for at, one in enumerate(found, 1):
        one.start = replace(one.start, number=str(at) if number else "")
    found[-1].sections[0].pieces += [heading(text, 4) for text in heads]
    draft = looked_at(*found)
    assert marks(draft) == ([items.ELSEWHERE.format(words=marked)] if marked else [])


@pytest.mark.parametrize(("title", "marked"), [("Tak for i aften", True), ("Eventuelt", False)])
def test_eventuelt_is_perhaps_an_item_where_none_is_called_so(title: str, marked: bool) -> None:
    draft = looked_at(item("Bro", "Bygges.", "Evt.", "Intet."), item(title, "Intet."))
    assert bool(marks(draft)) is marked


@pytest.mark.parametrize(
    ("level", "number", "marked"), [(2, "", True), (3, "", False), (2, "9", False)]
)
def test_a_heading_like_those_of_the_items_is_perhaps_one(
    level: int, number: str, marked: bool
) -> None:
    inner = heading("Øvrige emner", level)
    found = [item(title, "Drøftet.") for title in ("Bro", "Tårn", "Port", "Eventuelt")]
    found[0].start = replace(found[0].start, number=number)
    found[1].sections[0].pieces += [inner, text_piece("Ane ser på det.")]
    assert bool(marks(looked_at(*found))) is marked


@pytest.mark.parametrize(("line", "marked"), [("Sak 3/31 Hytte", True), ("Side 3 Hytte", False)])
def test_what_begins_with_the_word_of_the_titles_is_perhaps_one(line: str, marked: bool) -> None:
    draft = looked_at(item("Sak 1/31 Bro", "Bygges.", line), item("Sak 4/31 Eventuelt", "Intet."))
    assert bool(marks(draft)) is marked


@pytest.mark.parametrize(
    ("titles", "marked"),
    [
        (("Tidspunkt", "Sted", "Bro"), "»Tidspunkt« og »Sted« er nok ikke punkter"),
        (("Sted", "Bro"), "»Sted« er nok ikke et punkt, men en del"),
        (("Agenda", "Bro"), "»Agenda« er nok ikke et punkt, men listen"),
        (("Stedet for festen", "Agenda 2030"), ""),
    ],
)
def test_heads_and_lists_are_no_items(titles: tuple[str, ...], marked: str) -> None:
    draft = looked_at(*(item(title, "Bro", "Tårn", "Port") for title in titles))
    assert [note.startswith(marked) for note in marks(draft)] == ([True] if marked else [])


# --- decisions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (("Anbefales.", heading("Forløb", 3)), decisions.ENDS_IN_HEADING),
        (("Anbefales.", heading("Forløb", 3), "Det gik godt."), ""),
        (("Regnskab 2024", "Det blev godkendt."), decisions.OWN_TITLE),
        (("Regnskab 2023", "Det blev godkendt."), ""),
        (("Godkendt.", "Prøvegade 7 Tlf. 12 34 56 78"), decisions.NO_PART),
        (("Godkendt.", "Dokumentet er underskrevet digitalt via Prøve"), decisions.NO_PART),
        (("Godkendt.", "Justeras: Ada Prov"), decisions.NO_PART),
        (("Godkendt.", "Ring på tlf. 12 34 56 78."), ""),
    ],
)
def test_what_is_no_decision_is_marked(lines: tuple[str | Piece, ...], note: str) -> None:
    draft = looked_at(item("Regnskab 2024", *lines))
    assert [one.partition("»")[0] for one in marks(draft)] == (
        [note.partition("»")[0]] if note else []
    )


@pytest.mark.parametrize(("word", "marked"), [("Procedure", True), ("Udsat", False)])
def test_a_word_alone_in_several_decisions_is_marked_once(word: str, marked: bool) -> None:
    draft = looked_at(*(item(f"Sag {n}", "Ja.", word, number=str(n)) for n in (1, 2, 3)))
    assert len(marks(draft)) == marked
    assert all(note.endswith("det samme gælder under punkt 2 og 3") for note in marks(draft))


@pytest.mark.parametrize(
    ("last", "marked"),
    [("Forslag om en ny bro.", True), ("Forslag om en ny bro blev vedtaget.", False)],
)
def test_what_the_case_is_of_at_the_end_of_a_decision_is_marked(last: str, marked: bool) -> None:
    one = item("Bro", "Sendes til udvalget.", last)
    one.sections.append(DraftSection(Slags.RESUME, pieces=pieces_of(("Broen er gammel.",))))
    assert (decisions.ENDS_IN_MATTER.format(words=last) in marks(looked_at(one))) == marked


def test_the_head_of_columns_in_a_decision_is_told_once() -> None:
    columns = "Ansvarlig Deadline"
    draft = looked_at(*(item(title, columns, "Godkendt.") for title in ("Vej", "Sti")))
    assert draft.notes == [decisions.COLUMNS.format(words=columns)]


@pytest.mark.parametrize("votes", [True, False])
def test_a_side_of_a_vote_is_marked_where_the_others_are_read(votes: bool) -> None:
    voted = item("Bro", "For: 11 (alle)")
    if votes:
        voted.sections.append(DraftSection(Slags.AFSTEMNING, pieces=[text_piece("Imod: 0")]))
    assert bool(marks(looked_at(voted))) is votes


@pytest.mark.parametrize(
    ("kind", "line", "marked"),
    [
        ("referat", "Bo Prøve genvalgtes.", True),
        ("referat", "Bo Prøve er på valg.", False),
        ("dagsorden", "Bo Prøve genvalgtes.", False),
    ],
)
def test_what_was_decided_and_stands_as_text_is_marked(kind: str, line: str, marked: bool) -> None:
    draft = looked_at(item("Valg", line, slags=Slags.TEKST), cover=Cover(kind=kind))
    assert bool(marks(draft)) is marked


def test_a_decision_under_a_heading_that_is_not_known_is_marked() -> None:
    bro = item("Bro", "Broen er gammel.", slags=Slags.SAGSFREMSTILLING)
    bro.sections.append(DraftSection(heading="Afgjort", pieces=[text_piece("Vi besluttede den.")]))
    assert len(marks(looked_at(bro))) == 1
    bro.sections.append(DraftSection(Slags.BESLUTNING, pieces=[text_piece("Godkendt.")]))
    bro.notes.clear()
    assert not marks(looked_at(bro))


def test_text_that_goes_before_the_case_is_not_marked() -> None:
    bro = item("Bro", "Godkendt.")
    bro.sections.append(DraftSection(pieces=[text_piece("Broen er vedtaget enstemmigt før.")]))
    bro.sections.append(DraftSection(Slags.RESUME, "Resume", pieces=[text_piece("Kort.")]))
    assert not marks(looked_at(bro))


# --- attachments, and the head ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "listed", "note"),
    [
        ("Bilag 2: Kort over broen", (), attachments.IN_TEXT),
        ("Bilag: regnskab", (), attachments.IN_TEXT),
        ("Bilag 2 blev gennemgået.", (), ""),
        ("Broen er gammel, jf. bilag 3.", ("Kort", "Notat"), attachments.NOT_THERE),
        ("Broen er gammel, jf. bilag 2.", ("Kort", "Notat"), ""),
        ("Broen er gammel, jf. bilag 3.", ("Bilag 3: Kort",), ""),
        ("Broen er gammel, jf. bilag 3.", (), ""),
    ],
)
def test_an_attachment_that_is_not_there_is_marked(
    line: str, listed: tuple[str, ...], note: str
) -> None:
    bro = item("Bro", line)
    if listed:
        bro.sections.append(DraftSection(Slags.BILAG, "Bilag", pieces=pieces_of(listed)))
    assert [one.partition("»")[0] for one in marks(looked_at(bro))] == (
        [note.partition("»")[0]] if note else []
    )


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("Lukket", True),
        ("Lukket: ja", True),
        ("Lukkede sager", True),
        ("Broen er lukket", False),
        ("Lukketid", False),
    ],
)
def test_an_open_item_that_says_to_be_closed_is_marked(line: str, marked: bool) -> None:
    assert bool(marks(looked_at(item("Bro", line, "Hemmeligt.")))) is marked


@pytest.mark.parametrize(
    ("sted", "marked"),
    [("Salen Dato/tid: 3-4-31", True), ("Salen kl. 10", True), ("Datostuen, sal 10", False)],
)
def test_a_place_that_holds_another_fact_is_marked(sted: str, marked: bool) -> None:
    draft = looked_at(item("Bro", "Godkendt."), cover=Cover(kind="referat", sted=sted))
    assert bool(draft.cover.notes) is marked


def test_a_document_of_ours_is_passed_over() -> None:
    own = item("Sted", "Godkendt.", heading("Forløb", 3))
    own.start = replace(own.start, sure=True)
    assert not marks(looked_at(own))
