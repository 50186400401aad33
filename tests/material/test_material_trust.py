"""What a reader may not have is never in the one file, and what nobody has seen into is held."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Dictionary, Name

import samling
from closed_worlds import World
from issue_support import FORUM, workspace, write
from moedebog import cli
from moedebog.diagnostics import EnvironmentProblem, Problems, UsageProblem
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.material import making
from moedebog.material.files import make
from moedebog.workspace import Workspace
from pdf_parts import Made
from plain_search import found
from samling import Joined, Label, Part

MEETING = "2025-09-12"
SEEDS = range(int(os.environ.get("MOEDEBOG_EXAMPLES", "1")))
WORD = "Havnevejskoebet"
SENTENCE = "Rosengaarden saelges til Svend Sommer for otte millioner kroner."
ITEMS = f"""\
  - titel: Vejene ved skolen
    bilag:
      - titel: Kort over nord
        fil: bilag/kort.pdf
      - titel: Kort over syd
        fil: bilag/syd.pdf
  - titel: {WORD}
    lukket:
      grund: Forhandling
      offentlig_titel: En sag
    sagsfremstilling: {SENTENCE}
    bilag:
      - titel: Skoedet paa grunden
        fil: bilag/skoede.pdf
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path, ITEMS, forum=FORUM + "formater:\n  - pdf\n")
    (made.meetings / "f" / "bilag").mkdir()
    for name in ("kort", "syd", "skoede"):
        attach(made, name, pdf(f"Et {name}"))
    return made


def attach(ws: Workspace, name: str, data: bytes) -> Path:
    path = ws.meetings / "f" / "bilag" / f"{name}.pdf"
    path.write_bytes(data)
    return path


def collected(
    ws: Workspace, audience: Audience = Audience.OFFENTLIG, reader: str = ""
) -> tuple[Path, ...]:
    (file,) = ws.meeting_files()
    return make(ws, file, Kind.DAGSORDEN, audience, reader=reader).files


def refused(ws: Workspace) -> dict[str, str]:
    """The errors by code; nothing was written, and what was there stays."""
    before = written(ws)
    with pytest.raises(Problems) as told:
        collected(ws)
    assert written(ws) == before
    return {one.code: f"{one.message} {one.hint}" for one in told.value.diagnostics}


def written(ws: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in ws.output.rglob("materiale/*")}


# --- meetings made by chance ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_of_what_is_closed_nothing_stands_in_the_file_or_in_a_log(
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world = World(tmp_path, seed, only="pdf")
    monkeypatch.chdir(tmp_path)
    for more in ([], ["--doc", "referat"], ["--form", "zip"], ["--audience", "intern"]):
        status = cli.main(["material", MEETING, *more])
        out, err = capsys.readouterr()
        assert found(world.planted, "", (out + err).encode()) == set()
        assert status == 0, out + err
    public, whole = set(), set()
    for path in (tmp_path / "output").rglob("materiale/*"):
        hits = found([*world.open, *world.planted], path.name, path.read_bytes())
        if path.name.endswith("-intern.pdf"):
            whole |= hits
        else:
            public |= hits
    assert public & set(world.planted) == set()
    names = " ".join(path.name for path in (world.folder / "bilag").iterdir())
    missing = [word for word in world.open if word not in public and word not in names]
    assert missing == []  # what everybody may read is found
    assert whole & set(world.planted)


# --- faults of the program ------------------------------------------------------------------------

Fault = Callable[[list[Part], dict[str, Any], Workspace], None]


def in_title(_: list[Part], named: dict[str, Any], __: Workspace) -> None:
    named["title"] = WORD


def in_bookmark(parts: list[Part], _: dict[str, Any], __: Workspace) -> None:
    parts[1] = replace(parts[1], title=WORD)


def in_label(parts: list[Part], _: dict[str, Any], __: Workspace) -> None:
    parts[0] = replace(parts[0], label=Label(WORD))


def on_page(parts: list[Part], _: dict[str, Any], __: Workspace) -> None:
    parts[0] = replace(parts[0], file=pdf(f"Om {WORD} i dag"), stamped_from=None)


def in_address(parts: list[Part], _: dict[str, Any], __: Workspace) -> None:
    made = Made("x")
    made.link(0, A=Dictionary(S=Name.URI, URI=pikepdf.String(f"https://example.org/{WORD}")))
    parts.append(Part("x", made.bytes()))


def a_closed_file(parts: list[Part], _: dict[str, Any], ws: Workspace) -> None:
    attach(ws, "skoede", pdf(SENTENCE))
    parts.append(Part("x", ws.meetings / "f" / "bilag" / "skoede.pdf"))


@pytest.mark.parametrize(
    "fault", [in_title, in_bookmark, in_label, on_page, in_address, a_closed_file]
)
def test_what_slips_into_the_finished_file_is_found_and_nothing_is_written(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    def wrong(parts: Sequence[Part], out: Path, **named: Any) -> Joined:
        held = list(parts)
        fault(held, named, ws)
        return samling.join(held, out, **named)

    monkeypatch.setattr(making, "join", wrong)
    told = refused(ws)["M666"]
    assert WORD not in told
    assert "dagsorden.pdf" in told


# --- what lies in attachments ---------------------------------------------------------------------


def with_inside(data: bytes) -> bytes:
    made = Made("Et kort")
    inside: Any = AttachedFileSpec
    made.pdf.attachments["a.pdf"] = inside(made.pdf, data, filename="a.pdf")
    return made.bytes()


def test_a_closed_file_inside_an_open_one_is_refused(ws: Workspace) -> None:
    attach(ws, "kort", with_inside(pdf("Et skoede")))
    assert "en lukket fil (1-1 Kort over nord.pdf" in refused(ws)["M666"]


def test_closed_words_in_an_attachment_are_refused_until_somebody_answers_for_it(
    ws: Workspace,
) -> None:
    path = attach(ws, "kort", pdf(SENTENCE))
    assert "moedebog gennemset" in refused(ws)["M666"]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    vouched = (
        "        fil: bilag/kort.pdf\n        gennemset: {navn: Alma Ager, dato: 2026-05-02, "
        f"grund: Set, sha256: {digest}}}\n"
    )
    write(ws.root, ITEMS.replace("        fil: bilag/kort.pdf\n", vouched))
    assert collected(ws)


def test_a_file_that_is_open_elsewhere_is_no_secret(ws: Workspace) -> None:
    attach(ws, "skoede", pdf("Et kort"))
    assert collected(ws)


def test_what_an_attachment_tells_of_its_making_stays_behind(ws: Workspace) -> None:
    made = Made("Et kort")
    xmp = f"<rdf:RDF xmlns:rdf='x'>{WORD}</rdf:RDF>".encode()
    packet = {"Type": Name.Metadata, "Subtype": Name.XML}
    made.pdf.Root.Metadata = made.pdf.make_stream(xmp, **packet)
    made.pdf.docinfo["/Title"] = WORD
    picture = made.pdf.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8
    )
    picture.ColorSpace = Name.DeviceGray
    picture.Metadata = made.pdf.make_stream(xmp, **packet)
    private = made.pdf.make_stream(WORD.encode())
    picture.PieceInfo = Dictionary(Illustrator=Dictionary(Private=private))
    page = made.pdf.pages[0].obj
    page.Resources.XObject = Dictionary(Im=picture)
    page.PieceInfo = Dictionary(Word=Dictionary(Private=private))
    attach(ws, "kort", made.bytes())
    (path,) = collected(ws)
    assert found([WORD], path.name, path.read_bytes()) == set()
    with pikepdf.open(path) as whole:
        drawn: list[Any] = [one.obj.Resources.get("/XObject", {}) for one in whole.pages]
        assert any("/Im" in one for one in drawn)


# --- what was looked into -------------------------------------------------------------------------


def test_what_nobody_has_looked_into_is_held_from_everybody_and_the_members_get_it(
    ws: Workspace,
) -> None:
    attach(ws, "kort", pdf("CPR 010190-1234"))
    told = refused(ws)
    assert "1 bilag" in told["M667"]
    assert "--audience intern" in told["M667"]
    assert "M600" in told
    assert [path.name for path in collected(ws, Audience.INTERN)] == ["dagsorden-intern.pdf"]


def test_a_file_that_is_replaced_meanwhile_is_looked_into_again(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, same_size = pdf("CPR 010190-1234"), pdf("Et kort over by")
    assert len(number) == len(same_size)
    attach(ws, "kort", same_size)

    def meanwhile(parts: Sequence[Part], out: Path, **named: Any) -> Joined:
        attach(ws, "kort", number)
        return samling.join(parts, out, **named)

    monkeypatch.setattr(making, "join", meanwhile)
    assert "M667" in refused(ws)


def test_a_file_that_changes_all_the_time_is_not_joined(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = iter("abcdefgh")

    def meanwhile(parts: Sequence[Part], out: Path, **named: Any) -> Joined:
        attach(ws, "kort", pdf(f"Et kort {next(texts)}"))
        return samling.join(parts, out, **named)

    monkeypatch.setattr(making, "join", meanwhile)
    with pytest.raises(EnvironmentProblem, match="ændre"):
        collected(ws)
    assert written(ws) == {}


# --- somebody who is disqualified -----------------------------------------------------------------


def test_no_two_editions_are_called_the_same(ws: Workspace) -> None:
    out_of_it = "    inhabil:\n      - {navn: Bent Birk, erklaeret: ja}\n"
    both = out_of_it + "      - {navn: Alma Ager, erklaeret: ja}\n"
    items = ITEMS.replace("    lukket:\n", f"{both}    lukket:\n")
    more = f"  - titel: Orientering\n    nr: ''\n{out_of_it}    lukket:\n      grund: Løn\n"
    write(ws.root, items + more)
    paths = [*collected(ws, Audience.INTERN, "Bent Birk")]
    paths += collected(ws, Audience.INTERN, "Alma Ager")
    named = ["dagsorden-uden-pkt2-nr3-intern.pdf", "dagsorden-uden-pkt2-intern.pdf"]
    assert [one.name for one in paths] == named


def test_who_is_disqualified_gets_an_edition_without_what_is_held_back(ws: Workspace) -> None:
    out_of_it = "    inhabil:\n      - {navn: Bent Birk, erklaeret: ja}\n"
    write(ws.root, ITEMS.replace("    lukket:\n", f"{out_of_it}    lukket:\n"))
    (path,) = collected(ws, Audience.INTERN, "Bent Birk")
    assert path.name == "dagsorden-uden-pkt2-intern.pdf"
    closed = [WORD, "Rosengaarden", "Skoedet"]
    assert found(closed, path.name, path.read_bytes()) == set()
    (whole,) = collected(ws, Audience.INTERN)
    assert found(closed, whole.name, whole.read_bytes()) == set(closed)
    with pytest.raises(UsageProblem, match="Alma Ager"):
        collected(ws, Audience.INTERN, "Alma Ager")
    with pytest.raises(UsageProblem, match="--audience intern"):
        collected(ws, Audience.OFFENTLIG, "Bent Birk")


def test_their_edition_is_proven_as_well(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    out_of_it = "    inhabil:\n      - {navn: Bent Birk, erklaeret: ja}\n"
    write(ws.root, ITEMS.replace("    lukket:\n", f"{out_of_it}    lukket:\n"))
    monkeypatch.setattr(
        making, "join", lambda *a, **named: samling.join(*a, **named | {"title": WORD})
    )
    with pytest.raises(Problems) as told:
        collected(ws, Audience.INTERN, "Bent Birk")
    assert [one.code for one in told.value.diagnostics] == ["M666"]
    assert collected(ws, Audience.INTERN)  # to the others it is no secret


def test_that_attachments_have_numbers_is_no_secret(ws: Workspace) -> None:
    """»Punkt 1, bilag 1« stands in »Punkt 1, bilag 12«."""
    lines = [f"      - {{titel: Kort {nr}, fil: bilag/kort.pdf}}\n" for nr in range(2, 13)]
    closed = "      - {titel: Skoedet, fil: bilag/skoede.pdf, offentlig: nej}\n"
    text = "  - titel: Vejene\n    bilag:\n" + closed + "".join(lines)
    write(ws.root, text)
    assert collected(ws)


# --- what the forum asks --------------------------------------------------------------------------


def tagged(*, says: bool, beside: str = "", shows: bool = False) -> bytes:
    made = Made()
    made.tag(("H1", "Kort"), language="da")
    if shows:
        made.tag(("Figure", "Et billede"))
    if says:
        made.says()
    if beside:
        made.pdf.pages[0].contents_add(f"BT /F1 9 Tf 9 9 Td ({beside}) Tj ET".encode())
    return saved(made)


def saved(made: Made) -> bytes:
    out = io.BytesIO()
    made.pdf.save(out, deterministic_id=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("krav", "data", "why"),
    [
        ("maerket", pdf("Et kort", tagged=False), "det er ikke mærket op"),
        ("maerket", tagged(says=True, beside="x"), "på side 1 er der tekst"),
        ("ua", tagged(says=True, beside="x"), "på side 1 er der tekst"),
        ("ua", tagged(says=True, shows=True), "på side 2 er der et billede uden beskrivelse"),
        ("maerket", tagged(says=True, shows=True), ""),
        ("ua", tagged(says=False), "filen siger ikke selv"),
        ("maerket", tagged(says=False), ""),
        ("ua", tagged(says=True), ""),
    ],
    ids=[
        "untagged",
        "partly",
        "partly-ua",
        "undescribed",
        "undescribed-tagged",
        "silent",
        "tagged",
        "ua",
    ],
)
def test_an_attachment_must_be_what_the_forum_asks(
    ws: Workspace, krav: str, data: bytes, why: str
) -> None:
    forum = ws.meetings / "f" / "forum.yaml"
    forum.write_text(f"{FORUM}formater:\n  - pdf\nkrav: {krav}\n", encoding="utf-8")
    attach(ws, "syd", tagged(says=True))
    attach(ws, "kort", data)
    if not why:
        assert collected(ws)
        return
    told = refused(ws)["M668"]
    assert f"`krav: {krav}` siger: {why}" in told
    alone = ITEMS.replace("bilag/kort.pdf\n", "bilag/kort.pdf\n        kun_fil: ja\n")
    write(ws.root, alone)
    assert collected(ws)


def test_the_whole_says_nothing_that_is_not_true_of_a_part(ws: Workspace) -> None:
    for data, says in ((tagged(says=True), b"1"), (tagged(says=True, beside="x"), b"")):
        attach(ws, "kort", data)
        attach(ws, "syd", tagged(says=True))
        (path,) = collected(ws)
        with pikepdf.open(path) as whole, whole.open_metadata() as xmp:
            assert xmp.get("pdfuaid:part", "").encode() == says
            assert xmp["pdfaid:part"] == "2"
