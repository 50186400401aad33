"""What is told to people counts right: one file, two files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from moedebog.diagnostics import Phrase
from moedebog.typography import told_size
from support import ROOT

PACKAGE = ROOT / "generators" / "moedebog"
BY_NUMBER = re.compile(r"\{\w+:([^{}|]+)\|([^{}|]+)\}")
NO_COUNT = {"{navn}": "a person", "{len(meetings)}": "never one: that is imported"}


def said() -> Iterator[tuple[str, int, str]]:
    """Each text of a phrase in the source, constants of upper case aside."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Phrase":
                for text in node.args:
                    yield path.relative_to(PACKAGE).as_posix(), node.lineno, _written(text)


def _written(node: ast.expr) -> str:
    """A text as it is written, with ``{name}`` for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            name = ast.unparse(part.value)
            parts.append("2" if re.match(r"[A-Z_]{4,}", name) else f"{{{name}}}")
    return "".join(parts)


def counted() -> set[str]:
    """The words of which the source knows both numbers: ``fil`` and ``filer``."""
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        pairs = BY_NUMBER.findall(text)
        pair = r'Phrase\("(\w+)", "(\w+)"\),\s+Phrase\("(\w+)", "(\w+)"\)'
        for one, other, several, others in re.findall(pair, text):
            pairs += [(one, several), (other, others)]
        found |= {several for one, several in pairs if one != several}
    return found


def test_the_words_that_are_counted_are_known() -> None:
    assert {"files", "filer", "stemmer", "votes", "columns", "recipients"} <= counted()


def test_a_number_is_told_with_its_word_in_both_languages() -> None:
    words = "|".join(sorted(map(re.escape, counted()), key=len, reverse=True))
    wrong = [
        (path, line, match[0])
        for path, line, text in said()
        for match in re.finditer(rf"(\{{[^{{}}|]+\}})\s(?:{words})\b", text)
        if match[1] not in NO_COUNT
    ]
    assert wrong == []


def test_a_phrase_is_filled_in_with_a_number_and_its_word() -> None:
    phrase = Phrase("{n:fil|filer} i {mappe}", "{n:file|files} in {mappe}")
    told = [phrase.put(n=n, mappe="a") for n in (0, 1, 2)]
    assert list(map(str, told)) == ["0 filer i a", "1 fil i a", "2 filer i a"]
    assert [one.english for one in told] == ["0 files in a", "1 file in a", "2 files in a"]


def test_a_size_is_told_as_each_language_writes_it() -> None:
    sizes = (412, 31_400, 2_449_000, 1_234_600_000)
    assert [str(told_size(one)) for one in sizes] == ["412 byte", "31 kB", "2,4 MB", "1.234,6 MB"]
    english = ["412 bytes", "31 kB", "2.4 MB", "1,234.6 MB"]
    assert [told_size(one).english for one in sizes] == english
