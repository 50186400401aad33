"""The phrase book: each word that is printed in documents, mails and the calendar.

One language is one file, ``da.json``, in which each phrase stands with what a translator has to
know of it. A plan carries the book (``Plan.phrases``), and composing and rendering read words from
there alone. What is said to whoever uses the program stands with the rules instead.
"""

# Annotations are no strings here, which would have to be evaluated at each start.
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from moedebog.catalogue import (
    Afgoerelse,
    DagsordenStatus,
    Flertal,
    Form,
    Indsigelsessvar,
    ReferatStatus,
    Sagstype,
    Slags,
    Udfald,
    UdsendesMed,
    Valggrundlag,
)

FOLDER = Path(__file__).parent
"""Where the languages' files are."""


class PrintedPhrase(Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase as it stands in a language's file."""

    text: str | tuple[str, ...] | dict[str, str]
    """Itself, or several of one kind; what stands in braces is filled in."""
    about: str
    """What it is and what is filled in, for translators."""
    example: str
    """As it is printed."""


class Phrases(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The phrases of one language; its file says what each is, and what is filled in.

    Those of a kind that the catalogue knows are found by its words, those that differ between the
    two documents by ``dagsorden`` and ``referat``. What a forum calls its items is filled in by
    ``item_words``, which a plan has done.
    """

    language: str
    weekdays: tuple[str, str, str, str, str, str, str]
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    date: str
    date_without_year: str
    date_day_alone: str
    date_with_weekday: str
    short_date: str
    short_date_on_cover: str
    time_from: str
    time_from_to: str
    decimal_mark: str
    thousands_mark: str
    bytes: str
    kilobytes: str
    megabytes: str
    enumeration: str
    list_separator: str
    day_and_group: str
    people_separator: str
    parts_separator: str
    clause_separator: str
    labelled: str
    in_brackets: str
    left_out: str
    documents: dict[str, str]
    confidential: str
    dagsorden_status: dict[DagsordenStatus, str]
    referat_status: dict[ReferatStatus, str]
    status_cancelled: str
    status_cancelled_written: str
    page_of: str
    overview: str
    overview_number: str
    overview_title: str
    overview_time: str
    overview_kind: str
    overview_outcome: str
    overview_page: str
    label_meeting: str
    extraordinary: str
    label_time: str
    label_deadline: str
    label_began: str
    label_place: str
    label_link: str
    label_form: str
    forms: dict[Form, str]
    label_members: str
    label_participants: str
    label_present: str
    label_counted: str
    label_others: str
    whole_party: str
    label_took_part: str
    label_administration: str
    label_observers: str
    label_guests: str
    label_regrets: str
    label_absent: str
    label_no_answer: str
    label_came: str
    label_left: str
    label_away_for_a_while: str
    from_to: str
    label_chair: str
    label_minute_taker: str
    label_contact: str
    label_authority: str
    label_case: str
    label_approval: str
    approved_on: str
    approved_on_by: str
    approved_at: str
    approved_at_by: str
    approved_signed: str
    with_reservation: str
    approved_signed_by: str
    approved_later: str
    approved_item: str
    approved_unopposed: str
    approved_unopposed_until: str
    remarks_until: str
    mark_absent: str
    mark_unannounced: str
    mark_digital: str
    substitute: str
    substitute_for: str
    substitute_at_item: str
    at_item: str
    item_by_title: str
    came: str
    came_untimed: str
    came_back: str
    came_back_untimed: str
    left: str
    left_untimed: str
    left_and_came_back: str
    left_and_came_back_untimed: str
    led_item: str
    treated_before: str
    treated_before_on_day: str
    declared_disqualified: str
    declared_several: str
    found_disqualified: str
    found_disqualified_several: str
    found_free: str
    found_free_several: str
    disqualified_left: str
    disqualified: str
    took_part_instead: str
    administration_of_item: dict[str, str]
    observers_of_item: dict[str, str]
    guests_of_item: dict[str, str]
    absent_at_item: str
    item_word: str
    item_nouns: dict[str, str]
    items_definite: dict[str, str]
    items_plural: dict[str, str]
    case_number: str
    document_number: str
    kle: str
    late_item: str
    late_item_because: str
    approves: str
    taken_up: str
    follows_version: str
    item_kinds: dict[Sagstype, str]
    sections: dict[Slags, str]
    recommended: str
    recommended_by: str
    recommended_to: str
    recommended_to_by: str
    answer_word: str
    outcomes: dict[Udfald, str]
    withdrawn: str
    withdrawn_because: str
    brought_before: str
    brought_before_by: str
    brought_by: str
    brought_task: str
    proposal: str
    votes_for: str
    votes_against: str
    votes_abstained: str
    votes_blank: str
    votes_invalid: str
    one_vote: str
    several_votes: str
    vote_carried: str
    vote_carried_alone: str
    vote_rejected: str
    vote_not_enough: str
    vote_tied: str
    vote_counted: str
    result_carried: str
    result_rejected: str
    clause_abstained: str
    clause_blank: str
    clause_one_invalid: str
    clause_invalid: str
    tie_decided: dict[Afgoerelse, str]
    tie_decided_by_leader: str
    majority_needed: dict[Flertal, str]
    secret_ballot: str
    election: str
    elected: str
    ballot: str
    ballot_number: str
    election_bases: dict[Valggrundlag, str]
    election_list: str
    election_votes: str
    election_seats: str
    elected_names: str
    statement: str
    action_task: str
    action_owner: str
    action_deadline: str
    attachment: str
    attachment_of_item: str
    attachment_of_meeting: str
    numbered_item: str
    item_in_group: str
    empty_group: str
    adjourned: str
    remarks: str
    remarks_on_whole: str
    remark_on: str
    remark_answers: dict[Indsigelsessvar, str]
    no_remarks: str
    attachments: str
    attachments_label: str
    attachment_gap: str
    attachments_title: str
    attachments_file: str
    attachments_sent_with: str
    sent_with: dict[UdsendesMed, str]
    closed_item: str
    closed_section: str
    attachment_made_by: str
    attachment_to_come: str
    attachment_handed_out: str
    not_for_all: str
    not_for_all_untagged: str
    not_for_all_no_language: str
    not_for_all_no_title: str
    not_for_all_picture: str
    not_for_all_pictures: str
    not_for_all_scanned_page: str
    not_for_all_scanned_pages: str
    closed_attachment: str
    item_is_closed: str
    section_is_closed: str
    item_closed_to_public: str
    closed_at_meeting: str
    opened_at_meeting: str
    label_corrected: str
    status_corrected: str
    outcome_corrected: str
    correction_of: str
    correction_at: str
    correction_at_item: str
    correction_decided: str
    correction_by: str
    correction_whole: str
    treated_closed: str
    treated_closed_written: str
    closing_lifted: str
    closing_lifted_by: str
    section_closed_to_public: str
    attachment_closed_to_public: str
    withheld: str
    signatures: str
    signatures_name: str
    signatures_signature: str
    signatures_date: str
    signatures_reservation: str
    signatures_meaning: str
    entry_cancelled: str
    entry_deadline: str
    entry_written: str
    subject_cancelled: str
    subject_corrected: str
    subject_status: dict[str, str]
    subject_draft: str
    subject_part: str
    subject_uninvited: str
    mail_uninvited: str
    mail_uninvited_written: str
    mail_uninvited_calendar: str
    mail_uninvited_calendar_written: str
    mail_cancelled: str
    mail_cancelled_written: str
    mail_attached: dict[str, str]
    mail_draft: dict[str, str]
    mail_attached_corrected: dict[str, str]
    mail_approved: str
    mail_for_approval: str
    mail_remarks_until: str
    mail_remarks_from_members: str
    mail_unchanged: str
    mail_more: dict[str, str]
    mail_more_corrected: dict[str, str]
    mail_part: str
    mail_confidential: str
    mail_changed: str
    mail_left_out: str
    mail_left_out_below: str
    mail_left_out_alone: str
    mail_items: str
    mail_items_new: str
    mail_items_some_new: str
    mail_items_number: str
    mail_items_item: str
    mail_items_time: str
    mail_items_outcome: str
    mail_files: str
    mail_one_file: str
    mail_one_file_besides: str
    mail_without_attachments: str
    mail_closed_elsewhere: str
    mail_no_papers: str
    mail_calendar: str
    mail_calendar_deadline: str
    mail_regards: str
    changed_called: str
    changed_item_alone: str
    changed_called_within: str
    changed_subject: str
    changed_in_place: str
    changed_at_start: str
    changed_at_end: str
    changed_moved: str
    changed_deadline: str
    changed_time: str
    changed_end: str
    changed_days: str
    changed_place: str
    changed_link: str
    changed_cancelled: str
    changed_cancelled_written: str
    changed_held: str
    changed_held_written: str
    changed_status: str
    changed_status_none: str
    changed_approved: str
    changed_approved_alone: str
    changed_for_approval: str
    changed_for_approval_until: str
    changed_draft_again: str
    changed_forum: str
    changed_joint_new: str
    changed_joint_gone: str
    changed_joint_order: str
    changed_fact: str
    changed_fact_new: str
    changed_fact_gone: str
    changed_fact_label: str
    changed_fact_moved: str
    changed_people_new: str
    changed_people_gone: str
    changed_people_some_gone: str
    changed_people_order: str
    changed_item_new: str
    changed_item_gone: str
    changed_item_some_gone: str
    changed_item_withdrawn: str
    changed_item_withdrawn_because: str
    changed_item_postponed: str
    changed_item_postponed_because: str
    changed_item_back: str
    changed_item_number: str
    changed_item_number_new: str
    changed_item_number_gone: str
    changed_item_title: str
    changed_item_title_alone: str
    changed_item_title_now: str
    changed_item_after: str
    changed_item_first: str
    changed_item_group: str
    changed_item_group_none: str
    changed_item_group_some: str
    changed_group_title: str
    changed_group_new: str
    changed_group_gone: str
    changed_item_own: str
    changed_item_part: str
    changed_item_time: str
    changed_item_time_new: str
    changed_item_time_gone: str
    changed_item_times: str
    changed_item_times_along: str
    changed_item_times_entry: str
    changed_item_closed: str
    changed_item_closed_because: str
    changed_item_closed_reason: str
    changed_item_closed_unsaid: str
    changed_item_open: str
    changed_item_left_out: str
    changed_item_put_back: str
    changed_item_case: str
    changed_item_kind: str
    changed_item_more: str
    changed_item_line_new: str
    changed_item_line_gone: str
    changed_item_line_now: str
    changed_item_reason: str
    changed_item_reason_gone: str
    changed_text: str
    changed_text_alone: str
    changed_text_new: str
    changed_text_new_alone: str
    changed_text_gone: str
    changed_text_gone_alone: str
    changed_text_moved: str
    changed_text_moved_alone: str
    changed_text_now: str
    changed_text_now_alone: str
    changed_text_some_gone: str
    changed_text_look: str
    changed_text_look_alone: str
    changed_text_unknown: str
    changed_head_unknown: str
    changed_unknown: str
    changed_anonymised: str
    changed_layout: str
    changed_section_new: str
    changed_section_new_empty: str
    changed_correction_new: str
    changed_corrected: str
    changed_section_gone: str
    changed_section_some_gone: str
    changed_section_title: str
    changed_section_title_new: str
    changed_section_title_gone: str
    changed_section_title_some_gone: str
    changed_section_closed: str
    changed_section_some_closed: str
    changed_section_open: str
    changed_section_moved: str
    changed_section_some_moved: str
    changed_attachment: str
    changed_attachment_new: str
    changed_attachment_gone: str
    changed_attachment_some_gone: str
    changed_attachment_replaced: str
    changed_attachment_file: str
    changed_attachment_no_file: str
    changed_attachment_address: str
    changed_attachment_no_address: str
    changed_attachment_maker: str
    changed_attachment_no_maker: str
    changed_attachment_title: str
    changed_attachment_title_now: str
    changed_attachment_number: str
    changed_attachment_withdrawn: str
    changed_attachment_back: str
    changed_attachment_closed: str
    changed_attachment_closed_because: str
    changed_attachment_open: str
    changed_attachment_reason: str
    changed_attachment_moved: str
    changed_attachment_sent: str
    corrections: str
    corrections_since: str
    corrections_partly: str
    label_since: str
    same_wording: str
    documents_definite: dict[str, str]
    material_title: str
    material_here: str
    material_kind: str
    material_maker: str
    material_access: str
    material_closed: str
    material_pages: str
    material_one_page: str
    material_several_pages: str
    material_reading: str
    material_by_standard: str
    material_tagged: str
    material_made: str
    material_described: str
    material_picture: str
    material_partly: str
    material_untagged: str
    material_scanned: str
    material_more_pages: str
    material_taken_out: str
    material_taken_out_kinds: dict[str, str]
    material_signed: str
    material_back: str
    material_back_to_list: str
    material_to_come: str
    material_handed_out: str
    material_own_file: str
    material_web: str
    material_no_file: str
    material_page: str
    material_number: str
    material_volume: str
    material_overview: str
    material_overview_label: str
    material_all_read: str
    material_not_all_read: str
    material_listed: str
    material_listed_partly: str
    material_listed_undescribed: str
    material_listed_untagged: str
    material_listed_scanned: str
    material_listed_described: str
    material_listed_picture: str
    material_short_reading: str
    material_short_yes: str
    material_short_partly: str
    material_short_described: str
    material_short_no: str
    material_short_apart: dict[str, str]
    material_at_page: str
    material_page_in_volume: str
    material_in_volume: str
    version_issued: str
    issued_on: str
    version_draft: str
    supplement: str
    supplement_to: str
    supplement_to_version: str
    supplement_attachments: str
    supplement_besides: str
    mail_supplement: str
    mail_supplement_draft: str
    version_unissued: str
    extract: str
    extract_of_item: str
    extract_file: str
    label_extract_of: str
    extract_of: str
    extract_of_version: str
    extract_of_unissued: str
    extract_approval: dict[ReferatStatus, str]
    label_case_number: str
    extract_present: str
    extract_disqualified: str
    extract_partly: str
    extract_at_meeting: str
    extract_confirmed: str
    extract_date: str
    recalled: str
    recalled_by: str
    recalled_reason: str
    recalled_scope: str
    recalled_whole: str
    recalled_text: str
    recalled_attachments: str
    journal_version: str


@cache
def entries(language: str) -> dict[str, PrintedPhrase]:
    """The file of a language, e.g. ``da``. Raises ``OSError`` and ``msgspec.MsgspecError``."""
    data = (FOLDER / f"{language}.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, PrintedPhrase])


def load(language: str) -> Phrases:
    """The phrase book in a language. Raises as ``entries`` does, for a missing phrase too."""
    texts = {name: entry.text for name, entry in entries(language).items()}
    return msgspec.convert(texts, Phrases)


DANISH = load("da")
"""The phrases of Danish documents."""
