"""What a careful secretary would notice: rules across a whole meeting, each a plain function.

They see the meeting and its plan, decide nothing and change nothing. An error stops the
documents; a warning or a hint can be turned off, or on, in ``forum.yaml``
(``politik: regler:``). Every rule is documented in ``docs/regler.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from moedebog.compose import Plan, plan
from moedebog.diagnostics import Diagnostic, Problems, has_errors
from moedebog.load import Unsure, load
from moedebog.meeting import Meeting, Politik
from moedebog.rules import (
    accessible,
    afterwards,
    approved,
    approving,
    at_items,
    at_meeting,
    attached_files,
    closed,
    dates,
    deciders,
    decisions,
    disqualified,
    dissent,
    elected,
    elections,
    exposed,
    forms,
    gone_out,
    habilitet,
    illness,
    kept_files,
    lasting,
    lasting_attachments,
    outcomes,
    placeholders,
    presence,
    recalled,
    results,
    safe_ways,
    shape,
    statements,
    substitutes,
    tables,
    told_publicly,
    told_votes,
    typing,
    votes,
    withdrawn,
    wording,
)
from moedebog.rules.case import Case
from moedebog.workspace import MeetingFile, Workspace

__all__ = ["CHECKS", "Case", "Examined", "check", "examine", "sound", "wanted"]

CHECKS: tuple[Callable[[Case], Iterator[Diagnostic]], ...] = (
    dates.file_name,
    dates.dates_in_texts,
    dates.day_off,
    dates.sent_in_time,
    dates.late_items,
    dates.late_material,
    dates.actions,
    decisions.undecided,
    decisions.unanswered,
    decisions.eventuelt,
    decisions.closed_last,
    decisions.meetings_in_decisions,
    presence.recorded,
    presence.cancelled,
    presence.nobody,
    presence.leaders,
    statements.statements,
    forms.forms,
    forms.deadlines,
    presence.owners,
    disqualified.rulings,
    disqualified.seats,
    disqualified.roles,
    disqualified.dropped,
    at_items.beside,
    at_items.one_each,
    habilitet.told_in_texts,
    substitutes.called_in,
    substitutes.unmailed_ahead,
    illness.illness,
    votes.votes,
    votes.quorum,
    results.results,
    deciders.deciders,
    elections.elections,
    elected.elected_as_decided,
    told_votes.told_in_words,
    dissent.dissenters,
    dissent.voted_otherwise,
    dissent.other_letters,
    outcomes.outcomes,
    closed.closed_decisions,
    closed.told_to_nobody,
    closed.otherwise_told,
    told_publicly.told_publicly,
    statements.brought,
    statements.bringers,
    attached_files.attachments,
    attached_files.closed_and_open,
    attached_files.pictures,
    wording.personal_numbers,
    wording.headings,
    wording.misspelt,
    wording.links,
    wording.titles,
    typing.marks_in_titles,
    typing.twice_at,
    typing.keyboard_signs,
    wording.references,
    wording.missing_sections,
    placeholders.placeholders,
    approving.objections,
    approving.approves,
    shape.approved,
    shape.decided_in_breaks,
    approved.typed,
    approved.approved_again,
    approved.locked,
    lasting.numbers,
    lasting_attachments.attachments,
    exposed.open_before,
    recalled.open_again,
    gone_out.words_open_before,
    kept_files.kept,
    kept_files.orphaned,
    safe_ways.safe_ways,
    withdrawn.withdrawn,
    at_meeting.at_meeting,
    afterwards.corrections,
    afterwards.openings,
    tables.too_wide,
    accessible.links,
    accessible.pictures,
    accessible.layout,
    accessible.tables,
)


class Examined(Struct, frozen=True):
    """A meeting that was looked at."""

    plan: Plan
    diagnostics: list[Diagnostic]
    """In planning it, and by the rules."""
    inputs: set[Path]
    """Other files and folders that were looked at for it."""


def examine(
    ws: Workspace,
    file: MeetingFile,
    meeting: Meeting,
    unsure: Unsure,
    issuing: date | None = None,
    today: date | None = None,
) -> Examined:
    """Plan a meeting that could be read, and look at it; nothing is put into words for that.

    ``issuing``: the day on which the dagsorden would go out as it is now, where that is asked for.
    ``today``: by which it is told what is still to come, where that is known.
    """
    planned, diagnostics = plan(meeting)
    case = Case(planned, ws, file, issuing=issuing, today=today)
    diagnostics = [*attached_files.with_near_names(diagnostics, file.path.parent), *check(case)]
    return Examined(planned, unsure.settled(diagnostics), case.inputs)


def check(case: Case) -> list[Diagnostic]:
    """Everything that the rules find, also those that the forum has turned off."""
    return [finding for function in CHECKS for finding in function(case)]


def sound(ws: Workspace, file: MeetingFile) -> tuple[Meeting, Plan, list[Diagnostic]]:
    """A meeting of which documents can be made, its plan, and what is odd in it.

    Raises ``Problems`` where it cannot be read, or something in it is an error.
    """
    loaded = load(ws, file)
    if loaded.meeting is None:
        raise Problems(loaded.diagnostics)
    examined = examine(ws, file, loaded.meeting, loaded.unsure)
    found = wanted([*loaded.diagnostics, *examined.diagnostics], loaded.meeting.forum.politik)
    if has_errors(found):
        raise Problems(found)
    return loaded.meeting, examined.plan, found


def wanted(diagnostics: Iterable[Diagnostic], politik: Politik) -> list[Diagnostic]:
    """The findings that the forum wants to hear of; an error it always does."""
    choices = dict(politik.regler)
    return [f for f in diagnostics if not f.rule.optional or choices.get(f.code, f.rule.on)]
