"""Every document of the sample meetings."""

from __future__ import annotations

from functools import cache

from moedebog import compose
from moedebog.document import Document
from moedebog.load import load
from moedebog.workspace import Workspace
from support import ROOT


@cache
def samples() -> dict[str, Document]:
    """Every document of every sample meeting, by name."""
    workspace = Workspace(ROOT)
    found = {}
    for file in workspace.meeting_files():
        meeting = load(workspace, file).meeting
        assert meeting is not None
        for (kind, audience), doc in compose.compose_all(meeting)[0].items():
            found[f"{file.name}-{kind}-{audience}"] = doc
    return found
