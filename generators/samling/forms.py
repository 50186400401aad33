"""Forms (ISO 32000-1, 12.7): the fields of all files in one, none of which fills in another.

Fields with one name are one field, so those of a later file are called otherwise. What draws a
field names a font among those of its form, so these are called otherwise, too.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from samling.opening import fields
from samling.values import called, dictionaries, entry, named, objgen, table, text

_FONT = re.compile(rb"/([^\s/()<>\[\]{}%]+)(?=\s)")


class Forms:
    """The form of the whole, as it grows."""

    def __init__(self, whole: Pdf) -> None:
        self._whole = whole
        self._fields = Array()
        self._fonts = Dictionary()
        self._names: set[str] = set()

    def settle(self, source: Pdf) -> tuple[list[Any], dict[str, Any]]:
        """Gives the fields of a file and their fonts names of their own; for ``gather``.

        Called before its pages are copied.
        """
        form = table(source.Root.get("/AcroForm"))
        asks: Any = form.get("/NeedAppearances")
        if asks is True:
            with suppress(pikepdf.PdfError, ValueError, TypeError):
                source.generate_appearance_streams()
        top = [one for one in dictionaries(form.get("/Fields")) if objgen(one) is not None]
        self._own_names(top)
        fonts = named(entry(form.get("/DR"), "/Font"))
        own = {key: self._free(key) for key in fonts}
        for one in top:
            for key in ("/DA", "/Q"):
                if key in form and key not in one:
                    one[key] = form[key]
        drawn: dict[Any, Any] = {one.objgen: one for one in fields(source)}
        for page in source.pages:
            drawn |= {objgen(one): one for one in dictionaries(page.obj.get("/Annots"))}
        for one in drawn.values():
            if isinstance(how := one.get("/DA"), String):
                one.DA = String(_renamed(bytes(how), own))
        held = {key: font for key, font in fonts.items() if isinstance(font, Dictionary)}
        return top, {own[key]: source.make_indirect(font) for key, font in held.items()}

    def _own_names(self, top: list[Any]) -> None:
        own: dict[str, str] = {}
        for one in top:
            name = text(one.get("/T"))
            if name not in own:
                own[name], number = name, 1
                while own[name] in self._names:
                    number += 1
                    own[name] = f"{name}-{number}"
            if own[name] != name:
                one.T = String(own[name])
        self._names |= set(own.values())

    def _free(self, key: str) -> str:
        name, number = key, 1
        while f"/{name}" in self._fonts:
            number += 1
            name = f"{key}-{number}"
        return name

    def gather(self, settled: tuple[list[Any], dict[str, Any]]) -> None:
        """Takes over the fields of a file. Its pages have been copied."""
        top, fonts = settled
        self._fields.extend(self._whole.copy_foreign(one) for one in top)
        for name, font in fonts.items():
            self._fonts[f"/{name}"] = self._whole.copy_foreign(font)

    def finish(self) -> Object | None:
        """The form of the whole; ``None`` where it has no fields."""
        if not len(self._fields):
            return None
        made = Dictionary(Fields=self._fields)
        if len(self._fonts.keys()):
            made.DR = Dictionary(Font=self._fonts)
        return self._whole.make_indirect(made)


def _renamed(how: bytes, own: dict[str, str]) -> bytes:
    def name(found: re.Match[bytes]) -> bytes:
        known = own.get(called(Object.parse(found[0])))
        return found[0] if known is None else Name(f"/{known}").unparse()

    return _FONT.sub(name, how)
