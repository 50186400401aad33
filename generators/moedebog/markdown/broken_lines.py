"""Line breaks that somebody meant, where Markdown reads a space.

``joined`` looks at the lines of a paragraph, ``drawn_in`` at a line right below an entry of a list
or below a quotation. Both ask whether a line was broken by hand or because it was full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

_SHORT = 40
"""Columns: nobody breaks running text into lines as short as this."""
_FULL = 72
"""Columns: mail programs break a line here, and hardly anybody earlier."""
_ENDS_SENTENCE = ".!?;"
_ABBREVIATED = re.compile(
    r"\b(?:kr|mio|mia|pct|stk|nr|tlf|mv|m\.v|m\.m|m\.fl|osv|ca|sal|th|tv|kl|bl\.a|f\.eks|jf|hhv"
    r"|inkl|ekskl|d|pr|vedr|evt|dvs|st)\.$",
    re.I,
)
_RUNS_ON = frozenset(
    {
        *("og", "eller", "samt", "at", "som", "der", "hvor", "når", "hvis", "ikke", "fx", "bl.a."),
        *("i", "på", "til", "af", "med", "for", "fra", "om", "ved", "efter", "under", "over", "ad"),
        *("mellem", "hos", "en", "et", "den", "det", "de", "han", "hun", "vi", "jf.", "f.eks."),
        *("er", "har", "kan", "skal", "vil", "var", "blev", "bliver", "inden", "senest", "hver"),
        *("men", "idet", "fordi", "mens", "d.", "ca.", "pr.", "hhv.", "vedr.", "eks.", "hvert"),
    }
)
"""No line is meant to end with one of these words."""
_RUNS_ON_AFTER = re.compile(r"[-–—/(]$")
_OPENING = "*_~\"'”»“(["
_DAY = r"(?:man|tirs|ons|tors|fre|lør|søn)dage?\b"
_LABEL = re.compile(
    r"(?P<paragraph>§+\s*\d)|(?P<note>\\?\[\d{1,3}\\?\]|[¹²³⁰⁴-⁹]+|\*{1,3}\))"
    r"|(?P<word>(?:ad|kl|nr|stk|pkt|punkt|bilag|side|s|tlf|uge|mobil|telefon)\b\.?\s?\d)"
    rf"|(?P<day>{_DAY})|(?P<address>www\.|https?://|mailto:|<?[\w.+-]+@\w)",
    re.I,
)
"""What many lines of a list that is none begin with."""
_SPEAKER = re.compile(r"[A-ZÆØÅÄÖÜÉ][^:.!?\n]{0,30}(?::|:\*\*|\*\*:)(?=\s)")
_SIGN = re.compile(r"([^\w\s§()\[\]{},.;:!?|\\])\1{0,2} ")
"""A sign that somebody may have put before lines as a bullet."""
_BEGINS_ANEW = re.compile(
    r"[-–−‒+]?\s?\d|[A-ZÆØÅÄÖÜÉ]|(?![-–—])[^\w\s.,;:!?)\]}/\\<>=~*_\"'”»“(\[%&@`$|^#{+]"
)
_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)[^*_]+(?<!\s)\1:?")
_GOES_ON = re.compile(r"[ \t>]*(?!\(?\w{1,3}[.)]\s)[\w(»”\"]")
"""A line that may be the rest of a sentence; no entry, heading or row."""
_MARGIN = " \t>"
_LIKE_ENTRY = re.compile(r"\(?(?:[A-Za-zæøå]|[ivxIVX]{1,5}|\d{1,2}[a-z]?)\)[ \t]*\S|\d{1,2}\.\s\S")


def _ends(line: str) -> bool:
    """Whether a line ends a sentence."""
    return line.rstrip("*_~\"'”«»)")[-1:] in _ENDS_SENTENCE and not _ABBREVIATED.search(line)


def runs_on(line: str) -> bool:
    """Whether a line ends where nobody would end one on purpose."""
    words = line.split()
    if not words:
        return False
    if line.count("(") > line.count(")"):
        return True
    return words[-1].lower() in _RUNS_ON or _RUNS_ON_AFTER.search(words[-1]) is not None


def _first(line: str) -> str:
    """The first word of a line."""
    return (line.split(maxsplit=1) or [""])[0]


def _has_room(line: str, following: str, columns: int) -> bool:
    """Whether the next line's first word would have fitted into so many columns."""
    return len(line) + len(_first(following)) < columns


def _label(line: str) -> str | None:
    """What kind of sign or word a line begins with that names what follows."""
    line = line.lstrip(" \t*_")
    match = _LABEL.match(line)
    if match is not None:
        return match.lastgroup
    return "speaker" if _SPEAKER.match(line) else None


def _begins(line: str) -> bool:
    """Whether a line begins like something new."""
    line = line.lstrip()
    if _LABEL.match(line) or _BEGINS_ANEW.match(line):
        return True
    inner = line.lstrip(_OPENING)
    return bool(_LABEL.match(inner)) or inner[:1].isupper()


def may_go_on(line: str) -> bool:
    """Whether the next line may go on with this one: it was full, or its sentence has no end."""
    line = line.strip()
    return len(line) >= _FULL or (len(line) >= _SHORT and (line.endswith(",") or runs_on(line)))


def joined(lines: Sequence[str]) -> bool:
    """Whether the lines of a paragraph are such as somebody wanted to stay apart."""
    if len(lines) < 2:
        return False
    meant = weak = 0
    after_colon = False
    speakers = _label(lines[0]) == "speaker"
    for line, following in pairwise(lines):
        if line.endswith(("\\", "  ")):
            after_colon = False
            continue
        line, following = line.strip(), following.strip()
        strong = _belongs_apart(line, following, speakers)
        if not _has_room(line, following, _SHORT):
            meant += 2 if strong else 0
            after_colon = False
            continue
        colon = line.endswith(":")
        ends = _ends(line) or line.endswith(",")
        free = not ends and not runs_on(line)
        if strong:
            meant += 2
        elif free and (_begins(following) or after_colon or colon):
            meant += 1
        elif free or (line.endswith(",") and not runs_on(line)):
            weak += 1
        else:
            weak -= len(lines)
        after_colon = colon or (after_colon and not ends)
    if meant > 1 or _is_column(lines):
        return True
    short = all(len(line) <= _SHORT for line in lines)
    if len(lines) > 2 and short and meant + weak == len(lines) - 1:
        return True
    return meant == 1 and short and not _ends(lines[-1].strip())


def _belongs_apart(line: str, following: str, speakers: bool) -> bool:
    """Whether two lines are of a kind that stands below one another, however they end.

    ``speakers``: the paragraph begins with a word and a colon.
    """
    if _BOLD_LINE.fullmatch(line) and _begins(following):
        return True
    sign = _SIGN.match(following)
    if sign and line.startswith(sign[0]) and not runs_on(line):
        return True
    kind = _label(following)
    if kind is None or runs_on(line) or line.endswith(","):
        return False
    if kind == "speaker":
        return _label(line) == kind or (speakers and _ends(line))
    return _label(line) == kind and (_has_room(line, following, _SHORT) or _ends(line))


def _is_column(lines: Sequence[str]) -> bool:
    """Whether three lines or more all begin anew, and none of them because one was full."""
    if len(lines) < 3:
        return False
    full = max(_FULL, *(len(line) for line in lines))
    for line, following in pairwise(lines):
        if line.endswith(("\\", "  ")):
            return False
        line = line.strip()
        if line.endswith(",") or _ends(line) or runs_on(line):
            return False
        if not _begins(following) or not _has_room(line, following, full):
            return False
    return _begins(lines[0])


class Widths(Struct, frozen=True):
    """How long the lines of a text are, in columns."""

    longest: int
    running: tuple[int, int]
    """The longest line that goes on in the next one, and the number of that line."""
    second: int
    """The longest of the others."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> Widths:
        """The widths of a text's lines."""
        running = sorted(
            (
                (len(line.strip(_MARGIN)), number)
                for number, (line, following) in enumerate(pairwise(lines))
                if line and _GOES_ON.match(following)
            ),
            reverse=True,
        )[:2]
        (first, number), (second, _) = [*running, (0, -1), (0, -1)][:2]
        return cls(max(map(len, lines), default=0), (first, number), second)

    def wrapped_at(self, but: int) -> int:
        """Columns that lines were filled to; ``but``: the line that this is not to rest on.

        Short lines tell nothing: no program breaks text into them.
        """
        full = self.second if self.running[1] == but else self.running[0]
        return full if full >= _SHORT else 10_000


def drawn_in(lines: Sequence[str], number: int, widths: Widths) -> bool:
    """Whether a line at the margin, right below an entry, is text of its own.

    ``lines``: those of the whole text. A sentence that goes on because the line above was full is
    none.
    """
    before, line = lines[number - 1].strip(_MARGIN), lines[number].strip()
    if not line or lines[number - 1].endswith(("\\", "  ")) or runs_on(before):
        return False
    if _LIKE_ENTRY.match(line):
        return True
    if before.endswith(",") or not _has_room(before, line, widths.wrapped_at(number - 1) - 1):
        return False
    begins = _begins(line)
    if before.endswith(":") or (begins and _ends(before)):
        return True
    return _has_room(before, line, max(_FULL, widths.longest) if begins else _SHORT)
