"""Invented documents of many genres. A pair of files in ``tests/imports/`` is a test.

``navn.txt`` (or .md, .html) is the document; ``navn.yaml`` says what must be in the meeting file:
``møde`` and ``forum`` are parts of the two trees, ``bilag`` the files named,
``indstillingspunkter`` the number of points. What is not named there is not looked at, but
no word of the document may be lost, other than those in ``skrevet_anderledes``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from import_pairs import EXAMPLES, WRITTEN_OTHERWISE
from import_support import (
    Import,
    document_words,
    indstillinger,
    member_words,
    run,
    tree_of,
    words,
)
from moedebog import importer
from moedebog.document import Audience
from moedebog.importer.pieces import everything
from moedebog.importer.recognise.outline import outline
from moedebog.importer.recognise.starts import find
from moedebog.importer.recognise.told_again import joined


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5
    assert all(path.with_suffix(".yaml").exists() for path in EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example(path: Path, tmp_path: Path) -> None:
    result = run(path, tmp_path)
    expected = tree_of(path.with_suffix(".yaml"))
    differences = [
        *differs("møde", expected.get("møde", {}), result.tree),
        *differs("forum", expected.get("forum", {}), result.forum),
    ]
    assert not differences, "\n".join(differences) + "\n" + result.text
    files = [
        b.fil.navn
        for p in result.meeting.punkter
        for a in p.alle_afsnit()
        for b in a.bilag
        if b.fil
    ]
    assert (
        files == [f"bilag/{name}" for name in expected.get("bilag", [])] or "bilag" not in expected
    )
    if "indstillingspunkter" in expected:
        points = indstillinger(result.tree["punkter"])
        assert sum(map(len, points)) == expected["indstillingspunkter"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_word_is_lost(path: Path, tmp_path: Path) -> None:
    otherwise = tree_of(path.with_suffix(".yaml")).get("skrevet_anderledes", [])
    assert sorted(lost_words(path, run(path, tmp_path))) == sorted(otherwise)


def lost_words(path: Path, result: Import) -> dict[str, int]:
    """The words that the file has more often than what is printed for the forum itself.

    A table of contents tells its words a second time, and so does an agenda told again below.
    """
    pieces = importer.read(path)
    contents = find(pieces, outline(pieces))[1]
    again = joined(pieces)
    titles = [start.title for start in again.starts] if again else []
    told_twice = "\n".join([*titles, *(pieces[place].text for place in contents.places)])
    page = "\n".join(piece.text for piece in everything(pieces))  # without tags and menus
    text = page if path.suffix == ".html" else path.read_text(encoding="utf-8")
    lost = Counter(words(text))
    lost -= Counter(words(told_twice))
    lost -= Counter(document_words(result.document(audience=Audience.INTERN)))
    lost -= Counter(member_words(result))
    return {
        word: times
        for word, times in lost.items()
        if word not in WRITTEN_OTHERWISE and not word.isdigit()
    }


def differs(where: str, expected: Any, found: Any) -> list[str]:
    """Where what was found lacks what is expected."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{where}: {found!r} should hold {list(expected)}"]
        return [d for k, v in expected.items() for d in differs(f"{where}.{k}", v, found.get(k))]
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return [f"{where}: {found!r} should be {expected!r}"]
        pairs = enumerate(zip(expected, found, strict=True))
        return [d for i, (e, f) in pairs for d in differs(f"{where}[{i}]", e, f)]
    yes = {"ja": True, "nej": False}
    one, other = (str(yes.get(str(value), value)).strip() for value in (expected, found))
    return [] if one == other else [f"{where}: {found!r} should be {expected!r}"]
