"""A vote says what it came to first, then who voted how; an election says who got how many."""

from __future__ import annotations

import msgspec
import pytest

from moedebog.compose import compose_facts
from moedebog.document import Audience
from rule_results import FORUM
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    REFERAT,
    document,
    document_lines,
    lines,
    meeting,
    read,
)


def printed(vote: str, more: str = "", forum: str = FORUM, present: str = "alle") -> list[str]:
    """The lines of the section Afstemning."""
    text = f"fremmoedt: {present}\npunkter:\n  - titel: Sag\n    {more}\n    afstemning: {vote}\n"
    sections = document(text, forum_text=forum).punkter[0].afsnit
    shown = [line for one in sections if one.slags == "afstemning" for line in lines(one.tekst)]
    return [line.replace("\u00a0", " ") for line in shown]


@pytest.mark.parametrize(
    ("vote", "sentence"),
    [
        ("{for: 5, imod: 2}", "Vedtaget med 5 stemmer mod 2."),
        ("{for: 1, imod: 0}", "Vedtaget med 1 stemme mod 0."),
        ("{for: 7}", "Vedtaget med 7 stemmer."),
        ("{for: 2, imod: 5}", "Forkastet med 5 stemmer mod 2."),
        ("{for: 3, imod: 3}", "Bortfaldet ved stemmelighed: 3 stemmer for og 3 imod."),
        ("{for: 4, imod: 2, undlod: 1}", "Vedtaget med 4 stemmer mod 2; 1 undlod at stemme."),
        (
            "{for: 3, imod: 1, blanke: 2, ugyldige: 1}",
            "Vedtaget med 3 stemmer mod 1; 2 stemte blankt; 1 stemme var ugyldig.",
        ),
        ("{for: 4, imod: 1, ugyldige: 2}", "Vedtaget med 4 stemmer mod 1; 2 stemmer var ugyldige."),
        (
            "{for: 4, imod: 3, flertal: to_tredjedele}",
            (
                "Ikke vedtaget: 4 stemmer for og 3 imod; "
                "der krævedes to tredjedele af de afgivne stemmer."
            ),
        ),
        (
            "{for: 6, imod: 1, flertal: enighed}",
            "Ikke vedtaget: 6 stemmer for og 1 imod; der krævedes enighed.",
        ),
    ],
)
def test_the_result_comes_first_and_a_count_stands_once(vote: str, sentence: str) -> None:
    assert printed(vote) == [sentence]


def test_what_decided_a_tie_is_told() -> None:
    chair, lot = "afgjort_af: formand", "afgjort_af: lodtraekning"
    decided = "udfald: godkendt"
    assert printed(f"{{for: 3, imod: 3, {chair}}}", decided) == [
        "Vedtaget med 3 stemmer mod 3; formandens stemme var afgørende."
    ]
    assert printed(f"{{for: 3, imod: 3, {lot}}}", "udfald: ikke_godkendt") == [
        "Forkastet med 3 stemmer mod 3; afgjort ved lodtrækning."
    ]
    # Which way it went is on record nowhere.
    assert printed(f"{{for: 3, imod: 3, {chair}}}") == [
        "3 stemmer for og 3 imod; formandens stemme var afgørende."
    ]
    named = f"{{for: [Alma, Bent, Emil], imod: [V, Frida], undlod: [Gorm], {chair}}}"
    assert printed(named)[0].startswith("Vedtaget med 3 stemmer mod 3; formandens stemme")
    forum = f"{FORUM}politik: {{stemmelighed: lodtraekning}}\n"
    assert printed("{for: 3, imod: 3}", decided, forum) == [
        "Vedtaget med 3 stemmer mod 3; afgjort ved lodtrækning."
    ]


@pytest.mark.parametrize(
    ("more", "whose"),
    [
        ("inhabil: [{navn: Alma, erklaeret: ja}]\n    moedeleder: Bent", "mødelederens"),
        ("moedeleder: Bent", "mødelederens"),
        ("moedeleder: Alma", "formandens"),
        ("udfald: godkendt", "formandens"),
    ],
)
def test_whoever_led_in_the_chairs_place_is_not_called_the_chair(more: str, whose: str) -> None:
    udfald = "" if more.startswith("udfald") else "udfald: godkendt\n    "
    said = f"Vedtaget med 3 stemmer mod 3; {whose} stemme var afgørende."
    assert printed("{for: 3, imod: 3, afgjort_af: formand}", udfald + more) == [said]


@pytest.mark.parametrize("policy", ["formand", "lodtraekning"])
def test_what_nobody_recorded_is_not_printed_of_a_policy(policy: str) -> None:
    forum = f"{FORUM}politik: {{stemmelighed: {policy}}}\n"
    tied = "{for: 3, imod: 3}"
    fell = ["Bortfaldet ved stemmelighed: 3 stemmer for og 3 imod."]
    assert printed(tied, "udfald: bortfaldet", forum) == fell
    assert printed(tied, "beslutning: Forslaget bortfaldt.", forum) == fell
    for more in ("nr: '1'", "udfald: udsat", "udfald: ikke_godkendt"):
        assert printed(tied, more, forum) == ["3 stemmer for og 3 imod."]
    other = printed("{forslag: Ændringsforslag, for: 3, imod: 3}", "udfald: godkendt", forum)
    assert other[-1] == "3 stemmer for og 3 imod."


def test_the_chairs_vote_follows_from_the_policy_where_it_is_on_record() -> None:
    forum = f"{FORUM}politik: {{stemmelighed: formand}}\n"
    named = "{for: [Alma, V], imod: [Emil, F], undlod: [Bent]}"
    said = "Vedtaget med 3 stemmer mod 3; formandens stemme var afgørende; 1 undlod at stemme."
    assert printed(named, "nr: '1'", forum)[0] == said
    assert printed(named, "udfald: godkendt", forum)[0] == said
    silent = "{for: [Bent, V], imod: [Emil, F], undlod: [Alma]}"
    fell = "Bortfaldet ved stemmelighed: 3 stemmer for og 3 imod; 1 undlod at stemme."
    assert printed(silent, "udfald: bortfaldet", forum)[0] == fell


@pytest.mark.parametrize(
    ("vote", "more"),
    [
        ("{for: [V, Emil], imod: [F, Bent], undlod: [A]", "udfald: godkendt"),
        ("{for: [Bent, V], imod: [Emil, F]", "udfald: godkendt\n    inhabil: [Alma]"),
        ("{for: [V, C], imod: [A, Frida], undlod: [Gorm]", "udfald: godkendt"),
        ("{for: [Alma, V], imod: [Bent, F], undlod: [C]", "udfald: ikke_godkendt"),
    ],
)
def test_a_vote_that_the_chair_does_not_have_is_not_printed(vote: str, more: str) -> None:
    shown = printed(f"{vote}, afgjort_af: formand}}", more)
    assert shown[0].startswith("3 stemmer for og 3 imod")
    assert not any("formandens" in line for line in shown)
    text = f"fremmoedt: alle\npunkter:\n  - titel: A\n    {more}\n    afstemning: {vote}, "
    facts = compose_facts(meeting(f"{text}afgjort_af: formand}}\n", FORUM), REFERAT, OFFENTLIG)
    (one,) = facts.punkter[0].afstemninger
    assert (one.resultat, one.afgjort_af) == (None, None)


def test_what_decided_is_told_where_the_sentence_of_the_votes_is_not() -> None:
    lot = "afgjort_af: lodtraekning"
    parties = f"{{for: [A, V], imod: [C, F], {lot}}}"
    assert printed(parties, present="ikke_noteret")[0] == "Afgjort ved lodtrækning."
    told = f"{{for: 3, imod: 3, {lot}}}"
    assert printed(told, "beslutning: 3 stemte for og 3 imod.") == ["Afgjort ved lodtrækning."]
    assert printed(told, "beslutning: 3 stemte for og 3 imod, afgjort ved lodtrækning.") == []


def test_what_fell_was_not_rejected_by_a_lot() -> None:
    shown = printed("{for: 3, imod: 3, afgjort_af: lodtraekning}", "udfald: bortfaldet")
    assert shown == ["3 stemmer for og 3 imod; afgjort ved lodtrækning."]


def test_where_the_decision_says_otherwise_the_numbers_alone_stand() -> None:
    assert printed("{for: 2, imod: 5}", "udfald: godkendt") == ["2 stemmer for og 5 imod."]
    assert printed("{for: 3, imod: 3}", "udfald: godkendt") == ["3 stemmer for og 3 imod."]
    # Another proposal is not what was decided.
    shown = printed("{forslag: At vente, for: 2, imod: 5}", "udfald: godkendt")
    assert shown == ["Forslag: At vente", "Forkastet med 5 stemmer mod 2."]


def test_a_party_stands_for_its_members_where_all_of_them_voted_alike() -> None:
    assert printed("{for: [Alma, Bent, Cara, Emil], imod: [Dorte, Frida, Gorm]}") == [
        "Vedtaget med 4 stemmer mod 3.",
        *("For", "A (2), Cara (V) og Emil (C)"),
        *("Imod", "Dorte (V) og F (2)"),
    ]


def test_a_party_is_counted_where_it_is_on_record_who_was_there() -> None:
    vote = "{for: [A, V], imod: [C, F]}"
    assert printed(vote)[0] == "Vedtaget med 4 stemmer mod 3."
    assert printed(vote, present="[alle_andre]")[0] == "Vedtaget med 4 stemmer mod 3."
    assert (
        printed(vote, "inhabil: [Bent]")[0]
        == "Bortfaldet ved stemmelighed: 3 stemmer for og 3 imod."
    )
    assert printed(vote, present="ikke_noteret") == ["For", "A og V", "Imod", "C og F"]


def test_what_the_decision_tells_of_the_votes_is_not_told_again() -> None:
    text = "beslutning: Alma blev valgt med 4 stemmer; Bent fik 2, og 1 stemte blankt."
    assert printed("{for: 4, imod: 2, blanke: 1}", text) == []
    assert printed("{for: [A, V], imod: [C, F]}", "beslutning: 4 stemte for og 3 imod.") == [
        *("For", "A (2) og V (2)"),
        *("Imod", "C (1) og F (2)"),
    ]
    assert printed("{for: 4, imod: 3}", "beslutning: Vi mødes den 4. marts kl. 3.") != []


def test_a_decision_that_only_some_may_read_tells_the_others_nothing_of_the_votes() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - {slags: beslutning, lukket: ja, tekst: 4 stemte for og 3 imod.}
              - {slags: afstemning, afstemning: {for: 4, imod: 3}}
    """
    shown = document_lines(document(text, forum_text=FORUM))
    assert "Vedtaget med 4 stemmer mod 3." in shown


def test_persons_of_another_forums_case_are_not_our_members() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - slags: sag
                overskrift: Fra Ungeudvalget
                afsnit:
                  - {slags: afstemning, afstemning: {for: [A], imod: [V]}}
    """
    shown = document_lines(document(text, forum_text=FORUM))
    assert shown[shown.index("For") + 1] == "A"


# --- names ----------------------------------------------------------------------------

NAMESAKES = """
navn: Byrådet
medlemmer:
  - navn: Hans Jensen
    parti: A
  - navn: Hans Jensen
    parti: V
  - navn: Mette Olsen
    parti: V
"""


def test_a_bare_name_of_two_is_told_in_votes_and_statements() -> None:
    for more in (
        "afstemning: {for: [Hans Jensen], imod: 2}",
        "afstemning: {for: {antal: 2, navne: [Hans Jensen]}}",
        "protokolbemaerkninger: [{fra: Hans Jensen, tekst: Nej.}]",
        "afstemning: {valg: {runder: [{kandidater: [{navn: Hans Jensen, stemmer: 2}]}]}}",
        "indbragt: {af: Hans Jensen, for: Nævnet}",
    ):
        found = read(f"punkter:\n  - titel: A\n    {more}\n", NAMESAKES)[1]
        assert [one.code for one in found] == ["M136"], more


def test_each_of_two_is_printed_as_who_they_are() -> None:
    text = """
        punkter:
          - titel: A
            afstemning:
              for: ["Hans Jensen (A)", Mette Olsen (V)]
              imod: ["Hans Jensen, V"]
            protokolbemaerkninger:
              - fra: Hans Jensen (V)
                tekst: Nej.
    """
    shown = document_lines(document(text, forum_text=NAMESAKES))
    assert "Hans Jensen (A) og Mette Olsen (V)" in shown
    assert shown[shown.index("Imod") + 1] == "Hans Jensen (V)"
    assert "Hans Jensen (V) ønskede tilført protokollen: Nej." in shown


# --- elections ------------------------------------------------------------------------

ELECTION = """
punkter:
  - titel: Valg af formand
    sagstype: valg
    udfald: valgt
    afstemning:
      hemmelig: ja
      afgjort_af: lodtraekning
      valg:
        til: Formand
        runder:
          - grundlag: over_halvdelen
            kandidater:
              - {navn: Alma, stemmer: 3}
              - {navn: Cara, stemmer: 2}
              - {navn: Frida, stemmer: 1}
            blanke: 1
          - grundlag: bundet
            kandidater:
              - {navn: Alma, stemmer: 3}
              - {navn: Cara, stemmer: 3}
            ugyldige: 1
        valgt: [Cara]
  - titel: Valg til bestyrelsen
    afstemning:
      valg:
        til: Bestyrelsen
        lister:
          - {navn: A og F, stemmer: 4, pladser: 2, valgte: [Alma, Frida]}
          - {navn: V, stemmer: [Cara, Dorte], pladser: 1}
"""


def test_an_election_tells_who_was_elected_and_each_round() -> None:
    shown = document_lines(document(ELECTION, forum_text=FORUM))
    first = "Valg: Formand (hemmelig afstemning). Valgt blev Cara (V); afgjort ved lodtrækning."
    begin = shown.index(first)
    assert shown[begin + 1 : begin + 5] == [
        "1. runde (over halvdelen)",
        "Alma (A): 3 stemmer; Cara (V): 2 stemmer; Frida (F): 1 stemme; 1 stemte blankt",
        "2. runde (bundet valg)",
        "Alma (A): 3 stemmer; Cara (V): 3 stemmer; 1 stemme var ugyldig",
    ]
    begin = shown.index("Valg: Bestyrelsen")
    assert shown[begin + 1 :] == [
        *("Liste", "Stemmer", "Pladser", "Valgt"),
        *("A og F", "4 stemmer", "2", "Alma (A) og Frida (F)"),
        *("V", "2 stemmer (V (2))", "1"),
    ]


def test_an_election_and_a_vote_are_facts() -> None:
    item = compose_facts(meeting(ELECTION, FORUM), REFERAT, OFFENTLIG).punkter[0]
    (vote,) = item.afstemninger
    assert vote.valg is not None
    assert (vote.hemmelig, vote.afgjort_af, vote.valg.valgt) == (True, "lodtraekning", ("Cara",))
    assert [one.stemmer.antal for one in vote.valg.runder[1].kandidater] == [3, 3]
    text = "punkter:\n  - titel: A\n    afstemning: {for: 2, imod: 1, blanke: 4}\n"
    (vote,) = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).punkter[0].afstemninger
    assert vote.blanke is not None
    assert (vote.resultat, vote.flertal, vote.blanke.antal) == ("vedtaget", "simpelt", 4)


@pytest.mark.parametrize(
    ("valg", "decision", "shown"),
    [
        # A lot stands there once, in the decision's text or by itself.
        (
            "valg: {til: Formand, valgt: [Cara]}, afgjort_af: lodtraekning",
            "Cara blev valgt.",
            "Valg: Formand. Afgjort ved lodtrækning.",
        ),
        (
            "valg: {til: Formand, valgt: [Cara]}, afgjort_af: lodtraekning",
            "Cara blev valgt ved lodtrækning.",
            "Valg: Formand",
        ),
        (
            "valg: {til: Formand, valgt: [Cara]}, afgjort_af: lodtraekning",
            "Udvalget lod resten ligge.",
            "Valg: Formand. Valgt blev Cara (V); afgjort ved lodtrækning.",
        ),
        (
            "valg: {til: Formand}, afgjort_af: formand",
            "Nu er det afgjort.",
            "Valg: Formand. Formandens stemme var afgørende.",
        ),
        ("valg: {valgt: [Cara]}", "Ja.", "Valgt blev Cara (V)."),
    ],
)
def test_what_decided_an_election_is_told_once(valg: str, decision: str, shown: str) -> None:
    assert printed(f"{{{valg}}}", f"beslutning: {decision}") == [shown]


def test_no_lot_is_told_that_nobody_typed() -> None:
    forum = f"{FORUM}politik:\n  stemmelighed: lodtraekning\n"
    rounds = "runder: [{kandidater: [{navn: Alma, stemmer: 3}, {navn: Cara, stemmer: 3}]}]"
    vote = f"{{valg: {{{rounds}, valgt: [Cara]}}}}"
    assert printed(vote, forum=forum)[0] == "Valgt blev Cara (V)."


def test_a_party_of_two_minds_is_not_counted_for_both() -> None:
    rounds = (
        "runder: [{kandidater: [{navn: Bent, stemmer: [A, V]}, {navn: Emil, stemmer: [A, C]}]}]"
    )
    shown = printed(f"{{valg: {{{rounds}}}}}")
    assert shown[-1] == "Bent (A): A og V (2); Emil (C): A og C (1)"


# --- the overview ---------------------------------------------------------------------

OVERVIEW = """
punkter:
  - {titel: Ét, varighed: 10, sagstype: beslutning, udfald: [godkendt, oversendt]}
  - {titel: To, varighed: 10, beslutning: "Sagen udsættes."}
  - titel: Tre
    beslutning: En lang beslutning, som kun kan læses under punktet selv, og som ikke er kort.
  - {titel: Fire, indbragt: {af: Alma, for: Byrådet}}
  - titel: Fem
    indstilling:
      at: [x, y]
      delbeslutninger:
        - {punkt: 1, udfald: godkendt}
        - {punkt: 2, udfald: godkendt}
  - {titel: Mørk, lukket: ja, udfald: ikke_godkendt}
  - titel: Halv
    afsnit:
      - {slags: beslutning, lukket: ja, udfald: tilbagesendt}
"""


@pytest.mark.parametrize(
    ("audience", "closed"), [(OFFENTLIG, ["", ""]), (INTERN, ["Ikke godkendt", "Sendt tilbage"])]
)
def test_the_overview_of_the_referat_has_the_outcome_instead_of_the_planned_time(
    audience: Audience, closed: list[str]
) -> None:
    overview = document(OVERVIEW, REFERAT, audience, FORUM).oversigt
    assert [one.noegle for one in overview.kolonner] == ["nr", "titel", "sagstype", "udfald"]
    assert [line.udfald for line in overview.linjer] == [
        "Godkendt og oversendt",
        "Sagen udsættes",
        "",
        "Indbragt for Byrådet",
        "Godkendt",
        *closed,
    ]
    before = document(OVERVIEW, DAGSORDEN, audience, FORUM).oversigt
    assert [one.noegle for one in before.kolonner] == ["nr", "titel", "tid", "sagstype"]
    assert not any(line.udfald for line in before.linjer)


ROUND = "runder: [{kandidater: [{navn: Alma, stemmer: 4}, {navn: Bent, stemmer: 3}]}]"
LONG = "Udvalget gennemgik først reglerne for valget, og derefter blev der stemt på formanden."
MANY = "[Alma, Bent, Cara, Dorte, Emil, Frida, Gorm, Hans Jensen, Inger Holm, Jens Olsen]"
SECTIONS = "afsnit: [{slags: afstemning, %s, afstemning: {valg: {valgt: [Alma]}}}]"


@pytest.mark.parametrize(
    ("item", "short"),
    [
        ("afstemning: {for: 5, imod: 2}", "Vedtaget"),
        ("afstemning: {for: [A, V], imod: [C, F]}", "Vedtaget"),
        ("afstemning: {for: 2, imod: 5}", "Ikke vedtaget"),
        ("afstemning: {for: 4, imod: 3, flertal: to_tredjedele}", "Ikke vedtaget"),
        ("afstemning: {for: 3, imod: 3, undlod: 1}", "Bortfaldet"),
        ("afstemning: {forslag: Indstillingen, for: 5, imod: 2}", "Vedtaget"),
        # Nobody can tell.
        ("afstemning: {imod: [Alma]}", ""),
        ("afstemning: {for: [Ukendt], imod: [Alma]}", ""),
        ("afstemning: {for: 3, imod: 3, afgjort_af: formand}", ""),
        ("afstemning: {forslag: Udsættelse, for: 5, imod: 2}", ""),
        ("afstemning: [{for: 5, imod: 2}, {for: 1, imod: 6}]", ""),
        (f"beslutning: {LONG}\n    afstemning: {{for: 5, imod: 2}}", ""),
        (f"afstemning: {{valg: {{{ROUND}}}}}", ""),  # it is not said that Alma was elected
        # What is typed comes first.
        ("udfald: udsat\n    afstemning: {for: 5, imod: 2}", "Udsat"),
        ("udfald: udsat\n    afstemning: {valg: {valgt: [Alma]}}", "Udsat"),
        ("beslutning: Udvalget sagde ja.\n    afstemning: {for: 5, imod: 2}", "Udvalget sagde ja"),
        ("afstemning: {valg: {til: Formand, valgt: [Alma]}}", "Valgt blev Alma"),
        ("udfald: valgt\n    afstemning: {valg: {til: Formand, valgt: [Alma]}}", "Valgt blev Alma"),
        ("afstemning: {valg: {valgt: [Alma, Bent]}}", "Valgt blev Alma og Bent"),
        (f"beslutning: {LONG}\n    afstemning: {{valg: {{valgt: [Alma]}}}}", "Valgt blev Alma"),
        ("udfald: valgt\n    afstemning: {valg: {til: Formand}}", "Valgt"),
        (f"afstemning: {{valg: {{valgt: {MANY}}}}}", "Valgt"),
        (
            "afstemning: [{valg: {til: Chef, valgt: [Alma]}}, {valg: {til: Vice, valgt: [Bent]}}]",
            "Valgt blev Alma (chef) og Bent (vice)",
        ),
        (
            "afstemning: [{valg: {valgt: [Alma]}}, {valg: {valgt: [Bent]}}]",
            "Valgt blev Alma og Bent",
        ),
        (
            (
                "afstemning: [{valg: {til: Udvalgets ordfører i byrådet, valgt: [Alma]}},"
                " {valg: {til: Ordførerens stedfortræder, valgt: [Bent]}}]"
            ),
            "Valgt blev Alma og Bent",
        ),
        (
            "afstemning: {valg: {lister: [{navn: L, valgte: [Alma]}, {navn: M, valgte: [Cara]}]}}",
            "Valgt blev Alma og Cara",
        ),
        (SECTIONS % "lukket: nej", "Valgt blev Alma"),
        (SECTIONS % "lukket: ja", ""),
        ("lukket: ja\n    afstemning: {valg: {valgt: [Alma]}}", ""),
        ("lukket: ja\n    afstemning: {for: 5, imod: 2}", ""),
    ],
)
def test_the_overview_says_what_votes_and_elections_came_to_where_it_is_certain(
    item: str, short: str
) -> None:
    text = f"punkter:\n  - titel: Sag\n    {item}\n"
    (line,) = document(text, forum_text=FORUM).oversigt.linjer
    assert line.udfald == short
    facts = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).punkter[0]
    assert (facts.kort_udfald or "") == short
    before = compose_facts(meeting(text, FORUM), DAGSORDEN, OFFENTLIG).punkter[0]
    assert before.kort_udfald is None


def test_a_referat_without_outcomes_keeps_the_times() -> None:
    text = "referat_status: godkendt\npunkter:\n  - {titel: Ét, varighed: 10}\n"
    overview = document(text, forum_text=FORUM).oversigt
    assert [one.noegle for one in overview.kolonner] == ["nr", "titel", "tid"]


# --- brought before another body ------------------------------------------------------


def test_a_matter_brought_on_is_told_in_the_decision_and_followed_up() -> None:
    text = """
        punkter:
          - titel: Sag
            udfald: godkendt
            indbragt:
              af: Alma
              for: Byrådet
    """
    shown = document_lines(document(text, forum_text=FORUM))
    assert "Godkendt og indbragt for Byrådet af Alma (A)." in shown
    assert shown[-4:] == ["Opgave", "Ansvarlig", "Frist", "Sagen forelægges Byrådet"]
    facts = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).punkter[0]
    assert facts.beslutninger[0].udfald == ("godkendt", "indbragt")
    assert facts.beslutninger[0].indbragt is not None
    assert (facts.beslutninger[0].indbragt.af, facts.beslutninger[0].indbragt.for_) == (
        "Alma",
        "Byrådet",
    )
    assert [one.opgave for one in facts.opfoelgning] == ["Sagen forelægges Byrådet"]
    own = f"{text.rstrip()}\n            opfoelgning: [{{opgave: Sende brev}}]\n"
    assert "Sagen forelægges Byrådet" not in document_lines(document(own, forum_text=FORUM))


def test_what_is_closed_of_it_is_followed_up_by_nobody_else() -> None:
    text = """
        punkter:
          - titel: Sag
            afsnit:
              - slags: beslutning
                lukket: ja
                indbragt: {af: Alma, for: Nævnet}
    """
    shown = " ".join(document_lines(document(text, forum_text=FORUM)))
    assert "Nævnet" not in shown
    facts = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG)
    assert b"N\xc3\xa6vnet" not in msgspec.json.encode(facts)


def test_a_vote_that_made_the_proposal_fall_was_dealt_with() -> None:
    text = """
        afbud: [Gorm]
        punkter:
          - {titel: A, udfald: bortfaldet, afstemning: {for: 3, imod: 3}}
          - {titel: B, udfald: bortfaldet}
    """
    forum = f"{FORUM}politik: {{fravaer_under_punkter: ja}}\n"
    first, second = document(text, forum_text=forum).punkter
    assert "Fraværende: Gorm (F)" in lines(first.afsnit[0].tekst)
    assert "Fraværende: Gorm (F)" not in [x for one in second.afsnit for x in lines(one.tekst)]


@pytest.mark.parametrize("outcome", ["godkendt", "ikke_godkendt"])
def test_an_open_vote_does_not_tell_what_a_closed_decision_says(outcome: str) -> None:
    text = f"""
        punkter:
          - titel: A
            afsnit:
              - slags: beslutning
                lukket: ja
                udfald: {outcome}
              - slags: afstemning
                afstemning: {{for: 2, imod: 5}}
    """
    shown = document_lines(document(text, forum_text=FORUM))
    assert "Forkastet med 5 stemmer mod 2." in shown


# --- parties, elections and overviews -----------------------------------------------------------


@pytest.mark.parametrize(
    ("vote", "for_"),
    [
        ("{for: [A, V], imod: [Dorte, C, F]}", "A (2) og Cara (V)"),
        ("{for: [A, Bent, V], imod: [C, F]}", "A (2) og V (2)"),
        ("{for: [a, v], imod: [c, f]}", "A (2) og V (2)"),
        ("{for: [A, Alma, Bent, V], imod: [C, F]}", "A (2) og V (2)"),
        ("{for: {antal: 3, navne: [A, V]}, imod: [Dorte, C, F]}", "3 stemmer: A (2) og V (1)"),
    ],
)
def test_a_party_is_printed_where_all_of_it_voted_alike_else_the_names(
    vote: str, for_: str
) -> None:
    shown = printed(vote)
    assert shown[shown.index("For") + 1] == for_


def test_somebody_called_in_has_their_party_and_a_member_stands_on_the_cover_once() -> None:
    text = (
        "fremmoedt: alle\npunkter:\n  - titel: Sag\n    udfald: godkendt\n    inhabil:\n"
        "      - {navn: Frida, erklaeret: ja, stedfortraeder: %s}\n"
        "    afstemning: {for: [A, V, Sven], imod: [C]}\n"
    )
    shown = document_lines(document(text % "{navn: Sven, parti: F}", forum_text=FORUM))
    assert "A (2), V (2) og Sven (F)" in [line.replace("\u00a0", " ") for line in shown]
    shown = document_lines(document(text % "Cara", forum_text=FORUM))
    there = shown[shown.index("Til stede") + 1]
    assert there.count("Cara") == 1


def test_each_of_several_votes_has_its_sentence_and_so_has_one_on_a_proposal() -> None:
    text = (
        "beslutning: Et ændringsforslag faldt med 5 stemmer mod 2. "
        "Sagen vedtaget med 5 stemmer mod 2."
    )
    two = "[{forslag: Forslag fra V, for: 2, imod: 5}, {for: 5, imod: 2}]"
    assert printed(two, text) == [
        "Forslag: Forslag fra V",
        "Forkastet med 5 stemmer mod 2.",
        "Vedtaget med 5 stemmer mod 2.",
    ]
    put_off = "beslutning: For udsættelse stemte 5, imod stemte 2. Sagen er udsat."
    shown = printed("{forslag: Udsættelse, for: 5, imod: 2}", put_off)
    assert shown == ["Forslag: Udsættelse", "Vedtaget med 5 stemmer mod 2."]


def test_an_election_without_a_vote_stands_in_the_decision() -> None:
    text = (
        "punkter:\n  - titel: Sag\n    beslutning: Alma blev valgt uden modkandidat.\n"
        "    afstemning: {valg: {til: Formand, valgt: [Alma]}}\n"
    )
    shown = document_lines(document(text, forum_text=FORUM))
    assert "Afstemning" not in shown
    assert shown[-2:] == ["Alma blev valgt uden modkandidat.", "Valg: Formand"]
    voted = text.replace("valgt: [Alma]", f"valgt: [Alma], {ROUND}")
    assert "Afstemning" in document_lines(document(voted, forum_text=FORUM))


_MORE = "Dorte og Emil stemte imod, idet de ikke fandt sagen belyst, og fordi den er for dyr."


@pytest.mark.parametrize(
    ("item", "short"),
    [
        (f"beslutning: Indstillingen blev tiltrådt. {_MORE}", "Indstillingen blev tiltrådt"),
        (f"beslutning: Taget til efterretning. {_MORE}", "Taget til efterretning"),
        (
            f"beslutning: Godkendt, idet {_MORE}",
            "Godkendt …",
        ),
        ("udfald: Godkendt, dog således at rammen reduceres med 2 mio. kr. i 2027 og frem", "…"),
        ("lukket: {grund: Køb, offentlig_beslutning: Solgt.}\n    udfald: godkendt", "Solgt"),
        # What is said first is not what came of it, or something else follows.
        (f"beslutning: V kan ikke tiltræde indstillingen. Godkendt. {_MORE}", ""),
        (f"beslutning: Sagen blev drøftet. Punkt 1 blev godkendt, og punkt 2 udsat. {_MORE}", ""),
        (f"beslutning: Indstillingen godkendt. Byrådet forkastede den siden. {_MORE}", ""),
        (f"lukket: {{grund: Køb, offentlig_beslutning: '{_MORE}'}}\n    udfald: godkendt", ""),
    ],
)
def test_the_overview_has_the_sentence_of_a_longer_decision_that_says_what_came_of_it(
    item: str, short: str
) -> None:
    text = f"punkter:\n  - titel: Sag\n    {item}\n"
    (line,) = document(text, forum_text=FORUM).oversigt.linjer
    assert (line.udfald or "").endswith(short)
    assert bool(line.udfald) is bool(short)
    facts = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).punkter[0]
    assert (facts.kort_udfald or "") == (line.udfald or "")


def test_where_one_side_has_many_names_every_side_tells_how_many() -> None:
    names = [f"Anna {letter}a" for letter in "ABCDEFGHIJKL"]
    forum = "navn: Rådet\nmedlemmer:\n" + "".join(f"  - navn: {name}\n" for name in names)
    in_favour, against = ", ".join(names[:9]), ", ".join(names[9:11])
    vote = f"{{for: [{in_favour}], imod: [{against}], undlod: [{names[11]}]}}"
    shown = printed(vote, forum=forum)
    assert [line for line in shown if line.endswith(")")] == [
        "For (9)",
        "Imod (2)",
        "Undlod at stemme (1)",
    ]
    few = printed(f"{{for: [{', '.join(names[:8])}], imod: [{', '.join(names[8:])}]}}", forum=forum)
    assert "For" in few
    assert "Imod" in few
