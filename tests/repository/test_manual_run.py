"""What the manual says is done as it says it, page by page, in a folder that was empty before.

A page's blocks are taken in their order, as a reader takes them. A comment before a block, which no
reader sees, tells what else belongs to it:

- ``<!-- køres ikke: … -->``: what no test can do, and why
- ``<!-- hele filen: F -->``: the block is what stands in F afterwards
- ``<!-- i filen: F -->``: its first lines stand in F, maybe as remarks; the block takes their place
- ``<!-- svar -->``: each line of it is among what the commands before it print
- ``<!-- her ligger nu: F -->``: the reader has put a file of her own there
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt

from support import ROOT

FIRST = "docs/kom-i-gang.md"
"""The others go on in the folder that it leaves."""
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
FROM_NOTHING = {FIRST, "README.md"}
OF_DEVELOPERS = {"docs/phrases.md", "docs/architecture.md"}
"""Their commands are for a checkout."""
GENERATED = {"docs/regler.md"}
"""Its blocks are the rules' examples, which have tests of their own."""
THERE = {
    "kort.pdf": ROOT / "meetings/eksempel/bilag/Forslag til cykelsti.pdf",
    "logo.png": ROOT / "meetings/eksempel/bilag/cykelsti.png",
    "eksempel": ROOT / "meetings/eksempel",
    "gammelt-referat.pdf": Path("output/teknik-og-miljoeudvalget/2026-01-20/referat.pdf"),
}
"""Files of the reader's own, by name: of the samples, or of what she has made herself."""
COMMAND = re.compile(r"(?:moedebog|make|git|pip|pipx|uv) ", re.MULTILINE)


class Block(NamedTuple):
    """A block of code, and what the comment before it says."""

    language: str
    text: str
    told: str
    about: str
    line: int


def blocks(page: str) -> Iterator[Block]:
    told = about = ""
    for token in MarkdownIt("commonmark").parse((ROOT / page).read_text(encoding="utf-8")):
        comment = re.match(r"<!-- (.+?)(?:: (.*?))? -->", token.content)
        if token.type == "html_block" and comment:
            told, about = comment[1], comment[2] or ""
            if told == "her ligger nu":
                yield Block("", "", told, about, 0)
                told = about = ""
        elif token.type in ("fence", "code_block"):
            yield Block(token.info, token.content, told, about, (token.map or [0])[0] + 1)
            told = about = ""
        else:
            told = about = ""


def stands(first: str, line: str) -> bool:
    """Whether a line of a file is the one that a block begins with: of keys, the same key."""
    if key := re.match(r"\w+:", first):
        return re.match(rf"(?:# )?{key[0]}", line) is not None
    return plain(first) == plain(line)


def plain(line: str) -> str:
    """Without what makes it a remark, and the remark after it."""
    return line.lstrip("# ").split(" #")[0].strip()


def commands(page: str) -> bool:
    return any(block.language == "sh" for block in blocks(page))


@pytest.mark.parametrize("page", sorted({*PAGES} - GENERATED))
def test_every_command_is_in_a_block_that_is_run(page: str) -> None:
    for block in blocks(page):
        if block.language not in ("sh", "yaml", "lua", "json"):
            assert not COMMAND.match(block.text), f"{page}:{block.line}"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="these run in bash")
@pytest.mark.skipif(not (shutil.which("make") and shutil.which("git")), reason="needs make and git")
def test_each_page_does_what_it_says(tmp_path: Path) -> None:
    pages = [FIRST, *(page for page in PAGES if page != FIRST and commands(page))]
    assert len(pages) > 6
    for page in pages:
        if page in OF_DEVELOPERS:
            continue
        place = tmp_path / Path(page).stem
        if page in FROM_NOTHING:
            place.mkdir()
        else:
            shutil.copytree(tmp_path / "kom-i-gang" / "moeder", place)
        Reader(page, place).read()


class Reader:
    """One who does what a page says."""

    def __init__(self, page: str, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.printed = ""
        home = folder.parent / "home"
        home.mkdir(exist_ok=True)
        program = home / "moedebog"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m moedebog "$@"\n', "utf-8")
        program.chmod(0o755)
        self.environment = {
            "HOME": str(home),
            "PATH": f"{home}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "generators"),
            "PYTHONIOENCODING": "utf-8",
            "LC_ALL": "C.UTF-8",
        }

    def read(self) -> None:
        for block in blocks(self.page):
            where = f"{self.page}:{block.line}"
            match block.told, block.language:
                case "her ligger nu", _:
                    self.puts(block.about)
                case "hele filen", _:
                    (self.folder / block.about).write_text(block.text, encoding="utf-8")
                case "i filen", _:
                    self.changes(self.folder / block.about, block.text, where)
                case "svar", _:
                    for line in block.text.splitlines():
                        assert line.strip() in self.printed, f"{where}: {self.printed}"
                case "", "sh":
                    self.types(block.text, where)
                case (("" | "køres ikke"), _):
                    pass
                case unknown:
                    raise AssertionError(f"{where}: {unknown}")

    def types(self, text: str, where: str) -> None:
        """Run the commands; the folder they end in is the one to go on in."""
        script = f"set -e\n{text}\npwd >&3"
        left = self.folder.parent / "pwd"
        with left.open("w") as third:
            done = subprocess.run(
                ["bash", "-c", f"exec 3>&{third.fileno()}\n{script}"],
                cwd=self.folder,
                env=self.environment,
                pass_fds=(third.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
            )
        self.printed = done.stdout
        assert done.returncode == 0, f"{where}: {done.stdout}"
        self.folder = Path(left.read_text(encoding="utf-8").strip())

    def puts(self, name: str) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        source = self.folder / THERE[target.name]
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)

    def changes(self, path: Path, text: str, where: str) -> None:
        """Put the block in the place of the lines that it begins with."""
        lines, wanted = path.read_text(encoding="utf-8").split("\n"), text.rstrip("\n").split("\n")
        places = [number for number, line in enumerate(lines) if stands(wanted[0], line)]
        assert len(places) == 1, f"{where}: {wanted[0]!r} is there {len(places)} times"
        start = places[0]
        known = 1
        while known < len(wanted) and plain(wanted[known]) == plain(lines[start + known]):
            known += 1
        lines[start : start + known] = wanted
        path.write_text("\n".join(lines), encoding="utf-8")
