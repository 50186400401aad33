"""Any bytes as a meeting file or a ``forum.yaml``: findings or a meeting, never a traceback.

    python tools/fuzz.py --seconds 60              mutations of our own, on any system
    python tools/fuzz.py --seconds 60 --atheris    guided by coverage (Linux: pip install
                                                   --group fuzz)

An input that breaks something is put into ``.fuzz/`` with its traceback, and ends the run with
status 1. One that is mended goes into ``tests/found/``, where it is tried for good.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moedebog.build.crashes import Failure

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "generators"), str(ROOT / "tests")]

FOUND = ROOT / ".fuzz"
MOST_SECONDS = 10.0
"""Of processor time for one input of at most ``LONGEST`` bytes."""
LONGEST = 50_000
FORUM = b"navn: Udvalget\nmedlemmer: [Anna Ager, {navn: Bo, til: 2024-01-01}]\n"
MEETING = b"dato: 2025-09-12\nstart: 10.00\nafbud: [Anna Ager]\npunkter: [{titel: A}]\n"


class Target:
    """A workspace whose files are written anew for each input."""

    def __init__(self) -> None:
        from moedebog.build import check
        from moedebog.workspace import Workspace

        # The template set is the same each time, and no part of the input.
        check.style_of = cache(check.style_of)  # type: ignore[attr-defined]
        self.root = Path(tempfile.mkdtemp(prefix="moedebog-fuzz-"))
        folder = self.root / "meetings" / "udvalg"
        folder.mkdir(parents=True)
        self.ws = Workspace(self.root)
        self.meeting = folder / "2025-09-12.yaml"
        self.forum = folder / "forum.yaml"

    def close(self) -> None:
        """Away with the workspace."""
        shutil.rmtree(self.root)

    def run(self, data: bytes, *, forum: bool, draw: bool = False) -> frozenset[str]:
        """Validate the bytes, tell what is found in every way, and draw what is good.

        Returns the codes of what was found.
        """
        from moedebog.build.check import validate
        from moedebog.build.runs import Order, run
        from moedebog.diagnostics import has_errors
        from moedebog.report import FORMATS, explain
        from moedebog.report.machine import render
        from moedebog.report.text import text

        self.meeting.write_bytes(MEETING if forum else data)
        self.forum.write_bytes(data if forum else FORUM)
        begun = time.process_time()
        found = validate(self.ws, self.ws.meeting_files(), failed=_raise)
        for language in ("da", "en"):
            findings = explain(self.root, found, language=language, public=language == "en")
            told = [text(findings, language)]
            told += [render(findings, form, language) for form in FORMATS if form != "text"]
            "".join(told).encode(errors="surrogateescape")
        if draw and not has_errors(found):
            report = run(self.ws, [Order(file) for file in self.ws.meeting_files()])
            for failure in report.crashes:
                _raise(failure)
            assert not report.failed, [str(d) for d in report.diagnostics]
            assert not report.trouble, report.trouble
        spent = time.process_time() - begun
        assert spent < MOST_SECONDS or len(data) > LONGEST, f"{spent:.1f} s"
        return frozenset(d.code for d in found)


class Broken(Exception):
    """moedebog itself failed at an input."""


def _raise(failure: Failure) -> None:
    raise Broken(failure.traceback(public=False))


# --- mutations --------------------------------------------------------------------------------


def seeds() -> list[tuple[bytes, bool]]:
    """Inputs to begin with, each with the answer to whether it is a ``forum.yaml``."""
    from hostile_files import HOSTILE
    from moedebog.rulebook import all_rules
    from rule_examples import complete

    found = []
    for folder in (ROOT / "meetings", ROOT / "tests" / "meetings"):
        for path in sorted(folder.rglob("*.yaml")):
            found.append((path.read_bytes()[:LONGEST], path.name == "forum.yaml"))  # noqa: PERF401
    for example in (rule.example for rule in all_rules().values()):
        if example.file in ("møde", "forum"):
            forum = example.file == "forum"
            for written in (example.wrong, example.right):
                whole = written if forum else complete(written)
                found.append((whole.encode("utf-8", "surrogatepass"), forum))
    found += [(data, False) for data, _ in HOSTILE.values() if len(data) < 1_000]
    return found


def words() -> list[bytes]:
    """Pieces of YAML, Markdown and the schemas to put into an input."""
    from moedebog.secrecy import vocabulary

    keys = [word.encode() + end for word in vocabulary() for end in (b": ", b"")]
    signs = (
        "\n|\n  |- |: |#| #|'|\"|[|]|{|}|, |&a |*a|!x |? |<<: |%|---\n|...\n|\t|\r|\r\n|\x00|\x07"
        "|\ufeff|\u2028|\u0085|\u00a0|\u202e|\u200b|\ud7ff|𒀀|é|\\u2028|\\x00|~|null|true|ja|nej|0|-1"
        "|1e9|10:30|24:00|2025-02-30|9999-12-31|0001-01-01|010190-1234|[x](y)|[x](https://[)|![a](b)"
        "|**|*|_|`|```\n|> |# |## |- - - |1. |99999999999. |a|b|\n|-|-|\n|<b>|&amp;|&#0;|&#x1f600;"
        "|<!--|\\|[^1]|{lang=en}|{#a .b}|[a]{udeladt=b}|]{udeladt=|../|/etc/passwd|C:\\"
        "|bilag/a.pdf|se punkt 9|mandag den 31. februar|på mødet den 1. maj 2030|https://example.org"
    )
    return keys + [sign.encode("utf-8", "surrogatepass") for sign in signs.split("|") if sign]


class Mutator:
    """Changes inputs by chance, and keeps those that led to something new."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.pool = seeds()
        self.words = words()
        self.seen: set[frozenset[str]] = set()

    def next(self) -> tuple[bytes, bool]:
        """An input."""
        data, forum = self.chance.choice(self.pool)
        for _ in range(self.chance.choice((1, 1, 2, 3, 8))):
            data = self.chance.choice(self.changes)(self, data)
        return data[:LONGEST], forum

    def learn(self, data: bytes, forum: bool, codes: frozenset[str]) -> None:
        """Keep an input that found what none had found together."""
        if codes not in self.seen and len(self.seen) < 5_000:
            self.seen.add(codes)
            self.pool.append((data, forum))

    def _cut(self, data: bytes) -> tuple[int, int]:
        start = self.chance.randint(0, len(data))
        return start, min(len(data), start + int(self.chance.expovariate(1 / 8)) + 1)

    def _lines(self, data: bytes) -> list[bytes]:
        return data.split(b"\n")

    def insert(self, data: bytes) -> bytes:
        at = self.chance.randint(0, len(data))
        return data[:at] + self.chance.choice(self.words) + data[at:]

    def remove(self, data: bytes) -> bytes:
        start, end = self._cut(data)
        return data[:start] + data[end:]

    def repeat(self, data: bytes) -> bytes:
        start, end = self._cut(data)
        return data[:end] + data[start:end] * self.chance.choice((1, 2, 70)) + data[end:]

    def flip(self, data: bytes) -> bytes:
        if not data:
            return data
        at = self.chance.randrange(len(data))
        return data[:at] + bytes([self.chance.randrange(256)]) + data[at + 1 :]

    def move_line(self, data: bytes) -> bytes:
        lines = self._lines(data)
        line = lines.pop(self.chance.randrange(len(lines)))
        lines.insert(self.chance.randint(0, len(lines)), line)
        return b"\n".join(lines)

    def indent(self, data: bytes) -> bytes:
        lines = self._lines(data)
        at = self.chance.randrange(len(lines))
        spaces = len(lines[at]) - len(lines[at].lstrip(b" ")) + self.chance.choice((-2, -1, 1, 2))
        lines[at] = b" " * max(0, spaces) + lines[at].lstrip(b" ")
        return b"\n".join(lines)

    def value(self, data: bytes) -> bytes:
        lines = self._lines(data)
        at = self.chance.randrange(len(lines))
        key, colon, _ = lines[at].partition(b": ")
        lines[at] = key + colon + self.chance.choice(self.words) if colon else lines[at]
        return b"\n".join(lines)

    def splice(self, data: bytes) -> bytes:
        other, _ = self.chance.choice(self.pool)
        return data[: self._cut(data)[0]] + other[self._cut(other)[0] :]

    changes: tuple[Callable[[Mutator, bytes], bytes], ...] = (
        insert, insert, insert, remove, repeat, flip, move_line, indent, value, value, splice,
    )  # fmt: skip


# --- running ----------------------------------------------------------------------------------


def by_mutation(
    target: Target, seconds: float, seed: int, executions: int = sys.maxsize
) -> tuple[int, int]:
    """Run until the time is over; returns the number of executions and of different outcomes."""
    mutator = Mutator(random.Random(seed))
    for data, forum in list(mutator.pool):
        mutator.learn(data, forum, tried(target, data, forum=forum, draw=False))
    end = time.monotonic() + seconds
    done = 0
    while done < executions and time.monotonic() < end:
        data, forum = mutator.next()
        mutator.learn(data, forum, tried(target, data, forum=forum, draw=done % 20 == 0))
        done += 1
    return done, len(mutator.seen)


def tried(target: Target, data: bytes, *, forum: bool, draw: bool) -> frozenset[str]:
    """Run an input; put down one that breaks something."""
    try:
        return target.run(data, forum=forum, draw=draw)
    except Exception:
        FOUND.mkdir(exist_ok=True)
        name = hashlib.sha256(data).hexdigest()[:12] + ("-forum" if forum else "")
        (FOUND / f"{name}.yaml").write_bytes(data)
        (FOUND / f"{name}.txt").write_text(traceback.format_exc(), encoding="utf-8")
        raise


def by_coverage(seconds: int) -> None:
    """Run libFuzzer by way of Atheris, which ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["moedebog", "markdown_it", "ruamel"]):
        import moedebog.build.check
        import moedebog.build.runs
        import moedebog.markdown.reader
        import moedebog.report.machine
        import moedebog.report.text
        import moedebog.rules  # noqa: F401

    target = Target()

    def one(data: bytes) -> None:
        tried(target, data[1:], forum=data[:1] == b"F", draw=False)

    corpus = FOUND / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data, forum in seeds():
        name = hashlib.sha256(data).hexdigest()[:12]
        (corpus / name).write_bytes((b"F" if forum else b"M") + data)
    listed = FOUND / "words.dict"
    listed.write_text("".join(map(_dictionary_line, words())), encoding="ascii")
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-dict={listed}"]
    atheris.Setup([sys.argv[0], *options, "-timeout=60", str(corpus)], one)
    atheris.Fuzz()


def _dictionary_line(word: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n'


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    if options.atheris:
        by_coverage(options.seconds)
        return 0
    target = Target()
    try:
        print(f"seed {options.seed}; an input that breaks something is put into {FOUND.name}/")
        done, outcomes = by_mutation(target, options.seconds, options.seed)
    finally:
        target.close()
    print(f"{done} executions, {outcomes} different outcomes, nothing broken")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
