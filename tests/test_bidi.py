"""In which order characters stand (UAX 9)."""

from __future__ import annotations

import pytest

from moedebog.bidi import has_leftward, in_order, is_leftward, levels, passages


def shown(text: str) -> str:
    """The characters of a line from left to right."""
    return "".join(in_order(text, levels(text, leftward=is_leftward(text))))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("vi ses", "vi ses"),
        ("vi siger אבג til", "vi siger גבא til"),
        ("vi siger אבג דהו til", "vi siger והד גבא til"),
        ("vi siger אבג, דהו til", "vi siger והד ,גבא til"),
        ("vi siger אבג!", "vi siger גבא!"),
        ("(אבג)", ")גבא("),
        ("se (אבג) her", "se (גבא) her"),
        ("se אבג (abc) דהו", "se גבא (abc) והד"),
        ("den אבג 12 דהו", "den והד 12 גבא"),
        ("den אבג 10:30 דהו", "den והד 10:30 גבא"),
        ("den מ-12 her", "den 12-מ her"),
        ("אבג 50% דהו", "והד 50% גבא"),
        ("مرح ١٢ abc", "abc ١٢ حرم"),
        ("مرح 12-5", "5-12 حرم"),
        ("אבג abc def דהו.", ".והד abc def גבא"),
        ("אבג [abc] דהו", "והד ]abc[ גבא"),
        ("abc \u200f! def", "abc \u200f! def"),
    ],
)
def test_each_line_stands_as_unicode_says(typed: str, seen: str) -> None:
    assert shown(typed) == seen


def test_a_paragraph_runs_as_its_first_letter_does() -> None:
    assert is_leftward("12. אבג abc")
    assert not is_leftward("12. abc אבג")
    assert not is_leftward("12. 10:30")
    assert not is_leftward("")


def test_most_texts_need_no_order() -> None:
    assert not has_leftward("Æblegrød på 100 måder – »Ж« 😀")
    assert has_leftward("א")


def test_texts_are_cut_where_the_direction_changes() -> None:
    cut = list(passages(["se אב", "ג 12", "", " til"]))
    assert cut == [[("se ", 0), ("אב", 1)], [("ג ", 1), ("12", 2)], [], [(" til", 0)]]
