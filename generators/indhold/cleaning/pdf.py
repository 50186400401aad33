"""Cleaned copies of PDF files (ISO 32000-2): written anew, so that earlier revisions are gone.

What is drawn on the pages, the tags, the links and the form fields stay. What marks a file as
PDF/A or PDF/UA stays too, with the title and the language.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from indhold.cleaning.pdf_metadata import clean_info, clean_xmp
from indhold.cleaning.pdf_streams import unpacked
from indhold.cleaning.pdf_structure import Gone, dictionaries, unused
from indhold.cleaning.tally import Tally
from indhold.cleaning.told import Reason, Refused, Why, Wishes
from indhold.findings import At, Kind
from indhold.stripping import UnknownFormat, stripped

_REMARKS = frozenset(
    (
        *("/Text", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight"),
        *("/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/FreeText", "/Popup"),
        *("/Sound", "/Projection"),
    )
)
"""Annotations that are remarks on the page (§ 12.5.6), or the window of one."""
_TYPED = "/freetexttypewriter"
"""Words that somebody has typed onto the page, e.g. to fill in a form: they are its content."""
_ACTS = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie"),
        *("/Sound", "/RichMediaExecute", "/GoToE"),
    )
)
"""Actions that do more than go to a place or an address (§ 12.6.4)."""
_PEOPLE = ("/T", "/CreationDate", "/M", "/NM", "/Subj", "/RC", "/Popup")
"""What an annotation tells of who made it, and when."""
_UNSEEN = re.compile(rb"(?<![\d.])3\s+Tr\b")
_MOST_DRAWN = 20_000_000
"""Bytes of a page's contents."""
_PIECE = 1 << 20


def clean_pdf(file: BinaryIO, wishes: Wishes, tally: Tally) -> Any:
    """How the copy is written. Raises ``Refused`` where it is signed, enciphered or damaged."""
    try:
        pdf = pikepdf.open(file)
    except pikepdf.PasswordError:
        raise Refused(Reason.PASSWORD) from None
    except pikepdf.PdfError:
        raise Refused(Reason.DAMAGED) from None
    if pdf.is_encrypted:
        raise Refused(Reason.PASSWORD)
    tally.took(Kind.HIDDEN, shown="obj", count=unused(pdf))
    _Pdf(pdf, wishes, tally).clean()
    tally.took(Kind.HIDDEN, shown="startxref", count=_revisions(file, linear=pdf.is_linearized))

    def save(path: Path) -> None:
        pdf.save(
            path,
            deterministic_id=True,
            fix_metadata_version=False,  # it would write the XMP anew
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )

    return save


class _Pdf:
    def __init__(self, pdf: pikepdf.Pdf, wishes: Wishes, tally: Tally) -> None:
        self.pdf, self.wishes, self.tally = pdf, wishes, tally
        self.root: Any = pdf.Root

    def clean(self) -> None:
        self._refuse_signed()
        self._embedded()
        self._annotations()
        self._scripts()
        self._form()
        for holder in list(self._dictionaries()):
            self._clean_one(holder)
        clean_info(self.pdf, self.tally)
        clean_xmp(self.pdf, self.tally)
        self._layers()
        unseen = sum(_is_unseen(one) for one in self.pdf.objects)
        self.tally.left(Why.UNABLE, Kind.HIDDEN, shown="3 Tr", count=unseen)

    def _refuse_signed(self) -> None:
        for one in self._dictionaries():
            if _name(one, "/FT") == "/Sig" and "/V" in one:
                raise Refused(Reason.SIGNED)
            is_signature = _name(one, "/Type") in ("/Sig", "/DocTimeStamp") and "/ByteRange" in one
            # Rights that Acrobat gave its reader are a signature as well, and go.
            if is_signature and not self._is_usage_right(one):
                raise Refused(Reason.SIGNED)

    def _is_usage_right(self, signature: Any) -> bool:
        rights = self.root.get("/Perms", Dictionary())
        mine = [rights.get(key) for key in ("/UR", "/UR3")]
        if "/Perms" in self.root and any(one == signature for one in mine if one is not None):
            del self.root["/Perms"]
            return True
        return False

    def _dictionaries(self) -> Iterator[Any]:
        return dictionaries(self.pdf)

    # --- annotations ------------------------------------------------------------------------

    def _annotations(self) -> None:
        gone = Gone()
        for nth, page in enumerate(self.pdf.pages, 1):
            gone.take(page.obj, partial(self._is_removed, page=nth))
        gone.forget(self.pdf)

    def _is_removed(self, annotation: Any, page: int) -> bool:
        kind = _name(annotation, "/Subtype")
        if kind in _REMARKS and _name(annotation, "/IT").lower() != _TYPED:
            if kind != "/Popup":
                shown = str(annotation.get("/Contents", ""))
                self.tally.took(Kind.COMMENT, At.PAGE, str(page), shown=shown)
            return True
        if kind == "/FileAttachment":
            return self.wishes.embedded
        if kind == "/Redact":
            self.tally.left(Why.UNABLE, Kind.HIDDEN, At.PAGE, str(page))
        elif kind in ("/Stamp", "/FreeText"):
            if self._anonymise(annotation):
                self.tally.took(Kind.AUTHOR, At.PAGE, str(page))
            self.tally.left(Why.NEEDED, Kind.COMMENT, At.PAGE, str(page))
        elif kind in ("/Screen", "/Movie", "/RichMedia", "/3D"):
            self.tally.left(Why.NEEDED, Kind.EMBEDDED, At.PAGE, str(page))
        return False

    def _anonymise(self, annotation: Any) -> bool:
        found = "/T" in annotation
        for key in _PEOPLE:
            if key in annotation:
                del annotation[key]
        return found

    # --- files inside -----------------------------------------------------------------------

    def _embedded(self) -> None:
        names = self.root.get("/Names", Dictionary())
        count = sum(isinstance(one.get("/EF"), Dictionary) for one in self._dictionaries())
        if not self.wishes.embedded:
            self.tally.left(Why.NOT_ASKED, Kind.EMBEDDED, count=count)
            return
        if "/EmbeddedFiles" in names:
            del names["/EmbeddedFiles"]
        if "/Collection" in self.root:
            del self.root["/Collection"]
        for one in self._dictionaries():
            if isinstance(one.get("/AF"), (Array, Dictionary)):
                del one["/AF"]
        self.tally.took(Kind.EMBEDDED, count=count)

    # --- scripts ----------------------------------------------------------------------------

    def _scripts(self) -> None:
        names = self.root.get("/Names", Dictionary())
        if "/JavaScript" in names:
            del names["/JavaScript"]
            self.tally.took(Kind.SCRIPT)

    def _form(self) -> None:
        form = self.root.get("/AcroForm")
        if not isinstance(form, Dictionary) or "/XFA" not in form:
            return
        if self.root.get("/NeedsRendering") is True or not len(form.get("/Fields", Array())):
            self.tally.left(Why.NEEDED, Kind.SCRIPT)  # the form is nothing else
            return
        del form["/XFA"]
        self.tally.took(Kind.SCRIPT)

    def _clean_one(self, holder: Any) -> None:
        """What may be anywhere: acts, private data, metadata of parts."""
        if isinstance(holder.get("/AA"), Dictionary):
            del holder["/AA"]
            self.tally.took(Kind.SCRIPT)
        for key in ("/A", "/OpenAction", "/Next", "/PA"):
            act = holder.get(key)
            acts = list(act) if isinstance(act, Array) else [act]
            if any(isinstance(a, Dictionary) and _name(a, "/S") in _ACTS for a in acts):
                del holder[key]
                self.tally.took(Kind.SCRIPT)
        if "/PieceInfo" in holder:
            del holder["/PieceInfo"]
            self.tally.took(Kind.METADATA, shown="PieceInfo")
        if "/Thumb" in holder and _name(holder, "/Type") == "/Page":
            del holder["/Thumb"]
            self.tally.took(Kind.METADATA, At.THUMBNAIL)
        if isinstance(holder.get("/Metadata"), Stream) and holder.objgen != self.root.objgen:
            del holder["/Metadata"]
            self.tally.took(Kind.METADATA, shown="XMP")
        if isinstance(holder, Stream) and _name(holder, "/Subtype") == "/Image":
            self._picture(holder)

    def _picture(self, image: Any) -> None:
        filters = image.get("/Filter")
        names = list(filters) if isinstance(filters, Array) else [filters]
        if [str(one) for one in names] != ["/DCTDecode"]:
            return
        data = image.read_raw_bytes()
        try:
            new = stripped(data)
        except UnknownFormat:
            return
        if new != data:
            parameters = image.get("/DecodeParms")
            image.write(new, filter=Name.DCTDecode, decode_parms=parameters)
            self.tally.took(Kind.METADATA, At.PICTURE)

    # --- what stays -------------------------------------------------------------------------

    def _layers(self) -> None:
        """What is drawn on layers that are off is among what is drawn: it is told alone."""
        layers = self.root.get("/OCProperties")
        if not isinstance(layers, Dictionary):
            return
        shown = layers.get("/D", Dictionary())
        off = len(shown.get("/OFF", Array()))
        if _name(shown, "/BaseState") == "/OFF":
            off = len(layers.get("/OCGs", Array())) - len(shown.get("/ON", Array()))
        self.tally.left(Why.UNABLE, Kind.HIDDEN, At.LAYER, count=max(off, 0))


def _name(holder: Any, key: str) -> str:
    value = holder.get(key)
    return str(value) if isinstance(value, Name) else ""


def _is_unseen(stream: Any) -> bool:
    """Whether it draws text that is not seen (§ 9.3.6), such as that of a scanned page."""
    if not isinstance(stream, Stream) or _name(stream, "/Subtype") == "/Image":
        return False
    data = unpacked(stream, _MOST_DRAWN)
    return data is not None and _UNSEEN.search(data) is not None


def _revisions(file: BinaryIO, *, linear: bool) -> int:
    """How often the file was added to (§ 7.5.6): all of it stays readable."""
    file.seek(0)
    count, tail = 0, b""
    while piece := file.read(_PIECE):
        window = tail + piece
        count += window.count(b"startxref") - tail.count(b"startxref")
        tail = window[-8:]
    file.seek(0, io.SEEK_SET)
    return max(count - 1 - linear, 0)
