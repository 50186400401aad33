"""The English catalogue has every message, with the same values in it."""

from __future__ import annotations

import json
import re
from string import Formatter

import pytest

from moedebog import schema
from moedebog.diagnostics import Rule
from moedebog.english import FORMS, RULES
from moedebog.rulebook import all_rules

ALL = all_rules()
DANISH = re.compile(
    r"\b(?:og|eller|ikke|skal|kan|skriv|filen|punktet|linjen|nøglen|er|mangler)\b|[æøåÆØÅ]", re.I
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_rules_are_found() -> None:
    assert len(ALL) > 130
    assert all(re.fullmatch(r"M\d{3}", code) for code in ALL)


def test_both_catalogues_have_the_same_rules() -> None:
    assert set(RULES) == set(ALL)


@pytest.mark.parametrize("rule", ALL.values(), ids=ALL)
def test_a_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    message, hint = RULES[rule.code]
    assert fields(message) == fields(rule.message)
    assert fields(hint) == fields(rule.hint)
    assert bool(hint) == bool(rule.hint)
    assert (message, hint) == rule.texts("en")
    words = re.sub(r"»[^«]*«|«[^»]*»|`[^`]*`|\{\w*\}", "", f"{message} {hint}")
    assert not DANISH.search(words), words


def test_what_the_schemas_say_of_forms_is_there_in_english() -> None:
    said = re.findall(
        r'"patternErrorMessage": ("(?:[^"\\]|\\.)*")',
        "".join(json.dumps(schema.load(name), ensure_ascii=False) for name in schema.NAMES),
    )
    assert {json.loads(text) for text in said} == set(FORMS)
