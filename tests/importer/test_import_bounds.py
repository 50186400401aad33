"""An import ends: past its budget in words, and below it in a time that grows with the words."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from import_support import run
from moedebog.diagnostics import UsageProblem
from moedebog.importer import budget as bounds
from moedebog.importer import import_file
from moedebog.importer.budget import Budget
from moedebog.importer.pieces import Kind
from moedebog.importer.readers.docx import package as docx_package
from moedebog.importer.readers.docx import reader as read_docx
from moedebog.importer.readers.pdf import bounds as pdf_bounds
from moedebog.importer.readers.pdf import reader as read_pdf
from moedebog.importer.readers.picture_pieces import LEFT_OUT
from moedebog.importer.readers.text import reader as read_text
from moedebog.workspace import Workspace

HEAD = "Referat\nDato: 4. marts 2025 kl. 17.00\n\n"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TEXT = b"BT /F1 12 Tf 60 700 Td (Referat 4. marts 2025) Tj ET "
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(
    content: bytes, more: dict[int, bytes] | None = None, font: bytes = FONT, filters: bytes = b""
) -> bytes:
    """A PDF file of one page; ``more``: its other objects, 10 is the form ``/X``."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
        b"<< /Font << /F1 5 0 R >> /XObject << /X 10 0 R >> >> >>",
        4: stream(content, filters),
        5: font,
        **(more or {}),
    }
    made = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table, size = len(made), max(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size
    made += b"".join(b"%010d 00000 n \n" % places.get(number, 0) for number in range(1, size))
    return bytes(
        made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, table)
    )


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def forms(depth: int, fan: int) -> dict[int, bytes]:
    """Forms each of which draws the next one ``fan`` times."""
    return {
        10 + at: stream(
            b"/X Do " * fan if at < depth - 1 else b"0 0 m 9 9 l S " * 50,
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources "
            b"<< /XObject << /X %d 0 R >> >>" % (11 + at),
        )
        for at in range(depth)
    }


def packed(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


CID = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /W [0 2000000000 500] /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
OF_CID = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R] >>"
)
CMAP = stream(b"begincmap 1 beginbfrange <00000000> <7FFFFFFF> <0041> endbfrange endcmap")
NAMED = FONT.replace(b">>", b"/ToUnicode 6 0 R >>")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "bound"),
    [
        (lambda: pdf(TEXT + b"/X Do", forms(30, 1)), "figurer inde i hinanden"),
        (lambda: pdf(TEXT + b"/X Do", forms(9, 10)), "streger"),
        (lambda: pdf(TEXT + b"q " * 3000), "tegner for meget"),
        (lambda: pdf(packed(120), filters=b"/Filter /FlateDecode"), "pakkes ud"),
        (lambda: pdf(zlib.compress(packed(120)), filters=b"/Filter [/Fl /Fl]"), "pakkes ud"),
        (lambda: pdf(b"\x81 " * 900_000, filters=b"/Filter /RunLengthDecode"), "pakkes ud"),
        (lambda: pdf(TEXT, {6: CID}, OF_CID), "flere tegn, end der findes"),
        (lambda: pdf(TEXT, {6: CMAP}, NAMED), "flere tegn, end der findes"),
    ],
    ids=["deep", "laughs", "saved", "bomb", "bomb in a bomb", "runs", "widths", "codes"],
)
def test_a_small_pdf_that_would_never_end(
    data: Callable[[], bytes], bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_ON_PAGE", 2000)
    with pytest.raises(UsageProblem, match=bound):
        read_pdf.read(data())


def test_a_form_that_is_drawn_often_is_read() -> None:
    found = read_pdf.read(pdf(TEXT + b"/X Do " * 20, forms(5, 1)))
    assert next(piece.text for piece in found if piece.kind is Kind.TEXT).startswith("Referat")


def test_pdfminer_is_itself_again_after_an_import() -> None:
    from pdfminer import cmapdb, pdffont, pdfinterp, pdftypes

    before = [dict(vars(module)) for module in (cmapdb, pdffont, pdfinterp, pdftypes)]
    read_pdf.read(pdf(TEXT))
    with pytest.raises(UsageProblem):
        read_pdf.read(pdf(TEXT, {6: CMAP}, NAMED))
    assert before == [dict(vars(module)) for module in (cmapdb, pdffont, pdfinterp, pdftypes)]


def test_a_picture_among_the_drawing_is_passed_over() -> None:
    image = b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + b"EEI" * 300 + b" EI "
    assert "Referat" in read_pdf.read(pdf(image + TEXT))[0].text


def test_runs_are_unpacked_as_pdfminer_does_in_an_eighth_of_its_memory() -> None:
    import tracemalloc

    from pdfminer import pdftypes
    from pdfminer.runlength import rldecode

    runs = [b"\x05abcdef\xfex\x00y\x80 rest", b"\x02abc", b"", b"\x81"]
    with pdf_bounds.bounded(Budget()):
        assert [vars(pdftypes)["rldecode"](one) for one in runs[:3]] == [
            rldecode(one) for one in runs[:3]
        ]
        assert vars(pdftypes)["rldecode"](runs[3]) == b""  # where pdfminer throws
        tracemalloc.start()
        size = len(vars(pdftypes)["rldecode"](b"\x81 " * 10_000))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert size < most < 4 * size


def word(body: str, head: str = "") -> bytes:
    import docx

    made, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    text = f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    return changed.getvalue()


LINE = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
WIDE = f"<w:tc><w:tcPr><w:gridSpan w:val='60'/></w:tcPr>{LINE}</w:tc>"
NARROW = f"<w:tr>{WIDE}</w:tr>"


def nested(depth: int) -> str:
    text = LINE
    for _ in range(depth):
        text = f"<w:tbl><w:tr><w:tc>{text}</w:tc><w:tc>{LINE}</w:tc></w:tr></w:tbl>{LINE}"
    return text


@pytest.mark.parametrize(
    ("data", "bound"),
    [
        (lambda: word(LINE * 600), "afsnit"),
        (
            lambda: word(f"<w:tbl><w:tr>{WIDE * 90}</w:tr>{f'<w:tr>{WIDE}</w:tr>' * 90}</w:tbl>"),
            "celler",
        ),
        (lambda: word(nested(25)), "tabel står inde i mere"),
        (lambda: word(LINE, "<!DOCTYPE x [<!ENTITY a 'ha'>]>"), "DOCTYPE"),
        (lambda: word(f"{LINE}<!--{' ' * 3_000_000}-->"), "pakkes ud"),
    ],
    ids=["paragraphs", "cells", "nested tables", "entities", "bomb"],
)
def test_a_small_word_file_that_would_never_end(
    data: Callable[[], bytes], bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_PIECES", 500)
    monkeypatch.setattr(bounds, "MOST_CELLS", 100_000)
    monkeypatch.setattr(docx_package, "LARGEST_XML", 3_000_000)
    with pytest.raises(UsageProblem, match=bound):
        read_docx.read(data())


def test_an_import_that_takes_too_long_is_ended_in_words(tmp_path: Path) -> None:
    """Half a minute passes each time the clock is asked."""
    (tmp_path / "meetings").mkdir()
    file = tmp_path / "gammelt.txt"
    items = "".join(f"Punkt {n}: Emne {n}\n\nGodkendt.\n\n" for n in range(1, 9))
    file.write_text(f"{HEAD}{items}", "utf-8")
    ticks = count(0, 30)
    with pytest.raises(UsageProblem, match="mere end 300 sekunder"):
        import_file(Workspace(tmp_path), file, "f", None, Budget(clock=lambda: float(next(ticks))))
    assert not list((tmp_path / "meetings").rglob("*.yaml"))


def test_a_referat_of_300_pages_is_within_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading it takes a third of the pieces at most."""
    budget = Budget()
    lines = "".join(f"Linje {n} i sagen.\n\n" for n in range(300 * 40))
    monkeypatch.setattr(bounds, "MOST_PIECES", 3 * 300 * 40)
    assert len(read_text.read(f"{HEAD}{lines}".encode(), budget)) > 300 * 40


# --- pictures inside a Markdown file --------------------------------------------------------------

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


@pytest.mark.parametrize(
    "text",
    [
        f"Før.\n\n![Et kort](data:image/png;base64,{PNG})\n\nEfter.",
        f"Før.\n\n![Et kort][billede1]\n\nEfter.\n\n[billede1]: <data:image/png;base64,{PNG}>",
        f"Før ![Et kort](data:image/png;base64,{PNG}) efter.",
    ],
    ids=["alone", "defined below", "in a sentence"],
)
def test_a_picture_inside_a_markdown_file_becomes_a_file(text: str, tmp_path: Path) -> None:
    file = tmp_path / "gammelt.md"
    file.write_text(f"{HEAD}Punkt 1: Valg\n\n{text}\n\nPunkt 2: Eventuelt\n", "utf-8")
    made = run(file, tmp_path)
    assert made.result.pictures == 1
    assert "![Et kort](billeder/" in made.text
    assert "data:" not in made.text


@pytest.mark.parametrize(
    "data", ["image/png;base64,AAAA", "image/png;base64,x", "image/svg+xml,%3Csvg", ""]
)
def test_a_picture_that_is_none_is_told(data: str, tmp_path: Path) -> None:
    file = tmp_path / "gammelt.md"
    file.write_text(
        f"{HEAD}Punkt 1: Valg\n\nSe ![Et kort](data:{data}{'A' * 9000}) her.\n", "utf-8"
    )
    made = run(file, tmp_path)
    assert made.result.pictures == 0
    assert LEFT_OUT in made.text
    assert "Se [Billede: Et kort] her." in made.text.replace("\\", "")


# --- ten times the words --------------------------------------------------------------------------

LONG: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "a" * n,
    "digits": lambda n: "1" * n,
    "underscores": lambda n: f"x{'_' * n}x",
    "spaces": lambda n: f"x{' ' * n}x",
    "hyphens": lambda n: "a-" * n,
    "case numbers": lambda n: f"Sagsnr. {'1/' * n}!",
    "brackets": lambda n: "[" * min(n, 9000),
    "sentences": lambda n: "En sætning. " * n,
    "lines": lambda n: "en linje, der går videre på den næste linje og\n" * (n // 100),
    "paragraphs": lambda n: "Et afsnit.\n\n" * (n // 50),
    "dates": lambda n: "1. maj " * (n // 7),
    "signs in an action": lambda n: f"Aktion: Bestille a{' .' * (n // 2)}x",
    "brackets in an action": lambda n: f"Aktion: Bestille a{'(' * n}x",
    "treatments": lambda n: "Økonomiudvalget, 6. maj 2024, pkt. 3:\n\nAd 1\n\nJa.\n\n" * (n // 60),
    "motions": lambda n: "Beslutning\n\nJa.\n\nForslag fra Bo\n\nDer var mere.\n\n" * (n // 60),
    "addresses": lambda n: "Bo Prøve, bo@example.org\n\n" * (n // 26),
    "sections": lambda n: "Sagsfremstilling\n\nTekst.\n\nBeslutning\n\nJa.\n\n" * (n // 200),
}


MOST = 25
"""How many times the time ten times the words may take. What grows with their square takes a
hundred times; a machine that does other things meanwhile makes ten of it now and then fifteen."""


def cost(text: str, folder: Path, *, at_the_top: bool = False) -> float:
    """Processor time of an import, the less of two."""
    times = []
    for turn in ("a", "b"):
        root = folder / turn
        (root / "meetings").mkdir(parents=True)
        file = root / "gammelt.txt"
        top, told = (f"{text}\n\n", "Ja.") if at_the_top else ("", text)
        items = f"Punkt 1: Sag\n\n{told}\n\nPunkt 2: Eventuelt\n\nIntet.\n"
        file.write_text(f"{HEAD}{top}{items}", "utf-8")
        begun = time.process_time()
        import_file(Workspace(root), file, "f", None)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("make", LONG.values(), ids=LONG.keys())
def test_ten_times_the_words_take_no_hundred_times_the_time(
    make: Callable[[int], str], tmp_path: Path
) -> None:
    few, many = cost(make(2000), tmp_path / "few"), cost(make(20_000), tmp_path / "many")
    assert many <= MOST * few + 0.05


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["(1) ", "(lukket ", "A for B (", "A, "])
def test_ten_times_the_people_take_no_hundred_times_the_time(unit: str, tmp_path: Path) -> None:
    few, many = (
        cost(f"Deltagere: Anna Bo{unit * (n // len(unit))}x", tmp_path / str(n), at_the_top=True)
        for n in (2000, 20_000)
    )
    assert many <= MOST * few + 0.05


@pytest.mark.slow
def test_ten_times_the_items_take_no_hundred_times_the_time(tmp_path: Path) -> None:
    def text(items: int, titles: str) -> str:
        told = "".join(f"{n}. {titles} {n * 7}\n" for n in range(1, items + 1))
        return f"Dagsorden\n{told}\n" + "".join(
            f"{n}. Sag om emne {n * 7}\n\nGodkendt.\n\n" for n in range(1, items + 1)
        )

    few, many = (cost(text(n, "Om noget andet"), tmp_path / str(n)) for n in (65, 650))
    assert many <= MOST * few + 0.05


@pytest.mark.slow
def test_ten_times_the_items_told_again_take_no_hundred_times_the_time(tmp_path: Path) -> None:
    def text(items: int) -> str:
        titles = [f"### {n}. Sag om emne {n * 7}\n" for n in range(1, items + 1)]
        agenda, minutes = (f"{told}\n\n".join(titles) for told in ("- ved Bo", "Godkendt."))
        return f"## Dagsorden\n{agenda}\n## Referat\n{minutes}"

    few, many = (cost(text(n), tmp_path / str(n)) for n in (65, 650))
    assert many <= MOST * few + 0.05
