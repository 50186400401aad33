"""Rich text."""

from __future__ import annotations

import struct
import time

import pytest

from indhold.findings import Kind
from indhold.readers.rtf import decompressed
from looks import CPR, looked, places, shown, told, zipped

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\colortbl;\red255\green255\blue255;}"


def rich(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


@pytest.mark.parametrize(
    "body",
    [
        rf"CPR {CPR}\par",
        r"CPR 01{\b 01}90\f0 -\i 12\i0 34\par",
        r"CPR 0101\'39\'30-1234\par",
        r"CPR 010190\u8209?1234\par",
        r"\uc2 CPR \u48?!101\u57\'3f\'3f0\_1234\par",
        "CPR 0101\r\n90-12\r\n34",
        r"CPR 010190-\line 1234\par",
        rf"{{\header CPR {CPR}\par}}",
        rf"{{\footerf CPR {CPR}\par}}",
        rf"a{{\footnote CPR {CPR}}}\par",
        rf"{{\*\annotation CPR {CPR}}}",
        rf"{{\info{{\title CPR {CPR}}}}}",
        rf"{{\*\userprops{{\propname CPR}}{{\staticval {CPR}}}}}",
        rf"{{\field{{\*\fldinst MERGEFIELD {CPR}}}{{\fldrslt a}}}}",
        rf"{{\field{{\*\fldinst PAGE}}{{\fldrslt CPR {CPR}}}}}",
        rf"{{\*\bkmkstart CPR {CPR}}}",
        rf"{{\*\nobodyknows CPR {CPR}}}",
        rf"{{\v CPR {CPR}}}\par",
        rf"{{\deleted CPR {CPR}}}\par",
        rf"{{\*\docvar {{cpr}}{{{CPR}}}}}",
        rf"{{\shp{{\*\shpinst{{\sp{{\sn x}}{{\sv CPR {CPR}}}}}{{\shptxt a\par}}}}}}",
        rf"{{\stylesheet{{\s1 CPR {CPR};}}}}",
        r"\trowd Nr\cell CPR-nr.\cell\row\trowd 1\cell 0101901235\cell\row",
        r"\trowd CPR-nr.\cell 0101901235\cell\row",
        r"\trowd CPR-nr.\cell 010190\cell 1234\cell\row",
        rf"CPR {CPR}",
        rf"}}}}CPR {CPR}",
    ],
)
def test_a_number_is_found_wherever_it_stands(body: str) -> None:
    seen = looked("a.rtf", rich(body))
    assert sum(one.count for one in seen.of(Kind.PERSONAL_NUMBER)) == 1


def test_hidden_and_changed_words_are_told() -> None:
    for look in (r"\v", r"\fs2", r"\cf1", r"\webhidden"):
        seen = looked("a.rtf", rich(rf"Synlig {{{look} skjulte ord}} igen\par"))
        assert [(one.shown, one.count) for one in seen.of(Kind.HIDDEN)] == [("skjulte ord", 2)]
        assert told(seen) == {"hidden"}
    seen = looked("a.rtf", rich(r"a {\revised\revauth1 nyt} og {\deleted\revauth1 gammelt}\par"))
    (change,) = seen.of(Kind.TRACKED_CHANGE)
    assert (change.shown, change.count) == ("deleted: gammelt", 2)


def test_remarks_and_properties() -> None:
    info = r"{\info{\author Anna}{\operator Bo}{\company Et r\'e5d}}{\*\revtbl{Unknown;}{Cai;}}"
    remark = r"{\*\atnid C}{\*\atnauthor Cai}\chatn{\*\annotation \pard Husk bilag\par}"
    seen = looked("a.rtf", rich(info + remark + r"{\*\template C:\\Users\\anna\\n.dot}"))
    assert set(shown(seen, Kind.AUTHOR)) == {"Anna", "Bo", "Cai"}
    assert seen.maker == "Et råd"
    assert shown(seen, Kind.COMMENT) == ["Husk bilag"]
    assert shown(seen, Kind.PATH) == [r"C:\Users\anna\n.dot"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (r"{\*\template https://example.org/a.dot}", Kind.EXTERNAL_LINK),
        (
            r'{\field{\*\fldinst INCLUDEPICTURE "https://example.org/a.png" \\d}}',
            Kind.EXTERNAL_LINK,
        ),
        (r'{\field{\*\fldinst DDEAUTO c:\\windows\\cmd.exe "/k"}}', Kind.SCRIPT),
        (r'{\field{\*\fldinst HYPERLINK "file:///C:/Users/anna/a.docx"}}', Kind.PATH),
    ],
)
def test_what_is_fetched_or_started(body: str, kind: Kind) -> None:
    assert kind.value in told(looked("a.rtf", rich(body)))


def counted(words: bytes) -> bytes:
    return struct.pack("<I", len(words) + 1) + words + b"\0"


def package(name: bytes, path: bytes, content: bytes) -> bytes:
    head = struct.pack("<H", 2) + name + b"\0" + path + b"\0" + struct.pack("<HH", 0, 3)
    return head + counted(path) + struct.pack("<I", len(content)) + content


def ole1(kind: bytes, content: bytes) -> bytes:
    head = struct.pack("<II", 0x501, 2) + counted(kind) + struct.pack("<II", 0, 0)
    return head + struct.pack("<I", len(content)) + content


def test_files_that_are_embedded_are_looked_into() -> None:
    inside = zipped({"a.txt": f"CPR {CPR}"})
    put_in = ole1(b"Package", package(b"b.zip", rb"C:\Users\anna\b.zip", inside))
    body = rf"{{\object\objemb{{\*\objdata {put_in.hex()}}}{{\result a}}}}"
    seen = looked("a.rtf", rich(body))
    assert places(seen) == ["member b.zip, member a.txt, line 1"]
    assert shown(seen, Kind.EMBEDDED) == ["b.zip"]
    assert shown(seen, Kind.PATH) == [r"C:\Users\anna\b.zip"]
    binary = HEAD.encode() + rb"{\object{\*\objdata\bin%d " % len(put_in) + put_in + b"}}}"
    assert places(looked("a.rtf", binary)) == places(seen)
    other = ole1(b"Word.Document.12", inside)
    body = rf"{{\object{{\*\objdata {other.hex()}}}}}"
    assert shown(looked("a.rtf", rich(body)), Kind.EMBEDDED) == ["Word.Document.12"]


def test_an_ordinary_file_tells_nothing() -> None:
    body = (
        r"{\stylesheet{\s0 Normal;}}{\*\generator Et program;}{\info{\title M\'f8de}{\nofpages1}}"
        r"{\*\rsidtbl \rsid0101901234}\pard\plain\fs22 M\'f8de den 1. maj\par"
        r"\trowd\clcbpat2{\cf1 Overskrift}\cell\row {\field{\*\fldinst PAGE}{\fldrslt 1}}\par"
        r'{\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt et link}}\par'
    )
    seen = looked("a.rtf", rich(body))
    assert (seen.findings, seen.gaps) == ((), ())


def test_groups_without_end_are_bounded() -> None:
    started = time.process_time()
    seen = looked("a.rtf", b"{\\rtf1 CPR " + CPR.encode() + b"\\par " + b"{" * 100_000)
    assert told(seen) == {"too-deep"}
    assert places(seen)
    looked("a.rtf", rich(r"\b\i0 a\par " * 20_000))
    assert time.process_time() - started < 5


def test_rich_text_of_outlook_is_unpacked() -> None:
    """The example of [MS-OXRTFCP] § 3.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3"
        "2068656c090020627705b06c647d0a800fa0"
    )
    assert decompressed(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_destination_within_its_like_loses_nothing() -> None:
    body = rf"{{\info{{\info a}} CPR {CPR}}}{{\*\annotation b{{\*\annotation c}} CPR {CPR}}}\par"
    assert len(places(looked("a.rtf", rich(body)))) == 2
