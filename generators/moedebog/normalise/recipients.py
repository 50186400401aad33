"""``modtagere`` of ``forum.yaml``: whom documents are mailed to, group by group."""

from __future__ import annotations

import unicodedata
from typing import Any

from moedebog.addresses import fault, mailbox
from moedebog.diagnostics import Rule, Severity
from moedebog.meeting import Modtager, Modtagergruppe
from moedebog.normalise.reading import Reader, line
from moedebog.source import TreePath

GROUP_TWICE = Rule(
    "M140",
    Severity.ERROR,
    "Gruppen {gruppe} står her for anden gang; den står også i linje {linje}.",
    "Skriv personerne under én gruppe, eller giv den ene et andet navn.",
)
ADDRESS_TWICE = Rule(
    "M141",
    Severity.ERROR,
    "{email} står to gange i gruppen {gruppe}; første gang i linje {linje}.",
    "Slet den ene linje.",
)


def recipients(reader: Reader, data: dict[str, Any]) -> tuple[Modtagergruppe, ...]:
    """The groups, checked for doubles."""
    groups: dict[str, Modtagergruppe] = {}
    for index, value in enumerate(data.get("modtagere", ())):
        path: TreePath = ("modtagere", index)
        group = _group(reader, value, path)
        key = group.gruppe.casefold()
        if key in groups:
            linje = groups[key].position.line
            reader.report(GROUP_TWICE, (*path, "gruppe"), gruppe=group.gruppe, linje=linje)
            continue
        groups[key] = group
    return tuple(groups.values())


def _group(reader: Reader, data: dict[str, Any], path: TreePath) -> Modtagergruppe:
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
        if found := fault(one.email, reader.at((*place, "email") if details is value else place)):
            reader.found.append(found)
        if key in people:
            linje = people[key].position.line
            reader.report(ADDRESS_TWICE, place, email=one.email, gruppe=name, linje=linje)
            continue
        people[key] = one
    given: dict[str, Any] = {
        key: tuple(dict.fromkeys(data[key])) for key in ("dokumenter", "formater") if key in data
    }
    return Modtagergruppe(
        name,
        tuple(people.values()),
        maalgruppe=data.get("maalgruppe", "offentlig"),
        bilag=reader.yes(data, "bilag", True),
        kalender=reader.yes(data, "kalender", True),
        position=reader.at(path),
        **given,
    )
