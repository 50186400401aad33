"""Every PDF conforms to PDF/UA-1 and PDF/A-2a (or -3a), say three validators; and they can tell.

``make conformance`` runs this file alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Dictionary, Name
from PIL import Image, ImageCms

from moedebog.blocks import Picture, plain
from moedebog.compose import compose_facts
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta
from moedebog.load import load
from moedebog.render.pdf import render
from moedebog.workspace import Workspace
from pdf_samples import document, everything, item, png, section, stress, style, style_of
from sample_documents import samples
from support import ROOT
from validators import Failures, outloud, pdfua, verapdf

pytestmark = pytest.mark.slow

MISTAKEN = {"PAG-001", "ORD-001", "TBL-012"}
"""Warnings of outloud that guess, and guess wrong here: words that stand at the head of several
pages are taken for running heads, and cells that go over a page for cells out of order
(``test_each_page_is_painted_in_the_order_of_the_tree`` looks for itself), and the sheet that is
signed by hand for no table, since most of its cells are empty. Its TAG-002 guesses, too: that
artifacts which read like sentences are none."""


MISTAKEN_ERRORS = {"TBL-010"}
"""And an error that does: a small table whose rows have headers has more of them than of other
cells, and is taken for one whose headers were torn."""


def pictures(folder: Path) -> Document:
    """A document with pictures of every kind that people have."""
    kinds = {"RGB": "png", "RGBA": "png", "L": "png", "LA": "png", "P": "png", "1": "png"}
    names = [(mode, f"{mode}.{kind}") for mode, kind in kinds.items()]
    names += [("RGB", "f.jpg"), ("L", "g.jpg"), ("CMYK", "c.jpg")]
    for mode, name in names:
        Image.new("RGB", (40, 30), "#336699").convert(mode).save(folder / name)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name in ("p.png", "p.jpg", "p.webp", "p.tif", "p.bmp"):
        Image.new("RGB", (3000, 20), "#336699").save(folder / name, icc_profile=profile)
        names.append(("farver med profil", name))
    half = Image.new("RGBA", (40, 30), (9, 9, 99, 128))
    half.save(folder / "half.png", icc_profile=profile)
    names.append(("halvt gennemsigtigt", "half.png"))
    return document(
        item(1, section(*(Picture(folder / name, f"Et billede i {mode}") for mode, name in names)))
    )


def facts_of_a_sample() -> Fakta:
    file = Workspace(ROOT).meeting_file("eksempel/2025-11-06")
    meeting = load(Workspace(ROOT), file).meeting
    assert meeting is not None
    return compose_facts(meeting, Kind.REFERAT, Audience.OFFENTLIG)


def make(folder: Path) -> list[Path]:
    """A file of each document."""
    (folder / "logo.png").write_bytes(png())
    look = "logo: {fil: logo.png, alt: Byvåben}\nsidehoved: {paa_foerste_side: ja}\n"
    (folder / "pdf.yaml").write_text(look, encoding="utf-8")
    own = style_of(folder / "pdf.yaml")
    embedding = replace(style(), indlejr_kilde=True)
    facts = facts_of_a_sample()
    made = {name.replace("/", "."): render(doc, style()) for name, doc in samples().items()}
    made |= {
        "everything": render(everything(folder), style()),
        "stress": render(stress(folder), style()),
        "stress-with-source": render(stress(folder), embedding, facts),
        "logo": render(document(item(1, section(plain("x")))), own),
        "pictures": render(pictures(folder), style()),
        "no-items": render(document(), style()),
    }
    name, doc = next((n, d) for n, d in samples().items() if n.endswith("referat-offentlig"))
    made[f"{name.replace('/', '.')}-with-source"] = render(doc, embedding, facts)
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return sorted(folder.glob("*.pdf"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make(tmp_path_factory.mktemp("good"))


def test_verapdf_finds_nothing(files: list[Path]) -> None:
    found = verapdf(files)
    assert len(found) >= len(samples()) + 5
    for path, standards in found.items():
        part = "PDF/A-3A" if "with-source" in path.name else "PDF/A-2A"
        assert standards == {"PDF/UA-1": set(), part: set()}, path.name


def test_pdfua_finds_nothing(files: list[Path]) -> None:
    assert {path.name: pdfua(path) for path in files if pdfua(path)} == {}


def test_outloud_finds_nothing(files: list[Path]) -> None:
    for path in files:
        errors, warnings = outloud(path)
        assert errors <= {"TAG-002", *MISTAKEN_ERRORS}, path.name
        assert warnings <= MISTAKEN, path.name


# --- files known to fail ----------------------------------------------------------------------


@dataclass(frozen=True)
class Broken:
    """A good file with one piece switched off, and the clauses of which a validator must tell."""

    name: str
    off: Callable[[pikepdf.Pdf], object]
    ua: str = ""
    a: str = ""
    others: bool = False
    """pdfua or outloud see it, too."""


def _elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    found = [
        thing
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and thing.get("/S") == role and "/P" in thing
    ]
    assert found
    return found


def _delete(role: str, key: str) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        for element in _elements(pdf, role):
            if key in element:
                del element[key]

    return off


def _rename(role: str, other: str) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        for element in _elements(pdf, role):
            element["/S"] = Name(other)

    return off


def _catalog(key: str) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return off


def _links(key: str) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for link in page.get("/Annots", ()):
                del link[key]

    return off


def _pages(key: str) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj[key]

    return off


def _fonts(key: str) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            if key in font:
                del font[key]
            elif key in font.FontDescriptor:
                del font.FontDescriptor[key]

    return off


def _content(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            data = page.Contents.read_bytes()
            assert old in data
            page.Contents.write(data.replace(old, new))

    return off


def _packet(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], object]:
    def off(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata.write(data.replace(old, new))

    return off


def _widths(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        font.Widths = pikepdf.Array([width + 50 for width in font.Widths])


BROKEN = (
    Broken("no-tree", _catalog("/StructTreeRoot"), ua="7.1-11", a="6.7.3.3-1", others=True),
    Broken("not-marked", _catalog("/MarkInfo"), ua="6.2-1", a="6.7.2.2-1", others=True),
    Broken("no-language", _catalog("/Lang"), ua="7.2-2", others=True),
    Broken("no-title-in-window", _catalog("/ViewerPreferences"), ua="7.1-10", others=True),
    Broken("no-packet", _catalog("/Metadata"), ua="7.1-8", a="6.6.2.1-1", others=True),
    Broken("no-colour-space", _catalog("/OutputIntents"), a="6.2.4.3-2"),
    Broken("no-claim", _packet(b"<pdfuaid:part>1</pdfuaid:part>", b""), ua="5-1", others=True),
    Broken("no-extension-schema", _packet(b"id/</pdfaSchema", b"x/</pdfaSchema"), a="6.6.2.3.1-1"),
    Broken("no-alternative", _delete("/Figure", "/Alt"), ua="7.3-1", others=True),
    Broken("no-scope", _delete("/TH", "/A"), ua="7.5-1"),
    Broken("level-left-out", _rename("/H2", "/H4"), ua="7.4.2-1", others=True),
    Broken("item-without-list", _rename("/L", "/Div"), ua="7.2-17", others=True),
    Broken("row-without-table", _rename("/Table", "/Div"), ua="7.2-5"),
    Broken("unknown-role", _rename("/BlockQuote", "/Citat"), ua="7.1-5", a="6.7.3.4-1"),
    Broken("link-without-role", _rename("/Link", "/Span"), ua="7.18.5-1", others=True),
    Broken("link-without-contents", _links("/Contents"), ua="7.18.5-2", others=True),
    Broken("link-not-in-tree", _links("/StructParent"), ua="7.18.5-1"),
    Broken("link-not-printed", _links("/F"), a="6.3.2-1"),
    Broken("no-tab-order", _pages("/Tabs"), ua="7.18.3-1", others=True),
    Broken("unmarked-content", _content(b"/Artifact BMC", b"/Nul BMC"), ua="7.1-3"),
    Broken("no-unicode", _fonts("/ToUnicode"), ua="7.21.7-1", a="6.2.11.7.2-1", others=True),
    Broken(
        "font-not-embedded", _fonts("/FontFile2"), ua="7.21.4.1-1", a="6.2.11.4.1-1", others=True
    ),
    Broken("wrong-widths", _widths, ua="7.21.5-1", a="6.2.11.5-1"),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("broken")
    good = folder / "good.pdf"
    good.write_bytes(render(everything(folder), style()))
    made = {"good": good}
    for case in BROKEN:
        made[case.name] = folder / f"{case.name}.pdf"
        with pikepdf.open(good) as pdf:
            case.off(pdf)
            pdf.save(made[case.name], fix_metadata_version=False)
    return made


@pytest.fixture(scope="module")
def found(broken: dict[str, Path]) -> tuple[Failures, Failures]:
    paths = list(broken.values())
    return verapdf(paths, "ua1"), verapdf(paths, "2a")


def test_the_file_that_is_broken_was_good(
    broken: dict[str, Path], found: tuple[Failures, Failures]
) -> None:
    assert [standards[broken["good"]] for standards in found] == [
        {"PDF/UA-1": set()},
        {"PDF/A-2A": set()},
    ]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_verapdf_sees_what_is_broken(
    case: Broken, broken: dict[str, Path], found: tuple[Failures, Failures]
) -> None:
    ua, a = (standards[broken[case.name]] for standards in found)
    assert {case.ua} - {""} <= ua["PDF/UA-1"]
    assert {case.a} - {""} <= a["PDF/A-2A"]


@pytest.mark.parametrize("case", [c for c in BROKEN if c.others], ids=lambda case: case.name)
def test_the_small_validators_see_most_of_it(case: Broken, broken: dict[str, Path]) -> None:
    assert pdfua(broken[case.name]) or outloud(broken[case.name])[0] - MISTAKEN_ERRORS
    assert not pdfua(broken["good"])
