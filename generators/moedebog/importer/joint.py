"""A meeting of several bodies: which they are, by the name over the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from moedebog import typography
from moedebog.diagnostics import has_errors
from moedebog.importer.genre import labels
from moedebog.importer.pieces import Kind, Piece, text_piece
from moedebog.load import load_forum
from moedebog.meeting import Forum
from moedebog.phrases import DANISH
from moedebog.workspace import FORUM_FILE, Workspace

_FIRST = 8
"""The name over a document is among so many pieces."""


class Bodies(Struct, frozen=True):
    """The body that a meeting file lies with, and the others of a joint meeting."""

    own: Forum
    others: tuple[Forum, ...] = ()
    folders: tuple[str, ...] = ()
    """Where the others lie below ``meetings/``."""

    @property
    def together(self) -> Forum:
        """The own body with the members of all, as the names of a document mean them."""
        members = {m.known_as: m for one in (self.own, *self.others) for m in one.medlemmer}
        return replace(self.own, medlemmer=tuple(members.values()))

    @property
    def names(self) -> list[str]:
        """What they are called, as a document lists them."""
        return [one.navn for one in (self.own, *self.others)]


def bodies_of(ws: Workspace, own: Forum, folder: Path, pieces: Sequence[Piece]) -> Bodies:
    """The bodies that a document names as those that met."""
    texts = {piece.text for piece in pieces[:_FIRST] if piece.text.startswith(own.navn)}
    if not texts - {own.navn}:
        return Bodies(own)
    for text in texts:
        named = [one for one in _forums(ws, folder) if one[1].navn in text]
        named.sort(key=lambda one: text.index(one[1].navn))
        bodies = Bodies(own, tuple(one for _, one in named), tuple(name for name, _ in named))
        if named and typography.enumeration(bodies.names, DANISH) == text:
            return bodies
    return Bodies(own)


def _forums(ws: Workspace, folder: Path) -> list[tuple[str, Forum]]:
    """The other forums of the workspace that can be read, with their folders."""
    found = []
    for place, _, names in ws.folders():
        path = Path(place)
        if FORUM_FILE not in names or path == folder:
            continue
        loaded = load_forum(ws, path / "x.yaml", path / FORUM_FILE)
        if loaded.forum is not None and not has_errors(loaded.diagnostics):
            found.append((path.relative_to(ws.meetings).as_posix(), loaded.forum))
    return found


def in_one_list(pieces: Sequence[Piece], bodies: Bodies) -> list[Piece]:
    """The pieces, lists of people told body by body as one list each."""
    if not bodies.others:
        return list(pieces)
    names = "|".join(map(re.escape, bodies.names))
    mark = re.compile(rf"(?:\A|\s)(?:{names}):\s+(?=[A-ZÆØÅ])")
    told = dict(labels.LABELS)
    found: list[Piece] = []
    listing = False
    for piece in pieces:
        text = piece.text
        goes_on = listing and mark.match(text)
        headed = any(
            (match := told[key].match(text)) and mark.match(match["value"])
            for key in ("til_stede", "medlemmer")
        )
        listing = bool(headed or goes_on) and piece.kind is not Kind.TABLE
        if not listing:
            found.append(piece)
        elif goes_on and found:
            found[-1] = text_piece(f"{found[-1].text}; {_one_list(text, mark)}", piece.page)
        else:
            found.append(text_piece(_one_list(text, mark), piece.page))
    return found


def _one_list(text: str, mark: re.Pattern[str]) -> str:
    first, *more = mark.split(text)
    return "; ".join(filter(None, (" ".join(filter(None, (first, *more[:1]))), *more[1:])))
