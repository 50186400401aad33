"""A section -> the entries of an ``afsnit`` list that it becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from moedebog.catalogue import Slags
from moedebog.importer.genre import patterns
from moedebog.importer.pieces import Kind, Piece, without_bold
from moedebog.importer.recognise import (
    DraftItem,
    DraftSection,
    Someone,
    actions_in,
    are_closed,
    attachments_in,
    begins_election,
    brought,
    election_in,
    flat,
    follows,
    is_election,
    outcome,
    recommendation_in,
    statements_in,
    told_by,
    votes_in,
)
from moedebog.importer.write.attachments import Late, entries
from moedebog.importer.write.body import body, notes_of
from moedebog.importer.write.headings import ForumHeadings
from moedebog.importer.write.once import EMPTY_SECTION
from moedebog.importer.write.recommendation import Answered, delbeslutning, indstilling
from moedebog.importer.write.setting import Setting
from moedebog.importer.write.unsure import unsure
from moedebog.meeting import Medlem

Part = dict[str, Any]
"""One entry of an ``afsnit`` list, with ``slags`` first."""
GOES_ON = "_goes_on"
"""Marks an entry that goes on under the heading of the one before it."""


def text_part(pieces: Sequence[Piece], notes: list[str] | None = None) -> Part:
    """An entry of text without a heading."""
    return {"slags": Slags.TEKST.value, "tekst": body(pieces, notes)}


_PARTY_OF = re.compile(r"(.+?) \((\d+)\)")
"""``A (5)``: a party, and how many of it voted."""


class Parts:
    """Writes the sections of one item."""

    def __init__(self, item: DraftItem, setting: Setting, answered: Answered | None) -> None:
        self.item = item
        self.setting = setting
        self.answered = answered
        self.headings = ForumHeadings(setting.forum, setting.draft.cover)
        self.late = Late(item, setting)

    def of(self, section: DraftSection) -> Iterator[Part]:
        """The entries that a section becomes."""
        head, notes = self.head(section), list(section.notes)
        if section.slags is Slags.SAG:
            inside = [part for child in section.children for part in self.of(child)]
            if section.pieces:
                inside.insert(0, text_part(section.pieces, notes))
            yield unsure({**head, "afsnit": inside} if inside else head, notes)
            return
        structured = self.structured(section, head, notes)
        yield from _as_text(section, head, notes) if structured is None else structured

    def head(self, section: DraftSection) -> Part:
        """What stands before the content of a section."""
        head: Part = {"slags": section.slags.value}
        if heading := self.headings.own(section):
            head["overskrift"] = heading
        elif section.unheaded and self.headings.usual[section.slags]:
            head["overskrift"] = ""
        if section.rule:
            head["skillelinje"] = True
        if section.closed:
            head["lukket"] = section.closed
        if section.goes_on:
            head[GOES_ON] = True
        return head

    def structured(self, section: DraftSection, head: Part, notes: list[str]) -> list[Part] | None:
        """The entries of a section with content of its own form; ``None`` where it is text."""
        match section.slags:
            case Slags.INDSTILLING:
                return self.recommendation(section, head, notes)
            case Slags.BESLUTNING:
                return self.decision(section, head, notes)
            case Slags.BILAG:
                return self.attachments(section, head, notes)
            case Slags.AFSTEMNING:
                return self.votes(section, head, notes)
            case Slags.PROTOKOLBEMAERKNINGER:
                return self.statements(section, head, notes)
            case Slags.OPFOELGNING:
                if any(follows(section.pieces, body) for body in self.brought_before()):
                    return []
                tasks = actions_in(section.pieces, self.setting.draft.cover.dato)
                return [unsure({**head, "opfoelgning": tasks}, notes)] if tasks else None
        return None

    def brought_before(self) -> Iterator[str]:
        """The higher bodies that the matter is brought before."""
        for section in self.item.all_sections():
            if section.slags is Slags.BESLUTNING:
                yield from filter(None, [brought(section.pieces)[0].get("for")])

    def recommendation(
        self, section: DraftSection, head: Part, notes: list[str]
    ) -> list[Part] | None:
        """The indstilling, with the answers to its points."""
        known = self.answered if self.answered and self.answered.section is section else None
        found = known.recommendation if known else recommendation_in(section.pieces)
        if found is None:
            return None
        value = indstilling(found, self.setting.forum)
        if known and known.answers:
            for one in known.answers.each:
                one.udfald = one.udfald or told_by(one.rest, self.item.listed_outcome)
            value["delbeslutninger"] = [delbeslutning(one) for one in known.answers.each]
        notes += notes_of(section.pieces)
        return [unsure({**head, "indstilling": value}, notes), *_remainder(found.rest)]

    def decision(self, section: DraftSection, head: Part, notes: list[str]) -> list[Part] | None:
        """The decision: its outcome in a word where it is one, and its text."""
        known = self.answered.answers if self.answered else None
        answers = known if self.answered and self.answered.decision is section else None
        higher, pieces = brought(answers.before if answers else section.pieces)
        if higher:
            higher = {key: self.from_whom(text) for key, text in higher.items()}
            head["indbragt"] = higher
        # Together with an outcome in a word it would be one sentence.
        word, rest = (None, pieces) if higher else outcome(pieces, self.setting.phrases.withdrawn)
        if section.unheaded and rest:
            word, rest = None, pieces  # what goes on is one text
        if word is None and not answers and not higher:
            word = told_by(pieces, self.item.listed_outcome)
        if word:
            head["udfald"] = word
            notes += notes_of(pieces[: len(pieces) - len(rest)])
        if rest:
            head["tekst"] = body((without_bold(rest[0]), *rest[1:]), notes)
        if answers and answers.note:
            notes.append(answers.note)
        if not word and not rest and not answers and not higher:
            return None
        return [unsure(head, notes)]

    def attachments(self, section: DraftSection, head: Part, notes: list[str]) -> list[Part] | None:
        """The attachments, and what follows them that is none."""
        found, rest = attachments_in(section.pieces, self.setting.folder)
        if not found:
            return None
        for one in found:
            one.label = one.label or section.called.get(one.titel, "")
            if one.closed is None and are_closed(section.heading):
                one.closed = ""
        sent = partial(self.late.sent, section=section)
        value = entries(found, sent, self.item.labels, self.setting, notes)
        return [unsure({**head, "bilag": value}, notes), *_remainder(rest)]

    def votes(self, section: DraftSection, head: Part, notes: list[str]) -> list[Part] | None:
        """The votes; as a decision in words where they do not fit with who was there."""
        if self.item.votes_as_text:
            if not section.lines:
                return None
            text = body(section.pieces, notes)
            return [unsure({**head, "slags": Slags.BESLUTNING.value, "tekst": text}, notes)]
        cast = self.cast(section.pieces)
        if not cast:
            return None
        return [unsure({**head, "afstemning": cast[0] if len(cast) == 1 else cast}, notes)]

    def cast(self, pieces: Sequence[Piece]) -> list[dict[str, Any]] | None:
        """The votes and elections; ``None`` where some line is not understood."""
        known = self.setting.known
        found: list[dict[str, Any]] = []
        for electing, lines in _by_election(pieces):
            told = election_in(lines, known) if electing else None
            votes = [told] if told else None if electing else votes_in(lines, known)
            if votes is None:
                return None
            found += votes
        return [self.named(vote) for vote in found]

    def named(self, told: Any) -> Any:
        """Votes with the names as the meeting file has them, without what is printed behind."""
        if isinstance(told, list):
            return [self.named(one) for one in told]
        if isinstance(told, str):
            return self.from_whom(told)
        if not isinstance(told, dict):
            return told
        changed = {key: self.named(value) for key, value in told.items()}
        names = changed.get("navne", [])
        # »B (1)« alone has been read as so many votes of B.
        alone = len(names) == 1 and not _PARTY_OF.fullmatch(names[0])
        counted = [f"{names[0]} ({changed.get('antal')})"] if alone else names
        # Only of documents of ours is it known what the numbers are counted from.
        parties = self.parties(counted) if self.item.start.sure else []
        if parties and set(changed) == {"antal", "navne"}:
            names = [name for name, _ in parties]
            cast = sum(number for _, number in parties)
            return names if cast == changed["antal"] else {**changed, "navne": names}
        persons = all(map(self.setting.known, names))
        return names if names and persons and len(names) == changed.get("antal") else changed

    def parties(self, names: Sequence[str]) -> list[tuple[str, int]]:
        """The names of a side without how many each party is, and how many votes each means; none
        where a number is another than moedebog counts by itself.
        """
        cover = self.setting.draft.cover
        there = cover.there
        if there is None:
            there = [
                Someone(one.navn, parti=one.parti or "") for one in self.setting.forum.medlemmer
            ]
        away, moving = self.away()
        found = [(match, name) for name in names for match in [_PARTY_OF.fullmatch(name)]]
        if not any(match for match, _ in found):
            return []
        told: list[tuple[str, int]] = []
        for match, name in found:
            if match:
                party = {one.navn for one in there if one.parti == match[1]} - away
                if not len(party - moving) <= int(match[2]) <= len(party):
                    return []
            told.append((match[1], int(match[2])) if match else (name, 1))
        return told

    def away(self) -> tuple[set[str], set[str]]:
        """The names of those who have left or not come yet, and of those who move or take no part
        in this very item.
        """
        items = list(flat(self.setting.draft.items))
        here = next((n for n, one in enumerate(items) if one is self.item), 0)
        away: set[str] = set()
        for item in reversed(items[here + 1 :]):
            away |= {one.navn for one in item.came}
            away -= {one.navn for one in item.left}
        for item in items[:here]:
            away -= {one.navn for one in item.came}
            away |= {one.navn for one in item.left} - {one.navn for one in item.came}
        moving = {one.navn for one in (*self.item.came, *self.item.left)} | set(self.item.partial)
        return away - moving, moving

    def statements(self, section: DraftSection, head: Part, notes: list[str]) -> list[Part] | None:
        """What somebody wanted in the minutes."""
        found = statements_in(section.pieces, section.from_whom, self.setting.known)
        texts = [body(one["tekst"]) for one in found or ()]
        if not found or not all(isinstance(text, str) for text in texts):
            return None
        head.pop("overskrift", None)
        entries = [
            {"fra": self.from_whom(one["fra"]), "tekst": text}
            for one, text in zip(found, texts, strict=True)
        ]
        return [unsure({**head, "protokolbemaerkninger": entries}, notes)]

    def from_whom(self, printed: str) -> str:
        """Whose statement it is, without the party that is printed behind a member's name."""
        cover = self.setting.draft.cover
        there = (*(cover.there or ()), *cover.for_items, *self.item.instead.values())
        for one in (*self.setting.forum.medlemmer, *there):
            if one.parti and printed == f"{one.navn} ({one.parti})":
                return one.known_as if isinstance(one, Medlem) else one.navn
        return printed


def _by_election(pieces: Sequence[Piece]) -> Iterator[tuple[bool, list[Piece]]]:
    """The lines of votes in stretches, with whether each is an election."""
    lines: list[Piece] = []
    electing = False
    for piece in pieces:
        one = is_election(piece)
        if lines and (one != electing or begins_election(piece)):
            yield electing, lines
            lines = []
        electing = one
        lines.append(piece)
    if lines:
        yield electing, lines


def _as_text(section: DraftSection, head: Part, notes: list[str]) -> Iterator[Part]:
    """A section that holds text only; an empty one keeps its heading."""
    typed = patterns.sentence_case(section.heading.rstrip(":"))
    if section.pieces and section.slags is Slags.INDSTILLING:
        if not all(piece.kind is Kind.TEXT for piece in section.pieces):
            notes.append("indstillingen er ikke delt i sine punkter, men står som tekst")
    elif section.slags.kind.contents[0] != "tekst":
        told = section.slags.kind.minutes  # at the meeting, so no dagsorden may show it
        head = {**head, "slags": (Slags.BESLUTNING if told else Slags.TEKST).value}
        head.setdefault("overskrift", typed)
        if not head["overskrift"]:
            del head["overskrift"]
    if section.pieces:
        head["tekst"] = body(section.pieces, notes)
    elif section.heading:
        head = {**head, "slags": Slags.TEKST.value, "overskrift": head.get("overskrift", typed)}
        if not section.bottom and not section.leads:  # what is noted of that says enough
            notes.append(EMPTY_SECTION)
    else:
        return
    yield unsure(head, notes)


def _remainder(pieces: Sequence[Piece]) -> list[Part]:
    """Text that stands after the content of a section."""
    return [text_part(pieces)] if pieces else []
