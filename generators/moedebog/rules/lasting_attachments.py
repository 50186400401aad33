"""The numbers of attachments that went out hold, as those of the items do.

Of those that are counted together the first one that is wrong is told; the others follow from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from moedebog.catalogue import Bilagsnumre, Numre
from moedebog.compose.attachment_identity import (
    Attachment,
    KnownAttachment,
    holders,
    known_attachments,
    matched,
    present,
)
from moedebog.compose.identity import KnownItem
from moedebog.compose.lasting import lettered
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.issued import IssuedAttachment
from moedebog.rules.case import Case
from moedebog.rules.lasting import AGENDA, HELD, REFERAT, public

_RESTS_ON = ("bilag", "punkter", "titel", "nr", "id")

OTHER_NUMBER = Rule(
    "M218",
    Severity.ERROR,
    Phrase(
        "Bilaget er nummer {nr} i {hvori} (version {version}), men ville her blive "
        "nummer {nyt}, som dér er {andet}.",
        "The attachment is number {nr} in {hvori} (version {version}), but "
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
        "Bilaget ville få nummer {nr}, som i {hvori} (version {version}) er {andet}.",
        "The attachment would get number {nr}, which is {andet} in {hvori} (version {version}).",
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
RENUMBERED = Rule(
    "M2183",
    Severity.ERROR,
    Phrase(
        "Bilaget er nummer {nr} i {hvori} (version {version}), men ville her blive nummer {nyt}.",
        "The attachment is number {nr} in {hvori} (version {version}), but would be number {nyt} "
        "here.",
    ),
    Phrase(
        "Skriv nr: {nr} i det. Er bilagsnumre i forum.yaml lavet om, så skriv det, som det var. "
        "Skal numrene være andre, så skriv nummer_efter_udsendelse: tillad under politik i "
        "forum.yaml.",
        "Write nr: {nr} in it. If bilagsnumre in forum.yaml was changed, write it as it was. If "
        "the numbers are to be others, write nummer_efter_udsendelse: tillad under politik in "
        "forum.yaml.",
    ),
    Example(
        wrong="bilagsnumre: punkt_bilag er skrevet i forum.yaml, efter at dagsordenen er sendt ud.",
        right="bilagsnumre som det var, da dagsordenen blev sendt ud",
        file="Word",
    ),
    reason=HELD,
    rests_on=_RESTS_ON,
)
GONE = Rule(
    "M2182",
    Severity.WARNING,
    Phrase(
        "Bilag {nr}, »{titel}«, er i {hvori} (version {version}), men ikke her.",
        "Attachment {nr}, »{titel}«, is in {hvori} (version {version}), but not here.",
    ),
    Phrase(
        "Skriv det ind igen med {linjer}, så man ser, hvor det blev af. Er det her under en ny "
        "titel, så skriv nr: {nr} i det.",
        "Write it in again with {linjer}, so that one sees what became of it. If it is here under "
        "a new title, write nr: {nr} in that.",
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


class _Row(Struct, frozen=True):
    """Attachments that are counted together, and whose each number is that was ever issued."""

    here: list[Attachment]
    owners: dict[str, KnownAttachment]


def attachments(case: Case) -> Iterator[Diagnostic]:
    """No attachment has the number that another was issued with, and none has gone unsaid."""
    found = case.plan.identified.whole
    politik = case.meeting.forum.politik
    if politik.nummer_efter_udsendelse is Numre.TILLAD or not (found.known or found.meeting):
        return
    told = _Told(case.plan)
    for row in _rows(case.plan, run_on=politik.bilagsnumre is Bilagsnumre.GENNEMLOEBENDE):
        yield from told.wrong(row)
    yield from told.gone(case)


def _rows(plan: Plan, *, run_on: bool) -> Iterator[_Row]:
    each = [
        _Row(present(plan, holder), _owners([known] if known is not None else []))
        for holder, known in holders(plan)
    ]
    if run_on:  # but those of the meeting as a whole are counted by themselves
        everything = [one for row in each[:-1] for one in row.here]
        yield _Row(everything, _owners(plan.identified.whole.known))
        each = each[-1:]
    yield from each


def _owners(known: Iterable[KnownItem]) -> dict[str, KnownAttachment]:
    """Whose each number is; the last one's to have it."""
    in_time = sorted(known, key=lambda one: (one.dokument == Kind.DAGSORDEN, one.version))
    return {a.it.nr: a for one in in_time for a in known_attachments(one) if a.it.nr}


class _Told:
    """What is found of the attachments of a meeting."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.closed = plan.phrases.closed_attachment
        agenda = plan.identified
        before = [*agenda.known, *([agenda.meeting] if agenda.meeting else [])]
        self.in_agenda = {a.key: one.version for one in before for a in known_attachments(one)}
        """By its key in which version of the dagsorden an attachment stands."""
        self.matches: dict[int, KnownAttachment] = {}
        self.follows: set[int] = set()
        """Those of items that have another number now, which stands in theirs."""
        for holder, known in holders(plan):
            if known is not None:
                here = present(plan, holder)
                self.matches |= matched(here, known_attachments(known))
                number = holder.numbered.nr if isinstance(holder, PlannedItem) else ""
                self.follows |= {id(a.it) for a in here if number != known.item.nr}
        self.about: set[str] = set()
        """The keys of those that are spoken of already."""

    def wrong(self, row: _Row) -> Iterator[Diagnostic]:
        """The first that has another's number, or another one than it had."""
        taken = {*row.owners, *(one.it.nr for one in row.here)}
        in_order = sorted(row.here, key=lambda each: each.it.bilag.position)
        for one in in_order:
            owner, own = row.owners.get(one.it.nr), self.matches.get(id(one.it))
            if owner is None or (own is not None and own.key == owner.key):
                continue
            self.about.add(owner.key)
            if own is not None:
                letter = lettered(own.it.nr, taken)
                values = {**self._values(own), "nyt": public(one.it.nr), "forslag": public(letter)}
                yield OTHER_NUMBER.at(one.it.bilag.position, andet=_name(owner), **values)
            else:
                letter = lettered(self._before(row.here, one) or one.it.nr, taken)
                number = {"nr": public(one.it.nr), "forslag": public(letter)}
                values = {**self._values(owner), **number}
                yield OTHER_ATTACHMENT.at(one.it.bilag.position, andet=_name(owner), **values)
            return
        for one in in_order:
            own = self.matches.get(id(one.it))
            if own is not None and own.it.nr != one.it.nr and id(one.it) not in self.follows:
                values = {**self._values(own), "nyt": public(one.it.nr)}
                yield RENUMBERED.at(one.it.bilag.position, **values)
                return

    def _values(self, known: KnownAttachment) -> dict[str, object]:
        """Number, document and version of one that was issued."""
        version = self.in_agenda.get(known.key)
        issues = self.plan.meeting.udgaver
        later = max((one.version for one in issues if one.dokument == Kind.REFERAT), default=0)
        return {
            "nr": public(known.it.nr),
            "hvori": REFERAT if version is None else AGENDA,
            "version": public(later if version is None else version),
        }

    def _before(self, row: Sequence[Attachment], one: Attachment) -> str:
        """The number of the issued one that stands before one; empty where there is none."""
        before = ""
        for other in row:
            if other is one:
                break
            known = self.matches.get(id(other.it))
            before = known.it.nr if known is not None else before
        return before

    def gone(self, case: Case) -> Iterator[Diagnostic]:
        """What the last version had and is nowhere."""
        here = {one.key for one in self.matches.values()}
        for holder, known in holders(self.plan):
            position, withdrawn = case.meeting.position, None
            if isinstance(holder, PlannedItem):
                position, withdrawn = holder.punkt.position, holder.withdrawn
            if known is None or not self._is_latest(known) or withdrawn is not None:
                continue
            last = {one.nr for one in known.item.bilag}
            for one in known_attachments(known):
                if one.it.nr in last and one.key not in here | self.about:
                    lines = self._lines(one.it)
                    title = one.it.titel or self.closed
                    yield GONE.at(position, titel=title, linjer=lines, **self._values(one))

    def _is_latest(self, known: KnownItem) -> bool:
        if known is self.plan.identified.whole.meeting:
            return True
        return known.version == self.plan.identified.whole.last_version(known.dokument)

    def _lines(self, it: IssuedAttachment) -> Phrase:
        """What is written where it is put in again; so that one that was closed stays so."""
        lines = [f"titel: {it.titel or self.closed}", f"nr: {it.nr}"]
        first = ", ".join(lines if it.titel else [*lines, "lukket: ja"])
        return Phrase(f"{first} og udgaar: ja", f"{first} and udgaar: ja")


def _name(known: KnownAttachment) -> Phrase:
    if not known.it.titel:
        return Phrase("et lukket bilag", "a closed attachment")
    return Phrase.same(f"»{known.it.titel}«")
