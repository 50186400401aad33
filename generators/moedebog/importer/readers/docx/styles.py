"""The styles of a Word file: what a paragraph is by its style."""

from __future__ import annotations

import re
from typing import Any

from moedebog.importer.readers.docx.package import untouched
from moedebog.importer.readers.docx.xml import W, number, on, value

OURS = "mødebog "
"""How the names of the styles begin that only documents of ours have, in small letters."""
HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)


class Styles:
    """The styles of a document, each with those that it rests on."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self.known = {style.get(f"{W}styleId"): style for style in root.findall(f"{W}style")}
        self.usual = next(
            (
                style.get(f"{W}styleId")
                for style in self.known.values()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1"
            ),
            None,
        )
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.size = number(value(defaults, "w:sz"), 20)
        """In half points, where nothing else is said."""
        self.ours = any(
            (value(style, "w:name") or "").lower().startswith(OURS) for style in self.known.values()
        )
        """Whether the document was made of a template of ours: its styles say what is meant."""
        self.untouched = self.ours and untouched(document)
        """Whether nobody has written in it since: then nothing else says what is meant."""

    def chain(self, name: str | None) -> list[Any]:
        """The style of this name and those below it."""
        found: list[Any] = []
        while name in self.known and len(found) < 20:
            found.append(self.known[name])
            name = value(found[-1], "w:basedOn")
        return found

    def of_paragraph(self, paragraph: Any) -> list[Any]:
        """The styles of a paragraph."""
        return self.chain(value(paragraph, "w:pPr/w:pStyle") or self.usual)


def style_name(styles: list[Any]) -> str:
    """The name of the first of the styles; empty where there is none."""
    return value(styles[0], "w:name") or "" if styles else ""


def level_of(paragraph: Any, styles: list[Any]) -> int:
    """The level of a heading; 0 where the paragraph is none."""
    outline = value(paragraph, "w:pPr/w:outlineLvl")
    if outline is None:
        for style in styles:
            name = value(style, "w:name") or ""
            if match := HEADING.match(name):
                return int(match[1])
            if name.lower() in ("title", "titel"):
                return 1
            outline = outline or value(style, "w:pPr/w:outlineLvl")
    level = number(outline, 9) + 1
    return level if 1 <= level <= 9 else 0


def look_of(styles: list[Any]) -> tuple[bool, bool]:
    """Whether text of this style is bold, and whether it is in italics."""

    def inherited(path: str) -> bool:
        answers = (on(style, path) for style in styles)
        return next((on for on in answers if on is not None), False)

    return inherited("w:rPr/w:b"), inherited("w:rPr/w:i")
