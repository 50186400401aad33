"""When the items begin and how long they take, each after the one before it."""

from __future__ import annotations

from datetime import time
from typing import Any

from moedebog.importer.recognise import DraftItem, Title


class Clock:
    """Keeps the time while the items are written."""

    def __init__(self, start: time) -> None:
        self.hand = minutes(start)
        """When the last item ends, in minutes since midnight."""

    def slot(self, title: Title, tree: dict[str, Any], notes: list[str]) -> None:
        """The slot as a length where it follows on the one before, else as it stands."""
        if title.slot is None:
            if title.minutes and self.hand + title.minutes < 24 * 60:
                tree["varighed"] = title.minutes
                self.hand += title.minutes
            return
        start, end = title.slot
        begin, stop = minutes(start), minutes(end) if end else None
        if begin < self.hand:
            notes.append(
                "tidsrummet begynder, før det foregående punkt er slut, og står derfor i titlen"
            )
            tree["titel"] = f"{tree['titel']} {title.slot_text.strip(', ')}"
            return
        if begin == self.hand and stop is not None:
            tree["varighed"] = stop - begin
        else:
            tree["tid"] = f"{start:%H:%M}" + (f"-{end:%H:%M}" if end else "")
        self.hand = begin if stop is None else stop


def minutes(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def spanned(item: DraftItem) -> bool:
    """Whether the item's slot is that of its sub-items together, which moedebog works out."""
    slots = [child.title.slot for child in item.children if child.title.slot]
    own = item.title.slot
    return bool(slots) and own is not None and own == (slots[0][0], slots[-1][1])
