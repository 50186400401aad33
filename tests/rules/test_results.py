"""What was decided against the votes, and what is told of it."""

from __future__ import annotations

import pytest

from moedebog import rules
from moedebog.compose import plan
from moedebog.rules import Case
from rule_results import FORUM, LEGAL, findings
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


# --- what is closed, and what is brought on -------------------------------------------


@pytest.mark.parametrize(
    ("lukket", "more", "found"),
    [
        ("lukket: Personsag", "udfald: godkendt", ["M5170"]),
        ("lukket: ja", "beslutning: Godkendt.", ["M5170"]),
        ("lukket: {grund: P, offentlig_titel: T}", "udfald: godkendt", ["M5170"]),
        ("lukket: {offentlig_beslutning: Godkendt.}", "udfald: godkendt", []),
        ("lukket: {ingen_offentlig_beslutning: Tavshedspligt}", "udfald: godkendt", []),
        ("lukket: ja", "sagsfremstilling: Mørkt.", ["M5170"]),
        ("lukket: ja", "sagstype: orientering", []),
        ("lukket: ja", "sagstype: orientering\n    beslutning: Udvalget sælger.", ["M5170"]),
        ("lukket: ja", "udfald: udgaar", []),
        ("lukket: nej", "udfald: godkendt", []),
    ],
)
def test_what_was_decided_on_a_closed_item_is_told_or_why_not(
    lukket: str, more: str, found: list[str]
) -> None:
    text = f"punkter:\n  - titel: Sag\n    {lukket}\n    {more}\n"
    approved = f"referat_status: godkendt\n{text}"
    assert findings(approved, LEGAL) == found
    assert findings(text, LEGAL) == []
    assert findings(approved) == []
    assert findings(approved, f"{LEGAL}  offentliggoer_lukkede_beslutninger: nej\n") == []


def test_what_is_told_of_a_closed_item_quotes_nothing_of_it() -> None:
    text = """
        referat_status: godkendt
        punkter:
          - {titel: Mørk sag, lukket: Mørk grund, beslutning: Mørkt.}
    """
    found = rules.check(Case(plan(meeting(text, LEGAL))[0]))
    told = [str(one) for one in found if one.code == "M5170"]
    assert len(told) == 1
    assert "ørk" not in told[0]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("udfald: indbragt", ["M5171"]),
        ("indbragt: {af: Alma}", ["M5171"]),
        ("indbragt: {for: Byrådet}", ["M5171"]),
        ("indbragt: {af: Alma, for: Byrådet}", []),
        ("udfald: [godkendt, indbragt]\n    indbragt: {af: Alma, for: Byrådet}", []),
    ],
)
def test_a_matter_is_brought_by_somebody_before_somebody(more: str, found: list[str]) -> None:
    assert findings(f"punkter:\n  - titel: Sag\n    {more}\n") == found
