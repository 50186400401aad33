"""The meeting file is made until it has no errors: what makes one is put down more plainly."""

from __future__ import annotations

from pathlib import Path

from moedebog import cpr, rules, schema, source
from moedebog.compose import Plan, plan
from moedebog.diagnostics import Diagnostic, Phrase, Severity, UsageProblem
from moedebog.document import Audience
from moedebog.importer.budget import Budget
from moedebog.importer.joint import Bodies
from moedebog.importer.recognise import Draft, Labels, flat, known_names
from moedebog.importer.write import gaps, yaml_text
from moedebog.importer.write.meeting import meeting
from moedebog.importer.write.once import told_once
from moedebog.importer.write.plainer import plainer, plainer_cover
from moedebog.importer.write.setting import Setting
from moedebog.normalise import normalise

_MOST_ROUNDS = 40
"""So often the file is tried anew at most."""


def written(draft: Draft, bodies: Bodies, path: Path, schema_path: str, budget: Budget) -> str:
    """The text of the meeting file: one that has no errors.

    Raises ``UsageProblem`` where even the plainest has some.
    """
    order = yaml_text.order_of(schema.load("meeting"))
    heading = (
        f"# yaml-language-server: $schema={schema_path}\n"
        "# Importeret. Hvor der står »# import:«, er noget usikkert. Se efter, og slet linjen.\n"
    )
    for _ in range(min(2 * len(draft.items) + 5, _MOST_ROUNDS)):
        budget.tick()
        names = known_names(draft.cover, bodies.together)
        tree = gaps.marked(meeting(Setting(draft, bodies, path.parent, names.__contains__)))
        tree = told_once(tree, draft.items)
        text = yaml_text.dump(tree, order, heading)
        errors, planned = _checked(text, bodies, path)
        if not errors:
            if planned is not None and (_keep_lines(draft, planned) | _keep_labels(draft, planned)):
                continue
            return text
        codes: dict[int, set[str]] = {}
        at = _items_at(text)
        for error in errors:
            codes.setdefault(at[min(error.position.line, len(at) - 1)], set()).add(error.code)
        if not codes.keys() - {-1} and not plainer_cover(draft, codes[-1]):
            break
        draft.items = [
            plainer(item, codes[number]) if number in codes else item
            for number, item in enumerate(draft.items)
        ]
    why = Phrase(errors[0].texts("da")[0], errors[0].texts("en")[0])
    raise UsageProblem(
        Phrase(
            f"Dokumentet kunne ikke omsættes til en mødefil: {why}",
            f"The document could not be made into a meeting file: {why.english}",
        )
    )


def _keep_lines(draft: Draft, planned: Plan) -> bool:
    """Keeps the lines *Fraværende* that moedebog does not print the same by itself.

    True where there is another one than before.
    """
    kept = False
    for item, own in zip(flat(draft.items), planned.items, strict=True):
        named = {one.navn for one in item.absent or ()}
        printed = [set(planned.told_missing(own, audience)) for audience in Audience]
        if item.absent_lines and not item.absent_kept and named not in printed:
            item.absent_kept = kept = True
    if kept and _MISSING not in draft.notes:
        draft.notes.append(_MISSING)
    return kept


_MISSING = (
    "hvem der manglede under et punkt, står der som tekst; manglede de hele mødet, så skriv dem "
    "som afbud, ellers som ankom eller forlod"
)


def _keep_labels(draft: Draft, planned: Plan) -> bool:
    """Keeps the labels of attachments where moedebog would give others by itself.

    First those that it would give to none: without them the others may follow. True where there are
    some that were not kept before.
    """
    owners = [(draft.labels, planned.whole.bilag)]
    pairs = zip(flat(draft.items), planned.items, strict=True)
    owners += [(item.labels, own.bilag) for item, own in pairs]
    others: list[tuple[Labels, int]] = []
    by_itself: set[str] = set()
    for labels, bilag in owners:
        printed = [one.nr for one in sorted(bilag, key=lambda one: one.bilag.position)]
        by_itself |= set(printed)
        if len(printed) == len(labels.typed):
            both = enumerate(zip(labels.typed, printed, strict=True))
            wrong = [at for at, (typed, nr) in both if typed and typed != nr]
            others += [(labels, at) for at in wrong if at not in labels.kept]
    foreign = [(labels, at) for labels, at in others if labels.typed[at] not in by_itself]
    for labels, at in foreign or others:
        labels.kept.add(at)
    return bool(others)


def _checked(text: str, bodies: Bodies, path: Path) -> tuple[list[Diagnostic], Plan | None]:
    """The errors of a meeting file before it is written, and what may be a personal number.

    Also the meeting as it is printed, where it can be.
    """
    planned: Plan | None = None
    tree, found = source.parse(text.encode(), path.name)
    if tree is not None:
        found += schema.check(tree, "meeting")
    if tree is not None and not _errors(found):
        read, more = normalise(tree, bodies.own, path, bodies.others)
        found += more
        if read is not None:
            planned, more = plan(read)
            found += [*more, *rules.check(rules.Case(planned))]
    perhaps = [d for d in rules.wanted(found, bodies.own.politik) if d.rule is cpr.PERHAPS]
    return _errors(found) + perhaps, planned


def _errors(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def _items_at(text: str) -> list[int]:
    """Index of the item that stands in each line of the file, from line 1; -1 before the first."""
    found = [-1]
    begun = False
    for line in text.split("\n"):
        begun = begun or line == "punkter:"
        found.append(found[-1] + (begun and line.startswith("  - ")))
    return found
