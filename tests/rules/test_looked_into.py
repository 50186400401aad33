"""What is told of what stands in attachments, and what is kept from the public."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indhold.findings import Accessible, At, Finding, Gap, Kind, Look, Step, Unread
from indhold.given import Given
from indhold.looking import look
from moedebog.compose import Composer, Plan, plan
from moedebog.diagnostics import Diagnostic, Severity
from moedebog.document import Audience
from moedebog.document import Kind as DocumentKind
from moedebog.examples import pdf
from moedebog.rules.looked_into import Attached, attached_of, findings
from support import meeting

SUM = "a" * 64
NUMBER = Finding(Kind.PERSONAL_NUMBER, (Step(At.PAGE, "3"),), "0101••-••••")
PERHAPS = Finding(Kind.PERHAPS_PERSONAL_NUMBER, (Step(At.PAGE, "4"),), "0101••••••")
SCAN = Gap(Unread.SCAN, (Step(At.PAGE, "2-5"),))
VOUCHED = f"gennemset: {{navn: Anna, dato: 2025-09-01, grund: Set, sha256: {SUM}}}"
CLOSED = "offentlig: nej"


def planned(bilag: str, folder: Path, data: bytes = b"x", item: str = "") -> Plan:
    (folder / "n.pdf").write_bytes(data)
    text = f"punkter: [{{titel: A, {item} bilag: [{{titel: Notat, fil: n.pdf, {bilag}}}]}}]"
    return plan(meeting(text, path=folder / "2025-09-12.yaml"))[0]


def attached(bilag: str, folder: Path, item: str = "") -> Attached:
    (one,) = attached_of(planned(bilag, folder, item=item))
    return one


def told(one: Attached, *found: Finding | Gap, **more: Any) -> list[Diagnostic]:
    seen = Look(
        more.pop("sha256", SUM),
        9,
        "pdf",
        tuple(each for each in found if isinstance(each, Finding)),
        tuple(each for each in found if isinstance(each, Gap)),
        **more,
    )
    return list(findings(one, seen, "udvalg/2025-09-12"))


def codes_of(whole: Plan) -> list[str]:
    return [
        found.code
        for one in attached_of(whole)
        for found in findings(one, look(Given(one.fil.sti.name, one.fil.sti)), "m")
    ]


def of(kind: Kind, shown: str = "", *place: Step) -> Finding:
    return Finding(kind, place, shown)


@pytest.mark.parametrize(
    ("found", "public", "closed"),
    [
        (NUMBER, ["M600"], ["M607"]),
        (PERHAPS, ["M601"], []),
        (of(Kind.COMMENT, "Er det sandt?"), ["M602"], []),
        (of(Kind.TRACKED_CHANGE, "deleted: nej"), ["M602"], []),
        (of(Kind.HIDDEN, "hidden sheet: Løn"), ["M603"], []),
        (of(Kind.SCRIPT), ["M604"], ["M604"]),
        (of(Kind.MACRO), ["M604"], ["M604"]),
        (of(Kind.EXECUTABLE, "exe", Step(At.MEMBER, "a.exe")), ["M604"], ["M604"]),
        (of(Kind.DISGUISED, "html", Step(At.MEMBER, "a.pdf")), ["M604"], ["M604"]),
        (of(Kind.DISGUISED, "html"), ["M532"], ["M532"]),
        (SCAN, ["M605"], []),
        (Gap(Unread.TOO_LONG), ["M605"], []),
        (Gap(Unread.PASSWORD), ["M550"], ["M550"]),
        (Gap(Unread.PASSWORD, (Step(At.MEMBER, "a.zip"),)), ["M605"], []),
        (Gap(Unread.DAMAGED), ["M538"], ["M538"]),
        (of(Kind.AUTHOR, "Anna"), ["M606"], []),
        (of(Kind.POSITION, "55.5, 8.5"), ["M606"], []),
    ],
)
def test_each_finding_is_told_once_and_only_what_everybody_may_read_is_an_error(
    found: Finding | Gap, public: list[str], closed: list[str], tmp_path: Path
) -> None:
    assert [d.code for d in told(attached("", tmp_path), found)] == public
    hidden = told(attached(CLOSED, tmp_path), found)
    assert [d.code for d in hidden] == closed
    assert not [d for d in hidden if d.severity is Severity.ERROR]


def test_a_number_is_an_error_with_its_place_and_what_to_type(tmp_path: Path) -> None:
    (found,) = told(attached("", tmp_path), NUMBER)
    assert found.severity is Severity.ERROR
    assert "0101••-•••• (side 3)" in found.message
    assert "0101••-•••• (page 3)" in found.texts("en")[0]
    assert "gennemset udvalg/2025-09-12 --punkt 1 --bilag 1" in found.hint


def test_what_is_hidden_is_said_in_the_reader_s_language(tmp_path: Path) -> None:
    place = Step(At.SHEET, "Løn")
    (found,) = told(attached("", tmp_path), of(Kind.HIDDEN, "hidden sheet: Anna", place))
    assert "skjult ark: Anna (arket Løn)" in found.message
    assert "hidden sheet: Anna (the sheet Løn)" in found.texts("en")[0]


@pytest.mark.parametrize("at_item", [False, True])
def test_who_answers_for_a_file_lets_it_out_and_a_changed_one_is_unseen_again(
    at_item: bool, tmp_path: Path
) -> None:
    one = attached("", tmp_path, f"{VOUCHED},") if at_item else attached(VOUCHED, tmp_path)
    assert one.vouched[0].dato == date(2025, 9, 1)
    assert told(one, SCAN, PERHAPS, of(Kind.COMMENT)) == []
    assert [d.code for d in told(one, NUMBER)] == ["M609"]
    changed = [d.code for d in told(one, SCAN, sha256="b" * 64)]
    assert changed == (["M605"] if at_item else ["M608", "M605"])


@pytest.mark.parametrize(
    ("found", "held"),
    [((NUMBER,), True), ((SCAN,), True), ((PERHAPS,), False), ((), False)],
)
def test_what_is_held_back(found: tuple[Finding | Gap, ...], held: bool, tmp_path: Path) -> None:
    findings_ = tuple(one for one in found if isinstance(one, Finding))
    gaps = tuple(one for one in found if isinstance(one, Gap))
    seen = Look(SUM, 9, "pdf", findings_, gaps)
    assert attached("", tmp_path).is_held(seen) is held
    assert attached(VOUCHED, tmp_path).is_held(seen) is False
    without = Look("", 9, "pdf", findings_, gaps)
    assert attached(VOUCHED, tmp_path).is_held(without) is held


def test_who_made_it_is_told_with_what_keeps_people_from_reading_it(tmp_path: Path) -> None:
    poor = Accessible(tagged=False, without_text=2)
    (found,) = told(attached("", tmp_path), accessible=poor, maker="Rådgiver A/S")
    assert found.code == "M537"
    assert "mærket op til skærmlæsere; 2 billeder uden tekst" in found.message
    assert "Lavet af Rådgiver A/S" in found.message
    assert told(attached("", tmp_path), accessible=Accessible(tagged=True)) == []
    assert told(attached(CLOSED, tmp_path), accessible=poor) == []


def package(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "<a>tekst</a>" * 100)
    return data.getvalue()


WORD = package("[Content_Types].xml", "word/document.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "told_of"),
    [
        ("a.docx", WORD, False),
        ("a.DOCX", WORD, False),
        ("a.docx", package("xl/workbook.xml"), True),
        ("a.docx", b"<html></html>", True),
        ("a.zip", package("a.txt"), False),
        ("a.pdf", pdf(), False),
        ("a.pdf", b"\n" * 500 + pdf(), False),
        ("a.pdf", WORD, True),
        ("a.txt", "é\r\n".encode("latin-1"), False),
        ("a.txt", "Notat".encode("utf-16"), False),
        ("a.txt", WORD, True),
        ("a.csv", b"a;b\n1;2\n", False),
        ("a.csv", b"MZ\x90\0\x03\0\0\0", True),
        ("a.odt", WORD, True),
        ("a.docx", OLE, True),
    ],
)
def test_attachments_are_what_their_names_say(
    name: str, data: bytes, told_of: bool, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    text = f"punkter: [{{titel: A, bilag: [{{titel: Notat, fil: {name}}}]}}]"
    whole = plan(meeting(text, path=tmp_path / "2025-09-12.yaml"))[0]
    assert ("M532" in codes_of(whole)) is told_of


def test_half_a_file_is_told_as_damaged(tmp_path: Path) -> None:
    assert "M538" in codes_of(planned("", tmp_path, b"%PDF-1.7\nkun begyndelsen"))


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{bilag: [N]}", True),
        ("{bilag: [N], lukket: ja}", False),
        ("{bilag: [{N, offentlig: nej}]}", False),
        ("{afsnit: [{slags: bilag, bilag: [N]}]}", True),
        ("{afsnit: [{slags: bilag, lukket: ja, bilag: [N]}]}", False),
        ("{afsnit: [{slags: sag, lukket: ja, afsnit: [{slags: bilag, bilag: [N]}]}]}", False),
        ("{afsnit: [{slags: tekst, tekst: x, lukket: ja}, {slags: bilag, bilag: [N]}]}", True),
        ("{lukket: ja, underpunkter: [{titel: B, bilag: [N]}]}", False),
    ],
)
def test_what_the_public_does_not_get_need_not_be_tagged(
    item: str, told: bool, tmp_path: Path
) -> None:
    (tmp_path / "n.pdf").write_bytes(pdf("Notat", tagged=False))
    bilag = "titel: Notat, fil: n.pdf"
    item = item.replace("[N]", f"[{{{bilag}}}]").replace("{N,", f"{{{bilag},")
    model = meeting(f"punkter: [{{titel: A, {item[1:]}]", path=tmp_path / "2025-09-12.yaml")
    planned, _ = plan(model)
    assert codes_of(planned) == (["M537"] if told else [])
    dispatch = Composer(planned).dispatch(DocumentKind.DAGSORDEN, Audience.OFFENTLIG)
    assert len(dispatch.bilag) == told
