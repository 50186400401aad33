"""``import``: a meeting file that a secretary goes on with."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from moedebog.cli.places import WRITTEN
from moedebog.cli.status import GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, UsageProblem, counted
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


def import_(options: Namespace, teller: Teller) -> int:
    """``import``: a meeting file out of an older document."""
    from moedebog.importer import MARK, import_file

    if options.file is None:
        raise UsageProblem(_WHICH_FILE)
    ws = Workspace.find(Path.cwd())
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
