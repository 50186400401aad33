"""Who made an attachment, and which attachments somebody who cannot see may not be able to read."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from msgspec.structs import replace
from PIL import Image

from moedebog import kept, load
from moedebog.blocks import BulletList, LabelledList
from moedebog.compose import Composer, plan
from moedebog.difference import legacy, sums
from moedebog.document import ATTACHMENT_LIST, NOT_FOR_ALL, Audience, Document, Kind
from moedebog.examples import pdf
from moedebog.importer.pieces import text_piece
from moedebog.importer.recognise import attachments_in
from moedebog.load import Loaded
from moedebog.looked import Looks
from moedebog.meeting import Meeting, Utilgaengelig
from moedebog.rules.looked_into import attached_of, findings
from moedebog.typography import plain_spaces
from moedebog.workspace import Workspace
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT
from texts import block_lines, lines

FORUM = "navn: Udvalget\npolitik: {bilagenes_tilgaengelighed: ja}\n"
QUIET = "navn: Udvalget\n"
MEETING = """\
dato: 2025-09-12
start: "10:00"
fremmoedt: alle_andre
bilag:
  - {titel: Plan, udarbejdet_af: Landinspektøren}
punkter:
  - titel: Stien
    bilag:
      - {titel: Støj, fil: stoej.pdf, udarbejdet_af: Rådgiver A/S}
      - {titel: Notat, fil: god.pdf}
      - {titel: Brev, fil: brev.docx}
      - {titel: Kort, adresse: "https://example.org/kort", udarbejdet_af: Kystvagten}
      - {titel: En sag, fil: sag.pdf, offentlig: nej, udarbejdet_af: Hemmelig ApS}
      - {titel: Brudt, fil: brudt.pdf}
      - {titel: Gammelt, fil: gammelt.pdf, udgaar: ja, udarbejdet_af: Nogen}
      - {titel: Billeder, fil: billeder.docx, udsendes_med: referat}
"""
INTRODUCTION = "Disse bilag kan være svære eller umulige at læse med en skærmlæser:"


def word(pictures: int, title: str = "", company: str = "") -> bytes:
    """A Word file with pictures without words."""
    red, made = BytesIO(), WordDocument()
    Image.new("RGB", (8, 8), "red").save(red, "PNG")
    for _ in range(pictures):
        made.add_picture(red)
    made.core_properties.title = title
    if company:
        part = next(one for one in made.part.package.iter_parts() if "app.xml" in one.partname)
        told = f"<Company>{company}</Company>".encode()
        part._blob = part.blob.replace(b"</Properties>", told + b"</Properties>")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    for name in ("stoej", "sag", "gammelt"):
        (folder / f"{name}.pdf").write_bytes(pdf("Tekst", tagged=False))
    (folder / "god.pdf").write_bytes(pdf("Tekst"))
    (folder / "brudt.pdf").write_bytes(b"%PDF-1.7\nkun begyndelsen")
    (folder / "brev.docx").write_bytes(word(0, company="Nabokommunen"))
    (folder / "billeder.docx").write_bytes(word(2, title="Billeder"))
    return Workspace(tmp_path)


def loaded(ws: Workspace, **more: bool) -> Loaded:
    return load.load(ws, ws.meeting_file("udvalg/2025-09-12"), **more)


def read(ws: Workspace, **more: bool) -> Meeting:
    meeting = loaded(ws, **more).meeting
    assert meeting is not None
    return meeting


def made(meeting: Meeting, audience: Audience = OFFENTLIG, kind: Kind = REFERAT) -> Document:
    return Composer(plan(meeting)[0]).document(kind, audience)


def told(document: Document) -> list[str]:
    """The lines on attachments that not everybody can read."""
    found = [one for one in document.slutafsnit if one.slags == NOT_FOR_ALL]
    assert [one.slags for one in document.slutafsnit][: 1 + len(found)] == [
        ATTACHMENT_LIST,
        *(NOT_FOR_ALL for _ in found),
    ]
    if not found:
        return []
    introduction, listing = found[0].tekst
    assert block_lines(introduction) == [INTRODUCTION]
    assert isinstance(listing, BulletList)
    return [plain_spaces(line) for line in block_lines(listing)]


NOISE = "Punkt 1, bilag 1: ikke mærket op til skærmlæsere (udarbejdet af Rådgiver A/S)"
LETTER = "Punkt 1, bilag 3: har ingen titel i egenskaberne (udarbejdet af Nabokommunen)"
CASE = "Punkt 1, bilag 5: ikke mærket op til skærmlæsere (udarbejdet af Hemmelig ApS)"
PICTURES = "Punkt 1, bilag 8: 2 billeder uden tekst"


def test_each_attachment_that_not_everybody_can_read_has_a_line_with_its_maker(
    ws: Workspace,
) -> None:
    meeting = read(ws)
    assert told(made(meeting)) == [NOISE, LETTER, PICTURES]
    assert told(made(meeting, INTERN)) == [NOISE, LETTER, CASE, PICTURES]
    assert told(made(meeting, kind=DAGSORDEN)) == [NOISE, LETTER]


def test_what_is_typed_goes_before_what_the_file_says(ws: Workspace) -> None:
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("fil: brev.docx", "fil: brev.docx, udarbejdet_af: Rådgiver A/S"),
        encoding="utf-8",
    )
    assert told(made(read(ws)))[1].endswith("(udarbejdet af Rådgiver A/S)")


def test_nothing_is_looked_into_where_the_forum_does_not_ask(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Looks, "of", never)
    with pytest.raises(AssertionError):
        read(ws)
    assert read(ws, looks=False).utilgaengelige == ()
    (ws.meetings / "udvalg" / "forum.yaml").write_text(QUIET, encoding="utf-8")
    assert told(made(read(ws))) == []


def test_the_same_files_give_the_same(ws: Workspace) -> None:
    first = read(ws)
    assert read(ws) == first
    for one in (ws.root / ".moedebog" / "kig").iterdir():
        one.unlink()
    assert read(ws) == first


@pytest.mark.parametrize(
    ("lacking", "line"),
    [
        ({"uden_sprog": True}, "siger ikke, hvilket sprog det er på"),
        ({"billeder_uden_tekst": 1}, "1 billede uden tekst"),
        (
            {"skannede_sider": 1, "uden_maerker": True},
            "ikke mærket op til skærmlæsere, 1 skannet side",
        ),
        ({"skannede_sider": 12}, "12 skannede sider"),
    ],
)
def test_why_in_words(ws: Workspace, lacking: dict[str, int], line: str) -> None:
    meeting = read(ws, looks=False)
    path = ws.meetings / "udvalg" / "god.pdf"
    meeting = replace(meeting, utilgaengelige=(replace(Utilgaengelig(path), **lacking),))
    assert told(made(meeting)) == [f"Punkt 1, bilag 2: {line}"]


def under_item(document: Document) -> list[str]:
    (section,) = document.punkter[0].afsnit
    (listing,) = section.tekst
    assert isinstance(listing, LabelledList)
    found = [plain_spaces(line) for one in listing.items for line in lines(one.blocks)]
    return [re.sub(r"\d+ byte", "… byte", line) for line in found]


def test_who_made_an_attachment_stands_with_it_whatever_the_forum_chooses(ws: Workspace) -> None:
    (ws.meetings / "udvalg" / "forum.yaml").write_text(QUIET, encoding="utf-8")
    meeting = read(ws)
    public = made(meeting)
    assert under_item(public) == [
        "Støj (PDF, … byte, udarbejdet af Rådgiver A/S)",
        "Notat (PDF, … byte)",
        under_item(public)[2],
        "Kort (example.org, udarbejdet af Kystvagten)",
        "Lukket bilag",
        "Brudt (PDF, … byte)",
        "Gammelt (udgår)",
        under_item(public)[7],
    ]
    closed = under_item(made(meeting, INTERN))[4]
    assert "En sag (PDF, … byte, udarbejdet af Hemmelig ApS)" in closed
    listing = next(one for one in public.slutafsnit if one.slags == ATTACHMENT_LIST)
    rows = " / ".join(plain_spaces(line) for line in block_lines(listing.tekst[0]))
    assert "Plan" in rows
    assert "udarbejdet af Landinspektøren" in rows
    assert "Hemmelig" not in repr(public)
    assert "Nogen" not in repr(public)


def test_facts_say_who_made_an_attachment_that_the_reader_may_have(ws: Workspace) -> None:
    composer = Composer(plan(read(ws))[0])
    for audience, maker in ((OFFENTLIG, None), (INTERN, "Hemmelig ApS")):
        facts = composer.facts(REFERAT, audience).punkter[0].bilag
        assert [one.udarbejdet_af for one in facts[:1]] == ["Rådgiver A/S"]
        assert [facts[4].udarbejdet_af, facts[6].udarbejdet_af] == [maker, None]


@pytest.mark.parametrize("content_sum", [sums.content_sum, legacy.content_sum])
def test_that_somebody_looked_is_no_news(ws: Workspace, content_sum: Callable[..., str]) -> None:
    meeting = read(ws)
    blind = replace(meeting, utilgaengelige=())
    assert told(made(meeting))
    assert not told(made(blind))
    before, after = (
        content_sum(Composer(plan(one)[0]).dispatch(REFERAT, OFFENTLIG), lambda path: path.name)
        for one in (blind, meeting)
    )
    assert before == after


def test_a_version_of_before_is_composed_with_what_was_looked_up_now(ws: Workspace) -> None:
    meeting = read(ws)
    bare = replace(meeting, utilgaengelige=())
    assert kept.as_issued_with(bare, meeting) == kept.as_issued_with(meeting, meeting)
    assert told(made(kept.as_issued_with(bare, meeting))) == told(made(meeting))


def test_advice_names_who_made_the_file(ws: Workspace) -> None:
    planned = plan(read(ws))[0]
    known = {one.bilag.titel: one for one in attached_of(planned)}
    looks = Looks(ws.root).of(one.fil.sti for one in known.values())
    said = {
        title: str(finding)
        for title, one in known.items()
        for finding in findings(one, looks[one.fil.sti], "2025-09-12")
        if finding.code == "M537"
    }
    assert "Lavet af Rådgiver A/S." in said["Støj"]
    assert "Lavet af Nabokommunen." in said["Brev"]
    assert "Lavet af" not in said["Billeder"]


@pytest.mark.parametrize(
    ("line", "title", "file", "maker"),
    [
        (
            "Støj (PDF, 4 byte, udarbejdet af Rådgiver A/S)",
            "Støj",
            "bilag/stoej.pdf",
            "Rådgiver A/S",
        ),
        ("Plan (udarbejdet af Vej (Vest) A/S)", "Plan", "", "Vej (Vest) A/S"),
        ("Støj (PDF, 9 kB, udarbejdet af A)", "Støj (PDF, 9 kB, udarbejdet af A)", "", ""),
        ("Planen er udarbejdet af Vej", "Planen er udarbejdet af Vej", "", ""),
    ],
)
def test_an_import_gives_the_maker_back(
    tmp_path: Path, line: str, title: str, file: str, maker: str
) -> None:
    (tmp_path / "bilag").mkdir()
    (tmp_path / "bilag" / "stoej.pdf").write_bytes(b"%PDF")
    ((one,), _) = attachments_in([text_piece(line)], tmp_path)
    assert (one.titel, one.fil, one.udarbejdet_af) == (title, file, maker)
