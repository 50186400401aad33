"""The elements of Word's language by their local names, in both editions of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indhold.cleaning.trees import namespace

W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespace, and that of the strict edition."""
_LATER = (
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
)


def is_word(root: Any) -> bool:
    """Whether a part is written in Word's language."""
    return namespace(root) in W


def words(tree: Any, *names: str) -> Iterator[Any]:
    """All elements of these names below an element, and it itself, in their order."""
    return tree.iter(*(f"{{{space}}}{name}" for space in W for name in names))  # type: ignore[no-any-return]


def later(tree: Any, *names: str) -> Iterator[Any]:
    """The same of what Word has added since."""
    return tree.iter(*(f"{{{space}}}{name}" for space in _LATER for name in names))  # type: ignore[no-any-return]


def value(element: Any, name: str = "val") -> str | None:
    """An attribute of an element; ``None`` where it is not there."""
    found = (element.get(f"{{{space}}}{name}") for space in W)
    return next((str(one) for one in found if one is not None), None)


def is_on(element: Any) -> bool:
    """What a switch says (§ 17.17.4)."""
    return (value(element) or "true").casefold() not in ("false", "0", "off", "none")
