"""Files that loop, swell or lie: they end in words about them, soon."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pikepdf
import pytest
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Stream, String

from indhold.bounds import Bounds
from indhold.findings import Kind, Unread
from indhold.readers.pdf import streams
from indhold.readers.pdf.der import strings_of
from planted_pdfs import (
    BODY,
    NUMBER,
    annotation,
    changed,
    contents,
    drawn,
    gaps,
    numbers,
    seen,
    words,
)


def bomb(pdf: pikepdf.Pdf, times: int = 1) -> Stream:
    held = bytes(3_000_000)
    for _ in range(times):
        held = zlib.compress(held, 9)
    made = Stream(pdf, held)
    made.Filter = Array([Name.FlateDecode] * times)
    return made


def in_contents(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = bomb(pdf)


def in_a_form(pdf: pikepdf.Pdf) -> None:
    form = bomb(pdf, 2)
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 1, 1])
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fm=form)


def in_data(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Xyz = bomb(pdf, 3)


def in_an_attachment(pdf: pikepdf.Pdf) -> None:
    held = bomb(pdf)
    held.Type = Name.EmbeddedFile
    pdf.Root.AF = Array([Dictionary(F=String("a.txt"), EF=Dictionary(F=held))])


@pytest.mark.parametrize(
    ("plant", "where"),
    [
        (in_contents, "page 1"),
        (in_a_form, "page 1"),
        (in_data, "part object"),
        (in_an_attachment, "member a.txt"),
    ],
)
def test_what_unpacks_to_too_much_is_told(
    plant: Callable[[pikepdf.Pdf], None], where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = changed(plant, drawn(words(BODY)), compress_streams=False)
    monkeypatch.setattr(streams, "LARGEST", 1_000_000)
    monkeypatch.setattr(streams, "_HARMLESS", 1_000)
    reasons = [place for reason, place in gaps(seen(held)) if reason == "too-large"]
    assert any(place.startswith(where) for place in reasons)


def test_all_that_is_unpacked_has_its_bound() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Xyz = Array([pdf.make_stream(bytes([n]) * 9_000) for n in range(20)])

    found = seen(changed(plant), replace(Bounds(), unpacked=100_000))
    assert [gap.reason for gap in found.gaps] == [Unread.TOO_LARGE]


def test_outlines_that_loop_end() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        one = pdf.make_indirect(Dictionary(Title=String(NUMBER)))
        two = pdf.make_indirect(Dictionary(Title=String("to"), Next=one, First=one))
        one.Next = one.First = two
        pdf.Root.Outlines = Dictionary(First=one, Last=two)

    assert len(numbers(seen(changed(plant)))) == 1


def test_fields_that_loop_end() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String(NUMBER)))
        field.Kids = field.Parent = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=[field])

    assert numbers(seen(changed(plant))) == ["field a"]


def test_fields_deep_inside_each_other_are_read_all_the_same() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, V=String(NUMBER)))
        for _ in range(300):
            field = pdf.make_indirect(Dictionary(Kids=[field]))
        pdf.Root.AcroForm = Dictionary(Fields=[field])

    assert len(numbers(seen(changed(plant)))) == 1


def test_forms_that_draw_themselves_end() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        form = Stream(pdf, b"/Fm Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form = pdf.make_indirect(form)
        form.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(Fm=form)
        page.Contents = Array([page.Contents, pdf.make_stream(b"/Fm Do")])

    assert numbers(seen(changed(plant, drawn(words(NUMBER))))) == ["page 1"]


def test_actions_and_parents_that_loop_end() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("a()")))
        action.Next = Array([action])
        pdf.Root.OpenAction = action
        page = pdf.pages[0].obj
        del page.Resources
        page.Parent.Parent = page.Parent

    assert seen(changed(plant)).of(Kind.SCRIPT)


@pytest.mark.parametrize(
    "entries",
    [
        {"Annots": 7},
        {"Annots": Array([Array([]), 7, String("a")])},
        {"Contents": 7},
        {"Resources": 7},
        {"Resources": Dictionary(XObject=7)},
        {"Resources": Dictionary(XObject=Dictionary(A=7))},
        {"PieceInfo": 7},
        {"Thumb": 7},
        {"CropBox": Array([])},
        {"Rotate": 33},
    ],
)
def test_entries_of_another_kind_do_no_harm(entries: dict[str, object]) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value
        pdf.Root.Xyz = String(NUMBER)

    found = seen(changed(plant))
    assert numbers(found)
    assert not [gap for gap in found.gaps if gap.reason is Unread.DAMAGED]


@pytest.mark.parametrize(
    "entries",
    [
        {"OCProperties": Dictionary(D=7)},
        {"OCProperties": Dictionary(D=Dictionary(OFF=[7], BaseState=7))},
        {"AcroForm": Dictionary(Fields=7, XFA=7)},
        {"AcroForm": Dictionary(Fields=[7], XFA=[String("a")])},
        {"Outlines": Dictionary(First=7)},
        {"Metadata": 7},
        {"Names": 7},
        {"StructTreeRoot": Dictionary(RoleMap=7)},
        {"MarkInfo": 7},
        {"Lang": 7},
        {"OpenAction": Dictionary(S=7, JS=7)},
        {"AF": Array([Dictionary(EF=Dictionary(F=7), F=7)])},
    ],
)
def test_entries_of_the_catalogue_of_another_kind_do_no_harm(entries: dict[str, object]) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value
        pdf.Root.Xyz = String(NUMBER)

    found = seen(changed(plant))
    assert numbers(found)
    assert not found.gaps


def test_many_notes_are_one_finding() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        for _ in range(300):
            annotation(pdf, "Highlight", Contents=String("her"))

    (comment,) = seen(changed(plant)).of(Kind.COMMENT)
    assert comment.count == 300


@pytest.mark.parametrize(
    "held", [b"", b"\x30", b"\x30\x80" * 500, b"\x30\x84\xff\xff\xff\xff", b"\x04\x02\x04\x00"]
)
def test_proofs_that_are_none_hold_no_words(held: bytes) -> None:
    assert strings_of(held) == []


def test_bytes_of_any_kind_end_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = changed(lambda pdf: annotation(pdf, "Text", Contents=String(NUMBER)))  # type: ignore[arg-type]
    for start in range(0, len(whole), 97):
        broken = whole[:start] + b"\xff\x00(" + whole[start + 3 :]
        seen(b"%PDF-1.7\n" + broken)


@pytest.mark.parametrize("name", ["LZWDecode", "ASCII85Decode", "RunLengthDecode", "FlateDecode"])
def test_a_stream_that_cannot_be_unpacked_leaves_the_others(name: str) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        broken = Stream(pdf, b"\xff\xfe nothing of the kind z~{{{" * 9)
        broken.Filter = Name(f"/{name}")
        page = pdf.pages[0].obj
        page.Contents = Array([page.Contents, broken])
        pdf.Root.Xyz = Array([broken, String(NUMBER)])

    assert numbers(seen(changed(plant, compress_streams=False)))


def forms(pdf: pikepdf.Pdf, each: bytes, count: int, *, loop: bool) -> Stream:
    """Forms of which each draws the next, called X, and the last one the first or nothing."""
    made = [pdf.make_indirect(contents(pdf, each)) for _ in range(count)]
    for place, form in enumerate(made):
        form.Resources = Dictionary(Font=pdf.pages[0].obj.Resources.Font)
        if loop or place + 1 < count:
            form.Resources.XObject = Dictionary(X=made[(place + 1) % count])
    return made[0]


def on_the_page(pdf: pikepdf.Pdf, form: Stream) -> None:
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary({"/X Y": form})
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n/X#20Y Do")


def as_a_note(pdf: pikepdf.Pdf, form: Stream) -> None:
    annotation(pdf, "Stamp", AP=Dictionary(N=form))


WORDS_AND_FORMS = b"BT /F1 9 Tf (Tekst) Tj ET " + b"/X Do " * 12


@pytest.mark.parametrize("loop", [True, False])
@pytest.mark.parametrize(
    ("put", "where"), [(on_the_page, "page 1"), (as_a_note, "page 1")], ids=("page", "note")
)
def test_forms_that_draw_each_other_too_often_are_told(
    put: Callable[[pikepdf.Pdf, Stream], None], where: str, loop: bool
) -> None:
    held = changed(lambda pdf: put(pdf, forms(pdf, WORDS_AND_FORMS, 8, loop=loop)))
    assert ("too-large", where) in gaps(seen(held))


def test_a_form_that_draws_itself_hides_nothing() -> None:
    each = f"BT /F1 9 Tf ({NUMBER}) Tj ET /X Do".encode()
    held = changed(lambda pdf: on_the_page(pdf, forms(pdf, each, 1, loop=True)))
    assert numbers(seen(held)) == ["page 1"]
