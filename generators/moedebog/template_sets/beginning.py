"""A new template set, which holds only what differs from the one it builds on."""

from __future__ import annotations

import re
from pathlib import Path

from moedebog import schema
from moedebog.begin.names import OF_WINDOWS, folder_of, is_of_windows
from moedebog.build import TemplateSet
from moedebog.calls import call
from moedebog.diagnostics import EnvironmentProblem, Phrase, UsageProblem
from moedebog.document import Kind
from moedebog.reasons import reason
from moedebog.settings.lineage import BASE_KEY, STYLE_FILE
from moedebog.workspace import Workspace, resources

_SETTING = re.compile(r"(?m)^(?=[^#\n])")
"""Where a line of a style file begins that is no comment."""
_HEAD = """\
# Udseendet »{navn}«: alt, der ikke står her, er som i »{fra}«.
#
# Linjerne under »{noegle}« er alle de indstillinger, der er, med værdierne fra standard. Fjern
# tegnet # og mellemrummet efter det foran dem, der skal være anderledes, også foran linjen, de er
# rykket ind under, og ret værdien. Word-filerne og PDF-filerne følger begge med.
#
#   Se siderne:       moedebog skabelon vis {navn}     (make skabelon GOER=vis NAVN={navn})
#   Kontrollér det:   moedebog skabelon tjek {navn}    (make skabelon GOER=tjek NAVN={navn})
#   Tag det i brug:   skriv »skabelon: {navn}« i forummets forum.yaml
#
#   Mål skrives med enhed:      20 mm   2 cm   11 pt
#   Farver skrives sådan:       "#1f3a5f"   (husk anførselstegnene)
#   Ja og nej skrives:          ja   nej

{noegle}: {fra}

"""


def begin(ws: Workspace, name: str, base: str, *, word: bool = False) -> list[Path]:
    """Write the set ``name`` that builds on ``base``; what was written. Nothing is overwritten.

    ``word``: with Word templates of its own. Raises ``UsageProblem`` and ``EnvironmentProblem``.
    """
    if not re.fullmatch(schema.load("forum")["properties"]["skabelon"]["pattern"], name):
        raise UsageProblem(_unfit(name))
    if is_of_windows(name):
        raise UsageProblem(OF_WINDOWS.put(name=name))
    folder = ws.root / "templates" / name
    ws.template_set(base)
    others = [one for one in ws.template_folders(base) if one != folder]
    if folder.exists() or not others:
        place = ws.display(folder)
        raise UsageProblem(
            Phrase(
                f"{place} er der allerede. Vælg et andet navn.",
                f"{place} is there already. Choose another name.",
            )
        )
    try:
        folder.mkdir(parents=True)
        return list(_written(ws, folder, base, word=word))
    except OSError as error:
        place = ws.display(folder)
        raise EnvironmentProblem(
            Phrase(
                f"{place} kan ikke skrives ({reason(error)}).",
                f"{place} cannot be written ({reason(error).english}).",
            )
        ) from error


def _unfit(name: str) -> Phrase:
    """What ``skabelon`` in a forum file does not take, and a name that it does."""
    try:
        likely = folder_of(name)
    except UsageProblem:
        likely = "mit-udseende"
    typed = call(f"make skabelon GOER=ny NAVN={likely}", f"moedebog skabelon ny {likely}")
    return Phrase(
        f"{name!r} kan ikke være navnet på et skabelonsæt: forum.yaml tager kun små bogstaver a-z, "
        f"tal, bindestreg og understreg. Skriv f.eks.: {typed}",
        f"{name!r} cannot be the name of a template set: forum.yaml takes only small letters a-z, "
        f"digits, hyphen and underscore. Write e.g.: {typed}",
    )


def _written(ws: Workspace, folder: Path, base: str, *, word: bool) -> list[Path]:
    style = folder / STYLE_FILE
    style.write_text(style_text(folder.name, base), encoding="utf-8")
    made = [style]
    look = TemplateSet(ws, folder)
    for kind in Kind if word else ():
        template, _ = look.template(kind)
        path = folder / f"{kind}.docx"
        path.write_bytes(template if isinstance(template, bytes) else template.read_bytes())
        made.append(path)
    return made


def style_text(name: str, base: str) -> str:
    """The style file: what it builds on, and every setting that there is, as comments."""
    standard = (resources("templates") / "standard" / STYLE_FILE).read_text(encoding="utf-8")
    _, _, settings = standard.partition("\n\n")  # its own introduction
    head = _HEAD.format(navn=name, fra=base, noegle=BASE_KEY)
    return head + _SETTING.sub("# ", settings)
