"""Backslashes between double quotation marks: what programs mean by them, and people do not."""

from __future__ import annotations

import re

# Patterns for what is rare are texts: ``re`` compiles such a one at its first use.
_ESCAPED = r"(?s)\\(r\\n|.)"
_MEANT = frozenset(('"', "\\", "/", "\n", "n", "r\\n", "x", "u", "U", "_"))
"""What may follow a backslash: programs write line breaks so, too."""
_RARE = frozenset("NLPeabvf0")
"""What programs alone mean: signs that are told of for themselves."""
_PATH = r"(?:\b[A-Za-z]:|(?<![\w:\\])\\\\[^\W_][\w.$-]*)\Z"
"""The beginning of a path on Windows: then no line break is meant by ``\\n``."""
_SIGN = r"\\(?:U.{8}|u.{4}|x..|.)"
_FILE = r"[^\s\"]*\.\w{2,4}(?![\w.])"
"""The rest of a file's name."""
TYPED = r"(?m)^ *#|: \|[-+0-9]*$"
"""A comment, or a text below a ``|``."""

_PAIR = r"\\\\|\\u([dD])([89abAB])([0-9a-fA-F]{2})\\u([dD])([c-fC-F])([0-9a-fA-F]{2})"
_DIGITS = str.maketrans("89abcdefABCDEF", "01234567abcdef")
_BACK = str.maketrans("01234567abcdef", "89abcdefABCDEF")
_JOINED = "[\ue000-\ue3ff\uea00-\uebff][\ue400-\ue7ff\uec00-\uefff]"
_WRITTEN = r"\\u([eE])([0-3ab])([0-9a-fA-F]{2})\\u([eE])([4-7c-f])([0-9a-fA-F]{2})"


def keys_are_quoted(text: str) -> bool:
    """Whether all keys of a file are in quotation marks: then a program wrote it."""
    if text.lstrip()[:1] in ("{", "["):
        return re.match(r"\s*\[?\s*\{\s*[\"']", text) is not None
    first = re.search(r"(?m)^\s*(?:- +)*([\"']?)[\w-]+\1:(?:\s|$)", text)
    return first is not None and first[1] != ""


def misread(written: str, text: str) -> int | None:
    """Where a backslash stands that YAML makes another sign of than is meant.

    ``written`` is a value with its quotation marks, ``text`` the whole file.
    """
    for match in re.finditer(_ESCAPED, written):
        above, _, before = written[: match.start()].rpartition("\n")
        word = before
        if above.endswith("\\"):  # a program broke the line, maybe within a word
            word = above[above.rfind("\n") + 1 : -1] + before.lstrip()
        after = written[match.end() :]
        if not _is_meant(match[1], above, before, word, after, text):
            return match.start()
    return None


def _is_meant(sign: str, above: str, before: str, word: str, after: str, text: str) -> bool:
    if sign == " ":
        broken = above[-1:] in ("\\", "\n") and not before.strip()
        return broken or after[:2] in ("\\n", "\\r") or after in ('"', "") or after[0] == "\n"
    if sign in _MEANT or sign == "t":
        if sign[0] not in "nrt" or not after[:1].isalnum() or keys_are_quoted(text):
            return True
        if re.search(_PATH, word) and not after[0].isupper():
            return False
        between = re.sub(_SIGN, " ", word)[-1:].isalnum()
        return sign != "t" or not (between and (re.match(_FILE, after) or re.search(TYPED, text)))
    return sign in _RARE and keys_are_quoted(text)


def with_pairs_hidden(text: str) -> str:
    r"""The text with other signs for the two halves of one, as JSON has them: ``\ud83d\ude00``.

    YAML has no halves. As many characters as before.
    """
    if "\\ud" not in text and "\\uD" not in text:
        return text

    def hidden(match: re.Match[str]) -> str:
        if match[1] is None:  # a backslash itself
            return match[0]
        halves = (match.group(1, 2, 3), match.group(4, 5, 6))
        return "".join(
            f"\\u{'e' if d == 'd' else 'E'}{one.translate(_DIGITS)}{rest}"
            for d, one, rest in halves
        )

    return re.sub(_PAIR, hidden, text)


def with_pairs_joined(value: str, quoted: bool) -> str:
    """A value of such a text with the signs that were meant; not ``quoted``: as it was typed."""
    if quoted:
        return re.sub(_JOINED, lambda m: _sign(*map(_half, m[0])), value)

    def shown(match: re.Match[str]) -> str:
        halves = (match.group(1, 2, 3), match.group(4, 5, 6))
        return "".join(
            f"\\u{'d' if e == 'e' else 'D'}{one.translate(_BACK)}{rest}" for e, one, rest in halves
        )

    return re.sub(_WRITTEN, shown, value)


def _half(sign: str) -> int:
    digit = ord(sign) >> 8 & 0xF
    return 0xD000 | (digit + 8 if digit < 8 else digit) << 8 | ord(sign) & 0xFF


def _sign(high: int, low: int) -> str:
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
