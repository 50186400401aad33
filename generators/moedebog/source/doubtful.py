"""What can be read, but was hardly meant as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from moedebog import vocabulary
from moedebog.diagnostics import Diagnostic, Position
from moedebog.sloppy import without_quotes
from moedebog.source.indentation import ITEM_LINE, indent
from moedebog.source.rules import LOST_CHARACTER, PARAGRAPHS, QUOTED, STAND_IN
from moedebog.source.tree import Tree

_ALONE = r"(?m)[:{,\[-] +(…|\.{3}|'…'|\"…\")(?=[ \t]*(?:[,}\]]|$))"
_OPENED = r"(?m)^ *(?:- +)*([a-z_]+):\n *- "
_FILE = r"(?m)\bfil: +([”“„‟»«][^”“„‟»«\n]+[”“‟»«])(?=[ \t]*(?:[,}]|$))"
_ENTRY = r" *- +[^\s\"'\[{&*!|>%@`#-].*"
_ENDED = r"[.!?:;…][\"'”»)]*$"
_LONGEST = 80
"""What is longer is a paragraph."""


def found_in(tree: Tree) -> list[Diagnostic]:
    """All of it, in a file that could be read."""
    return [*_stand_ins(tree), *_files(tree), *_paragraphs(tree), *_characters(tree)]


def _matches(tree: Tree, pattern: str) -> Iterator[tuple[re.Match[str], Position]]:
    """Where a pattern stands outside of texts below a ``|``."""
    found = tree.placed(re.finditer(pattern, tree.text))
    return ((match, place) for match, place in found if place.line - 1 not in tree.in_texts)


def _stand_ins(tree: Tree) -> Iterator[Diagnostic]:
    """``fra: …``, as messages show what is to be filled in."""
    if "…" not in tree.text and "..." not in tree.text:
        return  # as nearly always
    for match, place in _matches(tree, _ALONE):
        quotes = len(match[1]) - len(match[1].lstrip("\"'"))
        path, sign = tree.path_at(place), match[1][quotes : len(match[1]) - quotes]
        if path and tree.position(path) == place and tree.at(path) == sign:
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            yield STAND_IN.at(place, noegle=key, tegn=sign)


def _files(tree: Tree) -> Iterator[Diagnostic]:
    """``fil: ”notat.pdf”``: no file is called so."""
    if "fil:" not in tree.text or not any(mark in tree.text for mark in "”“„‟»«"):
        return  # as nearly always
    for match, place in _matches(tree, _FILE):
        found, inside = match[1], without_quotes(match[1])
        if inside:
            marks = {"foerste": found[0], "sidste": found[-1]}
            yield QUOTED.at(place, rettet=f"fil: {inside}", **marks)


def _paragraphs(tree: Tree) -> Iterator[Diagnostic]:
    """``sagsfremstilling:`` and short lines with hyphens below: paragraphs, and no bullets."""
    lines, opened = tree.lines, re.finditer(_OPENED, tree.text)
    texts = (match for match in opened if match[1] in vocabulary.texts())
    for match, place in tree.placed(texts):
        number = place.line - 1
        if number in tree.in_texts:
            continue
        column = indent(lines[number + 1])
        below = islice(lines, number + 1, None)
        entries = list(
            takewhile(lambda one: ITEM_LINE.match(one) and indent(one) == column, below)  # noqa: B023
        )
        after = islice(lines, number + 1 + len(entries), None)
        if indent(next((one for one in after if one.strip()), "")) > column:
            continue
        if len(entries) > 1 and all(map(_is_bullet, entries)):
            yield PARAGRAPHS.at(Position(tree.name, number + 2, column + 1), noegle=match[1])


def _is_bullet(line: str) -> bool:
    """Whether an entry is short, plain and no sentence."""
    text = line.strip()
    bare = re.fullmatch(_ENTRY, line) and not re.search(_ENDED, text) and ": " not in text
    return bool(bare) and len(text) <= _LONGEST


def _characters(tree: Tree) -> Iterator[Diagnostic]:
    """The sign that a program puts where it could not read a letter."""
    if "\ufffd" not in tree.text:
        return
    for number, line in enumerate(tree.lines):
        if "\ufffd" in line:
            yield LOST_CHARACTER.at(Position(tree.name, number + 1, line.index("\ufffd") + 1))
