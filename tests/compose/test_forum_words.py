"""What a forum chooses to say otherwise: its word for an item, and the wording of sentences."""

from __future__ import annotations

import re

import pytest

from moedebog.compose import Composer, plan
from moedebog.compose.withholding import without_disqualified
from moedebog.document import Audience, Kind
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import in_words_of_forum, word_before_number
from moedebog.render.mail import Brev, render
from support import INTERN, OFFENTLIG, REFERAT, ROOT, document, document_lines, meeting

MEETING = """
    afbud: [Bo Bæk]
    faktisk_start: "10:05"
    faktisk_slut: "11:25"
    punkter:
      - titel: Ny sti om søen
        tillaeg: ja
        ankom: [{navn: Cai Dal, tid: "10:10"}]
        forlod: [Dora Elm]
        gaester: [Dan Eg]
        observatoerer: [Eli Fyr]
        inhabil: [Aase Ager]
        bilag: [{titel: Kort over søen}]
      - {titel: Bo, lukket: {grund: Personsag}}
      - {titel: Træer, udfald: udgaar}
"""


def forum(word: str, more: str = "") -> str:
    members = "medlemmer: [Aase Ager, Bo Bæk, Cai Dal, Dora Elm]"
    return f"{{navn: Udvalget, {members}, politik: {{punktord: '{word}'{more}}}}}"


def printed(word: str, audience: Audience = OFFENTLIG) -> str:
    lines = document_lines(document(MEETING, REFERAT, audience, forum_text=forum(word)))
    return "\n".join(lines).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("word", "sentences"),
    [
        (
            "Sag",
            (
                *("Oversigt\nSag\nTitel", "Sag 1: Ny sti om søen", "Tillægssag"),
                *("Cai Dal (sag 1, kl. 10.10)", "Dora Elm forlod mødet under sagen."),
                *("Observatører under sagen: Eli Fyr", "Deltog under sagen: Dan Eg"),
                *("Sag 2: Lukket sag", "Sagen er lukket: Personsag."),
                *("Sagen udgik.", "Sag 1, bilag 1"),
            ),
        ),
        (
            "Emne",
            ("Tillægsemne", "under emnet.", "Lukket emne", "Emnet udgik.", "Emne 1, bilag 1"),
        ),
        (
            "Dagsordenspunkt",
            ("Oversigt\nDagsordenspunkt", "(dagsordenspunkt 1, kl. 10.10)", "Punktet udgik."),
        ),
        ("Byggesag", ("Byggesag 1, bilag 1", "(byggesag 1, kl. 10.10)", "Sagen udgik.")),
        ("Pkt.", ("Oversigt\nPkt.", "Pkt. 1, bilag 1", "(pkt. 1, kl.", "Lukket punkt")),
        ("§", ("Oversigt\n§", "§ 1, bilag 1", "(§ 1, kl. 10.10)", "Punktet udgik.")),
        ("Ad", ("Ad 1: Ny sti", "Oversigt\nPunkt", "Punkt 1, bilag 1", "(punkt 1, kl.")),
        ("Ad pkt.", ("Ad pkt. 1: Ny sti", "Pkt. 1, bilag 1", "(pkt. 1, kl.")),
        ("", ("1. Ny sti om søen", "Punkt 1, bilag 1", "(punkt 1, kl.", "Punktet udgik.")),
        ("{x}", ("{x} 1: Ny sti", "X 1, bilag 1", "Punktet udgik.")),
    ],
)
def test_an_item_is_called_by_the_forums_word_wherever_it_is_spoken_of(
    word: str, sentences: tuple[str, ...]
) -> None:
    text = printed(word)
    assert [one for one in sentences if one not in text] == []


def test_the_order_of_treatment_is_told_in_the_forums_word() -> None:
    text = "punkter: [{titel: A}, {titel: B, behandlet_foer: 1, udfald: godkendt}]"
    lines = document_lines(document(text, REFERAT, forum_text=forum("Sag")))
    assert "Sagen blev behandlet før sag 1." in lines


@pytest.mark.parametrize("audience", Audience)
def test_a_forum_that_has_sager_reads_nowhere_of_punkter(audience: Audience) -> None:
    assert not re.search("punkt", printed("Sag", audience), re.IGNORECASE)
    everything = ", tilbagehold_ved_inhabilitet: alt"
    planned = plan(meeting(MEETING, forum("Sag", everything)))[0]
    for kind in Kind:
        for own in (planned, without_disqualified(planned, ["Aase Ager"], kind, audience)):
            dispatch = Composer(own).dispatch(kind, audience)
            letter = Brev(dispatch, "x", 2, 1, ("x",), (), uden_bilag=True, kalender=True)
            mail = render(letter, (ROOT / "templates" / "standard" / "mail",))
            for text in (mail.subject, mail.plain, mail.html, dispatch.indkaldelse.tekst):
                assert not re.search("punkt", text, re.IGNORECASE)
    assert "Sagen er lukket for offentligheden: Personsag." in printed("Sag", INTERN)


def test_the_word_of_a_phrase_book_itself_may_be_another() -> None:
    book = in_words_of_forum(DANISH, "Tema")
    assert (book.mail_items, book.mail_items_item) == ("Temaer", "Tema")
    assert book.changed_called == "Tema {number}, {title}"
    assert book.attachment_of_item == DANISH.attachment_of_item
    assert word_before_number("Ad punkt", DANISH) == "Punkt"


# --- the sentence before the points of an indstilling ---------------------------------------

CASE = "punkter: [{titel: A, indstilling: {%s at: [budgettet vedtages]}}]"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("fra: direktionen,", "Direktionen indstiller til udvalget, at:"),
        ("fra: Direktionen, til: Byrådet,", "Direktionen indstiller til Byrådet, at:"),
        ("", "Det indstilles til udvalget, at:"),
        ("indledning: 'Forslag:',", "Forslag:"),
    ],
)
def test_an_indstilling_may_be_to_whom_decides(typed: str, sentence: str) -> None:
    policy = "politik: {indstilling_ordlyd: til_modtager}"
    own = f"{{navn: Udvalget, navn_i_saetning: udvalget, {policy}}}"
    assert sentence in document_lines(document(CASE % typed, forum_text=own))


# --- when the meeting ended -----------------------------------------------------------------


def test_when_the_meeting_ended_is_said_once_below_the_items() -> None:
    text = printed("")
    assert text.count("11.25") == 1
    assert "Punktet udgik.\nMødet blev hævet kl. 11.25.\nBilagsoversigt" in text
    assert "Begyndt\nkl. 10.05\n" in text


def test_a_meeting_that_does_not_say_when_it_ended_has_no_such_line() -> None:
    assert "hævet" not in "\n".join(document_lines(document("punkter: [{titel: A}]")))
    ended = 'faktisk_slut: "11:25"\npunkter: [{titel: A}]'
    assert "hævet" not in "\n".join(document_lines(document(ended, Kind.DAGSORDEN)))
    assert "Begyndt" not in document_lines(document(ended))
