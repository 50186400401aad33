"""A ``forum.yaml`` for a forum that has none: the draft, as much of it as is valid."""

from __future__ import annotations

from pathlib import Path

from moedebog import schema, source
from moedebog.begin import places
from moedebog.diagnostics import has_errors
from moedebog.importer.recognise import Draft
from moedebog.importer.write.forum import draft_forum
from moedebog.importer.write.yaml_text import dump, order_of
from moedebog.meeting import Forum
from moedebog.normalise import normalise_forum
from moedebog.workspace import FORUM_FILE, Workspace

_NAMELESS = "Forummets navn"
"""What stands for it where the document tells none that can be one."""


def forum_text(ws: Workspace, draft: Draft, folder: Path) -> tuple[str, Forum]:
    """The text of a ``forum.yaml`` for the document, and the forum that it describes."""
    tree = draft_forum(draft, folder.name)
    order = order_of(schema.load("forum"))
    heading = (
        f"# yaml-language-server: $schema={places.schema_path(ws, folder, 'forum')}\n"
        "# Udkast efter et importeret dokument: Ret det, så det passer på alle forummets møder.\n"
    )
    for drop in (None, "medlemmer", "politik", "navn_i_saetning"):
        if drop:
            tree.pop(drop, None)
        text = dump(tree, order, heading)
        forum = _checked_forum(text)
        if forum is not None:
            return text, forum
    text = dump({"navn": _NAMELESS}, order, heading)  # what was found can be no name of a forum
    forum = _checked_forum(text)
    assert forum is not None  # noqa: S101 - its name is ours
    return text, forum


def _checked_forum(text: str) -> Forum | None:
    parsed, diagnostics = source.parse(text.encode(), FORUM_FILE)
    if parsed is None or schema.check(parsed, "forum") or has_errors(diagnostics):
        return None
    forum, diagnostics = normalise_forum(parsed)
    return None if has_errors(diagnostics) else forum
