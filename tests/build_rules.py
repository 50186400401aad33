"""``python tests/build_rules.py``: writes docs/regler.md, and the rules into the forum's schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "generators"))

from moedebog.diagnostics import Rule, Severity  # noqa: E402
from rule_examples import EXAMPLES, GROUPS, Example  # noqa: E402
from support import all_rules  # noqa: E402

PAGE = ROOT / "docs" / "regler.md"
SCHEMA = ROOT / "schemas" / "forum.schema.json"

INTRODUCTION = """\
# Regler

<!-- Skrevet af `python tests/build_rules.py`; ret teksten i tests/rule_examples.py. -->

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
    message, hint = map(_escaped, rule.summary("da"))
    hint = f" {hint}" if hint else ""
    return (
        f"### {rule.code}\n\n"
        f"*{kind[0].upper()}{kind[1:]}.* {message}{hint}\n\n"
        f"Forkert{_where(example)}:\n\n{_shown(example.wrong)}\n"
        f"Rigtigt:\n\n{_shown(example.right)}\n"
        f"Kilde: {source}.\n"
    )


def _escaped(text: str) -> str:
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


def schema() -> str:
    """The forum's schema with every rule that may be turned on or off."""
    whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
    whole["$defs"]["regler"]["properties"] = {
        code: {
            "title": code,
            "description": _escaped(rule.summary("da")[0]),
            "$ref": "#/$defs/janej",
            "default": rule.on,
            "examples": ["nej" if rule.on else "ja"],
        }
        for code, rule in all_rules().items()
        if rule.severity is not Severity.ERROR
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
