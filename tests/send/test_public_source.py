"""What is kept of a meeting where others read: days and order of treatment stay, titles do not."""

from __future__ import annotations

from pathlib import Path

from moedebog.compose import Composer, plan
from moedebog.document import Audience, Kind
from moedebog.fakta import Punktfakta
from moedebog.issue.sources import sources
from moedebog.kept import read_back
from moedebog.load import load
from moedebog.workspace import Workspace

FORUM = """navn: Udvalget
medlemmer:
  - Anna Ager
  - Bo Bæk
  - Cara Dahl
"""
MEETING = """dato: 2025-09-12
start: "19:00"
slut: "15:00"
fremmoedt: alle
punkter:
  - titel: Åben
    varighed: 330
    ankom:
      - Bo Bæk
  - titel: Hemmelig
    lukket: ja
    dato: 2025-09-13
    behandlet_foer: Åben
    forlod:
      - Bo Bæk
    underpunkter:
      - titel: Hemmelig del
  - titel: Sidste
    tid: 12:00-12:30
    behandlet_foer: Hemmelig del
  - titel: Efter
    behandlet_foer: Hemmelig
  - titel: Hemmelig pause
    sagstype: pause
    lukket: ja
  - titel: Til sidst
    behandlet_foer: Hemmelig pause
"""


def told(punkt: Punktfakta) -> tuple[object, ...]:
    return punkt.nr, punkt.titel, punkt.dato, punkt.start, bool(punkt.behandlet_foer)


def test_the_public_source_tells_days_and_order_and_no_closed_title(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, "utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, "utf-8")
    ws = Workspace(tmp_path)
    file = ws.meeting_file("2025-09-12")
    meeting = load(ws, file).meeting
    assert meeting is not None
    planned, found = plan(meeting)
    assert found == []
    kept = sources(ws, file, planned, lambda _: "")
    kilde = kept.kilde[Audience.OFFENTLIG]
    data = kept.data[kilde.moede]
    assert "emmelig" not in data.decode()
    then = read_back(ws, data, kept.data[kilde.forum], file.path)
    assert then is not None
    for kind in Kind:
        now = Composer(planned).facts(kind, Audience.OFFENTLIG).punkter
        was = then.dispatch(kind, Audience.OFFENTLIG).fakta.punkter
        assert list(map(told, was[:-1])) == list(map(told, now[:-1]))


def test_an_item_of_another_group_is_told_by_its_title_where_numbers_begin_anew(
    tmp_path: Path,
) -> None:
    """By its number it would be an item of the own group."""
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    policy = "politik: {nummerering_i_gruppe: forfra}\n"
    (folder / "forum.yaml").write_text(f"{FORUM}{policy}", "utf-8")
    (folder / "2025-09-12.yaml").write_text(
        'dato: 2025-09-12\nstart: "10:00"\nfremmoedt: alle\npunkter:\n'
        "  - titel: Åben\n    gruppe: Åbne\n"
        "  - titel: Anden\n    gruppe: Andre\n    afsnit:\n"
        "      - slags: tekst\n        overskrift: Baggrund\n        tekst: Skjult\n"
        "        lukket: ja\n"
        "  - titel: Tredje\n    behandlet_foer: Åben\n",
        "utf-8",
    )
    ws = Workspace(tmp_path)
    file = ws.meeting_file("2025-09-12")
    meeting = load(ws, file).meeting
    assert meeting is not None
    planned, found = plan(meeting)
    assert found == []
    kept = sources(ws, file, planned, lambda _: "")
    kilde = kept.kilde[Audience.OFFENTLIG]
    then = read_back(ws, kept.data[kilde.moede], kept.data[kilde.forum], file.path)
    assert then is not None
    assert plan(then.meeting)[0].order == planned.order
