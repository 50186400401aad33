"""What letter a glyph's name means (Adobe Glyph List), and the encodings of simple fonts."""

from __future__ import annotations

import unicodedata
from functools import cache

_ACCENTS = {
    "acute": "\u0301",
    "grave": "\u0300",
    "circumflex": "\u0302",
    "dieresis": "\u0308",
    "tilde": "\u0303",
    "ring": "\u030a",
    "caron": "\u030c",
    "cedilla": "\u0327",
    "breve": "\u0306",
    "macron": "\u0304",
    "ogonek": "\u0328",
    "dotaccent": "\u0307",
    "hungarumlaut": "\u030b",
}
_NAMES = {
    "space": " ",
    "nbspace": "\u00a0",
    "exclam": "!",
    "quotedbl": '"',
    "numbersign": "#",
    "dollar": "$",
    "percent": "%",
    "ampersand": "&",
    "quotesingle": "'",
    "quoteright": "\u2019",
    "parenleft": "(",
    "parenright": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "hyphen": "-",
    "sfthyphen": "\u00ad",
    "minus": "\u2212",
    "period": ".",
    "slash": "/",
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "colon": ":",
    "semicolon": ";",
    "less": "<",
    "equal": "=",
    "greater": ">",
    "question": "?",
    "at": "@",
    "bracketleft": "[",
    "backslash": "\\",
    "bracketright": "]",
    "asciicircum": "^",
    "underscore": "_",
    "grave": "`",
    "quoteleft": "\u2018",
    "braceleft": "{",
    "bar": "|",
    "braceright": "}",
    "asciitilde": "~",
    "exclamdown": "¡",
    "cent": "¢",
    "sterling": "£",
    "fraction": "\u2044",
    "yen": "¥",
    "florin": "ƒ",
    "section": "§",
    "currency": "¤",
    "quotedblleft": "\u201c",
    "guillemotleft": "«",
    "guilsinglleft": "‹",
    "guilsinglright": "›",
    "fi": "fi",
    "fl": "fl",
    "ff": "ff",
    "ffi": "ffi",
    "ffl": "ffl",
    "endash": "\u2013",
    "dagger": "†",
    "daggerdbl": "‡",
    "periodcentered": "·",
    "paragraph": "¶",
    "bullet": "•",
    "quotesinglbase": "\u201a",
    "quotedblbase": "\u201e",
    "quotedblright": "\u201d",
    "guillemotright": "»",
    "ellipsis": "…",
    "perthousand": "‰",
    "questiondown": "¿",
    "acute": "´",
    "circumflex": "ˆ",
    "tilde": "˜",
    "macron": "¯",
    "breve": "˘",
    "dotaccent": "˙",
    "dieresis": "¨",
    "ring": "˚",
    "cedilla": "¸",
    "hungarumlaut": "˝",
    "ogonek": "˛",
    "caron": "ˇ",
    "emdash": "\u2014",
    "AE": "Æ",
    "ordfeminine": "ª",
    "Lslash": "Ł",
    "Oslash": "Ø",
    "OE": "Œ",
    "ordmasculine": "º",
    "ae": "æ",
    "dotlessi": "ı",
    "lslash": "ł",
    "oslash": "ø",
    "oe": "œ",
    "germandbls": "ß",
    "onesuperior": "¹",
    "twosuperior": "²",
    "threesuperior": "³",
    "logicalnot": "¬",
    "mu": "µ",
    "trademark": "™",
    "Eth": "Ð",
    "onehalf": "½",
    "plusminus": "±",
    "Thorn": "Þ",
    "onequarter": "¼",
    "divide": "÷",
    "brokenbar": "¦",
    "degree": "°",
    "thorn": "þ",
    "threequarters": "¾",
    "registered": "®",
    "eth": "ð",
    "copyright": "©",
    "multiply": "×",
    "Euro": "€",
    "Dcroat": "Đ",
    "dcroat": "đ",
    "dotlessj": "ȷ",
}
_STANDARD_HIGH = {
    0x27: "\u2019",
    0x60: "\u2018",
    0xA1: "¡",
    0xA2: "¢",
    0xA3: "£",
    0xA4: "\u2044",
    0xA5: "¥",
    0xA6: "ƒ",
    0xA7: "§",
    0xA8: "¤",
    0xA9: "'",
    0xAA: "\u201c",
    0xAB: "«",
    0xAC: "‹",
    0xAD: "›",
    0xAE: "fi",
    0xAF: "fl",
    0xB1: "\u2013",
    0xB2: "†",
    0xB3: "‡",
    0xB4: "·",
    0xB6: "¶",
    0xB7: "•",
    0xB8: "\u201a",
    0xB9: "\u201e",
    0xBA: "\u201d",
    0xBB: "»",
    0xBC: "…",
    0xBD: "‰",
    0xBF: "¿",
    0xC1: "`",
    0xC2: "´",
    0xC3: "ˆ",
    0xC4: "˜",
    0xC5: "¯",
    0xC6: "˘",
    0xC7: "˙",
    0xC8: "¨",
    0xCA: "˚",
    0xCB: "¸",
    0xCD: "˝",
    0xCE: "˛",
    0xCF: "ˇ",
    0xD0: "\u2014",
    0xE1: "Æ",
    0xE3: "ª",
    0xE8: "Ł",
    0xE9: "Ø",
    0xEA: "Œ",
    0xEB: "º",
    0xF1: "æ",
    0xF5: "ı",
    0xF8: "ł",
    0xF9: "ø",
    0xFA: "œ",
    0xFB: "ß",
}


@cache
def text_of_name(name: str) -> str:
    """The letters that a glyph's name means; empty where it means none."""
    stem = name.partition(".")[0]
    return "".join(map(_component, stem.split("_"))) if stem else ""


def _component(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    if len(name) == 1 and name.isascii() and name.isalpha():
        return name
    if name.startswith("uni") and len(name) >= 7 and (len(name) - 3) % 4 == 0:
        return _hexadecimal([name[at : at + 4] for at in range(3, len(name), 4)])
    if name.startswith("u") and 5 <= len(name) <= 7:
        return _hexadecimal([name[1:]])
    for accent, mark in _ACCENTS.items():
        base = name.removesuffix(accent)
        if base != name and (len(base) == 1 or base in ("ae", "AE", "oslash", "Oslash")):
            return unicodedata.normalize("NFC", _NAMES.get(base, base) + mark)
    return ""


def _hexadecimal(codes: list[str]) -> str:
    try:
        return "".join(chr(int(code, 16)) for code in codes)
    except (ValueError, OverflowError):
        return ""


@cache
def encoding(name: str) -> tuple[str, ...]:
    """The letter of each of the 256 codes of a named encoding (ISO 32000-2 § D.2)."""
    if name == "/WinAnsiEncoding":
        return _by_codec("cp1252", {0x7F: "•", 0xAD: "-"})
    if name == "/MacRomanEncoding":
        return _by_codec("mac_roman", {})
    high = {code: _STANDARD_HIGH.get(code, "") for code in (0x27, 0x60, *range(0x7F, 0x100))}
    return _by_codec("latin-1", high)


def _by_codec(codec: str, other: dict[int, str]) -> tuple[str, ...]:
    made = []
    for code in range(256):
        text = bytes((code,)).decode(codec, "ignore") if code >= 0x20 else ""
        made.append(other.get(code, text))
    return tuple(made)
