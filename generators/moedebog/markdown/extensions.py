"""What is read beyond CommonMark, as rules of markdown-it.

Bare addresses become links, ``~~struck~~``, ``CO~2~`` and ``m^2^`` are set, and a line without a
vertical bar ends a table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from moedebog.markdown import addresses

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_ROW = "row of a table that was looked at last, and whether its header has bars at the ends"
_SIGN = "[-+−–]"
# No blank, no sign of arithmetic in the middle, and no digit after it: a^2+b^2 is a sum.
_INSIDE = rf"({_SIGN}?[\w,.]+{_SIGN}?\)?|\(\w+\)|{_SIGN})"
_SCRIPTS = {
    "~": ("sub", re.compile(rf"(?<=[\w)\]*^])(?<!_)~{_INSIDE}~(?![~\d])")),
    "^": ("sup", re.compile(rf"(?<!\^)\^{_INSIDE}\^(?![\^\d])")),
}


def install(parser: MarkdownIt) -> None:
    """Teach a parser all of it."""
    parser.enable(["table", "strikethrough"])
    rules = parser.inline.ruler
    rules.at("text", _text)
    rules.before("text", "address", _address)
    rules.after("backticks", "script", _script)
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]  # else it is a module
        parseLinkDestination=parseLinkDestination,
        parseLinkLabel=_label_end,
        parseLinkTitle=parseLinkTitle,
    )
    parser.block.ruler.before("paragraph", "table_end", _table_end, {"alt": ["blockquote"]})


def _label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803
    """Where the bracket is that closes the one at ``start``; -1: there is none.

    As markdown-it has it, but that a passage with a mark of its own, ``[…]{…}``, may stand in the
    text of a link.
    """
    before, end, level = state.pos, -1, 1
    state.pos = start + 1
    while state.pos < state.posMax:
        sign, place = state.src[state.pos], state.pos
        if sign == "]":
            level -= 1
            if level == 0:
                end = place
                break
        state.md.inline.skipToken(state)
        if sign == "[":
            if state.pos == place + 1:
                level += 1
            elif disableNested and state.src[state.pos - 1] != "}":
                break
    state.pos = before
    return end


def _address(state: StateInline, silent: bool) -> bool:
    """A bare address is a link, but not inside one."""
    found = addresses.bare(state.src)[0].get(state.pos)
    if found is None or found.end > state.posMax or state.linkLevel:
        return False
    if not silent:
        link = state.push("link_open", "a", 1)
        link.attrs = {"href": state.md.normalizeLink(found.target)}
        state.push("text", "", 0).content = found.text
        state.push("link_close", "a", -1)
    state.pos = found.end
    return True


def _text(state: StateInline, silent: bool) -> bool:
    """Characters that mean nothing, up to a sign that may or to an address."""
    sign = state.md.inline.terminator_re.search(state.src, state.pos)
    end = sign.start() if sign else state.posMax
    starts = addresses.bare(state.src)[1]
    following = bisect_right(starts, state.pos)
    if following < len(starts):
        end = min(end, starts[following])
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _script(state: StateInline, silent: bool) -> bool:
    """``~…~`` is set lower and ``^…^`` higher, both smaller."""
    kind, pattern = _SCRIPTS.get(state.src[state.pos], ("", None))
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None or not any(map(str.isalnum, match[1])):
        return False
    if not silent:
        state.push(f"{kind}_open", kind, 1).markup = match[0][0]
        state.push("text", "", 0).content = match[1]
        state.push(f"{kind}_close", kind, -1).markup = match[0][0]
    state.pos = match.end()
    return True


def _table_end(state: StateBlock, line: int, last: int, silent: bool) -> bool:  # noqa: ARG001
    """What is written as no row ends the table before it: without a bar, or with none at its ends.

    The latter where the header has bars at its ends.
    """
    if not silent or state.parentType != "table":
        return False
    text = _line(state, line)
    if "|" not in text:
        return True
    last_row, barred = state.env.get(_ROW, (-1, False))
    if last_row != line - 1:  # the first row: the header stands over the row of dashes
        barred = _line(state, line - 2)[:1] == "|"
    state.env[_ROW] = line, barred
    return barred and text[:1] != "|" and text[-1:] != "|"


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
