"""Which server to send through, and its password: from the environment, the keyring or a file.

Nothing of this is ever written, logged or put on a command line.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from moedebog.diagnostics import EnvironmentProblem, Phrase, UsageProblem
from moedebog.extras import Extra, lacking
from moedebog.send.smtp import Server, server

URL = "MOEDEBOG_SMTP_URL"
PASSWORD = "MOEDEBOG_SMTP_PASSWORD"  # noqa: S105 - the variable's name
PASSWORD_FILE = "MOEDEBOG_SMTP_PASSWORD_FILE"  # noqa: S105
SERVICE = "moedebog"
"""The keyring's name for our entries; the user is ``user@host``."""

_NONE = Phrase(
    "Der er ingen adgangskode til mailserveren {server}. Læg den i nøgleringen med "
    "»keyring set {service} {user}«, i en fil, som kun du kan læse ({file}), eller i {variable}.",
    "There is no password for the mail server {server}. Put it into the keyring with "
    "»keyring set {service} {user}«, into a file that only you can read ({file}), or into "
    "{variable}.",
)
_WITHOUT_KEYRING = Phrase(
    "Der er ingen adgangskode til mailserveren {server}. Læg den i en fil, som kun du kan læse "
    "({file}), eller i {variable}. ",
    "There is no password for the mail server {server}. Put it into a file that only you can read "
    "({file}), or into {variable}. ",
)
_THE_KEYRING = Phrase("Maskinens nøglering", "The keyring of the machine")


def server_from(environment: Mapping[str, str]) -> Server:
    """The server to send through, with its password.

    Raises ``UsageProblem`` where none is named, ``EnvironmentProblem`` where the password
    cannot be had.
    """
    url = environment.get(URL, "").strip()
    if not url:
        raise UsageProblem(
            Phrase(
                f"Hvilken mailserver? Sæt {URL}=smtp://<bruger>@server:587 i miljøet: på Windows "
                f'med setx {URL} "smtp://…" og en ny terminal, ellers med export {URL}="smtp://…". '
                "Adressen kender dem, der driver mailserveren.",
                f"Which mail server? Set {URL}=smtp://<user>@server:587 in the environment: on "
                f'Windows with setx {URL} "smtp://…" and a new terminal, otherwise with export '
                f'{URL}="smtp://…". Those who run the mail server know the address.',
            )
        )
    given = server(url)
    return replace(given, password=_password(given, environment)) if given.user else given


def _password(server: Server, environment: Mapping[str, str]) -> str:
    if password := environment.get(PASSWORD, ""):
        return password
    if name := environment.get(PASSWORD_FILE, "").strip():
        return _from_file(Path(name))
    user = f"{server.user}@{server.host}"
    try:
        password, missing = _from_keyring(user), _NONE
    except ImportError:
        password, missing = "", _WITHOUT_KEYRING + lacking(Extra.KEYRING, _THE_KEYRING)
    if password:
        return password
    places = {"service": SERVICE, "file": PASSWORD_FILE, "variable": PASSWORD}
    raise EnvironmentProblem(missing.put(server=server.name, user=user, **places))


def _from_file(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            status = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (
                stat.S_IMODE(status.st_mode) & 0o077 or status.st_uid not in (os.getuid(), 0)
            ):
                raise EnvironmentProblem(
                    Phrase(
                        f"Andre kan læse filen med adgangskoden: {path}. Skriv: chmod 600 {path}",
                        f"Others can read the file with the password: {path}. Write: chmod 600 "
                        f"{path}",
                    )
                )
            password = file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise EnvironmentProblem(
            Phrase(
                f"Filen med adgangskoden kan ikke læses: {path}",
                f"The file with the password cannot be read: {path}",
            )
        ) from None
    if not password:
        raise EnvironmentProblem(
            Phrase(
                f"Filen med adgangskoden er tom: {path}",
                f"The file with the password is empty: {path}",
            )
        )
    return password


def _from_keyring(user: str) -> str:
    """The password in the machine's keyring; none where it has none.

    Raises ``ImportError`` where moedebog was installed without the extra.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, user) or ""
    except KeyringError:
        return ""
