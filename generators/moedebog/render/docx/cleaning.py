"""Takes out of a part of a Word template what is usual and harmless but nobody's business."""

from __future__ import annotations

import re
from typing import Any

from moedebog.render.docx.package import W

_MICROSOFT = "http://schemas.microsoft.com/office/word"
_A_EXTENSION = "{http://schemas.openxmlformats.org/drawingml/2006/main}ext"
_COMMENT_REFERENCE = f"{W}commentReference"

_GONE = (
    # comments, and the marks of who may edit what
    f"{W}commentRangeStart",
    f"{W}commentRangeEnd",
    _COMMENT_REFERENCE,
    f"{W}permStart",
    f"{W}permEnd",
    # what Word remembers of a field: a link's old address, a form's macros
    f"{W}fldData",
    f"{W}ffData",
    # what a content control takes from parts that are left out
    f"{W}dataBinding",
    f"{{{_MICROSOFT}/2012/wordml}}dataBinding",
    f"{W}placeholder",
    # settings: where the template came from, and what Word and others remember of it
    f"{W}attachedTemplate",
    f"{W}linkStyles",
    f"{W}mailMerge",
    f"{W}attachedSchema",
    "{http://schemas.openxmlformats.org/schemaLibrary/2006/main}schemaLibrary",
    f"{W}docVars",
    f"{W}customXmlPr",
    f"{W}smartTagPr",
    f"{W}rsids",
    f"{W}rsid",
    f"{{{_MICROSOFT}/2010/wordml}}docId",
    f"{{{_MICROSOFT}/2012/wordml}}docId",
    # hides only where a document is shown as a web page: Word puts it in each table of contents
    f"{W}webHidden",
)
_NAMESPACES = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "urn:schemas-microsoft-com:",
    "http://www.w3.org/",
)
"""Of what Word itself writes. It shows nothing of other elements, nor of what is in them."""
_MERGE_SOURCES = tuple(
    W + name
    for name in ("dataSource", "headerSource", "connectString", "query", "odso", "addressFieldName")
)
_PLACE = re.compile(r"\s*(?:[A-Za-z]:[\\/]|\\\\|file:)")
"""The beginning of a path on somebody's machine."""
_IDENTITIES = (
    "//@*[starts-with(local-name(), 'rsid')] | //@*[local-name() = 'gfxdata']"
    " | //@descr | //@*[local-name() = 'title']"
)
_REMOVABLE = (f"{W}attachedTemplate", f"{W}printerSettings")


def clean(tree: Any) -> bool:
    """Clean the tree; whether anything was taken out."""
    gone = [*tree.iter(*_GONE), *(e for e in tree.iter("*") if not _is_known(e.tag))]
    for element in gone:
        parent = element.getparent()
        if element.tag == _COMMENT_REFERENCE and parent.tag == f"{W}r":
            others = [e for e in parent if e is not element and e.tag != f"{W}rPr"]
            if not others and parent.getparent() is not None:
                element, parent = parent, parent.getparent()
        _remove(element, parent)
    changed = bool(gone)
    for attribute in tree.xpath(_IDENTITIES):
        short = attribute.attrname.rpartition("}")[2]
        if short in {"descr", "title"} and not _PLACE.match(attribute):
            continue
        del attribute.getparent().attrib[attribute.attrname]
        changed = True
    return changed


def _is_known(tag: str) -> bool:
    return tag[1:].startswith(_NAMESPACES)


def has_data_source(settings: Any) -> bool:
    """Whether letters are merged with what lies elsewhere."""
    return any(next(m.iter(*_MERGE_SOURCES), None) is not None for m in settings.iter(_MERGE))


_MERGE = f"{W}mailMerge"


def remove_reference(element: Any) -> bool:
    """Take out what speaks of a part that is left out, where nothing is lost by it."""
    if element.tag in _REMOVABLE:
        _remove(element, element.getparent())
        return True
    extension = next(element.iterancestors(_A_EXTENSION), None)
    if extension is None:
        return False
    _remove(extension, extension.getparent())
    return True


def _remove(element: Any, parent: Any) -> None:
    """Take an element out, but not the text after it, which would go with it."""
    if parent is None:  # it went with another
        return
    tail = element.tail
    if tail and tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)
