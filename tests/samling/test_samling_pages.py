"""Pages come as they were: size, turning, layers, colours; shapes without tags become artifacts."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageChops

from pdf_parts import Made, tree
from samling import Claims, Kind, Part, Reason, Refused, join, survey


def joined(tmp_path: Path, *parts: Part, stamps: bytes | None = None) -> Any:
    join(parts, tmp_path / "whole.pdf", title="Det hele", language="da", stamps=stamps)
    return pikepdf.open(tmp_path / "whole.pdf")


def content(page: pikepdf.Page) -> str:
    page.contents_coalesce()
    return " ".join(page.obj.Contents.read_bytes().decode("latin-1").split())


def test_a_page_keeps_what_it_inherits(tmp_path: Path) -> None:
    made = Made("x")
    page = made.pdf.pages[0].obj
    above = made.pdf.Root.Pages
    above.MediaBox, above.Rotate = Array([0, 0, 300, 400]), 90
    del page["/MediaBox"]
    whole = joined(tmp_path, Part("a", made.bytes()))
    assert list(whole.pages[0].mediabox) == [0, 0, 300, 400]
    assert whole.pages[0].obj.Rotate == 90


def even(drawn: str) -> str:
    """One way to write dictionaries."""
    return " ".join(drawn.replace("<<", " << ").replace(">>", " >> ").split())


TAGGED = "/P <</MCID 0>> BDC BT /F1 9 Tf (x) Tj ET EMC"


@pytest.mark.parametrize(
    ("drawn", "made"),
    [
        ("0 0 m 9 9 l S", "/Artifact BMC 0 0 m 9 9 l S EMC"),
        ("q 1 w 0 0 9 9 re f Q", "q 1 w /Artifact BMC 0 0 9 9 re f EMC Q"),
        ("0 0 9 9 re W n", "0 0 9 9 re W n"),
        ("/Artifact BMC 0 0 9 9 re f EMC", "/Artifact BMC 0 0 9 9 re f EMC"),
        (
            "/Span <</MCID 1>> BDC /B BMC EMC 0 0 9 9 re f EMC",
            "/Span <</MCID 1>> BDC /B BMC EMC 0 0 9 9 re f EMC",
        ),
        ("/P /Tag BDC 0 0 9 9 re f EMC", "/P /Tag BDC 0 0 9 9 re f EMC"),
        ("/OC /Layer BDC 0 0 9 9 re f EMC", "/OC /Layer BDC /Artifact BMC 0 0 9 9 re f EMC EMC"),
        ("/A BMC 0 0 9 9 re f EMC", "/A BMC /Artifact BMC 0 0 9 9 re f EMC EMC"),
    ],
)
def test_shapes_without_tags_become_artifacts(
    tmp_path: Path, drawn: str, made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is large is not taken apart: then all between two marks is one artifact."""
    file = Made()
    file.tag(("P", "x"))
    page = file.pdf.pages[0].obj
    page.Contents = file.pdf.make_stream(f"{TAGGED} {drawn}".encode())
    page.Resources.Properties = Dictionary(Tag=Dictionary(MCID=1), Layer=Dictionary(Type=Name.OCG))
    for most in (1_000_000, 9):
        monkeypatch.setattr("samling.content._LARGE", most)
        whole = joined(tmp_path, Part("a", file.bytes()))
        assert even(content(whole.pages[0])) == even(f"{TAGGED} {made}").replace(
            *(("q 1 w /Artifact BMC", "/Artifact BMC q 1 w") if most == 9 else ("", ""))
        )


@pytest.mark.parametrize("text", ["a (f) S", "50 % S", r"\) S f", "(((dybt) f) S)"])
def test_words_that_look_like_operators_are_words(tmp_path: Path, text: str) -> None:
    file = Made()
    file.tag(("P", "x"))
    page = file.pdf.pages[0].obj
    inside = f"/P <</MCID 0>> BDC BT /F1 9 Tf ({text}) Tj ET EMC 0 0 m\n9 9 l S"
    page.Contents = file.pdf.make_stream(inside.encode())
    whole = joined(tmp_path, Part("a", file.bytes()))
    assert content(whole.pages[0]).endswith("EMC /Artifact BMC 0 0 m 9 9 l S EMC")
    operators = [str(one.operator) for one in pikepdf.parse_content_stream(whole.pages[0])]
    assert operators == ["BDC", "BT", "Tf", "Tj", "ET", "EMC", "BMC", "m", "l", "S", "EMC"]


@pytest.mark.parametrize(
    "around",
    ["{}", "/OC /Layer BDC {} EMC", "/Span <</ActualText (y)>> BDC {} EMC"],
    ids=["bare", "layer", "read-so"],
)
def test_words_without_tags_are_told_of_and_left(tmp_path: Path, around: str) -> None:
    file = Made()
    file.tag(("P", "x"))
    file.says()
    drawn = around.format("BT /F1 9 Tf (y) Tj ET")
    page = file.pdf.pages[0].obj
    page.Contents = file.pdf.make_stream(f"{TAGGED} {drawn}".encode())
    made = join([Part("a", file.bytes())], tmp_path / "w.pdf", title="t", language="da")
    assert (Kind.UNMARKED, 1) in [(one.kind, one.page) for one in made.told]
    assert not made.claims.ua
    with pikepdf.open(tmp_path / "w.pdf") as whole:
        assert content(whole.pages[0]).endswith(f"EMC {drawn}")


def test_tags_inside_a_form_are_not_put_into_an_artifact(tmp_path: Path) -> None:
    file = Made()
    file.tag(("P", "x"))
    page = file.pdf.pages[0].obj
    form = file.pdf.make_stream(
        f"{TAGGED} 0 0 9 9 re f".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 99, 99]),
        Resources=page.Resources,
        StructParents=0,
    )
    frame = file.pdf.make_stream(
        b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99])
    )
    page.Resources.XObject = Dictionary(Fm=form, Frame=frame)
    page.Contents = file.pdf.make_stream(b"/Fm Do /Frame Do")
    before = Made()
    before.tag(("P", "y"))
    whole = joined(tmp_path, Part("før", before.bytes()), Part("a", file.bytes()))
    assert content(whole.pages[1]) == "/Fm Do /Artifact BMC /Frame Do EMC"
    inside = whole.pages[1].obj.Resources.XObject.Fm
    operators = [str(one.operator) for one in pikepdf.parse_content_stream(inside)]
    assert operators == ["BDC", "BT", "Tf", "Tj", "ET", "EMC", "BMC", "re", "f", "EMC"]
    assert inside.StructParents == 1


def test_a_form_that_is_drawn_in_a_tag_too_holds_no_artifact_there(tmp_path: Path) -> None:
    file = Made()
    file.tag(("Figure", "x"))
    page = file.pdf.pages[0].obj

    def form(drawn: str, **inside: Any) -> Any:
        made = file.pdf.make_stream(drawn.encode(), Type=Name.XObject, Subtype=Name.Form)
        made.BBox = Array([0, 0, 99, 99])
        made.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary(**inside))
        return file.pdf.make_indirect(made)

    logo = form(f"0 0 9 9 re f /Artifact <<>> BDC {WORDS.format(x=1, y=1)} EMC")
    page.Resources.XObject = Dictionary(Logo=form("/Inner Do", Inner=logo))
    page.Contents = file.pdf.make_stream(b"/Figure <</MCID 0>> BDC /Logo Do EMC /Logo Do")
    whole = joined(tmp_path, Part("a", file.bytes()))
    found = pikepdf.parse_content_stream(whole.pages[0])
    tagged, bare = (one.operands[0] for one in found if str(one.operator) == "Do")
    drawn = []
    for name in (tagged, bare):
        outer = whole.pages[0].obj.Resources.XObject[name]
        (inner,) = pikepdf.parse_content_stream(outer)
        inside = pikepdf.parse_content_stream(outer.Resources.XObject[inner.operands[0]])
        drawn.append(" ".join(str(one.operator) for one in inside))
    assert drawn == [f"{shape} BDC BT Tf Td Tj ET EMC" for shape in ("re f", "BMC re f EMC")]


def stamps(count: int) -> bytes:
    made = Made(*[""] * count, size=(80, 12))
    for page in made.pdf.pages:
        page.obj.MediaBox = Array([100, 50, 180, 62])
        page.obj.Contents = made.pdf.make_stream(b"1 0 0 rg 100 50 80 12 re f")
    return made.bytes()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("before", ["", "q 3 0 0 3 0 0 cm", "q q .1 0 0 .1 5 5 cm"])
def test_a_stamp_stands_at_the_lower_right_as_the_page_is_seen(
    tmp_path: Path, turned: int, before: str
) -> None:
    made = Made("")
    page = made.pdf.pages[0].obj
    page.MediaBox, page.CropBox = Array([-50, -50, 450, 650]), Array([100, 100, 400, 500])
    page.Rotate = turned
    page.Contents = made.pdf.make_stream(before.encode())
    joined(tmp_path, Part("a", made.bytes(), stamped_from=1), stamps=stamps(2))
    shown = pypdfium2.PdfDocument(str(tmp_path / "whole.pdf"))[0].render().to_pil().convert("RGB")
    width, height = shown.size
    assert (width, height) == ((300, 400) if turned % 180 == 0 else (400, 300))
    assert shown.getpixel((width - 50, height - 18)) == (255, 0, 0)
    assert shown.getpixel((width - 97, height - 18)) == (255, 255, 255)
    assert shown.getpixel((width - 6, height - 18)) == (255, 255, 255)
    assert shown.getpixel((width - 50, height - 28)) == (255, 255, 255)
    assert shown.getpixel((width - 50, height - 6)) == (255, 255, 255)


WORDS = "BT /F1 9 Tf {x} {y} Td (Side 1 af 3) Tj ET "


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("drawn", "corner"),
    [
        ("", "lower right"),
        (WORDS.format(x=300, y=14), "lower right"),
        (WORDS.format(x=520, y=14), "upper right"),
        ("q 1 0 0 1 520 14 cm BT /F1 9 Tf [(Si) -20 <6465>] TJ ET Q", "upper right"),
        ("q 1 0 0 1 500 0 cm /Fm Do Q", "upper right"),
        ("q 90 0 0 30 500 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q", "upper right"),
        (WORDS.format(x=520, y=14) + WORDS.format(x=520, y=820), "lower left"),
        (WORDS.format(x=520, y=14) + WORDS.format(x=10, y=14), "upper right"),
        ("q 595 0 0 942 0 -100 cm /Scan Do Q", "below"),
        ("q .867 g -99 -99 999 999 re f Q", "below"),
        ("q -99 -99 999 999 re W n .867 g 999 -99 m -99 -99 l -99 999 l 999 999 l h f Q", "below"),
        ("q 1 g 0 0 595 842 re f 1 1 1 RG 0 0 595 842 re S Q", "lower right"),
        ("q /Icc cs 1 1 1 sc 0 0 595 842 re f Q", "lower right"),
        ("q 0 0 99 99 re W n 0 g 0 0 595 842 re f Q", "lower right"),
        ("q 500 14 m 560 14 l S Q", "upper right"),
        ("q 0 0 595 842 re S 5 w 10 300 m 590 300 l S Q", "lower right"),
        ("BT /F1 9 Tf 30 Tc 300 14 Td (S P A C E D) Tj ET", "upper right"),
        ('BT /F1 9 Tf 150 14 Td 60 0 (a b c d e f) " ET', "upper right"),
        ("BT /F1 9 Tf 60 Tw 150 14 Td [(a b c) 1 (d e f)] TJ ET", "upper right"),
    ],
    ids=[
        "empty",
        "aside",
        "words",
        "moved",
        "form",
        "inline",
        "two",
        "left",
        "scan",
        "ground",
        "path",
        "white",
        "white-profile",
        "clipped",
        "line",
        "frame",
        "spaced",
        "quote",
        "words-apart",
    ],
)
def test_a_stamp_covers_nothing(tmp_path: Path, drawn: str, corner: str, turned: int) -> None:
    width, height = 595, 842
    turn = {0: "", 90: "0 1 -1 0 842 0 cm", 180: "-1 0 0 -1 595 842 cm", 270: "0 -1 1 0 0 595 cm"}
    made = Made()
    page = made.page("", size=(height, width) if turned % 180 else (width, height))
    page.Contents = made.pdf.make_stream(f"q {turn[turned]} {drawn} Q".encode("latin-1"))
    page.Rotate = turned
    scan = made.pdf.make_stream(
        b"\xdd", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8
    )
    scan.ColorSpace = Name.DeviceGray
    form = made.pdf.make_stream(
        b"BT /F1 9 Tf 20 14 Td (Side 1) Tj ET", Type=Name.XObject, Subtype=Name.Form
    )
    form.BBox = Array([0, 0, 99, 99])
    page.Resources.XObject = Dictionary(Fm=form, Scan=scan)
    profile = made.pdf.make_stream(b"", N=3, Alternate=Name.DeviceRGB)
    page.Resources.ColorSpace = Dictionary(Icc=Array([Name.ICCBased, profile]))
    joined(tmp_path, Part("a", made.bytes(), stamped_from=0), stamps=stamps(1))
    shown = pypdfium2.PdfDocument(str(tmp_path / "whole.pdf"))[0].render().to_pil().convert("RGB")
    red, green, _ = shown.split()
    box = ImageChops.subtract(red, green).getbbox()
    assert box is not None
    left, top, _, _ = box
    found = f"{'lower' if top > height / 2 else 'upper'} {'right' if left > width / 2 else 'left'}"
    if corner == "below":
        assert shown.size == (width, height + 18)
        assert top > height
        assert left > width / 2
        assert shown.getpixel((width // 2, height - 2)) == (221, 221, 221)
        assert shown.getpixel((width // 2, height + 2)) == (255, 255, 255)
    else:
        assert (found, shown.size) == (corner, (width, height))


@pytest.mark.parametrize(("alt", "is_scan"), [("", True), ("Et kort", False)])
def test_pictures_without_words_are_a_scan_though_they_are_tagged(alt: str, is_scan: bool) -> None:
    made = Made()
    made.tag(("Figure", ""))
    page = made.pdf.pages[0].obj
    page.Contents = made.pdf.make_stream(b"/Figure <</MCID 0>> BDC /Im Do EMC")
    image = made.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    (figure,) = (
        one
        for one in made.pdf.objects
        if isinstance(one, Dictionary) and one.get("/S") == Name.Figure
    )
    if alt:
        figure.Alt = String(alt)
    found = survey(Part("a", made.bytes()), closely=True)
    assert (found.tagged, found.scanned) == (True, is_scan)


def test_a_close_look_tells_what_joining_will_tell(tmp_path: Path) -> None:
    tagged, scan, words = Made(), Made(), Made("tekst")
    tagged.tag(("P", "x"))
    page = tagged.pdf.pages[0].obj
    page.Contents = Array([page.Contents, tagged.pdf.make_stream(b"BT /F1 9 Tf (y) Tj ET")])
    tagged.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("x"))
    scanned = scan.page("/Im Do")
    scanned.Resources = Dictionary(
        XObject=Dictionary(Im=scan.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image))
    )
    for made, kinds, is_scan in (
        (tagged, {(Kind.SCRIPT, None), (Kind.UNMARKED, 1)}, False),
        (scan, {(Kind.UNTAGGED, None)}, True),
        (words, {(Kind.UNTAGGED, None)}, False),
    ):
        part = Part("a", made.bytes())
        found = survey(part, closely=True)
        assert {(one.kind, one.page) for one in found.told} == kinds
        assert found.scanned == is_scan
        later = join([part], tmp_path / "whole.pdf", title="", language="da").told
        claims = {Kind.NO_UA, Kind.NO_PDFA}
        assert [one for one in later if one.kind not in claims] == list(found.told)
        assert not survey(part).told


def test_layers_stay_hidden(tmp_path: Path) -> None:
    def file(*, off: bool) -> bytes:
        made = Made("x")
        layer = made.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Kort")))
        usual = Dictionary(BaseState=Name.OFF) if off else Dictionary()
        made.pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=usual)
        made.pdf.pages[0].obj.Resources.Properties = Dictionary(MC0=layer)
        return made.bytes()

    whole = joined(tmp_path, Part("a", file(off=False)), Part("b", file(off=True)))
    layers = whole.Root.OCProperties
    shown, hidden = layers.OCGs
    assert [one.objgen for one in layers.D.OFF] == [hidden.objgen]
    assert [str(one[0]) for one in layers.D.Order] == ["a", "b"]
    assert whole.pages[0].obj.Resources.Properties.MC0.objgen == shown.objgen
    assert whole.pages[1].obj.Resources.Properties.MC0.objgen == hidden.objgen


def test_colours_of_another_profile_keep_their_meaning(tmp_path: Path) -> None:
    def file(profile: bytes, components: int) -> bytes:
        made = Made("x")
        stream = made.pdf.make_stream(profile, N=components)
        intent = Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=stream)
        made.pdf.Root.OutputIntents = Array([intent])
        return made.bytes()

    files = [file(b"rgb", 3), file(b"rgb", 3), file(b"cmyk", 4)]
    whole = joined(tmp_path, *(Part(str(n), one) for n, one in enumerate(files)))
    (intent,) = whole.Root.OutputIntents
    assert intent.DestOutputProfile.read_bytes() == b"rgb"
    assert ["/ColorSpace" in page.obj.Resources for page in whole.pages] == [False, False, True]
    assert whole.pages[2].obj.Resources.ColorSpace.DefaultCMYK[1].read_bytes() == b"cmyk"


def test_the_whole_says_what_all_its_files_say(tmp_path: Path) -> None:
    says, silent = Made(), Made()
    for made in (says, silent):
        made.tag(("P", "x"))
    says.says()
    both = [Part("a", says.bytes()), Part("b", says.bytes())]
    out = tmp_path / "w.pdf"
    assert join(both, out, title="t", language="da").claims == Claims(ua=True, pdfa="a")
    assert survey(Part("w", out)).claims == Claims(ua=True, pdfa="a")
    parts = [*both, Part("c", silent.bytes())]
    assert join(parts, out, title="t", language="da").claims == Claims()
    assert survey(Part("w", out)).claims == Claims()
    with pikepdf.open(tmp_path / "w.pdf") as whole, whole.open_metadata() as xmp:
        assert xmp["dc:title"] == "t"


def test_a_file_whose_fields_are_drawn_anew_says_nothing(tmp_path: Path) -> None:
    file = Made()
    file.tag(("P", "x"))
    file.says()
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("navn"))
    field.Rect, field.V, field.DA = Array([9, 9, 99, 29]), String("Bo"), String("/F1 9 Tf")
    form = Dictionary(Fields=Array([file.annotation(0, field)]), NeedAppearances=True)
    form.DR = Dictionary(Font=file.pdf.pages[0].obj.Resources.Font)
    file.pdf.Root.AcroForm = form
    part = Part("a", file.bytes())
    made = join([part], tmp_path / "w.pdf", title="t", language="da")
    assert made.claims == survey(part).claims == Claims()
    assert Kind.NO_UA in [one.kind for one in made.told]
    with pikepdf.open(tmp_path / "w.pdf") as whole:
        assert b"(Bo)" in whole.pages[0].obj.Annots[0].AP.N.read_bytes()


def test_a_file_that_cannot_be_joined_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    locked = io.BytesIO()
    Made("x").pdf.save(locked, encryption=pikepdf.Encryption(user="u", owner="o"))
    good = Part("a", Made("x").bytes())
    for data, reason in ((locked.getvalue(), Reason.PASSWORD), (b"intet", Reason.NO_PDF)):
        with pytest.raises(Refused) as refused:
            join([good, Part("b", data)], tmp_path / "w.pdf", title="t", language="da")
        assert (refused.value.part.title, refused.value.reason) == ("b", reason)
        assert list(tmp_path.iterdir()) == []


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    made = Made()
    made.tag(("H1", "x"))
    parts = [Part("a", made.bytes()), Part("b", made.bytes())]
    for name in ("1.pdf", "2.pdf"):
        join(parts, tmp_path / name, title="t", language="da")
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    assert tree(pikepdf.open(tmp_path / "1.pdf"))
