"""Does a fact of the meeting hold what belongs to another?"""

from __future__ import annotations

import re

from moedebog.importer.recognise.draft import Draft
from moedebog.importer.recognise.revision.doubts import first_words

MORE_THAN_PLACE = "stedet »{words}« rummer måske også, hvornår mødet var, eller hvem der kom"

_LABEL = re.compile(
    r"\b(?:dato|datum|tid|tidspunkt|klokkeslæt|start|deltagere|referent|mødeleder)\b"
    r"(?: ?(?:/|og) ?tid)?\s*:|\bkl\.?:? ?\d",
    re.IGNORECASE,
)


def ask(draft: Draft) -> None:
    """Notes a place with a label or a clock time in it."""
    if _LABEL.search(draft.cover.sted):
        words = first_words(draft.cover.sted)
        draft.cover.notes.append(MORE_THAN_PLACE.format(words=words))
