"""``udskrift``: extracts of a referat for a records system."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from moedebog.calls import call
from moedebog.cli.places import (
    WRITTEN,
    meeting_to_make,
    standing_again,
    tell_run,
    tidy,
    workspace,
)
from moedebog.cli.progress import watcher
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, UsageProblem, counted, joined
from moedebog.workspace import EXTRACTS_FOLDER, MeetingFile, Workspace

if TYPE_CHECKING:
    from moedebog.issue.extracts import Extracts

_WHICH_ITEM = Phrase(
    "Hvilket punkt? Skriv dets nummer, eller »alle«: {typed}",
    "Which item? Write its number, or »alle«: {typed}",
)
_LEFT_OUT = Phrase(
    "Uden udskrift, fordi de er lukkede for offentligheden: {items}. Den interne udgave laver: "
    "`{typed}`",
    "Without an extract, since they are closed to the public: {items}. The internal edition is "
    "made by: `{typed}`",
)
_ITEM = Phrase("punkt {nr}", "item {nr}")
_AND = Phrase(" og ", " and ")
_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_WRITTEN_CLOSED = Phrase(
    "{files} skrevet i {folder}/. De rummer det lukkede.",
    "{files} written in {folder}/. They hold what is closed.",
)


def udskrift(options: Namespace, teller: Teller) -> int:
    """``udskrift``: one item of the referat as a document, or each of them."""
    from moedebog.document import Audience
    from moedebog.issue import extracts

    ws, _ = workspace(options, teller)
    file = meeting_to_make(ws, options, teller)
    if not options.punkt:
        tidy(ws, teller)
        name = file.name
        typed = call(f"make udskrift MEETING={name} PUNKT=7", f"moedebog udskrift {name} --punkt 7")
        raise UsageProblem(_WHICH_ITEM.put(typed=typed))
    audience = Audience(options.audience)
    with standing_again(ws, file, teller):
        made = extracts.make(ws, file, audience, options.punkt, watcher(teller))
        status = tell_run(ws, made.report, teller, idle=False)
        _tell(ws, file, made, teller)
    return status


def _tell(ws: Workspace, file: MeetingFile, made: Extracts, teller: Teller) -> None:
    # The case number of what is closed is in their names.
    if made.files and made.closed and not teller.shows_closed:
        folder = ws.display(ws.output_folder(file) / EXTRACTS_FOLDER)
        files = counted(len(made.files), *_FILES)
        teller.made(_WRITTEN_CLOSED.put(files=files, folder=folder))
    else:
        for path in made.files:
            teller.made(WRITTEN.put(path=ws.display(path)))
    if made.left_out:
        from moedebog.compose.typed import ALL

        items = joined([_ITEM.put(nr=one.numbered.nr) for one in made.left_out], _AND)
        typed = call(
            f"make udskrift MEETING={file.name} PUNKT={ALL} AUDIENCE=intern",
            f"moedebog udskrift {file.name} --punkt {ALL} --audience intern",
        )
        teller.note(_LEFT_OUT.put(items=items, typed=typed))
