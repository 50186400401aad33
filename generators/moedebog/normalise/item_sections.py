"""The sections of an item: named ones put in the forum's order, or ``afsnit`` as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from moedebog import secrecy
from moedebog.blocks import Blocks
from moedebog.catalogue import Opstilling, Slags, Udfald, UdsendesMed
from moedebog.catalogue.outcomes import FIXED
from moedebog.catalogue.sections import KEYS
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.meeting import (
    Afsnit,
    Bilag,
    Delbeslutning,
    Felt,
    Forum,
    Gennemset,
    Indstilling,
    Indstillingspunkt,
    Lukket,
    Opfoelgning,
    Udeladelse,
)
from moedebog.normalise import ballots
from moedebog.normalise.paths import file_at
from moedebog.normalise.people import Names
from moedebog.normalise.reading import Reader, line
from moedebog.normalise.times import date_at
from moedebog.normalise.web import address_at
from moedebog.source import TreePath

_TWO_POINTS = (
    "- titel: A\n  indstilling:\n    at:\n      - godkender\n      - drøfter\n"
    "    delbeslutninger:\n"
)


MIXED = Rule(
    "M107",
    Severity.ERROR,
    Phrase(
        "{noegle} kan ikke stå sammen med afsnit.", "{noegle} cannot stand together with afsnit."
    ),
    Phrase("Flyt det ind i listen: - slags: {slags}", "Move it into the list: - slags: {slags}"),
    Example(
        wrong="- titel: A\n  resume: Kort.\n  afsnit:\n    - tekst: Langt.",
        right="- titel: A\n  afsnit:\n    - slags: resume\n      tekst: Kort.\n    - tekst: Langt.",
    ),
)
WRONG_CONTENT = Rule(
    "M108",
    Severity.ERROR,
    Phrase(
        "{noegle} hører ikke til i et afsnit med slags: {slags}.",
        "{noegle} does not belong in an afsnit with slags: {slags}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  afsnit: [{slags: resume, udfald: godkendt}]",
        right="- titel: A\n  afsnit: [{slags: beslutning, udfald: godkendt}]",
    ),
)
NO_CONTENT = Rule(
    "M109",
    Severity.ERROR,
    Phrase(
        "Afsnittet (slags: {slags}) har intet indhold.",
        "The afsnit (slags: {slags}) has no contents.",
    ),
    Phrase("Skriv {noegler}, eller slet afsnittet.", "Write {noegler}, or delete the afsnit."),
    Example(
        wrong="- titel: A\n  afsnit: [{slags: resume}]",
        right="- titel: A\n  afsnit:\n    - slags: resume\n      tekst: Kort.",
    ),
    rests_on=(*KEYS, "afsnit"),
)
NO_SUCH_POINT = Rule(
    "M110",
    Severity.ERROR,
    Phrase(
        "Der svares på punkt {nr}, men indstillingen har kun {antal:punkt|punkter}.",
        "Point {nr} is answered, but the indstilling has only {antal:point|points}.",
    ),
    Phrase(
        "Ret nummeret, eller tilføj punktet under at.",
        "Correct the number, or add the point under at.",
    ),
    Example(
        wrong=f"{_TWO_POINTS}      - {{punkt: 3, udfald: godkendt}}",
        right=f"{_TWO_POINTS}      - {{punkt: 2, udfald: godkendt}}",
    ),
    rests_on=("at",),
)
EMPTY_ANSWER = Rule(
    "M122",
    Severity.ERROR,
    Phrase(
        "Delbeslutningen siger ikke, hvad der blev besluttet.",
        "The delbeslutning does not say what was decided.",
    ),
    Phrase("Skriv tekst, udfald eller begge dele.", "Write tekst, udfald or both."),
    Example(
        wrong=f"{_TWO_POINTS}      - {{punkt: 1}}",
        right=f"{_TWO_POINTS}      - {{punkt: 1, udfald: godkendt}}",
    ),
    rests_on=("tekst", "udfald"),
)
CONTRADICTION = Rule(
    "M117",
    Severity.ERROR,
    Phrase("offentlig og lukket siger hver sit.", "offentlig and lukket contradict one another."),
    Phrase("Lad kun den ene stå.", "Let only one of them stand."),
    Example(
        wrong="- titel: A\n  bilag:\n    - titel: B\n      offentlig: ja\n      lukket: Pris",
        right="- titel: A\n  bilag:\n    - titel: B\n      lukket: Pris",
    ),
    reason=Phrase(
        "Gættede programmet forkert, blev noget lukket offentligt. Derfor skal det stå ét sted.",
        "If the program guessed wrongly, something closed would become public. So it must stand "
        "in one place.",
    ),
)
PUBLIC_AND_NOT = Rule(
    "M5172",
    Severity.ERROR,
    Phrase(
        "Her står både, hvad offentligheden må læse om beslutningen, og hvorfor den intet må læse.",
        "This says both what the public may read of the decision and why it may read nothing.",
    ),
    Phrase(
        "Slet `offentlig_beslutning` eller `ingen_offentlig_beslutning`.",
        "Delete `offentlig_beslutning` or `ingen_offentlig_beslutning`.",
    ),
    Example(
        wrong="- titel: A\n  lukket:\n    offentlig_beslutning: Solgt.\n"
        "    ingen_offentlig_beslutning: Tavshedspligt\n  udfald: godkendt",
        right="- titel: A\n  lukket:\n    ingen_offentlig_beslutning: Tavshedspligt\n"
        "  udfald: godkendt",
    ),
    reason=Phrase(
        "`offentlig_beslutning` bliver trykt. Gættede programmet forkert, kom noget lukket ud.",
        "`offentlig_beslutning` is printed. If the program guessed wrongly, something closed would "
        "get out.",
    ),
    rests_on=("lukket",),
)
CLOSED_AND_OPENED = Rule(
    "M143",
    Severity.ERROR,
    Phrase(
        "Punktet er både lukket og åbnet på mødet.",
        "The item was both closed and opened at the meeting.",
    ),
    Phrase(
        "Slet `besluttet_paa_moedet` eller `aabnet_paa_moedet`.",
        "Delete `besluttet_paa_moedet` or `aabnet_paa_moedet`.",
    ),
    Example(
        wrong="- titel: A\n  lukket:\n    besluttet_paa_moedet: ja\n    aabnet_paa_moedet: ja",
        right="- titel: A\n  lukket:\n    aabnet_paa_moedet: ja",
    ),
    rests_on=("lukket",),
)
DOORS_OF_ITEM = Rule(
    "M144",
    Severity.ERROR,
    Phrase(
        "`{name}` gælder et helt punkt, ikke et afsnit eller et bilag.",
        "`{name}` is about an item as a whole, not a section or an attachment.",
    ),
    Phrase(
        "Skriv det under punktets eget `lukket`, eller slet det her.",
        "Write it under the item's own `lukket`, or delete it here.",
    ),
    Example(
        wrong="- titel: A\n  bilag:\n    - titel: B\n      lukket:\n        aabnet_paa_moedet: ja",
        right="- titel: A\n  lukket:\n    aabnet_paa_moedet: ja\n  bilag:\n    - titel: B",
    ),
    rests_on=("lukket",),
)
SECOND_MARKER = Rule(
    "M120",
    Severity.ERROR,
    Phrase(
        "Pladsen til punktets bilag er allerede vist i linje {linje}.",
        "The place of the item's bilag is already marked in line {linje}.",
    ),
    Phrase(
        "Lad kun det ene afsnit med slags: bilag stå uden egne bilag.",
        "Let only one afsnit with slags: bilag stand without bilag of its own.",
    ),
    Example(
        wrong="- titel: A\n  bilag:\n    - titel: B\n  afsnit: [{slags: bilag}, {slags: bilag}]",
        right="- titel: A\n  bilag:\n    - titel: B\n  afsnit: [{slags: bilag}]",
    ),
)
MARKER_WITHOUT_BILAG = Rule(
    "M119",
    Severity.ERROR,
    Phrase(
        "Her skal punktets bilag stå, men punktet har ingen.",
        "The item's bilag are to stand here, but the item has none.",
    ),
    Phrase(
        "Skriv bilag: ved punktet eller her i afsnittet, eller slet afsnittet.",
        "Write bilag: at the item or here in the afsnit, or delete the afsnit.",
    ),
    Example(
        wrong="- titel: A\n  afsnit: [{slags: bilag}]",
        right="- titel: A\n  bilag:\n    - titel: B\n  afsnit: [{slags: bilag}]",
    ),
    rests_on=("bilag", "titel"),
)
NEARLY_UDFALD = Rule(
    "M121",
    Severity.WARNING,
    Phrase(
        "Udfaldet »{udfald}« er ikke et af de faste ord og trykkes, som det står.",
        "The udfald »{udfald}« is not one of the fixed words and is printed as it stands.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="- titel: A\n  udfald: godkent", right="- titel: A\n  udfald: godkendt"),
    reason=Phrase(
        "De faste ord skrives ens i alle referater, så man kan lede efter dem. En stavefejl "
        "bliver trykt.",
        "The fixed words are written alike in all minutes, so that they can be looked for. A "
        "misspelling is printed.",
    ),
)

_CONTENT_KEYS = tuple(dict.fromkeys(key for slags in Slags for key in slags.kind.contents))
"""The keys that hold the content of a section in the list ``afsnit``."""
_WORD = re.compile(r"[a-z_]+\Z")


def sections(
    reader: Reader, data: dict[str, Any], path: TreePath, forum: Forum, names: Names
) -> tuple[Afsnit, ...]:
    """The sections of an item in their order."""
    if "afsnit" not in data:
        return _named_sections(reader, data, path, forum, names)
    for key in KEYS:
        if key in data and key != Slags.BILAG:
            slags = _home(key)
            reader.report(MIXED, (*path, key), key=True, noegle=key, slags=slags)
    return _Listed(reader, data, path, names).sections()


def _named_sections(
    reader: Reader, data: dict[str, Any], path: TreePath, forum: Forum, names: Names
) -> tuple[Afsnit, ...]:
    afsnit = []
    for policy in forum.politik.afsnit:
        slags = policy.slags
        keys = [key for key in (slags, *slags.kind.rests_on) if key in data]
        if not keys:
            continue
        content: dict[str, Any] = {}
        main = slags.kind.contents[0]
        if slags in data:
            if main == "tekst":
                content[main] = reader.body(data, slags.value, path)
            else:
                content[main] = _structured(main, reader, data, path, names)
        for key in slags.kind.rests_on:
            if key in data:
                content[key] = _structured(key, reader, data, path, names)
        _say_brought(content)
        place = reader.at((*path, str(keys[0])), key=True)
        afsnit.append(Afsnit(slags, position=place, **content))
    return tuple(afsnit)


class _Listed:
    """The list ``afsnit`` of one item, with the item's own attachments put in their place."""

    def __init__(self, reader: Reader, item: dict[str, Any], path: TreePath, names: Names) -> None:
        self.reader = reader
        self.names = names
        self.item = item
        self.path = path
        self.bilag = attachments(reader, item, path) if "bilag" in item else ()
        self.marker: TreePath | None = None

    @cached_property
    def answered(self) -> bool:
        """Whether points of an indstilling are answered; told once, however many sections ask."""
        return _has_answers(self.item.get("afsnit", ()))

    def sections(self) -> tuple[Afsnit, ...]:
        listed = self.listed(self.item, self.path)
        if self.bilag and self.marker is None:
            place = self.reader.at((*self.path, "bilag"), key=True)
            listed = (*listed, Afsnit(Slags.BILAG, bilag=self.bilag, position=place))
        return listed

    def listed(self, data: dict[str, Any], path: TreePath) -> tuple[Afsnit, ...]:
        return tuple(
            self.section(one, (*path, "afsnit", index)) for index, one in enumerate(data["afsnit"])
        )

    def section(self, data: dict[str, Any], path: TreePath) -> Afsnit:
        reader = self.reader
        slags = Slags.of(data.get("slags", Slags.TEKST))
        self.check_content(data, slags, path)
        content: dict[str, Any] = {}
        for key in slags.kind.contents:
            if key not in data:
                continue
            if key == "tekst":
                content[key] = reader.body(data, key, path)
            elif key == "afsnit":
                content[key] = self.listed(data, path)
            else:
                content[key] = _structured(key, reader, data, path, self.names)
        _say_brought(content)
        if slags is Slags.BILAG and "bilag" not in data:
            content["bilag"] = self.marked(path)
        return Afsnit(
            slags,
            overskrift=reader.title(data, "overskrift"),
            lukket=closed(reader, data, path),
            skillelinje=reader.yes(data, "skillelinje"),
            position=reader.at(path),
            **content,
        )

    def check_content(self, data: dict[str, Any], slags: Slags, path: TreePath) -> None:
        fitting = slags.kind.contents
        misplaced = False
        for key in _CONTENT_KEYS:
            if key in data and key not in fitting:
                misplaced = True
                home = _home(key)
                self.reader.report(
                    WRONG_CONTENT,
                    (*path, key),
                    key=True,
                    noegle=key,
                    slags=slags,
                    raad=Phrase(
                        f"Skriv slags: {home}, eller lad {key} stå i sit eget afsnit.",
                        f"Write slags: {home}, or let {key} stand in a section of its own.",
                    ),
                )
        heading_alone = "overskrift" in data and slags.kind.heading_alone
        marks_answers = slags is Slags.BESLUTNING and self.answered
        optional = misplaced or heading_alone or slags is Slags.BILAG or marks_answers
        if not optional and not any(key in data for key in fitting):
            self.reader.report(NO_CONTENT, path, slags=slags, noegler=_either(fitting))

    def marked(self, path: TreePath) -> tuple[Bilag, ...]:
        """The item's attachments, where a section without its own marks their place."""
        if not self.bilag:
            self.reader.report(MARKER_WITHOUT_BILAG, path)
        elif self.marker is not None:
            self.reader.report(SECOND_MARKER, path, linje=self.reader.at(self.marker).line)
            return ()
        self.marker = path
        return self.bilag


def _home(key: str) -> Slags:
    """The kind of section that a key of an item or a section belongs to."""
    own = (s for s in Slags if key == s.value)
    return next(own, None) or next(s for s in Slags if key in s.kind.contents)


def _has_answers(sections: Iterable[dict[str, Any]]) -> bool:
    """Whether points of an indstilling are answered: a Beslutning may then mark their place."""
    return any(
        "delbeslutninger" in one.get("indstilling", {}) or _has_answers(one.get("afsnit", ()))
        for one in sections
    )


# --- what is closed -------------------------------------------------------------------


_DOORS = ("besluttet_paa_moedet", "aabnet_paa_moedet")


def closed_item(
    reader: Reader, data: dict[str, Any], path: TreePath
) -> tuple[Lukket | None, Lukket | None]:
    """How an item is closed, and how it was before the meeting opened it; one of them or none."""
    lukket, value = _closed(reader, data, path), data.get("lukket")
    if not isinstance(value, dict) or not reader.yes(value, "aabnet_paa_moedet"):
        return lukket, None
    if reader.yes(value, "besluttet_paa_moedet"):
        reader.report(CLOSED_AND_OPENED, (*path, "lukket", "aabnet_paa_moedet"), key=True)
        return lukket, None
    return None, lukket


def closed(reader: Reader, data: dict[str, Any], path: TreePath) -> Lukket | None:
    """What ``lukket`` says of a section or an attachment: ``None`` where everybody may read it."""
    value = data.get("lukket")
    own = value if isinstance(value, dict) else {}
    for key in _DOORS:
        if reader.yes(own, key):
            reader.report(DOORS_OF_ITEM, (*path, "lukket", key), name=key, key=True)
    return _closed(reader, data, path)


def _closed(reader: Reader, data: dict[str, Any], path: TreePath) -> Lukket | None:
    if "lukket" not in data:
        return None
    value, here = data["lukket"], (*path, "lukket")
    place = reader.at(here)
    if isinstance(value, dict):
        if "offentlig_beslutning" in value and "ingen_offentlig_beslutning" in value:
            reader.report(PUBLIC_AND_NOT, (*here, "ingen_offentlig_beslutning"), key=True)
        return Lukket(
            grund=reader.text(value, "grund"),
            offentlig_titel=reader.title(value, "offentlig_titel"),
            offentlig_beslutning=reader.body(value, "offentlig_beslutning", here),
            ingen_offentlig_beslutning=reader.text(value, "ingen_offentlig_beslutning"),
            besluttet_paa_moedet=reader.yes(value, "besluttet_paa_moedet"),
            position=place,
        )
    answer = reader.yes_no_or_text(here, value)
    if not secrecy.closes("lukket", value):
        return None
    return Lukket(grund=None if isinstance(answer, bool) else answer, position=place)


# --- structured contents --------------------------------------------------------------


def attachments(reader: Reader, data: dict[str, Any], path: TreePath) -> tuple[Bilag, ...]:
    """The attachments under ``bilag``."""
    bilag = []
    for index, one in enumerate(data["bilag"]):
        here: TreePath = (*path, "bilag", index)
        bilag.append(
            Bilag(
                reader.title(one, "titel") or "",
                fil=file_at(reader, one, "fil", here),
                adresse=address_at(reader, one, here),
                nr=reader.text(one, "nr"),
                udgaar=reader.yes(one, "udgaar"),
                kun_fil=reader.yes(one, "kun_fil"),
                alt=reader.text(one, "alt"),
                udarbejdet_af=reader.text(one, "udarbejdet_af"),
                udsendes_med=UdsendesMed.of(one.get("udsendes_med", UdsendesMed.DAGSORDEN)),
                lukket=_closed_bilag(reader, one, here),
                gennemset=looked_through(reader, one, here),
                udelad=tuple(_left_out(reader, one, here)),
                position=reader.at(here),
            )
        )
    return tuple(bilag)


def _left_out(reader: Reader, data: dict[str, Any], path: TreePath) -> Iterator[Udeladelse]:
    """What everybody's copy of an attachment is without."""
    for index, one in enumerate(data.get("udelad", ())):
        here: TreePath = (*path, "udelad", index)
        felt = one.get("felt")
        yield Udeladelse(
            reader.text(one, "grund") or "",
            tekst=reader.text(one, "tekst"),
            moenster=reader.text(one, "moenster"),
            side=one.get("side"),
            felt=Felt(**felt, position=reader.at((*here, "felt"))) if felt else None,
            position=reader.at(here),
        )


def looked_through(reader: Reader, data: dict[str, Any], path: TreePath) -> Gennemset | None:
    """Who has looked through an attachment, or those of an item."""
    told = data.get("gennemset")
    dato = None if told is None else date_at(reader, told, "dato", (*path, "gennemset"))
    if told is None or dato is None:
        return None
    return Gennemset(
        reader.text(told, "navn") or "",
        dato,
        reader.text(told, "grund") or "",
        reader.texts(told, "sha256"),
        reader.at((*path, "gennemset"), key=True),
    )


def _closed_bilag(reader: Reader, data: dict[str, Any], path: TreePath) -> Lukket | None:
    lukket = closed(reader, data, path)
    if "offentlig" not in data:
        return lukket
    public = not secrecy.closes("offentlig", data["offentlig"])
    if "lukket" in data and public == (lukket is not None):
        reader.report(CONTRADICTION, (*path, "offentlig"), key=True)
    if public:
        return lukket
    return lukket or Lukket(position=reader.at((*path, "offentlig")))


def outcomes(reader: Reader, data: dict[str, Any], path: TreePath) -> tuple[str, ...]:
    """The words under ``udfald``; one that looks like a misspelt fixed word is reported."""
    words = reader.texts(data, "udfald")
    for index, word in enumerate(words):
        if word in FIXED:
            continue
        folded = word.lower().replace(" ", "_").rstrip(".")
        meant = nearest(folded, FIXED, cutoff=0.85)
        if _WORD.match(word) and (meant or "_" in word):
            here = (*path, "udfald")
            raad = Phrase(
                "Skriv egne ord som almindelig tekst.", "Write words of your own as plain text."
            )
            if meant:
                raad = Phrase(f"Mente du {meant}?", f"Did you mean {meant}?")
            place = (*here, index) if isinstance(data["udfald"], list) else here
            reader.report(NEARLY_UDFALD, place, udfald=word, raad=raad)
    return words


def _either(keys: Sequence[str]) -> Phrase:
    return Phrase(" eller ".join(keys), " or ".join(keys))


def _recommendation(reader: Reader, data: dict[str, Any], path: TreePath) -> Indstilling:
    data, path = data["indstilling"], (*path, "indstilling")
    points = []
    for index, text in enumerate(data["at"]):
        here: TreePath = (*path, "at", index)
        points.append(Indstillingspunkt(reader.markdown(here, text), reader.at(here)))
    return Indstilling(
        tuple(points),
        fra=reader.text(data, "fra"),
        til=reader.text(data, "til"),
        indledning=reader.text(data, "indledning"),
        opstilling=Opstilling.of(data["opstilling"]) if "opstilling" in data else None,
        delbeslutninger=tuple(
            _answer(reader, one, (*path, "delbeslutninger", index), len(points))
            for index, one in enumerate(data.get("delbeslutninger", ()))
        ),
        position=reader.at(path),
    )


def _answer(reader: Reader, data: dict[str, Any], path: TreePath, points: int) -> Delbeslutning:
    several = isinstance(data["punkt"], list)
    numbers = data["punkt"] if several else [data["punkt"]]
    for index, number in enumerate(numbers):
        if number > points:
            place: TreePath = (*path, "punkt", index) if several else (*path, "punkt")
            reader.report(NO_SUCH_POINT, place, nr=number, antal=points)
    text: Blocks = ()
    if "tekst" in data:
        text = reader.markdown((*path, "tekst"), data["tekst"])
    elif "udfald" not in data:
        reader.report(EMPTY_ANSWER, path)
    udfald = outcomes(reader, data, path) if "udfald" in data else ()
    return Delbeslutning(tuple(numbers), text, udfald, reader.at(path))


def _actions(reader: Reader, data: dict[str, Any], path: TreePath) -> tuple[Opfoelgning, ...]:
    actions = []
    for index, one in enumerate(data["opfoelgning"]):
        here: TreePath = (*path, "opfoelgning", index)
        actions.append(
            Opfoelgning(
                line(one["opgave"]),
                ansvarlig=reader.text(one, "ansvarlig"),
                frist=date_at(reader, one, "frist", here),
                position=reader.at(here),
            )
        )
    return tuple(actions)


def _structured(
    key: str, reader: Reader, data: dict[str, Any], path: TreePath, names: Names
) -> Any:
    """What stands under a key that does not hold running text."""
    if key in _OF_PEOPLE:
        return _OF_PEOPLE[key](reader, data, path, names)
    return _STRUCTURED[key](reader, data, path)


def _say_brought(content: dict[str, Any]) -> None:
    """Who brings a matter before another body says with that what came of it."""
    said = content.get("udfald", ())
    if "indbragt" in content and Udfald.INDBRAGT not in said:
        content["udfald"] = (*said, Udfald.INDBRAGT.value)


_STRUCTURED: dict[str, Callable[[Reader, dict[str, Any], TreePath], Any]] = {
    "indstilling": _recommendation,
    "udfald": outcomes,
    "opfoelgning": _actions,
    "bilag": attachments,
}
_OF_PEOPLE: dict[str, Callable[[Reader, dict[str, Any], TreePath, Names], Any]] = {
    "afstemning": ballots.votes,
    "protokolbemaerkninger": ballots.statements,
    "indbragt": ballots.brought,
}
