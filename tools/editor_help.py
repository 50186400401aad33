"""What the schemas hold for editors alone: snippets, and examples that an editor cannot insert."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

SNIPPETS = Path(__file__).with_name("snippets.yaml")
"""What may be written under a key, as a secretary would write it."""

Data = dict[str, Any]

_INSET = " " * 6
"""How far in the lines of a text are, in an entry of a list that is written in one go.

A language server indents the keys of a snippet, but not the lines of a text. Keys are two further
in than the line, or four where the entry begins below its key; the text must be further in.
"""
_INSET_ALONE = " " * 4
"""The same for a text alone: its key may be the first behind a dash."""
_TEXT = (
    "\n\nMarkdown: en tom linje skiller afsnit, `- ` begynder et listepunkt, `**fed**`, "
    "`*kursiv*`, `[tekst](adresse)`. Skriv teksten under en `|`, rykket ind."
)
"""Stands behind the description of each key that holds running text."""


def with_help(whole: Data, name: str) -> Data:
    """The schema with all that is for editors alone."""
    snippets: Data = YAML(typ="safe").load(SNIPPETS).get(name, {})
    for part in (whole, *whole["$defs"].values()):
        for key, shape in part.get("properties", {}).items():
            _describe(key, shape, part.get("x-eksempler", {}).get(key))
            if (holder := _holder(shape, whole)) and key in snippets:
                holder["defaultSnippets"] = [_snippet(one) for one in snippets[key]]
    if "krop" in whole["$defs"]:
        whole["$defs"]["krop"]["defaultSnippets"] = [_TEXT_SNIPPET]
    return whole


def _holder(shape: Data, whole: Data) -> Data | None:
    """Where a key's snippets stand: with the form of its value, if that has a name.

    Newer language servers lose a key's form where anything but a description stands beside
    ``$ref``. A key of the same name that takes ``ja`` or ``nej`` has no snippets.
    """
    part = shape.get("$ref", "").rpartition("/")[2]
    if part == "janej":
        return None
    return whole["$defs"][part] if part else shape


def _snippet(one: Data) -> Data:
    return {
        "label": one["label"],
        "description": one["description"],
        "body": _written(one["body"]),
    }


def _written(value: Any) -> Any:
    """A body with its texts of several lines as block text."""
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_written(inner) for inner in value]
    if isinstance(value, str) and value.endswith("\n"):
        return _block(value.rstrip(), _INSET)
    return value


def _block(text: str, inset: str) -> str:
    return "\n".join(["|", *(inset + line for line in text.split("\n"))])


_TEXT_SNIPPET = {
    "label": "Tekst",
    "description": "Tekst på sine egne linjer.",
    "body": _block("${1:Tekst}", _INSET_ALONE),
}
"""Running text under its key."""


# --- descriptions ---------------------------------------------------------------------------


def _describe(key: str, shape: Data, examples: list[Any] | None) -> None:
    """The description in Markdown, with an example where an editor could not insert it."""
    told = str(shape["description"])
    if shape.get("$ref") == "#/$defs/krop":
        told += _TEXT
    if examples:
        told += f"\n\n```yaml\n{_as_yaml({key: examples[-1]})}```"
    shape.pop("markdownDescription", None)
    if told != shape["description"] or "`" in told:
        shape["markdownDescription"] = told


def _as_yaml(value: Any) -> str:
    writer = YAML()
    writer.default_flow_style = False
    writer.width = 100
    writer.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    writer.dump(_blocks(value), out)
    return out.getvalue()


def _blocks(value: Any) -> Any:
    """The same with texts of several lines as block text."""
    if isinstance(value, dict):
        return {key: _blocks(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_blocks(inner) for inner in value]
    return LiteralScalarString(f"{value}\n") if isinstance(value, str) and "\n" in value else value
