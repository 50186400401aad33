"""Whether somebody who cannot see can read a PDF (ISO 14289-1, as far as a program can tell)."""

from __future__ import annotations

from pikepdf import Dictionary

from indhold.collecting import Collector
from indhold.findings import Accessible
from indhold.readers.pdf.objects import Objects
from indhold.readers.pdf.showing import Shown
from indhold.readers.pdf.values import dictionary, entry, text

_FIGURES = ("Figure", "Formula")
_STEPS = 10
"""From a role to the one that it stands for."""


def accessible(
    root: Dictionary, objects: Objects, shown: Shown, title: str, collector: Collector
) -> Accessible:
    """What is known of it."""
    structure = dictionary(root, "/StructTreeRoot")
    marked = entry(dictionary(root, "/MarkInfo") or Dictionary(), "/Marked")
    tagged = structure is not None and marked is True
    figures, without = _figures(structure, objects) if structure is not None else (0, 0)
    return Accessible(
        tagged=tagged,
        language=bool(text(root, "/Lang", collector).strip()),
        title=bool(title.strip()),
        pictures=figures if tagged else shown.pictures,
        without_text=without if tagged else shown.pictures,
        scanned=len(shown.scans),
    )


def _figures(structure: Dictionary, objects: Objects) -> tuple[int, int]:
    """How many pictures the structure has, and how many of them no words stand for."""
    roles = dictionary(structure, "/RoleMap")
    kinds: dict[bytes, bool] = {}
    figures = without = 0
    for number, written in objects.elements:
        if number not in objects.reached:
            continue
        found = objects.role_of(written)
        if found not in kinds:
            kinds[found] = _role(found.decode("latin-1"), roles) in _FIGURES
        if kinds[found]:
            figures += 1
            without += not objects.has_words(written)
    return figures, without


def _role(name: str, roles: Dictionary | None) -> str:
    """The standard role that one stands for (ISO 32000-2 § 14.7.3)."""
    for _ in range(_STEPS):
        mapped = entry(roles, f"/{name}") if roles is not None else None
        if mapped is None or name in _FIGURES:
            break
        name = str(mapped)[1:]
    return name
