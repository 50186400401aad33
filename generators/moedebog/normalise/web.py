"""Attachments on the web: the address that stands in place of a file."""

from __future__ import annotations

import re
from typing import Any

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import PDF, Example, attached
from moedebog.markdown.addresses import leads_out
from moedebog.normalise.reading import Reader, line
from moedebog.source import TreePath

_RIGHT = "- titel: A\n  bilag:\n    - titel: Plan\n      adresse: https://example.org/plan"

FILE_AND_ADDRESS = Rule(
    "M137",
    Severity.ERROR,
    Phrase(
        "Bilaget har både en fil og en adresse på nettet.",
        "The bilag has both a file and an address on the web.",
    ),
    Phrase(
        "Slet `fil` eller `adresse`, eller skriv dem som to bilag.",
        "Delete `fil` or `adresse`, or write them as two bilag.",
    ),
    Example(
        wrong=attached("Plan", "b.pdf\n      adresse: https://example.org/plan"),
        right=_RIGHT,
        files={"b.pdf": PDF},
    ),
    reason=Phrase(
        "Siden på nettet kan sige noget andet end filen, og så er der tvivl om, hvad mødet havde "
        "for sig.",
        "The page may say something else than the file, and then there is doubt about what the "
        "meeting had before it.",
    ),
)
NO_ADDRESS = Rule(
    "M138",
    Severity.ERROR,
    Phrase("{adresse} er ikke en adresse på nettet.", "{adresse} is not an address on the web."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  bilag:\n    - titel: Plan\n      adresse: www.example.org/plan",
        right=_RIGHT,
    ),
)

_WITHOUT_SCHEME = re.compile(r"(?i)www\.\S+|(?:[\w-]+\.)+(?:com|dk|eu|net|nu|org)(?:[/?#:]\S*)?")


def address_at(reader: Reader, data: dict[str, Any], path: TreePath) -> str | None:
    """The address of an attachment that has no file."""
    if "adresse" not in data:
        return None
    here = (*path, "adresse")
    if "fil" in data:
        reader.report(FILE_AND_ADDRESS, here, key=True)
    address = line(data["adresse"])
    if address_meant(address) == address:
        return address
    reader.report(NO_ADDRESS, here, adresse=address, raad=_advice(address))
    return None


def address_meant(text: str) -> str | None:
    """The web address that a text is, or was meant to be; ``None`` where it is none."""
    address = f"https://{text}" if _WITHOUT_SCHEME.fullmatch(text) else text
    web = address[:8].lower().startswith(("http://", "https://"))
    whole = not re.search(r"[\s<>\"\\]", address)
    return address if web and whole and leads_out(address) else None


def _advice(typed: str) -> Phrase:
    if meant := address_meant(typed):
        return Phrase(f"Skriv »adresse: {meant}«.", f"Write »adresse: {meant}«.")
    if ":" not in typed and "@" not in typed:
        return Phrase(
            f"Er det en fil, så skriv »fil: {typed}«; en adresse begynder med https://",
            f"If it is a file, write »fil: {typed}«; an address begins with https://",
        )
    return Phrase(
        "Skriv den, som browseren har den, med https:// først og uden mellemrum.",
        "Write it as the browser has it, with https:// first and without spaces.",
    )
