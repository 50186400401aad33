"""Meetings whose dagsorden was issued three times, beside the same meetings without a record.

The records and their sources are not issued one by one: one meeting is, and what that leaves is
written for all, each with its own date.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from unittest import mock

import issue_support
import version_support
from measuring import MOEDEBOG, PYTHON, Absent, Row, command, compared
from moedebog import cli
from moedebog.build import make
from moedebog.build.manifest import Digests, contents, fingerprint
from moedebog.build.origin import template_set
from moedebog.build.store import Store
from moedebog.build.tasks import Result, Task
from moedebog.document import Document
from moedebog.workspace import ISSUED_SUFFIX, Workspace

MEETINGS = int(os.environ.get("MOEDEBOG_ISSUED", "10000"))
IN_A_FORUM = 100
VERSIONS = 3
_FIRST_DAY = date(2000, 1, 1)
_DAY = issue_support.HEAD.split()[1].encode()
_ITEMS = "".join(
    f"  - titel: Sag {number} om havnen\n    sagsfremstilling: |\n      Udvalget drøfter sag "
    f"{number}, som det gjorde sidst, og havnen udvides.\n"
    for number in range(1, 9)
)


def rows() -> Iterator[Row | Absent]:
    """All of them, and one, when nothing has changed."""
    with tempfile.TemporaryDirectory() as place:
        issued, bare, few = (Path(place, name) for name in ("issued", "bare", "few"))
        _meetings(issued, MEETINGS)
        _meetings(few, 1)
        shutil.copytree(issued / "meetings", bare / "meetings")
        for path in bare.rglob(f"*{ISSUED_SUFFIX}"):
            path.unlink()
        for folder in (issued, bare, few):
            _build(folder)
        again = [*MOEDEBOG, "all", "--jobs", "1"]
        yield compared(
            f"all: {MEETINGS} meetings issued {VERSIONS} times, nothing changed",
            command(again, issued),
            command(again, bare),
            "without a record",
            floor=command(PYTHON),
            aim=2,
            rounds=3,
        )
        one = [*MOEDEBOG, "dagsorden", f"f0/{_FIRST_DAY}"]
        ours = command(one, issued)
        what = f"dagsorden: one of {MEETINGS} so issued, nothing changed"
        floor = command(PYTHON)
        yield compared(what, ours, command(one, bare), "without a record", floor=floor, aim=1.5)
        # Of the others their outputs are looked at, before anything else: none may stand that
        # says what was.
        yield compared(what, ours, command(one, few), "one that is alone", floor=floor)


def _meetings(root: Path, number: int) -> None:
    """A workspace with so many meetings, each with a record of three versions."""
    with tempfile.TemporaryDirectory() as place:
        pattern = version_support.issued_often(Path(place), _ITEMS, VERSIONS)
        texts = {path.name: path.read_bytes() for path in pattern.meetings.rglob("*.yaml")}
        kept = {path.stem: path.read_bytes() for path in pattern.issued.glob("*.json")}
    store = Workspace(root).issued
    store.mkdir(parents=True)
    for count in range(number):
        folder = root / "meetings" / f"f{count // IN_A_FORUM}"
        if count % IN_A_FORUM == 0:
            folder.mkdir(parents=True)
            (folder / "forum.yaml").write_bytes(texts["forum.yaml"])
        day = _FIRST_DAY + timedelta(days=count % IN_A_FORUM)
        names = {}
        for digest, data in kept.items():
            own = data.replace(_DAY, f"{day}".encode())
            names[digest] = hashlib.sha256(own).hexdigest()
            (store / f"{names[digest]}.json").write_bytes(own)
        for name in ("", ".udsendt"):
            text = texts[f"{_DAY.decode()}{name}.yaml"].replace(_DAY, f"{day}".encode())
            for digest, other in names.items():
                text = text.replace(digest.encode(), other.encode())
            (folder / f"{day}{name}.yaml").write_bytes(text)


def _build(root: Path) -> None:
    """Make all documents, without the time that drawing takes; and once more as a user does."""

    def draw(document: Document, *_: object) -> bytes:
        return repr(document).encode()

    here = Path.cwd()
    os.chdir(root)
    try:
        with (
            mock.patch("moedebog.render.docx.render", draw),
            mock.patch("moedebog.render.pdf.render", draw),
            mock.patch("moedebog.build.make.make", _Copying()),
            mock.patch.dict(os.environ, {"QUIET": "1"}),
        ):
            assert cli.main(["all", "--jobs", "1"]) in (0, 1)
    finally:
        os.chdir(here)
    command([*MOEDEBOG, "all", "--jobs", "1"], root)()


class _Copying:
    """Makes the documents of one forum, and those of the others as they are."""

    def __init__(self) -> None:
        self.usual = make.make
        self.first: dict[str, Result] = {}
        self.templates = ""

    def __call__(self, task: Task) -> Result:
        first = self.first.get(task.file.stem)
        if first is None:
            made = self.first[task.file.stem] = self.usual(task)
            return made
        old, new = (f"/{one.file.path.parent.name}/" for one in (first, task))
        digests = Digests(task.ws.root, {}, task.started)
        if not self.templates:
            folder = task.ws.template_set(first.template)
            self.templates = template_set(folder, task.ws, digests)
        inputs = tuple(one.replace(old, new) for one in first.inputs)
        result = Result(
            task.file,
            template=first.template,
            formats=first.formats,
            minutes=first.minutes,
            inputs=inputs,
            contents=contents(digests, inputs),
            fingerprint=fingerprint(task.program, self.templates, digests, inputs),
            seen=digests.seen,
        )
        store = Store(task.ws.output, task.ws.root)
        for path in first.made:
            own = Path(str(path).replace(old, new))
            result.made[own] = store.put(own, path.read_bytes(), result.fingerprint)
        return result
