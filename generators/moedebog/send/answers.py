"""What comes of a message, in words of ours: the delivery record keeps them in Danish.

A server's own words are told as it said them.
"""

from __future__ import annotations

import re

from moedebog.diagnostics import Phrase
from moedebog.reasons import SYSTEM

STEPS = {
    "forbindelse": "connection",
    "velkomst": "greeting",
    "login": "login",
    "indhold": "content",
    "svar": "answer",
}
"""What is being done when something is said; the rest are commands of SMTP."""

NOT_TRIED = Phrase("ikke forsøgt", "not tried")
LOST = Phrase("forbindelsen blev afbrudt", "the connection was lost")
SILENT = Phrase("serveren svarer ikke", "the server does not answer")
NO_SERVER = Phrase("der er ingen mailserver på den port", "there is no mail server at that port")
NOT_FOUND = Phrase("serveren {server} kan ikke findes", "the server {server} cannot be found")
NO_ENCRYPTION = Phrase(
    "serveren tilbyder ikke kryptering, så intet er sendt",
    "the server offers no encryption, so nothing was sent",
)
NO_TUNNEL = Phrase(
    "forbindelsen er ingen tunnel, så det lukkede er ikke sendt",
    "the connection is no tunnel, so what is closed was not sent",
)
NOT_ENCRYPTED = Phrase("krypteringen mislykkedes ({why})", "the encryption failed ({why})")
NOT_TRUSTED = Phrase(
    "serverens certifikat kan ikke godkendes ({why})",
    "the certificate of the server cannot be trusted ({why})",
)
NO_PASSWORD = Phrase("der er ingen adgangskode til serveren", "there is no password for the server")
NO_LOGIN = Phrase("serveren tager ikke imod login", "the server takes no login")
NOT_ASCII = Phrase(
    "brugernavn eller adgangskode har bogstaver uden for ASCII",
    "the user name or the password has letters beyond ASCII",
)
ONLY_ASCII = Phrase(
    "serveren kan ikke sende til adresser med andre bogstaver end a-z før @",
    "the server cannot send to addresses with other letters than a-z before @",
)
_OURS = (
    NOT_TRIED, LOST, SILENT, NO_SERVER, NOT_FOUND, NO_ENCRYPTION, NO_TUNNEL, NOT_ENCRYPTED,
    NOT_TRUSTED, NO_PASSWORD, NO_LOGIN, NOT_ASCII, ONLY_ASCII, *SYSTEM,
)  # fmt: skip


def in_words(kept: str) -> Phrase:
    """An answer as it is told; ``kept`` as the record has it: ``step: text``, or a text alone."""
    step, sign, text = kept.partition(": ")
    if not sign:
        return Phrase(kept, _english(kept))
    return Phrase(kept, f"{STEPS.get(step, step)}: {_english(text)}")


def _english(text: str) -> str:
    for phrase in _OURS:
        form = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(phrase.danish))
        if found := re.fullmatch(form, text):
            return phrase.english.format(**found.groupdict())
    return text
