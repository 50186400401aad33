"""``opgrader``: what an earlier version wrote, brought up to date."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterable
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
    "{name}: nogen har ændret den, så den bliver, som den er. Linjer med - er kun i jeres fil, "
    "linjer med + kun i moedebogs:",
    "{name}: somebody changed it, so it stays as it is. Lines with - are only in your file, lines "
    "with + only in moedebog's:",
)
_TAKE_OVER = Phrase(
    "Tag det over, I kan bruge. Hvad I selv har ændret, og hvad der er nyt i moedebog, kan ikke "
    "skilles ad, for moedebogs gamle udgave er ikke gemt; git log -p viser jeres egne ændringer. "
    "Vil I hellere have moedebogs egen, så slet filen og skriv moedebog init.",
    "Take over what you can use. What you changed and what is new in moedebog cannot be told "
    "apart, for moedebog's old text is not kept; git log -p shows your own changes. If you would "
    "rather have moedebog's own, delete the file and write moedebog init.",
)
_NOT_SEEN = Phrase(
    "Jeres egne linjer er skjult her, så forskellen vises igen næste gang.",
    "Your own lines are hidden here, so the difference is shown again next time.",
)
_DROPPED = Phrase(
    "{name}: moedebog skriver den ikke mere. Den er beholdt; slet den, hvis I ikke bruger den.",
    "{name}: moedebog writes it no more. It was kept; delete it if you do not use it.",
)
_WITHOUT_LOCK = Phrase(
    "{lock} mangler, så ingen ved, hvilke filer moedebog har skrevet. Hent den fra git, eller "
    "skriv moedebog init, som laver den igen, og så moedebog opgrader.",
    "{lock} is missing, so nobody knows which files moedebog wrote. Take it from git, or write "
    "moedebog init, which makes it again, and then moedebog opgrader.",
)


def opgrader(options: Namespace, teller: Teller) -> int:
    """``opgrader``: what older files would be brought up to date with, or writing it."""
    from moedebog.upgrade import generated

    ws = Workspace.find(Path.cwd())
    generated.refuse_newer(ws)
    narrowed = options.meeting or options.forum
    shows_all = teller.shows_closed
    kept = generated.Upkeep() if narrowed else generated.upkeep(ws, shows_all=shows_all)
    found = _outdated(ws, options)  # by the lock as it is before it is written
    _tell_generated(kept, options, teller)
    _tell_outdated(found, options, teller)
    number = len(kept.anew) + len(found.files)
    if number and not options.skriv:
        teller.say(_NOT_WRITTEN.put(files=counted(number, *_OLDER)))
    elif not number and not (kept.own or kept.dropped or kept.unsettled):
        teller.note(_NOTHING.put(files=counted(kept.looked_at + found.looked_at, *_FILES)))
    return CONTENT if has_errors(found.diagnostics) else GOOD


def _tell_generated(kept: Upkeep, options: Namespace, teller: Teller) -> None:
    """Files that moedebog wrote: a line for each; where somebody changed one, the difference."""
    from moedebog.begin.lock import LOCK_FILE
    from moedebog.upgrade.generated import beside, has_own_lines, write

    if kept.without_lock:
        teller.say(_WITHOUT_LOCK.put(lock=LOCK_FILE))
    for file in kept.own:
        teller.out(_OWN.put(name=file.name))
        _tell_lines(beside(file, shows_own=teller.shows_closed), teller)
    if kept.own:
        teller.note(_TAKE_OVER)
    if not teller.shows_closed and any(map(has_own_lines, kept.own)):
        teller.say(_NOT_SEEN)
        teller.veil(True)
    for name in kept.dropped:
        teller.say(_DROPPED.put(name=name))
    for file in kept.anew:
        _tell_steps(file, teller)
        if options.skriv:
            write(file)
            teller.note(WRITTEN.put(path=file.name))
    for left in kept.left:
        teller.say(left.says if teller.shows_closed else left.says.changed(_without_password))


def _without_password(text: str) -> str:
    """Without what an address of a program may say of who fetches it."""
    return re.sub(r"://(?!git@)[^/@\s]+@", "://…@", text)


def _outdated(ws: Workspace, options: Namespace) -> Outdated:
    """Files in which something is called otherwise now."""
    from moedebog.begin.lock import UNKNOWN, read_lock
    from moedebog.send import older
    from moedebog.upgrade.changes import CHANGES, TAG_CHANGES, due
    from moedebog.upgrade.renewal import outdated

    lock = read_lock(ws)
    known = lock.files_of if lock and lock.files_of != UNKNOWN else None
    changes = due((*CHANGES, *older.CHANGES), known)
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
