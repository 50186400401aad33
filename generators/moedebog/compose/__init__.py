"""A meeting becomes a document: here, and only here, is decided who may see what.

``plan`` numbers, times and lists once for all documents; the rest of the package puts the
result into words for one kind of document and one audience.
"""

from __future__ import annotations

from collections.abc import Iterator

from moedebog import typography
from moedebog.compose import cover, dispatch, words
from moedebog.compose.closing import closing_sections
from moedebog.compose.plan import Plan, PlannedItem, plan
from moedebog.compose.sections import Sections
from moedebog.compose.wording import MAX_LEVEL, at_level
from moedebog.diagnostics import Diagnostic
from moedebog.document import (
    Audience,
    Document,
    Forsendelse,
    Gruppe,
    Kind,
    Kolonne,
    Oversigt,
    Oversigtslinje,
    Punkt,
)
from moedebog.meeting import Meeting

OpenItems = dict[str, Punkt]
"""Items in which nothing is closed, by their anchors: they read the same for both audiences."""


def compose(meeting: Meeting, kind: Kind, audience: Audience) -> tuple[Document, list[Diagnostic]]:
    """One document of the meeting, and what does not fit together in it.

    The document is complete even where something is wrong; whoever finds an error among
    the diagnostics must not publish it.
    """
    planned, diagnostics = plan(meeting)
    return _document(planned, kind, audience, {}), diagnostics


def compose_all(
    meeting: Meeting,
) -> tuple[dict[tuple[Kind, Audience], Document], list[Diagnostic]]:
    """Every document of the meeting by kind and audience, planned once."""
    planned, diagnostics = plan(meeting)
    return documents(planned), diagnostics


def documents(planned: Plan) -> dict[tuple[Kind, Audience], Document]:
    """Every document of a planned meeting by kind and audience."""
    found = {}
    for kind in Kind:
        open_items: OpenItems = {}
        for audience in Audience:
            found[kind, audience] = _document(planned, kind, audience, open_items)
    return found


def compose_dispatch(
    meeting: Meeting, kind: Kind, audience: Audience, disqualified: str = ""
) -> tuple[Forsendelse, list[Diagnostic]]:
    """One document with what is sent out with it, and what does not fit together.

    ``disqualified`` is the name of a reader who gets nothing of the items in which the
    meeting file names them ``inhabil``.
    """
    planned, diagnostics = plan(meeting)
    if disqualified:
        planned = dispatch.without_disqualified(planned, disqualified)
    document = _document(planned, kind, audience, {})
    return dispatch.dispatch(planned, document, disqualified), diagnostics


def _document(planned: Plan, kind: Kind, audience: Audience, open_items: OpenItems) -> Document:
    meeting = planned.meeting
    name = words.DOCUMENT[kind]
    dato = planned.date_text(meeting.dato)
    punkter = tuple(_items(planned, kind, audience, open_items))
    return Document(
        kind=kind,
        audience=audience,
        overskrift=name.upper(),
        forum=meeting.forum.navn,
        dato_tekst=_cover_date(planned),
        titel=f"{name}: {meeting.forum.navn}, {dato}",
        sidehoved=f"{meeting.forum.navn} · {name} · {dato}",
        fortrolighed="FORTROLIGT" if audience is Audience.INTERN else None,
        status=cover.status(planned, kind),
        fakta=cover.facts(planned, kind, audience),
        indledning=at_level(meeting.indledning, 1),
        oversigt=_overview(punkter),
        punkter=punkter,
        slutafsnit=tuple(closing_sections(planned, kind, audience)),
        dato=meeting.dato,
    )


def _cover_date(planned: Plan) -> str:
    dato = planned.meeting.dato
    if planned.meeting.forum.politik.datoformat == "kort":
        return f"d. {typography.short_date(dato)}"
    return typography.long_date(dato)


def _items(planned: Plan, kind: Kind, audience: Audience, open_items: OpenItems) -> Iterator[Punkt]:
    """The items that this audience sees, each under the group heading that begins at it."""
    groups = 0
    for item in planned.visible(audience):
        gruppe = None
        if item.punkt.gruppe:
            groups += 1
            gruppe = Gruppe(item.punkt.gruppe, 1, f"gruppe-{groups}")
        punkt = open_items.get(item.numbered.anchor)
        if punkt is None:
            punkt = _item(planned, item, kind, audience, gruppe, 2 if groups else 1)
        if planned.same_for_all(item):
            open_items[punkt.anker] = punkt
        yield punkt


def _item(
    planned: Plan,
    item: PlannedItem,
    kind: Kind,
    audience: Audience,
    gruppe: Gruppe | None,
    top_level: int,
) -> Punkt:
    punkt = item.punkt
    closed = item.closed_to(audience)
    politik = planned.meeting.forum.politik
    level = min(top_level + item.numbered.depth, MAX_LEVEL)
    slot = "" if closed else planned.slot_text(item)
    sagstype = "" if closed else planned.sagstype_text(punkt)
    sagsnr = "" if closed else ", ".join(punkt.sagsnr)
    titel = item.title_for(audience)
    subtitle = []
    if politik.sagstype_i_titel and sagstype:
        titel = f"{sagstype}: {titel}"
    elif sagstype:
        subtitle.append(sagstype)
    if slot and politik.tid_placering == "under_titel":
        subtitle.insert(0, slot)
    if not closed:
        subtitle += _case_numbers(item, sagsnr)
    return Punkt(
        nr=item.numbered.nr,
        titel=titel,
        overskrift=_heading(planned, item, titel, slot),
        niveau=level,
        anker=item.numbered.anchor,
        tid=slot,
        sagstype="" if politik.sagstype_i_titel else sagstype,
        sagsnr=sagsnr,
        undertitel=" · ".join(subtitle),
        afsnit=Sections(planned, item, kind, audience, min(level + 1, MAX_LEVEL)).compose(),
        gruppe=gruppe,
    )


def _heading(planned: Plan, item: PlannedItem, titel: str, slot: str) -> str:
    """``Punkt 7: Implementering, kl. 12.10-12.30``, as the forum's policy has it."""
    politik = planned.meeting.forum.politik
    nr = item.numbered.nr
    if not nr:
        heading = titel
    elif politik.punktord:
        heading = f"{politik.punktord} {nr}: {titel}"
    else:
        heading = f"{nr}. {titel}" if nr.isdigit() else f"{nr} {titel}"
    if slot and politik.tid_placering == "i_titel":
        return f"{heading}, {slot}"
    if slot and politik.tid_placering == "i_titel_parentes":
        return f"{heading} ({slot})"
    return heading


def _case_numbers(item: PlannedItem, sagsnr: str) -> Iterator[str]:
    punkt = item.punkt
    if sagsnr:
        yield f"Sagsnr. {sagsnr}"
    if punkt.dok_nr:
        yield f"Dok.nr. {punkt.dok_nr}"
    if punkt.kle:
        yield f"KLE {punkt.kle}"
    if punkt.tillaeg_grund:
        yield f"Tillægspunkt: {punkt.tillaeg_grund}"
    elif punkt.tillaeg:
        yield "Tillægspunkt"


def _overview(punkter: tuple[Punkt, ...]) -> Oversigt:
    lines: list[Oversigtslinje] = []
    top = 1
    for punkt in punkter:
        if punkt.gruppe:
            g = punkt.gruppe
            top = g.niveau + 1
            lines.append(Oversigtslinje("", g.overskrift, "", "", g.anker, "gruppe"))
        art = "punkt" if punkt.niveau == top else "underpunkt"
        lines.append(
            Oversigtslinje(punkt.nr, punkt.titel, punkt.tid, punkt.sagstype, punkt.anker, art)
        )
    columns = [Kolonne("nr", "Punkt"), Kolonne("titel", "Titel")]
    if any(line.tid for line in lines):
        columns.append(Kolonne("tid", "Tid"))
    if any(line.sagstype for line in lines):
        columns.append(Kolonne("sagstype", "Type"))
    return Oversigt("Oversigt", "oversigt", tuple(columns), tuple(lines))
