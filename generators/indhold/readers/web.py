"""Pages of the web and drawings in SVG: words, hidden ones too, scripts, and what is fetched."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree
from msgspec import Struct

from indhold.collecting import Collector
from indhold.decoding import decoded, encoding_of
from indhold.findings import Accessible, At, Kind, Unread
from indhold.given import Given
from indhold.readers import text as plain
from indhold.readers.ooxml import Grid
from indhold.readers.package import has_doctype, parse
from indhold.readers.styles import Sheet, declarations
from indhold.readers.styles import words as named

_TREE = 60_000_000
"""Bytes that are read as a tree, which takes several times as many of memory."""
_DEEPEST = 2000, 250
"""Elements within elements, about as many as libxml2 reads of a page, and of XML with types."""
_DECLARED = re.compile(
    rb"""(?i)<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)"""
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_BLOCKS = named(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main nav ol option p pre"
    " section select table tbody td textarea tfoot th thead title tr ul text desc metadata svg g"
    " foreignobject"
)
_CELLS = frozenset(("td", "th"))
_LOOKS = (
    *("class", "id", "style", "hidden", "color", "text", "bgcolor", "background"),
    *("display", "visibility", "font-size"),
)
"""Attributes by which an element looks as it does."""
_MOST_LOOKS = 20_000
_GEOMETRY = frozenset(("d", "points", "transform", "gradienttransform", "viewbox"))
"""Attributes of drawings that hold rows of numbers, in which any may seem to stand."""
_NEVER_SEEN = frozenset(("template", "datalist", "noembed"))
_FETCHED = {
    "script": ("src", "href"),
    "img": ("src", "srcset", "lowsrc"),
    "image": ("href",),
    "feimage": ("href",),
    "use": ("href",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data", "codebase"),
    "applet": ("codebase",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "input": ("src",),
    "body": ("background",),
    "table": ("background",),
    "td": ("background",),
    "fill": ("src",),
    "imagedata": ("src",),
}
"""Element -> attributes of which the target is fetched when the page is opened."""
_FETCHED_LINKS = frozenset(
    ("stylesheet", "icon", "preload", "prefetch", "import", "modulepreload", "manifest")
)
_ELSEWHERE = re.compile(r"(?i)(?:(https?|ftp|wss?):)?(?://|\\\\)([^/\\?#\s'\"]+)")
_LOCAL = re.compile(r"(?i)^(?:file:|[a-z]:[\\/]|\\\\)")
_CSS_TARGET = re.compile(r"(?i)(?:url\(\s*|@import\s+)[\"']?([^\"')\s;]+)")
_DATA = re.compile(
    r"(?i)data:([\w.+-]+/[\w.+-]+)?((?:;[\w.+-]+(?:=[^;,]*)?)*?)(;base64)?,([^\"')\s]*)"
)
_DATA_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
    "text/html": ".html",
}
_RUNS = re.compile(r"(?i)^[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:")
_BLANKS = re.compile(rb"[\x00-\x20]+")
_DATA_SCRIPTS = re.compile(r"(?i)json|template|x-|html|plain")
_CONDITIONAL = re.compile(
    r"(?i)^\s*(?:Generator:|Created with|\[if\b|\[endif|<!\[|(?:Start|End)Fragment)|\[endif\]\s*$"
)
_AUTHORS = frozenset(
    ("author", "creator", "dc.creator", "dcterms.creator", "dc.contributor", "owner", "web_author")
)
_OFFICE = re.compile(r"<o:(Author|LastAuthor|Manager|Company)>([^<]+)<")
_WORD = re.compile(r"\w")
_TYPES = re.compile(r"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BREAK = "\x0b"


def read(given: Given, collector: Collector) -> None:
    """A page or a drawing. Raises ``Exceeded``."""
    collector.unpacked(given.size)
    data = bytes(given.data)
    declared = _DECLARED.search(data[:4096])
    marked = encoding_of(data[:4096])
    encoding = marked if marked in ("utf-16", "utf-32", "utf-8-sig") or not declared else None
    if encoding is None and declared:
        encoding = declared[1].decode()
        if encoding.lower() in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii"):
            encoding = "cp1252"  # as browsers read it (WHATWG Encoding § 4.2)
        if encoding.lower().startswith("utf-16"):
            encoding = marked  # it could not have been read here, if it were so
    page = search(decoded(data, encoding), collector)
    if collector.format != "svg":
        collector.accessible = page.accessible


def search(text: str, collector: Collector) -> Page:
    """A page that stands in another file. Raises ``Exceeded``."""
    page = Page(collector)
    text = _XML_DECLARATION.sub("", text.lstrip("\ufeff")).replace("\0", "")
    data = text.encode("utf-8", "replace")
    root = None
    if len(data) > _TREE:
        collector.gap(Unread.TOO_LARGE)
    elif data.strip():
        root = _parsed(data, is_drawing=collector.format == "svg")
    if root is not None:
        page.sheet = Sheet("\n".join("".join(one.itertext()) for one in root.iter("{*}style")))
        page.walk(root.getroottree())
    if root is None or page.is_too_deep:
        plain.search(text if "<!ENTITY" in text else _TAG.sub(" ", text), collector)
    elif "<!ENTITY" in text:
        plain.search("".join(_TYPES.findall(text)), collector)
        if next(root.iter(etree.Entity), None) is not None:
            collector.gap(Unread.PARTLY, "<!ENTITY>")  # a name stands in place of words
    return page


def _parsed(data: bytes, *, is_drawing: bool) -> Any:
    """The root, or nothing. A drawing is XML, in which any element may be without an end tag."""
    if is_drawing:
        root = parse(data, huge=not has_doctype(data), recover=True)
        if root is not None:
            return root
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


class _Shown(Struct, frozen=True):
    """What an element hands down."""

    hidden: bool = False
    background: bool = False
    """Whether anything but white may lie behind the words."""
    white: bool = False


class Page:
    """What is met on the way through a page."""

    def __init__(self, collector: Collector) -> None:
        self.sheet = Sheet("")
        self._known: dict[tuple[_Shown, str, tuple[tuple[str, str], ...]], _Shown] = {}
        self.is_too_deep = False
        self._collector = collector
        self._words: list[str] = []
        self._unseen: list[str] = []
        self._stack: list[_Shown] = [_Shown()]
        self._paragraph = 0
        self._heads: list[str] = []
        self._row: list[str] = []
        self._is_first_row = False
        self._grid = Grid(collector)
        self._hidden_words, self._hidden_shown = 0, ""
        self._comments, self._first_comment = 0, ""
        self._scripts, self._first_script = 0, ""
        self._elsewhere: Counter[str] = Counter()
        self._data = 0
        self._language = self._title = False
        self._pictures = self._without_text = 0

    @property
    def accessible(self) -> Accessible:
        """As far as it is told by attributes."""
        return Accessible(
            language=self._language,
            title=self._title,
            pictures=self._pictures,
            without_text=self._without_text,
        )

    def walk(self, root: Any) -> None:
        """All of a tree, and what there is to tell of it. Raises ``Exceeded``."""
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._begin(element, _name(element))
            elif event == "end":
                self._end(element, _name(element))
            else:
                self._comment(element)
                self._add(element.tail)
            if len(self._stack) > _DEEPEST[self._collector.format == "svg"]:
                self.is_too_deep = True
        self._flush()
        if self.is_too_deep:
            self._collector.gap(Unread.TOO_DEEP, "html")
        self._tell()

    # --- elements ---------------------------------------------------------------------------

    def _begin(self, element: Any, name: str) -> None:
        if name in _BLOCKS:
            self._flush()
        if name == "table":
            self._is_first_row, self._heads, self._row = True, [], []
            self._grid = Grid(self._collector)
        attributes = {_local(str(key)): value for key, value in element.attrib.items()}
        self._stack.append(self._shown(name, attributes))
        self._attributes(name, attributes)
        if name == "script":
            self._script(element, attributes)
        elif name == "style":
            self._fetch_styles("".join(element.itertext()))
            self._collector.text("".join(element.itertext()), at=At.PART, name="style")
        else:
            self._add(element.text)
        if name == "br":
            self._words.append(_BREAK)
        if name == "title":
            self._title |= bool((element.text or "").strip())

    def _end(self, element: Any, name: str) -> None:
        if name in _CELLS:
            self._flush(is_cell=True)
        elif name in _BLOCKS:
            self._flush()
        if name == "tr":
            if self._is_first_row:
                self._heads, self._is_first_row = self._row, False
            self._row = []
            self._grid.end_row()
        elif name == "creator":  # of the metadata of a drawing
            author = " ".join("".join(element.itertext()).split())
            if author:
                self._collector.found(Kind.AUTHOR, author)
        if len(self._stack) > 1:
            self._stack.pop()
        self._add(element.tail)

    def _shown(self, name: str, attributes: dict[str, str]) -> _Shown:
        """How an element looks; many in a page look the same."""
        above = self._stack[-1]
        looks = tuple((key, attributes[key]) for key in _LOOKS if key in attributes)
        if not looks and name not in _NEVER_SEEN and name not in self.sheet:
            return above
        key = above, name, looks
        shown = self._known.get(key)
        if shown is None:
            shown = self._look(above, name, dict(looks))
            if len(self._known) < _MOST_LOOKS:
                self._known[key] = shown
        return shown

    def _look(self, above: _Shown, name: str, attributes: dict[str, str]) -> _Shown:
        style = self.sheet.of(name, attributes) | declarations(attributes.get("style", ""))
        colour = style.get("color", attributes.get("color", attributes.get("text", "")))
        background = bool(
            attributes.get("bgcolor", "").lower() not in ("", "#ffffff", "white", "#fff")
            or "background" in attributes
            or style.paints
        )
        white = style.is_white(colour) if colour else above.white
        hidden = (
            above.hidden
            or "hidden" in attributes
            or name in _NEVER_SEEN
            or style.hides
            or attributes.get("display") == "none"
            or attributes.get("visibility") == "hidden"
            or attributes.get("font-size", "1")[:2] in ("0", "0p")
        )
        return _Shown(hidden, above.background or background, white)

    def _add(self, words: str | None) -> None:
        if not words:
            return
        shown = self._stack[-1]
        if shown.hidden or (shown.white and not shown.background):
            self._unseen.append(words)
        else:
            self._words.append(words)

    def _flush(self, *, is_cell: bool = False) -> None:
        """A paragraph, or a cell, is at its end."""
        if not (self._words or self._unseen or is_cell):
            return
        lines = "".join(self._words).split(_BREAK)
        seen = "\n".join(" ".join(line.split()) for line in lines).strip()
        unseen = "".join(self._unseen)
        self._words, self._unseen = [], []
        if seen:
            self._paragraph += 1
        if is_cell:
            place = len(self._row)
            left = self._row[-1] if self._row else ""
            head = self._heads[place] if place < len(self._heads) else ""
            self._text(seen, f"{left} {head}"[-80:])
            self._row.append(seen[:80])
            self._grid.cell(place, seen)
        else:
            self._text(seen)
        if _WORD.search(unseen):
            self._hidden_words += len(unseen.split())
            self._hidden_shown = self._hidden_shown or unseen[:200]
            self._text(unseen)

    def _text(self, words: str, called: str = "") -> None:
        for piece in plain.pieces(words):
            self._collector.text(piece, called=called, at=At.PARAGRAPH, name=self._paragraph or 1)

    # --- attributes -------------------------------------------------------------------------

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key in _GEOMETRY:
                continue
            if "data:" in value[:4096] and _DATA.search(value):
                self._data_inside(value)
            else:
                self._attribute(name, key, value, attributes.get("name", ""))
        self._targets(name, attributes)
        if "lang" in attributes:
            self._language |= bool(attributes["lang"])
        if name == "img":
            self._pictures += 1
            self._without_text += "alt" not in attributes
        if name == "meta":
            self._meta(attributes)

    def _attribute(self, name: str, key: str, value: str, called: str) -> None:
        if key != "srcdoc":  # which is looked into as a page
            words = unquote(value) if "%" in value else value
            self._collector.text(words, called=called, at=At.FIELD, name=key)
        if key.startswith("on") and len(key) > 3:
            self._met_script(f"{key}={value}")
        if _RUNS.match(value) or (name == "animate" and "javascript:" in value):
            self._met_script(value)
        is_name = key in ("docname", "export-filename") and re.search(r"[/\\]", value)
        if is_name or _LOCAL.match(value):
            self._collector.found(Kind.PATH, value)

    def _meta(self, attributes: dict[str, str]) -> None:
        content = attributes.get("content", "")
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        if name in _AUTHORS and content:
            self._collector.found(Kind.AUTHOR, content)
        if attributes.get("http-equiv", "").lower() == "refresh":
            _, _, target = content.partition("=")
            self._fetch(target.strip(" '\""))
            if _RUNS.match(target.strip(" '\"")):
                self._met_script(target)

    def _targets(self, name: str, attributes: dict[str, str]) -> None:
        if "style" in attributes:
            self._fetch_styles(attributes["style"])
        if name == "link" and _FETCHED_LINKS & set(attributes.get("rel", "").lower().split()):
            self._fetch(attributes.get("href", ""))
        for key in _FETCHED.get(name, ()):
            if key == "srcset":
                for one in attributes.get(key, "").split(","):
                    self._fetch(one.strip())
            elif key in attributes:
                self._fetch(attributes[key])
        if name == "iframe" and "srcdoc" in attributes:
            self._collector.inside(Given("srcdoc.html", held=attributes["srcdoc"].encode()))

    def _fetch_styles(self, style: str) -> None:
        for match in _CSS_TARGET.finditer(style):
            self._fetch(match[1])
        if "data:" in style:
            self._data_inside(style)
        if re.search(r"(?i)expression\s*\(|behavior\s*:|-moz-binding", style):
            self._met_script(style)

    def _fetch(self, target: str) -> None:
        if _LOCAL.match(target) and not target.startswith("\\\\"):
            return
        match = _ELSEWHERE.match(target)
        if match:
            self._elsewhere[f"{match[1] or 'https'}://{match[2]}".lower()] += 1

    def _data_inside(self, value: str) -> None:
        """Files that are written out in an address (RFC 2397)."""
        for kind, _, is_packed, content in _DATA.findall(value):
            data = unquote_to_bytes(content)
            if is_packed:
                try:
                    data = base64.b64decode(_BLANKS.sub(b"", data) + b"===")
                except binascii.Error:
                    self._collector.gap(Unread.DAMAGED, "base64")
            if re.search(r"(?i)script|html", kind):
                self._met_script(f"data:{kind}")
            self._data += 1
            self._collector.unpacked(len(data))
            self._collector.inside(
                Given(f"data-{self._data}{_DATA_SUFFIXES.get(kind.lower(), '')}", held=data),
                document=kind.lower().startswith("image/"),
            )

    # --- scripts and comments -----------------------------------------------------------------

    def _script(self, element: Any, attributes: dict[str, str]) -> None:
        words = element.text or ""
        self._collector.text(words, at=At.PART, name="script")
        kind = attributes.get("type", "")
        if kind and _DATA_SCRIPTS.search(kind) and "javascript" not in kind.lower():
            return
        target = attributes.get("src") or attributes.get("href") or ""
        if words.strip() or target:
            self._met_script(words.strip() or target)

    def _met_script(self, words: str) -> None:
        self._scripts += 1
        self._first_script = self._first_script or words[:200]

    def _comment(self, comment: Any) -> None:
        words = comment.text or ""
        self._collector.text(words, at=At.COMMENT)
        for kind, name in _OFFICE.findall(words):
            if kind == "Company":
                self._collector.maker = name
            else:
                self._collector.found(Kind.AUTHOR, name)
        if comment.tag is etree.Comment and _WORD.search(words) and not _CONDITIONAL.search(words):
            self._comments += 1
            self._first_comment = self._first_comment or words[:200]

    def _tell(self) -> None:
        collector = self._collector
        if self._hidden_words:
            collector.found(Kind.HIDDEN, self._hidden_shown, count=self._hidden_words)
        if self._comments:
            collector.found(Kind.COMMENT, self._first_comment, count=self._comments)
        if self._scripts:
            collector.found(Kind.SCRIPT, self._first_script, count=self._scripts)
        for host, count in self._elsewhere.items():
            collector.found(Kind.EXTERNAL_LINK, host, count=count)


@lru_cache(10_000)
def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower()


def _name(element: Any) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""
