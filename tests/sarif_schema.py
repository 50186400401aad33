"""Those parts of the SARIF 2.1.0 schema (OASIS, 2020) that our reports use, closed as there."""

from __future__ import annotations

from typing import Any


def _closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def _list(of: str, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/definitions/{of}"}, **more}


_TEXT = {"type": "string"}
_MESSAGE = {"$ref": "#/definitions/message"}
_PLACE = {"$ref": "#/definitions/artifactLocation"}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_COUNT = {"type": "integer", "minimum": 1}

SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **_closed(
        ("version", "runs"),
        **{"$schema": {"type": "string", "format": "uri"}},
        version={"enum": ["2.1.0"]},
        runs=_list("run"),
    ),
    "definitions": {
        "run": _closed(
            ("tool",),
            tool=_closed(("driver",), driver={"$ref": "#/definitions/toolComponent"}),
            language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            originalUriBaseIds={"type": "object", "additionalProperties": _PLACE},
            results=_list("result"),
        ),
        "toolComponent": _closed(
            ("name",),
            name=_TEXT,
            semanticVersion=_TEXT,
            rules=_list("reportingDescriptor", uniqueItems=True),
        ),
        "reportingDescriptor": _closed(
            ("id",), id=_TEXT, defaultConfiguration=_closed(level=_LEVEL)
        ),
        "artifactLocation": _closed(
            uri={"type": "string", "format": "uri-reference", "pattern": r"^[!-~]+$"},
            uriBaseId=_TEXT,
            description=_MESSAGE,
        ),
        "message": {**_closed(text=_TEXT), "minProperties": 1},
        "result": _closed(
            ("message",),
            ruleId=_TEXT,
            ruleIndex={"type": "integer", "minimum": -1},
            level=_LEVEL,
            message=_MESSAGE,
            locations=_list("location"),
        ),
        "location": _closed(
            physicalLocation=_closed(
                ("artifactLocation",),
                artifactLocation=_PLACE,
                region=_closed(startLine=_COUNT, startColumn=_COUNT),
            ),
            logicalLocations={
                "type": "array",
                "uniqueItems": True,
                "items": _closed(fullyQualifiedName=_TEXT),
            },
        ),
    },
}
