"""Whether somebody who cannot see can read a PDF."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from indhold.findings import Accessible
from planted_pdfs import BODY, changed, drawn, seen, words

GOOD = Accessible(tagged=True)


def tag(pdf: pikepdf.Pdf, **figure: object) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.RoleMap = Dictionary(Billede=Name.Figure, Tekst=Name.P)
    element = pdf.make_indirect(Dictionary(S=Name.Figure if figure else Name.P, P=root))
    for key, value in figure.items():
        element[f"/{key}"] = value
    root.K = element
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("da")
    pdf.docinfo["/Title"] = "Referat"


def judged(change: Callable[[pikepdf.Pdf], None]) -> Accessible | None:
    return seen(changed(change, drawn(words(BODY)))).accessible


def test_a_tagged_file_with_title_and_language_is_good() -> None:
    assert judged(tag) == GOOD


def without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        tag(pdf)
        if key == "Title":
            del pdf.docinfo["/Title"]
        else:
            del pdf.Root[f"/{key}"]

    return change


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("StructTreeRoot", Accessible(tagged=False)),
        ("MarkInfo", Accessible(tagged=False)),
        ("Lang", Accessible(tagged=True, language=False)),
        ("Title", Accessible(tagged=True, title=False)),
    ],
)
def test_what_is_missing_is_told(key: str, expected: Accessible) -> None:
    assert judged(without(key)) == expected


@pytest.mark.parametrize(
    ("figure", "missing"),
    [
        ({"Alt": String("Et kort")}, 0),
        ({"ActualText": String("A")}, 0),
        ({"Alt": String(b"\xfe\xff\0K\0o\0r\0t")}, 0),
        ({"Alt": String("")}, 1),
        ({"Alt": String(b"\xfe\xff")}, 1),
        ({"K": 0}, 1),
        ({"S": Name("/Billede"), "K": 0}, 1),
    ],
)
def test_pictures_without_words_are_counted(figure: dict[str, object], missing: int) -> None:
    found = judged(lambda pdf: tag(pdf, **figure))
    assert found is not None
    assert (found.pictures, found.without_text) == (1, missing)


def test_text_is_no_picture() -> None:
    found = judged(lambda pdf: tag(pdf, S=Name("/Tekst"), K=0))
    assert found is not None
    assert found.pictures == 0


def test_of_a_file_inside_another_nothing_is_judged() -> None:
    inner = changed(lambda pdf: tag(pdf))

    def attach(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["a.pdf"] = pikepdf.AttachedFileSpec(pdf, inner)  # type: ignore[call-arg]

    found = judged(attach)
    assert found is not None
    assert found.tagged is False
