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
from moedebog.schema.wording import (
    AND,
    OR,
    as_typed,
    as_yaml,
    clock_in,
    in_brackets,
    listing,
    minutes_in,
    shortened,
)
from moedebog.sloppy import without_quotes
from moedebog.source import Tree, TreePath
from moedebog.vocabulary import PEOPLE, load

if TYPE_CHECKING:
    from jsonschema import ValidationError

_GLUED = re.compile(r"([a-z_]+):(.+)")
_FILE = re.compile(r"\w\.[a-zA-Z]{2,5}$")
_RULE_CODE = re.compile(CODE)


def rule_advice(code: str, allowed: Iterable[str]) -> Phrase:
    """What to do about a code that cannot stand under ``regler``."""
    if code in allowed:
        return did_you_mean(code)
    if code in load("forum")["$defs"]["regler"]["x-fejl"]:
        return Phrase(
            f"Slet linjen: {code} er en fejl, og fejl kan ikke slås fra.",
            f"Delete the line: {code} is an error, and errors cannot be turned off.",
        )
    return Phrase("Se koderne med: moedebog forklar", "See the codes with: moedebog forklar")


def type_advice(
    expected: list[str],
    value: Any,
    errors: Sequence[ValidationError],
    path: TreePath,
    typed: Sequence[str] = (),
) -> Phrase:
    """What to write where a value of one of the ``expected`` types should stand.

    ``typed``: the lines of a text, as they stand in the file.
    """
    if "string" in expected and isinstance(value, int):
        shown = as_typed(value)
        return Phrase(f'Sæt anførselstegn om: "{shown}".', f'Put it in quotation marks: "{shown}".')
    if "array" in expected and not isinstance(value, list | int):
        return (
            _as_entries(value, errors, path)
            or _lines_as_entries(typed)
            or _as_list(value, prose=_is_prose(value, path))
        )
    if "object" in expected:
        return _as_keys(value, [error.schema for error in errors])
    if "string" in expected and isinstance(value, dict):
        return Phrase(
            "Er det tekst med kolon eller krøllede parenteser, så sæt anførselstegn om den.",
            "If it is text with a colon or braces, put it in quotation marks.",
        )
    if "integer" in expected:
        return _as_number(value, path)
    if "string" in expected:
        return Phrase(
            "Skriv det som tekst på én linje, eller under en |.",
            "Write it as text on one line, or below a |.",
        )
    return Phrase("", "")


def _as_number(value: Any, path: TreePath) -> Phrase:
    """How to write a whole number of what is something else."""
    if isinstance(value, str) and value.isdecimal():
        return Phrase("Skriv tallet uden anførselstegn.", "Write it without quotation marks.")
    minutes = minutes_in(value) if isinstance(value, str) and path[-1:] == ("varighed",) else None
    if minutes:
        right = f"varighed: {minutes}"
        return Phrase(
            f"Skriv antallet af minutter: »{right}«", f"Write the number of minutes: »{right}«"
        )
    return Phrase("Skriv tallet alene, uden enhed.", "Write the number alone, without a unit.")


def number_advice(path: TreePath, value: Any) -> Phrase | None:
    """What to write for a number of votes between quotation marks."""
    if path[-1:] not in (("for",), ("imod",), ("undlod",)) or not isinstance(value, str):
        return None
    if not value.strip().isdecimal():
        return None
    right = f"{path[-1]}: {int(value)}"
    return Phrase(
        f"Skriv tallet uden anførselstegn: »{right}«",
        f"Write the number without quotation marks: »{right}«",
    )


def named_section(key: str, present: Iterable[str]) -> Phrase:
    """How to write a section that is named by a key instead of by its ``slags``."""
    if "slags" in present:
        return did_you_mean("tekst")
    return Phrase(
        f"Skriv på hver sin linje »slags: {key}« og »tekst: …«, med afsnittets tekst efter tekst.",
        f"Write, each on its own line, »slags: {key}« and »tekst: …«, with the section's text "
        "behind tekst.",
    )


def typed_lines(tree: Tree, path: TreePath, value: Any) -> list[str]:
    """The lines of a text that takes several of them in the file, without signs before them."""
    if not isinstance(value, str):
        return []
    place = tree.position(path)
    first = tree.lines[place.line - 1]
    if first[place.column - 1 :].startswith(("'", '"')):
        return []
    own = first[: place.column - 1].strip(" ")
    block = first[place.column - 1 :].startswith(("|", ">"))
    lines = [] if block else [first[place.column - 1 :]]
    margin = len(first) - len(first.lstrip(" ")) + (1 if own else 0)
    for line in tree.lines[place.line :]:
        if line.strip() and len(line) - len(line.lstrip(" ")) < margin:
            break
        lines.append(line)
    return [line.strip() for line in lines if line.strip()]


def _lines_as_entries(typed: Sequence[str]) -> Phrase | None:
    """How to write lines as the entries of a list, where they may have a sign in front."""
    signs = [re.match(_SIGN, line) for line in typed]
    if not typed or (len(typed) == 1 and not signs[0]):
        return None
    if not all(signs) and any(line.endswith(",") or len(line) > _LONGEST for line in typed):
        return None
    entries = [f"»- {as_yaml(re.sub(_SIGN, '', line, count=1))}«" for line in typed[:_SHOWN]]
    more = Phrase("", "")
    if len(typed) > _SHOWN:
        more = Phrase(" og så videre", " and so on")
    shown = ", ".join(entries)
    return (
        Phrase(
            f"Skriv hvert led på sin egen linje efter en almindelig bindestreg og et mellemrum: "
            f"{shown}",
            f"Write each entry on a line of its own after a plain hyphen and a space: {shown}",
        )
        + more
    )


_SIGN = r"(?:[-–—−•·●*]|\d{1,2}[.)](?= ))\s*(?=\D)"
"""What stands for the hyphen of an entry, or lacks the blank after it."""
_SHOWN = 4
_LONGEST = 90


def _is_prose(value: Any, path: TreePath) -> bool:
    """Whether a comma in a text that should be a list may belong to one of its entries."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    title = key in PEOPLE and re.search(r", (?=[a-zæøå])", str(value))
    return key in PROSE or bool(title)


def _as_entries(value: Any, errors: Sequence[ValidationError], path: TreePath) -> Phrase | None:
    """How to write a list of keys with values of what is a mere text, or a key and its value."""
    if not isinstance(value, str | dict):
        return None
    if path[-1:] in (("ankom",), ("forlod",)) and (clock := clock_in(str(value))) and clock[0]:
        return _on_lines(f"- navn: {as_yaml(clock[0])}", f'tid: "{clock[1]}"')
    for error in errors:
        items: Any = error.schema.get("items") if isinstance(error.schema, dict) else None
        wanted = resolved(items or {})
        keys, required = wanted.get("properties", {}), wanted.get("required", [])
        if {"fra", "tekst"} <= set(required):
            return _as_statement("- ", value)
        if isinstance(value, str):
            told = _as_entry(value, wanted, keys, required)
        else:
            named = _named_file(value) if "fil" in keys else None
            told = named and _on_lines(f"- titel: {as_yaml(named[0])}", f"fil: {as_yaml(named[1])}")
        if told:
            return told
    return None


def _as_entry(
    value: str, wanted: dict[str, Any], keys: Iterable[str], required: list[str]
) -> Phrase | None:
    """How to write a text as an entry with keys."""
    if told := _as_known_part("- ", value, keys, required):
        return told
    if "slags" in keys:
        return _text_below("- ", value)
    if re.match(_SIGN, value):
        return None
    if "fil" in keys and _FILE.search(value):
        return _as_keys(value, [wanted])
    if len(required) == 1 and wanted.get("type") == "object":
        entry = f"- {required[0]}: {_whole(value)}"
        return Phrase(f"Skriv på næste linje »{entry}«.", f"Write on the next line »{entry}«.")
    return None


def _as_known_part(
    dash: str, value: str, keys: Iterable[str], required: Sequence[str]
) -> Phrase | None:
    """How to write a vote, recipients or an answer; ``dash`` stands before an entry of a list."""
    if "imod" in keys:
        return _as_votes(value)
    if "personer" in required:
        return _on_lines(f"{dash}gruppe: medlemmer", f"personer: {in_brackets(value)}")
    if required == ["punkt"]:
        return _on_lines(f"{dash}punkt: 1", f"tekst: {_whole(value)}")
    return None


def _named_file(value: dict[str, Any]) -> tuple[str, str] | None:
    """A title and its file, of ``Notat: bilag/notat.pdf``."""
    title, name = next(iter(value.items()))
    known = title in ("titel", "fil") or len(value) > 1
    return (title, name) if not known and isinstance(name, str) and _FILE.search(name) else None


def _as_votes(value: str) -> Phrase:
    """How to write a vote that is told in words."""
    if sides := _SIDE.findall(value):
        return _on_lines(*(f"{side}: {count}" for count, side in sides))
    text = _whole(value)
    return Phrase(
        f"Skriv det under beslutning: »beslutning: {text}«, og slet afstemning; er stemmerne talt, "
        "så skriv dem på hver sin linje under afstemning, f.eks. »for: 5« og »imod: 2«.",
        f"Write it below beslutning: »beslutning: {text}«, and delete afstemning; if the votes "
        "were counted, write them on a line each below afstemning, e.g. »for: 5« and »imod: 2«.",
    )


def _text_below(dash: str, value: str) -> Phrase:
    """How to write a section's text."""
    if _fits_a_line(value):
        entry = f"{dash}tekst: {as_yaml(value)}"
        return Phrase(f"Skriv på næste linje »{entry}«.", f"Write on the next line »{entry}«.")
    entry = f"{dash}tekst: |"
    return Phrase(
        f"Skriv på næste linje »{entry}« og hele teksten under den, rykket længere ind end tekst.",
        f"Write on the next line »{entry}« and the whole text below it, indented farther than "
        "tekst.",
    )


def _fits_a_line(text: str) -> bool:
    """Whether a text can be shown whole within a sentence."""
    return "\n" not in text and len(text) <= _LINE


def _whole(text: str) -> str:
    """A text as it is written behind a key; ``…`` stands for one that is too long to be shown."""
    return as_yaml(text) if _fits_a_line(text) else "…"


_LINE = 200


_SIDE = re.compile(r"\b(\d+)\s+(?:stemme[r]?\s+)?(for|imod|undlod)\b")
"""``5 for, 2 imod``."""


def _as_statement(dash: str, value: str | dict[str, Any]) -> Phrase:
    """How to write what somebody wants in the minutes; ``value`` may have the name as its key."""
    name, text = next(iter(value.items()), ("…", "")) if isinstance(value, dict) else ("…", value)
    said = str(text).strip()
    whole = _fits_a_line(said)
    told = _on_lines(
        f"{dash}fra: {shortened(str(name))}", f"tekst: {as_yaml(said) if whole else '|'}"
    )
    if not whole:
        told += Phrase(
            " Skriv hele teksten under den, rykket længere ind end tekst.",
            " Write the whole text below it, indented farther than tekst.",
        )
    if name == "…":
        told += Phrase(
            " Skriv, hvem det er fra, i stedet for …", " Write whom it is from instead of …"
        )
    return told


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
    inner = Phrase("", "")
    if lines[0].startswith("- ") and len(lines) > 1:
        inner = Phrase(
            ", den anden to mellemrum længere inde end stregen",
            ", the second two spaces farther in than the hyphen",
        )
    return (
        Phrase(f"Skriv på hver sin linje {shown}", f"Write, each on its own line, {shown}")
        + inner
        + "."
    )


def _as_list(value: Any, *, prose: bool) -> Phrase:
    """How to write a list of what is no list yet; a comma of ``prose`` divides nothing."""
    if isinstance(value, str):
        value = without_quotes(value) or value
    entry = _whole(str(value))
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
    if _RULE_CODE.fullmatch(keys[0]):
        named = _RULE_CODE.findall(str(value).upper())
        code = next((code for code in named if code in keys), "M202")
        return Phrase(
            f"Skriv hver regel med ja eller nej på sin egen linje: »{code}: nej«",
            f"Write each rule with ja or nej on a line of its own: »{code}: nej«",
        )
    required: list[str] = next((s["required"] for s in schemas if s.get("required")), [])
    if isinstance(value, str) and (told := _text_as_keys(value, keys, required)):
        return told
    if len(required) > 1:
        both = listing(required, AND)
        return Phrase(f"Skriv nøglerne {both}.", f"Write the keys {both.english}.")
    key = "tekst" if "slags" in keys else (required or keys)[0]
    if isinstance(value, list):
        return _as_keys_of_list(value, schemas, key)
    if isinstance(value, int) and ("for" in keys or _takes(schemas, key, "integer")):
        right = f"{'for' if 'for' in keys else key}: {value}"
        return Phrase(f"Skriv på næste linje »{right}«", f"Write on the next line »{right}«")
    if key == "at":
        return _as_points(str(value))
    if "email" in keys and "@" in str(value):
        key = "email"
    right = f"{key}: {_whole(str(value))}"
    return Phrase(f"Skriv f.eks. »{right}«", f"Write e.g. »{right}«")


def _text_as_keys(value: str, keys: Sequence[str], required: Sequence[str]) -> Phrase | None:
    """How to write a text as several keys, or with the sign behind its key."""
    if (glued := _GLUED.fullmatch(value)) and glued[1] in keys:
        right = f"{glued[1]}: {_whole(glued[2].strip())}"
        return Phrase(
            f"Sæt et almindeligt mellemrum efter kolonet: »{right}«",
            f"Put a plain space after the colon: »{right}«",
        )
    if (typed := re.fullmatch(_NO_COLON, value)) and typed[1] in keys:
        right = f"{typed[1]}: {_whole(typed[2])}"
        return Phrase(
            f"Skriv et kolon efter nøglen: »{right}«", f"Write a colon behind the key: »{right}«"
        )
    if required == ["fra", "tekst"]:
        return _as_statement("", value)
    if told := _as_known_part("", value, keys, required):
        return told
    if "fil" in keys and "titel" in keys and _FILE.search(value):
        stem = shortened(value.rpartition("/")[2].rpartition(".")[0])
        return _on_lines(f"- titel: {stem}", f"fil: {as_yaml(value)}")
    return None


def _as_points(value: str) -> Phrase:
    """How to write what is proposed as a point below ``at``."""
    if said := re.fullmatch(_PROPOSED, value):
        return Phrase(
            f"Skriv på hver sin linje »fra: {said[1]}«, »at:« og, to mellemrum længere inde, "
            f"»- {_whole(said[2])}«",
            f"Write, each on its own line, »fra: {said[1]}«, »at:« and, two spaces farther in, "
            f"»- {_whole(said[2])}«",
        )
    if not _fits_a_line(value):
        return Phrase(
            "Skriv nøglen at: og under den hvert punkt på sin egen linje efter en bindestreg.",
            "Write the key at: and below it each point on a line of its own after a hyphen.",
        )
    shown = as_yaml(value)
    return Phrase(
        f"Skriv nøglen at: og på næste linje »- {shown}«",
        f"Write the key at: and on the next line »- {shown}«",
    )


def _as_keys_of_list(value: list[Any], schemas: Sequence[Any], key: str) -> Phrase:
    """How to write keys and values of a list of them, or of texts."""
    keys = {name for schema in schemas for name in schema.get("properties", ())}
    if value and all(isinstance(one, dict) and keys.issuperset(one) for one in value):
        first = next(iter(value[0]))
        if len(value) > 1:
            return _one_alone(first, keys)
        return Phrase(
            f"Slet bindestregen: skriv »{first}: …« uden - foran, og resten i samme kolonne.",
            f"Delete the hyphen: write »{first}: …« without a -, and the rest in the same column.",
        )
    if _takes(schemas, key, "array"):
        return Phrase(f"Skriv listen under nøglen {key}:", f"Write the list below the key {key}:")
    first = value[0] if value and isinstance(value[0], str) else "…"
    right = f"{key}: {_whole(first)}"
    return Phrase(f"Skriv f.eks. »{right}«", f"Write e.g. »{right}«")


def _one_alone(first: str, keys: Iterable[str]) -> Phrase:
    """What to do where only one of several can stand, for its first key and all there are."""
    told = Phrase(
        f"Her kan kun stå én: skriv »{first}: …« uden - foran, med resten i samme kolonne, og slet "
        "de andre.",
        f"Only one can stand here: write »{first}: …« without a -, with the rest in the same "
        "column, and delete the others.",
    )
    if {"udfald", "om", "tekst"}.issubset(keys):
        told += Phrase(
            " Blev der besluttet flere ting, så skriv dem med ord under `tekst`, og lad `om` nævne "
            "dem, som `udfald` gælder.",
            " If several things were decided, write them in words below `tekst`, and let `om` name "
            "those whom `udfald` is about.",
        )
    return told


def _takes(schemas: Sequence[Any], key: str, kind: str) -> bool:
    """Whether a key may hold a value of a type."""
    shapes = [resolved(schema.get("properties", {}).get(key, {})) for schema in schemas]
    inner = [one for shape in shapes for one in (shape, *shape.get("anyOf", ()))]
    return any(resolved(one).get("type") == kind for one in inner)


_NO_COLON = r"([a-z_]+) *[=;] *(\S.*)"
"""``titel = Et``."""
_PROPOSED = r"([^,.:;\n]{2,60}?) (?:indstiller|foreslår|anbefaler),? at ([^\n]+)"
"""``Forvaltningen indstiller, at sagen godkendes``."""


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
