"""What a workspace asks pip for: this version of the program, and what it was tried with."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from moedebog import __version__
from moedebog.workspace import resources

_PACKAGE = "moedebog[import,keyring,vis]"
"""With all that it can do."""


def requirement() -> str:
    """The line for pip that gives this version: from git, from an address, or by its number.

    pip puts down where it took a package from that is from no index (PEP 610). A folder or a file
    of this machine is not named: nobody else has it.
    """
    try:
        text = distribution("moedebog").read_text("direct_url.json")
        origin = json.loads(text or "{}")
    except (PackageNotFoundError, ValueError):
        origin = None
    return _named(origin if isinstance(origin, dict) else {})


def constraints() -> str:
    """The versions of all packages that the program uses, a line for each, as it was tried.

    They are those of its own ``requirements.txt``. Its checksums are left out: pip would then ask
    for one of the program too, which cannot hold its own.
    """
    pinned = resources("requirements.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^([\w.-]+==[^\\\n]+?) *\\?$", pinned, re.MULTILINE)
    return "".join(f"{line}\n" for line in lines)


def _named(origin: dict[str, Any]) -> str:
    plain = f"{_PACKAGE}=={__version__}"
    address = _without_password(str(origin.get("url", "")))
    if not address:
        return plain
    vcs = origin.get("vcs_info")
    if isinstance(vcs, dict) and vcs.get("vcs") == "git":
        asked, commit = vcs.get("requested_revision"), vcs.get("commit_id")
        place = asked if asked == f"v{__version__}" else commit
        return f"{_PACKAGE} @ git+{address}@{place}" if place else plain
    if isinstance(origin.get("archive_info"), dict):
        return f"{_PACKAGE} @ {address}"
    return plain


def _without_password(address: str) -> str:
    """An address that others can use too; empty where there is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "ssh"):
        return ""
    user, at, host = parts.netloc.rpartition("@")
    keep = f"{user}{at}" if parts.scheme == "ssh" and ":" not in user else ""
    return urlunsplit((parts.scheme, keep + host, parts.path, "", ""))
