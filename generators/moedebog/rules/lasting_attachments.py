"""The numbers of attachments that went out hold, as those of the items do.

An attachment has no id: it is known by its title, by its file, or by its number if that is written.
Of those that are counted together the first one that is wrong is told; the others follow from it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from moedebog.catalogue import Bilagsnumre, Numre
from moedebog.compose.attachments import NumberedBilag, belongs
from moedebog.compose.identity import Identified, KnownItem, is_alike
from moedebog.compose.lasting import lettered
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.issued import IssuedAttachment
from moedebog.rules.case import Case
from moedebog.rules.lasting import HELD

_RESTS_ON = ("bilag", "punkter", "titel", "nr", "id")

OTHER_NUMBER = Rule(
    "M218",
    Severity.ERROR,
    Phrase(
        "Bilaget er nummer {nr} i den udsendte dagsorden (version {version}), men ville her blive "
        "nummer {nyt}, som dér er {andet}.",
        "The attachment is number {nr} in the dagsorden that was issued (version {version}), but "
        "would be number {nyt} here, which is {andet} there.",
    ),
    Phrase(
        "Er et bilag kommet til, så sæt det sidst, eller skriv nr: {forslag} i det. Er et slettet, "
        "så skriv det ind igen, hvor det stod, med udgaar: ja. Er dette flyttet, så skriv nr: {nr} "
        "i det.",
        "If an attachment was added, put it last, or write nr: {forslag} in it. If one was taken "
        "away, write it in again where it stood, with udgaar: ja. If this one was moved, write nr: "
        "{nr} in it.",
    ),
    Example(
        wrong="Det første bilag er slettet, efter at dagsordenen er sendt ud.",
        right="udgaar: ja i det første bilag",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
OTHER_ATTACHMENT = Rule(
    "M2181",
    Severity.ERROR,
    Phrase(
        "Bilaget ville få nummer {nr}, som i den udsendte dagsorden (version {version}) er "
        "{andet}.",
        "The attachment would get number {nr}, which is {andet} in the dagsorden that was issued "
        "(version {version}).",
    ),
    Phrase(
        "Er det nyt, så sæt det sidst, eller skriv nr: {forslag} i det; og er det udsendte taget "
        "ud, så skriv det ind igen, hvor det stod, med udgaar: ja. Er det samme bilag bare under "
        "en ny titel, så skriv nr: {nr} i det.",
        "If it is new, put it last, or write nr: {forslag} in it; and if the issued one was taken "
        "away, write it in again where it stood, with udgaar: ja. If it is the same attachment "
        "under a new title, write nr: {nr} in it.",
    ),
    Example(
        wrong="Et nyt bilag er sat ind som det første, efter at dagsordenen er sendt ud.",
        right="Det nye bilag står sidst.",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
GONE = Rule(
    "M2182",
    Severity.WARNING,
    Phrase(
        "Bilag {nr}, »{titel}«, er i den udsendte dagsorden (version {version}), men ikke her.",
        "Attachment {nr}, »{titel}«, is in the dagsorden that was issued (version {version}), but "
        "not here.",
    ),
    Phrase(
        "Skriv det ind igen med titel: {titel}, nr: {nr} og udgaar: ja, så man ser, hvor det blev "
        "af. Er det her under en ny titel, så skriv nr: {nr} i det.",
        "Write it in again with titel: {titel}, nr: {nr} and udgaar: ja, so that one sees what "
        "became of it. If it is here under a new title, write nr: {nr} in that.",
    ),
    Example(
        wrong="Det sidste bilag er slettet, efter at dagsordenen er sendt ud.",
        right="udgaar: ja i bilaget",
        file="Word",
    ),
    reason=Phrase(
        "Den, der har den udsendte dagsorden, leder forgæves efter bilaget i den nye.",
        "Whoever has the dagsorden that was issued looks in vain for the attachment in the new "
        "one.",
    ),
    rests_on=_RESTS_ON,
    about=("bilag",),
)


class _Issued(Struct, frozen=True):
    """An attachment that was issued, and with which item."""

    item: KnownItem
    it: IssuedAttachment

    @property
    def name(self) -> Phrase:
        if not self.it.titel:
            return Phrase("et lukket bilag", "a closed attachment")
        return Phrase.same(f"»{self.it.titel}«")


class _Here(Struct, frozen=True, dict=True):
    """An attachment as it is now."""

    item: PlannedItem
    it: NumberedBilag

    @property
    def titel(self) -> str:
        return self.it.bilag.titel

    @cached_property
    def is_closed(self) -> bool:
        return not self.item.is_open(self.it.bilag)

    @cached_property
    def digest(self) -> str:
        """The checksum of its file; empty where there is none."""
        fil = self.it.bilag.fil
        if fil is None or not fil.sti.is_file():
            return ""
        with fil.sti.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def attachments(case: Case) -> Iterator[Diagnostic]:
    """No attachment has the number that another was issued with, and none has gone unsaid."""
    found = case.plan.identified
    if not found.known or case.meeting.forum.politik.nummer_efter_udsendelse is Numre.TILLAD:
        return
    matches: dict[int, _Issued] = {}
    rows: dict[Hashable, list[_Here]] = defaultdict(list)
    run_on = case.meeting.forum.politik.bilagsnumre is Bilagsnumre.GENNEMLOEBENDE
    for index, (item, one) in enumerate(zip(case.plan.items, found.of_items, strict=True)):
        here = [_Here(item, a) for a in item.bilag if belongs(a.bilag, Kind.DAGSORDEN)]
        if one is not None:
            matches |= _matched(here, [_Issued(one, a) for a in one.attachments])
        rows["" if run_on else index] += here
    of_all = _owners([_Issued(one, a) for one in _oldest_first(found) for a in one.attachments])
    told: set[str] = set()
    for place, row in rows.items():
        owners = of_all
        if not run_on:
            known = found.of_items[int(str(place))]
            owners = _owners([_Issued(known, a) for a in known.attachments] if known else [])
        for finding, about in _wrong(row, owners, matches):
            told.add(about)
            yield finding
    yield from _gone(case.plan.items, found, matches, told)


def _oldest_first(found: Identified) -> list[KnownItem]:
    return sorted(found.known, key=lambda one: one.version)


def _owners(issued: Sequence[_Issued]) -> dict[str, _Issued]:
    """Whose each number is; the last one's to have it."""
    return {one.it.nr: one for one in issued if one.it.nr}


def _key(one: _Issued) -> str:
    return f"{one.item.id} {one.it.nr}"


def _matched(here: Sequence[_Here], issued: Sequence[_Issued]) -> dict[int, _Issued]:
    """Which of the attachments that an item was issued with each is, by identity of the latter."""
    found: dict[int, _Issued] = {}
    left, missing = list(here), list(issued)

    def pair(is_same: Callable[[_Here, _Issued], bool]) -> None:
        for one in list(left):
            same = next((other for other in missing if is_same(one, other)), None)
            if same is not None:
                found[id(one.it)] = same
                left.remove(one)
                missing.remove(same)

    titles = [one.it.titel for one in issued]
    twice = {title for title in titles if title and titles.count(title) > 1}
    pair(
        lambda one, other: (
            one.titel == other.it.titel
            and one.titel in twice
            and bool(other.it.sha256)
            and one.digest == other.it.sha256
        )
    )
    pair(lambda one, other: (one.it.nr, one.titel) == (other.it.nr, other.it.titel))
    pair(lambda one, other: one.is_closed and (one.it.nr, "") == (other.it.nr, other.it.titel))
    pair(
        lambda one, other: (
            one.it.bilag.nr is not None and one.titel not in titles and one.it.nr == other.it.nr
        )
    )
    pair(lambda one, other: one.titel == other.it.titel)
    pair(lambda one, other: bool(other.it.sha256) and one.digest == other.it.sha256)
    pair(lambda one, other: one.it.nr == other.it.nr and is_alike(one.titel, other.it.titel))
    return found


def _wrong(
    row: Sequence[_Here], owners: dict[str, _Issued], matches: dict[int, _Issued]
) -> Iterator[tuple[Diagnostic, str]]:
    """The first that has another's number, and which issued one that is about."""
    taken = {*owners, *(one.it.nr for one in row)}
    for one in sorted(row, key=lambda each: each.it.bilag.position):
        owner, own = owners.get(one.it.nr), matches.get(id(one.it))
        if owner is None or (own is not None and _key(own) == _key(owner)):
            continue
        values = {"version": owner.item.version, "andet": owner.name}
        if own is not None:
            nr = own.it.nr
            values |= {"nr": nr, "nyt": one.it.nr, "forslag": lettered(nr, taken)}
            yield OTHER_NUMBER.at(one.it.bilag.position, **values), _key(owner)
        else:
            nr = one.it.nr
            values |= {"nr": nr, "forslag": lettered(_before(row, one, matches) or nr, taken)}
            yield OTHER_ATTACHMENT.at(one.it.bilag.position, **values), _key(owner)
        return


def _before(row: Sequence[_Here], one: _Here, matches: dict[int, _Issued]) -> str:
    """The number of the issued one that stands before one; empty where there is none."""
    before = ""
    for other in row:
        if other is one:
            break
        before = matches[id(other.it)].it.nr if id(other.it) in matches else before
    return before


def _gone(
    items: Sequence[PlannedItem],
    found: Identified,
    matches: dict[int, _Issued],
    told: set[str],
) -> Iterator[Diagnostic]:
    """What the last version had and is nowhere."""
    here = {_key(one) for one in matches.values()}
    last = max(one.version for one in found.known)
    for item, known in zip(items, found.of_items, strict=True):
        if known is None or known.version != last or item.withdrawn is not None:
            continue
        for it in known.item.bilag:
            key = _key(_Issued(known, it))
            if it.titel and key not in here | told:
                values = {"nr": it.nr, "titel": it.titel, "version": known.version}
                yield GONE.at(item.punkt.position, **values)
