"""Certificates for tests, made anew, and what opens what is enciphered to them."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from mail_support import START, parsed


@cache
def key_of(email: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def certificate(
    email: str,
    *,
    address: str = "",
    begins: timedelta = timedelta(days=-1),
    ends: timedelta = timedelta(days=400),
    enciphers: bool = True,
    mail: bool = True,
    curve: bool = False,
) -> x509.Certificate:
    """One for an address; the days are counted from the clock of the mailing."""
    key = key_of(email)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "En Person")])
    begin = min(START + begins, START + ends - timedelta(days=1))
    use = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=enciphers,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    purpose = ExtendedKeyUsageOID.EMAIL_PROTECTION if mail else ExtendedKeyUsageOID.SERVER_AUTH
    public = ec.generate_private_key(ec.SECP256R1()).public_key() if curve else key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .serial_number(x509.random_serial_number())
        .public_key(public)
        .not_valid_before(begin.astimezone(UTC).replace(tzinfo=None))
        .not_valid_after((START + ends).astimezone(UTC).replace(tzinfo=None))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address or email)]), False)
        .add_extension(use, True)
        .add_extension(x509.ExtendedKeyUsage([purpose]), False)
    )
    return builder.sign(key, hashes.SHA256())


def put(folder: Path, email: str, one: x509.Certificate, *, der: bool = False) -> Path:
    """Write a certificate as the forum keeps it."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{email}.{'cer' if der else 'pem'}"
    path.write_bytes(one.public_bytes(Encoding.DER if der else Encoding.PEM))
    return path


def decrypted(message: bytes, email: str) -> bytes:
    """What the reader of a message reads."""
    sealed = parsed(message).get_payload(decode=True)
    assert isinstance(sealed, bytes)
    return pkcs7.pkcs7_decrypt_der(sealed, certificate(email), key_of(email), [])


def parts_of(message: bytes) -> list[tuple[str, str, bytes]]:
    """The parts of a message: kind, name and content, as a mail program has them; without who is
    invited, for that is each reader by themselves."""
    return [
        (
            part.get_content_type(),
            part.get_filename() or "",
            _content(part.get_payload(decode=True)),
        )
        for part in parsed(message).walk()
        if not part.is_multipart()
    ]


_INVITED = re.compile(rb"(?m)^ATTENDEE.*\n(?: .*\n)*")


def _content(data: object) -> bytes:
    assert isinstance(data, bytes)
    return _INVITED.sub(b"", data.replace(b"\r\n", b"\n")).rstrip(b"\n")
