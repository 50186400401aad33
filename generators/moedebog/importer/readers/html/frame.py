"""What stands around the matter of a web page: its menus, banners and feet."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from moedebog.importer.genre import dates, labels
from moedebog.importer.genre.patterns import FILE_ENDING
from moedebog.importer.readers.html.elements import UNSEEN, name_of, named

_NAMES = frozenset(("nav", "dialog", "select", "menu"))
_DOUBTFUL = frozenset(("header", "footer", "aside"))
_OF_A_PART = frozenset(("main", "article", "section", "td"))
"""Elements whose head and foot are not the page's."""
_ROLES = frozenset(
    """
    navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar
    """.split()  # noqa: SIM905 - a list of so many words is easier to read so
)
_CLASS = re.compile(
    r"(?:\A|[\s_-])(?:cookies?(?:banner|bar|consent)?|consent|breadcrumbs?|brødkrummer?|broedkrumme"
    r"|skip(?:link|nav)?|share|sharing|deling|social|pag(?:er|ination)|sidebar|sidemenu|topmenu"
    r"|(?:main|top|site|side)?(?:nav|navigation|navbar|menu)|footer|sitefooter|login|signin"
    r"|searchbox|newsletter|readspeaker|toolbar|badge|dropdown-menu|modal|popup|lightbox)(?:[\s_-]|\Z)"
)
_PANEL = re.compile(r"(?:\A|[\s_-])(?:collapse|accordion|panel|tab|tabpanel|details)(?:[\s_-]|\Z)")
"""What parts are called that are folded together."""
_MOST = 0.5
"""No part that holds so much of the text is a frame because of what it is called."""
_LINKS = 3
"""So many links in a row may be a menu."""

_PARTS = 300
"""So many parts of an element are looked at to tell what it is."""


class Frame:
    """Knows the elements of a page that are no part of its matter."""

    def __init__(self, body: Any) -> None:
        self.kept_alive: list[Any] = []
        self.sizes: dict[Any, tuple[int, int]] = {}
        """How many characters of text each element holds, and how many of them in links."""
        self.parts: set[Any] = set()
        self._measure(body)
        self.opened = {
            target.lstrip("#")
            for one in self.kept_alive
            for key in ("aria-controls", "data-target", "data-bs-target", "href")
            if (target := one.get(key)) and (key != "href" or target.startswith("#"))
        }
        """The ids of elements that something on the page shows and hides."""
        self.whole = max(self.sizes.get(body, (0, 0))[0], 1)
        main = self._main(body)
        self._find(body, main)
        if main is not None:
            self._all_but(main, body)

    def opens(self, element: Any) -> bool:
        """Whether a button or a link of the page shows and hides an element."""
        place = element.get("id")
        return (place is not None and place in self.opened) or bool(_PANEL.search(named(element)))

    def _measure(self, body: Any) -> None:
        """Counts the text of every element, the inner ones first."""
        from lxml import etree

        open_: list[tuple[int, int]] = []
        for event, element in etree.iterwalk(body, events=("start", "end")):
            name = name_of(element)
            if event == "start":
                self.kept_alive.append(element)
                open_.append((len((element.text or "").strip()), 0))
                continue
            text, linked = open_.pop()
            text, linked = (0, 0) if name in UNSEEN else (text, text if name == "a" else linked)
            self.sizes[element] = text, linked
            if open_:
                tail = len((element.tail or "").strip())
                before, linked_before = open_[-1]
                open_[-1] = before + text + tail, linked_before + linked

    def _main(self, body: Any) -> Any:
        """The element that says that it holds the matter, where it does."""
        found = [
            one
            for one in self.kept_alive
            if name_of(one) == "main" or (one.get("role") or "").lower() == "main"
        ]
        main = max(found, key=lambda one: self.sizes[one][0], default=None)
        if main is None or main is body or self.sizes[main][0] < self.whole * _MOST / 2:
            return None
        return main if dates.find_date(_start_of(main)) else None

    def _find(self, body: Any, main: Any) -> None:
        from lxml import etree

        above: list[str] = []
        for event, element in etree.iterwalk(body, events=("start", "end")):
            name = name_of(element)
            if event == "end":
                above.pop()
                continue
            inside = any(one in _OF_A_PART for one in above)
            above.append(name)
            if element is not main and element is not body and self._is_part(element, name, inside):
                self.parts.add(element)

    def _is_part(self, element: Any, name: str, inside: bool) -> bool:
        size, linked = self.sizes.get(element, (0, 0))
        if not size:
            return name in _NAMES or (name in _DOUBTFUL and not inside)
        most = size > self.whole * _MOST
        role = (element.get("role") or "").lower()
        if name in _NAMES or role in _ROLES - {"banner", "complementary"}:
            return not most
        if name == "form" and size < 300:
            return not _tells_of_the_meeting(element) and _has_box_for_text(element)
        called = bool(_CLASS.search(named(element))) and name not in ("body", "form", "main")
        if (name in _DOUBTFUL and not inside) or role in ("banner", "complementary") or called:
            matter = _tells_of_the_meeting(element) or (called and _holds_table(element))
            return not most and (name == "footer" or not matter)
        return name in ("ul", "ol") and linked >= 0.9 * size and _is_menu(element)

    def _all_but(self, main: Any, body: Any) -> None:
        """What stands beside the matter is frame, unless it tells of the meeting."""
        inner = main
        while inner is not None and inner is not body:
            around = inner.getparent()
            for beside in around if around is not None else ():
                name = name_of(beside)
                outside = beside is not inner and name and name not in UNSEEN
                if outside and not _tells_of_the_meeting(beside):
                    self.parts.add(beside)
            inner = around


def _start_of(element: Any, most: int = 3000) -> str:
    """The text at the beginning of an element, its parts apart."""
    text = ""
    for part in islice(element.itertext(), _PARTS):
        text += f"{part.strip()}\n" if part.strip() else ""
        if len(text) > most:
            break
    return text


def _tells_of_the_meeting(element: Any) -> bool:
    """Whether facts of a cover stand in an element."""
    lines = _start_of(element).split("\n")
    return any(labels.has_label(line) or labels.DOCUMENT_WORD.match(line) for line in lines)


def _holds_table(element: Any) -> bool:
    """Whether a table with heads over its columns stands in an element."""
    return any(name_of(one) == "th" for one in islice(element.iter(), _PARTS))


def _has_box_for_text(form: Any) -> bool:
    boxes = (one.get("type") or "text" for one in islice(form.iter("input"), _PARTS))
    return any(kind.lower() in ("text", "search", "email", "password") for kind in boxes)


def _is_menu(list_: Any) -> bool:
    """Whether the links of a list lead to other pages: not into this one, and to no file."""
    found = list(islice(list_.iter("a"), _PARTS))
    links = [one.get("href") or "" for one in found]
    files = any(FILE_ENDING.search(link) or "bilag" in link.lower() for link in links)
    near = any(link.startswith("#") for link in links)
    texts = ["".join(islice(one.itertext(), 9)) for one in found]
    named_files = any(FILE_ENDING.search(text.strip()) or "bilag" in text.lower() for text in texts)
    counted = any(text.strip()[:1].isdigit() for text in texts)
    return len(links) >= _LINKS and not (files or near or named_files or counted)
