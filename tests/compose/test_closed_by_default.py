"""Nobody sees what is closed who is not said to: tried with an audience that is only a name."""

from __future__ import annotations

import ast
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from closed_meeting import everything
from mail_support import change, issues, parsed, prepared, record, send, server, workspace
from moedebog import load
from moedebog.build.runs import Order, run, tidy
from moedebog.compose import Composer, Plan, plan
from moedebog.compose.dispatch import attached
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import EnvironmentProblem, Phrase
from moedebog.document import Audience, Document, Kind
from moedebog.issued import dump, filed, from_data, issued_file, to_data
from moedebog.load import Loaded
from moedebog.material.contents import entries
from moedebog.meeting import Meeting, Navn
from moedebog.phrases import DANISH
from moedebog.send import prepare
from moedebog.send.mailing import Mailing
from moedebog.send.summaries import preview, write_previews
from moedebog.workspace import MeetingFile, Workspace
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, ROOT

PACKAGE = ROOT / "generators" / "moedebog"

FORUM = """\
navn: Prøveudvalget
medlemmer: [Åse Ærlig, Bo Bæk, Cilla Rask]
modtagere:
  - gruppe: medlemmer
    maalgruppe: intern
    personer: [{navn: Åse Ærlig, email: aase@example.org}]
  - gruppe: avis
    personer: [{navn: Avisen, email: avis@example.org}]
"""

MEETING = """\
dato: 2025-09-12
start: "10:00"
slut: "13:00"
sted: Rådhuset
dagsorden_status: udsendt
referat_status: godkendt
afbud:
  - {navn: Bo Bæk, aarsag: "@"}
udeblevet:
  - {navn: Cilla Rask, aarsag: "@"}
indsigelser:
  - {fra: Bo Bæk, punkt: 2, tekst: "indvender @", afgoerelse: imoedekommet, grund: "begrundet @"}
  - {fra: Åse Ærlig, tekst: "om det hele @", afgoerelse: ikke_imoedekommet, grund: "fordi @"}
punkter:
  - titel: Velkomst
    varighed: 10
  - titel: "Sagen @"
    sagstype_tekst: "@"
    sagsnr: ["@"]
    dok_nr: "@"
    kle: "@"
    tid: "11.11-11.22"
    gaester: [{navn: "Gæst @", titel: "@"}]
    fra_forvaltningen: [{navn: "Embedsmand @", titel: "@"}]
    observatoerer: [{navn: "Observatør @", titel: "@"}]
    inhabil:
      - navn: Åse Ærlig
        stedfortraeder: {navn: "Sted @", parti: "@"}
    habilitetsbeslutning: {udfald: inhabil, af: "Nævnet @"}
    lukket: {grund: Forhandling, offentlig_titel: Køb, offentlig_beslutning: Vedtaget.}
    resume: "@"
    sagsfremstilling: |
      ### Overskriften @

      | Hoved @ | B |
      |---|---|
      | Celle @ | b |
    indstilling:
      fra: "Forvaltning @"
      at: ["at @"]
      delbeslutninger: [{punkt: 1, tekst: "svar @"}]
    beslutning: "besluttet @"
    afstemning: [{forslag: "forslag @", for: 1}]
    protokolbemaerkninger: [{fra: "Taler @", tekst: "bemærker @"}]
    opfoelgning: [{opgave: "opgave @", ansvarlig: "Ansvarlig @"}]
    bilag:
      - {titel: "Bilaget @", fil: "bilag/1@.txt"}
      - {titel: "Senere @", fil: "bilag/2@.txt", udsendes_med: referat}
    underpunkter:
      - titel: "Under @"
        resume: "@"
        bilag: [{titel: "Dybt @", fil: "bilag/3@.txt"}]
        underpunkter: [{titel: "Dybere @", resume: "@"}]
  - titel: Halvt åbent
    varighed: 10
    afsnit:
      - {slags: resume, tekst: Alle må læse.}
      - {slags: oekonomi, overskrift: "Prisen @", tekst: "beløb @", lukket: Priser}
      - slags: indstilling
        lukket: ja
        indstilling: {at: ["skjult @"], delbeslutninger: [{punkt: 1, tekst: "svaret @"}]}
      - slags: sag
        overskrift: "Sag @"
        lukket: {grund: Anbud, offentlig_titel: En anden sag}
        afsnit:
          - {slags: resume, tekst: "indre @"}
          - slags: sag
            overskrift: "Inderst @"
            afsnit:
              - slags: bilag
                bilag: [{titel: "Bilag inderst @", fil: "bilag/4@.txt"}]
      - slags: sag
        overskrift: Åben sag
        afsnit:
          - {slags: tekst, overskrift: "Lukket i åben @", tekst: "lukket i åben @", lukket: ja}
          - slags: bilag
            bilag:
              - {titel: Det åbne bilag, fil: bilag/aabent.txt}
              - {titel: "Mærket @", fil: "bilag/5@.txt", offentlig: nej}
              - {titel: "Mærket senere @", fil: "bilag/6@.txt", offentlig: nej,
                 udsendes_med: referat}
      - {slags: beslutning, tekst: Åben beslutning.}
    underpunkter:
      - {titel: "Et lukket underpunkt @", resume: "under åbent @", lukket: ja}
bilag:
  - {titel: "Mødets @", fil: "bilag/7@.txt", offentlig: nej}
  - {titel: "Side @", adresse: "https://example.org/@", lukket: ja}
"""
"""Each ``@`` becomes a word of its own that nobody may read who is not said to."""


def planted() -> tuple[str, list[str]]:
    """The meeting file, and the words in it that are closed."""
    pieces = MEETING.split("@")
    numbers = count(1)
    words = [f"hemmelig{next(numbers):03}x" for _ in pieces[1:]]
    text = pieces[0] + "".join(w + piece for w, piece in zip(words, pieces[1:], strict=True))
    return text, words


TEXT, WORDS = planted()


@pytest.fixture
def presse(monkeypatch: pytest.MonkeyPatch) -> Audience:
    """A third audience, of which nothing is said but its name."""
    audience: Audience = vars(Audience)["__new_member__"](Audience, "presse")
    monkeypatch.setattr(audience, "_name_", "PRESSE", raising=False)
    monkeypatch.setitem(vars(Audience)["_member_map_"], "PRESSE", audience)
    monkeypatch.setitem(vars(Audience)["_value2member_map_"], "presse", audience)
    names = [*vars(Audience)["_member_names_"], "PRESSE"]
    monkeypatch.setattr(Audience, "_member_names_", names)
    assert list(Audience) == [OFFENTLIG, INTERN, audience]
    assert Audience("presse") is audience
    return audience


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    made = workspace(tmp_path, FORUM, TEXT)
    bilag = made.meetings / "udvalg" / "bilag"
    (bilag / "aabent.txt").write_text("Alle må læse det.")
    for number, word in enumerate(w for w in WORDS if f"{w}.txt" in TEXT):
        (bilag / f"{number + 1}{word}.txt").write_text(f"Inde i filen: {word}")
    return made


def meeting_of(ws: Workspace) -> Meeting:
    file, *_ = ws.meeting_files()
    loaded = load.load(ws, file)
    assert loaded.meeting is not None, list(map(str, loaded.diagnostics))
    return loaded.meeting


@pytest.fixture
def planned(ws: Workspace) -> Plan:
    return plan(meeting_of(ws))[0]


def leaked(texts: Iterator[str] | list[str]) -> list[str]:
    """The closed words among texts; part of the way to a file is no text that anybody reads."""
    return [t for t in texts if "hemmelig" in t.lower() and t != DANISH.secret_ballot]


def documents(planned: Plan, audience: Audience) -> list[Document]:
    composer = Composer(planned)
    return [composer.document(kind, audience) for kind in Kind]


# --- what a third audience reads ------------------------------------------------------------------


def test_every_planted_word_stands_in_the_internal_documents_or_names_of_files(
    planned: Plan,
) -> None:
    shown = "\n".join(t for d in documents(planned, INTERN) for t in everything(d))
    files = [b.sti.name for kind in Kind for b in attached(planned, kind, INTERN)]
    said = shown + "\n".join(files)
    assert [word for word in WORDS if word not in said] == []
    assert len(WORDS) == TEXT.count("hemmelig")


def test_an_audience_that_is_only_a_name_reads_what_the_public_reads(
    planned: Plan, presse: Audience
) -> None:
    public, third = documents(planned, OFFENTLIG), documents(planned, presse)
    for document in third:
        assert leaked(everything(document)) == []
        assert document.fortrolighed is None
    assert [replace(d, audience=OFFENTLIG) for d in third] == public


@pytest.mark.parametrize(
    "politik", ["fremmoede_liste: samlet", "fremmoede_placering: foerste_punkt"]
)
def test_reasons_of_absence_are_closed_wherever_the_forum_tells_who_was_there(
    ws: Workspace, presse: Audience, politik: str
) -> None:
    forum = ws.meetings / "udvalg" / "forum.yaml"
    forum.write_text(f"{FORUM}politik: {{{politik}}}\n", encoding="utf-8")
    planned, _ = plan(meeting_of(ws))
    assert leaked([t for d in documents(planned, presse) for t in everything(d)]) == []
    assert WORDS[1] in "\n".join(t for d in documents(planned, INTERN) for t in everything(d))


def test_it_gets_the_open_attachments_alone(planned: Plan, presse: Audience) -> None:
    for kind in Kind:
        third = list(attached(planned, kind, presse))
        assert third == list(attached(planned, kind, OFFENTLIG))
        assert [bilag.titel for bilag in third] == ["Det åbne bilag"] * (kind is DAGSORDEN)


def test_the_one_file_for_it_has_what_the_public_gets(planned: Plan, presse: Audience) -> None:
    for kind in Kind:
        third = list(entries(planned, kind, presse))
        assert third == list(entries(planned, kind, OFFENTLIG))
        assert leaked(list(everything(tuple(third)))) == []
        assert [one.titel for one in third if one.fil] == ["Det åbne bilag"]
        assert leaked(list(everything(tuple(entries(planned, kind, INTERN)))))


def test_who_is_disqualified_reads_no_more_for_that(planned: Plan, presse: Audience) -> None:
    item = planned.items[1]
    out_of_it = Navn("Cilla Rask", erklaeret=True)
    punkt = replace(item.punkt, inhabil=(out_of_it,))
    stripped = replace(item, numbered=replace(item.numbered, punkt=punkt))
    other = replace(planned, items=(planned.items[0], stripped, *planned.items[2:]))
    for audience in (presse, OFFENTLIG):
        held_back = without_disqualified(other, {"Cilla Rask"}, DAGSORDEN, audience)
        dispatch = Composer(held_back).dispatch(DAGSORDEN, audience)
        assert leaked(everything(dispatch)) == []
        assert leaked([bilag.sti.name for bilag in dispatch.bilag]) == []


def test_a_section_that_the_plan_does_not_know_is_closed(planned: Plan, presse: Audience) -> None:
    """Made by somebody on the way, it may come from anywhere."""
    item = planned.items[0]
    inner = planned.items[-2].punkt.afsnit[3].afsnit[0]
    assert item.part_closed_to(replace(inner), presse)
    assert item.part_closed_to(replace(inner), OFFENTLIG)
    assert not item.part_closed_to(replace(inner), INTERN)


def test_files_made_for_it_hold_nothing_closed_and_go_when_something_closes(
    ws: Workspace, presse: Audience
) -> None:
    file, *_ = ws.meeting_files()
    report = run(ws, [Order(file, (REFERAT,), (presse,))])
    made = [path.name for path in report.made]
    assert made == ["referat-presse.docx", "referat-presse.pdf"]
    folder = ws.output_folder(file)
    with zipfile.ZipFile(BytesIO((folder / "referat-presse.docx").read_bytes())) as archive:
        texts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    assert leaked(texts) == []
    assert "Åben beslutning." in "".join(texts)
    change(ws, "  - titel: Halvt åbent\n", "  - titel: Halvt åbent\n    lukket: ja\n")
    assert sorted(path.name for path in tidy(ws).removed) == made


# --- mail and calendar ----------------------------------------------------------------------------


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch, presse: Audience, quick_renderers: None) -> Audience:
    """The group ``avis`` is mailed what is made for the third audience."""

    def loaded(ws: Workspace, file: MeetingFile) -> Loaded:
        found = load.load(ws, file)
        assert found.meeting is not None
        forum = found.meeting.forum
        groups = tuple(
            replace(group, maalgruppe="presse") if group.gruppe == "avis" else group
            for group in forum.modtagere
        )
        forum = replace(forum, modtagere=groups)
        return replace(found, meeting=replace(found.meeting, forum=forum))

    monkeypatch.setattr(prepare, "load", loaded)
    return presse


def message_texts(mailing: Mailing) -> Iterator[str]:
    """Everything in the messages to the third audience: heads, texts, calendar, names, files."""
    (variant,) = [v for v in mailing.variants if v.group.gruppe == "avis"]
    assert variant.dispatch.document.audience == "presse"
    shown = mailing.shown(variant, variant.whole)
    letter = b"".join(piece for piece in shown.pieces if isinstance(piece, bytes))
    message = parsed(letter)
    yield from map(str, message.values())
    for part in message.walk():
        yield str(part.get_filename())
        if not part.is_multipart():
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            yield data.decode("utf-8", "replace").replace("\r\n ", "")
    for enclosure in variant.enclosures:
        yield enclosure.name
        yield b"".join(enclosure.encoded.decoded()).decode("utf-8", "replace")


@pytest.mark.parametrize("kind", list(Kind))
def test_mail_to_it_holds_nothing_closed(ws: Workspace, mailed: Audience, kind: Kind) -> None:
    with record(ws).opened() as rec:
        mailing = prepared(ws, rec, kind)
        files = write_previews(ws, mailing)
        texts = list(message_texts(mailing))
    assert leaked(texts) == []
    assert any("Halvt åbent" in text for text in texts)
    shown = files[Phrase.same("avis")]
    assert shown.name == f"{kind}-avis-presse.eml"
    assert leaked([shown.read_text("utf-8", "replace")]) == []
    with record(ws).opened() as rec:
        lines = list(map(str, preview(ws, mailing, None, files, sees_closed=True)))
    assert leaked(lines[lines.index("== avis (presse): 1 modtager") :]) == []
    text = dump("x", [mailing.issue]).decode()
    assert leaked([text]) == []
    assert '"presse"' in text


def test_a_message_to_it_that_holds_what_is_closed_is_not_sent(
    ws: Workspace, mailed: Audience
) -> None:
    with record(ws).opened() as rec:
        mailing = prepared(ws, rec)
    (variant,) = [v for v in mailing.variants if v.group.gruppe == "avis"]
    (member,) = [v for v in mailing.variants if v.group.gruppe == "medlemmer"]
    wrong = replace(variant, enclosures=member.enclosures)
    with pytest.raises(EnvironmentProblem, match="rummer noget lukket"):
        mailing.shown(wrong, wrong.whole)


# --- what was recorded before there was such an audience ------------------------------------------


@pytest.fixture
def sent_before(ws: Workspace, quick_renderers: None) -> Workspace:
    """Version 1 has been sent, and only two audiences were known."""
    with server() as inbox:
        send(ws, inbox.port)
    assert set(issues(ws)[0].sums) == {"offentlig", "intern"}
    return ws


@pytest.mark.parametrize("kept", [True, False])
def test_a_record_that_knows_fewer_audiences_stays_readable(
    sent_before: Workspace, request: pytest.FixtureRequest, kept: bool
) -> None:
    if not kept:  # then the checksums tell
        shutil.rmtree(sent_before.issued)
        shutil.rmtree(sent_before.issued_closed)
    before = issues(sent_before)
    audience = request.getfixturevalue("mailed")
    assert issues(sent_before) == before
    with record(sent_before).opened() as rec:
        same = prepared(sent_before, rec)
        assert (same.is_new, same.issue.version) == (False, 1)
        change(sent_before, "Alle må læse.", "Alle må læse mere.")
        new = prepared(sent_before, rec)
        assert (new.is_new, new.issue.version) == (True, 2)
        assert set(new.issue.sums) == {"offentlig", "intern", audience}
        assert {d.code for d in new.warnings} == (set() if kept else {"M464", "M465"})
        (variant,) = [v for v in new.variants if v.group.gruppe == "avis"]
        text = new.text(variant, variant.whole, new.earlier[-1]).plain
    assert "Punkt 3: " in text
    assert ("»Alle må læse mere." in text) is kept
    assert "Lukket punkt" not in text.partition("Ændret siden")[2].partition("\n\n")[0]


def test_what_only_others_may_read_is_no_news_for_it(
    sent_before: Workspace, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("mailed")
    change(sent_before, "beløb ", "beløbet ")
    with record(sent_before).opened() as rec:
        new = prepared(sent_before, rec)
        texts = {v.group.gruppe: new.text(v, v.whole, new.earlier[-1]).plain for v in new.variants}
    assert new.issue.version == 2  # for the members
    assert "Punkt 3: " in texts["medlemmer"].partition("Ændret siden")[2]
    assert "Punkt 3: " not in texts["avis"].partition("Ændret siden")[2]


def test_a_record_that_knows_more_audiences_is_read_and_one_without_the_first_two_is_not(
    sent_before: Workspace,
) -> None:
    (issue,) = issues(sent_before)
    data = json.loads(json.dumps(to_data(issue)))
    data["indhold"]["presse"] = "1234"
    assert from_data(data) == issue
    for audience in ("offentlig", "intern"):
        lacking = json.loads(json.dumps(to_data(issue)))
        del lacking["indhold"][audience]
        with pytest.raises(KeyError):
            from_data(lacking)
    assert filed(sent_before, issued_file(sent_before.meeting_files()[0]).parent)


# --- nobody else asks -----------------------------------------------------------------------------

MAY_ASK = {
    "document.py": "says it",
    "compose/planning.py": "works out what is closed to whom, for all that is made of a meeting",
    "cli/commands/facts.py": "facts with closed matter are printed only where it may be seen",
    "send/mailing.py": "what nobody has seen is kept back from all but the forum's own",
    "build/make.py": "what was taken back is not made again for everybody",
    "send/export.py": "facts for everybody are proven before they are printed",
    "build/ours.py": "a file of whom nothing closed is for goes when something closes",
}
"""Who may ask for an audience's right."""

CHOOSES = {
    "cli/commands/issuing.py": "which attachments the public would get",
    "cli/commands/standing.py": "what was taken out is shown to whoever may see all of it",
    "compose/__init__.py": "calendars are seen by others: the public's titles",
    "compose/closing.py": "who signs is the same for every audience",
    "compose/dispatch.py": "calendars are seen by others: the items that the public sees",
    "compose/exposed.py": "whether all audiences read the same of an item in an older record",
    "compose/item_facts.py": "what is marked as not public",
    "compose/withholding.py": "who is disqualified reads the public title",
    "retention/reckoning.py": "which store a file lies in",
    "rules/lock.py": "what was approved, for the public and as a whole",
    "rules/gone_out.py": "which kept source tells what everybody read",
    "rules/case.py": "which texts the public reads",
    "rules/attached_files.py": "which files the public gets",
    "rules/looked_into.py": "which files the public gets",
    "rules/safe_ways.py": "whether a group is to get more than the public",
    "render/docx/sample.py": "templates are tried with a document that holds everything",
    "build/runs.py": "what is made where nobody says for whom",
    "template_sets/shown.py": "pages of a sample show a document of each audience",
    "send/feed.py": "calendars are seen by others",
    "issue/compared.py": "which kept source tells it; the items' titles are the public's",
    "issued.py": "the audiences that every record has",
    "issue/items.py": "what the record of what was issued, which is public, says of an item",
    "difference/record.py": "the items' titles in the record are the public's",
    "difference/legacy.py": "the items' titles in the record are the public's",
    "send/mailing.py": "whoever has another document lacks nothing of the public one",
    "send/older.py": "which names of files a record may hold",
    "send/prepare.py": "what is public and what is everything, for the record and the proof",
    "send/summaries.py": "a name of a file that says nothing of an audience is the public's",
    "issue/make.py": "which store a file lies in, and what the record, which is public, names",
    "issue/sources.py": "what may be kept where others read",
    "issue/taken_back.py": "which store a file lies in that came back signed",
    "material/editions.py": "what is held back from somebody is part of the whole",
    "material/files.py": "whose titles may be read from the names of files",
    "proof/matter.py": "what only others than the public read is looked for",
    "publication/assembling.py": "what is published is the public document",
    "publication/naming.py": "which attachments the public gets",
    "publication/publishing.py": "what is published is the public document",
    "recall/clearing.py": "which titles everybody could read",
    "recall/downing.py": "what is put in place of what everybody could read",
    "recall/reckoning.py": "what of a meeting everybody could read",
    "rules/recalled.py": "whether everybody may read again what was taken back",
    "kept.py": "which kept source tells it",
    "versions.py": "the items' titles in the record are the public's",
}
"""Who may name an audience, to choose a document and not to grant anything."""


def attributes(tree: ast.Module, name: str) -> list[ast.Attribute]:
    return [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == name]


@cache
def modules() -> list[tuple[str, ast.Module]]:
    """Those modules that may have to do with it."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    words = r"sees_closed|OFFENTLIG|INTERN|\"(?:offentlig|intern)\""
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(text))
        for path, text in texts.items()
        if re.search(words, text) or ("lukket" in text and "audience" in text)
    ]


def is_named(node: ast.AST) -> bool:
    """Whether an audience is named here by its word."""
    return any(
        isinstance(n, ast.Constant) and n.value in ("offentlig", "intern") for n in ast.walk(node)
    )


def test_the_right_to_what_is_closed_is_asked_for_in_one_place() -> None:
    assert {name for name, tree in modules() if attributes(tree, "sees_closed")} == set(MAY_ASK)


def test_an_audience_is_named_to_choose_a_document_and_compared_for_nothing_else() -> None:
    named, compared = set(), set()
    for name, tree in modules():
        own = [*attributes(tree, "OFFENTLIG"), *attributes(tree, "INTERN")]
        named |= {name} if own else set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare):
                sides: list[Any] = [node.left, *node.comparators]
                compared |= {name for side in sides if side in own or is_named(side)}
    assert named == set(CHOOSES)
    assert compared == {
        "cli/commands/documents.py",  # what make all does not make
        "normalise/item_sections.py",  # the key of an attachment
        "send/summaries.py",  # the name of a file
        "workspace.py",  # the name of a file
    }


def test_whether_somebody_may_have_what_is_marked_closed_is_worked_out_in_the_plan() -> None:
    """Others read the mark for its words, or to know that there is one."""
    asking = set()
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.BoolOp) and len(attributes_in(node, "lukket")) > 0:
                asking |= {name} if attributes_in(node, "audience") else set()
    assert asking == {"compose/planning.py"}


def attributes_in(node: ast.AST, name: str) -> list[ast.AST]:
    return [
        n
        for n in ast.walk(node)
        if (isinstance(n, ast.Attribute) and n.attr == name)
        or (isinstance(n, ast.Name) and n.id == name)
    ]
