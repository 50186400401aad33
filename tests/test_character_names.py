"""What characters are called in messages."""

from __future__ import annotations

import pytest

from moedebog.character_names import named


@pytest.mark.parametrize(
    ("character", "danish", "english"),
    [
        ("\u00a0", "U+00A0 (hårdt mellemrum)", "U+00A0 (no-break space)"),
        ("\u00ad", "U+00AD (blød bindestreg)", "U+00AD (soft hyphen)"),
        ("\u202e", "U+202E (skjult tegn for læseretning)", "U+202E (right-to-left override)"),
        ("\u0430", "U+0430 (kyrillisk tegn)", "U+0430 (cyrillic small letter a)"),
        ("\uff45", "U+FF45 (tegn i fuld bredde)", "U+FF45 (fullwidth latin small letter e)"),
        ("\u2603", "U+2603", "U+2603 (snowman)"),
        ("\x07", "U+0007", "U+0007"),
    ],
)
def test_each_language_has_its_own_names(character: str, danish: str, english: str) -> None:
    assert named(character).danish == danish
    assert named(character).english == english
