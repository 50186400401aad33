"""How wide columns are, and what gives way where a table does not fit."""

from __future__ import annotations

import pytest

from moedebog import columns
from moedebog.blocks import Alignment, BulletList, Cell, ListItem, Paragraph, Run, Table, plain
from moedebog.columns import (
    CellNeed,
    Need,
    Rooms,
    TableReckoning,
    fit,
    has_row_headers,
    hyphenated,
    is_value,
    longest_piece,
    loosened,
    needs_of,
    share,
)

A4 = Rooms(453.5, 700.2)


def table(*rows: tuple[str, ...], **more: object) -> Table:
    cells = [tuple(Cell((plain(text),) if text else ()) for text in row) for row in rows]
    made = Table(cells[0], tuple(cells[1:]), (Alignment.LEFT,) * len(rows[0]))
    return Table(made.header, made.rows, made.alignments, **more)  # type: ignore[arg-type]


def same(count: int, width: float, most: float | None = None) -> list[Need]:
    return [Need(width, width, width if most is None else most)] * count


@pytest.mark.parametrize(
    "text",
    [
        *("104.250", "-12.345.678", "12 mio. kr.", "1.234,50 kr.", "kr. 500", "2,5 %", "3 km²"),
        *("12. november 2025", "30. september", "kl. 10.30-11.30", "22-03-2023", "3. kvartal"),
        *("5 millioner", "12 kroner", "1,5 procent", "19 stemmer", "80 km/t", "4 uger", "21 °C"),
        *("§ 4, stk. 2", "nr. 5", "5\u00a0kr.", "(12)", "– 5", "1,5 årsværk", "2025", "22/43402"),
    ],
)
def test_a_number_with_what_belongs_to_it_is_a_value(text: str) -> None:
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    ["", "kr.", "Skolegade 4", "Budget 2025", "Varde", "Der er 3 biler", "1 " * 20],
)
def test_other_texts_are_none(text: str) -> None:
    assert not is_value(text)


def test_padding_gives_way_before_the_type_and_the_type_before_the_page() -> None:
    def found(width: float) -> tuple[float, float, bool]:
        made = fit(same(9, width), A4, size=9.9, pad=5, em=9.9)
        assert not made.torn
        return made.size, made.pad, made.turned

    assert found(40) == (9.9, 5, False)
    assert found(45) == (9.9, 2.5, False)
    assert found(53) == (8.4, 2.5, False)
    assert found(59.8) == (7.5, 2.5, False)
    assert found(62) == (9.9, 5, True)
    assert found(90) == (7.9, 2.5, True)


def test_words_are_hyphenated_before_the_page_is_turned() -> None:
    needs = [Need(200, 60, 200)] * 5
    made = fit(needs, A4, size=9.9, pad=5, em=9.9)
    assert (made.turned, made.loose, made.size) == (False, True, 9.9)


def test_what_fits_nowhere_is_said_to_be_torn() -> None:
    made = fit([*same(20, 60), Need(10, 10, 10)], A4, size=9.9, pad=5, em=9.9)
    assert made.turned
    assert made.torn == tuple(range(20))
    assert (made.size, made.pad) == (7.5, 2.5)


def test_a_table_that_shall_be_turned_is_turned() -> None:
    rooms = Rooms(453.5, 700.2, must_turn=True)
    assert fit(same(2, 20), rooms, size=9.9, pad=5, em=9.9).turned
    # Where turning gives no room, the page is as wide as it can be.
    assert not fit(same(20, 60), Rooms(700, 0), size=9.9, pad=5, em=9.9).turned


def test_a_column_of_running_text_keeps_a_readable_width() -> None:
    needs = [*same(8, 50), Need(40, 40, 900)]
    assert fit(needs, Rooms(500, 700), size=9.9, pad=5, em=9.9).size < 9.9
    narrow = fit([*same(11, 55), Need(40, 40, 900)], A4, size=9.9, pad=5, em=9.9)
    assert not narrow.torn


def test_columns_are_as_wide_as_what_they_hold() -> None:
    found = fit(same(3, 30), A4, size=9.9, pad=5, em=9.9)
    assert share(same(3, 30), found, 453.5, 9.9) == [40, 40, 40]
    assert share(same(3, 30), found, 453.5, 9.9, wide=[1]) == [40, 373.5, 40]
    assert share(same(3, 30), found, 453.5, 9.9, wide=[0, 2]) == [206.75, 40, 206.75]


def test_what_is_over_goes_to_the_columns_that_want_it() -> None:
    needs = [Need(30, 30, 30), Need(40, 40, 2000), Need(40, 40, 3000)]
    found = fit(needs, A4, size=9.9, pad=5, em=9.9)
    first, second, third = share(needs, found, 453.5, 9.9)
    assert first == 40
    assert second == third == pytest.approx((453.5 - 40) / 2)


def test_one_endless_word_does_not_cut_those_beside_it() -> None:
    needs = [Need(60, 60, 60), Need(2000, 2000, 2000), Need(50, 50, 50)]
    found = fit(needs, A4, size=9.9, pad=5, em=9.9)
    assert found.torn == (1,)
    first, _, third = share(needs, found, 700.2, 9.9)
    assert (first, third) == (65, 55)


def test_a_cell_over_two_columns_widens_both() -> None:
    rows: list[list[CellNeed | None]]
    rows = [
        [CellNeed(Need(10, 10, 10)), CellNeed(Need(10, 10, 10))],
        [CellNeed(Need(90, 90, 90), 2), None],
    ]
    assert needs_of(rows, 2, 5) == [Need(40, 40, 40), Need(40, 40, 40)]
    assert needs_of(rows, 2, 5, wide=[1]) == [Need(10, 10, 10), Need(70, 70, 70)]


def test_a_cell_whose_lines_are_values_needs_its_whole_lines() -> None:
    whole, words = TableReckoning(table(("x", "x"), ("12. november 2025", "en lang tekst"))).needs(
        10, 5
    )
    assert whole.least == whole.most > 70
    assert words.least < words.most
    listed = Table(
        (Cell(()),),
        ((Cell((BulletList((ListItem((plain("to ord"),)),)),)),),),
        (Alignment.LEFT,),
    )
    assert TableReckoning(listed).needs(10, 5)[0].most > 0


def test_the_longest_piece_of_a_column_is_named() -> None:
    assert longest_piece(table(("A", "B"), ("x", "12 mio. kr.")), 1) == "12 mio. kr."
    assert longest_piece(table(("A", "B"), ("x", "et længere ord")), 1) == "længere"


def test_numbers_and_hyphens_of_their_own_have_no_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "syllables", lambda word: (word[:4], word[4:]))
    assert loosened("kommunen,") == ("komm-", "unen,")
    for word in ("12.345.678", "A4-papir", "12.", "anlæg-2025"):
        assert loosened(word) == (word,)
    assert loosened("https://example.org/plan/2025") == (
        *("https:/", "/", "example.", "org/", "plan/", "2025"),
    )


def test_a_name_of_a_file_has_parts_and_its_date_none() -> None:
    assert loosened("Bilag_til_plan_2026-01-12_kl_10.30.pdf") == (
        *("Bilag_", "til_", "plan_", "2026-01-12_", "kl_", "10.30.", "pdf"),
    )
    assert loosened("snake_") == ("snake_",)
    long = "Bilag_med_langt_navn_uden_mellemrum_version_12_endelig_godkendt_af_direktionen"
    titles = table(("Bilag", "Titel", "Fil"), ("Bilag 1.1", long + "_2026-01-12", "PDF, 2 byte"))
    assert not columns.turns(titles, Rooms(370, 680), size=9.9, pad=5)


def test_only_words_wider_than_their_column_are_hyphenated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "syllables", lambda word: (word[:4], word[4:]))
    made = hyphenated(table(("Kommune", "Kommune"), ("12345678901", "kort")), [20, 200], 10)
    texts = [
        "".join(i.text for i in b.inlines if isinstance(i, Run))
        for row in (made.header, *made.rows)
        for cell in row
        for b in cell.blocks
        if isinstance(b, Paragraph)
    ]
    assert texts == ["Komm\u00adune", "Kommune", "12345678901", "kort"]


def test_a_first_column_of_texts_beside_numbers_heads_its_rows() -> None:
    budget = table(("Post", "2025"), ("Løn", "1.200"), ("Drift", "-"))
    assert has_row_headers(budget)
    assert has_row_headers(table(("", "Ja"), ("Løn", "måske"), ("Drift", "nej")))


@pytest.mark.parametrize(
    "rows",
    [
        (("Post", "Svar"), ("Løn", "måske"), ("Drift", "nej")),
        (("Post", "2025"), ("Løn", "1.200"), ("Løn", "900")),
        (("År", "Beløb"), ("2025", "1.200"), ("2026", "900")),
        (("Post", "2025"), ("Løn", "1.200"), ("", "900")),
        (("Post", "2025"), ("Løn", ""), ("Drift", "-")),
        (("Post", "2025"), ("Løn", "1.200")),
        (("Post",), ("Løn",), ("Drift",)),
    ],
)
def test_others_do_not_unless_it_is_said(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not has_row_headers(table(*rows))
    assert has_row_headers(table(*rows, row_headers=True))


def test_a_list_in_a_cell_is_not_nothing() -> None:
    plain_rows = table(("Gruppe", "Timer", "Ønsker"), ("Unge", "12", ""), ("Gamle", "9", ""))
    assert has_row_headers(plain_rows)
    listed = Cell((BulletList((ListItem((plain("lys"),)),)),))
    rows = tuple((*row[:2], listed) for row in plain_rows.rows)
    assert not has_row_headers(Table(plain_rows.header, rows, plain_rows.alignments))


def test_row_headers_can_be_denied() -> None:
    rows = ("Post", "2025"), ("Løn", "1.200"), ("Drift", "900")
    assert not has_row_headers(table(*rows, row_headers=False))
