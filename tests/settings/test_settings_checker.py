"""Settings files: values read, defaults filled in, faults told at their line."""

from __future__ import annotations

from typing import Any

import pytest
from cerberus import Validator
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from moedebog import source
from moedebog.settings.checker import check
from moedebog.settings.faults import _cerberus
from moedebog.settings.options import (
    OptionGroup,
    choice,
    colour,
    length,
    number,
    text,
    texts,
    yes_no,
)

SCHEMA = OptionGroup(
    {
        "navn": text(),
        "side": OptionGroup({"top": length("20 mm", "10 mm", "80 mm"), "farve": colour("#000000")}),
        "luft": number(1.4, 1, 2.5),
        "format": choice("A4", "A3"),
        "streg": yes_no(True),
        "reserve": texts("DejaVu Sans"),
    }
)


def settings(content: str) -> dict[str, object]:
    tree, problems = source.parse(content.encode(), "s.yaml")
    assert tree is not None
    assert not problems
    data, problems = check(tree, SCHEMA)
    assert data is not None, list(map(str, problems))
    assert not problems
    return data


def faults(content: str) -> list[str]:
    tree, _ = source.parse(content.encode(), "s.yaml")
    assert tree is not None
    data, problems = check(tree, SCHEMA)
    assert data is None
    return list(map(str, problems))


def test_what_is_left_out_has_its_default() -> None:
    assert settings("navn: x") == {
        "navn": "x",
        "side": {"top": pytest.approx(56.693, abs=1e-3), "farve": (0, 0, 0)},
        "luft": 1.4,
        "format": "A4",
        "streg": True,
        "reserve": ("DejaVu Sans",),
    }


@pytest.mark.parametrize(
    ("written", "points"), [("20 mm", 56.693), ("2 cm", 56.693), ("60pt", 60), ("30,5 pt", 30.5)]
)
def test_lengths_carry_a_unit(written: str, points: float) -> None:
    side = settings(f"navn: x\nside:\n  top: {written}")["side"]
    assert isinstance(side, dict)
    assert side["top"] == pytest.approx(points, abs=1e-3)


def test_colours_lists_numbers_and_yes_no() -> None:
    data = settings(
        'navn: x\nside: {farve: "#FF8000"}\nluft: 1,6\nstreg: nej\nreserve: En\nformat: A3'
    )
    assert data["side"] == {"top": pytest.approx(56.693, abs=1e-3), "farve": (1, 128 / 255, 0)}
    assert (data["luft"], data["streg"], data["format"]) == (1.6, False, "A3")
    assert data["reserve"] == ("En",)


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        ("navn: x\nsidde: {}", "s.yaml:2:1: fejl", "Mente du »side«?"),
        ("navn: x\nside:\n  bund: 3 mm", "s.yaml:3:3: fejl", "Der er: top, farve."),
        ("navn: x\nside:\n  top: 20", "s.yaml:3:8: fejl", "et mål med enhed"),
        ("navn: x\nside:\n  top: 90 mm", "s.yaml:3:8: fejl", "fra 10 mm til 80 mm"),
        ("navn: x\nside: bred", "s.yaml:2:7: fejl", "rykket ind: top, farve"),
        ("navn: x\nside:\n  farve: blå", "s.yaml:3:10: fejl", "i anførselstegn"),
        ("navn: x\nside:\n  farve: #1f3a5f", "s.yaml:3:3: fejl", "læses alt efter #"),
        ("navn: x\nluft: 3", "s.yaml:2:7: fejl", "et tal fra 1 til 2,5"),
        ("navn: x\nformat: A9", "s.yaml:2:9: fejl", "en af: A4, A3"),
        ("navn: x\nstreg: måske", "s.yaml:2:8: fejl", "ja eller nej"),
        ("navn: x\nreserve: [1]", "s.yaml:2:10: fejl", "en liste af tekster"),
        ("navn: true", "s.yaml:1:7: fejl", "»navn« kan ikke være ja."),
        ("luft: 2", "s.yaml:1:1: fejl", "»navn« mangler."),
        ("# intet", "s.yaml:1:1: fejl", "»navn« mangler."),
        ("- a", "s.yaml:1:1: fejl", "»nøgle: værdi«"),
    ],
)
def test_a_fault_is_told_at_its_place(content: str, place: str, words: str) -> None:
    (fault,) = faults(content)
    assert fault.startswith(place)
    assert words in fault


def test_all_faults_are_told_at_once() -> None:
    assert len(faults("luft: x\nformat: A9\nfarve: 1")) == 4


VALUES = st.sampled_from(
    ["x", "20 mm", "9 mm", "20", "#FF8000", "1,6", "A3", "ja", "", True, False, 2, -1, [], ["En"]]
)
SIDE = st.dictionaries(st.sampled_from(["top", "farve", "bund"]), VALUES)


@given(st.dictionaries(st.sampled_from([*SCHEMA.options, "sidde"]), VALUES | SIDE))
@examples(max_examples=500, deadline=None)
def test_cerberus_is_asked_about_the_files_that_it_would_refuse(data: dict[str, Any]) -> None:
    validator = Validator(_cerberus(SCHEMA))
    good = validator.validate(data)
    found, problems = check(source.Tree("s.yaml", data, "\n", {}), SCHEMA)
    assert found == (with_defaults(validator.document, SCHEMA) if good else None)
    assert bool(problems) is not good


def with_defaults(data: dict[str, Any], section: OptionGroup) -> dict[str, Any]:
    return {
        key: with_defaults(data.get(key, {}), option)
        if isinstance(option, OptionGroup)
        else data[key]
        if key in data
        else option.read(option.default)
        for key, option in section.options.items()
    }
