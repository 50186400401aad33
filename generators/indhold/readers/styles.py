"""The little of CSS by which words are made unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SIGN = re.compile(r"[{};@]")
_SIMPLE = re.compile(r"(?:([\w-]*)([.#])([\w-]+)|([\w-]+))$")
_SMALL = re.compile(r"0+(?:\.0+)?(?![\d.])|(?:0?\.\d+|1(?:\.0*)?)\s*(?:px|pt)\b")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|in|cm)|-9{3,}")
_WHITE = re.compile(
    r"(?i)(?:white|#fff(?:f?|fff(?:ff)?)|window|rgba?\(\s*255\s*[, ]\s*255\s*[, ]\s*255\b.*)$"
)
_MOST_SELECTORS = 20_000


def words(listed: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(listed.split())


class Style(dict[str, str]):
    """Declarations: property -> value, in small letters."""

    @property
    def hides(self) -> bool:
        """Whether it takes words out of sight."""
        return (
            self.get("display") == "none"
            or self.get("visibility") in ("hidden", "collapse")
            or self.get("mso-hide") == "all"
            or bool(re.match(r"0(?:\.0*)?(?:%|$)", self.get("opacity", "1")))
            or bool(_SMALL.match(self.get("font-size", "9pt")))
            or any(_FAR.match(self.get(key, "")) for key in ("text-indent", "left", "top"))
            or self.get("color") == "transparent"
        )

    @property
    def paints(self) -> bool:
        """Whether something else than white may be behind the words."""
        return any(
            key.startswith("background")
            and not re.match(r"none|transparent|inherit|initial", value)
            and not self.is_white(value)
            for key, value in self.items()
        )

    @staticmethod
    def is_white(colour: str) -> bool:
        """Whether a colour is white."""
        return bool(_WHITE.match(colour.strip()))

    def __or__(self, other: Mapping[str, str]) -> Style:  # type: ignore[override]
        return Style({**self, **other}) if other else self


def declarations(style: str) -> Style:
    """What a ``style`` attribute says, or a rule between its brackets."""
    pairs = (one.partition(":") for one in style.lower().split(";"))
    return Style(
        (key.strip(), value.replace("!important", "").strip()) for key, sign, value in pairs if sign
    )


class Sheet:
    """Rules for elements, classes and ids alone; those for certain screens are left out."""

    def __init__(self, css: str) -> None:
        self._rules: dict[str, Style] = {}
        for rule in _without_conditions(_COMMENT.sub("", css)).split("}"):
            selectors, _, body = rule.partition("{")
            for selector in selectors.split(","):
                match = _SIMPLE.match(selector.strip()[:200])
                if match and len(self._rules) < _MOST_SELECTORS:
                    key = f"{match[2]}{match[3]}" if match[2] else match[4]
                    self._rules[key] = self._rules.get(key, Style()) | declarations(body)

    def __contains__(self, name: str) -> bool:
        """Whether there is a rule for all elements of a name."""
        return name in self._rules

    def of(self, name: str, attributes: Mapping[str, str]) -> Style:
        """What holds for an element."""
        style = self._rules.get(name, Style())
        for one in attributes.get("class", "").split():
            style |= self._rules.get(f".{one}", Style())
        return style | self._rules.get(f"#{attributes.get('id', '')}", Style())


def _without_conditions(css: str) -> str:
    """Without ``@media`` and its like, whose rules stand in brackets within brackets."""
    kept, depth, start = [], 0, 0
    is_condition = False
    for match in _SIGN.finditer(css):
        sign = match[0]
        if sign == "@":
            if depth == 0 and not is_condition:
                kept.append(css[start : match.start()])
                is_condition = True
        elif sign == "{":
            depth += 1
        else:
            depth -= sign == "}" and depth > 0
            if is_condition and depth == 0:  # ``@import`` ends with a semicolon
                is_condition, start = False, match.end()
    if not is_condition:
        kept.append(css[start:])
    return "".join(kept)
