"""Items that are withdrawn or postponed before the meeting: the dagsorden says so, and why."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.compose.withdrawal import has_own_minutes, says_off
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.rules.case import Case

REASON_WITHOUT_OUTCOME = Rule(
    "M219",
    Severity.ERROR,
    Phrase(
        "Punktet har en grund til at udgå, men er hverken udgået eller udsat.",
        "The item has a reason for being off, but is neither withdrawn nor postponed.",
    ),
    Phrase(
        "Skriv `udfald: udgaar` eller `udfald: udsat`, eller slet `udgaar_grund`.",
        "Write `udfald: udgaar` or `udfald: udsat`, or delete `udgaar_grund`.",
    ),
    Example(
        wrong="- titel: A\n  udgaar_grund: Sagen er ikke færdigbelyst",
        right="- titel: A\n  udfald: udsat\n  udgaar_grund: Sagen er ikke færdigbelyst",
    ),
    rests_on=("udfald", "udgaar_grund", "afsnit", "beslutning"),
    about=("udgaar_grund",),
)
NOT_SAID = Rule(
    "M2191",
    Severity.HINT,
    Phrase(
        "Dagsordenen siger ikke, at punktet er taget af: en beslutning hører til mødet.",
        "The dagsorden does not say that the item is off: a decision belongs to the meeting.",
    ),
    Phrase(
        "Vides det før mødet, så skriv grunden under `udgaar_grund` i stedet for `beslutning`.",
        "If it is known before the meeting, write the reason under `udgaar_grund` instead of "
        "`beslutning`.",
    ),
    Example(
        wrong="udfald: udgaar og en beslutning i et punkt, før mødet er holdt",
        right="udfald: udgaar og udgaar_grund: Sagen er trukket tilbage",
        file="Word",
    ),
    reason=Phrase(
        "Det, mødet har besluttet, står aldrig i dagsordenen. Den, der kun læser den, møder op til "
        "punktet.",
        "What the meeting decided never stands in the dagsorden. Whoever reads that alone turns up "
        "for the item.",
    ),
    rests_on=("udfald", "udgaar_grund", "afsnit", "beslutning"),
    about=("beslutning", "udfald"),
)


def withdrawn(case: Case) -> Iterator[Diagnostic]:
    """A reason has its outcome; and the dagsorden says what is known before the meeting."""
    with_minutes = [item for item in case.plan.items if has_own_minutes(item.punkt)]
    for item in case.plan.items:
        off = any(map(says_off, item.punkt.alle_afsnit()))
        if item.punkt.udgaar_grund is not None and not off:
            yield REASON_WITHOUT_OUTCOME.at(item.punkt.position)
        elif off and item.withdrawn is None and with_minutes == [item] and _is_young(case):
            yield NOT_SAID.at(item.punkt.position)


def _is_young(case: Case) -> bool:
    """Whether nothing but one item says that the meeting was held."""
    meeting = case.meeting
    begun = meeting.faktisk_start or meeting.faktisk_slut or meeting.fremmoedt or meeting.udeblevet
    return meeting.referat_status.is_draft and not meeting.aflyst and not begun
