"""Whose file it is: what a reader may have of a meeting, and what they may not.

Nothing is taken out of a finished file: each edition is made from the plan that its reader may
know, as what they are mailed is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog.checksums import digest_if_there, digest_of, digest_of_bytes
from moedebog.compose import Composer, Plan
from moedebog.compose.withholding import HeldBack, verdicts, without_disqualified
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.document import Audience, Document, Kind
from moedebog.issue.names import file_name
from moedebog.names import Same, same
from moedebog.outgoing import Forsendelse
from moedebog.proof import Matter, between, matter_of
from moedebog.versions import Versions
from moedebog.workspace import MeetingFile, Workspace

_NOBODY = Phrase(
    "Intet er holdt tilbage fra »{navn}«, som derfor får det samme som de andre. Skriv navnet, som "
    "det står under `inhabil`; inhabiliteten skal være afgjort eller erklæret.",
    "Nothing is held back from »{navn}«, who therefore gets the same as the others. Write the name "
    "as it stands under `inhabil`; the disqualification must be settled or declared.",
)
_NOTHING_OPEN = Phrase(
    "I den offentlige udgave er intet holdt tilbage fra »{navn}«. Skriv --audience intern (make: "
    "AUDIENCE=intern), eller udelad navnet.",
    "In the public edition nothing is held back from »{navn}«. Write --audience intern (make: "
    "AUDIENCE=intern), or leave the name out.",
)
_MOST_LACKS = 60
"""Characters of a file's name that tell what its readers do not get."""


class Edition(Struct, frozen=True):
    """A document of a meeting as one reader, or all of an audience, may have it."""

    plan: Plan
    """What they may know of the meeting."""
    kind: Kind
    audience: Audience
    document: Document
    matter: Matter
    """What must stand nowhere in what is made for them."""

    @property
    def stem(self) -> str:
        """What its files are called, but for whom they are and which of several they are.

        Who is disqualified stands in no name of a file: what they do not get does. No two
        editions of a meeting are called the same.
        """
        lacks = list(_lacking(self.plan))
        if not lacks:
            return self.kind.value
        named = "-".join(lacks)
        if len(named) > _MOST_LACKS:
            named = f"{len(lacks)}-punkter-{digest_of_bytes(named.encode())[:8]}"
        return file_name(f"{self.kind}-uden-{named}", "")


def edition(
    ws: Workspace,
    file: MeetingFile,
    planned: Plan,
    kind: Kind,
    audience: Audience,
    reader: str = "",
) -> Edition:
    """What an audience may have; ``reader``: somebody of it who is disqualified in an item.

    Raises ``UsageProblem`` where nothing is held back from the reader, and ``OSError``.
    """
    versions = Versions(ws, file, planned, digest_of)
    if not reader:
        matter = _closed(ws, file, planned, audience)
        return Edition(planned, kind, audience, versions.document(kind, audience), matter)
    names = _names(planned, kind, reader)
    own = without_disqualified(planned, names, kind, audience)
    if not planned.is_confidential(audience) and not any(item.withheld for item in own.items):
        raise UsageProblem(_NOTHING_OPEN.put(navn=reader))
    dispatch = Composer(own).dispatch(kind, audience)
    document = versions.printed(dispatch.document, names)
    return Edition(own, kind, audience, document, held_back(planned, own, dispatch, kind))


def _names(planned: Plan, kind: Kind, reader: str) -> tuple[str, ...]:
    """What the meeting calls somebody from whom something is held back."""
    held = {HeldBack.ALL, HeldBack.CLOSED}
    known = dict.fromkeys(one.navn.navn for one in verdicts(planned, kind) if one.verdict in held)
    names = tuple(one for one in known if same(one, reader) is Same.YES)
    if not names:
        raise UsageProblem(_NOBODY.put(navn=reader))
    return names


def _lacking(planned: Plan) -> Iterator[str]:
    """What is held back, in the name of a file: items by their numbers, and where these begin anew
    in each group, or an item has none, by their places in the meeting."""
    numbers = Counter(item.numbered.nr for item in planned.items)
    for at, item in enumerate(planned.items, 1):
        if item.withheld:
            nr = item.numbered.nr
            name = f"pkt{nr}" if nr and numbers[nr] == 1 else f"nr{at}"
            yield f"{name}-lukket" if item.parts_withheld else name


# --- what must stand nowhere --------------------------------------------------------------------


def _closed(ws: Workspace, file: MeetingFile, planned: Plan, audience: Audience) -> Matter:
    if planned.is_confidential(audience):
        return Matter((), ())
    return numbers_told(matter_of(ws, file, planned), planned)


def held_back(planned: Plan, own: Plan, dispatch: Forsendelse, kind: Kind) -> Matter:
    """What somebody may not have who is disqualified: words, and the files of attachments.

    ``own`` is the plan of their edition, ``dispatch`` what they get of it.
    """
    whole = Composer(planned).dispatch(kind, Audience.INTERN)
    mine = {digest_if_there(path) for path in _files(own, dispatch.document.audience)}
    theirs = {digest_if_there(path) for path in _files(planned, Audience.INTERN)}
    matter = between((dispatch,), (whole,)).reading(dispatch.phrases.withheld)
    return numbers_told(replace(matter, files=frozenset(theirs - mine - {""})), planned)


def numbers_told(matter: Matter, planned: Plan) -> Matter:
    """The same where what attachments are called by number is no secret: their numbers show that
    there are others, and »Punkt 2, bilag 1« stands in »Punkt 2, bilag 12«."""
    if matter.is_empty:
        return matter
    holders = [one for one in planned.items if one.numbered.nr]
    return matter.reading(*(b.reference for one in (planned.whole, *holders) for b in one.bilag))


def _files(plan: Plan, audience: Audience) -> Iterator[Path]:
    for holder in (plan.whole, *plan.items):
        for numbered in holder.bilag:
            if fil := holder.attachment_file(numbered.bilag, audience):
                yield fil.sti
