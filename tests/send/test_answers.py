"""Answers that the delivery record keeps in Danish are told in English too, where they are ours."""

from __future__ import annotations

import pytest

from moedebog.diagnostics import Phrase
from moedebog.send import answers
from moedebog.send.answers import in_words

OURS = [value for value in vars(answers).values() if isinstance(value, Phrase)]


@pytest.mark.parametrize("phrase", OURS, ids=str)
def test_what_moedebog_says_itself_is_told_in_both(phrase: Phrase) -> None:
    said = phrase.put(why="certificate (expired)", server="post.example.org")
    assert in_words(said.danish) == said
    told = in_words(f"forbindelse: {said.danish}")
    assert told == Phrase(f"forbindelse: {said.danish}", f"connection: {said.english}")


def test_what_a_server_says_stays_as_it_is() -> None:
    for kept in ("RCPT: 550 ukendt modtager", "DATA: 451 forbindelsen blev afbrudt her", "…", ""):
        assert in_words(kept) == Phrase.same(kept)
    assert in_words("indhold: 554 spam").english == "content: 554 spam"
