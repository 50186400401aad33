"""Fixtures that several test files share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

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
