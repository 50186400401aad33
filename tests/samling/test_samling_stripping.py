"""What acts by itself does not come along, and is named; what was signed is told to be broken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from pdf_parts import Made
from samling import Kind, Part, join

SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
LAUNCH = Dictionary(S=Name.Launch, F=Dictionary(UF=String("regn.exe")))


def told(tmp_path: Path, made: Made) -> tuple[list[tuple[Any, ...]], bytes]:
    part = Part("a", made.bytes())
    out = tmp_path / "whole.pdf"
    found = join([part], out, title="t", language="da").told
    with pikepdf.open(out) as whole:
        whole.save(tmp_path / "plain.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    usual = (Kind.UNTAGGED, Kind.NO_PDFA)
    plain = (tmp_path / "plain.pdf").read_bytes()
    return [(one.kind, one.page, one.name) for one in found if one.kind not in usual], plain


@pytest.mark.parametrize("where", ["open", "document", "page", "link", "next", "field", "name"])
def test_a_script_is_taken_out_wherever_it_is(tmp_path: Path, where: str) -> None:
    made = Made("x")
    root, page = made.pdf.Root, made.pdf.pages[0].obj
    number: int | None = 1
    if where == "open":
        root.OpenAction, number = SCRIPT, None
    elif where == "document":
        root.AA, number = Dictionary(WC=SCRIPT), None
    elif where == "page":
        page.AA = Dictionary(O=SCRIPT)
    elif where == "link":
        made.link(0, A=SCRIPT)
    elif where == "next":
        made.link(
            0, A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=Array([SCRIPT]))
        )
    elif where == "field":
        field = made.pdf.make_indirect(
            Dictionary(FT=Name.Tx, T=String("n"), AA=Dictionary(K=SCRIPT))
        )
        root.AcroForm, number = Dictionary(Fields=Array([field])), None
    else:
        tree = Dictionary(Names=Array([String("åbn"), SCRIPT]))
        root.Names, number = Dictionary(JavaScript=tree), None
    found, plain = told(tmp_path, made)
    name = "åbn" if where == "name" else "JavaScript"
    assert found == [(Kind.SCRIPT, number, name)]
    assert b"alert" not in plain
    assert where != "next" or b"example.org" in plain


def test_what_starts_a_program_is_taken_out(tmp_path: Path) -> None:
    made = Made("x")
    made.link(0, A=LAUNCH)
    found, plain = told(tmp_path, made)
    assert found == [(Kind.ACTION, 1, "regn.exe")]
    assert b"regn.exe" not in plain


def test_files_inside_are_taken_out_and_named(tmp_path: Path) -> None:
    made = Made("x")
    made.pdf.attachments["tal.xlsx"] = b"hemmelige tal"
    held = made.pdf.attachments["tal.xlsx"].obj
    made.annotation(
        0, Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=held)
    )
    found, plain = told(tmp_path, made)
    assert found == [(Kind.FILE, None, "tal.xlsx"), (Kind.FILE, 1, "tal.xlsx")]
    assert b"EmbeddedFile" not in plain


def test_a_form_keeps_its_fields_and_loses_what_is_adobes(tmp_path: Path) -> None:
    made = Made("x")
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("navn"), Rect=[0, 0, 9, 9], F=4
    )
    field = made.annotation(0, field)
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xdp/>"))
    part = made.bytes()
    parts = [Part("a", part), Part("b", part)]
    found = join(parts, tmp_path / "whole.pdf", title="t", language="da").told
    assert [one.kind for one in found].count(Kind.XFA) == 2
    with pikepdf.open(tmp_path / "whole.pdf") as whole:
        names = [str(one.T) for one in whole.Root.AcroForm.Fields]
        assert len(names) == len(set(names)) == 2
        assert "/XFA" not in whole.Root.AcroForm


def test_a_signature_is_told_to_be_broken(tmp_path: Path) -> None:
    made = Made("x")
    value = made.pdf.make_indirect(Dictionary(Type=Name.Sig, Contents=String("abc")))
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String("formand"),
        Rect=[0, 0, 9, 9],
        V=value,
    )
    made.pdf.Root.AcroForm = Dictionary(Fields=Array([made.annotation(0, field)]), SigFlags=3)
    found, plain = told(tmp_path, made)
    assert found == [(Kind.SIGNATURE, 1, "formand")]
    assert b"SigFlags" not in plain
    assert b"/V " not in plain


ADDRESSES = {
    "javascript:1;app.alert(1)": Kind.SCRIPT,
    "java\tscript:alert(1)": Kind.SCRIPT,
    "java\r\nscript:alert(1)": Kind.SCRIPT,
    "\x01javascript:alert(1)": Kind.SCRIPT,
    "\u200bjavascript:alert(1)": Kind.SCRIPT,
    "%6Aavascript:alert(1)": Kind.SCRIPT,
    " JavaScript :alert(1)": Kind.SCRIPT,
    "data:1,x": Kind.SCRIPT,
    r"\\server\share\x.exe": Kind.LOST_LINK,
    "//server/share/x.exe": Kind.LOST_LINK,
    "file:8/etc/passwd": Kind.LOST_LINK,
    "smb:445/x": Kind.LOST_LINK,
    "ms-word:ofe|u|http://x": Kind.LOST_LINK,
    "C:\\x.exe": Kind.LOST_LINK,
    "http://[": None,
    "https://example.org/a:1": None,
    "example.org:80/x": None,
    "localhost:8080": None,
    "tel:112": None,
    "bilag.pdf": None,
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_that_act_or_are_of_one_machine_are_taken_out(
    tmp_path: Path, address: str
) -> None:
    made = Made("x")
    made.link(0, A=Dictionary(S=Name.URI, URI=String(address)))
    found, _ = told(tmp_path, made)
    assert [kind for kind, *_ in found] == [one for one in [ADDRESSES[address]] if one]
    with pikepdf.open(tmp_path / "whole.pdf") as whole:
        assert ("/A" in whole.pages[0].obj.Annots[0]) is (ADDRESSES[address] is None)


@pytest.mark.parametrize(
    ("base", "address", "kept"),
    [
        ("https://example.org/a/", "b.pdf", "https://example.org/a/b.pdf"),
        ("https://example.org/a/", "//example.net/b", "https://example.net/b"),
        ("file:///C:/Windows/", "b.exe", None),
        ("javascript:", "alert(1)", "alert(1)"),
        ("https://[", "b.pdf", "b.pdf"),
    ],
)
def test_addresses_are_judged_with_what_they_begin_with(
    tmp_path: Path, base: str, address: str, kept: str | None
) -> None:
    made = Made("x")
    made.pdf.Root.URI = Dictionary(Base=String(base))
    made.link(0, A=Dictionary(S=Name.URI, URI=String(address)))
    found, _ = told(tmp_path, made)
    assert bool(found) is (kept is None)
    with pikepdf.open(tmp_path / "whole.pdf") as whole:
        link = whole.pages[0].obj.Annots[0]
        assert (str(link.A.URI) if "/A" in link else None) == kept
