"""The numbers of the items: counted on as moedebog does, or a label of their own."""

from __future__ import annotations

from typing import Any

from moedebog.importer.recognise import Start


class Numbers:
    """Counts the items as they are written."""

    def __init__(self, first: int) -> None:
        self.count = first - 1
        """The number of the last item that was counted."""
        self.used: set[str] = set()

    def following(self, start: Start, counts: bool) -> str:
        """The number that an outermost item gets by counting on; empty where it gets none."""
        number = str(self.count + 1)
        return number if counts and start.number in ("", number) else ""

    def label(self, start: Start, counted: str, tree: dict[str, Any], notes: list[str]) -> str:
        """The item's number: the one it is ``counted`` as, or a label of its own in ``tree``."""
        if counted and not start.number and (start.sure or start.word):
            tree["nr"] = ""
            return ""
        label = start.number or counted
        if not label:
            return ""
        if label in self.used:
            notes.append(f"nummeret {label} er brugt før i dokumentet")
            label = next(n for k in range(2, 999) if (n := f"{label}-{k}") not in self.used)
        if label != counted:
            tree["nr"] = label
        self.used.add(label)
        return label

    def outermost(self, label: str) -> None:
        """Counts an outermost item with this label."""
        self.count += label == str(self.count + 1)
