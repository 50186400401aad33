"""What was decided against the votes, and what is told of it."""

from __future__ import annotations

import pytest

from moedebog import rules
from moedebog.compose import plan
from moedebog.rules import Case
from rule_results import FORUM, findings
from support import meeting


def of_vote(vote: str, udfald: str = "udfald: godkendt", forum: str = FORUM) -> list[str]:
    return findings(f"punkter:\n  - titel: Sag\n    {udfald}\n    afstemning: {vote}\n", forum)


@pytest.mark.parametrize(
    ("vote", "udfald", "code"),
    [
        ("{for: [Alma, Bent], imod: [Cara, Dorte, Emil, Frida, Gorm]}", "udfald: godkendt", "M528"),
        ("{for: 2, imod: 5}", "udfald: tiltraadt", "M528"),
        ("{for: 2, imod: 5}", "udfald: [godkendt, oversendt]", "M528"),
        ("{for: 2, imod: 5}", "udfald: Vedtaget med en tilføjelse", "M528"),
        ("{for: 2, imod: 5}", "beslutning: Indstillingen blev godkendt.", "M528"),
        ("{for: 5, imod: 2}", "udfald: ikke_godkendt", "M528"),
        ("{for: 5, imod: 2}", "udfald: bortfaldet", "M528"),
        ("{for: 5, imod: 2}", "beslutning: Forslaget blev forkastet.", "M528"),
        ("{for: [A], imod: [V, C, F]}", "udfald: godkendt", "M528"),
        ("{forslag: Indstillingen, for: 2, imod: 5}", "udfald: godkendt", "M528"),
        ("{forslag: Forvaltningens indstilling, for: 2, imod: 5}", "udfald: godkendt", "M528"),
        ("{for: 4, imod: 3, flertal: to_tredjedele}", "udfald: godkendt", "M528"),
        ("{for: 6, imod: 1, flertal: enighed}", "udfald: godkendt", "M528"),
        ("{imod: 5, undlod: 2}", "udfald: godkendt", "M528"),
        ("{imod: 4}", "udfald: godkendt", "M528"),
        ("{imod: [Cara, Dorte, Emil], undlod: 4}", "beslutning: Godkendt.", "M528"),
        ("{for: 3, imod: 3, undlod: 1}", "udfald: godkendt", "M529"),
        ("{for: 3, imod: 3, blanke: 1}", "beslutning: Godkendt.", "M529"),
        ("{for: 2, imod: 5}", "beslutning: 'Godkendt, dog ikke enstemmigt.'", "M528"),
        ("{for: 2, imod: 5}", "beslutning: 'Godkendt, dog blev tillægget ikke drøftet.'", "M528"),
        ("{for: 5, imod: 2}", "beslutning: 'Ikke godkendt, idet flertallet var imod.'", "M528"),
        ("{for: 6, imod: 1}", "beslutning: Enstemmigt godkendt.", "M5200"),
        ("{for: 6, imod: [Gorm]}", "udfald: Godkendt enstemmigt", "M5200"),
        ("{for: 6, imod: 1}", "beslutning: Et enstemmigt udvalg godkendte.", "M5200"),
        ("{for: 5, imod: 2, hemmelig: ja}", "udfald: godkendt", "M5201"),
        ("{for: 5, imod: 2, afgjort_af: formand}", "udfald: godkendt", "M5202"),
    ],
)
def test_a_decision_that_the_votes_do_not_bear_is_told(vote: str, udfald: str, code: str) -> None:
    assert of_vote(vote, udfald) == [code]


@pytest.mark.parametrize(
    ("vote", "udfald"),
    [
        ("{for: 5, imod: 2}", "udfald: godkendt"),
        ("{for: 2, imod: 1, undlod: 4}", "udfald: godkendt"),  # of the votes cast
        ("{for: 2, imod: 1, blanke: 3, ugyldige: 1}", "udfald: godkendt"),
        ("{for: 2, imod: 5}", "udfald: ikke_godkendt"),
        ("{for: 3, imod: 3, undlod: 1}", "udfald: bortfaldet"),
        ("{for: 3, imod: 3, undlod: 1}", "udfald: ikke_godkendt"),
        ("{for: 3, imod: 3, undlod: 1, afgjort_af: formand}", "udfald: godkendt"),
        ("{for: 3, imod: 3, undlod: 1, afgjort_af: lodtraekning}", "udfald: godkendt"),
        ("{forslag: At udsætte sagen, for: 2, imod: 5}", "udfald: godkendt"),
        ("{forslag: Mindretallets indstilling, for: 2, imod: 5}", "udfald: godkendt"),
        ("[{forslag: Ændringsforslag, for: 2, imod: 5}, {for: 5, imod: 2}]", "udfald: godkendt"),
        # Which of several votes decided, nobody can tell.
        ("[{for: 2, imod: 5}, {for: 5, imod: 2}]", "udfald: godkendt"),
        ("{for: 6, imod: 1}", "beslutning: Godkendt, dog godkendes beløbet ikke fuldt ud."),
        ("{for: 6, imod: 1}", "udfald: Vedtaget bortset fra tillægget, som ikke godkendes"),
        ("{for: 6, imod: 1}", "beslutning: Ikke godkendt enstemmigt, men vedtaget med 6 mod 1."),
        ("{for: 5, imod: 2}", "beslutning: Udvalget godkendte ikke enstemmigt, men med 5 mod 2."),
        ("{for: 5, imod: 2}", "beslutning: Indstillingen blev ikke godkendt enstemmigt."),
        ("{for: 2, imod: 5}", "beslutning: Udvalget vedtog dog ikke forslaget."),
        ("{for: 2, imod: 5}", "beslutning: Ikke godkendt, dog således at sagen tages op igen."),
        ("{imod: 2}", "udfald: godkendt"),  # the other five may have been for
        ("{imod: 5, undlod: 2}", "udfald: ikke_godkendt"),
        ("{for: 2, imod: 5}", "beslutning: Ændringsforslaget blev godkendt."),
        ("{for: 5, imod: 2, flertal: to_tredjedele}", "udfald: godkendt"),
        ("{for: 5, imod: 0, undlod: 2}", "beslutning: Enstemmigt godkendt."),
        ("{for: 5, imod: 2}", "beslutning: Godkendt. Det var ikke enstemmigt."),
        ("{for: 4, imod: 2, blanke: 1}", "beslutning: Alma blev valgt med 4 stemmer."),
    ],
)
def test_a_decision_that_the_votes_bear_is_not(vote: str, udfald: str) -> None:
    assert of_vote(vote, udfald) == []


@pytest.mark.parametrize(
    "vote",
    ["{undlod: 7}", "{blanke: 7}", "{undlod: [A, V, C, F]}", "{undlod: 4, blanke: 3}"],
)
def test_nothing_is_carried_where_nobody_voted_for_it(vote: str) -> None:
    assert of_vote(vote) == ["M529"]
    assert of_vote(vote, "udfald: bortfaldet") == []


@pytest.mark.parametrize("vote", ["{undlod: 3}", "{undlod: [V, C, F]}", "{ugyldige: 1}"])
def test_those_who_are_not_on_record_may_have_voted_for_it(vote: str) -> None:
    assert of_vote(vote) == []


@pytest.mark.parametrize(
    "udfald",
    [
        "taget_til_efterretning",
        "delvist_godkendt",
        "sendt_i_hoering",
        "oversendt",
        "tilbagesendt",
        "udsat",
    ],
)
def test_what_hardly_comes_of_a_vote_that_fell_is_told(udfald: str) -> None:
    assert of_vote("{for: 2, imod: 5}", f"udfald: {udfald}") == ["M5226"]
    assert of_vote("{for: 5, imod: 2}", f"udfald: {udfald}") == []
    assert of_vote("{forslag: At vente, for: 2, imod: 5}", f"udfald: {udfald}") == []
    both = "[{for: 2, imod: 5}, {for: 5, imod: 2}]"
    assert of_vote(both, f"udfald: {udfald}") == []


@pytest.mark.parametrize("udfald", ["droeftet", "[udsat, ikke_godkendt]", "indbragt"])
def test_what_may_come_of_a_vote_that_fell_is_not(udfald: str) -> None:
    assert "M5226" not in of_vote("{for: 2, imod: 5}", f"udfald: {udfald}")


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("V kan ikke tiltræde indstillingen. Godkendt.", "{for: [A, F, C], imod: [V]}"),
        (
            "V kan ikke tiltræde indstillingen. Godkendt.",
            "{forslag: Indstillingen, for: [A, F, C], imod: [V]}",
        ),
        ("Klagen afvises.", "{for: 5, imod: 2}"),
        ("Besluttet ikke at sælge grunden.", "{for: 5, imod: 2}"),
        ("Emil deltog ikke. Godkendt.", "{for: 7}"),
        ("Udvalget forkastede Venstres forslag og godkendte forvaltningens.", "{for: 5, imod: 2}"),
    ],
)
def test_a_no_of_somebody_else_or_to_something_else_is_no_decision(text: str, vote: str) -> None:
    assert of_vote(vote, f'beslutning: "{text}"') == []


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Emil deltog ikke. Godkendt.", "{for: 2, imod: 5}"),
        ("V kan ikke tiltræde indstillingen. Godkendt.", "{for: 2, imod: 5}"),
        ("Udvalget drøftede sagen. Indstillingen blev vedtaget.", "{for: 2, imod: 5}"),
        ("Udvalget godkendte, at forslaget forkastes.", "{for: 2, imod: 5}"),
        ("Bilaget blev ikke delt ud. Forslaget blev forkastet.", "{for: 5, imod: 2}"),
    ],
)
def test_what_the_meeting_decided_is_found_in_a_later_sentence(text: str, vote: str) -> None:
    assert of_vote(vote, f'beslutning: "{text}"') == ["M528"]


def test_a_no_may_be_a_yes_to_an_indstilling_to_say_no() -> None:
    text = 'indstilling: {at: [%s]}\n    beslutning: "%s"'
    for point, said in (
        ("afviser klagen", "Forslaget afvises."),
        ("meddeler afslag", "Ikke godkendt."),
        ("ikke godkender planen", "Udvalget godkender ikke planen."),
    ):
        assert of_vote("{for: 5, imod: 2}", text % (point, said)) == []
    assert of_vote("{for: 5, imod: 2}", text % ("godkender planen", "Ikke godkendt.")) == ["M528"]


def test_the_forum_says_what_a_tie_comes_to_and_how_many_are_needed() -> None:
    tied = "{for: 3, imod: 3, undlod: 1}"
    assert of_vote(tied, forum=f"{FORUM}politik: {{stemmelighed: formand}}\n") == []
    assert of_vote(tied, forum=f"{FORUM}politik: {{stemmelighed: bortfalder}}\n") == ["M529"]
    most = "{for: 4, imod: 3}"
    assert of_vote(most, forum=f"{FORUM}politik: {{flertal: enighed}}\n") == ["M528"]
    own = "{for: 4, imod: 3, flertal: simpelt}"
    assert of_vote(own, forum=f"{FORUM}politik: {{flertal: enighed}}\n") == []


def test_the_chairs_vote_decides_as_it_was_cast() -> None:
    against = "{for: [Bent, Cara, Dorte], imod: [Alma, Emil, Frida], undlod: [Gorm]"
    assert of_vote(f"{against}, afgjort_af: formand}}") == ["M528"]
    assert of_vote(f"{against}, afgjort_af: formand}}", "udfald: ikke_godkendt") == []
    assert of_vote(f"{against}, afgjort_af: lodtraekning}}") == []


_NAMED = "for: [Bent, Cara, Dorte], imod: [Emil, Frida, Gorm]"


@pytest.mark.parametrize(
    ("vote", "more", "found"),
    [
        (f"{{{_NAMED}, undlod: [Alma]", "", ["M5211"]),
        (f"{{{_NAMED}, blanke: [Alma]", "", ["M5211"]),
        ("{for: [V, Emil], imod: [Frida, Gorm, Bent], undlod: [A]", "", ["M5212"]),
        (f"{{{_NAMED}", "inhabil: [Alma]", ["M5212", "M572"]),
        ("{for: 0, imod: 0, undlod: 7", "", ["M5212"]),
        ("{for: [V, C], imod: [A, Frida], undlod: [Gorm]", "", ["M528"]),
        # Whoever leads the item has the chair's vote.
        (f"{{{_NAMED}, undlod: [Alma]", "moedeleder: Cara", []),
        (f"{{{_NAMED}, undlod: [Alma]", "moedeleder: Frida", ["M528"]),
        (f"{{{_NAMED}", "inhabil: [Alma]\n    moedeleder: Cara", []),
        # How the chair voted is on record nowhere.
        ("{for: 3, imod: 3, undlod: 1", "", []),
        ("{for: [V, Bent], imod: [F, C], undlod: 1", "", []),
        ("{for: [A (1), V], imod: [F, C], undlod: 1", "", []),
        ("{for: [V, Emil], imod: 3, undlod: {antal: 1, navne: [A]}", "", []),
        ("{for: [V, Emil], imod: [F], undlod: {antal: 2, navne: [A]}", "", ["M5202"]),
        ("{for: [A, Emil], imod: [V, Frida], undlod: [Gorm]", "", []),
    ],
)
def test_the_chair_whose_vote_decided_has_voted(vote: str, more: str, found: list[str]) -> None:
    udfald = f"udfald: godkendt\n    {more}" if more else "udfald: godkendt"
    assert sorted(of_vote(f"{vote}, afgjort_af: formand}}", udfald)) == sorted(found)


def test_an_absent_chair_decides_nothing() -> None:
    text = """
        afbud: [Alma]
        punkter:
          - {titel: Sag, udfald: godkendt, afstemning: {for: 3, imod: 3, afgjort_af: formand}}
    """
    assert findings(text) == ["M572", "M5212"]


def test_the_forums_chair_may_be_another_than_who_leads_the_meeting() -> None:
    text = """
        moedeleder: Cara
        punkter:
          - titel: Sag
            udfald: godkendt
            afstemning:
              for: [Alma, Bent, Dorte]
              imod: [Emil, Frida, Gorm]
              undlod: [Cara]
              afgjort_af: formand
    """
    assert findings(text) == []


@pytest.mark.parametrize("policy", ["formand", "lodtraekning"])
@pytest.mark.parametrize(
    ("udfald", "more", "found"),
    [
        ("udfald: bortfaldet", "", ["M5210"]),
        ("udfald: ikke_godkendt", "", ["M5210"]),
        ("udfald: udsat", "", ["M5210"]),
        ("nr: '1'", "", ["M5210"]),
        ("nr: '1'", ", forslag: Ændringsforslag", ["M5210"]),
        ("udfald: godkendt", "", []),
        ("udfald: ikke_godkendt", ", afgjort_af: lodtraekning", []),
    ],
)
def test_that_the_policy_was_followed_is_on_record(
    policy: str, udfald: str, more: str, found: list[str]
) -> None:
    forum = f"{FORUM}politik: {{stemmelighed: {policy}}}\n"
    assert of_vote(f"{{for: 3, imod: 3, undlod: 1{more}}}", udfald, forum) == found


def test_the_chairs_vote_on_record_is_what_the_policy_asks_for() -> None:
    forum = f"{FORUM}politik: {{stemmelighed: formand}}\n"
    named = "{for: [Alma, Cara, Dorte], imod: [Emil, Frida, Gorm], undlod: [Bent]}"
    assert of_vote(named, "nr: '1'", forum) == []
    assert of_vote(named, "udfald: godkendt", forum) == []
    assert of_vote(named, "udfald: ikke_godkendt", forum) == ["M528"]
    silent = f"{{{_NAMED}, undlod: [Alma]}}"
    assert of_vote(silent, "udfald: bortfaldet", forum) == []
    assert of_vote(silent, "udfald: godkendt", forum) == ["M529"]


def test_where_nobody_voted_there_is_no_tie_to_decide() -> None:
    forum = f"{FORUM}politik: {{stemmelighed: lodtraekning}}\n"
    nobody = "{for: 0, imod: 0, undlod: 7}"
    assert of_vote(nobody, "udfald: bortfaldet", forum) == []
    assert of_vote(nobody, "udfald: godkendt", forum) == ["M529"]


def test_what_decided_leaves_nothing_to_fall() -> None:
    lot = "{for: 3, imod: 3, undlod: 1, afgjort_af: lodtraekning}"
    assert of_vote(lot, "udfald: bortfaldet") == ["M5202"]
    assert of_vote(lot, "udfald: ikke_godkendt") == []


def test_as_many_votes_are_no_tie_where_more_are_needed() -> None:
    vote = "{for: 3, imod: 3, undlod: 1, afgjort_af: formand, flertal: to_tredjedele}"
    assert of_vote(vote) == ["M5202", "M528"]


def test_each_of_two_decisions_is_held_against_its_own_votes() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, udfald: godkendt}
              - {slags: afstemning, afstemning: {for: 2, imod: 5}}
              - {slags: beslutning, udfald: godkendt}
              - {slags: afstemning, afstemning: {for: 5, imod: 2}}
    """
    assert findings(text) == ["M528"]
    other_way = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: afstemning, afstemning: {for: 5, imod: 2}}
              - {slags: beslutning, udfald: godkendt}
              - {slags: afstemning, afstemning: {for: 2, imod: 5}}
              - {slags: beslutning, udfald: ikke_godkendt}
    """
    assert findings(other_way) == []


def test_the_votes_of_a_case_that_another_forum_sent_on_are_its_own() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, udfald: godkendt}
              - slags: sag
                overskrift: Fra Ungeudvalget
                afsnit:
                  - {slags: beslutning, udfald: godkendt}
                  - {slags: afstemning, afstemning: {for: 3, imod: 4}}
    """
    assert findings(text) == []


# --- parties --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vote", "more", "found"),
    [
        ("{for: {antal: 3, navne: [A, V, C, F]}, imod: 4}", "", ["M525"]),
        ("{for: {antal: 1, navne: [A, Cara]}, imod: 6}", "", ["M525"]),
        ("{for: {antal: 2, navne: [A (2), V]}, imod: 5}", "", ["M525"]),
        ("{for: {antal: 3, navne: [A, V]}, imod: [C, F]}", "", ["M5220"]),
        ("{for: [A (3), V], imod: [C, Frida]}", "", ["M5220"]),
        ("{for: [A, V], imod: [C, F]}", "inhabil: [Emil]", ["M5221"]),
        ("{for: {antal: 4, navne: [A, V, C]}, imod: [F]}", "inhabil: [Emil]", ["M5221"]),
        ("{for: [A, V], undlod: [C (1)], imod: [F]}", "inhabil: [Emil]", ["M5221", "M520"]),
        ("{for: [A, V], imod: [C, F]}", "", []),
        ("{for: {antal: 4, navne: [A, V]}, imod: [C, F]}", "", []),
        ("{for: {antal: 4, navne: [A, Alma, V]}, imod: [C, F]}", "", []),
        ("{for: {antal: 4, navne: [V, Venstre, A]}, imod: [C, F]}", "", []),
        # Where it all adds up, a party voted in parts.
        ("{for: 4, imod: 2, undlod: {antal: 1, navne: [F]}}", "", []),
        ("{for: {antal: 4, navne: [A, V, F]}, imod: {antal: 3, navne: [C, F, A]}}", "", []),
        ("{for: [A, V (1), F (1)], imod: [C, F (1), V (1)]}", "", []),
    ],
)
def test_a_party_has_no_more_votes_than_members_there(
    vote: str, more: str, found: list[str]
) -> None:
    item = f"udfald: taget_til_efterretning\n    {more}" if more else "udfald: droeftet"
    assert of_vote(vote, item) == found


def test_a_substitute_whose_party_is_not_known_may_be_of_any() -> None:
    text = """
        afbud:
          - navn: Emil
            stedfortraeder: {stedfortraeder}
        punkter:
          - titel: Sag
            afstemning: {{for: [A, V], imod: [C, F]}}
    """
    assert findings(text.format(stedfortraeder="Sara")) == ["M521"]
    assert findings(text.format(stedfortraeder="{navn: Sara, parti: V}")) == ["M5221"]


def test_an_open_vote_over_a_closed_decision_is_told_of_where_that_is() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - slags: beslutning
                lukket: ja
                udfald: godkendt
              - slags: afstemning
                afstemning: {for: 2, imod: 5}
    """
    (found,) = (
        one for one in rules.check(Case(plan(meeting(text, FORUM))[0])) if one.code == "M528"
    )
    assert found.position.line == 6
