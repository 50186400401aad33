"""Which attachments are in the one file, which have a page alone, and how it is divided."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from pikepdf import Dictionary, Name

from joined_files import Viewed
from moedebog import cli
from moedebog.compose import plan
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.material.contents import Apart, entries
from moedebog.material.files import make
from moedebog.phrases import DANISH
from moedebog.workspace import Workspace
from pdf_parts import Made
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT

FORUM = "navn: Udvalget\nmedlemmer: [Anna Ager, Bo Bæk]\nformater: [pdf]\n"
MEETING = """\
dato: 2025-09-12
start: "10:00"
bilag:
  - {titel: Vejkort, fil: bilag/vejkort.pdf}
punkter:
  - titel: Stien
    bilag:
      - {titel: Kort, fil: bilag/kort.pdf}
      - {titel: Støj, udsendes_med: eftersendes}
      - {titel: Trafiktal, udsendes_med: eftersendes, fil: bilag/tal.pdf}
      - {titel: Ark, fil: bilag/ark.xlsx, kun_fil: ja}
      - {titel: Lokalplan, adresse: "https://example.org/plan"}
      - {titel: Brev}
      - {titel: Tilbud, fil: bilag/tilbud.pdf, offentlig: nej}
      - {titel: Gammelt, fil: bilag/kort.pdf, udgaar: ja}
      - {titel: Skitse, udsendes_med: omdelt}
      - {titel: Dias, udsendes_med: referat, fil: bilag/dias.pdf}
  - titel: Handel
    lukket:
      grund: Forhandling
      offentlig_titel: Handel
    bilag:
      - {titel: Vurdering, fil: bilag/vurdering.pdf}
  - titel: Udsat
    udfald: udgaar
    bilag:
      - {titel: Notat, fil: bilag/kort.pdf}
"""
BEFORE = (
    ("Vejkort", None),
    ("Kort", None),
    ("Støj", Apart.TO_COME),
    ("Trafiktal", None),
    ("Ark", Apart.OWN_FILE),
    ("Lokalplan", Apart.ON_THE_WEB),
    ("Brev", Apart.NO_FILE),
)
SECRET, SECRET_ITEM = ("Tilbud", None), ("Vurdering", None)
AT_MEETING = ("Skitse", Apart.HANDED_OUT), ("Dias", None)
OFF = ("Notat", None)
"""Withdrawn before the meeting: the dagsorden says no more than that."""


def workspace(root: Path, meeting: str = MEETING) -> Workspace:
    folder = root / "meetings" / "f"
    (folder / "bilag").mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(meeting, encoding="utf-8")
    for name in ("vejkort", "kort", "tal", "tilbud", "dias", "vurdering"):
        (folder / "bilag" / f"{name}.pdf").write_bytes(attachment(name))
    (folder / "bilag" / "ark.xlsx").write_bytes(b"tal")
    return Workspace(root)


def attachment(name: str) -> bytes:
    """Two pages that take some 60 kB."""
    made = Made()
    for number in (1, 2):
        made.tag(("H1", f"Side {number} i {name}"), ("P", "tekst " * 9), language="da")
    noise = made.pdf.make_stream(
        Random(name).randbytes(60_000),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=200,
        Height=300,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    made.pdf.pages[0].obj.Resources.XObject = Dictionary(Noise=noise)
    return made.bytes()


@pytest.mark.parametrize(
    ("kind", "audience", "expected"),
    [
        (DAGSORDEN, OFFENTLIG, BEFORE),
        (DAGSORDEN, INTERN, (*BEFORE, SECRET, SECRET_ITEM)),
        (REFERAT, OFFENTLIG, (*BEFORE, *AT_MEETING, OFF)),
        (REFERAT, INTERN, (*BEFORE, SECRET, *AT_MEETING, SECRET_ITEM, OFF)),
    ],
    ids=["dagsorden", "dagsorden-intern", "referat", "referat-intern"],
)
def test_a_reader_gets_what_is_theirs_in_order(
    kind: Kind,
    audience: Audience,
    expected: tuple[tuple[str, Apart | None], ...],
    tmp_path: Path,
) -> None:
    ws = workspace(tmp_path)
    (file,) = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    found = list(entries(plan(meeting)[0], kind, audience))
    assert tuple((one.titel, one.apart) for one in found) == expected


def test_the_page_of_one_that_is_not_there_says_why(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    (file,) = ws.meeting_files()
    (path,) = make(ws, file, REFERAT, OFFENTLIG).files
    whole = Viewed(path)
    labels = whole.labels()
    told = {
        "1-2": DANISH.material_to_come,
        "1-4": DANISH.material_own_file,
        "1-5": DANISH.material_web.format(address="https://example.org/plan"),
        "1-6": DANISH.material_no_file,
        "1-9": DANISH.material_handed_out,
    }
    for label, words in told.items():
        at = labels.index(label)
        assert words in " ".join(whole.text(at).split()), label
        assert not labels[at + 1].startswith(f"{label} ")
    assert not any(label.startswith(("1-7", "1-8", "2-1")) for label in labels)


def test_it_is_divided_between_items_and_numbered_through(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    (file,) = ws.meeting_files()
    made = make(ws, file, REFERAT, INTERN, most=250_000)
    assert [one.message for one in made.findings if one.code == "M665"] == []
    assert len(made.files) > 2
    assert all(path.stat().st_size <= 250_000 for path in made.files)
    volumes = list(map(Viewed, made.files))
    count, number, found = sum(one.pages for one in volumes), 0, list[str]()
    expected = [one.short for one in made.entries if one.punkt]
    for volume in volumes:
        labels = volume.labels()
        found += [label for label in labels if label in expected]
        for page, label in enumerate(labels):
            number += 1
            if " s. " in label:
                stamp = DANISH.material_number.format(number=number, count=count)
                assert stamp in " ".join(volume.text(page).split())
        assert all(0 <= one.target < volume.pages for one in volume.links())
    assert found == expected


def test_a_part_that_stays_too_large_is_told_at_its_attachment(tmp_path: Path) -> None:
    ws = workspace(tmp_path)
    (file,) = ws.meeting_files()
    made = make(ws, file, DAGSORDEN, OFFENTLIG, most=40_000)
    place = {one.titel: one.position for one in made.entries}
    told = [one.position for one in made.findings if one.code == "M665"]
    assert {place[titel] for titel in ("Vejkort", "Kort", "Trafiktal")} <= set(told)


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ([], 1, "2025-09-12.yaml:5:27: fejl: Bilaget bilag/vejkort.pdf findes ikke."),
        (["--max", "0MB"], 2, "»0MB« er ikke en størrelse; skriv den som 20MB."),
        (["--max", "20"], 2, "»20« er ikke en størrelse; skriv den som 20MB."),
    ],
    ids=["missing", "nothing", "unit"],
)
def test_what_is_wrong_is_told_once(
    more: list[str],
    status: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ws = workspace(tmp_path, "dagsorden_status: udsendt\n" + MEETING)
    monkeypatch.chdir(tmp_path)
    if status == 1:  # a document that stands there is looked after by the same command
        assert cli.main(["dagsorden", "2025-09-12"]) == 0
        capsys.readouterr()
    (ws.meetings / "f" / "bilag" / "vejkort.pdf").unlink()
    assert cli.main(["material", "2025-09-12", *more]) == status
    assert capsys.readouterr().err.count(told) == 1


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b/c"):
        ws = workspace(tmp_path / name)
        (file,) = ws.meeting_files()
        (path,) = make(ws, file, DAGSORDEN, INTERN).files
        made.append(path.read_bytes())
    assert made[0] == made[1]
