"""What stands before the first item -> the facts of the meeting."""

from moedebog.importer.recognise.cover.facts import Cover
from moedebog.importer.recognise.cover.labelled import people_line, tells_presence
from moedebog.importer.recognise.cover.reader import read

__all__ = ["Cover", "people_line", "read", "tells_presence"]
