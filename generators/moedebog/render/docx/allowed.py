"""What may stand in a Word template: kinds of parts and relationships, links, field codes.

What is not named here is refused. What is usual and harmless but nobody's business (paths,
labels, comments, what a printer wants) is left out of what we write.
"""

from __future__ import annotations

import re

from moedebog.render.docx import package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

ATTACHED_TEMPLATE = f"{_OFFICE}/attachedTemplate"
SVG = "image/svg+xml"

PICTURES = frozenset(
    f"image/{kind}" for kind in ("png", "jpeg", "jpg", "gif", "x-emf", "emf", "x-wmf", "wmf")
)

KEPT: dict[str, frozenset[str]] = {
    package.DOCUMENT: frozenset({package.MAIN_TYPE}),
    **{
        f"{_OFFICE}/{kind}": frozenset({f"{_WORD}.{kind}+xml"})
        for kind in (
            "header",
            "footer",
            "styles",
            "numbering",
            "settings",
            "fontTable",
            "footnotes",
            "endnotes",
        )
    },
    f"{_OFFICE}/theme": frozenset({"application/vnd.openxmlformats-officedocument.theme+xml"}),
    f"{_OFFICE}/font": frozenset(
        {
            "application/vnd.openxmlformats-officedocument.obfuscatedFont",
            "application/x-fontdata",
            "application/x-font-ttf",  # as Google Docs writes it
        }
    ),
    package.IMAGE: PICTURES,
}
"""Type of a relationship inside the file -> the content types that its part may have."""

LEFT_OUT = frozenset(
    {
        f"{_OFFICE}/extended-properties",
        f"{_OFFICE}/custom-properties",
        f"{_OFFICE}/customXml",
        f"{_OFFICE}/customXmlProps",
        f"{_OFFICE}/printerSettings",
        f"{_OFFICE}/glossaryDocument",
        f"{_OFFICE}/comments",
        f"{_OFFICE}/webSettings",
        f"{_PACKAGE}/metadata/core-properties",
        # as LibreOffice writes it
        "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
        f"{_PACKAGE}/metadata/thumbnail",
        f"{_PACKAGE}/digital-signature/origin",
        f"{_PACKAGE}/digital-signature/signature",
        f"{_PACKAGE}/digital-signature/certificate",
        f"{_MICROSOFT}/2007/relationships/stylesWithEffects",
        f"{_MICROSOFT}/2007/relationships/hdphoto",
        f"{_MICROSOFT}/2011/relationships/commentsExtended",
        f"{_MICROSOFT}/2011/relationships/people",
        f"{_MICROSOFT}/2016/09/relationships/commentsIds",
        f"{_MICROSOFT}/2018/08/relationships/commentsExtensible",
        f"{_MICROSOFT}/2019/05/relationships/documenttasks",
        f"{_MICROSOFT}/2020/02/relationships/classificationlabels",
        f"{_MICROSOFT}/2020/10/relationships/intelligence",  # what Word's proof-reader remembers
    }
)
"""Types of relationships whose parts are usual, harmless and not for the reader."""

_LEFT_OUT_TYPES = frozenset(
    {
        "application/xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-package.digital-signature-origin",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
        "application/vnd.openxmlformats-package.digital-signature-certificate",
        "application/vnd.ms-word.stylesWithEffects+xml",
        "application/vnd.ms-office.documenttasks+xml",
        "application/vnd.ms-office.classificationlabels+xml",
        "application/vnd.ms-office.intelligence2+xml",
        f"{_WORD}.printerSettings",
        f"{_WORD}.document.glossary+xml",
        *(
            f"{_WORD}.{kind}+xml"
            for kind in (
                "comments",
                "commentsExtended",
                "commentsIds",
                "commentsExtensible",
                "people",
                "webSettings",
            )
        ),
    }
)
_ALL_KEPT_TYPES = frozenset[str]().union(*KEPT.values())

FIELDS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF"),
        *("TOC", "TC", "XE", "INDEX", "SEQ", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"),
        *("HYPERLINK", "TITLE", "SYMBOL", "EQ", "IF", "COMPARE", "="),
    }
)
"""Codes of fields that take what they show from the document itself. Those that fetch, run or
ask are not among them, nor those that change by the clock or tell a file's name or a login."""

NESTED = "\ufffc"
"""What stands in a field's code where another field does."""

_CODE = re.compile(r"\s*([A-Za-z]+|=)(.*)", re.DOTALL)
_WORDS = re.compile(r'"([^"]*)"?|(\S+)')
_LINK = re.compile(
    r"(?:https?://|mailto:|tel:)[^\x00-\x1f\x7f\ufffc]+|#[^\x00-\x1f\x7f\ufffc]*", re.I
)


def may_be_left_out(content_type: str) -> bool:
    """Whether a part of this type may stand in a template because it is left out."""
    return (
        content_type in _LEFT_OUT_TYPES
        or content_type in _ALL_KEPT_TYPES
        or content_type.startswith("image/")
    )


def may_be_default(content_type: str) -> bool:
    """Whether what we write may say that a file extension stands for this type."""
    return content_type in _ALL_KEPT_TYPES or content_type in {
        "application/xml",
        "application/vnd.openxmlformats-package.relationships+xml",
    }


def link(target: str) -> bool:
    """Whether a link may lead there: to a page, a mailbox, a telephone, or inside the document."""
    return _LINK.fullmatch(target) is not None


def field(code: str) -> bool:
    """Whether a field may have this code, nested fields written as ``NESTED``."""
    match = _CODE.fullmatch(code)
    if match is None or match[1].upper() not in FIELDS:
        return False
    if match[1] != "=" and match[2] and not (match[2][0].isspace() or match[2][0] in '"\\'):
        return False
    return match[1].upper() != "HYPERLINK" or all(map(link, _targets(match[2])))


def _targets(arguments: str) -> list[str]:
    """Where a HYPERLINK field leads."""
    targets = []
    switch = ""
    for match in _WORDS.finditer(arguments):
        word = match[1] if match[1] is not None else match[2]
        if match[1] is None and re.fullmatch(r"\\[a-zA-Z]", word):
            switch = word[1].lower()
            continue
        if switch not in {"l", "o", "t"}:
            targets.append(word.strip())
        switch = ""
    return targets
