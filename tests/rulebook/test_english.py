"""Every rule says the same in both languages, with the same values in it."""

from __future__ import annotations

import json
import re
from string import Formatter

import pytest

from moedebog import schema
from moedebog.diagnostics import CODE, Rule
from moedebog.forms import FORMS
from moedebog.rulebook import all_rules

ALL = all_rules()
DANISH = re.compile(
    r"\b(?:og|eller|ikke|skal|kan|skriv|filen|punktet|linjen|nøglen|er|mangler)\b|[æøåÆØÅ]", re.I
)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_rules_are_found() -> None:
    assert len(ALL) > 130
    assert all(re.fullmatch(CODE, code) for code in ALL)


@pytest.mark.parametrize("rule", ALL.values(), ids=ALL)
def test_a_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    assert rule.message.danish
    for phrase in (rule.message, rule.hint, rule.reason):
        assert fields(phrase.danish) == fields(phrase.english)
        assert bool(phrase.danish) == bool(phrase.english)
        words = re.sub(r"»[^«]*«|«[^»]*»|`[^`]*`|\{\w*\}", "", phrase.english)
        assert not DANISH.search(words), words


def test_what_the_schemas_say_of_forms_is_there_in_english() -> None:
    said = re.findall(
        r'"patternErrorMessage": ("(?:[^"\\]|\\.)*")',
        "".join(json.dumps(schema.load(name), ensure_ascii=False) for name in schema.NAMES),
    )
    assert {json.loads(text) for text in said} == {form.danish for form in FORMS}
