"""A signed PDF is the issued one with signatures and no more, or it is told what differs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from moedebog.issue import signed as module
from moedebog.issue.signed import NotTakenBack, Original, Signature, Signed, examined
from signed_files import CONTENTS, Numbers, added, pdf, signed

FIRST, SECOND = pdf(), pdf("Budgettet blev udsat.", "Underskriftsark")
MODERN = pdf(streams=True)
SIGNED = signed(FIRST)
EVERY = (FIRST, SECOND, MODERN)


def taken(data: bytes, *more: bytes) -> Signed:
    """What a file is, where these are kept: versions 1, 2 and 3, and what came back ``more``."""
    kept = {hashlib.sha256(one).hexdigest(): one for one in (*EVERY, *more)}
    originals = {
        name: Original(
            EVERY.index(one) + 1 if one in EVERY else 1, closed=False, signed=one in more
        )
        for name, one in kept.items()
    }
    return examined(data, originals, kept.get)


def refused(data: bytes, *more: bytes) -> str:
    with pytest.raises(NotTakenBack) as told:
        taken(data, *more)
    assert told.value.advice.danish
    assert told.value.why.english
    assert "{" not in told.value.why.danish + told.value.why.english
    return told.value.why.danish


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_issued_pdf_with_a_signature_is_taken(number: int) -> None:
    found = taken(signed(EVERY[number - 1]))
    assert (found.original.version, found.shown) == (number, (2,))
    assert found.signatures == (Signature("Alma Ager", date(2025, 9, 18)),)


def test_a_signature_may_be_shown_nowhere_and_say_nothing_of_itself() -> None:
    found = taken(signed(FIRST, "", rect=(0, 0, 0, 0), day="i går"))
    assert found.shown == ()
    assert found.signatures == (Signature("", None),)


def test_each_signs_what_the_one_before_signed() -> None:
    both = signed(SIGNED, "Bent Birk", rect=(70, 200, 250, 250))
    found = taken(both, SIGNED)
    assert found.original.signed
    assert [one.name for one in found.signatures] == ["Bent Birk"]
    # and where the first one's file never came back, both are new
    found = taken(both)
    assert not found.original.signed
    assert [one.name for one in found.signatures] == ["Alma Ager", "Bent Birk"]


def proofs(data: bytes) -> bytes:
    """With what shows later that the certificates were valid."""
    here = Numbers(data)
    catalog = here.catalog[:-2] + b"/DSS %d 0 R >>" % here.free
    return added(
        data,
        {
            here.root: catalog,
            here.free: b"<< /Certs [%d 0 R] >>" % (here.free + 1),
            here.free + 1: b"<< /Length 4 >>\nstream\n\x30\x02\x05\x00\nendstream",
        },
    )


def test_proofs_of_the_certificates_may_follow_and_a_stamp_of_the_time() -> None:
    assert taken(proofs(SIGNED)).signatures[0].name == "Alma Ager"
    stamped = signed(proofs(SIGNED), "", kind="/DocTimeStamp", rect=(0, 0, 0, 0))
    found = taken(stamped)
    assert [one.name for one in found.signatures] == ["Alma Ager"]
    again = signed(stamped, "Bent Birk", rect=(70, 200, 250, 250))
    assert [one.name for one in taken(again, stamped).signatures] == ["Bent Birk"]


def test_who_certifies_may_say_what_others_may_do() -> None:
    assert taken(signed(FIRST, catalog="/Perms << /DocMDP 90 0 R >>")).signatures


# --- what it is not -----------------------------------------------------------------------


def saved_again(data: bytes, **how: object) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as one:
        one.docinfo["/Producer"] = "Skriv til PDF 3"
        one.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def scan() -> bytes:
    out = BytesIO()
    Image.new("L", (300, 400), 200).save(out, "PDF")
    return out.getvalue()


def locked() -> bytes:
    return saved_again(SIGNED, encryption=pikepdf.Encryption(owner="a", user="b"))


def locked_for_changes() -> bytes:
    return saved_again(FIRST, encryption=pikepdf.Encryption(owner="a", user=""))


OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "den er tom"),
    "text": (lambda: b"Referatet er underskrevet.", "den er ikke en PDF"),
    "word": (lambda: b"PK\x03\x04" + b"x" * 2000, "den er ikke en PDF"),
    "as issued": (lambda: FIRST, "den er version 1, men der er ingen ny underskrift i den"),
    "a blank more": (lambda: FIRST + b"\n\n", "den er version 1, men der er ingen ny underskrift"),
    "saved again": (lambda: saved_again(SIGNED), "samme titel som version"),
    "by whom": (lambda: saved_again(SIGNED), "lavet på ny af Skriv til PDF 3"),
    "saved whole": (lambda: saved_again(FIRST, linearize=True), "samme titel som version"),
    "a page of proofs more": (lambda: pdf("A", "B", "Underskrevet af"), "samme titel som version"),
    "another": (lambda: signed(pdf(title="Lejekontrakt")), "den er et andet dokument"),
    "of what": (lambda: signed(pdf(title="Lejekontrakt")), "(version 1, 2, 3)"),
    "scanned": (scan, "den er billeder uden tekst"),
    "locked": (locked, "den er låst med en adgangskode"),
    "locked for changes": (locked_for_changes, "den er låst med en adgangskode"),
    "half of the issued": (lambda: FIRST[: len(FIRST) // 2], "den er kun begyndelsen af version 1"),
    "half of the signed": (lambda: SIGNED[: len(FIRST) + 400], "den kan ikke læses som PDF"),
    "its end lost": (lambda: SIGNED[:-40], "den kan ikke læses som PDF"),
    "a byte of the issued": (
        lambda: SIGNED.replace(b"Helvetica", b"Helvetixa", 1),
        "den er version 1, men noget i selve det udsendte er ændret",
    ),
    "garbage alone": (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 5000, "den kan ikke læses som PDF"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_not_the_issued_pdf_is_refused_with_what_it_is(name: str) -> None:
    made, told = OTHERS[name]
    assert told in refused(made())


def test_what_cannot_be_told_further_is_another_document() -> None:
    """Where no kept file is here, the checksums tell."""
    originals = {hashlib.sha256(FIRST).hexdigest(): Original(1, closed=True)}
    assert examined(SIGNED, originals, lambda _: None).original.closed
    with pytest.raises(NotTakenBack, match="andet dokument"):
        examined(saved_again(SIGNED), originals, lambda _: None)


def test_a_file_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 2**20)
    assert refused(SIGNED + b" " * 2**20) == "den fylder over 1 MB"


# --- what was done besides signing --------------------------------------------------------

HERE = Numbers(FIRST)
_SAID = b"BT /F0 12 Tf 70 700 Td (Budgettet blev afvist) Tj ET"
SAYS = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_SAID), _SAID)


def noted(note: bytes) -> bytes:
    """With a note on the first page that is no signature."""
    free = HERE.free + 10
    return signed(FIRST, also={HERE.pages[0]: HERE.page(0, free), free: note})


def unsigned() -> bytes:
    return added(FIRST, {HERE.root: HERE.catalog[:-2] + b"/Version /2.0 >>"})


BESIDES: dict[str, tuple[Callable[[], bytes], str]] = {
    "what a page says": (lambda: signed(FIRST, also={HERE.contents[0]: SAYS}), "(objekt "),
    "another page in its place": (
        lambda: signed(
            FIRST,
            also={
                HERE.pages[0]: HERE.page(0, HERE.free + 1).replace(
                    b"/Contents %d 0 R" % HERE.contents[0], b"/Contents %d 0 R" % (HERE.free + 9)
                ),
                HERE.free + 9: SAYS,
            },
        ),
        "side 1 (/Contents)",
    ),
    "a page turned": (
        lambda: signed(
            FIRST, also={HERE.pages[0]: HERE.page(0, HERE.free + 1)[:-2] + b"/Rotate 180 >>"}
        ),
        "side 1 (/Rotate)",
    ),
    "a link lost": (
        lambda: signed(
            FIRST,
            also={HERE.pages[0]: re.sub(rb"/Annots \[.*?\]", b"/Annots []", HERE.page(0, 1))},
        ),
        "side 1 (/Annots)",
    ),
    "the pages": (
        lambda: signed(
            FIRST,
            catalog=f"/Pages {HERE.free + 9} 0 R",
            also={HERE.free + 9: b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % HERE.pages[1]},
        ),
        "dokumentets katalog (/Pages)",
    ),
    "a script": (
        lambda: signed(FIRST, catalog="/OpenAction << /S /JavaScript /JS (x) >>"),
        "dokumentets katalog (/OpenAction)",
    ),
    "layers": (lambda: signed(FIRST, catalog="/OCProperties << >>"), "katalog (/OCProperties)"),
    "a permission": (lambda: signed(FIRST, catalog="/Perms << /X 1 >>"), "katalog (/Perms)"),
    "a stamp on top": (
        lambda: noted(
            b"<< /Type /Annot /Subtype /FreeText /Rect [70 690 300 720] /Contents (x) >>"
        ),
        "side 1, hvor der er lagt noget over",
    ),
    "a field to fill": (
        lambda: noted(b"<< /Subtype /Widget /FT /Tx /T (x) /V (y) /Rect [70 690 300 720] >>"),
        "side 1, hvor der er lagt noget over",
    ),
    "a signature over the page": (
        lambda: signed(FIRST, rect=(0, 0, 595, 842)),
        "side 2, som en underskrift dækker mere end en fjerdedel af",
    ),
    "a signature that acts": (
        lambda: signed(FIRST, widget="/A << /S /URI /URI (https://example.org) >>"),
        "side 2, hvor der er lagt noget over",
    ),
    "a form in XML": (lambda: signed(FIRST, form="/XFA (x)"), "en formular med andet"),
    "nobody signed": (unsigned, "der er ingen ny underskrift i den"),
    "an empty place": (lambda: signed(FIRST, contents=b"00" * 40), "gælder ikke hele det udsendte"),
    "a time stamp": (
        lambda: signed(FIRST, kind="/DocTimeStamp"),
        "med et tidsstempel, men ingen har skrevet under",
    ),
    "only part of it": (lambda: signed(FIRST, begins=20), "gælder ikke hele det udsendte"),
    "not its end": (lambda: signed(FIRST, short=10), "gælder ikke hele det udsendte"),
    "garbage after": (lambda: SIGNED + b"%%\nhej\n", "efter den sidste underskrift (7 byte)"),
    "the end twice": (
        lambda: SIGNED + SIGNED[SIGNED.rindex(b"startxref") :],
        "efter den sidste underskrift",
    ),
    "a page after": (
        lambda: added(SIGNED, {HERE.contents[0]: SAYS}),
        "sammen med underskriften er ændret noget af det, der stod før",
    ),
    "a title after": (
        lambda: added(SIGNED, {HERE.free + 20: b"<< /Title (x) >>"}),
        "efter den sidste underskrift",
    ),
}


@pytest.mark.parametrize("name", BESIDES)
def test_what_is_done_besides_signing_is_refused_with_what_it_is(name: str) -> None:
    made, told = BESIDES[name]
    why = refused(made())
    assert told in why
    assert why.startswith("den er version 1")


def test_what_somebody_signed_stays_as_it_was() -> None:
    mine = Numbers(SIGNED)
    field = HERE.free + 1
    moved = b"<< /Subtype /Widget /FT /Sig /T (x) /Rect [0 0 9 9] /V %d 0 R >>" % HERE.free
    assert "(objekt" in refused(signed(SIGNED, "Bent Birk", also={field: moved}), SIGNED)
    gone = signed(
        SIGNED, "Bent Birk", also={mine.form: b"<< /Fields [%d 0 R] >>" % (mine.free + 1)}
    )
    assert "en formular med andet" in refused(gone, SIGNED)
    # nor is what was issued changed by the second where the first was honest
    assert "(objekt" in refused(signed(SIGNED, also={HERE.contents[0]: SAYS}), SIGNED)


QUARTERS = [(0, 0, 290, 420), (300, 0, 590, 420), (0, 422, 290, 842), (300, 422, 590, 842)]


def each_over_less_than_a_quarter(data: bytes, page: int) -> list[bytes]:
    """The file as one after the other signs it over another part of a page."""
    made = [data]
    for number, rect in enumerate(QUARTERS):
        made.append(signed(made[-1], f"Medlem {number}", rect=rect, page=page))
    return made


def test_signatures_cover_no_more_of_a_page_together_than_one_may() -> None:
    first, second, *_, last = each_over_less_than_a_quarter(FIRST, 0)[1:]
    taken(first)
    told = "side 1, som underskrifterne tilsammen dækker mere end en fjerdedel af"
    assert told in refused(second)
    assert told in refused(second, first)  # also where the others came back before
    assert told in refused(last)


def test_the_sheet_for_signatures_may_be_filled() -> None:
    with pikepdf.open(BytesIO(FIRST)) as made:
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Underskriftsark", 1))
        out = BytesIO()
        made.save(out)
    sheet = out.getvalue()
    whole = each_over_less_than_a_quarter(sheet, 1)[-1]
    kept = {hashlib.sha256(sheet).hexdigest(): sheet}
    originals = {name: Original(1, closed=False) for name in kept}
    assert examined(whole, originals, kept.get).shown == (2,)
    with pytest.raises(NotTakenBack):
        examined(each_over_less_than_a_quarter(sheet, 0)[-1], originals, kept.get)


def test_a_place_that_was_made_for_somebody_is_filled() -> None:
    place = b"<< /Subtype /Widget /FT /Sig /T (Bent) /Rect [70 300 250 350] >>"
    free = HERE.free + 5
    other = added(FIRST, {free: place})
    assert "ingen ny underskrift" in refused(other)
    first = signed(FIRST, also={free: place}, page=-1)
    # it stands in the form from the first signature on
    form = Numbers(first)
    listed = b"<< /SigFlags 3 /Fields [%s %d 0 R] >>" % (form.fields.encode(), free)
    first = signed(FIRST, also={free: place, form.form: listed})
    taken(first)
    value = Numbers(first).free
    filled = place[:-2] + b"/V %d 0 R >>" % value
    second = signed(first, "Bent Birk", also={free: filled})
    assert "Bent Birk" in [one.name for one in taken(second, first).signatures]


def test_a_signature_must_be_written_where_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    at = SIGNED.rindex(CONTENTS)
    other = SIGNED[:at] + CONTENTS[:-2] + b"zz" + SIGNED[at + len(CONTENTS) :]
    assert refused(other)
    huge = "9" * 4000
    assert refused(re.sub(rb"/ByteRange \[0+ \d+", b"/ByteRange [0 " + huge.encode(), SIGNED))
