"""What was found in a file, as it is said: places, kinds and reasons in both languages."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Sequence

from indhold import cpr
from indhold.findings import At, Finding, Gap, Kind, Place, Step, Unread
from moedebog.diagnostics import Phrase, joined
from moedebog.reasons import reason

_MOST = 5
"""Places that are named; of more it is said how many."""
_ALSO = Phrase(" og {antal} til", " and {antal} more")

_STEPS = {
    At.FILE_NAME: Phrase("filnavnet", "the file's name"),
    At.MEMBER: Phrase("filen {name}", "the file {name}"),
    At.PAGE: Phrase("side {name}", "page {name}"),
    At.SHEET: Phrase("arket {name}", "the sheet {name}"),
    At.CELL: Phrase("celle {name}", "cell {name}"),
    At.SLIDE: Phrase("dias {name}", "slide {name}"),
    At.PARAGRAPH: Phrase("afsnit {name}", "paragraph {name}"),
    At.LINE: Phrase("linje {name}", "line {name}"),
    At.HEADER: Phrase("sidehovedet", "the header"),
    At.FOOTER: Phrase("sidefoden", "the footer"),
    At.NOTE: Phrase("note {name}", "note {name}"),
    At.SPEAKER_NOTES: Phrase("talernoterne", "the speaker's notes"),
    At.MASTER: Phrase("masteren", "the master"),
    At.COMMENT: Phrase("kommentar {name}", "comment {name}"),
    At.ANNOTATION: Phrase("bemærkning {name}", "annotation {name}"),
    At.FIELD: Phrase("feltet {name}", "the field {name}"),
    At.BOOKMARK: Phrase("bogmærket {name}", "the bookmark {name}"),
    At.LAYER: Phrase("laget {name}", "the layer {name}"),
    At.PROPERTIES: Phrase("egenskaberne", "the properties"),
    At.CUSTOM_XML: Phrase("indlejrede data", "embedded data"),
    At.SIGNATURE: Phrase("underskriften {name}", "the signature {name}"),
    At.PICTURE: Phrase("billedet {name}", "the picture {name}"),
    At.THUMBNAIL: Phrase("miniaturen", "the thumbnail"),
    At.PART: Phrase("delen {name}", "the part {name}"),
    At.HEAD: Phrase("brevhovedet", "the head of the letter"),
}
_KINDS = {
    Kind.PERSONAL_NUMBER: Phrase("CPR-nummer", "CPR number"),
    Kind.PERHAPS_PERSONAL_NUMBER: Phrase("måske et CPR-nummer", "perhaps a CPR number"),
    Kind.COMMENT: Phrase("kommentarer", "comments"),
    Kind.TRACKED_CHANGE: Phrase("sporede ændringer", "tracked changes"),
    Kind.HIDDEN: Phrase("skjult indhold", "hidden matter"),
    Kind.SCRIPT: Phrase("script", "a script"),
    Kind.MACRO: Phrase("makroer", "macros"),
    Kind.EXECUTABLE: Phrase("et program", "a program"),
    Kind.DISGUISED: Phrase("noget andet, end navnet siger", "something else than its name says"),
    Kind.EMBEDDED: Phrase("en indlejret fil", "an embedded file"),
    Kind.AUTHOR: Phrase("navn på en person", "the name of a person"),
    Kind.PATH: Phrase("sti til en fil", "the path of a file"),
    Kind.POSITION: Phrase("sted på kortet", "a place on the map"),
    Kind.EXTERNAL_LINK: Phrase("noget, der hentes udefra", "something fetched from elsewhere"),
    Kind.METADATA: Phrase("andre oplysninger om filen", "other properties"),
}
_REASONS = {
    Unread.SCAN: Phrase("er billeder af tekst, uden tekst", "is pictures of text, without text"),
    Unread.PICTURE: Phrase(
        "er et billede; der kan stå noget på det", "is a picture; there may be words in it"
    ),
    Unread.NO_CHARACTERS: Phrase(
        "har tekst, hvis bogstaver ikke kan kendes", "has text whose letters cannot be told"
    ),
    Unread.PASSWORD: Phrase("kræver en adgangskode", "requires a password"),
    Unread.UNKNOWN: Phrase("er i et ukendt format", "is in an unknown format"),
    Unread.PARTLY: Phrase(
        "er i et format, der kun læses delvis", "is in a format that is only read in part"
    ),
    Unread.DAMAGED: Phrase("er beskadiget", "is damaged"),
    Unread.TOO_LARGE: Phrase("fylder for meget", "is too large"),
    Unread.TOO_LONG: Phrase("tog for lang tid at læse", "took too long to read"),
    Unread.TOO_MUCH_MEMORY: Phrase(
        "krævede for megen hukommelse at læse", "took too much memory to read"
    ),
    Unread.TOO_DEEP: Phrase(
        "har filer inde i filer i for mange led", "has files inside files too many times over"
    ),
    Unread.TOO_MANY: Phrase("har for mange dele", "has too many parts"),
    Unread.FAILED: Phrase("kunne ikke læses", "could not be read"),
}
_FORMATS = {
    "": Phrase("ukendt format", "unknown format"),
    "archive": Phrase("pakke med filer", "archive"),
    "empty": Phrase("tom fil", "empty file"),
    "executable": Phrase("program", "program"),
    "link": Phrase("genvej", "shortcut"),
    "picture": Phrase("billede", "picture"),
    "text": Phrase("tekst", "text"),
    "unknown": Phrase("ukendt format", "unknown format"),
}
"""What a file is by its contents, where the library's name for it is no format's own."""
_NAMES = (
    (re.compile(r"^object (\d+)$"), r"objekt \1"),
    (re.compile(r"^(\w+) behind$"), r"\1 bagved"),
    (re.compile(r"^behind$"), "bagved"),
)
"""Names that the library gives to what has none."""
_GAPS = {
    "checksum": Phrase("forkert kontrolsum", "wrong checksum"),
    "compression": Phrase("pakket på en ukendt måde", "packed in an unknown way"),
    "no file": Phrase("det er ikke en fil", "it is no file"),
    "written to meanwhile": Phrase("den blev ændret imens", "it was changed meanwhile"),
    **{kind.value: phrase for kind, phrase in _KINDS.items()},
}
"""What the library says about what could not be read, besides the reason."""
_NUMBERS = {os.strerror(number): number for number in errno.errorcode}
"""What the system says, as the library passes it on, to the number that it stands for."""
_BEHIND = re.compile(r"^behind (.*)$")
_HOW = {
    "after the picture": "bag billedet",
    "another picture": "et billede mere",
    "attachedTemplate": "skabelon",
    "camera": "kamera",
    "cell": "celle",
    "cells of another workbook": "celler fra en anden projektmappe",
    "changed": "ændret",
    "coloured as what is behind it": "samme farve som det bagved",
    "column": "kolonne",
    "covered": "dækket",
    "data behind a pivot table": "data bag en pivottabel",
    "database": "database",
    "deleted": "slettet",
    "earlier version": "en tidligere udgave",
    "earlier versions": "tidligere udgaver",
    "externalLinkPath": "en anden projektmappe",
    "field": "felt",
    "formatting": "formatering",
    "formula": "formel",
    "hidden annotation": "skjult bemærkning",
    "hidden columns": "skjulte kolonner",
    "hidden field": "skjult felt",
    "hidden picture": "skjult billede",
    "hidden rows": "skjulte rækker",
    "hidden shape": "skjult figur",
    "hidden sheet": "skjult ark",
    "hidden slide": "skjult dias",
    "hidden text": "skjult tekst",
    "image": "billede",
    "inserted": "indsat",
    "insertion": "indsat",
    "invisible": "usynlig",
    "layer off": "lag, der er slået fra",
    "moved": "flyttet",
    "outside the page": "uden for siden",
    "outside the slide": "uden for diasset",
    "paragraph": "afsnit",
    "private data": "et programs egne data",
    "program": "program",
    "row": "række",
    "rows filtered out": "rækker, der er filtreret fra",
    "section": "sektion",
    "serial number": "serienummer",
    "sheet": "ark",
    "size": "uden størrelse",
    "slide": "dias",
    "slide left out": "dias uden for rækken",
    "template": "skabelon",
    "text": "tekst",
    "thumbnail": "miniature",
    "tiny": "meget lille",
    "transparent": "gennemsigtig",
    "very hidden sheet": "meget skjult ark",
    "video": "video",
    "white": "hvid",
}
"""How something is hidden, or what it is, as the library says it before the words themselves."""
_BETWEEN = ": "
_WHOLE = Phrase("den", "it")
_QUOTED = Phrase("»{words}«", "»{words}«")
_COUNTED = Phrase(" ({antal})", " ({antal})")


def named(name: str) -> str:
    """The name of a file, or the way to it, with no personal number in full."""
    shown = name
    for number in cpr.personal_numbers(name, most=cpr.ALL, anywhere=True):
        if number.written not in name:
            return cpr.masked(name)
        shown = shown.replace(number.written, cpr.mask(number.written))
    return shown


def format_of(kind: str) -> Phrase:
    """What a file is by its contents: ``pdf``, or in words where it is no one format."""
    return _FORMATS.get(kind, Phrase.same(kind))


def placed(place: Place) -> Phrase:
    """A place from the inside out: »celle B7 i arket Løn«; nothing for the file as a whole."""
    return joined([_step(step) for step in reversed(place)], ", ")


def found(findings: Sequence[Finding], *, kinds: bool = False) -> Phrase:
    """Findings with their places; ``kinds``: and what each is."""
    return _some([_one(finding, kinds) for finding in findings])


def unread(gaps: Sequence[Gap]) -> Phrase:
    """What could not be read, and why."""
    return _some([_gap(gap) for gap in gaps])


def _some(phrases: Iterable[Phrase]) -> Phrase:
    told = list(dict.fromkeys(phrases))
    some = joined(told[:_MOST], "; ")
    return some + _ALSO.put(antal=len(told) - _MOST) if len(told) > _MOST else some


def _one(finding: Finding, kinds: bool) -> Phrase:
    parts = []
    if kinds:
        parts.append(_KINDS[finding.kind])
    if finding.shown:
        is_format = finding.kind is Kind.DISGUISED
        shown = format_of(finding.shown) if is_format else _shown(finding.shown)
        parts.append(_QUOTED.put(words=shown) if kinds else shown)
    what = joined(parts, " ")
    if finding.count > 1:
        what += _COUNTED.put(antal=finding.count)
    if not finding.place:
        return what
    where = placed(finding.place)
    return what + " (" + where + ")" if parts else where


def _shown(text: str) -> Phrase:
    """What the library shows; how a thing is hidden stands before the words, in English."""
    how, between, words = text.partition(_BETWEEN)
    if how not in _HOW:
        return Phrase.same(text)
    return Phrase(f"{_HOW[how]}{between}{words}", text)


def _gap(gap: Gap) -> Phrase:
    what = placed(gap.place) if gap.place else _WHOLE
    why = what + " " + _REASONS[gap.reason]
    return why + " (" + _said(gap.shown) + ")" if gap.shown else why


def _said(text: str) -> Phrase:
    """What the library or the system says besides why a thing could not be read."""
    if number := _NUMBERS.get(text):
        return reason(OSError(number, text))
    if behind := _BEHIND.match(text):
        return Phrase(f"bag {behind[1]}", text)
    return _GAPS.get(text) or _shown(text)


def _step(step: Step) -> Phrase:
    danish = step.name
    for pattern, words in _NAMES:
        danish = pattern.sub(words, danish)
    phrase = _STEPS[step.at].put(name=Phrase(danish, step.name))
    return phrase.changed(str.rstrip)
