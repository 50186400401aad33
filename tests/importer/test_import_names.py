"""Names that we set in columns, by party or not, come back whole, each as one person and in their
order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from import_support import imported, render, run
from libreoffice import SOFFICE, convert
from moedebog.blocks import LabelledItem, LabelledList, Paragraph, text_of
from moedebog.document import Document, Kind
from support import document as composed

FIRST = ("Anna", "Bo", "Carla Maria", "Dan", "Eva", "Finn", "Gry", "Hans-Jørgen", "Ida", "Åse")
LAST = ("Eksempel", "Prøvesen", "Mønster", "Skabelon", "af Forbillede", "Tænkt", "Kopi-Bæk")
PARTIES = ("A", "B", "Dansk Folkeparti", "V", "Ø", "Det Radikale Venstre", "F")
BODIES = ("Esbjerg Kommune", "PLO", "Varde Kommune", "Sydvestjysk Sygehus")
ORIGINS = {"parti": PARTIES, "organisation": BODIES}
MIDDLE = ("Berg", "Dahl", "Friis", "Holm", "Krog", "Lund")
TITLES = ("", "", "", "", "chefkonsulent i forvaltningen for teknik og miljø", "lærer")


def name(n: int) -> str:
    return f"{FIRST[n % 10]} {MIDDLE[n // 10]} {LAST[n % 7]}"


def member(n: int, title: str, origin: str, *, known: bool = True) -> str:
    """Somebody from a party or an organisation; most of them send several."""
    office = ", hverv: formand" if not n else ""
    told = f", titel: {title}" if title else office
    names = ORIGINS.get(origin, ("",))
    where = f", {origin}: {names[n * n % len(names)]}" if origin and known else ""
    return f"{{navn: {name(n)}{where}{told}}}"


def made(titles: list[str], kind: Kind, origin: str = "parti", more: str = "") -> Document:
    members = ", ".join(
        member(n, title, origin, known=n not in (3, 12) or len(titles) < 20)
        for n, title in enumerate(titles)
    )
    forum = f"{{navn: Byrådet, medlemmer: [{members}]}}"
    text = f"fremmoedt: alle_andre\n{more}punkter:\n- titel: Budget\n"
    return composed(text, kind, forum_text=forum)


def regrets(names: list[str]) -> str:
    """Those who do not come; somebody comes for the first of them."""
    if not names:
        return ""
    first, *others = names
    instead = f"- {{navn: {first}, stedfortraeder: {{navn: Ulla Ny, parti: A}}}}\n"
    return f"afbud:\n{instead}" + "".join(f"- {one}\n" for one in others)


def people(of: Document) -> list[tuple[str, list[str]]]:
    """The lines that name people, and those of each party in them."""
    lists = [of.fakta]
    lists += (
        block
        for punkt in of.punkter
        for section in punkt.afsnit
        for block in section.tekst
        if isinstance(block, LabelledList)
    )
    return [line for one in lists for item in one.items for line in _lines(item)]


def _lines(item: LabelledItem) -> Iterator[tuple[str, list[str]]]:
    yield item.label, [text_of(b.inlines) for b in item.blocks if isinstance(b, Paragraph)]
    for block in item.blocks:
        if isinstance(block, LabelledList):
            for party in block.items:
                yield from _lines(party)


def comes_back(old: Path, root: Path, document: Document) -> None:
    again = run(old, root, "raad").document(document.kind)
    assert any(label.endswith(")") for label, _ in people(document))
    assert people(again) == people(document)


@pytest.mark.slow
@settings(
    max_examples=16, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(st.sampled_from(TITLES), min_size=9, max_size=60),
    kind=st.sampled_from(Kind),
    suffix=st.sampled_from(["docx", "pdf"]),
    origin=st.sampled_from(["parti", "organisation", ""]),
)
def test_however_many_they_are(
    titles: list[str],
    kind: Kind,
    suffix: str,
    origin: str,
    tmp_path: Path,
) -> None:
    shutil.rmtree(tmp_path / "meetings", ignore_errors=True)
    old = tmp_path / f"gammelt.{suffix}"
    document = made(titles, kind, origin)
    old.write_bytes(render(document, kind)[suffix == "pdf"])
    comes_back(old, tmp_path, document)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("away", [3, 20])
def test_those_who_do_not_come_and_who_comes_for_them(
    away: int, suffix: str, tmp_path: Path
) -> None:
    document = made([""] * 45, Kind.REFERAT, more=regrets([name(n * 2) for n in range(away)]))
    labels = [label for label, _ in people(document)]
    assert "Til stede (45)" not in labels
    assert ("Afbud (20)" in labels) == (away == 20)
    old = tmp_path / f"gammelt.{suffix}"
    old.write_bytes(render(document, Kind.REFERAT)[suffix == "pdf"])
    comes_back(old, tmp_path, document)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("first", ["", "A"])
@pytest.mark.parametrize("origin", ["parti", ""])
def test_how_many_voted(origin: str, first: str, suffix: str, tmp_path: Path) -> None:
    if first and not origin:
        return
    whole = {n for n in range(18) if first and n * n % 7 == 0}
    names = [name(n) for n in range(18) if n not in whole]
    sides = [", ".join([first] * bool(first) + names[:10]), ", ".join(names[10:])]
    members = ", ".join(member(n, "", origin) for n in range(18))
    text = (
        "fremmoedt: alle\npunkter:\n- titel: Budget\n  beslutning: Godkendt.\n"
        f"  afstemning: {{for: [{sides[0]}], imod: [{sides[1]}]}}\n"
    )
    forum = f"{{navn: Byrådet, medlemmer: [{members}]}}"
    document = composed(text, Kind.REFERAT, forum_text=forum)
    assert f"For ({10 + len(whole)})" in [label for label, _ in people(document)]
    old = tmp_path / f"gammelt.{suffix}"
    old.write_bytes(render(document, Kind.REFERAT)[suffix == "pdf"])
    comes_back(old, tmp_path, document)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_those_there_are_told_under_the_first_item(suffix: str, tmp_path: Path) -> None:
    members = ", ".join(member(n, "", "parti") for n in range(31))
    forum = (
        f"{{navn: Byrådet, medlemmer: [{members}],"
        " politik: {fremmoede_placering: foerste_punkt}}"
    )
    document = composed("fremmoedt: alle\npunkter: [{titel: Budget}]\n", forum_text=forum)
    old = tmp_path / f"gammelt.{suffix}"
    old.write_bytes(render(document, Kind.REFERAT)[suffix == "pdf"])
    comes_back(old, tmp_path, document)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("wrong", ["Til stede (22)", "B (9)"])
def test_numbers_that_are_not_right_are_not_believed(
    wrong: str, suffix: str, tmp_path: Path
) -> None:
    document = made([""] * 23, Kind.REFERAT)
    right = re.escape(wrong.partition("(")[0])
    (facts,) = [one for one in document.fakta.items if one.label.startswith("Til stede")]
    (parties,) = facts.blocks
    assert isinstance(parties, LabelledList)

    def mistaken(item: LabelledItem) -> LabelledItem:
        return replace(item, label=re.sub(rf"\A{right}\(\d+\)", wrong, item.label))

    changed = replace(parties, items=tuple(map(mistaken, parties.items)))
    facts = mistaken(replace(facts, blocks=(changed,)))
    document = replace(document, fakta=LabelledList((facts,)))
    old = tmp_path / f"gammelt.{suffix}"
    old.write_bytes(render(document, Kind.REFERAT)[suffix == "pdf"])
    again = run(old, tmp_path, "raad")
    assert "hvem der var til stede, er ikke forstået" in again.text
    kept = " ".join(again.text.split())
    assert all(name(n) in kept for n in range(23))
    assert not again.forum.get("medlemmer")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Til stede (3): A (2): Anna Ny (formand); Bo Ny; V (1): Eva Ny", True),
        ("Til stede (3): A (3): Anna Ny (formand); Bo Ny; V (1): Eva Ny", False),
        ("Til stede: A (2): Anna Ny; Bo Ny; Dan Ny; V (1): Eva Ny", False),
    ],
)
def test_a_text_is_read_so_only_where_its_numbers_are_right(
    typed: str, understood: bool, tmp_path: Path
) -> None:
    text = (
        f"Referat fra Byrådets møde den 4. marts 2025 kl. 17.00\n{typed}\n\n1. Budget\nGodkendt.\n"
    )
    again = imported(text, tmp_path)
    parties = {m["navn"]: m["parti"] for m in again.forum.get("medlemmer", ())}
    assert parties == ({"Anna Ny": "A", "Bo Ny": "A", "Eva Ny": "V"} if understood else {})


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
