"""A closed word in any file, name or message that goes to everybody is caught, wherever it is.

The ways in which it may slip in are in ``planted_leaks``. Each is put into the true files of a set,
and one for each renderer, exporter and name is let through ``publish`` and the mail themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import planted_leaks
from mail_support import FORUM, SENDER, Clock, prepared, record, workspace
from moedebog import cli
from moedebog.build import proofs, sets
from moedebog.compose import plan
from moedebog.diagnostics import EnvironmentProblem
from moedebog.document import Audience, Kind
from moedebog.load import load
from moedebog.proof import Proving, matter_of
from moedebog.render.data import as_json
from moedebog.workspace import Workspace
from planted_leaks import DOCX, JSON, PDF, SUMS, WORD, Plant, folded

MEETING = f"""\
dato: 2025-09-12
start: "10:00"
slut: "12:00"
sted: Rådhuset
dagsorden_status: udsendt
dagsorden_udsendt: 2025-09-05
referat_status: godkendt
punkter:
  - titel: Cykelsti ved åen
    varighed: 20
    sagsfremstilling: En lang historie om en cykelsti.
    bilag:
      - titel: Kort over åen
        fil: bilag/kort.pdf
  - titel: {WORD}
    varighed: 20
    lukket:
      grund: Forhandling
      offentlig_titel: Køb af ejendom
    sagsfremstilling:
      - Vi byder højst 900.000 kroner.
      - billede:
          fil: bilag/hemmeligt-kort.png
          alt: Et kort over grunden
"""


def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    ws = workspace(root, FORUM, MEETING)
    picture = ws.meetings / "udvalg" / "bilag" / "hemmeligt-kort.png"
    picture.write_bytes(planted_leaks.picture())
    (root / "moedebog.yaml").write_text(f"mail:\n  afsender: {SENDER.afsender}\n", "utf-8")
    monkeypatch.chdir(root)
    return ws


def publish(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = cli.main(["publish", "2025-09-12", "--doc", "dagsorden"])
    out, err = capsys.readouterr()
    return status, out + err


# --- every way, in the files of a set -------------------------------------------------------------


class Standing:
    """A set that stands, and the search that found nothing in it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        ws = made(root, monkeypatch)
        assert cli.main(["publish", "2025-09-12", "--doc", "dagsorden"]) == 0
        file, *_ = ws.meeting_files()
        meeting = load(ws, file).meeting
        assert meeting is not None
        self.proving = Proving(matter_of(ws, file, plan(meeting)[0]))
        (installed,) = sets.installed(ws)
        self.files = {name: path.read_bytes() for name, path in installed.files.items()}

    def leaks(self, **files: bytes) -> list[Any]:
        named = {name.replace("_", "."): data for name, data in files.items()}
        return list(self.proving.leaks(proofs.served(named, Kind.DAGSORDEN, ())))


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with pytest.MonkeyPatch.context() as patched:
        yield Standing(tmp_path_factory.mktemp("sat"), patched)


WAYS = [
    (name, way, plant)
    for name, ways in (
        ("dagsorden.docx", DOCX),
        ("dagsorden.pdf", PDF),
        ("fakta.json", JSON),
        ("saet.json", JSON),
        ("SHA256SUMS", SUMS),
    )
    for way, plant in ways.items()
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "way", "plant"), WAYS, ids=[f"{n}-{w}" for n, w, _ in WAYS])
def test_what_is_closed_is_found_in_whatever_way_it_stands_in_a_file(
    name: str, way: str, plant: Plant, standing: Standing
) -> None:
    good = standing.files[name]
    assert list(standing.proving.leaks(proofs.served({name: good}, Kind.DAGSORDEN, ()))) == []
    bad = {name: plant(good)}
    leaks = list(standing.proving.leaks(proofs.served(bad, Kind.DAGSORDEN, ())))
    assert leaks
    assert {one.name for one in leaks} == {name}
    assert "picture" not in way or {"picture", "file"} & {one.what for one in leaks}
    assert WORD.casefold() not in repr([(one.place, str(one.said)) for one in leaks]).casefold()


# --- through the commands -------------------------------------------------------------------------

OfDocument = Callable[..., bytes]


def spoilt(good: OfDocument, plant: Plant) -> OfDocument:
    """A renderer that lets something slip into what the public gets."""

    def draw(document: Any, *more: Any, **named: Any) -> bytes:
        data = good(document, *more, **named)
        return plant(data) if document.audience is Audience.OFFENTLIG else data

    return draw


def in_docx(patched: pytest.MonkeyPatch) -> None:
    from moedebog.render import docx

    patched.setattr(docx, "render", spoilt(docx.render, DOCX["two runs"]))


def in_pdf(patched: pytest.MonkeyPatch) -> None:
    from moedebog.render import pdf

    patched.setattr(pdf, "render", spoilt(pdf.render, PDF["kerned"]))


def in_facts(patched: pytest.MonkeyPatch) -> None:
    from moedebog.publication import assembling

    patched.setattr(assembling, "as_json", lambda fakta: JSON["escaped"](as_json(fakta)))


def in_about(patched: pytest.MonkeyPatch) -> None:
    from moedebog.publication import assembling

    good = assembling._about
    patched.setattr(assembling, "_about", lambda *a: {**good(*a), "emne": f"Om {WORD}"})


def in_a_name(patched: pytest.MonkeyPatch) -> None:
    from moedebog.publication import naming

    patched.setattr(naming, "unlike", lambda *_: f"01.1 {WORD}.pdf")


def in_a_file(patched: pytest.MonkeyPatch) -> None:
    """The closed picture lies where an open attachment should."""
    folder = Path("meetings/udvalg/bilag")
    (folder / "kort.pdf").unlink()
    meeting = folder.parent / "2025-09-12.yaml"
    told = meeting.read_text("utf-8").replace("bilag/kort.pdf", "bilag/kort.png")
    meeting.write_text(told, "utf-8")
    (folder / "kort.png").write_bytes(planted_leaks.picture("PNG", 240))


PLACES = {
    "dagsorden.docx": in_docx,
    "dagsorden.pdf": in_pdf,
    "fakta.json": in_facts,
    "saet.json": in_about,
    "…": in_a_name,
}


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_set_stands_where_something_slipped_into_one_of_its_files(
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ws = made(tmp_path, monkeypatch)
    assert publish(capsys)[0] == 0
    assert list(sets.installed(ws))
    (ws.meetings / "udvalg" / "2025-09-12.yaml").write_text(
        MEETING.replace("En lang historie", "En anden historie"), "utf-8"
    )
    PLACES[place](monkeypatch)
    status, said = publish(capsys)
    assert status == 1
    assert "M610" in said
    assert place in said
    assert WORD.casefold() not in said.casefold()
    assert list((ws.output / "offentliggjort").rglob("*.*")) == []


# --- messages -------------------------------------------------------------------------------------


def in_subject(patched: pytest.MonkeyPatch) -> None:
    _in_text(patched, subject=f"Dagsorden: {WORD}")


def in_plain_text(patched: pytest.MonkeyPatch) -> None:
    _in_text(patched, plain=f"Hej\n\nVi skal tale om {WORD[:6]}-\n{WORD[6:]}.\n")


def in_html(patched: pytest.MonkeyPatch) -> None:
    _in_text(patched, html=f"<p>Om {WORD[:4]}<b>{WORD[4:]}</b></p>")


def in_html_entities(patched: pytest.MonkeyPatch) -> None:
    _in_text(patched, html="<p>Om " + "".join(f"&#x{ord(one):x};" for one in WORD) + "</p>")


def _in_text(patched: pytest.MonkeyPatch, **changed: str) -> None:
    from moedebog.render import mail

    good = mail.render

    def render(brev: Any, *more: Any) -> Any:
        made = good(brev, *more)
        public = brev.forsendelse.document.audience is Audience.OFFENTLIG
        return replace(made, **changed) if public else made

    patched.setattr(mail, "render", render)


def in_calendar(patched: pytest.MonkeyPatch) -> None:
    from moedebog.render import calendar

    good = calendar.invitation
    patched.setattr(calendar, "invitation", lambda *a: folded(good(*a)))


def in_name_of_a_file(patched: pytest.MonkeyPatch) -> None:
    from moedebog.send import prepare

    patched.setattr(
        prepare,
        "document_name",
        lambda dispatch, suffix: f"{WORD}.{suffix}",
    )


def in_a_document(patched: pytest.MonkeyPatch) -> None:
    from moedebog.render import pdf

    patched.setattr(pdf, "render", spoilt(pdf.render, PDF["bookmark"]))


MESSAGES = {
    "brevhovedet": in_subject,
    "teksten (text/plain)": in_plain_text,
    "teksten (text/html)": in_html,
    "teksten (text/html), tegn": in_html_entities,
    "kalenderen": in_calendar,
    "navnet på en fil": in_name_of_a_file,
    "filen Dagsorden": in_a_document,
}


@pytest.mark.slow
@pytest.mark.parametrize("place", MESSAGES)
def test_no_message_is_shown_or_sent_into_which_something_slipped(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = made(tmp_path, monkeypatch)
    MESSAGES[place](monkeypatch)
    with record(ws).opened() as rec:
        mailing = prepared(ws, rec, Kind.DAGSORDEN, Clock())
        variant = next(one for one in mailing.variants if one.group.gruppe == "presse")
        with pytest.raises(EnvironmentProblem) as refused:
            mailing.shown(variant, variant.whole)
    said = "".join(map(str, refused.value.args))
    assert place.partition(",")[0] in said
    assert WORD.casefold() not in said.casefold()


# --- what is no leak --------------------------------------------------------------------------

PLAIN = (
    *("Status", "Normal", "Standard", "Filter", "Font", "Version", "Default", "Format", "Tekst"),
    *("Subject", "Europe", "Regular", "Auto", "Table", "Color", "Transparent", "Reference"),
    *("Presse", "Resultat", "Niveau", "Filer", "Grupper", "Tilstand", "Adressen", "Afstemninger"),
    *("Category", "Zoom", "Medlemmer", "Kode", "Etiket", "Udvalget", "Kendetegn", "Accepteret"),
    *("Link", "Type", "Link", "Single", "Title", "Content", "Begin", "Start", "Type", "Fakta"),
)


@pytest.mark.slow
def test_closed_words_that_every_file_has_stop_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They tell nothing; a set or message that is refused for them would be a false alarm."""
    ws = made(tmp_path, monkeypatch)
    rows = "".join(
        f"            - - {one}\n              - 2025-09-0{nth % 9 + 1}\n"
        for nth, one in enumerate(PLAIN)
    )
    columns = "          kolonner:\n            - Ord\n            - Dag\n"
    table = f"      - tabel:\n{columns}          raekker:\n{rows}"
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.write_text(MEETING.replace("      - billede:", f"{table}      - billede:"), "utf-8")
    status, said = publish(capsys)
    assert status == 0, said
    assert cli.main(["mail", "2025-09-12", "--doc", "dagsorden"]) == 0
    assert cli.main(["calendar", "--forum", "udvalg"]) == 0
    assert cli.main(["fakta", "2025-09-12"]) == 0


# --- exporters ------------------------------------------------------------------------------------


def in_printed_facts(patched: pytest.MonkeyPatch) -> None:
    from moedebog.send import export

    patched.setattr(export, "as_json", lambda fakta: JSON["key"](as_json(fakta)))


def in_feed(patched: pytest.MonkeyPatch) -> None:
    from moedebog.render import calendar

    good = calendar.feed
    patched.setattr(calendar, "feed", lambda *more: folded(good(*more)))


EXPORTS = {
    "dagsorden.json": (in_printed_facts, ("fakta", "2025-09-12", "--doc", "dagsorden")),
    "kalender.ics": (in_feed, ("calendar", "--forum", "udvalg")),
}


@pytest.mark.parametrize("place", EXPORTS)
def test_nothing_is_exported_into_which_something_slipped(
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ws = made(tmp_path, monkeypatch)
    spoil, typed = EXPORTS[place]
    assert cli.main([*typed]) == 0
    capsys.readouterr()
    spoil(monkeypatch)
    assert cli.main([*typed]) == 3
    out, err = capsys.readouterr()
    assert place in err
    assert out == ""
    assert WORD.casefold() not in err.casefold()
    assert all(WORD not in path.read_text("utf-8") for path in ws.output.rglob("*.ics"))


# --- what is kept where others read ---------------------------------------------------------------


def in_record(patched: pytest.MonkeyPatch) -> None:
    from moedebog.issue import make
    from moedebog.issue.items import issued_items

    def items(*more: Any) -> Any:
        return tuple(replace(one, titel=f"{one.titel} ({WORD})") for one in issued_items(*more))

    patched.setattr(make, "issued_items", items)


def in_open_source(patched: pytest.MonkeyPatch) -> None:
    from moedebog.issue import sources

    good = sources._public_forum
    patched.setattr(sources, "_public_forum", lambda one: {**good(one), "sted": f"Ved {WORD}"})


KEPT = {"2025-09-12.udsendt.yaml": in_record, ".json": in_open_source}


@pytest.mark.parametrize("place", KEPT)
def test_nothing_is_kept_where_others_read_into_which_something_slipped(
    place: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quick_renderers: None,
) -> None:
    ws = made(tmp_path, monkeypatch)
    KEPT[place](monkeypatch)
    assert cli.main(["udgave", "2025-09-12", "--doc", "dagsorden"]) == 3
    out, err = capsys.readouterr()
    assert place in out + err
    assert WORD.casefold() not in (out + err).casefold()
    assert not ws.issued.exists()
    assert list(ws.meetings.rglob("*.udsendt.yaml")) == []
