"""Whom a name means: a party behind it, namesakes, and words where names should stand."""

from __future__ import annotations

import pytest

from moedebog import normalise, source
from moedebog.compose import compose, plan
from moedebog.diagnostics import Diagnostic
from moedebog.rules import Case, check
from support import OFFENTLIG, REFERAT, block_lines, meeting, read

FORUM = """
navn: Udvalget
medlemmer:
  - navn: Anna Ager
    parti: A
  - navn: Carl Clausen
    parti: C
  - navn: Bo Ny
    parti: V
stedfortraedere:
  - navn: Ida Ibsen
    parti: C
  - navn: Bo Ny
    parti: C
  - navn: Per Ny
    parti: C
  - navn: Per Ny
    parti: V
"""


NO_LIST = FORUM[: FORUM.index("stedfortraedere")]


def findings(text: str) -> list[Diagnostic]:
    return read(text, FORUM)[1]


def instead(who: str, more: str = "") -> str:
    return (
        f"afbud:\n  - navn: Carl Clausen\n    stedfortraeder: {who}\n"
        f"punkter:\n  - titel: A\n    udfald: godkendt\n{more}"
    )


def cover(text: str) -> dict[str, str]:
    document = compose(meeting(text, FORUM), REFERAT, OFFENTLIG)[0]
    texts = [one.replace("\u00a0", " ") for one in block_lines(document.fakta)]
    return dict(zip(texts[::2], texts[1::2], strict=True))


# --- a party behind the name ------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Ida Ibsen", "Ida Ibsen (C)"])
@pytest.mark.parametrize("later", ["Ida Ibsen", "Ida Ibsen (C)"])
def test_a_substitute_is_the_same_with_and_without_the_party(who: str, later: str) -> None:
    text = instead(who, f"    forlod: [{later}]\n")
    assert findings(text) == []
    there = cover(text)["Til stede"]
    assert there.endswith("Ida Ibsen (C), stedfortræder for Carl Clausen (C)")


@pytest.mark.parametrize("who", ["Bo Ny (C)", "Per Ny (C)"])
def test_the_party_tells_a_substitute_from_somebody_else_of_that_name(who: str) -> None:
    text = instead(who, f"    ankom: ['{who}']\n    afstemning:\n      for: C\n      imod: A\n")
    assert findings(text) == []
    printed = cover(text)
    assert printed["Til stede"].endswith(f"{who}, stedfortræder for Carl Clausen (C)")
    assert printed["Ankom senere"] == f"{who} (punkt 1)"


def test_another_party_than_on_the_list_is_told() -> None:
    assert [one.code for one in findings(instead("Ida Ibsen (V)"))] == ["M1371"]
    assert [one.code for one in findings(instead("Bo Ny"))] == ["M1370"]


def two_of_one_name(first: str, second: str, more: str = "") -> str:
    return (
        "fremmoedt: alle_andre\nafbud:\n"
        f"  - navn: Anna Ager\n    stedfortraeder:\n      navn: Pia Es\n      {first}\n"
        f"  - navn: Carl Clausen\n    stedfortraeder:\n      navn: Pia Es\n      {second}\n"
        f"punkter:\n  - titel: A\n    udfald: godkendt\n{more}"
    )


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [
        ("parti: V", "parti: A", "Pia Es (V)", "Pia Es (A)"),
        ("organisation: Vejby", "organisation: Søby", "Pia Es (Vejby)", "Pia Es (Søby)"),
        ("parti: V", "organisation: Søby", "Pia Es", "Pia Es"),  # who may be one
    ],
)
def test_two_substitutes_of_one_name_are_told_apart_everywhere(
    first: str, second: str, one: str, other: str
) -> None:
    text = two_of_one_name(first, second)
    codes = [f.code for f in check(Case(plan(meeting(text, NO_LIST))[0]))]
    assert ("M584" in codes) is (one == other)
    found = read(two_of_one_name(first, second, "    forlod: [Pia Es]\n"), NO_LIST)[1]
    if one == other:
        assert found == []
        return
    assert [f.code for f in found] == ["M136"]
    assert found[0].hint == f"Skriv »{one}« eller »{other}«."
    left = two_of_one_name(first, second, f"    forlod: [{other}]\n")
    document = compose(meeting(left, NO_LIST), REFERAT, OFFENTLIG)[0]
    texts = [text.replace("\u00a0", " ") for text in block_lines(document.fakta)]
    shown = dict(zip(texts[::2], texts[1::2], strict=True))
    assert shown["Forlod mødet"] == f"{other} (punkt 1)"
    assert f"{one}, stedfortræder for Anna Ager" in shown["Til stede"]
    assert f"(C, stedfortræder: {other})" in shown["Afbud"]


@pytest.mark.parametrize("key", ["afbud", "inhabil"])
def test_a_substitute_who_may_be_either_of_two_on_the_list_is_an_error(key: str) -> None:
    entry = "    - navn: Carl Clausen\n      stedfortraeder: {}\n"
    text = "{}punkter:\n  - titel: A\n{}"
    for who, expected in (("Per Ny", ["M136"]), ("Per Ny (V)", []), ("Ida Ibsen", [])):
        lines = f"{key}:\n" + entry.format(who)
        below = "    " + lines.replace("\n", "\n    ").rstrip() + "\n"
        file = text.format(lines, "") if key == "afbud" else text.format("", below)
        assert [one.code for one in findings(file)] == expected


def test_a_member_on_the_list_of_substitutes_is_told_of() -> None:
    def codes(member: str, substitute: str) -> list[str]:
        text = f"navn: U\nmedlemmer:\n  - {member}\nstedfortraedere:\n  - {substitute}\n"
        tree, _ = source.parse(text.encode(), "forum.yaml")
        assert tree is not None
        return [one.code for one in normalise.normalise_forum(tree)[1]]

    assert codes("Bo Ny", "Bo Ny") == ["M5709"]
    assert codes("navn: Bo Ny\n    parti: V", "navn: Bo Ny\n    parti: C") == []
    assert codes("navn: Bo Ny\n    til: 2025-12-31", "Bo Ny") == []
    assert codes("Bo Ny", "Ib Ny") == []


def test_who_is_on_the_list_is_to_be_written_as_a_substitute() -> None:
    (error,) = findings("punkter:\n  - titel: A\n    ankom: [Ida Ibsen]\n")
    assert error.code == "M104"
    assert error.hint.startswith("Skriv personen som stedfortraeder ved den, pladsen tilhører")
    (other,) = findings("punkter:\n  - titel: A\n    ankom: [Ole Es]\n")
    assert "stedfortraeder" not in other.hint


# --- fremmoedt --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "advice"),
    [
        ("Anna Ager, Bo Ny", "M044", "»- Anna Ager«, »- Bo Ny«"),
        ("Anna Ager og Bo Ny", "M044", "»- Anna Ager«, »- Bo Ny«"),
        ("Anna Ager", "M044", "»- Anna Ager«"),
        ("andre", "M044", "alle, alle_andre eller ikke_noteret"),
        ("alle andre", "M044", "Mente du alle_andre?"),
        ("\n  - navn: alle_andre", "M5701", "»- alle_andre« alene som den første linje"),
        ("\n  - Anna Ager\n  - alle_andre", "M5701", "»- alle_andre« alene som den første linje"),
        ("\n  - Anna Ager\n  - alle", "M5701", "»- alle« alene som den første linje"),
        ("\n  - ikke_noteret", "M5701", "»fremmoedt: ikke_noteret« uden navne"),
    ],
)
def test_what_is_no_list_of_names_is_told_with_what_to_write(
    value: str, code: str, advice: str
) -> None:
    (error,) = findings(f"fremmoedt: {value}\npunkter: []\n")
    assert error.code == code
    assert advice in error.hint
