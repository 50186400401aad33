"""Two forums that are called the same: which of them a document is of, nobody can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.source import contents
from moedebog.workspace import Workspace

SAME_NAME = Rule(
    "M416",
    Severity.HINT,
    Phrase(
        "Flere fora hedder »{navn}«: det her, og det i {andre}.",
        "Several forums are called »{navn}«: this one, and the one in {andre}.",
    ),
    Phrase(
        "Ret `navn` i den ene, eller slet den mappe, der er en fejl.",
        "Correct `navn` in one of them, or delete the folder that is a mistake.",
    ),
    Example(
        wrong="meetings/teknik og meetings/tekniskudvalg hedder begge Teknisk Udvalg.",
        right="Hvert udvalg har én mappe.",
        file="Word",
    ),
    reason=Phrase(
        "Er et udvalg ved en fejl begyndt to gange, bliver dets møder delt, og det, der følger fra "
        "møde til møde, følger ikke med.",
        "Where a committee was begun twice by mistake, its meetings are divided, and what follows "
        "from meeting to meeting does not.",
    ),
    about=("navn",),
    always=True,
)
_NAME = re.compile(r"^navn[ \t]*:[ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$", re.MULTILINE)


def findings(ws: Workspace, of: Path | None = None) -> Iterator[Diagnostic]:
    """For each name that several forums have one finding; ``of``: the forum file to tell it at.

    Forums in folders of different bodies, ``nord/teknik`` and ``syd/teknik``, may well share one.
    """
    named: dict[tuple[Path, str], list[tuple[Path, int, str]]] = {}
    for path in ws.forum_files():
        data, _ = contents(path, ws.display(path), ws.meetings)
        text = (data or b"").decode("utf-8", "replace")  # what cannot be read is told elsewhere
        if found := _NAME.search(text):
            name = found[1].strip("\"'")
            line = text.count("\n", 0, found.start()) + 1
            key = path.parent.parent, " ".join(name.casefold().split())
            named.setdefault(key, []).append((path, line, name))
    for alike in named.values():
        told = [one for one in alike if of in (None, one[0])][-1:]
        if len(alike) < 2 or not told:
            continue
        path, line, name = told[0]
        others = ", ".join(ws.display(one.parent) for one, _, _ in alike if one != path)
        yield SAME_NAME.at(Position(ws.display(path), line, 1), navn=name, andre=others)
