"""A forum drafted from what one document shows of its layout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from moedebog import typography
from moedebog.catalogue import (
    Bilagsnumre,
    Datoformat,
    FremmoedeListe,
    FremmoedePlacering,
    IndstillingOrdlyd,
    Klokkeslaet,
    Opstilling,
    Sagstype,
    Slags,
    TidPlacering,
)
from moedebog.catalogue.sections import ORDER
from moedebog.importer.genre import dates, patterns
from moedebog.importer.genre.patterns import folded
from moedebog.importer.pieces import Kind
from moedebog.importer.recognise import (
    Closing,
    Cover,
    Draft,
    DraftItem,
    DraftSection,
    Someone,
    answers_in,
    as_entry,
    contact,
    flat,
    labels_in,
    recommendation_in,
)
from moedebog.importer.write.people import person
from moedebog.importer.write.unsure import Unsure, unsure
from moedebog.phrases import DANISH

_IN_TITLE = (TidPlacering.I_TITEL, TidPlacering.I_TITEL_PARENTES)


def draft_forum(draft: Draft, folder_name: str) -> dict[str, Any]:
    """The tree of a ``forum.yaml``: name, members, and the policy that the document follows."""
    cover, items = draft.cover, list(flat(draft.items))
    tree: dict[str, Any] = {}
    if cover.forum:
        doubt = ["navnet er gættet efter dokumentets øverste linjer"] if cover.forum_doubt else []
        tree["navn"] = unsure(cover.forum, doubt)
    else:
        guess = folder_name.replace("-", " ").replace("_", " ").capitalize()
        tree["navn"] = Unsure(guess, ["navnet er gættet efter mappens; skriv det rigtige"])
    if name := _name_in_sentence(items):
        tree["navn_i_saetning"] = name
    if cover.myndighed:
        tree["myndighed"] = cover.myndighed
    if cover.contact:
        tree["kontakt"] = contact(cover.contact)
    if members := _members(draft):
        notes = ["medlemmerne er dem, som dokumentet nævner"]
        if groups := list(dict.fromkeys(f"»{one.gruppe}«" for one in members if one.gruppe)):
            notes.append(f"{typography.enumeration(groups, DANISH)} er, hvad de står under")
        tree["medlemmer"] = Unsure([person(one, member=True) for one in members], notes)
    if policy := _policy(draft, items):
        tree["politik"] = policy
    return tree


def _name_in_sentence(items: Sequence[DraftItem]) -> str:
    receivers: Counter[str] = Counter()
    for item in items:
        for section in item.all_sections():
            if section.slags is Slags.INDSTILLING:
                value = recommendation_in(section.pieces)
                if value and value.til:
                    receivers[value.til] += 1
    return receivers.most_common(1)[0][0] if receivers and receivers.total() else ""


def _members(draft: Draft) -> list[Someone]:
    cover = draft.cover
    members: dict[str, Someone] = {}
    listed = [*(cover.members or cover.there or ()), *cover.afbud, *cover.udeblevet]
    for one in listed:
        if not one.stands_in_for:
            members.setdefault(one.navn, one)
    if cover.moedeleder and members:
        members.setdefault(cover.moedeleder, Someone(cover.moedeleder))
    return list(members.values())


def _policy(draft: Draft, items: Sequence[DraftItem]) -> dict[str, Any]:
    policy: dict[str, Any] = {}
    sections = [s for item in items for s in item.all_sections()]
    word = _word(items)
    if word != DANISH.item_word:
        policy["punktord"] = word
    if any(item.title.kind is Sagstype.PAUSE and item.start.number for item in items):
        policy["nummererede_pauser"] = True
    prefixes = [
        (i.title.kind.value, i.title.kind_text) for i in items if i.title.kind and i.title.kind_text
    ]
    if prefixes:
        policy["sagstype_i_titel"] = True
        kinds = {kind: [text for k, text in prefixes if k == kind] for kind, _ in prefixes}
        policy["sagstyper"] = {k: Counter(texts).most_common(1)[0][0] for k, texts in kinds.items()}
    slots = [i.title for i in items if i.title.slot]
    places = Counter(t.place for t in slots if t.place in _IN_TITLE)
    if places and places.total() * 2 >= len(slots):
        policy["tid_placering"] = places.most_common(1)[0][0]
    colons = [t.colon for t in slots] + [draft.cover.colon] * (draft.cover.start is not None)
    if sum(colons) * 2 > len(colons):
        policy["klokkeslaet"] = Klokkeslaet.KOLON.value
    if draft.cover.short_date:
        policy["datoformat"] = Datoformat.KORT.value
    styles = [
        Opstilling.TAL if value.numbered else Opstilling.PUNKTTEGN
        for s in sections
        if s.slags is Slags.INDSTILLING and (value := recommendation_in(s.pieces))
    ]
    if styles.count(Opstilling.PUNKTTEGN) > styles.count(Opstilling.TAL):
        policy["indstillingspunkter"] = Opstilling.PUNKTTEGN.value
    advice = [recommendation_in(s.pieces) for s in sections if s.slags is Slags.INDSTILLING]
    wordings = Counter(one.ordlyd for one in advice if one and one.ordlyd)
    if wordings and wordings.most_common(1)[0][0] is IndstillingOrdlyd.TIL_MODTAGER:
        policy["indstilling_ordlyd"] = IndstillingOrdlyd.TIL_MODTAGER.value
    policy |= _attachment_list(draft.closing) | _attachment_numbers(items)
    policy |= _presence(draft.cover, items)
    if (word := _answer_word(sections)) != DANISH.answer_word:
        policy["svarord"] = word
    if order := _sections(draft, items):
        policy["afsnit"] = order
    return policy


def _attachment_list(closing: Closing) -> dict[str, Any]:
    """Whether there is a list of all attachments, and what it tells of them."""
    policy: dict[str, Any] = {}
    if not closing.attachments:
        policy["bilagsoversigt"] = False
    if closing.not_for_all:
        policy["bilagenes_tilgaengelighed"] = True
    return policy


def _attachment_numbers(items: Sequence[DraftItem]) -> dict[str, Any]:
    """How attachments are numbered, where the document shows it."""
    lists = {
        item.start.number: [
            label
            for section in item.all_sections()
            if section.slags is Slags.BILAG
            for label in labels_in(section.pieces)
        ]
        for item in items
    }
    lists = {number: labels for number, labels in lists.items() if any(labels)}
    running = [label for labels in lists.values() for label in labels]
    if len(lists) > 1 and running == [str(nth) for nth in range(1, len(running) + 1)]:
        return {"bilagsnumre": Bilagsnumre.GENNEMLOEBENDE.value}
    within = [f"{nr}.{nth}" for nr, own in lists.items() for nth in range(1, len(own) + 1)]
    if running and running == within:
        return {"bilagsnumre": Bilagsnumre.PUNKT_BILAG.value}
    return {}


def _presence(cover: Cover, items: Sequence[DraftItem]) -> dict[str, Any]:
    """Where it is told who was there, and how."""
    policy: dict[str, Any] = {}
    if any(item.absent for item in items):
        policy["fravaer_under_punkter"] = True
    if cover.first_item:
        policy["fremmoede_placering"] = FremmoedePlacering.FOERSTE_PUNKT.value
    if any(one.absent for one in cover.members or ()):
        policy["fremmoede_liste"] = FremmoedeListe.SAMLET.value
    return policy


def _answer_word(sections: Sequence[DraftSection]) -> str:
    """What mostly stands before the number of a point that is answered."""
    typed: Counter[str] = Counter()
    for section in sections:
        if section.slags is not Slags.BESLUTNING:
            continue
        labels = [m["word"] for p in section.pieces if (m := patterns.POINT_ANSWER.match(p.text))]
        typed.update(label.capitalize() for label in labels)
        entries = map(as_entry, section.pieces)
        numbered = [p for p in entries if p.kind is Kind.ITEM and p.level == 0]
        if numbered and not labels and answers_in(section.pieces, len(numbered)):
            typed[""] += len(numbered)
    return typed.most_common(1)[0][0] if typed else DANISH.answer_word


def _word(items: Sequence[DraftItem]) -> str:
    words = Counter(item.start.word for item in items if item.start.number)
    if not words:
        return DANISH.item_word
    word = words.most_common(1)[0][0]
    word = word.capitalize()
    return "Pkt." if word == "Pkt" else word


def _sections(draft: Draft, items: Sequence[DraftItem]) -> list[Any]:
    """The sections in the order they most often have, with the headings they have here."""
    places: dict[Slags, list[float]] = {}
    for item in items:
        shown = [s.slags for s in item.sections if not s.bottom]
        kinds = list(dict.fromkeys(kind for kind in shown if kind in ORDER))
        for number, kind in enumerate(kinds):
            before = [ORDER.index(k) for k in kinds]
            places.setdefault(kind, []).append(number + 0.001 * before[number])
    ordered = sorted(places, key=lambda kind: _precedence(kind, places, items))
    if Slags.TEKST not in ordered and Slags.BESLUTNING in ordered:
        ordered.insert(0, Slags.TEKST)  # what another meeting's dagsorden has stands first
    sections: list[Any] = []
    for kind in ordered:
        heading = _heading(kind, draft, items)
        own = heading or _is_unheaded(kind, items)
        sections.append({"slags": kind.value, "overskrift": heading} if own else kind.value)
    usual = [kind for kind in ORDER if kind in ordered]
    return sections if ordered != usual or any(isinstance(f, dict) for f in sections) else []


def _precedence(
    kind: Slags, places: dict[Slags, list[float]], items: Sequence[DraftItem]
) -> tuple[float, int]:
    """How many of the other kinds mostly stand before this one."""
    before = 0.0
    for other in places:
        wins = losses = 0
        for item in items:
            kinds = [s.slags for s in item.sections]
            if kind in kinds and other in kinds and kind != other:
                if kinds.index(other) < kinds.index(kind):
                    wins += 1
                else:
                    losses += 1
        if wins + losses == 0:
            before += other != kind and ORDER.index(other) < ORDER.index(kind)
        else:
            before += wins > losses
    return before, ORDER.index(kind)


def _is_unheaded(kind: Slags, items: Sequence[DraftItem]) -> bool:
    """Whether no section of this kind has a heading here, or may have one."""
    alike = [s for item in items for s in item.sections if s.slags == kind and not s.lines]
    return bool(alike) and all(section.unheaded for section in alike)


def _is_account(heading: str) -> bool:
    """Whether it stands over what was said, beside the heading over what was decided."""
    return bool(patterns.ACCOUNT.fullmatch(heading.rstrip(":")))


def _heading(kind: Slags, draft: Draft, items: Sequence[DraftItem]) -> str:
    """The heading of this kind, where most sections have another than the usual one."""
    typed: Counter[str] = Counter()
    known: set[str] = set()
    if kind is Slags.TEKST:
        return ""
    for item in items:
        for section in item.sections:
            if section.slags == kind and section.heading and not _is_account(section.heading):
                template = _template(section, draft)
                bare = re.sub(r"\{\w+\}", "", template)
                if not re.search(r"\d", bare):  # else it is of one meeting, or one item, alone
                    typed[template] += 1
                    known |= {template} if patterns.section_of(section.heading) else set()
    if not typed:
        return ""
    heading, times = typed.most_common(1)[0]
    if times == 1 and heading not in known:
        return ""
    if times * 2 <= typed.total() or folded(heading) == patterns.usual_heading(kind):
        return ""
    return heading


def _template(section: DraftSection, draft: Draft) -> str:
    """The heading with ``{forum}`` and ``{dato}`` for what differs from meeting to meeting."""
    if section.usual:
        return patterns.usual_words(section.slags).capitalize()
    text = patterns.sentence_case(section.heading.rstrip(":"))
    dated = dates.find_date(text)
    if dated and dated[0] == draft.cover.dato:
        start = text[: dated[1]]
        if not start.rstrip().endswith(("den", "d.")) and text[dated[1] :].lower().startswith(
            ("den ", "d. ")
        ):
            lead = "den " if text[dated[1] :].lower().startswith("den ") else "d. "
            start += lead
        text = start + "{dato}" + text[dated[2] :]
    if draft.cover.forum:
        text = text.replace(draft.cover.forum, "{forum}")
    return text
