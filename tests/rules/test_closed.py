"""What the public reads of what was decided behind closed doors."""

from __future__ import annotations

import pytest

from moedebog import rules
from moedebog.compose import plan
from moedebog.rules import Case
from rule_results import FORUM, LEGAL, findings
from support import REFERAT, document, document_lines, meeting, read


def indented(text: str, by: int = 4) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.split("\n"))


# --- told at all ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lukket", "more", "found"),
    [
        ("lukket: Personsag", "udfald: godkendt", ["M5170"]),
        ("lukket: ja", "beslutning: Godkendt.", ["M5170"]),
        ("lukket: Til 1. oktober 2025", "udfald: godkendt", ["M5170"]),
        ("lukket: {grund: P, offentlig_titel: T}", "udfald: godkendt", ["M5170"]),
        ("lukket: {offentlig_beslutning: Godkendt.}", "udfald: godkendt", []),
        ("lukket: {ingen_offentlig_beslutning: Tavshedspligt}", "udfald: godkendt", []),
        ("lukket: {ingen_offentlig_beslutning: ja}", "udfald: godkendt", ["M5170"]),
        ("lukket: ja", "sagsfremstilling: Mørkt.", ["M5170"]),
        ("lukket: ja", "sagstype: orientering", []),
        ("lukket: ja", "sagstype: orientering\nbeslutning: Udvalget sælger.", ["M5170"]),
        (
            "lukket: ja",
            (
                "sagstype: orientering\nunderpunkter:\n  - {titel: A, sagstype: orientering}\n"
                "  - {titel: B, udfald: godkendt}"
            ),
            ["M5170"],
        ),
        ("lukket: ja", "udfald: udgaar", []),
        ("lukket: nej", "udfald: godkendt", []),
    ],
)
def test_what_was_decided_on_a_closed_item_is_told_or_why_not(
    lukket: str, more: str, found: list[str]
) -> None:
    text = f"punkter:\n  - titel: Sag\n    {lukket}\n{indented(more)}"
    approved = f"referat_status: godkendt\n{text}"
    assert findings(approved, LEGAL) == found
    assert findings(text, LEGAL) == []
    assert findings(approved) == []
    assert findings(approved, f"{LEGAL}  offentliggoer_lukkede_beslutninger: nej\n") == []


@pytest.mark.parametrize(
    ("section", "found"),
    [
        ("{slags: beslutning, udfald: godkendt, lukket: Pris}", ["M5170"]),
        ("{slags: beslutning, tekst: Solgt., lukket: ja}", ["M5170"]),
        (
            "{slags: beslutning, udfald: godkendt, lukket: {offentlig_beslutning: Godkendt.}}",
            [],
        ),
        (
            "{slags: beslutning, udfald: godkendt, lukket: {ingen_offentlig_beslutning: P}}",
            [],
        ),
        (
            (
                "{slags: indstilling, lukket: ja, indstilling: {at: [sælger], "
                "delbeslutninger: [{punkt: 1, udfald: godkendt}]}}"
            ),
            ["M5170"],
        ),
        ("{slags: sagsfremstilling, tekst: Prisen., lukket: ja}", []),
        (  # what another forum decided is not for this one to publish
            (
                "{slags: sag, overskrift: Byrådet, lukket: ja, "
                "afsnit: [{slags: beslutning, udfald: godkendt}]}"
            ),
            [],
        ),
    ],
)
def test_a_part_of_the_decision_that_is_closed_is_told_too(section: str, found: list[str]) -> None:
    open_part = "{slags: beslutning, udfald: taget_til_efterretning}"
    for beside in ("", f"      - {open_part}\n"):
        sections = f"      - {section}\n{beside}"
        text = f"referat_status: godkendt\npunkter:\n  - titel: Sag\n    afsnit:\n{sections}"
        assert findings(text, LEGAL) == found


@pytest.mark.parametrize(
    ("outer", "inner", "found"),
    [
        ("", "lukket: ja", ["M5170"]),
        ("lukket: ja", "", ["M5170"]),
        ("lukket: ja", "lukket: ja", ["M5170"]),
        ("lukket: {offentlig_beslutning: Godkendt.}", "lukket: ja", []),
        ("lukket: ja", "lukket: {offentlig_beslutning: Godkendt.}", ["M5170", "M5174"]),
        ("lukket: ja", "lukket: {ingen_offentlig_beslutning: P}", ["M5170"]),
    ],
)
def test_of_several_that_are_closed_the_outermost_counts(
    outer: str, inner: str, found: list[str]
) -> None:
    text = (
        f"referat_status: godkendt\npunkter:\n  - titel: Sag\n    {outer}\n"
        f"    underpunkter:\n      - titel: Del\n        udfald: godkendt\n        {inner}\n"
    )
    assert findings(text, LEGAL) == found


def test_what_is_told_of_a_closed_item_quotes_nothing_of_it() -> None:
    text = """
        referat_status: godkendt
        punkter:
          - {titel: Mørk sag, lukket: Mørk grund, beslutning: Mørkt.}
          - titel: Mørk sag
            lukket: {offentlig_beslutning: Godkendt mørkt.}
            beslutning: Mørkt afvist.
    """
    found = rules.check(Case(plan(meeting(text, LEGAL))[0]))
    told = [str(one) for one in found if one.code in ("M5170", "M5173")]
    assert len(told) == 2
    assert not any("ørk" in one for one in told)


# --- told, and not ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    [
        "titel: A\n    {}",
        "titel: A\n    afsnit: [{{slags: beslutning, udfald: godkendt, {}}}]",
        "titel: A\n    bilag: [{{titel: B, {}}}]",
    ],
)
def test_the_public_either_reads_a_decision_or_may_not(where: str) -> None:
    both = "lukket: {offentlig_beslutning: Solgt., ingen_offentlig_beslutning: Tavshed}"
    found = read(f"punkter:\n  - {where.format(both)}\n")[1]
    assert [(one.code, one.severity.value) for one in found] == [("M5172", "fejl")]
    for one in ("offentlig_beslutning: Solgt.", "ingen_offentlig_beslutning: Tavshed"):
        assert read(f"punkter:\n  - {where.format('lukket: {' + one + '}')}\n")[1] == []


# --- told where nobody reads it ---------------------------------------------------------

PUBLIC = "lukket: {offentlig_beslutning: Mørkt.}"


@pytest.mark.parametrize(
    "text",
    [
        f"- titel: A\n  lukket: ja\n  underpunkter:\n    - titel: B\n      {PUBLIC}",
        (
            "- titel: A\n  lukket: ja\n  afsnit:\n"
            f"    - slags: beslutning\n      tekst: C\n      {PUBLIC}"
        ),
        (
            "- titel: A\n  afsnit:\n    - slags: sag\n      overskrift: B\n      lukket: ja\n"
            f"      afsnit:\n        - slags: beslutning\n          tekst: C\n          {PUBLIC}"
        ),
        f"- titel: A\n  bilag:\n    - titel: B\n      {PUBLIC}",
    ],
)
def test_what_the_public_is_to_read_stands_where_it_reads_it(text: str) -> None:
    text = f"punkter:\n{text}\n"
    assert findings(text) == ["M5174"]
    assert not any("ørkt" in line for line in document_lines(document(text, REFERAT)))


@pytest.mark.parametrize(
    "text",
    [
        f"- titel: A\n  {PUBLIC}\n  underpunkter:\n    - titel: B",
        f"- titel: A\n  underpunkter:\n    - titel: B\n      {PUBLIC}",
        f"- titel: A\n  afsnit:\n    - slags: beslutning\n      tekst: C\n      {PUBLIC}",
    ],
)
def test_what_stands_outermost_is_printed(text: str) -> None:
    text = f"punkter:\n{text}\n"
    assert findings(text) == []
    assert "Mørkt." in document_lines(document(text, REFERAT))


# --- told otherwise than it was ---------------------------------------------------------


def against(public: str, decision: str, titel: str = "Sag") -> list[str]:
    text = (
        f"punkter:\n  - titel: {titel}\n    lukket:\n      grund: P\n"
        f'      offentlig_beslutning: "{public}"\n{indented(decision)}'
    )
    return [code for code in findings(text) if code.startswith("M517")]


@pytest.mark.parametrize(
    ("public", "decision"),
    [
        ("Godkendt.", "udfald: ikke_godkendt"),
        ("Godkendt.", "udfald: udsat"),
        ("Godkendt.", "udfald: afvist"),
        ("Godkendt.", "udfald: udgaar"),
        ("Godkendt.", "udfald: tilbagesendt"),
        ("Godkendt.", "udfald: bortfaldet"),
        ("Godkendt.", "beslutning: Udvalget afviste indstillingen."),
        ("Godkendt.", "beslutning: Udvalget kunne ikke godkende købet."),
        ("Godkendt.", "beslutning: Udvalget besluttede at udsætte sagen."),
        ("Godkendt.", "beslutning: 'Udvalget besluttede, at sagen udsættes.'"),
        ("Godkendt.", "beslutning: Sagen blev sendt tilbage til forvaltningen."),
        ("Godkendt.", "afstemning: {for: 1, imod: 6}"),
        (
            "Godkendt.",
            "indstilling: {at: [køber], delbeslutninger: [{punkt: 1, udfald: ikke_godkendt}]}",
        ),
        ("Udvalget godkendte købet.", "udfald: ikke_godkendt"),
        ("Indstillingen blev fulgt.", "udfald: ikke_godkendt"),
        ("Ansøgningen blev imødekommet.", "udfald: ikke_godkendt"),
        ("Ikke godkendt.", "udfald: godkendt"),
        ("Afvist.", "udfald: tiltraadt"),
        ("Der blev givet afslag.", "udfald: godkendt"),
        ("Sagen blev udsat.", "udfald: godkendt"),
        ("Udsat.", "udfald: ikke_godkendt"),
        ("Godkendt.", "beslutning: |\n  - Afvist.\n  - Udsat."),
        ("Godkendt.", "beslutning: |\n  > Nej."),
        ("Godkendt.", "udfald: Ikke imødekommet"),
        ("**GODKENDT**", "udfald: Trukket tilbage"),
        ("Sagen udsættes, indtil budgettet er godkendt.", "udfald: godkendt"),
        ("Udsat, fordi en anden plan er vedtaget.", "udfald: godkendt"),
        ("Købet gennemføres ikke.", "beslutning: Udvalget godkendte købet."),
    ],
)
def test_a_public_decision_that_says_the_opposite_is_told(public: str, decision: str) -> None:
    assert against(public, decision) == ["M5173"]


@pytest.mark.parametrize(
    ("public", "decision"),
    [
        ("Godkendt.", "udfald: [godkendt, oversendt]"),
        ("Godkendt.", "udfald: delvist_godkendt"),
        ("Forvaltningen forhandler videre.", "udfald: ikke_godkendt"),
        ("Udvalget traf en beslutning.", "udfald: udsat"),
        ("Ikke enstemmigt godkendt.", "udfald: godkendt"),
        ("Godkendt. Prisen offentliggøres ikke.", "udfald: godkendt"),
        ("Godkendt, dog udsættes punkt 2.", "udfald: udsat"),
        ("Aftalen godkendes, når finansieringen er på plads.", "udfald: godkendt"),
        ("Støtte til udsatte børn godkendt.", "udfald: godkendt"),
        ("Udsat for nærmere undersøgelse.", "udfald: udsat"),
        ("Sagen blev ikke behandlet.", "udfald: udsat"),
        ("En aftale, som ikke er godkendt i byrådet, blev vedtaget.", "udfald: godkendt"),
        ("Forvaltningen bemyndiges til at afvise tilbud.", "udfald: godkendt"),
        (  # what was approved is to say no
            "Tilbuddet blev afvist.",
            "indstilling: {at: [tilbuddet afvises]}\nudfald: godkendt",
        ),
        (
            "Ansøgningen blev ikke imødekommet.",
            "indstilling: {at: [ansøgningen ikke imødekommes]}\nudfald: godkendt",
        ),
        (
            "Punkt 1 blev godkendt, punkt 2 afvist.",
            (
                "indstilling: {at: [a, b], delbeslutninger: [{punkt: 1, udfald: godkendt}, "
                "{punkt: 2, udfald: ikke_godkendt}]}"
            ),
        ),
    ],
)
def test_a_public_decision_that_says_less_or_the_same_is_not(public: str, decision: str) -> None:
    assert against(public, decision) == []


def test_a_title_may_be_about_saying_no() -> None:
    assert against("Sagen blev udsat.", "udfald: godkendt", "Udsættelse af anlægget") == []


def test_the_closed_part_of_an_open_item_is_looked_at_alone() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, udfald: godkendt}
              - slags: beslutning
                udfald: %s
                lukket: {offentlig_beslutning: Godkendt.}
    """
    assert findings(text % "ikke_godkendt") == ["M5173"]
    assert findings(text % "godkendt") == []


def test_what_its_parts_came_to_counts_where_the_item_itself_says_nothing() -> None:
    text = """
        punkter:
          - titel: Sag
            lukket: {offentlig_beslutning: Godkendt.}
            underpunkter:
              - {titel: A, udfald: %s}
              - {titel: B, udfald: udsat}
    """
    assert findings(text % "ikke_godkendt", FORUM) == ["M5173"]
    assert findings(text % "godkendt", FORUM) == []
