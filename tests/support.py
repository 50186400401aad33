"""Meetings for tests, written as a secretary writes them."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from moedebog import compose, normalise, schema, source
from moedebog.build.runs import Order, Report, run
from moedebog.diagnostics import Diagnostic, has_errors
from moedebog.document import Audience, Document, Kind
from moedebog.meeting import Forum, Meeting
from moedebog.workspace import Workspace
from texts import block_lines, document_lines, lines

__all__ = ["block_lines", "document_lines", "lines"]

ROOT = Path(__file__).parent.parent
MEETING_FILE = Path("/moeder/udvalg/2025-09-12.yaml")

DAGSORDEN, REFERAT = Kind.DAGSORDEN, Kind.REFERAT
OFFENTLIG, INTERN = Audience.OFFENTLIG, Audience.INTERN


def forum(text: str = "navn: Udvalget") -> Forum:
    """The forum that a forum.yaml describes; it must be without errors."""
    tree, diagnostics = source.parse(dedent(text).encode(), "forum.yaml")
    assert tree is not None, diagnostics
    diagnostics += schema.check(tree, "forum")
    assert not diagnostics
    result, diagnostics = normalise.normalise_forum(tree)
    assert result is not None, diagnostics
    assert not diagnostics
    return result


def read(
    text: str, forum_text: str = "navn: Udvalget", path: Path = MEETING_FILE
) -> tuple[Meeting | None, list[Diagnostic]]:
    """The meeting that a file describes, and what is wrong with it.

    ``dato`` and ``start`` are added where they are missing, and that all came who sent no regrets;
    no start where it says ``# ingen start``.
    """
    text = dedent(text).lstrip("\n")
    if not re.search(r"^(?:fremmoedt|aflyst):", text, re.MULTILINE):
        text = f"{text.rstrip()}\nfremmoedt: alle_andre\n"
    for key, value in (("start", '"10:00"'), ("dato", "2025-09-12")):
        if key == "start" and ("form: skriftlig" in text or "# ingen start" in text):
            continue
        if f"\n{key}:" not in f"\n{text}":
            text = f"{key}: {value}\n{text}"
    tree, diagnostics = source.parse(text.encode(), "moede.yaml")
    if tree is None:
        return None, diagnostics
    diagnostics += schema.check(tree, "meeting")
    if has_errors(diagnostics):
        return None, diagnostics
    result, more = normalise.normalise(tree, forum(forum_text), path)
    return result, diagnostics + more


def meeting(text: str, forum_text: str = "navn: Udvalget", path: Path = MEETING_FILE) -> Meeting:
    """The meeting that a file describes; it must be without errors."""
    result, diagnostics = read(text, forum_text, path)
    assert result is not None, list(map(str, diagnostics))
    assert not has_errors(diagnostics), list(map(str, diagnostics))
    return result


def document(
    text: str,
    kind: Kind = REFERAT,
    audience: Audience = OFFENTLIG,
    forum_text: str = "navn: Udvalget",
) -> Document:
    """The document that a file becomes; composing it must find nothing."""
    result, diagnostics = compose.compose(meeting(text, forum_text), kind, audience)
    assert not diagnostics, list(map(str, diagnostics))
    return result


def found(text: str, forum_text: str = "navn: Udvalget") -> list[Diagnostic]:
    """What composing the meeting finds."""
    return compose.compose_all(meeting(text, forum_text))[1]


def make_all(ws: Workspace) -> Report:
    """What ``make all`` makes of a workspace."""
    return run(ws, [Order(file) for file in ws.meeting_files()], everything=True)
