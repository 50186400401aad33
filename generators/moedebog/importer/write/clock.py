"""When the items begin and how long they take, each after the one before it."""

from __future__ import annotations

from datetime import time
from typing import Any

from moedebog import hours
from moedebog.importer.recognise import DraftItem, Title


class Clock:
    """Keeps the time while the items are written."""

    def __init__(self, start: time | None) -> None:
        self.timed = start is not None
        """Else the document says of no item when it is on."""
        self.start = start or time()
        self.hand = hours.minutes(self.start)
        """When the last item ends, in minutes since the midnight before the start."""

    def reckoned(self, moment: time) -> int:
        """Minutes to a clock time, as ``hand`` has them; a meeting may go on past midnight."""
        return hours.reckoned(self.start, moment)

    def slot(self, title: Title, tree: dict[str, Any], notes: list[str]) -> None:
        """The slot as a length where it follows on the one before, else as it stands."""
        if title.slot is None:
            reached = self.hand + (title.minutes or 0)
            if self.timed and title.minutes and reached < hours.latest(self.start):
                tree["varighed"], self.hand = title.minutes, reached
            elif title.minutes:
                tree["titel"] += title.length_text or f" ({title.minutes} min.)"
            return
        start, end = title.slot
        begin, stop = self.reckoned(start), self.reckoned(end) if end else None
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


def spanned(item: DraftItem) -> bool:
    """Whether the item's slot is that of its sub-items together, which moedebog works out."""
    slots = [child.title.slot for child in item.children if child.title.slot]
    own = item.title.slot
    return bool(slots) and own is not None and own == (slots[0][0], slots[-1][1])
