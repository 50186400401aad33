"""What is said of words that are left out, in the words of another phrase book."""

from __future__ import annotations

from moedebog import left_out
from moedebog.compose.rebuilding import Rebuilding
from moedebog.meeting import Meeting, Udeladt
from moedebog.phrases import DANISH, Phrases


def reworded(meeting: Meeting, phrases: Phrases) -> Meeting:
    """The meeting, in which every gap says so in the words of ``phrases``."""
    apart = meeting.udeladt
    if apart is None or phrases.left_out == DANISH.left_out:
        return meeting
    made: Meeting = _Reworded(apart, phrases).of(meeting)
    return made


class _Reworded(Rebuilding):
    def __init__(self, apart: Udeladt, phrases: Phrases) -> None:
        super().__init__()
        self.said = {left_out.told(one): left_out.told(one, phrases) for one in apart.grunde}

    def text(self, text: str) -> str:
        for before, after in self.said.items():
            if before in text:
                return text.replace(before, after)
        return text
