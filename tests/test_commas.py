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
        "beslutning: [Godkendt, men senere]",
        "resume: [Stien er bred, hvor skolen ligger]",
        "at: [bevilger 2 mio. kr., heraf 1 mio. kr. til drift]",
        "imod: [Anna Ager, formand]",
        "ankom: [Anna Ager, for sent]",
        "gaester: [Bo Bæk (Byen, Teknik, Miljø), Ib By]",
        "gaester: [Henrik Dahl, Teknisk Direktør]",
        "gaester: [Henrik Dahl, 2. viceborgmester]",
        "gaester: [Henrik Dahl, Teknik- og Miljøforvaltningen]",
        "gaester: [Henrik Dahl, Eksempelby Kommune]",
        "gaester: [Henrik Dahl, COWI A/S]",
        "gaester: [Bo Bæk, Henrik Dahl, Aalborg Universitet]",
        "sagsfremstilling: [et to, tre fire]",
        "udfald: [godkendt, med bemærkninger]",
        "udfald: [godkendt, under forudsætning af penge]",
        "at: [sender i høring, med henblik på vedtagelse]",
        "at: [bevilger penge, for at det kan ske]",
        "at: [godkender, efter høring]",
        "at: [mødes mandag, den 3. februar]",
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
        "tekst: [Et afsnit., Et til.]",
        "for: [Anna Ager, V, løsgængere]",
        "for: [lokallisten, borgerlisten]",
        "gaester: [borgmesteren, kommunaldirektøren]",
        "gaester: [Henrik Dahl, Borgmesteren]",
        "gaester: [Anna Ager, Bo Bæk (Byens Kommune)]",
        "gaester: [Borgmester Anna Ager, Bo Bæk fra Region Nord]",
        "at: [planen godkendes, der afsættes 5 kr.]",
        "udfald: [godkendt, sendt i høring]",
        "udfald: [drøftet, taget til efterretning]",
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
            "navn: Henrik Dahl, titel: teknisk direktør",
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


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        (
            "at: [tager til efterretning, idet sagen genoptages, og budgettet hæves]",
            "»- tager til efterretning, idet sagen genoptages, og budgettet hæves«",
        ),
        ("at: [bevilger 2,1 mio. kr.]", "»- bevilger 2,1 mio. kr.«"),
        ("gaester: [Henrik Dahl, direktør]", "»- navn: Henrik Dahl«, »titel: direktør«"),
        ("afbud: [Anna Ager, formand]", "»- Anna Ager«"),
    ],
)
def test_the_line_is_shown_rewritten(text: str, mend: str) -> None:
    tree, _ = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    (problem,) = commas.broken(tree)
    assert mend in problem.hint


@pytest.mark.parametrize(
    "points",
    [
        "tager til efterretning, sagen genoptages",
        "godkender planen, uden bemærkninger",
        "godkende, drøfte og vedtage planen",
        "tager redegørelsen til efterretning, udvalget orienteres",
        "planen for 2026, budgettet for 2027",
    ],
)
def test_points_that_may_be_one_sentence_show_both_readings(points: str) -> None:
    text = f"at: [{points}]"
    assert divided(text) == [f"1:{text.index(', ') + 3} M5492"]
    tree, _ = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    (problem,) = commas.broken(tree)
    first, second = points.split(", ")
    assert all(f"»- {one}«" in problem.hint for one in (points, first, second))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at: [udpeger Bo, Carla og Dan]", "»- udpeger Bo, Carla og Dan«"),
        ("at: [godkender, uden bemærkninger]", "»- godkender, uden bemærkninger«"),
        ("beslutning: [Godkendt, Carla var imod]", "»- Godkendt, Carla var imod«"),
        ("udfald: [godkendt, Carla var imod]", "»- godkendt, Carla var imod«"),
        ("gaester: [Dahl, Henrik]", "»- navn: Henrik Dahl«"),
        ("gaester: [Bo Bæk, Ib Dahl, Rambøll]", "»- navn: Ib Dahl«, »titel: Rambøll«"),
        ("gaester: [Direktøren, Ib Dahl]", "»- navn: Ib Dahl«, »titel: Direktøren«"),
    ],
)
def test_what_may_be_one_is_advised_of(text: str, shown: str) -> None:
    tree, _ = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    (problem,) = commas.broken(tree)
    assert (problem.code, shown in problem.hint) == ("M5492", True)


@pytest.mark.parametrize(
    "points",
    [
        "godkende planen, drøfte sagen",
        "godkender planen, beder om en ny",
        "sagen drøftes, planen godkendes",
        "Planen godkendes, Sagen drøftes",
        "at gå, at stå",
        "a, b",
        "godkender planen, drøfter sagen, sender den videre og lukker den",
        "'tager til efterretning', 'sagen genoptages'",
    ],
)
def test_points_of_one_form_are_several(points: str) -> None:
    assert divided(f"at: [{points}]") == []


@pytest.mark.parametrize(
    "text",
    [
        "sted: ”Rådhuset”",
        "titel: “A”",
        "x:\n  - ”A”",
        "x: {titel: ”A”, y: 1}",
        "gaester: [”Bo Bæk”]",
    ],
)
def test_quotation_marks_that_are_printed_are_told(text: str) -> None:
    assert [one.split()[1] for one in divided(text)] == ["M5493"]


@pytest.mark.parametrize(
    "text",
    [
        "titel: Om ”A”",
        "titel: ”A” og ”B”",
        "titel: »Fælles om byen«",
        "tekst: |\n  ”Hej”\n  - ”Hej”",
        "titel: '”A”'",
        "afbud: [”Bo Bæk”]",  # who is not known, and told
    ],
)
def test_quotation_marks_in_a_text_are_its_own(text: str) -> None:
    assert divided(text) == []


def check(item: str) -> list[Diagnostic]:
    text = f"dato: 2025-09-12\nstart: 10.00\npunkter:\n  - {item}\n"
    tree, problems = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    assert problems == []
    return schema.check(tree, "meeting")


@pytest.mark.parametrize("word", ["alle_andre", "alle", "ikke_noteret"])
def test_a_word_among_the_names_is_no_part_of_one(word: str) -> None:
    """It is told of as a word."""
    text = f"fremmoedt: [Anna Ager, Bo Bæk, {word}]\npunkter: []\n"
    tree, _ = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    assert commas.broken(tree) == []
