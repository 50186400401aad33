"""Puts the set of a document together: its files, their facts, checksums, and what the set is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog import printable
from moedebog.build import digest_of
from moedebog.build.sets import ABOUT, FACTS, SUMS, TAKEN_BACK, digest, sums_file
from moedebog.compose.facts import facts_of
from moedebog.diagnostics import Problems
from moedebog.document import Audience, Kind
from moedebog.events import Begivenhed
from moedebog.fakta import MEDIA_TYPES, ZONE, Fakta, Offentliggoerelse, Udgave
from moedebog.issue.make import Version
from moedebog.proof import Matter
from moedebog.proof.matter import OWN
from moedebog.publication.naming import PublicAttachment, public_attachments
from moedebog.render.data import as_json
from moedebog.render.formats import FORMATS
from moedebog.typography import plain_spaces

REPLACES = "erstatter"
Files = dict[str, bytes | Path]


class Former(Struct, frozen=True):
    """The set that this one replaces, as far as it is known."""

    about: Mapping[str, Any]
    """What it said of itself; nothing where it is not there any more."""
    event: Begivenhed | None
    """When it was published, by the record."""
    stays: bool = False
    """Whether it is this very set, so that it replaces what it replaced before."""


def assembled(made: Version, event: Begivenhed, former: Former | None, matter: Matter) -> Files:
    """The files of a set by name. Raises ``Problems`` where one of them is not here.

    ``event``: that it is published; ``matter``: what is closed, so that nothing is told of a file
    that was public before.
    """
    candidate = made.candidate
    kind = candidate.kind
    files: Files = {}
    formats = candidate.meeting.forum.formater
    if missing := list(made.missing({(Audience.OFFENTLIG, suffix) for suffix in formats})):
        raise Problems(missing)
    for suffix in formats:
        content = made.file(Audience.OFFENTLIG, suffix)
        assert content is not None  # noqa: S101 - nothing is missing
        files[f"{kind}.{suffix}"] = content
    attachments = list(public_attachments(candidate.planned, kind))
    files |= {one.name: one.fil.sti for one in attachments}
    files[FACTS] = as_json(_facts(made, event))
    about = _about(made, event, attachments, files)
    if former is not None and (replaced := _replaced(former, files, matter)):
        about[REPLACES] = replaced
    files[ABOUT] = about_file(about)
    files[SUMS] = sums_file(files)
    return files


def _facts(made: Version, event: Begivenhed) -> Fakta:
    candidate = made.candidate
    kind = candidate.kind
    udgaver = [
        Udgave(dokument=Kind(one.dokument), version=one.version, tid=one.tid.astimezone(ZONE))
        for one in (*made.others, made.issue)
        if one.dokument == kind
    ]
    fakta = facts_of(
        candidate.planned,
        kind,
        Audience.OFFENTLIG,
        checksum=digest_of,
        udgaver=sorted(udgaver, key=lambda one: one.tid),
    )
    moede = replace(fakta.moede, offentliggjort=Offentliggoerelse(dato=event.dato))
    udgave = made.editions.edition(kind, Audience.OFFENTLIG)
    return replace(fakta, moede=moede, udgave=udgave)


def _about(
    made: Version, event: Begivenhed, attachments: Sequence[PublicAttachment], files: Files
) -> dict[str, Any]:
    candidate = made.candidate
    meeting, public = candidate.meeting, candidate.both[Audience.OFFENTLIG]
    titles = {one.name: one for one in attachments}
    return {
        "forum": public.document.forum,
        "moede": meeting.id,
        "dato": meeting.dato.isoformat(),
        "dokument": candidate.kind.value,
        "titel": plain_spaces(public.document.titel),
        "version": made.issue.version,
        "offentliggjort": event.dato.isoformat(),
        "filer": [in_list(name, content, titles.get(name)) for name, content in files.items()],
    }


def in_list(name: str, content: bytes | Path, of: PublicAttachment | None = None) -> dict[str, Any]:
    """A file as the list of a set has it; ``of``: the attachment that it is."""
    told: dict[str, Any] = {"navn": name}
    if of is not None:
        told |= {"titel": of.titel, "bilag": of.reference}
        if of.punkt:
            told["punkt"] = of.punkt
    suffix = f".{name.rpartition('.')[2].lower()}"
    drawn = FORMATS.get(suffix[1:])
    kind = drawn.media_type if drawn else MEDIA_TYPES.get(suffix, "application/octet-stream")
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    media = "application/json" if name == FACTS else kind
    return told | {"medietype": media, "bytes": size, "sha256": digest(content)}


def _replaced(former: Former, files: Files, matter: Matter) -> dict[str, Any]:
    """What a set replaces, and what of it is not here any more.

    A file that is closed by now is counted and not named.
    """
    about, event = former.about, former.event
    if former.stays:
        return dict(about.get(REPLACES, {}))
    day = event.dato.isoformat() if event else ""
    known = {
        "version": about.get("version") or (event.version if event else 0),
        "offentliggjort": about.get("offentliggjort") or day,
        TAKEN_BACK: about.get(TAKEN_BACK),
    }
    told = {key: value for key, value in known.items() if value}
    gone, closed = [], 0
    for one in about.get("filer", ()):
        name, digest = str(one.get("navn", "")), str(one.get("sha256", ""))
        if name in files or name in (FACTS, ABOUT, SUMS):
            continue
        if digest in matter.files or matter.sought(OWN).in_text(f"{name}\n{one.get('titel', '')}"):
            closed += 1
        else:
            gone.append({"navn": name, "sha256": digest})
    if gone:
        told["fjernet"] = gone
    if closed:
        told["lukket_siden"] = closed
    return told


def about_file(value: Any) -> bytes:
    """The file that says what a set is."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return printable.json_text(text).encode() + b"\n"
