"""Files that hold files."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from indhold.bounds import Bounds
from indhold.findings import Kind, Unread
from looks import CPR, looked, places, shown, told, zipped

TEXT = f"Borger med CPR {CPR}"


def tarred(*members: tarfile.TarInfo, data: bytes = TEXT.encode()) -> bytes:
    made = BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for member in members:
            member.size = len(data) if member.isfile() else 0
            file.addfile(member, BytesIO(data))
    return made.getvalue()


def test_each_member_is_looked_into_by_its_own_name() -> None:
    seen = looked("a.zip", zipped({"mappe/a.txt": TEXT, "b.zip": zipped({"c.txt": TEXT})}))
    assert places(seen) == ["member mappe/a.txt, line 1", "member b.zip, member c.txt, line 1"]
    assert told(seen) == set()


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.txt.gz", gzip.compress), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)],
)
def test_what_is_packed_is_unpacked(name: str, pack: object) -> None:
    packed = pack(TEXT.encode())  # type: ignore[operator]
    assert places(looked(name, packed)) == ["member a.txt, line 1"]
    twice = looked(name, packed + packed + bytes(512))
    assert [one.count for one in twice.findings] == [2] or len(twice.findings) == 2
    assert told(twice) == set()
    assert told(looked(name, packed[:-4])) == {"damaged"}
    assert told(looked(name, packed + b"mere")) == {"damaged"}


def test_what_stands_behind_the_members_of_tar_is_searched() -> None:
    whole = tarred(tarfile.TarInfo("a.txt"), data=b"Hej")
    assert not looked("a.tar", whole).findings
    assert places(looked("a.tar", whole + TEXT.encode()))[0].startswith("part behind")


def test_members_of_tar_and_who_made_it() -> None:
    member = tarfile.TarInfo("a.txt")
    member.uname = "anna"
    link = tarfile.TarInfo("b")
    link.type, link.linkname = tarfile.SYMTYPE, "/srv/anna/b"
    for name, data in (
        ("a.tar", tarred(member, link)),
        ("a.tgz", gzip.compress(tarred(member, link))),
    ):
        seen = looked(name, data)
        assert [place.removeprefix("member a.tar, ") for place in places(seen)] == [
            "member a.txt, line 1"
        ]
        assert shown(seen, Kind.AUTHOR) == ["anna"]
        assert shown(seen, Kind.PATH) == ["/srv/anna/b"]


def test_names_that_lead_elsewhere_and_what_a_system_leaves_behind() -> None:
    names = ("/etc/a.txt", "../../b.txt", "C:\\x\\c.txt")
    seen = looked("a.zip", zipped(dict.fromkeys((*names, "d..e.txt"), "Hej")))
    assert shown(seen, Kind.PATH) == list(names)
    seen = looked("a.zip", zipped({"__MACOSX/._a.txt": TEXT, "Thumbs.db": b"\0\1", "x": "Hej"}))
    assert shown(seen, Kind.METADATA) == ["._a.txt", "Thumbs.db"]
    assert len(places(seen)) == 1
    assert not seen.gaps


def test_comments_and_names_are_searched() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        member = ZipInfo("a.txt")
        member.comment = TEXT.encode()
        file.writestr(member, "Hej")
        file.comment = f"CPR {CPR.replace('0101', '0201')}".encode()
    assert len(places(looked("a.zip", made.getvalue()))) == 2
    assert places(looked("a.zip", zipped({f"mappe {CPR}/a.txt": "Hej"})))
    assert places(looked(f"CPR {CPR}.zip", zipped({}))) == ["file-name"]


def test_a_program_and_a_disguise_inside() -> None:
    seen = looked("a.zip", zipped({"faktura.pdf": b"MZ" + bytes(99)}))
    assert [places(seen, kind) for kind in (Kind.EXECUTABLE, Kind.DISGUISED)] == [
        ["member faktura.pdf"],
        ["member faktura.pdf"],
    ]


def test_a_password_is_told() -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    for place in (data.index(b"PK\3\4") + 6, data.index(b"PK\1\2") + 8):
        data[place] |= 1
    assert told(looked("a.zip", bytes(data))) == {"password"}


@pytest.mark.parametrize("start", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\0", b"MSCF\0\0\0\0"])
def test_what_cannot_be_unpacked_is_told(start: bytes) -> None:
    (gap,) = looked("a", start + bytes(99)).gaps
    assert gap.reason is Unread.UNKNOWN
    assert gap.shown in ("7z", "rar", "cab")


SMALL = Bounds(unpacked=3_000_000, part=1_000_000, parts=100)


def test_a_bomb_ends_in_a_gap_and_what_was_before_it_is_told() -> None:
    zeros = bytes(2_000_000)
    for name, pack in (("a.gz", gzip.compress), ("a.bz2", bz2.compress), ("a.xz", lzma.compress)):
        assert "too-large" in told(looked(name, pack(zeros), SMALL))
    many: dict[str, bytes | str] = {"a.txt": TEXT, **{f"{n}": bytes(900_000) for n in range(9)}}
    seen = looked("a.zip", zipped(many), SMALL)
    assert "too-large" in told(seen)
    assert places(seen) == ["member a.txt, line 1"]
    assert "too-many" in told(looked("a.zip", zipped({f"{n}": "x" for n in range(200)}), SMALL))


def test_zip_files_in_zip_files_end() -> None:
    data = zipped({"a.txt": TEXT})
    for _ in range(20):
        data = zipped({"a.zip": data})
    assert told(looked("a.zip", data)) == {"too-deep"}
    layer = zipped({"0": bytes(500_000)})
    for _ in range(3):
        layer = zipped({f"{n}.zip": layer for n in range(16)})
    assert told(looked("42.zip", layer, SMALL)) & {"too-large", "too-many"}


def test_members_that_share_their_bytes_are_counted_each_time() -> None:
    """As bombs do that hold no other zip file: many entries for one packed member."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        file.writestr("0", bytes(900_000))
        for number in range(1, 50):
            again = ZipInfo(f"{number}")
            first = file.infolist()[0]
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(again, name, getattr(first, name))
            file.filelist.append(again)
    assert told(looked("a.zip", made.getvalue(), SMALL)) & {"too-large", "damaged"}


def test_a_damaged_archive_is_told() -> None:
    whole = tarred(tarfile.TarInfo("a.txt"), tarfile.TarInfo("b.txt"))
    assert "damaged" in told(looked("a.tar", whole[: 512 * 3 + 100]))
    data = zipped({"a.txt": TEXT})
    assert "damaged" in told(looked("a.zip", data[:-30]))
