"""Forms that draw each other: how much comes of them (ISO 32000-2 § 8.10).

A dozen forms that each draw the next a dozen times are a few bytes, and as a page more objects than
there are grains of sand; in a loop, without end. The library that shows pages follows them until
its process breaks, so it is reckoned before what it would draw.
"""

from __future__ import annotations

import re
from collections import Counter

from pikepdf import Dictionary, Stream

from indhold.collecting import Collector
from indhold.readers.pdf.streams import TooLarge, is_picture, unpacked
from indhold.readers.pdf.values import dictionary, entry

_DRAWS = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b").findall
_CODE = re.compile(rb"#([0-9a-fA-F]{2})")
_MOST = 200_000
"""Forms drawn on a page, each as often as it is."""
_DEEPEST = 40
"""Forms inside forms that the library follows."""
_MOST_FORMS = 2_000
"""Forms of a page that draw others: more are not followed."""


_Key = tuple[int, int]


class Nesting:
    """The forms of a file, and what each draws."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._names: dict[_Key, Counter[str]] = {}

    def is_too_much(self, held: bytes, resources: Dictionary | None) -> bool:
        """Whether more is drawn by what is in ``held`` than is looked at. Raises ``Exceeded``."""
        if b"Do" not in held or not _has_forms(resources):
            return False
        return self._is_too_much(_names_in(held), resources)

    def is_form_too_much(self, form: Stream) -> bool:
        """The same of a form. Raises ``Exceeded``."""
        resources = dictionary(form.stream_dict, "/Resources")
        return _has_forms(resources) and self._is_too_much(self._names_of(form), resources)

    def _is_too_much(self, names: Counter[str], page: Dictionary | None) -> bool:
        start = _forms(names, page, page)
        drawn: dict[_Key, Counter[_Key]] = {}
        waiting = [form for form, _ in start.values()]
        while waiting:
            form = waiting.pop()
            if form.objgen in drawn:
                continue
            if len(drawn) >= _MOST_FORMS:
                return True
            own = dictionary(form.stream_dict, "/Resources")
            inner = _forms(self._names_of(form), own, page)
            drawn[form.objgen] = _counted(inner)
            waiting += [one for one, _ in inner.values()]
        return _count(_counted(start), drawn) > _MOST

    def _names_of(self, form: Stream) -> Counter[str]:
        if form.objgen not in self._names:
            try:
                held = unpacked(form, self._collector)
            except TooLarge:
                held = b""
            self._names[form.objgen] = _names_in(held)
        return self._names[form.objgen]


def _count(level: Counter[_Key], drawn: dict[_Key, Counter[_Key]]) -> int:
    """How many forms are drawn, level by level; no more than a little above ``_MOST``."""
    count = 0
    for _ in range(_DEEPEST):
        count += level.total()
        if not level or count > _MOST:
            break
        following: Counter[_Key] = Counter()
        for form, times in level.items():
            for inner, often in drawn.get(form, {}).items():
                following[inner] += times * often
        level = following
    return count


def _counted(forms: dict[str, tuple[Stream, int]]) -> Counter[_Key]:
    counted: Counter[_Key] = Counter()
    for form, times in forms.values():
        counted[form.objgen] += times
    return counted


def _names_in(held: bytes) -> Counter[str]:
    """What is drawn by name, and how often."""
    found = Counter(_DRAWS(held)) if b"Do" in held else {}
    names: Counter[str] = Counter()
    for name, times in found.items():
        plain = _CODE.sub(lambda match: bytes.fromhex(match[1].decode()), name)
        names["/" + plain.decode("utf-8", "surrogateescape")] += times
    return names


def _forms(
    names: Counter[str], own: Dictionary | None, page: Dictionary | None
) -> dict[str, tuple[Stream, int]]:
    """Those of the names that are forms; what has no such name takes it from its page."""
    found = {}
    for name, times in names.items():
        one = entry(dictionary(own, "/XObject"), name)
        if one is None:
            one = entry(dictionary(page, "/XObject"), name)
        if isinstance(one, Stream) and _is_form(one):
            found[name] = one, times
    return found


def _has_forms(resources: Dictionary | None) -> bool:
    xobjects = dictionary(resources, "/XObject")
    return xobjects is not None and any(_is_form(one) for _, one in xobjects.items())


def _is_form(one: object) -> bool:
    return isinstance(one, Stream) and entry(one, "/Subtype") == "/Form" and not is_picture(one)
