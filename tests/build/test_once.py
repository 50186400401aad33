"""A meeting is planned once for each command, and only what is drawn is put into words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, field

from mail_support import FORUM, MEETING, change, workspace
from moedebog import cli
from moedebog.compose import Composer, numbering
from moedebog.document import Audience, Document, Kind
from moedebog.workspace import Workspace
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT

pytestmark = pytest.mark.usefixtures("quick_renderers")

SETTINGS = "jobs: 1\nmail: {afsender: Sekretariatet <sekretariat@example.org>}\n"


class Counts(Struct):
    """What was worked out since the last look."""

    plans: Counter[str] = field(default_factory=Counter)
    """By the meeting's id."""
    documents: list[tuple[Kind, Audience]] = field(default_factory=list)

    def of(self, *command: str) -> tuple[dict[str, int], list[tuple[Kind, Audience]]]:
        """How often a command plans each meeting, and the documents that it composes."""
        self.plans.clear()
        self.documents.clear()
        assert cli.main([*command]) == 0
        return dict(self.plans), sorted(self.documents)


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = workspace(tmp_path, FORUM, MEETING)
    (tmp_path / "moedebog.yaml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def counts(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> Counts:
    counted = Counts()
    number, document = numbering.number, Composer.document

    def numbered(meeting: Any) -> Any:
        counted.plans[meeting.id] += 1
        return number(meeting)

    def composed(self: Composer, kind: Kind, audience: Audience) -> Document:
        counted.documents.append((kind, audience))
        return document(self, kind, audience)

    monkeypatch.setattr("moedebog.compose.planning.number", numbered)
    monkeypatch.setattr(Composer, "document", composed)
    return counted


ONCE = {"2025-09-12": 1}


def second_meeting(ws: Workspace) -> None:
    folder = ws.meetings / "udvalg"
    text = (folder / "2025-09-12.yaml").read_text(encoding="utf-8")
    (folder / "2025-10-10.yaml").write_text(text.replace("2025-09-12", "2025-10-10"), "utf-8")


def test_one_document_is_one_plan_and_one_document(counts: Counts) -> None:
    assert counts.of("referat", "2025-09-12") == (ONCE, [(REFERAT, OFFENTLIG)])
    assert counts.of("dagsorden", "2025-09-12") == (ONCE, [(DAGSORDEN, OFFENTLIG)])
    internal = counts.of("referat", "2025-09-12", "--audience", "intern")
    assert internal == (ONCE, [(REFERAT, INTERN)])
    assert counts.of("referat", "2025-09-12") == ({}, [])


def test_all_makes_two_documents_of_each_meeting_from_one_plan(
    ws: Workspace, counts: Counts
) -> None:
    second_meeting(ws)
    both = [(DAGSORDEN, OFFENTLIG), (REFERAT, OFFENTLIG)]
    assert counts.of("all") == ({**ONCE, "2025-10-10": 1}, sorted(both * 2))


def test_validate_puts_nothing_into_words(ws: Workspace, counts: Counts) -> None:
    second_meeting(ws)
    assert counts.of("validate") == ({**ONCE, "2025-10-10": 1}, [])


def test_validate_composes_where_a_character_may_not_be_drawn(
    ws: Workspace, counts: Counts
) -> None:
    change(ws, "En lang historie", "En lang historie \N{GREEK SMALL LETTER ALPHA}")
    plans, documents = counts.of("validate")
    assert plans == ONCE
    assert documents == sorted((kind, audience) for kind in Kind for audience in Audience)


READ_BACK = [(DAGSORDEN, INTERN), (DAGSORDEN, OFFENTLIG), (DAGSORDEN, OFFENTLIG)]
"""Two sources are kept, of the whole and of the public part, and each is planned again to see that
it tells what goes out: the whole both to the internal readers and which items the public sees."""


PROVEN = [(kind, audience) for kind in Kind for audience in Audience]
"""What the proof holds against each other: all that is said, and all that everybody may read."""


def test_mail_composes_what_each_reads_once(ws: Workspace, counts: Counts) -> None:
    both = [(DAGSORDEN, INTERN), (DAGSORDEN, OFFENTLIG)]
    plans, documents = counts.of("mail", "2025-09-12", "--doc", "dagsorden")
    assert plans == {"2025-09-12": 2 + 2}  # what is drawn is read from the disk by itself
    assert documents == sorted([*both * 2, *READ_BACK, *PROVEN])
    again = counts.of("mail", "2025-09-12", "--doc", "dagsorden")
    assert again == ({"2025-09-12": 1 + 2}, sorted([*both, *READ_BACK, *PROVEN]))


def test_mail_composes_what_is_held_back_once_for_all_who_lack_the_same(
    ws: Workspace, counts: Counts
) -> None:
    title = "  - titel: Cykelsti ved åen\n"
    change(ws, title, f"{title}    inhabil: [{{navn: Bo Bæk, erklaeret: ja}}]\n")
    all_of_it = "\npolitik:\n  tilbagehold_ved_inhabilitet: alt"
    change(ws, "navn: Prøveudvalget", f"navn: Prøveudvalget{all_of_it}", "forum.yaml")
    person = "      - {navn: Bo Bæk, email: bo@example.org}\n"
    change(ws, person, person + person.replace("bo@", "bo.to@"), "forum.yaml")
    counts.of("mail", "2025-09-12", "--doc", "dagsorden")
    plans, documents = counts.of("mail", "2025-09-12", "--doc", "dagsorden")
    assert plans == {"2025-09-12": 1 + 2}
    own = [(DAGSORDEN, INTERN)] * 2 + [(DAGSORDEN, OFFENTLIG)]
    assert documents == sorted([*own, *READ_BACK, *PROVEN])


def test_the_calendar_needs_no_document_but_for_its_proof(ws: Workspace, counts: Counts) -> None:
    assert counts.of("calendar", "--forum", "udvalg") == (ONCE, sorted(PROVEN))
