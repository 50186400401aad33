"""Values that the schema refuses for a slip in the YAML: commas, dashes, margins, marks.

Each function tells of its slip, if that is what is wrong, and says whether it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moedebog.diagnostics import Phrase
from moedebog.schema.files import explaining
from moedebog.schema.findings import Findings
from moedebog.schema.rules import COMMA, ONE_VALUE, WHOLE_VALUE
from moedebog.schema.wording import as_yaml, clock_in, cut, minutes_in, quoted
from moedebog.sloppy import without_quotes
from moedebog.source import Tree, TreePath
from moedebog.source.indentation import indent
from moedebog.source.rules import AT_MARGIN, NO_BLOCK, NO_DASH, QUOTED
from moedebog.source.slips import text_above
from moedebog.vocabulary import PEOPLE, known


def comma(
    found: Findings, key: str, path: TreePath, shapes: Mapping[str, Any] | None = None
) -> bool:
    """A key that is the rest of the value before it, after a comma.

    ``shapes`` are the schemas of the keys that can stand here.
    """
    tree = found.tree
    node = tree.at(path)
    if not isinstance(node, dict) or not tree.in_braces(path):
        return False
    keys = list(node)
    number = keys.index(key)
    if node[key] is not None or not number or _has_colon(found, path, key):
        return False
    first = number - 1
    while first and node[keys[first]] is None and not _has_colon(found, path, keys[first]):
        first -= 1
    before = keys[first]
    if node[before] is None or not tree.bare((*path, before)):
        return False
    found.touched |= {(*path, key), (*path, before)}
    found.cut.add(tree.position((*path, before)))
    if first + 1 == number:  # the pieces after it belong to the same value, and are told with it
        pieces = [key]
        for later in keys[number + 1 :]:
            if node[later] is not None or _has_colon(found, path, later):
                break
            pieces.append(later)
        rettet = _whole_value(found, path, before, pieces, shapes or {})
        alone = rettet == f"{before}: {node[before]}"
        hvad = ONE_VALUE if alone else WHOLE_VALUE
        found.add(COMMA, (*path, key), key=True, noegle=before, rest=key, rettet=rettet, hvad=hvad)
    else:
        found.drop((*path, key))
    return True


_LISTS = PEOPLE - {"medlemmer"} | {"sagsnr"}
"""Keys whose value between braces is a list, where it has several parts."""
_DETAILS = {"afbud": "aarsag", "udeblevet": "aarsag", "gaester": "titel", "medlemmer": "hverv"}
"""What is told of a person after the name, by the key they are listed under."""


def _whole_value(
    found: Findings, path: TreePath, before: str, pieces: Sequence[str], shapes: Mapping[str, Any]
) -> str:
    """The key and its value with what commas took from it, as they can stand here."""
    tree = found.tree
    first = tree.at((*path, before))
    listed = f"[{', '.join((str(first), *pieces))}]"
    if before in _LISTS:
        return f"{before}: {listed}"
    value = str(first)
    for piece in pieces:
        value += tree.comma_before((*path, piece), key=True) + piece
    rest = ", ".join(pieces)
    people = next((step for step in reversed(path) if isinstance(step, str)), "")
    if before == "navn" and people in ("ankom", "forlod") and (clock := clock_in(rest)):
        return f'navn: {first}, tid: "{clock[1]}"'
    if before == "navn" and people in _DETAILS and _DETAILS[people] not in tree.at(path):
        return f"navn: {first}, {_DETAILS[people]}: {as_yaml(rest)}"
    if before == "slags" and "tekst" not in tree.at(path):
        return f"slags: {first}, tekst: {_in_quotes(rest)}"
    if before == "varighed" and (minutes := minutes_in(value)):
        return f"varighed: {minutes}"
    shape = shapes.get(before)
    if shape is None or _fits(found, shape, value):
        return f"{before}: {_in_quotes(value)}"
    several = [int(one) if str(one).isdecimal() else str(one) for one in (first, *pieces)]
    return f"{before}: {listed}" if _fits(found, shape, several) else f"{before}: {first}"


def _fits(found: Findings, shape: Any, value: Any) -> bool:
    """Whether a value can stand where a part of the schema says what can."""
    return bool(explaining(found.name).evolve(schema=shape).is_valid(value))


def entry_at_margin(tree: Tree, path: TreePath) -> Phrase | None:
    """What to write where ``punkter:`` is empty and the next line is ``titel: A`` beside it."""
    if not path or path[-1] not in ("punkter", "underpunkter", "bilag", "opfoelgning"):
        return None
    here = tree.position(path, key=True)
    following = next((line for line in tree.lines[here.line :] if line.strip()), "")
    match = re.fullmatch(r"( *)((?:titel|opgave): .*)", following)
    if match is None or len(match[1]) != here.column - 1:
        return None
    return Phrase(
        f"Er linjen under det første led, så ryk den ind, og sæt en bindestreg foran: "
        f"»  - {match[2]}«. Ellers: ",
        f"If the line below is the first entry, indent it and put a hyphen before it: "
        f"»  - {match[2]}«. Else: ",
    )


def _has_colon(found: Findings, path: TreePath, key: str) -> bool:
    """Whether a key without a value was written as one, with its colon."""
    place = found.tree.position((*path, key), key=True)
    behind = found.tree.lines[place.line - 1][place.column - 1 + len(key) :]
    return behind.lstrip("\"' ").startswith(":")


def at_margin(found: Findings, path: TreePath, *, key: bool) -> bool:
    """A line that belongs to the text above, but is not indented as that is."""
    lines = found.tree.lines
    place = found.tree.position(path, key=key)
    line = lines[place.line - 1]
    column = text_above(lines, place.line - 1)
    if column is None or line[: place.column - 1].strip(" -"):
        return False
    if key and indent(line) and re.fullmatch(r"[a-z_]+", str(path[-1])):
        return False  # a key that is not known
    here = indent(line)
    found.add(AT_MARGIN, path, key=key, her=here + 1, der=column + 1, frem=column - here)
    return True


def marks_lacking(
    found: Findings, path: TreePath, value: Any, expected: Sequence[str], entries: frozenset[str]
) -> bool:
    """Keys where there can be none: a dash is missing, or the ``|`` of a text.

    ``entries`` are the keys of what a list could hold here.
    """
    if not path:
        return False
    if isinstance(value, str) and "object" in expected and isinstance(path[-1], int):
        return _strayed(found, path, path[-1])
    tree = found.tree
    if not isinstance(value, dict) or not value or tree.in_braces(path):
        return False
    place = tree.position(path)
    line = tree.lines[place.line - 1]
    if line[: place.column - 1].strip() or not isinstance(path[-1], str):
        return False
    first = cut(line.strip())
    if "array" in expected and not known().isdisjoint(value) and not entries.isdisjoint(value):
        found.add(NO_DASH, path, linje=first)
    elif "string" in expected and not known().issuperset(value):
        column = tree.position(path, key=True).column + 1
        found.add(NO_BLOCK, path, key=True, frem=column, linje=first)
    else:
        return False
    return True


def _strayed(found: Findings, path: TreePath, number: int) -> bool:
    """An entry that is a line of a text, told at the first of them."""
    before = (*path[:-1], number - 1)
    if number and isinstance(found.tree.at(before), str) and before in found.strayed:
        found.drop(path)
    elif not at_margin(found, path, key=False):
        return False
    found.strayed.add(path)
    return True


def typographic(found: Findings, path: TreePath, value: Any, schemas: Iterable[Any]) -> bool:
    """A value that would do without the quotation marks of a text around it."""
    inner = without_quotes(value) if isinstance(value, str) else None
    if inner is None:
        return False
    meant: Any = int(inner) if inner.isdecimal() and len(inner) < 10 else inner
    for schema in schemas:
        for one in (meant, inner):
            if _fits(found, schema, one):
                shown = f'"{one}"' if isinstance(one, str) and ":" in one else str(one)
                key = next((f"{k}: " for k in path[-1:] if isinstance(k, str)), "")
                marks = {"foerste": value.strip()[0], "sidste": value.strip()[-1]}
                found.add(QUOTED, path, **marks, rettet=f"{key}{shown}")
                return True
    return False


def rest_of_value(found: Findings, key: str, path: TreePath) -> Phrase | None:
    """What to write where a key may be the rest of the value before it, after a comma."""
    node = found.tree.at(path)
    keys = list(node)
    before = keys[keys.index(key) - 1]
    first, rest = node[before], node[key]
    if (
        before == key
        or (*path, before) in found.renamed
        or not found.tree.in_braces(path)
        or not isinstance(first, str)
    ):
        return None
    if not isinstance(rest, str | int) or not found.tree.bare((*path, before)):
        return None
    right = f"{before}: {_in_quotes(f'{first}, {key}: {rest}')}"
    return Phrase(
        f"Hører det til {before}, så sæt anførselstegn om hele værdien: »{right}«",
        f"If it belongs to {before}, put the whole value in quotation marks: »{right}«",
    )


def _in_quotes(text: str) -> str:
    """A text between quotation marks, without those that were typed around it."""
    return quoted(without_quotes(text) or text)
