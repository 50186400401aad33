"""The names that a meeting file may use."""

from __future__ import annotations

from moedebog.importer.recognise.cover import Cover
from moedebog.meeting import Forum


def known_names(cover: Cover, forum: Forum | None) -> set[str]:
    """The names that the meeting file may use: members, substitutes and guests."""
    if forum is not None:
        names = {m.navn for m in forum.medlemmer}
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
