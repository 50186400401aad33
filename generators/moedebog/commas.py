"""Commas between brackets that end a text, and quotation marks that do not hold it together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from moedebog import divided
from moedebog.catalogue import Optegnet
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.sloppy import without_quotes
from moedebog.source import Tree, TreePath
from moedebog.vocabulary import texts

BROKEN = Rule(
    "M038",
    Severity.WARNING,
    Phrase(
        "Kommaet deler teksten: »{foer}« og »{efter}« bliver to led for sig.",
        "The comma divides the text: »{foer}« and »{efter}« become two entries.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  indstilling:\n    at: [tager til efterretning, idet sagen genoptages]",
        right="- titel: A\n  indstilling:\n    at:\n      - tager til efterretning, idet sagen "
        "genoptages",
    ),
    reason=Phrase(
        "Mellem [ og ] skiller et komma leddene. En sætning med komma bliver til to punkter, og "
        "et navn med titel til to personer.",
        "Between [ and ] a comma divides the entries. A sentence with a comma becomes two points, "
        "and a name with a title two people.",
    ),
)

UNCLEAR = Rule(
    "M5492",
    Severity.HINT,
    Phrase(
        "»{foer}« og »{efter}« er {flere}, men ligner {en}.",
        "»{foer}« and »{efter}« are {flere}, but look like {en}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  indstilling:\n    at: [tager til efterretning, sagen genoptages]",
        right="- titel: A\n  indstilling:\n    at:\n      - tager til efterretning\n"
        "      - sagen genoptages",
    ),
    reason=Phrase(
        "Mellem [ og ] skiller et komma leddene, og det kan læseren af filen ikke se, hvor en "
        "sætning eller et navn også kan have komma. Streger viser, hvad der er ment.",
        "Between [ and ] a comma divides the entries, which whoever reads the file cannot see "
        "where a sentence or a name can have a comma as well. Dashes show what is meant.",
    ),
)
IN_QUOTES = Rule(
    "M5493",
    Severity.HINT,
    Phrase(
        "Anførselstegnene om hele værdien er ikke YAMLs egne, og de trykkes med: »{vaerdi}«",
        "The quotation marks around the whole value are not YAML's own, and are printed: "
        "»{vaerdi}«",
    ),
    Phrase(
        'Skriv "{inden}" med lige anførselstegn, hvis de ikke skal trykkes.',
        'Write "{inden}" with straight quotation marks if they are not to be printed.',
    ),
    Example(wrong="sted: ”Rådhuset”", right='sted: "Rådhuset"'),
    reason=Phrase(
        "Et tekstprogram gør de lige anførselstegn krumme. Så er de en del af teksten, og et navn "
        "eller en fil bliver ikke genkendt.",
        "A word processor makes curly quotation marks of straight ones. They are then part of the "
        "text, and a name or a file is not recognised.",
    ),
)

_TOLD = frozenset({"afbud", "udeblevet", "inhabil", "ankom", "forlod", "fil"})
"""Where a name or a file with quotation marks is not known, and that is told."""
_WORDS = tuple(Optegnet)
_FLOW = r"\b({keys}):\s+\[(?=[^\]]*,)"
_ROW = re.compile(r"\[(?=[^\[\]]*\d,\d)")
"""A row of a table between brackets with a number that has a comma, perhaps."""
_WRAPPED = r"(?:[:,{\[-] +|\[)([”“„‟][^”“„‟\n]+[”“‟\"])(?=[ \t]*(?:\n|$|[,\]}]))"


@cache
def _flows() -> re.Pattern[str]:
    """A list between brackets whose entries are prose or people."""
    keys = "|".join(sorted({"at", "udfald", *divided.PEOPLE, *divided.VOTERS, *texts()}))
    return re.compile(_FLOW.replace("{keys}", keys))


def broken(tree: Tree) -> list[Diagnostic]:
    """Where a comma between brackets divides, or may divide, what belongs together."""
    problems = []
    for path, entries in _lists(tree):
        runs = _runs(tree, path, entries)
        for first, last in runs:
            before, after = entries[first], entries[first + 1]
            whole = _joined(tree, path, entries[first : last + 1], first)
            place = tree.position((*path, first + 1))
            raad = _advice(str(path[-1]), before, after, whole)
            problems.append(BROKEN.at(place, foer=before, efter=after, raad=raad))
        key = str(path[-1])
        if not runs and _all_bare(tree, path, entries) and divided.may_be_one(key, entries):
            problems.append(_unclear(tree, path, entries))
    return [*problems, *_divided_numbers(tree), *_wrapped(tree)]


def _unclear(tree: Tree, path: TreePath, entries: list[str]) -> Diagnostic:
    """Entries that may be one, with both ways to write them."""
    key = str(path[-1])
    several, one = _WHAT.get(key, _PARAGRAPHS)
    first = 0
    as_one = f"»- {_joined(tree, path, entries, 0)}«"
    if key == "gaester":
        first = divided.person_at(entries) or 0
        entries = entries[first : first + 2]
        name, title = divided.person(*entries)
        as_one = f"»- navn: {name}«" + (f", »titel: {title}«" if title else "")
    dashes = " ".join(f"»- {entry}«" for entry in entries)
    raad = Phrase(
        f"Er det {one.danish}, så skriv under nøglen {key}, hver på sin linje: {as_one}; er det "
        f"{several.danish}, så skriv: {dashes}",
        f"If it is {one.english}, write below the key {key}, on a line each: {as_one}; if it is "
        f"{several.english}, write: {dashes}",
    )
    values = {"foer": entries[0], "efter": " · ".join(entries[1:]), "raad": raad}
    return UNCLEAR.at(tree.position((*path, first + 1)), flere=several, en=one, **values)


_PARAGRAPHS = Phrase("flere afsnit", "several paragraphs"), Phrase("én tekst", "one text")
_WHAT = {
    "at": (
        Phrase("flere punkter", "several points"),
        Phrase("én sætning med komma", "one sentence with a comma"),
    ),
    "udfald": (
        Phrase("flere udfald", "several outcomes"),
        Phrase("ét udfald", "one outcome"),
    ),
    "gaester": (Phrase("flere gæster", "several guests"), Phrase("én person", "one person")),
}
"""What the entries of a list are, and what they may be meant as."""


def _divided_numbers(tree: Tree) -> Iterator[Diagnostic]:
    """Numbers in the rows of a table that their own comma divides: ``[Sti, 1,5]``."""
    if "raekker:" not in tree.text:
        return
    for _, place in tree.placed(_ROW.finditer(tree.text), _last):
        path = tree.list_at(place.line - 1, place.column - 1)
        if path is None or path[-2:-1] != ("raekker",):
            continue
        entries = [str(one) for one in tree.at(path)]
        for number in range(1, len(entries)):
            first, last = entries[number - 1 : number + 1]
            at = tree.position((*path, number))
            glued = tree.lines[at.line - 1][: at.column - 1].endswith(f"{first},")
            if glued and first[-1:].isdigit() and last[:1].isdigit():
                whole = f"{first},{last}"
                raad = Phrase(
                    f'Er det ét tal, så sæt anførselstegn om det: »"{whole}"«',
                    f'If it is one number, put quotation marks around it: »"{whole}"«',
                )
                yield BROKEN.at(at, foer=first, efter=last, raad=raad)


def _advice(key: str, before: str, after: str, whole: str) -> Phrase:
    """How to write what a comma divides, so that it stays together."""
    if key in divided.TITLED and before.count("(") == before.count(")"):
        what = "organisation" if divided.is_organisation(after) else "titel"
        lines = f"- navn: {before}«, »{what}: {after}"
        return Phrase(
            f"Er det én person, så skriv på hver sin linje under nøglen »{lines}«",
            f"If it is one person, write, each on its own line below the key, »{lines}«",
        )
    if key in divided.PEOPLE | divided.VOTERS and key not in divided.TITLED:
        return Phrase(
            f"Er det én person, så skriv kun navnet: »- {before}«",
            f"If it is one person, write the name alone: »- {before}«",
        )
    return Phrase(
        "Er det ét led, så sæt anførselstegn om det, eller skriv hvert led på sin egen linje under "
        f"nøglen med - foran: »- {whole}«",
        "If it is one entry, put quotation marks around it, or write each entry on a line of its "
        f"own below the key, after a -: »- {whole}«",
    )


def _lists(tree: Tree) -> Iterator[tuple[TreePath, list[str]]]:
    """The lists between brackets below a key of prose or of people, where entries are texts."""
    if ": [" not in tree.text and ":\n" not in tree.text:
        return
    for match, place in tree.placed(_flows().finditer(tree.text), _last):
        path = tree.list_at(place.line - 1, place.column - 1)
        if path is not None and path[-1:] == (match[1],):
            yield path, [one if isinstance(one, str) else str(one) for one in tree.at(path)]


def _last(match: re.Match[str]) -> int:
    """Where the last character of a match stands: the bracket."""
    return match.end() - 1


def _runs(tree: Tree, path: TreePath, entries: list[str]) -> list[tuple[int, int]]:
    """The first and the last of entries that are probably one."""
    runs: list[tuple[int, int]] = []
    key, in_parenthesis = str(path[-1]), divided.inside_parenthesis(entries)
    for number in range(1, len(entries)):
        if not _bare(tree, path, number - 1) or not _bare(tree, path, number):
            continue
        if key == "fremmoedt" and not set(_WORDS).isdisjoint(entries[number - 1 : number + 1]):
            continue  # told as a word among names
        if number not in in_parenthesis and not divided.are_one(key, *entries[number - 1 :][:2]):
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
            continue
        first = number - 1
        # »til byrådet, økonomiudvalget, og socialudvalget«: what is listed began before.
        while first and " " not in entries[first] and _bare(tree, path, first - 1):
            first -= 1
        runs.append((first, number))
    return runs


def _bare(tree: Tree, path: TreePath, number: int) -> bool:
    return not isinstance(tree.at((*path, number)), dict) and tree.bare((*path, number))


def _all_bare(tree: Tree, path: TreePath, entries: list[str]) -> bool:
    return all(_bare(tree, path, number) for number in range(len(entries)))


def _joined(tree: Tree, path: TreePath, entries: list[str], first: int) -> str:
    """The entries as they stand in the file, with their commas."""
    whole = entries[0]
    for number, entry in enumerate(entries[1:], first + 1):
        whole += tree.comma_before((*path, number)) + entry
    return whole


def _wrapped(tree: Tree) -> Iterator[Diagnostic]:
    """Values between the quotation marks of a word processor, which are then printed."""
    if not any(mark in tree.text for mark in "”“„‟"):
        return  # as nearly always
    for match, place in tree.placed(re.finditer(_WRAPPED, tree.text)):
        path = tree.path_at(place)
        inside = without_quotes(match[1])
        if not _TOLD.isdisjoint(path):
            continue
        if inside and path and tree.position(path) == place and tree.at(path) == match[1]:
            yield IN_QUOTES.at(place, vaerdi=match[1], inden=inside)
