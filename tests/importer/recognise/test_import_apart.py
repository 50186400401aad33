"""A section that decides nothing ends the decision; what may belong to it is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import imported
from moedebog.importer.recognise.headings import AFTER_DECISION

HEAD = "# Referat af Teknisk Udvalg den 3. marts 2025 kl. 16.00\n\n## 1. Bro\n\n"


def sections(text: str, root: Path) -> tuple[list[tuple[str, str]], str]:
    result = imported(f"{HEAD}{text}\n\n## 2. Evt.\n\n### Beslutning\n\nIntet.\n", root, "a.md")
    item = result.tree["punkter"][0]
    listed = item.get("afsnit") or [{"slags": key} for key in item if key != "titel"]
    return [(one["slags"], one.get("overskrift", "")) for one in listed], result.text


@pytest.mark.parametrize(
    "heading",
    [
        "Beslutningsforslag fra Liste P",
        "**Ændringsforslag fra Bo Prøve**",
        "Administrationens bemærkninger",
        "Svar fra forvaltningen",
        "Forslag 2 fra bestyrelsen",
    ],
)
def test_a_motion_and_a_note_are_no_decision(tmp_path: Path, heading: str) -> None:
    found, text = sections(f"### Beslutning\n\nVedtaget.\n\n{heading}\n\nDer var mere.", tmp_path)
    assert found == [("beslutning", ""), ("tekst", heading.strip("*"))]
    assert AFTER_DECISION not in text


@pytest.mark.parametrize(
    "line",
    [
        "Beslutningsforslag fra Liste P blev vedtaget",
        "Forslag fra Bo Prøve.",
        "VEDTAGET ENSTEMMIGT",
    ],
)
def test_a_line_that_decides_is_one(tmp_path: Path, line: str) -> None:
    found, _ = sections(f"### Beslutning\n\n{line}\n\nDer var mere.", tmp_path)
    assert [slags for slags, _ in found] == ["beslutning"]


@pytest.mark.parametrize("heading", ["**Fra salen**", "PRISEN PÅ BROEN"])
def test_a_heading_of_no_known_kind_ends_it_and_is_marked(tmp_path: Path, heading: str) -> None:
    text = f"**Beslutning**\n\nVedtaget.\n\n{heading}\n\nDer var mere."
    found, made = sections(text, tmp_path)
    assert [slags for slags, _ in found] == ["beslutning", "tekst"]
    assert made.count(AFTER_DECISION) == 1


def test_a_lower_heading_stays_in_the_decision(tmp_path: Path) -> None:
    found, _ = sections("### Beslutning\n\nVedtaget.\n\n#### Vilkår\n\nDer var mere.", tmp_path)
    assert [slags for slags, _ in found] == ["beslutning"]


def test_points_and_their_answers_begin_no_item(tmp_path: Path) -> None:
    points = "1. planen vedtages\n\n2. tillægget vedtages\n\n3. der holdes møde.\n\n"
    answers = "Ad. 1: Anbefales.\n\nAd. 2: Anbefales ikke.\n\nAd. 3: Anbefales.\n\n"
    text = (
        "Referat af Prøvebyråd den 3. marts 2025 kl. 16.00\n\n21. Plan\n\nIndstilling\n\n"
        f"Det indstilles, at\n\n{points}Miljøudvalget, 10. februar 2025, pkt. 8:\n\n{answers}"
        "Beslutning\n\nVedtaget.\n\n22. Grund\n\nBeslutning\n\nUdsat.\n"
    )
    tree = imported(text, tmp_path).tree
    assert [item["titel"] for item in tree["punkter"]] == ["Plan", "Grund"]
