"""Lists whose hyphens are other signs or missing, and texts that stand where they are not read."""

from __future__ import annotations

import pytest

from moedebog import schema, source

HEAD = "dato: 2026-01-20\nstart: 10.30\npunkter:\n  - titel: A\n"


def told(text: str) -> list[str]:
    """The codes of what is found, with their lines."""
    tree, problems = source.parse(text.encode(), "m.yaml")
    if tree is not None and not any(d.severity.name == "ERROR" for d in problems):
        problems = [*problems, *schema.check(tree, "meeting")]
    return [f"{d.position.line} {d.code}" for d in problems]


@pytest.mark.parametrize("sign", ["–", "—", "−", "•", "*"])
def test_another_sign_than_a_hyphen_is_told_at_its_line(sign: str) -> None:
    assert told(f"dato: 2026-01-20\npunkter:\n  {sign} titel: A\n    varighed: 5\n")[0] == "3 M056"
    assert told(f"{HEAD}  {sign} titel: B\n")[0] == "5 M056"
    assert told(f"afbud:\n  - Anna Ager\n  {sign} Bo Bæk\n{HEAD}") == ["3 M056"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("gaester:\n  - Anna Ager\n    Bo Bæk", "3 M0351"),
        ("afbud:\n  - Anna Ager\n   Bo Bæk", "3 M0351"),
        ("afbud:\n  - Anna Ager\n  Bo Bæk", "3 M054"),
        ("afbud: [Anna Ager,, Bo Bæk]", "1 M057"),
        ("afbud: [Anna Ager, , Bo Bæk]", "1 M057"),
    ],
)
def test_entries_that_run_together_are_told(typed: str, expected: str) -> None:
    assert told(f"{typed}\n{HEAD}") == [expected]


def test_a_point_below_another_without_its_hyphen_is_told() -> None:
    at = f"{HEAD}    indstilling:\n      at:\n        - godkender planen\n"
    assert told(f"{at}          drøfter budgettet\n") == ["8 M0351"]
    assert told(f"{at}        drøfter budgettet\n") == ["8 M054"]


@pytest.mark.parametrize(
    "point",
    [
        "godkender planen,\n          der er lang",
        "godkender planen\n          og drøfter budgettet",
        "tager orienteringen om den nye sti ved søen til efterretning\n          uden bemærkninger",
        '"godkender planen\n          drøfter budgettet"',
        "|\n          godkender planen\n          drøfter budgettet",
    ],
)
def test_a_sentence_that_goes_on_on_the_next_line_is_left_alone(point: str) -> None:
    assert told(f"{HEAD}    indstilling:\n      at:\n        - {point}\n") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("    tekst: |\n    Teksten: her", ["6 M036"]),
        ("    tekst: |\n    Pris: 5 kr.\n    beslutning: Ja", ["6 M036"]),
        ("    tekst: |\n    # Baggrund\n      Hej", ["6 M036"]),
        ("    tekst: |\n      Hej.\n    Økonomien: Vi har 5", ["7 M053"]),
        ("    tekst: |\n      Hej.\n    ## Baggrund\n    beslutning: Ja", ["7 M0191"]),
        ("    tekst: |\n      Hej.\n\n## Økonomi og tid", ["8 M0191"]),
        ("    tekst: l\n      Hej", ["5 M052"]),
        ("    proces: /\n      Hej.\n      Farvel", ["5 M052"]),
        ("    beslutning: Godkendt\n    - et\n    - to", ["5 M052"]),
        ("    tekst:\n      - skolen\n      - vejen", ["6 M0562"]),
        ("    tekst:\n      - skolen\n      - vejen\n  - titel: B", ["6 M0562"]),
        (
            "    tekst: |\n      Hej.\n    ## A\n\n    ## B\n    proces: |\n        Ja.\n    ## C",
            ["7 M0191", "9 M0191", "12 M0191"],
        ),
    ],
)
def test_a_text_that_is_not_read_as_meant_is_told_at_its_line(
    typed: str, expected: list[str]
) -> None:
    assert told(f"{HEAD}{typed}\n") == expected


@pytest.mark.parametrize(
    "typed",
    [
        "    tekst: |\n      Hej.\n      ## Baggrund",
        "    tekst: |\n      Hej.\n    # beslutning: Ja",
        "    tekst: |\n      Hej.\n    ## beslutning: Ja",
        "    tekst: |\n      Hej.\n    ## Næste punkt ##",
        "    tekst: Hej\n    ## Baggrund",
        "    tekst: lang",
        "    tekst:\n      - Vi mødes.\n      - Vi går.",
        "    tekst:\n      - skolen",
        "    tekst: |\n      - … og så videre\n      fra: …",
    ],
)
def test_comments_texts_and_paragraphs_as_they_should_be_are_left_alone(typed: str) -> None:
    assert told(f"{HEAD}{typed}\n") == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("    protokolbemaerkninger:\n      - fra: …\n        tekst: Nej", ["6 M0561"]),
        ('    opfoelgning: [{opgave: Ringe, ansvarlig: "…"}]', ["5 M0561"]),
        ("    indstilling:\n      at:\n        - ...", ["7 M0561"]),
        ("    bilag:\n      - titel: Notat\n        fil: ”notat.pdf”", ["7 M055"]),
        ("    bilag: [{titel: Notat, fil: »a/notat.pdf«}]", ["5 M055"]),
        ("    tekst: Vi h�rte", ["5 M0563"]),
    ],
)
def test_what_stands_for_another_thing_is_told(typed: str, expected: list[str]) -> None:
    assert told(f"{HEAD}{typed}\n") == expected


def test_what_was_typed_for_the_bar_is_not_shown_as_text() -> None:
    _, problems = source.parse(f"{HEAD}    tekst: I\n      Pris: her\n".encode(), "m.yaml")
    assert [d.code for d in problems] == ["M052"]
    assert "begynder med »Pris: her«" in problems[0].hint
