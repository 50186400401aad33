"""Checks a settings file against a list of options and fills in what it leaves out.

What is wrong with a file is found out by ``faults``, which needs Cerberus; a file without
faults does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moedebog.diagnostics import Diagnostic
from moedebog.settings.options import OptionGroup, UnfitValue, Value, completed

if TYPE_CHECKING:
    from moedebog.source import Tree


def check(tree: Tree, section: OptionGroup) -> tuple[dict[str, Value] | None, list[Diagnostic]]:
    """The settings in ``tree``, complete, and what is wrong with them.

    There are no settings where there is an error.
    """
    try:
        return completed({} if tree.data is None else tree.data, section), []
    except UnfitValue:
        from moedebog.settings.faults import faults

        return None, faults(tree, section)
