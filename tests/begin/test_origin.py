"""The version that a workspace asks for is the one that began it, from where others find it too."""

from __future__ import annotations

import json
from typing import Any

import pytest

from moedebog import __version__
from moedebog.begin import origin

COMMIT = "0123456789" * 4
SAID = f"  # v{__version__}"
NOTHING = ""
"""Nobody else could fetch it; and by its bare name anybody could put something else there."""
GIT = {"vcs": "git", "commit_id": COMMIT}


class Installed:
    def __init__(self, text: str | None) -> None:
        self.text = text

    def read_text(self, name: str) -> str | None:
        return self.text if name == "direct_url.json" else None


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (None, NOTHING),
        ({"url": "file:///programmer/moedebog", "dir_info": {"editable": True}}, NOTHING),
        ({"url": "file:///C:/hent/moedebog.whl", "archive_info": {}}, NOTHING),
        (
            {"url": "https://git.example.org/x/moedebog.git", "vcs_info": GIT},
            f"moedebog[import,keyring] @ git+https://git.example.org/x/moedebog.git@{COMMIT}{SAID}",
        ),
        (
            {
                "url": "https://git.example.org/x/moedebog.git",
                "vcs_info": {**GIT, "requested_revision": f"v{__version__}"},
            },
            f"moedebog[import,keyring] @ git+https://git.example.org/x/moedebog.git@v{__version__}",
        ),
        (
            {
                "url": "https://mig:kode@git.example.org/x.git",
                "vcs_info": {**GIT, "requested_revision": "main"},
            },
            f"moedebog[import,keyring] @ git+https://git.example.org/x.git@{COMMIT}{SAID}",
        ),
        (
            {"url": "ssh://git@git.example.org/x.git", "vcs_info": GIT},
            f"moedebog[import,keyring] @ git+ssh://git@git.example.org/x.git@{COMMIT}{SAID}",
        ),
        (
            {"url": "https://example.org/moedebog.whl?token=1", "archive_info": {}},
            "moedebog[import,keyring] @ https://example.org/moedebog.whl",
        ),
        ({"url": "https://example.org/x", "vcs_info": {"vcs": "hg"}}, NOTHING),
    ],
)
def test_the_line_for_pip(
    told: dict[str, Any] | None, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = None if told is None else json.dumps(told)
    monkeypatch.setattr(origin, "distribution", lambda _: Installed(text))
    assert origin.requirement() == wanted


@pytest.mark.parametrize("text", ["", "x", "[]", '{"url": 1}', "null"])
def test_what_pip_put_down_wrongly_counts_for_nothing(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(origin, "distribution", lambda _: Installed(text))
    assert origin.requirement() == NOTHING
