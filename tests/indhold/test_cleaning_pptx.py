"""Cleaned copies of presentations: they open, and the slides that are shown stay as they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from cleaned_samples import Copy, dangling, photo
from indhold.cleaning import Wishes
from indhold.findings import Kind


def slides(*texts: str) -> Any:
    made = Presentation()
    for text in texts:
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = text
    return made


def saved(made: Any, edit: Callable[[dict[str, bytes]], None] | None = None) -> bytes:
    """``edit``: changes the parts as they are written."""
    data = io.BytesIO()
    made.save(data)
    with zipfile.ZipFile(data) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    if edit is not None:
        edit(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed.getvalue()


def titles(copy: Copy) -> list[str]:
    shown = Presentation(io.BytesIO(copy.data))
    return [slide.shapes.title.text for slide in shown.slides]


def link(parts: dict[str, bytes], source: str, kind: str, target: str, content: bytes) -> None:
    """Another part that one knows."""
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    entry = f'<Relationship Id="rIdX{len(parts)}" Type="{kind}" Target="/{target}"/>'
    parts[rels] = parts[rels].replace(b"</Relationships>", entry.encode() + b"</Relationships>")
    parts[target] = content


def test_hidden_slides_go_with_all_that_leads_to_them(tmp_path: Path) -> None:
    made = slides("Et", "Hemmeligt", "Tre")
    one, two, _ = made.slides
    two._element.set("show", "0")
    two.notes_slide.notes_text_frame.text = "Hemmelige noter"
    one.shapes.title.click_action.target_slide = two
    box = one.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    box.text_frame.text = "Bliver"
    copy = Copy(tmp_path, "a.pptx", saved(made))
    assert titles(copy) == ["Et", "Tre"]
    assert not dangling(copy)
    assert b"emmelig" not in copy.everything
    assert b"hlinkClick" not in copy.parts["ppt/slides/slide1.xml"]
    assert copy.taken(Kind.HIDDEN) == 1


def test_slides_that_are_in_no_list_go(tmp_path: Path) -> None:
    made = slides("Et", "Hemmeligt")
    entries = made.slides._sldIdLst
    entries.remove(entries[1])
    copy = Copy(tmp_path, "a.pptx", saved(made))
    assert titles(copy) == ["Et"]
    assert b"emmeligt" not in copy.everything
    assert not dangling(copy)


def test_something_must_be_seen(tmp_path: Path) -> None:
    made = slides("Et")
    made.slides[0]._element.set("show", "0")
    copy = Copy(tmp_path, "a.pptx", saved(made))
    assert titles(copy) == ["Et"]
    assert copy.left(Kind.HIDDEN) == ["needed"]


def test_notes_go_where_it_is_wished(tmp_path: Path) -> None:
    made = slides("Et")
    made.slides[0].notes_slide.notes_text_frame.text = "Hold kæft om prisen"
    data = saved(made)
    assert Copy(tmp_path, "a.pptx", data).left(Kind.HIDDEN) == ["not-asked"]
    copy = Copy(tmp_path, "b.pptx", data, Wishes(notes=True))
    assert "prisen" not in copy.everything.decode(errors="replace")
    assert titles(copy) == ["Et"]
    assert not dangling(copy)


def test_comments_old_and_new(tmp_path: Path) -> None:
    old = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = "http://schemas.microsoft.com/office/2018/10/relationships"

    def edit(parts: dict[str, bytes]) -> None:
        comment = b'<p:cmLst xmlns:p="x"><p:cm><p:text>Hvorfor?</p:text></p:cm></p:cmLst>'
        slide = "ppt/slides/slide1.xml"
        link(parts, slide, f"{old}/comments", "ppt/comments/c1.xml", comment)
        link(parts, slide, f"{new}/comments", "ppt/comments/c2.xml", comment)
        people = b"<p:list xmlns:p='x'>Anna Andersen</p:list>"
        main = "ppt/presentation.xml"
        link(parts, main, f"{old}/commentAuthors", "ppt/commentAuthors.xml", people)
        link(parts, main, f"{new}/authors", "ppt/authors.xml", people)
        link(
            parts,
            main,
            "http://schemas.microsoft.com/office/2016/11/relationships/changesInfo",
            "ppt/changesInfos/changesInfo1.xml",
            people,
        )

    copy = Copy(tmp_path, "a.pptx", saved(slides("Et"), edit))
    assert titles(copy) == ["Et"]
    assert not dangling(copy)
    assert b"Hvorfor" not in copy.everything
    assert b"Andersen" not in copy.everything
    assert copy.taken(Kind.COMMENT) == 2


def test_hidden_shapes_go_but_not_what_moves(tmp_path: Path) -> None:
    made = slides("Et")
    shapes = made.slides[0].shapes
    for text in ("skjult", "kommer senere"):
        box = shapes.add_textbox(0, 0, Inches(1), Inches(1))
        box.text_frame.text = text
        box._element.nvSpPr.cNvPr.set("hidden", "1")
    moving = str(box.shape_id).encode()

    def edit(parts: dict[str, bytes]) -> None:
        timing = b'<p:timing><p:spTgt spid="' + moving + b'"/></p:timing></p:sld>'
        name = "ppt/slides/slide1.xml"
        parts[name] = parts[name].replace(b"</p:sld>", timing)

    copy = Copy(tmp_path, "a.pptx", saved(made, edit))
    assert b"skjult" not in copy.everything
    assert b"kommer senere" in copy.everything
    assert copy.left(Kind.HIDDEN) == ["needed"]


@pytest.mark.parametrize("embedded", [False, True])
def test_the_workbook_behind_a_chart(embedded: bool, tmp_path: Path) -> None:
    made = slides("Et")
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["A"]
    data.add_series("Salg", [7])
    place = (0, 0, Inches(4), Inches(3))
    made.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    copy = Copy(tmp_path, "a.pptx", saved(made), Wishes(embedded=embedded))
    inside = [name for name in copy.parts if name.endswith(".xlsx")]
    assert bool(inside) is not embedded
    assert not dangling(copy)
    chart = Presentation(io.BytesIO(copy.data)).slides[0].shapes[1].chart
    assert list(chart.plots[0].series[0].values) == [7.0]
    assert bool(copy.left(Kind.EMBEDDED)) is not embedded


def test_a_file_on_a_slide_becomes_its_picture(tmp_path: Path) -> None:
    made = slides("Et")
    icon = tmp_path / "i.png"
    icon.write_bytes(photo(kind="PNG"))
    made.slides[0].shapes.add_ole_object(
        io.BytesIO(b"hemmeligt"), "Package", 0, 0, Inches(1), Inches(1), icon_file=str(icon)
    )
    data = saved(made)
    assert Copy(tmp_path, "a.pptx", data).left(Kind.EMBEDDED) == ["not-asked"]
    copy = Copy(tmp_path, "b.pptx", data, Wishes(embedded=True))
    assert b"hemmeligt" not in copy.everything
    assert not dangling(copy)
    shapes = Presentation(io.BytesIO(copy.data)).slides[0].shapes
    assert [one.shape_type for one in shapes][-1].name == "PICTURE"


def test_people_tags_and_pictures(tmp_path: Path) -> None:
    made = slides("Et")
    made.core_properties.author = "Anna Andersen"
    made.slides[0].shapes.add_picture(io.BytesIO(photo()), 0, 0)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def edit(parts: dict[str, bytes]) -> None:
        name = "ppt/slides/slide1.xml"
        link(parts, name, f"{relation}/tags", "ppt/tags/tag1.xml", b"<p:tagLst xmlns:p='x'/>")
        relations = parts["ppt/slides/_rels/slide1.xml.rels"].decode()
        number = relations.rpartition('Id="rIdX')[2].partition('"')[0]
        tags = f'<p:custDataLst><p:tags r:id="rIdX{number}"/></p:custDataLst></p:cSld>'
        parts[name] = parts[name].replace(b"</p:cSld>", tags.encode())

    copy = Copy(tmp_path, "a.pptx", saved(made, edit))
    assert b"Andersen" not in copy.everything
    assert b"Kamera" not in copy.everything
    assert b"tag1" not in copy.everything
    assert b"thumbnail" not in copy.everything
    assert not dangling(copy)
    assert titles(copy) == ["Et"]
    assert not Copy(tmp_path, "b.pptx", copy.data).cleaned.taken
