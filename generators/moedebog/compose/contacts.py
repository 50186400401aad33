"""Whom to ask, with what each line of it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.addresses import mailto
from moedebog.meeting import Kontakt

_NUMBER = re.compile(
    r"(?:(?:tlf|telefon|mobil|mob|tel)\b[.:]?)?\s*"
    r"(?P<country>\(?(?:\+|00)\s*[1-9]\d{0,2}\)?)?[\s.-]*(?P<own>\d(?:[\s./-]?\d)+)",
    re.IGNORECASE,
)
_DANISH = 8
"""Digits of a telephone number in Denmark; fewer are numbers inside a house, or short ones."""
_MOST = 15
"""Digits of a number with its country (ITU-T E.164)."""


def contact(kontakt: Kontakt | None) -> Iterator[tuple[str, str]]:
    """Name, address and telephone, as far as there are any, each with its link or nothing."""
    if kontakt is None:
        return
    if kontakt.navn:
        yield kontakt.navn, ""
    if kontakt.email:
        yield kontakt.email, mailto(kontakt.email)
    if kontakt.telefon:
        yield kontakt.telefon, telephone(kontakt.telefon)


def telephone(text: str) -> str:
    """The link that calls a number, in international form (RFC 3966).

    A number without a country is a Danish one if it has as many digits. Empty where it cannot be
    known what to call: two numbers, an extension, a short number.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return ""
    own = _digits(found["own"])
    if found["country"]:
        number = _digits(found["country"]).removeprefix("00") + own
        return f"tel:+{number}" if _DANISH <= len(number) <= _MOST else ""
    return f"tel:+45{own}" if len(own) == _DANISH else ""


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
