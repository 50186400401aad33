"""What the schemas say about keys, for those who meet a text before it is read by them."""

from __future__ import annotations

from moedebog import vocabulary


def test_keys_are_known_wherever_they_stand() -> None:
    assert {"titel", "punkter", "medlemmer", "fra"} <= vocabulary.known()
    assert "Husk" not in vocabulary.known()
    assert "titel" in vocabulary.outermost()
    assert "beslutning" not in vocabulary.outermost()


def test_a_list_is_what_no_keys_can_stand_below() -> None:
    assert {"punkter", "bilag", "at", "gaester"} <= vocabulary.lists()
    assert vocabulary.lists().isdisjoint({"tekst", "indstilling", "afstemning", "for", "titel"})


def test_a_text_is_what_may_have_paragraphs() -> None:
    assert {"tekst", "beslutning", "indledning"} <= vocabulary.texts()
    assert vocabulary.texts().isdisjoint({"titel", "sted", "bilag"})
