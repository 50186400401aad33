"""Copies of PDF attachments without what not everybody may read (``udelad``).

``copies`` makes and keeps them; what is taken out of a file, ``indhold.leaving_out`` knows.
"""

from moedebog.redacted.copies import without_closed

__all__ = ["without_closed"]
