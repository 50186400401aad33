"""Over random histories of edits, branches and issues: what went out holds.

No number that was issued names another thing, unless that is allowed and listed; nothing goes
unsaid; and the list of changes, as data, leads from each version to the next. More of them are
tried with ``MOEDEBOG_HISTORIES=500``.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import version_support
from issue_histories import INTERNAL, PUBLIC, Meeting, told_of_renumbering
from moedebog.difference.changes import applied, diff
from moedebog.document import Kind
from moedebog.issued import dump, issued_file, of_meeting
from moedebog.load import load

HISTORIES = int(os.environ.get("MOEDEBOG_HISTORIES", "16"))
MOST = 60
"""So often an error is followed, at most, until none is left."""


def mend(meeting: Meeting) -> None:
    """Write what the errors say until there is none."""
    for _ in range(MOST):
        errors = sorted(meeting.errors(), key=lambda one: one.code == "M200")
        if not errors and not meeting.follow_warnings():
            return
        assert not errors or meeting.follow(errors[0]), (errors[0].message, errors[0].hint)
    raise AssertionError([str(one.message) for one in meeting.errors()])


def check_known(meeting: Meeting) -> None:
    """Each item is taken for what it is, and what has gone is told of."""
    name = {tag: own for own, tag in meeting.ids.items()}
    told = {str(one.values["id"]) for one in meeting.found if "id" in one.values}
    planned = meeting.planned()
    here = {one.tag for one in meeting.everything()}
    for thing, one in zip(meeting.everything(), planned.identified.of_items, strict=True):
        if one is not None:
            assert one.id == name.get(thing.tag), (thing.lines, one.item)
        elif thing.tag in meeting.versions[-1].numbers:
            assert name[thing.tag] in told, thing.lines
    for tag, (_, nr) in meeting.versions[-1].numbers.items():
        assert tag in here or not nr or name[tag] in told, (nr, name[tag])


def check_lists(meeting: Meeting) -> None:
    """The changes between any two versions, as data, make the one of the other."""
    of = version_support.versions(meeting.ws)
    issues = of.issues(Kind.DAGSORDEN)
    for audience in (PUBLIC, INTERNAL):
        for before, after in zip(issues, [*issues[1:], None], strict=True):
            since = of.since(Kind.DAGSORDEN, audience, before, until=after)
            assert not since.partly
            assert applied(since.before, since.changes) == since.after
            assert applied(since.before, diff(since.before, since.after)) == since.after


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_what_went_out_holds(tmp_path: Path, seed: int) -> None:
    meeting = Meeting(tmp_path, seed)
    assert meeting.errors() == []
    assert meeting.issue() == []
    for _ in range(meeting.chance.randint(2, 4)):
        for _ in range(meeting.chance.randint(1, 4)):
            meeting.edit()
        mend(meeting)
        meeting.settle()
        check_known(meeting)
        assert meeting.issue() == []
        assert told_of_renumbering(meeting) == []
    check_lists(meeting)


@pytest.mark.parametrize("seed", range(HISTORIES, HISTORIES + 4))
def test_two_branches_that_each_issued_are_an_error_until_it_is_mended(
    tmp_path: Path, seed: int
) -> None:
    ours = Meeting(tmp_path / "ours", seed)
    assert ours.errors() == []
    assert ours.issue() == []
    theirs = Meeting(tmp_path / "theirs", seed)
    assert theirs.errors() == []
    assert theirs.issue() == []
    theirs.chance.seed(seed + 1000)
    for branch in (ours, theirs):
        branch.edit()
        mend(branch)
        branch.settle()
        assert branch.issue() == []
    file, *_ = ours.ws.meeting_files()
    path = issued_file(file)
    last = of_meeting(theirs.ws, theirs.ws.meeting_files()[0], file.stem).udgaver[-1]
    own = of_meeting(ours.ws, file, file.stem).udgaver
    other = dump(file.stem, [last]).decode().replace(last.id, "deres-2").partition("udsendt:\n")[2]
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    for folder in (theirs.ws.issued, theirs.ws.issued_closed):
        if folder.is_dir():
            shutil.copytree(folder, ours.ws.root / folder.name, dirs_exist_ok=True)
    (found,) = [one for one in load(ours.ws, file).diagnostics if one.code == "M4693"]
    assert own[-1].id[:8] in str(found.message)
    assert "deres-2" in str(found.message)
    text = path.read_text("utf-8")
    head, _, tail = text.rpartition("version: 2\n")
    path.write_text(f"{head}version: 3\n{tail}", "utf-8")
    assert [one.version for one in of_meeting(ours.ws, file, file.stem).udgaver] == [1, 2, 3]
    assert "M4693" not in {one.code for one in load(ours.ws, file).diagnostics}
