"""Commands that write files that a secretary goes on with."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from moedebog.cli.places import WRITTEN, forum_folder, found_or_here, meetings
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, UsageProblem, counted, has_errors
from moedebog.workspace import Workspace

_WHICH_FILE = Phrase(
    "Hvilken fil? Skriv: make import FILE=gammelt-referat.pdf FORUM=mit-forum "
    "(eller: moedebog import gammelt-referat.pdf --forum mit-forum)",
    "Which file? Write: make import FILE=gammelt-referat.pdf FORUM=mit-forum "
    "(or: moedebog import gammelt-referat.pdf --forum mit-forum)",
)
_ITEMS = Phrase("punkt", "item"), Phrase("punkter", "items")
_UNSURE = (
    Phrase("sted er usikkert", "place is unsure"),
    Phrase("steder er usikre", "places are unsure"),
)
_MARKED = Phrase("{items}. {unsure} og mærket »{mark}«.", "{items}. {unsure} and marked »{mark}«.")
_SURE = Phrase("{items}. Intet usikkert fundet.", "{items}. Nothing unsure was found.")
_PICTURES = Phrase("billede er", "picture was"), Phrase("billeder er", "pictures were")
_PUT_IN = Phrase("{pictures} lagt i {folder}/.", "{pictures} put into {folder}/.")
_DRAFTED = Phrase(
    "forum.yaml er et udkast efter dokumentet; læs den igennem.",
    "forum.yaml is a draft made of the document; read it through.",
)
_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_OLDER = Phrase("fil er", "file is"), Phrase("filer er", "files are")
_NOT_WRITTEN = Phrase(
    "{files} ikke ajour. Intet er skrevet; tilføj SKRIV=1 (eller --skriv).",
    "{files} not up to date. Nothing was written; add SKRIV=1 (or --skriv).",
)
_PLACES = Phrase("sted", "place"), Phrase("steder", "places")
_BY_HAND = Phrase("{places} skal rettes i hånden.", "{places} must be corrected by hand.")
_NOTHING = Phrase("Intet at gøre i {files}.", "Nothing to do in {files}.")


def import_(options: Namespace, teller: Teller) -> int:
    """``import``: a meeting file out of an older document."""
    from moedebog.importer import MARK, import_file

    if options.file is None:
        raise UsageProblem(_WHICH_FILE)
    ws = found_or_here()
    done = import_file(ws, Path(options.file), options.forum, options.meeting)
    for path in done.made:
        teller.made(WRITTEN.put(path=ws.display(path)))
    items, unsure = counted(done.items, *_ITEMS), counted(done.unsure, *_UNSURE)
    if done.unsure:
        teller.note(_MARKED.put(items=items, unsure=unsure, mark=MARK.strip()))
    else:
        teller.note(_SURE.put(items=items))
    if done.pictures:
        folder = ws.display(done.made[0].parent)
        teller.note(_PUT_IN.put(pictures=counted(done.pictures, *_PICTURES), folder=folder))
    if done.forum_drafted:
        teller.note(_DRAFTED)
    return GOOD


def opgrader(options: Namespace, teller: Teller) -> int:
    """``opgrader``: what older files would be brought up to date with, or writing it."""
    from moedebog.send import older
    from moedebog.upgrade.changes import CHANGES, TAG_CHANGES
    from moedebog.upgrade.renewal import CUT_TAG, NOT_BY_ITSELF, difference, outdated, write

    ws = Workspace.find(Path.cwd())
    changes = (*CHANGES, *older.CHANGES)
    if options.typografi:
        from moedebog.upgrade.typographic import TYPOGRAPHIC

        changes = (*changes, TYPOGRAPHIC)
    named = meetings(ws, options) if options.meeting else []
    outdated_files = outdated(ws, changes, TAG_CHANGES, forum_folder(ws, options), named)
    teller.findings(outdated_files.diagnostics)
    by_hand = [d for d in outdated_files.diagnostics if d.rule in (NOT_BY_ITSELF, CUT_TAG)]
    if by_hand:
        teller.say(_BY_HAND.put(places=counted(len(by_hand), *_PLACES)))
    sees_closed = teller.shows_closed
    for file in outdated_files.files:
        for line in difference(file) if sees_closed else ():
            teller.out(Phrase.same(line))
        for done in () if sees_closed else file.done:
            place = f"{file.name}{f':{done.line}' if done.line else ''}: "
            teller.out(Phrase.same(place) + done.says)
        if options.skriv:
            write(file)
            teller.note(WRITTEN.put(path=file.name))
    teller.veil(bool(outdated_files.files) and not sees_closed)
    if outdated_files.files and not options.skriv:
        teller.say(_NOT_WRITTEN.put(files=counted(len(outdated_files.files), *_OLDER)))
    elif not outdated_files.files:
        teller.note(_NOTHING.put(files=counted(outdated_files.looked_at, *_FILES)))
    return CONTENT if has_errors(outdated_files.diagnostics) else GOOD
