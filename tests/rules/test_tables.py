"""Tables that fit no page are told of before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedebog.build.check import validate
from moedebog.compose import plan
from moedebog.diagnostics import Diagnostic
from moedebog.rules import Case, check
from moedebog.rules.tables import TOO_WIDE
from moedebog.workspace import Workspace
from support import meeting


def told(text: str) -> list[Diagnostic]:
    planned, problems = plan(meeting(text))
    assert problems == []
    return [d for d in check(Case(planned)) if d.rule is TOO_WIDE]


def rows(*texts: tuple[str, ...]) -> str:
    head, *others = (f"      | {' | '.join(row)} |\n" for row in texts)
    return f"{head}      |{'---|' * len(texts[0])}\n{''.join(others)}"


def item(*texts: tuple[str, ...], before: str = "") -> str:
    return f"punkter:\n  - titel: A\n    tekst: |\n{before}{rows(*texts)}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
AMOUNTS = ("Navn", *["12.345.678"] * 29)


@pytest.mark.parametrize(
    "body",
    [
        [("Post", *MONTHS), ("Løn", *["1.234.567"] * 12)],
        [("Post", *MONTHS, "I alt"), ("Løn", *["12.345.678"] * 12, "123.456.789")],
        [("Navn", *map(str, range(29))), ("Anna", *["12"] * 29)],
        [("A", "B"), ("x", "https://example.org/" + "en-lang-sti/" * 30)],
        [("A", "B"), ("x", "ord " * 400)],
    ],
)
def test_what_fits_by_some_way_is_not_told(body: list[tuple[str, ...]]) -> None:
    assert told(item(*body)) == []


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ([("Navn", *map(str, range(29))), AMOUNTS], "12.345.678"),
        ([("Navn", *map(str, range(20))), ("A", *["12. november 2025"] * 20)], "12. november 2025"),
        ([("Navn", *map(str, range(20))), ("A", *["1.234.567 kr."] * 20)], "1.234.567 kr."),
        ([("A", "B"), ("x", "x" * 300)], "x" * 39 + "…"),
    ],
)
def test_what_would_be_torn_is_told_at_the_table(body: list[tuple[str, ...]], piece: str) -> None:
    (finding,) = told(item(*body, before="      Tallene:\n\n"))
    assert finding.values["stykke"] == piece
    assert finding.rule.optional
    first, *_ = (n for n, text in enumerate(item(*body).split("\n")) if text.startswith("      |"))
    assert finding.position.line == meeting_line(first + 2)


def meeting_line(line: int) -> int:
    """A line of an item's text, in the file that ``meeting`` makes around it."""
    text = item(("a", "b"), ("c", "d"))
    position = meeting(text).punkter[0].afsnit[0].tekst[0].position
    assert position is not None
    return position.line + line - 3


def test_a_table_in_yaml_is_told_at_its_place_and_in_any_part() -> None:
    cells = "".join(f"            {'- ' if not n else '  '}- 123.456.789\n" for n in range(25))
    heads = "".join(f"          - K{n}\n" for n in range(25))
    table = f"      - tabel:\n          kolonner:\n{heads.replace('          -', '            -')}"
    table += f"          raekker:\n{cells}"
    text = f"punkter:\n  - titel: A\n    beslutning:\n{table}"
    assert [d.values["stykke"] for d in told(text)] == ["123.456.789"]


def test_a_larger_page_takes_it(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "u"
    folder.mkdir(parents=True)
    own = tmp_path / "templates" / "stor"
    own.mkdir(parents=True)
    text = "dato: 2026-01-15\nstart: '10:00'\n"
    text += item(("Post", *map(str, range(20))), ("Løn", *["1.234.567"] * 20))
    (folder / "2026-01-15.yaml").write_text(text, encoding="utf-8")

    def codes(size: str) -> set[str]:
        (folder / "forum.yaml").write_text(
            "navn: U\nskabelon: stor\nformater:\n  - pdf\n", encoding="utf-8"
        )
        (own / "pdf.yaml").write_text(f"side:\n  format: {size}\n", encoding="utf-8")
        ws = Workspace(tmp_path)
        return {d.code for d in validate(ws, ws.meeting_files())}

    assert TOO_WIDE.code in codes("A4")
    assert TOO_WIDE.code not in codes("A3")
