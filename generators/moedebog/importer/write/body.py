"""Pieces -> the text of a section as it stands in a meeting file, and what is unsure of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from moedebog.blocks import Run
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.write import markup


def body(pieces: Sequence[Piece], notes: list[str] | None = None) -> Any:
    """A body of Markdown, or of Markdown and tables."""
    parts = markup.body(pieces)
    values: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            values.append(part)
            continue
        rows = [list(row) for row in part.rows]
        tabel: dict[str, Any] = {"overskrift": part.caption} if part.caption else {}
        tabel["kolonner"] = list(part.columns)
        if part.heads_rows is not None:
            tabel["raekkehoveder"] = part.heads_rows
        values.append({"tabel": {**tabel, "raekker": rows}})
    if notes is not None:
        notes += notes_of(pieces)
    return values[0] if len(values) == 1 and isinstance(values[0], str) else values


def notes_of(pieces: Sequence[Piece]) -> list[str]:
    """What the reader was unsure of, and which links have lost their address."""
    notes: list[str] = []
    for piece in everything(pieces):
        notes += piece.notes
        for run in piece.inlines:
            if isinstance(run, Run) and run.link and markup.usable_link(run.link) is None:
                notes.append(f"linket »{run.text.strip()[:60]}« har mistet sin adresse")
    return notes
