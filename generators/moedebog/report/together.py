"""What people at a terminal or in a log are told first: each thing once, and the worst last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from moedebog.diagnostics import Phrase, Severity, counted, tally
from moedebog.report import Finding

_EACH = Phrase(
    "Den første står her; -v viser dem alle (make: VERBOSE=1).",
    "The first stands here; -v shows them all (make: VERBOSE=1).",
)
_WORST_LAST = tuple(reversed(Severity))
_MOST_FILES = 10
"""Files in the summary: it must not push what it sums up off the screen."""
_MORE_FILES = Phrase("fil mere", "file more"), Phrase("filer mere", "files more")


def gathered(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where those of a rule that is told together are one, at the first's place."""
    counts = Counter(finding.code for finding in findings if finding.rule.together)
    told: list[Finding] = []
    seen: set[str] = set()
    for finding in findings:
        number = counts[finding.code]
        if number < 2:
            told.append(finding)
        elif finding.code not in seen:
            seen.add(finding.code)
            told.append(replace(finding, stands_for=number))
    return told


def all_of_them(finding: Finding) -> Phrase | None:
    """What is said of a finding that stands for several; ``None`` for one that does not."""
    together = finding.rule.together
    if finding.stands_for == 1 or together is None:
        return None
    return together.put(antal=finding.stands_for) + " " + _EACH


def worst_last(findings: Iterable[Finding]) -> list[Finding]:
    """Hints, then warnings, then errors: one who looks at a terminal sees its last lines."""
    return sorted(findings, key=lambda finding: _WORST_LAST.index(finding.severity))


def by_file(findings: Iterable[Finding]) -> Iterator[Phrase]:
    """How many findings each file has, the worst last; nothing where it is one file."""
    numbers: dict[str, Counter[Severity]] = {}
    for finding in findings:
        if finding.stands_for == 1:
            numbers.setdefault(finding.position.file, Counter())[finding.severity] += 1
    if len(numbers) < 2:
        return
    files = sorted(numbers, key=lambda name: [numbers[name][severity] for severity in Severity])
    hidden = len(files) - _MOST_FILES
    if hidden > 0:
        yield Phrase.same("… ") + counted(hidden, *_MORE_FILES)
    for name in files[-_MOST_FILES:]:
        yield Phrase.same(f"{name}: ") + tally(numbers[name].elements())
