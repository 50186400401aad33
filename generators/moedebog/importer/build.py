"""The draft -> the tree of a meeting file, as the forum's policy writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from moedebog.catalogue import DagsordenStatus, Opstilling, ReferatStatus, Sagstype, Slags
from moedebog.importer import actions, contents, dates, labels, late, patterns, people, votes
from moedebog.importer.cover import Cover
from moedebog.importer.patterns import folded
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.importer.sections import DraftItem, Section, minutes
from moedebog.importer.votes import Known
from moedebog.importer.yaml_text import Unsure
from moedebog.meeting import Forum
from moedebog.phrases import DANISH

Part = dict[str, Any]
"""One entry of an ``afsnit`` list, with ``slags`` first."""
GOES_ON = "_goes_on"
"""Marks an entry that goes on under the heading of the one before it."""


class Closing(Struct):
    """What stands at the end of a document and is made by moedebog itself."""

    attachments: bool = False
    """Whether there is a list of all attachments."""
    with_referat: set[tuple[str, int]] = field(default_factory=set)
    """Attachments that came with the referat: the item's number, and the attachment's."""
    signatures: bool = False


class Draft(Struct):
    """What the recogniser has found."""

    cover: Cover
    items: list[DraftItem]
    missing_titles: list[str] = field(default_factory=list)
    """Titles of the table of contents that no item has."""
    closing: Closing = field(default_factory=Closing)


class Builder:
    """Writes the draft down; keeps the clock while it goes through the items."""

    def __init__(self, draft: Draft, forum: Forum, folder: Path, known: Known) -> None:
        self.draft = draft
        self.forum = forum
        self.folder = folder
        self.known = known
        self.hand = 0
        self.count = 0
        self.kept: list[Piece] = []
        """Text of the cover that has no place of its own here."""
        self.used: set[str] = set()
        self.late: list[str] = []
        """Sentences of an item on attachments that came later, and on none that is known."""
        self.order = {policy.slags: n for n, policy in enumerate(forum.politik.afsnit)}
        usual = DANISH.sections
        self.headings = {
            p.slags: usual.get(p.slags, "") if p.overskrift is None else p.overskrift
            for p in forum.politik.afsnit
        }

    # --- the meeting ------------------------------------------------------------------------

    def meeting(self) -> dict[str, Any]:
        """The tree of the meeting file."""
        cover, tree = self.draft.cover, self.top()
        self.hand = minutes(_first_start(self.draft))
        numbers = [i.start.main for i in self.draft.items if i.start.plain]
        if numbers and numbers[0] is not None and numbers[0] > 1:
            tree["nummerering"] = {"start": numbers[0]}
            self.count = numbers[0] - 1
        tree["punkter"] = [self.item(item) for item in self.draft.items]
        self.status(tree)
        if cover.rest or self.kept or self.draft.missing_titles:
            tree["indledning"] = self.introduction()
        if self.draft.closing.signatures:
            tree["underskriftsark"] = True
        return tree

    def top(self) -> dict[str, Any]:
        """The facts of the meeting."""
        cover = self.draft.cover
        tree: dict[str, Any] = {}
        if cover.titel:
            tree["titel"] = cover.titel
        assert cover.dato is not None  # noqa: S101 - the caller has seen to it
        tree["dato"] = _unsure(cover.dato.isoformat(), cover.notes)
        start = _first_start(self.draft)
        note = []
        if cover.start is None:
            note = ["dokumentet siger ikke, hvornår mødet begynder"]
        elif start != cover.start:
            note = [f"efter dokumentet begynder mødet {cover.start:%H.%M}, men et punkt ligger før"]
        tree["start"] = _unsure(f"{start:%H:%M}", note)
        for key in ("slut", "faktisk_start", "faktisk_slut"):
            if moment := getattr(cover, key):
                tree[key] = f"{moment:%H:%M}"
        if cover.sted and cover.sted != self.forum.sted:
            tree["sted"] = cover.sted
        if cover.form:
            tree["form"] = cover.form
        if cover.aflyst:
            tree["aflyst"] = True
        self.officers(tree)
        self.presence(tree)
        return tree

    def status(self, tree: dict[str, Any]) -> None:
        """A document without the word Udkast was sent out; but its files must be there."""
        cover = self.draft.cover
        if not cover.kind:
            return
        unsent = labels.STATUS[cover.status] is ReferatStatus.UDKAST
        sent = DagsordenStatus.UDKAST if unsent else DagsordenStatus.UDSENDT
        status = {"dagsorden_status": sent.value}
        if cover.kind == "referat":
            status = {
                "dagsorden_status": DagsordenStatus.UDSENDT.value,
                "referat_status": labels.STATUS[cover.status].value,
            }
        missing = [f for f in _files(tree["punkter"]) if not (self.folder / f).is_file()]
        if missing and set(status.values()) != {DagsordenStatus.UDKAST}:
            files = f"{len(missing)} filer" if len(missing) > 1 else "1 fil"
            said = " og ".join(f"{key}: {value}" for key, value in status.items())
            note = f"læg {files} i bilag/, og skriv så {said}"
            tree["dagsorden_status"] = Unsure(DagsordenStatus.UDKAST.value, [note])
        else:
            tree.update(
                {key: value for key, value in status.items() if value != DagsordenStatus.UDKAST}
            )

    def officers(self, tree: dict[str, Any]) -> None:
        """Who led the meeting and who wrote."""
        cover, forum = self.draft.cover, self.forum
        if cover.moedeleder and cover.moedeleder != forum.moedeleder:
            if self.known(cover.moedeleder):
                tree["moedeleder"] = cover.moedeleder
            else:
                self.keep(f"{cover.moedeleder_label or 'Mødeleder'}: {cover.moedeleder}")
        if cover.referent and cover.referent != forum.referent:
            tree["referent"] = cover.referent
        if cover.contact and people.contact(cover.contact) != _contact_of(forum):
            self.keep(f"Kontakt: {cover.contact}")
        told = {one.navn for i in _flat(self.draft.items) for one in (*i.came, *i.left)}
        for label, one in cover.moved:
            if one.navn not in told:
                self.keep(f"{label}: {one.navn}" + (f" ({one.where})" if one.where else ""))
        if cover.forum and set(folded(cover.forum).split()) - set(folded(forum.navn).split()):
            self.keep(cover.forum)

    def presence(self, tree: dict[str, Any]) -> None:
        """Regrets and guests, as far as the forum knows the names."""
        cover = self.draft.cover
        standing = {one.stands_in_for: one for one in cover.there or () if one.stands_in_for}
        seen: set[str] = set()
        for key in ("afbud", "udeblevet"):
            entries = []
            for one in getattr(cover, key):
                if one.navn in seen:
                    continue
                seen.add(one.navn)
                if not self.known(one.navn):
                    self.keep(f"{key.capitalize()}: {one.described()}")
                    note = f"{one.navn} er ikke medlem i forum.yaml"
                    tree["dato"] = _unsure(tree["dato"], [note])
                    continue
                substitute = standing.pop(one.navn, None) or one.substitute
                value: dict[str, Any] = {"navn": one.navn}
                if substitute:
                    value["stedfortraeder"] = substitute.value()
                if one.reason:
                    value["aarsag"] = one.reason
                entries.append(value if len(value) > 1 else one.navn)
            if entries:
                tree[key] = entries
        members = {m.navn for m in self.forum.medlemmer}
        guests = [one.value() for one in cover.guests]
        guests += [
            Unsure(one.value(), [f"{one.navn} er ikke medlem i forum.yaml, måske gæst"])
            for one in cover.there or ()
            if one.navn not in members and not one.stands_in_for
        ]
        if guests:
            tree["gaester"] = guests
        if cover.there is not None:
            self.unnamed(tree, {one.navn for one in cover.there} | seen)

    def unnamed(self, tree: dict[str, Any], named: set[str]) -> None:
        """Marks the members of that day whom the list of who took part leaves out."""
        day = self.draft.cover.dato or date.min
        for member in self.forum.medlemmer:
            then = (member.fra or date.min) <= day <= (member.til or date.max)
            if then and member.navn not in named:
                note = f"{member.navn} er medlem, men nævnes ikke i dokumentet"
                tree["dato"] = _unsure(tree["dato"], [note])

    def keep(self, text: str) -> None:
        """Keeps a fact that the meeting file cannot hold."""
        self.kept.append(text_piece(text))

    def introduction(self) -> Any:
        """What stood before the items and has no place of its own."""
        pieces = [
            replace(p, kind=Kind.TEXT) if p.kind is Kind.HEADING else p
            for p in (*self.draft.cover.rest, *self.kept)
        ]
        notes = ["stod på forsiden og er ikke genkendt"] if pieces else []
        for title in self.draft.missing_titles:
            pieces.append(text_piece(title))
            notes.append(f"»{title[:60]}« står i indholdsfortegnelsen, men ikke som punkt")
        return _unsure(contents.body(pieces, notes), notes)

    # --- an item ----------------------------------------------------------------------------

    def item(self, item: DraftItem, counted: str = "") -> Any:
        """The tree of an item; a sub-item is ``counted`` by the item above it."""
        notes = list(item.notes)
        tree: dict[str, Any] = {}
        if item.group:
            tree["gruppe"] = item.group
        tree["titel"] = self.title(item, tree, notes)
        number = self.number(item, tree, notes, counted or self.counted(item, tree))
        self.count += number == str(self.count + 1) and not counted
        begin = minutes(item.title.slot[0]) if item.title.slot else self.hand
        self.time(item, tree, notes)
        self.facts(item, tree)
        if item.closed is not None:
            self.closed(item, tree, notes)
        else:
            self.sections(item, tree, notes)
            if item.said_closed:
                self.said_closed(item, tree, notes)
        if item.children:
            end, self.hand = self.hand, begin if item.title.slot else self.hand
            tree["underpunkter"] = [
                self.item(child, f"{number}.{n}") for n, child in enumerate(item.children, 1)
            ]
            self.hand = max(self.hand, end)
            if self.spanned(item):
                for key in ("tid", "varighed"):
                    tree.pop(key, None)
        return _unsure(tree, notes)

    def facts(self, item: DraftItem, tree: dict[str, Any]) -> None:
        """Numbers of the case, and who came, left or took no part."""
        if item.sagsnr:
            tree["sagsnr"] = item.sagsnr[0] if len(item.sagsnr) == 1 else list(item.sagsnr)
        for key in ("dok_nr", "kle"):
            if value := getattr(item, key):
                tree[key] = value
        if item.tillaeg:
            tree["tillaeg"] = True
            if item.tillaeg_grund:
                tree["tillaeg_grund"] = item.tillaeg_grund
        for key, moved in (("ankom", item.came), ("forlod", item.left)):
            if moved:
                tree[key] = [{"navn": p.navn, "tid": p.where} if p.where else p.navn for p in moved]
        if item.partial:
            tree["inhabil"] = list(item.partial)
        if item.guests:
            tree["gaester"] = [guest.value() for guest in item.guests]

    def title(self, item: DraftItem, tree: dict[str, Any], notes: list[str]) -> str:
        """The title as written in the file; the kind of item goes into ``tree``."""
        title = item.title
        text = title.text
        kind = title.kind
        if kind and not kind.kind.takes_time and (title.slot or title.minutes):
            kind = None
        if kind and item.start.number and not self.counts(kind):
            kind = None
        if title.kind_text:
            if self.forum.politik.sagstype_i_titel:
                usual = self.word_of(kind) if kind else ""
                if title.kind_text != usual:
                    tree["sagstype_tekst"] = title.kind_text
            else:
                text = f"{title.kind_text}: {text}"
                usual = DANISH.item_kinds.get(kind, "") if kind else ""
                if not text.casefold().startswith(usual.casefold()):
                    kind = None
        elif kind and not self.tells_itself(kind, text):
            kind = None
        if item.kind_word:
            kind = self.kind_of(item.kind_word, tree) or kind
        if kind:
            tree["sagstype"] = kind.value
        if not text:
            notes.append("punktet har ingen titel i dokumentet")
            text = f"Punkt {item.start.number}".strip()
        return text

    def word_of(self, kind: Sagstype) -> str:
        """What the forum prints for a kind of item; empty where it prints nothing."""
        return dict(self.forum.politik.sagstyper).get(kind, "") or DANISH.item_kinds.get(kind, "")

    def counts(self, kind: Sagstype) -> bool:
        """Whether items of a kind have a number here."""
        return kind.kind.numbered or self.forum.politik.nummererede_pauser

    def tells_itself(self, kind: Sagstype, text: str) -> bool:
        """Whether setting the kind adds no word to what is printed."""
        return text.casefold().startswith(self.word_of(kind).casefold())

    def kind_of(self, word: str, tree: dict[str, Any]) -> Sagstype | None:
        """The kind that a word on the line under the title means."""
        for kind in Sagstype:
            if kind in DANISH.item_kinds and folded(self.word_of(kind)) == folded(word):
                return kind
        tree["sagstype_tekst"] = word
        known = (kind for kind, pattern in patterns.KIND_PREFIXES if pattern.match(f"{word}: x"))
        return next(known, None)

    def number(self, item: DraftItem, tree: dict[str, Any], notes: list[str], counted: str) -> str:
        """The item's number: the one it is ``counted`` as, or a label of its own."""
        label = item.start.number or counted
        if not item.start.number and item.start.word:
            notes.append("punktet har intet nummer i dokumentet")
        if not label:
            return ""
        if label in self.used:
            notes.append(f"nummeret {label} er brugt før i dokumentet")
            label = next(n for k in range(2, 999) if (n := f"{label}-{k}") not in self.used)
        if label != counted:
            tree["nr"] = label
        self.used.add(label)
        return label

    def counted(self, item: DraftItem, tree: dict[str, Any]) -> str:
        """The number that an outermost item gets by counting on; empty where it gets none."""
        kind = tree.get("sagstype")
        uncounted = kind is not None and not self.counts(Sagstype.of(kind))
        following = str(self.count + 1)
        return "" if uncounted or item.start.number not in ("", following) else following

    def time(self, item: DraftItem, tree: dict[str, Any], notes: list[str]) -> None:
        """The slot as a length where it follows on the one before, else as it stands."""
        title = item.title
        if title.slot is None:
            if title.minutes and self.hand + title.minutes < 24 * 60:
                tree["varighed"] = title.minutes
                self.hand += title.minutes
            return
        start, end = title.slot
        begin, stop = minutes(start), minutes(end) if end else None
        if begin < self.hand:
            notes.append(
                "tidsrummet begynder, før det foregående punkt er slut, og står derfor i titlen"
            )
            tree["titel"] = f"{tree['titel']} {title.slot_text.strip(', ')}"
            return
        if begin == self.hand and stop is not None:
            tree["varighed"] = stop - begin
        else:
            tree["tid"] = f"{start:%H:%M}" + (f"-{end:%H:%M}" if end else "")
        self.hand = begin if stop is None else stop

    def spanned(self, item: DraftItem) -> bool:
        """Whether the item's slot is that of its sub-items together, which moedebog works out."""
        slots = [child.title.slot for child in item.children if child.title.slot]
        own = item.title.slot
        return bool(slots) and own is not None and own == (slots[0][0], slots[-1][1])

    def closed(self, item: DraftItem, tree: dict[str, Any], notes: list[str]) -> None:
        """An item of which the document shows only what the public may read."""
        value: dict[str, Any] = {}
        if item.closed:
            value["grund"] = item.closed
        if tree["titel"] != DANISH.closed_item:
            value["offentlig_titel"] = tree["titel"]
        pieces = [p for section in item.all_sections() for p in section.pieces]
        if pieces:
            text = contents.body(pieces)
            value["offentlig_beslutning"] = text
        notes.append("punktet er lukket; resten af sagen står ikke i dokumentet")
        tree["lukket"] = value or True

    def said_closed(self, item: DraftItem, tree: dict[str, Any], notes: list[str]) -> None:
        """An item that the document calls closed stays so: the public reads its title alone."""
        title = tree["titel"]
        hidden = item.secret or title == DANISH.closed_item
        tree["lukket"] = True if hidden else {"offentlig_titel": title}
        if (item.sections or item.children) and not item.secret:
            notes.append(
                "dokumentet siger, at punktet er lukket, så offentligheden ser kun titlen; hvad "
                "alle må læse, kan stå som offentlig_beslutning"
            )

    # --- the sections -----------------------------------------------------------------------

    def sections(self, item: DraftItem, tree: dict[str, Any], notes: list[str]) -> None:
        """The sections under their own keys, or as an ``afsnit`` list."""
        sections = self.reconciled(item.sections, notes)
        self.answered(sections)
        referat = self.draft.cover.kind != "dagsorden"
        self.late = late.sentences(item.all_sections()) if referat else []
        parts = [part for section in sections for part in self.parts(section, item)]
        notes += [
            f"»{sentence[:80]}«: står bilaget ikke under bilag, så skriv det der med udsendes_med: "
            "referat"
            for sentence in self.late
        ]
        if item.absent_text is not None and not self.derives_absence(item):
            parts.append({"slags": Slags.TEKST.value, "tekst": contents.body([item.absent_text])})
        named = self.named(parts)
        if named is not None:
            tree.update(named)
        elif parts:
            for part in parts:
                _, opened = _opened(part)
                if opened.pop(GOES_ON, False):
                    opened["overskrift"] = ""
            tree["afsnit"] = parts

    def derives_absence(self, item: DraftItem) -> bool:
        """Whether moedebog prints the same names under the item by itself."""
        if not self.forum.politik.fravaer_under_punkter or item.children:
            return False
        cover = self.draft.cover
        away = {one.navn for one in (*cover.afbud, *cover.udeblevet)}
        late: set[str] = set()
        gone: set[str] = set()
        before = True
        for other in _flat(self.draft.items):
            before = before and other is not item
            if before:
                gone |= {one.navn for one in other.left}
                away -= {one.navn for one in other.came}
                gone -= {one.navn for one in other.came}
            elif other is item:
                away -= {one.navn for one in other.came}
                gone -= {one.navn for one in other.came}
            else:
                late |= {one.navn for one in other.came} - gone
        return {one.navn for one in item.absent or ()} == away | late | gone

    def named(self, parts: Sequence[Part]) -> dict[str, Any] | None:
        """The sections under their own keys, where the forum would print them the same."""
        tree: dict[str, Any] = {}
        last = -1
        for raw in parts:
            notes, part = _opened(raw)
            slags = Slags.of(part["slags"])
            place = self.order.get(slags, -1)
            if (
                not slags.kind.own_key
                or place <= last
                or set(part) & {"overskrift", "skillelinje", "afsnit", "lukket"}
            ):
                return None
            last = place
            if slags is Slags.BESLUTNING:
                if set(part) == {"slags"}:
                    if not _answers_next_to(parts):
                        return None
                    continue
                content = {k: v for k, v in part.items() if k in ("tekst", "udfald")}
                if "tekst" in content:
                    tree["beslutning"] = _unsure(content["tekst"], notes)
                if "udfald" in content:
                    tree["udfald"] = content["udfald"]
                continue
            key = slags.kind.contents[0]
            if key not in part:
                return None
            tree[slags.value] = _unsure(part[key], notes)
        return tree

    def reconciled(self, sections: list[Section], notes: list[str]) -> list[Section]:
        """Attachments named in the case and again as files are told apart.

        The files are the attachments. What the case names stays there as text where a file
        on the list answers to it; what has no file is an attachment by its title.
        """
        lists = [s for top in sections for s in (top, *top.children) if s.slags is Slags.BILAG]
        filed = [s for s in lists if any(patterns.FILE_ENDING.search(p.text) for p in s.pieces)]
        files = [a for s in filed for a in contents.attachments(s.pieces, self.folder)[0]]
        if not filed:
            return sections
        for section in lists:
            if section in filed:
                continue
            typed, rest = contents.attachments(section.pieces, self.folder)
            if rest or not typed:
                continue
            without = [
                a
                for a in typed
                if not any(contents.same_attachment(a.titel, f.titel) for f in files)
            ]
            if len(without) == len(typed):
                continue
            section.slags, section.usual = Slags.TEKST, False
            if without:
                extra = [text_piece(a.titel) for a in without]
                filed[-1].pieces += extra
                missing = "; ".join(f"»{a.titel[:60]}«" for a in without)
                notes.append(f"nævnt i sagen uden at være blandt filerne: {missing}")
        return sections

    def answered(self, sections: list[Section]) -> None:
        """Marks the decision whose points answer the one indstilling of the item."""
        self.points: tuple[Section, contents.Recommendation] | None = None
        self.answering: tuple[Section, contents.Answers] | None = None
        flat = [s for top in sections for s in (top, *top.children)]
        found = [
            (s, value)
            for s in flat
            if s.slags is Slags.INDSTILLING and (value := contents.recommendation(s.pieces))
        ]
        if len(found) != 1:
            return
        self.points = found[0]
        decisions = [s for s in sections if s.slags is Slags.BESLUTNING]
        if decisions:
            last = decisions[-1]
            answers = contents.answers(last.pieces, self.points[1].points)
            earlier_empty = len(decisions) > 1 and answers is not None and answers.before
            if answers and not earlier_empty:
                self.answering = (last, answers)

    def parts(self, section: Section, item: DraftItem) -> Iterator[Part]:
        """The entries of an ``afsnit`` list that a section becomes."""
        head: Part = {"slags": section.slags.value}
        if heading := self.own_heading(section):
            head["overskrift"] = heading
        if section.rule:
            head["skillelinje"] = True
        if section.closed:
            head["lukket"] = True
        if section.goes_on:
            head[GOES_ON] = True
        notes: list[str] = list(section.notes)
        if section.slags is Slags.SAG:
            inside = [p for child in section.children for p in self.parts(child, item)]
            if section.pieces:
                inside.insert(
                    0, {"slags": Slags.TEKST.value, "tekst": contents.body(section.pieces, notes)}
                )
            yield _noted({**head, "afsnit": inside} if inside else head, notes)
            return
        structured = self.structured(section, head, notes, item)
        if structured is not None:
            yield from structured
            return
        yield from self.as_text(section, head, notes)

    def as_text(self, section: Section, head: Part, notes: list[str]) -> Iterator[Part]:
        """A section that holds text only; an empty one keeps its heading."""
        slags = section.slags
        if section.pieces and slags is Slags.INDSTILLING:
            notes.append("indstillingens punkter er ikke genkendt")
        elif slags.kind.contents[0] != "tekst":
            head = {**head, "slags": Slags.TEKST.value}
            head.setdefault("overskrift", patterns.sentence_case(section.heading.rstrip(":")))
            if not head["overskrift"]:
                del head["overskrift"]
        if section.pieces:
            head["tekst"] = contents.body(section.pieces, notes)
        elif section.heading:
            heading = patterns.sentence_case(section.heading.rstrip(":"))
            head = {
                **head,
                "slags": Slags.TEKST.value,
                "overskrift": head.get("overskrift", heading),
            }
            notes.append("afsnittet er tomt i dokumentet")
        else:
            return
        yield _noted(head, notes)

    def structured(
        self, section: Section, head: Part, notes: list[str], item: DraftItem
    ) -> list[Part] | None:
        """The entries of a section with content of its own form; ``None`` where it is text."""
        pieces = section.pieces
        match section.slags:
            case Slags.INDSTILLING:
                return self.recommendation(section, head, notes)
            case Slags.BESLUTNING:
                return self.decision(section, head, notes)
            case Slags.BILAG:
                found, rest = contents.attachments(pieces, self.folder)
                if not found:
                    return None
                value = [
                    a.value(self.comes_late(a, number, section, item))
                    for number, a in enumerate(found, 1)
                ]
                return [_noted({**head, "bilag": value}, notes), *self.remainder(rest)]
            case Slags.AFSTEMNING:
                if item.votes_as_text and section.lines:
                    text = contents.body(pieces, notes)
                    return [_noted({**head, "slags": Slags.BESLUTNING.value, "tekst": text}, notes)]
                cast = None if item.votes_as_text else votes.votes(pieces, self.known)
                if not cast:
                    return None
                return [_noted({**head, "afstemning": cast[0] if len(cast) == 1 else cast}, notes)]
            case Slags.PROTOKOLBEMAERKNINGER:
                said = votes.statements(pieces, section.from_whom, self.known)
                texts = [contents.body(one["tekst"]) for one in said or ()]
                if not said or not all(isinstance(text, str) for text in texts):
                    return None
                head.pop("overskrift", None)
                entries = [
                    {"fra": one["fra"], "tekst": text}
                    for one, text in zip(said, texts, strict=True)
                ]
                return [_noted({**head, "protokolbemaerkninger": entries}, notes)]
            case Slags.OPFOELGNING:
                tasks = actions.actions(pieces, self.draft.cover.dato)
                return [_noted({**head, "opfoelgning": tasks}, notes)] if tasks else None
        return None

    def comes_late(
        self, bilag: contents.Attachment, number: int, section: Section, item: DraftItem
    ) -> bool:
        """Whether the attachment came only with the referat, by what the document says."""
        meant = [sentence for sentence in self.late if late.means(sentence, bilag.titel)]
        self.late = [sentence for sentence in self.late if sentence not in meant]
        said = late.said_of(section.heading) or late.said_of(bilag.titel)
        return bool(meant) or said or (item.start.number, number) in self.draft.closing.with_referat

    def recommendation(self, section: Section, head: Part, notes: list[str]) -> list[Part] | None:
        """The indstilling, with the answers to its points."""
        if self.points and self.points[0] is section:
            found: contents.Recommendation | None = self.points[1]
        else:
            found = contents.recommendation(section.pieces)
        if found is None:
            return None
        value = dict(found.value)
        if found.til and folded(found.til) != folded(self.forum.navn_i_saetning):
            value["til"] = found.til
        style = Opstilling.TAL if found.numbered else Opstilling.PUNKTTEGN
        if style is not self.forum.politik.indstillingspunkter:
            value["opstilling"] = style.value
        if self.answering and self.points and self.points[0] is section:
            value["delbeslutninger"] = self.answering[1].values
        notes += contents.notes_of(section.pieces)
        return [_noted({**head, "indstilling": value}, notes), *self.remainder(found.rest)]

    def decision(self, section: Section, head: Part, notes: list[str]) -> list[Part] | None:
        """The decision: its outcome in a word where it is one, and its text."""
        pieces: Sequence[Piece] = section.pieces
        answering = self.answering is not None and self.answering[0] is section
        if answering and self.answering:
            pieces = self.answering[1].before
        word, rest = contents.outcome(pieces)
        if word:
            head["udfald"] = word
        if rest:
            head["tekst"] = contents.body(rest, notes)
        if answering and self.answering and self.answering[1].note:
            notes.append(self.answering[1].note)
        if not word and not rest and not answering:
            return None
        return [_noted(head, notes)]

    def remainder(self, pieces: Sequence[Piece]) -> list[Part]:
        """Text that stands after the content of a section."""
        return [{"slags": Slags.TEKST.value, "tekst": contents.body(pieces)}] if pieces else []

    def own_heading(self, section: Section) -> str:
        """The heading to be written, where the forum's own is another."""
        typed = section.heading.strip().rstrip(":").strip()
        if not typed:
            return ""
        usual = self.headings.get(section.slags, "")
        if not section.slags.kind.heading_alone:
            default = folded(usual) == patterns.usual_heading(section.slags)
            same = _same_heading(typed, usual, self.forum, self.draft.cover)
            if same or (section.usual and default):
                return ""
        return patterns.sentence_case(typed)


def _contact_of(forum: Forum) -> dict[str, str]:
    kontakt = forum.kontakt
    facts = {key: getattr(kontakt, key, None) for key in ("navn", "email", "telefon")}
    return {key: text for key, text in facts.items() if text}


def _answers_next_to(parts: Sequence[Part]) -> bool:
    """Whether the answers would be printed where they stand: right after the indstilling."""
    kinds = [_opened(part)[1]["slags"] for part in parts]
    at = kinds.index(Slags.BESLUTNING)
    return at > 0 and kinds[at - 1] == Slags.INDSTILLING


def _same_heading(typed: str, usual: str, forum: Forum, cover: Cover) -> bool:
    """Whether the forum's heading, filled in, is the one typed."""
    if "{" not in usual:
        return folded(typed) == folded(usual)
    pattern = re.escape(folded(usual)).replace(r"\{forum\}", "(.+?)").replace(r"\{dato\}", "(.+)")
    match = re.fullmatch(pattern, folded(typed))
    found = dates.find_date(typed)
    if not match or ("{dato}" in usual and (not found or found[0] != cover.dato)):
        return False
    return "{forum}" not in usual or folded(match[1]) == folded(forum.navn)


def _files(value: Any) -> Iterator[str]:
    """The attachment files that a tree names."""
    if isinstance(value, Unsure):
        yield from _files(value.value)
    elif isinstance(value, dict):
        if isinstance(value.get("fil"), str):
            yield value["fil"]
        for inner in value.values():
            yield from _files(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _files(inner)


def _flat(items: Sequence[DraftItem]) -> Iterator[DraftItem]:
    for item in items:
        yield item
        yield from _flat(item.children)


def _first_start(draft: Draft) -> time:
    """When the meeting begins: as the cover says, but not after the first slot."""
    slots = [i.title.slot[0] for i in _flat(draft.items) if i.title.slot]
    begin = draft.cover.start or (slots[0] if slots else time(9))
    return min(begin, slots[0]) if slots else begin


def _unsure(value: Any, notes: Sequence[str]) -> Any:
    if not notes:
        return value
    if isinstance(value, Unsure):
        return Unsure(value.value, [*value.notes, *notes])
    return Unsure(value, list(notes))


def _noted(part: Part, notes: Sequence[str]) -> Any:
    return _unsure(part, notes)


def _opened(part: Any) -> tuple[list[str], Part]:
    """A part without its notes, and the notes."""
    if isinstance(part, Unsure):
        return list(part.notes), part.value
    return [], part
