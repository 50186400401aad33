"""What structure elements are called, in one vocabulary: that of PDF 1.7 (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name

from samling.values import called, entry, named

# fmt: off
STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note",
    "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "Figure", "Formula", "Form",
))
# fmt: on
_NEWER = {
    "Title": "P",
    "DocumentFragment": "Sect",
    "Aside": "Sect",
    "FENote": "Note",
    "Sub": "Span",
    "Em": "Span",
    "Strong": "Span",
}
"""Roles of PDF 2.0 (ISO 32000-2, 14.8.4), and what comes nearest in 1.7.

Those of MathML stand inside a ``Formula`` (14.8.6.3), and would be a second one in it.
"""
_STEPS = 16
"""From a name to the role that it stands for."""


class Roles:
    """The names of the whole, into which those of one file after another are put."""

    def __init__(self) -> None:
        self.mapped: dict[str, str] = {}
        """Names that are none of the standard's, and the roles that they stand for."""

    def of(self, root: Dictionary) -> FileRoles:
        """The names of a file by its structure's root."""
        return FileRoles(self, named(root.get("/RoleMap")))

    def put(self, name: str, role: str) -> str:
        """What a name that stands for a role is called in the whole."""
        own, number = name, 1
        while self.mapped.setdefault(own, role) != role:
            number += 1
            own = f"{name}-{number}"
        return own


class FileRoles:
    """What the names of one file stand for, and what they are called in the whole."""

    def __init__(self, roles: Roles, mapped: dict[str, Any]) -> None:
        self._roles = roles
        self._mapped = mapped
        self._known: dict[str, tuple[str, str]] = {}

    def known(self, name: str, namespace: Any = None) -> tuple[str, str]:
        """The role that a name stands for, and what it is called in the whole."""
        if namespace is not None:
            role = self._in(name, namespace)
            return role, (name if name == role else self._roles.put(name, role))
        if (found := self._known.get(name)) is None:
            role = self._role(name)
            found = role, (name if name == role else self._roles.put(name, role))
            self._known[name] = found
        return found

    def _role(self, name: str) -> str:
        for _ in range(_STEPS):
            if name in STANDARD:
                return name
            other = self._mapped.get(name)
            if not isinstance(other, Name):
                break
            name = called(other)
        return _nearest(name)

    def _in(self, name: str, namespace: Any) -> str:
        """The role of a name in a namespace of PDF 2.0 (ISO 32000-2, 14.7.4)."""
        for _ in range(_STEPS):
            other = named(entry(namespace, "/RoleMapNS")).get(name)
            if isinstance(other, Array) and len(other) == 2:
                name, namespace = called(other[0]), other[1]
            elif isinstance(other, Name):
                return self._role(called(other))
            else:
                break
        return name if name in STANDARD else self._role(name)


def _nearest(name: str) -> str:
    if name[:1] == "H" and name[1:].isdigit():  # H7 and on are of PDF 2.0
        return "H6"
    return _NEWER.get(name, "NonStruct")
