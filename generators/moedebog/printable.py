"""What is printed, so that nothing that stands in a file can steer who reads it.

A log is read by programs too. GitHub takes a line that begins with ``::`` for a command, and
``##[`` anywhere in it; Azure DevOps and TeamCity look for ``##vso[`` and ``##teamcity[``, GitLab
and Travis for the names of their sections, Buildkite for a line that begins with ``---``. A
terminal obeys control characters and turns text around at others. Whatever the command prints
passes through here, so every place in a file is covered, known or not.
"""

from __future__ import annotations

import re
import unicodedata

_PICTURES = 0x2400
"""Where Unicode has signs to show the first 32 control characters with."""
_COLOUR = r"\x1b\[[\d;]*m"
_BEGINS = re.compile(
    # A reader may pass over blanks and colours.
    rf"^((?:[^\S\n]|{_COLOUR})*)(?=::|(?:-{{3}}|\+{{3}}|~{{3}}|\^{{3}})(?:[^\S\n]|$))",
    re.MULTILINE,
)
_ANYWHERE = re.compile(r"(##\w*(?=\[)|(?i:section_(?:start|end)|travis_(?:fold|time))(?=:))([\[:])")


def visible(text: str) -> str:
    """The text with a sign for each character that would steer a terminal, one for one."""
    return text if text.isprintable() else "".join(map(_sign, text))


def _sign(character: str) -> str:
    if character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # half a character, as a file's name may have: told by its number
        return f"\\u{code:04x}"
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def lines(text: str) -> str:
    """One or more lines to print: no control character is left, and no command of a log's."""
    return unsteering(visible(text))


def unsteering(text: str) -> str:
    """The text, in which what a log would take for a command has a backslash before it.

    For a text whose data has become ``visible`` before colours were added to it.
    """
    return _ANYWHERE.sub(r"\1\\\2", _BEGINS.sub(r"\1\\", text))


def json_text(text: str) -> str:
    """A JSON text of the same meaning, with escapes for what ``lines`` would show otherwise."""
    text = _ANYWHERE.sub(lambda match: f"{match[1]}\\u{ord(match[2]):04x}", text)
    return text if text.isprintable() else "".join(map(_escape, text))


def _escape(character: str) -> str:
    if character.isprintable() or character == "\n":
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
