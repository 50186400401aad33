"""Tree -> diagnostics, by the JSON Schemas in ``schemas/``.

A valid file is known as valid by a compiled validator in a fraction of a millisecond.
Only for a file that is not, the slower validator that can say why is loaded, and its
findings are told in the secretary's words: one cause, one message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import jsonschema_rs

from moedebog.diagnostics import Diagnostic, Rule, Severity, in_order
from moedebog.source import Tree, TreePath
from moedebog.workspace import resources

if TYPE_CHECKING:
    from jsonschema import ValidationError

_ERROR = Severity.ERROR

EMPTY_FILE = Rule("M040", _ERROR, "Filen er tom.", "Skriv mindst {noegler}.")
UNKNOWN_KEY = Rule("M041", _ERROR, "Nøglen {noegle} kendes ikke her.", "{raad}")
MISSING_KEY = Rule("M042", _ERROR, "Nøglen {noegle} mangler {sted}.", "Skriv f.eks. {eksempel}")
WRONG_TYPE = Rule("M043", _ERROR, "{noegle} skal være {ventet}, men er {fundet}.", "{raad}")
WRONG_VALUE = Rule("M044", _ERROR, "{noegle} kan ikke være {vaerdi}.", "{raad}")
WRONG_FORM = Rule("M045", _ERROR, "{noegle} kan ikke være {vaerdi}.", "{raad}")
NO_VALUE = Rule("M046", _ERROR, "{noegle} har ingen værdi.", "Skriv en værdi, eller slet linjen.")
TOO_FEW = Rule("M047", _ERROR, "{noegle} mangler indhold.", "{raad}")
TOO_MANY = Rule("M048", _ERROR, "{noegle} har for meget på én gang.", "{raad}")
OUT_OF_RANGE = Rule("M049", _ERROR, "{noegle} kan ikke være {vaerdi}.", "{raad}")
OTHERWISE_WRONG = Rule(
    "M050", _ERROR, "{noegle} passer ikke med, hvad der kan stå her.", "Se nøglens beskrivelse."
)

Name = Literal["meeting", "forum"]

_TYPES = {
    "string": "tekst",
    "integer": "et helt tal",
    "number": "et tal",
    "boolean": "ja eller nej",
    "array": "en liste",
    "object": "nøgler med værdier",
    "null": "tom",
}
_ENGLISH_YES_NO = {"yes": "ja", "on": "ja", "y": "ja", "no": "nej", "off": "nej", "n": "nej"}

_SYNONYMS = {
    "abonnenter": "medlemmer",
    "afstemninger": "afstemning",
    "agenda": "punkter",
    "aktion": "opfoelgning",
    "attachments": "bilag",
    "baggrund": "sagsfremstilling",
    "begyndelse": "start",
    "beslutninger": "beslutning",
    "beskrivelse": "tekst",
    "bilagsliste": "bilag",
    "dagsorden": "punkter",
    "dagsordenspunkter": "punkter",
    "date": "dato",
    "deadline": "frist",
    "deltagere": "gaester",
    "dokumenter": "bilag",
    "dokumentnummer": "dok_nr",
    "emne": "titel",
    "emner": "punkter",
    "file": "fil",
    "filnavn": "fil",
    "formand": "moedeleder",
    "fortrolig": "lukket",
    "fravaer": "afbud",
    "fravaerende": "udeblevet",
    "habilitet": "inhabil",
    "items": "punkter",
    "journalnr": "sagsnr",
    "journalnummer": "sagsnr",
    "klokken": "start",
    "kolonne": "kolonner",
    "konklusion": "beslutning",
    "kontaktperson": "kontakt",
    "laengde": "varighed",
    "location": "sted",
    "lokale": "sted",
    "mail": "email",
    "members": "medlemmer",
    "minutter": "varighed",
    "modpartier": "imod",
    "moededato": "dato",
    "moedested": "sted",
    "name": "navn",
    "notat": "tekst",
    "nummer": "nr",
    "opgaver": "opfoelgning",
    "ordstyrer": "moedeleder",
    "overskrift": "titel",
    "place": "sted",
    "punkt": "punkter",
    "raekke": "raekker",
    "referat": "beslutning",
    "sag": "sagsfremstilling",
    "sagen": "sagsfremstilling",
    "sagsnummer": "sagsnr",
    "sagsbeskrivelse": "sagsfremstilling",
    "sammenfatning": "resume",
    "sekretaer": "referent",
    "slutning": "slut",
    "sluttid": "slut",
    "slutter": "slut",
    "starttid": "start",
    "suppleant": "stedfortraeder",
    "status": "referat_status",
    "subpunkter": "underpunkter",
    "svar": "delbeslutninger",
    "telefonnummer": "telefon",
    "tid": "start",
    "tidspunkt": "start",
    "tidsforbrug": "varighed",
    "tilstede": "gaester",
    "title": "titel",
    "tlf": "telefon",
    "type": "sagstype",
    "undladt": "undlod",
    "vedhaeftede": "bilag",
    "vedlagt": "bilag",
    "aktindsigt": "offentlig",
    "alttekst": "alt",
    "aabent": "offentlig",
    "afdeling": "organisation",
    "stilling": "titel",
    "grundlag": "sagsfremstilling",
    "begrundelse": "grund",
    "rolle": "hverv",
    "layout": "politik",
    "template": "skabelon",
}
"""What others call a key -> what it is called here. A word may also be a key of its own."""

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "-": "_", " ": "_"})


def check(tree: Tree, name: Name) -> list[Diagnostic]:
    """Everything in the tree that the schema ``name`` does not allow, in order of place."""
    if _compiled(name).is_valid(tree.data):
        return []
    return _Explainer(tree, name).explain()


@cache
def load(name: Name) -> dict[str, Any]:
    """The schema itself."""
    path = resources("schemas") / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The candidate that ``word`` was probably meant to be, if there is one."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(candidates), 1, cutoff)
    return found[0] if found else None


@cache
def _compiled(name: Name) -> Any:
    return jsonschema_rs.Draft202012Validator(load(name))


@cache
def _explaining(name: Name) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load(name))


@cache
def _owners(name: Name) -> dict[str, list[str]]:
    """For each key the titles of the parts of a file it can stand in, outermost first."""
    owners: dict[str, list[str]] = {}
    schema = load(name)
    for part in (schema, *schema["$defs"].values()):
        for key in part.get("properties", ()):
            owners.setdefault(key, []).append(part["title"])
    return owners


class _Explainer:
    def __init__(self, tree: Tree, name: Name) -> None:
        self.tree = tree
        self.name: Name = name
        self.found: list[Diagnostic] = []

    def explain(self) -> list[Diagnostic]:
        if self.tree.data is None:
            keys = " og ".join(f"{key}:" for key in load(self.name)["required"])
            return [EMPTY_FILE.at(self.tree.position(()), noegler=keys)]
        for error in _explaining(self.name).iter_errors(self.tree.data):
            self._tell(error)
        if not self.found:  # the two validators disagree, e.g. on a pattern's last newline
            self._add(OTHERWISE_WRONG, ())
        return in_order(self.found)

    def _add(self, rule: Rule, path: TreePath, *, key: bool = False, **values: object) -> None:
        values.setdefault("noegle", self._subject(path))
        self.found.append(rule.at(self.tree.position(path, key=key), **values))

    def _subject(self, path: TreePath) -> str:
        """What the value at ``path`` is called in a sentence."""
        if not path:
            return "Filen"
        last = path[-1]
        if isinstance(last, str):
            return last
        keys = [step for step in path if isinstance(step, str)]
        return f"{keys[-1]}, nr. {last + 1}," if keys else f"Nr. {last + 1}"

    # --- one error ---

    def _tell(self, error: ValidationError) -> None:
        path: TreePath = tuple(error.absolute_path)
        value: Any = error.instance
        kind = error.validator
        if kind == "anyOf":
            self._any_of(error, path, value)
        elif value is None:
            self._add(NO_VALUE, path, key=True)
        elif kind == "additionalProperties":
            self._unknown(error, path)
        elif kind == "required":
            self._missing(error, path)
        elif kind == "type":
            self._type(path, value, [error])
        elif kind == "enum":
            self._enum(path, value, error.validator_value)
        elif kind == "pattern":
            raad = error.schema.get("patternErrorMessage", "")  # type: ignore[union-attr]
            self._add(WRONG_FORM, path, vaerdi=_shown(value), raad=raad)
        elif kind in ("minItems", "minProperties"):
            self._add(TOO_FEW, path, raad=_content(error.schema))
        elif kind in ("maxItems", "maxProperties"):
            self._add(TOO_MANY, path, raad=_content(error.schema))
        elif kind in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            self._add(OUT_OF_RANGE, path, vaerdi=_shown(value), raad=_range(error.schema))
        else:
            self._add(OTHERWISE_WRONG, path)

    def _unknown(self, error: ValidationError, path: TreePath) -> None:
        schema: Any = error.schema
        for key in _unknown_keys(error):
            raad = self._advice(key, schema["properties"], error.instance, path)  # type: ignore[arg-type]
            self._add(UNKNOWN_KEY, (*path, key), key=True, noegle=key, raad=raad)

    def _advice(
        self, key: str, allowed: dict[str, Any], present: dict[str, Any], path: TreePath
    ) -> str:
        folded = _ascii(key)
        owners = _owners(self.name).get(folded, [])
        meant = _meant(key, allowed, present)
        if meant and (not owners or meant in (folded, _SYNONYMS.get(folded))):
            return f"Mente du {meant}?"
        if owners:
            if path and load(self.name)["title"] in owners:
                return "Den hører til yderst i filen; se efter, om linjen er rykket for langt ind."
            return f"Den hører til under {_listed(owners, 'eller')}; se efter indrykningen."
        return f"Her kan stå: {', '.join(k for k in allowed if k not in present)}."

    def _missing(self, error: ValidationError, path: TreePath) -> None:
        schema: Any = error.schema
        present: Any = error.instance
        allowed = schema["properties"]
        meant = {_meant(key, allowed, present) for key in present if key not in allowed}
        for key in error.validator_value:  # type: ignore[union-attr]
            if key in present or key in meant:
                continue
            # It should stand after the nearest of its predecessors that is there.
            before = [k for k in list(allowed)[: list(allowed).index(key)] if k in present]
            place: TreePath = (*path, before[-1]) if before else path
            where = f"under {before[-1]}" if before else "her" if path else "i filen"
            self._add(
                MISSING_KEY,
                place,
                key=bool(before),
                noegle=key,
                sted=where,
                eksempel=_example(key, allowed[key]),
            )

    def _type(self, path: TreePath, value: Any, errors: Sequence[ValidationError]) -> None:
        """The value is none of what it could be; ``errors`` hold a type for each."""
        if value is None:
            self._add(NO_VALUE, path, key=True)
            return
        expected: list[str] = []
        for error in errors:
            types: Any = error.validator_value
            for one in [types] if isinstance(types, str) else types:
                if one not in expected:
                    expected.append(one)
        if "number" in expected and "string" in expected:
            expected.remove("number")
        if "boolean" in expected and "string" in expected:
            expected.remove("boolean")
        self._add(
            WRONG_TYPE,
            path,
            ventet=_listed([_TYPES[one] for one in expected], "eller"),
            fundet=_found(value),
            raad=_type_advice(expected, value, errors),
        )

    def _enum(self, path: TreePath, value: Any, allowed: Any) -> None:
        words = [word for word in allowed if isinstance(word, str)]
        meant = None
        if isinstance(value, str):
            folded = _ascii(value)
            meant = folded if folded in words else nearest(folded, words)
            if "ja" in words:
                meant = _ENGLISH_YES_NO.get(folded, meant)
        raad = f"Det kan være {_listed(words, 'eller')}."
        if meant:
            raad = f"Mente du {meant}? {raad}"
        self._add(WRONG_VALUE, path, vaerdi=_shown(value), raad=raad)

    # --- alternatives ---

    def _any_of(self, error: ValidationError, path: TreePath, value: Any) -> None:
        """Explains the one alternative that was meant: of the right type, then the nearest."""
        branches = _branches(error)
        fitting = [errors for errors in branches if not any(map(_wrong_type, errors))]
        if not fitting:
            self._type(path, value, [e for errors in branches for e in _type_errors(errors)])
            return
        for chosen in min(fitting, key=lambda errors: _distance(errors, value)):
            self._tell(chosen)


def _branches(error: ValidationError) -> list[list[ValidationError]]:
    grouped: dict[object, list[ValidationError]] = {}
    for child in error.context or ():
        grouped.setdefault(child.schema_path[0], []).append(child)
    return list(grouped.values())


def _wrong_type(error: ValidationError) -> bool:
    """Whether the error says that the value as a whole is of another type."""
    if error.relative_path:
        return False
    if error.validator == "anyOf":
        return all(any(map(_wrong_type, errors)) for errors in _branches(error))
    return error.validator == "type"


def _type_errors(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    for error in errors:
        if not error.relative_path and error.validator == "type":
            yield error
        elif not error.relative_path and error.validator == "anyOf":
            for inner in _branches(error):
                yield from _type_errors(inner)


def _distance(errors: list[ValidationError], value: Any) -> tuple[int, int]:
    """How far a value is from an alternative: keys it does not have, then mistakes."""
    unknown = 0
    for error in errors:
        if error.validator == "additionalProperties" and not error.relative_path:
            unknown = len(list(_unknown_keys(error)))
    return unknown if isinstance(value, dict) else 0, len(errors)


# --- words ----------------------------------------------------------------------------


def _unknown_keys(error: ValidationError) -> Iterator[str]:
    schema: Any = error.schema
    instance: Any = error.instance
    return (key for key in instance if key not in schema["properties"])


def _ascii(word: str) -> str:
    return word.strip().lower().translate(_LETTERS)


def _meant(key: str, allowed: Iterable[str], present: Iterable[str]) -> str | None:
    """The key that somebody who wrote ``key`` had in mind."""
    free = [name for name in allowed if name not in present]
    folded = _ascii(key)
    if folded in free:
        return folded
    synonym = _SYNONYMS.get(folded)
    if synonym in free:
        return synonym
    return nearest(folded, free, cutoff=0.75)


def _listed(words: Sequence[str], conjunction: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _shown(value: Any) -> str:
    """A value as it was typed, shortened."""
    if value is None:
        return "tom"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = f"»{value}«" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:56]} …«"


def _found(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return f"tallet {value}"
    if isinstance(value, str):
        return f"teksten {_shown(value)}"
    return "en liste" if isinstance(value, list) else "nøgler med værdier"


def _type_advice(expected: list[str], value: Any, errors: Sequence[ValidationError]) -> str:
    if "string" in expected and isinstance(value, int):
        return f'Sæt anførselstegn om: "{_shown(value)}".'
    if "array" in expected and not isinstance(value, list):
        return "Skriv hvert punkt på sin egen linje med - foran."
    if "object" in expected:
        keys: list[str] = []
        for error in errors:
            schema: Any = error.schema
            keys += schema.get("properties", ())
        return f"Skriv nøgler under hinanden, f.eks. {keys[0]}: …" if keys else ""
    if "string" in expected and isinstance(value, dict):
        return "Er det tekst med kolon eller krøllede parenteser, så sæt anførselstegn om den."
    if "integer" in expected:
        return "Skriv tallet alene, uden enhed."
    if "string" in expected:
        return "Skriv det som tekst på én linje, eller under en |."
    return ""


def _content(schema: Any) -> str:
    keys = schema.get("properties")
    if keys:
        return f"Skriv {_listed(list(keys), 'eller')}."
    return "Skriv mindst ét punkt, eller slet linjen."


def _range(schema: Any) -> str:
    if "patternErrorMessage" in schema:
        return str(schema["patternErrorMessage"])
    bounds = []
    if "minimum" in schema:
        bounds.append(f"mindst {schema['minimum']}")
    if "maximum" in schema:
        bounds.append(f"højst {schema['maximum']}")
    return f"Det skal være {' og '.join(bounds)}."


def _example(key: str, schema: dict[str, Any]) -> str:
    """A line that would do, in YAML."""
    example = schema["examples"][0]
    if isinstance(example, str):
        # Quoted where an editor would otherwise take it for something else than text.
        quoted = f'"{example}"' if ":" in example else example
        return f"{key}: {quoted.splitlines()[0]}"
    return f"{key}: {json.dumps(example, ensure_ascii=False)}"
