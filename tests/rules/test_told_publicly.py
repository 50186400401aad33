"""What the public reads of the votes and elections on a closed item."""

from __future__ import annotations

import pytest

from rule_results import findings

_ELECTION = (
    "{hemmelig: ja, valg: {til: Direktør, runder: [{kandidater: "
    "[{navn: Ole Gammel, stemmer: 4}, {navn: Kim Ny, stemmer: 3}]}], valgt: [Ole Gammel]}}"
)


def publicly(text: str, vote: str, udfald: str = "udfald: godkendt") -> list[str]:
    return findings(
        f'punkter:\n  - titel: Sag\n    lukket: {{grund: Køb, offentlig_beslutning: "{text}"}}\n'
        f"    {udfald}\n    afstemning: {vote}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Enstemmigt godkendt.",
        "Et enigt udvalg godkendte.",
        "Godkendt med 7 stemmer.",
        "Vedtaget med 6 stemmer mod 1.",
        "Godkendt. Alle stemte for.",
        "Godkendt. 3 stemte imod.",
    ],
)
def test_the_public_reads_of_a_vote_as_it_went(text: str) -> None:
    assert publicly(text, "{for: 5, imod: 2}") == ["M5224"]


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt.",
        "Godkendt med 5 stemmer mod 2.",
        "Godkendt, ikke enstemmigt.",
        "Godkendt. Økonomiudvalget anbefalede enstemmigt.",
        "Godkendt. Købet koster 7 mio. kr.",
    ],
)
def test_the_public_may_read_less_or_the_same(text: str) -> None:
    assert publicly(text, "{for: 5, imod: 2}") == []


@pytest.mark.parametrize("text", ["Valgt blev Kim Ny.", "Kim Ny blev ansat.", "Valgt: Bo Fremmed."])
def test_the_public_reads_who_was_elected(text: str) -> None:
    assert publicly(text, _ELECTION, "nr: '1'") == ["M5224"]


@pytest.mark.parametrize("text", ["Valgt blev Ole Gammel.", "Valgt.", "Kim Ny blev ikke valgt."])
def test_the_public_may_read_nobodys_name(text: str) -> None:
    assert publicly(text, _ELECTION, "nr: '1'") == []
