"""Rows of a sheet in which nothing can be found: told from their bytes, not taken apart.

A large sheet has a million cells, and each costs some microseconds to take apart. Most rows hold
short numbers and words. A row is passed over only where its XML has the one form in which Excel,
LibreOffice and others write cells (ECMA-376 § 18.3.1), and where none of its texts has nine digits
or anything else that would be told; all other rows are read as ever. The words of rows that were
passed over may stand as heads over what follows: ``texts`` gives them where they are needed.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from xml.sax.saxutils import unescape

from msgspec import Struct, field

from indhold.readers.package import has_doctype

MARK = "_xpassed"
"""The element that stands where rows were taken out; no sheet that has ``_x`` loses any."""
_MARK = f"<{MARK}/>".encode()
_TEXT = rb"[^<&]*+(?:&(?:amp|lt|gt|quot|apos);[^<&]*+)*+"
_ATTRIBUTES = rb'(?: (?:x14ac:)?+\w{1,30}="[^"<&]*+")*+'
_FORMULA = rb"(?:<f%s(?:/>|>%s</f>))?+" % (_ATTRIBUTES, _TEXT)
_CELL = b"".join(
    (
        rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?+(?:/>',
        rb'|(?: t="n")?+>%s(?:<v>[0-9.+-]*+</v>)?+</c>' % _FORMULA,
        rb'| t="s">%s<v>(?:0|[1-9][0-9]{0,7})</v></c>' % _FORMULA,
        rb'| t="inlineStr"><is><t(?: xml:space="preserve")?+>%s</t></is></c>' % _TEXT,
        rb'| t="(?:str|b|e|d)">%s(?:<v>%s</v>)?+</c>)' % (_FORMULA, _TEXT),
    )
)
_ROW = re.compile(rb"<row%s>\s*+(?:%s\s*+)*+</row>" % (_ATTRIBUTES, _CELL))
_TEXT_CELL = re.compile(
    rb'<c r="([A-Z]+)[0-9]+"(?: s="[0-9]+")?+ t="(s|inlineStr|str|b|e|d)">%s'
    rb"(?:<is><t[^<>]*+>|<v>)([^<]*+)<" % _FORMULA
)
_SHARED = re.compile(rb' t="s">%s<v>([0-9]+)<' % _FORMULA).findall
_AMOUNT = re.compile(
    rb'(<c r="[A-Z]+[0-9]+")(?: s="[0-9]+")?+(?: t="n")?+(>%s)<v>(?![0-9]{9,10}(?:\.0)?<)[0-9.+-]*+'
    % _FORMULA
)
_SAYS_SOMETHING = re.compile(rb'(?:"> *|</f>|/>)<v>[0-9]|<t[^<>]*>[^<]*[A-Za-z0-9]').search
_NARROW = re.compile(rb'<(?:\w+:)?col [^<>]*(?:hidden=|width="[^1-9])').search
_OTHER_ENCODING = re.compile(rb"\A[^>]*encoding=[\"'](?!(?i:utf-8)[\"'])").search
_STRANGE = ((b"!", b"<!"), (b"]", b"]]>"), (b"_", b"_x"), (b"#", b"&#"))
_NO_XML = bytes(set(range(32)) - set(b"\t\n\r"))
_PATHS = (b"\\", b":/", b"/Users/", b"/home/", b"/Volumes/")
_PERSONAL = (b"cpr", b"person", b"f\xc3\xb8d", b"f\xc3\x98d", b"identitetsn", b"ssn", b"\xc5\xbf")
"""Bytes without which nothing calls a number a personal one; in small letters but for Ø."""
_calls_personal = re.compile(r"(?i)cpr|person-?n|fødsel|født|identitetsn|ssn").search
_KEPT = b"0123456789<>"
_ZEROS = bytes.maketrans(b"0123456789", b"0" * 10)
_DROPPED = bytes(set(range(256)) - set(_KEPT))
_NINE = b">" + b"0" * 9
_CELLS_OF_A_NUMBER = 10
_START = 200
"""Characters of a text that may be a head."""
_TAG = re.compile(rb"<[^<>]*>")
_CELL_START = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]").search
_STEP = 1000
_PIECE, _LAP = 1 << 20, 20


class Strings(Struct):
    """What the shared strings of a workbook are to its rows, by number as it is written."""

    told: set[bytes] = field(default_factory=set)
    """Those in which there may be something to tell."""
    personal: set[bytes] = field(default_factory=set)
    """Those that may call a number a personal one."""
    digits: set[bytes] = field(default_factory=set)
    """Those of one digit."""
    blank: set[bytes] = field(default_factory=set)

    def add(self, number: int, text: str, *, told: bool) -> None:
        """The next of them."""
        written = str(number).encode()
        short = text[:_START].strip()
        if told:
            self.told.add(written)
        if _calls_personal(short):
            self.personal.add(written)
        if not short:
            self.blank.add(written)
        elif len(short) == 1 and short.isdecimal():
            self.digits.add(written)


class Passed(Struct):
    """A sheet without its plain rows."""

    data: bytes
    """The sheet as it is."""
    left: bytes
    """It without these rows; ``MARK`` stands for each run of them."""
    runs: list[tuple[int, int]]
    """Where each run begins and ends in ``data``."""

    def texts(self, run: tuple[int, int]) -> Iterator[tuple[str, str, bool]]:
        """The letters of the column and the text of each cell of a run that holds words.

        Of a shared string: its number, and true.
        """
        for match in _TEXT_CELL.finditer(self.data, *run):
            column, kind, text = match.groups()
            shown = text.decode()
            if b"&" in text:
                shown = unescape(shown, {"&quot;": '"', "&apos;": "'"})
            yield column.decode(), shown, kind == b"s"


def pass_over(
    data: bytes, strings: Strings, styles: frozenset[str], keep_time: Callable[[], None]
) -> Passed:
    """Take the rows out of a sheet in which nothing can be told.

    ``styles``: those that hide what is in a cell. ``keep_time`` is called now and then.
    """
    if not _is_regular(data):
        return Passed(data, data, [])
    rows = _Rows(data, strings, styles)
    runs: list[tuple[int, int]] = []
    last = 0
    for count, match in enumerate(_ROW.finditer(data)):
        if not count % _STEP:
            keep_time()
        if match.start() > last:
            rows.note_between(data[last : match.start()])
        last = match.end()
        if rows.all_told:
            break
        if not rows.is_plain(match[0]):
            continue
        if runs and runs[-1][1] == match.start():
            runs[-1] = runs[-1][0], match.end()
        else:
            runs.append(match.span())
    return Passed(data, b"".join(_between(data, runs)), runs)


def _between(data: bytes, runs: list[tuple[int, int]]) -> Iterator[bytes]:
    last = 0
    for start, end in runs:
        yield data[last:start]
        yield _MARK
        last = end
    yield data[last:]


def _is_regular(data: bytes) -> bool:
    """Whether bytes can be trusted to be what an XML parser makes of them, and nothing is hidden.

    No declared types, comments, CDATA, instructions, other encodings or characters that XML does
    not have; no columns out of sight; no signs written by their numbers.
    """
    # A single sign is looked for ten times as fast.
    if any(sign in data and more in data for sign, more in _STRANGE):
        return False
    if has_doctype(data) or b"<?" in data[10:] or _NARROW(data[: data.find(b"<row")]):
        return False
    if b"x14ac:" in data and b" xmlns:x14ac=" not in data:
        return False
    return not _OTHER_ENCODING(data[:200]) and _is_text(data)


def _is_text(data: bytes) -> bool:
    """Whether it is UTF-8 without signs that XML does not have."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(data):
            if len(piece.translate(None, _NO_XML)) != len(piece):
                return False
            decoder.decode(piece)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(data: bytes, lap: int = 0) -> Iterator[bytes]:
    """A sheet may be so large that there is no memory for another of it."""
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE + lap]


class _Rows:
    """Asks of each row, in order, whether it is plain."""

    def __init__(self, data: bytes, strings: Strings, styles: frozenset[str]) -> None:
        self._strings = strings
        found: set[bytes] = set()
        if b'="inlineStr"' in data or b'="str"' in data:
            for piece in _pieces(data, _LAP):
                words = piece.lower()
                found.update(word for word in _PERSONAL if word not in found and word in words)
        self._personal_words = sorted(found)
        named = "|".join(sorted(one for one in styles if one.isdecimal()))
        self._styled = re.compile(f' s="0*(?:{named})"'.encode()).search if named else None
        self._has_begun = False
        self.all_told = False
        """Whether a number was called personal: from there on one may be split over cells."""

    def is_plain(self, row: bytes) -> bool:
        """Whether there is nothing in it to tell; to be asked of each row."""
        if not self._has_begun:  # the first words of a sheet stand for it
            self._has_begun = self._says_something(row)
            self._is_told(row)
            return False
        zeros = row.translate(_ZEROS, _DROPPED)
        return not (
            self._is_told(row)  # of every row: what follows depends on it
            or (_NINE in zeros and self._has_long_text(row))
            or (b"<f" in row and any(sign in row for sign in _PATHS))
            or b' hidden="' in row
            or b' ht="0"' in row
            or b"\r" in row
            or b"\xef" in row  # digits of full width are there
            or (self._styled is not None and self._styled(row))
            or self._is_split(row, zeros)
        )

    def note_between(self, other: bytes) -> None:
        """What stands between rows of the usual form: rows of others may call numbers personal."""
        words = _TAG.sub(b"", other).lower()
        if any(word in words for word in _PERSONAL) or self._may_share(other):
            self.all_told = True

    def _may_share(self, other: bytes) -> bool:
        return bool(self._strings.personal) and _CELL_START(other) is not None

    def _says_something(self, row: bytes) -> bool:
        shared = _SHARED(row)
        return any(one not in self._strings.blank for one in shared) or (
            not shared and _SAYS_SOMETHING(row) is not None
        )

    def _has_long_text(self, row: bytes) -> bool:
        """Whether a text has nine digits, or a number has nine or ten and is whole."""
        return _NINE in _AMOUNT.sub(rb"\1\2", row).translate(_ZEROS, _DROPPED)

    def _is_told(self, row: bytes) -> bool:
        """Whether it has a shared string, or words, of which more is to be known."""
        strings = self._strings
        shared = _SHARED(row) if strings.told or strings.personal else ()
        words = row.lower() if self._personal_words else b""
        self.all_told = (
            self.all_told
            or not strings.personal.isdisjoint(shared)
            or (
                any(word in words for word in self._personal_words)
                and _calls_personal(row.decode()) is not None
            )
        )
        return self.all_told or not strings.told.isdisjoint(shared)

    def _is_split(self, row: bytes, zeros: bytes) -> bool:
        """Whether a number may stand in ten cells, a digit in each."""
        count = zeros.count(b">0<")
        if count < _CELLS_OF_A_NUMBER and self._strings.digits:
            count += sum(one in self._strings.digits for one in _SHARED(row))
        return count >= _CELLS_OF_A_NUMBER
