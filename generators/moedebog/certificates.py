"""The certificates of those to whom mail is enciphered (S/MIME), and the enciphering.

A folder holds one file for each address, called as the address is, in PEM or DER:
``anna@example.org.pem``. Who put it there answers for whose it is; what is looked at here is
whether it can be used today, for this address. Only RSA: with other keys the library enciphers
nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from moedebog.addresses import mailbox
from moedebog.diagnostics import Phrase
from moedebog.reasons import reason

if TYPE_CHECKING:  # it takes long to load, and few need it
    from cryptography.x509 import Certificate

SUFFIXES = (".pem", ".crt", ".cer", ".der")
SOON = timedelta(days=30)
"""How long before its last day a certificate is told of."""
SHORTEST_KEY = 2048
"""Bits of an RSA key that is still held to be safe (NIST SP 800-131A)."""

_MISSING = Phrase(
    "der er intet certifikat; læg det som {name}.pem i {folder}",
    "there is no certificate; put it as {name}.pem into {folder}",
)
_SEVERAL = Phrase(
    "der er flere certifikater: {names}; behold ét", "there are several certificates: {names}; "
    "keep one",
)  # fmt: skip
_UNREADABLE = Phrase(
    "certifikatet {name} kan ikke læses ({why})", "the certificate {name} cannot be read ({why})"
)
_NO_CERTIFICATE = Phrase("det er intet certifikat", "it is no certificate")
_NOT_RSA = Phrase(
    "certifikatet {name} har ikke en RSA-nøgle, og andre kan moedebog ikke kryptere til",
    "the certificate {name} has no RSA key, and moedebog can encipher to no other",
)
_TOO_SHORT = Phrase(
    "nøglen i certifikatet {name} er kun på {bits} bit, og det er for lidt",
    "the key of the certificate {name} has {bits} bits only, which is too few",
)
_NOT_YET = Phrase(
    "certifikatet {name} gælder først fra den {day}",
    "the certificate {name} does not hold until {day}",
)
_EXPIRED = Phrase(
    "certifikatet {name} udløb den {day}", "the certificate {name} expired on {day}"
)  # fmt: skip
_OTHER_USE = Phrase(
    "certifikatet {name} er ikke til at kryptere e-mail med",
    "the certificate {name} is not for enciphering e-mail",
)
_OTHER_ADDRESS = Phrase(
    "certifikatet {name} er til {others}", "the certificate {name} is for {others}"
)


class Unfit(Exception):
    """Nothing can be enciphered to an address; ``why`` says the reason, as part of a sentence."""

    def __init__(self, why: Phrase) -> None:
        self.why = why
        super().__init__(str(why))


class UsableCertificate(Struct, frozen=True):
    """A certificate that can be used for an address."""

    certificate: Certificate
    path: Path

    @property
    def ends(self) -> datetime:
        """When it expires."""
        return self.certificate.not_valid_after_utc

    def ends_soon(self, now: datetime) -> bool:
        """Whether it is in its last days."""
        return self.ends - now < SOON


def of_address(folder: Path, email: str, now: datetime) -> UsableCertificate:
    """The certificate of an address, good at a moment. Raises ``Unfit``."""
    path = _file(folder, email)
    try:
        known = UsableCertificate(_read(path.read_bytes()), path)
    except OSError as error:
        raise Unfit(_UNREADABLE.put(name=path.name, why=reason(error))) from error
    except ValueError as error:
        raise Unfit(_UNREADABLE.put(name=path.name, why=_NO_CERTIFICATE)) from error
    if fault := _fault(known, email, now):
        raise Unfit(fault)
    return known


def files(folder: Path) -> list[Path]:
    """The files of a folder that may be certificates."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    except OSError:
        return []


def enciphered(data: bytes, known: UsableCertificate) -> bytes:
    """An entity as enveloped data of CMS (RFC 5652) to one recipient, in DER: AES-256-CBC.

    CBC, and the key by PKCS #1 v1.5, since that is what every mail program with S/MIME reads.
    """
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs7 import (
        PKCS7EnvelopeBuilder,
        PKCS7Options,
    )

    builder = PKCS7EnvelopeBuilder().set_data(data).add_recipient(known.certificate)
    builder = builder.set_content_encryption_algorithm(AES256)
    return builder.encrypt(Encoding.DER, [PKCS7Options.Binary])


def _file(folder: Path, email: str) -> Path:
    wanted = mailbox(email)
    own = [path for path in files(folder) if mailbox(path.stem) == wanted]
    if not own:
        raise Unfit(_MISSING.put(name=wanted, folder=folder.name))
    if len(own) > 1:
        raise Unfit(_SEVERAL.put(names=", ".join(path.name for path in own)))
    return own[0]


def _read(data: bytes) -> Certificate:
    """Raises ``ValueError``."""
    from cryptography import x509

    if b"-----BEGIN" in data:
        return x509.load_pem_x509_certificates(data)[0]
    return x509.load_der_x509_certificate(data)


def _fault(known: UsableCertificate, email: str, now: datetime) -> Phrase | None:
    """Why a certificate cannot be used for an address."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    name, certificate = known.path.name, known.certificate
    try:
        key = certificate.public_key()
        addresses, fit = _addresses(certificate), _is_for_mail(certificate)
    except Exception:  # noqa: BLE001 - whatever a certificate that is no good brings about
        return _UNREADABLE.put(name=name, why=_NO_CERTIFICATE)
    if not isinstance(key, RSAPublicKey):
        return _NOT_RSA.put(name=name)
    if key.key_size < SHORTEST_KEY:
        return _TOO_SHORT.put(name=name, bits=key.key_size)
    if certificate.not_valid_before_utc > now.astimezone(UTC):
        return _NOT_YET.put(name=name, day=f"{certificate.not_valid_before_utc:%d.%m.%Y}")
    if known.ends < now.astimezone(UTC):
        return _EXPIRED.put(name=name, day=f"{known.ends:%d.%m.%Y}")
    if not fit:
        return _OTHER_USE.put(name=name)
    if addresses and mailbox(email) not in map(mailbox, addresses):
        return _OTHER_ADDRESS.put(name=name, others=", ".join(addresses))
    return None


def _addresses(certificate: Certificate) -> list[str]:
    """The e-mail addresses that it names; none, where it is a person's without any."""
    from cryptography import x509

    named = certificate.subject.get_attributes_for_oid(x509.NameOID.EMAIL_ADDRESS)
    found = [str(one.value) for one in named]
    try:
        other = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return found
    return [*other.value.get_values_for_type(x509.RFC822Name), *found]


def _is_for_mail(certificate: Certificate) -> bool:
    """Whether what it says of its use lets mail be enciphered to it (RFC 8550, 4.4)."""
    from cryptography import x509

    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        if not usage.key_encipherment:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    usual = x509.oid.ExtendedKeyUsageOID
    return any(one in (usual.EMAIL_PROTECTION, usual.ANY_EXTENDED_KEY_USAGE) for one in purposes)
