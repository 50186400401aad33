"""What a rule shows: a text that breaks it, one that keeps it, and what both need around them.

``tests/rulebook/test_rulebook.py`` puts every example into a whole workspace and runs it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct, field

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)
"""A grey dot."""
LARGE_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200004e2000004e200800000000c61b19e50000000a49444154789c63"
    "6800000082008177cd72b60000000049454e44ae426082"
)
"""It says that it has 20,000 times as many dots, across and down."""
TIFF_OF_TWO = bytes.fromhex(
    "49492a0008000000090000010400010000000100000001010400010000000100000002010300010000000800"
    "000003010300010000000100000006010300010000000100000011010400010000007a000000160104000100"
    "0000010000001701040001000000010000001c01030001000000010000008800000000000000000049492a00"
    "0800000009000001040001000000010000000101040001000000010000000201030001000000080000000301"
    "030001000000010000000601030001000000010000001101040001000000fa00000016010400010000000100"
    "00001701040001000000010000001c010300010000000100000000000000000000000000"
)
"""Two pages, a black dot on each."""


class Example(Struct, frozen=True):
    """How a rule is broken, and how it is kept.

    Both are the lines that the rule is about. Lines that begin with a dash are an item.
    """

    wrong: str
    right: str
    forum: str = ""
    """Lines of ``forum.yaml`` that the example needs."""
    file: Literal["møde", "forum", "pdf.yaml", "Word"] = "møde"
    """What is shown. ``Word`` stands for what no text can show: then both say it in words."""
    files: dict[str, bytes | Callable[[], bytes]] = field(default_factory=dict)
    """Files beside the meeting file; a large one is made when it is asked for."""
    data: bytes | None = None
    """The bytes of the wrong file, where text cannot say it."""
    name: str = "2025-09-12"
    """The stem of the meeting file."""

    def beside(self) -> dict[str, bytes]:
        """The files beside the meeting file, with what is in them."""
        return {
            name: content if isinstance(content, bytes) else content()
            for name, content in self.files.items()
        }


def in_text(text: str) -> str:
    """An item with a text in a literal block."""
    lines = text.split("\n")
    return "- titel: A\n  tekst: |\n" + "\n".join(f"    {line}" if line else "" for line in lines)


def attached(titel: str, fil: str = "b.pdf", holds: str = "") -> str:
    """An item with a file; ``holds`` says in a comment what is in that."""
    comment = f"  # {holds}" if holds else ""
    return f"- titel: A\n  bilag:\n    - titel: {titel}\n      fil: {fil}{comment}"


def large_pdf() -> bytes:
    """A file of more than 1 MB."""
    return pdf(padding=1_000_001)


def pdf(text: str = "", *, tagged: bool = True, title: str = "Notat", padding: int = 0) -> bytes:
    """A whole PDF of one page with a line of text, or none; ``tagged`` for screen readers.

    ``padding``: bytes that do nothing.
    """
    line = text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    drawn = b"BT /F 12 Tf 72 720 Td (%s) Tj ET" % line if text else b""
    drawn += b" " * padding
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 4 0 R>>>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/Lang(da)"
    if tagged:
        catalog += b"/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot>>"
    objects = (
        catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + b"/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Title(%s)>>" % title.encode("cp1252"),
    )
    made, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj%s endobj\n" % (number, one)
    start, size = len(made), len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(places)
    end = b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return made + table + end


PDF = pdf()
