"""The words that are left out of a meeting, put back for those who may read what is closed."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from moedebog.compose.planning import Holder, Plan, PlannedItem
from moedebog.compose.rebuilding import Rebuilding
from moedebog.meeting import Udeladt


def with_words(plan: Plan) -> Plan:
    """The plan of one document with all words; the very same where none are left out.

    What was decided stays as it is, so that numbers and times are the same for all readers. Of an
    item that is withheld from somebody, the words are withheld as well.
    """
    apart = plan.meeting.udeladt
    if apart is None or not apart.steder:
        return plan
    made: Plan = _WithWords(apart).of(plan)
    made.__dict__["_dagsorden"] = made  # it is that of one document already
    return made


class _WithWords(Rebuilding):
    def __init__(self, apart: Udeladt) -> None:
        super().__init__()
        self.apart = apart
        titles = (one["fremmed"] for one in apart.steder.values() if "fremmed" in one)
        self.foreign = next(titles, None)

    def of(self, value: Any) -> Any:
        withheld = isinstance(value, PlannedItem) and value.withheld
        return value if withheld or value is self.apart else super().of(value)

    def struct(self, value: Struct, changes: dict[str, Any]) -> Struct:
        place = getattr(value, "position", None)
        if place is not None:
            changes |= self.apart.steder.get((type(value).__name__, place), {})
        if self.foreign is not None and isinstance(value, Holder):
            changes["foreign"] = self.foreign
        return super().struct(value, changes)
