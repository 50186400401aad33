"""What was found in a file, as data for other programs (``moedebog kig --format json``)."""

from __future__ import annotations

from typing import Any

import msgspec

from indhold.findings import Look, Place


def as_data(look: Look) -> dict[str, Any]:
    """A look with the names of its values; places from the outside in."""
    accessible = look.accessible
    return {
        "sha256": look.sha256,
        "size": look.size,
        "format": look.format,
        "findings": [
            {
                "kind": one.kind.value,
                "place": _steps(one.place),
                "shown": one.shown,
                "count": one.count,
            }
            for one in look.findings
        ],
        "gaps": [
            {"reason": one.reason.value, "place": _steps(one.place), "shown": one.shown}
            for one in look.gaps
        ],
        "accessible": None if accessible is None else msgspec.to_builtins(accessible),
        "maker": look.maker,
    }


def _steps(place: Place) -> list[dict[str, str]]:
    return [{"at": step.at.value, "name": step.name} for step in place]
