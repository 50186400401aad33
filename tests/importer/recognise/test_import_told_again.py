"""An agenda that is told again below: each item has its minutes, and nothing else has."""

from __future__ import annotations

from pathlib import Path

from import_support import document_words, imported
from moedebog.document import Kind
from moedebog.importer.recognise.told_again import ANSWERED, BY_NUMBERS, TWICE

HEAD = "Prøverådets møde den 3. marts 2025 kl. 16.00\n\n"


def test_without_a_heading_the_second_telling_is_the_minutes_and_is_marked(tmp_path: Path) -> None:
    agenda = "1. Velkomst\nVed Bo Prøve.\n\n2. Plan\nVed Kim Test.\n\n3. Eventuelt\n\n"
    minutes = "1. Velkomst\nBo bød velkommen.\n\n2. Plan\nVedtaget.\n\n3. Eventuelt\nIntet.\n"
    result = imported(HEAD + agenda + minutes, tmp_path)
    assert [one["titel"] for one in result.tree["punkter"]] == ["Velkomst", "Plan", "Eventuelt"]
    assert [one.get("tekst") for one in result.tree["punkter"]] == [
        "Ved Bo Prøve.",
        "Ved Kim Test.",
        None,
    ]
    assert result.text.count(f"# import: {TWICE}") == 1
    assert "vedtaget" not in document_words(result.document(Kind.DAGSORDEN))


def test_numbers_below_may_be_others(tmp_path: Path) -> None:
    agenda = "## Dagsorden\n### 1. Velkomst\n- ved Bo\n### 2. Plan\n- ved Kim\n\n## Referat\n"
    minutes = "### 4. Velkomst\nHej.\n### 5. Plan\nVedtaget.\n"
    result = imported(f"# {HEAD}{agenda}{minutes}", tmp_path, "gammelt.md")
    assert [(one["tekst"], one["beslutning"]) for one in result.tree["punkter"]] == [
        ("- ved Bo", "Hej."),
        ("- ved Kim", "Vedtaget."),
    ]


def test_an_agenda_may_be_quoted_and_answered(tmp_path: Path) -> None:
    text = "> 1. Velkomst\n> - ved Bo\n\nHej.\n\n> 2. Plan\n\nVedtaget.\n\n> 3. Eventuelt\n"
    result = imported(f"# {HEAD}{text}", tmp_path, "gammelt.md")
    first, second, third = result.tree["punkter"]
    assert (first["tekst"], first["beslutning"]) == ("- ved Bo", "> - ved Bo\n\nHej.\n")
    assert second["beslutning"] == "Vedtaget."
    assert "beslutning" not in third
    assert ANSWERED in result.text


def test_answers_in_sentences_are_joined_by_their_numbers_and_marked(tmp_path: Path) -> None:
    text = "Dagsorden:\n1. Dirigent\n2. Plan\n\n1. Bo Prøve blev valgt.\n2. Vedtaget med fem.\n"
    result = imported(f"Referat af {HEAD}{text}", tmp_path)
    assert [(one["titel"], one["beslutning"]) for one in result.tree["punkter"]] == [
        ("Dirigent", "Bo Prøve blev valgt."),
        ("Plan", "Vedtaget med fem."),
    ]
    assert result.text.count(BY_NUMBERS) == 1
