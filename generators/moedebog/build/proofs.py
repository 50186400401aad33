"""The record of a proof: what was looked for, in which files, by which version.

It stays in the house. What was looked for stands there as checksums with a salt, so that the record
itself tells nobody what is closed, but can show whether a given word was among it. A set whose
meeting has changed since is proven anew before anything is built, or goes.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from moedebog import __version__
from moedebog.build.manifest import Digests
from moedebog.build.sets import Installed, is_own, set_name
from moedebog.checksums import digest_of
from moedebog.compose import Plan, plan
from moedebog.diagnostics import EnvironmentProblem, Phrase, Problems, has_errors
from moedebog.document import Kind
from moedebog.load import load
from moedebog.proof import Proving, Served, matter_of
from moedebog.proof.matter import OWN
from moedebog.reasons import reason
from moedebog.rules.looked_into import answered_for, attached_of
from moedebog.unseen import keep_out_of_git
from moedebog.workspace import MeetingFile, Workspace

FOLDER = "bevis"
"""Inside the closed store."""
_SALT = 16


class Bevis(Struct, frozen=True):
    """One proof."""

    moede: str
    dokument: Kind
    version: int
    tid: str
    """When it was proven."""
    program: str
    """The version of moedebog that searched."""
    filer: Mapping[str, str]
    """SHA-256 of each file that was searched, by name."""
    salt: str
    soegt: tuple[str, ...]
    """HMAC-SHA256 with the salt, of the letters and figures of each thing that was looked for."""
    kilder: Mapping[str, str]
    """SHA-256 of the files of the meeting that say what is closed, by their place."""


def proof_file(ws: Workspace, file: MeetingFile, kind: Kind) -> Path:
    """Where the proof of a set is kept."""
    return ws.issued_closed.joinpath(FOLDER, *set_name(file, kind).split("/")).with_suffix(".json")


def _sources(ws: Workspace, file: MeetingFile, planned: Plan) -> dict[str, str]:
    """SHA-256 of the files that say what of a meeting is closed, as ``Workspace.display`` writes
    their names."""
    attached = (one.fil.sti for one in attached_of(planned))
    paths = {path for path in (file.path, *ws.forum_files(), *attached) if path.is_file()}
    return {ws.display(path): digest_of(path) for path in sorted(paths)}


def put_down(
    ws: Workspace,
    file: MeetingFile,
    planned: Plan,
    kind: Kind,
    version: int,
    proving: Proving,
    now: datetime,
) -> None:
    """Keep a proof, in place of the one before. Raises ``EnvironmentProblem``."""
    salt = secrets.token_bytes(_SALT)
    bevis = Bevis(
        file.name,
        kind,
        version,
        now.isoformat(timespec="seconds"),
        __version__,
        dict(sorted(proving.searched.items())),
        salt.hex(),
        tuple(proving.matter.sought(OWN).fingerprints(salt)),
        _sources(ws, file, planned),
    )
    _write(ws, proof_file(ws, file, kind), bevis)


def _write(ws: Workspace, path: Path, bevis: Bevis) -> None:
    data = json.dumps(msgspec.to_builtins(bevis), ensure_ascii=False, indent=1).encode()
    try:
        ws.issued_closed.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_out_of_git(ws.issued_closed)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        begun = path.with_name(f".{path.name}.ny")
        begun.write_bytes(data + b"\n")
        begun.replace(path)
    except OSError as error:
        raise EnvironmentProblem(
            Phrase(
                f"Beviset kan ikke skrives: {path} ({reason(error)}).",
                f"The proof cannot be written: {path} ({reason(error).english}).",
            )
        ) from error


def proof(ws: Workspace, file: MeetingFile, kind: Kind) -> Bevis | None:
    """The proof of a set; ``None`` where there is none that can be read."""
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(proof_file(ws, file, kind).read_bytes(), type=Bevis)
    return None


# --- whether a set may still stand --------------------------------------------------------------


def may_stand(ws: Workspace, one: Installed, digests: Digests) -> bool:
    """Whether a set holds nothing that is closed by now.

    Where the files that say what is closed are as they were, it was proven. Else it is searched
    anew; and where they cannot be read, nobody knows, so that it may not.
    """
    file = ws.meeting_of(one.meeting)
    if file is None:
        return False
    bevis = proof(ws, file, one.kind)
    if bevis is not None and all(digests.of(name) == known for name, known in bevis.kilder.items()):
        return True
    try:
        loaded = load(ws, file)
        if loaded.meeting is None or has_errors(loaded.diagnostics):
            return False  # what was closed may stand where the fault is
        planned, _ = plan(loaded.meeting)
        proving = Proving(matter_of(ws, file, planned))
        if any(proving.leaks(served(one.files, one.kind, answered_for(planned)))):
            return False
    except (Problems, OSError):
        return False
    if bevis is not None:
        kilder = {name: digests.of(name) or "" for name in bevis.kilder}
        _write(ws, proof_file(ws, file, one.kind), replace(bevis, kilder=kilder))
    return True


def served(
    files: Mapping[str, bytes | Path], kind: Kind, answered: Collection[str]
) -> Iterator[Served]:
    """The files of a set as they are searched; ``answered``: SHA-256 of those that somebody
    answers for."""
    for name, content in files.items():
        own = is_own(name, kind)
        known = not own and bool(answered) and Served(name, content, own).digest in answered
        yield Served(name, content, own, known)
