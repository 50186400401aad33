"""What is made of the meetings, and whether they can be.

These names are the whole of it for the command and for ``send``. Each is loaded when it is first
asked for: who only checks a meeting does without what makes documents, and the other way round.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moedebog.build.check import check_set, validate
    from moedebog.build.crashes import Failure
    from moedebog.build.jobs import available
    from moedebog.build.make import documents
    from moedebog.build.manifest import digest_of, digest_of_bytes
    from moedebog.build.ours import ZIP_COMMENT, is_public
    from moedebog.build.rooms import room
    from moedebog.build.runs import (
        Basis,
        Order,
        Report,
        Watcher,
        again,
        clean,
        keep,
        keep_feed,
        keep_folder,
        run,
        take_down,
        tidy,
    )
    from moedebog.build.store import Store
    from moedebog.build.templates import TemplateSet, drawn, style_of, template_set_of
    from moedebog.build.watch import Preview, rebuild_on_save

__all__ = [
    "ZIP_COMMENT",
    "Basis",
    "Failure",
    "Order",
    "Preview",
    "Report",
    "Store",
    "TemplateSet",
    "Watcher",
    "again",
    "available",
    "check_set",
    "clean",
    "digest_of",
    "digest_of_bytes",
    "documents",
    "drawn",
    "is_public",
    "keep",
    "keep_feed",
    "keep_folder",
    "rebuild_on_save",
    "room",
    "run",
    "style_of",
    "take_down",
    "template_set_of",
    "tidy",
    "validate",
]

_MODULES = {
    "check": ("check_set", "validate"),
    "crashes": ("Failure",),
    "jobs": ("available",),
    "make": ("documents",),
    "manifest": ("digest_of", "digest_of_bytes"),
    "ours": ("ZIP_COMMENT", "is_public"),
    "rooms": ("room",),
    "runs": (
        *("Basis", "Order", "Report", "Watcher", "again", "clean", "keep", "keep_feed"),
        *("keep_folder", "run", "take_down", "tidy"),
    ),
    "store": ("Store",),
    "templates": ("TemplateSet", "drawn", "style_of", "template_set_of"),
    "watch": ("Preview", "rebuild_on_save"),
}
"""Where each name is from."""


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
