"""What came of an item in a few words, for the overview."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from moedebog import typography
from moedebog.blocks import Paragraph, text_of
from moedebog.catalogue import Slags, Udfald
from moedebog.compose.ballots import Resultat, elected
from moedebog.compose.material import tells_brought
from moedebog.compose.section_texts import Sections
from moedebog.compose.told import words_in
from moedebog.compose.wording import enumerated, printed
from moedebog.document import Kind
from moedebog.meeting import Afsnit, Afstemning, Delbeslutning, Lukket
from moedebog.phrases import Phrases

_LONGEST = 60
"""Characters that the overview has room for."""


def in_short(sections: Sections) -> str:
    """What came of an item, as far as its document and audience tell.

    It is the outcome, that of all answers, or the whole decision where that is short; where
    nothing of that is said, who was elected, or what the vote came to. Empty where that is not
    certain, or takes more than a few words.
    """
    if sections.kind is Kind.DAGSORDEN:
        return ""  # what is withdrawn before the meeting stands with the title
    if sections.item.closed_to(sections.audience):
        return closed_in_short(sections.item.lukket)
    own = [a for a in sections.material.sections if not sections.closed(a)]
    standing = [a for a in own if sections.stands_here(a.slags)]
    decisions = [a for a in standing if a.slags is Slags.BESLUTNING]
    votes = [vote for a in standing for vote in a.afstemning]
    said = _said(sections, own, decisions)
    if said and not (set(said) == {Udfald.VALGT} and _told(votes)):
        return _of_outcomes(said, decisions, sections.words)
    if not said and (text := _of_text(decisions)):
        return text
    if _told(votes):
        return _elected(votes, sections.words)
    if not own and len(sections.material.sections) == 1:
        return closed_in_short(sections.material.sections[0].lukket)
    return "" if _answers(own) else _by_vote(sections, votes)


def closed_in_short(lukket: Lukket | None) -> str:
    """What the public reads of a closed decision, where that is a few words."""
    if lukket is None or len(lukket.offentlig_beslutning) != 1:
        return ""
    (block,) = lukket.offentlig_beslutning
    text = text_of(block.inlines) if isinstance(block, Paragraph) else ""
    told = "" if _leads_to_more(text) else _short(_without_stop(text))
    return told or (_outcome_in(text) if text else "")


def _of_outcomes(said: dict[str, str], decisions: Sequence[Afsnit], words: Phrases) -> str:
    """The outcomes in a line; of one in a text of its own that is too long, how it begins."""
    exact = said | _brought(decisions, words)
    texts = [_in_one_line(one.values(), words) for one in (exact, said)]
    if set(said) == {Udfald.INDBRAGT} and (first := _of_text(decisions)):
        told = any(map(tells_brought, decisions)) and "indbr" in first.casefold()
        texts.insert(0, first if told else _in_one_line([first, *exact.values()], words))
    if len(said) == 1:
        texts.append(_outcome_in(texts[-1]))
    return next(filter(_short, texts), "")


# --- by the decision's own text -------------------------------------------------------


def _of_text(decisions: Sequence[Afsnit]) -> str:
    """The decision where it is a few words, else the sentence that tells what came of it."""
    whole = _whole(decisions)
    told = "" if _leads_to_more(whole) else _short(_without_stop(whole))
    return told or _outcome_in(_first(decisions))


def _first(decisions: Sequence[Afsnit]) -> str:
    """The first paragraph of the only decision with a text."""
    texts = [a.tekst for a in decisions if a.tekst]
    if len(texts) != 1 or not isinstance(texts[0][0], Paragraph):
        return ""
    later = [words_in((block,)) for block in texts[0][1:]]
    return "\n".join((text_of(texts[0][0].inlines), *later))


def _outcome_in(text: str) -> str:
    """The first sentence of a text where it says what came of the matter, or how that begins.

    Empty where it does not, is too long, or where what follows says something else.
    """
    first, *later = _sentences(text.strip())
    if not re.match(_TELLS, first) or any(re.search(_ANYTHING, each) for each in later):
        return ""
    if _leads_to_more(first):
        return _alone(first)
    if whole := _short(_without_stop(first)):
        return whole
    head = re.split(_BUT, first, maxsplit=1)[0]
    return _short(f"{head.rstrip(',;')} …") if head != first else ""


def _leads_to_more(text: str) -> bool:
    """Whether a text leads to the list or table that says what was decided."""
    return text.rstrip().endswith(":")


def _alone(text: str) -> str:
    """The word for what came of the matter before a list or table of what that is; empty where
    the text says more than that, which the word alone would not.
    """
    found = re.match(_ONLY_LEADS, text)
    return typography.capitalised(found[1]) if found and not re.search(_QUALIFIES, text) else ""


def _sentences(text: str) -> list[str]:
    """The sentences of a text; one does not end where an abbreviation leads on to a name."""
    found, begin = [], 0
    for match in re.finditer(_SENTENCE, text):
        if not re.search(_LEADS_ON, text[begin : match.start()]):
            found.append(text[begin : match.start()])
            begin = match.end()
    return [*found, text[begin:]]


_LEADS_ON = (
    r"(?:(?<!\w)(?i:jf|nr|stk|pkt|kap|art|litra|f\.eks|bl\.a|ca|hr|fr|dr|vedr|inkl|ekskl|evt|hhv|"
    r"afd|adm|dir|v)|\s[A-ZÆØÅ])\.$"
)
"""After these words with their point, and after an initial, the sentence goes on."""
_SENTENCE = r"(?<=[.!?])\s+(?=[A-ZÆØÅ])|\n"
_BUT = r"(?:,\s+|\s+[-–—]\s+)(?=(?:dog|idet|men|mens|således|med|under|på|hvorefter|hvorved)\b)"
"""Where a sentence has said what came of the matter, and goes on about how."""
_DONE = (
    r"(?:ikke\s+)?(?:godkendt|vedtaget|tiltrådt|imødekommet|anbefalet|forkastet|afvist|udsat|drøftet|"
    r"bortfaldet|oversendt|tilbagesendt|afslået|taget\s+til\s+efterretning|sendt\s+i\s+høring|"
    r"sendt\s+tilbage)\b"
)
_DID = (
    r"(?:godkendte|godkender|vedtog|vedtager|tiltrådte|tiltræder|anbefalede|anbefaler|forkastede|"
    r"afviste|udsatte|drøftede|tog\s+\w+\s+til\s+efterretning)\b"
)
_ADVERB = r"(?:(?:enstemmigt|herefter|enigt|hermed|da)\s+)?"
_TELLS = (
    rf"(?i)(?:(?:indstillingen|forslaget|sagen|punktet|orienteringen|ansøgningen|planen|udkastet|"
    rf"budgettet|regnskabet|redegørelsen|\w+sforslaget|det)\s+)?"
    rf"(?:(?:blev|er|bliver)\s+)?{_ADVERB}{_DONE}"
    rf"|(?:(?:et\s+)?(?:enigt\s+)?(?:\w*udvalg(?:et)?|byrådet|kommunalbestyrelsen|regionsrådet|rådet|"
    rf"bestyrelsen|nævnet|forummet|styregruppen|klyngen))\s+{_ADVERB}{_DID}"
)
"""A sentence whose subject is the matter or the body, and that says what came of it."""
_ONLY_LEADS = (
    rf"(?i)({_DONE})(?:\s+(?:(?:med|efter|som)\s+)?"
    r"(?:denne|dette|disse|følgende|nedenstående|således)(?:\s+\w+)?)?:\s*$"
)
"""A text that says what came of the matter and else but leads to a list or table."""
_QUALIFIES = r"(?i)ændr|forbehold|tilføj|bemærk|vilkår|betingel|undtag|krav|præciser|tilret"
"""In what leads to something that is decided beside, or against, what was proposed."""
_ANYTHING = rf"(?i)\b(?:{_DONE}|{_DID}|udgår|udgik)"
"""What may say that something else came of it, or of a part."""


def _short(text: str) -> str:
    """The text, or nothing where there is no room for it."""
    return text if len(text) <= _LONGEST else ""


def _without_stop(text: str) -> str:
    """The text without the full stop that ends it, as it stands in a table.

    The point of an abbreviation, of an initial after a name or of a day (*den 2.*) stays: it
    belongs to the word.
    """
    return text if re.search(_OWN_POINT, text) else text.removesuffix(".")


_OWN_POINT = (
    r"(?:(?<![\w.])(?:(?:den|d\.|stk\.|pr\.|\d\.\s(?:og|eller|til))\s\d{1,2}"
    r"|[A-ZÆØÅ][\w'’-]+\s[A-ZÆØÅ]|(?!\w*[aeiouyæøåAEIOUYÆØÅ])[^\W\d_]+(?<=[a-z])"
    r"|(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}"
    r"|(?i:mio|mia|osv|etc|evt|ca|afd|adm|dir|inkl|ekskl|maks|vedr|hhv|tilf|ekstr|iht|ift|ifm|pga"
    r"|vha|mht|udg|sek|resp|gl|gr|alm|div|lign|jan|feb|aug|sep|sept|okt|dec))"
    r"|\d\s+min|\.\.)\.$"
)
"""How a text ends whose last point is not (only) that of the sentence. A word without a vowel is
an abbreviation, unless it is in capitals (*KL*)."""


def _in_one_line(texts: Iterable[str], words: Phrases) -> str:
    """Outcomes in a line, which begins as the sentence in the item does."""
    told = (_without_stop(text).removesuffix(":") for text in texts)
    return typography.capitalised(enumerated(list(told), words))


def _brought(decisions: Sequence[Afsnit], words: Phrases) -> dict[str, str]:
    """Before whom the matter was brought, where that is told."""
    brought = next((a.indbragt for a in decisions if a.indbragt), None)
    if brought is None or not brought.for_:
        return {}
    return {Udfald.INDBRAGT.value: words.brought_before.format(body=brought.for_)}


def _said(sections: Sections, own: Sequence[Afsnit], decisions: Sequence[Afsnit]) -> dict[str, str]:
    """The outcomes as typed, with what is printed of each."""
    words = sections.words
    said = {u: printed(u, words) for a in decisions for u in a.udfald}
    if not said and any(a is sections.material.answering for a in decisions):
        said = {u: printed(u, words) for answer in _answers(own) for u in answer.udfald}
    return said


def _answers(own: Sequence[Afsnit]) -> list[Delbeslutning]:
    return [d for a in own if a.indstilling for d in a.indstilling.delbeslutninger]


def _whole(decisions: Sequence[Afsnit]) -> str:
    """The text of the only decision, where it is a single paragraph."""
    texts = [a.tekst for a in decisions if a.tekst]
    if len(texts) != 1 or len(texts[0]) != 1 or not isinstance(texts[0][0], Paragraph):
        return ""
    return text_of(texts[0][0].inlines)


# --- by elections and votes -----------------------------------------------------------


def _told(votes: Sequence[Afstemning]) -> bool:
    """Whether it is on record who was elected."""
    return any(elected(vote.valg) for vote in votes if vote.valg)


def _elected(votes: Sequence[Afstemning], words: Phrases) -> str:
    """Who was elected, and to what where there were several elections; or that somebody was."""
    held = [vote.valg for vote in votes if vote.valg]
    names = [name for valg in held for name in elected(valg)]
    texts = [_enumerated(names, words), words.outcomes[Udfald.VALGT]]
    if len(held) > 1 and all(valg.til for valg in held):
        with_office = [
            words.in_brackets.format(text=name, more=typography.uncapitalised(valg.til or ""))
            for valg in held
            for name in elected(valg)
        ]
        texts.insert(0, _enumerated(with_office, words))
    return next(filter(_short, texts))


def _enumerated(names: Sequence[str], words: Phrases) -> str:
    return words.elected.format(names=typography.enumeration(list(names), words))


def _by_vote(sections: Sections, votes: Sequence[Afstemning]) -> str:
    """What the only vote on the matter came to, where that is certain."""
    words = sections.words
    halls = [(vote, sections.material.hall_of(vote)) for vote in votes]
    on_it = [(vote, hall) for vote, hall in halls if vote in hall.decided.on_the_matter]
    if len(on_it) != 1:
        return ""
    vote, hall = on_it[0]
    if hall.decided.text and hall.decided.says_of(vote).carried is None:
        return ""  # what the text says may be about something else
    match hall.verdict(vote).result:
        case Resultat.VEDTAGET:
            return words.result_carried
        case Resultat.FORKASTET:
            return words.result_rejected
        case Resultat.STEMMELIGHED:
            return words.outcomes[Udfald.BORTFALDET]
        case None:
            return ""
