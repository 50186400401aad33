"""People as a meeting file and a forum write them: who led the meeting, who was there."""

from __future__ import annotations

from datetime import date
from typing import Any

from moedebog import typography
from moedebog.catalogue import Deltagelse, Optegnet, Rolle
from moedebog.importer.genre.patterns import folded
from moedebog.importer.recognise import Someone, contact, flat
from moedebog.importer.write.setting import Leftover, Setting
from moedebog.importer.write.unsure import Unsure, unsure
from moedebog.meeting import Forum, Medlem
from moedebog.phrases import DANISH


def person(someone: Someone, member: bool = False) -> Any:
    """As somebody is written in a file: the name, or the name with what is known.

    Only a member has an office; with others it is a title.
    """
    facts = {key: getattr(someone, key) for key in ("titel", "organisation", "parti", "hverv")}
    facts["titel"] = ", ".join(filter(None, [facts["titel"], someone.gruppe]))
    if not member:
        office = facts.pop("hverv")
        facts["titel"] = ", ".join(filter(None, [office, facts["titel"]]))
    if someone.digital and not member:
        facts["deltog"] = Deltagelse.DIGITALT.value
    facts = {key: text for key, text in facts.items() if text}
    return {"navn": someone.navn, **facts} if facts else someone.navn


def officers(setting: Setting, left: Leftover) -> dict[str, Any]:
    """Who led the meeting and who wrote; what else the cover says of people is kept."""
    cover, forum = setting.draft.cover, setting.forum
    tree: dict[str, Any] = {}
    if cover.moedeleder and cover.moedeleder != forum.moedeleder:
        if setting.known(cover.moedeleder):
            tree["moedeleder"] = cover.moedeleder
        else:
            left.keep(f"{cover.moedeleder_label or 'Mødeleder'}: {cover.moedeleder}")
    if cover.referent and cover.referent != forum.referent:
        tree["referent"] = cover.referent
    if cover.contact and contact(cover.contact) != _contact_of(forum):
        left.keep(f"Kontakt: {cover.contact}")
    moved = {one.navn for i in flat(setting.draft.items) for one in (*i.came, *i.left)}
    for label, one in cover.moved:
        if one.navn not in moved:
            left.keep(f"{label}: {one.navn}" + (f" ({one.where})" if one.where else ""))
    called = typography.enumeration(setting.bodies.names, DANISH)
    others = set(folded(cover.forum).split()) - set(folded(called).split())
    if others and not cover.forum_derived:
        left.keep(cover.forum)
    if cover.myndighed and folded(cover.myndighed) != folded(forum.myndighed or ""):
        left.keep(cover.myndighed)
    if folders := setting.bodies.folders:
        tree["sammen_med"] = folders[0] if len(folders) == 1 else list(folders)
    return tree


def attendance(setting: Setting, left: Leftover) -> dict[str, Any]:
    """Regrets and guests, as far as the forum knows the names."""
    cover = setting.draft.cover
    tree: dict[str, Any] = {}
    substitutes = {one.stands_in_for: one for one in cover.there or () if one.stands_in_for}
    missing: set[str] = set()
    for key in ("afbud", "udeblevet"):
        entries = []
        for one in getattr(cover, key):
            if one.navn in missing:
                continue
            missing.add(one.navn)
            if not setting.known(one.navn):
                left.keep(f"{key.capitalize()}: {one.described()}")
                left.notes.append(f"{one.navn} er ikke medlem i forum.yaml")
                continue
            substitute = substitutes.pop(one.navn, None) or one.substitute
            entries.append(_absent(setting, one, substitute))
        if entries:
            tree[key] = entries
    if recorded := _recorded(setting, missing, left):
        tree["fremmoedt"] = recorded
    beside = {
        key: [person(one) for one in people]
        for key, people in cover.beside().items()
        if key != Rolle.GAEST
    }
    beside[Rolle.GAEST.value] = _guests(setting)
    tree |= {key: people for key, people in beside.items() if people}
    if cover.there is not None:
        left.notes += _unnamed(setting, {one.navn for one in cover.there} | missing)
    return tree


def _recorded(setting: Setting, missing: set[str], left: Leftover) -> Any:
    """Who was there, as far as the document says so; a dagsorden cannot.

    All but those who are missing only where each of them is named; where some of it is not
    understood, it is left to whoever goes through the file, or those are named who are known.
    """
    cover = setting.draft.cover
    members = [member.known_as for member in _members_then(setting)]
    if not _is_referat(setting):
        return None
    if cover.there is None:
        if cover.unread or (members and cover.blank_boxes):
            left.notes.append("hvem der var til stede, er ikke forstået; skriv det som fremmoedt")
            return None
        return Optegnet.IKKE_NOTERET.value if members else None
    if cover.unread:
        first, more = cover.unread[0][1][:60], len(cover.unread) - 1
        told = f"»{first}« og {more} linjer mere" if more else f"»{first}«"
        left.notes.append(f"{told} er ikke forstået; se efter, hvem der var til stede")
    both = [one.navn for one in cover.there if one.navn in missing]
    left.notes += [f"{name} står både blandt dem, der var der, og med afbud" for name in both]
    away = missing | cover.doubted
    there = [one for one in cover.there if setting.known(one.navn) and one.navn not in away]
    if not members:
        return None
    digital = [
        {"navn": one.navn, "deltog": Deltagelse.DIGITALT.value} for one in there if one.digital
    ]
    at_items = {one.navn for i in flat(setting.draft.items) for one in i.absent or ()}
    all_there = set(members) - missing <= {one.navn for one in there}
    if all_there and not cover.unread and not (at_items - missing) & set(members):
        word = Optegnet.ALLE_ANDRE.value
        return [word, *digital] if digital else word
    at_a_distance = {one["navn"]: one for one in digital}
    return [at_a_distance.get(one.navn, one.navn) for one in there]


def _is_referat(setting: Setting) -> bool:
    """Whether a document says what was decided, or that it is a referat."""
    draft = setting.draft
    sections = (section for item in flat(draft.items) for section in item.all_sections())
    decided = any(section.slags.kind.minutes for section in sections)
    return draft.cover.kind == "referat" or (
        not draft.cover.kind and (decided or bool(draft.cover.afbud))
    )


def _absent(setting: Setting, one: Someone, substitute: Someone | None) -> Any:
    value: dict[str, Any] = {"navn": one.navn}
    if substitute:
        value["stedfortraeder"] = person(substitute)
    perhaps = _said_besides(setting, one)
    if reason := one.reason or perhaps:
        value["aarsag"] = reason
    note = f"»{perhaps}« er måske ikke årsagen, men en titel"
    return unsure(
        value if len(value) > 1 else one.navn, [note] if perhaps and not one.reason else []
    )


def _said_besides(setting: Setting, one: Someone) -> str:
    """What a list says of a member who is missing and the forum does not: why, most likely."""
    members = (m for m in setting.forum.medlemmer if m.known_as == one.navn)
    told = {fact for m in members for fact in (m.titel, m.hverv, m.organisation, m.parti)}
    return one.titel if told and one.titel not in told else ""


def _guests(setting: Setting) -> list[Any]:
    """The guests; one who took part and is no member may be one."""
    cover = setting.draft.cover
    members = {member.known_as for member in setting.forum.medlemmer}
    perhaps = [
        Unsure(person(one), [f"{one.navn} er ikke medlem i forum.yaml, måske gæst"])
        for one in cover.there or ()
        if one.navn not in members and not one.stands_in_for
    ]
    return [*map(person, cover.guests), *perhaps]


def _unnamed(setting: Setting, named: set[str]) -> list[str]:
    """Notes on the members of that day of whom it is not told whether they were there."""
    return [
        f"{member.known_as} er medlem, men der står ikke, om vedkommende var til stede"
        for member in _members_then(setting)
        if member.known_as not in named
    ]


def _members_then(setting: Setting) -> list[Medlem]:
    """The members on the day of the meeting."""
    day = setting.draft.cover.dato or date.min
    return [
        member
        for member in setting.forum.medlemmer
        if (member.fra or date.min) <= day <= (member.til or date.max)
    ]


def _contact_of(forum: Forum) -> dict[str, str]:
    kontakt = forum.kontakt
    facts = {key: getattr(kontakt, key, None) for key in ("navn", "email", "telefon")}
    return {key: text for key, text in facts.items() if text}
