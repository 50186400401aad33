"""What is printed under the items, in which document."""

from __future__ import annotations

import pytest

from moedebog.blocks import BulletList, Heading, NumberedList, Paragraph, Run, text_of
from moedebog.document import Afsnitstekst, Document
from support import DAGSORDEN, INTERN, REFERAT, block_lines, document, document_lines, found, lines

MEMBERS = """
    navn: Udvalget
    navn_i_saetning: udvalget
    moedeleder: Anna Formand
    referent: Rita Skriver
    medlemmer:
      - {navn: Anna Formand, hverv: formand, parti: A}
      - {navn: Bo Medlem, organisation: Vejby Kommune}
      - Carl Medlem
      - {navn: Dora Tidligere, til: 2024-12-31}
    politik: {fravaer_under_punkter: ja}
"""


def sections(d: Document, index: int = 0) -> dict[str | None, list[str]]:
    return {a.overskrift: lines(a.tekst) for a in d.punkter[index].afsnit}


def section(d: Document, heading: str) -> Afsnitstekst:
    return next(a for a in d.punkter[0].afsnit if a.overskrift == heading)


CASE = """
    punkter:
      - titel: Budget
        beslutning: Budgettet blev vedtaget.
        resume: Kort.
        sagsfremstilling: |
          Indledning.

          #### Tal

          Mere.

          ##### Drift

          Endnu mere.

          #### Tid
        indstilling:
          fra: sekretariatet
          til: udvalget
          at: [vedtager budgettet, udsætter *resten*, lukker sagen]
          delbeslutninger:
            - {punkt: [1, 3], udfald: tiltraadt}
            - {punkt: 2, tekst: Ikke denne gang., udfald: ikke_godkendt}
        afstemning: {for: [Anna, Bo], imod: 1, undlod: {antal: 2, navne: [Liste C]}}
        protokolbemaerkninger: [{fra: Bo, tekst: Jeg er imod.}]
        opfoelgning: [{opgave: Skriv brev, ansvarlig: Rita, frist: 2025-10-01}]
"""


def test_sections_come_in_the_forums_order_whatever_the_order_in_the_file() -> None:
    assert list(sections(document(CASE))) == [
        "Resumé",
        "Sagsfremstilling",
        "Indstilling",
        "Beslutning",
        "Afstemning",
        "Protokolbemærkninger",
        "Opfølgning",
    ]


def test_the_dagsorden_has_nothing_that_the_meeting_decided() -> None:
    d = document(CASE, DAGSORDEN)
    assert list(sections(d)) == ["Resumé", "Sagsfremstilling", "Indstilling"]
    text = "\n".join(document_lines(d))
    for word in ("vedtaget", "Tiltrådt", "Ikke denne gang", "imod", "Skriv brev"):
        assert word not in text


def test_headings_inside_a_text_get_real_levels_without_a_gap() -> None:
    texts = section(document(CASE), "Sagsfremstilling")
    assert texts.niveau == 2
    assert [b.level for b in texts.tekst if isinstance(b, Heading)] == [3, 4, 3]


def test_an_indstilling_is_a_sentence_and_its_points() -> None:
    opening, points = section(document(CASE), "Indstilling").tekst
    assert opening == Paragraph((Run("Sekretariatet indstiller, at udvalget:"),))
    assert isinstance(points, NumberedList)
    assert len(points.items) == 3
    bulleted = document(CASE, forum_text="{navn: U, politik: {indstillingspunkter: punkttegn}}")
    assert isinstance(section(bulleted, "Indstilling").tekst[1], BulletList)


def test_answers_name_their_points() -> None:
    assert sections(document(CASE))["Beslutning"] == [
        "Budgettet blev vedtaget.",
        *["Ad 1 og 3", "Tiltrådt."],
        *["Ad 2", "Ikke godkendt.", "Ikke denne gang."],
    ]


def test_answers_may_stand_in_a_decision_of_their_own_after_the_general_one() -> None:
    apart = "{navn: U, politik: {svar_placering: eget_afsnit, svarord: ''}}"
    d = document(CASE, forum_text=apart)
    shown = [(a.overskrift, lines(a.tekst)) for a in d.punkter[0].afsnit]
    place = shown.index(("Beslutning", ["Budgettet blev vedtaget."]))
    answers = ["1 og 3.", "Tiltrådt.", "2.", "Ikke godkendt.", "Ikke denne gang."]
    assert shown[place + 1] == ("Beslutning", answers)
    assert [heading for heading, _ in shown].count("Beslutning") == 2
    no_discussion = CASE.replace("beslutning: Budgettet blev vedtaget.", "")
    assert sections(document(no_discussion, forum_text=apart))["Beslutning"] == answers


def test_answers_stay_in_a_general_decision_that_is_closed() -> None:
    text = """
        punkter:
          - titel: A
            afsnit:
              - slags: indstilling
                indstilling: {at: [gør det], delbeslutninger: [{punkt: 1, tekst: Hemmeligt.}]}
              - {slags: beslutning, tekst: Skjult., lukket: Kontrakt}
    """
    apart = "{navn: U, politik: {svar_placering: eget_afsnit}}"
    shown = document_lines(document(text, forum_text=apart))
    assert "Afsnittet er lukket: Kontrakt." in shown
    assert not {"Hemmeligt.", "Ad 1"} & set(shown)
    assert {"Hemmeligt.", "Ad 1"} <= set(document_lines(document(text, REFERAT, INTERN, apart)))


def test_an_indstilling_may_be_plain_text_under_its_heading() -> None:
    text = """
        punkter:
          - titel: A
            afsnit:
              - {slags: indstilling, overskrift: Indstilling og proces, tekst: Tages ad notam.}
    """
    assert sections(document(text, DAGSORDEN)) == {"Indstilling og proces": ["Tages ad notam."]}


def test_answers_alone_make_a_decision_right_after_the_indstilling() -> None:
    text = """
        punkter:
          - titel: A
            indstilling: {at: [gør det], delbeslutninger: [{punkt: 1, udfald: godkendt}]}
            bilag: [{titel: Plan}]
    """
    assert list(sections(document(text))) == ["Indstilling", "Beslutning", "Bilag"]
    assert "Beslutning" not in sections(document(text, DAGSORDEN))


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("udfald: godkendt", ["Godkendt."]),
        ("udfald: [godkendt, oversendt]", ["Godkendt og oversendt."]),
        ("{udfald: godkendt, beslutning: 'Godkendt med tak.'}", ["Godkendt med tak."]),
        ("{udfald: udsat, beslutning: Til maj.}", ["Udsat.", "Til maj."]),
        ("udfald: Sendt videre til byrådet", ["Sendt videre til byrådet."]),
    ],
)
def test_the_outcome_in_a_word(keys: str, text: list[str]) -> None:
    inner = keys.strip("{}") if keys.startswith("{") else keys
    d = document(f"punkter: [{{titel: A, {inner}}}]\n")
    assert sections(d)["Beslutning"] == text


def test_votes_statements_and_actions() -> None:
    d = sections(document(CASE))
    assert d["Afstemning"] == [
        *["For", "Anna og Bo"],
        *["Imod", "1 stemme"],
        *["Undlod at stemme", "2 stemmer: Liste C"],
    ]
    assert d["Protokolbemærkninger"] == ["Bo ønskede tilført protokollen: Jeg er imod."]
    assert [t.replace("\u00a0", " ") for t in d["Opfølgning"]] == [
        *["Opgave", "Ansvarlig", "Frist"],
        *["Skriv brev", "Rita", "1. oktober 2025"],
    ]


@pytest.mark.parametrize("udfald", ["udgaar", "bortfaldet", "ikke_behandlet"])
def test_nobody_is_absent_from_an_item_that_was_not_dealt_with(udfald: str) -> None:
    text = f"afbud: [Bo Medlem]\npunkter: [{{titel: A, udfald: {udfald}}}, {{titel: B}}]\n"
    d = document(text, forum_text=MEMBERS)
    assert not [t for a in d.punkter[0].afsnit for t in lines(a.tekst) if "Fraværende" in t]
    assert [t for a in d.punkter[1].afsnit for t in lines(a.tekst) if "Fraværende" in t]
    (line,) = [
        block
        for afsnit in d.punkter[1].afsnit
        for block in afsnit.tekst
        if isinstance(block, Paragraph) and "Fraværende" in text_of(block.inlines)
    ]
    assert line.people, "a name may be broken"


def test_persons_are_counted_and_parties_are_not() -> None:
    text = """
        punkter:
          - titel: A
            afstemning: {for: [Anna Formand, Carl Medlem], imod: [Liste A, Liste B]}
    """
    assert sections(document(text, forum_text=MEMBERS))["Afstemning"] == [
        *["For", "Anna Formand (A) og Carl Medlem (2)"],
        *["Imod", "Liste A og Liste B"],
    ]


def test_a_forwarded_case_keeps_its_own_sections_one_level_down() -> None:
    text = """
        punkter:
          - titel: Sagen
            afsnit:
              - {slags: beslutning, tekst: Ingen bemærkninger.}
              - slags: sag
                overskrift: Sagen som den kom
                skillelinje: ja
                afsnit:
                  - {slags: resume, tekst: Kort.}
                  - {overskrift: Kommunale bemærkninger, tekst: Ingen.}
                  - slags: indstilling
                    indstilling: {til: styregruppen, at: [godkender]}
    """
    d = document(text)
    shown = [(a.niveau, a.overskrift, a.skillelinje) for a in d.punkter[0].afsnit]
    assert shown == [
        (2, "Beslutning", False),
        (2, "Sagen som den kom", True),
        (3, "Resumé", False),
        (3, "Kommunale bemærkninger", False),
        (3, "Indstilling", False),
    ]


def test_a_forums_heading_may_name_the_forum_and_the_date_but_is_no_template() -> None:
    forum = """
        navn: Udvalget
        politik:
          afsnit: [{slags: beslutning, overskrift: 'Beslutning i {forum} den {dato} {x} {{7*7}}'}]
    """
    d = document("punkter: [{titel: A, beslutning: Ja.}]\n", forum_text=forum)
    (heading,) = sections(d)
    assert heading == "Beslutning i Udvalget den 12.\u00a0september 2025 {x} {{7*7}}"


ABSENCE = """
    afbud: [{navn: Bo Medlem, stedfortraeder: {navn: Sif Suppleant, titel: chef}, aarsag: syg}]
    punkter:
      - {titel: A, beslutning: Ja.}
      - {titel: B, beslutning: Ja., ankom: [{navn: Carl Medlem, tid: 10.20}], varighed: 5}
      - {titel: C, beslutning: Ja., inhabil: [Anna Formand, Carl Medlem]}
      - {titel: D, forlod: [Carl Medlem]}
      - {titel: E, gaester: [{navn: Gry Gæst, organisation: Vejby}]}
"""


def test_lines_on_presence_are_derived() -> None:
    d = document(ABSENCE, forum_text=MEMBERS)
    texts = [[t for a in p.afsnit for t in lines(a.tekst)] for p in d.punkter]
    assert texts == [
        ["Ja.", "Fraværende: Bo Medlem (Vejby Kommune); Carl Medlem"],
        ["Carl Medlem ankom kl.\u00a010.20.", "Ja.", "Fraværende: Bo Medlem (Vejby Kommune)"],
        [
            "Anna Formand og Carl Medlem deltog ikke i sagens behandling på grund af inhabilitet.",
            "Ja.",
            "Fraværende: Bo Medlem (Vejby Kommune)",
        ],
        ["Carl Medlem forlod mødet under punktet.", "Fraværende: Bo Medlem (Vejby Kommune)"],
        [
            "Deltog under punktet: Gry Gæst (Vejby)",
            "Fraværende: Bo Medlem (Vejby Kommune); Carl Medlem",
        ],
    ]
    agenda = document(ABSENCE, DAGSORDEN, forum_text=MEMBERS)
    shown = [[t for a in p.afsnit for t in lines(a.tekst)] for p in agenda.punkter]
    assert shown == [[], [], [], [], ["Deltager under punktet: Gry Gæst (Vejby)"]]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("sagstype: skriftlig_orientering, tekst: Læs selv.", False),
        ("sagstype: skriftlig_orientering, udfald: taget_til_efterretning", True),
        ("sagstype: pause", False),
        ("tekst: Noget.", True),
    ],
)
def test_absence_is_told_under_what_the_meeting_treated(item: str, told: bool) -> None:
    text = f"afbud: [Carl Medlem]\npunkter: [{{titel: A, {item}}}]\n"
    d = document(text, forum_text=MEMBERS)
    assert ("Fraværende: Carl Medlem" in document_lines(d)) == told


UNDER_FIRST = MEMBERS.replace("ja}", "ja, fremmoede_placering: foerste_punkt}")


@pytest.mark.parametrize(
    ("item", "sections_before"),
    [("beslutning: Velkommen.", ["Beslutning"]), ("tekst: Hej.", [None])],
)
def test_who_was_there_may_stand_under_the_first_item(
    item: str, sections_before: list[str | None]
) -> None:
    text = f"afbud: [Carl Medlem]\npunkter: [{{titel: A, {item}}}, {{titel: B, beslutning: Ja.}}]\n"
    d = document(text, forum_text=UNDER_FIRST)
    assert list(facts(d)) == ["Tid", "Mødeleder", "Referent"]
    first = d.punkter[0].afsnit[0]
    assert [first.overskrift] == sections_before
    present = "Anna Formand (formand, A); Bo Medlem (Vejby Kommune)"
    assert lines(first.tekst)[:4] == ["Til stede", present, "Afbud", "Carl Medlem"]
    assert document_lines(d).count("Til stede") == 1
    agenda = document(text, DAGSORDEN, forum_text=UNDER_FIRST)
    assert "Medlemmer" in facts(agenda)
    assert "Til stede" not in document_lines(agenda)


IN_ONE_LIST = MEMBERS.replace("ja}", "ja, fremmoede_liste: samlet}")


def test_one_list_of_members_may_mark_those_who_did_not_come() -> None:
    text = """afbud: [{navn: Bo Medlem, stedfortraeder: Sif Suppleant, aarsag: syg}]
udeblevet: [Carl Medlem]
punkter: [{titel: A}]
"""
    shown = facts(document(text, forum_text=IN_ONE_LIST))
    assert shown["Mødedeltagere"] == (
        "Anna Formand (formand, A);"
        " Bo Medlem (Vejby Kommune, fravær, stedfortræder: Sif Suppleant); "
        "Sif Suppleant, stedfortræder for Bo Medlem (Vejby Kommune); "
        "Carl Medlem (fravær uden afbud)"
    )
    assert not {"Til stede", "Afbud", "Udeblevet"} & set(shown)
    intern = facts(document(text, REFERAT, INTERN, IN_ONE_LIST))
    assert "stedfortræder: Sif Suppleant, syg)" in intern["Mødedeltagere"]


def test_who_comes_late_is_not_marked_in_the_one_list() -> None:
    text = "afbud: [Bo Medlem]\npunkter: [{titel: A}, {titel: B, ankom: [Bo Medlem]}]\n"
    shown = facts(document(text, forum_text=IN_ONE_LIST))
    assert "fravær" not in shown["Mødedeltagere"]
    assert shown["Ankom senere"] == "Bo Medlem (punkt 2)"


def test_a_guest_who_sends_regrets_has_a_line_beside_the_one_list() -> None:
    text = "gaester: [Gry Gæst]\nafbud: [Gry Gæst]\npunkter: [{titel: A}]\n"
    assert facts(document(text, forum_text=IN_ONE_LIST))["Afbud"] == "Gry Gæst"


def test_under_a_closed_first_item_who_was_there_stays_on_the_cover() -> None:
    text = "punkter: [{titel: A, lukket: ja, beslutning: Hys.}]\n"
    assert "Til stede" in facts(document(text, forum_text=UNDER_FIRST))
    assert "Til stede" not in facts(document(text, REFERAT, INTERN, UNDER_FIRST))


def facts(d: Document) -> dict[str, str]:
    texts = block_lines(d.fakta)
    return dict(zip(texts[::2], texts[1::2], strict=True))


def test_the_cover_of_a_referat_tells_who_was_there() -> None:
    shown = facts(document(ABSENCE, forum_text=MEMBERS))
    assert shown == {
        "Tid": "kl.\u00a010.00",
        "Til stede": "Anna Formand (formand, A); Carl Medlem;"
        " Sif Suppleant (chef), stedfortræder for Bo Medlem (Vejby Kommune)",
        "Afbud": "Bo Medlem (Vejby Kommune, stedfortræder: Sif Suppleant)",
        "Ankom senere": "Carl Medlem (punkt 2, kl.\u00a010.20)",
        "Forlod mødet": "Carl Medlem (punkt 4)",
        "Mødeleder": "Anna Formand",
        "Referent": "Rita Skriver",
    }


def test_the_cover_of_a_dagsorden_lists_the_members_of_that_day() -> None:
    shown = facts(document(ABSENCE, DAGSORDEN, forum_text=MEMBERS))
    assert shown["Medlemmer"] == "Anna Formand (formand, A); Bo Medlem (Vejby Kommune); Carl Medlem"
    assert "Til stede" not in shown


def test_why_somebody_stays_away_is_for_the_forum_alone() -> None:
    assert "syg" not in " ".join(document_lines(document(ABSENCE, forum_text=MEMBERS)))
    intern = facts(document(ABSENCE, REFERAT, INTERN, MEMBERS))
    assert intern["Afbud"] == "Bo Medlem (Vejby Kommune, stedfortræder: Sif Suppleant, syg)"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ("[{titel: A}, {titel: B, ankom: [Bo Medlem], forlod: [Bo Medlem]}]", "M226"),
        ("[{titel: A, ankom: [Bo Medlem]}, {titel: B, ankom: [Bo Medlem]}]", "M220"),
        ("[{titel: A, forlod: [Bo Medlem]}, {titel: B, forlod: [Bo Medlem]}]", "M221"),
        ("[{titel: A, forlod: [Bo Medlem]}, {titel: B, ankom: [Bo Medlem]}]", None),
    ],
)
def test_nobody_comes_or_goes_twice(items: str, code: str | None) -> None:
    assert [d.code for d in found(f"punkter: {items}\n", MEMBERS)] == ([code] if code else [])


def test_status_and_titles_of_the_documents() -> None:
    text = "sted: Salen\nreferat_status: {}\npunkter: [{{titel: A}}]\n"
    assert document(text.format("udkast")).status == "Udkast"
    assert document(text.format("til_godkendelse")).status == "Til godkendelse"
    assert document(text.format("offentliggjort")).status is None
    d = document(text.format("offentliggjort"))
    assert d.overskrift == "REFERAT"
    assert d.dato_tekst.replace("\u00a0", " ") == "Fredag den 12. september 2025"
    assert d.titel.replace("\u00a0", " ") == "Referat: Udvalget, 12. september 2025"
    called_off = document("aflyst: ja\npunkter: [{titel: A}]\n", DAGSORDEN)
    assert called_off.status == "Mødet er aflyst"


def test_a_sheet_for_signatures_names_those_who_were_there() -> None:
    text = "underskriftsark: ja\nafbud: [Bo Medlem]\npunkter: [{titel: A}]\n"
    d = document(text, forum_text=MEMBERS)
    meaning, sheet = d.slutafsnit[-1].tekst
    assert block_lines(sheet) == [
        *["Navn", "Underskrift", "Dato", "Eventuelt forbehold"],
        *["Anna Formand (formand, A)", "Carl Medlem"],
    ]
    (said,) = block_lines(meaning)
    assert said.startswith("Undertegnede bekræfter med sin underskrift, at referatet gengiver")
    assert said.endswith("Et eventuelt forbehold skrives ud for navnet.")
    assert document(text, DAGSORDEN, forum_text=MEMBERS).slutafsnit == ()


def test_a_forum_says_itself_what_signing_means() -> None:
    own = "Vi tiltræder protokollen; § 13 *gælder*."
    policy = f"\npolitik:\n  underskriftsark_tekst: {own}\n"
    forum = "navn: U\nmedlemmer: [Anna Formand]" + policy
    d = document("underskriftsark: ja\npunkter: [{titel: A}]\n", forum_text=forum)
    meaning, _ = d.slutafsnit[-1].tekst
    assert block_lines(meaning) == [own]  # a line of text, and no Markdown


def test_an_item_that_was_taken_off_says_so_without_a_heading() -> None:
    d = document("punkter: [{titel: A, udfald: udgaar}, {titel: B, udfald: [udgaar, udsat]}]\n")
    assert [(a.overskrift, block_lines(a.tekst[0])) for a in d.punkter[0].afsnit] == [
        (None, ["Punktet udgik."])
    ]
    assert d.punkter[1].afsnit[0].overskrift == "Beslutning"


@pytest.mark.parametrize(
    ("item", "lines"),
    [
        ("udfald: udgaar, beslutning: Sagen tages op.", ["Punktet udgik.", "Sagen tages op."]),
        ("udfald: udgaar, beslutning: Bilag 2 udgik.", ["Punktet udgik.", "Bilag 2 udgik."]),
        ("udfald: udgaar, beslutning: Punktet udgik.", ["Punktet udgik."]),
        ("udfald: udgaar, beslutning: Sagen er taget af.", ["Sagen er taget af."]),
        ("udfald: udgaar, beslutning: Udgår til maj.", ["Udgår til maj."]),
        ("udfald: [bemyndiget, godkendt]", ["Bemyndigelsen blev givet. Godkendt."]),
        ("udfald: [godkendt, oversendt, bemyndiget]",
         ["Godkendt og oversendt. Bemyndigelsen blev givet."]),
        ("udfald: [godkendt, sendt_i_hoering]", ["Godkendt og sendt i høring."]),
    ],
)  # fmt: skip
def test_outcomes_with_a_verb_are_sentences_of_their_own(item: str, lines: list[str]) -> None:
    d = document(f"punkter: [{{titel: A, {item}}}]\n")
    (section,) = d.punkter[0].afsnit
    assert [line for block in section.tekst for line in block_lines(block)] == lines


def test_a_vote_of_nobody_is_not_printed() -> None:
    text = "punkter: [{titel: A, afstemning: {for: [Anna], imod: {antal: 0}, undlod: []}}]\n"
    assert sections(document(text))["Afstemning"] == ["For", "Anna", "Imod", "0 stemmer"]


def test_a_place_that_the_form_tells_is_said_once() -> None:
    once = facts(document("sted: Virtuelt\nform: virtuelt\npunkter: []\n"))
    assert once["Form"] == "Virtuelt møde"
    assert "Sted" not in once
    for place in ("Teams", "Møde", "Virt"):
        shown = facts(document(f"sted: {place}\nform: virtuelt\npunkter: []\n"))
        assert shown["Sted"] == place


def test_somebodys_party_stands_beside_the_statement_and_the_text_on_its_line() -> None:
    forum = "navn: U\nmedlemmer: [{navn: Hans Tænkt, parti: A}]\n"
    text = """punkter:
  - titel: A
    protokolbemaerkninger:
      - fra: Hans Tænkt
        tekst: |
          Vi stemte imod.

          Det koster for meget.
      - fra: Liste Ø
        tekst: |
          - Et
          - To
      - fra: Hans Tænkt
        tekst: Hans Tænkt ønsker at få ført til protokol, at vejen er smal.
"""
    assert sections(document(text, forum_text=forum))["Protokolbemærkninger"] == [
        "Hans Tænkt (A) ønskede tilført protokollen: Vi stemte imod.",
        "Det koster for meget.",
        "Liste Ø ønskede tilført protokollen:",
        "Et",
        "To",
        "Hans Tænkt ønsker at få ført til protokol, at vejen er smal.",
    ]


def test_a_substitute_with_a_party_stands_for_somebody_with_one() -> None:
    forum = "navn: U\nmedlemmer: [{navn: Eva Forbillede, parti: F}, Bo Medlem]\n"
    substitute = "{navn: Ida Suppleant, parti: F}"
    text = f"afbud: [{{navn: Eva Forbillede, stedfortraeder: {substitute}}}]\npunkter: []\n"
    assert facts(document(text, forum_text=forum))["Til stede"] == (
        "Bo Medlem; Ida Suppleant (F), stedfortræder for Eva Forbillede (F)"
    )
