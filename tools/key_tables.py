"""The tables of keys in the manual, in the words of the schemas' descriptions.

Where a page says ``<!-- nøgler: meeting bilag -->``, the table below tells of the keys of that part
of that schema; ``uden a b`` leaves keys out that the page tells of elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from editor_help import Data
from moedebog.catalogue import Sagstype, Slags
from moedebog.catalogue.sections import ORDER
from moedebog.workspace import resources

HEAD = ("| Nøgle | Betydning |", "|:--|:--|")
_MARK = re.compile(r"<!-- nøgler: (\w+)(?: (?!uden\b)(\w+))?(?: uden ((?:\w+ ?)+))? -->")
_HEADING = re.compile(r"#+ (.+)")

LISTED = {
    tuple(Sagstype): "sagstyper",
    tuple(Slags): "afsnit",
    ORDER: "afsnit",
    "#/$defs/udfald": "udfald",
}
"""Words that have a list of their own on the page, and its place."""


class Mark(NamedTuple):
    """Which keys a table tells of."""

    schema: str
    part: str
    without: tuple[str, ...] = ()


def load(name: str) -> Data:
    """A schema as it stands in its file."""
    path = resources("schemas") / f"{name}.schema.json"
    whole: Data = json.loads(path.read_text(encoding="utf-8"))
    return whole


def filled(text: str) -> str:
    """The page with its tables written anew."""
    lines = text.split("\n")
    places = _places(lines)
    made: list[str] = []
    number = 0
    while number < len(lines):
        made.append(lines[number])
        number += 1
        if mark := marked(made[-1]):
            made += ["", *HEAD, *rows(mark, places)]
            number += lines[number : number + 1] == [""]
            while number < len(lines) and lines[number].startswith("|"):
                number += 1
            if lines[number : number + 1] not in ([], [""]):
                made.append("")  # else what comes next is a row
    return "\n".join(made)


def marked(line: str) -> Mark | None:
    """What a line of the page asks for, if it asks for a table."""
    found = _MARK.fullmatch(line)
    return Mark(found[1], found[2] or "", tuple((found[3] or "").split())) if found else None


def _places(lines: list[str]) -> dict[tuple[str, str], str]:
    """Below which heading each part is told of."""
    found: dict[tuple[str, str], str] = {}
    heading = ""
    fenced = False
    for line in lines:
        fenced ^= line.startswith("```")
        if (title := _HEADING.fullmatch(line)) and not fenced:
            heading = title[1]
        if mark := marked(line):
            found.setdefault((mark.schema, mark.part), heading)
    return found


def rows(mark: Mark, places: dict[tuple[str, str], str]) -> Iterator[str]:
    """A row for each key."""
    for key, told in _told(mark, places).items():
        yield f"| `{key}` | {told} |"


def told_at(mark: Mark, text: str) -> dict[str, str]:
    """What a page says of each key, for a table with more columns."""
    return _told(mark, _places(text.split("\n")))


def _told(mark: Mark, places: dict[tuple[str, str], str]) -> dict[str, str]:
    whole = load(mark.schema)
    part = whole["$defs"][mark.part] if mark.part else whole
    here = places.get((mark.schema, mark.part))
    return {
        key: " ".join(
            [
                told_of(shape),
                *_example(shape),
                *_choices(shape),
                *_link(mark, shape, places, here),
            ]
        )
        for key, shape in part["properties"].items()
        if key not in mark.without
    }


def told_of(shape: Data) -> str:
    """What a key means, as it stands in a cell of a table."""
    return str(shape["description"]).replace("|", r"\|")


def _choices(shape: Data) -> Iterator[str]:
    """The words that a key takes, and what holds without it."""
    default = shape.get("default")
    words = [word for word in shape.get("enum", ()) if isinstance(word, str)]
    if place := LISTED.get(shape.get("$ref") or tuple(words)):
        yield f"Se [listen](#{place})."
    elif len(words) > 1:
        explained = zip(words, shape.get("enumDescriptions", words), strict=True)
        said = [_word(word, text, usual=word == default) for word, text in explained]
        yield f"Kan være {', '.join(said[:-1])} eller {said[-1]}."
    elif isinstance(default, list):
        yield f"Uden nøglen: {', '.join(f'`{one}`' for one in default)}."
    elif isinstance(default, str | int) and not isinstance(default, bool):
        yield f"Uden nøglen: `{default}`."


_IF_NOTHING = "gælder, hvis intet er skrevet"


def _word(word: str, text: str, *, usual: bool) -> str:
    """A word of a few, with what it means where it does not say so itself."""
    text = f"{text[:1].lower()}{text[1:]}"
    told = [*([text] if text != word else []), *([_IF_NOTHING] if usual else [])]
    return f"`{word}` ({'; '.join(told)})" if told else f"`{word}`"


def _example(shape: Data) -> Iterator[str]:
    """How a value is written that has a form of its own."""
    formal = shape.get("$ref") in _FORMAL or "pattern" in shape or shape.get("type") == "integer"
    if formal and shape.get("default") != shape["examples"][0]:
        yield f"F.eks. `{shape['examples'][0]}`."


_FORMAL = tuple(f"#/$defs/{part}" for part in ("nummer", "klokkeslaet", "dato", "adresse"))


def _link(
    mark: Mark, shape: Data, places: dict[tuple[str, str], str], here: str | None
) -> Iterator[str]:
    """Where on the page the parts that stand under a key are told of."""
    for part in _parts_under(load(mark.schema), shape):
        heading = places.get((mark.schema, part))
        if heading and heading != here:
            yield f"Se [{heading}](#{anchor(heading)})."
            return


def anchor(heading: str) -> str:
    """The place of a heading in a page, as GitHub and GitLab call it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _parts_under(whole: Data, shape: Any) -> Iterator[str]:
    """The names of the parts that a value can be, or hold as entries."""
    for inner in [shape.get("items"), *shape.get("anyOf", ())]:
        if inner:
            yield from _parts_under(whole, inner)
    if "$ref" in shape:
        part = shape["$ref"].rpartition("/")[2]
        yield part
        yield from _parts_under(whole, whole["$defs"][part])
