"""The kept source of what was issued, read again by today's program.

A version of before is so composed as today's program puts it, and can be compared with this moment:
neither a renamed class nor another phrase is a change. ``issue.sources`` makes what is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import events, schema, source
from moedebog.compose import Composer, plan
from moedebog.compose.planning import Plan
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import Problems, has_errors
from moedebog.document import Audience, Kind
from moedebog.issued import Issue, Kilde, in_time, places_of
from moedebog.meeting import Bilag, Meeting, with_attachments
from moedebog.normalise import normalise, normalise_forum
from moedebog.outgoing import Forsendelse
from moedebog.source import Tree
from moedebog.upgrade import changes
from moedebog.upgrade.edits import Uneditable
from moedebog.workspace import Workspace

_KINDS: dict[schema.Name, changes.FileKind] = {
    "meeting": changes.FileKind.MEETING,
    "forum": changes.FileKind.FORUM,
}

NAMELESS = "Lukket"
"""What stands for a title that the public does not read, in the part of a source that is theirs."""

COPY = "kopi"
"""Under which a kept source tells the copy of a file for those who may not read all of it."""

FORMS = (
    *("punktord", "sagstyper", "vis_sagstyper", "sagstype_i_titel", "tid_placering"),
    *("klokkeslaet", "datoformat", "indstillingspunkter", "indstilling_ordlyd", "svarord"),
    *("svar_placering", "bilagsoversigt", "bilagenes_tilgaengelighed"),
    *("fravaer_under_punkter", "hele_fravaer_under_punkter"),
    *("fremmoede_placering", "fremmoede_liste", "underskriftsark_tekst"),
)
"""The policies that say how a meeting is written and arranged, and nothing of it."""


class Files(Struct, frozen=True):
    """The checksums and sizes of the files that a meeting names."""

    digests: Mapping[str, str]
    """By path, without ``a/../``."""
    sizes: Mapping[str, int]

    def digest(self, path: Path) -> str:
        """The checksum of a file; empty where there was none."""
        return self.digests.get(os.path.normpath(path), "")

    def size(self, path: Path) -> int | None:
        """Bytes of a file; ``None`` where there was none."""
        return self.sizes.get(os.path.normpath(path))


class Then(Struct, frozen=True, dict=True):
    """A version as its source tells it."""

    meeting: Meeting
    files: Files

    @cached_property
    def planned(self) -> Plan:
        """Its plan."""
        return plan(self.meeting)[0]

    @cached_property
    def _for_all(self) -> Composer:
        return Composer(self.planned)

    @cached_property
    def _dispatches(self) -> dict[tuple[Kind, Audience, tuple[str, ...]], Forsendelse]:
        return {}

    def dispatch(self, kind: Kind, audience: Audience, names: tuple[str, ...] = ()) -> Forsendelse:
        """What went out, but what those called ``names`` may not have; composed once."""
        key = kind, audience, names
        if key not in self._dispatches:
            self._dispatches[key] = self._composer(kind, audience, names).dispatch(kind, audience)
        return self._dispatches[key]

    def _composer(self, kind: Kind, audience: Audience, names: tuple[str, ...]) -> Composer:
        if not names:
            return self._for_all
        return Composer(without_disqualified(self.planned, names, kind, audience))


def as_issued_with(read: Meeting, now: Meeting, issue: Issue | None = None) -> Meeting:
    """A meeting read from its source alone, with what the record says besides.

    ``issue``: the version that it is of. What came later is left out; its own record gives each
    item the number that it went out with. Both are put as the forum puts it today, for how it is
    written or arranged is no change.
    """
    udgaver, happened = now.udgaver, now.begivenheder
    if issue is not None:
        happened = events.known_at(happened, issue.tid)
        udgaver = tuple(one for one in udgaver if in_time(one) <= in_time(issue))
        happened = tuple(one for one in happened if one.noteret <= issue.tid)
    own, today = read.forum.politik, now.forum.politik
    politik = replace(own, **{name: getattr(today, name) for name in FORMS})
    if any(punkt.lukket is not None and punkt.titel == NAMELESS for punkt in read.punkter):
        # what the public has of closed items is known by no more than the public has
        udgaver = tuple(replace(one, skjult={}) for one in udgaver)
    return replace(
        read,
        forum=replace(read.forum, politik=politik),
        udgaver=udgaver,
        begivenheder=happened,
        utilgaengelige=now.utilgaengelige,
        dagsorden_status=now.dagsorden_status,
        dagsorden_udsendt=now.dagsorden_udsendt,
        forestaar=now.forestaar,
    )


def told_by(kilde: Mapping[Audience, Kilde], *, reads_all: bool) -> list[Kilde]:
    """The kept sources that tell all that somebody read of a version, the one meant for them first.

    Where nothing was closed there is but one; and the whole serves whoever reads a part.
    """
    order = (Audience.INTERN, Audience.OFFENTLIG)
    if reads_all:
        return [kilde[one] for one in order if one in kilde][:1]
    return [kilde[one] for one in reversed(order) if one in kilde]


def fetch(ws: Workspace, kilde: Kilde, path: Path) -> Then | None:
    """A version as its kept source tells it, the meeting file being at ``path`` now.

    ``None`` where it is not here, is not what was kept, or is written in a way of its time that
    this program does not understand.
    """
    meeting, forum = (kept_as(places_of(ws, one), one) for one in (kilde.moede, kilde.forum))
    return read_back(ws, meeting, forum, path) if meeting and forum else None


def with_forum_of(ws: Workspace, kilde: Kilde, now: Meeting, path: Path) -> Meeting | None:
    """What the meeting file at ``path`` says at this moment with the forum of a kept source.

    The file is read anew, for what it leaves out is taken from the forum: the place, who chairs.
    ``now`` is the meeting with its record. ``None`` where one of the two cannot be read.
    """
    kept = kept_as(places_of(ws, kilde.forum), kilde.forum)
    tree, problems = source.read(path, ws.display(path), ws.meetings)
    if kept is None or tree is None or has_errors(problems):
        return None
    read = _with_forum(ws, tree, json.loads(kept), path)
    return None if read is None else as_issued_with(read, now)


def kept_as(places: Iterable[Path], digest: str) -> bytes | None:
    """A file of the stores; ``None`` where it is at none of the places, or is not what was kept."""
    for place in places:
        with contextlib.suppress(OSError):
            data = place.read_bytes()
            if hashlib.sha256(data).hexdigest() == digest:
                return data
    return None


def read_back(ws: Workspace, meeting: bytes, forum: bytes, path: Path) -> Then | None:
    """What two kept sources say; ``None`` where this program does not understand them."""
    kept, shared = json.loads(meeting), json.loads(forum)
    meeting_tree = _tree(ws, path, kept["moede"], "meeting")
    read = None if meeting_tree is None else _with_forum(ws, meeting_tree, shared, path)
    if read is None:
        return None
    files = kept["filer"]
    places = {os.path.normpath(path.parent / name): one for name, one in files.items()}
    for name, one in files.items():
        if COPY in one:
            places[os.path.normpath(copy_of(path.parent / name))] = one[COPY]
    facts = Files(
        {place: str(one["sha256"]) for place, one in places.items()},
        {place: int(one["byte"]) for place, one in places.items()},
    )
    return Then(_with_files(read, facts), facts)


def _with_forum(ws: Workspace, meeting: Tree, shared: Any, path: Path) -> Meeting | None:
    """The meeting in a tree with the forum of a kept source, and those that it met with."""
    forum = _tree(ws, path, shared["forum"], "forum")
    others = [_tree(ws, path, one, "forum") for one in shared.get("sammen_med", ())]
    joint = [one for one in others if one is not None]
    return None if forum is None else read_trees(meeting, forum, path, joint)


def read_trees(meeting: Tree, forum: Tree, path: Path, others: Iterable[Tree]) -> Meeting | None:
    """The meeting in trees that the schema has nothing against."""
    fora = (forum, *others)
    checked = (schema.check(one, "forum") for one in fora)
    if has_errors([*schema.check(meeting, "meeting"), *chain.from_iterable(checked)]):
        return None
    own, *joint = (normalise_forum(one)[0] for one in fora)
    if own is None:
        return None
    return normalise(meeting, own, path, tuple(one for one in joint if one is not None))[0]


def _tree(ws: Workspace, path: Path, data: Any, name: schema.Name) -> Tree | None:
    """The tree that this program reads, brought up to date; ``None`` where it is none."""
    text = json.dumps(data, ensure_ascii=False)
    own = [change for change in changes.CHANGES if change.kind is _KINDS[name]]
    with contextlib.suppress(Uneditable, Problems):
        text = changes.applied(ws, path, name, text, own)[0]
    tree, problems = source.parse(text.encode(), name)
    return None if has_errors(problems) else tree


def _with_files(meeting: Meeting, files: Files) -> Meeting:
    """The meeting with the sizes that its attachments had, and with the copies of them."""

    def change(bilag: Bilag, closed: bool) -> Bilag:  # noqa: ARG001
        fil = bilag.fil
        if fil is None:
            return bilag
        kopi = replace(fil, sti=copy_of(fil.sti), stoerrelse=files.size(copy_of(fil.sti)))
        fil = replace(fil, stoerrelse=files.size(fil.sti))
        has_copy = bool(bilag.udelad) and kopi.stoerrelse is not None
        return replace(bilag, fil=fil, kopi=kopi if has_copy else None)

    return with_attachments(meeting, change)


def copy_of(path: Path) -> Path:
    """What stands in a kept source for the copy of an attachment that something is left out of."""
    return path.parent / f".{COPY}" / path.name
