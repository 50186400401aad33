"""Personal numbers in what others made: however they are written, and not where there are none."""

from __future__ import annotations

import re
from random import Random
from time import process_time

import pytest

from indhold import cpr, cpr_forms

CERTAIN, PERHAPS, NOTHING = [True], [False], []  # type: ignore[var-annotated]


def found(text: str, called: str = "") -> list[bool]:
    return [number.certain for number in cpr.personal_numbers(text, called, anywhere=True)]


def test_a_year_and_a_number_as_cases_have_are_none() -> None:
    for text in ("2012-208960 - Konference", "Dok.nr.: 2012-203438"):
        assert found(text) == [number.certain for number in cpr.personal_numbers(text)] == NOTHING
    assert found("CPR 2012-203438") == CERTAIN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Written as one.
        ("010190-1234", CERTAIN),
        ("610190-1234", CERTAIN),
        ("010190 1234", CERTAIN),
        ("010190\u00a01234", CERTAIN),
        ("010190\u20091234", CERTAIN),
        ("010190  -   1234", CERTAIN),
        ("010190\u00a0\u2011\u202f1234", CERTAIN),
        ("010190\u20101234", CERTAIN),
        ("010190\u22121234", CERTAIN),
        ("010190\ufe631234", CERTAIN),
        ("010190\uff0d1234", CERTAIN),
        ("010190--1234", CERTAIN),
        ("010190-\n1234", CERTAIN),
        ("010190\r\n-1234", CERTAIN),
        ("010190\t-\t1234", CERTAIN),
        ("010190-12 34", CERTAIN),
        ("01 01 90 1234", CERTAIN),
        ("01\u00a001\u00a090\u00a01234", CERTAIN),
        ("01.01.90-1234", CERTAIN),
        ("0 1 0 1 9 0 - 1 2 3 4", CERTAIN),
        ("Anna;010190-1234;6700", CERTAIN),
        ("5,010190-1234,6700", CERTAIN),
        ("20.11.12 010190-1234", CERTAIN),
        ("Ansøgning-010190-1234.pdf", CERTAIN),
        ("https://example.org/010190-1234", CERTAIN),
        ("010190%2D1234", CERTAIN),
        ("cpr=010190%201234", CERTAIN),
        ("010190\u200b-\u200b1234", CERTAIN),
        ("０１０１９０－１２３４", CERTAIN),
        ("٠١٠١٩٠-١٢٣٤", CERTAIN),
        ("𝟎𝟏𝟎𝟏𝟗𝟎-𝟏𝟐𝟑𝟒", CERTAIN),
        # Called one.
        ("CPR 0101901234", CERTAIN),
        ("CPR:010190 - 1234", CERTAIN),
        ("CPR-nr. 010190\n1234", CERTAIN),
        ("CPR-nr.\n010190\n1234", CERTAIN),
        ("CPR-nr.\t010190\t1234", CERTAIN),
        ("CPR-nr. 010190    1234", CERTAIN),
        ("CPR-nr. 010190/1234", CERTAIN),
        ("CPR-nr. 010190.1234", CERTAIN),
        ("CPR-nr. 010190_1234", CERTAIN),
        ("CPR-nr. 01/01/90 1234", CERTAIN),
        ("CPR-nr. 01.01.1990 1234", CERTAIN),
        ("CPR-nr. 01.01.1990-1234", CERTAIN),
        ("CPR-nr. 01-01-1990, 1234", CERTAIN),
        ("fødselsdato 01.01.1990-1234", CERTAIN),
        ("CPR-nr. 0 1 0 1 9 0 1 2 3 4", CERTAIN),
        ("CPR-nr. 0  1  0  1  9  0  1  2  3  4", CERTAIN),
        ("CPR-nr. 0|1|0|1|9|0|1|2|3|4", CERTAIN),
        ("CPR-nr. 01019012345", CERTAIN),  # a digit too many
        ("CPR-nr. 010190-12345", CERTAIN),
        ("CPR-nr. 0101901-1234", CERTAIN),
        ("CPR-nr. 1010190-1234", CERTAIN),
        ("CPR-nr. 101901234", CERTAIN),  # a spreadsheet took it for an amount
        ("CPR-nr. 10190-1234", CERTAIN),
        ("CPR-nr. 010190-123", CERTAIN),
        ("CPR 20250101901234", CERTAIN),
        ("CPR-nr. 19900101-1234", CERTAIN),  # as other countries write it
        ("CPR-nr. 199001011234", CERTAIN),
        ("CPR-nr. 1990-01-01-1234", CERTAIN),
        ("<PersonCivilRegistrationIdentifier>0101901234<", CERTAIN),
        ('{"cprNumber": "0101901234"}', CERTAIN),
        ("https://example.org/?cpr=0101901234", CERTAIN),
        ("sag om cpr 010190-1234", CERTAIN),
        ("Liste med CPR:\nAnna Berg, Storegade 1, 0101901238", CERTAIN),  # and its check digit
        # Ten digits.
        ("0101901234", PERHAPS),
        ("0101901238", PERHAPS),
        ("konto 0101901238", PERHAPS),
        ("sag 120304-1234", PERHAPS),
        ("0 1 0 1 9 0 1 2 3 4", PERHAPS),
        # Within longer numbers.
        ("ID20250101901234", PERHAPS),
        ("PID:9208-2002-2-0101901234", PERHAPS),
        ("serienummer 20250101901234", PERHAPS),
        ("Journalnr. 20250101901234", PERHAPS),
        ("27.69.08-010190-1234", PERHAPS),
        ("2025-0101901234", PERHAPS),
        ("010190123499", PERHAPS),
        ("99010190123899", PERHAPS),  # with its check digit
        ("01019012345", PERHAPS),
        ("010190-12345", PERHAPS),
        ("1010190-1234", PERHAPS),
        ("0101901-1234", PERHAPS),
        ("2025010190-1234", PERHAPS),
        ("010190-1234-12", PERHAPS),
        ("010190-1234/2", PERHAPS),
        # With other signs, in two lines or columns.
        ("01.01.1990-1234", PERHAPS),
        ("01011990-1234", PERHAPS),
        ("010190/1234", PERHAPS),
        ("010190.1234", PERHAPS),
        ("010190_1234", PERHAPS),
        ("010190   1234", PERHAPS),
        ("010190\t1234", PERHAPS),
        ("Anna Berg 010190\n1234 er enig", PERHAPS),
    ],
)
def test_what_is_or_may_be_one(text: str, expected: list[bool]) -> None:
    assert found(text) == expected
    for number in cpr.personal_numbers(text, anywhere=True):
        assert "1234" not in cpr.mask(number.written).replace(" ", "")[4:]


@pytest.mark.parametrize(
    "text",
    [
        "sag 25/010190-12",
        "27.03.00-P20-1-19",
        "2025-012345",
        "1234567-890123",
        "Sagsnr. 00.01.00-A00-1-25",
        "dok. 120345-25",
        "sag 010190/1234",
        "tlf. 12 34 56 78, 20 12 12 34 og 21 11 90 12",
        "+45 12 10 90 12 og +4512109012",
        "+450101901234",
        "tlf. 0101901234",
        "EAN 5790000123456",
        "EAN-nr. 5798003101904",
        "P-nummer 1012345678",
        "CVR 12345678, P 1010101234",
        "reg. 1234 konto 0012345678",
        "DK5000400440116243",
        "DK4801019012345678",
        "+71<010190123456789+12345678<",
        "01.01.2025 1234",
        "01.01.25 kl. 1234",
        "Pr. 31.12.25 1500 børn",
        "01.01.2024-2025",
        "01.01.2025-1430",
        "20250101123456",
        "202501011234",
        "20250101-1234",
        "250101 12345678",
        "ISBN 978-87-12-34567-8",
        "9788712345676",
        "ISSN 0101-9012",
        "6123456.78, 720345.12",
        "55.0101901234, 8.4594",
        "1.234.567.890",
        "0101901234 kr.",
        "1012345678,00",
        "Beløb 1012345678",
        "kr. 1012345678",
        "120345\n6700\n120346\n6701",
        "5 010190 1234",
        "010190 1234 5",
        "Drift 120345 1234 5678",
        "12012024-1512-4abc-8def-010190123412",
        "3f2a010190123412ab90cd",
        "https://example.org/sag/0101901234",
        "https://example.org/20250101901234.pdf",
        "doi:10.1234/0101901234",
        "version 10.11.90.1234",
        "0.0101901234",
        "1 2 0 1 9 0 1 2 3 4 5 6",
        "CPR-kontoret, telefon 12 10 90 12",
        "CPR-kontoret. Møde 01.01.2025 1234 deltagere",
        "320190-1234",
        "011390-1234",
        "3113901234567",
    ],
)
def test_what_is_none(text: str) -> None:
    assert found(text) == NOTHING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010125 1400", PERHAPS),  # a day and a time
        ("Lokale 3: 010125-1400", PERHAPS),
        ("Skadesnr. 120290-1234", PERHAPS),
        ("Tegning 120290-1234", PERHAPS),
        ("Bilagsnr. 120290-1234", PERHAPS),
        ("P.nr. 0101901234", PERHAPS),  # those of places of work begin with 1
        ("120304-2025", PERHAPS),  # as documents are numbered
        ("Løn 120345 1234\nDrift 450123 9876", PERHAPS),  # a table
        ("Løn 120345 -1234\nDrift 450123 -9876", PERHAPS),
        ("01-01-90-1234", PERHAPS),
    ],
)
def test_what_is_as_often_something_else_is_not_certain(text: str, expected: list[bool]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("called", "text", "expected"),
    [
        ("CPR-nr.", "0101901234", CERTAIN),
        ("CPR-nr.", "101901234", CERTAIN),
        ("CPR-nr.", "01.01.1990 1234", CERTAIN),
        ("Personnummer", "010190\n1234", CERTAIN),
        ("P-nummer", "1012345678", NOTHING),
        ("Beløb", "1012345678", NOTHING),
        ("Konto", "010190-1234", PERHAPS),
        ("Navn", "0101901234", PERHAPS),
    ],
)
def test_the_head_of_a_column_says_what_it_is(called: str, text: str, expected: list[bool]) -> None:
    assert found(text, called) == expected


def test_each_of_several_is_told_in_order() -> None:
    text = "Sag 120304-1234, Anna 010190-1234, 0201901234, ID20250301901234 og cpr 0401901234."
    numbers = cpr.personal_numbers(text, anywhere=True)
    assert [number.certain for number in numbers] == [False, True, False, False, True]
    assert [text.index(number.written) for number in numbers] == sorted(
        text.index(number.written) for number in numbers
    )


def test_a_personal_number_far_behind_others_is_told() -> None:
    text = "0101901234 " * 200 + "cpr 020290-1234"
    assert found(text).count(True) == 0
    numbers = cpr.personal_numbers(text, most=cpr.ALL, anywhere=True)
    assert numbers[-1].certain


@pytest.mark.parametrize(
    "text",
    [
        "010190 1234",
        "010190\u00a01234",
        "010190-\n1234",
        "010190\t1234",
        "01.01.1990 - 1234",
        "0 1 0 1 9 0 1 2 3 4",
        "0101\u200b901234",
        "010190_1234",
        "010190%2D1234",
        "101901234",
    ],
)
def test_nothing_that_is_found_is_shown_in_full(text: str) -> None:
    shown = cpr.masked(f"Anna {text} bor her")
    assert "1234" not in shown
    assert "1 2 3 4" not in shown
    assert shown.startswith(f"Anna {text[0]}")


@pytest.mark.parametrize(
    "piece",
    ["1", "01", "010190-", "01.01.90 ", "0 1 ", "0101901234 ", "- ", "1\n", "kr. 1.234 ", "a1"],
)
def test_a_long_text_takes_no_longer_for_each_character(piece: str) -> None:
    def taken(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        start = process_time()
        cpr.personal_numbers(text, "CPR", most=cpr.ALL, anywhere=True)
        cpr.masked(text)
        return process_time() - start

    taken(1_000)
    assert taken(200_000) < 100 * max(taken(20_000), 0.001)


@pytest.mark.parametrize("number", ["0101901234", "010190-1234", "01 01 90 - 12 34"])
def test_digits_of_any_script_count(number: str) -> None:
    zeros = [c for c in map(chr, range(0x10FFFF)) if c.isdecimal() and int(c) == 0]
    for zero in zeros:
        written = "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in number)
        assert cpr_forms.has_digits(written)
    assert not cpr_forms.has_digits("Prisen er 12.345 kr. – »på ø« på side 24")


def test_only_chains_of_digits_are_searched_and_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random = Random(1)
    pieces = ("010190", "1234", "-", " ", "19", "90", "0", "1", ".", "|", "\n", "nr. ", "5678901")
    texts = ["".join(random.choices(pieces, k=random.randint(3, 16))) for _ in range(3000)]
    found = [cpr_forms.candidates(text, called=True) for text in texts]
    monkeypatch.setattr(cpr_forms, "_CHAIN", re.compile(r"(?s)\A.+\Z").finditer)
    assert found == [cpr_forms.candidates(text, called=True) for text in texts]
    assert sum(map(bool, found)) > 500
