"""Texts: what must not stand in public, references that lead nowhere, titles and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from functools import lru_cache
from urllib.parse import unquote

from moedebog import cpr
from moedebog.authorities import ACCESS
from moedebog.blocks import Blocks, Heading, text_of
from moedebog.catalogue import Bilagsnumre, Sagstype, Slags
from moedebog.catalogue.sections import KEYS
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example, in_text
from moedebog.guesses import nearest
from moedebog.meeting import Punkt
from moedebog.phrases import DANISH
from moedebog.phrases.item_words import noun, word_before_number
from moedebog.rules.case import Case, Passage
from moedebog.rules.dates import in_words, mentions
from moedebog.rules.decisions import names_other_body, sentence_around, tells_past
from moedebog.rules.elsewhere import is_elsewhere, is_of_law

_DIGITS = re.compile(r"\d{6}").search

HEADING_SKIPPED = Rule(
    "M541",
    Severity.HINT,
    Phrase(
        "Overskriften »{overskrift}« springer et niveau over.",
        "The heading »{overskrift}« skips a level.",
    ),
    Phrase(
        "Skriv {ret} i stedet for {skrevet}; niveauerne går ét trin ned ad gangen.",
        "Write {ret} instead of {skrevet}; levels go down one step at a time.",
    ),
    Example(wrong=in_text("# Økonomi\n\n### Drift"), right=in_text("# Økonomi\n\n## Drift")),
    reason=Phrase(
        "Den, der bruger skærmlæser, finder vej ad overskrifternes niveauer. Springer de, ser det "
        "ud, som om der mangler noget.",
        "Users of screen readers find their way by the levels of headings. Where one is skipped, "
        "something seems to be missing.",
    ),
    source=ACCESS,
)
NUMBER_IN_TITLE = Rule(
    "M542",
    Severity.HINT,
    Phrase(
        "»{ord}« står i titlen; nummer og klokkeslæt skriver moedebog selv.",
        "»{ord}« stands in the title; moedebog writes number and time itself.",
    ),
    Phrase(
        "Slet det i titlen; brug `nr`, `tid` eller `varighed`.",
        "Delete it in the title; use `nr`, `tid` or `varighed`.",
    ),
    Example(wrong="- titel: Punkt 3. Budget", right="- titel: Budget"),
    reason=Phrase(
        "Nummer og tid regnes ud på ny, når dagsordenen ændres. Det, der står i titlen, bliver "
        "stående og kan komme til at sige noget andet.",
        "Number and time are worked out anew when the dagsorden changes. What stands in the title "
        "stays as it is and may come to say something else.",
    ),
    about=("titel",),
)
NO_SUCH_ITEM = Rule(
    "M543",
    Severity.WARNING,
    Phrase(
        "Der henvises til {ord} {nr}, men mødet har ikke {ord} {nr}.",
        "The text refers to {ord} {nr}, but the meeting has no {ord} {nr}.",
    ),
    Phrase("Ret nummeret.", "Correct the number."),
    Example(wrong=in_text("Tallene står i bilaget, jf. punkt 9."), right=in_text("Se punkt 1.")),
    reason=Phrase(
        "Numrene flytter sig, når et punkt kommer til eller går ud. Så fører henvisningen læseren "
        "forkert eller ingen steder hen.",
        "The numbers move when an item is added or taken out. Then the reference leads the reader "
        "astray, or nowhere.",
    ),
    rests_on=("nr", "nummerering", "sagstype", "punkter", "underpunkter", "indstilling", "at"),
)
NO_SUCH_BILAG = Rule(
    "M5491",
    Severity.WARNING,
    Phrase(
        "Der henvises til bilag {nr}, men mødet har ikke bilag {nr}.",
        "The text refers to bilag {nr}, but the meeting has no bilag {nr}.",
    ),
    Phrase("Ret nummeret.", "Correct the number."),
    Example(
        wrong=in_text("Tallene står i notatet, jf. bilag 9.9."),
        right=in_text("Tallene står i notatet."),
    ),
    reason=Phrase(
        "Numrene flytter sig, når et punkt eller et bilag kommer til eller går ud. Så finder "
        "læseren et forkert bilag eller intet.",
        "The numbers move when an item or an attachment is added or taken out. Then the reader "
        "finds a wrong attachment, or none.",
    ),
    rests_on=("nr", "nummerering", "sagstype", "punkter", "underpunkter", "bilag", "bilagsnumre"),
)
NO_SUCH_BILAG_OF_ITEM = Rule(
    "M5495",
    Severity.WARNING,
    Phrase(
        "Der henvises til bilag {bilag} til {ord} {nr}, som kun har {antal:bilag|bilag}.",
        "The text refers to bilag {bilag} of {ord} {nr}, which has only {antal:bilag|bilag}.",
    ),
    Phrase("Ret nummeret.", "Correct the number."),
    Example(
        wrong="- titel: A\n  resume: Tallene står i punkt 1, bilag 7.\n  bilag:\n    - titel: Tal",
        right="- titel: A\n  resume: Tallene står i punkt 1, bilag 1.\n  bilag:\n    - titel: Tal",
    ),
    reason=Phrase(
        "Numrene flytter sig, når et bilag kommer til eller går ud. Så finder læseren et forkert "
        "bilag eller intet.",
        "The numbers move when an attachment is added or taken out. Then the reader finds a wrong "
        "one, or none.",
    ),
    rests_on=("nr", "nummerering", "sagstype", "punkter", "underpunkter", "bilag", "bilagsnumre"),
)
NO_SUCH_MEETING = Rule(
    "M544",
    Severity.HINT,
    Phrase(
        "Der henvises til et møde den {dato}, men forummet har ikke noget møde den dag.",
        "The text refers to a meeting on {dato}, but the forum has no meeting on that day.",
    ),
    Phrase(
        "Ret datoen, eller skriv, hvilket forum mødet er i.",
        "Correct the date, or write which forum's meeting it is.",
    ),
    Example(
        wrong=in_text("Som aftalt på mødet den 5. september 2025."),
        right=in_text("Som aftalt på mødet den 3. september 2025."),
        files={
            f"{day}.yaml": f"dato: {day}\nstart: 10.00\npunkter: []\n".encode()
            for day in ("2025-09-01", "2025-09-03")
        },
    ),
    reason=Phrase(
        "Læseren vil slå det andet møde op og kan ikke finde det.",
        "Readers will want to look the other meeting up, and cannot find it.",
    ),
)
MISSING_SECTION = Rule(
    "M545",
    Severity.WARNING,
    Phrase(
        "»{titel}« mangler afsnittet {slags}, som forummet kræver ved sagstypen {sagstype}.",
        "»{titel}« lacks the section {slags}, which the forum requires with the sagstype "
        "{sagstype}.",
    ),
    Phrase(
        "Skriv {slags}: ved punktet, eller ret politikken i forum.yaml.",
        "Write {slags}: at the item, or correct the policy in forum.yaml.",
    ),
    Example(
        wrong="- titel: Budget\n  sagstype: beslutning",
        right="- titel: Budget\n  sagstype: beslutning\n  sagsfremstilling: Tallene er klar.",
        forum="politik: {afsnit: [{slags: sagsfremstilling, kraeves_ved: [beslutning]}]}",
    ),
    reason=Phrase(
        "Forummet har selv bestemt, hvad en sag af den slags skal have med, for at der kan tages "
        "stilling til den.",
        "The forum itself has laid down what a case of this kind must hold for it to be decided.",
    ),
    source=Phrase(
        "Forummets egen standard for sagsfremstillinger",
        "The forum's own standard for the presentation of cases",
    ),
    rests_on=(
        *("afsnit", "slags", *KEYS),
        *("punkter", "underpunkter", "titel", "at"),
    ),
)

MISSPELT_HEADING = Rule(
    "M546",
    Severity.HINT,
    Phrase(
        "»{overskrift}« ligner »{standard}«, men er stavet anderledes.",
        "»{overskrift}« is much like »{standard}«, but spelt in another way.",
    ),
    Phrase(
        "Skriv {standard}, hvis det er det, der menes.",
        "Write {standard} if that is what is meant.",
    ),
    Example(wrong=in_text("### Sagsfremstiling"), right=in_text("### Sagsfremstilling")),
    reason=Phrase(
        "Ens overskrifter gør det let at finde det samme i alle sager. En stavefejl kommer "
        "uændret i dokumentet.",
        "Headings that are alike make it easy to find the same thing in all cases. A misspelling "
        "goes into the document as it is.",
    ),
    about=("overskrift", "titel"),
)
NO_LINK = Rule(
    "M547",
    Severity.WARNING,
    Phrase(
        "»{tekst}« er ikke blevet til et link, men trykkes, som det står.",
        "»{tekst}« has not become a link, but is printed as it stands.",
    ),
    Phrase(
        "Skriv [tekst](https://example.org) uden mellemrum i adressen og mellem parenteserne.",
        "Write [text](https://example.org) without spaces in the address and between the brackets.",
    ),
    Example(
        wrong=in_text("Se [planen](https://example.org/den nye plan)."),
        right=in_text("Se [planen](https://example.org/den-nye-plan)."),
    ),
    reason=Phrase(
        "Læseren får en rå adresse i parenteser at se og kan ikke trykke på den.",
        "Readers get to see a raw address in brackets, and cannot click it.",
    ),
)

_THEN_A_TITLE = rf"(?=\s+[A-ZÆØÅ])(?!\s+(?i:{'|'.join(DANISH.months)})\b)"
_TITLE_NUMBER = re.compile(
    r"^\s*(?:(?i:punkt|pkt\.?|ad)\s*\d+(?:\.\d+)*\s*[:.)-]?"
    # Before a small letter or a month it is an ordinal: 2. behandling, 1. Maj.
    r"|(?:\d{1,2}(?:\.\d+)*[a-z]?[.):]|\d{1,2}(?:\.\d+)+|\d{1,2}[a-z]?\s*[-–]"
    r"|(?i:nr\.?)\s*\d+(?:\.\d+)*\s*[:.)-]?)"
    rf"{_THEN_A_TITLE})"
)
_TITLE_CLOCK = re.compile(
    r"\bkl\.?\s?\d{1,2}(?:[.:]\d{2})?(?!\d)(?:\s*[-–]\s*\d{1,2}[.:]\d{2}\b)?"
    r"|\(?\b\d{1,2}[.:]\d{2}\s*[-–]\s*\d{1,2}[.:]\d{2}\b\)?"
    r"|\b(?:[01]?\d|2[0-3]):[0-5]\d\b",
    re.I,
)
_LONGEST = 240
"""Minutes that a meeting is taken to last where nothing says it."""
_NUMBER = r"\d++(?:\.\d++)*+"
# The other numbers of a list. No word after them is counted by them: Se punkt 1, 14 elever deltog.
_OTHERS = (
    rf"(?:(?:,\s+{_NUMBER})*(?:\s+(?:og|eller)\s+{_NUMBER})+(?=\s*(?:$|[.;:)!?](?!\d)|,(?!\s*\d))"
    r"|\s+(?:og\s+(?!\d)|(?:er|var|blev|bliver|udgår|\w{3,}(?<!r)es|på\s+dagsordenen)\b))"
    rf"|(?:,\s+{_NUMBER})+(?=\s*(?:$|[.;:)!?](?!\d)|,(?!\s*\d))))?"
)
# Patterns that many meetings do without are texts: ``re`` compiles such a one at its first use.
_REFERS = (
    r"(?:\b(?:se|jf\.|jvf\.|jævnfør|fremgår\s+af|under|dagsordenens"
    r"|(?:nævnt|omtalt|beskrevet|anført)\s+i|(?:sammen|samtidig)\s+med|i\s+forlængelse\s+af"
    r"|(?:henvises|henvisning)\s+til)\s+(?:også\s+)?|\()"
)
_REFERS_OR_STANDS = rf"(?:{_REFERS}|\b(?:står|ses|findes|vises|vist|gengivet|opgjort)\s+i\s+)"
_ITEM = r"(?:dagsordens)?(?:punkt(?:erne)?\s+|pkt\.\s*|pkt\s+"
_NOT_OUR_PAPERS = (
    r"(?!\s+(?:dagsorden(?:en)?|(?:bilags|sags|møde)?mapp(?:en|erne)|(?:møde)?materialet|dag)\b)"
)
_OF_SOMETHING_ELSE = (
    # What follows may say so.
    rf"(?!(?:\s*(?:,|og|eller)\s*{_NUMBER})*\s*,?\s*"
    rf"(?:(?:i|på){_NOT_OUR_PAPERS}|af|fra|til(?!\s+\d)|under|stk|litra|nr|§"
    r"|sidste|forrige|seneste)\b)"
    r"(?!\s*[/–-]\s*\d)"  # the number of a case, or of a year's
)
_RANGE = r"(?:\s?[-–]\s?\d{1,3}(?![\d/.,–-]*\d)|\s+til\s+\d{1,3}(?![\d.,]*\d))?"
"""The end of a range: ``5-7``. A case's number looks like one: see ``_numbers``."""
_WIDEST_RANGE = 30
_IN_A_LAW = r"(?i)(?:§|\bstk\.|\bnr\.|\blitra|\bartikel|\bkapitel)[^;]{0,20}\Z"
_OF_WHAT = r"(?i)\b(?!(?:dagsordenens|mødets)\s)[^\W\d_]+s\s+\Z"
"""Whose item it is, where that is not the meeting's: ``kontraktens punkt 2``."""
_LONGEST_NUMBER = 3
"""Digits of an item's number; longer ones are those of cases."""
_BROKEN_LINK = r"\[[^\]\n]+\]\s?\(\s*(?:https?:|www\.|mailto:)\S*"
_BEFORE = 200
"""Characters before a date that may say that it is a meeting's."""
_MEETING_ON = (
    r"(?i)\b(?:forrige|seneste|sidste|næste|kommende|vores|på|referat(?:et)?\s+(?:fra|af))"
    r"\s+mødet?\s*$"
)
_ELSEWHERE = r"(?:\s+kl\.?\s*[\d.:]+)?\s+(?:i|hos|med|mellem|for)\b"
"""What follows the date of a meeting that is not the forum's, or may not be."""
_STANDARD_TITLES = {s.kind.title.casefold(): s.kind.title for s in Sagstype if s.kind.title}


def personal_numbers(case: Case) -> Iterator[Diagnostic]:
    """No CPR number stands anywhere in public, also not where a link leads."""
    for text in case.texts_with_digits:
        if text.public:
            yield from cpr.personal_numbers(text.text, text.position, called=text.called)
    for (address, position), text in case.links.items():
        if text.public and _DIGITS(address):
            yield from cpr.personal_numbers(unquote(address).replace("/", " "), position)


def headings(case: Case) -> Iterator[Diagnostic]:
    """Headings inside a text go down one level at a time."""
    for stream in case.streams:
        yield from _headings(stream.blocks)


def _headings(blocks: Blocks) -> Iterator[Diagnostic]:
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if level and block.level > level + 1 and block.position is not None:
                text = text_of(block.inlines)
                signs = {"ret": "#" * (level + 1), "skrevet": "#" * block.level}
                yield HEADING_SKIPPED.at(block.position, overskrift=text, **signs).on(text)
            level = block.level


def misspelt(case: Case) -> Iterator[Diagnostic]:
    """Headings and titles that are in every meeting are written as there."""
    policies = case.meeting.forum.politik.afsnit
    usual = case.plan.phrases.sections
    headings = (usual.get(a.slags) if a.overskrift is None else a.overskrift for a in policies)
    known = {heading.casefold(): heading for heading in headings if heading}
    for item in case.plan.items:
        punkt = item.punkt
        yield from _misspelt(punkt.titel, punkt.position, _STANDARD_TITLES)
        for afsnit in punkt.alle_afsnit():
            if afsnit.overskrift:
                yield from _misspelt(afsnit.overskrift, afsnit.position, known)
            for block in afsnit.tekst:
                if isinstance(block, Heading) and block.position is not None:
                    yield from _misspelt(text_of(block.inlines), block.position, known)


def _misspelt(written: str, position: Position, usual: Mapping[str, str]) -> Iterator[Diagnostic]:
    """``usual`` are the right words, by their small letters."""
    for right in _nearly(written.strip(" .:").casefold(), tuple(usual)):
        yield MISSPELT_HEADING.at(position, overskrift=written, standard=usual[right]).on(written)


@lru_cache(maxsize=1024)  # the same headings stand in one item after the other
def _nearly(word: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The words that ``word`` is a misspelling of."""
    meant = []
    for right in usual:
        shorter, longer = sorted((len(word), len(right)))
        # So different in length, they are not as like as they must be.
        if word[:1] not in right[:2] or longer - shorter > 2 or longer * 9 > shorter * 11:
            continue
        # Other forms of the word are meant as they are.
        if not word.startswith(right) and not right.startswith(word):
            meant += [right] if nearest(word, [right], cutoff=0.9) else []
    return tuple(meant)


def links(case: Case) -> Iterator[Diagnostic]:
    """What looks like a link has become one."""
    for text in case.texts:
        if not text.inlines or "]" not in text.text:
            continue  # in a plain text there are no links
        for match in re.finditer(_BROKEN_LINK, text.text):
            yield NO_LINK.at(text.position, tekst=match[0]).on(match[0])


def titles(case: Case) -> Iterator[Diagnostic]:
    """Numbers and clock times are not typed into titles."""
    for item in case.plan.items:
        titel, nr = item.punkt.titel, item.numbered.nr
        match = _TITLE_NUMBER.search(titel)
        if not match and nr.isdigit() and titel.startswith(nr):
            match = re.match(nr + _THEN_A_TITLE, titel)
        word = match[0].strip() if match else _own_time(item, case.plan)
        if word:
            yield NUMBER_IN_TITLE.at(item.punkt.position, ord=word).on(word)


def _own_time(item: PlannedItem, plan: Plan) -> str:
    """The clock time in an item's title that says when it is on: one may be what it is about."""
    titel, reckoning = item.punkt.titel, plan.reckoning
    for match in _TITLE_CLOCK.finditer(titel):
        hour, minute = re.findall(r"(\d+)(?:[.:](\d+))?", match[0])[0]
        if int(hour) > 23 or int(minute or 0) > 59:
            continue
        at = plan.minutes_at(item, time(int(hour), int(minute or 0)))
        if item.slot is not None:
            start = reckoning.minutes_to(item.slot.start)
            if start <= at <= (reckoning.minutes_to(item.slot.end) if item.slot.end else start):
                return match[0].strip()
        last = not titel[match.end() :].strip(" .)")
        if last and plan.meeting.start and _begin(plan) <= at <= _end(plan):
            return match[0].strip()
    return ""


def _begin(plan: Plan) -> int:
    return plan.reckoning.on_first(plan.meeting.start or time())


def _end(plan: Plan) -> int:
    """When a meeting ends at the latest."""
    reckoning, slut = plan.reckoning, plan.meeting.slut
    known = [reckoning.minutes_to(i.slot.end) for i in plan.items if i.slot and i.slot.end]
    if slut is not None:
        known.append(reckoning.on_last(slut))
    return max(known, default=_begin(plan) + _LONGEST)


def references(case: Case) -> Iterator[Diagnostic]:
    """Items and meetings that are referred to exist."""
    yield from _items(case)
    yield from _bilag(case)
    yield from _bilag_of_items(case)
    for text in case.texts_with_digits:
        lower = text.text.lower()
        for mention in mentions(text.text, case.meeting.dato) if "møde" in lower else ():
            day = mention.day
            if day is None or not re.search(_MEETING_ON, text.text[: mention.start][-_BEFORE:]):
                continue
            if text.slags == Slags.BESLUTNING and tells_past(text.text, mention):
                continue  # told by another rule
            if text.slags == Slags.BILAG or re.match(_ELSEWHERE, text.text[mention.end :]):
                continue
            if names_other_body(sentence_around(text.text, mention), case.meeting.forum.navn):
                continue
            # Only inside the time that the forum's files cover: older ones may lie elsewhere.
            known = case.dates
            if known and min(known) < day < max(known) and day not in known:
                yield NO_SUCH_MEETING.at(text.position, dato=in_words(day)).on(mention.written)


def _items(case: Case) -> Iterator[Diagnostic]:
    """Items that are referred to, by the forum's word for them or the usual one."""
    numbers = {item.numbered.nr for item in case.plan.items}
    own = _own_word(case)
    word = _item_word(case)
    hints = {"punkt", "pkt", *own}
    for text in case.texts_with_digits:
        lower = text.text.lower()
        pattern = _item_reference(*own, bare=_says_what_to_do(text))
        for match in pattern.finditer(text.text) if any(h in lower for h in hints) else ():
            if is_elsewhere(case, text, match) or _is_of_paper(text, match):
                continue
            points = _points(text.item.punkt) if text.item else 0
            for nr in _numbers(match[1], own):
                if nr not in numbers and not (nr.isdigit() and int(nr) <= points):
                    diagnostic = NO_SUCH_ITEM.at(text.position, nr=nr, ord=word)
                    yield diagnostic.on(match[0].lstrip("("))


def _says_what_to_do(text: Passage) -> bool:
    """Whether a text is a point, a proposal or a task: an item that it names is the meeting's."""
    plain = text.item is not None and not text.inlines and text.slags in set(Slags)
    return text.slags == Slags.INDSTILLING or (plain and text.slags != Slags.BILAG)


def _is_of_paper(text: Passage, match: re.Match[str]) -> bool:
    """Whether an item that is named without ``se`` or the like is one of a law or a paper."""
    if re.match(_REFERS, match[0]):
        return False
    before = text.text[: match.start()]
    return bool(
        re.search(_OF_WHAT, before) or re.search(_IN_A_LAW, before) or is_of_law(text.text, match)
    )


def _numbers(written: str, own: Sequence[str]) -> list[str]:
    """The numbers that a reference gives; of a range its ends. None where it is a case's."""
    first, *others = re.findall(_NUMBER, written)
    if re.match(rf"{_NUMBER}(?:\s?[-–]|\s+til\b)", written) and not (
        len(first) <= _LONGEST_NUMBER
        and first.isdigit()
        and 0 < int(others[0]) - int(first) <= _WIDEST_RANGE
    ):
        return []
    longest = _LONGEST_NUMBER if own else len(written)
    return [nr for nr in (first, *others) if len(nr.partition(".")[0]) <= longest]


def _own_word(case: Case) -> tuple[str, ...]:
    """The forum's words for an item, in small letters, where they are not the usual ones.

    A paragraph sign is none: most of them in a text are of laws.
    """
    own = case.meeting.forum.politik.punktord
    word = word_before_number(own, DANISH).lower().rstrip(".")
    words = {word, noun(own, DANISH)} - {"punkt", "pkt", "§"}
    return tuple(sorted(words))


def _item_word(case: Case) -> Phrase:
    """What an item is called in a finding: as the forum prints it."""
    word = word_before_number(case.meeting.forum.politik.punktord, DANISH)
    return Phrase("punkt", "item") if word == DANISH.item_word else Phrase.same(word.lower())


def _called(*own: str) -> str:
    """The expression of the word before an item's number; ``own``: the forum's."""
    words = "".join(rf"|{re.escape(one)}(?:r?ne|en|et|erne|er|ene|e|r|t)?\s+" for one in own)
    return rf"{_ITEM}{words})(?:nr\.?\s+)?"


@lru_cache(maxsize=64)
def _item_reference(*own: str, bare: bool = False) -> re.Pattern[str]:
    """How a text refers to an item; ``own``: the forum's words for one.

    ``bare``: also where nothing before it says that it is a reference.
    """
    before = rf"(?:{_REFERS}|\b)" if bare else _REFERS
    numbers = f"({_NUMBER}(?:{_RANGE}){_OTHERS})"
    return re.compile(f"(?i){before}{_called(*own)}{numbers}{_OF_SOMETHING_ELSE}")


@lru_cache(maxsize=64)
def _bilag_reference(*own: str) -> re.Pattern[str]:
    """How a text refers to an attachment, also beside an item: ``se sag 9 og bilag 9.9``."""
    beside = rf"(?P<beside>\b{_called(*own)}{_NUMBER},?\s+(?:og|samt|eller)\s+)"
    return re.compile(
        rf"(?i)(?:{_REFERS_OR_STANDS}|{beside})bilag(?:ene)?\s+(?:nr\.?\s+)?"
        rf"(?P<numbers>{_NUMBER}{_OTHERS}){_OF_SOMETHING_ELSE}"
    )


@lru_cache(maxsize=64)
def _item_and_bilag(*own: str) -> re.Pattern[str]:
    """How a text names an attachment by its item: ``sag 2, bilag 1``, ``bilag 1 til sag 2``."""
    item, alone = _called(*own), r"(?:nr\.?\s+)?(\d{1,3})(?![\d.]*\d|\w)"
    return re.compile(
        rf"(?i)\b{item}({_NUMBER}),?\s+bilag\s+{alone}"
        rf"|\bbilag\s+{alone}\s+(?:til|under|på)\s+{item}({_NUMBER})(?![.]?\w){_OF_SOMETHING_ELSE}"
    )


def _bilag_of_items(case: Case) -> Iterator[Diagnostic]:
    """Attachments that are referred to by their item's number and their own."""
    items = {item.numbered.nr: item for item in case.plan.items if item.numbered.nr}
    own = _own_word(case)
    for text in case.texts_with_digits:
        may_refer = "bilag" in text.text.lower()
        for match in _item_and_bilag(*own).finditer(text.text) if may_refer else ():
            nr, bilag = (match[1], match[2]) if match[1] else (match[4], match[3])
            item = items.get(nr)
            if re.search(_OF_WHAT, text.text[: match.start()]) or is_elsewhere(case, text, match):
                continue
            if item is not None:
                yield from _lacking(case, text, item, bilag, match[0])
            elif text.slags == Slags.BILAG or is_of_law(text.text, match):
                continue  # a paper's own title is another rule's
            elif match[4] and nr.isdigit():
                yield NO_SUCH_ITEM.at(text.position, nr=nr, ord=_item_word(case)).on(match[0])


def _lacking(
    case: Case, text: Passage, item: PlannedItem, bilag: str, words: str
) -> Iterator[Diagnostic]:
    """An attachment, by its number, that an item does not have."""
    counted = map(str, range(1, len(item.bilag) + 1))
    if bilag not in {*counted, *(one.label.split()[-1] for one in item.bilag)}:
        values = {"ord": _item_word(case), "nr": item.numbered.nr, "antal": len(item.bilag)}
        yield NO_SUCH_BILAG_OF_ITEM.at(text.position, bilag=bilag, **values).on(words)


def _bilag(case: Case) -> Iterator[Diagnostic]:
    """Attachments that are referred to by a number that only one of the meeting can have."""
    run_on = case.meeting.forum.politik.bilagsnumre is Bilagsnumre.GENNEMLOEBENDE
    labels = {
        nr
        for holder in (case.plan.whole, *case.plan.items)
        for one in holder.bilag
        for nr in re.findall(_NUMBER, f"{one.label} {one.reference}")
    }
    # However they are numbered, everybody knows which one is meant by item and number.
    labels |= {f"{i.numbered.nr}.{n}" for i in case.plan.items for n, _ in enumerate(i.bilag, 1)}
    pattern = _bilag_reference(*_own_word(case))
    for text in case.texts_with_digits:
        may_refer = "bilag" in text.text.lower()
        for match in pattern.finditer(text.text) if may_refer else ():
            if is_elsewhere(case, text, match):
                continue
            for nr in re.findall(_NUMBER, match["numbers"]):
                words = match[0].lstrip("(")
                if nr not in labels and ("." in nr or (run_on and labels)):
                    yield NO_SUCH_BILAG.at(text.position, nr=nr).on(words)
                elif not (run_on or "." in nr or match["beside"] or is_of_law(text.text, match)):
                    yield from _own_lacking(case, text, nr, words)


def _own_lacking(case: Case, text: Passage, nr: str, words: str) -> Iterator[Diagnostic]:
    """An attachment of the item that a text stands in, where that has some, but not so many.

    A paper that has a number in its title has its own papers.
    """
    item = text.item
    if item is None or not item.bilag or not item.numbered.nr or len(nr) >= _LONGEST_NUMBER:
        return
    names = [one.bilag.titel for one in item.bilag]
    names += [one.bilag.fil.sti.name for one in item.bilag if one.bilag.fil]
    if not any(re.search(rf"(?<!\d){nr}(?!\d)", name) for name in names):
        yield from _lacking(case, text, item, nr, words)


def _points(punkt: Punkt) -> int:
    """How many points the longest indstilling of an item has: a text may speak of those."""
    numbers = [len(a.indstilling.at) for a in punkt.alle_afsnit() if a.indstilling]
    return max(numbers, default=0)


def missing_sections(case: Case) -> Iterator[Diagnostic]:
    """An item has the sections that the forum wants for its kind."""
    for policy in case.meeting.forum.politik.afsnit:
        for item in case.plan.items if policy.kraeves_ved else ():
            punkt = item.punkt
            if punkt.sagstype not in policy.kraeves_ved:
                continue
            if policy.slags not in {afsnit.slags for afsnit in punkt.alle_afsnit()}:
                yield MISSING_SECTION.at(
                    punkt.position,
                    titel=punkt.titel,
                    slags=policy.slags,
                    sagstype=punkt.sagstype,
                )
