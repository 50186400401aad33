"""What packages of Office tell of who made them and how: taken out, but for what readers need.

The title, the language, the subject and the keywords stay, as do the organisation and the program;
people, machines, times of editing and what other systems have put down go.
"""

from __future__ import annotations

import re
from typing import Any

from indhold.cleaning.packages import Package
from indhold.cleaning.tally import Tally, holds_number
from indhold.cleaning.trees import local, take_out
from indhold.findings import At, Kind

_CORE_KEPT = frozenset(("title", "language", "subject", "keywords", "created", "modified"))
_CORE_ASIDE = frozenset(("revision", "lastPrinted", "version"))
_CORE_PEOPLE = frozenset(("creator", "lastModifiedBy"))
_APP_GONE = frozenset(("Template", "Manager", "TotalTime", "HyperlinkBase", "HLinks"))
_APP_PEOPLE = frozenset(("Manager",))
_KINDS = {
    "thumbnail": (Kind.METADATA, At.THUMBNAIL),
    "custom-properties": (Kind.METADATA, At.PROPERTIES),
    "classificationlabels": (Kind.METADATA, At.PROPERTIES),
    "customXml": (Kind.METADATA, At.CUSTOM_XML),
    "printerSettings": (Kind.METADATA, At.PART),
    "webextensiontaskpanes": (Kind.SCRIPT, At.PART),
    "extensibility": (Kind.MACRO, At.PART),
    "vbaProject": (Kind.MACRO, At.PART),
    "keyMapCustomizations": (Kind.MACRO, At.PART),
    "attachedToolbars": (Kind.MACRO, At.PART),
}
"""Kinds of relationships whose parts go with all that only they know -> what is told of it."""
_PLACE = re.compile(r"\s*(?:[A-Za-z]:[\\/]|\\\\\w|file:/)")
"""How a path on somebody's machine or network begins."""
_WORDS_OF_PICTURES = frozenset(("descr", "title", "alt", "name"))
_EDITING = re.compile(r"\{[^}]*\}rsid\w*\Z")


def clean_properties(package: Package, tally: Tally) -> None:
    """Take out properties and parts that nobody sees, whatever kind of document it is."""
    for name in package.linked("", "core-properties"):
        _clean_core(package, name, tally)
    for name in package.linked("", "extended-properties"):
        _clean_app(package, name, tally)
    gone: dict[str, None] = {}
    for link in list(package.all_links()):
        if link.kind not in _KINDS:
            continue
        kind, at = _KINDS[link.kind]
        if link.outside or link.target not in package:
            package.cut(link)
        elif link.target not in gone:
            gone[link.target] = None
            if link.kind == "custom-properties":
                _tell_custom(package, link.target, tally)
            else:
                tally.took(kind, at, link.target if at is At.PART else "")
    if gone:
        package.remove(*gone)


def _clean_core(package: Package, name: str, tally: Tally) -> None:
    for element in list(package.tree(name)):
        word, text = local(element), (element.text or "").strip()
        if not word or (word in _CORE_KEPT and not holds_number(text)):
            continue
        take_out(element)
        package.touch(name)
        if word in _CORE_PEOPLE and text:
            tally.took(Kind.AUTHOR, At.PROPERTIES, shown=text)
        elif word not in _CORE_ASIDE and text:
            tally.took(Kind.METADATA, At.PROPERTIES, word, shown=text)
        elif text:
            tally.took_aside(Kind.METADATA, At.PROPERTIES, word)


def _clean_app(package: Package, name: str, tally: Tally) -> None:
    for element in list(package.tree(name)):
        word, text = local(element), (element.text or "").strip()
        if word not in _APP_GONE and not holds_number(text):
            continue
        take_out(element)
        package.touch(name)
        if word in _APP_PEOPLE and text:
            tally.took(Kind.AUTHOR, At.PROPERTIES, shown=text)
        elif word in ("HyperlinkBase", "Template") and _is_path(text):
            tally.took(Kind.PATH, At.PROPERTIES, shown=text)
        elif holds_number(text):
            tally.took(Kind.METADATA, At.PROPERTIES, word, shown=text)
        elif text:
            tally.took_aside(Kind.METADATA, At.PROPERTIES, word)


def _is_path(text: str) -> bool:
    return "\\" in text or "/" in text


def _tell_custom(package: Package, name: str, tally: Tally) -> None:
    for one in package.tree(name):
        if local(one) == "property":
            tally.took(Kind.METADATA, At.PROPERTIES, one.get("name", ""))


def drop_titles_of_parts(package: Package) -> None:
    """Take the list of headings or sheets out of the properties, where some of them are gone."""
    for name in package.linked("", "extended-properties"):
        for element in list(package.tree(name)):
            if local(element) in ("TitlesOfParts", "HeadingPairs", "HiddenSlides", "Slides"):
                take_out(element)
                package.touch(name)


def clean_words_of_pictures(tree: Any, tally: Tally) -> bool:
    """Take out paths where a picture's alternative text should be; whether there were any."""
    found = False
    for element in tree.iter("*"):
        for key, text in list(element.attrib.items()):
            if key.rpartition("}")[2] in _WORDS_OF_PICTURES and _PLACE.match(text):
                element.set(key, "")
                tally.took(Kind.PATH, shown=text)
                found = True
    return found


def drop_editing_marks(tree: Any) -> bool:
    """Take out which session of editing each piece comes from; whether it was there."""
    found = False
    for element in tree.iter("*"):
        for key in [key for key in element.attrib if _EDITING.match(key)]:
            del element.attrib[key]
            found = True
    return found
