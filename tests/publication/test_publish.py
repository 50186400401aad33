"""What is published is a set that holds all that everybody may have, and nothing else."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from issue_support import FORUM, HEAD, workspace, write
from moedebog import cli, issued
from moedebog.build import Order, run, sets
from moedebog.build.proofs import proof, proof_file
from moedebog.catalogue import Begivenhedsart
from moedebog.compose import plan
from moedebog.diagnostics import EnvironmentProblem, Problems
from moedebog.document import Document, Kind
from moedebog.examples import pdf
from moedebog.issue.make import Version, keep
from moedebog.load import load
from moedebog.proof import Proving, matter_of
from moedebog.publication import Published, publish
from moedebog.send.record import Record
from moedebog.workspace import Workspace

pytestmark = pytest.mark.usefixtures("quick_renderers")

NOW = datetime(2026, 6, 3, 9, 0, tzinfo=UTC)
OPEN = "Vejene ved skolen"
ITEMS = f"""\
  - titel: {OPEN}
    beslutning: Forvaltningen arbejder videre med sagen.
    bilag:
      - titel: "Kort: nord/syd"
        fil: bilag/kort.pdf
      - titel: Skødet på grunden
        fil: bilag/skoede-jensen.pdf
        offentlig: nej
      - titel: Kort over syd
        fil: bilag/syd.pdf
  - titel: Salget af Rosengården
    lukket:
      grund: Forhandling
      offentlig_titel: Salg af ejendom
    beslutning: Rosengården sælges til Svend Sommer for otte millioner.
"""


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path, ITEMS, forum=FORUM + "formater:\n  - pdf\n")
    folder = made.meetings / "f" / "bilag"
    folder.mkdir()
    (folder / "kort.pdf").write_bytes(pdf("Et kort over nord"))
    (folder / "syd.pdf").write_bytes(pdf("Et kort over syd"))
    (folder / "skoede-jensen.pdf").write_bytes(pdf("Et skoede"))
    return made


@contextmanager
def record(ws: Workspace) -> Iterator[Record]:
    rec = Record(ws.root / "protokol.sqlite")
    with rec.locked(), rec.opened(make=False):
        yield rec


def published(ws: Workspace, kind: Kind = Kind.REFERAT, **more: Any) -> Published:
    (file,) = ws.meeting_files()
    with record(ws) as rec:
        return publish(ws, file, kind, rec, more.pop("now", NOW), **more)


def refused(ws: Workspace, kind: Kind = Kind.REFERAT, **more: Any) -> str:
    with pytest.raises(Problems) as told:
        published(ws, kind, **more)
    return ", ".join(f"{one.code} {one.message}" for one in told.value.diagnostics)


def folder_of(ws: Workspace, kind: Kind = Kind.REFERAT) -> Path:
    (file,) = ws.meeting_files()
    return sets.set_folder(ws, file, kind)


def about(ws: Workspace, kind: Kind = Kind.REFERAT) -> dict[str, Any]:
    told = json.loads((folder_of(ws, kind) / "saet.json").read_text(encoding="utf-8"))
    assert isinstance(told, dict)
    return told


def happened(ws: Workspace) -> list[tuple[str, int]]:
    (file,) = ws.meeting_files()
    told = issued.of_meeting(ws, file, file.stem).begivenheder
    return [(one.of, one.version) for one in told if one.art is Begivenhedsart.OFFENTLIGGJORT]


def test_a_set_holds_the_public_documents_and_attachments(ws: Workspace) -> None:
    done = published(ws)
    assert sorted(done.files) == [
        "01.1 Kort nord syd.pdf",
        "01.3 Kort over syd.pdf",
        "SHA256SUMS",
        "fakta.json",
        "referat.pdf",
        "saet.json",
    ]
    assert sorted(one.name for one in done.folder.iterdir()) == sorted(done.files)
    for line in (done.folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((done.folder / name).read_bytes()).hexdigest() == digest
    fakta = json.loads((done.folder / "fakta.json").read_bytes())
    assert fakta["moede"]["offentliggjort"]["dato"] == "2026-06-03"
    titles = {one["navn"]: one.get("titel") for one in about(ws)["filer"]}
    assert titles["01.1 Kort nord syd.pdf"] == "Kort: nord/syd"
    assert happened(ws) == [("referat", 1)]


def test_each_document_has_its_own_set_and_event(ws: Workspace) -> None:
    published(ws, Kind.DAGSORDEN)
    published(ws)
    assert happened(ws) == [("dagsorden", 1), ("referat", 1)]
    assert (folder_of(ws, Kind.DAGSORDEN) / "dagsorden.pdf").is_file()


def written(ws: Workspace) -> dict[Path, int]:
    """When the files were written, but the proofs and what is kept of looking into files."""
    files = (path for path in ws.root.rglob("*") if path.is_file())
    return {
        path: path.stat().st_mtime_ns
        for path in files
        if not {".moedebog", "bevis", "udsendelser"} & set(path.parts) and path.name != "laas"
    }


def test_a_second_run_changes_nothing(ws: Workspace) -> None:
    published(ws, Kind.DAGSORDEN)
    published(ws)
    before = written(ws)
    for kind in Kind:
        assert not published(ws, kind, now=NOW.replace(day=9)).changed
    assert written(ws) == before
    assert len(happened(ws)) == 2


def test_a_new_version_says_what_it_replaces(ws: Workspace) -> None:
    published(ws)
    write(ws.root, ITEMS.replace("      - titel: Kort over syd\n        fil: bilag/syd.pdf\n", ""))
    done = published(ws, now=NOW.replace(day=8))
    replaced = about(ws)["erstatter"]
    assert done.replaces
    assert (replaced["version"], replaced["offentliggjort"]) == (1, "2026-06-03")
    assert [one["navn"] for one in replaced["fjernet"]] == ["01.3 Kort over syd.pdf"]
    assert not published(ws, now=NOW.replace(day=9)).changed
    assert about(ws)["erstatter"] == replaced


def test_a_set_that_is_made_again_replaces_what_it_replaced_and_not_itself(ws: Workspace) -> None:
    published(ws)
    (file,) = ws.meeting_files()
    sets.remove(ws, file, Kind.REFERAT)
    published(ws)
    assert "erstatter" not in about(ws)
    write(ws.root, ITEMS.replace("arbejder videre med sagen", "arbejder videre"))
    published(ws, now=NOW.replace(day=8))
    sets.remove(ws, file, Kind.REFERAT)
    published(ws, now=NOW.replace(day=9))
    assert about(ws)["erstatter"] == {"version": 1, "offentliggjort": "2026-06-03"}


def test_what_is_closed_since_is_counted_and_not_named(ws: Workspace) -> None:
    published(ws)
    syd = "        fil: bilag/syd.pdf\n"
    write(ws.root, ITEMS.replace(syd, f"{syd}        offentlig: nej\n"))
    published(ws)
    assert about(ws)["erstatter"]["lukket_siden"] == 1
    assert "kort over syd" not in (folder_of(ws) / "saet.json").read_text("utf-8").lower()


def test_a_set_goes_before_any_build_when_something_in_it_is_closed(ws: Workspace) -> None:
    published(ws)
    write(ws.root, ITEMS.replace("arbejder videre med sagen", "arbejder videre"))
    (file,) = ws.meeting_files()
    assert not run(ws, [Order(file, (Kind.DAGSORDEN,))]).unproven  # changed, and nothing closed
    assert folder_of(ws).is_dir()
    write(ws.root, ITEMS.replace(f"titel: {OPEN}", f"titel: {OPEN}\n    lukket: ja"))
    report = run(ws, [Order(file, (Kind.DAGSORDEN,))])
    assert report.unproven == [folder_of(ws)]
    assert not folder_of(ws).exists()


def test_a_set_goes_when_nobody_can_tell_what_is_closed(ws: Workspace) -> None:
    published(ws)
    write(ws.root, "  - titel: [\n")
    (file,) = ws.meeting_files()
    run(ws, [Order(file, (Kind.DAGSORDEN,))])
    assert not folder_of(ws).exists()


@pytest.mark.parametrize(
    ("leak", "what"),
    [
        ("Rosengården sælges til Svend Sommer", "tekst"),
        ("svend  sommer\nfor otte mil-\nlioner", "tekst"),
        ("skoede-jensen.pdf", "navnet på en lukket fil"),
        (hashlib.sha256(pdf("Et skoede")).hexdigest(), "kontrolsummen"),
    ],
)
def test_a_leak_in_a_document_is_refused(
    leak: str, what: str, ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ws)
    write(ws.root, ITEMS.replace("videre med sagen", "videre"))

    def draw(document: Document, *_: object) -> bytes:
        public = not document.audience.sees_closed
        return repr(document).encode() + (leak.encode() if public else b"")

    monkeypatch.setattr("moedebog.render.pdf.render", draw)
    told = refused(ws)
    assert "M610" in told
    assert what in told
    assert "referat.pdf" in told
    assert "Sommer" not in told
    assert "jensen" not in told
    assert not folder_of(ws).exists()
    assert len(happened(ws)) == 1  # nothing is put down of what was refused
    (file,) = ws.meeting_files()
    assert [one.version for one in issued.of_meeting(ws, file, file.stem).udgaver] == [1]


def test_a_leak_in_an_attachment_is_refused_until_somebody_answers_for_it(ws: Workspace) -> None:
    path = ws.meetings / "f" / "bilag" / "kort.pdf"
    path.write_bytes(pdf("Rosengaarden saelges til Svend Sommer for otte millioner"))
    write(ws.root, ITEMS.replace("Rosengården sælges", "Rosengaarden saelges"))
    told = refused(ws)
    assert "M610" in told
    assert "01.1 Kort nord syd.pdf" in told
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    vouched = (
        "        fil: bilag/kort.pdf\n        gennemset:\n          navn: Alma Ager\n"
        f"          dato: 2026-06-02\n          grund: Læst\n          sha256: {digest}\n"
    )
    items = ITEMS.replace("Rosengården sælges", "Rosengaarden saelges")
    write(ws.root, items.replace("        fil: bilag/kort.pdf\n", vouched))
    assert published(ws).changed


def test_an_attachment_may_say_how_its_author_is_reached(ws: Workspace) -> None:
    address = "mette.marie.mortensen@eksempelby.example.org"
    forum = ws.meetings / "f" / "forum.yaml"
    groups = f"modtagere:\n  - gruppe: udvalget\n    personer:\n      - {address}\n"
    forum.write_text(forum.read_text("utf-8") + groups, "utf-8")
    (ws.meetings / "f" / "bilag" / "kort.pdf").write_bytes(pdf(f"Skriv til {address}"))
    published(ws)


def test_a_letterhead_tells_nothing_of_a_meeting(ws: Workspace) -> None:
    who = "Eksempelby Kommune"
    folder = ws.root / "templates" / "byraad"
    folder.mkdir(parents=True)
    style = f"bygger_paa: standard\nsidefod:\n  venstre: {who}\n"
    (folder / "pdf.yaml").write_text(style, "utf-8")
    forum = ws.meetings / "f" / "forum.yaml"
    forum.write_text(f"{forum.read_text('utf-8')}skabelon: byraad\n", "utf-8")
    write(ws.root, f"{ITEMS}    sagsfremstilling: {who}\n")
    (file,) = ws.meeting_files()
    meeting = load(ws, file).meeting
    assert meeting is not None
    proving = Proving(matter_of(ws, file, plan(meeting)[0]))
    assert not list(proving.in_texts({"sidefoden": f"{who} side 1"}))
    assert list(proving.in_texts({"sidefoden": "Salget af Rosengården"}))


def test_a_closed_file_under_another_name_is_refused(ws: Workspace) -> None:
    folder = ws.meetings / "f" / "bilag"
    (folder / "skoede-jensen.pdf").write_bytes((folder / "kort.pdf").read_bytes())
    assert published(ws).changed  # it is open elsewhere
    (folder / "kort.pdf").write_bytes(pdf("Et kort"))
    with zipfile.ZipFile(folder / "samlet.zip", "w") as archive:
        archive.write(folder / "skoede-jensen.pdf", "a.pdf")
    write(ws.root, ITEMS.replace("bilag/syd.pdf", "bilag/samlet.zip"))
    told = refused(ws)
    assert "en lukket fil" in told


def test_a_title_that_gives_it_away_is_refused(ws: Workspace) -> None:
    write(ws.root, ITEMS.replace("      - titel: Kort over syd", "      - titel: Svend Sommer"))
    # Both the document and the attachment say it, and so may everybody: it is typed as public.
    assert published(ws).changed


def test_a_number_in_a_document_is_refused(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moedebog.render.pdf.render", lambda *_: b"CPR-nummer: 010190-1234")
    told = refused(ws)
    assert "M610" in told
    assert "0101••" in told
    assert "1234" not in told


def test_an_attachment_that_nobody_has_looked_into_is_refused(ws: Workspace) -> None:
    path = ws.meetings / "f" / "bilag" / "kort.pdf"
    path.write_bytes(bytes(range(256)) * 40)
    assert "M611" in refused(ws)
    assert not folder_of(ws).exists()
    path.write_bytes(pdf("Et kort over nord"))
    published(ws)
    path.write_bytes(bytes(range(256)) * 40)
    assert "M611" in refused(ws)
    assert folder_of(ws).is_dir()  # which does not hold that file


def test_what_is_changed_while_it_is_proven_is_not_published(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ws)
    before = (folder_of(ws) / "saet.json").read_bytes()
    path = ws.meetings / "f" / "bilag" / "syd.pdf"
    path.write_bytes(pdf("Et andet kort over syd"))

    def kept(made: Version) -> Version:
        done = keep(made)
        path.write_bytes(pdf("Rosengården"))
        return done

    monkeypatch.setattr("moedebog.publication.publishing.keep", kept)
    with pytest.raises(EnvironmentProblem):
        published(ws)
    assert (folder_of(ws) / "saet.json").read_bytes() == before
    assert len(happened(ws)) == 1


@pytest.mark.parametrize(
    ("when", "early"),
    [
        ("2026-06-04", True),
        ("2026-06-03 kl. 11.01", True),
        ("2026-06-03 kl. 11.00", False),
        ("2026-06-03", False),
    ],
)
def test_nothing_is_published_before_its_time(when: str, early: bool, ws: Workspace) -> None:
    write(ws.root, ITEMS, head=f"{HEAD}offentliggoeres: {when}\n")
    if early:
        assert "M612" in refused(ws)
        assert not happened(ws)
    else:
        published(ws)


def test_a_draft_is_told_and_goes(ws: Workspace) -> None:
    assert "M613" in {one.code for one in published(ws).findings}
    write(ws.root, ITEMS, head=f"{HEAD}referat_status: til_godkendelse\n")
    assert "M613" not in {one.code for one in published(ws).findings}


def test_a_forum_in_the_place_of_the_sets_is_told(ws: Workspace) -> None:
    (ws.meetings / "offentliggjort").mkdir()
    assert "M614" in refused(ws)


def test_the_proof_stays_in_the_house_and_tells_nothing(ws: Workspace) -> None:
    published(ws, day=date(2026, 6, 2), by="Alma Ager")
    (file,) = ws.meeting_files()
    path = proof_file(ws, file, Kind.REFERAT)
    assert path.is_relative_to(ws.issued_closed)
    assert (ws.issued_closed / ".gitignore").read_text(encoding="utf-8") == "*\n"
    bevis = proof(ws, file, Kind.REFERAT)
    assert bevis is not None
    assert set(bevis.filer) == {one.name for one in folder_of(ws).iterdir()}
    assert bevis.soegt
    assert "Sommer" not in path.read_text(encoding="utf-8")
    assert about(ws)["offentliggjort"] == "2026-06-02"


def test_a_draft_goes_only_where_it_is_asked_for(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ws.root)
    (ws.root / "moedebog.yaml").write_text("mail:\n  afsender: svar@example.org\n", "utf-8")
    assert cli.main(["publish", "2026-06-01"]) == 2
    assert "Intet er offentliggjort" in "".join(capsys.readouterr())
    assert not list(sets.installed(ws))
    assert cli.main(["publish", "2026-06-01", "--doc", "dagsorden"]) == 0
    assert cli.main(["publish", "2026-06-01"]) == 0  # it was issued, whatever the file says
