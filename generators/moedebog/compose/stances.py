"""What the words of a decision say of what was proposed, clause by clause.

A negation belongs to its own clause. What somebody else did, what is only reported or proposed,
and what came of another proposal, are no decision on the matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct


class Stance(StrEnum):
    """What a decision says of what was proposed."""

    CARRIED = "carried"
    REJECTED = "rejected"
    UNSETTLED = "unsettled"
    """Put off, dropped or sent back."""


NOT_BY_ALL = re.compile(
    r"\b(?:ikke|ej)\s+(?:(?:godkendt|vedtaget|tiltrådt|anbefalet)\s+)?"
    r"(?:enstemmigt?e?|i enighed|af alle|uden modstemmer)\b|"
    r"\b(?:ikke|ej|ingen)\s+(?:\w+\s+){0,2}(?:enighed|enige?t?|konsensus)\b(?:\s+om,?\s+at\s+\w+)?",
    re.IGNORECASE,
)
"""That something was not unanimous, which is not that it was not carried."""
_SENTENCE = re.compile(
    r"(?<!\bnr\.)(?<!\bpkt\.)(?<!\bkr\.)(?<!\bjf\.)(?<!\bca\.)(?<!\bstk\.)(?<!\bkl\.)"
    r"(?<=[.!?])\s+(?=[^\Wa-zæøå])|\n"
)

# --- all that a text says -------------------------------------------------------------

_ANY_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_ANY_CLAUSE = re.compile(r"\s*[,;:–—]\s*|\s+(?:og|men|mens|idet|dog)\s+")
_CONDITION = re.compile(
    r"\b(?:når|hvis|indtil|før|inden|såfremt|medmindre|efter\s+at|til\s+\w+\s+er)\b.*",
    re.IGNORECASE,
)
"""What is only so on a condition."""
_BESIDES = re.compile(r"\A(?:som|der|hvor|da|fordi)\b", re.IGNORECASE)
"""How a clause begins, inside a sentence, that tells of something else."""
_YES = re.compile(
    r"\b(?:godkend(?:t|te|tes|er|es)|vedt(?:og|aget|ages|ager|oges)|tiltr(?:ådt|ådte|æder|ædes)|"
    r"anbefal(?:et|ede|er|es)|bevilg(?:et|ede|er|es)|imødekom(?:met|mer|mes)?|"
    r"tilslutte(?:de|r)\s+sig|bemyndige(?:t|de|r|s)|bifald(?:t|er|es)|accepter(?:et|ede|er|es)|"
    r"antaget|antog|gennemfør(?:t|te|es)|(?:fulgte?|følge[rs])\s+(?:ikke\s+)?indstilling\w*|"
    r"indstilling\w*\s+(?:blev\s+|er\s+)?(?:ikke\s+)?(?:fulgt|følges)|sagde\s+ja)\b|\Aja\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(?:afvis(?:t|te|tes|er|es)|forkaste(?:t|de|des|r|s)|afslå(?:et|r|s)|afslog|nedstemt|"
    r"stemt\s+ned|nægte(?:t|de|des|r|s)|(?:gav|giver|gives|givet|fik|meddel(?:t|te|tes|er|es))\s+"
    r"(?:\w+\s+)?afslag|faldt|sagde\s+nej)\b|\A(?:afslag|nej)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:udsat(?!\s+for\b)|udsatte\s+(?:sag|punkt|beslutning|behandling|afgørelse|det\b|den\b)|"
    r"udsætte(?:r|s)|udskudt|udskød|udskyde(?:r|s)|udgår|udgik|udgået|tilbagesend(?:t|te|es)|"
    r"sendt(?:e|es)?\s+(?:\w+\s+)?tilbage|sendes\s+tilbage|hjemvist|trukket|taget\s+af\s+dagsordenen)",
    re.IGNORECASE,
)
_FELL = re.compile(r"\bbortfald(?:er|t|et)\b", re.IGNORECASE)
_RESOLVED = re.compile(
    r"\b(?:beslutte(?:de|r|t)|valgte|vælger|enedes\s+om|(?:er|var)\s+enige?\s+om|ønsker|ønskede)\b",
    re.IGNORECASE,
)
_TO_SAY_YES = re.compile(
    r"\b(?:godkende|vedtage|tiltræde|anbefale|bevilge|imødekomme|bifalde|acceptere|antage|støtte)\b",
    re.IGNORECASE,
)
_TO_SAY_NO = re.compile(r"\b(?:afvise|forkaste|afslå|nægte|give\s+afslag)\b", re.IGNORECASE)
_TO_WAIT = re.compile(
    r"\b(?:udsætte|udskyde|tilbagesende|sende\b.*\btilbage|hjemvise|trække)\b", re.IGNORECASE
)
_NOT_DEALT_WITH = re.compile(
    r"\b(?:behandle(?:t|de|s)|taget\s+stilling|tog\b.*\bstilling)\b", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:ikke|ej|hverken|ingen|aldrig)\b", re.IGNORECASE)
_PROPOSES_LESS = re.compile(
    r"\b(?:afvis|afslå|afslag|nægt|forkast|udsæt|udskyd|tilbagesend|trække|ophæv|annuller|opsig|"
    r"bortfald|undlad)",
    re.IGNORECASE,
)


def stances(text: str) -> frozenset[Stance]:
    """Whatever a decision in words may say of what was proposed; empty where nobody can tell."""
    sentences = map(_ANY_CLAUSE.split, _ANY_SENTENCE.split(NOT_BY_ALL.sub("", text)))
    clauses = (
        clause
        for sentence in sentences
        for index, clause in enumerate(sentence)
        if not (index and _BESIDES.match(clause))
    )
    return frozenset(stance for clause in clauses for stance in _stances_of(clause))


def _stances_of(clause: str) -> Iterator[Stance]:
    clause = _CONDITION.sub("", clause)
    denied = _NOT.search(clause) is not None
    resolved = _RESOLVED.search(clause) is not None
    if _YES.search(clause) or ((denied or resolved) and _TO_SAY_YES.search(clause)):
        yield Stance.REJECTED if denied else Stance.CARRIED
    if denied:
        if _NOT_DEALT_WITH.search(clause):
            yield Stance.UNSETTLED
        return
    if _NO.search(clause) or _FELL.search(clause) or (resolved and _TO_SAY_NO.search(clause)):
        yield Stance.REJECTED
    if _OPEN.search(clause) or _FELL.search(clause) or (resolved and _TO_WAIT.search(clause)):
        yield Stance.UNSETTLED


def proposes_less(text: str, *, point: bool = False) -> bool:
    """Whether what is proposed is a no, or a delay: saying yes to it may read like a no.

    ``point``: it is a point of the indstilling, where »ikke« says so as well.
    """
    return _PROPOSES_LESS.search(text) is not None or (point and _NOT.search(text) is not None)


# --- whether the matter was carried ---------------------------------------------------

_CLAUSE = re.compile(
    r"\s*[;:–—]\s*|,\s*(?:(?:og|men|mens|samt)\s+)?|\s+(?:og|men|mens|samt|hvorefter)\s+|"
    r"(?:(?<=godkendt)|(?<=vedtaget)|(?<=tiltrådt))\s+(?=dog\b)|\s+(?=idet\b)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\A(?:at|som|der|hvor\w*|da|fordi|hvis|når|såfremt|selvom|hvilket|medmindre|så|således|idet|"
    r"dog|inden|før|efter\s+at|hvoraf|herunder|uagtet|trods)\b",
    re.IGNORECASE,
)
"""How a clause begins that is a ground, a condition, an exception or a report."""
_ENDS_MAIN = re.compile(
    r"\b(?:at|når|hvis|indtil|før|inden|såfremt|medmindre|fordi|uden\s+at|bortset\s+fra|undtagen|"
    r"med\s+undtagelse\s+af|på\s+nær|i\s+stedet\s+for)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_NO_DENIAL = re.compile(r"\bikke\s+(?:mindst|alene|kun|blot|u\w+)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:godkendt|vedtaget|tiltrådt|anbefalet|bifaldt|antaget)\b", re.IGNORECASE
)
_PASSIVE = re.compile(
    r"\b(?:godkend(?:es|tes)|vedtag(?:es)|vedtoges|tiltræd(?:es|tes)|anbefal(?:es|edes)|"
    r"indstilling(?:en|erne)\s+følges)\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\b(?:godkend(?:te|er)|vedt(?:og|ager)|tiltr(?:ådte|æder)|anbefal(?:ede|er)|"
    r"(?:fulgte|følger)\s+(?:ikke\s+)?indstilling\w*|tilslutte(?:de|r)\s+sig)\b",
    re.IGNORECASE,
)
_MAY_SAY_YES = re.compile(
    r"\b(?:kan|kunne|vil|ville|ønske[rd]?e?)\b[^,]{0,99}?\b"
    r"(?:godkende|vedtage|tiltræde|anbefale|støtte|følge\s+indstilling\w*)\b",
    re.IGNORECASE,
)
_RESOLVED_TO = re.compile(
    r"\b(?:beslutte(?:de|r|t)|(?:enige?|enighed|konsensus)\s+om)\b(?P<what>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TO_CARRY = re.compile(
    r"\bat\s+(?:godkende|vedtage|tiltræde|følge)\s+(?:indstillingen|forslaget|sagen|det|dette)\b",
    re.IGNORECASE,
)
_ACTIVE_NO = re.compile(r"\b(?:forkaste(?:de|r)|afvis(?:te|er))\b", re.IGNORECASE)
_VOTED_DOWN = re.compile(r"\b(?:forkaste(?:t|de|s)|nedstemt|stemt\s+ned)\b", re.IGNORECASE)
_FELL_DOWN = re.compile(
    r"\b(?:forslaget|indstillingen|det)\s+(?:\w+\s+)?faldt\b|\bafvis(?:t|te|es|er)\b", re.IGNORECASE
)
_LAPSED = re.compile(r"\bbortfald(?:er|et|t)\b", re.IGNORECASE)
_PUT_OFF = re.compile(r"\b(?:udsat|udsættes|udsatte|udskudt|udskydes|udskød)\b", re.IGNORECASE)
_MATTER = re.compile(r"\b(?:forslaget|indstillingen|indstillingerne)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"\b\w*(?:klage|ansøgning|anmodning|begæring|dispensation|indsigelse|aktindsigt|tilladelse)\w*",
    re.IGNORECASE,
)
"""What may be refused by a vote that was for refusing it."""
_OWN_PROPOSAL = (
    r"forvaltningens|administrationens|udvalgets|formandens|sekretariatets|bestyrelsens|"
    r"direktionens|byrådets|rådets|borgmesterens"
)
_ANOTHER = re.compile(
    r"ændringsforslag|modforslag|underforslag|tillægsforslag|mindretalsindstilling|"
    r"mindretallets|alternativ|delvis|tillægget|"
    rf"\bforslag(?:et|ene)?\s+(?:om|fra|af|til\s+ændring|\d)|\b(?!{_OWN_PROPOSAL})\w+s\s+"
    r"(?:eget\s+|egne\s+)?(?:forslag|indstilling)\b|\bom\s+(?:udsættelse|udskydelse)\b|"
    r"\b(?:udsættelse|udskydelse)n?\b",
    re.IGNORECASE,
)
"""What a clause is about that is not the matter as it was proposed."""
_POINT = re.compile(r"\b(?:pkt\.?|punkt(?:erne)?|ad|at)\s*\d", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:tidligere|forrige|sidste|seneste)\b", re.IGNORECASE)
_PROPOSED = re.compile(r"\b(?:foreslog|foreslår|stillede\s+forslag|fremsatte)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:\w*(?:udvalg|råd|bestyrelse|nævn|forum|forsamling|klynge|direktion|kreds|ledelse)"
    r"(?:et|met|en|n)?|(?:styre|arbejds|projekt|følge|chef|leder)gruppe[nr]?|mødet|flertal(?:let)?|"
    r"byting|man|vi|alle|samtlige|medlemmerne|deltagerne)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"mindretal|\bmedlem\b|\bmedlemmer\b|\bnogle\b|\bflere\b|\bparti(?:et|erne)?\b|\bgruppen\b|"
    r"\b(?:forvaltning|administration)en\b",
    re.IGNORECASE,
)
_BY_SOMEBODY = re.compile(r"\baf\s+(?=[A-ZÆØÅ])")
_BEGINS_WITH_VERB = re.compile(
    r"\A(?:derfor\s+|herefter\s+|enstemmigt\s+)*(?:kan|kunne|vil|ville|ønske|godkend|vedt|tiltr|"
    r"anbefal|fulgte|følger|tilslut|forkast|afvis)",
    re.IGNORECASE,
)
_NAME_ALONE = re.compile(r"\A[A-ZÆØÅ][\w.’'-]*(?:\s+[A-ZÆØÅ][\w.’'-]*)*\Z")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OF_THE_CASE = re.compile(
    r"\W*(?:(?:ikke|ej|dog|enstemmigt|derfor)\W+)*(?:\Z|(?:\w\w+(?:en|et|ne)|det|dette|den)\b|"
    r"\w*(?:udvalg|råd|bestyrelse|nævn|forum)\w*)",
    re.IGNORECASE,
)
"""What is behind a verb that is denied: the case itself, no more of anything else."""
_REPORTS = re.compile(r"\A(?:om\s+)?at\b", re.IGNORECASE)


class _Clause(Struct, frozen=True):
    """A main clause that says what came of something."""

    carried: bool
    other: bool
    """Whether it is of something else than the matter."""


def carries_text(text: str) -> bool | None:
    """Whether a decision in words says that what was proposed was carried.

    ``None``: it says neither, or both, or not of the matter.
    """
    found = list(_outcomes(text))
    said = {one.carried for one in found if one is not None}
    if None in found or len(said) != 1 or all(one.other for one in found if one):
        return None
    return said.pop()


def _outcomes(text: str) -> Iterator[_Clause | None]:
    """What each clause says of what was proposed; ``None``: that it was put off."""
    proposed = False
    for sentence in _SENTENCE.split(_BRACKETS.sub("", NOT_BY_ALL.sub("", text))):
        if _BEFORE.search(sentence):
            continue
        ours = True
        clauses = [_NO_DENIAL.sub("", clause) for clause in _CLAUSE.split(sentence)]
        for index, clause in enumerate(clauses):
            if index and _SUBORDINATE.match(clause):
                continue
            ours = _is_ours(clause, before=ours)
            proposed = proposed or _PROPOSED.search(clause) is not None
            if not ours:
                continue
            that_one = proposed and re.search(r"\bforslaget\b", clause) is not None
            reports = any(map(_REPORTS.match, clauses[index + 1 : index + 2]))
            other = that_one or _ANOTHER.search(clause) is not None
            yield from _outcome(clause, other=other, reports=reports)


def _is_ours(clause: str, *, before: bool) -> bool:
    """Whether a clause may tell what the meeting did; ``before``: whether the last one might."""
    by = _BY_SOMEBODY.search(clause)
    if _OTHERS.search(clause) or (by is not None and not _BODY.match(clause, by.end())):
        return False
    if _BODY.search(clause):
        return True
    if any(found.search(clause) for found in (_ACTIVE, _ACTIVE_NO, _MAY_SAY_YES)):
        return before and _BEGINS_WITH_VERB.match(clause) is not None
    verbs = (_PARTICIPLE, _PASSIVE, _VOTED_DOWN, _LAPSED, _PUT_OFF)
    says = any(verb.search(clause) for verb in verbs)
    return says or _NAME_ALONE.match(clause) is None


def _outcome(clause: str, *, other: bool, reports: bool) -> Iterator[_Clause | None]:
    """What a clause says, where that is certain; ``reports``: one with »at« follows it."""
    resolved = _RESOLVED_TO.search(clause)
    if resolved and _TO_CARRY.search(resolved["what"]) and not _NOT.search(clause):
        yield _Clause(carried=True, other=other)
        return
    main = _ENDS_MAIN.sub("", clause)
    carried = _says_yes(main, reported=reports or _REPORTS.match(clause[len(main) :]) is not None)
    in_part = _POINT.search(main) is not None
    if carried is not None:
        yield _Clause(carried, other or (in_part and not carried))
    elif resolved or _NOT.search(main):
        return
    elif _PUT_OFF.search(main):
        if not other:
            yield None
    elif _says_no(main):
        yield _Clause(carried=False, other=other or in_part)


def _says_yes(main: str, *, reported: bool) -> bool | None:
    """Whether a verb of approving stands in a clause, and is not denied; ``None``: no verb.

    ``reported``: what was approved is told in a clause with »at« behind it.
    """
    if verb := _PARTICIPLE.search(main):
        denied = _NOT.search(main[: verb.start()]) is not None
    elif verb := _PASSIVE.search(main):
        denied = _NOT.search(main) is not None
    elif verb := _ACTIVE.search(main) or _MAY_SAY_YES.search(main):
        denied = _NOT.search(main) is not None
        if not denied and _MAY_SAY_YES.search(main):
            return None
        last = max([verb.end(), *(no.end() for no in _NOT.finditer(main))])
        reported = reported or _OF_THE_CASE.match(main, last) is None
    else:
        return None
    if denied and (reported or _REQUEST.search(main)):
        return None  # the vote may have been for saying no
    return not denied


def _says_no(main: str) -> bool:
    if _REQUEST.search(main):
        return False
    if _VOTED_DOWN.search(main):
        return True
    if _LAPSED.search(main):
        return _MATTER.search(main) is not None or _LAPSED.match(main) is not None
    return _FELL_DOWN.search(main) is not None and _MATTER.search(main) is not None
