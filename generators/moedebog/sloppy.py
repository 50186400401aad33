"""What a keyboard writes instead of the signs of Danish typography: ``"``, `` - `` and ``...``.

Source: Retskrivningsordbogen (Dansk Sprognævn), § 58 on quotation marks, § 57 on dots and § 49 on
dashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

QUOTE, DASH, DOTS = "”", "–", "…"

_LEFT_ALONE = (
    r"(?:`{3}|~{3}).*?(?:`{3}|~{3}|\Z)"  # code over several lines
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|\]\([^)\n]{0,2000}\)|\{[^}\n]{0,200}\}|<[^>\n]{0,200}>"
    r"|(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,99}@\S+|\\."
)
_AMOUNT = (
    r"\d[\d.,]*\s*(?:kr|%|pct|mio|mia|t\.\s?kr|DKK|EUR|€|grader|°|procent|point)"
    r"|\d+,\d|\d{1,3}(?:\.\d{3})+"
)
"""Before one of these the sign is a minus."""
_SLOPPY = re.compile(
    rf"(?P<alone>{_LEFT_ALONE})"
    r'|(?P<quote>")'
    rf"|(?P<dash>(?<=[^\s|>\-\d]) -(?=\s+(?!{_AMOUNT})[^\s|-])|(?<=\d) -(?=\s+[^\s|\-\d]))"
    r"|(?P<dots>(?<![./\\])\.\.\.(?![./\\\d]))",
    re.S,
)
_MENDED = {"quote": QUOTE, "dash": f" {DASH}", "dots": DOTS}
_CODE = re.compile(r"((?:`{3}|~{3}).*?(?:`{3}|~{3}|\Z))", re.S)
_PARAGRAPH = re.compile(
    r"((?:\n[ \t]*)+\n|\n(?=[ \t>]*(?:(?:[-+*•]|[A-Za-z0-9]{1,3}[.)]|#{1,6})[ \t]|[>|])))"
    r"|((?<!\\)\|)"
)
"""Between what is printed by itself: paragraphs, entries of lists, cells of tables."""


def without_quotes(text: str) -> str | None:
    """What stands between the quotation marks of a text, where they are around all of it."""
    match = re.fullmatch(r"\s*[”“„‟»«’‘‚]\s*([^”“„‟»«]*?)\s*[”“‟»«’‘\"]\s*", text)
    return match[1] if match and match[1] else None


def places(text: str) -> Iterator[re.Match[str]]:
    """What could be mended in a text, in its order.

    Code, addresses and escaped signs are left alone, and so are inches, and quotation marks one
    of which lacks its fellow.
    """
    if '"' not in text and " -" not in text and "..." not in text:
        return
    found: list[re.Match[str]] = []
    is_open = False
    for match in _SLOPPY.finditer(text):
        if match["alone"]:
            continue
        if match["quote"]:
            if not is_open and text[: match.start()][-1:].isdigit():
                continue  # inches: no quotation begins right after a number
            is_open = not is_open
        found.append(match)
    yield from (match for match in found if not (is_open and match["quote"]))


def mended(text: str) -> str:
    """The text with the signs that it should have, paragraph by paragraph."""
    parts = _CODE.split(text)  # every other one is code
    parts[::2] = [
        "".join(_paragraph(part) for part in _PARAGRAPH.split(prose) if part)
        for prose in parts[::2]
    ]
    return "".join(parts)


def _paragraph(text: str) -> str:
    parts = []
    at = 0
    for match in places(text):
        kind = next(name for name in _MENDED if match[name])
        parts += [text[at : match.start()], _MENDED[kind]]
        at = match.end()
    return "".join([*parts, text[at:]])
