"""Names that we set in columns come back whole, each as one person and in their order."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from import_support import render, run
from libreoffice import SOFFICE, convert
from moedebog.blocks import LabelledItem, LabelledList, Paragraph, text_of
from moedebog.document import Document, Kind
from support import document

FIRST = ("Anna", "Bo", "Carla Maria", "Dan", "Eva", "Finn", "Gry", "Hans-Jørgen", "Ida", "Åse")
LAST = ("Eksempel", "Prøvesen", "Mønster", "Skabelon", "af Forbillede", "Tænkt", "Kopi-Bæk")
PARTIES = ("A", "B", "Dansk Folkeparti", "V", "Ø", "Det Radikale Venstre", "F")
MIDDLE = ("Berg", "Dahl", "Friis", "Holm", "Krog", "Lund")
TITLES = ("", "", "", "", "chefkonsulent i forvaltningen for teknik og miljø", "lærer")


def member(n: int, title: str, *, parties: bool) -> str:
    name = f"{FIRST[n % 10]} {MIDDLE[n // 10]} {LAST[n % 7]}"
    told = f", titel: {title}" if title else ""
    party = f", parti: {PARTIES[n * n % len(PARTIES)]}" if parties else ""
    return f"{{navn: {name}{party}{told}}}"


def made(titles: list[str], kind: Kind, *, parties: bool = True) -> Document:
    members = ", ".join(member(n, title, parties=parties) for n, title in enumerate(titles))
    forum = f"{{navn: Byrådet, medlemmer: [{members}]}}"
    text = "fremmoedt: alle\npunkter:\n- titel: Budget\n"
    return document(text, kind, forum_text=forum)


def people(of: Document) -> list[tuple[str, list[str]]]:
    """The lines of the facts that name people, and those of each party in them."""
    return [line for item in of.fakta.items if item.label.endswith(")") for line in _lines(item)]


def _lines(item: LabelledItem) -> Iterator[tuple[str, list[str]]]:
    yield item.label, [text_of(b.inlines) for b in item.blocks if isinstance(b, Paragraph)]
    for block in item.blocks:
        if isinstance(block, LabelledList):
            for party in block.items:
                yield from _lines(party)


def comes_back(old: Path, root: Path, document: Document) -> None:
    again = run(old, root, "raad").document(document.kind)
    assert people(document)
    assert people(again) == people(document)


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(st.sampled_from(TITLES), min_size=9, max_size=60),
    kind=st.sampled_from(Kind),
    suffix=st.sampled_from(["docx", "pdf"]),
    parties=st.booleans(),
)
def test_however_many_they_are(
    titles: list[str],
    kind: Kind,
    suffix: str,
    parties: bool,
    tmp_path: Path,
) -> None:
    shutil.rmtree(tmp_path / "meetings", ignore_errors=True)
    old = tmp_path / f"gammelt.{suffix}"
    document = made(titles, kind, parties=parties)
    old.write_bytes(render(document, kind)[suffix == "pdf"])
    comes_back(old, tmp_path, document)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret")
@pytest.mark.parametrize("target", ["pdf", "docx:MS Word 2007 XML"], ids=["pdf", "docx"])
def test_after_libreoffice_too(target: str, tmp_path: Path) -> None:
    titles = [TITLES[n % 4] for n in range(23)]
    ours = tmp_path / "gammelt.docx"
    document = made(titles, Kind.REFERAT)
    ours.write_bytes(render(document, Kind.REFERAT)[0])
    (tmp_path / "ud").mkdir()
    comes_back(convert(ours, target, tmp_path / "ud"), tmp_path, document)
