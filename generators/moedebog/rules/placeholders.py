"""What a new meeting file begins with, to be written over: that it is not sent out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.rules.case import Case, Passage

LEFT = Rule(
    "M5499",
    Severity.WARNING,
    Phrase(
        "»{tekst}« er den tekst, en ny mødefil begynder med.",
        "»{tekst}« is the text that a new meeting file begins with.",
    ),
    Phrase(
        "Skriv jeres egen tekst, eller slet den, før der sendes ud.",
        "Write a text of your own, or delete it, before anything is sent out.",
    ),
    Example(
        wrong="dagsorden_status: udsendt\npunkter:\n  - titel: Et punkt med en sag",
        right="dagsorden_status: udsendt\npunkter:\n  - titel: Ny cykelsti",
    ),
    reason=Phrase(
        "Den viser, hvordan filen skrives, og siger intet om mødet.",
        "It shows how the file is written, and says nothing of the meeting.",
    ),
    about=("titel",),
)
TITLE = "Et punkt med en sag"
"""Of the item that is to be written over."""
TEXT = "Her skrives sagen."
"""What its text begins with."""


def placeholders(case: Case) -> Iterator[Diagnostic]:
    """Such texts in what is no draft any more."""
    meeting = case.meeting
    if not (meeting.dagsorden_status.is_draft and meeting.referat_status.is_draft):
        yield from left_in(case.texts)


def left_in(texts: Iterable[Passage]) -> Iterator[Diagnostic]:
    """Such texts."""
    for text in texts:
        plain = " ".join(text.text.split())
        if plain == TITLE or plain.startswith(TEXT):
            yield LEFT.at(text.position, tekst=TITLE if plain == TITLE else TEXT)
