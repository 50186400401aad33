"""What a page draws outside all tags: shapes become artifacts, words and pictures are told of.

PDF/UA-1 (ISO 14289-1, 7.1) asks that all that is drawn is either tagged or an artifact. Programs
leave rules, grounds and frames unmarked; a shape says nothing to who cannot see it. Words and
pictures may, so what they are is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Stream

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_SILENT = re.compile(rb"%[^\r\n]*|<[0-9A-Fa-f\s]*>|" + _STRING, re.DOTALL)
"""What holds no operator."""
_INLINE_IMAGE = re.compile(rb"(?<![^\s\]>)])BI(?![^\s/])")
_SHAPES = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"])
_WORDS = frozenset(("Tj", "TJ", "'", '"'))
_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*"])
_OPERATOR = re.compile(
    rb"(?<![^\s\]>)])(?:(BDC|BMC)|(EMC)|(Do)|(Tj|TJ|'|\")|(f\*|B\*|b\*|sh|[SsfFBb])|(q)|(Q))"
    rb"(?![^\s\[</])"
)
_OPEN, _CLOSE, _DRAW, _WORD, _SHAPE, _SAVE, _RESTORE = range(1, 8)
_BEGIN_ARTIFACT = ([Name.Artifact], Operator("BMC"))
_END: Any = ([], Operator("EMC"))


@dataclass(slots=True)
class Drawn:
    """What a content stream draws outside all tags."""

    shapes: bool = False
    others: bool = False
    """Words, inline pictures, or what lies in objects of their own (``Do``)."""
    open_states: int = 0
    """How many graphics states it saves and does not restore."""
    sure: bool = True
    """Whether it could be read by its operators alone."""


def drawn_unmarked(data: bytes) -> Drawn:
    """What this content draws outside all tags, without taking it apart."""
    if _INLINE_IMAGE.search(data):
        return Drawn(sure=False)
    data = _SILENT.sub(b" ", data)
    if b"(" in data or b")" in data:
        return Drawn(sure=False)
    found, depth, states = Drawn(), 0, 0
    for match in _OPERATOR.finditer(data):
        kind = match.lastindex
        if kind == _OPEN:
            depth += 1
        elif kind == _CLOSE:
            depth -= depth > 0
        elif kind == _SAVE:
            states += 1
        elif kind == _RESTORE:
            states -= states > 0
        elif depth == 0:
            if kind == _SHAPE:
                found.shapes = True
            else:
                found.others = True
    found.open_states = states
    return found


class Marker:
    """Marks the shapes of one file's pages that no tag holds; forms that are shared only once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._forms: dict[tuple[int, int], bool] = {}

    def page(self, page: Dictionary) -> tuple[bool, int]:
        """Marks a page; whether words or pictures of it are left, and states that stay open."""
        found = drawn_unmarked(_data(page))
        if found.sure and not found.shapes and not found.others:
            return False, found.open_states
        made, left = self._marked(page, page.get("/Resources"))
        if made is not None:
            page.Contents = self._pdf.make_stream(made)
        return left, found.open_states if found.sure else _open_states(page)

    def _marked(self, holder: Any, resources: Any) -> tuple[bytes | None, bool]:
        """The content anew, ``None`` where it stays as it is; and whether anything is left."""
        instructions: list[Any] = []
        depth, left, changed = 0, False, False
        path: int | None = None
        for one in pikepdf.parse_content_stream(holder):
            name = str(one.operator) if isinstance(one, ContentStreamInstruction) else "BI"
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth = max(0, depth - 1)
            elif name in _PATH:
                path = len(instructions) if path is None else path
            elif name == "n":
                path = None
            if depth == 0 and name in _SHAPES:
                start = len(instructions) if path is None or name == "sh" else path
                instructions[start:] = [_BEGIN_ARTIFACT, *instructions[start:], one, _END]
                changed = True
            elif depth == 0 and name == "Do":
                what = self._object(resources, one.operands[0])
                if what == "shapes":
                    instructions += [_BEGIN_ARTIFACT, one, _END]
                    changed = True
                else:
                    instructions.append(one)
                    left = left or what == "left"
            else:
                instructions.append(one)
                left = left or (depth == 0 and (name in _WORDS or name == "BI"))
            if name in _SHAPES:
                path = None
        return pikepdf.unparse_content_stream(instructions) if changed else None, left

    def _object(self, resources: Any, name: Any) -> str:
        """What is drawn by ``Do`` outside all tags: ``shapes``, ``tagged``, or what is ``left``."""
        found = _entry(_entry(resources, "/XObject"), str(name))
        if not isinstance(found, Stream) or found.get("/Subtype") != Name.Form:
            return "left"
        if (known := self._forms.get(found.objgen)) is not None:
            return "left" if known else "tagged"
        self._forms[found.objgen] = False  # one that draws itself is not gone into again
        try:
            data = found.read_bytes()
        except pikepdf.PdfError:
            return "left"
        whole = drawn_unmarked(data)
        if whole.sure and whole.shapes and not whole.others and b"BDC" not in data:
            del self._forms[found.objgen]
            return "shapes"
        made, left = self._marked(found, _entry(found, "/Resources") or resources)
        if made is not None:
            found.write(made)
        self._forms[found.objgen] = left
        return "left" if left else "tagged"


def _open_states(page: Dictionary) -> int:
    states = 0
    for one in pikepdf.parse_content_stream(page, "q Q"):
        name = str(one.operator) if isinstance(one, ContentStreamInstruction) else ""
        states = states + 1 if name == "q" else max(0, states - (name == "Q"))
    return states


def _data(page: Dictionary) -> bytes:
    contents = page.get("/Contents")
    streams = contents if isinstance(contents, Array) else [contents]
    read = []
    for stream in streams:
        if isinstance(stream, Stream):
            try:
                read.append(stream.read_bytes())
            except pikepdf.PdfError:
                continue
    return b"\n".join(read)


def _entry(holder: Any, key: str) -> Any:
    return holder.get(key) if isinstance(holder, (Dictionary, Stream)) else None
