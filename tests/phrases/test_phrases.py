"""The phrase book holds every word that is printed, and says of each what it is."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from functools import partial
from html import unescape
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest
from lxml import etree
from msgspec.structs import replace
from pypdf import PdfReader

import change_samples as samples
from mail_support import parsed, prepared
from mail_support import workspace as mail_workspace
from moedebog import phrases, source
from moedebog.build.origin import program
from moedebog.catalogue import Begivenhedsart, Godkendelse, ReferatStatus, Sagstype, Slags, Udfald
from moedebog.compose import Composer, Plan, plan
from moedebog.compose.withholding import without_disqualified
from moedebog.diagnostics import Severity
from moedebog.difference.changes import ANONYMISED, ARRANGED, Edit, How, Where, diff
from moedebog.difference.record import HEAD_UNKNOWN, UNKNOWN
from moedebog.difference.state import FactState
from moedebog.difference.words import Danish, alone, progress, told
from moedebog.document import NOWHERE, Audience, Document, Kind, Udgavelinje
from moedebog.events import Begivenhed
from moedebog.extract import extract
from moedebog.issue.extracts import _stems
from moedebog.issue.journal import journal
from moedebog.issued import Issue, is_document
from moedebog.load import load
from moedebog.material.contents import Apart, Entry
from moedebog.material.covers import cover
from moedebog.material.reading import Reading, ReadOut
from moedebog.material.summary import VolumePage, summary
from moedebog.meeting import Meeting, Utilgaengelig
from moedebog.outgoing import Forsendelse
from moedebog.phrases import DANISH, Phrases
from moedebog.phrases.patterns import any_of, expression
from moedebog.proof import between
from moedebog.render import calendar, docx, mail, pdf
from moedebog.send.changes import _calendar_changes
from moedebog.send.summaries import _numbered
from moedebog.settings.style import load_style
from moedebog.supplement import Added, Changed, supplement
from moedebog.tombstone import TombstoneWords, tombstone
from moedebog.versions import Since, as_version, corrections, edition_text, with_same_wording
from moedebog.workspace import MeetingFile, Workspace
from support import ROOT, document_lines, meeting

LANGUAGES = sorted(path.stem for path in phrases.FOLDER.glob("*.json"))
WORKSPACE = Workspace(ROOT)
SAMPLES = WORKSPACE.meeting_files()
TEMPLATES = WORKSPACE.template_set("standard")
PLACEHOLDER = re.compile(r"\{\w+\}")
MARK = re.compile(r"⟦[^⟦⟧]*⟧")


# --- the book -----------------------------------------------------------------------------


def texts(entry: phrases.PrintedPhrase) -> list[str]:
    """What an entry holds, one by one."""
    if isinstance(entry.text, str):
        return [entry.text]
    return list(entry.text.values() if isinstance(entry.text, dict) else entry.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_phrase_says_what_it_is_and_how_it_looks(language: str) -> None:
    for name, entry in phrases.entries(language).items():
        assert re.fullmatch(r"[A-Z].{15,}\.", entry.about), name
        assert entry.example, name
        assert not PLACEHOLDER.search(entry.example), name
        assert all(texts(entry)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_description_names_what_is_filled_in_and_nothing_else(language: str) -> None:
    for name, entry in phrases.entries(language).items():
        filled = {one for text in texts(entry) for one in PLACEHOLDER.findall(text)}
        assert set(PLACEHOLDER.findall(entry.about)) == filled, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same_and_has_the_same_words(language: str) -> None:
    own, danish = phrases.entries(language), phrases.entries("da")
    assert list(own) == list(danish)
    for name, entry in own.items():
        for one, other in zip(texts(entry), texts(danish[name]), strict=True):
            assert sorted(PLACEHOLDER.findall(one)) == sorted(PLACEHOLDER.findall(other)), name
        if isinstance(entry.text, dict):
            assert isinstance(danish[name].text, dict)
            assert list(entry.text) == list(danish[name].text), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_foot_of_a_page_ends_with_a_number_as_the_templates_have_it(language: str) -> None:
    words = phrases.load(language).page_of
    assert re.fullmatch(r"[^{}]*\{page\}[^{}]*\{pages\}", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_its_words(language: str) -> None:
    assert set(phrases.load(language).outcomes) == set(Udfald)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_a_phrase_unless_a_title_or_nothing_tells_it(language: str) -> None:
    """A kind without one is not told of in a document, and nothing would say so."""
    book = phrases.load(language)
    assert set(book.sections) == {slags for slags in Slags if not slags.kind.name}
    told_by_title = {s for s in Sagstype if s.kind.title or s.kind.titles}
    assert set(book.item_kinds) == set(Sagstype) - told_by_title


def test_a_file_that_lacks_a_phrase_or_has_one_too_many_is_no_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "FOLDER", tmp_path)
    danish = json.loads((Path(phrases.__file__).parent / "da.json").read_text(encoding="utf-8"))
    short = {name: entry for name, entry in danish.items() if name != "overview"}
    (tmp_path / "kort.json").write_text(json.dumps(short), encoding="utf-8")
    long = danish | {"oveview": danish["overview"]}
    (tmp_path / "lang.json").write_text(json.dumps(long), encoding="utf-8")
    for name in ("kort", "lang"):
        with pytest.raises(msgspec.ValidationError, match="ove"):
            phrases.load(name)


def test_another_phrase_makes_documents_out_of_date() -> None:
    read: list[str] = []

    class Digests:
        def of(self, name: str) -> str:
            read.append(name)
            return ""

    program(WORKSPACE, cast(Any, Digests()))
    assert any(name.endswith("phrases/da.json") for name in read)


def test_a_document_of_before_is_known_by_what_it_is_called() -> None:
    for name in DANISH.documents.values():
        assert is_document(f"{name} Udvalget 2025-09-12.pdf")
    assert not is_document("Bilag 1 - Udvalget 2025-09-12.pdf")


# --- a book whose every phrase is marked --------------------------------------------------------


def marked() -> Phrases:
    """Each stretch between placeholders stands in brackets, with the number of its phrase."""

    def mark(text: Any, number: int) -> Any:
        if isinstance(text, dict):
            return {key: mark(one, number) for key, one in text.items()}
        if isinstance(text, tuple):
            return tuple(mark(one, number) for one in text)
        pieces = re.split(r"(\{\w+\})", text)
        return "".join(
            f"⟦{number}|{one}⟧" if one and not PLACEHOLDER.fullmatch(one) else one for one in pieces
        )

    book = {
        name: mark(entry.text, number) if name != "language" else entry.text
        for number, (name, entry) in enumerate(phrases.entries("da").items())
    }
    return msgspec.convert(book, Phrases)


MARKED = marked()
NAMES = list(phrases.entries("da"))


FILLED_IN = {
    name
    for name, entry in phrases.entries("da").items()
    if not PLACEHOLDER.sub("", "".join(texts(entry)))
}
"""Phrases without a word of their own."""


def used(text: str) -> set[str]:
    """The phrases of which a text holds something."""
    return {NAMES[int(number)] for number in re.findall(r"⟦(\d+)\|", text)}


def strange(text: str, known: Collection[str]) -> list[str]:
    """The words that stand in no bracket and are not known either."""
    while MARK.search(text):
        text = MARK.sub(" ", text)
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return sorted({word for word in words if len(word) > 1 and word not in known})


def test_what_is_looked_for_would_be_found() -> None:
    assert strange("⟦1|Punkt⟧ 3: Sti, kl. 10.30", {"sti"}) == ["kl"]
    assert used("⟦0|a⟧ ⟦2|b⟧") == {NAMES[0], NAMES[2]}


# --- the samples ----------------------------------------------------------------------------


def values(node: Any) -> Iterator[str]:
    """Every text of a YAML file that is no key; of a file's name also the ending."""
    if isinstance(node, dict):
        for value in node.values():
            yield from values(value)
    elif isinstance(node, list):
        for value in node:
            yield from values(value)
    elif isinstance(node, str):
        yield node


def words_in(ws: Workspace, file: MeetingFile) -> set[str]:
    """The words that a meeting's files hold."""
    forum = ws.forum_file(file.path)
    assert forum is not None
    trees = [source.read(path, path.name)[0] for path in (file.path, forum)]
    found = " ".join(value for tree in trees if tree for value in values(tree.data))
    return set(re.findall(r"[^\W\d_]+", found.casefold()))


def loaded(file: MeetingFile) -> Meeting:
    result = load(WORKSPACE, file)
    assert result.meeting is not None
    assert [d for d in result.diagnostics if d.severity is Severity.ERROR] == []
    return result.meeting


def printed(document: Document) -> str:
    """All words of a document, and of its file's properties."""
    heads = [document.titel, document.sidehoved, document.oversigt.side_overskrift]
    foot = document.side_af_sider
    return "\n".join([*document_lines(document), *heads, f"{foot.foer}1{foot.imellem}2"])


def dispatches(planned: Plan) -> Iterator[Forsendelse]:
    """What goes out of a meeting: both documents to both audiences, and to who is inhabil."""
    names = {one.navn for item in planned.items for one in item.punkt.inhabil}
    composer = Composer(planned)
    for kind, audience in product(Kind, Audience):
        yield composer.dispatch(kind, audience)
        own = without_disqualified(planned, names, kind, audience)
        yield Composer(own).dispatch(kind, audience)


HELD = "2025-09-12T10:00/2025-09-12T11:00 holdes x"
MOVED_AND_OFF = "2025-09-13T10:00/2025-09-13T11:00 aflyst y"
LONGER = "2025-09-13T10:00/2025-09-13T12:00 holdes x"
TWO_DAYS = f"2025-09-12T10:00/2025-09-12T11:00,{LONGER}"
FOLDERS = (TEMPLATES / "mail",)


def changed(dispatch: Forsendelse) -> Iterator[str]:
    """All that can have changed since the version before."""
    for before, now in (
        (HELD, MOVED_AND_OFF),
        (MOVED_AND_OFF, LONGER),
        (HELD, LONGER.replace("-13T", "-12T")),
    ):
        for written in (False, True):
            yield from _calendar_changes(before, now, dispatch.phrases, written=written)
    yield from _calendar_changes(TWO_DAYS, TWO_DAYS.replace("13T10", "13T09"), dispatch.phrases)
    book = dispatch.phrases
    for edits, after in (
        *((diff(*pair), pair[1]) for pair in samples.PAIRS.values()),
        (samples.WITHHELD, samples.WITHHELD_AFTER),
        (samples.CLOSED_ITEM, samples.BEFORE),
        (samples.CLOSED_FILE, samples.BEFORE),
        (samples.UNKNOWN, samples.BEFORE),
        samples.closed_section(book),
        *(((one,), samples.BEFORE) for one in (HEAD_UNKNOWN, UNKNOWN, *ARRANGED, ANONYMOUS)),
    ):
        yield from alone(told(edits, after, Danish(book)))
    yield from stands(book)


ANONYMOUS = Edit(Where.DOKUMENT, How.RETTET, felt=ANONYMISED)


def stands(book: Phrases) -> Iterator[str]:
    """How far a referat can be, in a sentence."""
    for status in book.referat_status.values():
        for how in ((), ("Qx",)):
            lines = (FactState("status", "", (status,)), FactState("godkendelse", "Q", how))
            after = replace(samples.BEFORE, hoved=tuple(one for one in lines if one.vaerdi))
            yield progress(after, Danish(book))


def another_version(dispatch: Forsendelse) -> Iterator[str]:
    """The document with which version it is and what has changed."""
    document, book = dispatch.document, dispatch.phrases
    pair = samples.PAIRS["withdrawn"]
    since = Since(*pair, diff(*pair), book, partly=True)
    before = cast(Any, SimpleNamespace(version=1, tid=datetime(2025, 9, 1, tzinfo=UTC)))
    day = date(2025, 9, 2)
    for when in (day, None):
        text = edition_text(2, when, book)
        udgave = Udgavelinje(2, when, text)
        whole = as_version(document, udgave, corrections(since, before), book)
        yield printed(whole)
    yield edition_text(2, None, book, is_draft=False)
    yield edition_text(1, day, book)
    yield printed(with_same_wording(document, before, book))


def additions(planned: Plan) -> Iterator[str]:
    """A tillægsdagsorden: of the first item all of it, of the others their attachments alone."""
    composer, book = Composer(planned), planned.phrases
    pair = samples.PAIRS["withdrawn"]
    for audience, version, day in (
        (Audience.OFFENTLIG, 1, date(2025, 9, 2)),
        (Audience.INTERN, 2, None),
    ):
        dispatch = composer.dispatch(Kind.DAGSORDEN, audience)
        first, *others = dispatch.fakta.punkter
        files = {one.anker: frozenset(b.label for b in one.bilag) for one in others if one.bilag}
        files[""] = frozenset(one.label for one in dispatch.fakta.bilag)
        before = cast(Any, SimpleNamespace(version=version, tid=datetime(2025, 9, 1, tzinfo=UTC)))
        made = supplement(
            dispatch.document,
            dispatch.fakta,
            planned,
            Added(frozenset({first.anker}), files),
            Changed(before, diff(*pair), *pair, {}, partly=True),
        )
        udgave = Udgavelinje(version + 1, day, edition_text(version + 1, day, book), tillaeg=True)
        document = as_version(made.document, udgave, None, book)
        yield printed(document)
        sent = replace(dispatch, document=document, fakta=made.fakta)
        for draft in (False, True):
            letter = mail.Brev(sent, "x", 2, 1, (), ("qx.pdf",), True, True, udkast=draft)
            yield from read(mail.render(letter, FOLDERS))


def extracts(planned: Plan) -> Iterator[str]:
    """Each item by itself, in every state that the referat can be in, and the list of all files."""
    composer, book = Composer(planned), planned.phrases
    kept = {Audience.OFFENTLIG: {"pdf": "x"}}
    tid = datetime(2025, 9, 2, tzinfo=UTC)
    version = {"dokument": Kind.REFERAT, "version": 1, "tid": tid, "filer": ()}
    issued = cast(Any, SimpleNamespace(**version, gemt=kept, gemt_tillaeg=kept))
    approved = Begivenhed("x", Begivenhedsart.GODKENDT, date(2025, 9, 2), tid, "x")
    for status, issues, day in (
        (ReferatStatus.UDKAST, (), None),
        (ReferatStatus.TIL_GODKENDELSE, (issued,), date(2025, 9, 2)),
        (ReferatStatus.GODKENDT, (issued,), None),
        (ReferatStatus.OFFENTLIGGJORT, (), None),
    ):
        events = (approved,) if issues and day is None else ()
        meeting = replace(
            planned.meeting, referat_status=status, udgaver=issues, begivenheder=events
        )
        now = replace(planned, meeting=meeting)
        for audience in Audience:
            fakta = composer.facts(Kind.REFERAT, audience)
            whole = composer.document(Kind.REFERAT, audience)
            if issues:
                udgave = Udgavelinje(2, day, edition_text(2, day, book))
                whole = as_version(whole, udgave, None, book)
            for item in now.visible(audience):
                if not item.closed_to(audience):
                    yield printed(extract(whole, fakta, now, item, issues).document)
            for filed in journal(now, fakta, audience, ()):
                yield f"{filed.dokument} {filed.titel}"
    yield from _stems(planned).values()


def tombstones(planned: Plan) -> Iterator[str]:
    """What stands in place of a document that was taken back, as a whole or an item of it."""
    composer, public = Composer(planned), Audience.OFFENTLIG
    whole, fakta = composer.document(Kind.REFERAT, public), composer.facts(Kind.REFERAT, public)
    for items in ((), ("Qx",)):
        said = TombstoneWords(date(2025, 9, 2), "Qx", "Qx", items, ("Qx",))
        yield printed(tombstone(whole, fakta, planned, said).document)


def collected(planned: Plan) -> Iterator[str]:
    """What the one file of a document and its attachments has besides them."""
    words = planned.phrases
    document = Composer(planned).document(Kind.DAGSORDEN, Audience.INTERN)
    kinds = [*words.material_taken_out_kinds]
    readings = [
        Reading(how, *(tuple(range(1, pages)),) * 2, tuple(kinds), signed=True)
        for how, pages in [*((how, 2) for how in ReadOut), (ReadOut.PARTLY, 99)]
    ]
    entry = Entry(
        key="",
        punkt="",
        item_number="1",
        number="1",
        short="1-1",
        label="Qx",
        reference="Qx",
        titel="Qx",
        fil=None,
        filnavn="qx.pdf",
        fakta="Qx",
        maker="Qx",
        is_closed=True,
        apart=None,
        adresse="q",
        position=NOWHERE,
    )
    entries = [
        *(replace(entry, key=str(number)) for number in range(len(readings))),
        *(replace(entry, key=apart.value, apart=apart) for apart in Apart),
    ]
    standing = {one.key: VolumePage(1, 1) for one in entries}
    for of, some in ((readings, entries), (readings[:1], entries[:1])):
        known = {str(number): one for number, one in enumerate(of)}
        for one, pages in product(some, (range(1), range(2))):
            read = known.get(one.key)
            yield printed(cover(document, one, read, words, pages=pages))
        for volumes in (1, 2):
            page = summary(document, some, known, standing, words, volume=1, volumes=volumes)
            yield printed(page)
    yield words.material_title.format(document="Qx")
    yield words.material_number.format(number=1, count=2)
    yield words.material_in_volume.format(volume=2)
    yield words.material_back.format(document="x") + words.material_back_to_list
    yield words.material_page + words.material_overview_label


def letters(dispatch: Forsendelse) -> Iterator[str]:
    """Every shape of the mails with a document."""
    news = tuple(changed(dispatch))
    for version, part in ((0, 1), (1, 1), (2, 1), (1, 2), (2, 2)):
        letter = mail.Brev(
            forsendelse=dispatch,
            gruppe="x",
            version=version,
            forrige=version - 1,
            aendringer=news if version > 1 else (),
            vedhaeftet=("qx.pdf",),
            uden_bilag=True,
            kalender=True,
            del_nr=part,
            dele=part,
            udkast=version == 0,
        )
        yield from read(mail.render(letter, FOLDERS))
    for stand in stands(dispatch.phrases):
        letter = mail.Brev(dispatch, "x", 2, 1, (), (), False, False, stand=stand, kun_stand=True)
        for asked in (True, False):
            yield from read(mail.render(replace(letter, spurgt=asked), FOLDERS))
    letter = mail.Brev(dispatch, "x", 1, 0, (), (), False, False)
    for other in (
        replace(letter, elsewhere="Qx"),
        replace(letter, has_papers=False),
        replace(letter, samlet=True, ved_siden_af=True),
    ):
        yield from read(mail.render(other, FOLDERS))
    yield from read(mail.render_removal(dispatch, dispatch.indkaldelse, FOLDERS))


def read(text: mail.MessageText) -> Iterator[str]:
    """A message as people read it."""
    yield text.subject
    yield text.plain
    yield unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", text.html, flags=re.DOTALL))


def entry(dispatch: Forsendelse) -> str:
    """The meeting in the calendar, but for what programs read."""
    made = calendar.CalendarEntry(dispatch.indkaldelse, "qx", 0, datetime(2025, 9, 1, tzinfo=UTC))
    text = calendar.feed([made], "xq", None).decode().replace("\r\n ", "")
    told = re.findall(r"(?m)^(?:SUMMARY|LOCATION|DESCRIPTION):(.*?)\r?$", text)
    return "\n".join(told).replace("\\n", "\n")


FILE_WORDS = {"pdf", "docx", "pptx", "png", "qx", "xq", "qxq"}
"""Kinds of files, and what stands in the letters that are written here."""


def everything(planned: Plan) -> Iterator[str]:
    """All that is printed of a meeting."""
    for dispatch in dispatches(planned):
        yield printed(dispatch.document)
        yield entry(dispatch)
        yield from letters(dispatch)
        yield from another_version(dispatch)
    yield from additions(planned)
    yield from extracts(planned)
    yield from tombstones(planned)
    yield from collected(planned)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_every_word_that_is_not_of_the_meeting_is_of_the_book(file: MeetingFile) -> None:
    planned, _ = plan(loaded(file), MARKED)
    known = words_in(WORKSPACE, file) | FILE_WORDS
    found = {word for text in everything(planned) for word in strange(text, known)}
    assert found == set()


# --- a meeting that says next to nothing, and so needs every phrase ------------------------------

FORUM = """
navn: Xqx
navn_i_saetning: Xqx
sted: Qxq
moedelink: https://qx.example.org
kontakt: {navn: Qq, email: q@example.org}
medlemmer: [{navn: Qa Xa, parti: Q}, Qb Xb, Qc Xc, Qd Xd, Qe Xe, {navn: Qf Xf, hverv: formand},
  Qg Xg, Qdd Xd, Qee Xe, Qff Xf, Qaa Xa]
"""
FULL = """
titel: Xqq [Qx]{udeladt=xq}
indledning: x [Qx]{udeladt=xq}
form: hybrid
slut: "14:00"
moedeleder: Qa Xa
referent: Qb Xb
faktisk_start: "10:05"
faktisk_slut: "14:10"
gaester: [Qi Xi]
fra_forvaltningen: [Qi Xa]
observatoerer: [Qi Xb]
underskriftsark: ja
rettelser:
  - {dato: 2025-11-14, punkt: 1, tekst: x, besluttet_i: "2025-11-14, punkt 2"}
  - {dato: 2025-11-14, punkt: 1, tekst: x, besluttet_i: 2025-11-14}
  - {dato: 2025-11-14, punkt: 1, tekst: x, besluttet_i: xqxq, offentlig: nej}
  - {dato: 2025-11-14, tekst: x, af: Qxq}
bilag:
  - {titel: xqqxx}
  - {titel: xqqxx, udsendes_med: eftersendes}
  - {titel: xqqxx, udsendes_med: omdelt}
afbud:
  - {navn: Qc Xc, stedfortraeder: Qj Xj, aarsag: xqxq}
  - Qf Xf
udeblevet: [Qd Xd, Qg Xg]
fremmoedt:
  - alle_andre
  - {navn: Qa Xa, deltog: digitalt}
punkter:
  - titel: Qqx
    sagstype: beslutning
    varighed: 30
    sagsnr: 22/1
    dok_nr: 33-25
    kle: 00.22.00
    gaester: [Qh Xh]
    fra_forvaltningen: [Qh Xa]
    observatoerer: [Qh Xb]
    resume: x
    sagsforloeb: x
    sagsfremstilling: x
    oekonomi: x
    proces: x
    indstilling:
      fra: Xxq
      at: [xq, xx, xqq]
      delbeslutninger:
        - {punkt: 1, udfald: godkendt}
        - {punkt: [2, 3], udfald: [godkendt, sendt_i_hoering]}
    beslutning: x
    afstemning:
      - {forslag: xq, for: 1, imod: {antal: 2}, undlod: [Qa Xa, Qb Xb]}
      - {forslag: xq, for: 2, imod: 1}
      - {forslag: xq, for: 2, blanke: 1, ugyldige: 1}
      - {forslag: xq, for: 2, imod: 2, ugyldige: 2}
      - {forslag: xq, for: 2, imod: 2, afgjort_af: formand}
      - {forslag: xq, for: 2, imod: 2, afgjort_af: lodtraekning}
      - {forslag: xq, for: 2, imod: 1, flertal: enighed}
      - {forslag: xq, for: 3, imod: 2, flertal: to_tredjedele}
      - {forslag: xq, for: [Qx], imod: [Q], blanke: [Qa Xa], ugyldige: [Qb Xb]}
      - hemmelig: ja
        valg:
          til: qx
          runder:
            - {grundlag: over_halvdelen, kandidater: [{navn: Qa Xa, stemmer: 1}]}
            - {grundlag: flest_stemmer, kandidater: [{navn: Qa Xa, stemmer: 1}]}
            - {grundlag: bundet, kandidater: [{navn: Qa Xa, stemmer: 1}]}
          valgt: [Qa Xa]
      - valg: {runder: [{kandidater: [{navn: Qa Xa, stemmer: 1}]}]}
      - valg: {lister: [{navn: Q, stemmer: 2, pladser: 1, valgte: [Qa Xa]}]}
    protokolbemaerkninger: [{fra: Q, tekst: x}]
    opfoelgning: [{opgave: xq, ansvarlig: Qx, frist: 2025-10-01}]
    bilag: [{titel: xqx, fil: bilag/xq.pdf, udarbejdet_af: Qx}, {titel: qqx, udsendes_med: referat}]
  - titel: Xqqx
    tillaeg: ja
    ankom: [{navn: Qc Xc, tid: "11:00"}]
    indstilling: {at: [xq]}
    inhabil: [{navn: Qa Xa, erklaeret: ja}]
  - titel: Qqqxx
    inhabil:
      - {navn: Qa Xa, erklaeret: ja, forlod_lokalet: ja, stedfortraeder: Qj Xa}
    habilitetsbeslutning: {udfald: inhabil}
  - titel: Qqqxxx
    inhabil: [{navn: Qa Xa, erklaeret: ja}, {navn: Qb Xb, erklaeret: ja}]
    habilitetsbeslutning: {udfald: inhabil}
  - {titel: Qqqxxq, habilitetsbeslutning: {udfald: habil, om: [Qa Xa], af: Qxq}}
  - {titel: Qqqxqq, habilitetsbeslutning: {udfald: habil, om: [Qa Xa, Qb Xb]}}
  - titel: Qqqx
    tillaeg_grund: xqxqx
    ankom: [Qd Xd]
    moedeleder: Qc Xc
    afstemning: {for: 2, imod: 2, afgjort_af: formand}
    forlod:
      - {navn: Qe Xe, tid: "11:10"}
      - {navn: Qdd Xd, tid: "11:12"}
      - {navn: Qee Xe, tid: "11:13"}
  - titel: Xxqqx
    ankom:
      - {navn: Qdd Xd, tid: "11:15"}
      - {navn: Qaa Xa, tid: "11:20"}
    forlod: [{navn: Qaa Xa, tid: "11:16"}, Qff Xf]
  - {titel: Xqxqq, ankom: [Qff Xf]}
  - {titel: Xqxqx, ankom: [Qdd Xd], forlod: [Qdd Xd]}
  - {titel: Xxxq, gruppe: Qxqqq, forlod: [Qb Xb]}
  - {titel: Xxxqq, lukket: {grund: xqqqx}, beslutning: x}
  - {titel: Xqxxq, lukket: {besluttet_paa_moedet: ja}, beslutning: x}
  - {titel: Xqxxx, lukket: {aabnet_paa_moedet: ja}, beslutning: x}
  - {titel: Xqxqxx, lukket: ja, lukning_ophaevet: {dato: 2026-03-02, grund: xq}, beslutning: x}
  - {titel: Xqxqxq, lukket: ja, lukning_ophaevet: {dato: 2026-03-02, af: Qxq}, beslutning: x}
  - {titel: Xxqxq, udfald: udgaar}
  - {titel: Xxqxx, udfald: udgaar, udgaar_grund: xqxqq}
  - {titel: Qxqxx, indbragt: {af: Qa Xa, for: Xqq}}
  - {titel: Qxqxq, indbragt: {for: Xqq}}
  - {titel: Qxxxq, indbragt: {af: Qa Xa}}
  - {titel: Qxxqx, afstemning: {for: 2, imod: 1}}
  - {titel: Qxxqq, afstemning: {for: 1, imod: 2}}
  - titel: Qqxx
    afsnit:
      - {slags: tekst, tekst: xxqq, lukket: ja}
      - {slags: bilag, bilag: [{titel: qxqx, fil: bilag/qx.pdf, lukket: {grund: xq}}]}
  - {gruppe: Qxqqqq, ingen: ja}
"""
OTHER_FORUM = (
    FORUM
    + """
politik:
  datoformat: kort
  fremmoede_liste: samlet
  fravaer_under_punkter: ja
  bilagsnumre: gennemloebende
  indstilling_ordlyd: til_modtager
  tilbagehold_ved_inhabilitet: alt
  nummerering_i_gruppe: forfra
"""
)
WRITTEN = """
dato: 2025-09-12
form: skriftlig
svarfrist: 2025-09-20 kl. 12.00
ekstraordinaert: ja
titel: Qxq
fremmoedt: [Qaa Xa]
udeblevet: [Qc Xc]
punkter:
  - {titel: Qqx, udfald: godkendt}
  - {titel: Qxx, lukket: ja, lukning_ophaevet: {dato: 2026-03-02}, udfald: godkendt}
"""
DAYS = """
dato: 2024-11-29
start: "10:00"
ekstraordinaert: ja
punkter:
  - {titel: Qqx}
  - {titel: Qqxx, dato: 2024-11-30, gruppe: Xqq}
  - {titel: Xqxq, sagstype: pause, dato: 2024-12-01}
  - {titel: Qqq, dato: 2025-01-01, behandlet_foer: 2, udfald: godkendt}
  - {titel: Xqx, behandlet_foer: Xqxq}
  - {titel: Xqqxx}
  - {titel: Xqqx, behandlet_foer: 5}
"""
ANSWERED = """
dato: 2025-09-12
start: "10:00"
fremmoedt: alle
referat_status: til_godkendelse
indsigelsesfrist: 2025-09-26
indsigelser:
  - fra: Qb Xb
  - {fra: Qa Xa, dato: 2025-09-19, tekst: Qxq, afgoerelse: imoedekommet}
  - {fra: Qa Xa, punkt: 1, tekst: Qxqq, afgoerelse: ikke_imoedekommet, grund: Xqq}
  - {fra: Qa Xa, punkt: 1, tekst: Qxxq, afgoerelse: delvist_imoedekommet}
  - {fra: Qa Xa, punkt: 1, tekst: Qxxx, afgoerelse: taget_til_efterretning}
punkter:
  - {titel: Qqx, godkender: 2025-06-05, udfald: godkendt}
"""
MANY = [f"Q{first}{last} X{last}" for first in "abc" for last in "abcdefghij"]
"""More people than stand one after the other, the last three without a party."""
MANY_FORUM = "navn: Qxqx\nmedlemmer:\n" + "".join(
    f"  - {{navn: {name}{f', parti: X{name[1]}' if n < 27 else ''}}}\n"
    for n, name in enumerate(MANY)
)
MANY_VOTES = f"""
dato: 2025-09-12
start: "10:00"
fremmoedt: alle
punkter:
  - titel: Qqx
    afstemning:
      for: [Xa, {", ".join(MANY[10:15] + MANY[20:24])}]
      imod: [{", ".join(MANY[15:20])}]
"""
LETTERS = set("qxabcdefghij")
"""Of all words in it."""
EMPTY = FILE_WORDS | {"https", "example", "org", "formand"}
SIZES = {"xq.pdf": 400, "qx.pdf": 2_449_000, "x.pdf": 31_400, "qq.pdf": 1_234_000_000}


def full(forum: str, changed: str, folder: Path) -> Meeting:
    (folder / "bilag").mkdir(exist_ok=True)
    for name, size in SIZES.items():
        with (folder / "bilag" / name).open("wb") as file:
            file.truncate(size)
    return meeting(changed, forum, folder / "2025-09-12.yaml")


def variants(folder: Path) -> Iterator[Plan]:
    """The meeting in all its shapes."""
    small = FULL.replace("bilag/xq.pdf", "bilag/x.pdf")
    large = FULL.replace("bilag/xq.pdf", "bilag/qq.pdf")
    for forum, text in (
        (FORUM, FULL),
        (OTHER_FORUM, small),
        (FORUM, f"referat_status: godkendt\n{small}"),
        (FORUM, f"aflyst: ja\n{large}"),
        (FORUM, WRITTEN),
        (FORUM, f"aflyst: ja\n{WRITTEN}"),
        (FORUM, WRITTEN.replace("svarfrist: 2025-09-20 kl. 12.00", 'start: "10:00"')),
        (FORUM, DAYS),
        (FORUM, ANSWERED),
        (MANY_FORUM, MANY_VOTES),
    ):
        yield plan(full(forum, text, folder), MARKED)[0]
    issued = tuple(
        Issue(
            id=str(version),
            dokument=Kind.DAGSORDEN,
            version=version,
            tid=datetime(2025, 9, version, tzinfo=UTC),
            sums={},
            heads={},
            punkter=(),
            filer=(),
            kalender="",
            sekvens=0,
            modtagere=0,
            accepteret=0,
        )
        for version in (1, 2)
    )
    yield plan(replace(full(FORUM, FULL, folder), udgaver=issued), MARKED)[0]
    for number in (1, 2):
        path = folder / "bilag" / "xq.pdf"
        lacking = Utilgaengelig(path, True, True, True, number, number, "Qxq")
        yield plan(replace(full(FORUM, FULL, folder), utilgaengelige=(lacking,)), MARKED)[0]
    for status, happened in records():
        text = f"sagsnr: Qx\nreferat_status: {status}\n{small}"
        read = full(f"myndighed: Qx\n{FORUM}", text, folder)
        yield plan(replace(read, begivenheder=happened), MARKED)[0]


def records() -> Iterator[tuple[str, tuple[Begivenhed, ...]]]:
    """How far a referat is, with what the record tells of it."""
    noted = datetime(2025, 9, 20, tzinfo=UTC)
    day, later = date(2025, 9, 20), date(2025, 9, 21)
    waiting = Begivenhed("0", Begivenhedsart.TIL_GODKENDELSE, day, noted, frist=day)
    yield "til_godkendelse", (waiting,)
    for af in ("", "Qx"):
        for ved, happened in (
            (None, {}),
            (Godkendelse.UNDERSKRIFT, {}),
            (Godkendelse.NAESTE_MOEDE, {"moede": "2025-09-20", "punkt": "2"}),
            (Godkendelse.NAESTE_MOEDE, {"moede": "2025-09-21"}),
            (Godkendelse.INDSIGELSESFRIST, {}),
            (Godkendelse.INDSIGELSESFRIST, {"frist": later}),
        ):
            art = Begivenhedsart.GODKENDT
            yield "godkendt", (Begivenhed("1", art, day, noted, af, ved, **cast(Any, happened)),)
    signed = Begivenhed("2", Begivenhedsart.UNDERSKREVET, day, noted, "Qa Xa", forbehold="x")
    approved = Begivenhed("3", art, day, noted, ved=Godkendelse.UNDERSKRIFT)
    yield "godkendt", (signed, approved)


def test_of_a_meeting_that_says_nothing_the_book_says_all(tmp_path: Path) -> None:
    found, seen = set(), set()
    for planned in variants(tmp_path):
        for text in everything(planned):
            found |= {word for word in strange(text, EMPTY) if set(word) - LETTERS}
            seen |= used(text)
    assert found == set()
    of_others = "attachment_gap"  # what stands in files of others in place of what is taken out
    assert set(NAMES) - seen == {"language", of_others, *FILLED_IN}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("kind", Kind)
def test_the_files_add_no_word(kind: Kind, audience: Audience, tmp_path: Path) -> None:
    planned = next(variants(tmp_path))
    document = Composer(planned).document(kind, audience)
    style, problems = load_style(TEMPLATES / "pdf.yaml", "pdf.yaml")
    assert style is not None, problems
    for text in (
        text_of_docx(docx.render(document, TEMPLATES / f"{kind}.docx")),
        text_of_pdf(pdf.render(document, style)),
    ):
        assert {"page_of", "overview"} <= used(text)
        assert {word for word in strange(text, EMPTY) if set(word) - LETTERS} == set()


def text_of_docx(data: bytes) -> str:
    """Every text of all parts of a Word file, its properties and descriptions included."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\d|footer\d)\.xml|docProps/core\.xml", name):
                tree = etree.fromstring(archive.read(name))
                for paragraph in tree.iter("{*}p", "{*}coreProperties"):
                    inside = paragraph.iter("{*}t", "{*}title", "{*}creator")
                    found.append("".join(element.text or "" for element in inside))
                found += [str(element.get("descr", "")) for element in tree.iter("{*}docPr")]
    return "\n".join(found)


def text_of_pdf(data: bytes) -> str:
    """Every text of a PDF: of its pages, its bookmarks, its properties and its descriptions."""
    reader = PdfReader(io.BytesIO(data))
    found = [page.extract_text() for page in reader.pages]
    assert reader.metadata is not None
    found += [reader.metadata.title or "", reader.metadata.author or ""]
    found += bookmarks(reader.outline)
    for number in range(1, int(cast(Any, reader.trailer["/Size"]))):
        made = reader.get_object(number)
        if isinstance(made, dict):
            said = (made.get(key) for key in ("/Alt", "/ActualText", "/Contents"))
            found += [one for one in said if isinstance(one, str)]
    return "\n".join(found)


def bookmarks(outline: Any) -> list[str]:
    """The titles of bookmarks, nested ones too."""
    if isinstance(outline, list):
        return [title for one in outline for title in bookmarks(one)]
    return [str(outline.title)]


def test_a_whole_message_adds_no_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None
) -> None:
    monkeypatch.setattr("moedebog.rules.plan", partial(plan, phrases=MARKED))
    ws = mail_workspace(tmp_path)
    (file,) = ws.meeting_files()
    known = words_in(ws, file) | FILE_WORDS
    for kind in Kind:
        mailing = prepared(ws, kind=kind)
        for variant in mailing.variants:
            letter = parsed(bytes(mailing.shown(variant, variant.whole)))
            told = [str(letter["Subject"])]
            for part in letter.walk():
                told.append(part.get_filename() or "")
                if part.get_content_type() == "text/plain":
                    told.append(part.get_content())
            said = {"subject_status", "mail_approved"}  # it is approved
            if kind is Kind.DAGSORDEN:
                said = {"documents", "mail_attached"}
            assert said <= used("\n".join(told))
            assert strange("\n".join(told), known) == []
            assert letter["Content-Language"] == "da"


# --- phrases as patterns --------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["kl.\u00a010.30", "kl. 10.30", "kl.\n10.30"])
def test_a_phrase_is_found_with_any_blank(text: str) -> None:
    found = re.fullmatch(expression("kl.\u00a0{start}", start=r"(\d\d\.\d\d)"), text)
    assert found
    assert found[1] == "10.30"


def test_a_phrase_is_found_with_either_hyphen_and_no_sign_of_it_means_anything() -> None:
    pattern = expression("{a}\u2011{b} (c.)", a="1", b="2")
    assert re.fullmatch(pattern, "1-2 (c.)")
    assert re.fullmatch(pattern, "1\u20112 (c.)")
    assert not re.fullmatch(pattern, "1-2 (cx)")


def test_of_several_phrases_the_longest_is_found() -> None:
    found = re.match(any_of("fravær", "fravær uden afbud"), "fravær uden afbud, syg")
    assert found
    assert found[0] == "fravær uden afbud"


def test_what_the_program_itself_writes_gives_nothing_away() -> None:
    """Each letter ends with »Venlig hilsen«: a closed item that does so too stops none."""
    closed = "sagsfremstilling: Venlig hilsen\n    beslutning: Grunden købes af Bo Birk.\n"
    made = meeting(f"punkter:\n  - titel: Sag\n    lukket: ja\n    {closed}")
    composer = Composer(plan(made)[0])
    public, internal = (composer.dispatch(Kind.REFERAT, audience) for audience in Audience)
    sought = between([public], [internal]).sought()
    assert sought.in_text("Det blev besluttet: Grunden købes\naf Bo Birk")
    assert not sought.in_text(" ".join((*DANISH.sections.values(), "Venlig hilsen")))


@pytest.mark.parametrize(
    ("reference", "english"),
    [
        ("Punkt 3.1, bilag 2", "Item 3.1, bilag 2"),
        ("Bilag 3.2", "Bilag 3.2"),
        ("Kontrakt med Bo, bilag 2", "bilag no. 7 in the message"),
    ],
)
def test_an_attachment_is_told_by_its_number_alone(reference: str, english: str) -> None:
    assert _numbered(reference, 7, DANISH).english == english


def test_an_attachment_that_another_book_names_is_told_by_its_number_too() -> None:
    book = replace(
        DANISH, numbered_item="Sag {number}", attachment_of_item="{item} – vedlæg {number}"
    )
    assert _numbered("Sag 3 – vedlæg 2", 7, book).english == "Item 3, bilag 2"


# --- the importer knows them ----------------------------------------------------------------------

RENAMED = {
    "label_regrets": "Meldt fra",
    "label_present": "Fremme var",
    "label_place": "Adresse",
    "item_word": "Nummer",
    "answer_word": "Om",
    "recommended": "Man foreslår, at {receiver}:",
    "time_from": "ved {start}",
    "time_from_to": "ved {start}-{end}",
    "date": "{day}. {month} i {year}",
    "came": "{name} kom ind {time}.",
    "disqualified": "{names} var ude af sagen som inhabile.",
    "item_is_closed": "Her er lukket",
    "attachment": "Vedlæg {number}",
    "attachment_made_by": "lavet hos {maker}",
    "late_item": "Kom sent",
    "overview": "Listen",
    "overview_number": "Løbenummer",
    "overview_title": "Hvad",
    "overview_outcome": "Hvad der skete",
    "overview_kind": "Slags",
    "label_time": "Tidsrum",
    "label_guests": "Andre",
    "label_chair": "Styrer",
    "label_came": "Kom ind",
    "at_item": "ved nummer {number}",
    "case_number": "Journalsag {number}",
    "attachments": "Alt vedlagt",
    "attachments_label": "Vedlæg",
    "attachments_title": "Navnet",
    "numbered_item": "Nummer {number}",
    "attachment_of_item": "{item}, vedlæg {number}",
    "action_task": "Gøremål",
    "action_owner": "Hvem gør det",
    "action_deadline": "Sidste dag",
    "proposal": "Spørgsmål",
    "votes_for": "Ja",
    "votes_against": "Nej",
    "several_votes": "{number} hænder",
    "vote_carried": "Båret med {votes} over for {against}",
    "clause_abstained": "{number} tav",
    "signatures": "Skriv under her",
    "signatures_name": "Hvem",
    "signatures_signature": "Din skrift",
    "signatures_date": "Hvilken dag",
    "signatures_reservation": "Men dog",
    "signatures_meaning": "Det var sådan, det gik.",
    "closed_item": "Ikke for alle",
    "absent_at_item": "Ude",
    "page_of": "Blad {page} ud af {pages}",
}
RENAMED_IN = {
    "sections": {"sagsfremstilling": "Hvad det handler om", "beslutning": "Hvad der blev af det"},
    "outcomes": {"godkendt": "Sagt ja til"},
    "item_kinds": {"droeftelse": "Snak"},
}
THERE_AND_BACK = """
import sys
from pathlib import Path
from moedebog.compose import compose
from moedebog.document import Audience, Kind
from moedebog.importer import import_file
from moedebog.load import load
from moedebog.render import docx
from moedebog.workspace import Workspace
from texts import document_lines

def made(root):
    ws = Workspace(Path(root))
    loaded = load(ws, ws.meeting_files()[0])
    return compose(loaded.meeting, Kind.REFERAT, Audience.OFFENTLIG)[0]

document = made("her")
Path("gammelt.docx").write_bytes(docx.render(document, Path("templates/standard/referat.docx")))
import_file(Workspace(Path("der")), Path("gammelt.docx"), "udvalg", None)
print("\\n".join(document_lines(document)))
print("--- igen")
print("\\n".join(document_lines(made("der"))))
"""
MEETING = """\
dato: 2025-09-12
start: "10:00"
sted: Stuen
moedeleder: Aase Ager
gaester: [Dan Eg]
underskriftsark: ja
fremmoedt: alle_andre
afbud: [Bo Bæk]
punkter:
  - titel: Ny sti om søen
    sagstype: droeftelse
    varighed: 30
    tillaeg: ja
    sagsnr: 25/1234
    ankom: [{navn: Cai Dal, tid: "10:10"}]
    inhabil: [Aase Ager]
    sagsfremstilling: Stien er for smal til to.
    indstilling:
      at: [godkender stien, betaler for den]
      delbeslutninger: [{punkt: 1, udfald: godkendt}, {punkt: 2, tekst: Det kan vente.}]
    opfoelgning: [{opgave: Bestille sten, ansvarlig: Cai Dal, frist: 2025-10-01}]
    bilag:
      - {titel: Kort over søen, udarbejdet_af: Landmålerne}
      - {titel: Billeder fra mødet, udsendes_med: referat}
  - titel: En sag om nogen
    lukket: {grund: Personsag}
  - titel: En sag mere
    sagsfremstilling: Den er kort.
    afstemning:
      - {forslag: At den bliver kortere, for: [Aase Ager, Eva Elm], imod: [Cai Dal], undlod: 1}
"""


@pytest.mark.slow
def test_a_document_printed_with_other_phrases_comes_back_as_it_was(tmp_path: Path) -> None:
    for part in ("generators", "schemas", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    book = tmp_path / "generators" / "moedebog" / "phrases" / "da.json"
    entries = json.loads(book.read_text(encoding="utf-8"))
    for name, text in RENAMED.items():
        entries[name]["text"] = text
    for name, some in RENAMED_IN.items():
        entries[name]["text"] |= some
    book.write_text(json.dumps(entries), encoding="utf-8")
    forum = (
        "navn: Udvalget\nmedlemmer: [Aase Ager, Bo Bæk, Cai Dal, Eva Elm, Fie Fog]\n"
        "politik: {fravaer_under_punkter: ja}\n"
    )
    for root in ("her", "der"):
        folder = tmp_path / root / "meetings" / "udvalg"
        folder.mkdir(parents=True)
        (folder / "forum.yaml").write_text(forum, encoding="utf-8")
    path = tmp_path / "her" / "meetings" / "udvalg" / "2025-09-12.yaml"
    path.write_text(MEETING, encoding="utf-8")
    python = os.pathsep.join([str(tmp_path / "generators"), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", THERE_AND_BACK],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": python, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    before, after = done.stdout.replace("\u00a0", " ").split("--- igen\n")
    for text in (
        *RENAMED.values(),
        *(text for some in RENAMED_IN.values() for text in some.values()),
    ):
        stretches = [one.strip(" .:") for one in PLACEHOLDER.split(text)]
        if text != RENAMED["page_of"]:
            assert all(one in before for one in stretches), text
    assert after == before
