"""``docs/regler.md``: a page of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moedebog.diagnostics import Rule
from moedebog.markdown.typed import CODE_SPAN
from moedebog.rulebook import all_rules
from moedebog.rulebook.explain import needs, shown
from moedebog.rulebook.groups import group, source

INTRODUCTION = """\
# Regler

<!-- Skrevet af `python tools/build_rules.py`; ret teksten,
hvor reglen står i generators/moedebog/. -->

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


def page(rules: dict[str, Rule] | None = None) -> str:
    """The whole of docs/regler.md; of all rules, or of these, in the order of their codes."""
    return "\n".join([INTRODUCTION, *_sections(rules or all_rules())])


def _sections(rules: dict[str, Rule]) -> Iterator[str]:
    heading = ""
    for code, rule in rules.items():
        its = group(code)
        if its.heading.danish != heading:
            heading = its.heading.danish
            yield f"## {heading}\n"
        yield _entry(rule, source(rule).danish)


def _entry(rule: Rule, comes_from: str) -> str:
    kind = str(rule.severity)
    if rule.optional:
        kind += ", kan slås fra" if rule.on else ", slået fra; kan slås til"
    message, hint = map(escaped, rule.summary("da"))
    hint = f" {hint}" if hint else ""
    reason = f"Hvorfor: {escaped(rule.reason.danish)}\n\n" if rule.reason.danish else ""
    return (
        f"### {rule.code}\n\n"
        f"*{kind[0].upper()}{kind[1:]}.* {message}{hint}\n\n"
        f"{reason}"
        f"Forkert{needs(rule.example)}:\n\n{shown(rule.example.wrong)}\n\n"
        f"Rigtigt:\n\n{shown(rule.example.right)}\n\n"
        f"Kilde: {comes_from}.\n"
    )


# A line between two letters or digits is none of Markdown's, nor is a backslash before one.
_SIGN = re.compile(r"\\(?![\w\s»…])|[<*\[]|(?<![^\W_])_|_(?![^\W_])")


def escaped(text: str) -> str:
    """A text that says in Markdown what it says as it stands; code spans stay what they are."""
    parts: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(text):
        parts += [_SIGN.sub(r"\\\g<0>", text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, _SIGN.sub(r"\\\g<0>", text[end:])])
