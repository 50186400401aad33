"""Attachments by item, and over several files of a size."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from moedebog.material.contents import Entry


def by_item(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The attachments of each item."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.punkt, []).append(entry)
    return list(groups.values())


def divided(
    entries: Sequence[Entry], size: Callable[[Entry], int], used: float, room: float
) -> list[list[Entry]]:
    """The attachments of each file: an item is divided only where it is too large alone.

    ``size``: bytes that one takes; ``used``: what the first file has besides; ``room``: what each
    may have.
    """
    made: list[list[Entry]] = [[]]
    for group in by_item(entries):
        whole = sum(map(size, group))
        for some in [group] if whole <= room else [[one] for one in group]:
            more = sum(map(size, some))
            if used and used + more > room:
                made.append([])
                used = 0
            made[-1] += some
            used += more
    return made
