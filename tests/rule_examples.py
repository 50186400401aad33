"""The examples of the rule book as whole files."""

from __future__ import annotations

import re

from moedebog.rulebook import all_rules
from rule_scenes import MADE, UNTRIED, WORKSPACES

EXECUTED = {
    code: rule.example
    for code, rule in all_rules().items()
    if rule.example.file != "Word" and code not in {*WORKSPACES, *MADE, *UNTRIED}
}
"""Those that are lines of a file; the others stand in ``rule_scenes``."""


def complete(text: str, *, recorded: bool = True) -> str:
    """A whole meeting file around the lines of an example.

    ``recorded``: it says, where the example does not, that nobody noted who was there.
    """
    if text.startswith("- "):
        text = "punkter:\n" + "\n".join(f"  {line}" for line in text.split("\n"))
    known = [("dato", "2025-09-12")]
    if "form: skriftlig" not in text and "ingen start" not in text:
        known.insert(0, ("start", '"10:00"'))
    if recorded and "aflyst:" not in text:
        known.insert(0, ("fremmoedt", "ikke_noteret"))
    for key, value in known:
        if not re.search(rf"^{key}:", text, re.MULTILINE):
            lines = text.split("\n")
            at = 2 if text.startswith("%") else 0
            lines.insert(at, f"{key}: {value}")
            text = "\n".join(lines)
    if not re.search(r"^punkter:", text, re.MULTILINE):
        text = text.replace("\nsted:", "\npunkter: []\nsted:", 1) if "\nsted:" in text else text
    if not re.search(r"^punkter:", text, re.MULTILINE):
        text += "\npunkter: []"
    return text + "\n"
