"""The bytes of a web page -> the tree of its elements.

lxml reads it: it takes letters and tags apart as HTML5 says, its cost is linear, and it fetches
nothing. Where it puts elements that stand inside one another otherwise than a browser, their names
are changed before it sees them.
"""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

from msgspec import Struct, field

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.budget import LARGEST_TEXT_FILE
from moedebog.importer.readers.decoding import decoded
from moedebog.importer.readers.html.sheets import with_looks

_LONGEST_DIRECTIVE = 4000
_DIRECTIVE = re.compile(
    rf"<%(?:(?!%>).){{0,{_LONGEST_DIRECTIVE}}}%>"
    rf"|<\?(?:(?!\?>).){{0,{_LONGEST_DIRECTIVE}}}\?>",
    re.DOTALL,
)
"""What a server would carry out: ``<%@ Page … %>``."""
_ENDED_BY_P = re.compile(r"<(/?)(h[1-6]|b|big|small|u|tt)(?=[\s>/])", re.IGNORECASE)
"""Elements that lxml ends where a paragraph begins inside them; under another name it does not."""
OWN = "x-"
"""How the names of such elements begin then."""
_BODY = re.compile(r"<(?:body|frameset)(?=[\s>/])", re.IGNORECASE)
_TAG = re.compile(r"<(!--|[a-z!?][^\s>/]*)", re.IGNORECASE)
_CLOSED_BY_NAME = frozenset(("script", "style", "title", "noscript", "template"))
_HEAD = _CLOSED_BY_NAME | {"html", "head", "meta", "link", "base", "!--", "!doctype", "?xml"}
"""What may stand before the body of a page."""
_ADDRESS = re.compile(r"data:[^\"'\s>]*")
_ARCHIVE = re.compile(rb"(?im)^content-type:\s*multipart/related\b")
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html[\s>]|<\?xml[^>]{0,200}\?>\s*<(?:!doctype\s+)?html)",
    re.IGNORECASE,
)


class WebPage(Struct):
    """A page, and the files that are saved with it."""

    root: Any
    """Its outermost element."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Pictures that lie in the same file, by their address in the page."""


def is_page(data: bytes) -> bool:
    """Whether a file says at its beginning that it is a web page, whatever its name."""
    return bool(_PAGE.match(data[:1000])) or _is_archive(data)


def opened(data: bytes) -> WebPage:
    """The page in a file, also in one of Word's or a browser's web archives.

    Raises ``UsageProblem`` where it is too large, or has more elements in one another than any
    page has.
    """
    files: dict[str, bytes] = {}
    if _is_archive(data):
        data, files = _out_of_archive(data)
    return WebPage(_tree(decoded(data)), files)


def _is_archive(data: bytes) -> bool:
    return data.lstrip()[:1].isalpha() and bool(_ARCHIVE.search(data[:4000]))


def _out_of_archive(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The page of an archive (MHTML), and its files by address."""
    page, files = b"", {}
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        if part.get_content_type() == "text/html":
            page = page or body
        elif part.get_content_maintype() == "image":
            if place := part.get("Content-Location"):
                files[str(place)] = body
                files.setdefault(str(place).rpartition("/")[2], body)
            if name := part.get("Content-ID"):
                files[f"cid:{str(name).strip('<>')}"] = body
    return page, files


def _with_body(text: str) -> str:
    """The page, with the tag of its body where that goes without saying: lxml would put elements
    that it does not know, such as ``article``, into the head."""
    if _BODY.search(text):
        return text
    at = 0
    while match := _TAG.search(text, at):
        name = match[1].lower()
        if name not in _HEAD:
            return f"{text[: match.start()]}<body>{text[match.start() :]}"
        at = match.end()
        if name in _CLOSED_BY_NAME:
            end = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, at)
            if end is None:
                return text
            at = end.end()
        elif name == "!--":
            at = text.find("-->", at)
            if at < 0:
                return text
    return text


def _tree(text: str) -> Any:
    from lxml import etree

    text = _DIRECTIVE.sub("", text.replace("\x00", ""))
    if len(_ADDRESS.sub("", text)) > LARGEST_TEXT_FILE:
        raise UsageProblem(
            Phrase(
                f"Siden er større end {LARGEST_TEXT_FILE // 1_000_000} MB. Åbn den i Word, og gem "
                "det, der hører til mødet, som .docx.",
                f"The page is larger than {LARGEST_TEXT_FILE // 1_000_000} MB. Open it in Word, "
                "and save what belongs to the meeting as .docx.",
            )
        )
    text = _ENDED_BY_P.sub(rf"<\1{OWN}\2", _with_body(text))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # nothing but comments
        root = None
    if any(one.type_name == "ERR_RESOURCE_LIMIT" for one in parser.error_log):
        raise UsageProblem(
            Phrase(
                "Siden har flere elementer inde i hinanden, end en side har. Åbn den i Word, og "
                "gem den som .docx.",
                "The page has more elements inside one another than a page has. Open it in Word, "
                "and save it as .docx.",
            )
        )
    root = etree.Element("html") if root is None else root
    with_looks(root)
    return root
