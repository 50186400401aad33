"""Commas between brackets that end a text, and quotation marks that do not hold it together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from moedebog.diagnostics import Diagnostic, Phrase, Position, Rule, Severity
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
        "»{foer}« og »{efter}« er to punkter, men ligner én sætning med komma.",
        "»{foer}« and »{efter}« are two points, but look like one sentence with a comma.",
    ),
    Phrase(
        "Er det én, så skriv på linjen under at: »- {helt}«; er det to, så skriv på hver sin linje "
        "»- {foer}« og »- {efter}«",
        "If it is one, write on the line below at: »- {helt}«; if it is two, write on a line each "
        "»- {foer}« and »- {efter}«",
    ),
    Example(
        wrong="- titel: A\n  indstilling:\n    at: [tager til efterretning, sagen genoptages]",
        right="- titel: A\n  indstilling:\n    at:\n      - tager til efterretning\n"
        "      - sagen genoptages",
    ),
    reason=Phrase(
        "Mellem [ og ] skiller et komma punkterne, og det kan læseren af filen ikke se, hvor en "
        "sætning også kan have komma. Streger viser, hvad der er ment.",
        "Between [ and ] a comma divides the points, which whoever reads the file cannot see "
        "where a sentence can have a comma as well. Dashes show what is meant.",
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

_TITLED = frozenset(
    {"fra_forvaltningen", "observatoerer", "gaester", "medlemmer", "stedfortraedere"}
)
_PEOPLE = _TITLED | {"afbud", "udeblevet", "inhabil"}
_TOLD = frozenset({"afbud", "udeblevet", "inhabil", "ankom", "forlod", "fil"})
"""Where a name or a file with quotation marks is not known, and that is told."""
_VOTERS = frozenset({"navne", "for", "imod", "undlod", "ankom", "forlod"})
"""Where a party of several words, or in small letters, may stand beside a name."""
_FLOW = r"\b({keys}):\s+\[(?=[^\]]*,)"
_ROW = re.compile(r"\[(?=[^\[\]]*\d,\d)")
"""A row of a table between brackets with a number that has a comma, perhaps."""
_OFFICE = re.compile(
    r"(?:[A-ZÆØÅ]\w*(?:chef|direktør|leder|konsulent|formand|kvinde|sekretær|borgmester|rådgiver|"
    r"ingeniør|læge|professor|medlem|medarbejder|advokat|revisor|arkitekt|jurist|koordinator)"
    r"|C[EFOTI]O|[Ff]ormand|[A-ZÆØÅ]\w+ (?:i|for|ved|på|hos|af) .+)\Z"
)
"""``Direktør i By og Land``: what somebody is, not who."""
_GOES_ON = re.compile(
    r"(?:idet|som|der|men|og|eller|hvis|såfremt|hvor\w*|hvilke\w*|da|når|fordi|dog|herunder|samt|"
    r"inden|medmindre|ligesom|så|mens|jf\.?|undtagen|uanset|bl\.a\.|f\.eks\.|fx|dvs\.|at|heraf|"
    r"deraf|bortset|forudsat|undtaget|eventuelt|evt\.|nemlig|især|for så vidt|skønt|selvom|"
    r"altså|inkl\.|ekskl\.)(?:\s|$)"
)
_PARTICLES = re.compile(r"(?:af|da|de|del|den|der|di|du|la|le|ten|ter|van|von|zu)\s")
_LONGEST = 90
"""What is longer is written with dashes, or is no point that somebody puts between brackets."""
_VERB = re.compile(r"\w{2,}(?:es|as)\b")
"""``godkendes``: what happens to the matter."""
_WRAPPED = r"(?:[:,{\[-] +|\[)([”“„‟][^”“„‟\n]+[”“‟\"])(?=[ \t]*(?:\n|$|[,\]}]))"


@cache
def _flows() -> re.Pattern[str]:
    """A list between brackets whose entries are prose or people."""
    keys = "|".join(sorted({"at", "udfald", *_PEOPLE, *_VOTERS, *texts()}))
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
        if not runs and path[-1] == "at" and _unclear(entries) and _all_bare(tree, path, entries):
            whole = _joined(tree, path, entries, 0)
            place = tree.position((*path, 1))
            problems.append(
                UNCLEAR.at(place, foer=entries[0], efter=" · ".join(entries[1:]), helt=whole)
            )
    return [*problems, *_divided_numbers(tree), *_wrapped(tree)]


def _divided_numbers(tree: Tree) -> Iterator[Diagnostic]:
    """Numbers in the rows of a table that their own comma divides: ``[Sti, 1,5]``."""
    if "raekker:" not in tree.text:
        return
    for _, place in _placed(tree, _ROW.finditer(tree.text), -1):
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
    if key in _TITLED and before.count("(") == before.count(")"):
        lines = f"- navn: {before}«, »titel: {after}"
        return Phrase(
            f"Er det én person, så skriv på hver sin linje under nøglen »{lines}«",
            f"If it is one person, write, each on its own line below the key, »{lines}«",
        )
    if (key in _PEOPLE or key in _VOTERS) and key not in _TITLED:
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
    for match, place in _placed(tree, _flows().finditer(tree.text), -1):
        path = tree.list_at(place.line - 1, place.column - 1)
        if path is not None and path[-1:] == (match[1],):
            yield path, [one if isinstance(one, str) else str(one) for one in tree.at(path)]


def _placed(
    tree: Tree, matches: Iterator[re.Match[str]], last: int | None
) -> Iterator[tuple[re.Match[str], Position]]:
    """Each match with the place of its first group, or of its last character (``-1``)."""
    number = at = 0
    for match in matches:
        start = match.start(1) if last is None else match.end() + last
        number += tree.text.count("\n", at, start)
        at = start
        yield match, Position(tree.name, number + 1, start - tree.text.rfind("\n", 0, start))


def _runs(tree: Tree, path: TreePath, entries: list[str]) -> list[tuple[int, int]]:
    """The first and the last of entries that are probably one."""
    runs: list[tuple[int, int]] = []
    for number in range(1, len(entries)):
        if not _bare(tree, path, number - 1) or not _bare(tree, path, number):
            continue
        if not _one(str(path[-1]), entries[number - 1], entries[number]):
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
        place = tree.position((*path, number))
        glued = tree.lines[place.line - 1][: place.column - 1].endswith(",")
        whole += f",{entry}" if glued else f", {entry}"
    return whole


def _one(key: str, before: str, after: str) -> bool:
    """Whether two entries are probably one."""
    if before.count("(") > before.count(")") and after.count(")") > after.count("("):
        return True
    if key in _TITLED and " " in before and _OFFICE.match(after) and not _OFFICE.match(before):
        return True
    if key in _VOTERS:
        return " " in before and after[:1].islower() and not _PARTICLES.match(after)
    if key in _PEOPLE:
        return after[:1].islower() and not _PARTICLES.match(after)
    if before[-1:].isdigit() and after[:1].isdigit():
        return True
    if after.startswith("at ") and before.startswith("at "):
        return False  # each point begins so
    return _GOES_ON.match(after) is not None


def _unclear(entries: list[str]) -> bool:
    """Whether two or three points may as well be one sentence: they are not of one form."""
    if not 1 < len(entries) <= 3 or any(len(entry) > _LONGEST for entry in entries):
        return False
    if any(len(entry) < 3 or entry[:1].isupper() for entry in entries[1:]):
        return False  # a sentence does not go on with a capital
    forms = {_form(entry) for entry in entries}
    listed = " og " in entries[-1] and not any(" " in entry for entry in entries[:-1])
    return len(forms) > 1 or forms == {None} or listed


def _form(point: str) -> str | None:
    """How a point begins: what people do, are to do, or what happens; ``None`` for another way."""
    first = point.split()[0].casefold()
    if first == "at":
        return first
    if _VERB.search(point):
        return "es"
    return next((ending for ending in "re" if first.endswith(ending)), None)


def _wrapped(tree: Tree) -> Iterator[Diagnostic]:
    """Values between the quotation marks of a word processor, which are then printed."""
    if not any(mark in tree.text for mark in "”“„‟"):
        return  # as nearly always
    for match, place in _placed(tree, re.finditer(_WRAPPED, tree.text), None):
        path = tree.path_at(place)
        inside = without_quotes(match[1])
        if not _TOLD.isdisjoint(path):
            continue
        if inside and path and tree.position(path) == place and tree.at(path) == match[1]:
            yield IN_QUOTES.at(place, vaerdi=match[1], inden=inside)
