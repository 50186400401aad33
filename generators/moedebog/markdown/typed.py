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


def within_words(children: Sequence[Token]) -> Iterator[tuple[str, str, str]]:
    """Emphasis that begins or ends inside a word: the sign, the words as typed and as printed."""
    printed = ""
    opened: list[tuple[str, int]] = []
    spans = []
    for token in children:
        if token.type in ("em_open", "strong_open", "s_open"):
            opened.append((token.markup, len(printed)))
        elif token.type in ("em_close", "strong_close", "s_close"):
            sign, start = opened.pop()
            spans.append((sign, start, len(printed)))
        elif token.type in ("softbreak", "hardbreak"):
            printed += "\n"
        elif not token.nesting and token.type != "image":
            printed += token.content
    for sign, start, end in spans:
        if _in_word(printed, start, end):
            before = printed[max(start - _WORD, 0) : start].split("\n")[-1].split(" ")[-1]
            inner = printed[start:end]
            after = printed[end : end + _WORD].split("\n")[0].split(" ")[0]
            short = inner if len(inner) <= 40 else f"{inner[:19]}…{inner[-19:]}"
            words = f"{before}{inner}{after}"
            yield sign[0], f"{before}{sign}{short}{sign}{after}", words


def _in_word(printed: str, start: int, end: int) -> bool:
    before, after = printed[start - 1 : start] if start else "", printed[end : end + 1]
    first, last = printed[start : start + 1], printed[end - 1 : end]
    if before.isalnum() or (before and before in "/\\"):
        return True
    if after.isdigit() or (last.isdigit() and after.isalnum()) or first in _OPENS_WRONG:
        return True
    return after == "." and printed[end + 1 : end + 2].isalnum()


CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.S)
_PAIR = re.compile(r"\\([!-/:-@\[-`{-~]?)")
_DRIVE = re.compile(r"[^\w]*[A-Za-z]:\\[^\\]")
_SHARE = re.compile(r"[^\w\\]*\\\\\w")
_NEVER_NEEDED = frozenset("/,;?%")
_NEEDED_APART = frozenset(".+#!&=:()@$")
"""A backslash before these means something at the edge of a word alone. Programs that write
Markdown put one before a hyphen or a quotation mark anywhere."""


def eaten_backslashes(text: str) -> Iterator[tuple[str, str]]:
    """Words whose backslashes would vanish though they were meant: as typed, as printed."""
    if "\\" not in text:
        return
    for line in CODE_SPAN.sub(lambda m: " " * len(m[0]), text).split("\n"):
        for word in line.removesuffix("\\").split():
            if "\\" in word and _loses_backslash(word):
                yield word, _PAIR.sub(lambda m: m[1] or "\\", word)


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
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]|\^\[[^\]\n]{1,200}\]")
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
            r"!?\[[^\]\n]{1,200}\]\((?!\s*(?:https?:|www\.|mailto:|\ufffc))[^()\s][^()\n]{0,200}\)"
        ),
        _LINK,
    ),
)


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
