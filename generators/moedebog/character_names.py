"""What a character is called, for messages about one that cannot be seen or told apart."""

from __future__ import annotations

import unicodedata

from moedebog.diagnostics import Phrase

_DIRECTION = "skjult tegn for læseretning"
_DANISH = {
    "\u00a0": "hårdt mellemrum",
    "\u00ad": "blød bindestreg",
    "\u034f": "skjult tegn",
    "\u061c": _DIRECTION,
    "\u2009": "smalt mellemrum",
    "\u200b": "mellemrum uden bredde",
    "\u200c": "skjult adskiller",
    "\u200d": "skjult samler",
    "\u2011": "hård bindestreg",
    "\u2028": "linjeskift",
    "\u2029": "afsnitsskift",
    "\u202f": "smalt hårdt mellemrum",
    "\u2060": "skjult samler",
    "\u3000": "bredt mellemrum",
    "\ufeff": "mellemrum uden bredde",
    "\ufffd": "erstatning for et ukendt tegn",
    **dict.fromkeys(
        "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", _DIRECTION
    ),
}
_KINDS = {
    "ARABIC": "arabisk tegn",
    "ARMENIAN": "armensk tegn",
    "CHEROKEE": "tegn fra cherokee",
    "CJK": "kinesisk tegn",
    "COMBINING": "tegn, der sættes på bogstavet foran",
    "CYRILLIC": "kyrillisk tegn",
    "DEVANAGARI": "tegn fra devanagari",
    "FULLWIDTH": "tegn i fuld bredde",
    "GREEK": "græsk tegn",
    "HANGUL": "koreansk tegn",
    "HEBREW": "hebraisk tegn",
    "HIRAGANA": "japansk tegn",
    "KATAKANA": "japansk tegn",
    "MATHEMATICAL": "matematisk tegn",
    "THAI": "thailandsk tegn",
}
"""By the word that a character's name in Unicode begins with."""
_WITH_OWN_FONT = 0x530
"""From here on each script has a font of its own in Noto."""
_FONTS = {
    "CJK": "Noto Sans SC",
    "HIRAGANA": "Noto Sans JP",
    "KATAKANA": "Noto Sans JP",
    "FULLWIDTH": "Noto Sans JP",
    "HALFWIDTH": "Noto Sans JP",
    "HANGUL": "Noto Sans KR",
    "IDEOGRAPHIC": "Noto Sans SC",
}
"""By the same word: fonts of Google's Noto, which has one for each script, free for all."""


def font_for(text: str) -> str:
    """The name of a font that is likely to have the characters."""
    for character in text:
        word = unicodedata.name(character, "").partition(" ")[0]
        if word in _FONTS:
            return _FONTS[word]
        if unicodedata.category(character).startswith("L") and ord(character) >= _WITH_OWN_FONT:
            return f"Noto Sans {word.title()}"
        if character >= "\U0001f000" or "\u2600" <= character <= "\u27bf":
            return "Noto Emoji"
    return "Noto Sans Symbols 2" if any(map(_is_sign, text)) else "Noto Sans"


def _is_sign(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sm", "Sk", "Me")


def named(character: str) -> Phrase:
    """A character by its number and its name, e.g. ``U+00A0 (hårdt mellemrum)``.

    Unicode's own names are English; where there is no Danish one, the number does.
    """
    number = f"U+{ord(character):04X}"
    english = unicodedata.name(character, "").lower()
    danish = _DANISH.get(character) or _KINDS.get(english.partition(" ")[0].upper(), "")
    return Phrase(
        f"{number} ({danish})" if danish else number,
        f"{number} ({english})" if english else number,
    )
