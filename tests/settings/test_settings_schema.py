"""What an editor knows of ``moedebog.yaml`` is what the command takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

import key_tables
from moedebog import schema
from moedebog.settings.command import Mail, Opbevaring, Settings, load_settings
from moedebog.settings.periods import ALWAYS
from moedebog.workspace import Workspace

SCHEMA = key_tables.load("moedebog")
PARTS = {"": (SCHEMA, Settings), "mail": (SCHEMA["$defs"]["mail"], Mail)}
PARTS["opbevaring"] = (SCHEMA["$defs"]["opbevaring"], Opbevaring)


def loaded(data: Any, folder: Path) -> Settings | None:
    (folder / "meetings").mkdir(exist_ok=True)
    (folder / "moedebog.yaml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return load_settings(Workspace(folder))[0]


@pytest.mark.parametrize("part", PARTS)
def test_both_know_the_same_keys(part: str) -> None:
    shape, struct = PARTS[part]
    assert list(shape["properties"]) == list(struct.__struct_fields__)
    assert shape["additionalProperties"] is False


@pytest.mark.parametrize("part", PARTS)
def test_the_schema_promises_the_defaults_that_hold(part: str) -> None:
    shape, struct = PARTS[part]
    promised = {k: s["default"] for k, s in shape["properties"].items() if "default" in s}
    assert promised.pop("jobs", "auto") == "auto"  # 0 inside
    made = {key: getattr(struct(), key) for key in promised}
    kept_always = {key: ALWAYS for key, value in made.items() if value is None}
    assert promised == made | kept_always
    assert len(promised) >= 2


def values() -> list[tuple[dict[str, Any], bool]]:
    good: list[dict[str, Any]] = [
        {part: {key: example}} if part else {key: example}
        for part, (shape, _) in PARTS.items()
        for key in shape["properties"]
        for example in schema.examples_of(shape, key)
    ]
    bad: list[dict[str, Any]] = [
        *({"jobs": 0}, {"jobs": 65}, {"jobs": "mange"}, {"output": ""}, {"udsendt": 3}),
        *({"mail": {"pr_minut": -1}}, {"mail": {"pr_minut": 10001}}, {"mail": {"protokol": " "}}),
        *({"mail": {"afsender": "ingen adresse"}}, {"mail": {"afsenderen": "a@example.org"}}),
        *({"opbevaring": {"lager": one}} for one in ("5", "0 år", "fem år", "5 aar", 5, "1000 år")),
        *({"mail": {"svar_til": "a@"}}, {"udsend": "x"}, {"mail": "a@example.org"}),
    ]
    return [(data, True) for data in good] + [(data, False) for data in bad]


@pytest.mark.parametrize(("data", "good"), values(), ids=str)
def test_both_come_to_one_verdict(data: dict[str, Any], good: bool, tmp_path: Path) -> None:
    assert jsonschema_rs.Draft202012Validator(SCHEMA).is_valid(data) is good
    assert (loaded(data, tmp_path) is not None) is good
