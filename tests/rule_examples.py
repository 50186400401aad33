"""The examples of the rule book as whole files."""

from __future__ import annotations

import re

from moedebog.rulebook import all_rules

ELSEWHERE = {
    "M001": "test_source",
    "M002": "test_hostile",
    "M003": "test_hostile",
    "M018": "test_source",
    "M031": "",
    "M034": "test_hostile",
    "M050": "test_schema",
    "M083": "test_hostile",
    "M127": "test_load",
    "M402": "test_sweep",
    "M403": "test_sweep",
    "M404": "test_sweep",
    "M405": "test_sweep",
    "M410": "test_hostile",
    "M411": "test_hostile",
    "M412": "test_hostile",
    "M419": "test_mail_versions",
    "M531": "test_rules",
    "M551": "test_crashes",
    "M552": "test_crashes",
}
"""Rules whose examples no text can show, and the tests that break them."""


EXECUTED = {
    code: rule.example
    for code, rule in all_rules().items()
    if rule.example.file != "Word" and code not in ELSEWHERE
}


def complete(text: str, *, recorded: bool = True) -> str:
    """A whole meeting file around the lines of an example.

    ``recorded``: it says, where the example does not, that nobody noted who was there.
    """
    if text.startswith("- "):
        text = "punkter:\n" + "\n".join(f"  {line}" for line in text.split("\n"))
    known = [("dato", "2025-09-12")]
    if "form: skriftlig" not in text:
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
