"""Finds text that would be printed otherwise than it was typed.

Each function looks at one thing and returns what the finding tells; ``reader`` tells it, and
``simple`` leaves over what one of them would find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from moedebog.diagnostics import Phrase
from moedebog.markdown.amounts import AMOUNT

if TYPE_CHECKING:
    from markdown_it.token import Token

# --- rows of a table ------------------------------------------------------------------------

_BARS = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")


def row_of_dashes(lines: Sequence[str]) -> str:
    """The row of dashes that lines of a paragraph lack to be a table; empty: they are no rows."""
    rows = [line.strip() for line in lines if len(_BARS.findall(line)) > 0]
    whole = [row for row in rows if row[0] == "|" and row[-1] == "|" and len(row) > 2]
    fields = [_fields(row) for row in rows if not _DASHES.fullmatch(row)]
    same = len(rows) > 1 and (len(set(fields)) == 1 or any(map(_DASHES.fullmatch, rows)))
    if not fields or not (whole or same):
        return ""
    return "|" + "---|" * fields[0]


def row_below(line: str, columns: int) -> bool:
    """Whether a line right below a table is a row of it that lacks its bars at the ends."""
    cells = [cell.strip(" *_") for cell in _BARS.split(line.strip().removesuffix("|"))]
    return len(cells) == columns > 1 and any(_NUMBER.match(cell) for cell in cells[1:])


def _fields(row: str) -> int:
    return len(_BARS.findall(row.removeprefix("|").removesuffix("|"))) + 1


# --- marks at the beginning of a line -------------------------------------------------------

_NUMBER = re.compile(r"[=≥]|[-–−+]?\s?\d(?!\d?\\\.)")


def quotes_number(text: str) -> bool:
    """Whether what stands after ``>`` is a number: the sign means more than."""
    return _NUMBER.match(text) is not None


def one_entry_is_text(sign: str, text: str, before: str, inside: bool = False) -> bool:
    """Whether the sign of a list of one entry belongs to the text.

    ``before`` is what stands above it, and ends with a line break where an empty line follows;
    ``inside``: the list stands in another one.
    """
    led = before.rstrip().endswith(":")
    if sign in "+*" and not inside:
        return not led or sign == "+"
    if AMOUNT.match(text):
        return not led or _MAY_BE_LESS.search(before.rstrip().rsplit("\n", 1)[-1]) is not None
    if sign == "+":
        return text[:1].isdigit()
    before = before.rstrip(" \t")
    goes_on = before != "" and before[-1] not in "\n.:!?;"
    return goes_on and text[:1].islower()


_MAY_BE_LESS = re.compile(
    r"saldo|resultat|underskud|overskud|afvig|forskel|differen|temperatur|ændring|vækst|regulering"
    r"|balance|forbrug",
    re.I,
)
"""What may be below nothing, or less than it was."""


# --- marks inside a text --------------------------------------------------------------------

_OPENS_WRONG = ".,;:!?)]}/=%"
"""No emphasis begins with one of these."""


_WORD = 60
"""So many characters of a word are shown."""


_EMPHASIS = ("em", "strong", "s")
_QUOTED = frozenset(
    {'""', "''", "»«", "«»", "›‹", "‹›", "„“", "„”", "“”", "””", "‘’", "’’", "‚‘", "()", "[]"}
)
"""What stands before and after a sign that is spoken of: "*"."""
_SHUTS = re.compile(r"[\"'”“’»«›‹](?:\s|[.,;:!?)]\s)")
_STARTS = re.compile(r"\s[\"'”“„‘»«›‹]")
_FENCED = frozenset(2 * sign for sign in "|:=+-–—")
"""What else people put on both sides of a sign that is spoken of."""


def within_words(children: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    """Emphasis that begins or ends inside a word, and signs between quotation marks.

    The sign, the words as typed and as printed.
    """
    printed = ""
    opened: list[tuple[int, int]] = []
    spans: list[tuple[str, int, int, bool]] = []
    for index, token in enumerate(children):
        kind, _, side = token.type.rpartition("_")
        if kind in _EMPHASIS and side == "open":
            opened.append((index, len(printed)))
        elif kind in _EMPHASIS and side == "close":
            first, start = opened.pop()
            spans.append((token.markup, start, len(printed), _touches(children, first, index)))
        elif token.type in ("softbreak", "hardbreak"):
            printed += "\n"
        elif not token.nesting and token.type != "image":
            if token.type == "code_inline":
                spans.append((token.markup, len(printed), len(printed) + len(token.content), True))
            printed += token.content
    for sign, start, end, apart in spans:
        if _is_quoted(printed, start, end) or (not apart and _in_word(sign, printed, start, end)):
            before = printed[max(start - _WORD, 0) : start].split("\n")[-1].split(" ")[-1]
            inner = printed[start:end]
            after = printed[end : end + _WORD].split("\n")[0].split(" ")[0]
            short = inner if len(inner) <= 40 else f"{inner[:19]}…{inner[-19:]}"
            words = f"{before}{inner}{after}"
            yield sign[0], f"{before}{sign}{short}{sign}{after}", words


def _touches(children: Sequence[Token], first: int, last: int) -> bool:
    """Whether emphasis stands right beside another, as where words are struck and others added."""
    before, after = first - 1, last + 1
    while before >= 0 and not children[before].content and not children[before].nesting:
        before -= 1
    while after < len(children) and not children[after].content and not children[after].nesting:
        after += 1
    return (before >= 0 and children[before].type == "s_close") or (
        after < len(children) and children[after].type == "s_open"
    )


def _is_quoted(printed: str, start: int, end: int) -> bool:
    """Whether the signs themselves are quoted: what is between them is no words of a quotation."""
    before, after = printed[start - 1 : start] if start else "", printed[end : end + 1]
    pairs = (
        before + printed[start : min(start + 1, end)],
        printed[max(end - 1, start) : end] + after,
    )
    if any(pair in _QUOTED or pair in _FENCED for pair in pairs):
        return True
    begins, ends = printed[start : min(start + 3, end)], printed[max(end - 2, start) : end]
    return bool(before or after) and bool(_SHUTS.match(begins) or _STARTS.fullmatch(ends))


def _in_word(sign: str, printed: str, start: int, end: int) -> bool:
    before, after = printed[start - 1 : start] if start else "", printed[end : end + 1]
    if sign == "~~":  # ~~7~~9 is an amendment
        return before.isalnum() and after.isalnum()
    first, last = printed[start : start + 1], printed[end - 1 : end]
    if before.isalnum() or (before and before in "/\\"):
        return True
    if after.isdigit() or (last.isdigit() and after.isalnum()) or first in _OPENS_WRONG:
        return True
    return after == "." and printed[end + 1 : end + 2].isalnum()


def uneven(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Emphasis with more signs on one side than on the other: as typed, and as printed."""
    opened: list[int] = []
    for index, token in enumerate(children):
        if token.type in ("em_open", "strong_open"):
            opened.append(index)
        elif token.type in ("em_close", "strong_close"):
            first, sign = opened.pop(), token.markup[0]
            before = _signs(children[first - 1], sign, at_end=True) if first else ""
            following = children[index + 1] if index + 1 < len(children) else None
            after = _signs(following, sign, at_end=False) if following else ""
            if len(before) != len(after):
                inner = "".join(t.content for t in children[first:index])
                written = f"{before}{token.markup}{inner}{token.markup}{after}"
                yield written, f"{before}{inner}{after}"


def _signs(token: Token, sign: str, *, at_end: bool) -> str:
    """The signs that a text ends or begins with, where they are not escaped."""
    if token.type != "text":
        return ""
    rest = token.content.rstrip(sign) if at_end else token.content.lstrip(sign)
    return sign * (len(token.content) - len(rest))


CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_PAIR = re.compile(r"\\([!-/:-@\[-`{-~]?)")
_DRIVE = re.compile(r"[^\w]*[A-Za-z]:\\[^\\]")
_SHARE = re.compile(r"[^\w\\]*\\\\\w")
_NEVER_NEEDED = frozenset("/,;?%")
_NEEDED_APART = frozenset(".+#!&=:()@$")
"""A backslash before these means something at the edge of a word alone. Programs that write
Markdown put one before a hyphen or a quotation mark anywhere."""


_INSIDE_PATH = re.compile(r"\w\\[!-/:-@\[-`{-~]")
_ENDS_PATH = re.compile(r"[.!?;:\"”»]$")


def eaten_backslashes(text: str) -> Iterator[tuple[str, str]]:
    """Words whose backslashes would vanish though they were meant: as typed, as printed."""
    if "\\" not in text:
        return
    within = False
    """Whether a path began that may go on after a blank."""
    for line in CODE_SPAN.sub(lambda m: " " * len(m[0]), text).split("\n"):
        for word in line.removesuffix("\\").split():
            if _DRIVE.match(word) or _SHARE.match(word):
                within = True
            if "\\" in word and (
                _loses_backslash(word) or (within and _INSIDE_PATH.search(word) is not None)
            ):
                yield word, _PAIR.sub(lambda m: m[1] or "\\", word)
            if _ENDS_PATH.search(word):
                within = False


def _loses_backslash(word: str) -> bool:
    pairs = list(_PAIR.finditer(word))
    signs = {match[1] for match in pairs}
    if signs == {""}:
        return False
    if "" in signs or _DRIVE.match(word) or _SHARE.match(word) or signs & _NEVER_NEEDED:
        return True
    return any(
        match[1] in _NEEDED_APART
        and word[match.start() - 1 : match.start()].isalpha()
        and word[match.end() : match.end() + 1].isalnum()
        for match in pairs
    )


# --- what looks like markup and is none -------------------------------------------------------

UNSEEN = "\ufffc"
"""Stands for what is text on purpose, in what ``bare`` gives."""
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,40}\]|\^\[[^\]\n]{1,200}\]")
_TIGHT = Phrase(
    "Tegnene skal stå tæt på teksten, uden mellemrum indenfor, og lige mange før og efter. Skriv "
    "\\ foran tegn, der skal trykkes.",
    "The signs stand close to the text, without a blank inside, and as many before as after. "
    "Write \\ before signs that are to be printed.",
)
_UNKNOWN = Phrase(
    "Det findes ikke her. Slet det, eller skriv \\ foran, hvis tegnene skal trykkes.",
    "There is no such thing here. Delete it, or write \\ before it if the signs are to be printed.",
)
_HASHES = Phrase(
    "Skriv et mellemrum efter #, hvis det skal være en overskrift; ellers \\ foran.",
    "Write a blank after # if it is to be a heading; else \\ before it.",
)
_LINK = Phrase(
    "Skriv %20 for et mellemrum i adressen, og \\ foran [, hvis parenteserne skal trykkes.",
    "Write %20 for a blank in the address, and \\ before [ if the brackets are to be printed.",
)
_SCRIPT = Phrase(
    "Skriv CO~2~ for lavt og m^2^ for højt stillede tegn, med tegnet på begge sider og kun tal og "
    "bogstaver imellem; skriv \\ foran tegn, der skal trykkes.",
    "Write CO~2~ for lowered and m^2^ for raised signs, with the mark on both sides and only "
    "numbers and letters between; write \\ before signs that are to be printed.",
)
_STRUCK = Phrase(
    "Skriv ~~…~~ om tekst, der skal være gennemstreget; skriv \\ foran tegn, der skal trykkes.",
    "Write ~~…~~ around text that is to be struck; write \\ before signs that are to be printed.",
)
_LITERALS = (
    (
        "**",
        re.compile(
            r"(?<!\*)\*{2,3}(?=[^\s*])[^*\n]{0,60}(?:\*{2,3})?"
            r"|(?<![\S])\*\*\s[^*\n]{1,60}\s\*\*(?!\*)"
            r"|[^\s*]{1,30}\*{2,3}(?!\*)"
        ),
        _TIGHT,
    ),
    ("~~", re.compile(r"~~+"), _TIGHT),
    ("*", re.compile(r"(?<![\w*])\*(?=\w)[^*\n]*\s\*(?=[\s.,;:!?)]|\Z)"), _TIGHT),
    ("__", re.compile(r"(?<![\w_])__(?=[^\W_])[^\n_]{0,60}(?:__)?|(?<=[^\W_])__(?![\w_])"), _TIGHT),
    ("==", re.compile(r"==(?=[^\s=])[^=\n]*(?<=\S)==(?!=)"), _UNKNOWN),
    (":::", re.compile(r"^:::.*", re.M), _UNKNOWN),
    ("[", re.compile(r"\A\[[ xX]\](?=\s)"), _UNKNOWN),
    ("[", re.compile(r"\[\[[^\]\n]{1,200}\]\]|\A\[TOC\]"), _UNKNOWN),
    ("{", re.compile(r"\{[.#][\w-]+\}|\]\{\w{1,40}=[^}\n]{0,200}\}"), _UNKNOWN),
    ("##", re.compile(r"^#{2,6}(?=[^\W\d_]).*", re.M), _HASHES),
    (
        "](",
        re.compile(
            r"!?\[[^\]\n]{1,200}\]\((?!\s*(?:https?:|www\.|mailto:|\ufffc))[^()\s]"
            r"(?:[^()\n]|\([^()\n]{0,200}\)){0,200}\)"
        ),
        _LINK,
    ),
    ("^", re.compile(r"(?<![^\W\d])(?:[kcdm]?m)\^[23](?![\w^+*/-])"), _SCRIPT),
    ("^", re.compile(r"(?<=[^\W_])\^[^\s^\[{\ufffc]{1,20}\^(?![\w^])"), _SCRIPT),
    ("{", re.compile(r"(?<=\w)[_^]\{[^{}\s]{1,20}\}\^?"), _SCRIPT),
    (
        "_",
        re.compile(
            r"(?<![\w.-])(?:(?:CO|SO|NO|O|N|H)_2|H_2O|N_2O|H_2SO_4|O_3|CH_4|NH_[34]|NO_[3xX]"
            r"|SO_[34xX]|PM_(?:10|2[.,]5|1)|SF_6)(?:e|eq)?(?![\w]|\.\w)"
        ),
        _SCRIPT,
    ),
    ("~", re.compile(r"(?<![\w~/.])~(?=[^\W\d_])[^~\n]{0,60}(?<=\w)~(?![\w~])"), _STRUCK),
    ("++", re.compile(r"(?<![\w+])\+\+(?=[^\s+])[^+\n]{0,60}(?<=\S)\+\+(?![\w+])"), _UNKNOWN),
    ("||", re.compile(r"(?<!\|)\|\|(?=[^\s|])[^|\n]{0,60}(?<=\S)\|\|(?!\|)"), _UNKNOWN),
)


def entities(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Signs that are written as a web page's code writes them: as typed, as printed."""
    for token in children:
        if token.type == "text_special" and token.info == "entity":
            yield token.markup, token.content


def bare(children: Sequence[Token]) -> str:
    """The text without what is written as text on purpose: code, escaped signs, addresses."""
    parts = []
    in_link = 0
    for token in children:
        in_link += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text":
            parts.append(UNSEEN if in_link else token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.nesting == 0:
            parts.append(UNSEEN)
    return "".join(parts)


def footnotes(text: str) -> Iterator[str]:
    """Marks of footnotes in what ``bare`` gives."""
    return (match[0] for match in _FOOTNOTE.finditer(text)) if "^" in text else iter(())


def literals(text: str) -> Iterator[tuple[str, Phrase]]:
    """What looks like markup in what ``bare`` gives, each with what to do."""
    for sign, pattern, advice in _LITERALS:
        for match in pattern.finditer(text) if sign in text else ():
            yield match[0].replace(UNSEEN, ""), advice
