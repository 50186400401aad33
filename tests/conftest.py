"""Fixtures that several test files share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from indhold.findings import Look
from indhold.given import Given
from indhold.looking import look
from moedebog.calls import BY_MAKE
from moedebog.document import Document
from moedebog.report.readers import ASKED, CI_VARIABLES

# The same generated examples in every run, so that a failure tells of the change; make fuzz
# tries others.
settings.register_profile("same", derandomize=True)
if "MOEDEBOG_EXAMPLES" not in os.environ:
    settings.load_profile("same")


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same output wherever the tests run: nothing says that a CI server or make does it."""
    for name in (*CI_VARIABLES, ASKED, BY_MAKE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def looked_into_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attachments are looked into by this very process: to start others takes longer than most
    tests. What a process of its own is for, ``tests/indhold/test_pool.py`` tries."""

    def look_at(paths: Sequence[Path], **_: object) -> Iterator[tuple[Path, Look]]:
        for path in paths:
            yield path, look(Given(path.name, path))

    monkeypatch.setattr("moedebog.looked.looks.look_at", look_at)


@pytest.fixture
def sees_closed(unwatched: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed is for the forum alone, as on a terminal."""
    monkeypatch.setenv(ASKED, "1")


@pytest.fixture
def quick_renderers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents as plain text: what they say, and none of the time that drawing takes."""

    def draw(document: Document, *_: object) -> bytes:
        return repr(document).encode()

    monkeypatch.setattr("moedebog.render.docx.render", draw)
    monkeypatch.setattr("moedebog.render.pdf.render", draw)
