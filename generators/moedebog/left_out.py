"""Words left out of what others read: ``[words]{udeladt=grund}``, found in the text as typed.

Only who may read what is closed gets the words; all others read a gap with the reason. So the words
are taken out before anything is made of a text, and whatever was meant as a mark and is none is an
error: a slip never prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from moedebog.diagnostics import Phrase, Position, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.phrases import DANISH, Phrases
from moedebog.prose import PROSE
from moedebog.source import Tree, TreePath, texts

KEY = "udeladt"
"""The attribute that leaves out words, as it is typed."""

_HOW = Phrase(
    'Skriv tæt sammen: [ordene]{{udeladt=grund}}, og {{udeladt="flere ord"}}, hvis grunden er '
    "flere ord.",
    'Write it close together: [the words]{{udeladt=ground}}, and {{udeladt="more words"}} where '
    "the ground is more than a word.",
)
MALFORMED = Rule(
    "M630",
    Severity.ERROR,
    Phrase(
        "Her skal nok ord udelades, men det er ikke skrevet, så det kan læses: »{skrevet}«.",
        "Words are probably to be left out here, but it is not written so that it can be read: "
        "{skrevet}",
    ),
    _HOW,
    Example(
        wrong="- titel: A\n  tekst: Sagen om [Hans Hansen] {udeladt = personoplysninger}.",
        right="- titel: A\n  tekst: Sagen om [Hans Hansen]{udeladt=personoplysninger}.",
    ),
    reason=Phrase(
        "Et mærke, der ikke læses som ment, ville trykke de ord, som skulle udelades.",
        "A mark that is not read as it was meant would print the words that were to be left out.",
    ),
)
NO_GROUND = Rule(
    "M631",
    Severity.ERROR,
    Phrase(
        "Der står ikke, hvorfor ordene er udeladt.", "It does not say why the words are left out."
    ),
    Phrase(
        "Skriv grunden: [ordene]{{udeladt=personoplysninger}}",
        "Write the ground: [the words]{{udeladt=personoplysninger}}",
    ),
    Example(
        wrong="- titel: A\n  tekst: Sagen om [Hans Hansen]{udeladt=}.",
        right="- titel: A\n  tekst: Sagen om [Hans Hansen]{udeladt=personoplysninger}.",
    ),
    reason=Phrase(
        "Grunden trykkes i stedet for ordene; uden den kan læseren ikke se, hvad der mangler, og "
        "om det er med rette.",
        "The ground is printed instead of the words; without it nobody can see what is missing, "
        "and whether it is so by right.",
    ),
)
NOT_HERE = Rule(
    "M632",
    Severity.ERROR,
    Phrase(
        "Der kan ikke udelades ord i {noegle}.",
        "No words can be left out of {noegle}.",
    ),
    Phrase(
        "Ord kan udelades i titler og tekster. Skriv kun det, alle må læse, eller gør punktet, "
        "afsnittet eller bilaget lukket.",
        "Words can be left out of titles and texts. Write only what everybody may read, or make "
        "the item, the section or the bilag `lukket`.",
    ),
    Example(
        wrong='- titel: A\n  dok_nr: "2025-[17]{udeladt=forretningsforhold}"',
        right='- titel: A\n  dok_nr: "2025-17"\n  tekst: Pris [17]{udeladt=forretningsforhold} kr.',
    ),
)
NOT_AS_ONE = Rule(
    "M633",
    Severity.ERROR,
    Phrase(
        "Ordene kan ikke udelades sådan: {hvorfor}.", "The words cannot be left out so: {hvorfor}."
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  tekst: |\n    Vi talte om [Hans Hansen.\n\n    Han er syg]"
        "{udeladt=helbred}.",
        right="- titel: A\n  tekst: |\n    Vi talte om [Hans Hansen.]{udeladt=helbred}\n\n"
        "    [Han er syg.]{udeladt=helbred}",
    ),
)
STANDS_ELSEWHERE = Rule(
    "M634",
    Severity.WARNING,
    Phrase(
        "De ord, der er udeladt {sted}, står her, hvor alle kan læse dem.",
        "The words that are left out {sted} stand here, where everybody can read them.",
    ),
    Phrase(
        "Udelad dem også her, eller lad dem stå begge steder.",
        "Leave them out here as well, or let them stand in both places.",
    ),
    Example(
        wrong="- titel: A\n  tekst: |\n    Sagen om [Hans Hansen]{udeladt=personoplysninger}.\n\n"
        "    Hans Hansen er indstillet.",
        right="- titel: A\n  tekst: |\n    Sagen om [Hans Hansen]{udeladt=personoplysninger}.\n\n"
        "    [Hans Hansen]{udeladt=personoplysninger} er indstillet.",
    ),
    reason=Phrase(
        "Et navn, der er udeladt ét sted og trykt et andet, er ikke udeladt.",
        "A name that is left out in one place and printed in another is not left out.",
    ),
    always=True,
)

_PARAGRAPHS = Phrase("de går over flere afsnit", "they go over several paragraphs")
_EACH_APART = Phrase(
    "Udelad ordene i hvert afsnit og hvert led for sig.",
    "Leave the words of each paragraph and each entry out by themselves.",
)
_NESTED = Phrase("de står inde i andre, der er udeladt", "they stand inside others that are")
_OUTER_ALONE = Phrase("Skriv kun det yderste mærke.", "Write the outer mark alone.")
_HOLDS = Phrase(
    "de rummer kode, et billede eller en fodnote", "they hold code, a picture or a footnote"
)
_NOT_AROUND = Phrase(
    "Udelad ordene omkring det for sig, og i fodnoten dem, der ikke må læses.",
    "Leave out the words around it by themselves, and in the footnote those that may not be read.",
)
NOT_READ = Phrase(
    "tegnene om dem hører til andet", "the signs around them belong to something else"
)
TYPE_PLAIN = Phrase(
    "Udelad hele ord, og sæt * og andre tegn enten helt indenfor eller helt udenfor parenteserne.",
    "Leave out whole words, and put * and other signs wholly inside or wholly outside the "
    "brackets.",
)

WITHOUT = "…"
"""What stands in a mark whose words are not there."""
_ALLOWED = PROSE.difference(("alt", "sagstyper")) | {"undergruppe", "ingen_offentlig_beslutning"}
"""Keys whose texts words can be left out of."""
_END = re.compile(
    rf"\]\{{{KEY}=(?:\"(?P<two>[^\"\\{{}}\[\]\n]*)\"|'(?P<one>[^'\"\\{{}}\[\]\n]*)'"
    rf"|(?P<word>[^\s\"'\\{{}}\[\]=]*))\}}"
)
_MAY_STAND = re.compile(r"ud\w{0,2}la\w{0,2}d|\][ \t]?[({]|\{", re.IGNORECASE)
_WORD = r"[\"'.#]?(\w{5,12})"
_SLIPS = (
    re.compile(rf"\{{\s*{_WORD}[^{{}}\n]{{0,80}}\}}?"),
    re.compile(rf"\]\s?[(\[<]\s*{_WORD}\s*[=:)\]>][^\n)]{{0,80}}"),
    re.compile(rf"(?<!\w){_WORD}[ \t]{{0,3}}="),
    re.compile(rf"[–—-]\s?{_WORD}:[^\[\]\n]{{0,80}}\]"),  # as those read it who have the words
)
_OTHER_WORDS = re.compile(
    r"\]\s?[({]\s*\w*(?:skjul|hemmel|fortrol|luk|intern|anonym)\w*\s*=[^\n]{0,80}",
    re.IGNORECASE,
)
"""Other words that are meant so."""
_BRACES = re.compile(
    r"(?<!\\)\](\{\s*[.#=]?\s*(?!(?:lang|language|sprog)\s*=)[^\W\d_][^{}\n]{2,80}\})"
)
"""Braces close after brackets, which no text has by itself."""
_READ_BY_MARKDOWN = re.compile(r"\{[A-Za-z.#-]+=")
"""Those that the reader of Markdown tells of, as no language."""
_LINES = frozenset(("titel", "offentlig_titel", "overskrift", "gruppe", "undergruppe"))
"""Keys whose texts no Markdown is read in."""
_INNER_LINE = re.compile(r"\n([ \t>]*)")
_BLANK_LINE = re.compile(r"\n[ \t>]*(?:\n|\Z)")
_NO_WORDS = re.compile(rf"[\s>{WITHOUT}]*")
_ADDRESS = re.compile(r"\]\([^()]*\)|\{[^{}]*\}")
_MARKUP = re.compile(r"[\[\]*~^\\_]+|\n[ \t>]*")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_NO_LINE_END = re.compile(r"[^\n]")
_ALIKE = re.compile("ud|del|lad")
_BLANKS = re.compile(r"[ \t\n]+")
_UNFIT = re.compile(r"`|\[\^|!\[")


class LeftOut(Struct, frozen=True):
    """Words that are left out, and where they stand in their text."""

    start: int
    """The place of the bracket before them."""
    end: int
    """The place after the mark."""
    words: str
    ground: str

    @property
    def is_gap(self) -> bool:
        """Whether the words are not there at all."""
        return says_nothing(self.words)

    @property
    def plain(self) -> str:
        """The words without what Markdown makes of them."""
        return " ".join(_MARKUP.sub(" ", _ADDRESS.sub("", self.words)).split())


class Slip(Struct, frozen=True):
    """What is wrong with a mark."""

    rule: Rule
    at: int
    """Its place in the text."""
    typed: str
    """What of the text it is about, without the words."""
    values: Mapping[str, object] = {}


class TextWithGaps(Struct, frozen=True):
    """A text in which words are left out, or were meant to be."""

    text: str
    spans: tuple[LeftOut, ...]
    faults: tuple[Slip, ...]

    def canonical(self) -> str:
        """The text with every mark written in one way; of a faulty one nothing: what is wrong
        with it is told by its faults alone."""
        return WITHOUT if self.faults else self._with(lambda words: words)

    def gapped(self) -> str:
        """The text without the words, each line where it was; of a faulty one nothing."""
        if self.faults:
            return WITHOUT
        return self._with(
            lambda words: WITHOUT + _INNER_LINE.sub(rf"\n\1{WITHOUT}", _line_ends(words))
        )

    def emptied(self) -> str:
        """The text without the words, and without a trace of how many there were."""
        return WITHOUT if self.faults else self._with(lambda _: "")

    def _with(self, change: Any) -> str:
        made, at = [], 0
        for span in self.spans:
            made += [self.text[at : span.start], mark(change(span.words), span.ground)]
            at = span.end
        return "".join((*made, self.text[at:]))


def says_nothing(words: str) -> bool:
    """Whether there is nothing where words that are left out would stand."""
    return _NO_WORDS.fullmatch(words) is not None


def _line_ends(words: str) -> str:
    """The line ends of words, with what stands at the beginnings of their lines."""
    return "".join(match[0] for match in _INNER_LINE.finditer(words))


def mark(words: str, ground: str) -> str:
    """Words that are left out, as they are typed."""
    return f'[{words}]{{{KEY}="{ground}"}}'


def read(text: str, *, is_line: bool = False) -> TextWithGaps | None:
    """What is left out of a text; ``None``: nothing is, nor was it meant to be.

    ``is_line``: no Markdown is read in it.
    """
    if _MAY_STAND.search(text) is None:
        return None
    spans, faults = _spans(text)
    rest = _blanked(text, spans)
    told = {text.count("\n", 0, fault.at) for fault in faults}
    faults += _slips(rest, told, is_line=is_line)
    if not spans and not faults:
        return None
    return TextWithGaps(text, tuple(spans), tuple(faults))


def _spans(text: str) -> tuple[list[LeftOut], list[Slip]]:
    spans: list[LeftOut] = []
    faults: list[Slip] = []
    opened: list[int] = []
    for sign in _BRACKETS.finditer(text):
        if sign[0] == "[":
            opened.append(sign.start())
        if sign[0] != "]":
            continue
        start = opened.pop() if opened else None
        match = _END.match(text, sign.start())
        if match is None:
            continue
        ground = " ".join((match["two"] or match["one"] or match["word"] or "").split())
        typed = match[0][1:]
        if start is None:
            faults.append(Slip(MALFORMED, match.start() + 1, typed, {"skrevet": typed}))
            continue
        span = LeftOut(start, match.end(), text[start + 1 : match.start()], ground)
        if not ground:
            faults.append(Slip(NO_GROUND, match.start() + 1, typed))
        if spans and spans[-1].start > start:
            faults.append(_not_as_one(match, _NESTED, _OUTER_ALONE))
        elif _BLANK_LINE.search(span.words):
            faults.append(_not_as_one(match, _PARAGRAPHS, _EACH_APART))
        elif _UNFIT.search(span.words):
            faults.append(_not_as_one(match, _HOLDS, _NOT_AROUND))
        while spans and spans[-1].start > start:
            spans.pop()
        spans.append(span)
    return spans, faults


def _not_as_one(match: re.Match[str], why: Phrase, advice: Phrase) -> Slip:
    values = {"hvorfor": why, "raad": advice}
    return Slip(NOT_AS_ONE, match.start() + 1, match[0][1:], values)


def _blanked(text: str, spans: Iterable[LeftOut]) -> str:
    made, at = [], 0
    for span in spans:
        made += [text[at : span.start], _NO_LINE_END.sub(" ", text[span.start : span.end])]
        at = span.end
    return "".join((*made, text[at:]))


def _slips(rest: str, told: set[int], *, is_line: bool) -> Iterator[Slip]:
    """What was probably meant to leave out words, in a text without what does.

    ``told``: the lines that something is told of already.
    """
    for pattern in (*_SLIPS, _OTHER_WORDS, _BRACES):
        line = at = 0
        for match in pattern.finditer(rest):
            start = match.start(match.lastindex or 0)
            line += rest.count("\n", at, start)
            at = start
            if pattern is _BRACES:
                is_meant = is_line or not _READ_BY_MARKDOWN.match(match[1])
            else:
                is_meant = pattern is _OTHER_WORDS or _is_meant(match[1].casefold())
            if line not in told and is_meant:
                told.add(line)
                typed = match[0].lstrip("] ")
                yield Slip(MALFORMED, start, typed, {"skrevet": typed})


@lru_cache(maxsize=1024)
def _is_meant(word: str) -> bool:
    """Whether a word is probably a slip for that which leaves out words."""
    return _ALIKE.search(word) is not None and nearest(word, (KEY,), 0.75) is not None


# --- texts of a file --------------------------------------------------------------------


def printed(text: str) -> str:
    """A text of one line as it is printed, its marks being written in the one way.

    With the words, where they are there: only who may read what is closed gets those.
    """
    spans, _ = _spans(text)
    for span in reversed(spans):
        text = text[: span.start] + shown(span) + text[span.end :]
    return text


def passages(text: str) -> Iterator[str]:
    """What is printed of a text of one line that is left out, or in its place."""
    return (_BLANKS.sub(" ", shown(span)) for span in _spans(text)[0])


def shown(span: LeftOut) -> str:
    """What is printed for one span of a text of one line."""
    return gap(span.ground) if span.is_gap else f"[{span.words}{after(span.ground)}"


def told(ground: str, phrases: Phrases = DANISH) -> str:
    """What is said of words that are left out."""
    return phrases.left_out.format(ground=ground)


def gap(ground: str) -> str:
    """What stands in the place of words that are left out: as long, however many they were."""
    return f"[{told(ground)}]"


def after(ground: str) -> str:
    """What stands after such words, and the bracket before them, for those who read them."""
    return f"\u00a0– {told(ground)}]"


def marked(data: Any) -> dict[TreePath, TextWithGaps]:
    """The texts of a file in which words are left out, or were meant to be."""
    found = ((path, read(text, is_line=_key(path) in _LINES)) for path, text in texts(data))
    return {path: one for path, one in found if one is not None}


def may_stand(text: str) -> bool:
    """Whether a file may have words that are left out."""
    return _MAY_STAND.search(text) is not None


def _key(path: TreePath) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def problems(
    tree: Tree, found: Mapping[TreePath, TextWithGaps], *, nowhere: bool = False
) -> Iterator[Any]:
    """What is wrong with marks in a file; ``nowhere``: it can have none at all."""
    for path, one in found.items():
        place = tree.text_positions(path)
        for fault in one.faults:
            line = one.text.count("\n", 0, fault.at)
            yield fault.rule.at(place(line), **fault.values).on(fault.typed)
        key = _key(path)
        if one.spans and not one.faults and (nowhere or key not in _ALLOWED):
            span = one.spans[0]
            line = one.text.count("\n", 0, span.start)
            yield NOT_HERE.at(place(line), noegle=key).on(KEY)


def emptied(data: Any) -> Any:
    """The data of a file without the words that are left out, nor how many there were."""
    if isinstance(data, dict):
        return {key: emptied(value) for key, value in data.items()}
    if isinstance(data, list):
        return [emptied(value) for value in data]
    one = read(data) if isinstance(data, str) else None
    return data if one is None else one.emptied()


# --- the same words elsewhere -----------------------------------------------------------

_SHORTEST, _SHORTEST_SMALL = 4, 6
_BETWEEN = re.compile(r"[\W_]+")
_FIRST_WORDS = re.compile(r"(?:[.!?:]\s+|[-*>#|]\s+|\A)\W*\w+")


class _Wanted(Struct, frozen=True):
    """Words that are left out, to be looked for."""

    words: str
    path: TreePath
    line: int

    @property
    def tells_much(self) -> bool:
        """Whether they are known again anywhere: several, or a number."""
        return len(self.words.split()) > 1 or any(map(str.isdigit, self.words))

    def stand_in(self, path: TreePath, text: str) -> bool:
        """Whether they stand in full in a line of a text.

        A single word tells little: in another item only a name counts, which has a capital inside
        a sentence.
        """
        words = f" {self.words.casefold()} "
        if words not in f" {folded(text).casefold()} ":
            return False
        if self.tells_much or self.path[:2] == path[:2]:
            return True
        inside = folded(_FIRST_WORDS.sub("", text), "·")
        return self.words[0].isupper() and f"·{self.words}·" in f"·{inside}·"


def folded(text: str, between: str = " ") -> str:
    """The words of a text alone, without what stands between them."""
    return _BETWEEN.sub(between, text).strip(between)


def told_elsewhere(
    public: Iterable[tuple[TreePath, str]], found: Mapping[TreePath, TextWithGaps]
) -> Iterator[tuple[TreePath, int, TreePath, int]]:
    """Where words that are left out stand in full: path and line, and the same of the gap."""
    wanted: dict[str, _Wanted] = {}
    for path, one in found.items():
        for span in one.spans:
            words = folded(span.plain)
            line = one.text.count("\n", 0, span.start)
            small = " " not in words and words.islower()
            if not span.is_gap and len(words) >= (_SHORTEST_SMALL if small else _SHORTEST):
                wanted.setdefault(words, _Wanted(words, path, line))
    for path, text in public if wanted else ():
        for line, said in enumerate(text.split("\n")):
            for gap in wanted.values():
                if gap.stand_in(path, said):
                    yield path, line, gap.path, gap.line


def place_in_words(position: Position) -> Phrase:
    """Where a gap is."""
    return Phrase(f"i linje {position.line}", f"in line {position.line}")
