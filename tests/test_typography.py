from datetime import date, time

import pytest

from moedebog import typography
from moedebog.phrases import DANISH

NBSP, NBHY = "\u00a0", "\u2011"


def test_a_date_is_written_out_with_its_weekday() -> None:
    assert typography.long_date(date(2025, 9, 12), DANISH) == f"fredag den 12.{NBSP}september 2025"
    assert typography.long_date(date(2025, 2, 1), DANISH, weekday=False) == f"1.{NBSP}februar 2025"


def test_a_short_date_does_not_break_at_its_hyphens() -> None:
    assert typography.short_date(date(2023, 3, 2), DANISH) == f"02{NBHY}03{NBHY}2023"


def test_a_slot_is_written_one_way_and_does_not_break() -> None:
    assert typography.slot(time(9, 5), time(10, 30), DANISH) == f"kl.{NBSP}09.05{NBHY}10.30"
    assert typography.slot(time(14, 30), None, DANISH, ":") == f"kl.{NBSP}14:30"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (31_400, "31 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (2_449_000, "2,4 MB"),
        (1_234_567_890, "1.234,6 MB"),
    ],
)
def test_file_sizes(size: int, text: str) -> None:
    assert typography.file_size(size, DANISH).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (list("abc"), "a, b og c")]
)
def test_enumerations(words: list[str], text: str) -> None:
    assert typography.enumeration(words, DANISH) == text


def test_a_sentence_begins_with_a_capital_and_ends_with_a_full_stop() -> None:
    assert typography.sentence(" åbent punkt") == "Åbent punkt."
    assert typography.sentence("Er det åbent?") == "Er det åbent?"
