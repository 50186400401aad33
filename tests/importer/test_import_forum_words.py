"""What a forum says otherwise is read again: its word for an item, the wording of sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import render, run
from moedebog.document import Document
from support import document, document_lines

MEETING = """
    sted: Stuen
    moedeleder: Aase Ager
    underskriftsark: ja
    faktisk_start: "10:05"
    faktisk_slut: "11:25"
    afbud: [Bo Bæk]
    punkter:
      - titel: Ny sti om søen
        tillaeg: ja
        ankom: [{navn: Cai Dal, tid: "10:10"}]
        forlod: [Dora Elm]
        gaester: [Dan Eg]
        sagsfremstilling: Stien er for smal til to.
        indstilling: {fra: Direktionen, at: [stien bygges, stien betales]}
        bilag: [{titel: Kort over søen}, {titel: Billeder fra mødet, udsendes_med: referat}]
      - titel: En sag om nogen
        lukket: {grund: Personsag}
      - titel: Træer ved søen
        tillaeg_grund: Det haster
        sagsfremstilling: De er høje.
      - {titel: Bænke ved søen, udfald: udgaar}
"""


def forum(policy: str) -> str:
    return f"""
        navn: Udvalget
        navn_i_saetning: udvalget
        medlemmer: [Aase Ager, Bo Bæk, Cai Dal, Dora Elm]
        politik: {{fravaer_under_punkter: ja, {policy}}}
    """


def again(made: Document, policy: str, tmp_path: Path) -> Document:
    """The document of what is imported of a document's Word file, into the same forum."""
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(forum(policy), encoding="utf-8")
    file = tmp_path / "gammelt.docx"
    file.write_bytes(render(made)[0])
    return run(file, tmp_path).document()


def plain(document: Document) -> list[str]:
    return [line.replace("\u00a0", " ") for line in document_lines(document)]


@pytest.mark.parametrize(
    "policy",
    [
        *("punktord: Sag", "punktord: Emne", "punktord: Dagsordenspunkt", "punktord: Tema"),
        *("punktord: Indlæg", "punktord: Pkt.", "punktord: §", "punktord: Ad", "punktord: ''"),
        *("punktord: Byggesag", "punktord: Spørgsmål", "indstilling_ordlyd: til_modtager"),
        "underskriftsark_tekst: Vi tiltræder det.",
    ],
)
def test_a_document_in_a_forums_words_comes_back_as_it_was(policy: str, tmp_path: Path) -> None:
    made = document(MEETING, forum_text=forum(policy))
    assert plain(again(made, policy, tmp_path)) == plain(made)


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ("punktord: Sag", ("punktord", "Sag")),
        ("punktord: Indlæg", ("punktord", "Indlæg")),
        ("indstilling_ordlyd: til_modtager", ("indstilling_ordlyd", "til_modtager")),
    ],
)
def test_a_forum_that_is_drafted_has_its_words(
    policy: str, found: tuple[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "gammelt.docx"
    file.write_bytes(render(document(MEETING, forum_text=forum(policy)))[0])
    result = run(file, tmp_path)
    assert found in result.forum["politik"].items()


def test_another_wording_than_the_forums_stays_as_it_was(tmp_path: Path) -> None:
    made = document(MEETING, forum_text=forum("indstilling_ordlyd: til_modtager"))
    lines = document_lines(again(made, "indstilling_ordlyd: at_modtager", tmp_path))
    assert "Direktionen indstiller til udvalget, at:" in lines


def test_another_word_than_the_forums_is_kept_as_text(tmp_path: Path) -> None:
    made = document(MEETING, forum_text=forum("punktord: Sag"))
    lines = plain(again(made, "punktord: Punkt", tmp_path))
    assert "Sagen udgik." in lines
    assert "Punkt 2: Lukket sag" in lines


FORWARDED = """
    sted: Stuen
    punkter:
      - titel: Ny sti om søen
        afsnit:
          - slags: sag
            overskrift: Sag fra Teknikudvalget
            afsnit:
              - {slags: sagsfremstilling, tekst: Stien er for smal til to.}
              - {slags: oekonomi, tekst: Den koster 3 mio. kr.}
          - {slags: beslutning, udfald: udgaar}
      - {titel: Bænke ved søen, sagsfremstilling: De er gamle.}
"""


def test_an_item_taken_off_after_a_forwarded_case_is_one(tmp_path: Path) -> None:
    made = document(FORWARDED, forum_text=forum("punktord: Punkt"))
    file = tmp_path / "gammelt.docx"
    file.write_bytes(render(made)[0])
    result = run(file, tmp_path)
    assert "udfald: udgaar" in result.text
    assert "Punktet udgik." not in result.text
    assert "Punktet udgik." in plain(result.document())
