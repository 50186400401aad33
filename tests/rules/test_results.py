"""What was decided against the votes, and what elections say of themselves."""

from __future__ import annotations

import pytest

from rule_results import FORUM, findings


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
        ("{for: 2, imod: 5}", "udfald: udsat"),
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


# --- elections ------------------------------------------------------------------------


def election(rounds: str, valgt: str = "[Alma]", more: str = "") -> list[str]:
    return of_vote(f"{{valg: {{til: Formand, runder: {rounds}, valgt: {valgt}}}{more}}}", "nr: '1'")


def candidates(**votes: int) -> str:
    return ", ".join(f"{{navn: {name}, stemmer: {number}}}" for name, number in votes.items())


@pytest.mark.parametrize(
    ("runde", "more", "found"),
    [
        (f"{{kandidater: [{candidates(Alma=4, Bent=3)}]}}", "", []),
        (f"{{kandidater: [{candidates(Alma=3, Bent=4)}]}}", "", ["M5203"]),
        (f"{{kandidater: [{candidates(Alma=3, Bent=3)}], blanke: 1}}", "", ["M5203"]),
        (
            f"{{kandidater: [{candidates(Alma=3, Bent=3)}], blanke: 1}}",
            ", afgjort_af: lodtraekning",
            [],
        ),
        (f"{{kandidater: [{candidates(Cara=4, Bent=3)}]}}", "", ["M5203"]),
        (
            f"{{grundlag: over_halvdelen, kandidater: [{candidates(Alma=3, Bent=2, Cara=2)}]}}",
            "",
            ["M5203"],
        ),
        (
            f"{{grundlag: flest_stemmer, kandidater: [{candidates(Alma=3, Bent=2, Cara=2)}]}}",
            "",
            [],
        ),
        (f"{{kandidater: [{candidates(Alma=5, Bent=3)}]}}", "", ["M5204"]),
        (f"{{kandidater: [{candidates(Alma=5, Bent=2)}], ugyldige: 1}}", "", ["M5204"]),
        (f"{{kandidater: [{candidates(Alma=5, Bent=2)}]}}", ", hemmelig: ja", []),
        (
            "{kandidater: [{navn: Alma, stemmer: [Bent, Cara]}]}",
            ", hemmelig: ja",
            ["M5201"],
        ),
    ],
)
def test_who_is_elected_has_the_votes_for_it(runde: str, more: str, found: list[str]) -> None:
    assert election(f"[{runde}]", more=more) == found


def test_only_the_last_round_decides() -> None:
    first = f"{{kandidater: [{candidates(Bent=3, Alma=2, Cara=2)}]}}"
    last = f"{{grundlag: bundet, kandidater: [{candidates(Alma=4, Bent=3)}]}}"
    assert election(f"[{first}, {last}]") == []
    assert election(f"[{last}, {first}]") == ["M5203"]


def test_whoever_elects_several_may_have_as_many_votes() -> None:
    runde = f"{{kandidater: [{candidates(Alma=6, Bent=6, Cara=2)}]}}"
    assert election(f"[{runde}]", "[Alma, Bent]") == []


def test_an_election_has_no_sides() -> None:
    text = "punkter: [{titel: A, afstemning: {for: 7, valg: {til: Formand, valgt: [Alma]}}}]"
    assert findings(text) == ["M5209"]
