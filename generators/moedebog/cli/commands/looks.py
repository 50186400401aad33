"""Commands on the looks of documents: the template sets."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.cli.places import WRITTEN
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Phrase, UsageProblem, counted, has_errors
from moedebog.workspace import Workspace

if TYPE_CHECKING:
    from moedebog.render.docx.restyle import LookChange

_WHAT = Phrase(
    "Hvad skal gøres? Skriv: make skabelon GOER=ret (eller: moedebog skabelon ret)",
    "What is to be done? Write: make skabelon GOER=ret (or: moedebog skabelon ret)",
)
_NO_SET = Phrase(
    "Der er intet skabelonsæt {navn} i templates/. Der er: {kendte}",
    "There is no template set {navn} in templates/. There are: {kendte}",
)
_NONE = Phrase("ingen", "none")
_CHANGED = Phrase.same("{path}: »{name}«: {says}")
_KEPT = Phrase(
    "{path}: »{name}« er rettet i Word og bliver, som den er: {says}",
    "{path}: »{name}« was restyled in Word and stays as it is: {says}",
)
_FILES = Phrase("fil", "file"), Phrase("filer", "files")
_OLDER = Phrase("fil er", "file is"), Phrase("filer er", "files are")
_NOT_WRITTEN = Phrase(
    "{files} ikke som pdf.yaml siger. Intet er skrevet; tilføj SKRIV=1 (eller --skriv).",
    "{files} not as pdf.yaml says. Nothing was written; add SKRIV=1 (or --skriv).",
)
_STYLES = Phrase("typografi", "style"), Phrase("typografier", "styles")
_FORCE = Phrase(
    "{styles} rettet i Word er ikke rørt. TVING=1 (eller --tving) tager dem med.",
    "{styles} restyled in Word left alone. TVING=1 (or --tving) takes them too.",
)
_NOTHING = Phrase("Intet at gøre i {files}.", "Nothing to do in {files}.")


def skabelon(options: Namespace, teller: Teller) -> int:
    """``skabelon ret``: the Word templates in line with their style file, or what it would do."""
    from moedebog.build import style_of
    from moedebog.render import docx
    from moedebog.render.docx.restyle import restyled
    from moedebog.upgrade.renewal import Renewed, write

    if options.goer is None:
        raise UsageProblem(_WHAT)
    ws = Workspace.find(Path.cwd())
    looked_at, left, kept = 0, 0, 0
    diagnostics = []
    for folder in _folders(ws, options.navn):
        style, problems = style_of(ws, folder)
        for path in sorted(folder.glob("*.docx")):
            if path.name.startswith(("~$", ".")):
                continue
            faults = docx.check(path, ws.display(path))
            problems += faults
            if style is None or has_errors(faults):
                continue
            looked_at += 1
            before, name = path.read_bytes(), ws.display(path)
            made = restyled(before, style, force=options.tving)
            kept += len(made.kept)
            _tell(teller, name, made.changed, _CHANGED)
            _tell(teller, name, made.kept, _KEPT)
            if options.skriv and made.data != before:
                write(Renewed(path, name, before, made.data, ()))
                teller.note(WRITTEN.put(path=name))
            left += bool(made.changed) and not options.skriv
        diagnostics += problems
    teller.findings(diagnostics)
    if kept:
        teller.say(_FORCE.put(styles=counted(kept, *_STYLES)))
    if left:
        teller.say(_NOT_WRITTEN.put(files=counted(left, *_OLDER)))
    elif not kept and not has_errors(diagnostics) and not options.skriv:
        teller.note(_NOTHING.put(files=counted(looked_at, *_FILES)))
    return CONTENT if has_errors(diagnostics) else GOOD


def _folders(ws: Workspace, name: str | None) -> list[Path]:
    """The folders of the workspace's own template sets, or of one of them."""
    own = {
        folder.name: folder
        for folder in sorted((ws.root / "templates").glob("*/"))
        if not folder.name.startswith((".", "_"))
    }
    if name is None:
        return list(own.values())
    if name not in own:
        raise UsageProblem(_NO_SET.put(navn=repr(name), kendte=", ".join(own) or _NONE))
    return [own[name]]


def _tell(teller: Teller, path: str, changes: Sequence[LookChange], how: Phrase) -> None:
    for change in changes:
        teller.out(how.put(path=path, name=change.name, says=change.says))
