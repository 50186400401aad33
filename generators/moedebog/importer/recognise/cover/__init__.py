"""What stands before the first item -> the facts of the meeting."""

from moedebog.importer.recognise.cover.facts import Cover
from moedebog.importer.recognise.cover.labelled import (
    label_of,
    missing_below,
    people_line,
    tells_presence,
)
from moedebog.importer.recognise.cover.reader import date_by_decision, read

__all__ = [
    "Cover",
    "date_by_decision",
    "label_of",
    "missing_below",
    "people_line",
    "read",
    "tells_presence",
]
