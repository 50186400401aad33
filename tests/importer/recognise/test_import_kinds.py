"""Written procedures and extraordinary meetings in the words that moedebog prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import imported

HEAD = "REFERAT\nUdvalget\nFredag den 12. september 2025\n\n"
ITEM = "\nPunkt 1: Budget\n\nBeslutning\nGodkendt.\n"


WRITTEN = """Svarfrist: lørdag den 20. september 2025 kl. 12.00
Form: Skriftlig behandling
Deltog i den skriftlige behandling: Anna Ager; Bo Bæk
Svarede ikke: Cara Dahl
"""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Form: Ekstraordinært møde\n", ["ekstraordinaert: ja"]),
        ("Møde: Ekstraordinært møde\n", ["ekstraordinaert: ja"]),
        (
            "Møde: Budgetmøde, ekstraordinært møde\n",
            ["titel: Budgetmøde", "ekstraordinaert: ja"],
        ),
        (
            WRITTEN,
            ["form: skriftlig", 'svarfrist: "2025-09-20 kl. 12.00"'],
        ),
    ],
)
def test_the_kind_of_meeting_is_read(lines: str, expected: list[str], tmp_path: Path) -> None:
    text = imported(f"{HEAD}{lines}{ITEM}", tmp_path).text
    assert [one for one in expected if f"\n{one}" not in text] == []
    assert "form: ekstraordinaert" not in text
    assert "ikke genkendt" not in text
