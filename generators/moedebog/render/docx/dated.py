"""Whether a Word template looks as the style file of its set says.

It may be of a day when fewer roles had a style of their own, or the style file was changed since.
"""

from __future__ import annotations

from pathlib import Path

from moedebog.diagnostics import Diagnostic, Position
from moedebog.render.docx import package, traits
from moedebog.render.docx.package import STYLES, W
from moedebog.render.docx.restyle import is_behind
from moedebog.render.docx.rules import BEHIND_STYLE, OLDER_SET
from moedebog.render.docx.styles import FACT_LABEL, RESULT, role_name
from moedebog.settings.appearance import Style, Tekstrolle

_LATER = (*map(role_name, Tekstrolle), RESULT, FACT_LABEL)
"""Styles that came later than the others; a template without them is filled in all the same."""


def age(template: Path, folder: str, style: Style) -> list[Diagnostic]:
    """What is told of a template that is behind its style file; its set is called ``folder``.

    Nothing of what somebody restyled. It is known to be a Word file.
    """
    position, name = Position(folder), template.parent.name
    data = template.read_bytes()
    contents = package.read(data)
    part = contents.part(STYLES)
    if part is None:
        return []
    tree = package.read_part(contents.parts, part)
    known = {traits.name_of(one).lower() for one in tree.iterfind(f"{W}style")}
    lacking = [role for role in _LATER if role.lower() not in known]
    if lacking:
        return [OLDER_SET.at(position, navn=name, typografi=lacking[-1])]
    return [BEHIND_STYLE.at(position, navn=name)] if is_behind(data, style) else []
