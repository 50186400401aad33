"""The documents of ``tests/imports/``, spoilt: nothing is lost, and the file has no errors.

Lines are moved, repeated, joined, cut, numbered and shouted as they are in the files that
people really have. Whatever the importer then takes them for, it says all their words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from import_pairs import EXAMPLES, WRITTEN_OTHERWISE
from import_support import document_words, imported, member_words, tree_of, words
from moedebog.diagnostics import UsageProblem
from moedebog.document import Audience
from moedebog.phrases import DANISH

Lines = list[str]
TEXTS = [path for path in EXAMPLES if path.suffix != ".html"]
DOCUMENTS = {
    # A word divided at the end of a line is one word only as long as its halves stay together.
    path: re.sub(r"([a-zæøå])-\n", r"\1", path.read_text(encoding="utf-8")).split("\n")
    for path in TEXTS
}
ANY_LINE = sorted({line for lines in DOCUMENTS.values() for line in lines if line.strip()})
# "Mødeleder", "stemme": what the referat calls a fact by itself, and leaves out with a fact that
# may not be printed as it stands.
CALLED_BY_US = set(words(json.dumps(msgspec.to_builtins(DANISH), ensure_ascii=False)))
BY_THE_PAIRS = {
    word
    for path in EXAMPLES
    for word in tree_of(path.with_suffix(".yaml")).get("skrevet_anderledes", [])
}
OTHERWISE = WRITTEN_OTHERWISE | CALLED_BY_US | BY_THE_PAIRS


def drop(lines: Lines, i: int, j: int, other: str) -> Lines:
    return lines[:i] + lines[i + 1 :]


def repeat(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:j], lines[i], *lines[j:]]


def move(lines: Lines, i: int, j: int, other: str) -> Lines:
    rest = drop(lines, i, j, other)
    return [*rest[:j], lines[i], *rest[j:]]


def insert(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:i], other, *lines[i:]]


def reverse(lines: Lines, i: int, j: int, other: str) -> Lines:
    first, last = sorted((i, j))
    return [*lines[:first], *reversed(lines[first:last]), *lines[last:]]


def join(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:i], " ".join(lines[i : i + 2]), *lines[i + 2 :]]


def cut(lines: Lines, i: int, j: int, other: str) -> Lines:
    inside = lines[i].split(" ")
    at = j % (len(inside) + 1)
    return [*lines[:i], " ".join(inside[:at]), " ".join(inside[at:]), *lines[i + 1 :]]


def close_up(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [line for line in lines if line.strip()]


def space_out(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [one for line in lines for one in (line, "")]


def shout(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:i], lines[i].upper(), *lines[i + 1 :]]


def embolden(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:i], f"**{lines[i]}**", *lines[i + 1 :]]


def number(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:i], f"{j % 9 + 1}. {lines[i]}", *lines[i + 1 :]]


def label(lines: Lines, i: int, j: int, other: str) -> Lines:
    return [*lines[:i], f"{lines[i].rstrip()}:", *lines[i + 1 :]]


WAYS: tuple[Callable[[Lines, int, int, str], Lines], ...] = (
    *(drop, repeat, move, insert, reverse, join, cut),
    *(close_up, space_out, shout, embolden, number, label),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(WAYS),
        st.integers(0, 999),
        st.integers(0, 999),
        st.sampled_from(ANY_LINE),
    ),
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(TEXTS), STEPS)
def test_a_spoilt_document_keeps_its_words_and_has_no_errors(
    tmp_path_factory: pytest.TempPathFactory,
    path: object,
    steps: list[tuple[Callable[[Lines, int, int, str], Lines], int, int, str]],
) -> None:
    lines = DOCUMENTS[path]  # type: ignore[index]
    for way, i, j, other in steps:
        if lines:
            lines = way(lines, i % len(lines), j % len(lines), other)
    if not any(line.strip() for line in lines):
        return
    text = "\n".join(lines)
    folder = tmp_path_factory.mktemp("spoilt")
    try:
        result = imported(text, folder, "gammelt.md", meeting="2024-02-02")
    except UsageProblem as problem:  # two beginnings, or no heading that tells what it is
        if not str(problem).startswith(("Filen rummer ", "Filen ligner hverken ")):
            raise
        return
    made = set(document_words(result.document(audience=Audience.INTERN)))
    made |= set(member_words(result))
    # What is in the file and may not be printed as it stands (somebody was away, the meeting is
    # off) is told of, and kept.
    made |= set(words(result.text))
    lost = {word for word in words(text) if word not in made | OTHERWISE and not word.isdigit()}
    assert lost == set(), f"{text}\n=====\n{result.text}"
