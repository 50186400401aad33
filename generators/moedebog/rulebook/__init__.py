"""The rule book: every rule of the program, with all that its declaration says of it.

Imported only by what tells of rules: it loads every module there is.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import moedebog
from moedebog.diagnostics import Rule
from moedebog.extras import is_of


def all_rules() -> dict[str, Rule]:
    """Every rule of the program by its code, in the order of the codes."""
    return dict(sorted((rule.code, rule) for rule in every_rule()))


def every_rule() -> Iterator[Rule]:
    """The constants of every module that are rules; one that is imported comes more than once.

    What reads with a package that is not installed has none.
    """
    for module in pkgutil.walk_packages(moedebog.__path__, "moedebog."):
        if module.name == "moedebog.__main__":
            continue
        try:
            values = vars(importlib.import_module(module.name)).values()
        except ModuleNotFoundError as error:
            if not is_of(error):
                raise
            continue
        yield from (value for value in values if isinstance(value, Rule))
