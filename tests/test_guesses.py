"""What a misspelt word was meant to be: one module guesses, for everybody."""

from __future__ import annotations

from pathlib import Path

from moedebog.guesses import nearest, several

PACKAGE = Path(__file__).parents[1] / "generators" / "moedebog"
WORDS = ["beslutning", "bilag", "indstilling"]


def test_the_nearest_word_is_guessed_and_none_that_is_unlike() -> None:
    assert nearest("besluttning", WORDS) == "beslutning"
    assert nearest("mad", WORDS) is None
    assert nearest("beslut", WORDS, cutoff=0.9) is None
    assert several("bilage", ["bilag", "bilags", "x"]) == ["bilag", "bilags"]


def test_long_words_and_long_lists_are_not_compared_to_their_end() -> None:
    assert nearest("a" * 100_000 + "b", ["a" * 100]) == "a" * 100
    assert nearest("bilag", [*map(str, range(300)), "bilag"]) is None


def test_others_ask_it() -> None:
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "get_close_matches" in path.read_text(encoding="utf-8")
    ]
    assert users == ["guesses.py"]


def test_the_months_and_the_settings_file_are_named_once() -> None:
    for word, home in (('"november"', "typography.py"), ('"moedebog.yaml"', "workspace.py")):
        users = [
            path.relative_to(PACKAGE).as_posix()
            for path in PACKAGE.rglob("*.py")
            if word in path.read_text(encoding="utf-8")
        ]
        assert users == [home], word
