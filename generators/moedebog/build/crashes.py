"""What is told when moedebog itself fails at one meeting: the others are not stopped by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from moedebog.build.jobs import Crash
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example

if TYPE_CHECKING:
    from moedebog.workspace import MeetingFile, Workspace

BUG = Rule(
    "M551",
    Severity.ERROR,
    Phrase(
        "moedebog kunne ikke undersøge filen: der er en fejl i programmet ({fejl}).",
        "moedebog could not look at the file: there is a bug in the program ({fejl}).",
    ),
    Phrase(
        "Meld fejlen med det, der er skrevet om den nederst. Andre møder stopper den ikke.",
        "Report the bug with what is said of it at the end. It stops no other meeting.",
    ),
    Example(wrong="En fil, der får programmet til at fejle.", right="Enhver anden fil."),
    about=(),
)
KILLED = Rule(
    "M552",
    Severity.ERROR,
    Phrase(
        "Systemet stoppede moedebog, mens filen blev undersøgt, oftest fordi der ikke var mere "
        "hukommelse.",
        "The system stopped moedebog while it looked at the file, as a rule for want of memory.",
    ),
    Phrase(
        "Del store tekster op, eller luk andre programmer, og prøv igen. Andre møder stopper den "
        "ikke.",
        "Split long texts, or close other programs. It stops no other meeting.",
    ),
    Example(wrong="En fil, der bruger al hukommelse.", right="En fil af almindelig størrelse."),
    about=(),
)


class Failure(Struct, frozen=True):
    """A meeting that moedebog failed at."""

    name: str
    crash: Crash[Any]

    @property
    def killed(self) -> bool:
        """Whether the process was killed; else there is a bug."""
        return not self.crash.name

    def traceback(self, *, public: bool) -> Phrase:
        """The traceback; ``public``: without words that may come out of the file."""
        if self.killed:
            return Phrase(
                f"moedebog: Systemet stoppede processen ved {self.name}.",
                f"moedebog: The system stopped the process at {self.name}.",
            )
        words = self.crash.text.rstrip()
        if public:
            words = f"Traceback (most recent call last):\n{self.crash.frames}{self.crash.name}: …"
        return Phrase(
            f"moedebog: Fejl i programmet ved {self.name}:\n{words}",
            f"moedebog: A fault of the program at {self.name}:\n{words}",
        )


def finding(ws: Workspace, file: MeetingFile, crash: Crash[Any]) -> Diagnostic:
    """The finding at the meeting's file."""
    place = Position(ws.display(file.path))
    return BUG.at(place, fejl=crash.name) if crash.name else KILLED.at(place)
