"""What is measured: the sample meetings, the largest of them, and any number of variations."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from measuring import ROOT
from moedebog.blocks import Run
from moedebog.compose import compose
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.workspace import MeetingFile, Workspace

_TITLES = ("titel", "overskrift", "undertitel")
_VOWELS = "aeiouy"
_PROSE = re.compile(r"^( {4,}[A-ZÆØÅ][^:{}\[\]|]*[a-zæøå])\.$", re.MULTILINE)
_LAST_ITEM = """
  - titel: Et punkt til, nummer {number}
    sagsfremstilling: |
      Vi ses mandag den 31. februar, og Udvalget drøfter sag {number} på ny.
    bilag:
      - {{titel: Notat {number}, fil: bilag/findes ikke {number}.pdf}}
"""
"""With two things to find: a date that there is not, and a file that is missing."""


def largest_file() -> MeetingFile:
    """The largest sample meeting."""
    return max(Workspace(ROOT).meeting_files(), key=lambda file: file.path.stat().st_size)


@cache
def largest_meeting() -> Meeting:
    """What the largest sample meeting says."""
    meeting = load(Workspace(ROOT), largest_file()).meeting
    assert meeting is not None
    return meeting


@cache
def largest() -> Document:
    """The referat of the largest sample meeting."""
    return compose(largest_meeting(), Kind.REFERAT, Audience.OFFENTLIG)[0]


def varied(document: Document, number: int) -> Document:
    """The document with every text changed, and each as long as it was.

    A program that remembers what it has made of a text remembers nothing of these.
    """
    turned = _VOWELS[number % len(_VOWELS) :] + _VOWELS[: number % len(_VOWELS)]
    table = str.maketrans(_VOWELS + _VOWELS.upper(), turned + turned.upper())
    found: Document = _varied(document, table)
    return found


def _varied(value: Any, table: dict[int, int]) -> Any:
    if isinstance(value, tuple):
        return tuple(_varied(one, table) for one in value)
    if not isinstance(value, Struct):
        return value
    if isinstance(value, Run):
        return replace(value, text=value.text.translate(table))
    changed = {}
    for name in value.__struct_fields__:
        before = getattr(value, name)
        if name in _TITLES and isinstance(before, str):
            changed[name] = before.translate(table)
        elif isinstance(before, (tuple, Struct)):
            changed[name] = _varied(before, table)
    return replace(value, **changed)


def variations(folder: Path, number: int) -> list[Path]:
    """A workspace with variations of every sample meeting, each with its attachments.

    One in ten has a key that is misspelt, one in three something less to find. Returns the
    meeting files.
    """
    samples = sorted(file.path for file in Workspace(ROOT).meeting_files())
    made = []
    for index in range(number):
        sample = samples[index % len(samples)]
        place = folder / "meetings" / sample.parent.name
        if not place.exists():
            shutil.copytree(sample.parent, place, ignore=shutil.ignore_patterns("2*.yaml"))
        path = place / f"{sample.stem}-{index}.yaml"
        path.write_text(_variation(sample.read_text(encoding="utf-8"), index), encoding="utf-8")
        made.append(path)
    return made


def _variation(text: str, index: int) -> str:
    text = _PROSE.sub(rf"\1, som det hedder i sag {index}.", text)
    if index % 3 == 0:
        text = text.rstrip() + _LAST_ITEM.format(number=index)
    return text.replace("titel:", "titl:", 1) if index % 10 == 5 else text
