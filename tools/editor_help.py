"""What the schemas hold for editors alone: snippets, and examples that an editor cannot insert."""

from __future__ import annotations

import io
from collections.abc import Iterator
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
    for key, shape in properties(whole):
        _describe(key, shape)
        shape.pop("defaultSnippets", None)
        if key in snippets and _takes_parts(shape, whole):
            shape["defaultSnippets"] = [_snippet(one) for one in snippets[key]]
        elif shape.get("$ref") == "#/$defs/krop":
            shape["defaultSnippets"] = [_text(shape)]
    return whole


def properties(whole: Data) -> Iterator[tuple[str, Data]]:
    """Every key with its schema."""
    for part in (whole, *whole["$defs"].values()):
        yield from part.get("properties", {}).items()


def _takes_parts(shape: Data, whole: Data) -> bool:
    """Whether keys can stand under the key: ``lukket`` does, ``bilag`` of a group does not."""
    reference = shape.get("$ref", "").rpartition("/")[2]
    return reference not in ("janej", "krop") and reference in ("", *whole["$defs"])


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


def _text(shape: Data) -> Data:
    """Running text under its key: block text, with the example to write over."""
    return {
        "label": "Tekst",
        "description": "Tekst på sine egne linjer.",
        "body": _block(f"${{1:{shape['x-eksempler'][0]}}}", _INSET_ALONE),
    }


def _block(text: str, inset: str) -> str:
    return "\n".join(["|", *(inset + line for line in text.split("\n"))])


# --- descriptions ---------------------------------------------------------------------------


def _describe(key: str, shape: Data) -> None:
    """The description in Markdown, with an example where an editor could not insert it."""
    told = str(shape["description"])
    if shape.get("$ref") == "#/$defs/krop":
        told += _TEXT
    if "x-eksempler" in shape:
        told += f"\n\n```yaml\n{_as_yaml({key: shape['x-eksempler'][-1]})}```"
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
