"""``python tools/build_rules.py``: writes docs/regler.md, and rules and formats into the schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "generators"))

from editor_help import with_help  # noqa: E402
from moedebog.diagnostics import Rule, Severity  # noqa: E402
from moedebog.render.formats import FORMATS  # noqa: E402
from moedebog.rulebook import all_rules  # noqa: E402
from moedebog.rulebook.page import escaped, page  # noqa: E402

PAGE = ROOT / "docs" / "regler.md"
SCHEMA = ROOT / "schemas" / "forum.schema.json"


def schema(rules: dict[str, Rule] | None = None) -> str:
    """The forum's schema with all formats, and every rule that may be turned on or off.

    Of all rules, or of these.
    ``x-fejl``: the codes of the others, for whoever tries to.
    """
    rules = rules or all_rules()
    whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
    whole["$defs"]["format"]["enum"] = list(FORMATS)
    whole["$defs"]["format"]["enumDescriptions"] = [one.name for one in FORMATS.values()]
    whole["$defs"]["regler"]["properties"] = {
        code: {
            "title": code,
            "description": escaped(rule.summary("da")[0]),
            "$ref": "#/$defs/janej",
            "default": rule.on,
            "examples": ["nej" if rule.on else "ja"],
        }
        for code, rule in rules.items()
        if rule.severity is not Severity.ERROR
    }
    whole["$defs"]["regler"]["x-fejl"] = [
        code for code, rule in rules.items() if rule.severity is Severity.ERROR
    ]
    return json.dumps(with_help(whole, "forum"), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")
