"""Which meeting of which body a line names, and how certain that is.

A name is evidence by its form: it stands behind the meeting (``møde i Prøvegruppen``), the word
for the meeting is made of it (``Prøvegruppemøde``), or it is the word for a body. A sentence, a
place, a label and the word for a document are no names.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from moedebog.importer.genre import dates, labels
from moedebog.typography import capitalised


class Named(NamedTuple):
    """What a line names."""

    titel: str = ""
    forum: str = ""
    doubt: bool = False
    """Whether the forum may be called otherwise."""
    derived: bool = False
    """Whether the words of the forum are those of the title."""
    sted: str = ""


def named(text: str) -> Named | None:
    """The meeting and the body that a line names; ``None`` where it names neither."""
    text = labels.DOCUMENT_BEHIND.sub("", text.strip(" ,:–-"))
    text = re.sub(r"(?<=[a-zæøå]{3})\.\Z", "", text)
    if labels.OTHER_MEETING.match(text):
        return None
    if match := labels.WHOSE_MEETING.fullmatch(text):
        word, sort = match["titel"], (match["slags"] or "").removesuffix("e")
        if word == "møde":
            word, sort = (word, f"{sort}t") if sort else ("", "")
        return Named(f"{sort} {word}".strip().capitalize(), match["navn"])
    if match := labels.MEETING_BEHIND.match(text):
        return Named(capitalised(match["titel"]), match["navn"], not is_body(match["navn"]))
    if match := labels.MEETING.fullmatch(text):
        return _behind(capitalised(match["titel"]), match["i"] or "", match["navn"] or "")
    if (match := labels.MEETING_LAST.fullmatch(text)) and is_name(match["navn"]):
        body, name = body_of(match["titel"]), labels.DOCUMENT_BEHIND.sub("", match["navn"])
        if name != match["navn"]:
            return Named("", name)
        return Named(text, f"{name} {body}" if body else name, derived=True)
    if (match := _MEETING_OF.fullmatch(text)) and is_body(match["navn"]):
        return Named(capitalised(match["titel"]), match["navn"])
    return Named(forum=text, doubt=not is_body(text)) if is_name(text) else None


_MEETING_OF = re.compile(r"(?P<titel>[\w-]*møde|[\w-]*generalforsamling) (?P<navn>[a-zæøå]+ \S.*)")
"""``bestyrelsesmøde ejerforeningen Prøve``: whose meeting it is, without a word between."""


def _behind(titel: str, joint: str, name: str) -> Named | None:
    """``Bestyrelsesmøde i Roklubben``: what stands behind the meeting is whose it is, or where."""
    body = capitalised(body_of(titel))
    bare = titel.casefold() in ("møde", "mødet", "møte", "möte")
    titel = "" if bare else titel
    if not name:
        return Named(titel, body, derived=True)
    if is_body(name):
        return Named(titel, name)
    where = joint in ("i", "på", "hos", "ved")
    if where and _VENUE.search(name):
        return Named(titel, body, doubt=bool(body), derived=True, sted=name)
    if where and body:
        return Named(titel, f"{body} {joint} {name}", doubt=True)
    if _SENTENCE.search(name) or len(name) > _LONGEST:
        return None
    if joint == "med":
        return None  # whom they met
    dated = not joint and name[-1:].isdigit()  # »Årsmøde Regnskabsår 2024«
    return Named(titel, name, doubt=where or dated or name[:1].islower())


_LONGEST = 80
_VENUE = re.compile(rf"(?!.*skole)(?:{labels.PLACE.pattern})", re.IGNORECASE)
"""A place that is no house of its own kind of body, as a school is."""
_SENTENCE = re.compile(
    r"\b(?:er|var|blev|bliver|har|havde|afhold(?:t|es|er)|holdes|holder|indkald(?:t|es|er)|skal|kan"
    r"|vil|ligger|starter|begynder|mødte|mødt|konstaterede|valgt|godkendt|udsendt|ajourført)\b",
    re.IGNORECASE,
)
"""The words by which a sentence is known."""
_JOINT = ("af", "for", "og", "i", "på", "ved", "til", "under", "&", "fra", "samt", "det", "de")


def is_sentence(text: str) -> bool:
    """Whether the text tells something, by its words."""
    return bool(_SENTENCE.search(text))


def is_name(text: str) -> bool:
    """Whether a line can be the name of a body by its form: words with capitals, no sentence."""
    if not text[:1].isupper() or len(text) > _LONGEST or re.search(r"[:;?!{}\"]|\.\Z", text):
        return False
    if _SENTENCE.search(text) or labels.DOCUMENT_WORD.match(text) or labels.has_label(text):
        return False
    if labels.COVER.match(text) or labels.CALL.match(text):
        return False
    if dates.find_date(text) or labels.AUTHORITY.search(text) or dates.WEEKDAY.fullmatch(text):
        return False
    if is_body(text):
        return True
    words = [word for word in text.split() if word.casefold() not in _JOINT]
    cased = all(word[:1].isupper() or word[:1].isdigit() for word in words)
    return cased and (1 < len(words) <= _MOST_WORDS or bool(_SHORT.fullmatch(text)))


_MOST_WORDS = 6
_SHORT = re.compile(r"[A-ZÆØÅ0-9]{2,8}")
"""A name of capitals alone: ``HØIF``."""


def is_body(text: str) -> bool:
    """Whether it has the word for a body that meets, as a name has it: with a capital, or last."""
    words = text.split()
    for index, word in enumerate(words):
        no_body = not labels.BODY.search(word) or _ASSEMBLY.fullmatch(word)
        if no_body or _SENTENCE.search(text):
            continue
        last = index == len(words) - 1
        if _OWNS.search(word) and not last:
            continue  # »Bestyrelsens beretning«
        if word[:1].isupper() or (last and words[index - 1].casefold() not in _JOINT):
            return True
        if index == 0 and word[:1].islower() and not last:
            return True  # »projekt Grønne Tage«
    return False


_ASSEMBLY = re.compile(r"(?:[\w-]*-)?generalforsamling(?:en)?", re.IGNORECASE)
"""A meeting, though its word ends as that for a body does."""
_OWNS = re.compile(r"(?:en|et|ne)s\Z")


def body_of(titel: str) -> str:
    """The body that the word for a meeting is made of: ``Prøvegruppe`` of ``Prøvegruppemøde``."""
    words = [word for word in titel.split() if not labels.SORT_OF_MEETING.fullmatch(word)]
    while words and not labels.MEETING_WORD.fullmatch(words[-1]):
        words.pop()  # »nr. 5«
    match = labels.MEETING_WORD.fullmatch(words[-1]) if words else None
    if match is None:
        return ""
    stem = match["stamme"]
    if stem[-1:] in "sS" and not stem.casefold().endswith("kreds"):
        stem = stem[:-1]
    if not labels.BODY.search(stem) or labels.NO_STEM.search(stem):
        return ""
    return " ".join([*words[:-1], stem])
