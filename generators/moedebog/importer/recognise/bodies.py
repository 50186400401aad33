"""Whether two names are those of one body."""

from __future__ import annotations

import re

from moedebog.importer.genre import labels
from moedebog.importer.genre.patterns import folded

_STOP = re.compile(r"for|den|det|dette|mødet?|samlet|sagen")
_ENDING = re.compile(r"(?:ets|ens|et|en|s)\Z")
_FEWEST_LETTERS = 3


def is_other(name: str, forum: str) -> bool:
    """Whether a name is that of another body than the forum: a word of it is not in the forum's.

    ``Udvalget`` is the forum's own, ``Økonomiudvalget`` is not that of a *Teknisk Udvalg*.
    """
    if not labels.BODY.search(name) or not labels.BODY.search(forum):
        return False
    own = folded(forum)
    letters = "".join(word[0] for word in re.findall(r"\w+", own))
    words = [_ENDING.sub("", word) for word in re.findall(r"\w+", folded(name))]
    words = [word for word in words if not _STOP.fullmatch(word) and len(word) >= _FEWEST_LETTERS]
    return any(word not in own and word not in letters for word in words)
