"""Words that are left out now, although they stood in what was issued."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from moedebog import left_out
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, joined
from moedebog.document import Audience
from moedebog.examples import Example
from moedebog.issued import Issue, places_of
from moedebog.kept import kept_as
from moedebog.rules.case import Case
from moedebog.rules.exposed import OPEN_BEFORE, version_in_words

WORDS_OPEN_BEFORE = Rule(
    "M635",
    Severity.WARNING,
    Phrase(
        "Ord, der er udeladt her, kunne alle læse i det, der er udsendt: {hvor}.",
        "Words that are left out here, everybody could read in what was issued: {hvor}.",
    ),
    Phrase(
        "Det kan være et brud på persondatasikkerheden. Gå straks til databeskyttelsesrådgiveren; "
        "et brud skal anmeldes inden 72 timer.",
        "That may be a breach of personal data security. Go to the data protection officer at "
        "once; a breach must be reported within 72 hours.",
    ),
    Example(
        wrong="[Hans Hansen]{udeladt=personoplysninger}, efter at navnet er sendt ud.",
        right="[Hans Hansen]{udeladt=personoplysninger}, før dagsordenen er sendt ud.",
        file="Word",
    ),
    reason=OPEN_BEFORE.reason,
    source=OPEN_BEFORE.source,
    always=True,
)


def words_open_before(case: Case) -> Iterator[Diagnostic]:
    """No words are left out that the public part of an issued version holds in full."""
    apart, ws = case.meeting.udeladt, case.ws
    if apart is None or ws is None:
        return
    now = " ".join(left_out.folded(one.text) for one in case.texts if one.public)
    wanted = [one for one in map(left_out.folded, apart.ord) if _tells(one) and not _in(one, now)]
    if not wanted:
        return
    held = [
        (place, _folded([one for name, one in values.items() if name != "fremmed"]))
        for (_, place), values in apart.steder.items()
    ]
    out: dict[Position, dict[str, Issue]] = {}
    for issue in case.meeting.udgaver:
        kilde = issue.kilde.get(Audience.OFFENTLIG)
        if kilde is None:
            continue
        places = places_of(ws, kilde.moede)
        case.inputs.update(places)
        data = kept_as(places, kilde.moede)
        said = _folded(json.loads(data)["moede"]) if data else ""
        gone = [words for words in wanted if _in(words, said)]
        for place, own in held:
            if any(_in(words, own) for words in gone):
                out.setdefault(place, {})[issue.id] = issue
    for place, issues in out.items():
        told = joined((version_in_words(one) for one in issues.values()), "; ")
        yield WORDS_OPEN_BEFORE.at(place, hvor=told)


def _tells(words: str) -> bool:
    """Whether words are known again: several, a number, or what may be a name."""
    alone = " " not in words
    return len(words) > 3 and not (alone and words.islower())


def _in(words: str, text: str) -> bool:
    return f" {words} ".casefold() in f" {text} ".casefold()


def _folded(value: Any) -> str:
    """The words of all texts in a value."""
    return left_out.folded(" ".join(_texts(value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name))
