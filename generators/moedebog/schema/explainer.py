"""Validation errors -> diagnostics in the secretary's words: one cause, one message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from moedebog.diagnostics import Diagnostic, Phrase, in_order
from moedebog.guesses import nearest
from moedebog.schema import slips
from moedebog.schema.advice import (
    bounds_advice,
    content_advice,
    example_lines,
    form_advice,
    named_section,
    names_advice,
    number_advice,
    rule_advice,
    type_advice,
    typed_lines,
)
from moedebog.schema.branches import (
    branches_of,
    distance,
    entry_keys,
    type_errors_of,
    unknown_keys,
    wrong_type,
)
from moedebog.schema.files import (
    PARTS,
    examples_of,
    explaining,
    owners_of,
    required_of,
)
from moedebog.schema.findings import Findings
from moedebog.schema.keys import SYNONYMS, did_you_mean, meant_key
from moedebog.schema.rules import (
    COMMENT_BEHIND,
    EMPTY_FILE,
    MISSING_KEY,
    NO_VALUE,
    OTHERWISE_WRONG,
    OUT_OF_RANGE,
    TOO_FEW,
    TOO_MANY,
    UNKNOWN_KEY,
    WRONG_FORM,
    WRONG_TYPE,
    WRONG_VALUE,
)
from moedebog.schema.wording import AND, OR, TYPES, as_typed, listing, what_stands
from moedebog.source import TreePath
from moedebog.vocabulary import known, load, plain_key

if TYPE_CHECKING:
    from jsonschema import ValidationError

PLACEHOLDER = "…"
"""Stands for a missing title, so that the rest of an item can be checked."""

_FORMS = ("enum", "pattern")
_HEADINGS = frozenset({"gruppe", "undergruppe"})
_EMPTY_GROUP = "ingen: ja"
"""What is said of a heading that has no items."""
_ENGLISH_YES_NO = {"yes": "ja", "on": "ja", "y": "ja", "no": "nej", "off": "nej", "n": "nej"}


class Explainer(Findings):
    """Tells of all that is wrong with one file."""

    def explain(self) -> list[Diagnostic]:
        """All findings, in order of place."""
        if self.tree.data is None:
            keys = listing([f"{key}:" for key in required_of(self.name)], AND)
            return [EMPTY_FILE.at(self.tree.position(()), noegler=keys)]
        for error in explaining(self.name).iter_errors(self.tree.data):
            self._tell(error)
        if not self.diagnostics:  # the two validators disagree, e.g. on a pattern's last newline
            self.add(OTHERWISE_WRONG, ())
        return in_order(
            d for d in self.diagnostics if d.rule is not WRONG_TYPE or d.position not in self.cut
        )

    def _no_value(self, path: TreePath) -> None:
        """Nothing stands behind the key, but perhaps what was taken for a comment."""
        if path and isinstance(path[-1], str) and slips.comma(self, path[-1], path[:-1]):
            return
        line = self.tree.position(path, key=True).line
        behind = self.tree.lines[line - 1] if 0 < line <= len(self.tree.lines) else ""
        advice: Phrase | str = COMMENT_BEHIND if re.search(r":\s+#", behind) else ""
        advice = slips.entry_at_margin(self.tree, path) or advice
        self.add(NO_VALUE, path, key=True, raad=advice)

    # --- one error ---

    def _tell(self, error: ValidationError) -> None:
        path: TreePath = tuple(error.absolute_path)
        value: Any = error.instance
        kind = error.validator
        if kind == "anyOf":
            self._any_of(error, path, value)
        elif value is None:
            self._no_value(path)
        elif kind == "additionalProperties":
            self._unknown(error, path)
        elif kind == "required":
            self._missing(error, path)
        elif kind == "type":
            self._type(path, value, [error])
        elif kind in _FORMS and slips.typographic(self, path, value, [error.schema]):
            return
        elif kind == "enum":
            self._enum(path, value, error.validator_value)
        elif kind == "pattern":
            raad = number_advice(path, value) or form_advice(error.schema)
            self.add(WRONG_FORM, path, vaerdi=as_typed(value), raad=raad)
        elif kind in ("minItems", "minProperties"):
            self.add(TOO_FEW, path, raad=content_advice(error.schema))
        elif kind in ("maxItems", "maxProperties"):
            self.add(TOO_MANY, path, raad=content_advice(error.schema))
        elif kind in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            self.add(OUT_OF_RANGE, path, vaerdi=as_typed(value), raad=bounds_advice(error.schema))
        else:
            self.add(OTHERWISE_WRONG, path)

    def _unknown(self, error: ValidationError, path: TreePath) -> None:
        schema: Any = error.schema
        for key in unknown_keys(error):
            raad = self._advice(key, schema["properties"], error.instance, path)  # type: ignore[arg-type]
            meant = meant_key(key, schema["properties"], ())
            stray = not meant and plain_key(key) not in known()
            if slips.comma(self, key, path, schema["properties"]):
                continue
            if stray and slips.at_margin(self, (*path, key), key=True):
                continue
            self.touched.add((*path, meant or key))
            if meant and self._surely(key, meant, path, error.instance):
                self.renamed[(*path, key)] = meant
            self.add(UNKNOWN_KEY, (*path, key), key=True, noegle=key, raad=raad)

    def _surely(self, key: str, meant: str, path: TreePath, present: Any) -> bool:
        """Whether a key is but misspelt, and no other one means the same."""
        folded = plain_key(key)
        others = {new for old, new in self.renamed.items() if old[:-1] == path}
        return meant not in (*present, *others) and (
            meant == folded or not (folded in SYNONYMS or folded in owners_of(self.name))
        )

    def _advice(
        self, key: str, allowed: dict[str, Any], present: dict[str, Any], path: TreePath
    ) -> Phrase:
        folded = plain_key(key)
        owners = owners_of(self.name).get(folded, [])
        if "slags" in allowed and folded in allowed["slags"]["enum"]:
            return named_section(folded, present)
        if path[-1:] == ("regler",) and not owners:
            return rule_advice(key.strip().upper(), allowed)
        meant = meant_key(key, allowed, present)
        if meant and (not owners or meant in (folded, SYNONYMS.get(folded))):
            return did_you_mean(meant)
        if owners:
            if path and load(self.name)["title"] in owners:
                return Phrase(
                    "Den hører til yderst i filen; se efter, om linjen er rykket for langt ind.",
                    "It belongs at the top level of the file; check the indentation.",
                )
            places = listing(list(dict.fromkeys(PARTS[part] for part in owners)), OR)
            return Phrase(
                f"Den hører til under {places}; se efter indrykningen.",
                f"It belongs under {places.english}; check the indentation.",
            )
        if rest := slips.rest_of_value(self, key, path):
            return rest
        free = ", ".join(k for k in allowed if k not in present)
        if not free:
            return Phrase(
                "Slet linjen: her står allerede alt, hvad der kan stå.",
                "Delete the line: all that can stand here already does.",
            )
        return Phrase(f"Her kan stå: {free}.", f"What can stand here: {free}.")

    def _missing(self, error: ValidationError, path: TreePath) -> None:
        schema: Any = error.schema
        present: Any = error.instance
        if "properties" not in schema:  # what only one form of meeting needs: a condition's branch
            schema = load(self.name)
        allowed = schema["properties"]
        meant = {meant_key(key, allowed, present) for key in present if key not in allowed}
        for key in error.validator_value:  # type: ignore[union-attr]
            if key in present:
                continue
            self.touched.add((*path, key))
            if allowed[key].get("$ref") == "#/$defs/tekst":
                self.filled[(*path, key)] = PLACEHOLDER
            elif path and key not in meant:
                self.removed.add(path)
            if key in meant:
                continue
            # It should stand after the nearest of its predecessors that is there.
            before = [k for k in list(allowed)[: list(allowed).index(key)] if k in present]
            where = Phrase("her", "here") if path else Phrase("i filen", "in the file")
            inside = self.tree.in_braces(path)
            if inside:
                before, where = [], Phrase("her mellem { og }", "here between { and }")
            elif before:
                where = Phrase(f"under {before[-1]}", f"below {before[-1]}")
            lines = example_lines(key, examples_of(schema, key)[0], in_braces=inside)
            first, *rest = [line.strip() for line in lines.split("\n")]
            example = Phrase(first, first)
            if key == "titel" and present and _HEADINGS.issuperset(present):
                lines, rest = _EMPTY_GROUP, []
                example = Phrase(
                    f"»{_EMPTY_GROUP}«, hvis gruppen er tom, eller »{first}«",
                    f"»{_EMPTY_GROUP}« if the group is empty, or »{first}«",
                )
            if rest:
                example += Phrase(" og på næste linje ", " and on the next line ") + rest[0]
            self.add(
                MISSING_KEY,
                (*path, *before[-1:]),
                key=bool(before),
                noegle=key,
                sted=where,
                eksempel=example,
                linjer=lines,
            )

    def _type(self, path: TreePath, value: Any, errors: Sequence[ValidationError]) -> None:
        """The value is none of what it could be; ``errors`` hold a type for each."""
        if value is None:
            self._no_value(path)
            return
        expected: list[str] = []
        for error in errors:
            types: Any = error.validator_value
            for one in [types] if isinstance(types, str) else types:
                if one not in expected:
                    expected.append(one)
        if slips.typographic(self, path, value, [error.schema for error in errors]):
            return
        if slips.marks_lacking(self, path, value, expected, entry_keys(errors)):
            return
        if "number" in expected and "string" in expected:
            expected.remove("number")
        if "boolean" in expected and "string" in expected:
            expected.remove("boolean")
        self.add(
            WRONG_TYPE,
            path,
            ventet=listing([TYPES[one] for one in expected], OR),
            fundet=what_stands(value),
            raad=type_advice(expected, value, errors, path, typed_lines(self.tree, path, value)),
        )

    def _enum(self, path: TreePath, value: Any, allowed: Any) -> None:
        words = [word for word in allowed if isinstance(word, str)]
        meant = None
        if isinstance(value, str):
            folded = plain_key(value)
            meant = folded if folded in words else nearest(folded, words)
            meant = meant or next((word for word in words if folded.startswith(word)), None)
            if "ja" in words:
                meant = _ENGLISH_YES_NO.get(folded, meant)
        choices = listing(words, OR)
        raad = Phrase(f"Det kan være {choices}.", f"It can be {choices.english}.")
        if meant:
            raad = did_you_mean(meant) + " " + raad
        elif path == ("fremmoedt",) and " " in str(value):
            raad = names_advice(str(value))
        self.add(WRONG_VALUE, path, vaerdi=as_typed(value), raad=raad)

    # --- alternatives ---

    def _any_of(self, error: ValidationError, path: TreePath, value: Any) -> None:
        """Explains the one alternative that was meant: of the right type, then the nearest."""
        branches = branches_of(error)
        fitting = [errors for errors in branches if not any(map(wrong_type, errors))]
        if not fitting:
            self._type(path, value, [e for errors in branches for e in type_errors_of(errors)])
            return
        for chosen in min(fitting, key=lambda errors: distance(errors, value)):
            self._tell(chosen)
