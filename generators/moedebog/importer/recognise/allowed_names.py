"""The names that a meeting file may use."""

from __future__ import annotations

from moedebog.importer.recognise.cover import Cover
from moedebog.importer.recognise.people import Someone
from moedebog.importer.recognise.votes import Known
from moedebog.meeting import Forum


def known_names(cover: Cover, forum: Forum | None) -> set[str]:
    """The names that the meeting file may use: members, substitutes and guests."""
    if forum is not None:
        names = {m.known_as for m in forum.medlemmer}
        named = [*cover.afbud, *cover.udeblevet]
        names |= {one.navn for one in cover.there or () if one.stands_in_for}
        names |= {one.navn for one in cover.there or () if one.navn not in names}
        names |= {one.navn for beside in cover.beside().values() for one in beside}
    else:
        named = [*(cover.members or cover.there or ()), *cover.afbud, *cover.udeblevet]
        beside = (one for people in cover.beside().values() for one in people)
        names = {one.navn for one in (*named, *(cover.there or ()), *beside)}
        names |= {cover.moedeleder} if names and cover.moedeleder else set()
    names |= {one.navn for one in cover.for_items}
    return names | {one.substitute.navn for one in named if one.substitute}


def tell_apart(cover: Cover, forum: Forum) -> None:
    """Gives members of one name the names that the forum tells them apart by."""
    apart = {m.known_as for m in forum.medlemmer if m.apart}
    people = (
        *(*(cover.there or ()), *(cover.members or ()), *cover.afbud, *cover.udeblevet),
        *(one for _, one in cover.moved),
    )
    for one in people:
        one.navn = called(one, apart.__contains__)


def called(one: Someone, known: Known) -> str:
    """The name with what stands behind it, where that is how somebody is known."""
    for mark in (one.parti, one.organisation, one.titel):
        if mark and known(name := f"{one.navn} ({mark})"):
            return name
    return one.navn
