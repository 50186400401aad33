"""``material``: one file of a document and all its attachments."""

from __future__ import annotations

import re
from argparse import Namespace

from moedebog.cli.places import WRITTEN, meeting_to_make, standing_again, tell_run, workspace
from moedebog.cli.progress import steps, watcher
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, Problems, Severity, UsageProblem

_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(kB|MB|GB)", re.IGNORECASE)
_UNITS = {"kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}
_NO_SIZE = Phrase(
    "»{typed}« er ikke en størrelse; skriv den som 20MB.", "»{typed}« is no size; write it 20MB."
)

_NO_DIVIDED_FOLDER = Phrase(
    "--max (MAX) deler en fil og ikke en mappe; skriv --form zip (FORM=zip).",
    "--max (MAX) divides a file and no folder; write --form zip (FORM=zip).",
)


def material(options: Namespace, teller: Teller) -> int:
    """``material``: the document and all its attachments, in order."""
    from moedebog.document import Audience, Kind
    from moedebog.material.files import Packing, make

    ws, _ = workspace(options, teller)
    file = meeting_to_make(ws, options, teller)
    most = _size(options.max) if options.max else None
    kind, audience, form = Kind(options.doc), Audience(options.audience), Packing(options.form)
    if most is not None and form is Packing.FOLDER:
        raise UsageProblem(_NO_DIVIDED_FOLDER)

    with standing_again(ws, file, teller):
        with steps(teller) as progress:
            made = make(
                ws,
                file,
                kind,
                audience,
                reader=options.inhabil or "",
                form=form,
                most=most,
                watcher=watcher(teller),
                progress=progress,
            )
        if made.report.failed and not (made.report.crashes or made.report.trouble):
            raise Problems([d for d in made.report.diagnostics if d.severity is not Severity.HINT])
        removed = [path for path in made.report.removed if path not in made.files]
        made.report.removed = removed  # for what was removed and is there again, nobody has to look
        status = tell_run(ws, made.report, teller, idle=False)
        teller.findings(list(made.findings))
        for path in made.files:
            teller.made(WRITTEN.put(path=ws.display(path)))
    return status


def _size(typed: str) -> int:
    """A size in bytes, as somebody typed it."""
    match = _SIZE.fullmatch(typed.strip())
    if match is None:
        raise UsageProblem(_NO_SIZE.put(typed=typed))
    size = int(float(match[1].replace(",", ".")) * _UNITS[match[2].lower()])
    if not size:
        raise UsageProblem(_NO_SIZE.put(typed=typed))
    return size
