"""What a PDF does by itself or at a click: scripts, programs, forms it sends, links (§ 12.6)."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Dictionary, String

from indhold.findings import At, Kind
from indhold.readers.pdf.objects import Objects, dictionaries
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import dictionary, entry, text

_SENDS = ("/SubmitForm", "/ImportData")
_PLAYS = ("/Rendition", "/Movie", "/Sound", "/RichMediaExecute")


def read_actions(pdf: pikepdf.Pdf, objects: Objects, told: Told) -> None:
    """Tell of each action that anything leads to. Raises ``Exceeded``."""
    for action in objects_of(pdf, objects.actions, objects.reached):
        for one in dictionaries(action):
            _tell(one, told)


def objects_of(
    pdf: pikepdf.Pdf, numbers: Iterable[int], among: set[int] | None = None
) -> Iterable[pikepdf.Object]:
    """Objects by their numbers, as far as they are whole."""
    for number in numbers:
        if among is None or number in among:
            try:
                yield pdf.get_object(number, 0)
            except (pikepdf.PdfError, ValueError):
                continue


def _tell(one: Dictionary, told: Told) -> None:
    collector, kind = told.collector, str(entry(one, "/S"))
    script = text(one, "/JS", collector)
    if script.strip():
        told.text(script, at=At.PART, name="JavaScript")
        collector.found(Kind.SCRIPT, f"JavaScript: {script}")
    target = file_name(entry(one, "/F"), told)
    if kind == "/Launch":
        windows = dictionary(one, "/Win") or Dictionary()
        words = " ".join(
            filter(None, (target, *(text(windows, key, collector) for key in ("/F", "/P", "/D"))))
        )
        told.text(words)
        collector.found(Kind.SCRIPT, f"Launch: {words}")
    elif kind in _SENDS:
        told.text(target)
        collector.found(Kind.SCRIPT, f"{kind[1:]}: {target}")
    elif kind in ("/GoToR", "/GoToE", "/Thread"):
        told.text(target)
    elif kind == "/URI":
        told.text(text(one, "/URI", collector))
    elif kind in _PLAYS:
        collector.found(Kind.EMBEDDED, kind[1:])


def file_name(given: object, told: Told) -> str:
    """Where a file specification (§ 7.11) leads to."""
    if isinstance(given, String):
        return text(Dictionary(F=given), "/F", told.collector)
    if isinstance(given, Dictionary):
        names = (text(given, key, told.collector) for key in ("/UF", "/F", "/DOS", "/Unix", "/Mac"))
        return next(filter(None, names), "")
    return ""
