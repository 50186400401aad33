"""Lists of names as they stand in a document -> who they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from moedebog.importer.genre import labels
from moedebog.names import party
from moedebog.phrases import DANISH
from moedebog.phrases.patterns import before, expression, literal


class Someone(Struct):
    """A person named, with what the document says of them."""

    navn: str
    organisation: str = ""
    parti: str = ""
    titel: str = ""
    hverv: str = ""
    absent: bool = False
    """Marked as missing in a list of those who take part."""
    unannounced: bool = False
    """Missing without having said so."""
    substitute: Someone | None = None
    stands_in_for: str = ""
    reason: str = ""
    """Why somebody is missing; nobody's business but the forum's."""
    where: str = ""
    """``punkt 51, kl. 16.55``"""
    digital: bool = False
    """Whether they took part on the screen."""
    for_an_item: bool = False
    """Whether they took part in single items alone."""
    gruppe: str = ""
    """What those are called among whom they are listed: ``Forældrevalgte``."""
    ticked: bool | None = None
    """Whether the box beside the name is ticked; ``None`` where there is none."""

    def described(self) -> str:
        """``Bo Ny (direktør, Vejby Kommune, stedfortræder: Ida Su)``."""
        substitute = self.substitute
        instead = DANISH.substitute.format(name=substitute.navn) if substitute else ""
        facts = (
            *(self.hverv, self.titel, self.organisation, self.parti),
            *(instead, self.where, self.reason),
        )
        inside = ", ".join(filter(None, facts))
        return f"{self.navn} ({inside})" if inside else self.navn


_WORD = r"[A-ZÆØÅÉÖÄÜ][\w'’.-]*"
_NAME = re.compile(rf"{_WORD}(?:\s(?:{_WORD}|af|de|den|von|van|la|el|bin|al))+\Z")
NAMES = re.compile(rf"{_WORD}\s{_WORD}")
"""What is likely to be the name of somebody."""
_FIRST_NAME = re.compile(r"[A-ZÆØÅÉ][a-zæøåéöäü-]+(?:-[A-ZÆØÅÉ][a-zæøåéöäü]+)?\Z")
_PARTY = re.compile(r"\(?(?:[A-ZÆØÅ]|SF|EL|DF|KF|LA|NB|RV)\)?\Z")
_ORGANISATION = re.compile(
    r"(?i:kommune|region|sygehus|hospital|\bA/S\b|forening|forbund|skole|udvalg|sekretariat|forvaltning|"
    r"universitet|klinik|afdeling|center|råd\b|huset|direktør.*forum|psykiatri|ministeri|styrelse)|"
    r"\AP(?:LO|KO)\b|\A[A-ZÆØÅ]{2,6}\Z"
)
_TITLE_BEFORE = re.compile(
    r"(?P<titel>(?i:(?:[a-zæøå-]*(?:suppleant|direktør|chef|leder|konsulent|sekretær|dekan|rektor|professor"
    r"|advokat|revisor|præst|provst|medarbejder|borgmester|administrator|formand|kasserer"
    r"|(?P<flere>(?:bestyrelses)?medlemmer(?:ne)?)))))\s+"
    r"(?=[A-ZÆØÅ])"
)
"""``direktør Viggo Ravn``: the title stands before the name."""
_OFFICE = re.compile(
    r"(?:\d\. )?(?:(?:næst)?form(?:and|ænd|kvinde|person)|forperson|kasserer|sekretær|borgmester"
    r"|suppleant|viceborgmester|referent|ordstyrer|dirigent|tovholder|elevrepræsentant|medlem"
    r"|bestyrelsesmedlem)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-ZÆØÅ]{2,4}\Z")
_SORT = re.compile(r"(?P<slags>[A-ZÆØÅ][a-zæøåA-ZÆØÅ/-]*(?: [a-zæøå/-]+)*):\s+(?P<navne>\S.*)\Z")
"""``VIP: Henning Kjer, Ingrid Stavn``: those of one sort."""
_REASON = re.compile(
    r"(?:syg(?:dom)?|ferie|barsel|orlov|rejse|kursus|arbejde|(?:andet|anden)\b.*|privat|forfald"
    r"|(?:på )?(?:ferie|barsel|orlov|kursus)|sygemeldt|bortrejst|forhindret"
    r"|familie\w*|forretningsrejse|tjenesterejse|læge\w*|begravelse)\Z",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"(?:der )?(?:var |blev |er )?(?:erstattet af|afløst af|i stedet (?:mødte|deltog))\s+(.+)\Z"
)
_STANDS_IN = re.compile(rf"{expression(DANISH.substitute_for, name='(.+)')}\Z", re.IGNORECASE)
_AT_ITEMS = re.compile(
    rf"{expression(DANISH.substitute_at_item, items='.+', name='.+')}\Z", re.IGNORECASE
)
_SUBSTITUTE = re.compile(
    rf"{before(DANISH.substitute, 'name')}\s+(.+)\Z|stedfortræder:?\s+(.+)\Z", re.IGNORECASE
)
_WHERE = re.compile(
    rf"{expression(DANISH.at_item, number='.*[0-9]')}"
    rf"|(?:ad )?(?:punkt|pkt\.?) ?\d|{expression(DANISH.time_from, start='[0-9]')}|kl\. ?\d"
    r"|(?:kun |deltog )?(?:fra|til|til og med|indtil|under|i|ved|ankom|gik|forlod mødet|kom|kun)"
    r" (?:punkt(?:erne)?|pkt\.?|kl\.?|klokken) ?\d"
)
_AWAY = re.compile(
    rf"(?P<unannounced>{literal(DANISH.mark_unannounced)}"
    r"|(?:fraværende|ikke til stede) uden afbud)\Z"
    rf"|(?:{literal(DANISH.mark_absent)}|fravær(?:ende)?|afmeldt|ikke til stede"
    r"|(?:har |havde |har meldt |havde meldt |meldt |med |sendte? )?afbud"
    r"|ikke mødt|(?:mødte|deltog|deltager) ikke)\Z|udeblev(?:et)?\Z",
    re.IGNORECASE,
)


_DIGITAL = re.compile(rf"(?:{literal(DANISH.mark_digital)}|online|virtuelt)\Z", re.IGNORECASE)


def parse(text: str) -> list[Someone] | None:
    """The people in a list of names; ``None`` where it is not certain who they are."""
    text = text.strip().rstrip(".")
    if not text:
        return []
    if not re.search(r"[,;]", text):
        text = _COLUMNS.sub("), ", text)
    return _by_party(text) if labels.BY_PARTY.match(text) else _listed(text)


_COLUMNS = re.compile(r"\)\s+(?=[A-ZÆØÅ])")
"""Between two in columns: ``Ada Prøve (A)   Bo Prøve (V)``."""


def _listed(text: str) -> list[Someone] | None:
    """People told one after the other."""
    parts = _split(text, ";") if ";" in text else _commas(text)
    sorts = parts if ";" in text else [text]
    if any(map(_SORT.match, sorts)):
        return _of_sorts(sorts)
    parts = [_one_pair(part) for part in parts]
    people: list[Someone] = []
    singles = _are_first_names(parts) or (
        len(parts) > 1 and all(_INITIALS.match(part) for part in parts)
    )
    for part in parts:
        replaced = _REPLACED.match(part)
        if replaced and people:
            people[-1].substitute = next(iter(parse(replaced[1]) or ()), None)
            if people[-1].substitute is None:
                return None
            continue
        bare, facts = _parenthesis(part)
        title = _TITLE_BEFORE.match(bare)
        if title and _is_name(bare[title.end() :]):
            titel = "" if title["flere"] else title["titel"]
            people.append(Someone(bare[title.end() :], titel=titel))
            for fact in facts:
                _learn(people[-1], fact)
            continue
        if (_is_name(bare) and not _says_more(bare)) or singles:
            people.append(Someone(bare))
        elif people and _qualifies(bare):
            _learn(people[-1], bare.strip("()"))
        else:
            first, _, rest = bare.partition(",")
            name, more = _parenthesis(first)
            if not _is_name(name) or not rest:
                return None
            people.append(Someone(name))
            facts = [*more, *(fact.strip() for fact in rest.split(",")), *facts]
        for fact in facts:
            _learn(people[-1], fact)
    return None if any(map(_is_broken, people)) else people


def _is_broken(one: Someone) -> bool:
    """Whether what is said of somebody names others, or may say that they were missing."""
    said = f"{one.titel} {one.hverv} {one.organisation}"
    return bool(re.search(r"[()]", said) or _OTHERS.search(said) or _PERHAPS_AWAY.search(said))


_OTHERS = re.compile(rf"\b(?:og|samt)\s+(?:[a-zæøå]+\s+)?{NAMES.pattern}")
_PERHAPS_AWAY = re.compile(
    r"\b(?:afbud|fravær\w*|udeb\w+|ikke (?:til|mødt|delt|komm)\w*|syg)\b", re.IGNORECASE
)


_LONGEST = 5
"""So many words with a capital a name has at most; in more there are several names."""
_LONG = 4
"""So many words with a capital a name may have, and two names as well."""


def _is_name(text: str) -> bool:
    words = _capitals(text)
    several = len(words) > _LONGEST or len(words) > len(set(words))
    return bool(_NAME.match(text)) and not several and not tells_all(text)


def _capitals(text: str) -> list[str]:
    return [word for word in text.split() if word[:1].isupper()]


def run_together(named: Sequence[Someone]) -> bool:
    """Whether names on one line may have no comma between them: half of them are long."""
    long = perhaps_two(named)
    return bool(long) and 2 * len(long) >= len(named)


def perhaps_two(named: Sequence[Someone]) -> list[str]:
    """The names that may be those of two people."""
    return [one.navn for one in named if len(_capitals(one.navn)) >= _LONG]


def tells_all(text: str) -> bool:
    """Whether it is no name but a word for several, or for nobody: *Alle*, *Bestyrelsen*."""
    body = " " not in text and labels.BODY.search(text)
    return bool(labels.ALL_OF_THEM.match(text) or body)


def _are_first_names(parts: list[str]) -> bool:
    """Whether these are all names of one word, or some with several such: ``Bo, Ane og Kim``."""
    bare = [_parenthesis(part)[0] for part in parts]
    singles = [one for one in bare if " " not in one]
    if not singles or not all(_FIRST_NAME.match(one) or _is_name(one) for one in bare):
        return False
    firsts = [one for one in bare if _FIRST_NAME.match(one)]
    if any(tells_all(one) or _qualifies(one) for one in firsts):
        return False
    return len(firsts) == len(parts) or bare[0] in firsts


def with_facts(text: str, alone: bool = False) -> Someone | None:
    """One person on a line, whatever else it says of them; ``None`` where it names nobody.

    ``Bo Prøve, 4BC, projektleder``: known only where the line is one person's. ``alone``: no other
    is named, though what is said may look like a name: ``Bo Prøve, Dansk Forbund``.
    """
    first, _, rest = text.partition(",")
    name, facts = _parenthesis(first)
    title = _TITLE_BEFORE.match(name)
    bare = name[title.end() :] if title else name
    more = _split(rest, ",")
    if not _is_name(bare) or _says_more(bare) or (not alone and any(map(_is_name_like, more))):
        return None
    one = Someone(bare, titel=title["titel"] if title else "")
    told = [part for text in more for part in (_parenthesis(text)[0], *_parenthesis(text)[1])]
    for fact in (*facts, *filter(None, told)):
        _learn(one, fact)
    return None if _is_broken(one) else one


def one_each(lines: Sequence[str]) -> bool:
    """Whether each line is one person's: a name, and behind a comma what is said of them.

    What looks like a name must be told of several or be a body: else two names are two people.
    """
    parted = [_split(line, ",") for line in lines]
    said = Counter(_parenthesis(parts[1])[0] for parts in parted if len(parts) > 1)
    names = all(_is_name(_parenthesis(parts[0])[0]) for parts in parted)
    if said.total() < _FEWEST_SAID or max(map(len, parted)) > _MOST_PARTS or not names:
        return False
    return all(
        times > 1 or not _is_name(one) or labels.BODY.search(one) or _ORGANISATION.search(one)
        for one, times in said.items()
    )


_FEWEST_SAID, _MOST_PARTS = 2, 2


def _is_name_like(text: str) -> bool:
    return _is_name(text) and not _qualifies(text)


def _one_pair(part: str) -> str:
    """``Eva Ny (F), stedfortræder for Bo Ny (F)`` with all that is said of Eva in one pair."""
    match = re.match(rf"(?:(.+\S),\s+)?({expression(DANISH.substitute_for, name='.+')})\Z", part)
    if match is None:
        return part
    instead, _ = _parenthesis(match[2])
    if match[1] is None:
        return instead
    name, facts = _parenthesis(match[1])
    return f"{name} ({', '.join((*facts, instead))})"


def is_sort(text: str) -> bool:
    """Whether it names people of one sort: ``Studerende: …``."""
    return _SORT.match(text) is not None


def _of_sorts(parts: list[str]) -> list[Someone] | None:
    """People told group by group; the name of the group is said of each."""
    found: list[Someone] = []
    for part in parts:
        sort = _SORT.match(part)
        group = parse(sort["navne"] if sort else part)
        if group is None:
            return None
        for one in group:
            if sort:
                one.gruppe = sort["slags"]
        found += group
    return found


def _by_party(text: str) -> list[Someone] | None:
    """People told party by party, each with how many they are; ``None`` where they are not."""
    groups: list[tuple[str, int, list[str]]] = []
    for part in _split(text, ";"):
        if match := labels.BY_PARTY.fullmatch(part):
            groups.append((match["label"], int(match["number"]), [match["names"]]))
        elif groups:
            groups[-1][2].append(part)
    bodies = [bool(_ORGANISATION.search(name) and not _PARTY.match(name)) for name, *_ in groups]
    key = "organisation" if sum(bodies) * 2 > len(groups) else "parti"
    found: list[Someone] = []
    for name, number, names in groups:
        people = _listed("; ".join(names))
        if people is None or len(people) != number:
            return None
        for one in people if name != labels.OTHERS else ():
            setattr(one, key, name)
        found += people
    return found


def _says_more(text: str) -> bool:
    return bool(_ORGANISATION.search(text)) or bool(re.search(r"\d", text))


def _commas(text: str) -> list[str]:
    parts = _split(text, ",")
    last = re.split(r"\s+(?:og|samt|&|\+)\s+", parts[-1])
    known = (_NAME, _FIRST_NAME, _INITIALS)
    bare = [_TITLE_BEFORE.sub("", _parenthesis(part)[0], count=1) for part in last]
    if all(any(one.match(name) for one in known) for name in bare):
        parts[-1:] = last
    return [_AND.sub("", part) for part in parts if part]


_AND = re.compile(r"\A(?:og|samt)\s+(?=[A-ZÆØÅ])")
"""``Bo, Ane, og Ida``."""


def _split(text: str, sign: str) -> list[str]:
    """Divided at the sign, but not inside parentheses."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == sign and depth <= 0:
            parts.append(text[start:index].strip())
            start = index + 1
    return [*parts, text[start:].strip()]


_BEHIND_DASH = re.compile(r"(?P<hvem>[^–—-].*?\S)\s+[–—-]\s+(?P<hvad>[a-zæøå][\w/. -]*)\Z")
"""``Bo Prøve (A) – formand``."""


def _parenthesis(text: str) -> tuple[str, list[str]]:
    if match := _BEHIND_DASH.match(text.strip()):
        name, facts = _parenthesis(match["hvem"])
        return name, [*facts, match["hvad"]]
    name, bracket, inside = text.strip().partition("(")
    if not bracket or not inside.endswith(")"):
        return text.strip(), []
    facts = re.split(r",|\)\s*\(", inside[:-1])  # »Navn (C) (afbud)« has two pairs
    return name.strip(), [fact.strip() for fact in facts if fact.strip()]


def _qualifies(text: str) -> bool:
    return bool(
        _PARTY.match(text)
        or _ORGANISATION.search(text)
        or _OFFICE.match(text)
        or _AWAY.match(text)
        or (text[:1].islower() and len(text) < 60)
    )


def _way(fact: str) -> str:
    """How somebody took part, as the attribute that says so."""
    ways = (("digital", _DIGITAL), ("for_an_item", _AT_ITEMS))
    return next((key for key, pattern in ways if pattern.match(fact)), "")


def _learn(person: Someone, fact: str) -> None:
    if away := _AWAY.match(fact):
        person.absent = True
        person.unannounced = bool(away["unannounced"]) or fact.casefold().startswith("udeblev")
    elif key := _way(fact):
        setattr(person, key, True)
    elif match := _STANDS_IN.match(fact):
        person.stands_in_for = match[1]
    elif match := _SUBSTITUTE.match(fact):
        person.substitute = Someone(match[1] or match[2])
    elif _WHERE.match(fact):
        person.where = f"{person.where}, {fact}".strip(", ")
    elif _REASON.match(fact):
        person.reason = fact
    elif _PARTY.match(fact) or re.fullmatch("[a-zæøå]", party(fact)):
        person.parti = fact.strip("()")
    elif _ORGANISATION.search(fact) and not (person.organisation or _initials(fact, person)):
        person.organisation = fact
    elif _OFFICE.match(fact) and not person.hverv:
        person.hverv = fact
    elif person.organisation:
        person.organisation = f"{person.organisation}, {fact}"
    elif not person.titel:
        person.titel = fact
    else:
        person.titel = f"{person.titel}, {fact}"


def _initials(text: str, person: Someone) -> bool:
    """Whether these are the first letters of the names: ``SU`` of Sara Uhre."""
    return text == "".join(word[0] for word in person.navn.split())


def contact(text: str) -> dict[str, str]:
    """Whom one can ask: a name, an address and a telephone number, each where it is told."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;]\s+|\s+·\s+", text):
        key = "email" if "@" in part else "navn"
        if re.fullmatch(r"(?:tlf\.?|telefon:?)?\s*\+?[\d ()-]{8,}", part, re.IGNORECASE):
            key, part = "telefon", re.sub(r"\A\D*(?=[+\d])", "", part)
        found[key] = f"{found[key]}, {part}" if key in found else part
    return found
