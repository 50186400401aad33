"""The characters that a PDF cannot show."""

from __future__ import annotations

from pathlib import Path

from moedebog import source
from moedebog.compose import compose_all
from moedebog.importer.joint import Bodies
from moedebog.importer.write import yaml_text
from moedebog.normalise import normalise
from moedebog.settings.lineage import lineage
from moedebog.settings.style import style_of_set
from moedebog.typography import may_lack_glyphs
from moedebog.workspace import Workspace


def drawable(text: str, ws: Workspace, bodies: Bodies, path: Path) -> str:
    """The meeting file with the code of each character that cannot be shown in its place."""
    if not may_lack_glyphs(text):
        return text
    from moedebog.render import pdf

    sets, _ = lineage(ws, ws.template_set(bodies.own.skabelon))
    style, _ = style_of_set(ws, sets)
    tree, _ = source.parse(text.encode(), path.name)
    meeting = normalise(tree, bodies.own, path, bodies.others)[0] if tree is not None else None
    if style is None or meeting is None:
        return text
    lacking: set[str] = set()
    for document in compose_all(meeting)[0].values():
        for found in pdf.missing_characters(document, style):
            lacking |= set(str(found.values["tekst"]))
    for sign in sorted(lacking):
        text = text.replace(sign, f"(U+{ord(sign):04X})")
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(lacking))
    note = (
        f"{yaml_text.MARK}moedebogs PDF kan ikke vise disse tegn; de står som deres kode: {codes}\n"
    )
    return text.replace("\n\n", f"\n{note}\n", 1) if lacking else text
