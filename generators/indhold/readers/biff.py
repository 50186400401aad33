"""Sheets of Excel before 2007 ([MS-XLS]): the texts, the numbers, and what hides or starts."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from indhold.collecting import Collector
from indhold.findings import At, Kind, Unread

_CONTINUE, _FILEPASS, _BOUNDSHEET, _SST = 0x3C, 0x2F, 0x85, 0xFC
_LABEL_SST, _NUMBER, _RK, _MULRK = 0xFD, 0x203, 0x27E, 0xBD
_BOF, _FORMULA = 0x809, 0x06
_WIDE, _RICH, _EXTENDED = 1, 8, 4
_PERSONAL = re.compile(r"(?i)cpr|person|fødsel")


def read(data: bytes, collector: Collector) -> None:
    """The stream of a workbook. Raises ``Exceeded``."""
    texts: list[str] = []
    sheets: list[str] = []
    cells: dict[tuple[int, int], str] = {}
    sheet = -1
    for kind, pieces in _records(data):
        body = pieces[0]
        if kind == _FILEPASS:
            collector.gap(Unread.PASSWORD)
            return
        if kind == _BOUNDSHEET and len(body) > 7:
            sheets.append(_sheet(body, collector))
        elif kind == _SST:
            texts = list(_shared(pieces))
            for text in texts:
                collector.text(text)
        elif kind == _BOF:
            sheet, cells = sheet + 1, {}
        elif kind == _LABEL_SST and len(body) >= 10:
            row, column, _, index = struct.unpack_from("<3HI", body)
            if index < len(texts):
                text = texts[index]
                _cell(row, column, text, cells, collector, _name(sheets, sheet), is_text=True)
        else:
            for row, column, value in _numbers(kind, body):
                _cell(row, column, value, cells, collector, _name(sheets, sheet), is_text=False)


def _records(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Each record with those that continue it."""
    place = 0
    kind, pieces = 0, [b""]
    while place + 4 <= len(data):
        following, size = struct.unpack_from("<HH", data, place)
        body = data[place + 4 : place + 4 + size]
        place += 4 + size
        if following == _CONTINUE:
            pieces.append(body)
            continue
        yield kind, pieces
        kind, pieces = following, [body]
    yield kind, pieces


def _name(sheets: list[str], number: int) -> str:
    return sheets[number - 1] if 0 < number <= len(sheets) else str(number)


def _sheet(body: bytes, collector: Collector) -> str:
    """Its name; tells one that is hidden, or holds macros ([MS-XLS] § 2.4.28)."""
    state, kind, size, flags = body[4] & 3, body[5], body[6], body[7]
    raw = body[8 : 8 + size * (2 if flags & _WIDE else 1)]
    name = raw.decode("utf-16-le" if flags & _WIDE else "latin-1", "replace")
    collector.text(name, at=At.SHEET, name=name)
    if state:
        collector.found(Kind.HIDDEN, name, at=At.SHEET, name=name)
    if kind == 1:
        collector.found(Kind.MACRO, "XLM", at=At.SHEET, name=name)
    return name


def _cell(
    row: int,
    column: int,
    value: str,
    cells: dict[tuple[int, int], str],
    collector: Collector,
    sheet: str,
    *,
    is_text: bool,
) -> None:
    """Numbers lose their first zero; texts were searched, but for what they are called."""
    head, left = cells.get((-1, column), ""), cells.get((row, column - 1), "")
    called = f"{left} {head}"
    if is_text:
        cells.setdefault((-1, column), value[:80])
        cells[row, column] = value[:80]
        if not (called.strip() and re.search(r"\d{6}", value)):
            return
    elif len(value) == 9 and _PERSONAL.search(called):
        value = f"0{value}"
    with collector.within(At.SHEET, sheet):
        collector.text(value, called=called, at=At.CELL, name=f"{_letters(column)}{row + 1}")


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _numbers(kind: int, body: bytes) -> Iterator[tuple[int, int, str]]:
    """Row, column and value of numbers that are whole."""
    if kind in (_NUMBER, _FORMULA) and len(body) >= 14:
        row, column = struct.unpack_from("<HH", body)
        yield from _whole(row, column, struct.unpack_from("<d", body, 6)[0])
    elif kind == _RK and len(body) >= 10:
        row, column = struct.unpack_from("<HH", body)
        yield from _whole(row, column, _packed(struct.unpack_from("<I", body, 6)[0]))
    elif kind == _MULRK:
        row, column = struct.unpack_from("<HH", body) if len(body) >= 4 else (0, 0)
        for number, place in enumerate(range(4, len(body) - 7, 6)):
            value = _packed(struct.unpack_from("<I", body, place + 2)[0])
            yield from _whole(row, column + number, value)


def _whole(row: int, column: int, value: float) -> Iterator[tuple[int, int, str]]:
    if 1e8 <= value < 1e10 and value == int(value):
        yield row, column, str(int(value))


def _packed(value: int) -> float:
    """[MS-XLS] § 2.5.122."""
    number: float
    if value & 2:
        number = (value >> 2) - (1 << 30 if value & 1 << 31 else 0)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (value & ~3) << 32))[0]
    return number / 100 if value & 1 else number


# --- shared texts -----------------------------------------------------------------------------


class _Pieces:
    """The bytes of a record and of those that continue it."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces, self._number, self._place = pieces, 0, 0

    @property
    def left(self) -> int:
        return len(self._pieces[self._number]) - self._place

    def next(self) -> bool:
        self._number, self._place = self._number + 1, 0
        if self._number >= len(self._pieces):
            self._pieces = [*self._pieces, b""]
            return False
        return True

    def take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size:
            if not self.left and not self.next():
                break
            piece = self._pieces[self._number][self._place : self._place + size - len(taken)]
            self._place += len(piece)
            taken += piece
        return taken

    def characters(self, count: int, flags: int) -> str:
        """In each record that continues a text, its letters may be of another width."""
        words = ""
        while count > 0:
            if not self.left:
                if not self.next():
                    break
                flags = self.take(1)[0] if self.left else 0
            width = 2 if flags & _WIDE else 1
            here = min(count, self.left // width)
            raw = self.take(here * width)
            words += raw.decode("utf-16-le" if width == 2 else "latin-1", "replace")
            count -= here
            if not here:
                self.take(self.left)
        return words


def _shared(pieces: list[bytes]) -> Iterator[str]:
    """The texts of the workbook ([MS-XLS] §§ 2.4.265 and 2.5.293)."""
    reader = _Pieces(pieces)
    unique = int.from_bytes(reader.take(8)[4:], "little")
    for _ in range(unique):
        head = reader.take(3)
        if len(head) < 3:
            return
        size, flags = struct.unpack("<HB", head)
        runs = int.from_bytes(reader.take(2), "little") if flags & _RICH else 0
        extended = int.from_bytes(reader.take(4), "little") if flags & _EXTENDED else 0
        yield reader.characters(size, flags)
        reader.take(4 * runs + min(extended, 1 << 20))
