"""How minutes are approved: what was answered to them, and the item that approves others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from moedebog import source
from moedebog.catalogue import Begivenhedsart, ReferatStatus, Slags, Udfald
from moedebog.catalogue.outcomes import FIXED
from moedebog.compose.objections import items_called
from moedebog.compose.planning import PlannedItem
from moedebog.compose.told import words_in
from moedebog.diagnostics import Diagnostic, Phrase, Problems, Rule, Severity
from moedebog.events import Begivenhed
from moedebog.examples import Example
from moedebog.guesses import several
from moedebog.issued import candidates, events_of, issued_file, meeting_id, read_filed
from moedebog.meeting import Godkender, Indsigelse
from moedebog.rules.case import Case
from moedebog.rules.speakers import Speakers
from moedebog.workspace import ISSUED_SUFFIX, MeetingFile, Workspace

_PEOPLE = (
    *("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "inhabil", "medlemmer", "dato"),
    *("gaester", "fra_forvaltningen", "observatoerer", "stedfortraedere", "indsigelser"),
)
_MEMBERS = "medlemmer: [Anna Ager, Bo Bæk]"
_APPROVED = "fremmoedt: alle\nreferat_status: godkendt\npunkter:\n"

NO_SUCH_ITEM = Rule(
    "M568",
    Severity.ERROR,
    Phrase(
        "Bemærkningen gælder punkt {punkt}, men intet punkt har det nummer eller det id.",
        "The remark is about item {punkt}, but no item has that number or that id.",
    ),
    Phrase(
        "Skriv et af numrene: {numre}. Gælder den referatet som helhed, så slet `punkt`.",
        "Write one of the numbers: {numre}. If it is about the minutes as a whole, delete `punkt`.",
    ),
    Example(
        wrong="indsigelser:\n  - fra: Bo Bæk\n    punkt: 7\n    tekst: Prisen mangler.\n"
        "punkter:\n  - titel: A",
        right="indsigelser:\n  - fra: Bo Bæk\n    punkt: 1\n    tekst: Prisen mangler.\n"
        "punkter:\n  - titel: A",
        forum=_MEMBERS,
    ),
    rests_on=("punkter", "underpunkter", "nr", "id", "nummerering", "sagstype", "indsigelser"),
    about=("punkt",),
)
SEVERAL_ITEMS = Rule(
    "M5681",
    Severity.ERROR,
    Phrase(
        "Bemærkningen gælder punkt {punkt}, men {antal:punkt|punkter} har det nummer.",
        "The remark is about item {punkt}, but {antal:item has|items have} that number.",
    ),
    Phrase(
        "Skriv `id: {id}` i det punkt, der menes, og det samme under `punkt` her.",
        "Write `id: {id}` in the item that is meant, and the same under `punkt` here.",
    ),
    Example(
        wrong="indsigelser:\n  - fra: Bo Bæk\n    punkt: 1\n    tekst: Prisen mangler.\n"
        "punkter:\n  - titel: A\n    gruppe: Åbne\n  - titel: B\n    gruppe: Lukkede",
        right="indsigelser:\n  - fra: Bo Bæk\n    punkt: prisen\n    tekst: Prisen mangler.\n"
        "punkter:\n  - titel: A\n    gruppe: Åbne\n    id: prisen\n"
        "  - titel: B\n    gruppe: Lukkede",
        forum=f"{_MEMBERS}\npolitik:\n  nummerering_i_gruppe: forfra",
    ),
    rests_on=("punkter", "underpunkter", "nr", "id", "nummerering", "sagstype", "indsigelser"),
    about=("punkt",),
)
UNANSWERED = Rule(
    "M569",
    Severity.WARNING,
    Phrase(
        "Referatet er godkendt, men der står ikke, hvad der blev afgjort om bemærkningen fra "
        "{navn}.",
        "The referat is approved, but it is not said what was decided on the remark of {navn}.",
    ),
    Phrase(
        "Skriv `afgoerelse`, og gerne `grund`, ved bemærkningen.",
        "Write `afgoerelse`, and if you can `grund`, at the remark.",
    ),
    Example(
        wrong="indsigelser:\n  - fra: Bo Bæk\n    tekst: Prisen mangler.\n"
        f"{_APPROVED}  - titel: A\n    beslutning: Vedtaget.",
        right="indsigelser:\n  - fra: Bo Bæk\n    tekst: Prisen mangler.\n"
        f"    afgoerelse: imoedekommet\n{_APPROVED}  - titel: A\n    beslutning: Vedtaget.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, der har gjort indsigelse, og den, der læser sagen siden, skal kunne se, at der blev "
        "taget stilling.",
        "Whoever objected, and whoever reads the file later, is to see that it was decided on.",
    ),
    rests_on=("indsigelser", "referat_status"),
)
UNKNOWN = Rule(
    "M5691",
    Severity.WARNING,
    Phrase(
        "»{navn}« har svaret på referatet, men forummet kender ingen af det navn.",
        "»{navn}« has answered to the minutes, but the forum knows nobody of that name.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="indsigelser:\n  - fra: Bo Bek\npunkter: []",
        right="indsigelser:\n  - fra: Bo Bæk\npunkter: []",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Et ukendt navn er oftest en stavefejl, og så får den, der har svaret, en rykker.",
        "A name that nobody knows is mostly a misspelling; then whoever has answered is reminded.",
    ),
    rests_on=_PEOPLE,
    about=("fra",),
)
ABOUT_NOTHING = Rule(
    "M5692",
    Severity.WARNING,
    Phrase(
        "Svaret fra {navn} har ingen `tekst`, så det trykkes som »ingen bemærkninger«; {noegle} "
        "kommer ikke med.",
        "The answer of {navn} has no `tekst`, so that it is printed as »no remarks«; {noegle} is "
        "not printed.",
    ),
    Phrase(
        "Skriv bemærkningen under `tekst`, eller slet {noegle}.",
        "Write the remark under `tekst`, or delete {noegle}.",
    ),
    Example(
        wrong="indsigelser:\n  - fra: Bo Bæk\n    punkt: 1\npunkter:\n  - titel: A",
        right="indsigelser:\n  - fra: Bo Bæk\npunkter:\n  - titel: A",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet ville sige, at medlemmet ingen bemærkninger har.",
        "The minutes would say that the member has no remarks.",
    ),
    rests_on=("indsigelser",),
)

NO_SUCH_MEETING = Rule(
    "M5682",
    Severity.ERROR,
    Phrase(
        "Punktet godkender referatet af »{navn}«, men {fundet} hedder det.",
        "The item approves the minutes of »{navn}«, but {fundet} called that.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: Godkendelse af referat\n  godkender: 2025-06-05",
        right="- titel: Godkendelse af referat",
    ),
    rests_on=("godkender",),
    about=("godkender",),
)
NOT_YET_HELD = Rule(
    "M5683",
    Severity.WARNING,
    Phrase(
        "Punktet godkender referatet af mødet {navn}, som ikke er holdt før dette.",
        "The item approves the minutes of the meeting {navn}, which was not held before this one.",
    ),
    Phrase("Skriv datoen på det tidligere møde.", "Write the date of the earlier meeting."),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n  - titel: Godkendelse af referat\n"
        "    godkender: 2025-09-12",
        right="dato: 2025-09-12\npunkter:\n  - titel: Godkendelse af referat",
    ),
    reason=Phrase(
        "Et møde kan ikke godkende sit eget referat eller et kommende mødes.",
        "A meeting cannot approve its own minutes, or those of one to come.",
    ),
    rests_on=("godkender", "dato"),
    about=("godkender",),
)
NOT_RECORDED = Rule(
    "M5684",
    Severity.HINT,
    Phrase(
        "Punktet godkendte referatet af {navn}, men protokollen for det møde siger ikke, at det er "
        "godkendt.",
        "The item approved the minutes of {navn}, but the record of that meeting does not say that "
        "they are approved.",
    ),
    Phrase("Kør: {kommando}", "Run: {kommando}"),
    Example(
        wrong="godkender: 2025-06-05 og udfald: godkendt, og intet andet",
        right="Kommandoen er kørt, så 2025-06-05.udsendt.yaml siger godkendt",
        file="Word",
    ),
    reason=Phrase(
        "Så længe det kun står her, er referatet stadig til godkendelse for den, der slår det op.",
        "While it stands here alone, the minutes are still awaiting approval for whoever looks "
        "them up.",
    ),
    rests_on=("godkender", "udfald", "beslutning", "referat_status"),
    about=("godkender",),
)
RECORDED_OTHERWISE = Rule(
    "M5685",
    Severity.WARNING,
    Phrase(
        "Punktet godkendte ikke referatet af {navn}, men protokollen for det møde siger, at dette "
        "møde godkendte det {dato}.",
        "The item did not approve the minutes of {navn}, but the record of that meeting says that "
        "this meeting approved them {dato}.",
    ),
    Phrase(
        "Ret `udfald` her, eller tag godkendelsen tilbage: {kommando}",
        "Correct `udfald` here, or take the approval back: {kommando}",
    ),
    Example(
        wrong="godkender: 2025-06-05 og udfald: ikke_godkendt, efter at det er skrevet godkendt",
        right="udfald: godkendt",
        file="Word",
    ),
    reason=Phrase(
        "De to referater siger hver sit om, hvad mødet besluttede.",
        "The two say different things of what the meeting decided.",
    ),
    rests_on=("godkender", "udfald", "beslutning"),
    about=("godkender",),
)

_NONE = Phrase("intet møde", "no meeting is")
_SEVERAL = Phrase("flere møder", "several meetings are")
_LISTED = 5
_REFERAT = r"\A\W*(?:referat\w*\s+(?:\w+\s+){0,8}?)?"
_IS_APPROVED = re.compile(rf"{_REFERAT}godkend(?:t|es|tes)\b", re.IGNORECASE)
_IS_NOT = re.compile(rf"{_REFERAT}(?:ikke\s+godkend|kunne\s+ikke\s+godkend)", re.IGNORECASE)


# --- answers ------------------------------------------------------------------------------


def objections(case: Case) -> Iterator[Diagnostic]:
    """What was answered to the minutes comes from somebody known, is about an item that there is,
    and was decided on."""
    answers = case.meeting.indsigelser
    if not answers:
        return
    speakers = Speakers(case)
    approved = case.meeting.referat_status is ReferatStatus.GODKENDT
    for one in answers:
        yield from _about(case, one)
        for name, advice in speakers.strangers(speakers.read(one.fra)):
            yield UNKNOWN.at(one.position, navn=name, raad=advice)
        if approved and one.tekst and one.afgoerelse is None:
            yield UNANSWERED.at(one.position, navn=one.fra)
        if one.tekst:
            continue
        for key in ("punkt", "afgoerelse", "grund"):
            if getattr(one, key) is not None:
                yield ABOUT_NOTHING.at(one.position, navn=one.fra, noegle=key)


def _about(case: Case, one: Indsigelse) -> Iterator[Diagnostic]:
    """Of the item that an answer is about there is one."""
    if one.punkt is None:
        return
    found = items_called(case.plan, one.punkt)
    if not found:
        numbers = dict.fromkeys(i.numbered.nr for i in case.plan.items if i.numbered.nr)
        yield NO_SUCH_ITEM.at(one.position, punkt=one.punkt, numre=", ".join(numbers) or "-")
    elif len(found) > 1:
        name = f"punkt-{one.punkt.removesuffix('.')}"
        yield SEVERAL_ITEMS.at(one.position, punkt=one.punkt, antal=len(found), id=name)


# --- items that approve -------------------------------------------------------------------


def approves(case: Case) -> Iterator[Diagnostic]:
    """An item approves the minutes of a meeting that there is, and its record says the same."""
    for item in case.plan.items:
        for one in item.punkt.godkender:
            yield from _approves(case, item, one)


def _approves(case: Case, item: PlannedItem, one: Godkender) -> Iterator[Diagnostic]:
    if case.ws is None or case.file is None:
        return
    found = _files(case.ws, case.file, one)
    case.inputs.update(file.path for file in found)
    if len(found) != 1 or found[0].stem != one.navn.rpartition("/")[2]:
        case.inputs.add(case.file.path.parent)  # another one may come that is meant as well
    if len(found) != 1:
        advice = _advice(case.ws, case.file, one, found)
        hits = _SEVERAL if found else _NONE
        yield NO_SUCH_MEETING.at(one.position, navn=one.navn, fundet=hits, raad=advice)
    elif found[0].path == case.file.path or one.dato > case.meeting.dato:
        yield NOT_YET_HELD.at(one.position, navn=one.navn)
    else:
        yield from _recorded(case, item, one, found[0])


def _recorded(
    case: Case, item: PlannedItem, one: Godkender, file: MeetingFile
) -> Iterator[Diagnostic]:
    """What the item decided is what the other meeting's record says."""
    was = decided(item)
    if case.file is None or was is None:
        return
    event = _last_approval(case, file)
    if was and event is None:
        day = case.plan.day_of(item) or case.meeting.dato
        command = (
            f"make status MEETING={file.name} STATUS=godkendt DATO={day} MOEDE={case.file.name}"
        )
        if item.numbered.nr:
            command += f" PUNKT={item.numbered.nr}"
        yield NOT_RECORDED.at(one.position, navn=one.navn, kommando=command)
    elif not was and event is not None and _is_of(case, event):
        day = case.plan.day_of(item) or case.meeting.dato
        command = (
            f"make status MEETING={file.name} STATUS=udkast DATO={day} AF=NAVN "
            'GRUND="Ikke godkendt"'
        )
        yield RECORDED_OTHERWISE.at(
            one.position, navn=one.navn, dato=event.dato.isoformat(), kommando=command
        )


def decided(item: PlannedItem) -> bool | None:
    """Whether the minutes were approved; ``None`` where that is not said."""
    for afsnit in item.punkt.afsnit:
        if afsnit.slags is not Slags.BESLUTNING:
            continue
        fixed = [FIXED[word] for word in afsnit.udfald if word in FIXED]
        if Udfald.IKKE_GODKENDT in fixed:
            return False
        if any(one.kind.carries for one in fixed):
            return True
        texts = [*(word for word in afsnit.udfald if word not in FIXED), words_in(afsnit.tekst)]
        if any(map(_IS_NOT.match, texts)):
            return False
        if any(map(_IS_APPROVED.match, texts)):
            return True
    return None


def _last_approval(case: Case, file: MeetingFile) -> Begivenhed | None:
    """The last time that the other meeting's record says that its minutes were approved, unless
    that was taken back since."""
    last = None
    for event in _events(case, file):
        if event.art is Begivenhedsart.GODKENDT:
            last = event
        elif event.art in (Begivenhedsart.TIL_GODKENDELSE, Begivenhedsart.UDKAST):
            last = None
    return last


def _events(case: Case, file: MeetingFile) -> Sequence[Begivenhed]:
    """What the record of another meeting tells; nothing where it cannot be read, which is told of
    there."""
    ws = case.ws
    if ws is None:
        return ()
    places = [issued_file(file)]
    case.inputs.update(places)
    meeting = file.stem
    if not places[0].is_file():
        meeting = meeting_id(ws, file.path)
        places = candidates(file, meeting)
        case.inputs.update(places)
    try:
        records = [read_filed(ws, path) for path in places if path.is_file()]
    except Problems:
        return ()
    named = {one.meeting for one in records}
    if len(named) == 1:
        meeting = named.pop()
    return events_of(records, meeting)


def _is_of(case: Case, event: Begivenhed) -> bool:
    """Whether an event says that it happened at the meeting that is looked at."""
    names = {case.meeting.id, case.meeting.stamme}
    if case.file is not None:
        names.add(case.file.name)
    return event.moede in names


def _files(ws: Workspace, file: MeetingFile, one: Godkender) -> list[MeetingFile]:
    """The meeting files that a name may mean: that of exactly this name, of this id, or this date.

    A file may have been renamed since; those that do not name the day or id anywhere are not read.
    """
    folder, _, stem = one.navn.rpartition("/")
    place = ws.meetings / folder if folder else file.path.parent
    exact = place / f"{stem}.yaml"
    if exact.is_file() and place.resolve().is_relative_to(ws.meetings.resolve()):
        return [MeetingFile(exact, folder or file.forum, stem)]
    here = [other for other in ws.meeting_files() if other.path.parent == place]
    said = {other: _said(ws, other, stem) for other in here}
    own = [other for other in here if said[other].get("id") == stem]
    if own or stem != one.dato.isoformat():
        return own
    return [m for m in here if m.stem.startswith(stem) or said[m].get("dato") == stem]


def _said(ws: Workspace, file: MeetingFile, sought: str) -> Mapping[str, Any]:
    """What a meeting file says at its top, where what is sought may stand in it."""
    try:
        if sought.encode() not in file.path.read_bytes():
            return {}
    except OSError:
        return {}
    tree, _ = source.read(file.path, ws.display(file.path), ws.meetings)
    return tree.data if tree is not None and isinstance(tree.data, dict) else {}


def _named(folder: Path) -> list[str]:
    """The names of the meeting files in a folder."""
    paths = sorted(folder.glob("[0-9]*.yaml"))
    return [path.stem for path in paths if not path.name.endswith(ISSUED_SUFFIX)]


def _advice(
    ws: Workspace, file: MeetingFile, one: Godkender, found: Sequence[MeetingFile]
) -> Phrase:
    """What to write instead."""
    folder, _, stem = one.navn.rpartition("/")
    place = ws.meetings / folder if folder else file.path.parent
    names = [other.stem for other in found]
    if not names:
        others = [name for name in _named(place) if name != file.stem]
        close = several(stem, others, 0.8)
        names = close or [name for name in others if name < file.stem][-_LISTED:]
    before = f"{folder}/" if folder else ""
    listed = ", ".join(f"{before}{name}" for name in names)
    if not listed:
        return Phrase(
            "Slet linjen: forummet har intet andet møde.",
            "Delete the line: the forum has no other meeting.",
        )
    return Phrase(f"Skriv hvilket møde: {listed}", f"Write which meeting: {listed}")
