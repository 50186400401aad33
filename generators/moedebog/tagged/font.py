"""TrueType fonts, embedded so that widths are right and every character can be read out."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont


class TrueTypeFont(TTFont):
    """ReportLab's font, with two faults put right that PDF/A does not forgive.

    Characters beyond U+FFFF come out of the file as what they are, and in a font whose last
    widths are all the same (one of fixed width, as a rule) no glyph has a wrong width.
    """

    def __init__(self, name: str, path: str, **options: Any) -> None:
        super().__init__(name, path, **options)
        face: Any = self.face
        told = int.from_bytes(face.get_table("hhea")[34:36], "big")
        width = face.hmetrics[told - 1][0]
        face.hmetrics[told:] = [(width, bearing) for _, bearing in face.hmetrics[told:]]

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (name given by ReportLab)
        """Add what a file needs of the font."""
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = b"".join((SUBSETN(number), b"+", self.face.name, self.face.subfontNameX))
            stream = doc.idToObject["toUnicodeCMap:" + name.decode("ascii")]
            stream.content = _to_unicode(name.decode("ascii"), subset)


def _to_unicode(name: str, subset: list[int]) -> str:
    """The PostScript program by which a reader finds the characters of a font's codes."""
    pairs = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(subset)
        if character and not 0xD800 <= character <= 0xDFFF
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):  # the format allows no more at a time
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)
