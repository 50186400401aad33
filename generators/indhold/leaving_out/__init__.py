"""Copies of PDF files in which words are left out: truly, not covered.

``leave_out(data, entries)`` gives the bytes of such a copy and an account of what was taken where,
or refuses and says why. The copy is taken apart again by other code (``checking``) before it is
given to anybody. It knows nothing of what the files are for.
"""

from indhold.leaving_out.checking import found_in
from indhold.leaving_out.making import leave_out
from indhold.leaving_out.told import (
    Account,
    Cannot,
    Entry,
    Hit,
    Made,
    Pattern,
    Reason,
    Region,
    Words,
)

__all__ = [
    "Account",
    "Cannot",
    "Entry",
    "Hit",
    "Made",
    "Pattern",
    "Reason",
    "Region",
    "Words",
    "found_in",
    "leave_out",
]
