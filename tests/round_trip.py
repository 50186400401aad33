"""A meeting that is printed and imported again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from import_support import Import, render, run
from moedebog import compose
from moedebog.build.check import validate
from moedebog.diagnostics import has_errors
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.workspace import Workspace
from pdf_structure import dump, outline


@dataclass
class RoundTrip:
    """A document, and what it was imported as."""

    document: Document
    again: Import
    kind: Kind
    audience: Audience = Audience.OFFENTLIG

    @property
    def after(self) -> Document:
        """The document that the import gives."""
        return self.again.document(self.kind, self.audience)

    @property
    def lost(self) -> list[str]:
        """The lines of the document's structure that are not the same any more."""
        before, after = dump(outline(self.document)), dump(outline(self.after))
        kept = list(after)
        return [line for line in before if line not in kept] + _besides(self.document, kept)

    @property
    def same(self) -> bool:
        """Whether it prints the same, structure included."""
        return list(dump(outline(self.document))) == list(dump(outline(self.after)))


def _besides(document: Document, kept: list[str]) -> list[str]:
    before = list(dump(outline(document)))
    return [f"+{line}" for line in kept if line not in before]


def round_trip(
    text: str,
    root: Path,
    suffix: str,
    kind: Kind = Kind.REFERAT,
    forum: str = "navn: Udvalget",
    audience: Audience = Audience.OFFENTLIG,
    picture: bytes = b"",
) -> RoundTrip:
    """Print the meeting of a file, and import it into a workspace with the same forum.

    ``picture``: what ``billede.png`` beside the meeting file holds.
    """
    for folder in ("old", "new"):
        (root / folder / "meetings" / "udvalg").mkdir(parents=True)
        (root / folder / "meetings" / "udvalg" / "forum.yaml").write_text(forum, encoding="utf-8")
    if picture:
        (root / "old" / "meetings" / "udvalg" / "billede.png").write_bytes(picture)
    ws = Workspace(root / "old")
    path = root / "old" / "meetings" / "udvalg" / "gammelt.yaml"
    head = "dagsorden_status: udsendt\nreferat_status: godkendt\nstart: '10:00'\n"
    path.write_text(f"dato: 2025-09-12\n{head}{text}", encoding="utf-8")
    file = ws.meeting_file("udvalg/gammelt")
    assert not has_errors(validate(ws, [file]))
    meeting = load(ws, file).meeting
    assert meeting is not None
    document, _ = compose.compose(meeting, kind, audience)
    old = root / f"gammelt.{suffix}"
    old.write_bytes(render(document, kind)[suffix == "pdf"])
    return RoundTrip(document, run(old, root / "new", "udvalg"), kind, audience)
