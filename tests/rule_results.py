"""A forum of seven, and what the rules about votes and decisions find of a meeting in it."""

from __future__ import annotations

from moedebog import rules
from moedebog.compose import plan
from moedebog.rules import Case
from support import read

FORUM = """navn: Udvalget
moedeleder: Alma
medlemmer:
  - {navn: Alma, hverv: formand, parti: A}
  - {navn: Bent, parti: A}
  - {navn: Cara, parti: V}
  - {navn: Dorte, parti: V}
  - {navn: Emil, parti: C}
  - {navn: Frida, parti: F}
  - {navn: Gorm, parti: F}
"""
LEGAL = f"{FORUM}politik:\n  retsgrundlag: regionsraad\n"


def findings(text: str, forum: str = FORUM) -> list[str]:
    """The codes of what is found, but for the order of items and quorum."""
    result, found = read(text, forum)
    assert result is not None, list(map(str, found))
    found = [*found, *rules.check(Case(plan(result)[0]))]
    return [one.code for one in found if one.code not in ("M513", "M570")]
