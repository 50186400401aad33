"""Files of earlier versions are brought up to date in place, and shown first."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import docx_samples
from mail_support import SENDER, START, record
from moedebog import cli, source
from moedebog.build.check import validate
from moedebog.compose import compose
from moedebog.diagnostics import EnvironmentProblem, Severity, has_errors
from moedebog.document import Audience, Kind
from moedebog.issued import filed
from moedebog.load import load
from moedebog.render.mail import MessageText
from moedebog.send import older
from moedebog.send.prepare import prepare
from moedebog.settings.style import load_style
from moedebog.upgrade import changes, tags
from moedebog.upgrade.changes import (
    Change,
    FileKind,
    TagChange,
    renamed,
    renamed_key,
    renamed_value,
)
from moedebog.upgrade.edits import Rename, Replace, edited
from moedebog.upgrade.renewal import Outdated, difference, outdated, write
from moedebog.workspace import Workspace
from support import ROOT
from texts import squeezed, words

FROZEN = ROOT / "tests" / "opgrader"
RECORD = Path("meetings/eksempel/2025-11-06.udsendt.yaml")

PLACE = renamed_key("O90", "9.0", FileKind.MEETING, ("sted",), "lokale")
LENGTH = renamed_key("O91", "9.0", FileKind.MEETING, ("punkter", "*", "varighed"), "minutter")
STATUS = renamed_value("O92", "9.0", FileKind.MEETING, ("dagsorden_status",), "udsendt", "udgivet")
INVENTED = (PLACE, LENGTH, STATUS)

OLD = """\
# Øverst
sted:   "Rådhuset"   # lokalet, med å
"dagsorden_status": udsendt # status
dato: 2025-09-12

punkter:
  - titel: Sted og sted  # ikke denne
    varighed: 10
  # en pause
  - {titel: "sted: her", 'varighed': 5, sagsfremstilling: "varighed: 5"}
  - titel: Eventuelt
    sagsfremstilling: |
      sted: står her også
      varighed: 7
"""
NEW = (
    OLD.replace('sted:   "R', 'lokale:   "R')
    .replace(": udsendt #", ": udgivet #")
    .replace("    varighed: 10", "    minutter: 10")
    .replace("'varighed'", '"minutter"')
)


def project(root: Path, text: bytes = OLD.encode()) -> Workspace:
    folder = root / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "2025-09-12.yaml").write_bytes(text)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", "utf-8")
    return Workspace(root)


def renew(ws: Workspace, wanted: Sequence[Change] = INVENTED) -> Outdated:
    """Bring a workspace up to date."""
    found = outdated(ws, wanted, ())
    for file in found.files:
        write(file)
    return found


# --- edits ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_all_but_what_changed_stays_byte_for_byte(tmp_path: Path, ends: str, mark: bytes) -> None:
    ws = project(tmp_path, mark + OLD.replace("\n", ends).encode())
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    path.chmod(0o640)
    found = renew(ws)
    assert path.read_bytes() == mark + NEW.replace("\n", ends).encode()
    assert path.stat().st_mode & 0o777 == 0o640
    (file,) = found.files
    assert [(done.line, str(done.says).partition(" ")[0]) for done in file.done] == [
        (2, "sted"), (8, "varighed"), (10, "varighed"), (3, "udsendt"),
    ]  # fmt: skip
    assert not found.diagnostics
    assert renew(ws).files == ()


def test_a_file_that_has_both_keys_is_left_alone(tmp_path: Path) -> None:
    ws = project(tmp_path, b"sted: A\nlokale: B\n")
    assert renew(ws).files == ()


@pytest.mark.parametrize(
    ("written", "value"), [(">\n  uds\n  endt", "uds endt\n"), ("uds\n  endt", "uds endt")]
)
def test_what_cannot_be_written_in_place_is_told_with_its_place(
    tmp_path: Path, written: str, value: str
) -> None:
    text = f"dato: 2025-09-12\ndagsorden_status: {written}\n".encode()
    ws = project(tmp_path, text)
    odd = renamed_value("O93", "9.0", FileKind.MEETING, ("dagsorden_status",), value, "udgivet")
    found = renew(ws, [odd])
    assert found.files == ()
    (told,) = found.diagnostics
    assert (told.code, str(told.position)) == ("M466", "meetings/udvalg/2025-09-12.yaml:2:19")
    assert (ws.meetings / "udvalg" / "2025-09-12.yaml").read_bytes() == text


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    ws = project(tmp_path)
    broken = ws.meetings / "udvalg" / "2025-10-10.yaml"
    broken.write_bytes(b'sted: "x\n')
    found = renew(ws)
    assert [file.path.stem for file in found.files] == ["2025-09-12"]
    assert {d.position.file for d in found.diagnostics} == {"meetings/udvalg/2025-10-10.yaml"}
    assert has_errors(found.diagnostics)
    assert broken.read_bytes() == b'sted: "x\n'


KEYS = st.sampled_from(["sted", "titel", "nr", "a b", 'an"fø', "ja"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")))


@given(st.dictionaries(KEYS, TEXTS, min_size=1), st.data())
def test_an_edit_changes_what_it_says_and_nothing_else(
    data: dict[str, str], draw: st.DataObject
) -> None:
    text = "".join(
        f"{json.dumps(key, ensure_ascii=False)}:  {json.dumps(value, ensure_ascii=False)} # {n}\n"
        for n, (key, value) in enumerate(data.items())
    )
    tree, problems = source.parse(text.encode(), "f.yaml")
    if tree is None or problems:
        return
    key = draw.draw(st.sampled_from(sorted(data)))
    new = draw.draw(TEXTS)
    made = edited(tree, text, [Rename((key,), "nyt"), Replace((key,), new)])
    again, _ = source.parse(made.encode(), "f.yaml")
    assert again is not None
    assert again.data == {("nyt" if k == key else k): new if k == key else data[k] for k in data}
    lines = [line.rpartition("#")[2] for line in made.splitlines()]
    assert lines == [f" {number}" for number in range(len(data))]


# --- Word templates -----------------------------------------------------------------------------


def template(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", "".join(parts), zipfile.ZIP_DEFLATED)
        file.writestr("word/media/billede.png", b"{{ punkt.tid }}")
    return out.getvalue()


SLOT = TagChange("O94", "9.0", renamed("tid", "slot"), "punkt.tid", "punkt.slot")


def test_a_variable_is_renamed_in_tags_alone() -> None:
    data = template(
        "<w:t>punkt.tid {{ punkt.tid }} {% if punkt.tid %}x{% endif %}</w:t>",
        "<w:t>{{ punkt.tidligere }} {{ underpunkt.tid }}</w:t>",
    )
    made, told = tags.renamed(data, [SLOT])
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.read("word/document.xml").decode() == (
            "<w:t>punkt.tid {{ punkt.slot }} {% if punkt.slot %}x{% endif %}</w:t>"
            "<w:t>{{ punkt.tidligere }} {{ underpunkt.tid }}</w:t>"
        )
        assert file.read("word/media/billede.png") == b"{{ punkt.tid }}"
    assert told[0] == ("{{ punkt.tid }}", "{{ punkt.slot }}")
    assert tags.renamed(made, [SLOT]) == (made, [])


def test_a_tag_that_word_has_cut_is_told_and_left(tmp_path: Path) -> None:
    ws = project(tmp_path)
    path = tmp_path / "templates" / "min" / "referat.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(template("<w:t>{{ punkt</w:t><w:t>.tid }}</w:t>"))
    found = outdated(ws, (), [SLOT])
    assert found.files == ()
    (told,) = found.diagnostics
    assert (told.code, told.position.file) == ("M467", "templates/min/referat.docx")
    assert "{{ punkt.tid }}" in told.message


def test_a_templates_tags_are_shown_and_written(tmp_path: Path) -> None:
    ws = project(tmp_path)
    path = tmp_path / "templates" / "min" / "referat.docx"
    path.parent.mkdir(parents=True)
    path.write_bytes(template("<w:t>{{ punkt.tid }}</w:t>"))
    (file,) = outdated(ws, (), [SLOT]).files
    assert list(difference(file))[1:] == ["-{{ punkt.tid }}", "+{{ punkt.slot }}"]
    write(file)
    assert outdated(ws, (), [SLOT]).files == ()


# --- records ------------------------------------------------------------------------------------


@pytest.fixture
def frozen(tmp_path: Path) -> Workspace:
    """The samples and the template set of an earlier day."""
    shutil.copytree(FROZEN, tmp_path / "w")
    return Workspace(tmp_path / "w")


def test_names_of_closed_attachments_leave_the_record(frozen: Workspace) -> None:
    before = (frozen.root / RECORD).read_text("utf-8")
    assert "Tilbud fra entreprenører" in before
    renew(frozen, older.CHANGES)
    after = (frozen.root / RECORD).read_text("utf-8")
    changed = [
        (old, new)
        for old, new in zip(before.splitlines(), after.splitlines(), strict=True)
        if old != new
    ]
    ((_, new),) = changed
    assert new.startswith('      - {"navn": "Punkt 51, bilag 2", "sha256": "cf80')
    assert "Forslag til cykelsti" in after
    (one,) = [f for f in filed(frozen, frozen.meetings / "eksempel") if f.issues]
    assert set(one.issues[0].sums) == set(Audience)
    assert renew(frozen, older.CHANGES).files == ()


def test_without_the_meeting_nobody_says_which_are_closed(frozen: Workspace) -> None:
    meeting = frozen.meetings / "eksempel" / "2025-11-06.yaml"
    meeting.write_text("dato: i morgen\n", "utf-8")
    before = (frozen.root / RECORD).read_bytes()
    found = renew(frozen, older.CHANGES)
    assert [(d.code, d.position.line) for d in found.diagnostics] == [("M468", 3)]
    assert (frozen.root / RECORD).read_bytes() == before


# --- what this version writes otherwise ---------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("form: ekstraordinaert # uden for planen", "ekstraordinaert: ja # uden for planen"),
        ('form: "ekstraordinaert"', 'ekstraordinaert: "ja"'),
        ("form: virtuelt", "form: virtuelt"),
    ],
)
def test_that_a_meeting_is_extraordinary_gets_a_key_of_its_own(
    old: str, new: str, tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", "utf-8")
    file = folder / "2025-09-12.yaml"
    file.write_text(f"dato: 2025-09-12\n{old}\nstart: 10:00\npunkter: []\n", "utf-8")
    ws = Workspace(tmp_path)
    renew(ws, changes.CHANGES)
    assert file.read_text("utf-8") == f"dato: 2025-09-12\n{new}\nstart: 10:00\npunkter: []\n"
    assert renew(ws, changes.CHANGES).files == ()
    loaded = load(ws, ws.meeting_file("2025-09-12"))
    assert loaded.meeting is not None
    assert loaded.meeting.ekstraordinaert is ("ekstraordinaert" in new)
    assert loaded.diagnostics == []


def test_a_meeting_that_has_that_key_already_is_left_to_whoever_wrote_it(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", "utf-8")
    text = (
        "dato: 2025-09-12\nform: ekstraordinaert\nekstraordinaert: nej\nstart: 10:00\npunkter: []\n"
    )
    (folder / "2025-09-12.yaml").write_text(text, "utf-8")
    made = renew(Workspace(tmp_path), changes.CHANGES)
    assert (made.files, (folder / "2025-09-12.yaml").read_text("utf-8")) == ((), text)
    assert made.diagnostics == ()


# --- the files of an earlier day ----------------------------------------------------------------


def test_the_samples_of_an_earlier_day_have_no_errors(frozen: Workspace) -> None:
    renew(frozen, (*changes.CHANGES, *older.CHANGES))
    for kind in ("dagsorden", "referat"):  # the Word templates of that day were as they are now
        name = f"templates/standard/{kind}.docx"
        shutil.copyfile(ROOT / name, frozen.root / name)
    found = validate(frozen, frozen.meeting_files())
    assert [d for d in found if d.severity is Severity.ERROR] == []
    style, problems = load_style(frozen.root / "templates" / "standard" / "pdf.yaml", "pdf.yaml")
    assert (style is not None, problems) == (True, [])


@pytest.mark.slow
def test_the_template_set_of_an_earlier_day_makes_the_samples_of_that_day(
    frozen: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(frozen.root)
    assert cli.main(["opgrader", "--skriv"]) == 0
    capsys.readouterr()
    assert cli.main(["all"]) == 0
    assert "templates/" not in capsys.readouterr().err
    assert len(list(frozen.output.rglob("*.pdf"))) == 5
    for file in frozen.meeting_files():
        meeting = load(frozen, file).meeting
        assert meeting is not None
        for path in frozen.output_folder(file).glob("*.docx"):
            shown = squeezed("".join(docx_samples.words(path.read_bytes())))
            document, _ = compose(meeting, Kind(path.stem), Audience.OFFENTLIG)
            assert [word for word in words(document) if squeezed(word) not in shown] == []


MAIL = Path("templates/standard/mail")


def test_its_mail_says_what_the_standard_one_says_today(
    frozen: Workspace, quick_renderers: None
) -> None:
    of_that_day = messages(frozen)
    shutil.rmtree(frozen.root / "templates" / "standard" / "mail")
    shutil.copytree(ROOT / MAIL, frozen.root / MAIL)
    today = messages(frozen)
    # The formatted one has more links today.
    assert [(t.subject, t.plain) for t in of_that_day] == [(t.subject, t.plain) for t in today]
    assert any("Ny cykelsti ved Eksempelskolen" in text.plain for text in of_that_day)


def messages(ws: Workspace) -> list[MessageText]:
    """What the mails of a meeting say that nobody has got yet."""
    file = ws.meeting_file("eksempel/2025-11-06")
    (ws.root / RECORD).unlink(missing_ok=True)
    with record(ws).opened() as rec:
        mailing = prepare(ws, file, Kind.DAGSORDEN, SENDER, START, rec)
    return [mailing.text(variant, variant.whole) for variant in mailing.variants]


# --- the command --------------------------------------------------------------------------------


def test_nothing_is_written_unless_asked_for(
    frozen: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(frozen.root)
    before = (frozen.root / RECORD).read_bytes()
    assert cli.main(["opgrader", "--vis-lukket"]) == 0
    told = capsys.readouterr()
    assert f"{RECORD.as_posix()}:\n@@ " in told.out
    assert '+      - {"navn": "Punkt 51, bilag 2", ' in told.out
    assert "Intet er skrevet" in told.err
    assert (frozen.root / RECORD).read_bytes() == before
    monkeypatch.setenv("SKRIV", "1")
    assert cli.main(["opgrader", "--vis-lukket"]) == 0
    assert (frozen.root / RECORD).read_bytes() != before
    capsys.readouterr()
    assert cli.main(["opgrader"]) == 0
    assert "\nIntet at gøre i " in capsys.readouterr().err


def test_others_read_where_and_what_but_no_lines(
    frozen: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(frozen.root)
    assert cli.main(["opgrader"]) == 0
    told = capsys.readouterr()
    assert f"{RECORD.as_posix()}:29: et lukket bilag" in told.out
    assert "Tilbud" not in told.out + told.err
    assert "--vis-lukket" in told.err


def test_faulty_settings_are_no_hindrance(
    frozen: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(frozen.root)
    (frozen.root / "moedebog.yaml").write_text("output: 7\ngammel: ja\n", "utf-8")
    assert cli.main(["opgrader"]) == 0
    assert "3 filer er ikke ajour" in capsys.readouterr().err


def test_a_file_saved_meanwhile_is_left_alone(tmp_path: Path) -> None:
    ws = project(tmp_path)
    (file,) = outdated(ws, INVENTED, ()).files
    file.path.write_bytes(b"dato: 2025-01-01\n")
    with pytest.raises(EnvironmentProblem):
        write(file)
    assert file.path.read_bytes() == b"dato: 2025-01-01\n"


# --- who was there --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "recorded"),
    [
        ("til_godkendelse", True),
        ("offentliggjort", True),
        ("udkast", False),
        ("godkendt\naflyst: ja", False),
        ("godkendt\nfremmoedt: ikke_noteret", False),
    ],
)
def test_a_finished_referat_goes_on_to_say_who_was_there(
    tmp_path: Path, status: str, recorded: bool
) -> None:
    text = f"dato: 2025-09-12\nstart: '10:00'\nreferat_status: {status} # færdigt\npunkter: []\n"
    path = tmp_path / "meetings" / "udvalg" / "2025-09-12.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    renew(Workspace(tmp_path), changes.CHANGES)
    made = path.read_text("utf-8")
    wanted = text.replace("færdigt\n", "færdigt\nfremmoedt: alle_andre\n") if recorded else text
    assert made == wanted


# --- typography, on request -------------------------------------------------------------------

TYPED = """\
dato: 2025-09-12
start: "10:00"
sted: Sal 2 - "foyer"  # "sted" - er intet afsnit
punkter:
  - titel: Sti - og vej
    sagsfremstilling: |
      Han sagde "ja" - og gik ...

      `"kode" - her` og https://example.org/a-"b"
    beslutning: "Den er \\"god\\""
    resume: 'Det''s - "godt"'
    proces: >-
      Foldet - tekst, hvor "ordet"
      går - over linjer ...

      og afsnit - "to".
    oekonomi: "Han sagde \\"nej\\" - og
      gik ... hjem - i dag"
    sagsforloeb: 'Ude - og
      "hjemme"'
    indledning: uden tegn - over
      linjer "her"
    bilag:
      - {titel: Notat - kort, fil: bilag/Notat - kort.pdf}
"""
MENDED = (
    TYPED.replace("Sti - og", "Sti – og")
    .replace('sagde "ja" - og gik ...', "sagde ”ja” – og gik …")
    .replace('\\"god\\"', "”god”")
    .replace("Det''s - \"godt\"", "Det''s – ”godt”")
    .replace("titel: Notat - kort", "titel: Notat – kort")
    .replace('Foldet - tekst, hvor "ordet"', "Foldet – tekst, hvor ”ordet”")
    .replace("går - over linjer ...", "går – over linjer …")
    .replace('afsnit - "to"', "afsnit – ”to”")
    .replace('\\"nej\\" - og', "”nej” – og")
    .replace("gik ... hjem - i dag", "gik … hjem – i dag")
    .replace("Ude - og", "Ude – og")
    .replace('"hjemme"', "”hjemme”")
    .replace("tegn - over", "tegn – over")
    .replace('linjer "her"', "linjer ”her”")
)


LEFT = """\
dato: 2025-09-12
start: "10:00"
punkter:
  - titel: Sti
    beslutning: >
      Han gik
      - og kom ikke igen
    resume: "Det er - \\
      ikke sikkert"
    proces: >
      Kort - og godt
"""


def test_what_cannot_be_mended_safely_is_counted_and_its_place_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = project(tmp_path, LEFT.encode())
    monkeypatch.chdir(ws.root)
    assert cli.main(["opgrader", "--typografi", "--skriv"]) == 0
    told = capsys.readouterr().err
    places = re.findall(r"2025-09-12\.yaml:(\d+):\d+: advarsel: .*\[M466\]", told)
    text = (ws.meetings / "udvalg" / "2025-09-12.yaml").read_text("utf-8")
    assert text == LEFT.replace("Kort - og", "Kort – og").replace("er - \\", "er – \\")
    assert places == ["5"]
    assert "1 sted skal rettes i hånden." in told


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_typography_is_mended_in_prose_alone_and_only_on_request(
    tmp_path: Path, ends: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ws = project(tmp_path, TYPED.replace("\n", ends).encode())
    path = ws.meetings / "udvalg" / "2025-09-12.yaml"
    monkeypatch.chdir(ws.root)
    assert cli.main(["opgrader", "--skriv"]) == 0
    assert path.read_bytes() == TYPED.replace("\n", ends).encode()
    assert cli.main(["opgrader", "--typografi", "--vis-lukket"]) == 0
    assert "+  - titel: Sti – og vej" in capsys.readouterr().out
    assert path.read_bytes() == TYPED.replace("\n", ends).encode()
    monkeypatch.setenv("TYPOGRAFI", "1")
    assert cli.main(["opgrader", "--skriv"]) == 0
    assert path.read_bytes() == MENDED.replace("\n", ends).encode()
    assert cli.main(["opgrader", "--skriv"]) == 0
    assert path.read_bytes() == MENDED.replace("\n", ends).encode()
