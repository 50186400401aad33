"""A page of a web site that was saved by Word or copied: its menu, its buttons and its foot."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from import_support import run
from moedebog.importer.pieces import text_piece
from moedebog.importer.readers.web import LEFT_OUT, without_frame

BANNER = ("Vi bruger cookies til statistik.", "Accepter alle cookies", "Menu", "Søg")
COVER = ("Referat", "Dato: 4. marts 2025 kl. 17.00", "Sted: Rådhuset")
FOOT = ("Til toppen", "Prøve Kommune", "Torvet 1", "Tilgængelighedserklæring", "CVR: 12345678")


def test_a_page_that_word_saved(tmp_path: Path) -> None:
    document = docx.Document()
    site = document.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, True)
    for text in ("Spring til hovedindhold", "Borger", "Erhverv"):
        link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{site}"><w:r><w:t>{text}</w:t></w:r>'
        document.add_paragraph()._p.append(parse_xml(f"{link}</w:hyperlink>"))
    for text in (*BANNER, "Forside > Politik"):
        document.add_paragraph(text)
    document.add_heading("Prøveudvalget", 1)
    for text in (*COVER, "Del siden", "Luk alle"):
        document.add_paragraph(text)
    table = document.add_table(1, 3)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Punkt", "Titel"
    for number, title in enumerate(("Valg af formand", "Eventuelt"), 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = str(number), title, "Hent som PDF"
        cells[1].add_paragraph("Beslutning", style="Heading 3")
        cells[1].add_paragraph("Bo Prøve var enig.")
    for text in FOOT:
        document.add_paragraph(text)
    file = tmp_path / "side.docx"
    document.save(str(file))
    made = run(file, tmp_path)
    assert [punkt.titel for punkt in made.meeting.punkter] == ["Valg af formand", "Eventuelt"]
    assert made.result.unsure == 1
    assert f"# import: {LEFT_OUT.format(3 + 5 + 2 + 2 + 5)}" in made.text
    assert "Torvet" not in made.text


@pytest.mark.parametrize("words", [("Udskriv",), ("Menu", "Søg"), ("Tilbage", "Tilbage", "Print")])
def test_a_few_such_words_are_the_document_s_own(words: tuple[str, ...]) -> None:
    pieces = [text_piece(text) for text in (*COVER, *words, "Næste møde")]
    assert without_frame(pieces) == pieces
