"""Whether a Word template is of a day when fewer roles had a style of their own."""

from __future__ import annotations

from pathlib import Path

from moedebog.diagnostics import Diagnostic, Position
from moedebog.render.docx import package, traits
from moedebog.render.docx.package import STYLES, W
from moedebog.render.docx.rules import OLDER_SET
from moedebog.render.docx.styles import FACT_LABEL, RESULT, role_name
from moedebog.settings.appearance import Tekstrolle

_LATER = (*map(role_name, Tekstrolle), RESULT, FACT_LABEL)
"""Styles that came later than the others; a template without them is filled in all the same."""


def older(template: Path, folder: str) -> list[Diagnostic]:
    """What is told of a template that lacks roles; its set is called ``folder``.

    Nothing of one that somebody restyled. It is known to be a Word file.
    """
    contents = package.read(template.read_bytes())
    part = contents.part(STYLES)
    if part is None:
        return []
    tree = package.read_part(contents.parts, part)
    known = {traits.name_of(style).lower() for style in tree.iterfind(f"{W}style")}
    lacking = [name for name in _LATER if name.lower() not in known]
    if not lacking:
        return []
    values = {"navn": template.parent.name, "typografi": lacking[-1]}
    return [OLDER_SET.at(Position(folder), **values)]
