"""Looks at bytes, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from indhold.bounds import Bounds
from indhold.findings import Finding, Kind, Look
from indhold.given import Given
from indhold.looking import look

CPR = "010190-1234"
SHOWN = "0101••-••••"
NUMBERS = (Kind.PERSONAL_NUMBER, Kind.PERHAPS_PERSONAL_NUMBER)


def looked(name: str, data: bytes | str, bounds: Bounds | None = None) -> Look:
    held = data.encode() if isinstance(data, str) else data
    seen = look(Given(name, held=held), bounds)
    assert CPR not in repr(seen)
    assert CPR.replace("-", "") not in repr(seen)
    return seen


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


def where(finding: Finding) -> str:
    """The place in short: ``member a.txt, line 3``."""
    return ", ".join(f"{step.at} {step.name}".strip() for step in finding.place)


def places(seen: Look, *kinds: Kind) -> list[str]:
    return [where(one) for one in seen.of(*(kinds or NUMBERS))]


def shown(seen: Look, *kinds: Kind) -> list[str]:
    return [one.shown for one in seen.of(*kinds)]


def told(seen: Look) -> set[str]:
    """Everything but numbers, and what could not be read."""
    return {one.kind.value for one in seen.findings if one.kind not in NUMBERS} | {
        gap.reason.value for gap in seen.gaps
    }
