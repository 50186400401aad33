"""Tagged PDF from ReportLab: files that conform to PDF/UA-1 and PDF/A-2a or -3a.

A layer over ReportLab's canvas that knows nothing of what is drawn with it. The logical tree
is declared in reading order; drawing fills its leaves, in any order and on any page::

    root = Node(Role.DOCUMENT)
    pdfmetrics.registerFont(TrueTypeFont("MyFont", "my-font.ttf"))
    heading, paragraph = root.add(Role.H1), root.add(Role.PARAGRAPH)
    canvas = TaggedCanvas("file.pdf", root, Metadata("Title", "Author", "en"), font="MyFont")
    canvas.setFont("MyFont", 12)
    with canvas.tag(heading):
        canvas.drawString(72, 760, "A heading")
    with canvas.tag(paragraph):
        canvas.drawString(72, 740, "Some text")
    canvas.line(72, 730, 520, 730)  # drawn for no node: an artifact
    canvas.save()

Fonts must be TrueType, loaded as ``TrueTypeFont``; ``Node`` tells how links, pictures and
tables are declared. Drawing into forms (``beginForm``) is not tagged. A flowable of platypus
is tagged by drawing it ``with self.canv.tag(node)`` and handing the node on in ``split``.

``tree`` is the logical tree, ``canvas`` draws, ``structure`` writes the tree, ``metadata``
the properties, ``profile`` the colours, ``font`` the fonts, ``file`` the whole file.
"""

from __future__ import annotations

from tagged.canvas import TaggedCanvas
from tagged.font import TrueTypeFont
from tagged.metadata import Attachment, Metadata
from tagged.tree import ARTIFACT, FOOTER, HEADER, Node, Role

__all__ = [
    "ARTIFACT",
    "FOOTER",
    "HEADER",
    "Attachment",
    "Metadata",
    "Node",
    "Role",
    "TaggedCanvas",
    "TrueTypeFont",
]
