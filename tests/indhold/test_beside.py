"""Two files in the same bytes: what is before or behind the one that is seen."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from indhold.beside import search
from indhold.bounds import Bounds
from indhold.collecting import Collector
from indhold.findings import Kind
from indhold.given import Given
from indhold.looking import look_inside
from looks import CPR, looked, places, told, where, zipped

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"
ZIP = zipped({"a.txt": f"CPR {CPR}"})
NUMBER = (Kind.PERSONAL_NUMBER,)


def beside(data: bytes) -> list[str]:
    """What is found beside the file itself, which no reader takes here."""
    collector = Collector(Bounds(), look_inside)
    search(Given("a", held=data), collector)
    return [where(one) for one in collector.findings if one.kind in NUMBER]


def picture(kind: str) -> bytes:
    made = BytesIO()
    Image.linear_gradient("L").convert("P" if kind == "gif" else "RGB").save(made, kind)
    return made.getvalue()


def rebased(front: bytes) -> bytes:
    """A zip file that knows what stands before it."""
    made = BytesIO()
    made.write(front)
    with ZipFile(made, "a") as file:
        file.writestr("a.txt", f"CPR {CPR}")
    return made.getvalue()


EXE = b"MZ" + bytes(200)
FRONTS = [*map(picture, ("png", "jpeg", "gif", "webp", "bmp")), PDF, EXE, b"\1\2\3" + bytes(99)]


@pytest.mark.parametrize("front", FRONTS)
def test_a_zip_file_behind_another_is_looked_into(front: bytes) -> None:
    for data in (front + ZIP, rebased(front)):
        assert beside(data) == ["member zip behind, member a.txt, line 1"]


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_what_is_behind_a_picture(kind: str) -> None:
    front = picture(kind)
    assert beside(front) == []
    assert beside(front + f"CPR {CPR}".encode()) == ["part behind, line 1"]
    page = b"<html><body>CPR " + CPR.encode() + b"<script>a()</script></body></html>"
    assert beside(front + page) == ["member html behind, paragraph 1"]
    collector = Collector(Bounds(), look_inside)
    search(Given("a", held=front + bytes(range(256)) * 9), collector)
    assert [gap.shown for gap in collector.gaps] == [f"behind {kind}"]
    search(Given("a", held=front[: len(front) // 2]), collector)
    search(Given("a", held=front[:11]), collector)
    assert not collector.findings


def test_what_is_before_and_behind_a_pdf() -> None:
    page = f"<html><body>CPR {CPR}</body></html>\n".encode()
    assert beside(page + PDF) == ["member html behind, paragraph 1"]
    collector = Collector(Bounds(), look_inside)
    search(Given("a", held=page + PDF), collector)
    assert Kind.DISGUISED in [one.kind for one in collector.findings]
    assert beside(f"CPR {CPR}\n".encode() + PDF) == ["part behind, line 1"]
    assert beside(PDF + f"CPR {CPR}".encode()) == ["part behind, line 2"]
    assert beside(PDF + page) == ["member html behind, paragraph 1"]
    assert beside(PDF + b"\n" + ZIP[:-22]) == ["member zip behind, member a.txt, line 1"]
    attached = PDF.replace(b"endobj", b"stream\n" + ZIP + b"\nendstream endobj")
    assert beside(attached) == []


def test_what_is_behind_a_zip_file_and_what_is_said_of_it() -> None:
    seen = looked("a.zip", zipped({}) + EXE)
    assert told(seen) == {"embedded-file", "executable"}
    made = BytesIO(zipped({"[Content_Types].xml": "<Types/>", "word/a.xml": "<a/>"}))
    with ZipFile(made, "a") as file:
        file.comment = f"CPR {CPR}".encode()
    assert "properties" in places(looked("a.docx", made.getvalue()))


def test_a_program_that_unpacks_itself_and_a_script_with_words() -> None:
    seen = looked("a.exe", EXE + ZIP)
    assert told(seen) == {"executable", "embedded-file"}
    assert places(seen) == ["member zip behind, member a.txt, line 1"]
    for name in ("a.bat", "a.js", "a.sh", "a.url", "a.reg", "a.library-ms", "a.rdp"):
        seen = looked(name, f"rem CPR {CPR}")
        assert told(seen) == {"executable"}
        assert places(seen) == ["line 1"]


def test_words_in_a_format_that_is_not_known_are_searched() -> None:
    seen = looked("a.dat", bytes(range(256)) * 8 + f"CPR {CPR}".encode() + bytes(99))
    assert told(seen) == {"unknown-format"}
    assert len(places(seen)) == 1


def test_places_that_lead_nowhere_are_left() -> None:
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, 46, 0, 0)
    for directory in (b"", b"PK\1\2" + bytes(42), b"PK\1\2" + b"\xff" * 42):
        assert beside(picture("png") + directory + end) == []


def test_what_a_reader_fails_at_is_told_and_searched_as_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a")

    monkeypatch.setattr("indhold.readers.rtf.read", fail)
    seen = looked("a.rtf", "{\\rtf1 CPR " + CPR + "}")
    assert told(seen) == {"damaged"}
    assert places(seen) == ["line 1"]
