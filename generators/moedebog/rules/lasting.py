"""The numbers that went out hold: none names another item or attachment than it was issued with.

What is told is the cause, which is mostly one: an item put in, taken away or moved. The numbers
that follow from it are right when that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from moedebog.catalogue import Numre
from moedebog.compose.identity import Identified, KnownItem, new_id
from moedebog.compose.lasting import lettered
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.rising import longest_rising
from moedebog.rules.case import Case

_RESTS_ON = ("punkter", "underpunkter", "nr", "id", "nummerering", "sagstype", "titel")
HELD = Phrase(
    "Den, der har dagsordenen, slår op på nummeret; mails, referat og sagssystem nævner det.",
    "Whoever has the dagsorden looks up the number; mails, referat and registers name it.",
)

NEW_BETWEEN = Rule(
    "M212",
    Severity.ERROR,
    Phrase(
        "Punktet er ikke i {hvori} (version {version}) og ville få et nummer, der "
        "dér er et andet punkts.",
        "The item is not in {hvori} (version {version}), and would get a "
        "number that is another item's there.",
    ),
    Phrase(
        "{raad}, eller flyt det sidst.",
        "{raad}, or move it to the end.",
    ),
    Example(
        wrong="Et nyt punkt er sat ind som nummer 2, efter at dagsordenen er sendt ud.",
        right="nr: 1.A i det nye punkt",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
GONE_BETWEEN = Rule(
    "M213",
    Severity.ERROR,
    Phrase(
        "Punkt {nr}, »{titel}«, er i {hvori} (version {version}), men ikke her, så "
        "dette punkt ville få dets nummer.",
        "Item {nr}, »{titel}«, is in {hvori} (version {version}) but not "
        "here, so that this item would get its number.",
    ),
    Phrase(
        "Skriv det ind igen før dette punkt, med {linjer}. Er det et andet punkt her, bare med en "
        "ny titel, så skriv id: {id} i det.",
        "Write it in again before this item, with {linjer}. If it is another item here under a new "
        "title, write id: {id} in that.",
    ),
    Example(
        wrong="Punkt 1 er slettet, efter at dagsordenen er sendt ud.",
        right="udfald: udgaar i punkt 1",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
    beside=True,
)
MOVED = Rule(
    "M214",
    Severity.ERROR,
    Phrase(
        "Punktet er nummer {nr} i {hvori} (version {version}), men ville her blive nummer {nyt}.",
        "The item is number {nr} in {hvori} (version {version}), but would be number {nyt} here.",
    ),
    Phrase(
        "Skriv nr: {nr} i punktet, så beholder det sit nummer dér, hvor det står. Er det et andet "
        "punkt med samme titel, så skriv et id i det, som intet andet har.",
        "Write nr: {nr} in the item, so that it keeps its number where it stands. If it is another "
        "item of the same title, write an id in it that no other has.",
    ),
    Example(
        wrong="Punkt 2 er flyttet sidst, efter at dagsordenen er sendt ud.",
        right="nr: 2 i det punkt, der er flyttet",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
RENUMBERED = Rule(
    "M2141",
    Severity.ERROR,
    Phrase(
        "Punktet er nummer {nr} i {hvori} (version {version}), men ville her blive nummer {nyt}.",
        "The item is number {nr} in {hvori} (version {version}), but would be number {nyt} here.",
    ),
    Phrase(
        "Skriv nr: {nr} i punktet. Er nummerering i mødefilen eller nummerering_i_gruppe i "
        "forum.yaml lavet om, så skriv det, som det var. Skal numrene være andre, så skriv "
        "nummer_efter_udsendelse: tillad under politik i forum.yaml.",
        "Write nr: {nr} in the item. If nummerering in the meeting file or nummerering_i_gruppe in "
        "forum.yaml was changed, write it as it was. If the numbers are to be others, write "
        "nummer_efter_udsendelse: tillad under politik in forum.yaml.",
    ),
    Example(
        wrong="nummerering: start: 49 er skrevet, efter at dagsordenen er sendt ud.",
        right="nummerering som den var, da dagsordenen blev sendt ud",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
OTHER_ITEM = Rule(
    "M215",
    Severity.ERROR,
    Phrase(
        "Nummer {nr} er »{titel}« i {hvori} (version {version}).",
        "Number {nr} is »{titel}« in {hvori} (version {version}).",
    ),
    Phrase(
        "Er det samme punkt, så skriv id: {id} i det. Er det et andet, så skriv nr: {andet} i det; "
        "og er det udsendte taget ud, så skriv det ind igen med {linjer}.",
        "If it is the same item, write id: {id} in it. If it is another, write nr: {andet} in it; "
        "and if the issued one was taken away, write it in again with {linjer}.",
    ),
    Example(
        wrong="Punkt 2 er byttet ud med en anden sag, efter at dagsordenen er sendt ud.",
        right="udfald: udgaar i punkt 2, og nr: 2.A i den anden sag",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
DOUBTFUL = Rule(
    "M216",
    Severity.ERROR,
    Phrase(
        "Punktet kan være {hvilke} i {hvori} (version {version}).",
        "The item may be {hvilke} in {hvori} (version {version}).",
    ),
    Phrase(
        "Skriv, hvilket det er: {linjer}. Er det et nyt punkt, så skriv et id, som intet andet "
        "har, f.eks. id: {nyt}",
        "Write which one it is: {linjer}. If it is a new item, write an id that no other has, e.g. "
        "id: {nyt}",
    ),
    Example(
        wrong="To udsendte punkter hedder »Orientering«, og det ene er slettet.",
        right="id: punkt-3 i det, der er tilbage",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
GONE = Rule(
    "M217",
    Severity.WARNING,
    Phrase(
        "Punkt {nr}, »{titel}«, er i {hvori} (version {version}), men ikke her.",
        "Item {nr}, »{titel}«, is in {hvori} (version {version}), but not here.",
    ),
    Phrase(
        "Skriv det ind igen med {linjer}, så man ser, hvor det blev af. Står det her under en ny "
        "titel, så skriv id: {id} i det.",
        "Write it in again with {linjer}, so that one sees what became of it. If it stands here "
        "under a new title, write id: {id} in that.",
    ),
    Example(
        wrong="Det sidste punkt er slettet, efter at dagsordenen er sendt ud.",
        right="udfald: udgaar i punktet",
        file="Word",
    ),
    reason=Phrase(
        "Den, der har den udsendte dagsorden, leder forgæves efter punktet i den nye.",
        "Whoever has the dagsorden that was issued looks in vain for the item in the new one.",
    ),
    rests_on=_RESTS_ON,
    about=(),
)


AGENDA = Phrase("den udsendte dagsorden", "the dagsorden that was issued")
REFERAT = Phrase("det udsendte referat", "the referat that was issued")


def document_of(known: KnownItem) -> Phrase:
    """What an item was issued in."""
    return AGENDA if known.dokument == Kind.DAGSORDEN else REFERAT


def public(number: str | int) -> Phrase:
    """The number of an item, an attachment or a version, which everybody may read, also of what is
    closed: words of ours, so that it is not hidden as what stands in a closed item is."""
    return Phrase.same(str(number))


def numbers(case: Case) -> Iterator[Diagnostic]:
    """Every number that was issued is still that of what it was issued with."""
    found, items = case.plan.identified.whole, case.plan.items
    if not found.known:
        return
    yield from _doubtful(items, found)
    back = _Back(case.plan)
    told: set[str] = set()
    if case.meeting.forum.politik.nummer_efter_udsendelse is not Numre.TILLAD:
        for scope in _scopes(items, found, back):
            for finding, about in scope.causes():
                told |= {about.id} if about is not None else set()
                yield finding
    for one in found.gone:
        if one.id not in told and one.item.nr:
            yield GONE.at(case.meeting.position, **back.values(one))


class _Back(Struct, frozen=True):
    """What is written where an item that was issued is put in again."""

    plan: Plan

    def values(self, one: KnownItem) -> dict[str, object]:
        """What findings say of it."""
        return {
            "nr": public(one.item.nr),
            "titel": one.item.titel,
            "hvori": document_of(one),
            "version": public(one.version),
            "id": one.id,
            "linjer": self._lines(one),
        }

    def _lines(self, one: KnownItem) -> Phrase:
        lines = [f"titel: {one.item.titel}", *self._closed(one)]
        begun = {item.punkt.gruppe for item in self.plan.items}
        if one.item.overskrift and one.item.overskrift not in begun:
            lines.append(f"gruppe: {one.item.overskrift}")
        first = ", ".join(lines)
        return Phrase(f"{first} og udfald: udgaar", f"{first} and udfald: udgaar")

    def _closed(self, one: KnownItem) -> Iterator[str]:
        """So that one that was closed is not opened; its title may be that of others."""
        usual = self.plan.phrases.closed_item
        why = one.item.lukket or ("ja" if one.item.titel == usual else "")
        if not why:
            return
        yield f"id: {one.id}"
        if one.item.titel == usual:
            yield f"lukket: {why}"
        else:
            reason = "" if why == "ja" else f"grund: {why}, "
            yield f"lukket: ({reason}offentlig_titel: {one.item.titel})"


def _doubtful(items: Sequence[PlannedItem], found: Identified) -> Iterator[Diagnostic]:
    taken = {one.id for one in found.known} | {item.punkt.id for item in items}
    for doubt in found.doubts:
        which = Phrase(" eller ", " or ")
        named = [Phrase(f"punkt {k.item.nr}", f"item {k.item.nr}") for k in doubt.known]
        for index in doubt.items:
            yield DOUBTFUL.at(
                items[index].punkt.position,
                hvilke=Phrase(
                    which.danish.join(one.danish for one in named),
                    which.english.join(one.english for one in named),
                ),
                linjer=Phrase(
                    which.danish.join(f"id: {one.id}" for one in doubt.known),
                    which.english.join(f"id: {one.id}" for one in doubt.known),
                ),
                hvori=document_of(doubt.known[0]),
                version=public(max(one.version for one in doubt.known)),
                nyt=new_id("nyt", index, taken),
            )


class _Scope(Struct, frozen=True):
    """Items that are counted together, beside those that were issued."""

    items: list[PlannedItem]
    known: list[KnownItem | None]
    doubtful: list[bool]
    found: Identified
    back: _Back
    follows: bool
    """Whether they are parts of an item whose own number is another now."""

    def causes(self) -> Iterator[tuple[Diagnostic, KnownItem | None]]:
        """What makes a number name another item, and which issued one that is about."""
        wrong = [self._owner(index) for index in range(len(self.items))]
        if not any(wrong):
            yield from self._renumbered()
            return
        gone = {one.id for one in self.found.gone}
        replaced = {o.id for i, o in enumerate(wrong) if o and o.id in gone and self._is_new(i)}
        told = False
        for index, owner in enumerate(wrong):
            for finding, about in self._causes_at(index, owner, gone - replaced, replaced):
                told = True
                yield finding, about
        if not told:
            yield from self._by_number(wrong)

    def _by_number(
        self, wrong: Sequence[KnownItem | None]
    ) -> Iterator[tuple[Diagnostic, KnownItem | None]]:
        """Where only a number that is written is wrong, or one that no longer is.

        Of those that are counted from it on, the first is told alone.
        """
        for index, owner in enumerate(wrong):
            one, item = self.known[index], self.items[index]
            if owner is None:
                continue
            if one is None or item.punkt.nr is not None or not self._may_keep(index, one):
                yield self._other(index, owner), owner
                continue
            yield MOVED.at(item.punkt.position, **self._numbers(one, item)), None
            return

    def _renumbered(self) -> Iterator[tuple[Diagnostic, KnownItem | None]]:
        """Where a number is another one now that is nobody's: of those that are counted, the
        first is told alone."""
        counted = False
        for index, (item, one) in enumerate(zip(self.items, self.known, strict=True)):
            if one is None or self.follows or not item.numbered.nr:
                continue
            if not self._may_keep(index, one):
                continue
            groups = one.item.gruppe, item.numbered.gruppe or ""
            is_written = item.punkt.nr is not None
            if one.item.nr == item.numbered.nr or (all(groups) and groups[0] != groups[1]):
                continue
            if is_written or not counted:
                yield RENUMBERED.at(item.punkt.position, **self._numbers(one, item)), None
            counted = counted or not is_written

    def _may_keep(self, index: int, one: KnownItem) -> bool:
        """Whether it has a number that is no other one's where it stands now: numbers may begin
        anew in each group."""
        gruppe = self.items[index].numbered.gruppe or ""
        owner = self.found.owners.get((gruppe, one.item.nr))
        return bool(one.item.nr) and (owner is None or owner.id == one.id)

    @staticmethod
    def _numbers(one: KnownItem, item: PlannedItem) -> dict[str, object]:
        return {
            "nr": public(one.item.nr),
            "nyt": public(item.numbered.nr),
            "hvori": document_of(one),
            "version": public(one.version),
        }

    def _causes_at(
        self, index: int, owner: KnownItem | None, gone: set[str], replaced: set[str]
    ) -> Iterator[tuple[Diagnostic, KnownItem | None]]:
        item, one = self.items[index], self.known[index]
        if self._is_new(index) and item.punkt.nr is None:
            if owner is not None and owner.id in replaced:
                yield self._other(index, owner), owner
            elif self._is_between(index):
                yield self._between(index), None
        elif owner is not None and owner.id in gone:
            yield GONE_BETWEEN.at(item.punkt.position, **self.back.values(owner)), owner
        elif one is not None and self._has_moved(index, one):
            yield MOVED.at(item.punkt.position, **self._numbers(one, item)), None

    def _has_moved(self, index: int, one: KnownItem) -> bool:
        item = self.items[index]
        if index in self._in_order or item.punkt.nr is not None:
            return False
        return one.item.nr != item.numbered.nr and self._may_keep(index, one)

    def _between(self, index: int) -> Diagnostic:
        number = self._letter(index)
        advice = Phrase(f"Skriv nr: {number} i punktet", f"Write nr: {number} in the item")
        if not self._before(index):
            first = self._behind(index)
            advice = Phrase(
                f"Sæt det efter punkt {first} med nr: {number}",
                f"Put it after item {first} with nr: {number}",
            )
        behind = next(one for one in self.known[index + 1 :] if one is not None)
        values = {
            "nr": public(number),
            "raad": advice,
            "hvori": document_of(behind),
            "version": public(self.found.last_version(behind.dokument)),
        }
        return NEW_BETWEEN.at(self.items[index].punkt.position, **values)

    def _other(self, index: int, owner: KnownItem) -> Diagnostic:
        other = self._lettered(self._before(index) or owner.item.nr)
        values = self.back.values(owner)
        return OTHER_ITEM.at(self.items[index].punkt.position, andet=public(other), **values)

    def _owner(self, index: int) -> KnownItem | None:
        """The other item that had a number, if it had."""
        numbered, one = self.items[index].numbered, self.known[index]
        if not numbered.nr or self.doubtful[index]:
            return None
        owner = self.found.owners.get((numbered.gruppe or "", numbered.nr))
        same = owner is None or (one is not None and owner.id == one.id)
        return None if same else owner

    def _is_new(self, index: int) -> bool:
        return self.known[index] is None and not self.doubtful[index]

    def _is_between(self, index: int) -> bool:
        """Whether an issued item stands behind a new one that counts."""
        behind = self.known[index + 1 :]
        return bool(self.items[index].numbered.nr) and any(one is not None for one in behind)

    def _letter(self, index: int) -> str:
        """A number for what is new between others: behind those that stand before it, or else
        behind the first one."""
        return self._lettered(self._before(index) or self._behind(index))

    def _before(self, index: int) -> str:
        before = [one.item.nr for one in self.known[:index] if one is not None and one.item.nr]
        return before[-1] if before else ""

    def _behind(self, index: int) -> str:
        behind = (one.item.nr for one in self.known[index + 1 :] if one is not None)
        return next(filter(None, behind), "")

    def _lettered(self, number: str) -> str:
        taken = {number for _, number in self.found.owners}
        taken |= {item.numbered.nr for item in self.items}
        return lettered(number, taken)

    @property
    def _in_order(self) -> frozenset[int]:
        """The places of as many items as can be that stand in the order they were issued in."""
        known = enumerate(self.known)
        return longest_rising({i: one.place for i, one in known if one is not None})


def _scopes(items: Sequence[PlannedItem], found: Identified, back: _Back) -> Iterator[_Scope]:
    of: dict[tuple[int | None, str | None], list[int]] = {}
    for index, item in enumerate(items):
        of.setdefault((item.numbered.parent, item.numbered.gruppe), []).append(index)
    doubtful = {index for doubt in found.doubts for index in doubt.items}
    for (parent, _), indices in of.items():
        above = None if parent is None else found.of_items[parent]
        yield _Scope(
            [items[i] for i in indices],
            [found.of_items[i] for i in indices],
            [i in doubtful for i in indices],
            found,
            back,
            above is not None and above.item.nr != items[parent or 0].numbered.nr,
        )
