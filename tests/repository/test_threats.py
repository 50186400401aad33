"""What may leak (``docs/sikkerhed.md``): the table names tests that there are, and has all."""

from __future__ import annotations

import re

import pytest

from moedebog import workspace
from moedebog.cli.table import COMMANDS
from moedebog.render.formats import FORMATS
from moedebog.settings.command import Mail
from support import ROOT
from threats import PAGE, ROWS, patterns

TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PLACES = {
    value
    for name, value in vars(workspace).items()
    if name.isupper() and isinstance(value, str) and not name.startswith("_")
}
OF_PEOPLE = {workspace.MEETINGS, workspace.FORUM_FILE, workspace.SETTINGS_FILE, workspace.OUTPUT}
"""What people write, and the folder in which all outputs lie."""


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_row_says_what_stops_it_and_names_tests_that_there_are(row: list[str]) -> None:
    assert len(row) == 4
    assert all(row)
    named = TEST.findall(row[3])
    assert named
    assert TEST.sub("", row[3]).strip(" ,") == ""
    for file, test in named:
        assert f"def {test}(" in (ROOT / file).read_text(encoding="utf-8"), (file, test)


def test_every_command_folder_record_and_format_has_a_row() -> None:
    ways = " ".join(row[1] for row in ROWS)
    commands = set(re.findall(r"`([a-z-]+)`", ways))
    assert commands == {one.name for one in COMMANDS}
    files = " ".join(patterns())
    for place in PLACES - OF_PEOPLE:
        assert place in files, place
    for suffix in FORMATS:
        assert f"output/*.{suffix}" in files
        assert f"Formatet {suffix} " in PAGE
    assert Mail(afsender="a@example.org").protokol in files
