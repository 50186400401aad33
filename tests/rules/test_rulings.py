"""What was decided on who may take part, by whom and in which words."""

from __future__ import annotations

import pytest

from forum_of_five import FORUM, findings, items, told
from moedebog.compose import plan
from moedebog.rules import Case, check
from support import REFERAT, document, document_lines, meeting

ALL = ("M580", "M581", "M582", "M583", "M595", "M596", "M597", "M598")


def codes(more: str, before: str = "") -> list[str]:
    return [one.code for one in findings(items(more, before=before), *ALL)]


def ruling(*lines: str) -> str:
    return "habilitetsbeslutning:\n" + "\n".join(f"  {line}" for line in lines)


OUT, IN = "udfald: inhabil", "udfald: habil"
BO = "inhabil: [Bo Bæk]\n"


# --- by whom --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("af", "found"),
    [
        ("Bo Bæk", ["M597"]),
        ("Bo Bæk (V)", ["M597"]),
        ("Næstformand Bo Bæk", ["M597"]),
        ("Anna Ager og Bo Bæk", ["M597"]),
        ("næstformanden", ["M597"]),
        ("ham selv", ["M597"]),
        ("Bo Bek", ["M595"]),
        ("Karl Koch", ["M595"]),
        ("Dora Dam", ["M596"]),
        ("Anna Ager", []),
        ("formanden", []),
        ("Byrådet", []),
        ("Udvalget", []),
        ("Kommunaldirektør Per Petersen", []),
    ],
)
def test_nobody_decides_on_themselves_and_whoever_decides_is_there(
    af: str, found: list[str]
) -> None:
    assert codes(BO + ruling(OUT, f"af: {af}"), before="afbud: [Dora Dam]\n") == found
    other = ruling(IN, "om: [Bo Bæk]", f"af: {af}")
    assert codes(other, before="afbud: [Dora Dam]\n") == found


@pytest.mark.parametrize("af", ["formanden", "Mødelederen"])
def test_the_chair_is_nobody_to_decide_on_the_chair(af: str) -> None:
    chair = "inhabil: [Anna Ager]\n" + ruling(OUT, f"af: {af}")
    assert codes(chair) == ["M597"]
    assert codes(f"moedeleder: Bo Bæk\n{chair}") == []


# --- in which words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("udfald", "text", "found"),
    [
        (OUT, "Udvalget fandt Bo Bæk inhabil.", []),
        (OUT, "Bo Bæk erklærede sig habil, men udvalget fandt ham inhabil.", []),
        (OUT, "Udvalget tiltrådte forslaget.", []),
        (OUT, "Udvalget fandt Bæk inhabil efter forslag fra Anna Ager.", []),
        (OUT, "Udvalget fandt ikke Bo Bæk inhabil.", ["M598"]),
        (OUT, "Bo Bæk blev fundet habil.", ["M598"]),
        (OUT, "Udvalget fandt Dora Dam inhabil.", ["M598"]),
        (IN, "Bo Bæk er inhabil.", ["M580", "M598"]),
        (IN, "Udvalget fandt, at Bo Bæk ikke er inhabil.", ["M580"]),
        (IN, "Bo Bæk kan deltage.", ["M580"]),
    ],
)
def test_the_words_of_a_decision_say_what_it_was_and_of_whom(
    udfald: str, text: str, found: list[str]
) -> None:
    assert codes(BO + ruling(udfald, f"tekst: '{text}'")) == found


def test_a_decision_in_words_that_names_nobody_under_inhabil_is_told() -> None:
    (message,) = told(items(ruling(OUT, "tekst: Udvalget fandt Bo Bæk inhabil.")), *ALL)
    assert message.endswith("gælder, og alle regnes for at have deltaget.")
    assert codes(ruling(IN, "tekst: Udvalget fandt Bo Bæk habil.")) == []
    (message,) = told(items(ruling(OUT)), *ALL)
    assert message.endswith("gælder, og kommer ikke med i referatet.")


# --- an item and its parts --------------------------------------------------------------

PARTS = """
punkter:
  - titel: Sag
    inhabil:
      - navn: Bo Bæk
        stedfortraeder: Jens Juul
    underpunkter:
      - titel: Del
        udfald: godkendt
        %s
        afstemning:
          for: [%s, Anna Ager, Carl Clausen]
          imod: [Dora Dam, Erik Enø]
"""


def test_the_substitute_of_an_item_votes_in_its_parts() -> None:
    text = PARTS % ("", "Jens Juul")
    assert [one.code for one in check(Case(plan(meeting(text, FORUM))[0]))] == []
    lines = document_lines(document(text, REFERAT, forum_text=FORUM))
    assert any("Jens Juul (V, deltog under punkt 1 for Bo Bæk (V))" in line for line in lines)
    assert sum("deltog i sagens behandling som stedfortræder" in line for line in lines) == 1


def test_who_is_disqualified_in_an_item_votes_in_none_of_its_parts() -> None:
    found = findings(PARTS % ("", "Bo Bæk"), "M522", "M523")
    assert [one.code for one in found] == ["M523"]


def test_a_part_may_say_otherwise_of_who_may_take_part() -> None:
    free = "habilitetsbeslutning: {udfald: habil, om: [Bo Bæk]}"
    assert findings(PARTS % (free, "Bo Bæk"), "M522", "M523") == []
    assert [one.code for one in findings(PARTS % (free, "Jens Juul"), "M522", "M523")] == ["M522"]
