"""What of the files is not for the public: the one place that says so.

A part is closed where ``lukket`` or ``offentlig`` says so. Besides, there are keys whose content
is nobody's business but the forum's. ``compose`` asks for what a reader may have, ``report`` for
what must not be told in a log, ``normalise`` for what closes, ``send`` how an address is shown to
others. ``tests/whole/test_secrecy.py`` holds the list against what the public documents say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import PurePath
from typing import Any

from msgspec import Struct

from moedebog import schema
from moedebog.guesses import nearest
from moedebog.settings.command import Mail, Settings
from moedebog.source import TreePath, texts

PRIVATE = frozenset(
    {"aarsag", "modtagere", "mail", "moedelink", "indsigelser", "gennemset", "udelad"}
)
"""Keys whose content is not for the public: why somebody stays away, who is mailed what
(``forum.yaml``), how mail is sent (``moedebog.yaml``), where members take part from afar, unless
the forum lets anybody listen in, what they answered to the minutes, who has looked through a
file, and what is left out of one. No log tells any of it."""

_CLOSING = {
    "lukket": (False, "nej"),
    "offentlig": (True, "ja"),
}
"""The keys that close what they stand in, each with the values that do not."""
_MEANT = {key: key for key in (*_CLOSING, *PRIVATE)} | {
    "fortrolig": "lukket",
    "hemmelig": "lukket",
    "intern": "lukket",
    "afbud": "afbud",
    "udeblevet": "udeblevet",
    "fravaer": "afbud",
    "fravaerende": "afbud",
    "forfald": "afbud",
    "syg": "afbud",
}
_BALLOT = "hemmelig"
"""A key of a vote; anywhere else it is meant to close."""
_CLOSES_SOMEHOW = re.compile(r"luk|fortrol|hemmel|tavshed|personsag|(?:^|_)internt?(?:_|$)")
"""What a key has in it that nobody knows but that was meant to close."""
_ABSENT = ("afbud", "udeblevet")
_CORRECTIONS = "rettelser"
_OF_ABSENT = frozenset({"navn", "stedfortraeder", "aarsag"})
_OF_SUBSTITUTE = frozenset({"navn", "titel", "organisation", "parti", "deltog"})
"""What the cover tells everybody of a substitute."""
_SMALL_WORD = (
    r"(?<![\w'’.-])(?!(?:af|d|da|de|del|den|der|di|du|la|le|og|ter|van|von|zu)\b)"
    r"[a-zæøåéüöä]\w*"
)
"""A word without a capital, but those that names have."""
_MORE_THAN_A_NAME = re.compile(rf"[(),:;/–—#]|\s-\s|{_SMALL_WORD}")
"""In the entry of somebody who stays away: what follows may say why."""

_IN_ADDRESS = r"[^\s@<>()\[\],;:»«\"']"
# Only from where a word begins, else a long one would be read anew from each of its letters.
_ADDRESS = re.compile(rf"(?<!{_IN_ADDRESS})({_IN_ADDRESS}){_IN_ADDRESS}*(@{_IN_ADDRESS}+)")
_BYTES = re.compile(rb"luk|offentlig|fortrolig|rsag|modtager|udela|udla", re.IGNORECASE)
_ABSENT_BLOCK = re.compile(
    r"^(?:afbud|udeblevet)\b[\"']?:?(.*(?:\n(?:[ -].*|\s*$))*)", re.MULTILINE
)
_NAME_KEY = re.compile(r"\b(?:navn|stedfortraeder)[\"']?\s*:")
_MORE_THAN_NAMES = re.compile(rf"[(:;/–—#]|\w\s-\s|{_SMALL_WORD}")
_KEY = re.compile(r"([^\W\d]\w{2,30})[\"']?\s*:")
_MOST_KEYS = 5_000
"""Different ones that are looked at in a file that cannot be read; one with more is hidden."""


class HiddenPart(Struct, frozen=True):
    """A part of a file that is not for the public."""

    path: TreePath
    closed: bool
    """Closed by the file itself; else it is never public."""


def may_read(key: str, *, sees_closed: bool) -> bool:
    """Whether a reader may have what stands under a key, where no part around it is closed."""
    return sees_closed or key not in PRIVATE


def closes(key: str, value: Any) -> bool:
    """Whether a key with this value closes what it stands in; a misspelt one is meant as one."""
    meant = _meant(key)
    if meant not in _CLOSING:
        return False
    free, unless = _CLOSING[meant]
    word = value.strip().lower().rstrip(".") if isinstance(value, str) else value
    return not (word is free or word == unless)


def parts(node: Any, path: TreePath = ()) -> Iterator[HiddenPart]:
    """The outermost parts of a file that are not for the public, in the order of the file."""
    if isinstance(node, dict):
        if any(closes(key, value) for key, value in node.items() if not _of_vote(key, path)):
            yield HiddenPart(path, closed=True)
            return
        for key, value in node.items():
            here = (*path, key)
            if _meant(key) in PRIVATE:
                yield HiddenPart(here, closed=False)
            elif _meant(key) in _ABSENT:
                yield from _absent(value, here)
            elif here == (_CORRECTIONS,) and _has_closed_items(node):
                yield from _corrections(value, here)
            else:
                yield from parts(value, here)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from parts(value, (*path, index))


def open_texts(data: Any) -> Iterator[tuple[TreePath, str]]:
    """The texts of a file that stand in no such part, with their places."""
    hidden = tuple(part.path for part in parts(data))
    for path, text in texts(data):
        if not any(path[: len(one)] == one for one in hidden):
            yield path, text


def _has_closed_items(meeting: dict[str, Any]) -> bool:
    return any(part.closed for part in parts(meeting.get("punkter")))


def _corrections(node: Any, path: TreePath) -> Iterator[HiddenPart]:
    """The corrections that may be of a closed item: which it is, only its number tells."""
    for index, entry in enumerate(node if isinstance(node, list) else ()):
        here = (*path, index)
        if isinstance(entry, dict) and "punkt" not in entry:
            yield from parts(entry, here)
        else:
            yield HiddenPart(here, closed=True)


def _of_vote(key: str, path: TreePath) -> bool:
    """Whether a key says how was voted: a secret ballot closes nothing."""
    inside = next((step for step in reversed(path) if isinstance(step, str)), "")
    return key == _BALLOT and inside == "afstemning"


def _absent(node: Any, path: TreePath) -> Iterator[HiddenPart]:
    """What may say why somebody stays away: all that is neither a name nor a substitute."""
    if isinstance(node, list):
        for index, entry in enumerate(node):
            yield from _absent(entry, (*path, index))
    elif isinstance(node, dict) and _OF_ABSENT.issuperset(node):
        for key, value in node.items():
            if key in PRIVATE:
                yield HiddenPart((*path, key), closed=False)
            elif isinstance(value, dict) and _OF_SUBSTITUTE.issuperset(value):
                yield from _absent(value.get("navn", ""), (*path, key, "navn"))
            else:
                yield from _absent(value, (*path, key))
    elif isinstance(node, dict) or _MORE_THAN_A_NAME.search(str(node)):
        yield HiddenPart(path, closed=False)


def is_open(name: str) -> bool:
    """Whether all of a file is for everybody: a style file says how documents look, no more."""
    return PurePath(name).match("templates/*/pdf.yaml")


def may_hold(data: bytes) -> bool:
    """Whether a file that cannot be read as YAML may have something that is not public."""
    if _BYTES.search(data) or b"\x00" in data:
        return True
    text = data.decode("utf-8", "replace")
    for block in _ABSENT_BLOCK.findall(text):
        if _MORE_THAN_NAMES.search(_NAME_KEY.sub("", block)):
            return True
    keys = set(_KEY.findall(text))
    unknown = keys - (vocabulary() - {_BALLOT})
    return (
        "mail" in keys or len(unknown) > _MOST_KEYS or any(_meant(key) for key in sorted(unknown))
    )


@lru_cache(maxsize=64)  # findings about one long line show it again and again
def masked(text: str) -> str:
    """The text with every e-mail address as others may see it: ``a…@example.org``."""
    return _ADDRESS.sub(r"\1…\2", text)


@cache
def vocabulary() -> frozenset[str]:
    """The words of schemas and settings: they tell nothing of a meeting."""
    words = {*Settings.__struct_fields__, *Mail.__struct_fields__}
    waiting: list[Any] = [schema.load("meeting"), schema.load("forum")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            words.update(node.get("properties", ()))
            words.update(word for word in node.get("enum", ()) if isinstance(word, str))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return frozenset(words)


@lru_cache(maxsize=4096)
def _meant(key: str) -> str | None:
    """Which of the keys that this is about somebody meant; ``None``: none of them."""
    if key in vocabulary():
        return _MEANT.get(key)
    plain = schema.plain_key(key.partition(":")[0])  # of ``lukket:ja :`` what stands first
    near = nearest(plain, _MEANT, 0.7)
    if near:
        return _MEANT[near]
    return "lukket" if _CLOSES_SOMEHOW.search(plain) else None
