"""Who a text or a key says is inhabil, and on whose word."""

from __future__ import annotations

import pytest

from forum_of_five import told

ALL = ("M5242", "M5243", "M5248", "M5249")


def codes(item: str, before: str = "") -> list[str]:
    text = f"{before}punkter:\n  - titel: O\n    udfald: godkendt\n  - titel: A\n    {item}\n"
    return [code for code in ALL if told(text, code)]


@pytest.mark.parametrize(
    "text",
    [
        "Dora Dam blev fundet habil og deltog i sagens behandling. Godkendt.",
        "Godkendt. Dora Dam (F) er habil.",
        "Udvalget fandt, at Dora Dam må anses for habil.",
    ],
)
def test_a_text_that_calls_somebody_habil_contradicts_the_keys(text: str) -> None:
    assert codes(f"beslutning: {text}\n    inhabil: [Dora Dam]") == ["M5248"]
    assert codes(f"beslutning: {text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Udvalget besluttede, at Dora Dam er inhabil. Indstillingen godkendt.",
        "Godkendt. Dora Dam (F) erklærede sig inhabil og deltog ikke i sagens behandling.",
        "Dora Dam blev enstemmigt fundet inhabil.",
    ],
)
def test_whom_only_the_text_calls_inhabil_counts_as_taking_part(text: str) -> None:
    assert codes(f"beslutning: {text}") == ["M5249"]
    assert codes(f"beslutning: {text}\n    inhabil: [Dora Dam]") == []


@pytest.mark.parametrize(
    "text",
    [
        "Det blev drøftet, om Dora Dam er inhabil.",
        "Dora Dam blev ikke fundet inhabil. Godkendt.",
        "Dora Dam er inhabil i punkt 2.",
        "Dora Dam var inhabil på sidste møde.",
    ],
)
def test_a_text_that_leaves_it_open_or_speaks_of_another_day_says_nothing(text: str) -> None:
    assert codes(f"beslutning: {text}") == []
    assert codes(f"beslutning: {text}\n    inhabil: [Dora Dam]") == []


def test_one_alone_does_not_decide_for_the_assembly() -> None:
    item = "inhabil: [Dora Dam]\n    habilitetsbeslutning: {udfald: inhabil, af: %s}"
    assert codes(item % "Bo Bæk") == ["M5242"]
    assert codes(item % "Udvalget") == []
    assert codes(item % "Bo Bæk og Carl Clausen") == []


@pytest.mark.parametrize("outcome", ["udgaar", "ikke_behandlet"])
@pytest.mark.parametrize("done", ["indbragt: {af: Dora Dam, for: Byrådet}", "behandlet_foer: 1"])
def test_of_an_item_that_was_dropped_nothing_was_done(outcome: str, done: str) -> None:
    assert codes(f"udfald: {outcome}\n    {done}") == ["M5243"]
    assert codes(f"udfald: udsat\n    {done}") == []


def test_a_single_name_stands_under_om_without_a_list() -> None:
    assert codes("habilitetsbeslutning: {udfald: habil, om: Dora Dam}") == []
