"""Attachments that something is left out of for the public: who gets what, and what is told."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from indhold.leaving_out import Account, Cannot, Reason, found_in
from moedebog import cli
from moedebog.compose import Composer, plan
from moedebog.diagnostics import Diagnostic, has_errors
from moedebog.document import Audience, Kind
from moedebog.examples import pdf
from moedebog.load import load
from moedebog.meeting import Meeting
from moedebog.redacted import copies
from moedebog.rules.looked_into import attached_of
from moedebog.workspace import Workspace
from plain_search import found
from support import ROOT

NAME, TELEPHONE = "Jens Åkerlund", "71 93 84 26"
ORIGINAL = pdf(f"Ansøger: {NAME}, {TELEPHONE}, Fjordvej 12")
FORUM = """\
navn: Udvalget
medlemmer:
  - Alma Ager
modtagere:
  - gruppe: medlemmer
    dokumenter:
      - dagsorden
    maalgruppe: intern
    personer:
      - alma@example.org
  - gruppe: pressen
    dokumenter:
      - dagsorden
    maalgruppe: offentlig
    personer:
      - presse@example.org
"""
HEAD = "dato: 2025-09-12\nstart: 10.00\nslut: 12.00\nsted: Rådhuset\ndagsorden_status: udsendt\n"
BOTH = """\
      - tekst: Jens Åkerlund
        grund: navn
      - moenster: '(\\d\\d ){3}\\d\\d'
        grund: telefonnummer
"""


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with a meeting of one item, whose attachment has a name in it."""
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "notat.pdf").write_bytes(ORIGINAL)
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def write(root: Path, entries: str = BOTH, more: str = "", titel: str = "Notat") -> None:
    """The meeting file with these entries under ``udelad``."""
    text = f"{HEAD}punkter:\n- titel: Ansøgning\n  bilag:\n  - titel: {titel}\n    fil: notat.pdf\n"
    if entries:
        text += f"    udelad:\n{entries}"
    (root / "meetings" / "udvalg" / "2025-09-12.yaml").write_text(text + more, encoding="utf-8")


def read(ws: Workspace) -> tuple[Meeting, list[Diagnostic]]:
    file, *_ = ws.meeting_files()
    loaded = load(ws, file)
    assert loaded.meeting is not None
    return loaded.meeting, loaded.diagnostics


def codes(ws: Workspace) -> list[str]:
    return [one.code for one in read(ws)[1]]


def bytes_for(ws: Workspace, audience: Audience) -> bytes:
    """The attachment as an audience gets it."""
    planned = plan(read(ws)[0])[0]
    (vedlagt,) = Composer(planned).dispatch(Kind.DAGSORDEN, audience).bilag
    assert vedlagt.sti.name == "notat.pdf"
    return vedlagt.sti.read_bytes()


def run(*typed: str) -> int:
    return cli.main(list(typed))


def test_the_public_gets_a_copy_and_the_members_the_file(ws: Workspace) -> None:
    public = bytes_for(ws, Audience.OFFENTLIG)
    assert bytes_for(ws, Audience.INTERN) == ORIGINAL
    assert found_in(public, [NAME, TELEPHONE, "Fjordvej 12"]) == (2,)
    assert found_in(ORIGINAL, [NAME, TELEPHONE]) == (0, 1)
    assert codes(ws) == ["M647"]


def test_facts_tell_the_copy_to_the_public(ws: Workspace) -> None:
    composer = Composer(plan(read(ws)[0])[0])
    sizes = {}
    for audience in (Audience.OFFENTLIG, Audience.INTERN):
        fakta = composer.dispatch(Kind.DAGSORDEN, audience).fakta
        (bilag,) = fakta.punkter[0].bilag
        sizes[audience] = bilag.stoerrelse
    assert sizes[Audience.INTERN] == len(ORIGINAL)
    assert sizes[Audience.OFFENTLIG] == len(bytes_for(ws, Audience.OFFENTLIG))


def test_the_copy_is_looked_into_for_the_public_and_the_file_is_not(ws: Workspace) -> None:
    attached = {one.public: one.fil.sti for one in attached_of(plan(read(ws)[0])[0])}
    assert attached[False].read_bytes() == ORIGINAL
    assert attached[True].read_bytes() == bytes_for(ws, Audience.OFFENTLIG)


def test_a_copy_is_made_once_and_is_the_same_elsewhere(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bytes_for(ws, Audience.OFFENTLIG)
    with monkeypatch.context() as patched:
        patched.setattr(copies, "carry_out", None)
        assert bytes_for(ws, Audience.OFFENTLIG) == first
    for path in (ws.root / ".moedebog" / "udeladt").rglob("*.*"):
        path.unlink()
    assert bytes_for(ws, Audience.OFFENTLIG) == first
    assert "*" in (ws.root / ".moedebog" / ".gitignore").read_text()


@pytest.mark.parametrize(
    ("entries", "more", "code"),
    [
        ("      - tekst: Kirsten\n        grund: navn\n", "", "M641"),
        ("      - tekst: '-'\n        grund: navn\n", "", "M643"),
        ("      - moenster: '('\n        grund: navn\n", "", "M643"),
        ("      - tekst: Jens\n        side: 1\n        grund: navn\n", "", "M648"),
        (BOTH, "  - titel: Igen\n    fil: notat.pdf\n    udelad:\n" + BOTH[:49], "M645"),
    ],
)
def test_what_cannot_be_left_out_stops_the_document(
    ws: Workspace, entries: str, more: str, code: str
) -> None:
    write(ws.root, entries, more)
    meeting, found = read(ws)
    assert code in [one.code for one in found]
    assert has_errors(found)
    said = "".join(str(one) for one in found)
    assert not any(word in said for word in ("Kirsten", "Åkerlund", "Jens"))
    if code != "M645":
        dispatch = Composer(plan(meeting)[0]).dispatch(Kind.DAGSORDEN, Audience.OFFENTLIG)
        assert dispatch.bilag == ()
    assert run("dagsorden", "2025-09-12") == 1
    assert list(ws.root.glob("output/**/*.pdf")) == []


def test_a_title_must_not_say_it(ws: Workspace) -> None:
    write(ws.root, titel="Ansøgning fra JENS ÅKERLUND")
    assert "M644" in codes(ws)
    write(ws.root, titel="Ansøgning fra JENS ÅKERLUND\n    offentlig: nej")
    assert "M644" not in codes(ws)


def test_only_a_pdf_and_only_a_whole_one(ws: Workspace) -> None:
    file = ws.meetings / "udvalg" / "notat.pdf"
    file.write_bytes(b"%PDF-1.7\nkun begyndelsen")
    assert "M642" in codes(ws)
    file.write_bytes(b"Jens")
    assert "M640" in codes(ws)


def test_pages_that_are_pictures_and_what_broke_are_told(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    bytes_for(ws, Audience.OFFENTLIG)
    (account,) = ws.root.glob(".moedebog/udeladt/*/konto.json")
    account.write_text('{"unsearched": [2, 4], "signature_gone": true}')
    told = {one.code: str(one) for one in read(ws)[1]}
    assert "side 2, 4" in told["M646"]
    assert "underskrevet" in told["M647"]
    account.unlink()
    failed = Account(cannot=(Cannot(Reason.FAILED),))
    monkeypatch.setattr(copies, "carry_out", lambda tasks: [failed])
    assert codes(ws) == ["M642"]
    assert not account.exists(), "it may come out otherwise another day"


def test_the_same_file_in_the_open_elsewhere_is_told(ws: Workspace) -> None:
    write(ws.root, BOTH, "  - titel: Igen\n    fil: notat.pdf\n")
    assert run("validate", "2025-09-12") == 0
    write(ws.root, "")
    assert bytes_for(ws, Audience.OFFENTLIG) == ORIGINAL


def test_logs_show_nothing_of_it(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    write(ws.root, BOTH + "      - tekst: Kirsten Ulv\n        ukendt: x\n        grund: navn\n")
    run("validate", "2025-09-12", "--format", "github")
    told = "".join(capsys.readouterr())
    assert not any(word in told for word in ("Åkerlund", "Kirsten", "3}"))


def test_what_is_issued_and_published_holds_the_words_in_the_closed_store_alone(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("udgave", "2025-09-12", "--doc", "dagsorden") == 0
    assert run("publish", "2025-09-12") == 0, capsys.readouterr()
    public = sha256(bytes_for(ws, Audience.OFFENTLIG)).hexdigest()
    whole = sha256(ORIGINAL).hexdigest()
    for path in ws.root.rglob("*"):
        inside = path.relative_to(ws.root).parts[0]
        if not path.is_file() or inside in ("udsendt-lukket", "meetings", ".moedebog", "templates"):
            continue
        held = path.read_bytes()
        assert NAME.encode() not in held
        assert whole.encode() not in held
        if held.startswith(b"%PDF"):
            assert found_in(held, [NAME, TELEPHONE]) == ()
    # As of any closed attachment, the record beside the meeting has the checksum, and not the name.
    record = (ws.meetings / "udvalg" / "2025-09-12.udsendt.yaml").read_text(encoding="utf-8")
    assert public in record
    assert NAME not in record
    stored = {path.stem for path in (ws.root / "udsendt").rglob("*.pdf")}
    assert public in stored
    assert whole not in stored
    assert whole in {path.stem for path in (ws.root / "udsendt-lukket").rglob("*.pdf")}


def test_a_changed_copy_is_a_change_and_nothing_else_is(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("udgave", "2025-09-12", "--doc", "dagsorden") == 0
    capsys.readouterr()
    assert run("diff", "2025-09-12", "--doc", "dagsorden") == 0
    assert "Notat" not in capsys.readouterr().out
    write(ws.root, BOTH + "      - tekst: Fjordvej 12\n        grund: adresse\n")
    assert run("diff", "2025-09-12", "--doc", "dagsorden") == 0
    told = capsys.readouterr().out
    assert "Notat" in told
    assert "Fjordvej" not in told


def test_the_one_file_for_everybody_has_the_copy_and_the_members_have_the_words(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    for audience in ("offentlig", "intern"):
        assert cli.main(["material", "2025-09-12", "--audience", audience]) == 0
    out, err = capsys.readouterr()
    folder = ws.output / "udvalg" / "2025-09-12" / "materiale"
    words = ["kerlund", "71938426"]
    assert found([*words, "Fjordvej"], "", (folder / "dagsorden.pdf").read_bytes()) == {"Fjordvej"}
    members = (folder / "dagsorden-intern.pdf").read_bytes()
    assert found(words, "", members) == set(words)
    assert found(words, "", (out + err).encode()) == set()
