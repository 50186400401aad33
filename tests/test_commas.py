"""A comma between brackets that divides a sentence or a name is told, and no other."""

from __future__ import annotations

import pytest

from moedebog import commas, schema, source
from moedebog.diagnostics import Diagnostic


def divided(text: str) -> list[str]:
    tree, problems = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    assert problems == []
    return [f"{d.position.line}:{d.position.column} {d.code}" for d in commas.broken(tree)]


@pytest.mark.parametrize(
    "text",
    [
        "at: [tager til efterretning, idet sagen genoptages]",
        "at: [godkender budgettet, men udsætter anlægget]",
        "at: [drøfter sagen, hvis tiden er til det]",
        "at: [bevilger 2,1 mio. kr.]",
        "gaester: [Henrik Dahl, teknisk direktør]",
        "afbud: [Anna Ager, formand, Bo Bæk]",
        "x:\n  - {titel: A, indstilling: {at: [godkender, dog uden bilag 2]}}",
    ],
)
def test_what_belongs_together_is_told(text: str) -> None:
    assert [one.split()[1] for one in divided(text)] == ["M038"]


@pytest.mark.parametrize(
    "text",
    [
        "afbud: [Anna Ager, Bo Bæk, Ib de la Cour, van Dam]",
        "sagsnr: [22/1, 22/2]",
        "at: [drøfter sagen, godkender budgettet]",
        "at: [at sagen drøftes, at budgettet godkendes]",
        'at: ["tager til efterretning, idet sagen genoptages", "og godkender"]',
        "tekst: |\n  at: [godkender, idet sagen genoptages]",
        "at:\n  - tager til efterretning, idet sagen genoptages",
        "gaester: [{navn: Henrik Dahl, titel: teknisk direktør}]",
    ],
)
def test_real_lists_are_not(text: str) -> None:
    assert divided(text) == []


@pytest.mark.parametrize(
    ("item", "mend"),
    [
        ("{titel: A, tekst: 2,1 mio. kr.}", 'tekst: "2,1 mio. kr."'),
        ("{titel: A, tekst: Godkendt, men senere}", 'tekst: "Godkendt, men senere"'),
        (
            "{titel: A, gaester: [{navn: Henrik Dahl, teknisk direktør}]}",
            'navn: "Henrik Dahl, teknisk direktør"',
        ),
    ],
)
def test_the_rest_of_a_value_is_no_unknown_key(item: str, mend: str) -> None:
    (problem,) = check(item)
    assert problem.code == "M051"
    assert f"»{mend}«" in problem.hint
    key = mend.partition(":")[0]
    start = item.index(f"{key}: ")
    rest = mend.rsplit(" ", 1)[1].rstrip('"')
    end = item.index(rest, start) + len(rest)
    assert check(item[:start] + mend + item[end:]) == []


def check(item: str) -> list[Diagnostic]:
    text = f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - {item}\n"
    tree, problems = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    assert problems == []
    return schema.check(tree, "meeting")
