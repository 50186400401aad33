"""Nothing is lost on the way in and out again: real referater, and our own documents."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.table import Table
from pdfminer.high_level import extract_text

from import_support import (
    SAMPLES,
    SEEDS,
    Import,
    differences,
    document_words,
    indstillinger,
    run,
    sample,
    sample_files,
    with_forum,
    words,
)
from moedebog.document import Document, Kind
from moedebog.workspace import MeetingFile
from pdf_structure import Reading, paragraphs
from support import document_lines

TEXTS = sorted(SEEDS.glob("2*.txt"))
LIMIT = 0.005
"""The share of a seed's words that the toolkit may write in its own way."""

seeds = pytest.mark.parametrize(
    "seed",
    TEXTS
    or [
        pytest.param(None, marks=pytest.mark.skip("the real referater are not beside the project"))
    ],
    ids=lambda path: path.stem if path else "seeds",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("import")


_DONE: dict[Path, Import] = {}


def imported(seed: Path, folder: Path) -> Import:
    if seed not in _DONE:
        _DONE[seed] = run(seed, folder / seed.stem)
    return _DONE[seed]


# --- the seeds ------------------------------------------------------------------------------


@cache
def seed_text(seed: Path) -> str:
    """The seed without its table of contents."""
    lines = seed.read_text(encoding="utf-8").split("\n")
    first = next(i for i, line in enumerate(lines) if "Indholdsfortegnelse" in line)
    item = next(i for i in range(first, len(lines)) if re.match(r"[#* ]*Punkt 1\b", lines[i]))
    return "\n".join([*lines[:first], *lines[item:]])


REASONS = (
    ("mødedato|mødested|deltagere", "a label of the cover has one wording"),
    (r"d(?: \d+)?", "the day of the meeting is written out"),
    ("punkt", "an item without a number has no word before it"),
    ("resum[eè]|sagsfremstlling", "a heading is spelt as usual"),
    ("referat|dagsorden|sundhedsdirektørkredsen", "the forum stands over the word for what it is"),
    (r"indstilling \d", "the forum has one word before the number of an answer"),
)
"""What the toolkit writes in its own way, and why."""


MOVED = "the line of absence stands by the decision, before the attachments"


def reason(text: str, seed: str) -> str:
    """Why these words of the seed are not at their place; empty where that is not known."""
    for pattern, why in REASONS:
        if re.fullmatch(pattern, text):
            return why
    lines = [line for line in seed.split("\n") if line.strip()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if following.startswith("Fraværende ") and text.removeprefix("bilag ") == " ".join(
            words(line)
        ):
            return MOVED
        if line.startswith("Fraværende ") and text in " ".join(words(line)):
            return "the line of absence is derived"
        if line.startswith("\t") and text in " ".join(words(line)):
            return "the cell that a page break cut in two is one again"
    return ""


def check_words(seed: Path, made: list[str]) -> None:
    """Every word of the seed is in the document at its place, but for what is explained."""
    text = seed_text(seed)
    expected = words(text)
    found = differences(expected, made)
    here = [fragment for fragment, _ in found if reason(fragment, text) != MOVED]
    count = sum(len(fragment.split()) for fragment in here)
    print(f"\n{seed.stem}: {count} of {len(expected)} words ({count / len(expected):.2%})")
    for fragment, instead in found:
        print(f"  {fragment} -> {instead or '(left out)'}: {reason(fragment, text)}")
    assert [fragment for fragment, _ in found if not reason(fragment, text)] == []
    assert count < LIMIT * len(expected)


@cache
def docx_text(data: bytes) -> str:
    lines: list[str] = []

    def walk(container: object) -> None:
        for part in container.iter_inner_content():  # type: ignore[attr-defined]
            if isinstance(part, Table):
                for row in part.rows:
                    for cell in row.cells:
                        walk(cell)
            else:
                lines.append(part.text)

    walk(docx.Document(io.BytesIO(data)))
    return "\n".join(lines)


@seeds
def test_the_document_holds_the_words_of_the_seed_in_their_order(seed: Path, folder: Path) -> None:
    check_words(seed, document_words(imported(seed, folder).document()))


@pytest.mark.slow
@seeds
def test_word_and_pdf_hold_the_words_of_the_seed_in_their_order(seed: Path, folder: Path) -> None:
    word, pdf = imported(seed, folder).rendered()
    check_words(seed, words(docx_text(word)))
    check_words(seed, words("\n".join(paragraphs(Reading(pdf).tree))))


@pytest.mark.slow
@seeds
def test_the_pages_of_the_pdf_show_the_words_of_the_document(seed: Path, folder: Path) -> None:
    """The drawn text, by another reader and in any order."""
    result = imported(seed, folder)
    expected = document_words(result.document())
    # A narrow column breaks long words over two lines.
    broken = Counter(expected) - Counter(words(extract_text(io.BytesIO(result.rendered()[1]))))
    assert broken.total() < 0.002 * len(expected), broken


@seeds
def test_the_items_are_those_of_the_seed(seed: Path, folder: Path) -> None:
    """Number, title and slot of each item, as they stand in its heading."""
    result = imported(seed, folder)
    headings = re.findall(r"(?m)^[#* ]*(Punkt\b ?\d* ?: .*?)[* ]*$", seed_text(seed))
    headings = [re.sub(r"\APunkt :", "", heading) for heading in headings]
    # A pause without a slot fills the gap between two: its slot is moedebog's own.
    model = result.meeting.punkter
    made = [
        p.titel if m.sagstype == "pause" and not (m.tid or m.varighed) else p.overskrift
        for p, m in zip(result.document().punkter, model, strict=True)
    ]
    headings = [
        h.partition(": ")[2] if m.sagstype == "pause" and not (m.tid or m.varighed) else h
        for h, m in zip(headings, model, strict=True)
    ]
    assert [words(h) for h in made] == [words(h) for h in headings]


@seeds
def test_the_points_of_the_indstillinger_are_those_of_the_seed(seed: Path, folder: Path) -> None:
    result = imported(seed, folder)
    found = [
        [" ".join(words("\n".join(str(point) for point in points)))]
        for points in indstillinger(result.tree["punkter"])
    ]
    expected = list(points_of(seed_text(seed)))
    assert sum(map(len, indstillinger(result.tree["punkter"]))) == sum(map(len, expected))
    assert found == [[" ".join(words("\n".join(points)))] for points in expected]


def points_of(text: str) -> list[list[str]]:
    """The list entries under each heading *Indstilling* of a seed, read in the plainest way."""
    found = []
    lines = [re.sub(r"[*#]+", "", line).strip() for line in text.split("\n")]
    for at, line in enumerate(lines):
        if not re.fullmatch(r"INDSTILLING(?: OG PROCES)?:?", line, re.IGNORECASE):
            continue
        points: list[str] = []
        for inner in lines[at + 1 :]:
            if re.match(r"(?:-|\d\.) \S", inner):
                points.append(re.sub(r"\A(?:-|\d\.) ", "", inner))
            elif (inner and points) or re.fullmatch(r"[A-ZÆØÅ ]{4,}:?", inner):
                break
        if points:
            found.append(points)
    return found


@seeds
def test_the_attachments_are_those_of_the_seed(seed: Path, folder: Path) -> None:
    """Every file on a list is an attachment with that file, in the order of the seed."""
    result = imported(seed, folder)
    lines = [line.strip().replace("\\_", "_") for line in seed_text(seed).split("\n")]
    names = [line for line in lines if re.fullmatch(r"\S.{3,}\.(?:docx|pptx|pdf|PDF)", line)]
    found = [
        bilag.fil.navn.removeprefix("bilag/")
        for punkt in result.meeting.punkter
        for afsnit in punkt.alle_afsnit()
        for bilag in afsnit.bilag
        if bilag.fil
    ]
    assert found == names


# --- our own documents ----------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_what_we_made_comes_back_and_prints_the_same(
    file: MeetingFile, kind: Kind, suffix: str, tmp_path: Path
) -> None:
    with_forum(tmp_path, file.path.parent)
    document = sample(file, kind)
    old = tmp_path / f"gammelt.{suffix}"
    old.write_bytes(sample_files(file, kind)[suffix == "pdf"])
    again = run(old, tmp_path, file.path.parent.name).document(kind)
    assert [p.overskrift for p in again.punkter] == [p.overskrift for p in document.punkter]
    assert print_of(again, suffix) == print_of(document, suffix)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_the_drafted_forum_prints_what_we_made_the_same(
    file: MeetingFile, suffix: str, tmp_path: Path
) -> None:
    """In a workspace without the forum: what is drafted of it shows the same layout."""
    old = tmp_path / f"gammelt.{suffix}"
    old.write_bytes(sample_files(file, Kind.REFERAT)[suffix == "pdf"])
    again = run(old, tmp_path).document()
    assert differences(document_words(sample(file, Kind.REFERAT)), document_words(again)) == []


def print_of(document: Document, suffix: str) -> list[str]:
    """The words of a document; of those that came by PDF without the looks of a table.

    The overview of a referat tells outcomes, some of which come back as texts of the decision.
    """
    if document.kind is Kind.REFERAT:
        return document_words(document)
    text = "\n".join(document_lines(document))
    return [word for word in words(text) if suffix == "docx" or word]
