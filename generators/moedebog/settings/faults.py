"""What is wrong with a settings file: Cerberus goes through it, in words of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cerberus import Validator
from cerberus.errors import UNKNOWN_FIELD, BaseErrorHandler

from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.guesses import nearest
from moedebog.settings.options import REQUIRED, OptionGroup, OutsideRange, UnfitValue, Value
from moedebog.source import Tree

UNKNOWN_KEY = Rule(
    "M300",
    Severity.ERROR,
    Phrase("Indstillingen »{key}« findes ikke.", "There is no setting »{key}«."),
    Phrase("{advice}", "{advice}"),
    Example(wrong="farve: x", right="farver:\n  tekst: '#000000'", file="pdf.yaml"),
)
NO_VALUE = Rule(
    "M301",
    Severity.ERROR,
    Phrase("»{key}« har ingen værdi.", "»{key}« has no value."),
    Phrase(
        "Skriv en værdi, eller slet linjen, så bruges standardværdien. En farve skal stå i "
        'anførselstegn, f.eks. "#1f3a5f": ellers læses alt efter # som en kommentar.',
        "Write a value, or delete the line; then the default holds. A colour must stand in "
        'quotation marks, e.g. "#1f3a5f": otherwise all after # is read as a comment.',
    ),
    Example(wrong="titel: {stoerrelse: }", right="titel: {stoerrelse: 24 pt}", file="pdf.yaml"),
)
WRONG_VALUE = Rule(
    "M302",
    Severity.ERROR,
    Phrase("»{key}« kan ikke være {value}.", "»{key}« cannot be {value}."),
    Phrase("Skriv {wanted}.", "Write {wanted}."),
    Example(wrong="titel: {stoerrelse: stor}", right="titel: {stoerrelse: 24 pt}", file="pdf.yaml"),
)
OUT_OF_RANGE = Rule(
    "M303",
    Severity.ERROR,
    Phrase(
        "»{key}« er {value}; det er uden for det mulige.",
        "»{key}« is {value}; that is outside what is possible.",
    ),
    Phrase("Skriv {wanted}.", "Write {wanted}."),
    Example(
        wrong="titel: {stoerrelse: 90 pt}", right="titel: {stoerrelse: 24 pt}", file="pdf.yaml"
    ),
)
MISSING = Rule(
    "M304",
    Severity.ERROR,
    Phrase("»{key}« mangler.", "»{key}« is missing."),
    Phrase(
        "Skriv linjen »{key}:« med {wanted} på dette sted.",
        "Write the line »{key}:« with {wanted} in this place.",
    ),
    Example(
        wrong="En indstilling, der skal være der, er slettet.", right="Linjen er der.", file="Word"
    ),
)


def faults(tree: Tree, section: OptionGroup) -> list[Diagnostic]:
    """All findings, each with line and column."""
    data = {} if tree.data is None else tree.data
    if not isinstance(data, dict):
        wanted = Phrase(
            "indstillinger som »nøgle: værdi«, én på hver linje",
            "settings such as »key: value«, one on each line",
        )
        fault = WRONG_VALUE.at(tree.position(()), key=tree.name, value=_shown(data), wanted=wanted)
        return [fault]
    empty = [
        NO_VALUE.at(tree.position(path, key=True), key=path[-1]) for path in _without_value(data)
    ]
    if empty:
        return empty
    validator = Validator(_cerberus(section), error_handler=_Collected)
    validator.validate(data)
    return [_finding(tree, section, error) for error in validator.errors]


class _Collected(BaseErrorHandler):  # type: ignore[misc]
    """Keeps what Cerberus found, leaf by leaf, without putting it into words."""

    def __init__(self, *_: object, **__: object) -> None:
        self._found: list[Any] = []

    def __call__(self, errors: Any) -> list[Any]:
        self._found = []
        self.extend(errors)
        return self._found

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)

    def add(self, error: Any) -> None:
        if error.child_errors:
            self.extend(error.child_errors)
        else:
            self._found.append(error)


def _cerberus(section: OptionGroup) -> dict[str, Any]:
    """The options as Cerberus is told of them; defaults are not its business."""
    return {
        key: {"type": "dict", "schema": _cerberus(option)}
        if isinstance(option, OptionGroup)
        else {"coerce": option.read, "required": option.default is REQUIRED}
        for key, option in section.options.items()
    }


def _without_value(data: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if data is None:
        yield path
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _without_value(value, (*path, key))


def _finding(tree: Tree, section: OptionGroup, error: Any) -> Diagnostic:
    path: tuple[str, ...] = error.document_path
    key = path[-1]
    if error.code == UNKNOWN_FIELD.code:
        places = list(_groups_with(key, section))
        if len(places) == 1:
            advice = _belongs(places[0])
        else:
            advice = _advice(key, list(_inside(section, path[:-1]).options))
        return UNKNOWN_KEY.at(tree.position(path, key=True), key=key, advice=advice)
    option = _inside(section, path[:-1]).options[key]
    if isinstance(option, OptionGroup):
        wanted = Phrase(
            "indstillinger under hinanden, rykket ind: ", "settings below one another, indented: "
        ) + ", ".join(option.options)
        return WRONG_VALUE.at(
            tree.position(path), key=key, value=_shown(error.value), wanted=wanted
        )
    if error.rule == "required":
        return MISSING.at(tree.position(path[:-1], key=True), key=key, wanted=option.wanted)
    value = _at(tree.data, path)
    try:
        option.read(value)
    except OutsideRange:
        rule = OUT_OF_RANGE
    except UnfitValue:
        rule = WRONG_VALUE
    else:  # pragma: no cover (a rule of Cerberus that no option uses)
        raise AssertionError(error)
    return rule.at(tree.position(path), key=key, value=_shown(value), wanted=option.wanted)


def _inside(section: OptionGroup, path: tuple[str, ...]) -> OptionGroup:
    for key in path:
        inner = section.options[key]
        if isinstance(inner, OptionGroup):
            section = inner
    return section


def _groups_with(key: str, section: OptionGroup, name: str = "") -> Iterator[str]:
    """The names of the groups, however deep, that have a setting of this name."""
    if name and key in section.options:
        yield name
    for inner, option in section.options.items():
        if isinstance(option, OptionGroup):
            yield from _groups_with(key, option, inner)


def _at(data: Value, path: tuple[str, ...]) -> Value:
    for key in path:
        data = data[key]
    return data


def _shown(value: Value) -> str | Phrase:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dict):
        return Phrase("en gruppe af indstillinger", "a group of settings")
    if isinstance(value, list):
        return Phrase("en liste", "a list")
    return f"»{value}«"


def _belongs(group: str) -> Phrase:
    return Phrase(
        f"Den hører til under »{group}«, rykket ind: skriv linjen »{group}:« over den.",
        f"It belongs under »{group}«, indented: write the line »{group}:« above it.",
    )


def _advice(key: str, known: list[str]) -> Phrase:
    meant = nearest(key.lower(), known, cutoff=0.6)
    if meant:
        return Phrase(f"Mente du »{meant}«?", f"Did you mean »{meant}«?")
    return Phrase("Der er: ", "There are: ") + f"{', '.join(known)}."
