"""``python tools/build_fakta_schema.py``: writes schemas/fakta.schema.json.

Made of ``moedebog.fakta``: the types are those of the structs, the descriptions their docstrings.
"""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from moedebog import fakta

SCHEMA = Path(__file__).resolve().parents[1] / "schemas" / "fakta.schema.json"


def schema() -> str:
    """The file's content."""
    (top,), described = msgspec.json.schema_components([fakta.Fakta], ref_template="#/$defs/{name}")
    documented = _attributes()
    for name, definition in described.items():
        for key, form in definition.get("properties", {}).items():
            form.pop("default", None)  # every key stands in the file
            told = _told(documented, getattr(fakta, name, None), key)
            if told:
                definition["properties"][key] = {"description": told, **form}
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"moedebog-fakta, version {fakta.VERSION}",
        **top,
        "$defs": dict(sorted(described.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _told(documented: dict[str, dict[str, str]], struct: type | None, key: str) -> str:
    """What the struct, or one that it extends, says of an attribute."""
    for one in struct.__mro__ if struct else ():
        for name in (key, f"{key}_"):
            if name in documented.get(one.__name__, {}):
                return documented[one.__name__][name]
    return ""


def _attributes() -> dict[str, dict[str, str]]:
    """The docstrings that stand under the attributes, by class and attribute."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(fakta)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        told = found.setdefault(node.name, {})
        for attribute, after in zip(node.body, node.body[1:], strict=False):
            if isinstance(attribute, ast.AnnAssign) and isinstance(after, ast.Expr):
                text: Any = ast.literal_eval(after.value)
                assert isinstance(attribute.target, ast.Name)  # noqa: S101 - our own module
                told[attribute.target.id] = " ".join(text.split())
    return found


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
