"""``moedebog forklar``: what rules say, why, and how each is broken and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from textwrap import fill, indent

from moedebog.diagnostics import Language, Phrase, Rule, UsageProblem
from moedebog.examples import Example
from moedebog.guesses import several
from moedebog.rulebook import all_rules
from moedebog.rulebook.groups import group, source

_WIDTH = 80
"""How many characters a line of running text has at most."""
_NARROW = 40
"""Narrower than this no entry of the list is broken."""
_UNDER = " " * len("  M000 ")

_TO_DO = Phrase("Det skal du gøre", "What to do")
_AT_FINDING = Phrase("Det står ved hvert fund.", "Each finding tells.")
_REASON = Phrase("Hvorfor", "Why")
_WRONG = Phrase("Forkert", "Wrong")
_RIGHT = Phrase("Rigtigt", "Right")
_SOURCE = Phrase("Kilde", "Source")


def explain(
    typed: Collection[str], language: Language = "da", width: int | None = None
) -> Iterator[str]:
    """The lines that tell of rules, by their codes as they were typed; of none: a list of all.

    ``width``: that of the terminal, in characters; without one each entry of the list is a line.
    Raises ``UsageProblem``, before the first line, for a code that no rule has.
    """
    rules = all_rules()
    codes = dict.fromkeys(code.upper() for code in typed)
    for code in codes:
        if code not in rules:
            raise UsageProblem(_unknown(code, rules))
    if codes:
        return _entries(map(rules.__getitem__, codes), language)
    return _list(rules, language, width)


def needs(example: Example, language: Language = "da") -> str:
    """In brackets, which file is shown where it is no meeting file, or what that needs."""
    match example.file:
        case "møde" if example.forum:
            lines = "; ".join(example.forum.splitlines())
            beside = Phrase(f" (med `{lines}` i forum.yaml)", f" (with `{lines}` in forum.yaml)")
            return beside.within(language)
        case "forum":
            return " (forum.yaml)"
        case "pdf.yaml":
            return " (pdf.yaml)"
    return ""


def shown(text: str) -> str:
    """An example, indented; characters that cannot be seen are told by their number."""
    visible = "".join(c if c.isprintable() or c == "\n" else f"⟨U+{ord(c):04X}⟩" for c in text)
    return indent(visible, "    ")


def _entries(rules: Iterable[Rule], language: Language) -> Iterator[str]:
    for number, rule in enumerate(rules):
        if number:
            yield ""
        yield from _entry(rule, language)


def _entry(rule: Rule, language: Language) -> Iterator[str]:
    message, hint = rule.summary(language)
    yield f"{rule.code}: {_kind(rule).within(language)}"
    yield ""
    yield fill(message, _WIDTH)
    for title, text in (
        (_TO_DO, _AT_FINDING.within(language) if hint == "…" else hint),
        (_REASON, rule.reason.within(language)),
    ):
        if text:
            yield ""
            yield fill(f"{title.within(language)}: {text}", _WIDTH)
    yield f"\n{_WRONG.within(language)}{needs(rule.example, language)}:\n"
    yield shown(rule.example.wrong)
    yield f"\n{_RIGHT.within(language)}:\n"
    yield shown(rule.example.right)
    yield ""
    yield fill(f"{_SOURCE.within(language)}: {source(rule).within(language)}.", _WIDTH)


def _kind(rule: Rule) -> Phrase:
    """How bad it is, and whether and how a forum may turn the rule off or on."""
    kind = Phrase(rule.severity.value, rule.severity.english)
    if not rule.optional:
        return kind + Phrase(", kan ikke slås fra", ", cannot be turned off")
    if rule.on:
        means = f"politik: {{regler: {{{rule.code}: nej}}}}"
        return kind + Phrase(
            f", kan slås fra i forum.yaml med {means}",
            f", can be turned off in forum.yaml by {means}",
        )
    means = f"politik: {{regler: {{{rule.code}: ja}}}}"
    return kind + Phrase(
        f", er slået fra; slås til i forum.yaml med {means}",
        f", is off; can be turned on in forum.yaml by {means}",
    )


def _list(rules: dict[str, Rule], language: Language, width: int | None) -> Iterator[str]:
    """All rules, each in an entry, under the headings of the rule book."""
    heading = ""
    for code, rule in rules.items():
        its = group(code).heading.within(language)
        if its != heading:
            if heading:
                yield ""
            heading = its
            yield heading
        kind = rule.severity.value if language == "da" else rule.severity.english
        entry = f"  {code} {kind}: {rule.summary(language)[0]}"
        yield _wrapped(entry, width) if width else entry


def _wrapped(entry: str, width: int) -> str:
    width = max(width, _NARROW)
    return fill(entry, width, subsequent_indent=_UNDER, break_on_hyphens=False)


def _unknown(code: str, rules: dict[str, Rule]) -> Phrase:
    whole = f"M{code.removeprefix('M').replace('O', '0'):0>3}"
    near = [whole] if whole in rules else several(code, rules)
    if near:
        *others, last = near
        listed = ", ".join(others)
        meant = Phrase.same(last)
        if others:
            meant = Phrase(f"{listed} eller {last}", f"{listed} or {last}")
        return Phrase(
            f"Der er ingen regel {code}. Mente du {meant}?",
            f"There is no rule {code}. Did you mean {meant.english}?",
        )
    return Phrase(
        f"Der er ingen regel {code}. Skriv moedebog forklar uden en kode for at se dem alle.",
        f"There is no rule {code}. Write moedebog forklar without a code to see them all.",
    )
