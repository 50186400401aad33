"""Whether a file tells of a meeting at all: a letter or a list of prices does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moedebog.catalogue import Sagstype, Slags
from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.importer.genre import dates, labels, patterns
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.recognise import title as titles
from moedebog.importer.recognise.start import Start

_WORD = re.compile(
    r"m[øö][dt]e[tr]?\b|generalforsamling|referat|dagsorden|protokol|stämma|stemma\b"
    r"|fore?läg|tilstede\b|til stede\b|afbud\b|dirigent|ordstyrer"
    r"|\bmeeting|\bminutes\b|\bagenda\b|närvarande|\bmøtet?\b|\bårsmø[dt]e|styremøte",
    re.IGNORECASE,
)
"""What only those speak of who meet, or write to those who do."""
_NAME = re.compile(
    r"(?:\w+ )?[\w-]*(?:m[øö][dt]e|generalforsamling|stämma|meeting)t?"
    r"(?:\Z|\W+(?!(?-i:[a-zæøå]{4,})))",
    re.IGNORECASE,
)
"""A meeting's name, and not a sentence on one."""
_MAIL = re.compile(r"(fra|sendt|til|emne|cc|from|sent|to|subject)\s*:", re.IGNORECASE)
_GREETS = re.compile(r"(?:kære|hej|dear|kjære|hei)\s+\S.{0,60}\Z", re.IGNORECASE)
_HEAD = 15
"""So many pieces may tell at the beginning what the document is."""
_OFTEN = 3
_MAIL_LINES = 3
"""So many of the lines of a mail's head make it one."""
_EVENTUELT = dict(patterns.KIND_TITLES)[Sagstype.EVENTUELT]
_CASE = (Slags.BESLUTNING, Slags.INDSTILLING, Slags.SAGSFREMSTILLING)


def check_meeting(pieces: Sequence[Piece], starts: Sequence[Start]) -> None:
    """Raises ``UsageProblem`` where nothing in the document is of a meeting."""
    if any(piece.sure for piece in pieces) or any(start.word not in ("", "§") for start in starts):
        return
    told = [piece.text for piece in everything(pieces) if piece.text]
    statutes = bool(starts) and all(start.word == "§" for start in starts)
    if any(map(_is_of_meeting, told)):
        return
    letter = not starts and _is_letter(told[:_HEAD])
    if not letter and _names_meeting(told[:_HEAD], statutes):
        return
    if any(map(_is_of_agenda, starts)):
        return
    words = sum(len(_WORD.findall(text)) for text in told)
    if starts and words >= _OFTEN:
        return
    raise UsageProblem(
        Phrase(
            "Filen ligner hverken en dagsorden eller et referat: Der er ingen beslutninger, "
            "deltagere eller overskrift, der siger det. Er den det alligevel, så skriv Dagsorden "
            "eller Referat øverst i den, og prøv igen.",
            "The file looks like neither an agenda nor minutes: there are no decisions, no "
            "participants and no heading that says so. If it is one all the same, write Dagsorden "
            "or Referat at its top, and try again.",
        )
    )


def _is_letter(head: Sequence[str]) -> bool:
    """Whether it begins as a letter or a mail does, which may speak of a meeting or send one."""
    mail = {match[1].casefold() for match in map(_MAIL.match, head) if match}
    return len(mail) >= _MAIL_LINES or any(map(_GREETS.match, head))


def _is_of_agenda(start: Start) -> bool:
    """Whether an item has a time or a length, or is *Eventuelt*."""
    title = titles.read(start.title)
    return bool(title.slot or title.minutes) or bool(_EVENTUELT.match(start.title))


def _is_of_meeting(text: str) -> bool:
    """Whether a line stands in agendas and minutes alone."""
    if len(text) > 160:
        return False
    known = patterns.section_of(text)
    if (known and known.slags in _CASE) or patterns.AGENDA.fullmatch(text.rstrip(" :")):
        return True
    if labels.DOCUMENT_WORD.match(text) or labels.COVER.match(text):
        return True
    return patterns.is_usual_title(text) or _names_people(text)


def _names_people(text: str) -> bool:
    """Whether a line is the label of those who were there, or were not."""
    told = ((key, pattern.match(text)) for key, pattern in labels.LABELS)
    return any(
        key in ("til_stede", "afbud", "moedeleder", "referent")
        and match is not None
        and (":" in text[: match.start("value")] or not match["value"])
        for key, match in told
    )


def _names_meeting(head: Sequence[str], statutes: bool) -> bool:
    """Whether a short line at the beginning names a meeting, and it or another one the day.

    Statutes say which meeting has made them.
    """
    short = [text for text in head if len(text) <= 120]
    dated = [text for text in short if dates.find_date(text)]
    if any(map(_WORD.search, dated)) and not statutes:
        return True
    return bool(dated) and any(map(_NAME.match, short))
