"""Groups that get the document and its attachments as one file: ``bilag: samlet``."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pikepdf
import pytest

from mail_support import (
    FORUM,
    change,
    issues,
    letter_to,
    parsed,
    prepared,
    send,
    server,
    workspace,
)
from moedebog.diagnostics import EnvironmentProblem
from moedebog.examples import pdf
from moedebog.issued import is_document
from moedebog.material import prepared as prepared_pages
from moedebog.send.mailing import Mailing, Variant
from moedebog.send.summaries import preview
from moedebog.workspace import Workspace

AASE, BO, AVIS = "aase@example.org", "bo@example.org", "avis@example.org"
ONE = FORUM.replace("    maalgruppe: intern\n", "    maalgruppe: intern\n    bilag: samlet\n")
ONE = ONE.replace("  - gruppe: presse\n", "  - gruppe: presse\n    bilag: samlet\n")
INSIDE, OUTSIDE = "Dagsorden med bilag Prøveudvalget 2025-09-12", "Dagsorden Prøveudvalget"


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(prepared_pages, "program", lambda: None)
    return workspace(tmp_path, ONE)


def variant(mailing: Mailing, email: str) -> Variant:
    return next(v for v in mailing.variants if email in [p.email for p in v.recipients])


def files(mailing: Mailing, email: str) -> list[str]:
    return [one.name for one in variant(mailing, email).enclosures]


def text_of(mailing: Mailing, email: str) -> str:
    found = variant(mailing, email)
    return mailing.text(found, found.whole).plain


def pages(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as one:
        return len(one.pages)


def bytes_of(mailing: Mailing) -> bytes:
    """The one file of the members."""
    return b"".join(variant(mailing, AASE).enclosures[0].encoded.decoded())


def large(text: str) -> bytes:
    """A PDF that no compression makes smaller."""
    noise = Random(text).randbytes(300_000)
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(text))) as one:
        picture = pikepdf.Stream(one, noise)
        picture.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=500,
            Height=100,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        one.pages[0].add_resource(picture, pikepdf.Name.XObject)
        one.save(made)
    return made.getvalue()


def codes(mailing: Mailing) -> list[str]:
    return [one.code for one in mailing.warnings]


def test_each_group_gets_one_file_and_beside_it_what_cannot_be_in_it(ws: Workspace) -> None:
    mailing = prepared(ws)
    assert files(mailing, AASE) == [f"{INSIDE} (fortroligt).pdf", "Punkt 2, bilag 2.docx"]
    assert files(mailing, AVIS) == [f"{INSIDE}.pdf"]
    assert "M673" in codes(mailing)
    assert "Bilagene står bagest i den samme fil" in text_of(mailing, AVIS)
    assert "ved siden af" not in text_of(mailing, AVIS)
    assert "ved siden af" in text_of(mailing, AASE)
    assert all(is_document(one) for one in (f"{INSIDE}.pdf", f"{INSIDE} (fortroligt).pdf"))


def test_what_is_sent_is_one_whole_file(ws: Workspace) -> None:
    with server() as inbox:
        assert send(ws, inbox.port).is_complete
        own = [part.get_content() for part in letter_to(inbox, AVIS).iter_attachments()]
        closed = [part.get_content() for part in letter_to(inbox, AASE).iter_attachments()]
    # The dagsorden, where the attachments are, a page before the map, and the map.
    assert pages(own[0]) == 2 + 1 + 2
    assert pages(closed[0]) == 2 + 1 + 2 + 1 + 2
    assert "skøde" not in str(own[0])
    [issue] = issues(ws)
    assert f"{INSIDE}.pdf" in dict(issue.filer)


def test_where_nothing_can_be_joined_the_document_goes_as_it_is(ws: Workspace) -> None:
    for name in ("kort.pdf", "skoede.pdf"):
        (ws.meetings / "udvalg/bilag" / name).write_bytes(b"%PDF-1.7 afbrudt")
    mailing = prepared(ws)
    assert files(mailing, AASE) == [
        f"{OUTSIDE} 2025-09-12 (fortroligt).pdf",
        "Punkt 2, bilag 1 - Kort over åen.pdf",
        "Punkt 2, bilag 2.docx",
        "Punkt 3, bilag 1.pdf",
    ]
    assert codes(mailing).count("M673") == 3
    assert "samme fil" not in text_of(mailing, AASE)


def test_an_attachment_that_asks_for_a_password_goes_beside(ws: Workspace) -> None:
    path = ws.meetings / "udvalg/bilag/skoede.pdf"
    with pikepdf.open(path) as one:
        one.save(path.with_suffix(".ny"), encryption=pikepdf.Encryption(user="x", owner="y"))
    path.with_suffix(".ny").replace(path)
    mailing = prepared(ws)
    assert files(mailing, AASE)[1:] == ["Punkt 2, bilag 2.docx", "Punkt 3, bilag 1.pdf"]
    found = [str(one.values["grund"]) for one in mailing.warnings if one.code == "M673"]
    assert any("adgangskode" in one for one in found)


def test_what_does_not_meet_the_demand_of_the_forum_goes_beside(ws: Workspace) -> None:
    change(ws, "navn: Prøveudvalget\n", "navn: Prøveudvalget\nkrav: ua\n", "forum.yaml")
    mailing = prepared(ws)
    assert files(mailing, AVIS) == [
        f"{OUTSIDE} 2025-09-12.pdf",
        "Punkt 2, bilag 1 - Kort over åen.pdf",
    ]
    assert any("krav" in str(one.values.get("grund")) for one in mailing.warnings)


def test_what_a_file_loses_by_joining_goes_beside(ws: Workspace) -> None:
    path = ws.meetings / "udvalg/bilag/skoede.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as one:
        one.attachments["tal.csv"] = b"a;b"
        one.save(path)
    mailing = prepared(ws)
    [whole, *beside] = variant(mailing, AASE).enclosures
    assert [one.name for one in beside] == ["Punkt 2, bilag 2.docx", "Punkt 3, bilag 1.pdf"]
    assert len(whole.holds) == 2
    (found,) = (one for one in mailing.warnings if one.code == "M663")
    assert "ved siden af" in found.hint
    assert "kun_fil" not in found.hint
    told = [str(one) for one in preview(ws, mailing, None, {}, sees_closed=False)]
    first = told.index("    dagsorden og bilag som én pdf")
    assert [one for one in told[first:] if "bilag" in one][1:4] == [
        "        Punkt 2, bilag 1",
        "        Punkt 3, bilag 1",
        "    Punkt 2, bilag 2",
    ]


# --- who has what --------------------------------------------------------------------------------


def test_one_file_and_single_ones_are_the_same_to_who_has_them(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "    bilag: samlet\n", "", "forum.yaml")
        assert sorted(send(ws, inbox.port).already) == [AASE, AVIS, BO]
        assert len(inbox.recipients) == 3


def test_a_group_that_had_no_attachments_gets_the_one_file(ws: Workspace) -> None:
    change(ws, "    bilag: samlet\n", "    bilag: nej\n", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        change(ws, "    bilag: nej\n", "    bilag: samlet\n", "forum.yaml")
        assert sorted(send(ws, inbox.port).accepted) == [AASE, AVIS, BO]


def test_an_attachment_that_was_replaced_goes_out_in_a_new_version(ws: Workspace) -> None:
    with server() as inbox:
        send(ws, inbox.port)
        (ws.meetings / "udvalg/bilag/skoede.pdf").write_bytes(pdf("et andet skoede"))
        done = send(ws, inbox.port)
        assert (sorted(done.accepted), done.unchanged) == ([AASE, BO], [AVIS])
        newest = parsed(inbox.to(AASE)[-1])
    assert "er erstattet" in newest.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_who_is_disqualified_gets_a_file_of_their_own(ws: Workspace) -> None:
    held = "    inhabil: [{navn: Bo Bæk, erklaeret: ja}]\n    lukket: {gr"
    change(ws, "    lukket: {gr", held)
    mailing = prepared(ws)
    own, other = variant(mailing, BO).enclosures[0], variant(mailing, AASE).enclosures[0]
    assert len(own.holds) == 1
    assert len(other.holds) == 2
    assert mailing.shown(variant(mailing, BO), variant(mailing, BO).whole)


def test_what_nobody_has_looked_into_keeps_the_one_file_back(ws: Workspace) -> None:
    (ws.meetings / "udvalg/bilag/kort.pdf").write_bytes(pdf("Borger: 010170-1234"))
    mailing = prepared(ws)
    assert [one.name for one in variant(mailing, AVIS).kept_back] == [f"{INSIDE}.pdf"]
    assert not variant(mailing, AASE).kept_back


def test_closed_words_in_an_attachment_inside_stop_it(ws: Workspace) -> None:
    closed = pdf("Vi byder højst 900.000 kroner.")
    (ws.meetings / "udvalg/bilag/kort.pdf").write_bytes(closed)
    mailing = prepared(ws)
    found = variant(mailing, AVIS)
    with pytest.raises(EnvironmentProblem, match="noget lukket"):
        mailing.shown(found, found.whole)


def test_the_document_is_the_one_that_was_issued(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bytes_of(prepared(ws))
    with server() as inbox:
        send(ws, inbox.port)
    again = bytes_of(prepared(ws))
    assert first == again
    monkeypatch.setattr("moedebog.send.one_file.drawn", lambda *_: b"drawn otherwise")
    assert bytes_of(prepared(ws)) != first
    assert pages(bytes_of(prepared(ws))) == pages(first)


# --- too large for one message --------------------------------------------------------------------


def test_a_file_too_large_is_divided_between_the_items(ws: Workspace) -> None:
    for name in ("kort.pdf", "skoede.pdf"):
        (ws.meetings / "udvalg/bilag" / name).write_bytes(large(name))
    with server(size=850_000) as inbox:
        assert send(ws, inbox.port).is_complete
        letters = [parsed(one) for one in inbox.to(AASE)]
        names = [part.get_filename() for one in letters for part in one.iter_attachments()]
        assert send(ws, inbox.port).already
    assert [one for one in names if str(one).endswith(".pdf")] == [
        "Dagsorden med bilag, del 1 af 2 Prøveudvalget 2025-09-12 (fortroligt).pdf",
        "Dagsorden med bilag, del 2 af 2 Prøveudvalget 2025-09-12 (fortroligt).pdf",
    ]
    assert "del 2 af 2" in letters[1]["subject"]
    [issue] = issues(ws)
    assert str(names[0]) in dict(issue.filer)
