"""Makes the copies, and keeps them by content.

They lie in ``.moedebog/udeladt/``, which only its owner can read and which git overlooks: known by
the original's checksum and by what is left out, so that each is made once. The same original and
entries give the same copy, also on another machine.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from indhold.given import Given
from indhold.leaving_out import Account, Cannot, Entry, Pattern, Reason, Region, Words
from indhold.leaving_out.matching import needle
from indhold.leaving_out.tasks import Task, carry_out
from indhold.leaving_out.told import Refused
from moedebog.diagnostics import Diagnostic, EnvironmentProblem, Phrase, has_errors
from moedebog.looked import named
from moedebog.meeting import Bilag, Felt, Fil, Meeting, Udeladelse, with_attachments
from moedebog.phrases import DANISH
from moedebog.reasons import reason
from moedebog.redacted import rules
from moedebog.unseen import make_private, write_whole
from moedebog.workspace import STATE, Workspace

FOLDER = "udeladt"
VERSION = "1"
"""Raised where copies that were made before must be made anew: what was issued then differs."""
_ACCOUNT = "konto.json"
_POINTS = 72 / 25.4
"""In a millimetre."""
_PASSING = frozenset({Reason.TOO_MUCH, Reason.FAILED})
"""What may come out otherwise another day."""
_NOT_WRITTEN = Phrase(
    "Kopien af et bilag, som noget er udeladt af, kan ikke skrives: {grund}.",
    "The copy of an attachment that something is left out of cannot be written: {grund}.",
)


class _Copy(Struct):
    """A copy that there is to be."""

    fil: Fil
    udelad: tuple[Udeladelse, ...]
    place: Path
    account: Account = field(default_factory=Account)


def without_closed(ws: Workspace, meeting: Meeting) -> tuple[Meeting, list[Diagnostic]]:
    """The meeting with the copies of its attachments that something is left out of.

    Where no copy could be made there is none, and the findings say why. Raises
    ``EnvironmentProblem`` where copies cannot be written.
    """
    copies: dict[Path, _Copy] = {}
    found: list[Diagnostic] = []

    def gather(bilag: Bilag, closed: bool) -> Bilag:
        if bilag.udelad:
            found.extend(_take(ws, bilag, copies, closed=closed))
        return bilag

    with_attachments(meeting, gather)
    try:
        _make(ws, list(copies.values()))
    except OSError as error:
        raise EnvironmentProblem(_NOT_WRITTEN.put(grund=reason(error))) from error
    for copy in copies.values():
        found.extend(_told(ws, copy))
    if not has_errors(found):  # else there is nothing to look through yet
        found.extend(_made(ws, copy) for copy in copies.values())

    def use(bilag: Bilag, closed: bool) -> Bilag:  # noqa: ARG001
        copy = copies.get(bilag.fil.sti) if bilag.udelad and bilag.fil else None
        if copy is None or bilag.fil is None or copy.account.cannot:
            return bilag
        size = copy.place.stat().st_size
        return replace(bilag, kopi=replace(bilag.fil, sti=copy.place, stoerrelse=size))

    return with_attachments(meeting, use), found


def _take(
    ws: Workspace, bilag: Bilag, copies: dict[Path, _Copy], *, closed: bool
) -> Iterator[Diagnostic]:
    """Put down that a copy is wanted, and tell what can be seen without the file."""
    fil = bilag.fil
    if fil is None:
        yield rules.NO_FILE.at(bilag.position)
    if fil is None or not fil.stoerrelse or bilag.udgaar:
        return
    unclear = [nr for nr, one in enumerate(bilag.udelad, 1) if not _is_clear(one)]
    yield from (rules.NO_WAY.at(fil.position, nr=nr) for nr in unclear)
    if unclear:
        return
    if not closed and any(_says(one, bilag.titel, fil.navn) for one in bilag.udelad):
        yield rules.TOLD.at(bilag.position)
    known = copies.get(fil.sti)
    if known is not None:
        if _entries(known.udelad) != _entries(bilag.udelad):
            yield rules.OTHERWISE.at(fil.position, fil=named(fil.navn))
        return
    copies[fil.sti] = _Copy(fil, bilag.udelad, _place(ws, fil, bilag.udelad))


def _is_clear(one: Udeladelse) -> bool:
    """Whether it says in one way what is left out."""
    ways = [one.tekst is not None, one.moenster is not None, one.felt is not None]
    return ways.count(True) == 1 and (one.felt is None) == (one.side is None)


def _says(one: Udeladelse, *texts: str) -> bool:
    """Whether what everybody reads says it; an entry that cannot be used is told elsewhere."""
    entry = _entry(one)
    if isinstance(entry, Region):
        return False
    with contextlib.suppress(Refused):
        looked_for = needle(entry, 0)
        return any(looked_for.is_in(text) for text in texts)
    return False


def _entries(udelad: Sequence[Udeladelse]) -> tuple[Entry, ...]:
    return tuple(_entry(one) for one in udelad)


def _entry(one: Udeladelse) -> Entry:
    mark = f"[{DANISH.left_out.format(ground=one.grund)}]"
    if one.tekst is not None:
        return Words(one.tekst, mark)
    if one.moenster is not None:
        return Pattern(one.moenster, mark)
    felt = one.felt or Felt(0, 0, 0, 0)
    sides = (felt.fra_venstre, felt.fra_top, felt.bredde, felt.hoejde)
    left, top, wide, high = (side * _POINTS for side in sides)
    return Region(one.side or 0, left, top, wide, high, mark)


# --- making and keeping ---------------------------------------------------------------------


def _place(ws: Workspace, fil: Fil, udelad: Sequence[Udeladelse]) -> Path:
    """Where the copy is to lie, under the name of the original."""
    told = msgspec.json.encode((VERSION, _entries(udelad), DANISH.attachment_gap))
    try:
        checksum = Given(fil.sti.name, fil.sti).sha256
    except OSError:
        checksum = ""
    key = sha256(checksum.encode() + b"\0" + told).hexdigest()
    return ws.root / STATE / FOLDER / key[:40] / fil.sti.name


def _make(ws: Workspace, copies: Iterable[_Copy]) -> None:
    """Make those that are not there. Raises ``OSError``."""
    waiting = []
    for copy in copies:
        if copy.fil.sti.suffix.lower() != ".pdf":
            copy.account = Account(cannot=(Cannot(Reason.NO_PDF),))
        elif (known := _known(copy.place)) is not None:
            copy.account = known
        else:
            make_private(ws.root / STATE)
            copy.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            waiting.append(copy)
    tasks = [
        Task(str(one.fil.sti), str(one.place), _entries(one.udelad), DANISH.attachment_gap)
        for one in waiting
    ]
    for copy, account in zip(waiting, carry_out(tasks) if tasks else (), strict=True):
        copy.account = account
        if not any(one.reason in _PASSING for one in account.cannot):
            write_whole(copy.place.with_name(_ACCOUNT), msgspec.json.encode(account))


def _known(place: Path) -> Account | None:
    """What came of a copy before; ``None`` where it is to be made."""
    try:
        held = place.with_name(_ACCOUNT).read_bytes()
        account = msgspec.json.decode(held, type=Account)
    except (OSError, msgspec.MsgspecError):
        return None
    return account if account.cannot or place.is_file() else None


# --- telling --------------------------------------------------------------------------------


def _told(ws: Workspace, copy: _Copy) -> Iterator[Diagnostic]:
    place, name, account = copy.fil.position, named(copy.fil.navn), copy.account
    for one in account.cannot:
        nr = one.entry + 1
        if one.reason is Reason.NO_PDF:
            yield rules.NO_PDF.at(place, fil=name)
        elif one.reason is Reason.NO_HIT:
            yield rules.NOWHERE.at(place, fil=name, nr=nr)
        elif one.reason in rules.UNUSABLE_REASONS:
            grund, raad = rules.UNUSABLE_REASONS[one.reason]
            yield rules.UNUSABLE.at(place, fil=name, nr=nr, grund=grund, raad=raad)
        else:
            yield rules.CANNOT.at(
                place,
                fil=name,
                grund=rules.REASONS[one.reason],
                sted=rules.ON_PAGE.put(side=one.page) if one.page else "",
                raad=rules.ADVICE.get(one.reason, ""),
            )
    if account.unsearched and not account.cannot:
        sider = ", ".join(map(str, account.unsearched))
        kopi = named(ws.display(copy.place))
        yield rules.IN_PICTURES.at(place, fil=name, sider=sider, kopi=kopi)


def _made(ws: Workspace, copy: _Copy) -> Diagnostic:
    """What a copy is without, and where it lies."""
    account = copy.account
    also = Phrase("", "")
    if account.signature_gone:
        also += rules.SIGNATURE_GONE
    if account.files_gone:
        also += rules.FILES_GONE
    pages = sorted({one.page for one in account.hits if one.page})
    return rules.COPY.at(
        copy.fil.position,
        fil=named(copy.fil.navn),
        antal=sum(one.count for one in account.hits),
        sider=", ".join(map(str, pages)) or "–",
        kopi=named(ws.display(copy.place)),
        ogsaa=also,
    )
