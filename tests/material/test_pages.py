"""What is no PDF becomes pages, or is refused with its name and what to do."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdfium2 import PdfDocument

import office_files
import ole_files
from indhold.findings import Finding
from indhold.findings import Kind as Matter
from issue_support import FORUM, workspace
from libreoffice import SOFFICE
from moedebog.blocks import CodeBlock, Paragraph, Table, text_of
from moedebog.compose import plan
from moedebog.diagnostics import Problems
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.material import office, prepared, texts
from moedebog.material.contents import entries
from moedebog.material.failures import NoPages
from moedebog.material.files import Collected, make
from moedebog.material.findings import converted
from moedebog.material.pdfs import REFUSED as REFUSED_PDFS
from moedebog.material.pdfs import Pdfs
from moedebog.material.prepared import Account, Pages, as_pages
from moedebog.workspace import STATE, Workspace
from samling import Reason

ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="LibreOffice spilles af et shell-script")
WITH_OFFICE = pytest.mark.skipif(
    SOFFICE is None, reason="soffice (LibreOffice) er ikke installeret"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
CHANGED = (
    '<w:ins w:id="1" w:author="A"><w:r><w:t xml:space="preserve"> indsat </w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="A"><w:r><w:delText>slettet</w:delText></w:r></w:del>'
)
PRETENDED = """#!/bin/sh
echo $$ > {pid}
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2
for file; do
  stem=$(basename "$file"); stem=${{stem%.*}}
  case $stem in *1s) printf '%%PDF-1.7 half' > "$out/$stem.pdf"; sleep 60;; esac
  printf '%%PDF-1.7\\n%%%%EOF\\n' > "$out/$stem.pdf"
done
"""
"""It stands still in the second file, after it has begun to write it."""


def word(body: str) -> bytes:
    return office_files.document(body, {"[Content_Types].xml": TYPES})


def with_files(folder: Path, files: dict[str, bytes], more: str = "") -> Workspace:
    items = "  - titel: Et punkt\n    bilag:\n" + "".join(
        f"      - titel: {name.partition('.')[0]}\n        fil: bilag/{name}\n{more}"
        for name in files
    )
    ws = workspace(folder, items, forum=FORUM + "formater:\n  - pdf\n")
    place = ws.meetings / "f" / "bilag"
    place.mkdir()
    for name, data in files.items():
        (place / name).write_bytes(data)
    return ws


def collected(ws: Workspace) -> Collected:
    (file,) = ws.meeting_files()
    return make(ws, file, Kind.DAGSORDEN, Audience.INTERN)


def picture(folder: Path, name: str, size: tuple[int, int], **told: Any) -> bytes:
    path = folder / name
    Image.new("RGB", size, "teal").save(path, **told)
    return path.read_bytes()


# --- LibreOffice ----------------------------------------------------------------------------


@pytest.fixture
def pretended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that stands still; gives the file with its process."""
    pid, script = tmp_path / "pid", tmp_path / "soffice"
    script.write_text(PRETENDED.format(pid=pid))
    script.chmod(0o755)
    monkeypatch.setattr(prepared, "program", lambda: str(script))
    monkeypatch.setattr(office, "_SECONDS", 1)
    return pid


@ON_POSIX
def test_a_file_in_which_libreoffice_stands_still_does_not_stop_the_others(
    tmp_path: Path, pretended: Path
) -> None:
    files = [tmp_path / f"{name}.docx" for name in "abc"]
    for number, path in enumerate(files):
        path.write_bytes(word(office_files.paragraph(f"Notat {number}")))
    made = as_pages(tmp_path, dict.fromkeys(files, "docx"), "da-DK", tmp_path / "k")
    assert [isinstance(made[one], Pages) for one in files] == [True, False, True]
    assert made[files[1]] is NoPages.NOT_MADE
    assert not is_running(int(pretended.read_text()))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@ON_POSIX
def test_pages_are_kept_where_only_the_owner_reads(tmp_path: Path, pretended: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(office_files.paragraph("Notat")))
    as_pages(tmp_path, {path: "docx"}, "da-DK", tmp_path / "k")
    folder = tmp_path / STATE / prepared.FOLDER
    assert folder.stat().st_mode & 0o077 == 0
    assert (tmp_path / STATE / ".gitignore").read_text() == "*\n"
    pretended.unlink()
    made = as_pages(tmp_path, {path: "docx"}, "da-DK", tmp_path / "again")
    assert isinstance(made[path], Pages)
    assert not pretended.exists()  # it was not asked again


@ON_POSIX
def test_pages_that_were_not_used_for_long_go(tmp_path: Path, pretended: Path) -> None:
    paths = [tmp_path / name for name in ("a.docx", "b.docx")]
    for path in paths:
        path.write_bytes(word(office_files.paragraph(path.name)))
        as_pages(tmp_path, {path: "docx"}, "da-DK", tmp_path / path.stem)
        for kept in (tmp_path / STATE / prepared.FOLDER).iterdir():
            long_ago = time.time() - 100 * 86_400
            os.utime(kept, (long_ago, long_ago))
    assert pretended.exists()
    assert len(list((tmp_path / STATE / prepared.FOLDER).iterdir())) == 2


def test_without_libreoffice_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "program", lambda: None)
    with pytest.raises(Problems, match="LibreOffice er ikke installeret"):
        collected(with_files(tmp_path, {"notat.docx": word(office_files.paragraph("Notat"))}))


@ON_POSIX
def test_a_file_with_a_password_is_refused_as_such(tmp_path: Path, pretended: Path) -> None:
    sealed = ole_files.compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"x" * 100})
    with pytest.raises(Problems, match="adgangskode"):
        collected(with_files(tmp_path, {"notat.docx": sealed}))
    assert not pretended.exists()


@WITH_OFFICE
def test_pages_show_the_finished_text_as_it_was_saved(tmp_path: Path) -> None:
    date = '<w:fldSimple w:instr=" DATE "><w:r><w:t> 3. marts 2020</w:t></w:r></w:fldSimple>'
    path = tmp_path / "notat.docx"
    path.write_bytes(word(office_files.paragraph("Bevares", CHANGED, date)))
    made = as_pages(tmp_path, {path: "docx"}, "da-DK", tmp_path / "k")[path]
    assert isinstance(made, Pages)
    with PdfDocument(made.pdf) as drawn:
        words = drawn[0].get_textpage().get_text_range()
    assert words.split() == ["Bevares", "indsat", "3.", "marts", "2020"]
    with pikepdf.open(made.pdf) as tagged:
        assert "/StructTreeRoot" in tagged.Root
        assert str(tagged.Root.Lang) == "da-DK"


@pytest.mark.parametrize(
    ("kind", "code", "words"),
    [
        (Matter.COMMENT, "M672", "uden kommentarer"),
        (Matter.HIDDEN, "M672", "uden skjult indhold eller noter"),
        (Matter.TRACKED_CHANGE, "M671", "sporede ændringer står, som var de godkendt"),
    ],
    ids=["comment", "hidden", "changes"],
)
def test_what_the_pages_are_without_is_told(
    tmp_path: Path, kind: Matter, code: str, words: str
) -> None:
    ws = with_files(tmp_path, {"notat.docx": b""})
    meeting = load(ws, ws.meeting_files()[0]).meeting
    assert meeting is not None
    entry, *_ = entries(plan(meeting)[0], Kind.DAGSORDEN, Audience.INTERN)
    assert entry.fil is not None
    pdfs = Pdfs(accounts={entry.fil: Account(taken=(Finding(kind),))})
    told = [(one.code, words in one.message) for one in converted([entry], pdfs)]
    assert told == [(code, True)]


# --- by what they are -----------------------------------------------------------------------

REFUSED = {
    "brev.eml": (b"From: a@example.org\nTo: b@example.org\nSubject: Hej\n\nHej\n", "en mail"),
    "foto.heic": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "formatet HEIC"),
    "pakke.docx": (office_files.packed({"a.txt": "hej"}), "pakke med filer"),
    "side.html": (b"<html><body>Hej</body></html>", "en webside"),
    "svar.docx": (b"Bare tekst", "ikke, hvad dens navn siger"),
    "tal.json": (b'{"a": 1}', "JSON-filer"),
    "tegn.txt": ("Hej \U00013000".encode(), "tegn i den"),
    "tomt.txt": (b"\n\n", "intet i den"),
}


def test_all_that_cannot_be_pages_is_refused_at_once(tmp_path: Path) -> None:
    ws = with_files(tmp_path, {name: data for name, (data, _) in REFUSED.items()})
    with pytest.raises(Problems) as raised:
        collected(ws)
    told = raised.value.diagnostics
    assert [one.position.line for one in told] == sorted({one.position.line for one in told})
    assert len(told) == len(REFUSED)
    for one, (_, why) in zip(told, REFUSED.values(), strict=True):
        assert why in one.message


def test_each_reason_why_a_pdf_cannot_be_joined_has_words() -> None:
    assert set(REFUSED_PDFS) == set(Reason)


def test_contents_decide_and_not_the_name(tmp_path: Path) -> None:
    png = picture(tmp_path, "a.png", (40, 30))
    made = collected(with_files(tmp_path / "w", {"kort.jpg": png}))
    assert len(made.files) == 1


# --- pictures -------------------------------------------------------------------------------


def figures(whole: pikepdf.Pdf) -> Iterator[str]:
    for one in whole.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/S") == pikepdf.Name.Figure:
            yield str(one.Alt)


def test_a_picture_stands_on_a_page_with_its_words(tmp_path: Path) -> None:
    wide = picture(tmp_path, "a.png", (1600, 900))
    ws = with_files(tmp_path / "w", {"kort.png": wide}, "        alt: Stien langs åen\n")
    made = collected(ws)
    assert {one.code for one in made.findings} == set()
    with pikepdf.open(made.files[0]) as whole:
        assert list(figures(whole)) == ["Stien langs åen"]
        _, _, width, height = map(float, whole.pages[-1].mediabox)
        assert width > height


def test_each_page_of_a_tiff_is_a_page_and_they_are_told_of_as_a_scan(tmp_path: Path) -> None:
    pages = [Image.new("L", (200, 300), shade) for shade in (10, 200)]
    fax = picture(tmp_path, "a.tif", (300, 200), save_all=True, append_images=pages)
    made = collected(with_files(tmp_path / "w", {"fax.tif": fax}))
    assert [one.code for one in made.findings] == ["M6610"]
    with pikepdf.open(made.files[0]) as whole:
        assert sorted(figures(whole)) == ["fax (1/3)", "fax (2/3)", "fax (3/3)"]


@pytest.mark.parametrize(
    ("name", "alt", "cover", "listed", "met"),
    [
        ("fax.tif", "", "Kan ikke læses op: siderne er billeder.", "siderne er billeder", False),
        ("fax.tif", "Et brev", "Kan ikke læses op: siderne er", "siderne er billeder", False),
        ("kort.png", "", "Kan ikke læses op: det er et billede", "et billede uden", False),
        ("kort.png", "Stien", "Er et billede: det, der ses på det, er", "kun beskrivelsen", True),
        ("a.txt", "", "Kan læses op. Siderne er lavet af filen", "", True),
        ("a.csv", "", "Kan læses op. Siderne er lavet af filen", "", True),
    ],
    ids=["scan", "scan-alt", "picture", "picture-alt", "text", "table"],
)
def test_nothing_is_said_of_the_reading_of_what_was_no_pdf_that_is_not_true(
    tmp_path: Path, name: str, alt: str, cover: str, listed: str, met: bool
) -> None:
    pages = [Image.new("L", (200, 300), shade) for shade in (10, 200)]
    files = {
        "fax.tif": picture(tmp_path, "a.tif", (300, 200), save_all=True, append_images=pages),
        "kort.png": picture(tmp_path, "a.png", (300, 200)),
        "a.txt": b"Hej",
        "a.csv": b"Sted,Antal\nNord,2\n",
    }
    ws = with_files(tmp_path / "w", {name: files[name]}, f"        alt: {alt}\n" if alt else "")
    (path,) = collected(ws).files
    text = " ".join(
        " ".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(str(path))
    )
    assert cover in text
    assert "Filen oplyser" not in text
    assert (f"{name.partition('.')[0]} – " in text) == bool(listed)
    assert listed in text
    with pikepdf.open(path) as whole, whole.open_metadata() as xmp:
        assert ("pdfuaid:part" in xmp) == met
    for krav in ("maerket", "ua"):
        forum = ws.meetings / "f" / "forum.yaml"
        forum.write_text(f"{FORUM}formater:\n  - pdf\nkrav: {krav}\n", encoding="utf-8")
        if met:
            assert collected(ws)
            continue
        with pytest.raises(Problems) as raised:
            collected(ws)
        assert [one.code for one in raised.value.diagnostics] == ["M668"]


def test_a_picture_that_moves_stands_still_and_that_is_told(tmp_path: Path) -> None:
    more = [Image.new("RGB", (40, 30), "red")]
    moving = picture(tmp_path, "a.gif", (40, 30), save_all=True, append_images=more)
    made = collected(with_files(tmp_path / "w", {"sti.gif": moving}))
    assert [one.code for one in made.findings] == ["M670", "M5396"]


def test_words_for_what_is_no_picture_are_told_of(tmp_path: Path) -> None:
    made = collected(with_files(tmp_path, {"a.txt": b"Hej"}, "        alt: Stien\n"))
    assert [one.code for one in made.findings] == ["M6701"]


# --- texts ----------------------------------------------------------------------------------


def blocks(folder: Path, name: str, text: str, encoding: str = "utf-8") -> tuple[Any, ...]:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return texts.blocks_of(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_letters_it_is_written_in(tmp_path: Path, encoding: str) -> None:
    (one,) = blocks(tmp_path, "a.txt", "Æblegrød på\nbordet", encoding)
    assert isinstance(one, Paragraph)
    assert text_of(one.inlines) == "Æblegrød på bordet"


def test_words_that_blanks_set_below_one_another_stay_so(tmp_path: Path) -> None:
    first, second = blocks(tmp_path, "a.txt", "Hej\n\nAnna    3\nBo      4\n")
    assert isinstance(first, Paragraph)
    assert second == CodeBlock("Anna    3\nBo      4")


@pytest.mark.parametrize(
    ("text", "header"),
    [
        pytest.param("Nr.;Navn\n1;Bro\n2;Sti, ny\n", ["Nr.", "Navn"], id="semicolons"),
        pytest.param('Nr.,Navn\n1,"Sti; ny"\n', ["Nr.", "Navn"], id="commas"),
        pytest.param("sep=|\nNr.|Navn\n1|Bro\n", ["Nr.", "Navn"], id="as-excel-says"),
        pytest.param("1,5;2\n3;4\n", ["1", "2"], id="no-header"),
    ],
)
def test_a_file_of_values_is_a_table_with_a_header(
    tmp_path: Path, text: str, header: list[str]
) -> None:
    (table,) = blocks(tmp_path, "a.csv", text)
    assert isinstance(table, Table)
    told = [b for cell in table.header for b in cell.blocks if isinstance(b, Paragraph)]
    assert [text_of(one.inlines) for one in told] == header


def test_markdown_fetches_no_picture(tmp_path: Path) -> None:
    shutil.copy(__file__, tmp_path / "b.png")
    (one,) = blocks(tmp_path, "a.md", "Se ![kort](b.png)")
    assert isinstance(one, Paragraph)


def test_a_table_that_nobody_reads_on_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(texts.TooMuchText):
        blocks(tmp_path, "a.csv", ";".join("x" * 40) + "\n")
