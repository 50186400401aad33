"""Where sets for publication lie, and putting them there: each whole, or not at all.

A set is a folder: the public documents of a meeting of one kind, the attachments that go with them,
their facts, and ``saet.json``, which says what it is. Nothing here proves it; who installs one has
(``publication``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from moedebog.build.manifest import digest_of, digest_of_bytes
from moedebog.build.store import Store
from moedebog.document import Kind
from moedebog.workspace import PUBLISHED, MeetingFile, Workspace

ABOUT = "saet.json"
"""What a set is, in the set itself."""
SUMS = "SHA256SUMS"
FACTS = "fakta.json"
TAKEN_BACK = "trukket_tilbage"
"""The key of ``saet.json`` under which it says that it is a tombstone."""


class Installed(Struct, frozen=True):
    """The set of a document, where one is there."""

    folder: Path
    meeting: str
    """The name of its meeting, e.g. ``byraad/2025-09-12``."""
    kind: Kind

    @property
    def about(self) -> Mapping[str, Any]:
        """What it says of itself; nothing where that cannot be read."""
        try:
            told = json.loads((self.folder / ABOUT).read_bytes())
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    @property
    def is_there(self) -> bool:
        """Whether it is there at all, as long as nobody has removed it."""
        return self.folder.is_dir()

    @property
    def is_tombstone(self) -> bool:
        """Whether it says that what stood there was taken back."""
        return TAKEN_BACK in self.about

    def digests(self) -> dict[str, str]:
        """SHA-256 of its files by name. Raises ``OSError``."""
        return {name: digest_of(path) for name, path in self.files.items()}

    @property
    def files(self) -> dict[str, Path]:
        """Its files by name. Raises ``OSError``."""
        return {one.name: one for one in sorted(self.folder.iterdir())}


def digest(content: bytes | Path) -> str:
    """SHA-256 of a file that is in a set, or goes into one. Raises ``OSError``."""
    return digest_of_bytes(content) if isinstance(content, bytes) else digest_of(content)


def sums_file(files: Mapping[str, bytes | Path]) -> bytes:
    """Their checksums, as ``sha256sum --check`` reads them. Raises ``OSError``."""
    return sums_lines({name: digest(content) for name, content in files.items()})


def sums_lines(digests: Mapping[str, str]) -> bytes:
    """The same of files whose SHA-256 is known."""
    return "".join(f"{sha}  {name}\n" for name, sha in sorted(digests.items())).encode()


def set_name(file: MeetingFile, kind: Kind) -> str:
    """What a set is called: ``byraad/2025-09-12/referat``."""
    return f"{file.name}/{kind}"


def is_own(name: str, kind: Kind) -> bool:
    """Whether the program made a file of a set; else it is an attachment."""
    return name in (ABOUT, SUMS, FACTS) or name.rpartition(".")[0] == kind


def set_folder(ws: Workspace, file: MeetingFile, kind: Kind) -> Path:
    """Where a document's set lies: ``output/offentliggjort/byraad/2025-09-12/referat``."""
    return ws.output.joinpath(PUBLISHED, *set_name(file, kind).split("/"))


def at(ws: Workspace, file: MeetingFile, kind: Kind) -> Installed:
    """The set of a document, whether it is there or not."""
    return Installed(set_folder(ws, file, kind), file.name, kind)


def install(
    ws: Workspace,
    file: MeetingFile,
    kind: Kind,
    files: Mapping[str, bytes | Path],
    proven: Mapping[str, str],
    ready: Callable[[], object] = lambda: None,
) -> Path:
    """Put a set in place of the one before, whole or not at all; returns its folder.

    ``proven``: SHA-256 of the files as they were searched; ``ready`` is called once they are
    written as such. Whoever calls holds the lock of the delivery record. Raises
    ``EnvironmentProblem``, also where a file was changed since.
    """
    folder = set_folder(ws, file, kind)
    Store(ws.output, ws.root).install(folder, files, proven, ready)
    return folder


def remove(ws: Workspace, file: MeetingFile, kind: Kind) -> bool:
    """Remove a set at once; whether there was one. Raises ``EnvironmentProblem``."""
    return Store(ws.output, ws.root).remove_folder(set_folder(ws, file, kind))


def installed(ws: Workspace) -> Iterator[Installed]:
    """All sets that are there, in order."""
    top = ws.output / PUBLISHED
    for path in sorted(top.rglob(ABOUT)) if top.is_dir() else ():
        folder = path.parent
        if folder.name in list(Kind):
            yield Installed(folder, folder.parent.relative_to(top).as_posix(), Kind(folder.name))
