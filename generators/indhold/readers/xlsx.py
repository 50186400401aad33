"""Workbooks of Excel and others: .xlsx, .xlsm, .xltx; of .xlsb only its strings (ECMA-376 § 18)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from msgspec import Struct

from indhold.collecting import Collector
from indhold.findings import Accessible, At, Kind, Unread
from indhold.given import Given
from indhold.readers.cellstyles import CellStyles
from indhold.readers.ooxml import (
    Grid,
    Office,
    as_shown,
    child,
    children,
    first_words,
    is_personal,
    local,
    may_hold_number,
    paragraphs,
    search_binary,
    sign,
    sweep,
    tell_author,
    tell_if_any,
    without_identifiers,
)
from indhold.readers.package import Element, Package
from indhold.readers.plain_rows import MARK, Passed, Strings, pass_over

_SHEETS = frozenset(("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"))
_OTHER_SHEETS = _SHEETS | frozenset(
    ("officeDocument", "pivotCacheDefinition", "sharedStrings", "styles", "theme", "externalLink")
)
"""Relations that lead away from a sheet."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NARROW = 0.3
"""Characters wide: nothing can be seen."""
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|\d{1,3} ?|[A-Za-z])')
_READ = frozenset(("oddHeader", "oddFooter", "evenHeader", "evenFooter"))
_NO_WORDS = frozenset(("uid", "id", "algorithmName", "hashValue", "saltValue", "spinCount"))
_SHORT_NUMBER, _START = 6, 200


def read(given: Given, collector: Collector) -> None:
    """Read all of it. Raises ``Exceeded``."""
    with Package(given, collector) as package:
        office = Office(package, collector)
        _Reader(office).read()
        office.read_rest()


class _Hidden(Struct):
    """What is counted of one way of hiding over a sheet."""

    count: int = 0
    words: str = ""

    def take(self, words: str) -> None:
        self.count += 1
        self.words = self.words or first_words(words)


class _Cell(Struct):
    """A cell that holds something."""

    column: int
    place: str
    text: str
    is_number: bool
    style: str
    start: str
    """Of the text: a sheet may point to a text of megabytes from each of its cells."""
    may_tell: bool = False


class _Reader:
    """One workbook."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.collector = office.collector
        self.strings: list[str] = []
        self.telling: set[int] = set()
        """The shared strings in which there may be something to tell."""
        self.unused: set[int] = set()
        self.in_rows = Strings()
        self.styles = CellStyles(None)
        self.pictures = self.without_text = 0
        self.visible: set[str] = set()

    def read(self) -> None:
        office = self.office
        office.read_properties()
        main = office.main("xl/workbook.xml")
        if main.casefold().endswith(".bin"):
            self._binary()
            return
        root = office.take(main)
        for name in office.targets(main, "styles"):
            styles = office.take(name)
            self.styles = CellStyles(styles)
            if styles is not None:
                sweep(styles, self.collector, At.PART, name)
        for name in office.targets(main, "sharedStrings"):
            self._strings(name)
        if root is not None:
            self._workbook(root, main)
        for name in office.targets(main, "externalLink"):
            self._external(name)
        self._pivots()
        self._others()
        for number in self.unused:
            self.collector.text(self.strings[number], at=At.PART, name="sharedStrings.xml")
        self.collector.accessible = Accessible(
            tagged=None, pictures=self.pictures, without_text=self.without_text
        )

    # --- the workbook -----------------------------------------------------------------------

    def _workbook(self, root: Element, main: str) -> None:
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            ids = (v for k, v in sheet.attrib.items() if k.startswith("{") and k.endswith("}id"))
            name, state = sheet.get("name") or "", sheet.get("state") or "visible"
            part = self.office.target(main, next(ids, ""))
            with self.collector.within(At.SHEET, name):
                self.collector.text(name)
                words = self._sheet(part) if part else ""
                if state != "visible" and words:
                    how = "very hidden sheet" if state == "veryHidden" else "hidden sheet"
                    self.collector.found(Kind.HIDDEN, f"{how}: {words}")
            if state == "visible":
                self.visible.add(name)
        for named in root.iterfind("{*}definedNames/{*}definedName"):
            tell_if_any(self.collector, named.text or "", At.FIELD, named.get("name") or "")
        for view in root.iter("{*}customWorkbookView"):
            tell_author(self.collector, view.get("name"))
        sweep(root, self.collector, At.PART, main, read=frozenset(("definedName",)))

    def _strings(self, name: str) -> None:
        """The texts of all sheets, each there once (§ 18.4)."""
        for entry in self.office.package.elements(name, "{*}si"):
            if len(entry) == 1 and not len(entry[0]):
                text = _unescaped(entry[0].text or "")
            else:
                text = _unescaped("".join(one.text or "" for one in entry.iter("{*}t")))
            may_tell = may_hold_number(text)
            if may_tell:
                self.telling.add(len(self.strings))
            self.in_rows.add(len(self.strings), text, told=may_tell)
            self.strings.append(text)
            _forget(entry)
        self.unused = set(self.telling)
        self.office.mark_taken(name)

    # --- sheets -----------------------------------------------------------------------------

    def _sheet(self, part: str) -> str:
        """Everything of one sheet; the first words of it."""
        if not self.office.mark_taken(part):
            return ""
        if "macrosheets/" in part.casefold():
            self.collector.found(Kind.MACRO, "XLM")
        sheet = _Sheet(self, part)
        words = sheet.read()
        self._comments(part)
        for relation in self.office.relations(part).values():
            target = "" if relation.is_outside else self.office.package.find(relation.target)
            if not target or relation.kind in _OTHER_SHEETS:
                continue
            if relation.kind == "drawing":
                words = self._drawing(target) or words
            else:
                self.office.read_part(target, _OTHER_SHEETS)
        return words

    def _drawing(self, name: str) -> str:
        """Boxes and pictures that lie on a sheet; the first words of them."""
        root = self.office.take(name)
        if root is None:
            return ""
        first = ""
        for text in paragraphs(root):
            first = first or first_words(text)
            self.collector.text(text, at=At.PART, name=name)
        for shape in root.iter("{*}pic", "{*}graphicFrame"):
            properties = next(shape.iter("{*}cNvPr"), None)
            if properties is None:
                continue
            self.pictures += 1
            words = (properties.get("descr") or "") + (properties.get("title") or "")
            decorative = next(properties.iter("{*}decorative"), None)
            is_decorative = decorative is not None and decorative.get("val") in ("1", "true")
            self.without_text += not words.strip() and not is_decorative
            if properties.get("hidden") in ("1", "true"):
                self.collector.found(Kind.HIDDEN, f"hidden picture: {properties.get('name')}")
        sweep(root, self.collector, At.PART, name, read=frozenset(("t",)), skipped=_NO_WORDS)
        for target in self.office.targets(name, *_FROM_DRAWING):
            self.office.read_part(target, _OTHER_SHEETS)
        return first

    def _comments(self, sheet: str) -> None:
        """Remarks in cells, the older form and the one with answers, which has both (§ 18.7)."""
        threads = []
        for name in self.office.targets(sheet, "threadedComment"):
            root = self.office.take(name)
            if root is not None:
                threads += [
                    (one.get("ref") or "", "".join(one.itertext()).strip())
                    for one in root.iter("{*}threadedComment")
                ]
        told = [words for _, words in threads if words]
        notes = [
            note for name in self.office.targets(sheet, "comments") for note in self._notes(name)
        ]
        for place, words, is_copy in notes:
            for thread in told if is_copy else ():
                words = words.replace(thread, " ")
            self.collector.text(words, at=At.CELL, name=place)
            if not is_copy:
                told.append(words)
        for place, words in threads:
            self.collector.text(words, at=At.CELL, name=place)
        count = len(threads) + sum(not is_copy for _, _, is_copy in notes)
        if count:
            self.collector.found(Kind.COMMENT, first_words(told[0] if told else ""), count=count)

    def _notes(self, name: str) -> Iterator[tuple[str, str, bool]]:
        """Each remark's cell and words, and whether it is a copy for older programs."""
        root = self.office.take(name)
        if root is None:
            return
        authors = [one.text or "" for one in root.iter("{*}author")]
        for author in authors:
            if not author.startswith("tc="):
                tell_author(self.collector, author, At.COMMENT)
        for comment in root.iter("{*}comment"):
            words = "".join(one.text or "" for one in comment.iter("{*}t"))
            number = comment.get("authorId") or ""
            known = number.isdecimal() and int(number) < len(authors)
            yield (
                comment.get("ref") or "",
                _unescaped(words),
                known and authors[int(number)].startswith("tc="),
            )

    # --- other parts ------------------------------------------------------------------------

    def _external(self, name: str) -> None:
        """Another workbook, and what was in its cells when it was last read (§ 18.14)."""
        root = self.office.take(name)
        if root is None:
            return
        for link in root.iter("{*}ddeLink"):
            shown = f"DDE: {link.get('ddeService')} {link.get('ddeTopic')}"
            self.collector.found(Kind.EXTERNAL_LINK, shown)
        words = _Hidden()
        with self.collector.within(At.PART, name):
            for sheet in dict.fromkeys(row.getparent() for row in root.iter("{*}row")):
                self._cells_outside(sheet, words)
        if words.count:
            shown = f"cells of another workbook: {words.words}"
            self.collector.found(Kind.HIDDEN, shown, count=words.count, at=At.PART, name=name)
        sweep(root, self.collector, At.PART, name, read=frozenset(("v",)))

    def _cells_outside(self, sheet: Element, words: _Hidden) -> None:
        grid = Grid(self.collector)
        for row in children(sheet, "row"):
            for place, cell in enumerate(children(row, "cell"), 1):
                column = _column(cell.get("r") or "") or place
                value = child(cell, "v")
                text = (value.text or "") if value is not None else ""
                called = grid.called(column)
                shown = text if cell.get("t") == "str" else as_shown(text, "", called)
                self.collector.text(shown, called=called)
                grid.cell(column, text)
                if text:
                    words.take(text)
            grid.end_row()

    def _pivots(self) -> None:
        """What pivot tables keep of their source: all of it, be it shown or not (§ 18.10)."""
        for name in self.office.rest():
            if "pivotcachedefinition" not in name.casefold() or name.casefold().endswith(".rels"):
                continue
            root = self.office.take(name)
            if root is None:
                continue
            fields = [one.get("name") or "" for one in root.iter("{*}cacheField")]
            with self.collector.within(At.PART, name):
                first = ""
                for field in root.iter("{*}cacheField"):
                    for item in field.iterfind("{*}sharedItems/{*}*"):
                        first = first or item.get("v") or ""
                        self._item(item, field.get("name") or "")
                count = sum(
                    self._records(records, fields)
                    for records in self.office.targets(name, "pivotCacheRecords")
                )
            source = next(root.iter("{*}worksheetSource"), None)
            sheet = source.get("sheet") if source is not None else None
            is_here = source is not None and not any(key.endswith("}id") for key in source.attrib)
            is_seen = is_here and (sheet is None or sheet in self.visible)
            if (count or first) and not is_seen:
                shown = f"data behind a pivot table: {first_words(first)}"
                self.collector.found(Kind.HIDDEN, shown, count=max(count, 1), at=At.PART, name=name)
            sweep(root, self.collector, At.PART, name, skipped=frozenset(("v", "id", "uid")))

    def _records(self, name: str, fields: list[str]) -> int:
        count = 0
        for record in self.office.package.elements(name, "{*}r"):
            count += 1
            for column, item in enumerate(record):
                if local(item) != "x":
                    self._item(item, fields[column] if column < len(fields) else "")
            _forget(record)
        self.office.mark_taken(name)
        return count

    def _item(self, item: Element, called: str) -> None:
        value = item.get("v") or ""
        if local(item) == "s":
            self.collector.text(_unescaped(value), called=called)
        elif local(item) == "n":
            self.collector.text(as_shown(value, "", called), called=called)

    def _others(self) -> None:
        """Where data comes from, who wrote in a shared workbook, who may answer."""
        for name in self.office.rest():
            lower = name.casefold()
            reader = next((one for word, one in _OTHERS if word in lower), None)
            if reader is None or lower.endswith((".rels", ".bin")):
                continue
            data = self.office.package.read(name)
            if not data or not data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n").startswith(b"<"):
                continue
            root = self.office.package.parsed(name, data)
            if root is not None:
                reader(self, root, name)

    def _connections(self, root: Element, name: str) -> None:
        for one in root.iter("{*}connection"):
            where = one.get("sourceFile") or one.get("odcFile") or ""
            for element in one.iter():
                where = where or element.get("connection") or element.get("url") or ""
            shown = f"{one.get('name') or 'connection'}: {where}"
            self.collector.found(Kind.EXTERNAL_LINK, shown)
        self.office.mark_taken(name)
        sweep(root, self.collector, At.PART, name)

    def _people(self, root: Element, _name: str) -> None:
        for element in root.iter():
            if not local(element):
                continue
            if local(element) == "userInfo":
                tell_author(self.collector, element.get("name"))
            for key in ("displayName", "userName"):
                tell_author(self.collector, element.get(key))
            user = element.get("userId") or ""
            if "@" in user:
                tell_author(self.collector, user.split("::")[1] if "::" in user else user)
        changes = list(root.iter("{*}rcc", "{*}rrc", "{*}rm", "{*}rcmt"))
        if changes:
            words = first_words(" ".join(changes[0].itertext()))
            self.collector.found(Kind.TRACKED_CHANGE, words, count=len(changes))

    def _mashup(self, root: Element, _name: str) -> None:
        """Power Query keeps a zip file as text (MS-QDEFF § 2.2)."""
        if local(root) != "DataMashup":
            return
        try:
            data = base64.b64decode(root.text or "")
        except (binascii.Error, ValueError):
            return
        size = int.from_bytes(data[4:8], "little")
        self.collector.unpacked(size)
        self.collector.found(Kind.EMBEDDED, "DataMashup")
        self.collector.inside(Given("DataMashup.zip", held=data[8 : 8 + size]))

    def _binary(self) -> None:
        """Excel's binary form: the strings in it, but not its numbers."""
        self.collector.gap(Unread.PARTLY, "xlsb")
        for name in self.office.rest():
            lower = name.casefold()
            own = lower.startswith("xl/") and lower.endswith(".bin")
            if not own or any(word in lower for word in _NOT_SHEETS):
                continue
            if "macrosheets/" in lower:
                self.collector.found(Kind.MACRO, "XLM")
            if self.office.mark_taken(name):
                search_binary(self.office.package.read(name), self.collector, At.PART, name)


_ROOTS = ("{*}worksheet", "{*}chartsheet", "{*}dialogsheet", "{*}macrosheet")
_FROM_DRAWING = ("chart", "chartEx", "image", "diagramData", "diagramDrawing", "diagramLayout")
_NOT_SHEETS = ("vbaproject", "printersettings", "embeddings/", "activex")
_OTHERS = (
    ("connections.xml", _Reader._connections),
    ("/persons/", _Reader._people),
    ("/revisions/", _Reader._people),
    ("customxml/item", _Reader._mashup),
)


class _Sheet:
    """The cells of one sheet, row by row."""

    def __init__(self, reader: _Reader, part: str) -> None:
        self.reader = reader
        self.collector = reader.collector
        self.part = part
        self.grid = Grid(reader.collector)
        self.first = ""
        self.columns: list[tuple[int, int]] = []
        self.passed: list[tuple[int, int]] = []
        """Runs of rows that were passed over, of which the heads are not yet known."""
        self.rows = _Hidden()
        self.in_columns = _Hidden()
        self.styled: dict[str, _Hidden] = {}
        self.is_personal = False
        """Whether a head was met that calls numbers personal: then they may be split over cells."""

    def read(self) -> str:
        reader = self.reader
        data = reader.office.package.read(self.part)
        passed = pass_over(data, reader.in_rows, reader.styles.hidden, self.collector.keep_time)
        self._end(self._walk(passed))
        return first_words(self.first)

    def _walk(self, passed: Passed) -> Element | None:
        root = None
        runs = iter(passed.runs)
        for element in self.reader.office.package.elements_of(
            self.part, passed.left, "{*}row", "{*}cols", f"{{*}}{MARK}", *_ROOTS, whole=passed.data
        ):
            tag = local(element)
            if tag == "row":
                self._row(element, passed)
                _forget(element)
            elif tag == MARK:
                self.passed.append(next(runs))
                _forget(element)
            elif tag == "cols":
                self._columns(element)
            else:
                root = element
        return root

    def _catch_up(self, passed: Passed) -> None:
        """Know the heads that stand in rows that were passed over."""
        strings = self.reader.strings
        for run in self.passed:
            for letters, text, is_shared in passed.texts(run):
                if is_shared:
                    number = int(text)
                    text = strings[number] if number < len(strings) else ""
                self.grid.head(_column(letters), text[:_START].strip())
        self.passed = []

    def _columns(self, columns: Element) -> None:
        for column in columns:
            try:
                width = float(column.get("width") or 9)
                first, last = int(column.get("min") or 0), int(column.get("max") or 0)
            except ValueError:
                continue
            if column.get("hidden") in ("1", "true") or width < _NARROW:
                self.columns.append((first, last))

    def _row(self, row: Element, passed: Passed) -> None:
        cells = list(self._cells(row))
        if not cells:
            return
        if self.passed:
            self._catch_up(passed)
        self.first = self.first or next((one.start for one in cells if one.start), "")
        if row.get("hidden") in ("1", "true") or _is_flat(row):
            self.rows.take(" ".join(one.start for one in cells[:12]))
        for cell in cells:
            self._cell(cell)
        if self.is_personal or len(cells) >= _SHORT_NUMBER:
            self.grid.end_row()
        else:
            self.grid.forget_row()

    def _cells(self, row: Element) -> Iterator[_Cell]:
        column = 0
        for element in row:
            if local(element) != "c":
                continue
            place = element.get("r") or ""
            column = _column(place) or column + 1
            cell = self._taken(element, column, place or f"{_letters(column)}{row.get('r') or ''}")
            if cell.text:
                yield cell

    def _taken(self, element: Element, column: int, place: str) -> _Cell:
        kind, style = element.get("t") or "n", element.get("s") or "0"
        text = ""
        for part in element:
            tag = local(part)
            if tag == "v":
                text = part.text or ""
            elif tag == "is":
                text = _unescaped("".join(one.text or "" for one in part.iter("{*}t")))
            elif tag == "f" and part.text:
                tell_if_any(self.collector, part.text, At.CELL, place)
        if kind == "s" and text.isdecimal():
            number = int(text) if len(text) < 9 else -1
            self.reader.unused.discard(number)
            strings = self.reader.strings
            text = strings[number] if 0 <= number < len(strings) else ""
            telling = number in self.reader.telling
            if len(text) > _LONG_TEXT:
                self.reader.telling.discard(number)  # once is enough
        else:
            text = _unescaped(text)
            telling = kind != "n" and may_hold_number(text)
        return _Cell(column, place, text, kind == "n", style, text[:_START].strip(), telling)

    def _cell(self, cell: _Cell) -> None:
        shown = self.reader.styles.of(cell.style)
        if cell.is_number:
            if len(cell.text) >= _LONG_NUMBER:
                called = self.grid.called(cell.column)
                text = as_shown(cell.text, shown.shape, called)
                self.collector.text(text, called=called, at=At.CELL, name=cell.place)
            if len(cell.text) <= _SHORT_NUMBER:
                self.grid.cell(cell.column, cell.text)
        else:
            called = self.grid.called(cell.column) if cell.may_tell or _has_nine(cell) else ""
            if cell.may_tell or is_personal(called):
                text = without_identifiers(cell.text)
                self.collector.text(text, called=called, at=At.CELL, name=cell.place)
            self.grid.cell(cell.column, cell.start)
            self.is_personal = self.is_personal or self.grid.is_personal
        if shown.hiding and cell.start:
            self.styled.setdefault(shown.hiding, _Hidden()).take(cell.start)
        if self.columns and any(first <= cell.column <= last for first, last in self.columns):
            self.in_columns.take(cell.start)

    def _end(self, root: Element | None) -> None:
        """What stands beside the cells, and what was counted."""
        is_filtered = may_be_dark = False
        if root is not None:
            is_filtered = any(True for _ in root.iter("{*}autoFilter"))
            may_be_dark = any(True for _ in root.iter("{*}tablePart", "{*}conditionalFormatting"))
        for how, hidden in (
            ("rows filtered out" if is_filtered else "hidden rows", self.rows),
            ("hidden columns", self.in_columns),
            *self.styled.items(),
        ):
            if hidden.count and not (how == "white" and may_be_dark):
                self.collector.found(Kind.HIDDEN, f"{how}: {hidden.words}", count=hidden.count)
        if root is None:
            return
        for element in root.iterfind("{*}headerFooter/{*}*"):
            at = At.HEADER if "Header" in local(element) else At.FOOTER
            self.collector.text(_HEADER_CODE.sub(" ", element.text or ""), at=at)
        sweep(root, self.collector, At.PART, self.part, read=_READ, skipped=_NO_WORDS)


def _is_flat(row: Element) -> bool:
    """Whether a row is so low that nothing can be seen."""
    try:
        return float(row.get("ht") or 15) < _FLAT
    except ValueError:
        return False


_FLAT = 0.5
"""Points."""
_LONG_TEXT = 10_000
"""Characters of a text that is told once, however many cells point to it."""
_LONG_NUMBER = 5
"""Characters of 1.0E9, the shortest way in which nine digits may be written."""


def _has_nine(cell: _Cell) -> bool:
    """Whether a text may be a personal number that lost its first nought."""
    return len(cell.text) <= _NINE + 2 and sum(c.isdecimal() for c in cell.text) == _NINE


_NINE = 9


def _forget(element: Element) -> None:
    """Give back the memory of what was read, and of what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _unescaped(text: str) -> str:
    """Text with the signs that stand for others (ST_Xstring, § 22.9.2.19)."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: sign(match[1]), text)


def _column(place: str) -> int:
    """The number of a cell's column, from 1; 0 where none is said."""
    number = 0
    for letter in place:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
