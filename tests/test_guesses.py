"""What a misspelt word was meant to be."""

from __future__ import annotations

from moedebog.guesses import nearest, several

WORDS = ["beslutning", "bilag", "indstilling"]


def test_the_nearest_word_is_guessed_and_none_that_is_unlike() -> None:
    assert nearest("besluttning", WORDS) == "beslutning"
    assert nearest("mad", WORDS) is None
    assert nearest("beslut", WORDS, cutoff=0.9) is None
    assert several("bilage", ["bilag", "bilags", "x"]) == ["bilag", "bilags"]


def test_long_words_and_long_lists_are_not_compared_to_their_end() -> None:
    assert nearest("a" * 100_000 + "b", ["a" * 100]) == "a" * 100
    assert nearest("bilag", [*map(str, range(300)), "bilag"]) is None
