"""The parser's events, built into a tree by rules of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from moedebog import vocabulary
from moedebog.diagnostics import Diagnostic, Position, Rule
from moedebog.source.characters import BAD, code, lines_with
from moedebog.source.escapes import misread, with_pairs_hidden, with_pairs_joined
from moedebog.source.indentation import LIKE_A_HYPHEN, next_item
from moedebog.source.rules import (
    ANCHOR,
    COMPLEX_KEY,
    CONTROL,
    DIRECTIVE,
    DUPLICATE_KEY,
    ESCAPE,
    FOLDED,
    HARD_SPACE,
    INDENTATION,
    JOINED_ENTRIES,
    LOST_TAIL,
    MERGE,
    NO_BLOCK,
    SEVERAL_DOCUMENTS,
    SYNTAX,
    TAG,
    TOO_DEEP,
    TOO_MANY,
)
from moedebog.source.tree import Data, Marks, ParserMark, Start, Tree

if TYPE_CHECKING:
    from moedebog.source.slips import Mistake

MAX_DEPTH = 64
MAX_NODES = 200_000
_MAX_REPAIRS = 50
_REPAIR_BYTES = 4_000_000

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]{0,17})\Z")
_FIRST_OF_SCALAR = frozenset("-0123456789tTfFnN~")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~"), None),
}
# Patterns for what is rare are texts: ``re`` compiles such a one at its first use.
# The C parser refuses a colon inside a word between brackets ({tid: 10:30}), which YAML 1.2
# allows; such colons are read as this character, and put back.
_INNER_COLON = r"(?<=[^\s\"'{\[,]):(?=[^\s,\[\]{}])"
_STAND_IN = "\ue000"
# Likewise a question mark at the end of a word ([Hvad nu?, Eventuelt]).
_INNER_QUERY = r"(?<=[^\s\"'{\[,])\?"
_QUERY_STAND_IN = "\ue001"
_SPACES = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]"
_TAIL = re.compile(r" #(?:[^\s#!]| \d)")
_NUMBER_AFTER = r"(?i)\b(?:nr|nummer|numre|no|punkt|pkt|sag|bilag|side)\.?$"
"""What a number follows that is no comment: Sag nr. # 4."""
_CORE_TAG = "tag:yaml.org,2002:"
_SCALAR_TAGS = frozenset(("str", "int", "bool", "null"))
_PROGRAMS_ANCHOR = r"(?:id|a|ref_)\d+"
_COMMENT = r"\s+#.*$"


def c_events() -> Callable[[str], Iterator[Any]] | None:
    """The C parser's events, where it is installed."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:  # no wheel of ruamel.yaml.clib for this machine
        return None

    def events(text: str) -> Iterator[Any]:
        return iter(CParser(text).get_event, None)

    return events


def pure_events(text: str) -> Iterator[Any]:
    """The events of the parser in Python: the same, but about twenty times slower."""
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)


_events: Callable[[str], Iterator[Any]] = c_events() or pure_events


class _Stop(Exception):
    """Nothing more can be made of this text."""


class _Syntax(Exception):
    """The parser gave up here."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__()
        self.mistake = mistake


class _Guess(Struct, frozen=True):
    """The latest line that was put in another column, and what was wrong as far as there.

    What is wrong after that, until the next item, may come of the guess: it is not told.
    """

    line: int
    until: int
    syntax: tuple[Diagnostic, ...]
    problems: list[Diagnostic]


class YamlReader:
    """Reads one text; after a mistake that can be guessed around, it reads on."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.problems: list[Diagnostic] = []

    def read(self) -> Tree | None:
        """The tree, or ``None`` where nothing could be made of the text."""
        syntax: list[Diagnostic] = []
        text, spent = self.text, 0
        tree = None
        masked = False
        guess: _Guess | None = None
        for _ in range(_MAX_REPAIRS):
            builder = _Builder(self.name, text, masked)
            try:
                tree = builder.build()
            except _Stop:
                break
            except _Syntax as stop:
                mistake = stop.mistake
                if mistake.masking and not masked and not _has_stand_in(text):
                    masked = True
                    continue
                line, moves = mistake.problem.position.line, mistake.problem.rule is INDENTATION
                # A line after that cannot go back to a column that was not the right one.
                doubtful = guess is not None and guess.line < line < guess.until + moves
                if guess is not None and doubtful and (moves or mistake.repair is None):
                    syntax, builder.problems = [*guess.syntax], guess.problems
                    break
                if not doubtful and all(line != p.position.line for p in syntax):
                    syntax.append(mistake.problem)
                if moves:
                    until = next_item(self.text, line)
                    guess = _Guess(line, until, tuple(syntax), builder.problems)
                spent += len(text)
                if mistake.repair is None or spent > _REPAIR_BYTES:
                    break
                lines = text.split("\n")
                first, repaired = mistake.repair[0], mistake.repair[1].split("\n")
                lines[first : first + len(repaired)] = repaired
                text = "\n".join(lines)
            else:
                break
        self.problems = syntax + [
            problem
            for problem in builder.problems
            if guess is None or not guess.line < problem.position.line < guess.until
        ]
        return tree


class _Builder:
    """Makes a tree of one text's events: a function for each kind of node."""

    def __init__(self, name: str, text: str, masked: bool) -> None:
        self.name = name
        self.text = text
        self.masked = masked
        """Whether the parser is given another character for colons inside words."""
        self.problems: list[Diagnostic] = []
        self.marks: dict[int, Marks] = {}
        self.refused: dict[int, list[ParserMark]] = {}
        self.last: Any = None
        """The latest scalar: syntax errors often begin there."""
        self.depth = 0
        self.nodes = 0
        self.shared: dict[str, tuple[Data, int, int]] = {}
        """What programs name: the value, how many nodes and how many levels it has."""
        self.sharing = False
        """Whether something that has a name is being read: then it holds no other."""
        self.keys: set[str] = set()
        """Those that are known to be well-formed."""
        self.paired = False
        """Whether the parser is given other characters for the halves of one."""
        self.tails = set(lines_with(_TAIL, text))
        """Lines with a number sign before text: rare enough to be found first."""

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    def add(self, rule: Rule, line: int, column: int, **values: object) -> None:
        self.problems.append(rule.at(Position(self.name, line + 1, column + 1), **values))

    def at(self, rule: Rule, mark: ParserMark, **values: object) -> None:
        self.add(rule, mark.line, mark.column, **values)

    def build(self) -> Tree:
        text = with_pairs_hidden(self.text)
        self.paired = text is not self.text
        text = _masked(text) if self.masked else text
        self.next = _events(text).__next__
        data: Data = None
        start: ParserMark = Start()
        documents = 0
        try:
            while (event := self.next()).__class__ is not StreamEndEvent:
                if event.__class__ is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self.add(SEVERAL_DOCUMENTS, event.start_mark.line, 0)
                        break
                    if event.explicit:
                        self._directives(event)
                elif event.__class__ not in (StreamStartEvent, DocumentEndEvent):
                    data = self._value(event)
                    if data is not None:
                        start = event.start_mark
        except MarkedYAMLError as error:
            from moedebog.source.mistakes import explain

            raise _Syntax(explain(self.name, self.lines, error, self.last)) from None
        except (YAMLError, UnicodeError, ValueError):
            self.add(SYNTAX, 0, 0)
            raise _Stop from None
        return Tree(self.name, data, self.text, self.marks, start, self.refused)

    def _directives(self, event: Any) -> None:
        for number, line in enumerate(self.lines[: event.end_mark.line]):
            if line.startswith("%"):
                self.add(DIRECTIVE, number, 0)

    def _value(self, event: Any) -> Data:
        """The value that begins with ``event``; ``None`` for an empty one."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.at(TOO_MANY, event.start_mark, antal=MAX_NODES)
            raise _Stop
        kind = event.__class__
        if kind is ScalarEvent:
            return self._scalar(event)
        mark = event.start_mark
        if kind is AliasEvent:
            return self._again(event)
        before, outer = self.nodes, self.sharing
        self.sharing = outer or event.anchor is not None
        if kind is MappingStartEvent:
            value: Data = self._mapping(mark)
        else:
            value = self._sequence(mark)
        self.sharing = outer
        if event.anchor is not None or event.ctag is not None:
            self._shared(event, value, self.nodes - before)
        return value

    def _shared(self, event: Any, value: Data, nodes: int) -> None:
        """A list or mapping that a program names, since it stands in several places."""
        tag = str(event.tag) if event.tag else None
        usual = tag is None or tag in (f"{_CORE_TAG}map", f"{_CORE_TAG}seq")
        if usual and (event.anchor is None or re.fullmatch(_PROGRAMS_ANCHOR, event.anchor)):
            if event.anchor is not None:
                self.shared[event.anchor] = value, nodes, _height(value)
            return
        self._properties(event)

    def _again(self, event: Any) -> Data:
        """What stands once more where a program names it; anything else is text to people."""
        value, nodes, height = self.shared.get(event.anchor, (None, 0, MAX_DEPTH))
        if value is not None and not self.sharing and self.depth + height <= MAX_DEPTH:
            self.nodes += nodes
            if self.nodes > MAX_NODES:
                self.at(TOO_MANY, event.start_mark, antal=MAX_NODES)
                raise _Stop
            return value
        mark = event.start_mark
        self.at(ANCHOR, mark, tegn="*")
        return re.sub(_COMMENT, "", self.lines[mark.line][mark.column :])

    def _scalar(self, event: Any) -> Data:
        self.last = event
        value = event.value
        if self.paired:
            value = with_pairs_joined(value, event.style == '"')
        if self.masked:
            value = _unmasked(value)
        style = event.style
        if style != "|":
            last = event.end_mark.line
            if last > event.start_mark.line:
                self._folded(event)
            if style:
                self._escaped(event)
            elif not value:
                value = None
            else:
                if last in self.tails:
                    self._tail(event)
                if value[0] in _FIRST_OF_SCALAR and len(value) < 20:
                    value = _resolve(value)
        if event.anchor is not None or event.ctag is not None:
            value = self._tagged(event, value)
        return value

    def _tagged(self, event: Any, value: Data) -> Data:
        """The value of a scalar with an anchor or a tag; programs write some of the latter."""
        tag = str(event.tag).removeprefix(_CORE_TAG) if event.tag else ""
        if event.anchor is None and tag in _SCALAR_TAGS:
            return event.value if tag == "str" else _resolve(event.value or "null")
        self._properties(event)
        return value

    def _mapping(self, mark: ParserMark) -> dict[str, Data]:
        self._descend(mark)
        data: dict[str, Data] = {}
        places: dict[str, tuple[ParserMark, ParserMark]] = {}
        refused: list[ParserMark] = []
        following, read_value, usual = self.next, self._value, self.keys
        while (event := following()).__class__ is not MappingEndEvent:
            at_key = event.start_mark
            key = event.value if event.__class__ is ScalarEvent else None
            bare = event.anchor is None and event.ctag is None
            if bare and key in usual and key not in data:
                self.last = event
            else:
                key = self._key(event, places)
            event = following()
            value = read_value(event)
            if key is not None:
                data[key] = value
                empty = value is None and not event.value
                places[key] = at_key, at_key if empty else event.start_mark
            else:
                refused.append(at_key)
        self.marks[id(data)] = places
        if refused or self.refused:
            self.refused[id(data)] = refused
        self.depth -= 1
        return data

    def _sequence(self, mark: ParserMark) -> list[Data]:
        self._descend(mark)
        data: list[Data] = []
        places: list[ParserMark] = []
        following, read_value = self.next, self._value
        while (event := following()).__class__ is not SequenceEndEvent:
            places.append(event.start_mark)
            data.append(read_value(event))
        self.marks[id(data)] = places
        self.depth -= 1
        return data

    def _descend(self, mark: ParserMark) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.at(TOO_DEEP, mark, dybde=MAX_DEPTH)
            raise _Stop

    def _key(self, event: Any, before: Mapping[str, tuple[ParserMark, ParserMark]]) -> str | None:
        """The key, or ``None`` for one that cannot be used (and is told of)."""
        mark = event.start_mark
        if event.__class__ is not ScalarEvent:
            self.at(COMPLEX_KEY, mark)
            self._value(event)
            return None
        self.last = event
        key: str = event.value
        if event.anchor is not None or event.ctag is not None:
            self._properties(event)
        if key in self.keys and key not in before:
            return key
        if self.masked:
            key = _unmasked(key)
        if key == "<<":
            self.at(MERGE, mark)
        elif key in before:
            self.at(DUPLICATE_KEY, mark, noegle=key, linje=before[key][0].line + 1)
        elif not key or "\n" in key:
            self.at(COMPLEX_KEY, mark)
        elif not key.isascii() and (space := re.search(_SPACES, key)):
            self.add(HARD_SPACE, mark.line, mark.column + space.start(), kode=code(space.group()))
        else:
            self._slips(key, mark)
            self.keys.add(key)
            return key
        return None

    def _slips(self, key: str, mark: ParserMark) -> None:
        """Stop at what was not meant for a key: ``-titel:``, or a line of the text above."""
        mistake = None
        if key[0] == "-" and not self.lines[mark.line][: mark.column].strip(" -"):
            from moedebog.source.mistakes import glued_dash

            mistake = glued_dash(self.name, self.lines, mark.line)
        elif key[0] in LIKE_A_HYPHEN:
            from moedebog.source.dashes import no_hyphen

            mistake = no_hyphen(self.name, self.lines, mark.line)
        elif key not in vocabulary.known():
            from moedebog.source.slips import strayed

            mistake = strayed(self.name, self.lines, (mark.line, mark.column), key)
        if mistake is not None:
            raise _Syntax(mistake)

    def _properties(self, event: Any) -> None:
        if event.anchor is not None:
            self.at(ANCHOR, event.start_mark, tegn="&")
        if event.ctag is not None:
            self.at(TAG, event.start_mark)

    def _escaped(self, event: Any) -> None:
        """A backslash that YAML makes another character of than is meant."""
        start = event.start_mark
        written = self.text[start.index : event.end_mark.index]
        if event.style != '"' or "\\" not in written:
            return
        at = misread(written, self.text)
        if at is not None:
            above, newline, before = written[:at].rpartition("\n")
            line = start.line + above.count("\n") + len(newline)
            self.add(ESCAPE, line, len(before) + (0 if newline else start.column))
            return
        for bad in re.findall(BAD, event.value)[:1]:
            self.at(CONTROL, start, kode=code(bad))

    def _folded(self, event: Any) -> None:
        """A list, a table or a new paragraph where YAML makes line breaks into spaces."""
        from moedebog.source.folding import lost_break

        start, end = event.start_mark, event.end_mark
        last = end.line if end.column else end.line - 1
        if not event.style:
            from moedebog.source.slips import dashless_text

            mistake = dashless_text(self.name, self.lines, (start.line, start.column))
            if mistake is not None:
                raise _Syntax(mistake)
            if self._ran_on(start, last):
                return
        place = lost_break(self.lines, (start.line, start.column), last, event.style, self.text)
        if place is not None:
            self.add(FOLDED, *place)

    def _ran_on(self, start: ParserMark, last: int) -> bool:
        """Whether an entry of a list, or what was meant for a ``|``, ran on into the next line."""
        from moedebog.source.dashes import joined_entry
        from moedebog.source.indentation import KEY_LINE
        from moedebog.source.slips import LIKE_A_BAR, cut

        line = self.lines[start.line]
        key = KEY_LINE.match(line)
        if key and key[4].strip() in LIKE_A_BAR and key[2] in vocabulary.texts():
            first = next(one.strip() for one in self.lines[start.line + 1 :] if one.strip())
            column = len(key[1])
            values = {"noegle": key[2], "frem": column + 2, "linje": cut(first)}
            self.add(NO_BLOCK, start.line, column, **values)
            return True
        joined = joined_entry(self.lines, (start.line, start.column), last)
        if joined is None:
            return False
        number, owner = joined
        text = self.lines[number]
        column = len(text) - len(text.lstrip())
        self.add(JOINED_ENTRIES, number, column, noegle=owner, linje=cut(text.strip()))
        return True

    def _tail(self, event: Any) -> None:
        """Text after a number sign, which YAML takes for a comment."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :].strip()
        if rest.startswith("# "):
            before = self.lines[end.line][: self.lines[end.line].index("#", end.column)]
            number = re.fullmatch(r"# \d[\d./-]*", rest) and not event.value.isdigit()
            if before.endswith("  ") or not (number or re.search(_NUMBER_AFTER, event.value)):
                return  # a comment
        if rest.startswith("#"):
            column = self.lines[end.line].index("#", end.column)
            self.add(LOST_TAIL, end.line, column, tekst=rest)


def _masked(text: str) -> str:
    """The text with other characters for those that the C parser refuses inside words."""
    text = re.sub(_INNER_COLON, _STAND_IN, text)
    return re.sub(_INNER_QUERY, _QUERY_STAND_IN, text)


def _unmasked(text: str) -> str:
    return text.replace(_STAND_IN, ":").replace(_QUERY_STAND_IN, "?")


def _has_stand_in(text: str) -> bool:
    return _STAND_IN in text or _QUERY_STAND_IN in text


def _height(data: Data) -> int:
    """How many levels a value has."""
    if not isinstance(data, dict | list):
        return 0
    inner = data.values() if isinstance(data, dict) else data
    return 1 + max(map(_height, inner), default=0)


def _resolve(value: str) -> str | int | bool | None:
    if _INTEGER.match(value):
        return int(value)
    return _WORDS.get(value, value)
