"""Writes compound files ([MS-CFB] version 3) for tests: doc, xls, msg and their like."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Union
from uuid import UUID

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

Tree = Mapping[str, Union[bytes, "Tree"]]


def compound(tree: Tree, clsid: str = "") -> bytes:
    """A file with these streams, and folders of them. Every stream is in whole sectors."""
    entries: list[bytearray] = []
    sectors: list[bytes] = []
    chains: list[int] = []

    def chain(content: bytes) -> int:
        count = -(-len(content) // SECTOR)
        first = len(chains)
        for number in range(count):
            sectors.append(content[number * SECTOR : (number + 1) * SECTOR].ljust(SECTOR, b"\0"))
            chains.append(END if number == count - 1 else first + number + 1)
        return first if count else END

    def entry(name: str, kind: int, start: int = END, size: int = 0) -> int:
        made = bytearray(128)
        written = (name + "\0").encode("utf-16-le")
        made[: len(written)] = written
        struct.pack_into("<HBB3I", made, 64, len(written), kind, 1, FREE, FREE, FREE)
        struct.pack_into("<III", made, 116, start, size, 0)
        entries.append(made)
        return len(entries) - 1

    def folder(index: int, inside: Tree) -> None:
        """Its members hang on one another to the right, in order: a tree, if a slender one."""
        ordered = sorted(inside.items(), key=lambda one: (len(one[0]), one[0].upper()))
        before = -1
        for name, content in ordered:
            if isinstance(content, bytes):
                padded = content.ljust(4096, b"\0")  # smaller ones would be in sectors of their own
                new = entry(name, 2, chain(padded), len(padded) if content else 0)
            else:
                new = entry(name, 1)
                folder(new, content)
            if before < 0:
                struct.pack_into("<I", entries[index], 76, new)
            else:
                struct.pack_into("<I", entries[before], 72, new)
            before = new

    root = entry("Root Entry", 5)
    if clsid:
        entries[root][80:96] = UUID(clsid).bytes_le
    folder(root, tree)
    directory = chain(b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0"))
    count = 1
    while count * (SECTOR // 4) < len(chains) + count:
        count += 1
    first_fat = len(chains)
    fat = [*chains, *[FAT] * count]
    fat += [FREE] * (count * (SECTOR // 4) - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, count, directory, 0, 4096, END, 0, END, 0)
    places = [first_fat + number for number in range(count)]
    assert count <= 109
    head += struct.pack("<109I", *places, *[FREE] * (109 - count))
    return head + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def properties(values: Mapping[int, str], second: bool = False) -> bytes:
    """A stream of properties ([MS-OLEPS]): the number of each, and a text."""
    kept = []
    places = []
    place = 8 + 8 * (len(values) + 1)
    for number, value in ((1, None), *values.items()):
        if value is None:
            content = struct.pack("<II", 2, 1252)
        else:
            words = value.encode("cp1252") + b"\0"
            content = struct.pack("<II", 30, len(words)) + words + bytes(-len(words) % 4)
        places.append(struct.pack("<II", number, place))
        kept.append(content)
        place += len(content)
    section = struct.pack("<II", place, len(places)) + b"".join(places + kept)
    name = (
        "D5CDD502-2E9C-101B-9397-08002B2CF9AE" if second else "F29F85E0-4FF9-1068-AB91-08002B27B3D9"
    )
    head = struct.pack("<HHI16xI", 0xFFFE, 0, 0, 1) + UUID(name).bytes_le + struct.pack("<I", 48)
    return head + section
