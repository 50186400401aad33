"""Pieces -> the draft of a meeting, in which every word of the document has a place.

``draft_of`` makes the draft; what has a form of its own (votes, attachments, an indstilling …) is
recognised in the pieces of a section by the functions beside it. Nothing here knows how a meeting
file is written.
"""

from moedebog.importer.recognise.actions import actions_in
from moedebog.importer.recognise.allowed_names import known_names
from moedebog.importer.recognise.answers import (
    Answer,
    Answers,
    answers_in,
    as_entry,
    brought,
    follows,
    outcome,
    told_by,
)
from moedebog.importer.recognise.attachments import (
    Attachment,
    are_closed,
    attachments_in,
    labels_in,
    same_attachment,
)
from moedebog.importer.recognise.cover import Cover
from moedebog.importer.recognise.draft import (
    Closing,
    Draft,
    DraftItem,
    DraftSection,
    EmptyGroup,
    Labels,
    flat,
)
from moedebog.importer.recognise.elections import begins_election, election_in, is_election
from moedebog.importer.recognise.endings import ANY_ITEM
from moedebog.importer.recognise.headings import AFTER_DECISION, OTHER_BODY
from moedebog.importer.recognise.late import late_sentences, means, tells_of_late
from moedebog.importer.recognise.minutes import PROPOSED
from moedebog.importer.recognise.people import Someone, contact
from moedebog.importer.recognise.recommendation import Recommendation, recommendation_in
from moedebog.importer.recognise.start import Start
from moedebog.importer.recognise.title import Title, in_short, under_items
from moedebog.importer.recognise.votes import Known, statements_in, votes_in
from moedebog.importer.recognise.whole import draft_of

__all__ = [
    "AFTER_DECISION",
    "ANY_ITEM",
    "OTHER_BODY",
    "PROPOSED",
    "Answer",
    "Answers",
    "Attachment",
    "Closing",
    "Cover",
    "Draft",
    "DraftItem",
    "DraftSection",
    "EmptyGroup",
    "Known",
    "Labels",
    "Recommendation",
    "Someone",
    "Start",
    "Title",
    "actions_in",
    "answers_in",
    "are_closed",
    "as_entry",
    "attachments_in",
    "begins_election",
    "brought",
    "contact",
    "draft_of",
    "election_in",
    "flat",
    "follows",
    "in_short",
    "is_election",
    "known_names",
    "labels_in",
    "late_sentences",
    "means",
    "outcome",
    "recommendation_in",
    "same_attachment",
    "statements_in",
    "tells_of_late",
    "told_by",
    "under_items",
    "votes_in",
]
