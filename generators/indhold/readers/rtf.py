"""Rich text (RTF 1.9.1): words, hidden ones, remarks, changes, properties, and what is embedded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from indhold.collecting import Collector
from indhold.findings import At, Kind, Unread
from indhold.given import Given
from indhold.readers import native, strings
from indhold.readers import text as plain
from indhold.readers.ooxml import Grid
from indhold.readers.styles import words as named
from indhold.sniffing import kind_of

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)",
    re.DOTALL,
)
_MOST_GROUPS = 5000
"""Groups within groups."""
_BREAKS = named("par sect page column")
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "softline": "\n",
    "nestcell": "\t",
    "nestrow": "\n",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}
_NO_WORDS = named("fonttbl colortbl rsidtbl themedata colorschememapping latentstyles listtable")
_PLACES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), At.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), At.FOOTER),
    "footnote": At.NOTE,
    "annotation": At.COMMENT,
    "info": At.PROPERTIES,
    "userprops": At.PROPERTIES,
    "fldinst": At.FIELD,
    "bkmkstart": At.BOOKMARK,
}
_PROPERTIES = named(
    "title subject author manager company operator category keywords comment doccomm hlinkbase"
    " propname staticval linkval"
)
_AUTHORS = named("author manager operator atnauthor")
_PARTS = named(
    "fldinst objdata objclass pict template xe tc stylesheet bkmkstart datastore datafield docvar"
    " fname atnid revtbl generator shpinst xmlnstbl filetbl file password passwordhash"
)
_HEX = named("objdata pict datastore datafield passwordhash")
_KEEPS = named(
    "shppict shptxt shprslt result rtf fldrslt field object nonesttables htmltag mhtmltag"
)
_PICTURES = {"pngblip": ".png", "jpegblip": ".jpg", "emfblip": ".emf", "wmetafile": ".wmf"}
_FIELD = 2000
"""Characters of a field's instruction in which it is looked for what it does."""
_SMALL = 2
"""Half points."""
_WHITE = re.compile(rb"\\red255\s*\\green255\s*\\blue255\b")
_PAINTED = re.compile(rb"\\(?:cl|ch)?cbpat\d|\\highlight[1-9]|\\chshdng|\\clshdng|\\shading[1-9]")
_FETCHES = re.compile(
    r"(?i)\b(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|RD)\b[^\"]*\"?\s*(\S*?(?:https?:|\\\\|//)[^\s\"]+)"
)
_STARTS = re.compile(r"(?i)\bDDE(?:AUTO)?\b")
_PATH = re.compile(r"(?i)(?:file:/+|\b[a-z]:\\{1,2}|\\\\)[^\s\"<>|*?]+")
_ELSEWHERE = re.compile(r"(?i)^\s*(?:https?:|ftp:|\\\\|//)")


class _State(Struct, frozen=True):
    """What holds in a group."""

    destination: str = ""
    hidden: bool = False
    small: bool = False
    white: bool = False
    deleted: bool = False
    revised: bool = False
    fallback: int = 1
    """Characters that stand for one that is written as a number."""
    skipped: bool = False

    @property
    def is_unseen(self) -> bool:
        return self.hidden or self.small or self.white


def read(given: Given, collector: Collector) -> None:
    """A file in rich text. Raises ``Exceeded``."""
    collector.unpacked(given.size)
    search(bytes(given.data), collector)


def search(data: bytes, collector: Collector) -> None:
    """Rich text that stands in another file. Raises ``Exceeded``."""
    _Reader(data, collector).read()


class _Reader:
    def __init__(self, data: bytes, collector: Collector) -> None:
        self._data, self._collector = data, collector
        self._states = [_State()]
        self._starts: list[str] = [""]
        """The destination that each group begins, if it does."""
        self._words: dict[str, list[str]] = {"": []}
        """The words of a destination, as they come."""
        self._bytes = bytearray()
        self._encoding = "cp1252"
        self._skip = 0
        self._starred = False
        self._picture = ""
        self._cells: list[str] = []
        self._grid = Grid(collector)
        self._heads: list[str] | None = None
        self._row: list[str] = []
        self._paragraph = 0
        self._met: dict[Kind, tuple[int, str]] = {}
        self._changed: dict[str, list[str]] = {"deleted": [], "inserted": [], "unseen": []}
        self._changes = {"deleted": 0, "inserted": 0, "unseen": 0}
        self._last = ""
        self._white = self._white_colours() if not _PAINTED.search(data) else frozenset[int]()

    def read(self) -> None:
        place, data = 0, self._data
        while match := _TOKEN.search(data, place):
            place = match.end()
            word, number, code, symbol, brace, words = match.groups()
            if word:
                place = self._word(word.decode().lower(), number, place)
            elif code:
                self._byte(int(code, 16))
            elif brace:
                self._flush_bytes()
                self._open() if brace == b"{" else self._close()
            elif symbol is not None:
                self._symbol(symbol)
            else:
                self._plain(words)
        self._flush_bytes()
        while len(self._states) > 1:
            self._close()
        self._end_paragraph()
        for name in [name for name in self._words if name]:  # where one was within its like
            self._end_destination(name, "".join(self._words.pop(name)))
        self._tell()

    # --- groups -----------------------------------------------------------------------------

    def _open(self) -> None:
        if len(self._states) < _MOST_GROUPS:
            self._states.append(self._states[-1])
            self._starts.append("")
        else:
            raise self._collector.exceeded(Unread.TOO_DEEP)
        self._starred, self._skip = False, 0

    def _close(self) -> None:
        self._skip = 0
        if len(self._states) == 1:
            return
        self._states.pop()
        begun = self._starts.pop()
        if begun:
            self._end_destination(begun, "".join(self._words.pop(begun, [])))

    def _begin_destination(self, name: str) -> None:
        self._starts[-1] = name
        self._states[-1] = replace(
            self._states[-1], destination=name, hidden=False, small=False, white=False
        )
        if name in self._words:  # one within one of the same name: each is told
            before = "".join(self._words[name])
            self._end_destination(name, before)
        self._words[name] = []

    # --- tokens -----------------------------------------------------------------------------

    def _word(self, word: str, number: bytes | None, place: int) -> int:
        value = int(number) if number else None
        if word == "bin" and value:
            self._flush_bytes()
            content = self._data[place : place + max(0, value)]
            self._words.setdefault(self._states[-1].destination, []).append(content.hex())
            return place + len(content)
        if word == "u" and value is not None:
            self._flush_bytes()
            self._put(chr(value % 0x10000))
            self._skip = self._states[-1].fallback
            return place
        self._flush_bytes()
        self._skip = 0
        if word == "ansicpg" and value:
            self._encoding = _codec(value)
        elif word in _PICTURES:
            self._picture = _PICTURES[word]
        elif not self._look(word, value):
            self._control(word)
        self._starred = False
        return place

    def _look(self, word: str, value: int | None) -> bool:
        """How words look from here on; whether it is about that."""
        state, on = self._states[-1], value != 0
        if word in ("v", "webhidden"):
            state = replace(state, hidden=on)
        elif word == "fs":
            state = replace(state, small=value is not None and value <= _SMALL)
        elif word == "cf":
            state = replace(state, white=(value or 0) in self._white)
        elif word == "deleted":
            state = replace(state, deleted=on)
        elif word == "revised":
            state = replace(state, revised=on)
        elif word == "plain":
            state = replace(state, hidden=False, small=False, white=False, deleted=False)
            state = replace(state, revised=False)
        elif word == "uc":
            state = replace(state, fallback=max(0, value or 0))
        else:
            return False
        self._states[-1] = state
        return True

    def _control(self, word: str) -> None:
        if word in _BREAKS:
            self._put("\n")
            if not self._states[-1].destination:
                self._end_paragraph()
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        elif word in _SIGNS:
            self._put(_SIGNS[word])
        elif word in _PLACES or word in _PROPERTIES or word in _PARTS or word in _AUTHORS:
            self._begin_destination(word)
        elif word in _NO_WORDS or word == "nonshppict":
            self._states[-1] = replace(self._states[-1], skipped=True)
        elif self._starred and word not in _KEEPS:
            self._begin_destination(word)

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._starred = True
        elif symbol in (b"\r", b"\n"):
            self._put("\n")
        elif symbol in _SYMBOLS:
            self._flush_bytes()
            self._put(_SYMBOLS[symbol])

    def _plain(self, words: bytes) -> None:
        if self._skip:
            skipped = min(self._skip, len(words))
            words, self._skip = words[skipped:], self._skip - skipped
        if words:
            self._bytes += words

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(value)

    def _flush_bytes(self) -> None:
        if self._bytes:
            words = bytes(self._bytes).decode(self._encoding, "replace")
            self._bytes.clear()
            self._put(words)

    # --- words ------------------------------------------------------------------------------

    def _put(self, words: str) -> None:
        state = self._states[-1]
        if state.skipped or not words:
            return
        for name, holds in (
            ("unseen", state.is_unseen and not state.destination),
            ("deleted", state.deleted),
            ("inserted", state.revised),
        ):
            if holds:
                self._changed[name].append(words)
        if not (state.destination == "" and (state.is_unseen or state.deleted)):
            self._words.setdefault(state.destination, []).append(words)

    def _end_paragraph(self) -> None:
        self._take_unseen()
        words = "".join(self._words[""]).strip("\n")
        self._words[""] = []
        if words.strip():
            self._paragraph += 1
            self._heads = None
            self._text(words)

    def _end_cell(self) -> None:
        self._take_unseen()
        self._cells.append("".join(self._words[""]).strip())
        self._words[""] = []

    def _end_row(self) -> None:
        row, self._cells = self._cells, []
        self._paragraph += 1
        if self._heads is None:
            self._grid = Grid(self._collector)
        for place, words in enumerate(row):
            self._grid.cell(place, words)
            left = row[place - 1][:80] if place else ""
            head = self._heads[place] if self._heads and place < len(self._heads) else ""
            self._text(words, f"{left} {head}")
        self._grid.end_row()
        if self._heads is None:
            self._heads = [words[:80] for words in row]

    def _text(self, words: str, called: str = "") -> None:
        for piece in plain.pieces(words):
            self._collector.text(piece, called=called, at=At.PARAGRAPH, name=self._paragraph)

    def _take_unseen(self) -> None:
        """Words that are hidden, or were taken out or put in, up to the paragraph's end."""
        for name, held in self._changed.items():
            words = "".join(held).strip()
            held.clear()
            if not re.search(r"\w", words):
                continue
            self._changes[name] += len(words.split())
            kind = Kind.HIDDEN if name == "unseen" else Kind.TRACKED_CHANGE
            shown = words[:200] if name == "unseen" else f"{name}: {words[:200]}"
            self._count(kind, shown, len(words.split()) if name == "unseen" else 1)
            if name != "inserted":
                self._paragraph = self._paragraph or 1
                self._text(words)

    def _count(self, kind: Kind, shown: str, count: int = 1) -> None:
        before, first = self._met.get(kind, (0, shown))
        self._met[kind] = before + count, first

    # --- destinations -----------------------------------------------------------------------

    def _end_destination(self, name: str, words: str) -> None:
        if name in _HEX or (len(words) > 400 and not re.search(r"[^0-9A-Fa-f\s]", words)):
            self._end_hex(name, words)
            return
        words = words.strip()
        if not words:
            return
        self._search_part(name, words)
        if name in _AUTHORS:
            self._collector.found(Kind.AUTHOR, words.rstrip(";"), at=At.PROPERTIES)
        elif name == "company":
            self._collector.maker = words
        elif name == "annotation":
            self._count(Kind.COMMENT, words)
        elif name == "fldinst":
            self._field(words)
        elif name in ("template", "file", "hlinkbase"):
            self._template(name, words)
        elif name == "revtbl":
            for author in filter(None, map(str.strip, words.split(";"))):
                if author != "Unknown":
                    self._collector.found(Kind.AUTHOR, author, at=At.PROPERTIES)

    def _search_part(self, name: str, words: str) -> None:
        if name in _PLACES:
            at, step = _PLACES[name], ""
        elif name in _PROPERTIES:
            at, step = At.PROPERTIES, name
        else:
            at, step = At.PART, name
        called, self._last = (self._last if name == "staticval" else ""), words
        for piece in plain.pieces(words):
            self._collector.text(piece, called=called, at=at, name=step)

    def _field(self, words: str) -> None:
        words = words[:_FIELD]
        fetched = _FETCHES.search(words)
        if fetched:
            self._collector.found(Kind.EXTERNAL_LINK, fetched[1])
        if _STARTS.search(words):
            self._collector.found(Kind.SCRIPT, words)
        path = _PATH.search(words)
        if path and not fetched:
            self._collector.found(Kind.PATH, path[0])

    def _template(self, name: str, words: str) -> None:
        if _ELSEWHERE.match(words) and name != "hlinkbase":
            self._collector.found(Kind.EXTERNAL_LINK, words)
        elif _PATH.search(words):
            self._collector.found(Kind.PATH, words)

    def _end_hex(self, name: str, words: str) -> None:
        data = bytes.fromhex(_even(re.sub(r"[^0-9A-Fa-f]", "", words)))
        if name == "pict":
            ending, self._picture = self._picture, ""
            if data and ending:
                self._collector.inside(
                    Given(f"picture{ending}", held=data), at=At.PICTURE, document=True
                )
        elif name == "objdata":
            self._collector.unpacked(len(data))
            native.read_object(data, self._collector)
        elif kind_of(Given(name, held=data)) in ("unknown", "text", "empty"):
            with self._collector.within(At.PART, name):
                strings.search(data, self._collector)
        else:
            self._collector.inside(Given(name, held=data))

    def _tell(self) -> None:
        for kind, (count, shown) in self._met.items():
            self._collector.found(kind, shown, count=count)

    def _white_colours(self) -> frozenset[int]:
        table = re.search(rb"\{\\colortbl([^{}]*)\}", self._data)
        colours = table[1].split(b";")[:-1] if table else []
        return frozenset(n for n, colour in enumerate(colours) if _WHITE.search(colour))


def _codec(number: int) -> str:
    name = {65001: "utf-8", 10000: "mac-roman", 1252: "cp1252"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def _even(digits: str) -> str:
    return digits[: len(digits) & ~1]


def decompressed(data: bytes) -> bytes:
    """Rich text as Outlook keeps it ([MS-OXRTFCP] § 2.2.3)."""
    return b"".join(_decompress(data))


_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def _decompress(data: bytes) -> Iterator[bytes]:
    if data[8:12] == b"MELA":
        yield data[16:]
        return
    known = bytearray(_DICTIONARY) + bytearray(4096 - len(_DICTIONARY))
    write, place = len(_DICTIONARY), 16
    while place < len(data):
        control, place = data[place], place + 1
        for bit in range(8):
            if control >> bit & 1:
                if place + 2 > len(data):
                    return
                token, place = int.from_bytes(data[place : place + 2], "big"), place + 2
                start, length = token >> 4, (token & 15) + 2
                if start == write:
                    return
                run = bytearray()
                for step in range(length):
                    known[write] = byte = known[(start + step) % 4096]
                    run.append(byte)
                    write = (write + 1) % 4096
                yield bytes(run)
            elif place < len(data):
                known[write] = data[place]
                yield data[place : place + 1]
                write, place = (write + 1) % 4096, place + 1
