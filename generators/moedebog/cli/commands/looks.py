"""Commands on the looks of documents: the template sets."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moedebog.cli.places import WRITTEN, workspace
from moedebog.cli.status import CONTENT, GOOD
from moedebog.cli.telling import Teller
from moedebog.diagnostics import Diagnostic, Phrase, Problems, UsageProblem, counted, has_errors
from moedebog.workspace import Workspace

if TYPE_CHECKING:
    from moedebog.render.docx.restyle import LookChange

_WHAT = Phrase(
    "Hvad skal gøres? Skriv: make skabelon GOER=vis (eller: moedebog skabelon vis). I stedet for "
    "vis kan der stå ny, tjek eller ret.",
    "What is to be done? Write: make skabelon GOER=vis (or: moedebog skabelon vis). Instead of vis "
    "there can stand ny, tjek or ret.",
)
_WHICH = Phrase(
    "Hvad skal skabelonsættet hedde? Skriv: make skabelon GOER=ny NAVN=mit-udseende "
    "(eller: moedebog skabelon ny mit-udseende)",
    "What is the template set to be called? Write: make skabelon GOER=ny NAVN=mit-udseende "
    "(or: moedebog skabelon ny mit-udseende)",
)
_BEGUN = Phrase(
    "Ret {style}, og se siderne med: make skabelon GOER=vis NAVN={name} (eller: moedebog skabelon "
    "vis {name})",
    "Change {style}, and see the pages with: make skabelon GOER=vis NAVN={name} (or: moedebog "
    "skabelon vis {name})",
)
_UNUSED = Phrase(
    "Intet forum bruger {name}. Skriv skabelon: {name} i forummets forum.yaml.",
    "No forum uses {name}. Write skabelon: {name} in the forum's forum.yaml.",
)
_NO_LOGO = Phrase(
    "{path} har ikke logoet fra pdf.yaml. Sæt det ind i Word, eller slet filen; så lånes den med "
    "logo fra det sæt, der bygges på.",
    "{path} lacks the logo of pdf.yaml. Put it in in Word, or delete the file; then it is taken "
    "with the logo from the set that is built on.",
)
_SETS = Phrase("skabelonsæt", "template set"), Phrase("skabelonsæt", "template sets")
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
_BORROWED = Phrase(
    "{name} låner sine Word-skabeloner; de følger pdf.yaml af sig selv.",
    "{name} borrows its Word templates; they follow pdf.yaml by themselves.",
)
_NOTHING = Phrase("Intet at gøre i {files}.", "Nothing to do in {files}.")


def skabelon(options: Namespace, teller: Teller) -> int:
    """``skabelon``: a template set is begun, checked, shown or mended."""
    if options.goer is None:
        raise UsageProblem(_WHAT)
    actions = {"ny": _begin, "tjek": _check, "vis": _show, "ret": _mend}
    return actions[options.goer](options, teller)


def _begin(options: Namespace, teller: Teller) -> int:
    """``skabelon ny``: a template set to go on from."""
    from moedebog.template_sets import begin

    if options.navn is None:
        raise UsageProblem(_WHICH)
    ws = Workspace.find(Path.cwd())
    made = begin(ws, options.navn, options.fra, word=options.word)
    for path in made:
        teller.made(WRITTEN.put(path=ws.display(path)))
    teller.note(_BEGUN.put(style=ws.display(made[0]), name=options.navn))
    return GOOD


def _check(options: Namespace, teller: Teller) -> int:
    """``skabelon tjek``: what is wrong with template sets."""
    from moedebog.template_sets import examine

    ws = Workspace.find(Path.cwd())
    folders = _chosen(ws, options.navn)
    examined = [examine(ws, folder) for folder in folders]
    found: list[Diagnostic] = []
    for each in examined:
        found += [one for one in each.diagnostics if one not in found]
    teller.findings(found)
    for folder, each in zip(folders, examined, strict=True):
        for path in each.without_logo:
            teller.note(_NO_LOGO.put(path=ws.display(path)))
        if not each.used and folder.name != _STANDARD:
            teller.note(_UNUSED.put(name=folder.name))
    teller.say(counted(len(folders), *_SETS) + ", " + teller.tally(found))
    return CONTENT if has_errors(found) else GOOD


def _show(options: Namespace, teller: Teller) -> int:
    """``skabelon vis``: the pages of a sample, by template sets."""
    from moedebog.template_sets import show

    ws, _ = workspace(options, teller)
    status = GOOD
    for folder in _chosen(ws, options.navn):
        try:
            for path in show(ws, folder):
                teller.made(WRITTEN.put(path=ws.display(path)))
        except Problems as problems:
            teller.findings(problems.diagnostics)
            teller.say(teller.tally(problems.diagnostics))
            status = CONTENT
    return status


_STANDARD = "standard"


def _chosen(ws: Workspace, name: str | None) -> list[Path]:
    """The folder of the set that was named; else those of the workspace, or the one it has."""
    if name is not None:
        return [ws.template_set(name)]
    return list(_own(ws).values()) or [ws.template_set(_STANDARD)]


def _mend(options: Namespace, teller: Teller) -> int:
    """``skabelon ret``: the Word templates in line with their style file, or what it would do."""
    from moedebog.build import style_of
    from moedebog.render import docx
    from moedebog.render.docx.restyle import restyled
    from moedebog.upgrade.renewal import Renewed, write

    ws = Workspace.find(Path.cwd())
    looked_at, left, kept = 0, 0, 0
    diagnostics = []
    for folder in _folders(ws, options.navn):
        style, problems = style_of(ws, folder)
        own = [path for path in sorted(folder.glob("*.docx")) if path.name[0] not in "~."]
        if not own and not has_errors(problems):
            teller.note(_BORROWED.put(name=folder.name))
        for path in own:
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
    elif looked_at and not kept and not has_errors(diagnostics) and not options.skriv:
        teller.note(_NOTHING.put(files=counted(looked_at, *_FILES)))
    return CONTENT if has_errors(diagnostics) else GOOD


def _own(ws: Workspace) -> dict[str, Path]:
    """The folders of the workspace's own template sets, by name."""
    folders = sorted((ws.root / "templates").glob("*/"))
    return {one.name: one for one in folders if not one.name.startswith((".", "_"))}


def _folders(ws: Workspace, name: str | None) -> list[Path]:
    """The folders of the workspace's own template sets, or of one of them."""
    own = _own(ws)
    if name is None:
        return list(own.values())
    if name not in own:
        raise UsageProblem(_NO_SET.put(navn=repr(name), kendte=", ".join(own) or _NONE))
    return [own[name]]


def _tell(teller: Teller, path: str, changes: Sequence[LookChange], how: Phrase) -> None:
    for change in changes:
        teller.out(how.put(path=path, name=change.name, says=change.says))
