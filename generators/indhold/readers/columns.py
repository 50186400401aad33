"""Personal numbers of which the day and the last digits stand in two columns of a table."""

from __future__ import annotations

import re

_DAY, _LAST = 6, 4
_PERSONAL = re.compile(r"(?i)cpr|person-?n|fødsel|født|identitetsn|\bssn\b").search
_REST = re.compile(r"(?i)cpr|person|løbe|lb|kontrol|cif|sidste").search
"""What a column of last digits is called."""


def two_columns(day: str, rest: str, head: str, next_head: str) -> str:
    """A personal number of which the day and the last digits stand in two columns, whole again.

    Noughts that a sheet took from the beginning of either are put back. Empty where there is none.
    ``next_head``: what the second column is called; a postcode may stand there as well.
    """
    if len(day) not in (_DAY - 1, _DAY) or not 0 < len(rest) <= _LAST:
        return ""
    if not (day.isdecimal() and rest.isdecimal() and _PERSONAL(head)):
        return ""
    if not (_REST(next_head) or (len(day + rest) == _DAY + _LAST and not next_head.strip())):
        return ""
    return f"{day.zfill(_DAY)}-{rest.zfill(_LAST)}"
