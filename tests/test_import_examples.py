"""Invented documents of many genres. A pair of files in ``tests/imports/`` is a test.

``navn.txt`` (or .md) is the document; ``navn.yaml`` says what must be in the meeting file:
``møde`` and ``forum`` are parts of the two trees, ``bilag`` the files named,
``indstillingspunkter`` the number of points. What is not named there is not looked at, but
no word of the document may be lost.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from import_support import document_words, indstillinger, run, tree_of, words
from moedebog.document import Audience

FOLDER = Path(__file__).parent / "imports"
EXAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md"))
KINDLY_DROPPED = frozenset(
    """
    referat fra til af den d kl dato tid tidspunkt dagsorden mandag tirsdag onsdag torsdag fredag
    lørdag søndag mødedato mødested indholdsfortegnelse side udkast ordinært i på og deltagere
    min minutter punkt ad stede afbud referent sted resume resumè sagsfremstlling møde klokken
    stemte mødet sluttede
    """.split()  # noqa: SIM905 - a list of so many words is easier to read so
)
"""Labels and small words of the cover and of headings, which moedebog writes in its own way."""


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
    result = run(path, tmp_path)
    # An agenda told twice is there once: each word must be there, not each time.
    made = Counter(document_words(result.document(audience=Audience.INTERN)))
    text = path.read_text(encoding="utf-8")
    lost = {w for w in words(text) if w not in made and w not in KINDLY_DROPPED and not w.isdigit()}
    assert lost == set(), result.text


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
    same = str(yes.get(str(found), found)).strip() == str(expected).strip()
    return [] if same else [f"{where}: {found!r} should be {expected!r}"]
