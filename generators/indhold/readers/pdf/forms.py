"""Fields of forms and what is filled in (ISO 32000-2 § 12.7), XFA as well."""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct
from pikepdf import Array, Dictionary, Stream, String

from indhold.findings import At, Kind, Unread
from indhold.readers.pdf.notes import plain
from indhold.readers.pdf.streams import TooLarge, unpacked
from indhold.readers.pdf.told import Told
from indhold.readers.pdf.values import dictionary, entry, number, text, tree
from indhold.readers.pdf.xml import local_name, parsed

_UNSEEN = 2 | 32
_SOME = 4
"""Digits of a hidden field that are worth a word: fewer are counters of the form itself."""
_CALLED = 200
"""Characters of what a field is called."""
_PART = re.compile(r"\d{1,6}-?|-\d{1,4}")
"""What may be a part of a personal number, for which a form has two fields, or ten."""
_DIGITS = 10


class _Filled(Struct):
    """A field with something in it."""

    value: str
    name: str
    called: str


def read_forms(root: Dictionary, widgets: list[tuple[int, Dictionary]], told: Told) -> set[int]:
    """Tell of each field. The numbers of the streams that were read. Raises ``Exceeded``."""
    read: set[int] = set()
    form = dictionary(root, "/AcroForm")
    seen: set[tuple[int, int]] = set()
    filled: list[_Filled] = []
    if form is not None:
        for field, _ in _fields(form):
            seen.add(field.objgen)
            filled.append(_tell(field, told))
        _read_xfa(entry(form, "/XFA"), read, told)
    for page, widget in widgets:
        with told.collector.within(At.PAGE, page):
            if not widget.is_indirect or widget.objgen not in seen:
                filled.append(_tell(widget, told))
            _tell_unseen(widget, told)
    _tell_joined([one for one in filled if one.value], told)
    return read


def _tell_joined(filled: list[_Filled], told: Told) -> None:
    """Numbers of which the digits stand in several fields that follow each other."""
    place = 0
    while place < len(filled):
        parts: list[_Filled] = []
        digits = ""
        for one in filled[place : place + _DIGITS]:
            if len(digits) >= _DIGITS or not _PART.fullmatch(one.value):
                break
            parts.append(one)
            digits += one.value.strip("-")
        place += 1
        if len(digits) == _DIGITS and len(parts) > 1:
            called = " ".join(dict.fromkeys(one.called for one in parts))[:_CALLED]
            name = ", ".join(one.name for one in parts)
            told.text(digits, called=called, at=At.FIELD, name=name)
            place += len(parts) - 1


def _fields(form: Dictionary) -> list[tuple[Dictionary, int]]:
    roots = Dictionary(Kids=entry(form, "/Fields")) if entry(form, "/Fields") else None
    return [one for one in tree(roots, "/Kids") if one[1]] if roots is not None else []


def _tell(field: Dictionary, told: Told) -> _Filled:
    collector = told.collector
    name, called = text(field, "/T", collector), text(field, "/TU", collector)
    told.rest(name, at=At.FIELD)
    told.rest(called, at=At.FIELD)
    calls = f"{called} {name}"[:_CALLED]
    values = [text(field, key, collector) for key in ("/V", "/DV", "/Opt")]
    values.append(plain(text(field, "/RV", collector)))
    for value in dict.fromkeys(values):
        told.text(value, called=calls, at=At.FIELD, name=name)
    above = text(dictionary(field, "/Parent") or Dictionary(), "/T", collector)
    return _Filled(values[0].strip(), name, f"{above} {calls}"[:_CALLED])


def _tell_unseen(widget: Dictionary, told: Told) -> None:
    """A field that is not shown, with something in it."""
    if not number(entry(widget, "/F")) & _UNSEEN:
        return
    value = text(widget, "/V", told.collector) or text(
        dictionary(widget, "/Parent") or Dictionary(), "/V", told.collector
    )
    letters, digits = sum(map(str.isalpha, value)), sum(map(str.isdecimal, value))
    if (letters and value not in ("Off", "Yes", "On")) or digits >= _SOME:
        told.collector.found(Kind.HIDDEN, f"hidden field: {value}", at=At.FIELD)


def _read_xfa(xfa: object, read: set[int], told: Told) -> None:
    """The form in XML, whole or in packets (§ 12.7.8 of ISO 32000-1)."""
    packets = list(xfa) if isinstance(xfa, Array) else [xfa]
    held = bytearray()
    for packet in packets:
        try:
            if isinstance(packet, Stream):
                read.add(packet.objgen[0])
                held += unpacked(packet, told.collector)
            elif isinstance(packet, String) and len(bytes(packet)) > _CALLED:
                held += bytes(packet)
        except TooLarge:
            told.collector.gap(Unread.TOO_LARGE, at=At.FIELD, name="XFA")
    root = parsed(bytes(held)) if held else None
    if root is None:
        if held:
            told.text(held.decode("utf-8", "replace"), at=At.FIELD, name="XFA")
        return
    scripts = 0
    for one in root.iter(etree.Element):
        name = local_name(one.tag)
        scripts += name == "script" and bool((one.text or "").strip())
        for value in (one.text, one.tail, *one.attrib.values()):
            if value and value.strip():
                told.text(str(value), called=name, at=At.FIELD, name="XFA")
    if scripts:
        told.collector.found(Kind.SCRIPT, "XFA", count=scripts)
