"""``docs/regler.md``: a page of all rules."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent

from moedebog.diagnostics import Rule
from moedebog.examples import Example
from moedebog.rulebook import all_rules
from moedebog.rulebook.groups import group

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
        yield _entry(rule, rule.source or source)


def _entry(rule: Rule, source: str) -> str:
    kind = str(rule.severity)
    if rule.optional:
        kind += ", kan slås fra" if rule.on else ", slået fra; kan slås til"
    message, hint = map(escaped, rule.summary("da"))
    hint = f" {hint}" if hint else ""
    return (
        f"### {rule.code}\n\n"
        f"*{kind[0].upper()}{kind[1:]}.* {message}{hint}\n\n"
        f"Forkert{_where(rule.example)}:\n\n{_shown(rule.example.wrong)}\n"
        f"Rigtigt:\n\n{_shown(rule.example.right)}\n"
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
