"""A zip file is opened within bounds, and whatever is wrong with it is told."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest

from indhold.bounds import Bounds, Exceeded
from indhold.collecting import Collector
from indhold.findings import Gap, Unread
from indhold.given import Given
from indhold.readers.package import Element, Package

NUMBER = "010190-1234"


def zipped(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, method)
    return made.getvalue()


def collector(**bounds: int) -> Collector:
    return Collector(Bounds(**bounds), lambda given, collector: None)


def package(data: bytes, told: Collector) -> Package:
    return Package(Given("a.zip", held=data), told)


def root(file: Package, name: str) -> Element:
    found = file.xml(name)
    assert found is not None
    return found


def reasons(told: Collector) -> list[Unread]:
    return [gap.reason for gap in told.gaps]


def test_members_are_named_and_read() -> None:
    told = collector()
    with package(zipped(("a/b.xml", "<a>ord</a>"), ("../c", "c")), told) as file:
        assert file.names == ("a/b.xml", "../c")
        assert file.read("../c") == b"c"
        assert root(file, "a/b.xml").text == "ord"
        assert file.find("/A/B.XML") == "a/b.xml"
        assert "d" not in file
    assert not told.gaps


def test_both_members_of_one_name_are_read() -> None:
    with package(zipped(("a", "first"), ("a", "second")), collector()) as file:
        assert [file.read(name) for name in file.names] == [b"first", b"second"]


def test_what_is_broken_is_told_and_the_rest_is_given() -> None:
    data = zipped(("a", "some words"), ("b", "whole"), method=zipfile.ZIP_STORED)
    told = collector()
    with package(data.replace(b"some words", b"some wards"), told) as file:
        assert file.read("a") == b"some wards"
        assert file.read("b") == b"whole"
    assert reasons(told) == [Unread.DAMAGED]


def test_half_a_file_is_told_and_what_there_is_is_given() -> None:
    data = zipped(("a", "words " * 100), ("b", bytes(range(256)) * 9), ("c", "c"))
    told = collector()
    with package(data[: data.index(b"PK\1\2") - 5], told) as file:
        assert file.read("a") == b"words " * 100
        assert file.names == ("a", "b")
    assert Unread.DAMAGED in reasons(told)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_that_is_not_in_the_list_is_read(method: int) -> None:
    hidden = zipped(("secret", NUMBER), method=method)
    data = hidden[: hidden.index(b"PK\1\2")] + zipped(("a", "a"))
    with package(data, collector()) as file:
        assert file.names == ("a", "secret")
        assert file.read("secret") == NUMBER.encode()


def test_a_zip_file_in_a_zip_file_is_no_unlisted_member() -> None:
    inner = zipped(("inner", "inner"))
    with package(zipped(("a.zip", inner), method=zipfile.ZIP_STORED), collector()) as file:
        assert file.names == ("a.zip",)


def test_a_password_is_told() -> None:
    data = bytearray(zipped(("a", "a")))
    for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        struct.pack_into("<H", data, data.index(sign) + place, 1)
    told = collector()
    with package(bytes(data), told) as file:
        assert file.is_encrypted("a")
        assert file.read("a") == b""
    assert reasons(told) == [Unread.PASSWORD]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED]
)
def test_a_part_that_grows_is_read_up_to_the_bound(method: int) -> None:
    told = collector(part=300_000)
    with package(zipped(("a", bytes(5_000_000)), method=method), told) as file:
        assert 300_000 < len(file.read("a")) < 600_000 + 1_000_000
    assert reasons(told) == [Unread.TOO_LARGE]


def test_all_that_is_unpacked_is_bounded() -> None:
    told = collector(unpacked=1_000_000)
    with package(zipped(*((str(n), bytes(400_000)) for n in range(9))), told) as file:
        file.read("0")
        file.read("1")
        with pytest.raises(Exceeded):
            file.read("2")
    assert reasons(told) == [Unread.TOO_LARGE]


def test_more_than_a_member_says_is_read_and_told() -> None:
    data = bytearray(zipped(("a", b"x" * 5000)))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 24, 10)
    told = collector()
    with package(bytes(data), told) as file:
        assert file.read("a") == b"x" * 5000
    assert reasons(told) == [Unread.DAMAGED]


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(coding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    xml = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE a [{laughs}]>'
    xml += f'<a b="&l11;">{NUMBER} &l11;</a>'
    told = collector()
    with package(zipped(("a.xml", xml.encode(coding))), told) as file:
        file.xml("a.xml")
    assert Unread.DAMAGED in reasons(told)
    assert len(told.findings) == 1


def test_nothing_is_fetched() -> None:
    xml = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    with package(zipped(("a.xml", xml)), collector()) as file:
        assert "root" not in "".join(root(file, "a.xml").itertext())


def test_broken_xml_is_told_and_searched() -> None:
    told = collector()
    with package(zipped(("a.xml", f"<a><b>CPR-nr. {NUMBER}</c></a>")), told) as file:
        assert root(file, "a.xml").tag == "a"
    assert told.gaps[0] == Gap(Unread.DAMAGED, told.gaps[0].place)
    assert len(told.findings) == 1


def test_large_parts_come_element_by_element() -> None:
    xml = '<a xmlns="urn:x">' + "<b/>" * 5 + "</a>"
    with package(zipped(("a.xml", xml)), collector()) as file:
        assert len(list(file.elements("a.xml", "{*}b"))) == 5
