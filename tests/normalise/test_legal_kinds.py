"""A legal kind sets ordinary policy, and what the forum writes itself goes before it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from moedebog.catalogue import Afgoerelse, Andel, Flertal, Retsgrundlag
from moedebog.meeting import Politik
from support import forum


def policy(*lines: str) -> Politik:
    inside = "".join(f"  {line}\n" for line in lines)
    return forum(f"navn: Rådet\npolitik:\n{inside}" if lines else "navn: Rådet").politik


def test_a_council_gets_what_the_law_says() -> None:
    council = policy("retsgrundlag: byraad")
    assert council.frist_hverdage == 4
    assert council.beslutningsdygtig is Andel.HALVDELEN
    assert council.stemmelighed is Afgoerelse.BORTFALDER
    assert council.flertal is Flertal.SIMPELT
    assert council.offentliggoer_lukkede_beslutninger
    assert policy("retsgrundlag: regionsraad").offentliggoer_lukkede_beslutninger
    committee = policy("retsgrundlag: udvalg")
    assert committee.frist_hverdage is None
    assert not committee.offentliggoer_lukkede_beslutninger


def test_what_the_forum_writes_goes_before_it() -> None:
    own = policy(
        "retsgrundlag: byraad",
        "frist_hverdage: 6",
        "beslutningsdygtig: 20",
        "stemmelighed: formand",
        "offentliggoer_lukkede_beslutninger: nej",
    )
    assert (own.frist_hverdage, own.beslutningsdygtig) == (6, 20)
    assert own.stemmelighed is Afgoerelse.FORMAND
    assert not own.offentliggoer_lukkede_beslutninger


@pytest.mark.parametrize("word", ["andet", "klynge", "sundhedsraad"])
def test_what_was_not_verified_sets_nothing(word: str) -> None:
    plain = replace(policy(f"retsgrundlag: {word}"), retsgrundlag=Retsgrundlag.ANDET)
    assert plain == policy()


@pytest.mark.parametrize("legal", Retsgrundlag)
def test_what_a_kind_sets_is_policy_as_a_forum_writes_it_and_says_where_it_is_from(
    legal: Retsgrundlag,
) -> None:
    preset = legal.preset
    written = [f"{k}: {'ja' if v is True else v}" for k, v in preset.policy.items()]
    same = replace(policy(*written), retsgrundlag=legal)
    assert same == policy(f"retsgrundlag: {legal}")
    assert bool(preset.policy) == bool(preset.source) == (preset.read is not None)
    assert preset.read is None or preset.read <= date(2026, 11, 28)
