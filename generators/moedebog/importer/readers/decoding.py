"""The bytes of a file of text -> its letters."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.readers.letters import UNREADABLE


def decoded(data: bytes) -> str:
    """The text in the encoding that it seems to have. Raises ``UsageProblem`` where it is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    elif data[:400].count(0) * 3 > len(data[:400]):
        little = data[1:400:2].count(0) > data[0:400:2].count(0)
        text = data.decode("utf-16-le" if little else "utf-16-be", "replace")
    else:
        text = data.decode("utf-8-sig", "replace")
        if _garbled(text) * 2 > sum(1 for letter in text if letter > "\x7f"):
            text = data.decode("cp1252", "replace")  # of one byte for each letter, then
    controls = sum(1 for letter in text if letter < " " and letter not in "\t\n\r\f\v")
    if _garbled(text) + controls > max(20, len(text) / 20):
        raise UsageProblem(
            Phrase(
                "Filen er ikke en tekstfil. Gem den som .docx eller PDF.",
                "The file is no text file. Save it as .docx or PDF.",
            )
        )
    return text


def _garbled(text: str) -> int:
    return text.count(UNREADABLE)
