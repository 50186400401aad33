"""What a syntax error means, judged by the line it is on, and how it was probably meant."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError

from moedebog.diagnostics import Diagnostic, Position, Rule
from moedebog.sloppy import without_quotes
from moedebog.source.characters import code
from moedebog.source.dashes import later_dash, no_hyphen_near
from moedebog.source.indentation import (
    ITEM_LINE,
    KEY_LINE,
    in_texts,
    indent,
    line_above,
    reindented,
)
from moedebog.source.rules import (
    AFTER_BRACKET,
    AFTER_QUOTE,
    ANCHOR,
    BLOCK_HEADER,
    COLON,
    COLON_IN_BRACKETS,
    DASH,
    DIRECTIVE,
    ESCAPE,
    HARD_SPACE,
    INDENTATION,
    NO_BLOCK,
    NO_COLON,
    NO_SPACE,
    NO_SPACE_AFTER_DASH,
    QUOTED,
    RESERVED,
    SEVERAL_DOCUMENTS,
    SYNTAX,
    TAG,
    TWO_COMMAS,
    UNCLOSED_FLOW,
    UNCLOSED_QUOTE,
)
from moedebog.source.slips import Mistake, at_margin, no_block, no_dash, not_indented

_GLUED = re.compile(r"^\s*(?:- +)*([a-z_]+):(?=[^\s/\\])(.*)$")
_HARD_AFTER_COLON = re.compile(r"^\s*(?:- +)*[a-z_]+:[\u00a0\u2000-\u200b\u202f]")
_GLUED_DASH = re.compile(r"^(\s*(?:- +)*-)([^\W\d_][^:#'\"\[{]*:(?:\s.*)?)$")
# Between brackets: a key, and a value with a colon before a blank.
_FLOW_COLON = re.compile(
    r"[\[{,]\s*[^\s,\[\]{}:'\"][^,\[\]{}:'\"]*: +"
    r"(?=[^,\[\]{}'\"]*: )([^\s,\[\]{}'\"][^,\[\]{}]*)[,\]}]"
)
_NO_ESCAPE = r"(\\\\)|\\(?![0abtnvfre\"/N_LPxuU \t])"
_CLOSERS = {"[": "]", "{": "}"}

Place = tuple[int, int]
"""Line and column from 0, as the parser counts."""


def explain(name: str, lines: list[str], error: MarkedYAMLError, last: Any) -> Mistake:
    """What a syntax error means, judged by the line it is on.

    The parsers' own words differ from one another and speak of tokens; only the places
    they name are used.
    """
    marks = [m for m in (error.problem_mark, error.context_mark) if m is not None]
    if not marks:
        return Mistake(SYNTAX.at(Position(name, 1, 1)), None)
    problem = _clamp(lines, marks[0])
    context = _clamp(lines, marks[-1])
    return _Explainer(name, lines, problem, context, last).explain()


def glued_dash(name: str, lines: list[str], number: int) -> Mistake | None:
    """``-titel: A`` on a line; with a blank after the dash it begins an entry."""
    match = _GLUED_DASH.match(lines[number])
    if match is None:
        return None
    place = Position(name, number + 1, match.end(1))
    problem = NO_SPACE_AFTER_DASH.at(place, noegle=match[2].split(":")[0])
    return Mistake(problem, (number, f"{match[1]} {match[2]}"))


def _clamp(lines: list[str], mark: Any) -> Place:
    """A place inside the text: the end of a file is told at its last line with text."""
    line, column = mark.line, mark.column
    while line > 0 and (line >= len(lines) or not lines[line].strip()):
        line -= 1
        column = len(lines[line])
    return line, column


class _Explainer:
    def __init__(
        self, name: str, lines: list[str], problem: Place, context: Place, last: Any
    ) -> None:
        self.name = name
        self.lines = lines
        self.problem = problem
        self.context = context
        self.last = last
        self.line = lines[problem[0]]

    def at(self, rule: Rule, place: Place, **values: object) -> Diagnostic:
        return rule.at(Position(self.name, place[0] + 1, place[1] + 1), **values)

    def char(self, place: Place) -> str:
        return self.lines[place[0]][place[1] : place[1] + 1]

    def explain(self) -> Mistake:
        """The first judgement that fits; the likeliest causes are tried first."""
        column = self.problem[1]
        if self.line[column : column + 1] == ":" and self.line[column + 1 : column + 2].strip():
            return Mistake(self.at(COLON_IN_BRACKETS, self.problem), None, masking=True)
        if self.line[column : column + 1] == "?" and self.line[:column][-1:].strip():
            return Mistake(self.at(SYNTAX, self.problem), None, masking=True)
        for judge in (
            self._two_commas,
            self._no_hyphen,
            self._not_indented,
            self._at_margin,
            self._inside_quotes,
            self._after_quotes,
            self._special_first,
            self._missing_space,
            self._glued_dash,
            self._no_dash,
            self._flow,
            self._colon,
            self._misplaced_dash,
            self._list_below_text,
            self._no_colon,
            self._indentation,
            self._open_bracket,
        ):
            mistake = judge()
            if mistake is not None:
                return mistake
        return Mistake(self.at(SYNTAX, self.problem), None)

    def _quoted(self, line: int, column: int) -> tuple[int, str]:
        """The line with quotation marks around everything from ``column``."""
        source = self.lines[line]
        return line, source[:column] + "'" + source[column:].rstrip().replace("'", "''") + "'"

    def _two_commas(self) -> Mistake | None:
        """``[Anna Ager,, Bo Bæk]``: nothing stands between the two."""
        column = self.problem[1]
        before = self.line[:column].rstrip()
        if self.char(self.problem) != "," or not before.endswith(","):
            return None
        repaired = self.line[:column] + self.line[column + 1 :]
        return Mistake(self.at(TWO_COMMAS, self.problem), (self.problem[0], repaired))

    def _no_hyphen(self) -> Mistake | None:
        """``– titel: A``: a sign that is no hyphen, on this line or above it."""
        return no_hyphen_near(self.name, self.lines, self.problem[0])

    def _not_indented(self) -> Mistake | None:
        """The text below a ``|``, no farther in than its key."""
        for line in (self.problem[0], self.context[0]):
            mistake = not_indented(self.name, self.lines, line)
            if mistake is not None:
                return mistake
        return None

    def _at_margin(self) -> Mistake | None:
        """A line of the text above, without its indentation."""
        for line in sorted({self.problem[0], self.context[0], self._bare_above()}):
            key = KEY_LINE.match(self.lines[line])
            if key and re.fullmatch(r"[a-z_]+", key[2]):
                continue  # at least meant for a key
            mistake = at_margin(self.name, self.lines, line)
            if mistake is not None:
                return mistake
        return None

    def _bare_above(self) -> int:
        """The line above the mistake, where that has no key: the parser reads the two as one."""
        here = self.problem[0]
        above = line_above(self.lines, here)
        source = self.lines[above]
        bare = not KEY_LINE.match(source) and not ITEM_LINE.match(source)
        return above if bare and indent(source) < indent(self.line) else here

    def _no_dash(self) -> Mistake | None:
        return no_dash(self.name, self.lines, self.problem[0])

    def _inside_quotes(self) -> Mistake | None:
        """A quoted text that never ends, or has a backslash in it."""
        quote = self.char(self.context)
        if quote not in ("'", '"') or self.context == self.problem:
            return None
        line, column = self.problem
        if quote == '"' and "\\" in self.lines[line][max(column - 2, 0) : column + 1]:
            place = (line, self.lines[line].rindex("\\", 0, column + 1))
            return Mistake(self.at(ESCAPE, place), self._without_backslash(*place))
        return self._unclosed(self.context, quote)

    def _without_backslash(self, line: int, column: int) -> tuple[int, str]:
        """The line with a slash for the backslash at fault, and for those that must be as well."""
        source = self.lines[line]
        source = source[:column] + "/" + source[column + 1 :]
        return line, re.sub(_NO_ESCAPE, lambda m: m[0] if m[1] else "/", source)

    def _unclosed(self, place: Place, quote: str) -> Mistake:
        problem = self.at(
            UNCLOSED_QUOTE, place, tegn=quote, dobbelt="''" if quote == "'" else '\\"'
        )
        following = next((s for s in self.lines[place[0] + 1 :] if s.strip()), "")
        one_line = not following or KEY_LINE.match(following) or ITEM_LINE.match(following)
        return Mistake(problem, self._quoted(*place) if one_line else None)

    def _after_quotes(self) -> Mistake | None:
        """Text after a closing quotation mark; or the mark closed what it should not."""
        last = self.last
        if last is None or last.style not in ("'", '"'):
            return None
        start, end = last.start_mark, last.end_mark
        between = self.lines[end.line][end.column : self.problem[1]]
        if end.line != self.problem[0] or between.strip(" "):
            return None
        if start.line != end.line:
            return self._unclosed((start.line, start.column), last.style)
        if self.char(self.problem) in ("", ":"):
            return None
        source = self.lines[start.line]
        whole = source[start.column :].rstrip()
        if len(whole) > 1 and whole[0] == whole[-1]:  # 'Bo's forslag'
            whole = whole[1:-1]
        proposal = f'"{whole}"'
        if '"' in whole or "\\" in whole:
            proposal = "'" + whole.replace("'", "''") + "'"
        repair = None
        if self._value_start(start.line) == start.column:
            repair = start.line, source[: start.column] + proposal
        return Mistake(self.at(AFTER_QUOTE, self.problem, forslag=proposal), repair)

    def _value_start(self, line: int) -> int:
        """The column at which the value on a line begins."""
        match = KEY_LINE.match(self.lines[line]) or ITEM_LINE.match(self.lines[line])
        return match.start(match.lastindex or 0) if match else 0

    def _special_first(self) -> Mistake | None:
        """A value that begins with a character that YAML keeps for itself."""
        if self.line.startswith("%"):
            return Mistake(self.at(DIRECTIVE, (self.problem[0], 0)), (self.problem[0], ""))
        value = (self.problem[0], self._value_start(self.problem[0]))
        for place in (self.context, self.problem, value):
            character = self.char(place)
            line, column = place
            if not character:
                continue
            if character in "*&":
                return Mistake(self.at(ANCHOR, place, tegn=character), self._quoted(line, column))
            if character == "!":
                return Mistake(self.at(TAG, place), self._quoted(line, column))
            if character in "@`%":
                return Mistake(self.at(RESERVED, place, tegn=character), self._quoted(line, column))
            if character in "|>" and place == self.context:
                return Mistake(self.at(BLOCK_HEADER, place, tegn=character), None)
        return None

    def _missing_space(self) -> Mistake | None:
        """``titel:Velkomst``, which is read as a single word."""
        for line in range(self.problem[0], max(self.problem[0] - 3, -1), -1):
            hard = _HARD_AFTER_COLON.match(self.lines[line])
            if hard:
                column = hard.end() - 1
                problem = self.at(HARD_SPACE, (line, column), kode=code(hard.group()[-1]))
                source = self.lines[line]
                return Mistake(problem, (line, source[:column] + " " + source[column + 1 :]))
            match = _GLUED.match(self.lines[line])
            if match:
                column = match.start(1)
                repaired = self.lines[line][: match.end(1) + 1] + " " + match.group(2)
                place = (line, column)
                return Mistake(self.at(NO_SPACE, place, noegle=match.group(1)), (line, repaired))
        return None

    def _glued_dash(self) -> Mistake | None:
        """``-titel: A``, which is read as a key; the parser stumbles there or on the next line."""
        here = self.problem[0]
        above = line_above(self.lines, here)
        for line in (here, above):
            mistake = glued_dash(self.name, self.lines, line)
            if mistake is not None and line not in in_texts(self.lines, line + 1):
                return mistake
        return None

    def _flow(self) -> Mistake | None:
        """Something is wrong between ``[`` and ``]``, or a bracket stands alone."""
        if self.char(self.context) in _CLOSERS and self.context != self.problem:
            return self._colon_between_brackets() or self._unclosed_bracket(self.context)
        character = self.char(self.problem)
        before = self.line[: self.problem[1]].rstrip()
        if character and character in "]},":
            if before.endswith((":", "-")) or not before:
                return Mistake(
                    self.at(RESERVED, self.problem, tegn=character), self._quoted(*self.problem)
                )
            if before.endswith(("]", "}")) or "[" in before or "{" in before:
                return Mistake(self.at(AFTER_BRACKET, self.problem), None)
        elif before.endswith(("]", "}")):
            column = self._value_start(self.problem[0])
            repair = self._quoted(self.problem[0], column) if column else None
            return Mistake(self.at(AFTER_BRACKET, self.problem), repair)
        return None

    def _colon_between_brackets(self) -> Mistake | None:
        """``{titel: Status: nyt}``, or a comma is missing before a key."""
        number, column = self.problem
        for match in _FLOW_COLON.finditer(self.line):
            if match.start(1) <= column <= match.end():
                quoted = "'" + match[1].rstrip().replace("'", "''") + "'"
                repaired = self.line[: match.start(1)] + quoted + self.line[match.end(1) :]
                problem = self.at(COLON_IN_BRACKETS, (number, match.start(1)))
                return Mistake(problem, (number, repaired))
        return None

    def _unclosed_bracket(self, place: Place) -> Mistake:
        """A bracket that is closed at the end of its line, where the next one begins anew."""
        number, column = place
        opener, source = self.char(place), self.lines[place[0]]
        problem = self.at(UNCLOSED_FLOW, place, tegn=opener, slut=_CLOSERS[opener])
        following = next((s for s in self.lines[number + 1 :] if s.strip()), None)
        anew = following is None or (
            indent(following) <= indent(source)
            and (KEY_LINE.match(following) or ITEM_LINE.match(following))
        )
        closers: list[str] = []
        for character in source[column:]:
            if character in _CLOSERS:
                closers.append(_CLOSERS[character])
            elif character in "'\"#" or (character in "]}" and closers[-1:] != [character]):
                return Mistake(problem, None)
            elif character in "]}":
                closers.pop()
        if not anew or not closers:
            return Mistake(problem, None)
        return Mistake(problem, (number, source + "".join(reversed(closers))))

    def _open_bracket(self) -> Mistake | None:
        """The line has a bracket that is not closed before the place of the mistake."""
        still_open: list[int] = []
        for column, character in enumerate(self.line[: self.problem[1] + 1]):
            if character in _CLOSERS:
                still_open.append(column)
            elif character in _CLOSERS.values() and still_open:
                still_open.pop()
        if not still_open:
            return None
        return self._unclosed_bracket((self.problem[0], still_open[-1]))

    def _colon(self) -> Mistake | None:
        """``titel: Status: nyt``, or a line that is indented like a continuation."""
        if self.char(self.problem) != ":":
            return None
        match = KEY_LINE.match(self.line)
        if match and match.group(4)[:1] in _CLOSERS and match.start(4) < self.problem[1]:
            inside = self._colon_between_brackets()
            return inside or Mistake(self.at(COLON_IN_BRACKETS, self.problem), None)
        if match and match.end(2) < self.problem[1] and match.group(4):
            place = (self.problem[0], match.start(4))
            inner = without_quotes(match.group(4))
            if inner:
                right = f'{match.group(2)}: "{inner}"'
                marks = {"foerste": match.group(4)[0], "sidste": match.group(4).rstrip()[-1]}
                problem = self.at(QUOTED, place, rettet=right, **marks)
                return Mistake(problem, self._quoted(*place))
            return Mistake(self.at(COLON, place), self._quoted(*place))
        if match and self.problem[0]:
            above = no_block(self.name, self.lines, self._bare_above())
            return above or self._indented_wrongly()
        return None

    def _misplaced_dash(self) -> Mistake | None:
        if self.char(self.problem) == "-" and self.line[: self.problem[1]].strip():
            return Mistake(self.at(DASH, self.problem), self._quoted(*self.problem))
        return None

    def _list_below_text(self) -> Mistake | None:
        """``beslutning: Godkendt``, and below it a list in the column of the key."""
        number = self.problem[0]
        above = line_above(self.lines, number)
        key, entry = KEY_LINE.match(self.lines[above]), ITEM_LINE.match(self.lines[number])
        if key is None or entry is None or len(key[1]) != indent(self.line) or not key[4]:
            return None
        return no_block(self.name, self.lines, number)

    def _no_colon(self) -> Mistake | None:
        """A line of text where a key should stand."""
        line = self.context[0]
        source = self.lines[line]
        lost = later_dash(self.name, self.lines, line)
        if lost is not None:
            return lost
        if not source.strip() or re.search(r":(\s|$)|^\s*-(\s|$)", source):
            return None
        mistake = no_block(self.name, self.lines, line)
        if mistake is not None and mistake.problem.rule is NO_BLOCK:
            return mistake
        return Mistake(self.at(NO_COLON, (line, indent(source))), (line, ""))

    def _indentation(self) -> Mistake | None:
        column = indent(self.line)
        if "..." in self.lines[: self.problem[0]]:
            return Mistake(self.at(SEVERAL_DOCUMENTS, (self.problem[0], 0)), None)
        return self._indented_wrongly() if self.problem[1] <= column else None

    def _indented_wrongly(self) -> Mistake:
        number = self.problem[0]
        text = reindented(self.lines, number)
        problem = self.at(INDENTATION, (number, indent(self.line)))
        return Mistake(problem, None if text is None else (number, text))
