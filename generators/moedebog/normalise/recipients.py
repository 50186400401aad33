"""``modtagere`` of ``forum.yaml``: whom documents are mailed to, group by group."""

from __future__ import annotations

import unicodedata
from typing import Any

from moedebog.addresses import fault, mailbox
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Modtager, Modtagergruppe
from moedebog.normalise.reading import Reader, line
from moedebog.source import TreePath

GROUP_TWICE = Rule(
    "M140",
    Severity.ERROR,
    Phrase(
        "Gruppen {gruppe} står her for anden gang; den står også i linje {linje}.",
        "The gruppe {gruppe} stands here for the second time; it also stands in line {linje}.",
    ),
    Phrase(
        "Skriv personerne under én gruppe, eller giv den ene et andet navn.",
        "Write the people under one gruppe, or give one of them another name.",
    ),
    Example(
        wrong="navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org]}\n"
        "  - {gruppe: Alle, personer: [b@example.org]}",
        right="navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org, b@example.org]}",
        file="forum",
    ),
)
ADDRESS_TWICE = Rule(
    "M141",
    Severity.ERROR,
    Phrase(
        "{email} står to gange i gruppen {gruppe}; første gang i linje {linje}.",
        "{email} stands twice in the gruppe {gruppe}; first in line {linje}.",
    ),
    Phrase("Slet den ene linje.", "Delete one of the lines."),
    Example(
        wrong="navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org, A@example.org]}",
        right="navn: U\nmodtagere:\n  - {gruppe: alle, personer: [a@example.org, b@example.org]}",
        file="forum",
    ),
)
NOT_MADE = Rule(
    "M142",
    Severity.ERROR,
    Phrase(
        "Gruppen {gruppe} skal have {format}, men forummets dokumenter laves kun som: {formater}.",
        "The gruppe {gruppe} is to get {format}, but the forum only makes: {formater}.",
    ),
    Phrase(
        "Skriv {format} i forummets `formater`, eller slet det her.",
        "Write {format} under the forum's `formater`, or delete it here.",
    ),
    Example(
        wrong="navn: U\nformater: [pdf]\nmodtagere:\n"
        "  - {gruppe: alle, formater: [docx], personer: [a@example.org]}",
        right="navn: U\nformater: [docx, pdf]\nmodtagere:\n"
        "  - {gruppe: alle, formater: [docx], personer: [a@example.org]}",
        file="forum",
    ),
    rests_on=("formater",),
)

_USUAL = ("pdf",)
"""What a group gets that names no formats, where the forum makes it."""


def recipients(
    reader: Reader, data: dict[str, Any], formats: tuple[str, ...]
) -> tuple[Modtagergruppe, ...]:
    """The groups, checked for doubles, and for files that the forum does not make."""
    groups: dict[str, Modtagergruppe] = {}
    for index, value in enumerate(data.get("modtagere", ())):
        path: TreePath = ("modtagere", index)
        group = _group(reader, value, path, formats)
        key = group.gruppe.casefold()
        if key in groups:
            linje = groups[key].position.line
            reader.report(GROUP_TWICE, (*path, "gruppe"), gruppe=group.gruppe, linje=linje)
            continue
        groups[key] = group
    return tuple(groups.values())


def _group(
    reader: Reader, data: dict[str, Any], path: TreePath, formats: tuple[str, ...]
) -> Modtagergruppe:
    name = line(data["gruppe"])
    people: dict[str, Modtager] = {}
    for index, value in enumerate(data["personer"]):
        place: TreePath = (*path, "personer", index)
        details = value if isinstance(value, dict) else {"email": value}
        one = Modtager(
            unicodedata.normalize("NFC", details["email"]),
            reader.text(details, "navn"),
            reader.at(place),
        )
        key = mailbox(one.email)
        where = reader.at((*place, "email") if details is value else place)
        if diagnostic := fault(one.email, where):
            reader.diagnostics.append(diagnostic)
        if key in people:
            linje = people[key].position.line
            reader.report(ADDRESS_TWICE, place, email=one.email, gruppe=name, linje=linje)
            continue
        people[key] = one
    given: dict[str, Any] = {}
    if "dokumenter" in data:
        given["dokumenter"] = tuple(dict.fromkeys(data["dokumenter"]))
    usual = tuple(one for one in _USUAL if one in formats) or formats
    for index, one in enumerate(data.get("formater", ())):
        if one not in formats:
            place = (*path, "formater", index)
            reader.report(NOT_MADE, place, gruppe=name, format=one, formater=", ".join(formats))
    return Modtagergruppe(
        name,
        tuple(people.values()),
        maalgruppe=data.get("maalgruppe", "offentlig"),
        formater=tuple(dict.fromkeys(data.get("formater", usual))),
        bilag=reader.yes(data, "bilag", True),
        kalender=reader.yes(data, "kalender", True),
        faar_udkast=reader.yes(data, "faar_udkast", False),
        position=reader.at(path),
        **given,
    )
