"""Who is elected, against rounds, lists, seats and lots, and against what the decision says."""

from __future__ import annotations

import pytest

from moedebog import rules
from moedebog.compose import plan
from moedebog.rules import Case
from rule_results import FORUM, findings
from support import meeting, read

LOTS = f"{FORUM}politik:\n  stemmelighed: lodtraekning\n"


def of_election(
    valg: str, more: str = "", decision: str = "nr: '1'", forum: str = FORUM
) -> list[str]:
    vote = f"{{valg: {{{valg}}}{more}}}"
    return findings(f"punkter:\n  - titel: Sag\n    {decision}\n    afstemning: {vote}\n", forum)


def round_(grundlag: str = "", /, blanke: object = None, **votes: object) -> str:
    """A round: what it takes, and the votes of each candidate."""
    basis = f"grundlag: {grundlag}, " if grundlag else ""
    blank = "" if blanke is None else f", blanke: {blanke}"
    names = ", ".join(f"{{navn: {name}, stemmer: {got}}}" for name, got in votes.items())
    return f"{{{basis}kandidater: [{names}]{blank}}}"


def election(*rounds: str, valgt: str = "[Alma]", more: str = "", **given: str) -> list[str]:
    return of_election(
        f"til: Formand, runder: [{', '.join(rounds)}], valgt: {valgt}", more, **given
    )


LOT = ", afgjort_af: lodtraekning"


# --- rounds ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runde", "more", "found"),
    [
        (round_(Alma=4, Bent=3), "", []),
        (round_(Alma=3, Bent=4), "", ["M5203"]),
        (round_(blanke=1, Alma=3, Bent=3), "", ["M5203"]),
        (round_(blanke=1, Alma=3, Bent=3), LOT, []),
        (round_(Cara=4, Bent=3), "", ["M5203"]),
        (round_("over_halvdelen", Alma=3, Bent=2, Cara=2), "", ["M5203"]),
        (round_("over_halvdelen", Alma=3, Bent=2, blanke=2), "", []),
        (round_("flest_stemmer", Alma=3, Bent=2, Cara=2), "", []),
        (round_(Alma=5, Bent=3), "", ["M5204"]),
        (round_(Alma=5, Bent=2, blanke=1), "", ["M5204"]),
        (round_(Alma=4, Bent=3), LOT, ["M5235"]),
        (round_(Alma=4, Bent=3), ", afgjort_af: formand", ["M5235"]),
        (round_(Alma=5, Bent=1, Cara=1), LOT, []),  # the two behind may have drawn lots
        (round_(Alma=3, Alna=2), "", []),
    ],
)
def test_who_is_elected_has_the_votes_for_it(runde: str, more: str, found: list[str]) -> None:
    assert election(runde, more=more) == found


def test_only_the_last_round_decides() -> None:
    first, last = round_(Bent=3, Alma=2, Cara=2), round_("bundet", Alma=4, Bent=3)
    assert election(first, last) == []
    assert election(last, first) == ["M5203", "M5233", "M5239"]


@pytest.mark.parametrize(
    ("valgt", "rounds", "found"),
    [
        ("[Alma, Bent]", [round_(Alma=6, Bent=6, Cara=2)], []),
        ("[Alma, Cara]", [round_(Alma=6, Bent=5, Cara=2)], ["M5203"]),
        ("[Alma, Bent]", [round_(Alma=4, Cara=3), round_(Bent=5, Cara=2)], []),
        ("[Alma, Bent]", [round_(Alma=4, Cara=3), round_(Bent=2, Cara=5)], ["M5203"]),
        ("[Alma, Dorte]", [round_(Alma=4, Cara=3), round_(Bent=5, Cara=2)], ["M5203"]),
        ("[Alma, Bent]", [round_(Alma=8, Bent=3)], ["M5204"]),
        ("[Alma, Bent]", [round_(Alma=7, Bent=7, Cara=1)], ["M5204"]),
        ("[Alma, Bent]", [round_(Alma="[Cara, Dorte, Emil]", Bent="[Cara, Frida]")], []),
        ("[Alma, Bent]", [round_(Alma="[Cara, Cara]", Bent="[Frida]")], ["M524"]),
        (
            "[Alma, Bent]",
            [round_(Alma="[Cara, Dorte]", Bent="[Cara, Dorte]", Emil="[Cara]")],
            ["M524"],
        ),
    ],
)
def test_several_may_be_elected_at_once_or_one_by_one(
    valgt: str, rounds: list[str], found: list[str]
) -> None:
    assert election(*rounds, valgt=valgt) == found


@pytest.mark.parametrize(
    ("rounds", "found"),
    [
        ([round_(Alma=3, Bent=3, Cara=1), round_("bundet", Alma=4, Bent=3)], []),
        ([round_(Alma=3, Bent=2, Cara=2), round_("bundet", Alma=4, Cara=3)], []),  # by lot
        ([round_(Bent=3, Alma=2), round_("bundet", Alma=7)], []),
        ([round_(Alma=1, Bent=3, Cara=3), round_("bundet", Alma=4, Bent=3)], ["M5233"]),
        ([round_(Bent=4, Cara=3), round_("bundet", Alma=4, Bent=3)], ["M5233"]),
        (
            [round_(Alma=3, Bent=2, Cara=2), round_("bundet", Alma=3, Bent=2, Cara=2)],
            ["M5233"],
        ),
        ([round_("bundet", Alma=4, Bent=3)], ["M5233"]),
        ([round_("over_halvdelen", Alma=4, Bent=3), round_(Alma=5, Bent=2)], ["M5239"]),
        ([round_("over_halvdelen", Alma=3, Bent=2, Cara=2), round_(Alma=5, Bent=2)], []),
        ([round_("flest_stemmer", Alma=4, Bent=3), round_(Alma=5, Bent=2)], ["M5239"]),
        ([round_("flest_stemmer", Alma=3, Bent=3), round_(Alma=5, Bent=2)], []),
        ([round_(Alma=4, Bent=3), round_(Alma=5, Bent=2)], []),  # what it took is not said
    ],
)
def test_a_round_follows_from_the_one_before(rounds: list[str], found: list[str]) -> None:
    assert election(*rounds) == found


# --- who voted ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runde", "before", "found"),
    [
        (round_(Alma="[Cara, Dorte]", Bent="[Emil]"), "", []),
        (round_(Alma="[Cara, Dorte]", Bent="[Cara]"), "", ["M524"]),
        (round_(Alma="[Cara, Dorte]", blanke="[Dorte]"), "", ["M524"]),
        (round_(Alma="[V, A]", Bent="[A]"), "", []),  # a party of two minds
        (round_(Alma="[C, V, A]", Bent="[C]"), "", ["M524"]),  # a party of one
        (round_(Alma="[Cara]"), "afbud: [Cara]", ["M522"]),
        (round_(Alma="[Karla, Dorte]"), "", ["M527"]),
        (round_(Alma="{antal: 1, navne: [Cara, Dorte]}"), "", ["M525"]),
        (round_(Alma=5, Bent=2), "afbud: [Cara]", ["M5204"]),
    ],
)
def test_whoever_votes_is_there_and_votes_once(runde: str, before: str, found: list[str]) -> None:
    text = (
        f"punkter: [{{titel: Sag, afstemning: {{valg: {{runder: [{runde}], valgt: [Alma]}}}}}}]\n"
    )
    assert findings(f"{before}\n{text}") == found


def test_a_voter_votes_for_one_list() -> None:
    lists = "lister: [{navn: L, stemmer: [Alma, Bent]}, {navn: M, stemmer: [Bent, Cara]}]"
    assert of_election(lists) == ["M524"]
    many = "lister: [{navn: L, stemmer: 5}, {navn: M, stemmer: 3}], valgt: [Alma, Bent]"
    assert of_election(many) == ["M5204"]


@pytest.mark.parametrize(
    "valg",
    [
        f"runder: [{round_(Alma='[Bent, Cara]')}], valgt: [Alma]",
        f"runder: [{round_(Alma='{antal: 3, navne: [V]}')}], valgt: [Alma]",
        f"runder: [{round_(Alma=4, blanke='[Cara]')}], valgt: [Alma]",
        "lister: [{navn: L, stemmer: [A, F]}]",
    ],
)
def test_a_secret_election_does_not_say_who_voted_how(valg: str) -> None:
    assert of_election(valg, ", hemmelig: ja") == ["M5240"]
    assert of_election(valg) == []


def test_a_secret_election_has_numbers() -> None:
    assert election(round_(Alma=5, Bent=2), more=", hemmelig: ja") == []


@pytest.mark.parametrize("key", ["for: 7", "imod: 1", "blanke: 1", "flertal: enighed"])
def test_an_election_has_no_sides_and_its_own_majority(key: str) -> None:
    text = f"punkter: [{{titel: A, afstemning: {{{key}, valg: {{til: Formand, valgt: [Alma]}}}}}}]"
    assert findings(text) == ["M5209"]


# --- names, lists and seats -----------------------------------------------------------

ALMA = "{navn: Alma, stemmer: 2}"


@pytest.mark.parametrize(
    "valg",
    [
        "valgt: [Alma, Alma]",
        f"runder: [{{kandidater: [{ALMA}, {ALMA}]}}], valgt: [Alma]",
        "lister: [{navn: L, valgte: [Alma]}, {navn: M, valgte: [Alma]}]",
        "lister: [{navn: L, valgte: [Alma]}, {navn: L, valgte: [Bent]}]",
    ],
)
def test_nobody_stands_twice_in_an_election(valg: str) -> None:
    assert of_election(valg) == ["M5236"]


def test_one_who_is_typed_twice_is_one() -> None:
    assert election(round_(Alma=5, Bent=3), valgt="[Alma, Alma]") == ["M5236", "M5204"]
    first, last = round_(Alma=3, Bent=2, Cara=2), round_(Bent=4, Cara=3)
    assert election(first, last, valgt="[Alma, Alma]") == ["M5236", "M5203"]


@pytest.mark.parametrize(
    ("lists", "found"),
    [
        ("{navn: L, pladser: 2, valgte: [Alma, Bent]}, {navn: M, pladser: 1, valgte: [Cara]}", []),
        ("{navn: L, pladser: 3, valgte: [Alma, Bent]}", ["M5237"]),
        ("{navn: L, pladser: 1, valgte: [Alma, Bent]}", ["M5237"]),
        ("{navn: L, pladser: 2}, {navn: M, pladser: 1}], valgt: [Alma, Bent", ["M5237"]),
        ("{navn: L, pladser: 2}, {navn: M, pladser: 1}], valgt: [Alma, Bent, Cara", []),
        ("{navn: L, valgte: [Alma]}, {navn: M, valgte: [Cara]}], valgt: [Alma, Cara", []),
        ("{navn: L, valgte: [Alma]}, {navn: M}], valgt: [Alma, Cara", []),
        ("{navn: L, valgte: [Alma]}, {navn: M, valgte: [Cara]}], valgt: [Alma", ["M5237"]),
        ("{navn: L, valgte: [Alma]}], valgt: [Alma, Cara", ["M5237"]),
    ],
)
def test_seats_and_those_who_sit_on_them_agree(lists: str, found: list[str]) -> None:
    assert of_election(f"lister: [{lists}]") == found


@pytest.mark.parametrize(
    ("votes", "seats", "found"),
    [
        ((4, 3), (2, 1), []),
        ((4, 3), (1, 2), ["M5238"]),
        ((4, 3), (3, 0), ["M5238"]),
        ((5, 2), (2, 1), []),  # 5, 2½ and 2 come before 1⅔
        ((5, 2), (3, 0), ["M5238"]),
        ((4, 2, 1), (3, 1, 0), []),
        ((4, 2), (2, 1), []),
        ((4, 2), (1, 0), []),
        ((4, 2), (1, 1), ["M5234"]),  # 2 and 2: the second seat is by lot
        ((0, 7), (1, 2), ["M5238"]),
        ((7, 0), (3, 0), []),
    ],
)
def test_seats_go_by_the_method_of_d_hondt(
    votes: tuple[int, ...], seats: tuple[int, ...], found: list[str]
) -> None:
    pairs = zip("LMN", votes, seats, strict=False)
    lists = ", ".join(f"{{navn: {n}, stemmer: {v}, pladser: {s}}}" for n, v, s in pairs)
    assert of_election(f"lister: [{lists}]") == found


def test_lists_without_all_numbers_are_not_counted() -> None:
    assert of_election("lister: [{navn: L, stemmer: 4, pladser: 1}, {navn: M, stemmer: 3}]") == []
    assert of_election("lister: [{navn: L, pladser: 1}, {navn: M, pladser: 5}]") == []


def test_a_lot_between_lists_is_held_against_their_votes() -> None:
    tied = "lister: [{navn: L, stemmer: 4, pladser: 1}, {navn: M, stemmer: 2, pladser: 1}]"
    assert of_election(tied, LOT) == []
    clear = "lister: [{navn: L, stemmer: 4, pladser: 2}, {navn: M, stemmer: 3, pladser: 1}]"
    assert of_election(clear, LOT) == ["M5235"]


# --- lots, and what is not told -------------------------------------------------------


def test_where_the_forum_draws_lots_a_tie_is_no_contradiction_but_the_lot_must_be_typed() -> None:
    tied = round_(Alma=3, Bent=3, blanke=1)
    assert election(tied, forum=LOTS) == ["M5234"]
    assert election(tied, forum=LOTS, more=LOT) == []
    assert election(tied, forum=FORUM) == ["M5203"]


@pytest.mark.parametrize("forum", [FORUM, LOTS])
def test_a_lot_may_stand_in_the_decision(forum: str) -> None:
    tied = round_(Alma=3, Bent=3, blanke=1)
    said = "beslutning: Alma blev valgt ved lodtrækning."
    assert election(tied, decision=said, forum=forum) == []
    clear = round_(Alma=4, Bent=3)
    assert election(clear, decision=said, forum=forum) == ["M5235"]
    other = "beslutning: Alma blev valgt, og man lod sagen ligge."
    assert election(tied, decision=other, forum=FORUM) == ["M5203"]


@pytest.mark.parametrize(
    ("valg", "decision", "found"),
    [
        (round_(Alma=4, Bent=3), "nr: '1'", ["M5232"]),
        (round_(Alma=4, Bent=3), "udfald: valgt", ["M5232"]),
        (round_(Alma=4, Bent=3), "beslutning: Alma blev valgt.", []),
        (round_(Alma=3, Bent=3), "nr: '1'", []),
        (round_("over_halvdelen", Alma=3, Bent=2, Cara=2), "nr: '1'", []),
        (round_(Alma="[Ukendte]", Bent=3), "nr: '1'", ["M527"]),
        (round_(Alma=4, Bent=3), "udfald: udsat", []),
    ],
)
def test_votes_alone_do_not_say_who_was_elected(valg: str, decision: str, found: list[str]) -> None:
    assert of_election(f"runder: [{valg}]", decision=decision) == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("udfald: valgt", ["M5232"]),
        ("udfald: [valgt, droeftet]", ["M5232"]),
        ("udfald: valgt, beslutning: Alma blev valgt.", []),
        ("udfald: valgt, sagsfremstilling: Alma er på valg.", []),
        ("udfald: valgt, indstilling: {at: [Alma vælges]}", []),
        ("udfald: valgt, afstemning: {valg: {valgt: [Alma]}}", []),
    ],
)
def test_an_outcome_alone_does_not_say_who_was_elected(item: str, found: list[str]) -> None:
    assert findings(f"punkter: [{{titel: Sag, {item}}}]") == found


# --- what the decision says -----------------------------------------------------------

MEMBERS = """navn: Udvalget
medlemmer: [Anna Ager, Bo Bæk, Carl Clausen, Dora Dam, {navn: Erik Enø, parti: V}]
"""


def decided(said: str, valg: str = "valgt: [Anna Ager]") -> list[str]:
    return of_election(valg, decision=said, forum=MEMBERS)


@pytest.mark.parametrize(
    "said",
    [
        "Bo Bæk blev valgt.",
        "Bo Bæk blev valgt til formand.",
        "Bo Bæk blev enstemmigt genvalgt.",
        "Til formand blev Bo Bæk valgt.",
        "Udvalget valgte Bo Bæk.",
        "Udvalget valgte herefter Erik Enø (V) som formand.",
        "Valgt blev Bo Bæk.",
        "'Valgt: Bo Bæk'",
        "Anna Ager og Bo Bæk blev valgt.",
        "Formanden, Bo Bæk, blev takket. Bæk blev valgt.",
        "Anna Ager blev ikke valgt.",
        "'Anna Agre blev valgt.'",
        "Carla Clausen blev valgt med 4 stemmer.",
        "Bo Bæk valgt til formand.",
        "Bo Bæk vælges til formand.",
        "Bo Bæk konstitueres som formand.",
        "Bo Bæk blev konstitueret.",
        "'**Bo Bæk** blev valgt.'",
        '"Valgt blev:\\n\\n- Bo Bæk\\n- Anna Ager"',
        '"Følgende blev valgt:\\n\\n- Anna Ager (A)\\n- Bo Bæk (V)"',
    ],
)
def test_a_decision_that_says_another_was_elected_is_told(said: str) -> None:
    assert decided(f"beslutning: {said}") == ["M5230"]


@pytest.mark.parametrize(
    "said",
    [
        "Anna Ager blev valgt.",
        "Anna blev valgt.",
        "Ager blev valgt med 3 stemmer mod Bo Bæks 2.",
        "Anna Ager blev valgt frem for Bo Bæk.",
        "Bo Bæk foreslog, at Anna Ager blev valgt.",
        "Carl Clausen foreslog, at Bo Bæk blev valgt. Anna Ager blev valgt.",
        "Bo Bæk blev ikke valgt. Anna Ager blev valgt.",
        "Anna Ager (A) blev valgt; Bo Bæk er valgt til byrådet.",
        "Bo Bæk, der blev valgt i 2021, takkede af.",
        "Et enigt udvalg valgte Anna Ager.",
        "Udvalget valgte at stemme skriftligt.",
        "Teknisk Udvalg blev valgt som sted.",
        "Godkendt.",
        "Socialdemokratiets Anna Ager blev valgt.",
        "'Anna Ager blev valgt. Udvalget valgte at udsætte resten.'",
    ],
)
def test_a_decision_that_says_nothing_else_is_not_told(said: str) -> None:
    assert decided(f"beslutning: {said}") == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Anna Ager blev valgt med 3 stemmer mod 2.", []),
        ("Anna Ager blev valgt med tre stemmer.", []),
        ("Anna Ager blev valgt med 4 stemmer mod 1.", ["M5241"]),
        ("Anna Ager blev valgt med 4 stemmer.", ["M5241"]),
        ("Anna Ager blev valgt med fire stemmer.", ["M5241"]),
        ("Anna Ager blev valgt med 3 stemmer imod 1.", ["M5241"]),
        ("Anna Ager blev enstemmigt valgt.", ["M5241"]),
        ("Anna Ager blev valgt uden modkandidater.", ["M5241"]),
        ("Bo Bæk fik 2 stemmer. Anna Ager blev valgt.", []),
        ("Anna Ager blev valgt. Budgettet blev enstemmigt godkendt.", []),
    ],
)
def test_the_votes_that_the_decision_tells_are_those_of_the_election(
    said: str, found: list[str]
) -> None:
    runde = "{kandidater: [{navn: Anna Ager, stemmer: 3}, {navn: Bo Bæk, stemmer: 2}]}"
    valg = f"til: Formand, runder: [{runde}], valgt: [Anna Ager]"
    assert decided(f"beslutning: {said}", valg) == found


def test_each_of_two_offices_is_held_against_its_own_election() -> None:
    votes = (
        "[{valg: {til: Formand, valgt: [Anna Ager]}}, {valg: {til: Næstformand, valgt: [Bo Bæk]}}]"
    )

    def said(text: str) -> list[str]:
        item = f"titel: Sag\n    beslutning: {text}\n    afstemning: {votes}\n"
        return findings(f"punkter:\n  - {item}", MEMBERS)

    good = "Anna Ager blev valgt til formand, og Bo Bæk blev valgt til næstformand."
    swapped = "Bo Bæk blev valgt til formand, og Anna Ager blev valgt til næstformand."
    assert said(good) == []
    assert said(swapped) == ["M5230", "M5230"]
    assert said("Dora Dam blev valgt til stemmetæller. Anna Ager blev formand.") == []
    assert said("Udvalget valgte Anna Ager som formand og Bo Bæk som næstformand.") == []
    assert said("Anna Ager blev valgt til formand og Bo Bæk til næstformand.") == []
    assert said("Anna Ager blev valgt til næstformand og Bo Bæk til formand.")[:1] == ["M5230"]
    assert said("Udvalget konstituerede sig med Bo Bæk som formand.") == ["M5230"]
    assert said("Dora Dam blev formand.") == ["M5230"]
    assert said("Dora Dam blev ny næstformand.") == ["M5230"]
    assert said("Anna Ager blev valgt til formand, idet Bo Bæk som formand ledede valget.") == []


def test_an_answer_to_the_indstilling_is_held_against_the_election_too() -> None:
    answer = "indstilling: {at: [vælger], delbeslutninger: [{punkt: 1, %s}]}"
    assert decided(answer % "tekst: Bo Bæk blev valgt.") == ["M5230"]
    assert decided(answer % "tekst: Anna Ager blev valgt.") == []
    assert decided(answer % "udfald: udsat") == ["M5231"]
    assert decided(answer % "udfald: valgt") == []


def test_a_decision_may_elect_to_offices_that_have_no_votes() -> None:
    said = "Bo Bæk blev valgt til dirigent. Anna Ager blev genvalgt som repræsentant."
    assert decided(f"beslutning: {said}") == []
    both = "Anna Ager og Bo Bæk blev valgt som repræsentanter."
    assert decided(f"beslutning: {both}") == ["M5230"]


@pytest.mark.parametrize(
    "decision",
    [
        "udfald: udsat",
        "udfald: udgaar",
        "udfald: ikke_behandlet",
        "udfald: bortfaldet",
        "udfald: [udsat, tilbagesendt]",
        "udfald: Udsat til næste møde",
        "beslutning: Punktet blev udsat.",
        "beslutning: Valget udsættes til næste møde.",
        "beslutning: Valg af formand blev udsat.",
        "beslutning: Ingen blev valgt.",
        "beslutning: Ingen af kandidaterne blev valgt.",
        "beslutning: 'Valget udsættes, da Anna Ager ikke var til stede.'",
    ],
)
def test_an_election_that_was_not_held_elected_nobody(decision: str) -> None:
    assert decided(decision) == ["M5231"]
    assert decided(decision, "til: Formand") == []


@pytest.mark.parametrize(
    "decision",
    [
        "udfald: valgt",
        "udfald: [valgt, udsat]",
        "udfald: godkendt",
        "beslutning: Anna Ager blev valgt. Valg af næstformand blev udsat.",
        "beslutning: Udvalget drøftede, om valget skulle udsættes.",
    ],
)
def test_an_election_beside_something_put_off_is_not_told(decision: str) -> None:
    assert decided(decision) == []


def test_where_only_a_part_is_closed_nothing_is_compared() -> None:
    parts = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, tekst: Bo Bæk blev valgt.%s}
              - {slags: afstemning, afstemning: {valg: {valgt: [Anna Ager]}}%s}
    """
    closed = ", lukket: ja"
    assert findings(parts % ("", ""), MEMBERS) == ["M5230"]
    assert findings(parts % (closed, closed), MEMBERS) == ["M5230"]
    assert findings(parts % (closed, ""), MEMBERS) == []
    assert findings(parts % ("", closed), MEMBERS) == []
    found = rules.check(Case(plan(meeting(parts % (closed, closed), MEMBERS))[0]))
    assert all("Bæk" not in str(one.position) for one in found)


# --- what a text says of an election, offices and lists -----------------------------------------

CHAIR = (
    "dato: 2025-09-12\npunkter:\n  - titel: Sag\n    beslutning: {}\n{}"
    "    afstemning: {{valg: {{til: Formand, runder: [{{kandidater: [{{navn: Alma, stemmer: 4}},"
    " {{navn: Bent, stemmer: 3}}]}}], valgt: [Alma]}}}}\n"
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Alma blev valgt med 5 stemmer mod 2 til Bent.", "M5241"),
        ("Alma blev valgt med 4 stemmer mod 3 til Bent.", None),
        ("Alma blev valgt. Bent fik 1 stemme.", "M5241"),
        ("Alma blev valgt. Bent fik 3 stemmer.", None),
        ("Ved lodtrækning blev Alma valgt.", "M5235"),
        ("Alma blev valgt til næstformand.", "M5230"),
        ("Alma blev valgt til forkvinde.", None),
        ("Alma blev valgt som formand. Alma blev valgt til kasserer.", None),
    ],
)
def test_a_text_on_an_election_agrees_with_its_numbers_its_lot_and_its_office(
    text: str, code: str | None
) -> None:
    found = [one for one in findings(CHAIR.format(text, "")) if one.startswith("M52")]
    assert found == ([code] if code else [])


@pytest.mark.parametrize("text", ["Valget blev udsat.", "Sagen er udsat"])
def test_a_text_that_puts_an_election_off_elects_nobody(text: str) -> None:
    assert "M5231" in findings(CHAIR.format(text, "    udfald: valgt\n"))
    later = "Ingen fik flertal i første runde."
    assert "M5231" not in findings(CHAIR.format(later, "    udfald: valgt\n"))


def of_lists(lists: str) -> list[str]:
    text = f"punkter:\n  - titel: Sag\n    afstemning: {{valg: {{lister: [{lists}]}}}}\n"
    return [one for one in findings(text) if one.startswith("M52")]


def test_the_seats_of_a_list_are_those_who_were_elected_on_it_where_they_are_not_counted() -> None:
    first = "{navn: A, stemmer: 4, valgte: [Alma]}"
    assert of_lists(f"{first}, {{navn: V, stemmer: 3, valgte: [Cara, Dorte, Emil]}}") == ["M5238"]
    assert of_lists(f"{first}, {{navn: V, stemmer: 3, valgte: [Cara]}}") == []
    two = "{navn: A, stemmer: 3, pladser: 2}, {navn: V, stemmer: 3, pladser: 1}"
    assert of_lists(f"{two}, {{navn: F, stemmer: 1}}") == ["M5234"]


def test_all_lists_that_stood_alike_are_named_once() -> None:
    lists = "{navn: A, stemmer: 3, pladser: 2}, {navn: V, stemmer: 2, pladser: 2}"
    text = f"punkter:\n  - titel: S\n    afstemning:\n      valg: {{lister: [{lists}, %s]}}\n"
    result, _ = read(text % "{navn: F, stemmer: 1, pladser: 1}", FORUM)
    assert result is not None
    (told,) = [
        str(one.message) for one in rules.check(Case(plan(result)[0])) if one.code == "M5234"
    ]
    assert told.startswith("»A«, »V« og »F« stod lige til de sidste 2 pladser")
    nothing = "{navn: A, stemmer: 0, pladser: 1}, {navn: B, stemmer: 0, pladser: 1}"
    assert of_lists(nothing) == []


@pytest.mark.parametrize("office", ["Formand", "næstformand", "Viceborgmester"])
def test_an_office_of_one_is_not_filled_with_two(office: str) -> None:
    text = (
        "punkter:\n  - titel: S\n    afstemning:\n      - valg: {til: %s, valgt: [Alma]}\n"
        "      - valg: {til: %s, valgt: [%s]}\n"
    )
    assert "M5247" in findings(text % (office, office, "Cara"))
    assert "M5247" not in findings(text % (office, office, "Alma"))
    assert "M5247" not in findings(text % (office, "Medlem", "Cara"))
    assert "M5247" not in findings(text % ("Medlem", "Medlem", "Cara"))


def test_a_vote_of_a_substitute_at_another_item_is_told_with_where_they_were_called_in() -> None:
    text = (
        "punkter:\n  - titel: A\n    udfald: godkendt\n    inhabil:\n      - navn: Frida\n"
        "        erklaeret: ja\n        stedfortraeder: {navn: Sven, parti: F}\n"
        "  - titel: B\n    udfald: godkendt\n    afstemning: {for: [A, Sven], imod: [V, C, F]}\n"
    )
    result, _ = read(text, FORUM)
    assert result is not None
    (told,) = [one for one in rules.check(Case(plan(result)[0])) if one.code == "M522"]
    assert "kun kaldt ind" in str(told.hint)
    assert "ankom" not in str(told.hint)
