"""Files of letters alone."""

from __future__ import annotations

import base64
import time
from hashlib import sha512

import pytest

from indhold.findings import Kind, Unread
from looks import CPR, SHOWN, looked, places, shown, told, zipped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_a_number_is_found_in_any_letters_and_its_line_is_told(encoding: str) -> None:
    words = f"Møde på en sti\n\nBorger med CPR-nr. {CPR} søgte.\r\n\r\nFærdig\n"
    seen = looked("note.txt", words.encode(encoding))
    assert places(seen, Kind.PERSONAL_NUMBER) == ["line 3"]
    assert shown(seen, Kind.PERSONAL_NUMBER) == [SHOWN]
    assert told(seen) == set()


def test_letters_of_windows_after_a_beginning_that_is_utf_8() -> None:
    seen = looked("note.txt", b"Kun bogstaver\n" * 9999 + b"f\xf8dselsnummer " + CPR.encode())
    assert places(seen, Kind.PERSONAL_NUMBER)


def test_a_number_goes_on_in_the_next_line_however_long_the_text() -> None:
    for lines in range(30, 60):
        words = "Ord i en linje der er ganske lang, fylder den.\n" * lines
        seen = looked("note.txt", f"{words}CPR 010190-\n1234 er hans\n{words}")
        assert sum(one.count for one in seen.of(Kind.PERSONAL_NUMBER)) == 1, lines


def test_a_line_of_millions_of_letters_is_read_within_bounds() -> None:
    long = "ord " * 2_000_000
    started = time.process_time()
    seen = looked("note.txt", f"{long} CPR {CPR} {long}")
    assert time.process_time() - started < 3
    assert shown(seen, Kind.PERSONAL_NUMBER) == [SHOWN]


@pytest.mark.parametrize("cut", range(65536 - 30, 65536 + 3))
def test_no_number_is_lost_where_a_long_line_is_cut(cut: int) -> None:
    assert places(looked("note.txt", "x" * (cut - 4) + f" CPR {CPR} " + "x" * 70000))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_head_of_a_column_says_what_is_in_it(separator: str) -> None:
    rows = [("Navn", "CPR-nr.", "Konto"), ("Anna", "0101901235", "0101901235")]
    table = "\n".join(separator.join(row) for row in rows)
    seen = looked("tabel.csv", table)
    assert [one.kind for one in seen.findings] == [
        Kind.PERSONAL_NUMBER,
        Kind.PERHAPS_PERSONAL_NUMBER,
    ]
    assert set(places(seen)) == {"line 2"}


def test_the_cell_before_says_it_where_there_are_no_heads() -> None:
    seen = looked("tabel.csv", "Navn;Anna\nCPR-nr.;0101901235\n")
    assert places(seen, Kind.PERSONAL_NUMBER) == ["line 2"]


def test_a_table_that_is_none_is_read_as_text() -> None:
    seen = looked("tabel.csv", 'a;"' + "x" * 200_000 + f"\nCPR {CPR}")
    assert shown(seen, Kind.PERSONAL_NUMBER) == [SHOWN]


def test_numbers_within_xml_json_calendars_and_cards() -> None:
    xml = f"<?xml version='1.0'?><a><cpr>{CPR}</cpr>\n\n<t>CPR 0101</t><t>90-1235</t> &#48;</a>"
    assert len(places(looked("a.xml", xml))) == 2
    assert places(looked("a.json", f'{{"cpr": "{CPR}"}}')) == ["line 1"]
    assert places(looked("a.json", '{"cpr": "010190\\u20131234"}')) == ["line 1"]
    quoted = "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:cpr =30=3101=\n90-1234"
    assert places(looked("a.vcf", quoted)) == ["member note, line 1"]
    folded = f"BEGIN:VCALENDAR\r\nDESCRIPTION:cpr {CPR[:5]}\r\n {CPR[5:]}\r\n"
    assert places(looked("a.ics", folded)) == ["line 2"]
    inside = base64.b64encode(f"CPR {CPR}".encode()).decode()
    card = f"BEGIN:VCARD\nNOTE;ENCODING=B;X=1:{inside[:9]}\n {inside[9:]}\nEND:VCARD"
    assert places(looked("a.vcf", card)) == ["member note, line 1"]


def test_documents_of_office_as_one_xml_file_are_known_in_part() -> None:
    word = (
        '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word">'
    )
    for xml in (word, '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names">'):
        assert [gap.reason for gap in looked("a.xml", xml).gaps] == [Unread.PARTLY]


def test_what_is_written_as_base64_is_looked_into() -> None:
    words = f"Navn;CPR\nAnna;{CPR}\n".encode() * 3
    packed = base64.b64encode(words).decode()
    folded = base64.encodebytes(zipped({"a.txt": CPR})).decode()
    assert places(looked("a.xml", f"<a><navn>x</navn><b>{packed}</b></a>"))[0].startswith(
        "member base64 1, line"
    )
    seen = looked("a.json", f'{{"b": "{folded}"}}'.replace("\n", "\\n"))
    assert places(seen) == ["member base64 1, member a.txt, line 1"]
    assert told(seen) == {"embedded-file"}
    assert places(looked("a.txt", folded)) == ["member base64 1, member a.txt, line 1"]


def test_keys_and_checksums_are_no_files() -> None:
    keys = [base64.b64encode(sha512(bytes((one,))).digest()).decode() for one in range(99)]
    hexes = [sha512(bytes((one,))).hexdigest() for one in range(99)]
    seen = looked("a.txt", "\n\n".join((*keys, *hexes)))
    assert told(seen) == set()
    assert not any("base64" in one for one in places(seen))


def test_ordinary_text_tells_nothing() -> None:
    text = "Sag nr. 24/1234, 12. maj 2024.\nTlf. 12 34 56 78; EAN 5790000123456.\n" * 500
    for name in ("a.txt", "a.csv", "a.md", "a.log", "a.json"):
        seen = looked(name, text)
        assert (seen.findings, seen.gaps) == ((), ())


@pytest.mark.parametrize(
    "table",
    [
        "Navn;CPR;Løbenr.\nAnna;010190;1234\n",
        "Navn;CPR;Løbenr.\nAnna;10190;234\n",
        "Navn;CPR;\nAnna;010190;1234\n",
        "Udtræk pr. 01-01-2025 12:00\n\nNavn;CPR\nAnna;101901234\n",
        '"Navn","CPR-nr."\n"Anna","010190\n-1234"\n',
    ],
)
def test_a_number_of_a_table_is_found_whatever_its_rows_are_like(table: str) -> None:
    (number,) = looked("tabel.csv", table).findings
    assert number.kind is Kind.PERSONAL_NUMBER


def test_a_day_and_another_number_beside_it_are_none() -> None:
    assert not looked("tabel.csv", "Fødselsdato;Postnr.\n010190;2300\n").findings
    assert not looked("tabel.csv", "CPR;Klasse\n010190;3\n").findings


def test_the_signs_of_json_for_a_new_line_and_others_are_read() -> None:
    said = looked("a.json", r'{"note": "CPR 010190\n-1234 og CPR 020190\/1234"}')
    assert len(said.findings) == 2
