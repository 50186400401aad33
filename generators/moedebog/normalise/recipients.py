"""``modtagere`` of ``forum.yaml``: whom documents are mailed to, group by group."""

from __future__ import annotations

import unicodedata
from typing import Any

from moedebog.addresses import fault, mailbox
from moedebog.catalogue import Bilagsform
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Modtager, Modtagergruppe, Sikkermail, Sikring
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

OUR_HEADER = Rule(
    "M145",
    Severity.ERROR,
    Phrase(
        "Feltet {felt} skriver moedebog selv i hver besked.",
        "The header {felt} is written by moedebog itself in each message.",
    ),
    Phrase(
        "Skriv det felt, som jeres mailserver kender en sikker mail på, f.eks. X-Sikker-Mail.",
        "Write the header by which your mail server knows a secure mail, e.g. X-Sikker-Mail.",
    ),
    Example(
        wrong="navn: U\nsikring:\n  sikkermail:\n    felt: Subject",
        right="navn: U\nsikring:\n  sikkermail:\n    felt: X-Sikker-Mail",
        file="forum",
    ),
)
VALUE_ALONE = Rule(
    "M146",
    Severity.ERROR,
    Phrase(
        "Værdien {vaerdi} hører til et felt, og der er intet; så får beskeden intet mærke af den.",
        "The value {vaerdi} belongs to a header, and there is none; so the message gets no mark of "
        "it.",
    ),
    Phrase(
        "Skriv også `felt`, f.eks. X-Sikker-Mail, eller slet linjen og skriv `emne`.",
        "Also write `felt`, e.g. X-Sikker-Mail, or delete the line and write `emne`.",
    ),
    Example(
        wrong="navn: U\nsikring:\n  sikkermail:\n    vaerdi: ja",
        right="navn: U\nsikring:\n  sikkermail:\n    felt: X-Sikker-Mail\n    vaerdi: ja",
        file="forum",
    ),
    rests_on=("felt",),
)

_OUR_HEADERS = frozenset(
    ("from", "to", "cc", "bcc", "sender", "reply-to", "subject", "date", "message-id", "references",
     "in-reply-to", "list-id", "auto-submitted", "mime-version", "received", "return-path")
)  # fmt: skip
"""Headers that a message has already, or that say who gets it; in lower case."""

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


def safe_way(reader: Reader, data: dict[str, Any], path: TreePath) -> Sikring | None:
    """The way by which what is closed is sent, where it is named."""
    if "sikring" not in data:
        return None
    told, path = data["sikring"], (*path, "sikring")
    mark = told.get("sikkermail")
    field = (mark or {}).get("felt", "")
    if field.lower() in _OUR_HEADERS or field.lower().startswith(("content-", "resent-")):
        reader.report(OUR_HEADER, (*path, "sikkermail", "felt"), felt=field)
    if mark and not field and "vaerdi" in mark:
        reader.report(VALUE_ALONE, (*path, "sikkermail", "vaerdi"), vaerdi=mark["vaerdi"])
    return Sikring(
        tunnel=tuple(dict.fromkeys(told.get("tunnel", ()))),
        sikkermail=None if mark is None else Sikkermail(**mark),
        smime=reader.text(told, "smime") or "",
        besked=reader.text(told, "besked") or "",
        anden=reader.text(told, "anden") or "",
        position=reader.at(path),
    )


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
        bilag=_attached(reader, data),
        kalender=reader.yes(data, "kalender", True),
        faar_udkast=reader.yes(data, "faar_udkast", False),
        sikring=safe_way(reader, data, path),
        position=reader.at(path),
        **given,
    )


def _attached(reader: Reader, data: dict[str, Any]) -> bool | Bilagsform:
    """Whether, or how, a group gets the attachments."""
    if data.get("bilag") == Bilagsform.SAMLET:
        return Bilagsform.SAMLET
    return reader.yes(data, "bilag", True)
