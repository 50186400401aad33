"""What an item and its sections say, as values for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from moedebog import typography
from moedebog.blocks import (
    Block,
    Blocks,
    BulletList,
    Cell,
    CodeBlock,
    Footnote,
    Heading,
    Inline,
    LabelledList,
    NumberedList,
    Paragraph,
    Quote,
    Run,
    Table,
)
from moedebog.catalogue import Slags
from moedebog.compose import attachments
from moedebog.compose.attachments import NumberedBilag
from moedebog.compose.attendance import ruled_on
from moedebog.compose.corrected import decided_by
from moedebog.compose.material import Material
from moedebog.compose.outcomes import closed_in_short, in_short
from moedebog.compose.planning import Holder, Plan, PlannedItem
from moedebog.compose.section_texts import Sections
from moedebog.compose.times import slot_for
from moedebog.compose.vote_facts import vote_facts
from moedebog.document import Audience, Kind
from moedebog.fakta import (
    MEDIA_TYPES,
    ZONE,
    Afstemningsfakta,
    Bemaerkningsfakta,
    Beslutningsfakta,
    Bilagsfakta,
    Habilitetsfakta,
    Indbringelsesfakta,
    Indstillingsfakta,
    Indstillingspunktfakta,
    LukketAfsnit,
    Lukning,
    Opgavefakta,
    Ophaevelsesfakta,
    Personfakta,
    Punktfakta,
    Rettelsesfakta,
    Stedfortraederfakta,
    Svarfakta,
)
from moedebog.meeting import Afsnit, Fil, Lukket, Medvirkende, Person, Rettelse

Checksum = Callable[[Path], str]


def item_facts(
    plan: Plan, item: PlannedItem, kind: Kind, audience: Audience, checksum: Checksum | None
) -> Punktfakta:
    """The facts of an item that the audience sees, closed or open."""
    if item.closed_to(audience):
        return _closed_item(plan, item, kind, audience)
    if item.off_in(kind):
        return _item_off(plan, item, kind, audience)
    return _Item(plan, item, kind, audience, checksum).facts()


def zoned(moment: datetime) -> datetime:
    """Danish clock time with its zone."""
    return moment.replace(tzinfo=ZONE)


def described(person: Person) -> dict[str, Any]:
    """The attributes of ``Personfakta``."""
    return {
        "navn": person.known_as,
        "titel": person.titel,
        "organisation": person.organisation,
        "parti": person.parti,
        "deltog": person.deltog if isinstance(person, Medvirkende) else None,
    }


def _people(people: Iterable[Person]) -> tuple[Personfakta, ...]:
    return tuple(Personfakta(**described(one)) for one in people)


def _ruling(item: PlannedItem) -> Habilitetsfakta | None:
    decision = item.punkt.habilitetsbeslutning
    if decision is None:
        return None
    named = decision.tekst is None
    return Habilitetsfakta(
        udfald=decision.udfald,
        af=decision.af if named else None,
        om=ruled_on(item) if named else (),
        tekst=decision.tekst,
    )


def _closed_item(plan: Plan, item: PlannedItem, kind: Kind, audience: Audience) -> Punktfakta:
    """All that may be told of an item that is closed to the audience."""
    assert item.lukket is not None  # noqa: S101 - the caller has asked closed_to
    short = closed_in_short(item.lukket) if kind is Kind.REFERAT else item.state_in(kind, audience)
    return Punktfakta(
        **_place(plan, item, audience),
        lukket=_closing(item.lukket, kind, closed=True),
        lukket_paa_moedet=kind is Kind.REFERAT and item.closed_at_meeting,
        kort_udfald=short or None,
    )


def _item_off(plan: Plan, item: PlannedItem, kind: Kind, audience: Audience) -> Punktfakta:
    """What a dagsorden tells of an item that is withdrawn or postponed."""
    return Punktfakta(
        **_place(plan, item, audience),
        lukket=_closing(item.lukket, kind, closed=False) if item.lukket else None,
        **_labels(plan, item),
        kort_udfald=item.state_in(kind, audience),
    )


def _labels(plan: Plan, item: PlannedItem) -> dict[str, Any]:
    """What stands with the title."""
    punkt = item.punkt
    return {
        "sagstype": punkt.sagstype,
        "sagstype_tekst": plan.sagstype_text(punkt) or None,
        "sagsnr": punkt.sagsnr,
        "dok_nr": punkt.dok_nr,
        "kle": punkt.kle,
        "tillaeg": punkt.tillaeg or punkt.tillaeg_grund is not None,
        "tillaeg_grund": punkt.tillaeg_grund,
    }


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
        "undergruppe": item.punkt.undergruppe,
        "dato": plan.day_of(item),
        "udeladt": item.withheld,
    }


def correction_facts(plan: Plan, rettelse: Rettelse) -> Rettelsesfakta:
    """The facts of a correction that the audience may read."""
    return Rettelsesfakta(
        dato=rettelse.dato,
        tekst=plain_text(rettelse.tekst),
        besluttet=decided_by(plan, rettelse) or None,
        lukket=rettelse.lukket is True,
    )


def _closing(lukket: Lukket, kind: Kind, *, closed: bool) -> Lukning:
    """Why something is closed, and what those may read of it to whom it is ``closed``."""
    return Lukning(grund=lukket.grund, offentlig_beslutning=_public(lukket, kind, closed=closed))


def _public(lukket: Lukket, kind: Kind, *, closed: bool) -> str | None:
    if kind is Kind.DAGSORDEN or not closed:
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
        slot, before = slot_for(plan, item, self.kind, self.audience), plan.treated_before(item)
        held = self.kind is Kind.REFERAT and plan.was_held
        return Punktfakta(
            **_place(plan, item, self.audience),
            lukket=_closing(item.lukket, self.kind, closed=False) if item.lukket else None,
            **_labels(plan, item),
            start=zoned(slot.start) if slot else None,
            slut=zoned(slot.end) if slot and slot.end else None,
            fra_forvaltningen=_people(punkt.fra_forvaltningen),
            observatoerer=_people(punkt.observatoerer),
            gaester=_people(punkt.gaester),
            godkender=tuple(one.dato for one in punkt.godkender),
            taget_op=self.kind is Kind.REFERAT and plan.taken_up(item),
            lukket_paa_moedet=self.kind is Kind.REFERAT and item.closed_at_meeting,
            aabnet_paa_moedet=self.kind is Kind.REFERAT and item.opened_at_meeting,
            **(self._afterwards() if self.kind is Kind.REFERAT else {}),
            **(self._disqualified() if held else {}),
            behandlet_foer=before.numbered.anchor if before and held else None,
            kort_udfald=in_short(self.sections) or None,
            indstillinger=tuple(self._recommendations()),
            beslutninger=tuple(self._decisions()),
            afstemninger=tuple(self._votes()),
            protokolbemaerkninger=tuple(self._statements()),
            opfoelgning=tuple(self._actions()),
            bilag=tuple(self._attachments()),
            lukkede_afsnit=tuple(self.closed),
        )

    def _afterwards(self) -> dict[str, Any]:
        """What was opened and corrected after the meeting."""
        opened = self.item.lifted
        return {
            "lukning_ophaevet": opened
            and Ophaevelsesfakta(dato=opened.dato, grund=opened.grund, af=opened.af),
            "rettelser": tuple(
                correction_facts(self.plan, one)
                for one in self.item.rettelser
                if not self.item.correction_closed_to(one, self.audience)
            ),
        }

    def _disqualified(self) -> dict[str, Any]:
        """Who was disqualified, how that came about, and who took part instead."""
        item, punkt = self.item, self.item.punkt
        absent = item.absent
        return {
            "inhabil": tuple(one.navn for one in punkt.out if one.navn not in absent),
            "erklaerede_sig_inhabile": tuple(
                one.navn for one in punkt.inhabil if one.erklaeret and one.navn not in absent
            ),
            "forlod_lokalet": tuple(
                one.navn for one in punkt.out if one.forlod_lokalet and one.navn not in absent
            ),
            "habilitetsbeslutning": _ruling(item),
            "stedfortraedere": tuple(
                Stedfortraederfakta(stedfortraeder_for=one.for_whom, **described(one.person))
                for one in item.instead
            ),
        }

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
                self.closed.append(self._closed_section(afsnit, afsnit.lukket))
            if self.sections.closed(afsnit):
                continue
            part = _Part(afsnit, here, lukket or afsnit.lukket is not None, i_sag)
            yield part
            inside = i_sag or afsnit.slags is Slags.SAG
            yield from self._walk(afsnit.afsnit, here, part.lukket, inside)

    def _closed_section(self, afsnit: Afsnit, lukket: Lukket) -> LukketAfsnit:
        closed = self.sections.closed(afsnit)
        return LukketAfsnit(
            offentlig_titel=lukket.offentlig_titel if closed else None,
            grund=lukket.grund,
            offentlig_beslutning=_public(lukket, self.kind, closed=closed),
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
            if afsnit.slags is Slags.BESLUTNING and (afsnit.tekst or afsnit.udfald):
                brought = afsnit.indbragt
                yield Beslutningsfakta(
                    udfald=afsnit.udfald,
                    tekst=plain_text(afsnit.tekst),
                    indbragt=Indbringelsesfakta(
                        af=typography.enumeration(brought.af, self.sections.words) or None,
                        for_=brought.for_,
                    )
                    if brought
                    else None,
                    **part.marks,
                )

    def _votes(self) -> Iterator[Afstemningsfakta]:
        for part in self.standing:
            for vote in part.afsnit.afstemning:
                yield vote_facts(vote, self.sections.material.hall_of(vote), part.marks)

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
            # The list at the end tells no grounds.
            grounds = id(bilag) in under_item
            yield attachment_facts(
                self.item, numbered, self.audience, self.checksum, grounds=grounds
            )


def attachment_facts(
    holder: Holder,
    numbered: NumberedBilag,
    audience: Audience,
    checksum: Checksum | None,
    *,
    grounds: bool = True,
) -> Bilagsfakta:
    """The facts of an attachment; ``grounds``: whether the document says why it is closed."""
    bilag = numbered.bilag
    closing = None
    if holder.part_closed_to(bilag, Audience.OFFENTLIG):
        own = bilag.lukket if grounds else None
        closing = Lukning(grund=own.grund if own else None)
    fil = holder.attachment_file(bilag, audience)
    return Bilagsfakta(
        label=numbered.label,
        reference=numbered.reference,
        titel=holder.attachment_title(bilag, audience),
        udsendes_med=bilag.udsendes_med.value,
        udgaar=bilag.udgaar,
        udarbejdet_af=holder.attachment_maker(bilag, audience),
        lukket=closing,
        adresse=holder.attachment_address(bilag, audience),
        **({} if fil is None else _file(fil, checksum)),
    )


def _file(fil: Fil, checksum: Checksum | None) -> dict[str, Any]:
    there = fil.stoerrelse is not None
    return {
        "fil": fil.sti.name,
        "stoerrelse": fil.stoerrelse,
        "medietype": MEDIA_TYPES.get(fil.sti.suffix.lower(), "application/octet-stream"),
        "sha256": checksum(fil.sti) if checksum and there else None,
    }


# --- texts ----------------------------------------------------------------------------


def plain_text(blocks: Blocks) -> str:
    """The words of a text, a paragraph or a row of a table a line; pictures are left out.

    What a note says stands in brackets where its mark is.
    """
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Heading():
            yield "".join(map(_words, block.inlines))
        case BulletList() | NumberedList():
            for item in block.items:
                yield from filter(None, plain_text(item.blocks).split("\n"))
        case LabelledList():
            for entry in block.items:
                yield from f"{entry.label} {plain_text(entry.blocks)}".split("\n")
        case Table():
            yield from filter(None, [block.caption])
            yield from ("\t".join(map(_cell, row)) for row in (block.header, *block.rows))
        case Quote():
            yield from filter(None, plain_text(block.blocks).split("\n"))
        case CodeBlock():
            yield block.text


def _words(inline: Inline) -> str:
    match inline:
        case Run():
            return inline.text
        case Footnote():
            said = " ".join(plain_text(inline.paragraphs).split("\n"))
            return f" [{said}]"
    return " "


def _cell(cell: Cell) -> str:
    return " ".join(plain_text(cell.blocks).split("\n"))
