"""Fixtures that several test files share."""

from __future__ import annotations

import pytest

from moedebog.document import Document


@pytest.fixture
def quick_renderers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents as plain text: what they say, and none of the time that drawing takes."""

    def draw(document: Document, *_: object) -> bytes:
        return repr(document).encode()

    monkeypatch.setattr("moedebog.render.docx.render", draw)
    monkeypatch.setattr("moedebog.render.pdf.render", draw)
