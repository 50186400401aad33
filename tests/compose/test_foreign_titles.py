"""A passage of a title that is in another language is marked as such, and is plain elsewhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader

from moedebog.blocks import Run, spoken
from moedebog.compose import compose_facts
from moedebog.document import Document
from moedebog.render import docx, pdf
from moedebog.settings.style import load_style
from support import INTERN, OFFENTLIG, REFERAT, ROOT, document, document_lines, meeting

MEETING = """
    punkter:
      - titel: Besøg i [Living Lab]{lang=en} i Esbjerg
        gruppe: "[Lessons learned]{lang=en}"
        afsnit:
          - {overskrift: "[Outcome]{lang=en-GB} af besøget", tekst: Godt.}
          - {slags: bilag, bilag: [{titel: "[Final report]{lang='en'}"}]}
      - titel: Aftale om [secret plan]{lang=de}
        lukket: {offentlig_titel: "[Fair play]{lang=fr}"}
"""
TEMPLATES = ROOT / "templates" / "standard"
MARKS = (("en", "Lessons learned"), ("en", "Living Lab"), ("en-GB", "Outcome"), ("fr", "Fair play"))


def in_word(made: Document) -> str:
    data = docx.render(made, TEMPLATES / "referat.docx")
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def in_pdf(made: Document) -> PdfReader:
    style, problems = load_style(TEMPLATES / "pdf.yaml", "pdf.yaml")
    assert style is not None, problems
    return PdfReader(io.BytesIO(pdf.render(made, style)))


def bookmarks(outline: Any) -> list[str]:
    if isinstance(outline, list):
        return [title for one in outline for title in bookmarks(one)]
    return [str(outline.title)]


def test_words_of_another_language_are_marked_in_headings_overview_and_attachments() -> None:
    made = document(MEETING)
    xml = in_word(made)
    for tag, text in (*MARKS, ("en", "Final report")):
        marked = f'<w:lang w:val="{tag}"/></w:rPr><w:t xml:space="preserve">{text}</w:t>'
        assert xml.count(marked) == (1 if text == "Outcome" else 2), text
    reader = in_pdf(made)
    size = int(cast("Any", reader.trailer["/Size"]))
    objects = [cast("Any", reader.get_object(number)) for number in range(1, size)]
    spans = [str(o["/Lang"]) for o in objects if isinstance(o, dict) and o.get("/S") == "/Span"]
    assert sorted(spans) == ["en"] * 6 + ["en-GB"] + ["fr"] * 2


def test_elsewhere_the_title_is_plain() -> None:
    made = document(MEETING)
    assert "Punkt 1: Besøg i Living Lab i Esbjerg" in document_lines(made)
    assert not [line for line in document_lines(made) if "lang" in line or "[" in line]
    assert "Punkt 1: Besøg i Living Lab i Esbjerg" in bookmarks(in_pdf(made).outline)
    facts = compose_facts(meeting(MEETING), REFERAT, OFFENTLIG)
    assert [punkt.titel for punkt in facts.punkter] == [
        "Besøg i Living Lab i Esbjerg",
        "Fair play",
    ]


def test_the_public_document_knows_nothing_of_a_closed_title() -> None:
    assert "secret plan" not in dict(document(MEETING).fremmed)
    assert dict(document(MEETING, audience=INTERN).fremmed)["secret plan"] == "de"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Labels", (Run("Labels"),)),
        ("Living Lab", (Run("Living Lab", language="en"),)),
        ("Lab (Lab)", (Run("Lab", language="en"), Run(" ("), Run("Lab", language="en"), Run(")"))),
    ],
)
def test_only_whole_words_are_marked(text: str, runs: tuple[Run, ...]) -> None:
    assert spoken(text, (("Lab", "en"), ("Living Lab", "en"))) == runs


def test_a_mark_that_is_no_language_is_told_of(tmp_path: Path) -> None:
    from moedebog.build.check import validate
    from moedebog.workspace import Workspace

    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    typed = "Besøg i [Living Lab]{sprog=en}"
    head = 'dato: 2025-09-12\nstart: "10:00"\n'
    file = folder / "2025-09-12.yaml"
    file.write_text(f"{head}punkter:\n  - titel: {typed}\n", encoding="utf-8")
    ws = Workspace(tmp_path)
    assert "M549" in [d.code for d in validate(ws, ws.meeting_files())]
    file.write_text(f"{head}punkter:\n  - titel: {typed.replace('sprog', 'lang')}\n", "utf-8")
    assert "M549" not in [d.code for d in validate(ws, ws.meeting_files())]
