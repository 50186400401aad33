"""What was issued in a referat keeps its number there, also what the meeting took up."""

from __future__ import annotations

from pathlib import Path

import pytest

import version_support
from issue_support import HEAD, findings, numbers, titled, workspace, write
from moedebog.diagnostics import Diagnostic
from moedebog.document import Kind
from moedebog.issue import make
from moedebog.issue.history import History
from moedebog.workspace import Workspace

BEGUN = f"{HEAD}faktisk_start: 10.00\n"
CODES = {"M212", "M213", "M214", "M2141", "M215", "M216", "M217", "M218", "M2181", "M2182", "M2183"}
AGENDA = ("Budget", "Vej|bilag:|  - titel: Kort")
URGENT = "Hastesag|beslutning: Godkendt.|bilag:|  - titel: Skrivelse"


def referat(ws: Workspace) -> None:
    one = version_support.candidate(ws, Kind.REFERAT)
    make.keep(make.version(one, History(one.meeting.udgaver)))


@pytest.fixture
def held(tmp_path: Path, quick_renderers: None) -> Workspace:
    """Issued, held with an item that it took up, and told of in a referat."""
    ws = workspace(tmp_path, titled(*AGENDA))
    version_support.issue(ws)
    write(tmp_path, titled(AGENDA[0], with_oplaeg(), URGENT), head=BEGUN)
    referat(ws)
    return ws


def with_oplaeg(*before: str) -> str:
    titles = ("Kort", *before, "Oplæg")
    lines = [f"  - titel: {one}" + "|    udsendes_med: referat" * (one != "Kort") for one in titles]
    return "|".join(("Vej", "bilag:", *lines))


def told(ws: Workspace, *items: str) -> list[Diagnostic]:
    write(ws.root, titled(*items), head=BEGUN)
    return [one for one in findings(ws) if one.code in CODES]


def test_what_is_as_it_was_is_not_spoken_of(held: Workspace) -> None:
    assert told(held, AGENDA[0], with_oplaeg(), URGENT) == []
    assert told(held, AGENDA[0], with_oplaeg(), URGENT, "Sent|beslutning: Ja.") == []


@pytest.mark.parametrize(
    ("items", "code", "hint"),
    [
        (("Lukning af bro|beslutning: Ja.",), "M215", "id: punkt-3"),
        (("Lukning af bro|beslutning: Ja.", URGENT), "M212", "nr: 2.A"),
        (("Lukning af bro|id: ny|beslutning: Ja.",), "M215", "nr: 2.A"),
        ((f"{URGENT}|nr: 9",), "M2141", "nr: 3"),
        ((), "M217", "udfald: udgaar"),
        ((URGENT.replace("Skrivelse", "Tegning"),), "M2181", "nr: 1"),
    ],
)
def test_the_number_of_what_was_taken_up_is_no_other_ones(
    held: Workspace, items: tuple[str, ...], code: str, hint: str
) -> None:
    (found,) = [o for o in told(held, AGENDA[0], with_oplaeg(), *items) if o.code != "M2182"]
    assert found.code == code
    assert "i det udsendte referat (version 1)" in found.message
    assert hint in found.hint


def test_an_attachment_of_the_referat_keeps_its_number(held: Workspace) -> None:
    (found,) = told(held, AGENDA[0], with_oplaeg("Nyt"), URGENT)
    assert (found.code, str(found.values["nr"])) == ("M2181", "2")
    assert "det udsendte referat" in found.message
    (found,) = told(held, AGENDA[0], AGENDA[1], URGENT)
    assert (found.code, str(found.values["nr"])) == ("M2182", "2")


def test_what_was_taken_up_stays_so_and_the_dagsorden_without_it(held: Workspace) -> None:
    planned = version_support.candidate(held, Kind.REFERAT).planned
    assert planned.added.taken_up == {2}
    assert [one.punkt.titel for one in planned.of(Kind.DAGSORDEN).items] == ["Budget", "Vej"]


def test_an_item_taken_up_is_known_from_referat_to_referat(held: Workspace) -> None:
    write(held.root, titled(AGENDA[0], with_oplaeg(), f"{URGENT}|tekst: Om broen."), head=BEGUN)
    referat(held)
    one = version_support.candidate(held, Kind.REFERAT)
    _, first, second = one.meeting.udgaver
    assert [item.id for item in first.punkter] == [item.id for item in second.punkter]
    assert ("3", "Hastesag") in numbers(held)
