"""Commas between brackets that end a text where a sentence or a name was meant to go on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.source import Tree, TreePath

BROKEN = Rule(
    "M038",
    Severity.WARNING,
    Phrase(
        "Kommaet deler teksten: »{foer}« og »{efter}« bliver to led for sig.",
        "The comma divides the text: »{foer}« and »{efter}« become two entries.",
    ),
    Phrase(
        "Er det ét led, så sæt anførselstegn om det, eller skriv hvert led på sin egen linje "
        "under nøglen med - foran: »- {helt}«",
        "If it is one entry, put quotation marks around it, or write each entry on a line of its "
        "own below the key, after a -: »- {helt}«",
    ),
    Example(
        wrong="- titel: A\n  indstilling:\n    at: [tager til efterretning, idet sagen genoptages]",
        right="- titel: A\n  indstilling:\n    at:\n      - tager til efterretning, idet sagen "
        "genoptages",
    ),
    reason=Phrase(
        "Mellem [ og ] skiller et komma leddene. En sætning med komma bliver til to punkter, og "
        "et navn med titel til to personer.",
        "Between [ and ] a comma divides the entries. A sentence with a comma becomes two points, "
        "and a name with a title two people.",
    ),
)

_PEOPLE = frozenset(
    {
        *("afbud", "udeblevet", "inhabil", "medlemmer", "stedfortraedere"),
        *("fra_forvaltningen", "observatoerer", "gaester"),
    }
)
_FLOW = re.compile(rf"\b(at|{'|'.join(sorted(_PEOPLE))}):\s+\[(?=[^\]]*,)")
_GOES_ON = re.compile(
    r"(?:idet|som|der|men|og|eller|hvis|såfremt|hvor\w*|hvilke\w*|da|når|fordi|dog|herunder|samt|"
    r"inden|medmindre|ligesom|så|mens|jf\.?|undtagen|uanset|bl\.a\.|f\.eks\.|fx|dvs\.|at)(?:\s|$)"
)
_PARTICLES = re.compile(r"(?:af|da|de|del|den|der|di|du|la|le|ten|ter|van|von|zu)\s")


def broken(tree: Tree) -> list[Diagnostic]:
    """Where a comma between brackets probably divides what belongs together."""
    problems = []
    for path, number, before, after in _divided(tree):
        problems.append(
            BROKEN.at(
                tree.position((*path, number)), foer=before, efter=after, helt=f"{before}, {after}"
            )
        )
    return problems


def _divided(tree: Tree) -> Iterator[tuple[TreePath, int, str, str]]:
    for match in _FLOW.finditer(tree.text):
        above, _, before = tree.text[: match.end()].rpartition("\n")
        line, column = above.count("\n") + bool(above), len(before) - 1
        path = tree.list_at(line, column)
        if path is None or path[-1:] != (match[1],):
            continue
        entries = tree.at(path)
        for number in range(1, len(entries)):
            first, second = entries[number - 1], entries[number]
            if not tree.bare((*path, number - 1)) or not tree.bare((*path, number)):
                continue
            before, after = str(first), str(second)
            if _one(match[1], before, after):
                yield path, number, before, after


def _one(key: str, before: str, after: str) -> bool:
    """Whether two entries are probably one."""
    if key in _PEOPLE:
        return after[:1].islower() and not _PARTICLES.match(after)
    if before[-1:].isdigit() and after[:1].isdigit():
        return True
    if after.startswith("at ") and before.startswith("at "):
        return False  # each point begins so
    return _GOES_ON.match(after) is not None
