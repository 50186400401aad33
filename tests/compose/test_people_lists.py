"""Of many people it is told how many they are, and they stand by party or in columns."""

from __future__ import annotations

import pytest

from moedebog.blocks import LabelledItem, LabelledList, Paragraph, text_of
from moedebog.compose.attendance import Listed
from moedebog.compose.people_lists import by_origin, people_item
from moedebog.document import Kind
from moedebog.meeting import Person
from moedebog.phrases import DANISH
from support import document


def people(*parties: str, organisation: bool = False) -> list[Listed]:
    """Somebody of each of these."""
    return [
        Listed(
            Person(f"Anna {chr(65 + n)}.", organisation=where or None)
            if organisation
            else Person(f"Anna {chr(65 + n)}.", parti=where or None),
            (where,) if where else (),
        )
        for n, where in enumerate(parties)
    ]


def by_party(item: LabelledItem) -> dict[str, list[str]]:
    """The names beside each party."""
    (parties,) = item.blocks
    assert isinstance(parties, LabelledList)
    return {one.label: texts(one) for one in parties.items}


def texts(item: LabelledItem) -> list[str]:
    return [text_of(block.inlines) for block in item.blocks if isinstance(block, Paragraph)]


def test_parties_stand_in_the_order_in_which_they_first_appear() -> None:
    item = people_item("Til stede", people(*"AVAVVOAVA"), DANISH)
    assert item.label == "Til stede (9)"
    assert by_party(item) == {
        "A (4)": ["Anna A.", "Anna C.", "Anna G.", "Anna I."],
        "V (4)": ["Anna B.", "Anna D.", "Anna E.", "Anna H."],
        "O (1)": ["Anna F."],
    }


def test_eight_stand_one_after_the_other() -> None:
    item = people_item("Til stede", people(*"AVAVAVAV"), DANISH)
    assert item.label == "Til stede"
    assert texts(item)[0].startswith("Anna A. (A); Anna B. (V)")


def test_a_party_written_in_two_ways_is_one() -> None:
    item = people_item("Til stede", people(*"AVAVAVAV", "Venstre", "Liste A"), DANISH)
    assert by_party(item) == {
        "A (5)": ["Anna A.", "Anna C.", "Anna E.", "Anna G.", "Anna J."],
        "V (5)": ["Anna B.", "Anna D.", "Anna F.", "Anna H.", "Anna I."],
    }


def test_those_without_a_party_stand_last() -> None:
    item = people_item("Til stede", people("A", "V", "", *"AVAVAVAV"), DANISH)
    assert list(by_party(item)) == ["A (5)", "V (5)", "Øvrige (1)"]
    assert by_party(item)["Øvrige (1)"] == ["Anna C."]


@pytest.mark.parametrize(
    "parties",
    [
        [*"AVAVAV", *[""] * 3],  # too many without
        [*"ABCFVØAAA"],  # hardly fewer parties than people
        ["A"] * 9,
        [*"AVAVAVAV", "Liste X: Byens venner"],  # could not be read again
        [*"AVAVAVAV", "Borgerlisten for Nordby og Omegn, Sydby, Vestby, Østby og øerne"],
    ],
)
def test_else_the_party_stands_behind_each_name(parties: list[str]) -> None:
    item = people_item("Til stede", people(*parties), DANISH)
    assert item.label == f"Til stede ({len(parties)})"
    assert item.abreast
    assert texts(item)[0] == f"Anna A. ({parties[0]})"


def test_organisations_stand_so_where_most_of_them_send_several() -> None:
    several = ["Varde Kommune", "PLO", "Varde Kommune"] * 3
    item = people_item("Til stede", people(*several, organisation=True), DANISH)
    assert [(label, len(names)) for label, names in by_party(item).items()] == [
        ("Varde Kommune (6)", 6),
        ("PLO (3)", 3),
    ]
    single = ["Varde Kommune"] * 7 + ["PLO", "Regionen"]
    assert people_item("Til stede", people(*single, organisation=True), DANISH).abreast


def test_titles_and_long_organisations_keep_no_list_from_standing_by_organisation() -> None:
    sent = {
        "Region Syddanmark, Psykiatrisygehuset": 3,
        "Praktiserende Lægers Organisation": 3,
        "Esbjerg Kommune": 2,
        "Ældre Sagen": 2,
        "Sydvestjysk Sygehus": 2,
    }
    members = [
        Listed(
            Person(f"Anna {where[:2]}{n}", organisation=where),
            ("ledende overlæge i afdelingen", where),
        )
        for where, count in sent.items()
        for n in range(count)
    ]
    item = people_item("Til stede", members, DANISH)
    assert list(by_party(item)) == [f"{where} ({count})" for where, count in sent.items()]
    assert by_party(item)["Ældre Sagen (2)"][0] == "Anna Æl0 (ledende overlæge i afdelingen)"


def test_many_guests_with_much_told_of_each_stand_in_columns() -> None:
    guests = [
        Listed(Person(f"Bo {n}"), ("afdelingschef i Teknik og Miljø", f"Firma {n}"))
        for n in range(10)
    ]
    item = people_item("Gæster", guests, DANISH)
    assert item.abreast
    assert texts(item)[9] == "Bo 9 (afdelingschef i Teknik og Miljø, Firma 9)"


def test_what_else_is_told_of_somebody_stands_behind_the_name() -> None:
    members = "".join(
        f"  - {{navn: Bo {letter}., parti: {party}{more}}}\n"
        for letter, party, more in (
            ("A", "A", ", hverv: formand"),
            *((letter, "V" if n % 2 else "A", "") for n, letter in enumerate("BCDEFGHIJ")),
        )
    )
    text = (
        "fremmoedt: alle_andre\nafbud: [{navn: Bo C., stedfortraeder: {navn: Ida Ny, parti: V}}]\n"
        "punkter: [{titel: Budget}]\n"
    )
    made = document(text, Kind.REFERAT, forum_text=f"navn: Rådet\nmedlemmer:\n{members}")
    item = next(one for one in made.fakta.items if one.label == "Til stede (10)")
    parties = by_party(item)
    assert parties["A (6)"][0] == "Bo A. (formand)"
    assert parties["V (4)"][-1] == "Ida Ny, stedfortræder for Bo C. (V)"


def test_a_party_of_which_all_voted_alike_needs_no_names() -> None:
    item = by_origin("For (14)", people(*"AVAVAVAVA"), DANISH, (), {"F": 5})
    assert item is not None
    assert list(by_party(item)) == ["F (5)", "A (5)", "V (4)"]
    assert by_party(item)["F (5)"] == ["alle"]
    assert by_origin("For (14)", people(*[""] * 9), DANISH, (), {"F": 5}) is None


def test_parties_stand_in_the_order_of_the_members_also_where_the_first_of_them_is_away() -> None:
    members = [Person("Dora", parti="Ø"), *(one.person for one in people(*"AVF"))]
    there = people(*"VFVØVFAAAØ")
    item = people_item("Til stede", there, DANISH, members)
    assert list(by_party(item)) == ["Ø (2)", "A (3)", "V (3)", "F (2)"]
    item = people_item("Til stede", people(*"VFXVFAAXØA"), DANISH, members)
    assert list(by_party(item)) == ["Ø (1)", "A (3)", "V (2)", "F (2)", "X (2)"]
    sides = by_origin("For (16)", people(*"VFVFVVFFFFF"), DANISH, members, {"A": 5})
    assert sides is not None
    assert list(by_party(sides)) == ["A (5)", "V (4)", "F (7)"]


def test_organisations_too_stand_in_the_order_of_the_members() -> None:
    members = [one.person for one in people("PLO", "Varde", organisation=True)]
    there = people(*["Varde", "Varde", "PLO"] * 3, organisation=True)
    item = people_item("Til stede", there, DANISH, members)
    assert list(by_party(item)) == ["PLO (3)", "Varde (6)"]


def test_two_substitutes_without_a_party_among_fifteen_stand_by_themselves() -> None:
    item = people_item("Til stede", people("", "", *"AVFØAVFØAVAVA"), DANISH)
    assert by_party(item)["Øvrige (2)"] == ["Anna A.", "Anna B."]


def test_the_members_who_are_there_stand_in_the_order_of_the_forum() -> None:
    members = "".join(
        f"  - {{navn: Bo {name}., parti: {party}}}\n"
        for name, party in zip("ABCDEFGHIJ", "AVVAAVVAVA", strict=True)
    )
    text = "fremmoedt: alle_andre\nafbud: [Bo A.]\npunkter: [{titel: Budget}]\n"
    made = document(text, Kind.REFERAT, forum_text=f"navn: Rådet\nmedlemmer:\n{members}")
    item = next(one for one in made.fakta.items if one.label == "Til stede (9)")
    assert list(by_party(item)) == ["A (4)", "V (5)"]
