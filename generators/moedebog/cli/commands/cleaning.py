"""``rens``: cleaned copies of a meeting's attachments."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from moedebog.calls import call
from moedebog.cli.places import WRITTEN, meeting, workspace
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, counted, joined
from moedebog.workspace import MeetingFile, Workspace

if TYPE_CHECKING:
    from indhold.cleaning import Changes, Wishes
    from indhold.findings import Finding
    from moedebog.cleaned import One, Used

_CHANGES = {"accepter": "accept", "afvis": "reject"}
_DONE = {"accept": Phrase("accepteret", "accepted"), "reject": Phrase("afvist", "rejected")}
_NO_FILES = Phrase("Der er ingen bilag at rense.", "There are no attachments to clean.")
_CLOSED = Phrase("et lukket bilag", "a closed attachment")
_COPY_OF_CLOSED = Phrase(
    "en renset kopi af et lukket bilag", "a cleaned copy of a closed attachment"
)
_THERE = Phrase("Renset før: {path}", "Cleaned before: {path}")
_NOTHING = Phrase("Intet at tage ud: {name}", "Nothing to take out: {name}")
_MISSING = Phrase("Filen er her ikke: {name}", "The file is not here: {name}")
_IN_THE_WAY = Phrase(
    "Ikke renset: {name}. Der, hvor kopien skal ligge, ligger allerede en anden fil: {path}. Slet "
    "den, eller giv den et andet navn.",
    "Not cleaned: {name}. Where the copy is to be, there is another file already: {path}. Delete "
    "it, or rename it.",
)
_REFUSED = Phrase("Ikke renset: {name}, {why}.", "Not cleaned: {name}, {why}.")
_TAKEN = Phrase("  Taget ud: {what}", "  Taken out: {what}")
_LEFT = Phrase("  Tilbage i filen: {what}", "  Left in the file: {what}")
_TO_USE = Phrase(
    "  Brug kopien: skriv »fil: {fil}« i linje {linje} af {moede}, eller kør igen med {skriv}.",
    "  To use the copy: write »fil: {fil}« in line {linje} of {moede}, or run again with {skriv}.",
)
_USED = Phrase("{moede} bruger nu {fil}.", "{moede} uses {fil} now.")
_USED_CLOSED = Phrase(
    "{moede} bruger nu kopien af et lukket bilag.",
    "{moede} uses the copy of a closed attachment now.",
)
_BY_HAND = Phrase(
    "Linje {linje} i {moede} kan ikke rettes uden at røre andet. Skriv den selv.",
    "Line {linje} of {moede} cannot be changed without touching something else. Write it yourself.",
)
_BY_HAND_CLOSED = Phrase(
    "En linje om et lukket bilag kan ikke rettes uden at røre andet. Skriv den selv.",
    "A line about a closed attachment cannot be changed without touching something else. Write it "
    "yourself.",
)

_KINDS = {
    "comment": (Phrase("kommentar", "comment"), Phrase("kommentarer", "comments")),
    "tracked-change": (
        Phrase("sporet ændring", "tracked change"),
        Phrase("sporede ændringer", "tracked changes"),
    ),
    "hidden": (Phrase("skjult stykke", "hidden piece"), Phrase("skjulte stykker", "hidden pieces")),
    "speaker-notes": (
        Phrase("dias med talernoter", "slide with speaker notes"),
        Phrase("dias med talernoter", "slides with speaker notes"),
    ),
    "script": (Phrase("script", "script"), Phrase("scripts", "scripts")),
    "macro": (Phrase("makro", "macro"), Phrase("makroer", "macros")),
    "embedded-file": (
        Phrase("indlejret fil", "embedded file"),
        Phrase("indlejrede filer", "embedded files"),
    ),
    "author": (
        Phrase("navn på en person", "name of a person"),
        Phrase("navne på personer", "names of people"),
    ),
    "path": (
        Phrase("sti til en mappe", "path of a folder"),
        Phrase("stier til mapper", "paths of folders"),
    ),
    "position": (
        Phrase("sted, hvor et billede er taget", "place where a picture was taken"),
        Phrase("steder, hvor billeder er taget", "places where pictures were taken"),
    ),
    "external-link": (
        Phrase("kæde til en anden fil", "link to another file"),
        Phrase("kæder til andre filer", "links to other files"),
    ),
    "metadata": (
        Phrase("oplysning om filen", "property of the file"),
        Phrase("oplysninger om filen", "properties of the file"),
    ),
}
_REASONS = {
    "signed": Phrase(
        "for den er underskrevet, og underskriften ville ikke gælde mere",
        "for it is signed, and the signature would not hold any more",
    ),
    "password": Phrase("for den har adgangskode", "for it has a password"),
    "archive": Phrase(
        "for den rummer andre filer; pak dem ud, og læg dem ved hver for sig",
        "for it holds other files; unpack them, and attach them one by one",
    ),
    "letter": Phrase("for den er en e-mail", "for it is an e-mail"),
    "old-office": Phrase(
        "for den er fra før 2007; gem den i et nyere format",
        "for it is from before 2007; save it in a newer format",
    ),
    "unknown-format": Phrase(
        "for formatet er ikke et, der kan renses", "for its format is none that can be cleaned"
    ),
    "damaged": Phrase("for den er beskadiget", "for it is damaged"),
    "too-large": Phrase("for den er for stor", "for it is too large"),
    "failed": Phrase("for det mislykkedes", "for that failed"),
}
_WHY = {
    "needed": Phrase("det, der ses, bygger på det", "what is seen rests on it"),
    "unable": Phrase("kan ikke tages ud for sig", "cannot be taken out alone"),
}


def rens(options: Namespace, teller: Teller) -> int:
    """``rens``: write cleaned copies beside the originals, and tell what was taken out."""
    from moedebog.cleaned import CopyState, Used, make, use

    ws, _ = workspace(options, teller)
    file = meeting(ws, options)
    wishes = _wishes(options)
    made = make(ws, file, options.punkt or "", wishes)
    if not made:
        teller.note(_NO_FILES)
    for one in made:
        _tell(ws, file, one, wishes, options, teller)
    used = use(ws, file, made) if options.skriv else Used()
    _tell_used(ws, file, used, made, teller)
    teller.veil(any(not _is_shown(one, teller) for one in made))
    troubled = used.by_hand or any(one.state is CopyState.IN_THE_WAY for one in made)
    return CONTENT if troubled else GOOD


def _wishes(options: Namespace) -> Wishes:
    from indhold.cleaning import Changes, Wishes

    changes = Changes(_CHANGES[options.aendringer]) if options.aendringer else None
    return Wishes(changes, embedded=options.indlejrede, notes=options.noter)


def _is_shown(one: One, teller: Teller) -> bool:
    return one.is_open or teller.shows_closed


def _tell(
    ws: Workspace,
    file: MeetingFile,
    one: One,
    wishes: Wishes,
    options: Namespace,
    teller: Teller,
) -> None:
    from moedebog.cleaned import CopyState

    shown = _is_shown(one, teller)
    name = Phrase.same(one.name) if shown else _CLOSED
    path = Phrase.same(ws.display(one.copy)) if shown else _COPY_OF_CLOSED
    if one.state is CopyState.WRITTEN:
        teller.made(WRITTEN.put(path=path))
    elif one.state is CopyState.THERE:
        teller.note(_THERE.put(path=path))
    elif one.state is CopyState.NOTHING:
        teller.note(_NOTHING.put(name=name))
    elif one.state is CopyState.MISSING:
        teller.say(_MISSING.put(name=name))
    elif one.state is CopyState.IN_THE_WAY:
        where = path if shown else Phrase.same("…")
        teller.say(_IN_THE_WAY.put(name=name, path=where))
    elif one.refused is not None:
        teller.say(_REFUSED.put(name=name, why=_REASONS[one.refused.value]))
    _tell_found(one, wishes.changes, teller)
    if one.has_copy and shown and one.new_name != one.name and not options.skriv:
        skriv = call("SKRIV=1", "--skriv")
        for place in one.places:
            line = _TO_USE.put(
                fil=one.new_name, linje=place.line, moede=ws.display(file.path), skriv=skriv
            )
            teller.note(line)


def _tell_found(one: One, changes: Changes | None, teller: Teller) -> None:
    if one.cleaned.taken:
        taken = Counter[str]()
        for finding in one.cleaned.taken:
            taken[_kind(finding)] += finding.count
        what = joined(_taken(kind, count, changes) for kind, count in taken.items())
        teller.note(_TAKEN.put(what=what))
    if one.cleaned.left:
        left = Counter[tuple[str, str]]()
        for still in one.cleaned.left:
            left[_kind(still.finding), still.why.value] += still.finding.count
        told = (_left(kind, why, count) for (kind, why), count in left.items())
        teller.say(_LEFT.put(what=joined(told)))


def _kind(finding: Finding) -> str:
    of_notes = finding.place and finding.place[0].at == "speaker-notes"
    return "speaker-notes" if of_notes else finding.kind.value


def _taken(kind: str, count: int, changes: Changes | None) -> Phrase:
    what = counted(count, *_KINDS[kind])
    if kind == "tracked-change" and changes is not None:
        return _BRACKETS.put(what=what, more=_DONE[changes.value])
    return what


def _left(kind: str, why: str, count: int) -> Phrase:
    more = _WHY.get(why) or _asked(kind)
    return _BRACKETS.put(what=counted(count, *_KINDS[kind]), more=more)


def _asked(kind: str) -> Phrase:
    """What is typed for something to be taken out too."""
    if kind == "tracked-change":
        one = call("AENDRINGER=accepter", "--aendringer accepter")
        other = call("AENDRINGER=afvis", "--aendringer afvis")
        return _EITHER.put(one=one, other=other)
    if kind == "speaker-notes":
        return _TYPE.put(typed=call("NOTER=1", "--noter"))
    return _TYPE.put(typed=call("INDLEJREDE=1", "--indlejrede"))


_BRACKETS = Phrase.same("{what} ({more})")
_EITHER = Phrase("tages ud med {one} eller {other}", "taken out with {one} or {other}")
_TYPE = Phrase("tages ud med {typed}", "taken out with {typed}")


def _tell_used(
    ws: Workspace, file: MeetingFile, used: Used, made: Iterable[One], teller: Teller
) -> None:
    name = ws.display(file.path)
    for one in used.changed:
        if _is_shown(one, teller):
            teller.note(_USED.put(moede=name, fil=one.new_name))
        else:
            teller.note(_USED_CLOSED.put(moede=name))
    shown = {place for one in made if _is_shown(one, teller) for place in one.places}
    for place in used.by_hand:
        if place in shown:
            teller.say(_BY_HAND.put(linje=place.line, moede=name))
        else:
            teller.say(_BY_HAND_CLOSED)
