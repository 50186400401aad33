"""A planned meeting becomes values for programs: what its document says, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from moedebog import secrecy
from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Heading,
    NumberedList,
    Paragraph,
    Quote,
    Table,
    text_of,
)
from moedebog.compose import attachments, attendance
from moedebog.compose.material import Material
from moedebog.compose.plan import Plan, PlannedItem
from moedebog.compose.sections import Sections
from moedebog.compose.wording import counted
from moedebog.document import Audience, Kind
from moedebog.fakta import (
    MEDIA_TYPES,
    ZONE,
    Afstemningsfakta,
    Bemaerkningsfakta,
    Beslutningsfakta,
    Bevaegelse,
    Bilagsfakta,
    Fakta,
    Fravaersfakta,
    Fremmoede,
    Indstillingsfakta,
    Indstillingspunktfakta,
    LukketAfsnit,
    Lukning,
    Moedefakta,
    Opgavefakta,
    Personfakta,
    Punktfakta,
    Rollefakta,
    Stemmefakta,
    Svarfakta,
    Udgave,
)
from moedebog.meeting import Afsnit, Fil, Fravaer, Lukket, Navn, Person, Stemmer

Checksum = Callable[[Path], str]


def facts_of(
    plan: Plan,
    kind: Kind,
    audience: Audience,
    *,
    checksum: Checksum | None = None,
    udgaver: Sequence[Udgave] = (),
) -> Fakta:
    """The facts of one document of a planned meeting.

    ``checksum`` gives the SHA-256 of an attachment's file, where it is wanted; ``udgaver`` are the
    versions that have been mailed.
    """
    return Fakta(
        dokument=kind,
        maalgruppe=audience,
        moede=_meeting(plan, kind, udgaver),
        personer=tuple(_people(plan, kind)),
        fremmoede=_attendance(plan, kind, audience),
        punkter=tuple(
            _closed_item(plan, item, kind, audience)
            if item.closed_to(audience)
            else _Item(plan, item, kind, audience, checksum).facts()
            for item in plan.visible(audience)
        ),
    )


# --- the meeting ----------------------------------------------------------------------


def _meeting(plan: Plan, kind: Kind, udgaver: Sequence[Udgave]) -> Moedefakta:
    meeting = plan.meeting
    began, ended = meeting.faktisk_start, meeting.faktisk_slut
    if kind is Kind.DAGSORDEN:
        began = ended = None
    return Moedefakta(
        id=meeting.id,
        forum=meeting.forum.navn,
        titel=meeting.titel,
        dato=meeting.dato,
        start=_moment(meeting.dato, meeting.start),
        slut=_after(meeting.dato, meeting.start, meeting.slut),
        faktisk_start=_moment(meeting.dato, began) if began else None,
        faktisk_slut=_after(meeting.dato, began or meeting.start, ended),
        sted=meeting.sted,
        form=meeting.form,
        status=meeting.dagsorden_status if kind is Kind.DAGSORDEN else meeting.referat_status,
        aflyst=meeting.aflyst,
        udgaver=tuple(udgaver),
    )


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZONE)


def _after(day: date, start: time, end: time | None) -> datetime | None:
    """When something that begins at ``start`` ends: past midnight it is the next day."""
    if end is None:
        return None
    return _moment(day if end > start else day + timedelta(days=1), end)


# --- people ---------------------------------------------------------------------------


def _people(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    """Everybody with a role in the meeting, told as the document tells of them."""
    meeting = plan.meeting
    told = [*_members(plan, kind), *_substitutes(plan, kind)]
    told += [Rollefakta(roller=("gaest",), **_described(guest)) for guest in meeting.gaester]
    leading = [("moedeleder", meeting.moedeleder)]
    if kind is Kind.REFERAT:
        leading.append(("referent", meeting.referent))
    for role, name in leading:
        index = next((i for i, person in enumerate(told) if person.navn == name), None)
        if index is not None:
            told[index] = replace(told[index], roller=(*told[index].roller, role))
        elif name:
            told.append(Rollefakta(navn=name, roller=(role,)))
    yield from told


def _members(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    apart = plan.meeting.forum.politik.fremmoede_liste == "opdelt"
    away = attendance.away(plan.meeting, plan.numbered())
    for member in attendance.members(plan.meeting):
        described = _described(member)
        if kind is Kind.REFERAT and apart and member.navn in away:
            described["titel"] = None  # it names them under Afbud or Udeblevet, with less
            yield Rollefakta(roller=("medlem",), **described)
        else:
            yield Rollefakta(roller=("medlem",), hverv=member.hverv, **described)


def _substitutes(plan: Plan, kind: Kind) -> Iterator[Rollefakta]:
    meeting = plan.meeting
    apart = meeting.forum.politik.fremmoede_liste == "opdelt"
    members = {member.navn for member in attendance.members(meeting)}
    entries = meeting.afbud if kind is Kind.DAGSORDEN else (*meeting.afbud, *meeting.udeblevet)
    for entry in entries:
        if entry.stedfortraeder is None:
            continue
        described = _described(entry.stedfortraeder)
        if kind is Kind.DAGSORDEN or not (apart or entry.navn in members):
            described = {"navn": entry.stedfortraeder.navn}  # a name is all that it tells
        yield Rollefakta(roller=("stedfortraeder",), stedfortraeder_for=entry.navn, **described)


def _described(person: Person) -> dict[str, Any]:
    return {
        "navn": person.navn,
        "titel": person.titel,
        "organisation": person.organisation,
        "parti": person.parti,
    }


def _attendance(plan: Plan, kind: Kind, audience: Audience) -> Fremmoede:
    meeting = plan.meeting
    referat = kind is Kind.REFERAT
    return Fremmoede(
        afbud=_absent(meeting.afbud, audience),
        udeblevet=_absent(meeting.udeblevet, audience) if referat else (),
        ankom=tuple(_moves(plan, audience, "ankom")) if referat else (),
        forlod=tuple(_moves(plan, audience, "forlod")) if referat else (),
    )


def _absent(entries: Sequence[Fravaer], audience: Audience) -> tuple[Fravaersfakta, ...]:
    may_know_why = secrecy.may_read("aarsag", sees_closed=audience.sees_closed)
    return tuple(
        Fravaersfakta(
            navn=entry.navn,
            stedfortraeder=entry.stedfortraeder.navn if entry.stedfortraeder else None,
            aarsag=entry.aarsag if may_know_why else None,
        )
        for entry in entries
    )


def _moves(plan: Plan, audience: Audience, which: str) -> Iterator[Bevaegelse]:
    for item in plan.visible(audience):
        moves: tuple[Navn, ...] = getattr(item.punkt, which)
        for move in moves:
            if item.closed_to(audience):
                yield Bevaegelse(navn=move.navn, punkt=None, tid=None)
            else:
                clock = _moment(plan.meeting.dato, move.tid) if move.tid else None
                yield Bevaegelse(navn=move.navn, punkt=item.numbered.anchor, tid=clock)


# --- items ----------------------------------------------------------------------------


def _closed_item(plan: Plan, item: PlannedItem, kind: Kind, audience: Audience) -> Punktfakta:
    """All that may be told of an item that is closed to the audience."""
    assert item.lukket is not None  # noqa: S101 - the caller has asked closed_to
    return Punktfakta(**_place(plan, item, audience), lukket=_closing(item.lukket, kind, audience))


def _place(plan: Plan, item: PlannedItem, audience: Audience) -> dict[str, Any]:
    """What is told of every item."""
    parent = item.numbered.parent
    return {
        "anker": item.numbered.anchor,
        "nr": item.numbered.nr or None,
        "titel": item.title_for(audience),
        "niveau": item.numbered.depth + 1,
        "overpunkt": None if parent is None else plan.items[parent].numbered.anchor,
        "gruppe": item.punkt.gruppe,
        "udeladt": item.withheld,
    }


def _closing(lukket: Lukket, kind: Kind, audience: Audience) -> Lukning:
    """Why something is closed, and, for the public alone, what was decided."""
    return Lukning(grund=lukket.grund, offentlig_beslutning=_public(lukket, kind, audience))


def _public(lukket: Lukket, kind: Kind, audience: Audience) -> str | None:
    if kind is Kind.DAGSORDEN or audience.sees_closed:
        return None
    return plain_text(lukket.offentlig_beslutning) or None


class _Part(NamedTuple):
    """A section that the audience may read."""

    afsnit: Afsnit
    stands: bool
    """Whether it stands in this document."""
    lukket: bool
    i_sag: bool

    @property
    def marks(self) -> dict[str, bool]:
        return {"lukket": self.lukket, "i_sag": self.i_sag}


class _Item:
    """An item that the audience may read; its sections as ``Sections`` has them."""

    def __init__(
        self,
        plan: Plan,
        item: PlannedItem,
        kind: Kind,
        audience: Audience,
        checksum: Checksum | None,
    ) -> None:
        self.plan, self.item, self.kind, self.audience = plan, item, kind, audience
        self.checksum = checksum
        self.sections = Sections(Material(plan, item), kind, audience, 1)
        self.closed: list[LukketAfsnit] = []
        self.parts = list(self._walk(self.sections.material.sections))
        self.standing = [part for part in self.parts if part.stands]

    def facts(self) -> Punktfakta:
        plan, item, punkt = self.plan, self.item, self.item.punkt
        day, slot = plan.meeting.dato, item.slot
        referat = self.kind is Kind.REFERAT
        return Punktfakta(
            **_place(plan, item, self.audience),
            lukket=_closing(item.lukket, self.kind, self.audience) if item.lukket else None,
            sagstype=punkt.sagstype,
            sagstype_tekst=plan.sagstype_text(punkt) or None,
            start=_moment(day, slot.start) if slot else None,
            slut=_moment(day, slot.end) if slot and slot.end else None,
            sagsnr=punkt.sagsnr,
            dok_nr=punkt.dok_nr,
            kle=punkt.kle,
            tillaeg=punkt.tillaeg or punkt.tillaeg_grund is not None,
            tillaeg_grund=punkt.tillaeg_grund,
            gaester=tuple(Personfakta(**_described(guest)) for guest in punkt.gaester),
            inhabil=tuple(one.navn for one in punkt.inhabil) if referat else (),
            indstillinger=tuple(self._recommendations()),
            beslutninger=tuple(self._decisions()),
            afstemninger=tuple(self._votes()),
            protokolbemaerkninger=tuple(self._statements()),
            opfoelgning=tuple(self._actions()),
            bilag=tuple(self._attachments()),
            lukkede_afsnit=tuple(self.closed),
        )

    def _walk(
        self,
        sections: Iterable[Afsnit],
        stands: bool = True,
        lukket: bool = False,
        i_sag: bool = False,
    ) -> Iterator[_Part]:
        """The sections that the audience may read, nested ones included; puts down the closed."""
        for afsnit in sections:
            here = stands and self.sections.stands_here(afsnit.slags)
            if afsnit.lukket and here:
                self.closed.append(self._closed_section(afsnit.lukket))
            if self.sections.closed(afsnit.lukket):
                continue
            part = _Part(afsnit, here, lukket or afsnit.lukket is not None, i_sag)
            yield part
            inside = i_sag or afsnit.slags == "sag"
            yield from self._walk(afsnit.afsnit, here, part.lukket, inside)

    def _closed_section(self, lukket: Lukket) -> LukketAfsnit:
        return LukketAfsnit(
            offentlig_titel=None if self.audience.sees_closed else lukket.offentlig_titel,
            grund=lukket.grund,
            offentlig_beslutning=_public(lukket, self.kind, self.audience),
        )

    # --- what they hold -----------------------------------------------------------

    def _recommendations(self) -> Iterator[Indstillingsfakta]:
        answering = self.sections.material.answering
        answered = any(part.afsnit is answering for part in self.standing)
        for part in self.parts:
            indstilling = part.afsnit.indstilling
            if indstilling is None or not (
                part.stands or (answered and indstilling.delbeslutninger)
            ):
                continue
            # An opening of its own stands in the place of the two names.
            named = part.stands and indstilling.indledning is None
            yield Indstillingsfakta(
                fra=indstilling.fra if named else None,
                til=indstilling.til if named else None,
                at=tuple(
                    Indstillingspunktfakta(nr=nr, tekst=plain_text(point.tekst))
                    for nr, point in enumerate(indstilling.at, 1)
                    if part.stands
                ),
                svar=tuple(
                    Svarfakta(
                        punkter=tuple(sorted(answer.punkt)),
                        udfald=answer.udfald,
                        tekst=plain_text(answer.tekst),
                    )
                    for answer in indstilling.delbeslutninger
                    if answered
                ),
                **part.marks,
            )

    def _decisions(self) -> Iterator[Beslutningsfakta]:
        for part in self.standing:
            afsnit = part.afsnit
            if afsnit.slags == "beslutning" and (afsnit.tekst or afsnit.udfald):
                yield Beslutningsfakta(
                    udfald=afsnit.udfald, tekst=plain_text(afsnit.tekst), **part.marks
                )

    def _votes(self) -> Iterator[Afstemningsfakta]:
        for part in self.standing:
            for vote in part.afsnit.afstemning:
                yield Afstemningsfakta(
                    forslag=vote.forslag,
                    for_=self._side(vote.for_),
                    imod=self._side(vote.imod),
                    undlod=self._side(vote.undlod),
                    **part.marks,
                )

    def _side(self, stemmer: Stemmer | None) -> Stemmefakta | None:
        if stemmer is None:
            return None
        return Stemmefakta(antal=counted(stemmer, self.plan.people), navne=stemmer.navne)

    def _statements(self) -> Iterator[Bemaerkningsfakta]:
        for part in self.standing:
            for statement in part.afsnit.protokolbemaerkninger:
                text = plain_text(statement.tekst)
                yield Bemaerkningsfakta(fra=statement.fra, tekst=text, **part.marks)

    def _actions(self) -> Iterator[Opgavefakta]:
        for part in self.standing:
            for action in part.afsnit.opfoelgning:
                yield Opgavefakta(
                    opgave=action.opgave,
                    ansvarlig=action.ansvarlig,
                    frist=action.frist,
                    **part.marks,
                )

    def _attachments(self) -> Iterator[Bilagsfakta]:
        """Those that are listed under the item or at the end of the document."""
        under_item = {id(bilag) for part in self.standing for bilag in part.afsnit.bilag}
        for numbered in self.item.bilag:
            bilag = numbered.bilag
            listed = id(bilag) in under_item or self.plan.meeting.forum.politik.bilagsoversigt
            if not (listed and attachments.belongs(bilag, self.kind)):
                continue
            closing = None
            if numbered.lukket:  # the list at the end tells no grounds
                own = bilag.lukket if id(bilag) in under_item else None
                closing = Lukning(grund=own.grund if own else None)
            file: dict[str, Any] = {}
            if not self.item.attachment_closed_to(numbered, self.audience) and bilag.fil:
                file = self._file(bilag.fil)
            yield Bilagsfakta(
                label=numbered.label,
                reference=numbered.reference,
                titel=attachments.title(numbered, self.audience),
                udsendes_med=bilag.udsendes_med,
                lukket=closing,
                **file,
            )

    def _file(self, fil: Fil) -> dict[str, Any]:
        there = fil.stoerrelse is not None
        return {
            "fil": fil.sti.name,
            "stoerrelse": fil.stoerrelse,
            "medietype": MEDIA_TYPES.get(fil.sti.suffix.lower(), "application/octet-stream"),
            "sha256": self.checksum(fil.sti) if self.checksum and there else None,
        }


# --- texts ----------------------------------------------------------------------------


def plain_text(blocks: Blocks) -> str:
    """The words of a text, a paragraph or a row of a table a line; pictures are left out."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield text_of(block.inlines)
        case BulletList() | NumberedList():
            for item in block.items:
                yield from filter(None, plain_text(item.blocks).split("\n"))
        case Table():
            yield from filter(None, [block.caption])
            yield from ("\t".join(map(_cell, row)) for row in (block.header, *block.rows))
        case Quote():
            yield from filter(None, plain_text(block.blocks).split("\n"))
        case CodeBlock():
            yield block.text


def _cell(cell: Cell) -> str:
    return " ".join(plain_text(cell.blocks).split("\n"))
