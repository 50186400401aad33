"""A valid tree becomes the meeting that was meant, and what does not fit is told."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from textwrap import dedent

import pytest

from moedebog import schema, source
from moedebog.blocks import Alignment, BulletList, Paragraph, Picture, Table, text_of
from moedebog.catalogue import Slags
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.meeting import Afsnit, Forum, Meeting, Punkt
from moedebog.normalise import normalise, normalise_forum
from moedebog.phrases import DANISH

FORUM = """\
navn: Udvalget
moedeleder: Anna Ager
medlemmer:
  - Anna Ager
  - {navn: Bo Bæk, parti: A}
  - {navn: Carl Clausen, til: 2024-12-31}
  - {navn: Dorte Dam, fra: 2025-01-01}
"""


def read_forum(text: str = FORUM) -> tuple[Forum, list[Diagnostic]]:
    tree, problems = source.parse(dedent(text).encode(), "forum.yaml")
    assert tree is not None
    assert problems + schema.check(tree, "forum") == []
    forum, problems = normalise_forum(tree)
    assert forum is not None
    return forum, problems


def read(
    text: str, forum: str = FORUM, path: Path = Path("/p/meetings/u/2025-09-12.yaml")
) -> tuple[Meeting | None, list[Diagnostic]]:
    tree, problems = source.parse(dedent(text).encode(), "m.yaml")
    assert tree is not None, problems
    assert problems + schema.check(tree, "meeting") == []
    return normalise(tree, read_forum(forum)[0], path)


HEAD = "dato: 2025-09-12\nstart: 10:30\n"
ITEM = HEAD + "punkter:\n  - titel: A\n"


def good(text: str, forum: str = FORUM) -> Meeting:
    meeting, problems = read(text, forum)
    assert problems == []
    assert meeting is not None
    return meeting


def item(text: str, forum: str = FORUM) -> Punkt:
    """The one item, its keys given as lines without indentation."""
    lines = "".join(f"    {line}\n" for line in dedent(text).splitlines())
    return good(ITEM + lines, forum).punkter[0]


def told(text: str, **how: Path) -> list[str]:
    return [f"{d.position.line}:{d.position.column} {d.code}" for d in read(text, **how)[1]]  # type: ignore[arg-type]


def told_of_item(text: str) -> list[str]:
    return told(ITEM + "".join(f"    {line}\n" for line in dedent(text).splitlines()))


def words(afsnit: Afsnit) -> str:
    return " / ".join(text_of(b.inlines) for b in afsnit.tekst if isinstance(b, Paragraph))


# --- defaults -------------------------------------------------------------------------


def test_what_is_left_out_has_its_default() -> None:
    meeting = good(HEAD + "punkter: []\n")
    assert (meeting.id, meeting.stamme) == ("2025-09-12", "2025-09-12")
    assert (meeting.dagsorden_status, meeting.referat_status) == ("udkast", "udkast")
    assert meeting.moedeleder == "Anna Ager"
    assert meeting.nummerering_start == 1
    assert not meeting.aflyst
    assert str(meeting.position) == "m.yaml:1:1"


def test_the_forum_lends_place_and_secretary() -> None:
    forum = "navn: F\nsted: Salen\nreferent: R\n"
    assert good(HEAD + "punkter: []\n", forum).sted == "Salen"
    meeting = good(HEAD + "sted: Kælderen\nreferent: S\npunkter: []\n", forum)
    assert (meeting.sted, meeting.referent) == ("Kælderen", "S")


def test_the_schema_promises_the_defaults_that_are_given() -> None:
    promised = {
        key: prop["default"]
        for key, prop in schema.load("meeting")["properties"].items()
        if "default" in prop
    }
    meeting = good(HEAD + "punkter: []\n")
    assert promised == {key: getattr(meeting, key) for key in promised}
    policy = schema.load("forum")["$defs"]["politik"]["properties"]
    promised = {key: prop["default"] for key, prop in policy.items() if "default" in prop}
    politik = read_forum("navn: F\n")[0].politik
    printed = {"punktord": DANISH.item_word, "svarord": DANISH.answer_word}
    assert [getattr(politik, key) for key in printed] == [None, None]
    assert promised == {key: printed.get(key, getattr(politik, key)) for key in promised}


@pytest.mark.parametrize(("typed", "meant"), [("ja", True), ("nej", False), ("true", True)])
def test_yes_and_no(typed: str, meant: bool) -> None:
    assert good(f"{HEAD}aflyst: {typed}\npunkter: []\n").aflyst is meant
    assert (item(f"lukket: {typed}").lukket is not None) is meant


def test_elsewhere_no_is_text() -> None:
    punkt = item("gruppe: nej\nnr: 012345\nsagsnr: [22/43402, 7]\nkle: 27.35\n")
    assert (punkt.gruppe, punkt.nr, punkt.kle) == ("nej", "012345", "27.35")
    assert punkt.sagsnr == ("22/43402", "7")


# --- dates and clocks -----------------------------------------------------------------


@pytest.mark.parametrize("typed", ["10:30", "10.30", '"10:30"', "kl. 10.30", "Kl 10:30"])
def test_a_clock_in_all_its_spellings(typed: str) -> None:
    meeting = good(f"dato: 2025-09-12\nstart: {typed}\nslut: 13\npunkter: []\n")
    assert (meeting.start, meeting.slut) == (time(10, 30), time(13, 0))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:45-11:30", (time(10, 45), time(11, 30))),
        ("10.45–11.30", (time(10, 45), time(11, 30))),
        ("kl. 9 - 10", (time(9), time(10))),
        ("10:45", (time(10, 45), None)),
    ],
)
def test_a_slot_in_all_its_spellings(typed: str, meant: tuple[time, time | None]) -> None:
    assert item(f"tid: {typed}").tid == meant


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dato: 2025-02-30\nstart: 10:30\npunkter: []\n", "1:7 M100"),
        ("dato: 2025-13-01\nstart: 10:30\npunkter: []\n", "1:7 M100"),
        ("dato: 2025-09-12\nstart: 25:00\npunkter: []\n", "2:8 M101"),
        ("dato: 2025-09-12\nstart: 10.75\npunkter: []\n", "2:8 M101"),
        (f"{HEAD}slut: 10.30\npunkter: []\n", "3:7 M102"),
        (f"{HEAD}faktisk_start: 11\nfaktisk_slut: 10.45\npunkter: []\n", "4:15 M102"),
        (f"{ITEM}    tid: 11.30-10.45\n", "5:10 M102"),
        (f"{ITEM}    tid: 10.45-24.30\n", "5:10 M101"),
        (f"{ITEM}    opfoelgning: [{{opgave: A, frist: 2025-06-31}}]\n", "5:38 M100"),
    ],
)
def test_times_that_cannot_be(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_meeting_may_end_after_midnight() -> None:
    meeting = good("dato: 2025-09-12\nstart: 17\nfaktisk_slut: 00.40\npunkter: []\n")
    assert meeting.faktisk_slut == time(0, 40)
    assert good("dato: 2025-09-12\nstart: 17\nslut: 00.40\npunkter: []\n").slut == time(0, 40)


def test_without_a_date_there_is_no_meeting() -> None:
    assert read("dato: 2025-02-30\nstart: 10:30\npunkter: []\n")[0] is None
    meeting, problems = read("dato: 2025-09-12\nstart: 10:75\nafbud: [X]\npunkter: []\n")
    assert meeting is None
    assert [d.code for d in problems] == ["M101", "M104"]


# --- sections -------------------------------------------------------------------------

NAMED = """\
bilag: [{titel: B}]
beslutning: Godkendt.
resume: Kort.
opfoelgning: [{opgave: O}]
indstilling: {at: [gør]}
tekst: Først.
"""


def slags(punkt: Punkt) -> list[str]:
    return [a.slags for a in punkt.afsnit]


def test_named_sections_come_in_the_usual_order() -> None:
    expected = ["tekst", "resume", "indstilling", "beslutning", "opfoelgning", "bilag"]
    assert slags(item(NAMED)) == expected


def test_the_forum_decides_the_order_and_nothing_is_dropped() -> None:
    forum = "navn: F\npolitik: {afsnit: [beslutning, bilag, resume]}\n"
    expected = ["beslutning", "bilag", "resume", "tekst", "indstilling", "opfoelgning"]
    assert slags(item(NAMED, forum)) == expected


def test_an_outcome_alone_makes_a_decision() -> None:
    (section,) = item("udfald: [droeftet, oversendt]").afsnit
    assert (section.slags, section.tekst) == ("beslutning", ())
    assert section.udfald == ("droeftet", "oversendt")
    (section,) = item("udfald: godkendt\nbeslutning: Med glæde.").afsnit
    assert (words(section), section.udfald) == ("Med glæde.", ("godkendt",))


def test_a_list_of_sections_keeps_its_order() -> None:
    punkt = item(
        """\
        afsnit:
          - {slags: beslutning, tekst: Ja.}
          - tekst: Indledning.
          - slags: sag
            overskrift: Fra Kredsen
            skillelinje: ja
            afsnit:
              - {slags: indstilling, indstilling: {at: [x]}}
              - {overskrift: Kommunale bemærkninger}
          - {slags: beslutning, tekst: Nej., lukket: Personsag}
        bilag: [{titel: B}]
        """
    )
    assert slags(punkt) == ["beslutning", "tekst", "sag", "beslutning", "bilag"]
    sag = punkt.afsnit[2]
    assert (sag.overskrift, sag.skillelinje) == ("Fra Kredsen", True)
    assert [a.slags for a in punkt.alle_afsnit()][3:5] == ["indstilling", "tekst"]
    lukket = punkt.afsnit[3].lukket
    assert lukket is not None
    assert lukket.grund == "Personsag"
    assert [b.titel for b in punkt.afsnit[4].bilag] == ["B"]


def test_a_section_may_mark_the_place_of_the_attachments() -> None:
    punkt = item("afsnit: [{slags: bilag}, {tekst: T}]\nbilag: [{titel: B}]\n")
    assert slags(punkt) == ["bilag", "tekst"]
    assert [b.titel for b in punkt.afsnit[0].bilag] == ["B"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resume: x\nafsnit: [{tekst: y}]\nudfald: udsat\n", ["5:5 M107", "7:5 M107"]),
        ("afsnit: [{slags: resume, udfald: godkendt}]", ["5:30 M108"]),
        ("afsnit: [{indstilling: {at: [x]}}]", ["5:15 M108"]),
        ("afsnit: [{slags: bilag, tekst: x, bilag: []}]", ["5:29 M108"]),
        ("afsnit: [{slags: tekst, afsnit: []}]", ["5:29 M108"]),
        ("afsnit: [{slags: sagsfremstilling}]", ["5:14 M109"]),
        ("afsnit: [{slags: beslutning, overskrift: x}]", ["5:14 M109"]),
        ("afsnit: [{slags: bilag}]", ["5:14 M119"]),
        ("bilag: [{titel: B}]\nafsnit: [{slags: bilag}, {slags: bilag}]", ["6:30 M120"]),
        ("indstilling: {at: [x], delbeslutninger: [{punkt: 2, tekst: y}]}", ["5:54 M110"]),
        ("indstilling: {at: [x], delbeslutninger: [{punkt: [1, 3], tekst: y}]}", ["5:58 M110"]),
        ("indstilling: {at: [x], delbeslutninger: [{punkt: 1}]}", ["5:46 M122"]),
        ("udfald: taget_til_efteretning", ["5:13 M121"]),
        ("udfald: [udsat, Godkendt som indstillet]", []),
        ("bilag: [{titel: B, offentlig: nej, lukket: nej}]", ["5:24 M117"]),
        ("bilag: [{titel: B, offentlig: ja, lukket: Personsag}]", ["5:24 M117"]),
        ("lukket: no", ["5:13 M118"]),
        ("tekst: [{tabel: {kolonner: [a, b], raekker: [[c]]}}]", ["5:50 M115"]),
        ("tekst: [{tabel: {kolonner: [a], raekker: [], justering: []}}]", ["5:61 M116"]),
        ("inhabil: [Anna Ager, Anna Ager]", ["5:26 M106"]),
    ],
)
def test_contents_that_do_not_fit(text: str, expected: list[str]) -> None:
    assert told_of_item(text) == expected


def table_of(rows: str, more: str = "") -> Table:
    (section,) = item(f"tekst:\n  - tabel:\n      kolonner: [A, B, C]\n{more}{rows}").afsnit
    (table,) = section.tekst
    assert isinstance(table, Table)
    return table


SPANS = """\
      raekker:
        - - tekst: to ned
            ned: 2
          - 1
          - 2
        - - tekst: to over
            over: 2
        - - x
          - tekst: to over
            over: 2
"""


@pytest.mark.parametrize("sign", ["-", "+", "*", "#", "---", "***", "–"])
def test_a_cell_of_signs_alone_means_these(sign: str) -> None:
    (row,) = table_of(f'      raekker:\n        - ["{sign}", 1, 2]\n').rows
    (block,) = row[0].blocks
    assert isinstance(block, Paragraph)
    assert text_of(block.inlines) == sign


def test_cells_stand_over_columns_and_rows() -> None:
    shape = [
        [(cell.columns, cell.rows) if not cell.covered else None for cell in row]
        for row in table_of(SPANS).rows
    ]
    assert shape == [
        [(1, 2), (1, 1), (1, 1)],
        [None, (2, 1), None],
        [(1, 1), (2, 1), None],
    ]
    assert all(not cell.blocks for row in table_of(SPANS).rows for cell in row if cell.covered)


def test_a_table_is_turned_and_has_row_headers_where_it_says_so() -> None:
    usual = table_of("      raekker: []\n")
    assert (usual.turned, usual.row_headers) == (False, None)
    told = table_of("      raekker: []\n", "      liggende: ja\n      raekkehoveder: nej\n")
    assert (told.turned, told.row_headers) == (True, False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("[[{tekst: a, over: 3}]]", []),
        ("[[{tekst: a, over: 2}]]", ["8:21 M115"]),
        ("[[{tekst: a, over: 4}]]", ["8:21 M115"]),
        ("[[{tekst: a, ned: 2}, b, c]]", ["8:38 M3611"]),
        ("[[{tekst: a, ned: 2}, b, c], [d, e, f]]", ["8:49 M115"]),
        ("[[a, {tekst: b, ned: 2}, c], [{tekst: d, over: 2}]]", ["8:67 M3612"]),
    ],
)
def test_cells_that_do_not_fit(rows: str, expected: list[str]) -> None:
    text = f"tekst:\n  - tabel:\n      kolonner: [A, B, C]\n      raekker: {rows}\n"
    assert told_of_item(text) == expected


def test_an_answer_may_answer_several_points() -> None:
    (section,) = item(
        "indstilling: {at: [x, y], delbeslutninger: [{punkt: [1, 2], udfald: udsat}]}"
    ).afsnit
    assert section.indstilling is not None
    (answer,) = section.indstilling.delbeslutninger
    assert (answer.punkt, answer.udfald) == ((1, 2), ("udsat",))
    assert len(section.indstilling.at) == 2


# --- what is closed -------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["nej", "Nej", "NEJ", "nej.", "false"])
def test_open_in_all_its_spellings(typed: str) -> None:
    assert item(f"lukket: {typed}").lukket is None


@pytest.mark.parametrize("typed", ["ja", "Ja", "true", "Personsag", "{}", "{grund: x}"])
def test_closed_in_all_its_spellings(typed: str) -> None:
    assert item(f"lukket: {typed}").lukket is not None


def test_an_unclear_answer_is_an_error_and_closed() -> None:
    """In doubt nothing is shown."""
    meeting, problems = read(ITEM + "    lukket: off\n")
    assert [d.code for d in problems] == ["M118"]
    assert meeting is not None
    assert meeting.punkter[0].lukket is not None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("offentlig: nej", ""), ("lukket: Grunden", "Grunden"), ("lukket: ja", "")],
)
def test_closed_attachments(typed: str, reason: str) -> None:
    (section,) = item(f"bilag: [{{titel: B, {typed}}}]").afsnit
    lukket = section.bilag[0].lukket
    assert lukket is not None
    assert (lukket.grund or "") == reason


# --- people ---------------------------------------------------------------------------


def test_members_substitutes_and_guests_are_known() -> None:
    meeting = good(
        """\
        dato: 2025-09-12
        start: 10:30
        moedeleder: Eva Ernst
        afbud:
          - {navn: Bo Bæk, stedfortraeder: Eva Ernst, aarsag: Ferie}
        gaester: [{navn: Finn Fugl, titel: Konsulent}]
        punkter:
          - titel: A
            gaester: [Gerda Gran]
            inhabil: [Eva Ernst, Finn Fugl]
            ankom: [{navn: Dorte Dam, tid: 11.05}]
            underpunkter: [{titel: B, inhabil: [Gerda Gran]}]
        """
    )
    assert meeting.afbud[0].stedfortraeder is not None
    assert meeting.afbud[0].stedfortraeder.navn == "Eva Ernst"
    assert meeting.punkter[0].ankom[0].tid == time(11, 5)
    assert meeting.punkter[0].underpunkter[0].inhabil[0].navn == "Gerda Gran"


def test_a_name_is_the_same_however_its_letters_are_stored() -> None:
    meeting = good(f"{HEAD}afbud: ['Bo  Bæk']\npunkter: []\n".replace("æ", "æ"))
    assert meeting.afbud[0].navn == "Bo Bæk"
    decomposed = good(
        f"{HEAD}afbud: ['A\u030age A']\npunkter: []\n", "navn: F\nmedlemmer: [Åge A]\n"
    )
    assert decomposed.afbud[0].navn == "Åge A"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}afbud: [Anne Ager]\npunkter: []\n", "3:9 M104"),
        (f"{HEAD}udeblevet: [{{navn: X}}]\npunkter: []\n", "3:20 M104"),
        (f"{HEAD}moedeleder: X\npunkter: []\n", "3:13 M104"),
        (f"{HEAD}afbud: [Carl Clausen]\npunkter: []\n", "3:9 M105"),
        ("dato: 2024-09-12\nstart: 9\nafbud: [Dorte Dam]\npunkter: []\n", "3:9 M105"),
        (f"{HEAD}afbud: [Bo Bæk]\nudeblevet: [Bo Bæk]\npunkter: []\n", "4:13 M106"),
        (f"{ITEM}    forlod: [{{navn: X}}]\n", "5:21 M104"),
        (f"{ITEM}    gaester: [G]\n  - titel: B\n    inhabil: [G]\n", "7:15 M104"),
    ],
)
def test_names_that_nobody_knows(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_misspelt_name_gets_a_suggestion() -> None:
    (problem,) = read(f"{HEAD}afbud: [Anne Ager]\npunkter: []\n")[1]
    assert "Mente du »Anna Ager«?" in problem.hint
    (problem,) = read(f"{HEAD}afbud: [Anna]\npunkter: []\n")[1]
    assert "Mente du »Anna Ager«?" in problem.hint


def test_a_chair_who_is_no_longer_a_member() -> None:
    forum = "navn: F\nmoedeleder: A\nmedlemmer: [B, {navn: A, til: 2024-12-31}]\n"
    _, problems = read(HEAD + "punkter: []\n", forum)
    assert [f"{d.position.line} {d.code}" for d in problems] == ["1 M129"]
    assert read(HEAD + "moedeleder: B\npunkter: []\n", forum)[1] == []


# --- bodies ---------------------------------------------------------------------------


def test_bodies_hold_texts_tables_and_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "meetings"
    (folder / "bilag").mkdir(parents=True)
    (folder / "bilag" / "k.png").write_bytes(b"x")
    text = ITEM + dedent(
        """\
        #
            tekst:
              - |
                Før **tabellen**.

                Og mere.
              - tabel:
                  overskrift: T
                  kolonner: [Kommune, 2025]
                  justering: [venstre, hoejre]
                  raekker:
                    - [Varde, 12]
                    - ["- et\\n- to", ""]
              - billede: {fil: bilag/k.png, alt: Et kort}
        """
    )
    meeting, problems = read(text, path=folder / "m.yaml")
    assert problems == []
    assert meeting is not None
    first, second, table, picture = meeting.punkter[0].afsnit[0].tekst
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert str(second.position) == "m.yaml:10:9"
    assert isinstance(table, Table)
    assert table.caption == "T"
    assert table.alignments == (Alignment.LEFT, Alignment.RIGHT)
    assert isinstance(table.rows[1][0].blocks[0], BulletList)
    assert table.rows[1][1].blocks == ()
    assert isinstance(picture, Picture)
    assert (picture.path, picture.alt) == (folder / "bilag" / "k.png", "Et kort")


def test_markdown_is_told_of_at_its_line() -> None:
    text = ITEM + "    tekst: |\n      Et\n\n      <b>to</b>\n"
    assert {str(problem.position) for problem in read(text)[1]} == {"m.yaml:8:7"}


# --- files ----------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A meeting file's path in a project with some files."""
    folder = tmp_path / "meetings" / "udvalg"
    (folder / "bilag").mkdir(parents=True)
    (folder / "bilag" / "a b.pdf").write_bytes(b"12345")
    (tmp_path / "meetings" / "faelles.pdf").write_bytes(b"1")
    (tmp_path / "hemmelig.pdf").write_bytes(b"1")
    return folder / "2025-09-12.yaml"


def with_file(name: str) -> str:
    return f"{ITEM}    bilag:\n      - titel: B\n        fil: {name}\n"


def test_a_file_is_looked_up(project: Path) -> None:
    for name, size in (("bilag/a b.pdf", 5), ("../faelles.pdf", 1), ("mangler.pdf", None)):
        meeting, problems = read(with_file(name), path=project)
        assert problems == []
        assert meeting is not None
        fil = meeting.punkter[0].afsnit[0].bilag[0].fil
        assert fil is not None
        assert (fil.navn, fil.stoerrelse) == (name, size)
        assert ".." not in fil.sti.parts
        assert str(fil.position) == "m.yaml:7:14"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../../hemmelig.pdf", "M112"),
        ("bilag/../../../hemmelig.pdf", "M112"),
        ("/etc/passwd", "M113"),
        ("'~/x.pdf'", "M113"),
        ("'C:x.pdf'", "M113"),
        ("bilag\\x.pdf", "M113"),
        ("https://example.org/x.pdf", "M113"),
        ('"a\\nb.pdf"', "M113"),
        ("bilag", "M114"),
    ],
)
def test_files_that_may_not_be_used(name: str, code: str, project: Path) -> None:
    assert told(with_file(name), path=project) == [f"7:14 {code}"]


def test_a_link_does_not_lead_out_of_the_project(project: Path) -> None:
    link = project.parent / "bilag" / "link.pdf"
    try:
        link.symlink_to(project.parents[2] / "hemmelig.pdf")
    except OSError:
        pytest.skip("no symbolic links here")
    assert told(with_file("bilag/link.pdf"), path=project) == ["7:14 M112"]


def test_a_name_too_long_for_the_disk_is_told(project: Path) -> None:
    assert told(with_file("x" * 5000), path=project) == ["7:14 M553"]


# --- the forum ------------------------------------------------------------------------


def test_a_forum_has_the_common_practice() -> None:
    forum, problems = read_forum("navn: F\n")
    assert problems == []
    assert (forum.navn_i_saetning, forum.skabelon) == ("F", "standard")
    policies = {p.slags: p for p in forum.politik.afsnit}
    usual = None  # as the phrase book has it
    assert {policy.overskrift for policy in forum.politik.afsnit} == {usual}
    assert not policies[Slags.BESLUTNING].dagsorden
    assert policies[Slags.BESLUTNING].referat
    assert policies[Slags.BILAG].dagsorden


def test_a_forum_words_and_orders_its_sections() -> None:
    forum, _ = read_forum(
        """\
        navn: F
        politik:
          afsnit:
            - {slags: beslutning, overskrift: "Beslutning i {forum}"}
            - {slags: resume, overskrift: ""}
            - {slags: oekonomi, dagsorden: nej}
          sagstyper: {droeftelse: Drøftelsessag}
          punktord: ""
        """
    )
    first, second, third, *rest = forum.politik.afsnit
    assert (first.slags, first.overskrift) == ("beslutning", "Beslutning i {forum}")
    assert (second.overskrift, third.dagsorden, third.overskrift) == ("", False, None)
    assert len(rest) == 10
    assert forum.politik.sagstyper == (("droeftelse", "Drøftelsessag"),)
    assert forum.politik.punktord == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("navn: F\nmedlemmer: [A, B, A]\n", ["2:19 M125"]),
        (
            "navn: F\nmedlemmer: [{navn: A, til: 2024-01-01}, {navn: A, fra: 2024-01-02}]\n",
            [],
        ),
        ("navn: F\nmedlemmer: [{navn: A, fra: 2024-02-01, til: 2024-01-01}]\n", ["2:45 M126"]),
        ("navn: F\nmedlemmer: [{navn: A, fra: 2024-02-31}]\n", ["2:28 M100"]),
        ("navn: F\nmoedeleder: Ana\nmedlemmer: [Anna]\n", ["2:13 M128"]),
        ("navn: F\nmoedeleder: Ana\n", []),
        ("navn: F\npolitik: {afsnit: [resume, resume]}\n", ["2:28 M123"]),
        (
            "navn: F\npolitik: {afsnit: [{slags: beslutning, dagsorden: ja}]}\n",
            ["2:51 M124"],
        ),
    ],
)
def test_what_does_not_fit_in_a_forum(text: str, expected: list[str]) -> None:
    found = read_forum(text)[1]
    assert [f"{d.position.line}:{d.position.column} {d.code}" for d in found] == expected


def test_membership_has_dates() -> None:
    forum, _ = read_forum()
    assert forum.medlemmer[2].til == date(2024, 12, 31)
    assert forum.medlemmer[1].parti == "A"


def test_only_a_doubtful_outcome_is_no_error() -> None:
    (problem,) = read(ITEM + "    udfald: taget_til_efteretning\n")[1]
    assert problem.severity is Severity.WARNING
    assert "taget_til_efterretning" in problem.hint


@pytest.mark.parametrize(
    "other", ["AB@møde.example.org", "ab@xn--mde-0na.example.org", "ab@MØDE.example.org"]
)
def test_one_mailbox_twice_in_a_group_is_told(other: str) -> None:
    _, found = read_forum(
        "navn: U\nmodtagere:\n  - gruppe: alle\n    personer:\n"
        f"      - ab@møde.example.org\n      - {other}\n"
    )
    assert [(d.code, d.position.line) for d in found] == [("M141", 6)]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ankom: [Bo Bæk kl. 11]", '»- navn: Bo Bæk«, »  tid: "11:00"«'),
        ("forlod: [Bo Bæk 10.45]", '»- navn: Bo Bæk«, »  tid: "10:45"«'),
        ("ankom: [Bo Bæk, kl. 10.45]", '»  tid: "10:45"«'),
        ("inhabil: [»Bo Bæk«]", "Skriv »Bo Bæk« uden anførselstegn"),
        ("inhabil: [„Bo Baek”]", "Skriv »Bo Bæk« uden anførselstegn"),
    ],
)
def test_a_name_with_a_time_or_marks_is_told_how_to_be_written(typed: str, shown: str) -> None:
    _, problems = read(f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n    {typed}\n")
    assert [d.code for d in problems] == ["M104"]
    assert shown in problems[0].hint
