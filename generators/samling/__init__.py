"""Joins PDFs so that what was accessible stays so: tags, links, bookmarks, layers and colours."""

from __future__ import annotations

from samling.joining import Joined, join
from samling.links import FROM, TO
from samling.parts import Claims, Kind, Label, Part, Reason, Refused, Stage, Step, Survey, Told
from samling.surveying import survey

__all__ = [
    "FROM",
    "TO",
    "Claims",
    "Joined",
    "Kind",
    "Label",
    "Part",
    "Reason",
    "Refused",
    "Stage",
    "Step",
    "Survey",
    "Told",
    "join",
    "survey",
]
