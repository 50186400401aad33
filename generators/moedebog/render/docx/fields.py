"""The fields of a part of a Word file, each with its whole code, however it is cut up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from moedebog.render.docx.allowed import NESTED
from moedebog.render.docx.package import W

_SIMPLE, _CHARACTER = f"{W}fldSimple", f"{W}fldChar"
_CODES = (f"{W}instrText", f"{W}delInstrText")
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BRANCHES = (f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback")
_LONGEST = 10_000
"""Characters of a code."""


class Field(Struct):
    """A field, and where it begins."""

    element: Any
    code: str = ""
    open: bool = True
    """The code is not yet at its end."""
    torn: bool = False
    """It has no one code: its pieces stand in alternatives of which a reader takes one, or there
    is no end to them."""


def fields(tree: Any) -> Iterator[Field]:
    """All fields; what stands outside the order that fields have is one for itself."""
    waiting: list[Field] = []
    for element in tree.iter(_SIMPLE, _CHARACTER, *_CODES, f"{W}t"):
        inner = waiting[-1] if waiting else None
        if element.tag == _SIMPLE:
            if inner is not None and inner.open:
                inner.code += NESTED
            yield Field(element, element.get(f"{W}instr") or "")
        elif element.tag == _CHARACTER:
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                if inner is not None and inner.open:
                    inner.code += NESTED
                waiting.append(Field(element))
            elif inner is not None:
                _join(inner, element, "")
                inner.open = False
                if kind == "end":
                    yield waiting.pop()
        elif inner is not None and inner.open:
            _join(inner, element, element.text or "")
            if element.tag == f"{W}t" and "{" in (element.text or ""):
                inner.torn = True  # a tag could take a piece of the code out
        elif element.tag in _CODES:
            yield Field(element, element.text or "")
    yield from waiting


def _join(field: Field, element: Any, text: str) -> None:
    if len(field.code) <= _LONGEST:
        field.code += text
    field.torn = (
        field.torn or len(field.code) > _LONGEST or _branch(field.element) is not _branch(element)
    )


def _branch(element: Any) -> Any:
    return next(element.iterancestors(*_BRANCHES), None)
