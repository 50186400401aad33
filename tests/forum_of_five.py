"""A forum of five with parties and substitutes, and what the rules find of a meeting in it."""

from __future__ import annotations

from moedebog.compose import plan
from moedebog.diagnostics import Diagnostic
from moedebog.rules import Case, check
from support import meeting

FORUM = """
navn: Udvalget
moedeleder: Anna Ager
medlemmer:
  - navn: Anna Ager
    hverv: formand
    parti: A
  - navn: Bo Bæk
    hverv: næstformand
    parti: V
  - navn: Carl Clausen
    parti: C
  - navn: Dora Dam
    parti: F
  - navn: Erik Enø
    parti: V
stedfortraedere:
  - navn: Ida Ibsen
    parti: C
  - navn: Jens Juul
    parti: V
    for: Bo Bæk
"""


def told(text: str, *codes: str) -> list[str]:
    """The findings with these codes."""
    return [one.message for one in findings(text, *codes)]


def findings(text: str, *codes: str) -> list[Diagnostic]:
    found = check(Case(plan(meeting(text, FORUM))[0]))
    return [one for one in found if one.code in codes]


def items(*items: str, before: str = "") -> str:
    """Items that were decided, each with more lines of its own."""
    text = f"{before}punkter:\n"
    for title, more in zip("ABCDE", items, strict=False):
        text += f"  - titel: {title}\n    udfald: godkendt\n"
        text += "".join(f"    {line}\n" for line in more.strip("\n").split("\n") if line)
    return text
