"""Commands that look into files, and that put down who answers for what no program can read."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.cli.commands.clock import RealClock
from moedebog.cli.language import LANGUAGES
from moedebog.cli.places import meeting, workspace
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Diagnostic, Phrase, UsageProblem, counted, joined
from moedebog.workspace import MeetingFile

if TYPE_CHECKING:
    from indhold.findings import Look
    from moedebog.issue.answering import LookedThrough

_NO_SUCH_FILE = Phrase("Der er ingen fil {path}.", "There is no file {path}.")
_FILE = Phrase("{path} ({what})", "{path} ({what})")
_UNREAD = Phrase("  ikke læst: {what}", "  not read: {what}")
_FOUND = Phrase("  {what}", "  {what}")
_NOTHING = Phrase("  intet fundet", "  nothing found")
_ACCESSIBLE = Phrase("  tilgængelighed: {what}", "  accessibility: {what}")
_MADE_BY = Phrase("  lavet af: {who}", "  made by: {who}")
_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_WAITING = Phrase(
    "{label} ({fil}) holdes tilbage fra offentligheden:",
    "{label} ({fil}) is kept back from the public:",
)
_TOLD = Phrase("{label} ({fil}):", "{label} ({fil}):")
_NONE_WAIT = Phrase(
    "Ingen bilag venter på at blive set igennem.",
    "No attachment waits for being looked through.",
)
_SIGN = Phrase(
    "Se filen igennem, og skriv under på det: {typed}",
    "Look through the file, and answer for that: {typed}",
)
_BOTH = Phrase(
    "Skriv både --navn (NAVN) og --grund (GRUND): hvem der har set filen igennem, og hvordan.",
    "Write both --navn (NAVN) and --grund (GRUND): who has looked through the file, and how.",
)
_NO_NUMBER = Phrase(
    "Skriv ikke CPR-numre i --navn eller --grund: det kommer til at stå i mødefilen.",
    "Write no CPR numbers in --navn or --grund: they would stand in the meeting file.",
)
_FOLDER = Phrase(
    "{path} er en mappe. Skriv filerne i den, f.eks. {path}/*",
    "{path} is a folder. Write the files in it, e.g. {path}/*",
)
_WHICH = Phrase(
    "Hvilket bilag? Skriv --punkt (PUNKT), --bilag (BILAG) eller begge.",
    "Which attachment? Write --punkt (PUNKT), --bilag (BILAG) or both.",
)
_WRITTEN = Phrase(
    "{navn} står nu i {path} inde for {files}: {names}. Ændres en fil, gælder det ikke mere.",
    "In {path} {navn} now answers for {files}: {names}. If a file is changed, that holds no more.",
)


def kig(options: Namespace, teller: Teller) -> int:
    """``kig``: what is in files, whatever they are for; the status tells whether to look closer."""
    from indhold.findings import Kind
    from moedebog.looked.looks import look_at

    paths = [Path(name) for name in options.file]
    for path in paths:
        if path.is_dir():
            raise UsageProblem(_FOLDER.put(path=path))
        if not path.is_file():
            raise UsageProblem(_NO_SUCH_FILE.put(path=path))
    looks = dict(look_at(paths))
    if options.format == "json":
        teller.out(Phrase.same(_as_json(paths, looks)))
    else:
        for path in paths:
            for line in _told(path, looks[path]):
                teller.out(line)
    closer = any(look.gaps or look.of(Kind.PERSONAL_NUMBER) for look in looks.values())
    return CONTENT if closer else GOOD


def _as_json(paths: Sequence[Path], looks: dict[Path, Look]) -> str:
    import json

    from moedebog.looked import named
    from moedebog.looked.written import as_data

    data = [{"fil": named(str(path)), **as_data(looks[path])} for path in paths]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _told(path: Path, look: Look) -> Iterator[Phrase]:
    from indhold.findings import Kind
    from moedebog.looked import format_of, found, named, unread
    from moedebog.rules.looked_into import lacking

    yield _FILE.put(path=named(str(path)), what=format_of(look.format))
    if look.gaps:
        yield _UNREAD.put(what=unread(look.gaps))
    for kind in Kind:
        if some := look.of(kind):
            yield _FOUND.put(what=found(some, kinds=True))
    if not (look.findings or look.gaps):
        yield _NOTHING
    if look.accessible is not None and not look.accessible.is_good:
        yield _ACCESSIBLE.put(what=joined(lacking(look.accessible)))
    if look.maker:
        yield _MADE_BY.put(who=look.maker)


def gennemset(options: Namespace, teller: Teller) -> int:
    """``gennemset``: which attachments wait for somebody to look, or that somebody has."""
    from moedebog.issue import answering
    from moedebog.looked import named

    ws, _ = workspace(options, teller)
    file = meeting(ws, options)
    navn, grund = (options.navn or "").strip(), (options.grund or "").strip()
    if bool(navn) != bool(grund):
        raise UsageProblem(_BOTH)
    if named(navn) != navn or named(grund) != grund:
        raise UsageProblem(_NO_NUMBER)
    punkt, bilag = (options.punkt or "").strip(), (options.bilag or "").strip()
    if navn and not (punkt or bilag):
        raise UsageProblem(_WHICH)
    public = answering.seen(ws, file)
    if not navn:
        return _show(file, public, teller)
    those = answering.chosen(public, punkt, bilag, file.name)
    for one in those:
        _tell(one, file, teller, _TOLD)
    today = RealClock().now().date()
    answering.put_down(ws, file, those, answering.Vouching(navn, grund, today))
    names = joined([Phrase.same(named(one.attached.fil.navn)) for one in those])
    files = counted(len(those), *_FILES)
    path = ws.display(file.path)
    teller.made(_WRITTEN.put(navn=navn, path=path, files=files, names=names))
    return GOOD


def _show(file: MeetingFile, public: Sequence[LookedThrough], teller: Teller) -> int:
    from moedebog.rules.looked_into import signing

    waiting = [one for one in public if one.waits]
    for one in waiting:
        _tell(one, file, teller, _WAITING)
        teller.out(_SIGN.put(typed=signing(one.attached, file.name)))
    if not waiting:
        teller.say(_NONE_WAIT)
    return GOOD


def _tell(one: LookedThrough, file: MeetingFile, teller: Teller, heading: Phrase) -> None:
    from moedebog.looked import named

    teller.out(heading.put(label=one.attached.label, fil=named(one.attached.fil.navn)))
    for finding in one.told(file.name):
        teller.out(_said(finding))


def _said(finding: Diagnostic) -> Phrase:
    danish, english = (finding.texts(language)[0] for language in LANGUAGES)
    return Phrase.same("  ") + Phrase(danish, english)
