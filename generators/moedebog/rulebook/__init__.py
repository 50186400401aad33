"""The rule book: every rule of the program, with what it says and its examples.

Imported only by what tells of rules: it loads every module there is.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from textwrap import indent

import moedebog
from moedebog.diagnostics import Rule
from moedebog.rulebook.examples import EXAMPLES, GROUPS, Example

INTRODUCTION = """\
# Regler

<!-- Skrevet af `python tools/build_rules.py`; ret teksten i
generators/moedebog/rulebook/examples.py. -->

Alt, hvad `make validate` kan finde. En **fejl** standser dokumenterne og kan ikke slås fra. En
**advarsel** eller et **råd** kan forummet slå fra, og de få, der er slået fra som standard, kan
det slå til, i `forum.yaml`:

```yaml
politik:
  regler:
    M202: nej # huller i programmet er i orden hos os
    M511: ja
```

I eksemplerne står kun det, reglen handler om. Et eksempel, der begynder med en streg, er et punkt
under `punkter:`.
"""


def page() -> str:
    """The whole of docs/regler.md."""
    return "\n".join([INTRODUCTION, *_sections()])


def _sections() -> Iterator[str]:
    heading = ""
    for code, rule in all_rules().items():
        title, source = group(code)
        if title != heading:
            heading = title
            yield f"## {title}\n"
        yield _entry(rule, EXAMPLES[code], EXAMPLES[code].source or source)


def group(code: str) -> tuple[str, str]:
    """Heading and usual source of a rule."""
    best = max((g for g in GROUPS if code.startswith(g[0])), key=lambda g: len(g[0]))
    return best[1], best[2]


def _entry(rule: Rule, example: Example, source: str) -> str:
    kind = str(rule.severity)
    if rule.optional:
        kind += ", kan slås fra" if rule.on else ", slået fra; kan slås til"
    message, hint = map(escaped, rule.summary("da"))
    hint = f" {hint}" if hint else ""
    return (
        f"### {rule.code}\n\n"
        f"*{kind[0].upper()}{kind[1:]}.* {message}{hint}\n\n"
        f"Forkert{_where(example)}:\n\n{_shown(example.wrong)}\n"
        f"Rigtigt:\n\n{_shown(example.right)}\n"
        f"Kilde: {source}.\n"
    )


def escaped(text: str) -> str:
    """A text with Markdown's signs as they are."""
    for character in "\\<*_[":
        text = text.replace(character, f"\\{character}")
    return text


def _where(example: Example) -> str:
    if example.file == "møde":
        return (
            f" (med `{'; '.join(example.forum.splitlines())}` i forum.yaml)"
            if example.forum
            else ""
        )
    return {"forum": " (forum.yaml)", "pdf.yaml": " (pdf.yaml)", "Word": ""}[example.file]


def _shown(text: str) -> str:
    visible = "".join(c if c.isprintable() or c == "\n" else f"⟨U+{ord(c):04X}⟩" for c in text)
    return indent(visible, "    ") + "\n"


def all_rules() -> dict[str, Rule]:
    """Every rule of the program by its code, in the order of the codes."""
    return dict(sorted((rule.code, rule) for rule in every_rule()))


def every_rule() -> Iterator[Rule]:
    """The constants of every module that are rules; one that is imported comes more than once."""
    for module in pkgutil.walk_packages(moedebog.__path__, "moedebog."):
        if module.name != "moedebog.__main__":
            values = vars(importlib.import_module(module.name)).values()
            yield from (value for value in values if isinstance(value, Rule))
