"""What documents are drawn as is one list, of which a forum takes what it will."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import build_rules
from mail_support import change, parsed, send, server, workspace
from moedebog import cli, schema
from moedebog.build import Order, clean, run, tidy, validate
from moedebog.diagnostics import Severity
from moedebog.document import Audience, Document, Kind
from moedebog.fakta import Fakta
from moedebog.render.formats import FORMATS, Format, Needs, TemplateLook
from moedebog.schema import files
from moedebog.workspace import Workspace
from support import forum, make_all

NAME = "2025-09-12"
DOCUMENTS = ["dagsorden.docx", "dagsorden.pdf", "referat.docx", "referat.pdf"]


@pytest.fixture(autouse=True)
def drawn(quick_renderers: None) -> None:
    """Documents as plain text."""


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(tmp_path)
    for name in ("MEETING", "AUDIENCE", "FORUM"):
        monkeypatch.delenv(name, raising=False)
    return workspace(tmp_path)


@pytest.fixture
def letter(monkeypatch: pytest.MonkeyPatch) -> Iterator[Format]:
    """A third format. Its entry is all there is to it, and the schema that the tool makes."""

    def draw(document: Document, facts: Callable[[], Fakta], look: TemplateLook) -> bytes:
        return f"BREV {document.titel}".encode()

    def is_ours(path: Path) -> bool:
        return path.read_bytes().startswith(b"BREV ")

    made = Format("brev", "Brev", "text/x-brev", Needs.NOTHING, draw, is_ours)
    monkeypatch.setitem(FORMATS, "brev", made)
    forum, meeting = json.loads(build_rules.schema()), schema.load("meeting")
    caches = (files.compiled, files.explaining, files.owners_of)
    monkeypatch.setattr(files, "load", {"forum": forum, "meeting": meeting}.__getitem__)
    for cache in caches:
        cache.cache_clear()
    yield made
    for cache in caches:
        cache.cache_clear()


def choose(ws: Workspace, formats: str) -> None:
    path = ws.meetings / "udvalg" / "forum.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("formater:")]
    path.write_text("\n".join([*kept, f"formater: {formats}", ""]), encoding="utf-8")


def made(ws: Workspace) -> list[str]:
    return sorted(path.name for path in (ws.output / "udvalg" / NAME).glob("*.*"))


# --- the list -----------------------------------------------------------------------------


def test_a_third_format_is_drawn_and_kept_up_to_date(
    ws: Workspace, letter: Format, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(ws, "[pdf, brev]")
    assert cli.main(["referat", NAME]) == 0
    assert made(ws) == ["referat.brev", "referat.pdf"]
    assert (ws.output / "udvalg" / NAME / "referat.brev").read_bytes().startswith(b"BREV Referat")
    assert cli.main(["all"]) == 0
    both = ["dagsorden.brev", "dagsorden.pdf", "referat.brev", "referat.pdf"]
    assert made(ws) == both
    assert make_all(ws).made == []
    (ws.output / "udvalg" / NAME / "dagsorden.brev").unlink()
    assert [path.name for path in make_all(ws).made] == both


def test_a_third_format_is_mailed_to_who_asks_for_it(ws: Workspace, letter: Format) -> None:
    choose(ws, "[pdf, brev]")
    change(ws, "personer: [avis@", "formater: [brev]\n    personer: [avis@", "forum.yaml")
    with server() as inbox:
        send(ws, inbox.port)
        (press,) = inbox.to("avis@example.org")
        (member,) = inbox.to("bo@example.org")
    types = [(part.get_content_type(), part.get_filename()) for part in parsed(press).walk()]
    names = [name for kind, name in types if kind == "text/x-brev"]
    assert [str(name).endswith(".brev") for name in names] == [True]
    assert b"text/x-brev" not in member


def test_a_third_format_goes_when_it_is_stale(ws: Workspace, letter: Format) -> None:
    choose(ws, "[brev]")
    make_all(ws)
    change(ws, "slut:", "titel: Nu lukket\nslut:")
    assert sorted(path.name for path in tidy(ws).removed) == ["dagsorden.brev", "referat.brev"]
    make_all(ws)
    record = next((ws.root / ".moedebog").glob("*.json"))
    record.unlink()  # then the file itself says whose it is
    assert sorted(path.name for path in tidy(ws).removed) == ["dagsorden.brev", "referat.brev"]
    make_all(ws)
    clean(ws)
    assert made(ws) == []


# --- the choice ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"), [("[docx, pdf]", DOCUMENTS), ("[pdf, docx, pdf]", DOCUMENTS)]
)
def test_the_choice_may_be_what_all_have(ws: Workspace, line: str, expected: list[str]) -> None:
    make_all(ws)
    assert made(ws) == expected
    choose(ws, line)
    make_all(ws)
    assert made(ws) == expected


@pytest.mark.parametrize("audience", Audience)
def test_what_is_no_longer_chosen_goes_and_comes_again(ws: Workspace, audience: Audience) -> None:
    order = Order(ws.meeting_file(NAME), (Kind.REFERAT,), (audience,))
    end = "-intern" if audience is Audience.INTERN else ""
    run(ws, [order])
    assert made(ws) == [f"referat{end}.docx", f"referat{end}.pdf"]
    choose(ws, "[pdf]")
    assert not run(ws, [order]).failed
    assert made(ws) == [f"referat{end}.pdf"]
    choose(ws, "[docx]")
    run(ws, [order])
    assert made(ws) == [f"referat{end}.docx"]


def test_a_file_of_others_in_a_format_that_is_not_chosen_stays(ws: Workspace) -> None:
    choose(ws, "[pdf]")
    folder = ws.output / "udvalg" / NAME
    folder.mkdir(parents=True)
    theirs = folder / "referat-intern.docx"
    theirs.write_bytes(b"written by somebody")
    for _ in range(2):
        run(ws, [Order(ws.meeting_file(NAME), None, (Audience.INTERN,))])
        change(ws, "slut:", "titel: Et til\nslut:")
    assert theirs.read_bytes() == b"written by somebody"


def test_what_a_format_needs_is_asked_for_only_where_it_is_drawn(ws: Workspace) -> None:
    look = ws.root / "templates" / "egen"
    look.mkdir(parents=True)
    (look / "pdf.yaml").write_text("side: 7\n", encoding="utf-8")  # and no Word template
    forum = ws.meetings / "udvalg" / "forum.yaml"
    forum.write_text(f"{forum.read_text('utf-8')}\nskabelon: egen\n", encoding="utf-8")

    def codes(formats: str) -> set[str]:
        choose(ws, formats)
        found = validate(ws, ws.meeting_files(), everything=True)
        return {d.code for d in found if d.severity is Severity.ERROR}

    assert codes("[docx, pdf]") == {"M302", "M401"}
    assert codes("[docx]") == {"M401"}
    assert codes("[pdf]") == {"M302"}


@pytest.mark.parametrize(
    ("chosen", "group", "expected"),
    [
        ("[docx, pdf]", "", ("pdf",)),
        ("[docx]", "", ("docx",)),
        ("[docx]", ", formater: [docx]", ("docx",)),
    ],
)
def test_a_group_gets_pdf_or_what_there_is(
    chosen: str, group: str, expected: tuple[str, ...]
) -> None:
    text = f"navn: U\nformater: {chosen}\nmodtagere:\n  - {{gruppe: a, personer: [a@example.org]"
    assert forum(f"{text}{group}}}").modtagere[0].formater == expected


def test_a_group_cannot_get_what_the_forum_does_not_make(ws: Workspace) -> None:
    choose(ws, "[docx]")
    change(ws, "personer: [avis@", "formater: [docx, pdf]\n    personer: [avis@", "forum.yaml")
    (found,) = [d for d in validate(ws, ws.meeting_files()) if d.severity is Severity.ERROR]
    assert (found.code, found.values["format"]) == ("M142", "pdf")
    lines = (ws.meetings / "udvalg" / "forum.yaml").read_text("utf-8").splitlines()
    assert lines[found.position.line - 1].strip() == "formater: [docx, pdf]"


def test_an_unknown_format_is_one_finding(ws: Workspace) -> None:
    choose(ws, "[docx, odt]")
    change(ws, "personer: [avis@", "formater: [pdf]\n    personer: [avis@", "forum.yaml")
    found: list[Any] = validate(ws, ws.meeting_files())
    assert [d.code for d in found if d.severity is Severity.ERROR] == ["M044"]


def test_a_record_from_before_the_choice_makes_all_anew(ws: Workspace) -> None:
    make_all(ws)
    record = next((ws.root / ".moedebog").glob("*.json"))
    before = json.loads(record.read_bytes())
    for entry in before["meetings"].values():
        assert entry.pop("formats") == ["docx", "pdf"]
    record.write_text(json.dumps(before), encoding="utf-8")
    assert len(make_all(ws).made) == 4


def test_the_usual_choice_is_the_same_in_schema_and_model() -> None:
    listed = json.loads(build_rules.SCHEMA.read_text(encoding="utf-8"))
    assert listed["properties"]["formater"]["default"] == list(forum().formater)
