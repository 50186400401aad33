"""Footnotes are numbered through each document, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Footnote, Paragraph, Run, plain
from moedebog.compose import compose_facts, plan
from moedebog.compose.item_facts import plain_text
from moedebog.compose.notes import numbered
from moedebog.difference.legacy import _Formula
from moedebog.document import Audience, Document, Kind
from moedebog.rules import Case
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, document, meeting
from texts import document_lines

MEETING = """
    indledning: |
      Velkommen.[^1]

      [^1]: Mødet er åbent.
    punkter:
      - titel: Budget
        sagsfremstilling: |
          | Post | Beløb |
          |---|---|
          | Sti[^a] | 5[^b] |

          - Elever[^c]

          [^c]: Pr. 1. september.
          [^b]: Mio. kr.
          [^a]: Den nordlige.
        indstilling:
          fra: Forvaltningen
          at:
            - |
              godkender det[^1]

              [^1]: I 2025-priser.
        beslutning: |
          Godkendt.[^1]

          [^1]: Jf. bilaget.
      - titel: Grunden
        lukket:
          grund: fortroligt
        resume: |
          Hemmeligt.[^1]

          [^1]: Hemmelig note.
      - titel: Eventuelt
        beslutning: |
          Intet.[^x]

          [^x]: Sidste.
"""


def notes(value: object) -> Iterator[Footnote]:
    """The notes in a document, in the order of its parts."""
    if isinstance(value, Footnote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from notes(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from notes(getattr(value, name))


def told(made: Document) -> list[tuple[int, str]]:
    return [(note.number, plain_text(note.paragraphs)) for note in notes(made)]


def test_notes_are_numbered_through_the_document_though_labels_repeat() -> None:
    texts = ["Mødet er åbent.", "Den nordlige.", "Mio. kr.", "Pr. 1. september."]
    texts += ["I 2025-priser.", "Jf. bilaget.", "Sidste."]
    assert told(document(MEETING)) == list(enumerate(texts, 1))


def test_a_closed_items_notes_count_only_for_those_who_read_them() -> None:
    internal = told(document(MEETING, REFERAT, INTERN))
    assert internal[6:] == [(7, "Hemmelig note."), (8, "Sidste.")]
    assert "Hemmelig" not in str(told(document(MEETING, REFERAT, OFFENTLIG)))


def test_the_dagsorden_counts_what_it_prints_itself() -> None:
    found = told(document(MEETING, DAGSORDEN))
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert "Jf. bilaget." not in dict(found).values()


def test_a_document_without_notes_is_the_same_one() -> None:
    made = document("punkter: [{titel: Budget, resume: Tekst.}]")
    assert numbered(made) is made


def test_the_facts_tell_a_note_where_its_mark_is() -> None:
    facts = compose_facts(meeting(MEETING), Kind.REFERAT, Audience.OFFENTLIG)
    decision = facts.punkter[0].beslutninger[0].tekst
    assert decision == "Godkendt. [Jf. bilaget.]"


def test_rules_read_the_notes_too() -> None:
    texts = {text.text: text for text in Case(plan(meeting(MEETING))[0]).texts}
    assert texts["Jf. bilaget."].public
    assert not texts["Hemmelig note."].public
    assert texts["Jf. bilaget."].position.line > texts["Den nordlige."].position.line


def test_a_version_is_another_when_a_note_changes_but_not_when_its_number_does() -> None:
    def summed(note: Footnote) -> object:
        return _Formula(str).plain(Paragraph((Run("A"), note)))

    note = Footnote((plain("n"),), 1)
    assert summed(note) == summed(replace(note, number=2))
    assert summed(note) != summed(replace(note, paragraphs=(plain("m"),)))


def test_a_note_is_read_after_the_paragraph_that_has_its_mark() -> None:
    lines = document_lines(document(MEETING))
    assert lines.index("Jf. bilaget.") == lines.index("Godkendt.") + 1
