"""How the one file looks and is found one's way in: numbers, lists, links, bookmarks, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from pypdfium2 import PdfDocument

from issue_support import FORUM, workspace
from moedebog.document import Audience, Kind
from moedebog.material.files import Collected, make
from pdf_parts import Made

MEETING = """\
  - titel: Vejene
    bilag:
      - titel: Kort over nord
        fil: bilag/tre.pdf
        udarbejdet_af: Landmåler A/S
      - titel: Scannet skøde
        fil: bilag/scan.pdf
      - titel: Skilteplan
        fil: bilag/delvis.pdf
      - titel: Billedbog
        fil: bilag/billeder.pdf
  - titel: Vejene
    bilag:
      - titel: Høringssvar
        udsendes_med: eftersendes
      - titel: Lokalplan
        adresse: https://www.example.org/plan
      - titel: Regneark
        fil: bilag/tre.pdf
        kun_fil: ja
bilag:
  - titel: Mødeplan
    fil: bilag/tre.pdf
"""
REFERENCES = [
    "Mødets bilag 1",
    *(f"Punkt 1, bilag {n}" for n in (1, 2, 3, 4)),
    *(f"Punkt 2, bilag {n}" for n in (1, 2, 3)),
]
LABELS = ["Mødets bilag 1", "1-1", "1-2", "1-3", "1-4", "2-1", "2-2", "2-3"]


def three() -> bytes:
    made = Made()
    for number in (1, 2, 3):
        made.tag(("H1", f"Side {number} her"))
    return made.bytes()


def scan() -> bytes:
    made = Made()
    image = made.pdf.make_stream(b"\xee", Type=Name.XObject, Subtype=Name.Image)
    image.Width = image.Height = 1
    image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
    page = made.page("q 595 0 0 842 0 0 cm /Im Do Q")
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    return made.bytes()


def pictured() -> bytes:
    made = Made()
    for number, role in enumerate(("P", "Figure", "Formula"), 1):
        made.tag((role, f"Billede {number}"))
    return made.bytes()


def partly() -> bytes:
    made = Made()
    for number in (1, 2):
        made.tag(("P", f"Skilt {number}"))
    made.pdf.pages[1].contents_add(b"BT /F1 10 Tf 90 90 Td (udenfor) Tj ET")
    return made.bytes()


@pytest.fixture(scope="module")
def make_it(tmp_path_factory: pytest.TempPathFactory) -> Any:
    ws = workspace(tmp_path_factory.mktemp("ws"), MEETING, forum=FORUM + "formater:\n  - pdf\n")
    folder = ws.meetings / "f" / "bilag"
    folder.mkdir()
    for name, data in (
        ("tre", three()),
        ("scan", scan()),
        ("delvis", partly()),
        ("billeder", pictured()),
    ):
        (folder / f"{name}.pdf").write_bytes(data)

    def made(most: int | None = None) -> Collected:
        (file,) = ws.meeting_files()
        return make(ws, file, Kind.DAGSORDEN, Audience.INTERN, most=most)

    return made


@pytest.fixture(scope="module")
def whole(make_it: Any) -> Path:
    (path,) = make_it().files
    return Path(path)


def texts(path: Path) -> list[str]:
    pages = PdfDocument(str(path))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pages]


def labels(pdf: Any) -> list[str]:
    return [page.label for page in pdf.pages]


def links(pdf: Any) -> Iterator[tuple[int, str, Any]]:
    """Page, what is said of it, and the page or address that it leads to."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for number, page in enumerate(pdf.pages):
        for one in page.obj.get("/Annots", ()):
            if one.Subtype == Name.Link:
                to = numbers[one.Dest[0].objgen] if "/Dest" in one else str(one.A.URI)
                yield number, str(one.Contents), to


def test_every_page_has_the_number_that_it_is(whole: Path) -> None:
    pages = texts(whole)
    for number, text in enumerate(pages, 1):
        assert len(re.findall(rf"(?:Side|Samlet side) {number} af {len(pages)}\b", text)) == 1, text


def test_the_list_names_the_pages_on_which_attachments_begin(whole: Path) -> None:
    pages = texts(whole)
    (listed,) = (text for text in pages if "Bilag i samlingen" in text)
    with pikepdf.open(whole) as pdf:
        begin = {label: number for number, label in reversed([*enumerate(labels(pdf), 1)])}
    said = ["Ja", "Nej", "Delvis", "Eftersendes", "På nettet", "Egen fil"]
    rows = dict.fromkeys(REFERENCES, "")
    for reference, label in zip(REFERENCES, LABELS, strict=True):
        found = re.search(rf"{reference} \D+? ({'|'.join(said)}) {begin[label]}\b", listed)
        assert found, (reference, begin[label], listed)
        rows[reference] = found[1]
    assert list(rows.values()) == [
        "Ja",
        "Ja",
        "Nej",
        "Delvis",
        "Delvis",
        "Eftersendes",
        "På nettet",
        "Egen fil",
    ]
    assert "3 af 8 bilag kan ikke læses helt op" in listed
    assert "Punkt 1, bilag 2: Scannet skøde – siderne er billeder" in listed
    assert "Punkt 1, bilag 3: Skilteplan – noget på side 2 i bilaget er ikke mærket op" in listed
    billeder = "der er billeder uden beskrivelse på side 2 og 3 i bilaget"
    assert f"Punkt 1, bilag 4: Billedbog – {billeder}" in listed


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("1-1", ["Landmåler A/S", "3 sider: samlet side", "Kan læses op.", "Punkt 1: Vejene"]),
        ("1-2", ["1 side: samlet side", "Kan ikke læses op: siderne er billeder."]),
        ("1-3", ["Kan kun delvis læses op: noget på side 2 i bilaget"]),
        ("1-4", ["Kan kun delvis læses op: der er billeder uden beskrivelse på side 2 og 3 i bil"]),
        ("2-1", ["Bilaget eftersendes."]),
        ("2-2", ["Bilaget er en side på nettet: https://www.example.org/plan"]),
        ("2-3", ["Bilaget er en fil for sig og sendes ved siden af."]),
    ],
)
def test_the_page_before_an_attachment_says_what_it_is(
    whole: Path, label: str, said: list[str]
) -> None:
    with pikepdf.open(whole) as pdf:
        text = texts(whole)[labels(pdf).index(label)]
    assert [one for one in said if one not in text] == []


def test_the_page_before_an_attachment_names_the_pages_that_it_stands_on(whole: Path) -> None:
    with pikepdf.open(whole) as pdf:
        pages = dict(zip(labels(pdf), texts(whole), strict=True))
    for label, count in (("Mødets bilag 1", 3), ("1-1", 3), ("1-2", 1), ("1-3", 2)):
        own = [
            re.search(r"Samlet side (\d+) af", pages[f"{label} s. {n + 1}"]) for n in range(count)
        ]
        stamped = [one[1] for one in own if one]
        said = re.search(r"samlet side (\d+)(?:-(\d+))?", pages[label])
        assert said, pages[label]
        assert len(stamped) == count
        assert (said[1], said[2] or said[1]) == (stamped[0], stamped[-1]), label


def test_every_line_of_an_attachment_leads_to_it_and_back(whole: Path) -> None:
    with pikepdf.open(whole) as pdf:
        names, found = labels(pdf), list(links(pdf))
        first = names.index("bilagsliste 1")
        for label, title in (
            ("1-1", "Kort over nord"),
            ("2-1", "Høringssvar"),
            ("2-3", "Regneark"),
        ):
            cover = names.index(label)
            there = [number for number, said, to in found if title in said and to == cover]
            assert len([number for number in there if number < first]) == 2, label  # item, list
            assert first in there
            back = [to for number, said, to in found if number == cover and said.startswith("Til")]
            assert back == [min(there)]
        cover = names.index("2-2")
        assert [to for number, _, to in found if number == cover] == [
            "https://www.example.org/plan",
            first,
        ]


def test_no_two_pages_are_called_the_same(whole: Path) -> None:
    with pikepdf.open(whole) as pdf:
        names = labels(pdf)
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.isdigit()] == [
        "bilagsliste 1",
        *("Mødets bilag 1", *(f"Mødets bilag 1 s. {n}" for n in (1, 2, 3))),
        *("1-1", "1-1 s. 1", "1-1 s. 2", "1-1 s. 3", "1-2", "1-2 s. 1"),
        *(
            "1-3",
            "1-3 s. 1",
            "1-3 s. 2",
            "1-4",
            *(f"1-4 s. {n}" for n in (1, 2, 3)),
            "2-1",
            "2-2",
            "2-3",
        ),
    ]


def test_attachments_hang_under_their_items(whole: Path) -> None:
    with pikepdf.open(whole) as pdf, pdf.open_outline() as outline:
        top = {one.title: [below.title for below in one.children] for one in outline.root}
        assert pdf.Root.PageMode == Name.UseOutlines
    assert top["Punkt 1: Vejene"][-4:] == [
        "Bilag 1: Kort over nord",
        "Bilag 2: Scannet skøde",
        "Bilag 3: Skilteplan",
        "Bilag 4: Billedbog",
    ]
    assert top["Punkt 2: Vejene"][-1] == "Bilag 3: Regneark"
    assert list(top)[-2:] == ["Bilag i samlingen", "Mødets bilag 1: Mødeplan"]


def test_several_files_count_on(make_it: Any) -> None:
    size = make_it().volumes[0].size
    volumes = make_it(size * 2 // 3).files
    assert len(volumes) > 1
    pages = [text for path in volumes for text in texts(path)]
    for number, text in enumerate(pages, 1):
        assert re.search(rf"(?:Side|Samlet side) {number} af {len(pages)}\b", text), text
    second = texts(volumes[1])
    assert f"Bilag i samlingen, del 2 af {len(volumes)}" in second[0]
    number = len(texts(volumes[0])) + 2
    listed = [text for text in texts(volumes[0]) if "Bilag i samlingen, del 1" in text]
    assert f"Del 2, side {number}" in listed[0]
    assert f"Del 2, side {number}" in second[0]
    with pikepdf.open(volumes[1]) as pdf:
        back = [to for number, said, to in links(pdf) if said.startswith("Tilbage til oversigten")]
        assert set(back) == {0}
        assert str(pdf.docinfo.Title).endswith(f"med bilag, del 2 af {len(volumes)}")
