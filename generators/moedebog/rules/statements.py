"""Who has a statement in the minutes, and who brings a matter before a higher body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.authorities import LAW
from moedebog.catalogue import Udfald
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Afsnit, Delbeslutning
from moedebog.names import spelling
from moedebog.rules.case import Case
from moedebog.rules.speakers import Speakers

_MEMBERS = "medlemmer:\n  - navn: Anna\n    hverv: formand\n  - navn: Bo\n    hverv: næstformand"
_PEOPLE = ("afbud", "udeblevet", "fremmoedt", "ankom", "forlod", "inhabil", "medlemmer", "dato")
_STANDSTILL = LAW + Phrase(" § 23 (standsningsret)", " § 23 (the right to stop a decision)")

STATEMENT_OF_ABSENT = Rule(
    "M573",
    Severity.WARNING,
    Phrase(
        "{navn} har en protokolbemærkning, men {hvorfor}.",
        "{navn} has a statement in the minutes, but {hvorfor}.",
    ),
    Phrase(
        "Ret navnet, eller hvem der deltog; en bemærkning kræver, at man deltog i sagen.",
        "Correct the name, or who took part; a statement takes having taken part in the case.",
    ),
    Example(
        wrong="afbud: [Bo]\npunkter:\n  - titel: A\n    protokolbemaerkninger:\n      - fra: Bo\n"
        "        tekst: Jeg er imod.",
        right="afbud: [Bo]\npunkter:\n  - titel: A\n    protokolbemaerkninger:\n      - fra: Anna\n"
        "        tekst: Jeg er imod.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Den, der ikke deltog i sagens behandling, kan ikke få sin mening ført til protokols.",
        "Whoever took no part in the case cannot have their opinion entered in the minutes.",
    ),
    source=Phrase(
        "Kommunestyrelsesloven § 13 for kommunalbestyrelser",
        "The Local Government Act (kommunestyrelsesloven) § 13 for municipal councils",
    ),
    rests_on=_PEOPLE,
)
NO_MEMBER = Rule(
    "M599",
    Severity.WARNING,
    Phrase(
        "{navn} {hvad}, men er hverken medlem eller stedfortræder.",
        "{navn} {hvad}, but is neither a member nor a substitute.",
    ),
    Phrase(
        "Ret navnet; er {navn} medlem, så skriv det under medlemmer i forum.yaml. Sagde {navn} "
        "noget på mødet, kan det stå i beslutningen.",
        "Correct the name; if {navn} is a member, write it under medlemmer in forum.yaml. If "
        "{navn} said something at the meeting, it can stand in the decision.",
    ),
    Example(
        wrong="gaester: [Ida Ny]\npunkter:\n  - titel: A\n    protokolbemaerkninger:\n"
        "      - fra: Ida Ny\n        tekst: Jeg er imod.",
        right="gaester: [Ida Ny]\npunkter:\n  - titel: A\n    protokolbemaerkninger:\n"
        "      - fra: Anna\n        tekst: Jeg er imod.",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "At få sin mening ført til protokols og at få en sag prøvet af en anden myndighed er "
        "medlemmernes ret.",
        "To have an opinion entered in the minutes and to have a matter looked at by another body "
        "are rights of the members.",
    ),
    source=LAW + Phrase(" §§ 13 og 23 for kommunalbestyrelser", " §§ 13 and 23 for councils"),
    rests_on=("gaester", "fra_forvaltningen", "observatoerer", "referent", *_PEOPLE),
)
UNKNOWN_SPEAKER = Rule(
    "M595",
    Severity.WARNING,
    Phrase(
        "»{navn}« {hvad}, men forummet kender hverken en person eller et parti af det navn.",
        "»{navn}« {hvad}, but the forum knows neither a person nor a party of that name.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  protokolbemaerkninger:\n    - fra: Bo Bek\n      tekst: Nej.",
        right="- titel: A\n  protokolbemaerkninger:\n    - fra: Bo Bæk\n      tekst: Nej.",
        forum="medlemmer: [Anna Ager, Bo Bæk]",
    ),
    reason=Phrase(
        "Et ukendt navn er oftest en stavefejl. Så kan det ikke ses, om personen var der.",
        "A name that nobody knows is mostly a misspelling. Then it cannot be seen whether they "
        "were there.",
    ),
    rests_on=("gaester", "fra_forvaltningen", "observatoerer", "stedfortraedere", *_PEOPLE),
)
TOOK_NO_PART = Rule(
    "M596",
    Severity.WARNING,
    Phrase("{navn} {hvad}, men {hvorfor}.", "{navn} {hvad}, but {hvorfor}."),
    Phrase("Ret navnet, eller hvem der deltog.", "Correct the name, or who took part."),
    Example(
        wrong="afbud: [Bo]\npunkter:\n  - titel: A\n    indbragt:\n      af: Bo\n"
        "      for: Byrådet",
        right="afbud: [Bo]\npunkter:\n  - titel: A\n    indbragt:\n      af: Anna\n"
        "      for: Byrådet",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Kun den, der deltager i en sag, kan gøre noget ved den på mødet.",
        "Only whoever takes part in a case can do something about it at the meeting.",
    ),
    source=LAW + Phrase(" §§ 14 og 23", " §§ 14 and 23"),
    rests_on=_PEOPLE,
)
BROUGHT_NOWHERE = Rule(
    "M5171",
    Severity.WARNING,
    Phrase(
        "Sagen er indbragt, men det står ikke, {hvad}.",
        "The matter is brought on, but it is not said {hvad}.",
    ),
    Phrase(
        "Skriv det under `indbragt`, med `af` og `for`.",
        "Write it under `indbragt`, with `af` and `for`.",
    ),
    Example(
        wrong="- titel: A\n  udfald: indbragt",
        right="- titel: A\n  indbragt:\n    af: Bo\n    for: Byrådet",
        forum="medlemmer: [Anna, Bo, Carl]",
    ),
    reason=Phrase(
        "Den, som skal følge sagen, må vide, hvor den ligger nu, og hvem der vil have den prøvet.",
        "Whoever follows the case must know where it is now, and who wants it looked at.",
    ),
    source=_STANDSTILL,
    rests_on=("afstemning", "udfald", "beslutning", "indbragt"),
)

BROUGHT_TO_ITSELF = Rule(
    "M5175",
    Severity.WARNING,
    Phrase(
        "Sagen er indbragt for »{navn}«, men det er forummet selv.",
        "The matter is brought before »{navn}«, but that is the forum itself.",
    ),
    Phrase(
        "Skriv den myndighed, der nu skal afgøre sagen, under `for`.",
        "Write the body that is to decide now under `for`.",
    ),
    Example(
        wrong="- titel: A\n  indbragt:\n    af: Bo\n    for: udvalget",
        right="- titel: A\n  indbragt:\n    af: Bo\n    for: Byrådet",
        forum="medlemmer: [Anna, Bo, Carl]",
    ),
    reason=Phrase(
        "Den, der indbringer en sag, vil have en anden til at afgøre den.",
        "Whoever brings a matter on wants somebody else to decide it.",
    ),
    source=_STANDSTILL,
    rests_on=("navn", "navn_i_saetning", "indbragt"),
)

_HAS_STATEMENT = Phrase("har en protokolbemærkning", "has a statement in the minutes")
_HAS_BROUGHT = Phrase("har indbragt sagen", "has brought the matter on")


def statements(case: Case) -> Iterator[Diagnostic]:
    """Whoever has a statement in the minutes is known, and took part in the case."""
    speakers = Speakers(case)
    for item, afsnit in _own_sections(case):
        for statement in afsnit.protokolbemaerkninger:
            said = speakers.read(statement.fra)
            place = statement.position
            for name, why in speakers.took_no_part(item, said):
                yield STATEMENT_OF_ABSENT.at(place, navn=name, hvorfor=why)
            for name, advice in speakers.strangers(said):
                yield UNKNOWN_SPEAKER.at(place, navn=name, hvad=_HAS_STATEMENT, raad=advice)
            for name in speakers.without_seat(said):
                yield NO_MEMBER.at(place, navn=name, hvad=_HAS_STATEMENT).on(name)


def _own_sections(case: Case) -> Iterator[tuple[PlannedItem, Afsnit]]:
    """The sections of each item: not those of a case that another forum sent on, which has
    people of its own."""
    for item in case.plan.items:
        for afsnit in item.punkt.afsnit:
            yield item, afsnit


# --- matters brought on ---------------------------------------------------------------


def brought(case: Case) -> Iterator[Diagnostic]:
    """A matter that is brought on says by whom, and before which body."""
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            details = afsnit.indbragt
            place = _brought_on(afsnit)
            if place is None:
                continue
            if details is None or not details.for_:
                what = Phrase("for hvem", "before which body")
                yield BROUGHT_NOWHERE.at(place, hvad=what)
            elif not details.af:
                yield BROUGHT_NOWHERE.at(details.position, hvad=Phrase("af hvem", "by whom"))


def _brought_on(afsnit: Afsnit) -> Position | None:
    """Where a section says that the matter is brought on."""
    answers = afsnit.indstilling.delbeslutninger if afsnit.indstilling else ()
    both: list[Afsnit | Delbeslutning] = [afsnit, *answers]
    for one in both:
        if any(u.strip(" .").casefold() == Udfald.INDBRAGT for u in one.udfald):
            return one.position
    return None


def bringers(case: Case) -> Iterator[Diagnostic]:
    """Whoever brings a matter on is known, and took part in it; and not before the forum itself."""
    speakers = Speakers(case)
    for item, afsnit in _own_sections(case):
        details = afsnit.indbragt
        if details is None:
            continue
        for name in details.af:
            yield from acting(speakers, item, name, details.position, _HAS_BROUGHT)
            for outsider in speakers.without_seat(speakers.read(name)):
                yield NO_MEMBER.at(details.position, navn=outsider, hvad=_HAS_BROUGHT)
        forum = case.meeting.forum
        if details.for_ and any(
            _is_body(details.for_, name) for name in (forum.navn, forum.navn_i_saetning)
        ):
            yield BROUGHT_TO_ITSELF.at(details.position, navn=details.for_)


def acting(
    speakers: Speakers, item: PlannedItem, who: str, place: Position, what: Phrase
) -> Iterator[Diagnostic]:
    """Whoever is said to do something at an item is known, and took part in it."""
    said = speakers.read(who)
    for name, why in speakers.took_no_part(item, said):
        yield TOOK_NO_PART.at(place, navn=name, hvad=what, hvorfor=why)
    for name, advice in speakers.strangers(said):
        yield UNKNOWN_SPEAKER.at(place, navn=name, hvad=what, raad=advice)


_PREPOSITION = re.compile(r"\s+(?:for|i|under|ved|af|til|om|vedrørende)\s+")
_COMPLEMENT = re.compile(_PREPOSITION.pattern + ".*")
_ARTICLE = re.compile(r"\A(?:det|den|de)\s+|\s+selv\Z")
_ENDING = re.compile(r"(?<=\w\w\w)(?:erne|rne|en|et|e|n|t)\Z")
_SIGNS = re.compile(r"[^\w\s]+")


def _is_body(said: str, forum: str) -> bool:
    """Whether words are a body's name, in any of its forms: ``Teknisk Udvalg``, ``det tekniske
    udvalg``, ``Udvalget``."""
    whole, called = _bare(said), _bare(forum)
    if sorted(_words(_PREPOSITION.sub(" ", whole))) == sorted(
        _words(_PREPOSITION.sub(" ", called))
    ):
        return True  # also »Byrådet i Eksempelby« of »Eksempelby Byråd«
    short, head = _words(whole), _words(_COMPLEMENT.sub("", called))
    if not short or not head or _COMPLEMENT.search(whole):
        return False
    if len(short) == 1 and short[0] in _KINDS:
        return head[-1].endswith(short[0])
    return short[-1] == head[-1] and set(short) <= set(head)


_KINDS = frozenset(
    re.findall(r"\w+", "udvalg råd byråd bestyrels nævn styregrupp forum klyng direktion")
)
"""What kind of body something is, as ``_words`` leaves it: alone it is the one that meets."""


def _bare(said: str) -> str:
    return _ARTICLE.sub("", _SIGNS.sub(" ", spelling(said)).strip())


def _words(said: str) -> list[str]:
    """The words without what the definite form adds to them."""
    return [_ENDING.sub("", word) for word in said.split()]
