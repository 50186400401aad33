"""Reads the structure of a PDF on its own account: what it says, and whether it hangs together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Tags:
    """The structure of a PDF."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root.get("/StructTreeRoot")
        self.faults: list[str] = []
        self._texts: dict[tuple[int, int], dict[int, bytes]] = {}

    def said(self) -> list[bytes]:
        """What each piece of marked content shows, and each object that stands whole, in order."""
        return [self._said(holder, number) for _, holder, number in self._leaves()]

    def broken(self) -> list[str]:
        """Where pages, elements and parent tree do not lead to each other (14.7.4)."""
        parents = dict(pikepdf.NumberTree(self.root.ParentTree).items())
        listed: dict[tuple[int, int | None], Any] = {
            (key, number): one.objgen
            for key, entry in parents.items()
            if isinstance(entry, Array)
            for number, one in enumerate(entry)
            if isinstance(one, Dictionary)
        }
        listed |= {
            (key, None): entry.objgen
            for key, entry in parents.items()
            if isinstance(entry, Dictionary)
        }
        found = {}
        for element, holder, number in self._leaves():
            key = holder.get("/StructParents" if number is not None else "/StructParent")
            found[key, number] = element.objgen
        for where in sorted(found.keys() | listed.keys(), key=str):
            if found.get(where) != listed.get(where):
                self.faults.append(f"{where}: {found.get(where)} in the tree, {listed.get(where)}")
        return self.faults

    def _leaves(self) -> Iterator[tuple[Any, Any, Any]]:
        """Each leaf of the tree in reading order: its element, its holder and its number there."""
        for kid in _kids(self.root):
            yield from self._below(kid, self.root, None)

    def _below(self, element: Any, above: Any, page: Any) -> Iterator[tuple[Any, Any, Any]]:
        if element.P.objgen != above.objgen:
            self.faults.append(f"{element.S} does not know what it stands in")
        page = element.get("/Pg", page)
        for kid in _kids(element):
            if isinstance(kid, int):
                yield element, page, kid
            elif "/MCID" in kid:
                yield element, kid.get("/Stm", kid.get("/Pg", page)), int(kid.MCID)
            elif "/Obj" in kid:
                yield element, kid.Obj, None
            else:
                yield from self._below(kid, element, page)

    def _said(self, holder: Any, number: int | None) -> bytes:
        if number is None:
            return str(holder.get("/Subtype")).encode()
        if holder.objgen not in self._texts:
            self._texts[holder.objgen] = _shown(holder)
        return self._texts[holder.objgen].get(number, b"")


def _kids(holder: Any) -> list[Any]:
    held = holder.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def _shown(holder: Any) -> dict[int, bytes]:
    """The strings that a page or form shows, by the number of their marked content."""
    texts: dict[int, bytes] = {}
    open_now: list[int | None] = []
    named = holder.get("/Resources", Dictionary()).get("/Properties", Dictionary())
    for one in pikepdf.parse_content_stream(holder, "BDC BMC EMC Tj TJ ' \""):
        name, operands = str(one.operator), list(one.operands)
        if name in ("BDC", "BMC"):
            given = operands[1] if name == "BDC" else None
            given = named.get(given) if isinstance(given, Name) else given
            number = given.get("/MCID") if isinstance(given, Dictionary) else None
            open_now.append(int(number) if number is not None else (open_now or [None])[-1])
        elif name == "EMC":
            open_now.pop()
        elif open_now and (at := open_now[-1]) is not None:
            held = operands[-1]
            some = [held] if isinstance(held, String) else list(held)
            words = b"".join(bytes(part) for part in some if isinstance(part, String))
            texts[at] = texts.get(at, b"") + words
    return texts
