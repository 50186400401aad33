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


@pytest.mark.parametrize(
    "text",
    [
        "den 12.~november~2025", "den 1.~maj", "4.-6.~maj", "den 4. og 5.~maj", "d.~4.~apr.",
        "2.~halvår", "1.~behandling", "5~mio.~kr.", "12,5~mia.~kroner", "5~t.~kr.", "20~%",
        "3~%-point", "3~km", "3~km/t", "12~m²", "1.234.567~kr.,", "(100~kr.)", "kr.~100",
        "EUR~300", "37~timer",
        "§~4, stk.~2, nr.~5", "jf.~§~7", "§§~4-6", "§~62~b", "§~62 i loven", "kl.~10",
        "kl.~9.00-10.30",
        "kl.~16.30~–~18.30", "s.~4", "side~4", "pkt.~3", "punkt~7", "Bilag~2", "Bilag~A", "kap.~3",
        "ca.~40~%", "sagsnr.~22/43402", "nr.~5", "uge~42", "tlf.~12~34~56~78", "1~234~567~kr.",
        "H.~C.~Andersen", "H.C.~Andersen", "J.~P.~E.~Hartmann", "(PDF,~2~kB)", "+~4~%", "½~time",
        "Bo Ny~(V)", "Bo Ny (næstformand,~V)", "Bo Ny (1.~næstformand,~V); Eva Ny~(SF)",
        "Bo Ny (Dansk Folkeparti)", "Bo Kopi-Bæk (formand, Esbjerg Kommune,~V)",
        "31.~januar~2026.", "12.~sept.~2025", "1.~maj-7.~juni~2026", "1.~maj, 2026 var",
        "1~1/2~time", "20~års", "14~dages frist", "litra~b, og", "2~x~3", "Campusvej~55,",
        "Vestre Allé~3, 2.~tv.", "stk.~2, 2.~pkt., gælder", "nr.~2, 1.~punktum", "3.~led",
    ],
)  # fmt: skip
def test_what_belongs_together_stays_on_one_line(text: str) -> None:
    bound = typography.bound(text.replace("~", " "))
    assert bound.replace(NBHY, "-") == text.replace("~", NBSP)
    assert typography.bound(bound) == bound


@pytest.mark.parametrize(
    "text",
    [
        "=4.500", "12=09=2025", "kl.~10.30=11.30", "2024=2026", "12,5=15,0~%", "CVR=nr.",
        "1.~maj=7.~juni",
        "4.=6.~maj", "COVID=19", "5=årig", "litra~a=c", "e=mail-adresse",
        "J.nr.~00.30.00=S00=12=26",
        "(Jens=Peter Hansen=Møller)", "Anne=Mette=Marie", "Øst=Vest-forbindelsen", "IT-chef",
        "børne- og ungeudvalg", "3- og 4=årige", "et minut - lidt", "https://example.org/2026-01-02",
        "bilag-2026-01.pdf", "bo-2@example.org", "--12",
    ],
)  # fmt: skip
def test_a_line_ends_at_a_hyphen_only_between_two_words(text: str) -> None:
    typed = text.replace("~", " ").replace("=", "-")
    assert typography.bound(typed) == text.replace("~", NBSP).replace("=", NBHY)


def test_the_year_stays_with_a_date_whose_month_is_bound_already() -> None:
    assert typography.bound(f"den 12.{NBSP}maj 2026") == f"den 12.{NBSP}maj{NBSP}2026"


def test_texts_of_several_looks_are_bound_as_one() -> None:
    assert typography.bound_together(["kl. ", "10.30", " den 12.", " maj"]) == [
        f"kl.{NBSP}", "10.30", " den 12.", f"{NBSP}maj",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "Der var 5 medlemmer", "i 2025 og 2026", "Den var god. Der var flere",
        "Bilag er vedlagt", "100 elever", "12. Udvalget", "et minut - 5 sekunder", "a  b",
        " 5 ", "et hus (gult)", "Udvalget (herefter kaldet nævnet) var",
    ],
)  # fmt: skip
def test_what_does_not_belong_together_may_stand_on_two_lines(text: str) -> None:
    assert typography.bound(text) == text
