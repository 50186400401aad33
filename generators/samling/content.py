"""What a page draws outside all tags: shapes become artifacts, words and pictures are told of.

A tag is marked content that says it is an artifact or has a number in the structure (``MCID``).
What marks a layer, or says how words are read aloud, is none (ISO 32000-1, 14.6 to 14.8).

PDF/UA-1 (ISO 14289-1, 7.1) asks that all that is drawn is either tagged or an artifact. Programs
leave rules, grounds and frames unmarked; a shape says nothing to who cannot see it. Words and
pictures may, so what they are is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Stream

from samling.values import FAULTS, Objgen, entry, one_or_more, table, unpacked

LITERAL = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
"""A string in brackets, with others in it three deep."""
_SILENT = re.compile(rb"%[^\r\n]*|<[0-9A-Fa-f\s]*>|" + LITERAL, re.DOTALL)
"""What holds no operator."""
_INLINE_IMAGE = re.compile(rb"(?<![^\s\]>)])BI(?![^\s/])")
_SHAPES = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"])
_WORDS = frozenset(("Tj", "TJ", "'", '"'))
_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*"])
_APART = bytes.maketrans(b"[]<>", b"    ")
"""What stands between operators as blanks do, where no strings are left."""
_OPEN, _CLOSE, _OTHER, _SHAPE, _SAVE, _RESTORE, _BEGIN_TEXT, _END_TEXT, _TAG, _POINT = range(10)
_BY_NAME = {"BDC": _OPEN, "BMC": _OPEN, "EMC": _CLOSE, "q": _SAVE, "Q": _RESTORE}
_BY_NAME |= {"BT": _BEGIN_TEXT, "ET": _END_TEXT}
_ASKED = " ".join(_BY_NAME)
_OPERATORS = {name.encode(): kind for name, kind in _BY_NAME.items()}
_OPERATORS |= {name.encode(): _OTHER for name in ("Do", *_WORDS)}
_OPERATORS |= {name.encode(): _SHAPE for name in _SHAPES}
_OPERATORS |= {b"/Artifact": _TAG, b"/MCID": _TAG, b"MP": _POINT, b"DP": _POINT}
_BRACKET = re.compile(rb"%[^\r\n]*|\(|<<|>>|<|\[|\]|(?<![^\s\]>)])BI(?![^\s/])")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
INLINE_END = re.compile(rb"\sEI(?![^\s])")
_BLANK = re.compile(rb"\s")
_DRAWN = re.compile(
    rb"(?<![^\s\])>])(?:B[DM]C|EMC|Do|T[jJ]|'|\"|S|sh|s|f\*|f|F|B\*|B|b\*|b)(?![^\s\[</(])"
)
_MARKS = frozenset((b"BDC", b"BMC", b"EMC"))
_OPERANDS = 300
"""Bytes before an operator in which its operands stand."""
_LARGE, _TOO_LARGE = 1_000_000, 4_000_000
"""Content with more bytes is not taken apart, which needs much memory; with inline pictures or
strings that do not end, not with more than the second."""
_DEEPEST = 50
"""So many forms may lie in each other; what lies deeper is left."""
_BEGIN_ARTIFACT = ([Name.Artifact], Operator("BMC"))
_END: Any = ([], Operator("EMC"))
_OF_DATA = frozenset(("/Length", "/Filter", "/DecodeParms", "/StructParents"))
"""Keys of a form that say how it is written, or lead to tags."""


@dataclass(slots=True)
class Balance:
    """What a content stream leaves open, or ends without having begun it."""

    states: int = 0
    """Graphics states that it saves and does not restore (ISO 32000-1, 8.4.2)."""
    lacking: int = 0
    """States that it restores and has not saved."""
    marks: int = 0
    """Marked content that it does not end."""
    text: bool = False
    """Whether a text object is open at its end."""
    unclosed: bytes = b""
    """What would end the strings, arrays and dictionaries that it ends in."""

    def count(self, kind: int) -> None:
        """Reckons with one operator."""
        if kind == _SAVE:
            self.states += 1
        elif kind == _RESTORE:
            self.lacking += not self.states
            self.states -= self.states > 0
        elif kind == _OPEN:
            self.marks += 1
        elif kind == _CLOSE:
            self.marks -= self.marks > 0
        elif kind in (_BEGIN_TEXT, _END_TEXT):
            self.text = kind == _BEGIN_TEXT

    def before(self) -> bytes:
        """What has to stand before it so that all is as it was when ``after`` has been drawn."""
        return b"q " * (self.lacking + 1)

    def after(self) -> bytes:
        """What has to stand behind it."""
        ended = b"\n" + self.unclosed + b"\n" * bool(self.unclosed)
        return ended + b"ET " * self.text + b"EMC " * self.marks + b"Q " * (self.states + 1)


@dataclass(slots=True)
class Drawn:
    """What a content stream draws outside all tags."""

    shapes: bool = False
    others: bool = False
    """Words, inline pictures, or what lies in objects of their own (``Do``)."""
    sure: bool = True
    """Whether it could be read by its operators alone."""
    balance: Balance = field(default_factory=Balance)


@dataclass(slots=True)
class _Inside:
    """The marked content that a place stands in."""

    marks: list[bool] = field(default_factory=list)
    """Of each, whether it is a tag."""
    tags: int = 0

    def begin(self, is_tag: bool) -> None:
        self.marks.append(is_tag)
        self.tags += is_tag

    def end(self) -> None:
        if self.marks:
            self.tags -= self.marks.pop()


def drawn_unmarked(data: bytes, tags: Collection[bytes] = ()) -> Drawn:
    """What this content draws outside all tags, without taking it apart.

    ``tags``: what properties with a number in the structure are called by its resources.
    """
    if b"BI" in data and _INLINE_IMAGE.search(data):
        return Drawn(sure=False)
    data = _SILENT.sub(b" ", data)
    if b"(" in data or b")" in data:
        return Drawn(sure=False)
    if data.count(b"[") != data.count(b"]") or data.count(b"<") != data.count(b">"):
        return Drawn(sure=False)
    found = Drawn()
    balance = found.balance
    inside = _Inside()
    is_tag = False
    for at, kind, words in _known(data):
        if kind in (_TAG, _POINT):
            is_tag = kind == _TAG
        elif kind not in (_OTHER, _SHAPE):
            balance.count(kind)
            if kind == _OPEN:
                inside.begin(is_tag or (at > 0 and words[at - 1] in tags))
                is_tag = False
            elif kind == _CLOSE:
                inside.end()
        elif not inside.tags:
            if kind == _SHAPE:
                found.shapes = True
            else:
                found.others = True
    return found


def _known(data: bytes) -> Iterator[tuple[int, int, list[bytes]]]:
    """The words that are operators or say what is marked, each with its place among others."""
    place = 0
    while place < len(data):
        blank = _BLANK.search(data, place + _LARGE)
        end = blank.start() if blank else len(data)
        words = data[place:end].translate(_APART).replace(b"/", b" /").split()
        for at, kind in enumerate(map(_OPERATORS.get, words)):
            if kind is not None:
                yield at, kind, words
        place = end


def _wrapped(data: bytes, tags: Collection[bytes]) -> tuple[bytes | None, bool]:
    """Large content anew, which is not taken apart: all that stands outside of tags between two
    marks becomes one artifact where it is shapes alone. And whether anything else is left."""
    named = [[tag] for tag in tags]
    silent = _SILENT.sub(lambda found: b" " * len(found[0]), data)
    made: list[bytes] = []
    copied = first = last = before = 0
    shapes, others, left = False, False, False
    inside = _Inside()

    def end() -> None:
        nonlocal copied, left
        left = left or others
        if shapes and not others:
            made.extend((data[copied:first], b"\n/Artifact BMC\n", data[first:last], b"\nEMC\n"))
            copied = last

    for match in _DRAWN.finditer(silent):
        name = match[0]
        if name in _MARKS:
            end()
            first, shapes, others = match.end(), False, False
            if name == b"EMC":
                inside.end()
            else:
                said = silent[max(before, match.start() - _OPERANDS) : match.start()]
                is_tag = b"/Artifact" in said or b"/MCID" in said
                inside.begin(is_tag or said.replace(b"/", b" /").split()[-1:] in named)
        elif not inside.tags:
            kind = _OPERATORS[name]
            shapes, others = shapes or kind == _SHAPE, others or kind == _OTHER
            last = match.end()
        before = match.end()
    end()
    return b"".join((*made, data[copied:])) if made else None, left


def balance(page: Dictionary) -> Balance:
    """What the content of a page leaves open.

    Raises ``Unpacked`` where it holds too much.
    """
    data = _data(page)
    found = drawn_unmarked(data)
    return found.balance if found.sure else _balance(page, data)


class Marker:
    """Marks the shapes of one file's pages that no tag holds; forms that are shared only once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._forms: dict[Objgen, tuple[str, Stream | None]] = {}
        """What was found of each, and what is drawn outside of tags in its place."""

    def page(self, page: Dictionary) -> tuple[bool, Balance]:
        """Marks a page; whether words or pictures of it are left, and what it leaves open.

        A page that cannot be read to its end stays as it is, and counts as left.
        Raises ``Unpacked`` where it holds too much.
        """
        data = _data(page)
        resources = page.get("/Resources")
        found = drawn_unmarked(data, _tags(resources))
        if found.sure and not found.shapes and not found.others:
            return False, found.balance
        made, left = self._marked(page, resources, 0, data, found)
        if made is not None:
            page.Contents = self._pdf.make_stream(made)
        return left, found.balance if found.sure else _balance(page, data)

    def _marked(
        self, holder: Any, resources: Any, depth: int, data: bytes, found: Drawn
    ) -> tuple[bytes | None, bool]:
        """The content anew, ``None`` where it stays as it is; and whether anything is left."""
        if found.sure and len(data) > _LARGE:
            return _wrapped(data, _tags(resources))
        return (None, True) if len(data) > _TOO_LARGE else self._apart(holder, resources, depth)

    def _apart(self, holder: Any, resources: Any, depth: int) -> tuple[bytes | None, bool]:
        read = _instructions(holder, self._pdf)
        if read is None:
            return None, True
        instructions: list[Any] = []
        left, changed = False, False
        inside = _Inside()
        path: int | None = None
        torn = False
        """Whether the path was begun in one tag and goes on in another."""
        for name, one in read:
            if name in ("BDC", "BMC"):
                inside.begin(_is_tag(one, resources))
                torn = path is not None
            elif name == "EMC":
                inside.end()
                torn = path is not None
            elif name in _PATH:
                path = len(instructions) if path is None else path
            unmarked = not inside.tags
            if unmarked and name in _SHAPES and not torn:
                start = len(instructions) if path is None or name == "sh" else path
                instructions[start:] = [_BEGIN_ARTIFACT, *instructions[start:], one, _END]
                changed = True
            elif unmarked and name == "Do":
                called_so = one.operands[0] if len(one.operands) else None
                what, other = self._object(resources, called_so, depth)
                if what == "shapes":
                    instructions += [_BEGIN_ARTIFACT, one, _END]
                elif other is not None:
                    instructions.append(([_named(resources.XObject, other)], one.operator))
                else:
                    instructions.append(one)
                changed = changed or what == "shapes" or other is not None
                left = left or what == "left"
            else:
                instructions.append(one)
                left = left or (unmarked and (name in _WORDS or name in _SHAPES or name == "BI"))
            if name in _SHAPES or name == "n":
                path, torn = None, False
        return pikepdf.unparse_content_stream(instructions) if changed else None, left

    def _object(self, resources: Any, name: Any, depth: int) -> tuple[str, Stream | None]:
        """What is drawn by ``Do`` outside all tags: ``shapes``, ``tagged``, or what is ``left``;
        and what is to be drawn in its place, where it is not that itself."""
        objects = entry(resources, "/XObject")
        found = entry(objects, name) if isinstance(name, Name) else None
        if not isinstance(found, Stream) or found.get("/Subtype") != Name.Form:
            return "left", None
        if (known := self._forms.get(found.objgen)) is not None:
            return known
        if depth == _DEEPEST:
            return "left", None
        self._forms[found.objgen] = "tagged", None  # what draws itself is not gone into again
        self._forms[found.objgen] = came = self._form(found, resources, depth)
        return came

    def _form(self, form: Stream, resources: Any, depth: int) -> tuple[str, Stream | None]:
        if (data := unpacked(form)) is None:
            return "left", None
        resources = entry(form, "/Resources") or resources
        whole = drawn_unmarked(data)
        if whole.sure and whole.shapes and not whole.others and b"BDC" not in data:
            return "shapes", None
        made, left = self._marked(form, resources, depth + 1, data, whole)
        what = "left" if left else "tagged"
        own = b"/MCID" in data or _tags(resources) or "/StructParent" in form
        if made is None or (left and not own):
            return what, None
        if own:
            form.write(made)  # the structure names this one, which belongs in no other tag
            form.Resources = resources
            return what, None
        # it may be drawn inside a tag, too, where no artifact may stand (ISO 14289-1, 7.1)
        other = self._pdf.make_stream(made)
        for key, value in form.items():
            if key not in _OF_DATA:
                other[key] = value
        other.Resources = resources
        return what, other


def _named(objects: Dictionary, form: Stream) -> Name:
    """What a form is called among the objects of some resources; it is put there."""
    key = f"/Marked{form.objgen[0]}"
    while key in objects and objects[key].objgen != form.objgen:
        key += "x"
    objects[key] = form
    return Name(key)


def _tags(resources: Any) -> set[bytes]:
    """What properties with a number in the structure are called, as content names them."""
    held = table(entry(resources, "/Properties"))
    if not len(held):
        return set()
    numbered = {key for key, one in held.items() if "/MCID" in table(one)}
    return {key.encode("utf-8", "surrogateescape") for key in numbered}


def _is_tag(one: Any, resources: Any) -> bool:
    """Whether marked content begins that is an artifact or has a number in the structure."""
    operands = list(one.operands)
    if operands[:1] == [Name.Artifact]:
        return True
    properties = operands[-1] if len(operands) > 1 else None
    if isinstance(properties, Name):
        properties = entry(entry(resources, "/Properties"), properties)
    return entry(properties, "/MCID") is not None


def _instructions(holder: Any, pdf: pikepdf.Pdf) -> list[tuple[str, Any]] | None:
    """The instructions of a page or form, each with its operator's name.

    ``None`` where they cannot be read to their end: then some would be lost.
    """
    pdf.get_warnings()
    beyond = pikepdf.settings.qpdf_limit_errors()
    try:
        read = [(_name(one), one) for one in pikepdf.parse_content_stream(holder)]
    except (*FAULTS, TypeError, ValueError):
        return None
    whole = pikepdf.settings.qpdf_limit_errors() == beyond and not pdf.get_warnings()
    return read if whole else None


def _balance(page: Dictionary, data: bytes) -> Balance:
    found = Balance(unclosed=_unclosed(data))
    try:
        for one in pikepdf.parse_content_stream(page, _ASKED):
            found.count(_BY_NAME.get(_name(one), 0))
    except (*FAULTS, TypeError, ValueError):
        pass  # what was counted is as much as a viewer understands
    return found


def _unclosed(data: bytes) -> bytes:
    """What ends the strings, arrays and dictionaries in which this content ends."""
    closers: list[bytes] = []
    place = 0
    while (match := _BRACKET.search(data, place)) is not None:
        place = match.end()
        match match[0]:
            case b"(":
                depth = 1
                while depth and (found := _IN_STRING.search(data, place)) is not None:
                    place = found.end()
                    depth += {b"(": 1, b")": -1}.get(found[0], 0)
                if depth:
                    closers.append(b")" * depth)
                    break
            case b"<":
                if (place := data.find(b">", place) + 1) == 0:
                    closers.append(b">")
                    break
            case b"<<" | b"[":
                closers.append(b">>" if match[0] == b"<<" else b"]")
            case b">>" | b"]":
                if closers and closers[-1] == match[0]:
                    closers.pop()
            case b"BI":
                if (end := INLINE_END.search(data, place)) is None:
                    break
                place = end.end()
    return b"".join(reversed(closers))


def _name(instruction: Any) -> str:
    is_picture = not isinstance(instruction, ContentStreamInstruction)
    return "BI" if is_picture else str(instruction.operator)


def _data(page: Dictionary) -> bytes:
    return b"\n".join(data for one in one_or_more(page.get("/Contents")) if (data := unpacked(one)))
