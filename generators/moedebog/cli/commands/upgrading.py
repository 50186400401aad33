"""``opgrader``: what an earlier version wrote, brought up to date."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.cli.places import WRITTEN, forum_folder, meetings
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, counted, has_errors
from moedebog.workspace import Workspace

if TYPE_CHECKING:
    from moedebog.upgrade.generated import Upkeep
    from moedebog.upgrade.renewal import Outdated, Renewed

_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_OLDER = Phrase("fil er", "file is"), Phrase("filer er", "files are")
_NOT_WRITTEN = Phrase(
    "{files} ikke ajour. Intet er skrevet; tilføj SKRIV=1 (eller --skriv).",
    "{files} not up to date. Nothing was written; add SKRIV=1 (or --skriv).",
)
_PLACES = Phrase("sted", "place"), Phrase("steder", "places")
_BY_HAND = Phrase("{places} skal rettes i hånden.", "{places} must be corrected by hand.")
_NOTHING = Phrase("Intet at gøre i {files}.", "Nothing to do in {files}.")
_OWN = Phrase(
    "{name}: nogen har ændret den, så den bliver, som den er. moedebog ville nu skrive den sådan:",
    "{name}: somebody changed it, so it stays as it is. moedebog would write it like this now:",
)
_TAKE_OVER = Phrase(
    "Tag det over, I kan bruge. Vil I hellere have moedebogs egen, så slet filen og skriv "
    "moedebog init.",
    "Take over what you can use. If you would rather have moedebog's own, delete the file and "
    "write moedebog init.",
)


def opgrader(options: Namespace, teller: Teller) -> int:
    """``opgrader``: what older files would be brought up to date with, or writing it."""
    from moedebog.upgrade import generated

    ws = Workspace.find(Path.cwd())
    generated.refuse_newer(ws)
    narrowed = options.meeting or options.forum
    kept = generated.Upkeep() if narrowed else generated.upkeep(ws)
    _tell_generated(kept, options, teller)
    found = _outdated(ws, options)
    _tell_outdated(found, options, teller)
    number = len(kept.anew) + len(found.files)
    if number and not options.skriv:
        teller.say(_NOT_WRITTEN.put(files=counted(number, *_OLDER)))
    elif not number and not kept.own:
        teller.note(_NOTHING.put(files=counted(kept.looked_at + found.looked_at, *_FILES)))
    return CONTENT if has_errors(found.diagnostics) else GOOD


def _tell_generated(kept: Upkeep, options: Namespace, teller: Teller) -> None:
    """Files that moedebog wrote: a line for each; where somebody changed one, the difference."""
    from moedebog.upgrade.generated import write
    from moedebog.upgrade.renewal import difference

    for file in kept.own:
        teller.out(_OWN.put(name=file.name))
        if teller.shows_closed:
            _tell_lines(islice(difference(file), 1, None), teller)
    if kept.own:
        teller.note(_TAKE_OVER)
        teller.veil(not teller.shows_closed)
    for file in kept.anew:
        _tell_steps(file, teller)
        if options.skriv:
            write(file)
            teller.note(WRITTEN.put(path=file.name))


def _outdated(ws: Workspace, options: Namespace) -> Outdated:
    """Files in which something is called otherwise now."""
    from moedebog.send import older
    from moedebog.upgrade.changes import CHANGES, TAG_CHANGES
    from moedebog.upgrade.renewal import outdated

    changes = (*CHANGES, *older.CHANGES)
    if options.typografi:
        from moedebog.upgrade.typographic import TYPOGRAPHIC

        changes = (*changes, TYPOGRAPHIC)
    named = meetings(ws, options) if options.meeting else []
    return outdated(ws, changes, TAG_CHANGES, forum_folder(ws, options), named)


def _tell_outdated(found: Outdated, options: Namespace, teller: Teller) -> None:
    from moedebog.upgrade.renewal import CUT_TAG, NOT_BY_ITSELF, difference, write

    teller.findings(found.diagnostics)
    by_hand = [d for d in found.diagnostics if d.rule in (NOT_BY_ITSELF, CUT_TAG)]
    if by_hand:
        teller.say(_BY_HAND.put(places=counted(len(by_hand), *_PLACES)))
    sees_closed = teller.shows_closed
    for file in found.files:
        if sees_closed:
            _tell_lines(difference(file), teller)
        else:
            _tell_steps(file, teller)
        if options.skriv:
            write(file)
            teller.note(WRITTEN.put(path=file.name))
    teller.veil(bool(found.files) and not sees_closed)


def _tell_lines(lines: Iterable[str], teller: Teller) -> None:
    for line in lines:
        teller.out(Phrase.same(line))


def _tell_steps(file: Renewed, teller: Teller) -> None:
    """What is done in a file, without what stands there."""
    for done in file.done:
        place = f"{file.name}{f':{done.line}' if done.line else ''}: "
        teller.out(Phrase.same(place) + done.says)
