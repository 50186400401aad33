"""The changes between two states without what is not public: the list says that something went."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from moedebog.catalogue.sections import RETTELSE
from moedebog.difference.changes import ANONYMISED, Changes, Edit, How, Where, is_progress
from moedebog.difference.state import CORRECTED, SectionState, VersionState

_PUBLIC = frozenset({"nr", "tid", "slags", "status", "niveau", "sha256", "udsendes_med", "udgaaet"})
"""Values of an item or an attachment that tell nothing but of what was open, whatever is closed
has the same."""
_PUBLIC_LINES = frozenset({"forum", "sammen_med", "dato", "tid", "svarfrist", "sted", "form"})
"""The same of lines of the head."""
_WINDOW = 5
"""So many words in a row that stand in what is closed are taken from there."""


def discreet(
    changes: Iterable[Edit],
    public: VersionState,
    whole: VersionState,
    left_out: Collection[str] = (),
) -> Changes:
    """The changes for readers of ``public``, without words of before that ``whole`` alone has.

    They were open once and are closed now: the list says that something went, and not what.
    ``left_out``: the words that are left out of the public's titles and texts.
    """
    closed = _Words(frozenset(_all_texts(whole)) - frozenset(_all_texts(public)))
    still_open = _Words(frozenset(_all_texts(public)))

    gone = [one for one in (" ".join(_words(each)) for each in left_out) if one]
    gone = [one for one in gone if one not in still_open]

    def is_told(text: str) -> bool:
        said = _Words((text,))
        return any(one in said for one in gone) or any(
            one in closed and one not in still_open for one in _windows(text)
        )

    return tuple(_discreet(change, is_told) for change in changes)


def anonymised(changes: Iterable[Edit], numbers: Collection[str]) -> Changes:
    """The changes without the words of what was anonymised: that it was, stands instead.

    ``numbers``: those of the items; an empty one is the whole document. What says how far it is,
    and what was corrected, is told all the same.
    """
    made = (_anonymised(one, numbers) for one in changes)
    return tuple(dict.fromkeys(made))


def _anonymised(change: Edit, numbers: Collection[str]) -> Edit:
    is_another = change.hvad is Where.PUNKT and change.hvordan in (How.NYT, How.VAEK, How.FLYTTET)
    if is_another or is_progress(change) or _is_correction(change):
        return change
    if "" in numbers:
        return Edit(Where.DOKUMENT, How.RETTET, felt=ANONYMISED)
    if change.nr not in numbers:
        return change
    return Edit(Where.PUNKT, How.RETTET, change.punkt, change.nr, change.titel, felt=ANONYMISED)


def _is_correction(change: Edit) -> bool:
    new = change.nu
    is_new = isinstance(new, SectionState) and new.slags == RETTELSE
    return change.navn == CORRECTED or (change.hvordan is How.NYT and is_new)


def _discreet(change: Edit, is_closed: Callable[[str], bool]) -> Edit:
    if change.felt in _PUBLIC or (change.hvad is Where.HOVED and change.navn in _PUBLIC_LINES):
        return change
    if isinstance(change.foer, str) and is_closed(change.foer):
        change = replace(change, foer=None)
    elif isinstance(change.foer, tuple) and any(map(is_closed, change.foer)):
        change = replace(change, foer=("",) * len(change.foer))
    if change.hvordan is How.VAEK:
        # The number of an attachment and the name of a line of the head are our words.
        is_own = change.hvad in (Where.BILAG, Where.HOVED)
        navn = "" if is_closed(change.navn) and not is_own else change.navn
        bilagstitel = "" if is_closed(change.bilagstitel) else change.bilagstitel
        gone = change.hvad is Where.PUNKT and is_closed(change.titel)
        titel = "" if gone else change.titel
        change = replace(change, navn=navn, bilagstitel=bilagstitel, titel=titel)
    return change


class _Words:
    """Texts in which rows of words are looked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = " | ".join(f" {' '.join(_words(one))} " for one in texts)

    def __contains__(self, words: object) -> bool:
        return f" {words} " in self.text


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in text.casefold()).split()


def _windows(text: str) -> Iterator[str]:
    """Every row of so many words; of a shorter text, all of it."""
    words = _words(text)
    for start in range(max(1, len(words) - _WINDOW + 1) if words else 0):
        yield " ".join(words[start : start + _WINDOW])


def _all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _all_texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _all_texts(getattr(value, name))
