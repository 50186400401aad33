"""What a decision's own words say of the votes, against the votes themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from msgspec import Struct

from moedebog.catalogue import Afgoerelse, Flertal
from moedebog.catalogue.outcomes import FIXED
from moedebog.compose.ballots import Resultat, Tally, Verdict
from moedebog.compose.planning import PlannedItem
from moedebog.compose.stances import NOT_BY_ALL, carries_text
from moedebog.compose.told import (
    Decided,
    answer_carries,
    decided,
    deciders_told,
    words_in,
)
from moedebog.compose.voting import Hall, counting
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity, joined
from moedebog.examples import Example
from moedebog.meeting import Afstemning
from moedebog.rules.case import Case
from moedebog.rules.speakers import Speakers
from moedebog.rules.told_sides import (
    CALLED,
    OF_ANOTHER,
    SENTENCE,
    elsewhere,
    is_of_another_body,
    is_of_us,
    tells_of_another,
    told_sides,
)

_FIVE = "medlemmer: [Anna, Bo, Carl, Dina, Erik]"
_VOTE = ("afstemning", "udfald", "beslutning", "indbragt")

NOT_UNANIMOUS = Rule(
    "M5200",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger »{ord}«, men {hvorfor}.", "The decision says »{ord}«, but {hvorfor}."
    ),
    Phrase("Ret beslutningen eller stemmerne.", "Correct the decision or the votes."),
    Example(
        wrong="- titel: A\n  beslutning: Enstemmigt godkendt.\n  afstemning: {for: 4, imod: 1}",
        right="- titel: A\n  beslutning: Enstemmigt godkendt.\n  afstemning: {for: 5, imod: 0}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Enstemmigt er det kun, når ingen stemmer imod, og alle stemte kun for, når ingen undlod.",
        "It is unanimous only where nobody votes against it, and all voted for it only where "
        "nobody abstained.",
    ),
    rests_on=_VOTE,
)
OTHER_NUMBERS = Rule(
    "M5217",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger »{ord}«, men {hvorfor}.", "The decision says »{ord}«, but {hvorfor}."
    ),
    Phrase("Ret beslutningen eller stemmerne.", "Correct the decision or the votes."),
    Example(
        wrong="- titel: A\n  beslutning: Vedtaget med 4 stemmer mod 1.\n"
        "  afstemning: {for: 3, imod: 2}",
        right="- titel: A\n  beslutning: Vedtaget med 3 stemmer mod 2.\n"
        "  afstemning: {for: 3, imod: 2}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Står der to stemmetal om samme afstemning, beviser referatet ingen af dem.",
        "Where two counts of one vote stand in the minutes, they prove neither.",
    ),
    rests_on=_VOTE,
)
OTHER_DECIDER = Rule(
    "M5218",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger, at {sagt} afgjorde sagen, men {hvorfor}.",
        "The decision says that {sagt} decided, but {hvorfor}.",
    ),
    Phrase(
        "Ret beslutningen, stemmerne eller `afgjort_af`.",
        "Correct the decision, the votes or `afgjort_af`.",
    ),
    Example(
        wrong="- titel: A\n  beslutning: Vedtaget. Formandens stemme var afgørende.\n"
        "  afstemning: {for: 3, imod: 2}",
        right="- titel: A\n  beslutning: Vedtaget.\n  afstemning: {for: 3, imod: 2}",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Formandens stemme og loddet afgør kun noget ved stemmelighed, og kun den, der stemmer, "
        "har en stemme.",
        "The chair's vote and the lot decide only where votes are tied, and only whoever votes has "
        "a vote.",
    ),
    rests_on=_VOTE,
)
AGAINST_ITSELF = Rule(
    "M5219",
    Severity.WARNING,
    Phrase(
        "Beslutningen siger, at forslaget {sagt}, men også »{ord}«.",
        "The decision says that the proposal {sagt}, but also »{ord}«.",
    ),
    Phrase("Ret `udfald` eller teksten.", "Correct `udfald` or the text."),
    Example(
        wrong="- titel: A\n  udfald: godkendt\n  beslutning: 2 stemte for og 3 imod.",
        right="- titel: A\n  udfald: ikke_godkendt\n  beslutning: 2 stemte for og 3 imod.",
        forum=_FIVE,
    ),
    reason=Phrase(
        "Et referat, der siger to ting om samme sag, beviser ingen af dem.",
        "Minutes that say two things of one matter prove neither.",
    ),
    rests_on=_VOTE,
)

_DECIDERS = {
    Afgoerelse.FORMAND: Phrase("formandens stemme", "the chair's vote"),
    Afgoerelse.LODTRAEKNING: Phrase("lodtrækning", "a lot"),
}

# --- numbers in words -----------------------------------------------------------------

_ONES = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_TEENS = (
    "ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten",
)  # fmt: skip
_TENS = ("tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems")
_WORDS = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS))},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{one}og{ten}": 10 * number + unit
        for number, ten in enumerate(_TENS, 2)
        for unit, one in enumerate(_ONES)
        if unit
    },
    "én": 1,
    "een": 1,
    "et": 1,
    "ét": 1,
}
_N = r"(?<![\w.,])(?:\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")(?![\w%])"
_SOME = rf"({_N})\s*(?:\([^()\n]*\)\s*)?"
_PEOPLE = r"(?:(?:af\s+)?(?:medlemmer(?:ne)?|medlem|stemmer?|personer)\s+)?"
_STEMTE = r"(?:(?:har\s+)?stemt(?:e)?\s+|var\s+|er\s+)?"
# These are texts: ``re`` compiles them at their first use, and few decisions tell of votes.
_PAIR = (
    rf"(?i)({_N})\s+(?:stemmer?\s+)?i?mod\s+({_N})|"
    rf"\bstemme(?:rne|tallet|tallene)\s+(?:var\s+)?({_N})(?:\s?[-–]\s?|\s+til\s+)({_N})"
)
_END = (
    r"\s*(?:[.,;:()]|$|og\b|mens\b|men\b|samt\b|"
    r"(?:indstillingen|forslaget|sagen|beslutningen|det|dette)\b)"
)
"""What follows *for* where that is no preposition of something else."""
_SIDES = (
    ("for_", rf"{_SOME}(?:stemmer?|stemte|har\s+stemt)\s+for(?={_END})"),
    ("for_", rf"{_SOME}{_PEOPLE}(?:stemte\s+)?for(?=\s*(?:[,.;)]|og\b|$))"),
    ("for_", rf"\bfor\s+stemte:?\s+({_N})(?!\s+af\b)"),
    ("imod", rf"{_SOME}{_PEOPLE}{_STEMTE}imod\b(?!\s*:)"),
    ("imod", rf"{_SOME}(?:stemmer?|stemte)\s+mod\b"),
    ("for_", rf"({_N})\s+(?:ja-?stemmer?|stemte\s+ja)\b"),
    ("imod", rf"({_N})\s+(?:nej-?stemmer?|stemte\s+nej)\b"),
    ("imod", rf"\bimod\s+stemte:?\s+({_N})(?!\s+af\b)"),
    ("imod", rf"[,;]\s*imod:?\s+({_N})"),
    ("for_", rf"\bfor\s*:\s*({_N})"),
    ("imod", rf"\bimod\s*:\s*({_N})"),
    ("for_", rf"\b(?:vedtaget|godkendt|tiltrådt)\s+med\s+({_N})\s+stemmer(?=\s*(?:[.,;]|$))"),
    ("undlod", rf"{_SOME}{_PEOPLE}(?:undlod|afstod)\b"),
    ("undlod", rf"{_SOME}{_PEOPLE}{_STEMTE}hverken\s+for\s+eller\s+imod\b"),
    ("blanke", rf"{_SOME}{_PEOPLE}(?:stemte\s+)?blanke?t?\b"),
)
_OF_A_SIDE = (
    r"(?i)\b(?P<side>for|imod)(?:\s+stemte:?|:)\s+(?P<who>[^.;\n]*?\(\d+[^()\n]*\))\s*"
    r"(?=$|[.;\n]|,?\s+(?:og\s+)?(?:imod|for|undlod)\b)"
)
"""»For stemte: A, F og V (4 stemmer)«."""
_IN_BRACKETS = re.compile(r"\((\d+)(?:\s+stemmer?)?\)")
_MAY_TELL = re.compile(r"mod\b|stem|\bfor\b|undlod|afstod|blank", re.IGNORECASE).search
_ABOUT_VOTES = re.compile(
    r"\bstem|\b(?:for|imod)\s*:|\b(?:vedtag|vedtog|forkast|godkend|tiltr|anbefal)",
    re.IGNORECASE,
).search


class _Claim(Struct, frozen=True):
    """What a sentence says of a vote."""

    pair: tuple[int, int] | None
    """So many against so many, where it is not said which were for."""
    words: dict[str, str]
    """What it says of each side, and of the pair."""
    sides: dict[str, tuple[int, ...]] = {}
    """The numbers that are given of each side: several may be parts of one."""

    def wrong(self, numbers: Tally) -> str | None:
        """The words that cannot be true of a vote with these numbers; ``None``: all may be."""
        both = (numbers.for_, numbers.imod)
        if self.pair is not None and None not in both and set(self.pair) != set(both):
            return self.words["pair"]
        wrong = (side for side, said in self.sides.items() if not _fits(side, said, numbers))
        return next((self.words[side] for side in wrong), None)


def _fits(side: str, said: tuple[int, ...], numbers: Tally) -> bool:
    number = getattr(numbers, side)
    may_be = {number}
    if side == "undlod" and None not in (number, numbers.blanke):
        may_be.add(number + numbers.blanke)
    return None in may_be or bool(may_be & {*said, sum(said)})


def _claims(text: str, case: Case) -> Iterator[_Claim]:
    """What a text says of how many voted how, sentence by sentence."""
    for sentence in SENTENCE.split(text) if _MAY_TELL(text) else ():
        if not _ABOUT_VOTES(sentence) or is_of_another_body(sentence, case.meeting):
            continue
        if not tells_of_another(sentence, case.meeting):
            yield from _claims_of(sentence)


def _claims_of(sentence: str) -> Iterator[_Claim]:
    rest = sentence
    for match in re.finditer(_PAIR, sentence):
        first, second = (_value(one) for one in match.groups() if one)
        if "stem" not in match[0].lower() and not _counts_votes(sentence, match):
            continue
        yield _Claim((first, second), {"pair": match[0]})
        rest = rest.replace(match[0], "¤")
    sides: dict[str, tuple[int, ...]] = {}
    words: dict[str, str] = {}

    def say(side: str, number: int, told: str) -> None:
        sides[side] = (*sides.get(side, ()), number)
        words.setdefault(side, told.strip())

    for match in re.finditer(_OF_A_SIDE, rest):
        who = re.split(r",|\sog\s", match["who"])
        numbers = _IN_BRACKETS.findall(match["who"])
        if len(numbers) in (1, len(who)):
            side = "for_" if match["side"].lower() == "for" else "imod"
            say(side, sum(map(int, numbers)), match[0])
    rest = re.sub(_OF_A_SIDE, "¤", rest)
    for side, pattern in _SIDES:
        for match in re.finditer(pattern, rest, re.IGNORECASE):
            say(side, _value(match[1]), match[0])
            rest = rest.replace(match[0], "¤", 1)
    if sides:
        yield _Claim(None, words, sides)


def _counts_votes(sentence: str, match: re.Match[str]) -> bool:
    """Whether »5 mod 2« is of votes, not of money or places."""
    if _OF_THINGS(sentence, match.end()):
        return False
    return "stem" in sentence.lower() or _BEFORE_PAIR(sentence[: match.start()]) is not None


_OF_THINGS = re.compile(
    r"\s*(?:mio|mia|mill|kr|t\.?kr|tusind|procent|pct|%|timer|minutter|dage|uger|måneder|år\b|km|ton|"
    r"grader|elever|børn|boliger|pladser|point|mål|m2|m²)",
    re.IGNORECASE,
).match
_BEFORE_PAIR = re.compile(
    r"(?:\b(?:med|vedtaget|vedtog|godkendt|tiltrådt|forkastet|anbefalet|var|blev)|[,(:–-])\s*\Z",
    re.IGNORECASE,
).search


def _value(word: str) -> int:
    return int(word) if word.isdecimal() else _WORDS[word.lower()]


# --- that all were for it -------------------------------------------------------------

_CARRY = r"(?:godkende|vedtage|tiltræde|anbefale|følge|imødekomme)"
_MATTER = r"(?:indstillingen|forslaget|sagen|beslutningen|det|dette)"
_HERE = (
    r"(?:\s+(?:de|medlemmer(?:ne)?|fremmødte|tilstedeværende|mødte|stemmeberettigede|partier|"
    r"udvalgets|byrådets|rådets|bestyrelsens|udvalgsmedlemmer|byrådsmedlemmer))*"
)
_BODY = r"\w*(?:udvalg|råd|bestyrelse|nævn|forum|møde|forsamling|klynge|gruppe|direktion)"
_EVERYBODY = (
    rf"(?i)\b(?:alle|samtlige){_HERE}\s+(?:har\s+)?stemt?e?\s+for\b(?!\s+at\b)|"
    rf"\bsamtlige{_HERE}\s+(?:godkendte|vedtog|tiltrådte)\b|"
    rf"\b(?:godkendt|vedtaget|tiltrådt)\s+af\s+(?:alle|samtlige){_HERE}(?=\s*(?:[.,;]|$))|"
    rf"\bhele\s+{_BODY}(?:et|en|n)?\s+stemte\s+for\b(?!\s+at\b)|"
    r"\bmed\s+alle\s+stemmer\b(?!\s+i?mod\b)"
)
"""That each voted for it, so that nobody abstained either."""
_NOBODY_AGAINST = (
    r"(?i)\b(?:enstemmigt?e?|i\s+(?:fuld\s+)?enighed|uden\s+(?:modstemmer|stemmer\s+(?:i)?mod)|"
    r"(?:ved|i|efter|med|fuld)\s+konsensus|"
    rf"et\s+(?:helt\s+)?(?:enigt|samlet)\s+{_BODY}|en\s+(?:enig|samlet)\s+{_BODY}|"
    r"(?:godkendte|vedtog|tiltrådte|anbefalede)\s+enigt|"
    r"ingen\s+(?:medlemmer\s+)?stemte\s+(?:i)?mod|ingen\s+(?:var\s+)?imod|"
    rf"(?:enighed|konsensus)\s+om(?:,?\s+at\s+{_CARRY}|\s+{_MATTER}\b)|"
    r"(?:der\s+(?:var|er)|var\s+der|er\s+der)\s+(?:fuld\s+)?(?:enighed|konsensus)(?=\s*(?:[.;]|$))|"
    rf"(?:alle|man|vi|medlemmerne|partierne|{_BODY}(?:et|en|n)?)\s+(?:var|er|blev)\s+enige?t?(?:\s+i\s+{_MATTER}|\s+om,?\s+at\s+{_CARRY}|(?=\s*(?:[.;]|$))))"
)
_OF_THOSE_FOR = re.compile(r"\bmod|\bfor\b|godkendt\s+af|samtlige", re.IGNORECASE).search
"""That all were for it; the other words may tell of all being against as well."""
_ALL_AGAINST = rf"(?i)\b(?:alle|samtlige){_HERE}\s+stemte\s+(?:i)?mod\b"
_DENIED = re.compile(r"\b(?:ikke|ej|aldrig|næsten|uden)(?:\s+\w+){0,3}\s+\Z", re.IGNORECASE).search
_SAVE = re.compile(
    r"\b(?:på\s+nær|bortset\s+fra|undtagen|med\s+undtagelse\s+af)\b", re.IGNORECASE
).search
_VOTES_TOLD = re.compile(
    r"\bimod\b|\bmod [\w'’]+(?:(?:,| og) [\w'’]+)* stemme|\bstemmer? mod\b|"
    r"\bmod stemmer(?:ne)? fra\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(
    r"\bat\s+(?:optage|behandle|lukke|genoptage|holde|afholde|foretage|tage|ændre\s+dagsorden|"
    r"dispensere|fravige|drøfte|sende|oversende|afbryde|stemme|lade)\b|"
    r"\b(?:takke|opfordre|anmode|udtryk|ros|beklage|henstille|konstatere|bemærke|mene|mente)\w*\b",
    re.IGNORECASE,
).search
"""What all may be of one mind of, besides the matter."""
_ALL_AND_AGAINST = (
    rf"(?i)\b(?:enstemmigt\s+\w+|\w+\s+enstemmigt)\s+med\s+{_N}\s+(?:stemmer?\s+)?i?mod\s+({_N})"
)
_TWO_THIRDS = re.compile(
    r"\b(?:godkendt|vedtaget|tiltrådt|anbefalet|godkendte|vedtog|tiltrådte)\s+(?:\w+\s+)?med\s+"
    r"(?:mindst\s+)?(?P<what>(?:to\s+tredjedeles?|2/3(?:-?dele?s?)?)\s*(?:s\s+)?flertal)\b",
    re.IGNORECASE,
)
_BY_LOT = re.compile(
    r"\b(?:vedtaget|forkastet|godkendt|afgjort)\s+(?:ved|efter|gennem)\s+"
    r"(?:lodtrækning|lod)(?=\s*(?:[.;,]|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""What a lot decided, that may not be something beside it."""
_WITHOUT_VOTE = re.compile(
    r"\buden\s+afstemning\b|\bikke\s+(?:foretaget|holdt|til)\s+afstemning\b", re.IGNORECASE
)


def told_in_words(case: Case) -> Iterator[Diagnostic]:
    """What a decision's words say of the votes is what the votes say."""
    for item in case.plan.items:
        for group in decided(item.punkt.afsnit):
            if not group.others and not any(vote.valg for vote in group.votes):
                yield from _group(case, item, group)
        for afsnit in item.punkt.afsnit:
            for answer in afsnit.indstilling.delbeslutninger if afsnit.indstilling else ():
                text = words_in(answer.tekst)
                carried = partial(answer_carries, answer)
                yield from _against_itself(case, text, carried, answer.position)


def _group(case: Case, item: PlannedItem, group: Decided) -> Iterator[Diagnostic]:
    texts = [
        ("\n".join((words_in(afsnit.tekst), *_own_words(afsnit.udfald))), afsnit.position)
        for afsnit in group.decisions
        if not afsnit.lukket
    ]
    if not group.votes:
        for text, place in texts:
            yield from _of_two_minds(case, text, place)
            yield from _against_itself(case, text, lambda: group.carried, place)
        return
    hall = counting(case.plan, item, group)
    found = [(vote, hall.verdict(vote)) for vote in group.votes]
    for text, place in texts:
        yield from _of_two_minds(case, text, place)
        if text.strip():
            yield from numbers_against(case, text, [one.tally for _, one in found], place)
            yield from _names(case, hall, text, group.votes, place)
            yield from _deciders(text, group, found, place)
    on_the_matter = [one for one in found if one[0] in group.on_the_matter]
    if on_the_matter:
        said = "\n".join((group.text, *_own_words(group.outcomes)))
        yield from unanimous_against(case, said, group.carried, on_the_matter)
    for answer in group.answers:
        votes = group.votes_on(answer)
        on_it = [(vote, one) for vote, one in found if vote in votes]
        text = words_in(answer.tekst)
        yield from numbers_against(case, text, [one.tally for _, one in on_it], answer.position)
        yield from unanimous_against(case, text, answer_carries(answer), on_it)


def _own_words(udfald: Iterable[str]) -> list[str]:
    return [outcome for outcome in udfald if outcome not in FIXED]


def numbers_against(
    case: Case, text: str, votes: Sequence[Tally], place: Position
) -> Iterator[Diagnostic]:
    """What a text says of how many voted how, where no vote went so."""
    for claim in _claims(text, case):
        wrong = [claim.wrong(numbers) for numbers in votes]
        if wrong and all(wrong):
            yield OTHER_NUMBERS.at(place, ord=wrong[0], hvorfor=_count(votes[0])).on(wrong[0] or "")
    two_thirds = _TWO_THIRDS.search(text)
    if two_thirds and votes and not OF_ANOTHER(text) and not any(map(_may_be_two_thirds, votes)):
        words = two_thirds["what"]
        yield OTHER_NUMBERS.at(place, ord=words, hvorfor=_count(votes[0])).on(words)
    match = _WITHOUT_VOTE.search(text)
    if match and votes and not OF_ANOTHER(text):
        why = Phrase("her står en afstemning", "there is a vote here")
        yield OTHER_NUMBERS.at(place, ord=match[0], hvorfor=why).on(match[0])


def _may_be_two_thirds(numbers: Tally) -> bool:
    both = (numbers.for_, numbers.imod)
    if both[0] is None or both[1] is None:
        return True
    return Flertal.TO_TREDJEDELE.reached(both[0], both[1])


def _names(
    case: Case, hall: Hall, text: str, votes: Sequence[Afstemning], place: Position
) -> Iterator[Diagnostic]:
    """Who voted how by the text, where the votes have them on another side."""
    speakers = Speakers(case)
    for sentence in SENTENCE.split(text):
        if tells_of_another(sentence, case.meeting):
            continue
        for told in told_sides(sentence):
            for name in told.names:
                other = elsewhere(name, told.sides, votes, hall, speakers)
                if other is not None:
                    why = Phrase(f"{name} er ", f"{name} is ") + other
                    why += Phrase(" i afstemningen", " in the vote")
                    yield OTHER_NUMBERS.at(place, ord=told.words, hvorfor=why).on(name)


def _count(numbers: Tally) -> Phrase:
    """»stemmerne er 4 for, 2 imod«, as far as that is known."""
    sides = (
        (numbers.for_, CALLED["for_"]),
        (numbers.imod, CALLED["imod"]),
        (numbers.undlod or None, Phrase("hverken for eller imod", "for neither")),
    )
    told = [Phrase.same(f"{number} ") + side for number, side in sides if number is not None]
    return Phrase("stemmerne er ", "the votes are ") + joined(told)


def _deciders(
    text: str,
    group: Decided,
    votes: Sequence[tuple[Afstemning, Verdict]],
    place: Position,
) -> Iterator[Diagnostic]:
    """The chair's vote and the lot, as the text tells of them."""
    for decider in sorted(deciders_told(text)):
        against = [_not_decided_by(decider, group, vote, found) for vote, found in votes]
        if against and all(against):
            yield OTHER_DECIDER.at(place, sagt=_DECIDERS[decider], hvorfor=against[0])


def _not_decided_by(
    decider: Afgoerelse, group: Decided, vote: Afstemning, found: Verdict
) -> Phrase | None:
    """Why something did not decide a vote; ``None`` where it may have."""
    typed = vote.afgjort_af
    if typed is not None and typed is not decider:
        word = f"`afgjort_af: {typed.value}`"
        return Phrase(f"ved stemmerne står {word}", f"at the votes stands {word}")
    if typed is not None or found.by_count is None:
        return None  # what is typed is told of already
    if decider is Afgoerelse.LODTRAEKNING and (
        found.by_count is Resultat.STEMMELIGHED or not _BY_LOT.search(group.text)
    ):
        return None  # lots may be drawn of other things
    if found.by_count is not Resultat.STEMMELIGHED:
        return _count(found.tally)
    if found.chair.silent:
        name = found.chair.name
        return Phrase(f"{name} stemte hverken for eller imod", f"{name} voted neither way")
    carried = group.carried
    if None not in (carried, found.chair.vote) and carried is not (
        found.chair.vote is Resultat.VEDTAGET
    ):
        return Phrase("formanden stemte anderledes", "the chair voted otherwise")
    return None


def unanimous_against(
    case: Case, text: str, carried: bool | None, votes: Sequence[tuple[Afstemning, Verdict]]
) -> Iterator[Diagnostic]:
    """A decision that says that all were of one mind has no votes for anything else."""
    word, everybody = _all_of(case, NOT_BY_ALL.sub("", text))
    rejected = carried is False and not _OF_THOSE_FOR(word)
    if all_against := re.search(_ALL_AGAINST, text):
        word, everybody, rejected = all_against[0], False, True
    for vote, found in votes if word else ():
        numbers = found.tally
        others = sum(n or 0 for n in (numbers.undlod, numbers.blanke))
        if rejected and numbers.for_:
            why = _so_many(numbers.for_, CALLED["for_"])
        elif not rejected and numbers.imod:
            why = _so_many(numbers.imod, CALLED["imod"])
        elif everybody and others:
            why = _so_many(others, Phrase("hverken for eller imod", "neither for nor against it"))
        else:
            continue
        yield NOT_UNANIMOUS.at(vote.position, ord=word, hvorfor=why)


def _so_many(number: int, side: Phrase) -> Phrase:
    count = Phrase("{antal:stemme|stemmer} er ", "{antal:vote was|votes were} ")
    return count.put(antal=number) + side


def _of_two_minds(case: Case, text: str, place: Position) -> Iterator[Diagnostic]:
    """A text that says that all carried it, and that somebody was against it."""
    found = list(_of_one_mind(case, NOT_BY_ALL.sub("", text)))
    if not found or carries_text(text) is not True:
        return
    word, speakers = found[0][0], Speakers(case)
    for sentence in SENTENCE.split(text):
        if tells_of_another(sentence, case.meeting) or is_of_another_body(sentence, case.meeting):
            continue
        for told in told_sides(sentence):
            known = any(is_of_us(name, speakers) for name in told.names)
            if known and told.sides == {"imod"} and word not in told.words:
                why = Phrase(f"også »{told.words}«", f"also »{told.words}«")
                yield NOT_UNANIMOUS.at(place, ord=word, hvorfor=why).on(told.words)
                return


def _all_of(case: Case, text: str) -> tuple[str, bool]:
    """The words that say that all were for it, and whether that is so of those who abstain too."""
    words = list(_of_one_mind(case, text))
    rest = re.sub(_NOBODY_AGAINST, "", re.sub(_EVERYBODY, "", text))
    if not words or (_VOTES_TOLD.search(rest) and not _and_against(text)):
        return "", False
    return words[0]


def _of_one_mind(case: Case, text: str) -> Iterator[tuple[str, bool]]:
    for pattern, everybody in ((_EVERYBODY, True), (_NOBODY_AGAINST, False)):
        for sentence in SENTENCE.split(text):
            for match in re.finditer(pattern, sentence):
                if _is_of_the_matter(case, sentence, match):
                    yield match[0], everybody


def _is_of_the_matter(case: Case, sentence: str, match: re.Match[str]) -> bool:
    """Whether that all were of one mind is said of what was decided here."""
    before, behind = sentence[: match.start()], sentence[match.end() :]
    if _DENIED(before) or _SAVE(sentence) or tells_of_another(sentence, case.meeting):
        return False
    if _PROCEDURE(sentence):
        return False
    return not is_of_another_body(f"{before} {behind}", case.meeting)


def _and_against(text: str) -> bool:
    match = re.search(_ALL_AND_AGAINST, text)
    return match is not None and _value(match[1]) > 0


def _against_itself(
    case: Case, text: str, carries: Callable[[], bool | None], place: Position
) -> Iterator[Diagnostic]:
    """A text with votes of its own says no other outcome than these."""
    simple = case.meeting.forum.politik.flertal is Flertal.SIMPELT
    claims = list(_claims(text, case)) if simple else []
    carried = carries() if claims else None  # few texts tell of votes
    for claim in claims if carried is not None else ():
        sides = {side: sum(said) for side, said in claim.sides.items()}
        if {"for_", "imod"} <= set(sides):
            in_favour, against = sides["for_"], sides["imod"]
        elif claim.pair is not None and carried:
            in_favour, against = claim.pair
        else:
            continue
        if in_favour != against and (in_favour > against) is not carried:
            said = Phrase("ikke blev vedtaget", "was not carried")
            if carried:
                said = Phrase("blev vedtaget", "was carried")
            words = claim.words.get("pair") or claim.words["for_"]
            yield AGAINST_ITSELF.at(place, sagt=said, ord=words).on(words)
