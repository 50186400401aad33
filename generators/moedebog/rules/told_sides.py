"""Who voted how, as the sentences of a decision or a statement say, and as the votes do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from moedebog.compose.ballots import of_party
from moedebog.compose.voting import Hall
from moedebog.diagnostics import Phrase
from moedebog.meeting import Afstemning, Meeting, Stemmer
from moedebog.names import party
from moedebog.rules.dates import mentions
from moedebog.rules.decisions import names_other_body
from moedebog.rules.speakers import Speakers

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zæøå]|\d)|\n")
OF_ANOTHER = re.compile(
    r"ændringsforslag|modforslag|delforslag|udsæt|udsat|udskyd|udskud|mindretal(?:lets|s\w)|alternativ|"
    r"delvis|\bforslag(?:et)?\s+(?:om|fra)\b|\bstemt?e?\s+for,?\s+at\b|\btidligere\b|\bsidste\b|"
    r"\b(?:forrige|seneste)\b|\b(?:ad|pkt\.?|punkt)\s*\d|\b(?:1\.|første)\s*behandling\b|"
    r"\bhenvis(?:te|er)\b|\bminde(?:de|r)\s+om\b|"
    r"\b(?!forvaltningens|administrationens|udvalgets|formandens|bestyrelsens|byrådets|rådets)"
    r"\w+s\s+(?:eget\s+)?forslag\b",
    re.IGNORECASE,
).search
"""A sentence on something else than what was decided: its votes are not these."""
_YEAR = re.compile(r"\bi\s+((?:19|20)\d\d)\b", re.IGNORECASE)


def tells_of_another(sentence: str, meeting: Meeting) -> bool:
    """Whether a sentence is on another proposal, another day or another year."""
    if OF_ANOTHER(sentence) or any(mentions(sentence, meeting.dato)):
        return True
    return any(int(year) < meeting.dato.year for year in _YEAR.findall(sentence))


def is_of_another_body(sentence: str, meeting: Meeting) -> bool:
    """Whether a sentence names a body that does not meet here."""
    return names_other_body(sentence, " ".join(forum.navn for forum in meeting.fora))


# --- who is said to have voted how ----------------------------------------------------

_NAME = r"[A-ZÆØÅ][\w.'’-]*(?:\s+[A-ZÆØÅ][\w.'’-]*){0,4}(?:\s*\([^()\n]*\))?"
_LISTED = rf"(?P<who>{_NAME}(?:\s*,\s*{_NAME})*(?:\s+(?:og|samt)\s+{_NAME})?)"
_FOR, _AGAINST = frozenset({"for_"}), frozenset({"imod"})
_NEITHER = frozenset({"undlod", "blanke"})
_VOTE = r"(?:stemte|har\s+stemt|stemmer)"
_ENDS = r"(?=\s*(?:[.;)]|$|,(?!\s*at\b)|og\b|mens\b|men\b|indstillingen\b|forslaget\b))"
_ENDS_THERE = r"(?=\s*(?:[.;]|$|,(?!\s*(?:at|men)\b)))"
_CANNOT = r"(?:kan|kunne|ville?)\s+ikke\s+(?:tiltræde|støtte|godkende|stemme\s+for)"
_BEFORE_IT: tuple[tuple[str, frozenset[str]], ...] = (
    (rf"\b{_VOTE}\s+for\b(?!\s+at\b)", _FOR),
    (rf"\b{_VOTE}\s+imod\b(?!\s+at\b)", _AGAINST),
    (rf"\b{_VOTE}\s+ja\b", _FOR),
    (rf"\b{_VOTE}\s+nej\b", _AGAINST),
    (rf"\bvar\s+for{_ENDS}", _FOR),
    (rf"\bvar\s+imod{_ENDS}", _AGAINST),
    (rf"\b(?:undlod(?:\s+at\s+stemme)?|afstod(?:\s+fra\s+at\s+stemme)?){_ENDS}", _NEITHER),
    (rf"\b{_VOTE}\s+(?:blankt|hverken\s+for\s+eller\s+imod)\b", _NEITHER),
    (
        rf"\b{_CANNOT}(?:\s+(?:indstillingen|forslaget|sagen|det|dette))?{_ENDS_THERE}",
        _AGAINST | _NEITHER,
    ),
)
"""What somebody did, named before it: »A og V stemte for«."""
_BEHIND_IT: tuple[tuple[str, frozenset[str]], ...] = (
    (rf"\b[Ff]or(?:\s+stemte:?|:)\s+{_LISTED}", _FOR),
    (rf"\b[Ii]mod(?:\s+stemte:?|:)\s+{_LISTED}", _AGAINST),
    (rf"\b(?:[Uu]ndlod(?:\s+at\s+stemme)?|[Hh]verken\s+for\s+eller\s+imod):\s+{_LISTED}", _NEITHER),
    (rf"\bstemte\s+{_LISTED}\s+for\b(?!\s+at\b)", _FOR),
    (rf"\bstemte\s+{_LISTED}\s+imod\b(?!\s+at\b)", _AGAINST),
)
"""The same with the names behind it: »Imod stemte Anna Ny (F)«."""
_POSSESSIVE = rf"(?P<who>{_NAME}(?:\s*,\s*{_NAME})*(?:\s+og\s+{_NAME})?)"
_BY_VOTES: tuple[tuple[str, frozenset[str]], ...] = (
    (rf"\bmed\s+stemmer(?:ne)?\s+fra\s+{_LISTED}", _FOR),
    (rf"\bmod\s+stemmer(?:ne)?\s+fra\s+{_LISTED}", _AGAINST),
    (rf"\bmed\s+{_POSSESSIVE}\s+stemmer\b", _FOR),
    (rf"\bmod\s+{_POSSESSIVE}(?:\s+stemmer\b|(?<=s)(?=\s*(?:[.,;]|$)))", _AGAINST),
)
"""»Vedtaget med stemmerne fra A og V mod F's«: of what was carried."""
_CARRIES = re.compile(r"\b(?:godkend|vedt|tiltr|anbefal)", re.IGNORECASE).search
_NOT_CARRIED = re.compile(r"\b(?:ikke|ej|forkast\w*|afvis\w*|alle)\b", re.IGNORECASE).search
_LEADS = re.compile(
    r"(?:\A|[,;:(–—-]|\b(?:og|mens|men|idet|da|hvor|samt|at|dog|fordi|ligesom|"
    r"(?:(?:\A|[,;:]|\b(?:og|mens|men|idet))\s*(?:alle\s+)?(?:medlemmer(?:ne)?|"
    r"repræsentanter(?:ne)?)\s+(?:fra|i))))\s*\Z",
    re.IGNORECASE,
).search
"""What stands before those who did something; of »ingen af medlemmerne fra« it is no list."""
_LONGEST_LIST = 300
"""Characters before a verb that are looked at: else a long list takes long."""
_MAY_TELL = re.compile(r"mod\b|stem|\bfor\b|undlod|afstod|\bikke\b", re.IGNORECASE).search


_BRACKETS = re.compile(r"\([^()]*\)")


class Told(Struct, frozen=True):
    """What words say of how some voted."""

    names: tuple[str, ...]
    sides: frozenset[str]
    """The sides on which they may be."""
    words: str

    @classmethod
    def of(cls, who: str, words: str, sides: frozenset[str]) -> Told:
        """Those of a list of names in a text."""
        pieces = re.split(r"\s*,\s*|\s+(?:og|samt)\s+", who)
        bare = (_BRACKETS.sub("", piece).strip(" .") for piece in pieces)
        names = (re.sub(r"['’]s?\Z", "", name) for name in bare)
        return cls(tuple(filter(None, names)), sides, words.strip(" ."))


def named_before(verb: str, sentence: str, sides: frozenset[str]) -> Iterator[Told]:
    """Who is named before what they did; of a long list only the end is read."""
    for match in re.finditer(verb, sentence):
        before = sentence[max(0, match.start() - _LONGEST_LIST) : match.start()]
        listed = re.search(rf"{_LISTED}\s+\Z", before)
        if listed and _LEADS(before[: listed.start()]):
            yield Told.of(listed["who"], listed[0] + match[0], sides)


def told_sides(sentence: str) -> Iterator[Told]:
    """Who voted how by a sentence."""
    if not _MAY_TELL(sentence):
        return
    for verb, sides in _BEFORE_IT:
        yield from named_before(verb, sentence, sides)
    for pattern, sides in _BEHIND_IT:
        for match in re.finditer(pattern, sentence):
            yield Told.of(match["who"], match[0], sides)
    if _CARRIES(sentence) and not _NOT_CARRIED(sentence):
        for pattern, sides in _BY_VOTES:
            for match in re.finditer(pattern, sentence):
                yield Told.of(match["who"], match[0], sides)


def is_of_us(name: str, speakers: Speakers) -> bool:
    """Whether a name is one of those who may vote, or of a party of theirs."""
    people = speakers.read(name).people
    return bool(set(people) & speakers.voting) or party(name) in speakers.parties


# --- against the votes ----------------------------------------------------------------

CALLED = {
    "for_": Phrase("for", "for it"),
    "imod": Phrase("imod", "against it"),
    "undlod": Phrase("blandt dem, der undlod at stemme", "among those who abstained"),
    "blanke": Phrase("blandt dem, der stemte blankt", "among those who voted blank"),
}


def elsewhere(
    name: str, sides: frozenset[str], votes: Sequence[Afstemning], hall: Hall, speakers: Speakers
) -> Phrase | None:
    """Where somebody stands in the votes, when that is in each of them on no side of these."""
    found = [_side(name, vote, hall, speakers) for vote in votes]
    if not found or not all(side and side not in sides for side in found):
        return None
    return CALLED[found[0] or ""]


def _side(name: str, vote: Afstemning, hall: Hall, speakers: Speakers) -> str | None:
    """The only side on which a person or a party is for certain."""
    sides: dict[str, Stemmer | None] = {
        "for_": vote.for_, "imod": vote.imod, "undlod": vote.undlod, "blanke": vote.blanke,
    }  # fmt: skip
    for bare in (name, name.removesuffix("s")):
        people = speakers.read(bare).people
        known = hall.voters.parties.get(party(bare))
        if len(people) == 1:
            return _one(_of_person(people[0], sides, hall))
        if known is not None:
            return _one(_of_party(party(bare), known, sides))
    return None


def _one(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _of_person(name: str, sides: dict[str, Stemmer | None], hall: Hall) -> set[str]:
    """The sides that have somebody, by name or with all of the party."""
    named = {key for key, side in sides.items() if side and name in side.navne}
    if named:
        return named
    keys = {key for key, people in hall.voters.parties.items() if name in people}
    mine = [(key, side) for key, side in sides.items() if side and keys & _parties(side)]
    return {key for key, side in mine if _has_all(keys, side)} if len(mine) == 1 else set()


def _parties(side: Stemmer) -> set[str]:
    """The parties of a side, also those of which it has so many."""
    return {party(of_party(name)[0]) for name in side.navne}


def _has_all(keys: set[str], side: Stemmer) -> bool:
    return side.antal is None and not keys.isdisjoint(map(party, side.navne))


def _of_party(key: str, people: frozenset[str], sides: dict[str, Stemmer | None]) -> set[str]:
    """The sides that have a party, as such or with each of those who could vote."""
    as_such = {name for name, side in sides.items() if side and key in map(party, side.navne)}
    if as_such:
        return as_such
    return {name for name, side in sides.items() if side and people and people <= set(side.navne)}
