"""References that are to the papers of another meeting, another body, or a law."""

from __future__ import annotations

import re
from datetime import date

from moedebog.catalogue import Sagstype
from moedebog.phrases import DANISH
from moedebog.rules.case import Case, Passage, kind
from moedebog.rules.dates import mentions
from moedebog.rules.decisions import names_other_body

# Patterns that many meetings do without are texts: ``re`` compiles such a one at its first use.
_END = r"(?<=[.!?])(?<!jf\.)(?<!pkt\.)(?<!nr\.)\s+(?=[A-ZÆØÅ])"
"""Between two sentences."""
_FAR = 400
"""Characters around a reference that may say what it refers to."""
_OTHER_MINUTES = (
    r"(?i)\breferat(?!es\b|er\b)\w*|\bprotokoll?en\b|\b(?:forrige|sidste|seneste)\s+møde"
)
_TITLE_OF_MINUTES = (
    r"(?i)referat(?:et|er|erne)?\b"
    r"|\b(?:beslutnings|forhandlings|møde|udvalgs|råds|byråds)?protokol(?:len|ler|lerne)?\b"
    r"(?!\s+(?:for|om|mellem)\b)"
    r"|\b(?:forrige|sidste|seneste)\s+(?:\w+\s+)?møde"
)
"""A title that says that the minutes of another meeting are the matter."""
_MONTH = rf"(?i)\b({'|'.join(DANISH.months)})\b(?:\s+(\d{{4}}))?"
_EARLIER = (
    r"(?i)\bi\s+(?:foråret|sommeren|efteråret|vinteren|fjor|uge\s+\d+|19\d\d|20\d\d|sidste\s+\w+)\b"
    r"|\b(?:sidste|forrige)\s+(?:år|måned|uge|gang)\b|\btidligere\b"
)
_DEALT = (
    r"(?i)\b(?:(?:gen)?behandlede|drøftede|godkendte|besluttede|vedtog|tiltrådte|udsatte"
    r"|orienteredes|anbefalede|forelagde|forelagt|(?:gen)?behandlet|drøftet|besluttet|vedtaget"
    r"|tog\s+(?:stilling|sagen)|havde\s+sagen|fik\s+(?:sagen|forelagt)|var\s+(?:oppe|på|til))\b"
)
"""What happened to a matter at a meeting."""
_LAW = (
    r"(?i)\b\w*(?:lov|loven|lovens|bekendtgørelse\w*|direktiv\w*|forordning\w*|cirkulære\w*"
    r"|overenskomst\w*|kontrakt\w*|vedtægt\w*|lejemål\w*|aftale|aftalen|aftalens)\b|§"
)


def is_elsewhere(case: Case, text: Passage, match: re.Match[str]) -> bool:
    """Whether a reference is to the papers of another meeting, or of another body.

    That is so in approving minutes, and where the sentence, or the one before it, speaks of such.
    """
    title = text.item.punkt.titel if text.item else ""
    if text.item and kind(text.item.punkt) is Sagstype.GODKENDELSE_REFERAT:
        return True
    day = case.meeting.dato
    if re.search(_TITLE_OF_MINUTES, title) or ("møde" in title.lower() and _other_day(title, day)):
        return True
    before, after = _around(text.text, match)
    sentence = before[-1] + after
    if names_other_body(sentence, case.meeting.forum.navn):
        return True
    near = " ".join(before[-2:]) + after
    if re.search(_OTHER_MINUTES, near):
        return True
    if re.search(_DEALT, sentence) and (_other_day(sentence, day) or re.search(_EARLIER, sentence)):
        return True
    return "møde" in near.lower() and _other_day(near, day)


def is_of_law(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence of a reference speaks of a law or a contract, which has its own."""
    before, after = _around(text, match)
    return re.search(_LAW, before[-1] + after) is not None


def _around(text: str, match: re.Match[str]) -> tuple[list[str], str]:
    """The sentences up to a reference, the last of them its own, and the rest of that."""
    before = re.split(_END, text[max(0, match.start() - _FAR) : match.start()])
    return before, re.split(_END, text[match.start() : match.end() + _FAR])[0]


def _other_day(text: str, day: date) -> bool:
    """Whether a text names a day, or a month, that is not ``day``."""
    if any(m.day not in (None, day) for m in mentions(text, day)):
        return True
    own = DANISH.months[day.month - 1]
    return any(
        match[1].lower() != own or int(match[2] or day.year) != day.year
        for match in re.finditer(_MONTH, text)
    )
