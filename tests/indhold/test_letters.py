"""Letters as they are mailed."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from indhold.findings import Kind, Unread
from looks import CPR, looked, places, shown, told, zipped


def letter(**heads: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Anna <anna@example.org>", "bo@example.org"
    made["Subject"] = "Møde på torsdag"
    made["Date"] = "Mon, 01 Jan 1990 12:34:00 +0100"
    made["Message-ID"] = "<0101901235.0101901235@example.org>"
    made["MIME-Version"] = "1.0"
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    return made


def whole() -> EmailMessage:
    made = letter()
    made.set_content("Hej\n\nMed hilsen\n")
    made.add_alternative("<html><body><p>Hej</p></body></html>", subtype="html")
    return made


def test_an_ordinary_letter_tells_nothing() -> None:
    seen = looked("a.eml", whole().as_bytes())
    assert (seen.format, seen.findings, seen.gaps) == ("eml", (), ())
    assert seen.accessible is None


@pytest.mark.parametrize("encoding", ["7bit", "base64", "quoted-printable"])
def test_bodies_are_read_however_they_are_written(encoding: str) -> None:
    made = letter()
    made.set_content(f"Hej\n\nBorger {'med ' * 9}CPR {CPR}\n", cte=encoding)
    assert places(looked("a.eml", made.as_bytes())) == ["line 3"]
    made.add_alternative(f"<p>CPR 01<b>0190</b>-1234 {'og ' * 9}</p>", subtype="html", cte=encoding)
    assert places(looked("a.eml", made.as_bytes())) == ["line 3", "paragraph 1"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/calendar", "BEGIN:VCALENDAR\r\nSUMMARY:Om 010190\r\n -1234\r\nEND:VCALENDAR\r\n"),
        ("text/rtf", r"{\rtf1 01{\b 0190}-1234}"),
        ("text/enriched", "01<bold>0190</bold>-1234"),
        ("text/plain", "> > Det er 010190-\n> > 1234, der\n"),
        ("text/plain", "Hej\n\nbegin 644 a.txt\n+,#$P,3DP+3$R,S0\n`\nend\n"),
        ("text/plain", "begin-base64 644 a.txt\nMDEwMTkwLTEyMzQ=\n====\n"),
    ],
)
def test_bodies_of_other_kinds_are_read_as_such(kind: str, body: str) -> None:
    made = letter(Content_Type=kind).as_bytes()
    seen = looked("a.eml", made + body.encode())
    assert len(places(seen)) == 1
    assert not seen.gaps


def test_a_letter_inside_is_read_though_it_is_packed() -> None:
    inner = letter()
    inner.set_content(f"CPR {CPR}")
    head = (
        b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: message/rfc822\n"
        b"Content-Transfer-Encoding: base64\n\n"
    )
    seen = looked("a.eml", head + base64.encodebytes(inner.as_bytes()))
    assert places(seen) == ["member part-1.eml, line 1"]


def test_heads_are_searched_and_tell_of_machines_and_of_who_is_not_seen() -> None:
    made = letter(Bcc="Cai <cai@example.org>", X_Mailer="Et program", X_Note=f"CPR {CPR}")
    made["Received"] = "by mx.example.org with ESMTP id 0101901235; Mon, 1 Jan 1990"
    made["Received"] = "from mx by in.example.org (Postfix) id 0101901235; Mon, 1 Jan 1990"
    made["Received"] = "from pc-anna (10.0.0.5) by example.org"
    made.replace_header("Subject", f"Åbning for CPR {CPR}")
    made.set_content("Hej")
    seen = looked("a.eml", made.as_bytes())
    assert set(places(seen)) == {"head Subject", "head X-Note"}
    assert shown(seen, Kind.HIDDEN) == ["Cai <cai@example.org>"]
    received, mailer = seen.of(Kind.METADATA)
    assert (received.count, mailer.shown) == (3, "X-Mailer: Et program")
    assert "pc-anna" in received.shown


def test_what_is_attached_is_looked_into() -> None:
    inner = letter()
    inner.set_content(f"CPR {CPR}")
    inner.replace_header("Subject", f"CPR {CPR}")
    made = whole()
    made.add_attachment(zipped({"a.txt": f"CPR {CPR}"}), "application", "zip", filename="æ.zip")
    made.add_attachment(inner)
    made.add_attachment(b"MZ" + bytes(99), "image", "png", filename="a.png")
    made.add_attachment(f"CPR {CPR}", subtype="plain", filename="note.txt")
    seen = looked("a.eml", made.as_bytes())
    assert places(seen) == [
        "member æ.zip, member a.txt, line 1",
        "member part-1.3, head Subject",
        "member part-1.3, line 1",
        "member note.txt, line 1",
    ]
    assert told(seen) == {"executable", "disguised"}


def test_what_no_program_shows_is_told() -> None:
    data = whole().as_bytes().replace(b"\n\n--=", f"\n\nSkjult CPR {CPR}\n--=".encode(), 1)
    seen = looked("a.eml", data)
    assert told(seen) == {"hidden"}
    assert len(places(seen)) == 1


def test_several_letters_in_one_file() -> None:
    one = letter()
    one.set_content(f"CPR {CPR}")
    data = b"".join(b"From a Mon Jan  1 12:00:00 1990\n" + one.as_bytes() + b"\n" for _ in range(2))
    seen = looked("a.mbox", data)
    assert places(seen) == ["member 1.eml, line 1", "member 2.eml, line 1"]


def test_sealed_letters_are_told_and_signed_ones_are_opened() -> None:
    def der(tag: int, content: bytes) -> bytes:
        size = len(content).to_bytes(2, "big")
        return bytes((tag, 0x82)) + size + content

    inner = letter()
    inner.set_content(f"CPR {CPR}")
    oid = bytes.fromhex("06092a864886f70d0107")
    data = der(0x30, oid + b"\1" + der(0xA0, der(0x04, inner.as_bytes())))
    signed = der(0x30, oid + b"\2" + der(0xA0, der(0x30, b"\2\1\1" + der(0x31, b"") + data)))
    sealed = der(0x30, oid + b"\3" + der(0xA0, bytes(99)))
    pieces = der(0x24, der(0x04, inner.as_bytes()[:300]) + der(0x04, inner.as_bytes()[300:]))
    parts = signed.replace(data, der(0x30, oid + b"\1" + der(0xA0, pieces)))
    for one in (signed, parts):
        made = letter()
        made.add_attachment(one, "application", "pkcs7-mime", filename="smime.p7m")
        assert places(looked("a.eml", made.as_bytes())) == ["member signed.eml, line 1"]
        assert places(looked("smime.p7m", one)) == ["member signed.eml, line 1"]
    made = letter()
    made.add_attachment(sealed, "application", "pkcs7-mime", filename="smime.p7m")
    assert [gap.reason for gap in looked("a.eml", made.as_bytes()).gaps] == [Unread.PASSWORD]
    made = letter()
    made.set_content("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n")
    assert told(looked("a.eml", made.as_bytes())) == {"password"}


def test_letters_within_letters_and_parts_without_end_are_bounded() -> None:
    head = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    seen = looked("a.eml", head * 1500 + f"CPR {CPR}".encode())
    assert seen.gaps
    parts = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert told(looked("a.eml", parts + b"--x\n\nHej\n" * 30_000)) == {"too-many"}
    assert "damaged" in told(looked("a.eml", parts + b"Hej"))


def test_heads_that_cannot_be_decoded_are_read_as_they_are_written() -> None:
    for words in ("=?utf-8?b?a?=", "=?no-letters?q?a?=", "=?a?q?" * 9000):
        made = f"From: a@example.org\nMIME-Version: 1.0\nSubject: {words} CPR {CPR}\n\nHej"
        seen = looked("a.eml", made)
        assert places(seen)
        assert not seen.gaps
