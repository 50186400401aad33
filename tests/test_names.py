"""Whether two names are one person's."""

from __future__ import annotations

import unicodedata

import pytest

from moedebog.names import Same, in_address, is_office, party, same, whole_names

CARLA = "Carla Mønster"


@pytest.mark.parametrize(
    "written",
    [
        "carla  mønster",
        "CARLA MØNSTER",
        "Carla\u00a0Mønster",
        "Carla Møn\u00adster",
        "Carla Mønster (V)",
        "Carla Mønster [V]",
        "(V) Carla Mønster",
        "Carla Mønster, V",
        "Carla Mønster / V",
        "Carla Mønster – Venstre",
        "Carla Mønster (Eksempel Kommune)",
        "Mønster, Carla",
        "Mønster, Carla (V)",
        "MØNSTER,Carla",
        "Borgmester Carla Mønster",
        "Dr. Carla Mønster",
        "Carla Mønster, formand",
        "Udvalgsformand Carla Mønster (V)",
        "Carla Mønster: formand",
        "Formand: Carla Mønster",
        "V: Carla Mønster",
        "Carla_Mønster",
        "Formand, Carla Mønster",
        "Carla Mønster <carla@example.org>",
    ],
)
def test_one_person_as_people_are_written(written: str) -> None:
    assert same(CARLA, written) is same(written, CARLA) is Same.YES


def test_hyphens_and_composed_letters_make_no_other_name() -> None:
    assert same("Anne-Marie Åby", "Anne Marie Åby") is Same.YES
    assert same("Åse Ærlig", unicodedata.normalize("NFD", "Åse Ærlig")) is Same.YES
    assert same("Mønster Hansen, Carla", "Carla Mønster Hansen") is Same.YES


@pytest.mark.parametrize(
    "written",
    [
        "C. Mønster",
        "Carla M.",
        "Carla Marie Mønster",
        "Carla M. Mønster",
        "Mønster, C.",
        "Carla Moenster",
        "Mønster Carla",
        "Carla",
        "Mønster",
        "Fru Mønster",
        "Carla Mønster, Eksempelby Kommune",
        "Carla Mønster V",
        "V Carla Mønster",
        "Carla Mønster Hansen",
        "Carla Hansen Mønster",
        "Carla Mønster jun.",
        "Carla Monster",
        "CarlaMønster",
        "Carla Mønster og Bo Bæk",
        "Bo Bæk & Carla Mønster",
        "Bo Bæk / Carla Mønster",
    ],
)
def test_who_might_be_the_one(written: str) -> None:
    assert same(CARLA, written) is same(written, CARLA) is Same.PERHAPS


@pytest.mark.parametrize(
    "written",
    [
        "Christian Mønster",
        "Carla Hansen",
        "Bo Bæk",
        "Sekretariatet",
        "",
        "(V)",
        "C.",
        "Carl Mønster",
        "Carla Hansen og Bo Mønster",
        "Bo Bæk, stedfortræder for Carla Mønster",
    ],
)
def test_who_is_somebody_else(written: str) -> None:
    assert same(CARLA, written) is same(written, CARLA) is Same.NO


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chr. Holm", "Christian Holm"),
        ("Hans Chr. Holm", "Hans Christian Holm"),
        ("JP Holm", "Jens Peter Holm"),
        ("Anne-Marie Holm", "Annemarie Holm"),
        ("Anne-Marie Holm", "A.-M. Holm"),
        ("Jens A. Holm", "Jens Aage Holm"),
        ("Петров Иван", "Иван Петров"),
    ],
)
def test_other_ways_in_which_one_may_be_written(one: str, other: str) -> None:
    assert same(one, other) is same(other, one) is Same.PERHAPS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jens A. Holm", "Jens B. Holm"),
        ("Jens Aage Holm", "Jens Bo Holm"),
        ("Per Holm", "Pernille Holm"),
        ("Иван Петров", "Анна Сидорова"),
        ("李 明", "王 芳"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert same(one, other) is same(other, one) is Same.NO


@pytest.mark.parametrize(
    "local",
    [
        "carla.moenster",
        "carla.mønster",
        "carla_monster",
        "moenster.carla",
        "carlamoenster",
        "cmoenster",
        "c.moenster",
        "carla.m",
        "cmo",
        "carm",
        "camo",
        "carla",
        "moenster",
        "carla.moenster2",
        "carla.marie.moenster",
        "cm",
        "carla.moenster+moede",
    ],
)
def test_addresses_that_may_be_hers(local: str) -> None:
    assert in_address(CARLA, f"{local}@example.org") is Same.PERHAPS


@pytest.mark.parametrize(
    "local",
    ["bo.baek", "redaktion", "info", "sekretariat", "christian.moenster", "carl", "c", "a.b"],
)
def test_addresses_that_are_not_hers(local: str) -> None:
    assert in_address(CARLA, f"{local}@example.org") is Same.NO


@pytest.mark.parametrize(
    "local", ["post", "Info", "byrådssekretariatet", "teknik.kontor", "hr", "presse2", "udvalg"]
)
def test_an_office_is_no_person(local: str) -> None:
    assert is_office(f"{local}@example.org")


@pytest.mark.parametrize("local", ["anna", "regine", "maria.it", "postma", "konrad.post", "stabel"])
def test_a_person_is_no_office(local: str) -> None:
    assert not is_office(f"{local}@example.org")


@pytest.mark.parametrize(
    "line",
    [
        "1. viceborgmester Carla Mønster",
        "Cand.scient.pol. Carla Mønster",
        "Region Syddanmark Carla Mønster",
        "Sekretær for Carla Mønster",
        "Lis Vad (Carla Mønster)",
        "CM",
        "cm",
    ],
)
def test_whoever_stands_in_a_line_or_is_meant_by_its_initials_may_be_the_one(line: str) -> None:
    assert same(line, CARLA) is Same.PERHAPS
    assert same(CARLA, line) is Same.PERHAPS


@pytest.mark.parametrize("written", ["Soren Kjaer", "Soeren Kjar", "Sören Kjær", "SØREN KJAER"])
def test_letters_are_written_out_each_in_its_own_way(written: str) -> None:
    assert same(written, "Søren Kjær") is not Same.NO
    assert in_address("Søren Kjær", "soren.kjaer@example.org") is Same.PERHAPS


def test_other_initials_and_half_a_name_are_nobody() -> None:
    assert same("IT", CARLA) is Same.NO
    assert same("Lise Mønster", CARLA) is Same.NO


@pytest.mark.parametrize(
    "written", ["V", "v", "Venstre", "VENSTRE", "Liste V", "(V)", "Venstre (V)", "partiet Venstre"]
)
def test_a_party_by_its_name_is_its_letter(written: str) -> None:
    assert party(written) == "v"


def test_parties_are_told_apart() -> None:
    assert party("Radikale Venstre") == "b"
    assert party("Enhedslisten – De Rød-Grønne") == "ø"
    assert party("Lokallisten") == "lokallisten"
    assert party("Å") == "å" != party("A")


def test_the_blanks_in_the_names_of_a_list_are_bound() -> None:
    said = "Anne-Grethe Kirk Lund (formand i Nord By, A); Bo Bæk, stedfortræder for Eva Eg (B)"
    bound = said.replace("Grethe Kirk Lund", "Grethe\u00a0Kirk\u00a0Lund")
    bound = bound.replace("Bo Bæk", "Bo\u00a0Bæk").replace("Eva Eg", "Eva\u00a0Eg")
    assert whole_names(said) == bound
    long = " ".join(["Region"] * 9)
    assert whole_names(long) == long
