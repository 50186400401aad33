"""Attachments: that they can be opened, mailed and read, and are titled for a reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path

from moedebog.compose.attachments import FILE_MISSING, FILE_MISSING_IN_DRAFT
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Audience
from moedebog.examples import PDF, Example, attached, large_pdf
from moedebog.guesses import nearest
from moedebog.meeting import Bilag, Fil
from moedebog.pictures import findings
from moedebog.rules.case import Case
from moedebog.typography import told_size

EMPTY = Rule(
    "M530",
    Severity.ERROR,
    Phrase("Filen {fil} er tom.", "The file {fil} is empty."),
    Phrase("Læg den rigtige fil, eller slet `fil`.", "Put the right file there, or delete `fil`."),
    Example(
        wrong=attached("Notat", "tom.pdf"),
        right=attached("Notat"),
        files={"b.pdf": PDF, "tom.pdf": b""},
    ),
)
UNREADABLE = Rule(
    "M531",
    Severity.ERROR,
    Phrase("Filen {fil} kan ikke læses.", "The file {fil} cannot be read."),
    Phrase("Se efter, om du har adgang til den.", "See whether you have access to it."),
    Example(wrong="En fil, du ikke har adgang til.", right="En fil, du kan åbne."),
)
TOO_LARGE = Rule(
    "M533",
    Severity.WARNING,
    Phrase(
        "Filen {fil} fylder {stoerrelse}; over {graense} MB kan mange ikke få den med e-mail.",
        "The file {fil} takes up {stoerrelse}; above {graense} MB many cannot get it by e-mail.",
    ),
    Phrase(
        "Gør billederne i den mindre, eller ret politik: stoerste_bilag_mb i forum.yaml.",
        "Make its pictures smaller, or correct politik: stoerste_bilag_mb in forum.yaml.",
    ),
    Example(
        wrong=attached("Notat", "stor.pdf", "1,1 MB"),
        right=attached("Notat", "b.pdf", "0,2 MB"),
        forum="politik: {stoerste_bilag_mb: 1}",
        files={"b.pdf": PDF, "stor.pdf": large_pdf},
    ),
    reason=Phrase(
        "Mange mailservere afviser store mails, så modtageren får slet ikke dagsordenen.",
        "Many mail servers refuse large messages, so that the recipient does not get the "
        "dagsorden at all.",
    ),
)
FILE_NAME_AS_TITLE = Rule(
    "M534",
    Severity.HINT,
    Phrase(
        "Bilagets titel »{titel}« er bare et filnavn.",
        "The title »{titel}« of the bilag is just the name of a file.",
    ),
    Phrase(
        "Skriv, hvad bilaget er, f.eks. Notat om økonomien.",
        "Write what the bilag is, e.g. Notat om budgettet.",
    ),
    Example(wrong=attached("b.pdf"), right=attached("Notat"), files={"b.pdf": PDF}),
    reason=Phrase(
        "Læseren vælger bilag efter titlen. Et filnavn siger ikke, hvad der står i dem.",
        "Readers choose attachments by the title. The name of a file does not say what is in them.",
    ),
    about=("titel",),
)
VERSION_IN_TITLE = Rule(
    "M535",
    Severity.HINT,
    Phrase(
        "»{ord}« i bilagets titel hører til forarbejdet.",
        "»{ord}« in the title of the bilag belongs to the drafting.",
    ),
    Phrase(
        "Skriv titlen, som en borger skal læse den.", "Write the title as a citizen is to read it."
    ),
    Example(wrong=attached("Notat ENDELIG"), right=attached("Notat"), files={"b.pdf": PDF}),
    reason=Phrase(
        "Ordet var til dem, der skrev bilaget. Læseren kommer i tvivl om, hvorvidt det er den "
        "rigtige udgave.",
        "The word was for those who wrote the attachment. Readers come to doubt whether it is the "
        "right version.",
    ),
    about=("titel",),
)
NUMBER_IN_TITLE = Rule(
    "M536",
    Severity.HINT,
    Phrase(
        "»{ord}« står i bilagets titel; det nummererer moedebog selv, her som {nummer}.",
        "»{ord}« stands in the title of the bilag; moedebog numbers it itself, here as {nummer}.",
    ),
    Phrase("Slet nummeret i titlen.", "Delete the number in the title."),
    Example(wrong=attached("Bilag 3 – Notat"), right=attached("Notat"), files={"b.pdf": PDF}),
    reason=Phrase(
        "Numrene tælles om, når et bilag kommer til eller går ud. Et nummer i titlen bliver "
        "stående og siger noget andet.",
        "The numbers are counted anew when an attachment is added or taken out. One in the title "
        "stays as it is and says something else.",
    ),
    about=("titel",),
)

CLOSED_AND_OPEN = Rule(
    "M5390",
    Severity.WARNING,
    Phrase(
        "Filen {fil} er lukket her, men er også åbent bilag i linje {aaben}, så den bliver "
        "offentlig.",
        "The file {fil} is closed here, but is an open attachment in line {aaben} too, so it "
        "becomes public.",
    ),
    Phrase(
        "Må den ikke læses af alle, så skriv `offentlig: nej` ved bilaget i linje {aaben}, eller "
        "sæt en udgave uden det lukkede på dér.",
        "If not everybody may read it, write `offentlig: nej` at the bilag in line {aaben}, or "
        "attach an edition without what is closed there.",
    ),
    Example(
        wrong="- titel: Køb af grund\n  bilag:\n    - titel: Vurdering\n      fil: b.pdf\n"
        "      offentlig: nej\n    - titel: Vurdering uden priser\n      fil: b.pdf",
        right="- titel: Køb af grund\n  bilag:\n    - titel: Vurdering\n      fil: b.pdf\n"
        "      offentlig: nej\n    - titel: Vurdering uden priser\n      fil: uden-priser.pdf",
        files={"b.pdf": PDF, "uden-priser.pdf": PDF + b"\n%%EOF"},
    ),
    reason=Phrase(
        "En fil kan høre til begge steder, men er den ment som lukket, når den offentligheden "
        "gennem det åbne punkt. Den samme fil under et andet navn er lige så offentlig.",
        "A file may belong in both places, but if it is meant to be closed, it reaches the public "
        "by the open item. The same file under another name is just as public.",
    ),
)

_NEAR_NAMES = 50
"""Missing files for which a file of nearly the same name is looked for."""
# Patterns that many meetings do without are texts: ``re`` compiles such a one at its first use.
_VERSION = (
    r"(?:\b|_)ENDELIG\w*|(?i:[\s_-]endeligt?\s*$|(?<![^\W_])final(?![^\W_])"
    r"|(?:\b|_)v\.?\d+(?:\.\d+)?\b|\(\d{1,3}\)|\bkopi af\b|(?:_|\s[-–]\s)kopi\s*$|_rev\w*)"
)
# A number before *til* is that of another document's attachment: Bilag 2 til lejekontrakten.
_NUMBER = (
    r"(?i)^\s*(?:bilag|punkt|pkt\.?)\s*\d+(?:\.\d+)*+(?![\d.]*\s+(?:til|i|af|fra)\s+(?!punkt|pkt))"
)
_OTHER_ITEM = r"(?i)\b(?:punkt|pkt\.?)\s*(\d+(?:\.\d+)*)"
_OTHER_PAPER = (
    r"(?i)udskrift|referat|dagsorden|protokol|møde|aftale|lov|kontrakt|bekendtgørelse|vedtægt"
    r"|forretningsorden|regulativ|til\w*elsen"
)
"""In the title of an attachment that may speak of another paper's items."""
_FILE_NAME = (
    r"(?i)\S\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|zip|png|jpe?g|gif|svg|webp|msg|eml)$"
)


def attachments(case: Case) -> Iterator[Diagnostic]:
    """The attachments' files and titles."""
    limit = case.meeting.forum.politik.stoerste_bilag_mb
    for holder in (case.plan.whole, *case.plan.items):
        for numbered in holder.bilag:
            bilag = numbered.bilag
            own = holder.numbered.nr if isinstance(holder, PlannedItem) else ""
            yield from _title(bilag, own, numbered.label)
            if bilag.fil is not None and bilag.fil.stoerrelse is not None:
                yield from _file(bilag.fil, bilag.fil.stoerrelse, limit)


def closed_and_open(case: Case) -> Iterator[Diagnostic]:
    """Files that are closed in one place and reach the public from another."""
    files: dict[bool, list[Fil]] = {True: [], False: []}
    for item in case.plan.items:
        for bilag in (numbered.bilag for numbered in item.bilag):
            shown = item.attachment_file(bilag, Audience.OFFENTLIG)
            if shown is not None and shown.stoerrelse:
                files[False].append(shown)
            if bilag.fil is not None and bilag.fil.stoerrelse and shown is not bilag.fil:
                files[True].append(bilag.fil)
    sizes = {fil.stoerrelse for fil in files[True]} & {fil.stoerrelse for fil in files[False]}
    public = {_content(fil): fil for fil in reversed(files[False]) if fil.stoerrelse in sizes}
    for closed in files[True]:
        other = public.get(_content(closed)) if closed.stoerrelse in sizes else None
        if other is not None:
            yield CLOSED_AND_OPEN.at(closed.position, fil=closed.navn, aaben=other.position.line)


def _content(fil: Fil) -> bytes | Path:
    """What a file holds, by its checksum: copies of one have the same."""
    return _checksum(fil.sti, fil.sti.stat().st_mtime_ns) or fil.sti


@lru_cache(maxsize=4096)
def _checksum(path: Path, stamp: int) -> bytes | None:  # noqa: ARG001 (part of the key)
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").digest()
    except OSError:
        return None


def pictures(case: Case) -> Iterator[Diagnostic]:
    """The pictures in texts can be read, and are shown whole."""
    for picture in case.pictures:
        if picture.position is not None:
            yield from findings(picture.path, picture.position)


def _file(fil: Fil, size: int, limit: int) -> Iterator[Diagnostic]:
    """What is in the file is looked into elsewhere (``looked_into``)."""
    place, name = fil.position, fil.navn
    if size == 0:
        yield EMPTY.at(place, fil=name)
        return
    if not _can_be_read(fil.sti, fil.sti.stat().st_mtime_ns):
        yield UNREADABLE.at(place, fil=name)
        return
    if size > limit * 1_000_000:
        yield TOO_LARGE.at(place, fil=name, stoerrelse=told_size(size), graense=limit)


@lru_cache(maxsize=4096)
def _can_be_read(path: Path, stamp: int) -> bool:  # noqa: ARG001 (part of the key)
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return False
    return True


_HARD_HERE = Phrase(
    "Filen »{fil}« er der, men her står der {kode}, som ligner et mellemrum: slet det, og tryk på "
    "mellemrumstasten. ",
    "The file »{fil}« is there, but here stands {kode}, which looks like a blank: delete it and "
    "press the space bar. ",
)
_HARD_THERE = Phrase(
    "Filen »{fil}« er der, men dens navn har {kode}, som ligner et mellemrum: giv den navnet igen "
    "med et almindeligt. ",
    "The file »{fil}« is there, but its name has {kode}, which looks like a blank: rename it with "
    "an ordinary one. ",
)


def with_near_names(diagnostics: Iterable[Diagnostic], folder: Path) -> Iterator[Diagnostic]:
    """The findings; of a missing file, with one in its place whose name is nearly the same."""
    left = _NEAR_NAMES
    for finding in diagnostics:
        if finding.rule in (FILE_MISSING, FILE_MISSING_IN_DRAFT) and left:
            left -= 1
            written = str(finding.values["fil"])
            if meant := _near(folder, written):
                raad = _unseen(written, meant) or Phrase(
                    f"Mente du »{meant}«? ", f"Did you mean »{meant}«? "
                )
                finding = finding.rule.at(finding.position, **{**finding.values, "raad": raad})
        yield finding


def _unseen(written: str, meant: str) -> Phrase | None:
    """What to say where two names look alike, for only blanks in them are of different kinds."""
    blanks = [[sign for sign in name if sign.isspace()] for name in (written, meant)]
    if "".join(written.split()) != "".join(meant.split()) or len(blanks[0]) != len(blanks[1]):
        return None
    for typed, real in zip(*blanks, strict=True):
        if typed != real and typed != " ":
            return _HARD_HERE.put(fil=meant, kode=f"U+{ord(typed):04X}")
        if typed != real:
            return _HARD_THERE.put(fil=meant, kode=f"U+{ord(real):04X}")
    return None


def _near(folder: Path, written: str) -> str | None:
    """The path of a file that is there, as it should have been written."""
    parent, _, name = written.rpartition("/")
    try:
        names = [path.name for path in (folder / parent).iterdir() if path.is_file()]
    except OSError:
        return None
    plain = {unicodedata.normalize("NFC", one).casefold(): one for one in names}
    wanted = unicodedata.normalize("NFC", name).casefold()
    meant = wanted if wanted in plain else nearest(wanted, plain)
    return None if meant is None else "/".join(filter(None, (parent, plain[meant])))


def _title(bilag: Bilag, own: str, label: str) -> Iterator[Diagnostic]:
    """``own`` is the number of the attachment's item."""
    titel, place = bilag.titel, bilag.position
    named = "." in titel and re.search(_FILE_NAME, titel)
    if named or (bilag.fil is not None and _is_stem(titel, bilag.fil.sti)):
        yield FILE_NAME_AS_TITLE.at(place, titel=titel)
        return
    if match := re.search(_VERSION, titel):
        version = match[0].strip(" _-–")
        yield VERSION_IN_TITLE.at(place, ord=version).on(version)
    number = re.match(_NUMBER, titel)
    other = re.search(_OTHER_ITEM, titel)
    if other and (other[1] == own or re.search(_OTHER_PAPER, titel)):
        other = None
    if number or other:
        word = (number or other)[0].strip()  # type: ignore[index]
        yield NUMBER_IN_TITLE.at(place, ord=word, nummer=label).on(word)


def _is_stem(titel: str, path: Path) -> bool:
    """Whether a title is a file's name without its ending, and cannot be meant as words."""
    if titel == path.name:
        return True
    joined = "-" in titel and " " not in titel and not titel[:1].isupper()
    return titel == path.stem and ("_" in titel or joined)
