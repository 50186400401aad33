"""What an approved referat must hold, and what a pause may not."""

from __future__ import annotations

import pytest

from moedebog.compose import plan
from moedebog.rules import Case, check
from support import meeting

SHAPE = {"M5190", "M5191", "M5192"}


def found(text: str) -> list[str]:
    planned, _ = plan(meeting(text))
    return [d.code for d in check(Case(planned)) if d.code in SHAPE]


@pytest.mark.parametrize("status", ["godkendt", "offentliggjort"])
def test_an_approved_referat_without_items_is_told(status: str) -> None:
    assert found(f"referat_status: {status}\npunkter: []\n") == ["M5190"]


@pytest.mark.parametrize("status", ["udkast", "til_godkendelse"])
def test_one_that_is_not_approved_may_still_come_to_have_some(status: str) -> None:
    assert found(f"referat_status: {status}\npunkter: []\n") == []


def test_a_cancelled_meeting_has_nothing_to_tell() -> None:
    assert found("referat_status: godkendt\naflyst: ja\npunkter: []\n") == []
    assert found("referat_status: godkendt\naflyst: ja\npunkter: [{titel: A}]\n") == []


@pytest.mark.parametrize("content", ["", "    resume: Om sagen.\n", "    varighed: 10\n"])
def test_an_approved_referat_that_tells_nothing_of_the_meeting_is_told(content: str) -> None:
    silent = f"referat_status: godkendt\nfremmoedt: ikke_noteret\npunkter:\n  - titel: A\n{content}"
    assert found(silent) == ["M5191"]


@pytest.mark.parametrize(
    "content",
    [
        "    beslutning: Godkendt.\n",
        "    udfald: godkendt\n",
        "    tekst: Vi talte om sagen.\n",
        "    opfoelgning: [{opgave: Ring}]\n",
        "    underpunkter: [{titel: B, beslutning: Ja.}]\n",
        "    underpunkter: [{titel: B, tekst: Vi talte.}]\n",
        "    indstilling: {at: [godkender], delbeslutninger: [{punkt: 1, udfald: godkendt}]}\n",
        'faktisk_slut: "12:00"\n',
    ],
)
def test_one_that_tells_something_is_not(content: str) -> None:
    assert (
        found(
            f"referat_status: godkendt\nfremmoedt: ikke_noteret\npunkter:\n  - titel: A\n{content}"
        )
        == []
    )


def test_a_decision_that_is_missing_is_told_once() -> None:
    head = "referat_status: godkendt\nfremmoedt: ikke_noteret\n"
    assert found(f"{head}punkter:\n  - {{titel: A, sagstype: beslutning}}\n") == []


@pytest.mark.parametrize(("word", "codes"), [("alle", []), ("ikke_noteret", ["M5191"])])
def test_who_was_there_is_something(word: str, codes: list[str]) -> None:
    text = f"referat_status: godkendt\nfremmoedt: {word}\npunkter:\n  - titel: A\n"
    assert found(text) == codes


@pytest.mark.parametrize(
    "content",
    ["beslutning: Godkendt.", "udfald: godkendt", "afstemning: {for: 3, imod: 1}"],
)
def test_a_pause_in_which_something_is_decided_is_told(content: str) -> None:
    assert found(f"punkter:\n  - titel: A\n    sagstype: pause\n    {content}\n") == ["M5192"]
    assert found(f'punkter:\n  - titel: A\n    nr: ""\n    {content}\n') == []


def test_a_pause_with_a_text_is_a_pause() -> None:
    assert found("punkter:\n  - {titel: Pause, sagstype: pause, tekst: Der er kaffe.}\n") == []
