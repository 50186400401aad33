"""``moedebog.lock``: which files of a workspace moedebog wrote, and which version it was.

It is committed to git. By its checksums ``opgrader`` tells a file that nobody changed from one
that somebody made their own, and by its version an older workspace from a newer one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.workspace import Workspace

LOCK_FILE = "moedebog.lock"
UNKNOWN = "ukendt"
"""In the place of a version: files are there, and what said who wrote them is lost."""
NEVER = "sha256:" + 64 * "0"
"""In the place of a checksum: a file of moedebog's that is otherwise than it writes it today, and
nobody knows who changed it."""
_SUM = re.compile(r"sha256:[0-9a-f]{64}")
_NUMBER = re.compile(r"\d+")


class Lock(Struct, frozen=True):
    """What was written."""

    moedebog: str
    """The version that the workspace fetches and was written by, as ``moedebog --version`` tells
    it, e.g. ``0.1.0``; ``UNKNOWN`` where nobody knows."""
    filer: Mapping[str, str] = {}
    """For each file, from the root with ``/``, the ``checksum`` of what was written. One that was
    deleted since stays in the list: so it is known that it was there."""
    rettet: str = ""
    """The version that the files are as of, where ``requirements.txt`` still fetches another."""
    uden_ci: bool = False
    """Whether somebody said that no server is to check the meetings, whatever git says."""
    gitignore: tuple[str, ...] = ()
    """The lines that somebody's own ``.gitignore`` was offered, in it still or not."""

    @property
    def files_of(self) -> str:
        """The version that the files are as of."""
        return self.rettet or self.moedebog


def checksum(data: bytes) -> str:
    """A text's checksum, the same whether its lines end as on Windows or not: git changes that."""
    return "sha256:" + hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def read_lock(ws: Workspace) -> Lock | None:
    """The lock of a workspace; ``None`` where it has none.

    Raises ``UsageProblem`` where it cannot be understood, for instance with the marks that git
    leaves in a file that two people changed.
    """
    path = ws.root / LOCK_FILE
    if not path.exists():
        return None
    try:
        lock = msgspec.json.decode(path.read_bytes(), type=Lock)
    except msgspec.MsgspecError:
        raise UsageProblem(_DAMAGED) from None
    versions = [one for one in (lock.moedebog, lock.rettet) if one not in ("", UNKNOWN)]
    if not lock.moedebog or not all(map(_NUMBER.match, versions)):
        raise UsageProblem(_DAMAGED)
    if not all(map(_SUM.fullmatch, lock.filer.values())) or not all(map(_is_inside, lock.filer)):
        raise UsageProblem(_DAMAGED)
    return lock


def lock_bytes(lock: Lock) -> bytes:
    """The text of the file: a line for each file in order, so that git merges it line by line."""
    plain: dict[str, object] = {"moedebog": lock.moedebog}
    plain |= {"rettet": lock.rettet} if lock.rettet else {}
    plain |= {"uden_ci": True} if lock.uden_ci else {}
    plain |= {"gitignore": sorted(lock.gitignore)} if lock.gitignore else {}
    plain["filer"] = dict(sorted(lock.filer.items()))
    return msgspec.json.format(msgspec.json.encode(plain), indent=2) + b"\n"


def is_newer(one: str, other: str) -> bool:
    """Whether one version comes after another; only three numbers count."""
    return tuple(_numbers(one)) > tuple(_numbers(other))


def _numbers(version: str) -> Iterator[int]:
    """The numbers of ``1.2.3``; what is missing is 0."""
    parts = [_NUMBER.match(part) for part in version.split(".")[:3]]
    for part in (*parts, None, None, None)[:3]:
        yield int(part[0]) if part else 0


def _is_inside(name: str) -> bool:
    """Whether a name can be that of a file in the workspace."""
    return not re.match(r"/|[A-Za-z]:", name) and ".." not in re.split(r"[/\\]", name)


_DAMAGED = Phrase(
    f"{LOCK_FILE} kan ikke læses. Hent den fra git igen, eller slet den, og kør moedebog init.",
    f"{LOCK_FILE} cannot be read. Take it from git again, or delete it and run moedebog init.",
)
