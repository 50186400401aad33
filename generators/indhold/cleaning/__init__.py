"""Cleaned copies of files: without comments, properties, hidden matter and the like.

``clean(given, target, wishes)`` writes a copy and tells what it has taken and what it has left. The
original is never touched. What is seen of the file stays as it was; where something cannot be
taken without changing that, it is left and told.
"""

from indhold.cleaning.choosing import clean, suffix_of
from indhold.cleaning.told import Changes, Cleaned, Left, Reason, Refused, Why, Wishes

__all__ = [
    "Changes",
    "Cleaned",
    "Left",
    "Reason",
    "Refused",
    "Why",
    "Wishes",
    "clean",
    "suffix_of",
]
