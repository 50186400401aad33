"""Whether a workspace was written by an older or a newer moedebog than the one that runs."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog import __version__
from moedebog.begin.lock import LOCK_FILE, UNKNOWN, is_newer, read_lock
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, UsageProblem
from moedebog.examples import Example
from moedebog.workspace import Workspace

_SOURCE = Phrase.same("docs/opgradering.md")

NEWER = Rule(
    "M413",
    Severity.WARNING,
    Phrase(
        "Mappen er skrevet med moedebog {deres}, men her kører {vores}.",
        "The folder was written with moedebog {deres}, but this is {vores}.",
    ),
    Phrase("Hent moedebog {deres} eller nyere.", "Fetch moedebog {deres} or later."),
    Example(
        wrong="moedebog.lock siger 9.0.0, og moedebog --version siger noget ældre.",
        right="Den version, der står i moedebog.lock, eller en nyere.",
        file="Word",
    ),
    reason=Phrase(
        "Det, som den nyere version er begyndt på, kender den ældre ikke: en nøgle bliver en fejl, "
        "og et dokument kan se anderledes ud end kollegernes.",
        "What the newer version has introduced the older one does not know: a key becomes an "
        "error, and a document may look otherwise than those of one's colleagues.",
    ),
    source=_SOURCE,
    always=True,
)
OLDER = Rule(
    "M414",
    Severity.HINT,
    Phrase(
        "Mappen er skrevet med moedebog {deres}; her kører {vores}.",
        "The folder was written with moedebog {deres}; this is {vores}.",
    ),
    Phrase(
        "Skriv moedebog opgrader (eller make opgrader) for at se, hvad der er nyt.",
        "Write moedebog opgrader (or make opgrader) to see what is new.",
    ),
    Example(
        wrong="moedebog.lock siger 0.0.1, og moedebog --version siger noget nyere.",
        right="moedebog opgrader --skriv er kørt.",
        file="Word",
    ),
    source=_SOURCE,
    always=True,
)
DAMAGED = Rule(
    "M415",
    Severity.WARNING,
    Phrase("Filen kan ikke læses.", "The file cannot be read."),
    Phrase(
        "Hent den fra git igen. Kan den ikke det, så slet den, og kør moedebog init og derefter "
        "moedebog opgrader, som viser de filer, der ikke er, som moedebog skriver dem.",
        "Take it from git again. If it cannot be had, delete it, and run moedebog init and then "
        "moedebog opgrader, which shows the files that are not as moedebog writes them.",
    ),
    Example(
        wrong="moedebog.lock har de mærker, git sætter, når to har rettet den.",
        right="moedebog.lock, som moedebog skrev den",
        file="Word",
    ),
    source=_SOURCE,
    always=True,
)


def findings(ws: Workspace) -> Iterator[Diagnostic]:
    """What is to be told of a workspace's age: one finding, or none."""
    position = Position(LOCK_FILE)
    try:
        lock = read_lock(ws)
    except (UsageProblem, OSError):
        yield DAMAGED.at(position)
        return
    if lock and is_newer(lock.files_of, __version__):
        yield NEWER.at(position, deres=lock.files_of, vores=__version__)
    elif lock and is_newer(__version__, lock.moedebog):
        unknown = lock.moedebog == UNKNOWN
        yield OLDER.at(position, deres=_SOME if unknown else lock.moedebog, vores=__version__)


_SOME = Phrase("i en version, ingen har noteret", "of a version that nobody noted")
