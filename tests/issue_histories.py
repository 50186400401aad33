"""Histories of a meeting by chance: edited, and issued whenever nothing stands against it.

The history itself knows which item and which attachment is which, by a tag that moedebog never
sees; so it can tell where a number that went out names another thing than before.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import version_support
from issue_support import FORUM, findings, workspace, write
from moedebog.compose import Composer, Plan, plan
from moedebog.compose.identity import KnownItem, is_alike
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.workspace import Workspace

HEAD_LINES = 4
"""Lines of the file before its items."""
SUBJECTS = ("Budget", "Skolen", "Havnen", "Orientering", "Cykelstien", "Lokalplan", "Eventuelt")
WORDS = ("kommunen", "udvider", "havnen", "betaler", "veje", "rater", "skolerne", "klagen", "næste")
POLICIES = (
    "nye_punkter: fejl",
    "nye_punkter: mellem",
    "nye_punkter: sidst",
    "nummer_efter_udsendelse: tillad",
)
HOW_NUMBERED = (
    "",
    "nummerering_i_gruppe: forfra",
    "bilagsnumre: gennemloebende",
    "bilagsnumre: punkt_bilag",
)
PUBLIC, INTERNAL = Audience.OFFENTLIG, Audience.INTERN


@dataclass(eq=False)
class Thing:
    """An item, or an attachment."""

    tag: int
    lines: dict[str, str]
    """What is written of it."""
    bilag: list[Thing] = field(default_factory=list)
    parts: list[Thing] = field(default_factory=list)
    line: int = 0
    """Where it stands in the file."""

    @property
    def face(self) -> tuple[object, ...]:
        """What it could be told from others by."""
        own = (self.lines.get(key) for key in ("titel", "sagsnr", "tekst"))
        return (*own, *(one.lines["titel"] for one in self.bilag))


@dataclass
class Issued:
    """What the history knows of a version."""

    numbers: dict[int, tuple[str, str]]
    """Group and number of each item that the public reads, by its tag."""
    faces: dict[int, tuple[object, ...]]


class Meeting:
    """A meeting that somebody edits by chance."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.made = 0
        self.policy = self.chance.choice(POLICIES)
        self.style = self.chance.choice(HOW_NUMBERED)
        self.versions: list[Issued] = []
        self.items = [self.item() for _ in range(self.chance.randint(3, 8))]
        forum = f"{FORUM}politik:\n  {self.policy}\n" + (f"  {self.style}\n" if self.style else "")
        self.ws: Workspace = workspace(root, self.written(), forum=forum)
        self.ids: dict[str, int] = {}
        """The tag of what the record knows by each id."""
        self.owners: dict[tuple[str, str], int] = {}
        self.owners_of_attachments: dict[tuple[object, str], tuple[int, str, int]] = {}
        self.gone: dict[int, Thing] = {}

    @property
    def allows(self) -> bool:
        return "tillad" in self.policy

    # --- as written -------------------------------------------------------------------

    def tag(self) -> int:
        self.made += 1
        return self.made

    def text(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(3, 8))).capitalize()

    def item(self, depth: int = 0) -> Thing:
        tag = self.tag()
        used = {one.lines["titel"] for one in self.everything()} if self.versions else set()
        subjects = [one for one in SUBJECTS if one in used or not self.versions]
        lines = {"titel": self.chance.choice((*subjects, f"{self.text()} {tag}"))}
        if self.chance.random() < 0.6:
            lines["tekst"] = f"{self.text()} {tag}."
        if self.chance.random() < 0.3:
            lines["sagsnr"] = f"26/{tag}"
        made = Thing(tag, lines)
        if self.chance.random() < 0.4:
            made.bilag = [self.attachment() for _ in range(self.chance.randint(1, 3))]
        if depth == 0 and self.chance.random() < 0.15:
            made.parts = [self.item(1) for _ in range(self.chance.randint(1, 3))]
        if depth == 0 and self.chance.random() < 0.1:
            lines["gruppe"] = f"Gruppe {tag}"
        if self.chance.random() < 0.08:
            lines["lukket"] = "ja"
        return made

    def attachment(self) -> Thing:
        tag = self.tag()
        lines = {"titel": self.chance.choice(("Notat", "Kort", f"{self.text()} {tag}"))}
        if self.chance.random() < 0.1:
            lines["offentlig"] = "nej"
        return Thing(tag, lines)

    def everything(self) -> Iterator[Thing]:
        """The items in reading order."""
        for item in self.items:
            yield item
            yield from item.parts

    def written(self) -> str:
        lines: list[str] = []
        for item in self.items:
            self._write(item, lines, "  ")
        return "".join(lines)

    def _write(self, item: Thing, lines: list[str], indent: str) -> None:
        item.line = len(lines) + 1 + HEAD_LINES
        self._write_lines(item, lines, indent)
        for key, those in (("bilag", item.bilag), ("underpunkter", item.parts)):
            if those:
                lines.append(f"{indent}  {key}:\n")
            for one in those:
                if key == "bilag":
                    one.line = len(lines) + 1 + HEAD_LINES
                    self._write_lines(one, lines, f"{indent}    ")
                else:
                    self._write(one, lines, f"{indent}    ")

    def _write_lines(self, thing: Thing, lines: list[str], indent: str) -> None:
        begin = f"{indent}- "
        for key, value in thing.lines.items():
            lines.append(f"{begin}{key}: {value}\n")
            begin = f"{indent}  "

    def save(self) -> None:
        write(self.root, self.written())

    # --- edits ------------------------------------------------------------------------

    def places(self) -> list[tuple[list[Thing], int]]:
        """Every list of items with the place of one in it."""
        own = [(self.items, i) for i in range(len(self.items))]
        return own + [(item.parts, i) for item in self.items for i in range(len(item.parts))]

    def edit(self) -> None:
        """One change of any kind."""
        those, place = self.chance.choice(self.places())
        item = those[place]
        kinds: tuple[Callable[[list[Thing], int, Thing], None], ...] = (
            *(self._new, self._delete, self._move, self._retitle, self._reword),
            *(self._withdraw, self._close, self._new_attachment, self._delete_attachment),
            *(self._move_attachment, self._retitle_attachment, self._withdraw_attachment),
        )
        self.chance.choice(kinds)(those, place, item)

    def _new(self, those: list[Thing], place: int, item: Thing) -> None:
        at = self.chance.randint(0, len(those))
        those.insert(at, self.item(0 if those is self.items else 1))

    def _delete(self, those: list[Thing], place: int, item: Thing) -> None:
        if those is not self.items or len(self.items) > 2:
            del those[place]
            for one in (item, *item.parts):
                self.gone[one.tag] = one
            item.parts = []

    def _move(self, those: list[Thing], place: int, item: Thing) -> None:
        del those[place]
        those.insert(self.chance.randint(0, len(those)), item)

    def _retitle(self, those: list[Thing], place: int, item: Thing) -> None:
        title = item.lines["titel"]
        item.lines["titel"] = self.chance.choice((f"{title} igen", f"{self.text()} {self.tag()}"))

    def _reword(self, those: list[Thing], place: int, item: Thing) -> None:
        item.lines["tekst"] = f"{self.text()} {self.tag()}."

    def _withdraw(self, those: list[Thing], place: int, item: Thing) -> None:
        item.lines["udfald"] = self.chance.choice(("udgaar", "udsat"))

    def _close(self, those: list[Thing], place: int, item: Thing) -> None:
        if "lukket" in item.lines:
            del item.lines["lukket"]
        else:
            item.lines["lukket"] = "ja"

    def _new_attachment(self, those: list[Thing], place: int, item: Thing) -> None:
        item.bilag.insert(self.chance.randint(0, len(item.bilag)), self.attachment())

    def _delete_attachment(self, those: list[Thing], place: int, item: Thing) -> None:
        if item.bilag:
            one = item.bilag.pop(self.chance.randrange(len(item.bilag)))
            self.gone[one.tag] = one

    def _move_attachment(self, those: list[Thing], place: int, item: Thing) -> None:
        if item.bilag:
            one = item.bilag.pop(self.chance.randrange(len(item.bilag)))
            item.bilag.insert(self.chance.randint(0, len(item.bilag)), one)

    def _retitle_attachment(self, those: list[Thing], place: int, item: Thing) -> None:
        if item.bilag:
            one = self.chance.choice(item.bilag)
            one.lines["titel"] += " (rettet)"

    def _withdraw_attachment(self, those: list[Thing], place: int, item: Thing) -> None:
        if item.bilag and self.versions:
            self.chance.choice(item.bilag).lines["udgaar"] = "ja"

    # --- what is found ----------------------------------------------------------------

    def planned(self) -> Plan:
        file, *_ = self.ws.meeting_files()
        meeting = load(self.ws, file).meeting
        assert meeting is not None
        return plan(meeting)[0]

    def errors(self) -> list[Diagnostic]:
        self.save()
        self.found = findings(self.ws)
        return [one for one in self.found if one.severity is Severity.ERROR]

    def follow(self, error: Diagnostic) -> bool:
        """Write what an error says; whether it says what to write."""
        line = error.position.line if error.position else 0
        for those, place in self.places():
            item = those[place]
            if item.line == line:
                return self._follow(error, those, place)
            for one in item.bilag:
                if one.line == line:
                    return self._follow_attachment(error, item, one)
        return False

    def _follow(self, error: Diagnostic, those: list[Thing], place: int) -> bool:
        item, values = those[place], error.values
        match error.code:
            case "M212":
                if self.chance.random() < 0.5:
                    item.lines["nr"] = str(values["nr"])
                else:
                    those.append(those.pop(place))
            case "M213":
                self._put_back(str(values["id"]), those, place)
            case "M214" if not self.is_known(item, new=True):
                item.lines["id"] = self.true_id(item)
            case "M214" | "M2141":
                item.lines["nr"] = str(values["nr"])
            case "M215" if self.ids[str(values["id"])] == item.tag:
                item.lines["id"] = str(values["id"])
            case "M215":
                if item.tag not in self.ids.values() or self.is_known(item):
                    item.lines["nr"] = str(values["andet"])
                self._put_back(str(values["id"]), those, place)
            case "M216":
                item.lines["id"] = self.true_id(item)
            case "M200":
                item.lines.pop("nr", None)
            case _:
                return False
        return True

    def true_id(self, item: Thing) -> str:
        """The id that the record knows it by; of a new one an id that is nobody's."""
        own = [name for name, tag in self.ids.items() if tag == item.tag]
        return own[0] if own else f"ny-{item.tag}"

    def is_known(self, item: Thing, *, new: bool = False) -> bool:
        """Whether it is taken for what it is; ``new``: or for nothing that there was."""
        found = dict(zip(self.everything(), self.planned().identified.of_items, strict=True))
        one = found[item]
        return new if one is None else self.ids[one.id] == item.tag

    def _put_back(self, own: str, those: list[Thing], place: int) -> None:
        tag = self.ids[own]
        for one in self.everything():
            if one.tag == tag:
                if not self.is_known(one):  # under a title by which it is not
                    assert one.lines.get("id") != own, one.lines
                    one.lines["id"] = own
                return
        was = self.gone[tag]
        back = Thing(tag, {"titel": was.lines["titel"], "udfald": "udgaar"})
        if self.chance.random() < 0.5:
            back.lines["id"] = own
        those.insert(place, back)

    def _follow_attachment(self, error: Diagnostic, item: Thing, one: Thing) -> bool:
        number = str(error.values.get("nyt", error.values["nr"]))
        owner = self.owners_of_attachments.get((self.scope(item), number))
        tag, title, home = owner or (0, "", 0)
        is_here = any(tag == other.tag for each in self.everything() for other in each.bilag)
        match error.code:
            case "M218" | "M2181" if owner and not is_here and home == item.tag:
                back = Thing(tag, {"titel": title, "udgaar": "ja"})
                item.bilag.insert(item.bilag.index(one), back)
            case "M218":
                one.lines["nr"] = str(error.values["nr"])
            case "M2181" if tag == one.tag:
                one.lines["nr"] = str(error.values["nr"])
            case "M2181":
                one.lines["nr"] = str(error.values["forslag"])
            case _:
                return False
        return True

    def scope(self, item: Thing) -> object:
        """What attachments are counted together with those of an item."""
        return "" if "gennem" in self.style else item.tag

    def follow_warnings(self) -> bool:
        """Say of what is not known again what it is; whether there was any."""
        here = {one.tag: one for one in self.everything()}
        lost = {self.ids[str(one.values["id"])] for one in self.found if one.code == "M217"}
        for tag in lost & set(here):
            own = next(name for name, other in self.ids.items() if other == tag)
            assert here[tag].lines.get("id") != own, here[tag].lines
            here[tag].lines["id"] = own
        return bool(lost & set(here))

    def settle(self) -> None:
        """Take what has the title of one that is gone for that, as all its readers do."""
        planned = self.planned()
        for thing, one in zip(self.everything(), planned.identified.of_items, strict=True):
            tag = self.ids.get(one.id, thing.tag) if one is not None else thing.tag
            if one is None or tag == thing.tag:
                continue
            other = next((each for each in self.everything() if each.tag == tag), None)
            if other is None and _is_told_so(thing, one):
                self.gone[thing.tag] = thing
                thing.tag = tag
            elif other is not None and _is_like(thing, other):
                thing.tag, other.tag = tag, thing.tag

    # --- issuing ----------------------------------------------------------------------

    def issue(self) -> list[str]:
        """Make a version; what is wrong with it."""
        before = self.planned()
        numbers = [(one.numbered.gruppe, one.numbered.nr) for one in before.items]
        made = version_support.issue(self.ws)
        now = self.planned()
        wrong: list[str] = []
        if numbers != [(one.numbered.gruppe, one.numbered.nr) for one in now.items]:
            wrong.append(f"issuing renumbers: {numbers}")
        document = Composer(before).document(Kind.DAGSORDEN, PUBLIC)
        tags = {
            item.numbered.anchor: (thing, item)
            for item, thing in zip(before.items, self.everything(), strict=True)
        }
        shown = [tags.get(punkt.anker) for punkt in document.punkter]
        known: dict[int, tuple[str, str]] = {}
        faces: dict[int, tuple[object, ...]] = {}
        for one, kept in zip(shown, made.punkter, strict=True):
            if one is None:
                continue
            thing, item = one
            if self.ids.setdefault(kept.id, thing.tag) != thing.tag:
                wrong.append(f"{kept.id} was {self.ids[kept.id]} and is {thing.tag}")
            key = (item.numbered.gruppe or "", item.numbered.nr)
            known[thing.tag] = key
            faces[thing.tag] = thing.face
            if item.numbered.nr:
                owner = self.owners.setdefault(key, thing.tag)
                if owner != thing.tag and not self.allows:
                    wrong.append(f"number {key} was {owner} and is {thing.tag}")
            wrong += self._attachments(thing, item)
        self.versions.append(Issued(known, faces))
        return wrong

    def _attachments(self, thing: Thing, item: Any) -> Iterator[str]:
        written = {one.line: one for one in thing.bilag}
        for one in item.bilag:
            own = written[one.bilag.position.line]
            scope = self.scope(thing)
            title = own.lines["titel"]
            known = (own.tag, title, thing.tag)
            owner, was, _ = self.owners_of_attachments.setdefault((scope, one.nr), known)
            if owner != own.tag and _plain(was) != _plain(title) and not self.allows:
                yield f"attachment {scope} {one.nr} was {owner} {was!r}, is {own.tag} {title!r}"


def _plain(title: str) -> str:
    return title.replace(" (rettet)", "")


def _is_told_so(thing: Thing, one: KnownItem) -> bool:
    """Whether all readers take a new item for one that is gone: by its title, or by its number
    under a title that is only worded otherwise."""
    title = thing.lines["titel"].casefold()
    return title in one.own_titles or is_alike(title, (one.own or one.item).titel.casefold())


def _is_like(one: Thing, other: Thing) -> bool:
    """Whether nothing can tell two items apart: those of a title alone."""
    alone = not {"tekst", "sagsnr"} & {*one.lines, *other.lines}
    return alone and one.lines["titel"] == other.lines["titel"]


def told_of_renumbering(meeting: Meeting) -> list[str]:
    """What the list of the last version leaves out of the numbers that are others now."""
    was, now = meeting.versions[-2:]
    of = version_support.versions(meeting.ws)
    first, second = of.issues(Kind.DAGSORDEN)[-2:]
    since = of.since(Kind.DAGSORDEN, PUBLIC, first, until=second)
    told = {(one.punkt, one.foer, one.nu) for one in since.changes if one.felt == "nr"}
    name = {tag: own for own, tag in meeting.ids.items()}
    return [
        f"{tag} was {was.numbers[tag]}, is {key}, untold"
        for tag, key in now.numbers.items()
        if tag in was.numbers
        and was.numbers[tag][1] != key[1]
        and (name[tag], was.numbers[tag][1], key[1]) not in told
    ]
