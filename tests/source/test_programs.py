"""What programs write is as good as what is typed: findings of the value, none of the spelling."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from moedebog import source
from support import ROOT

SAMPLES = sorted(ROOT.glob("meetings/*/2*.yaml"))


def told(text: str) -> list[str]:
    return [f"{d.position.line} {d.code}" for d in source.parse(text.encode(), "m.yaml")[1]]


def read(text: str) -> Any:
    tree, problems = source.parse(text.encode(), "m.yaml")
    assert tree is not None
    assert [str(problem) for problem in problems] == []
    return tree.data


def written(data: Any) -> Iterator[str]:
    """The data as programs write them."""
    for flow in (False, True, None):
        for style in (None, '"', "'"):
            options: Any = {"default_flow_style": flow, "default_style": style, "sort_keys": False}
            yield yaml.safe_dump(data, allow_unicode=style != '"', **options)
    yield yaml.safe_dump(data, width=120, explicit_start=True, explicit_end=True)
    ruamel = YAML(typ="safe", pure=True)
    for flow in (False, True):
        ruamel.default_flow_style = flow
        stream = io.StringIO()
        ruamel.dump(data, stream)
        if ruamel.load(stream.getvalue()) == data:  # else it has lost something itself
            yield stream.getvalue()
    yield json.dumps(data)
    yield json.dumps(data, indent=2, ensure_ascii=False)


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_samples_are_the_same_when_a_program_has_written_them(path: Any) -> None:
    data = source.read(path, path.name)[0].data  # type: ignore[union-attr]
    for text in written(data):
        assert read(text) == data


PROGRAMS = {
    "js-yaml": "tekst: >\n  Mødet er åbent for tilhørere, dog ikke under lukkede punkter. Spørgsmål"
    "\n  kan sendes til\n\n  sekretariatet.\n",
    "js-yaml, a list": "tekst: >\n  - Centeret skal finde ud af, hvad der virker, og hvordan det"
    " tages i\n  brug, så det hele\n    kan hænge sammen.\n  - Det skal gå efter forskning.\n",
    "npm yaml": 'tekst: "Spørgsmål\n  kan sendes til\n\n  sekretariatet.\\n"\n',
    "npm yaml, deeper lines": 'tekst: "- Stien\n\n  \\  - med lys\n\n  \\    - om natten\\n"\n',
    "npm yaml, all in quotes": 'p:\n  - titel: "A"\n    tekst: "Første.\n\n      Anden."\n',
    "npm yaml, in braces": 'p: { titel: A, x: 1, tekst: "Første linje.\n\n      Anden linje." }\n',
    "PyYAML, two lines": "p:\n- titel: Abc\n  tekst: 'Første linje.\n\n    Anden linje.'\n",
    "PyYAML": "tekst: 'Første linje.\n\n  Anden linje.\n\n  '\n",
    "PyYAML, ASCII": 'tekst: "Den n\\xE6ste sag er\\\n  \\ f\\xE6rdig"\n',
    "npm yaml, a blank at the end": 'tekst: "blank\\ \\nog mere"\n',
    "npm yaml, quoted": '"tekst": "Der er\n  - et\n  * to\n  | tre"\n',
    "PyYAML, quoted": "'tekst': 'Der er\n  - et\n  1. to\n  2. tre'\n",
    "PyYAML, a table": "tekst: '| a | b\n  |\n\n  |---|---|\n\n  | 1 | 2 |'\n",
    "JSON, a tab": '{"a": "Post\\tBeløb", "b": "\\tx"}',
    "PyYAML, a tab": 'tekst: "Post\\tBeløb"\n',
    "JSON, lines": '{"a": "Kategori A:\\nnyt", "b": "se C:\\\\x\\nny \\\\-\\n"}',
    "JSON by tabs": '{\n\t"a": [\n\t\t"b"\n\t]\n}\n',
    "PyYAML, in the middle of a word": 'tekst: "is\\xE6\\\n  r:\\n\\n- at parterne"\n',
}


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS)
def test_their_spelling_is_no_finding(text: str) -> None:
    read(text)


def test_two_halves_of_one_sign_are_the_sign() -> None:
    text = '{"a": "Hej \\ud83d\\ude00 \\uD83D\\uDE00: ja", "b": "c\\\\ud83d\\\\ude00"}'
    assert read(text) == {"a": "Hej 😀 😀: ja", "b": "c\\ud83d\\ude00"} == json.loads(text)
    mixed = 'a: "\\ud83d\\ude00"\nb: \\ud83d\\uDe00\n'
    assert read(mixed) == {"a": "😀", "b": "\\ud83d\\uDe00"}


@pytest.mark.parametrize(
    "text",
    [
        'sted: "C:\\temp"\n',
        'fil: "bilag\\tillaeg.pdf"\n',
        '# x\nsted: "mappen sager\\temp"\n',
        'a: "x\\ y"\n',
        'a: "C:\\notat"\n',
        '{"a": "\\ud83d alene"}',
    ],
)
def test_a_backslash_that_people_mean_is_told(text: str) -> None:
    assert [one.split()[1] for one in told(text)] == ["M030"]


def test_a_line_is_told_of_with_the_letters_that_it_has() -> None:
    tree, _ = source.parse(b'{"a": "Pr\\u00f8ve \\q"}', "m.yaml")
    assert tree is not None
    assert tree.data == {"a": "Prøve /q"}


def test_tabs_in_what_is_not_json_are_told() -> None:
    assert told('{\n\t"a": 1,\n\tb: 2\n}\n') == ["2 M008", "3 M008"]


@pytest.mark.parametrize(
    "text",
    [
        "tekst: >\n  Første afsnit.\n\n  Andet afsnit.\n",
        "tekst: >\n  - et\n  - to\n",
        "tekst: Første afsnit.\n\n  Andet afsnit.\n",
        "# typed\ntekst: 'Første afsnit.\n\n  Andet afsnit.'\n",
        "tekst: 'Der er\n  - et\n  - to'\n",
        "tekst: '| a | b |\n  |---|---|\n  | 1 | 2 |'\n",
        'a: |\n  b\ntekst: "Første afsnit.\n\n  Andet afsnit."\n',
        'p:\n  - titel: A\n    tekst: "Første afsnit.\n\n      Andet afsnit."\n',
        "p:\n  - titel: A\n    tekst: 'Første afsnit.\n\n      Andet afsnit.'\n",
        "start: \"10:00\"\np:\n- titel: A\n  tekst: 'Første afsnit.\n\n    Andet afsnit.'\n",
    ],
)
def test_what_people_lose_is_still_told(text: str) -> None:
    assert [one.split()[1] for one in told(text)] == ["M035"]


def test_tags_of_plain_values_are_what_they_say() -> None:
    text = '"a": !!int "49"\n"b": !!str 49\n"c": !!bool "true"\nd: !!null ""\n'
    assert read(text) == {"a": 49, "b": "49", "c": True, "d": None}
    assert told("a: !!binary x\nb: !!vigtigt y\n") == ["1 M013", "2 M013"]


def test_what_stands_twice_may_be_named_by_a_program() -> None:
    shared = [{"navn": "Bo", "titel": "chef"}]
    data = {"x": shared, "y": shared}
    assert read(yaml.safe_dump(data)) == data
    assert read("x: &a1\n  - b\ny: *a1\n") == {"x": ["b"], "y": ["b"]}
    assert read("x: &ref_0\n  - b\ny: *ref_0\n") == {"x": ["b"], "y": ["b"]}
    assert told("a: &vigtig [x]\nb: *vigtig\n") == ["1 M012", "2 M012"]
    assert told("a: &id001 Hallen\nb: *id002\n") == ["1 M012", "2 M012"]


def test_names_cannot_make_a_small_file_large() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert {one.split()[1] for one in told("\n".join(lines))} == {"M012"}
    many = "a: &a1 [" + "x, " * 5_000 + "]\nb: [" + "*a1, " * 5_000 + "]\n"
    assert [one.split()[1] for one in told(many)] == ["M018"]


def test_a_question_mark_ends_a_word_between_brackets() -> None:
    assert read("a: [Hvad nu? Og så?, 'b?']\nb: {titel: Hvad nu?, v: 5}\n") == {
        "a": ["Hvad nu? Og så?", "b?"],
        "b": {"titel": "Hvad nu?", "v": 5},
    }
