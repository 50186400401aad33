"""What to write instead of a value that the schema does not allow.

What a secretary wrote stands in »« within these phrases, so that it can be hidden where it is
closed; a text has quotation marks where it would be read as something else without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from moedebog.diagnostics import CODE, Phrase
from moedebog.prose import PROSE
from moedebog.schema.files import resolved
from moedebog.schema.keys import did_you_mean
from moedebog.schema.wording import AND, OR, as_typed, as_yaml, in_brackets, listing, shortened
from moedebog.source import TreePath
from moedebog.vocabulary import load

if TYPE_CHECKING:
    from jsonschema import ValidationError

_GLUED = re.compile(r"([a-z_]+):(.+)")
_FILE = re.compile(r"\w\.[a-zA-Z]{2,5}$")
_RULE_CODE = re.compile(CODE)
_PEOPLE = frozenset({"afbud", "udeblevet", "gaester", "inhabil", "ankom", "forlod", "medlemmer"})


def rule_advice(code: str, allowed: Iterable[str]) -> Phrase:
    """What to do about a code that cannot stand under ``regler``."""
    if code in allowed:
        return did_you_mean(code)
    if code in load("forum")["$defs"]["regler"]["x-fejl"]:
        return Phrase(
            f"Slet linjen: {code} er en fejl, og fejl kan ikke slås fra.",
            f"Delete the line: {code} is an error, and errors cannot be turned off.",
        )
    return Phrase("Se koderne i docs/regler.md.", "The codes are in docs/regler.md.")


def type_advice(
    expected: list[str], value: Any, errors: Sequence[ValidationError], path: TreePath
) -> Phrase:
    """What to write where a value of one of the ``expected`` types should stand."""
    if "string" in expected and isinstance(value, int):
        shown = as_typed(value)
        return Phrase(f'Sæt anførselstegn om: "{shown}".', f'Put it in quotation marks: "{shown}".')
    if "array" in expected and not isinstance(value, list | int):
        return _as_entries(value, errors) or _as_list(value, prose=_is_prose(value, path))
    if "object" in expected:
        return _as_keys(value, [error.schema for error in errors])
    if "string" in expected and isinstance(value, dict):
        return Phrase(
            "Er det tekst med kolon eller krøllede parenteser, så sæt anførselstegn om den.",
            "If it is text with a colon or braces, put it in quotation marks.",
        )
    if "integer" in expected:
        if isinstance(value, str) and value.isdecimal():
            return Phrase("Skriv tallet uden anførselstegn.", "Write it without quotation marks.")
        return Phrase("Skriv tallet alene, uden enhed.", "Write the number alone, without a unit.")
    if "string" in expected:
        return Phrase(
            "Skriv det som tekst på én linje, eller under en |.",
            "Write it as text on one line, or below a |.",
        )
    return Phrase("", "")


def _is_prose(value: Any, path: TreePath) -> bool:
    """Whether a comma in a text that should be a list may belong to one of its entries."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    title = key in _PEOPLE and re.search(r", (?=[a-zæøå])", str(value))
    return key in PROSE or bool(title)


def _as_entries(value: Any, errors: Sequence[ValidationError]) -> Phrase | None:
    """How to write a list of keys with values of what is a mere text, or a key and its value."""
    if not isinstance(value, str | dict):
        return None
    for error in errors:
        items: Any = error.schema.get("items") if isinstance(error.schema, dict) else None
        wanted = resolved(items or {})
        keys, required = wanted.get("properties", {}), wanted.get("required", [])
        if {"fra", "tekst"} <= set(required):
            return _as_statement("- ", value)
        if "imod" in keys and (sides := _SIDE.findall(str(value))):
            return _on_lines(*(f"{side}: {count}" for count, side in sides))
        if isinstance(value, dict):
            continue
        if "personer" in required:
            return _on_lines("- gruppe: medlemmer", f"personer: {in_brackets(value)}")
        if "fil" in keys and _FILE.search(value):
            return _as_keys(value, [wanted])
        if len(required) == 1 and wanted.get("type") == "object":
            entry = f"- {required[0]}: {shortened(value)}"
            return Phrase(f"Skriv på næste linje »{entry}«.", f"Write on the next line »{entry}«.")
    return None


_SIDE = re.compile(r"\b(\d+)\s+(?:stemme[r]?\s+)?(for|imod|undlod)\b")
"""``5 for, 2 imod``."""


def _as_statement(dash: str, value: str | dict[str, Any]) -> Phrase:
    """How to write what somebody wants in the minutes; ``value`` may have the name as its key."""
    name, text = next(iter(value.items()), ("…", "")) if isinstance(value, dict) else ("…", value)
    said = shortened(" ".join(str(text).split()))
    return _on_lines(f"{dash}fra: {shortened(str(name))}", f"tekst: {said}")


def names_advice(value: str) -> Phrase:
    """How to write names that should be a list."""
    names = [name for name in _BETWEEN_NAMES.split(value) if name]
    if len(names) < 2:
        return _as_list(value, prose=True)
    return _on_lines(*(f"- {shortened(name)}" for name in names))


_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+(?:og|and)\s+")


def _on_lines(*lines: str) -> Phrase:
    """What to write instead, one line below the other."""
    shown = ", ".join(f"»{line}«" for line in lines)
    return Phrase(f"Skriv på hver sin linje {shown}.", f"Write, each on its own line, {shown}.")


def _as_list(value: Any, *, prose: bool) -> Phrase:
    """How to write a list of what is no list yet; a comma of ``prose`` divides nothing."""
    entry = shortened(str(value))
    if isinstance(value, str) and ", " in value and not prose:
        shown = in_brackets(value)
        return Phrase(f"Skriv »{shown}«.", f"Write »{shown}«.")
    if isinstance(value, dict):
        first = str(next(iter(value), "…"))
        if first.startswith("-"):
            right = f"- {first[1:]}:"
            return Phrase(
                f"Sæt et mellemrum efter bindestregen: »{right}«",
                f"Put a space after the hyphen: »{right}«",
            )
        entry = f"{first}: …"
    return Phrase(
        f"Skriv hvert led på sin egen linje med - foran: »- {entry}«",
        f"Write each entry on a line of its own, after a -: »- {entry}«",
    )


def _as_keys(value: Any, schemas: Sequence[Any]) -> Phrase:
    """How to write keys and values of what has none; the schemas are those it could have."""
    keys = [key for schema in schemas for key in schema.get("properties", ())]
    if not keys:
        return Phrase("", "")
    glued = _GLUED.fullmatch(value) if isinstance(value, str) else None
    if glued and glued[1] in keys:
        right = f"{glued[1]}: {shortened(glued[2].strip())}"
        return Phrase(
            f"Sæt et almindeligt mellemrum efter kolonet: »{right}«",
            f"Put a plain space after the colon: »{right}«",
        )
    if _RULE_CODE.fullmatch(keys[0]):
        named = _RULE_CODE.findall(str(value).upper())
        code = next((code for code in named if code in keys), "M202")
        return Phrase(
            f"Skriv hver regel med ja eller nej på sin egen linje: »{code}: nej«",
            f"Write each rule with ja or nej on a line of its own: »{code}: nej«",
        )
    required: list[str] = next((s["required"] for s in schemas if s.get("required")), [])
    if isinstance(value, str) and required == ["fra", "tekst"]:
        return _as_statement("", value)
    if isinstance(value, str) and "personer" in required:
        return _on_lines("gruppe: medlemmer", f"personer: {in_brackets(value)}")
    if len(required) > 1:
        both = listing(required, AND)
        return Phrase(f"Skriv nøglerne {both}.", f"Write the keys {both.english}.")
    key = (required or keys)[0]
    if "for" in keys and isinstance(value, int):
        right = f"for: {value}"
        return Phrase(f"Skriv f.eks. »{right}«", f"Write e.g. »{right}«")
    if "email" in keys and "@" in str(value):
        key = "email"
    if "fil" in keys and "titel" in keys and isinstance(value, str) and _FILE.search(value):
        stem = shortened(value.rpartition("/")[2].rpartition(".")[0])
        return _on_lines(f"- titel: {stem}", f"fil: {as_yaml(value)}")
    if isinstance(value, list):
        return Phrase(f"Skriv listen under nøglen {key}:", f"Write the list below the key {key}:")
    shown = shortened(str(value))
    if key == "at":
        return Phrase(
            f"Skriv nøglen at: og på næste linje »- {shown}«",
            f"Write the key at: and on the next line »- {shown}«",
        )
    right = f"{key}: {shown}"
    return Phrase(f"Skriv f.eks. »{right}«", f"Write e.g. »{right}«")


def content_advice(schema: Any) -> Phrase:
    """What to put into a part that holds too little or too much."""
    keys = schema.get("properties")
    if keys:
        choices = listing(list(keys), OR)
        return Phrase(f"Skriv {choices}.", f"Write {choices.english}.")
    return Phrase(
        "Skriv mindst ét punkt, eller slet linjen.", "Write at least one entry, or delete the line."
    )


def form_advice(schema: Any) -> Phrase:
    """What the schema says about the form of a text."""
    from moedebog.forms import form

    return form(schema["patternErrorMessage"])


def bounds_advice(schema: Any) -> Phrase:
    """Between which numbers a value must be."""
    if "patternErrorMessage" in schema:
        return form_advice(schema)
    bounds = []
    if "minimum" in schema:
        low = schema["minimum"]
        bounds.append(Phrase(f"mindst {low}", f"at least {low}"))
    if "maximum" in schema:
        high = schema["maximum"]
        bounds.append(Phrase(f"højst {high}", f"at most {high}"))
    both = listing(bounds, AND)
    return Phrase(f"Det skal være {both}.", f"It must be {both.english}.")


def example_lines(key: str, example: Any, *, in_braces: bool) -> str:
    """What would do, in YAML: a line, or two for a list of keys and values."""
    if not in_braces and isinstance(example, list) and isinstance(example[0], dict):
        first, value = next(iter(example[0].items()))
        return f"{key}:\n  - {first}: {value}"
    return f"{key}: {_in_a_line(example)}"


def _in_a_line(example: Any) -> str:
    if isinstance(example, list):
        return f"[{', '.join(map(_in_a_line, example))}]"
    if isinstance(example, dict):
        return f"{{{', '.join(f'{key}: {_in_a_line(one)}' for key, one in example.items())}}}"
    text = str(example).split("\n", 1)[0]
    # Quoted where an editor would otherwise take it for something else than text.
    return f'"{text}"' if ":" in text or "," in text else text
