"""A ReportLab canvas whose drawing fills the leaves of a logical tree.

It rests on some private names of ReportLab (``_code``, ``_doc``, ``_addAnnotation`` …):
the version is pinned, and ``tests/tagged/test_tagged.py`` says when they change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import quote

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from tagged import file, metadata, profile
from tagged.file import FileWriter
from tagged.font import TrueTypeFont
from tagged.images import Images
from tagged.metadata import Attachment, Metadata
from tagged.structure import Owner, Structure
from tagged.tree import ARTIFACT, Annotation, Mark, Node, Role

_ARTIFACT = "/Artifact BMC"
_RUNNING = "/Artifact <</Type/Pagination/Subtype/{}>> BDC"


class TaggedCanvas(Canvas):  # type: ignore[misc,unused-ignore]
    """Draws one file. What is drawn outside ``tag`` is an artifact."""

    def __init__(
        self,
        target: str | Path | BinaryIO,
        root: Node,
        about: Metadata,
        *,
        font: str,
        attachments: Sequence[Attachment] = (),
        **options: Any,
    ) -> None:
        """``target`` is the file to write, by name or open; ``font`` names a registered
        TrueType font for text whose font is not set.

        ``options`` are those of ReportLab's canvas. With ``attachments`` the file is
        PDF/A-3a, without it is PDF/A-2a.
        """
        options = {"pageCompression": 1, "invariant": 1, "pdfVersion": (1, 7)} | options
        super().__init__(target, initialFontName=font, lang=about.language, **options)  # type: ignore[arg-type]
        self._inside = cast(Any, self)  # much of a canvas is not in its type
        self._target = target
        self._root = root
        self._about = about
        self._attachments = attachments
        self._owners: list[Owner] = []
        self._file = FileWriter()
        self._nodes: list[Node] = [ARTIFACT]
        self._images = Images(self._add)
        self._pictures: dict[bytes, int] = {}
        self._pictures_on_page: set[int] = set()
        self._begin_page()

    # --- drawing

    @contextmanager
    def tag(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to ``node``, on whatever page."""
        self._close()
        self._nodes.append(node)
        self._open()
        try:
            yield
        finally:
            self._close()
            self._nodes.pop()
            self._open()

    def draw(self, operators: str) -> None:
        """Add operators of PDF to the page, for the node that is being drawn."""
        self._code.append(operators)

    def insert(self, operators: str) -> None:
        """Add operators that say by ``mark`` and ``unmark`` what they belong to."""
        self._close()
        self._code.append(operators)
        self._open()

    def mark(self, node: Node) -> str:
        """The operator that begins content of ``node``. Between it and ``unmark`` is no other."""
        if node.role is Role.ARTIFACT:
            return _RUNNING.format(node.running) if node.running else _ARTIFACT
        number = len(self._on_page)
        self._on_page.append(node)
        node.children.append(Mark(self._page_key, number))
        return f"/{node.role} <</MCID {number}>> BDC"

    def unmark(self) -> str:
        """The operator that ends what ``mark`` began."""
        return "EMC"

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a PNG or a JPEG; ``y`` is its lower edge. The same bytes are stored once. Raises
        ``ValueError`` for what is neither, or a JPEG of four colours.
        """
        digest = hashlib.sha256(data).digest()
        number = self._pictures.get(digest)
        if number is None:
            number = self._pictures[digest] = self._images.add(data)
        self._pictures_on_page.add(number)
        self._inside._currentPageHasImages = 1
        self._code.append(f"q {width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f} cm /Im{number} Do Q")

    def _setXObjects(self, thing: Any) -> None:  # noqa: N802 (name given by ReportLab)
        """The pictures that a page names."""
        super()._setXObjects(thing)  # type: ignore[misc,unused-ignore]
        if self._pictures_on_page:
            named = {f"Im{n}": f"{n} 0 R" for n in sorted(self._pictures_on_page)}
            thing.XObjects = pdfdoc.PDFDictionary(named)
            self._pictures_on_page.clear()

    def link(self, node: Node, rect: tuple[float, float, float, float], target: str) -> None:
        """Make an area of the page lead to ``target``: a web address, or ``#bookmark``.

        ``node`` is a ``LINK``; its ``description`` is what is said of the area.
        """
        goal: Any = None
        if target.startswith("#"):
            goal = self._inside._bookmarkReference(target[1:])
        self._inside._addAnnotation(_Area(node, rect, goal or target, len(self._owners)))
        self._owners.append(node)
        node.children.append(Annotation(f"Annot.NUMBER{self._inside._annotationCount}"))

    # --- pages

    def _begin_page(self) -> None:
        self._code: list[str] = self._inside._code
        self._page_key = len(self._owners)
        self._on_page: list[Node] = []
        self._owners.append(self._on_page)
        self._open()

    def _open(self) -> None:
        """Begin what is drawn from here on for the current node."""
        self._place = len(self._code)
        self._code.append(self.mark(self._nodes[-1]))

    def _close(self) -> None:
        """End what was drawn for the current node; take back its mark where nothing was."""
        if len(self._code) > self._place + 1:
            self._code.append(self.unmark())
            return
        self._code.pop()
        node = self._nodes[-1]
        if node.role is not Role.ARTIFACT:
            node.children.remove(Mark(self._page_key, len(self._on_page) - 1))
            self._on_page.pop()

    def showPage(self) -> None:  # noqa: N802 (name given by ReportLab)
        """Finish a page and begin the next. A node that is being drawn goes on there."""
        self._close()
        super().showPage()
        page = self._inside._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = self._page_key, "/S"
        self._begin_page()

    # --- the file

    def save(self) -> None:
        """Write the file. Raises ``ValueError`` for what no such file may hold."""
        target = self._target
        data = self.getpdfdata()
        if isinstance(target, str | Path):
            Path(target).write_bytes(data)
        else:
            target.write(data)

    def getpdfdata(self) -> bytes:
        """The whole file. Raises ``ValueError`` for what no such file may hold. After it the
        canvas holds nothing and can draw no more.
        """
        if len(self._code) > 1:
            self.showPage()
        self._close()
        self._owners.pop()  # of the page that was not drawn
        document = self._inside._doc
        for name in document.fontMapping:
            if not isinstance(pdfmetrics.getFont(name), TrueTypeFont):
                raise ValueError(f"the font {name} cannot be embedded")
        for page in document.Pages.pages:
            content = file.stream(b"", page.stream.encode("latin-1"))
            page.Contents, page.stream = f"{self._add(content)} 0 R", None
        for font in document.delayedFonts:
            font.addObjects(document)
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        info = self._add(metadata.information(self._about))
        structure = Structure(self._root, self._take)
        self._complete(document.Catalog, structure.number)
        document.Reference(document.Catalog)
        self._add_objects()
        numbers = {name: n for name, (n, _) in document.idToObjectNumberAndVersion.items()}
        pages = {
            page.StructParents: numbers[page.__InternalName__] for page in document.Pages.pages
        }
        structure.write(self._file.put, self._owners, pages, numbers)
        data = self._file.finish(numbers[document.Catalog.__InternalName__], info)
        self._let_go()
        return data

    def _let_go(self) -> None:
        """Part what has been written: its parts know each other and the canvas, and Python would
        have to search for such rings to have their memory back.
        """
        self._inside._doc.idToObject.clear()
        vars(self).clear()

    def _take(self) -> int:
        """The number of a new object."""
        document = self._inside._doc
        document.objectcounter += 1
        return int(document.objectcounter)

    def _add(self, data: bytes) -> int:
        """Put a new object into the file and return its number."""
        number = self._take()
        self._file.put(number, data)
        return number

    def _add_objects(self) -> None:
        """Put ReportLab's own objects into the file. Writing one may bring in others."""
        document = self._inside._doc
        number = 0
        while number < document.objectcounter:
            number += 1
            if number in document.numberToId:
                thing = document.idToObject[document.numberToId[number]]
                if isinstance(thing, pdfdoc.OutlineEntryObject):
                    self._file.put(number, _entry(thing, document))
                    continue
                data = pdfdoc.format(thing, document, toplevel=1)
                self._file.put(number, file.of_reportlab(data))

    def _complete(self, catalog: Any, tree: int) -> None:
        """Add to the catalog what makes the file tagged and lasting."""
        part = 3 if self._attachments else 2
        packet = metadata.packet(self._about, part)
        entries = b"/Type/Metadata/Subtype/XML"
        properties = self._add(file.stream(entries, packet, compress=False))
        colours = self._add(file.stream(b"/N 3", profile.srgb()))
        space = metadata.text(profile.NAME)
        intent = b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s"
        intent += b"/DestOutputProfile %d 0 R>>"
        self.setViewerPreference("DisplayDocTitle", "true")
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents", "AF"]
        catalog.MarkInfo = "<</Marked true>>"
        catalog.StructTreeRoot = f"{tree} 0 R"
        catalog.Metadata = f"{properties} 0 R"
        catalog.OutputIntents = b"[%s]" % (intent % (space, space, colours))
        if self._attachments:
            files = {a.name: self._add_attachment(a) for a in self._attachments}
            catalog.AF = "[" + " ".join(f"{number} 0 R" for number in files.values()) + "]"
            names = b"".join(
                metadata.text(name) + b" %d 0 R" % files[name] for name in sorted(files)
            )
            catalog.Names = b"<</EmbeddedFiles<</Names[%s]>>>>" % names

    def _add_attachment(self, attachment: Attachment) -> int:
        """Put an embedded file into this one; returns the number of its description."""
        moment = self._about.modified
        entries = b"/Type/EmbeddedFile/Subtype%s/Params<<%s/Size %d>>" % (
            metadata.name(attachment.media_type),
            b"/ModDate" + metadata.date(moment) if moment else b"",
            len(attachment.data),
        )
        number = self._add(file.stream(entries, attachment.data))
        name = metadata.text(attachment.name)
        entries = b"<</Type/Filespec/F%s/UF%s/EF<</F %d 0 R/UF %d 0 R>>/AFRelationship%s/Desc%s>>"
        return self._add(
            entries
            % (
                name,
                name,
                number,
                number,
                metadata.name(attachment.relationship),
                metadata.text(attachment.description or attachment.name),
            )
        )


def _entry(entry: Any, document: Any) -> bytes:
    """An entry of the outline, in a fraction of the time that it takes ReportLab."""
    found = [b"<</Title", metadata.text(entry.Title)]
    numbers = document.idToObjectNumberAndVersion
    for name in ("Parent", "Dest", "Prev", "Next", "First", "Last", "Count"):
        value = getattr(entry, name)
        if isinstance(value, pdfdoc.PDFObjectReference):
            found.append(b"/%s %d %d R" % (name.encode(), *numbers[value.name]))
        elif value is not None:
            found += b"/%s " % name.encode(), pdfdoc.format(value, document)
    return b"".join([*found, b">>"])


class _Area(pdfdoc.PDFObject):  # type: ignore[misc,unused-ignore]
    """A clickable area of a page. It writes itself, when all of its link has been drawn."""

    def __init__(
        self, node: Node, rect: tuple[float, float, float, float], goal: Any, key: int
    ) -> None:
        """``goal`` is a web address or a destination, ``key`` that in the parent tree."""
        self.node = node
        self.rect = rect
        self.goal = goal
        self.key = key

    def format(self, document: Any) -> bytes:
        """The object (a name given by ReportLab)."""
        if isinstance(self.goal, str):
            address = "".join(c if c.isascii() else quote(c) for c in self.goal)
            leads = b"/A<</S/URI/URI%s>>" % metadata.text(address)
        else:
            leads = b"/Dest" + pdfdoc.format(self.goal, document)
        rect = " ".join([f"{edge:.2f}" for edge in self.rect]).encode()
        said = metadata.text(self.node.description)
        entries = b"/Rect[%s]/Border[0 0 0]/F 4/StructParent %d%s/Contents%s"
        return b"<</Type/Annot/Subtype/Link%s>>" % (entries % (rect, self.key, leads, said))
