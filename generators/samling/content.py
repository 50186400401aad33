"""What a page draws outside all tags: shapes become artifacts, words and pictures are told of.

PDF/UA-1 (ISO 14289-1, 7.1) asks that all that is drawn is either tagged or an artifact. Programs
leave rules, grounds and frames unmarked; a shape says nothing to who cannot see it. Words and
pictures may, so what they are is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Stream

from samling.values import FAULTS, Objgen, entry, one_or_more, unpacked

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_SILENT = re.compile(rb"%[^\r\n]*|<[0-9A-Fa-f\s]*>|" + _STRING, re.DOTALL)
"""What holds no operator."""
_INLINE_IMAGE = re.compile(rb"(?<![^\s\]>)])BI(?![^\s/])")
_SHAPES = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"])
_WORDS = frozenset(("Tj", "TJ", "'", '"'))
_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*"])
_APART = bytes.maketrans(b"[]<>", b"    ")
"""What stands between operators as blanks do, where no strings are left."""
_OPEN, _CLOSE, _OTHER, _SHAPE, _SAVE, _RESTORE, _BEGIN_TEXT, _END_TEXT = range(8)
_BY_NAME = {"BDC": _OPEN, "BMC": _OPEN, "EMC": _CLOSE, "q": _SAVE, "Q": _RESTORE}
_BY_NAME |= {"BT": _BEGIN_TEXT, "ET": _END_TEXT}
_ASKED = " ".join(_BY_NAME)
_OPERATORS = {name.encode(): kind for name, kind in _BY_NAME.items()}
_OPERATORS |= {name.encode(): _OTHER for name in ("Do", *_WORDS)}
_OPERATORS |= {name.encode(): _SHAPE for name in _SHAPES}
_BEGIN_ARTIFACT = ([Name.Artifact], Operator("BMC"))
_END: Any = ([], Operator("EMC"))


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
        return b"ET " * self.text + b"EMC " * self.marks + b"Q " * (self.states + 1)


@dataclass(slots=True)
class Drawn:
    """What a content stream draws outside all tags."""

    shapes: bool = False
    others: bool = False
    """Words, inline pictures, or what lies in objects of their own (``Do``)."""
    sure: bool = True
    """Whether it could be read by its operators alone."""
    balance: Balance = field(default_factory=Balance)


def drawn_unmarked(data: bytes) -> Drawn:
    """What this content draws outside all tags, without taking it apart."""
    if b"BI" in data and _INLINE_IMAGE.search(data):
        return Drawn(sure=False)
    data = _SILENT.sub(b" ", data)
    if b"(" in data or b")" in data:
        return Drawn(sure=False)
    found = Drawn()
    balance = found.balance
    words = data.translate(_APART).replace(b"/", b" /").split()
    for kind in map(_OPERATORS.get, words):
        if kind is None:
            continue
        if kind not in (_OTHER, _SHAPE):
            balance.count(kind)
        elif not balance.marks:
            if kind == _SHAPE:
                found.shapes = True
            else:
                found.others = True
    return found


def balance(page: Dictionary) -> Balance:
    """What the content of a page leaves open.

    Raises ``Unpacked`` where it holds too much.
    """
    found = drawn_unmarked(_data(page))
    return found.balance if found.sure else _balance(page)


class Marker:
    """Marks the shapes of one file's pages that no tag holds; forms that are shared only once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._forms: dict[Objgen, bool] = {}

    def page(self, page: Dictionary) -> tuple[bool, Balance]:
        """Marks a page; whether words or pictures of it are left, and what it leaves open.

        A page that cannot be read to its end stays as it is, and counts as left.
        Raises ``Unpacked`` where it holds too much.
        """
        found = drawn_unmarked(_data(page))
        if found.sure and not found.shapes and not found.others:
            return False, found.balance
        made, left = self._marked(page, page.get("/Resources"))
        if made is not None:
            page.Contents = self._pdf.make_stream(made)
        return left, found.balance if found.sure else _balance(page)

    def _marked(self, holder: Any, resources: Any) -> tuple[bytes | None, bool]:
        """The content anew, ``None`` where it stays as it is; and whether anything is left."""
        read = _instructions(holder, self._pdf)
        if read is None:
            return None, True
        instructions: list[Any] = []
        depth, left, changed = 0, False, False
        path: int | None = None
        torn = False
        """Whether the path was begun in one tag and goes on in another."""
        for name, one in read:
            if name in ("BDC", "BMC", "EMC"):
                depth = max(0, depth + (-1 if name == "EMC" else 1))
                torn = path is not None
            elif name in _PATH:
                path = len(instructions) if path is None else path
            if depth == 0 and name in _SHAPES and not torn:
                start = len(instructions) if path is None or name == "sh" else path
                instructions[start:] = [_BEGIN_ARTIFACT, *instructions[start:], one, _END]
                changed = True
            elif depth == 0 and name == "Do":
                what = self._object(resources, one.operands[0] if len(one.operands) else None)
                if what == "shapes":
                    instructions += [_BEGIN_ARTIFACT, one, _END]
                    changed = True
                else:
                    instructions.append(one)
                    left = left or what == "left"
            else:
                instructions.append(one)
                left = left or (depth == 0 and (name in _WORDS or name in _SHAPES or name == "BI"))
            if name in _SHAPES or name == "n":
                path, torn = None, False
        return pikepdf.unparse_content_stream(instructions) if changed else None, left

    def _object(self, resources: Any, name: Any) -> str:
        """What is drawn by ``Do`` outside all tags: ``shapes``, ``tagged``, or what is ``left``."""
        objects = entry(resources, "/XObject")
        found = entry(objects, name) if isinstance(name, Name) else None
        if not isinstance(found, Stream) or found.get("/Subtype") != Name.Form:
            return "left"
        if (known := self._forms.get(found.objgen)) is not None:
            return "left" if known else "tagged"
        self._forms[found.objgen] = False  # one that draws itself is not gone into again
        if (data := unpacked(found)) is None:
            return "left"
        whole = drawn_unmarked(data)
        if whole.sure and whole.shapes and not whole.others and b"BDC" not in data:
            del self._forms[found.objgen]
            return "shapes"
        made, left = self._marked(found, entry(found, "/Resources") or resources)
        if made is not None:
            found.write(made)
        self._forms[found.objgen] = left
        return "left" if left else "tagged"


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


def _balance(page: Dictionary) -> Balance:
    found = Balance()
    try:
        for one in pikepdf.parse_content_stream(page, _ASKED):
            found.count(_BY_NAME.get(_name(one), 0))
    except (*FAULTS, TypeError, ValueError):
        pass  # what was counted is as much as a viewer understands
    return found


def _name(instruction: Any) -> str:
    is_picture = not isinstance(instruction, ContentStreamInstruction)
    return "BI" if is_picture else str(instruction.operator)


def _data(page: Dictionary) -> bytes:
    return b"\n".join(data for one in one_or_more(page.get("/Contents")) if (data := unpacked(one)))
