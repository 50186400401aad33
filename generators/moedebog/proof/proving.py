"""Goes through finished files and tells what of the closed matter stands in them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from bevis.apart import taken_apart
from bevis.held import Held, on_disk
from bevis.parts import As, Limits
from bevis.sought import Manner
from moedebog.diagnostics import EnvironmentProblem, Phrase, joined
from moedebog.proof.matter import ADDRESS, CHECKSUM, FILE_NAME, NAME, OF_OTHERS, OWN, TEXT, Matter

UNREAD = "unread"
_THINGS = ("file", "picture")
_CALLED = {
    TEXT: Phrase("tekst, der er lukket", "text that is closed"),
    NAME: Phrase("noget, der ikke er offentligt", "something that is not public"),
    FILE_NAME: Phrase("navnet på en lukket fil", "the name of a closed file"),
    CHECKSUM: Phrase("kontrolsummen af en lukket fil", "the checksum of a closed file"),
    ADDRESS: Phrase("en e-mailadresse", "an e-mail address"),
    "file": Phrase("en lukket fil", "a closed file"),
    "picture": Phrase("et lukket billede", "a closed picture"),
    UNREAD: Phrase("noget, der ikke kan læses efter", "something that cannot be checked"),
}


class Served(Struct, frozen=True):
    """A file that somebody is to get."""

    name: str
    content: bytes | Path
    own: bool
    """Whether the program made it; else it is an attachment, written by people."""
    answered: bool = False
    """Whether somebody answers for having looked through these very bytes: then words that it
    shares with what is closed are theirs to judge."""

    @property
    def data(self) -> Held:
        """Its bytes; of a file on disk, without reading them all. Raises ``OSError``."""
        if isinstance(self.content, bytes):
            return self.content
        return on_disk(self.content)

    @property
    def digest(self) -> str:
        """SHA-256 of them. Raises ``OSError``."""
        return hashlib.sha256(self.data).hexdigest()


class Leak(Struct, frozen=True, order=True):
    """Something closed, and where it stands. It does not hold the thing itself."""

    name: str
    """The file, by the name under which it is served."""
    where: tuple[str, ...]
    """Inside it, from the outside in; empty: in its name."""
    what: str

    @property
    def said(self) -> Phrase:
        """What it is, in words."""
        return _CALLED[self.what]

    @property
    def place(self) -> str:
        """Where it stands."""
        return " › ".join((self.name, *self.where))


class Proving:
    """The search for one meeting's closed matter; what was searched before is not searched anew."""

    def __init__(self, matter: Matter, manner: Manner = OWN) -> None:
        """``manner``: how hard is looked in what the program made."""
        self.matter, self.manner = matter, manner
        self.searched: dict[str, str] = {}
        """SHA-256 of each file by name, as it was when it was searched."""
        self._known: dict[tuple[str, str, bool], tuple[Leak, ...]] = {}

    def leaks(self, files: Iterable[Served]) -> Iterator[Leak]:
        """What stands in these files, or in their names. Raises ``OSError``."""
        for one in files:
            yield from self._in(one)

    def in_texts(self, texts: Mapping[str, str]) -> Iterator[Leak]:
        """The same of texts, by what each is called: a subject, the name of a folder."""
        sought = self.matter.sought(self.manner)
        for name, text in texts.items():
            yield from (Leak(name, (), what) for what in sorted(sought.in_text(text)))

    def _in(self, one: Served) -> Iterator[Leak]:
        data = one.data
        digest = hashlib.sha256(data).hexdigest()
        self.searched[one.name] = digest
        key = digest, one.name, one.answered and not one.own
        if key not in self._known:
            self._known[key] = tuple(sorted(set(self._search(one, data))))
        yield from self._known[key]

    def _search(self, one: Served, data: Held) -> Iterator[Leak]:
        strict = self.matter.sought(self.manner)
        for what in strict.in_text(one.name):
            yield self._leak(one.name, (), what)
        parts = taken_apart(one.name, data, Limits(pictures=bool(self.matter.pictures)))
        if one.own:
            own = list(parts)
            for hit in strict.hits(own):
                yield self._leak(one.name, hit.place[1:], hit.what)
            for part in own:
                if part.kind is As.UNREAD:
                    yield self._leak(one.name, part.place[1:], UNREAD)
            return
        for hit in self.matter.sought(OF_OTHERS).hits(parts):
            # Whether the same words mean the same is a matter of judgement; the same file is none.
            # Whose address stands in what people wrote, as that of its author, is theirs to say.
            if hit.what in _THINGS or not (one.answered or hit.what == ADDRESS):
                yield self._leak(one.name, hit.place[1:], hit.what)

    def _leak(self, name: str, where: tuple[str, ...], what: str) -> Leak:
        """A leak that can be told: no step of its place says what is closed."""
        closed = self.matter.sought(self.manner).in_text
        shown, *steps = ("…" if closed(step) else step for step in (name, *where))
        return Leak(shown, tuple(steps), what)


def told(leaks: Collection[Leak], most: int = 5) -> Phrase:
    """Leaks in words: what, and where; the words themselves are nowhere."""
    each = [one.said + Phrase.same(f" ({one.place})") for one in sorted(leaks)[:most]]
    more = len(leaks) - len(each)
    if more > 0:
        each.append(Phrase(f"og {more} til", f"and {more} more"))
    return joined(each)


def require_none(proving: Proving, made: Iterable[Served]) -> None:
    """Raise ``EnvironmentProblem`` where something leaked into what is made for everybody."""
    if leaks := list(proving.leaks(made)):
        what = told(leaks)
        raise EnvironmentProblem(
            Phrase(
                f"Det, der er til alle, rummer noget lukket: {what}. Intet er skrevet. Det er en "
                "fejl i moedebog: meld den.",
                f"What is for everybody holds something closed: {what.english}. Nothing was "
                "written. This is a fault of moedebog's: report it.",
            )
        )
