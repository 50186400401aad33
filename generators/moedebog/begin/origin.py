"""What a workspace asks pip for: this version of the program, and what it was tried with."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from moedebog import __version__
from moedebog.workspace import resources

PACKAGE = "moedebog[import,keyring]"
"""With all that it can do."""
WITHOUT_PLACE = "--requirement UDFYLD-hvor-moedebog-hentes-i-requirements.txt"
"""A line that pip stops at, and prints: it stands where nobody has said yet what to fetch."""
_TO_FILL_IN = f"""\
# Den, der skrev filen, havde moedebog fra sin egen maskine, så her mangler, hvor andre henter den.
# Fjern # foran den af linjerne, der passer, ret den til, og slet linjen --requirement til sidst.
# Skriv aldrig navnet alene (moedebog==…): i det offentlige indeks kan enhver tage det.
# {PACKAGE} @ git+https://<moedebogs adresse>@v{__version__}
# {PACKAGE} @ https://<adresse>/moedebog-{__version__}-py3-none-any.whl
# ./program/moedebog-{__version__}-py3-none-any.whl[import,keyring]
{WITHOUT_PLACE}"""


def requirement() -> str:
    """The line for pip that gives this version from git or from an address; empty where none does.

    pip puts down where it took a package from that is from no index (PEP 610). A folder or a file
    of this machine is not named: nobody else has it. Nor is the bare name: on the public index it
    is nobody's, so that anybody might take it.
    """
    try:
        text = distribution("moedebog").read_text("direct_url.json")
        origin = json.loads(text or "{}")
    except (PackageNotFoundError, ValueError):
        origin = None
    return _named(origin if isinstance(origin, dict) else {})


def pins() -> str:
    """What stands in a new workspace's file of pins: the requirement, or how to fill it in."""
    return requirement() or _TO_FILL_IN


def constraints() -> str:
    """The versions of all packages that the program uses, a line for each, as it was tried.

    They are those of its own ``requirements.txt``. Its checksums are left out: pip would then ask
    for one of the program too, which cannot hold its own.
    """
    pinned = resources("requirements.txt").read_text(encoding="utf-8")
    lines = re.findall(r"^([\w.-]+==[^\\\n]+?) *\\?$", pinned, re.MULTILINE)
    return "".join(f"{line}\n" for line in lines)


def _named(origin: dict[str, Any]) -> str:
    address = _without_password(str(origin.get("url", "")))
    if not address:
        return ""
    vcs = origin.get("vcs_info")
    if isinstance(vcs, dict) and vcs.get("vcs") == "git":
        asked, commit = vcs.get("requested_revision"), vcs.get("commit_id")
        if asked == f"v{__version__}":
            return f"{PACKAGE} @ git+{address}@{asked}"
        # Of a commit nobody sees which version it is, so it is said behind it.
        return f"{PACKAGE} @ git+{address}@{commit}  # v{__version__}" if commit else ""
    if isinstance(origin.get("archive_info"), dict):
        return f"{PACKAGE} @ {address}"
    return ""


def _without_password(address: str) -> str:
    """An address that others can use too; empty where there is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "ssh"):
        return ""
    user, at, host = parts.netloc.rpartition("@")
    keep = f"{user}{at}" if parts.scheme == "ssh" and ":" not in user else ""
    return urlunsplit((parts.scheme, keep + host, parts.path, "", ""))
