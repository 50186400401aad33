"""Rows that are passed over change nothing of what is told of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from corpus import clean, sheets
from indhold.findings import Kind
from indhold.readers import plain_rows, xlsx
from indhold.readers.plain_rows import Passed, Strings, pass_over
from office_files import NUMBER, SHEET, looked, workbook

STYLES = (
    f'<styleSheet xmlns="{SHEET}"><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>'
    '<numFmts><numFmt numFmtId="170" formatCode="000000\\-0000"/></numFmts>'
    '<cellXfs><xf/><xf fontId="1"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)
WORDS = (
    *("Konto", "Tekst", "Beløb", "Sagsnr.", "Journalnummer", "Telefon", "Faktura nr", "grus", " "),
    *("5", "0", "1", "010190", "1234", "-", "12.03.2024", "tlf. 33 12 34 56", "2024-123456"),
)
PERSONAL = ("CPR-nr.", "Personale", "personnummer", "FØDT", "Fødselsdag", "Klassnr")
TOLD = (
    *(NUMBER, "0101901234", "01 01 90 1234", "konto 1234 0101901234", "3112992345", "EAN 579000"),
    *("5790000123456", "01.01.90.1234", "ssn 0101901234", "0101９０1234"),
)
NUMBERS = (
    *("7", "12", "12345", "123456", "10190", "1234", "1234567", "0.5", "1234567890.12", "-3"),
    *("0.123456789012", "1234567890123"),
)
TOLD_NUMBERS = ("101901234", "101901234.0", "1.01901234E8", "3112992345", "1.2E9", "1E5", "NaN")


def cell(place: str, random: Random, words: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    """One of a sheet, of the forms that programs write and some that none does."""
    style = random.choice(("", "", "", ' s="0"', ' s="2"'))
    start = f'<c r="{place}"{style}'
    text = random.choice(words)
    number = random.choice(numbers)
    return random.choice(  # type: ignore[no-any-return]
        (
            f"{start}><v>{number}</v></c>",
            f'{start} t="n"><v>{number}</v></c>',
            f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>',
            f'{start} t="inlineStr"><is><t>{text}</t></is></c>',
            f'{start} t="str"><f>A1&amp;"{text}"</f><v>{text}</v></c>',
            f'{start} t="s"><v>{random.randrange(12)}</v></c>',
            f"{start}/>",
            f'{start}><f t="shared" si="0"/><v>{number}</v></c>',
            *([strange(place, random, text, number)] if random.random() < 0.1 else ()),
        )
    )


def strange(place: str, random: Random, text: str, number: str) -> str:
    """A cell of another form, or one that hides something."""
    return random.choice(
        (
            f"<c r='{place}' t='str'><v>{text}</v></c>",
            f'<c t="str" r="{place}"><v>{text}</v></c>',
            f"<c><v>{number}</v></c>",
            f'<c r="{place}" s="1"><v>{number}</v></c>',
            f'<x:c xmlns:x="{SHEET}" r="{place}"><x:v>{number}</x:v></x:c>',
            f'<c r="{place}" t="inlineStr"><is><r><t>010190</t></r><r><t>-1234</t></r></is></c>',
            f'<c r="{place}"><f>[1]Ark1!A1+"\\\\server\\hemmelig\\a.xlsx"</f><v>{number}</v></c>',
            f'<c r="{place}" t="e"><v>#NAVN?</v></c>',
            f'<c r="{place}" t="str"><v>a &lt; b, {text}</v></c>',
        )
    )


def row(number: int, random: Random, words: tuple[str, ...], numbers: tuple[str, ...]) -> str:
    columns = random.choice(("ABC", "ABCDEFGH", "ABCDEFGHIJKL"))
    if random.random() < 0.1:
        cells = [f'<c r="{c}{number}"><v>{random.randrange(10)}</v></c>' for c in columns]
    else:
        cells = [cell(f"{column}{number}", random, words, numbers) for column in columns]
    own = random.choice(("",) * 12 + (' hidden="1"', ' ht="0"', ' spans="1:12"', ' ht="15"'))
    return f'<row r="{number}"{own}>{"".join(cells)}</row>'


def sheet(random: Random) -> bytes:
    """A workbook with a few cells that are told among many that are not."""
    personal = random.random() < 0.4
    words, shared = WORDS, (*WORDS[:8], "5", "0")
    made = []
    for number in range(1, 40):
        often = random.random()
        all_words = words + (TOLD if often < 0.15 else ()) + (PERSONAL if personal else ())
        numbers = NUMBERS + (TOLD_NUMBERS if often < 0.15 else ())
        made.append(row(number, random, all_words if often < 0.3 else words, numbers))
    texts = (*shared, random.choice(TOLD), random.choice(PERSONAL if personal else WORDS))
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    before = random.choice(("",) * 9 + ('<cols><col min="2" max="3" hidden="1"/></cols>',))
    after = random.choice(("",) * 9 + (f"<!-- {NUMBER} -->", "<open>", f"<x>{NUMBER}</x>"))
    return workbook(
        f"{before}<sheetData>{''.join(made)}</sheetData>{after}",
        {
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
            "xl/styles.xml": STYLES,
        },
    )


def files() -> Iterator[bytes]:
    yield from (one.data for one in sheets.files() if one.name.endswith((".xlsx", ".xlsm")))
    yield from (data for name, data in clean.files() if name.endswith(".xlsx"))


def read_whole(data: bytes, *_: object) -> Passed:
    return Passed(data, data, [])


def same(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = looked("xlsx", data)
    with monkeypatch.context() as patched:
        patched.setattr(xlsx, "pass_over", read_whole)
        slow = looked("xlsx", data)
    assert quick.findings == slow.findings
    assert quick.gaps == slow.gaps
    assert quick.accessible == slow.accessible


@pytest.mark.parametrize("seed", [*range(60), 2251])
def test_what_is_told_is_the_same_as_if_no_row_were_passed_over(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    same(sheet(Random(seed)), monkeypatch)


def test_it_is_the_same_of_planted_and_of_clean_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in files():
        same(data, monkeypatch)


def passed(rows: str, strings: Strings | None = None, before: str = "") -> list[bytes]:
    data = f"<worksheet>{before}<sheetData>{rows}</sheetData></worksheet>".encode()
    found = pass_over(data, strings or Strings(), frozenset(), lambda: None)
    return [data[start:end] for start, end in found.runs]


FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
PLAIN = '<row r="2"><c r="A2" t="inlineStr"><is><t>Grus og sten</t></is></c></row>'


def test_plain_rows_are_passed_over_but_for_the_first() -> None:
    assert passed(FIRST + PLAIN + PLAIN) == [(PLAIN + PLAIN).encode()]


@pytest.mark.parametrize(
    "cell",
    [
        "<v>101901234</v>",
        '<f>"010190-1234"</f><v>7</v>',
        "<f>'C:\\Users\\x'!A1</f>",
        "<v>1.0E9</v>",
        "<is><t>0101</t><t>901234</t></is>",
    ],
)
def test_a_row_in_which_something_may_be_told_is_not(cell: str) -> None:
    other = f'<row r="3"><c r="A3">{cell}</c></row>'
    assert passed(FIRST + PLAIN + other + PLAIN) == [PLAIN.encode(), PLAIN.encode()]


def cells(*values: str) -> str:
    made = (f'<c r="{"ABCDEFGHIJ"[at]}3"{value}</c>' for at, value in enumerate(values))
    return f'<row r="3">{"".join(made)}</row>'


SHARED = Strings()
for place, word in enumerate(("grus", "6", "CPR-nr.", NUMBER, *"56789012")):
    SHARED.add(place, word, told=word == NUMBER)


@pytest.mark.parametrize(
    "values",
    [
        (' t="inlineStr"><is><t>0101９０1234</t></is>',),
        tuple(f"><v>{digit}</v>" for digit in "0101901234"),
        ("><v>1</v>",) * 9 + (' t="s"><v>10</v>',),
        (' t="s"><v>3</v>',),
    ],
    ids=("digits of full width", "a digit a cell", "one of them shared", "shared"),
)
def test_nor_is_one_in_which_a_number_is_written_otherwise(values: tuple[str, ...]) -> None:
    rows = FIRST + PLAIN + cells(*values) + PLAIN
    assert passed(rows, SHARED) == [PLAIN.encode(), PLAIN.encode()]


def test_shared_strings_may_call_numbers_personal() -> None:
    assert passed(FIRST + cells(' t="s"><v>0</v>'), SHARED) != []
    assert passed(FIRST + cells(' t="s"><v>2</v>') + PLAIN, SHARED) == []


@pytest.mark.parametrize(
    "sign", ["<!-- x -->", "<?x y?>", "a_x0031_", "&#48;", "<cols><col hidden='1'/></cols>"]
)
def test_no_row_of_a_sheet_with_strange_signs_is(sign: str) -> None:
    assert passed(FIRST + PLAIN, before=sign) == []


def test_no_row_is_once_numbers_are_called_personal() -> None:
    head = PLAIN.replace("Grus", "CPR-nr. på grus")
    assert passed(FIRST + PLAIN + head + PLAIN) == [PLAIN.encode()]


@pytest.mark.parametrize(
    "cell", ["<is><r><t>CP</t></r><r><t>R</t></r></is>", "<is><t>CPR 0101901234</t></is>"]
)
def test_nor_once_a_row_of_another_form_calls_them_so(cell: str) -> None:
    head = f'<row r="3"><c r="A3" t="inlineStr">{cell}</c></row>'
    assert passed(FIRST + PLAIN + head + PLAIN) == [PLAIN.encode()]


def test_heads_of_rows_that_were_passed_over_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    head = PLAIN.replace("Grus og sten", "Telefon nr.")
    number = '<row r="3"><c r="A3" t="inlineStr"><is><t>3112992345</t></is></c></row>'
    data = workbook(f"<sheetData>{FIRST}{head}{PLAIN}{number}</sheetData>")
    same(data, monkeypatch)
    assert not looked("xlsx", data).of(Kind.PERHAPS_PERSONAL_NUMBER)
    monkeypatch.setattr(plain_rows.Passed, "texts", lambda *_: iter(()))
    assert looked("xlsx", data).of(Kind.PERHAPS_PERSONAL_NUMBER)
