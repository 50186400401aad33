"""Items that are known to be withdrawn or postponed before the meeting, which the dagsorden says.

What the meeting itself decided no dagsorden says. So an item counts here only where nothing but
``udgaar`` or ``udsat`` came of it, and where that was there before the meeting: the dagsorden was
issued so, or nothing at all was written at the meeting yet. After a meeting without a record of
what was issued, a reason (``udgaar_grund``) says that it was known before.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from moedebog import typography
from moedebog.catalogue import Udfald
from moedebog.compose.identity import Identified
from moedebog.compose.numbering import Numbered
from moedebog.meeting import Afsnit, Punkt
from moedebog.phrases import Phrases

_OUTCOMES = (Udfald.UDGAAR, Udfald.UDSAT)


class Withdrawal(Struct, frozen=True):
    """That an item is off the agenda, and why."""

    udfald: Udfald
    """``udgaar`` or ``udsat``."""
    grund: str | None = None

    def text(self, words: Phrases, *, closed: bool = False) -> str:
        """``Udgår: Sagen er ikke færdigbelyst``; without the reason where the item is closed."""
        said = words.outcomes[self.udfald]
        if self.grund is None or closed:
            return said
        return words.labelled.format(label=said, text=self.grund)

    def after(self, title: str, words: Phrases, *, closed: bool = False) -> str:
        """The title of the item with that in brackets."""
        more = typography.uncapitalised(self.text(words, closed=closed))
        return words.in_brackets.format(text=title, more=more)


def withdrawals(
    items: Sequence[Numbered], found: Identified, *, held: bool
) -> list[Withdrawal | None]:
    """Which items the dagsorden shows as withdrawn or postponed; parts go with their item.

    ``held``: whether anything was written at the meeting.
    """
    made: list[Withdrawal | None] = []
    for item, known in zip(items, found.of_items, strict=True):
        above = made[item.parent] if item.parent is not None else None
        own = withdrawn_alone(item.punkt)
        issued = known is not None and known.item.udgaaet
        explained = item.punkt.udgaar_grund is not None and not found.known
        if own is not None and (issued or explained or not held):
            made.append(Withdrawal(own, item.punkt.udgaar_grund))
        elif above is not None and not has_own_minutes(item.punkt):
            made.append(Withdrawal(above.udfald))
        else:
            made.append(None)
    return made


def withdrawn_alone(punkt: Punkt) -> Udfald | None:
    """Whether nothing was written of what came of an item but that it is off."""
    told = [afsnit for afsnit in punkt.alle_afsnit() if afsnit.slags.kind.minutes]
    if len(told) != 1 or _moves(punkt) or _answered(punkt):
        return None
    (only,) = told
    empty = Afsnit(only.slags, udfald=only.udfald, position=only.position)
    said = [udfald for udfald in _OUTCOMES if only.udfald == (udfald,)]
    return said[0] if said and only == empty else None


def says_off(afsnit: Afsnit) -> bool:
    """Whether a section says that its item is withdrawn or postponed."""
    return any(udfald in _OUTCOMES for udfald in afsnit.udfald)


def has_own_minutes(punkt: Punkt) -> bool:
    """Whether anything of an item itself was written at the meeting."""
    told = any(afsnit.slags.kind.minutes for afsnit in punkt.alle_afsnit())
    return told or _moves(punkt) or _answered(punkt)


def _moves(punkt: Punkt) -> bool:
    """Whether somebody came or left at an item, it was treated out of its place, or the meeting
    closed or opened it."""
    left = any(one.forlod_lokalet for one in punkt.inhabil)
    doors = punkt.aabnet is not None or (
        punkt.closing is not None and punkt.closing.besluttet_paa_moedet
    )
    return left or doors or bool(punkt.ankom or punkt.forlod or punkt.behandlet_foer)


def _answered(punkt: Punkt) -> bool:
    return any(a.indstilling and a.indstilling.delbeslutninger for a in punkt.alle_afsnit())
