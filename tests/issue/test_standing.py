"""What happens to a referat after the meeting is put down with its day and who did it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import approval_support as support
from moedebog import cli
from moedebog.catalogue import Begivenhedsart, Godkendelse
from moedebog.issue import make
from moedebog.issue.noting import BY_HAND
from moedebog.issue.standing import NOT_SO, STRANGER, UNSIGNED
from moedebog.workspace import Workspace

LATER = """dato: 2026-06-15
start: 10.00
slut: 12.00
fremmoedt: alle
punkter:
  - titel: Godkendelse af referat
    sagstype: godkendelse_referat
    udfald: godkendt
"""


@pytest.fixture
def ws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_renderers: None) -> Workspace:
    return support.workspace(tmp_path, monkeypatch)


def text(ws: Workspace) -> str:
    return support.file_of(ws).path.read_text("utf-8")


def test_an_approval_is_kept_with_its_source_and_files(ws: Workspace) -> None:
    assert support.approve() == 0
    told = support.told(ws)
    (event,), (issue,) = told.begivenheder, told.udgaver
    assert (event.art, event.dato, event.af) == (
        Begivenhedsart.GODKENDT,
        date(2026, 6, 15),
        "Udvalget",
    )
    assert (issue.dokument, issue.status, issue.version, event.version) == (
        "referat",
        "godkendt",
        1,
        1,
    )
    assert issue.kilde
    assert issue.gemt
    assert text(ws) == support.HEAD.replace(
        "slut: 12.00\n", "slut: 12.00\nreferat_status: godkendt\n"
    ) + ("punkter:\n" + support.ITEMS)


def test_til_godkendelse_is_put_down_with_its_deadline_and_makes_no_version(ws: Workspace) -> None:
    by = ("--dato", "2026-06-03", "--af", "Sekretariatet")
    assert support.status("til_godkendelse", *by, "--frist", "2026-06-12") == 0
    told = support.told(ws)
    assert [one.frist for one in told.begivenheder] == [date(2026, 6, 12)]
    assert told.udgaver == ()
    assert "referat_status: til_godkendelse" in text(ws)


def test_publication_stands_apart_from_approval(ws: Workspace) -> None:
    before = text(ws)
    assert support.status("offentliggjort", "--dato", "2026-06-02", "--af", "Sekretariatet") == 0
    assert text(ws) == before
    assert support.approve() == 0
    arts = [one.art for one in support.told(ws).begivenheder]
    assert arts == [Begivenhedsart.OFFENTLIGGJORT, Begivenhedsart.GODKENDT]
    assert support.found(ws) == []


@pytest.mark.parametrize(
    ("art", "more", "why"),
    [
        ("godkendt", ("--dato", "2026-05-31", "--af", "U"), "mødet var først"),
        ("godkendt", ("--dato", "2026-06-21", "--af", "U"), "er ikke kommet"),
        ("godkendt", (*support.BY_UDVALGET, "--ved", "indsigelsesfrist"), "nogen frist"),
        ("godkendt", ("--moede", "2026-06-01", "--punkt", "1"), "sit eget"),
        ("underskrevet", support.BY_UDVALGET, "ingen version"),
        ("anonymiseret", (*support.BY_UDVALGET, "--grund", "x"), "ikke godkendt"),
        ("til_godkendelse", (*support.BY_UDVALGET, "--frist", "2026-06-14"), "før den dag"),
    ],
)
def test_what_cannot_be_true_is_refused_and_nothing_is_written(
    ws: Workspace,
    capsys: pytest.CaptureFixture[str],
    art: str,
    more: tuple[str, ...],
    why: str,
) -> None:
    before = text(ws)
    assert support.status(art, *more) == 1
    said = capsys.readouterr().err
    assert NOT_SO.code in said
    assert why in said
    assert text(ws) == before
    assert not list(support.file_of(ws).path.parent.glob("*.udsendt.yaml"))


@pytest.mark.parametrize("lacking", ["--dato", "--af"])
def test_the_day_and_who_did_it_must_be_said(ws: Workspace, lacking: str) -> None:
    at = support.BY_UDVALGET.index(lacking)
    rest = (*support.BY_UDVALGET[:at], *support.BY_UDVALGET[at + 2 :])
    assert support.status("godkendt", *rest) == 2


def test_unchallenged_it_is_approved_after_the_deadline(ws: Workspace) -> None:
    by = ("--dato", "2026-06-03", "--af", "Sekretariatet")
    assert support.status("til_godkendelse", *by, "--frist", "2026-06-12") == 0
    approval = ("--af", "Sekretariatet", "--ved", "indsigelsesfrist")
    assert support.status("godkendt", "--dato", "2026-06-12", *approval) == 1
    assert support.status("godkendt", "--dato", "2026-06-13", *approval) == 0
    last = support.told(ws).begivenheder[-1]
    assert (last.ved, last.frist) == (Godkendelse.INDSIGELSESFRIST, date(2026, 6, 12))


def test_a_later_meeting_approves_it_with_the_number_of_its_item(ws: Workspace) -> None:
    support.file_of(ws).path.with_name("2026-06-15.yaml").write_text(LATER, "utf-8")
    assert support.status("godkendt", "--moede", "2026-06-15", "--punkt", "7") == 1
    assert support.status("godkendt", "--moede", "2026-06-15", "--punkt", "1") == 0
    (event,) = support.told(ws).begivenheder
    assert (event.dato, event.af, event.moede, event.punkt, event.ved) == (
        date(2026, 6, 15),
        "Prøveudvalget",
        "2026-06-15",
        "1",
        Godkendelse.NAESTE_MOEDE,
    )


def test_who_has_not_signed_is_told_of(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    by = ("--dato", "2026-06-02", "--af", "Alma Ager", "--forbehold", "Uenig i punkt 1")
    assert support.status("underskrevet", *by) == 0
    assert support.approve(*support.BY_UDVALGET, "--ved", "underskrift") == 0
    said = capsys.readouterr().err
    assert UNSIGNED.code in said
    assert STRANGER.code not in said
    assert "fra Bent Birk." in said
    assert support.told(ws).begivenheder[0].forbehold == "Uenig i punkt 1"


def test_the_same_said_twice_is_put_down_once(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ("--dato", "2026-06-02", "--af", "Sekretariatet")
    assert support.status("offentliggjort", *by) == 0
    assert support.status("offentliggjort", *by) == 0
    assert "allerede noteret" in capsys.readouterr().out
    assert len(support.told(ws).begivenheder) == 1


def test_an_approval_is_taken_back_only_while_nobody_has_been_sent_it(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert support.approve() == 0
    assert support.approve("--dato", "2026-06-16", "--af", "Udvalget") == 1
    assert support.status("udkast", *support.BY_UDVALGET) == 2  # without a reason
    assert support.status("udkast", *support.BY_UDVALGET, "--grund", "For tidligt") == 0
    assert "referat_status: udkast" in text(ws)
    assert support.approve() == 0
    record = support.file_of(ws).path.with_name("2026-06-01.udsendt.yaml")
    whole = record.read_text("utf-8")
    record.write_text(whole.replace("modtagere: 0", "modtagere: 3"), "utf-8")
    assert support.status("udkast", *support.BY_UDVALGET, "--grund", "For tidligt") == 1


def test_where_the_version_cannot_be_made_the_meeting_file_is_as_it_was(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    before = text(ws)
    monkeypatch.setattr(make, "keep", stopped)
    assert support.approve() == 130
    assert text(ws) == before
    support.change(ws, ("udfald: godkendt", "udfald: godkendt\n    ukendt: ja"))
    before = text(ws)
    monkeypatch.undo()
    monkeypatch.chdir(ws.root)
    assert support.approve() == 1
    assert text(ws) == before


def test_all_that_is_put_down_is_shown(ws: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "2026-06-01"]) == 0
    assert "Intet er udsendt" in capsys.readouterr().out
    assert support.approve() == 0
    capsys.readouterr()
    assert cli.main(["status", "2026-06-01"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-06-15  godkendt af Udvalget den 15.\xa0juni 2026",
        "2026-06-20  referat, version 1",
    ]


def test_names_are_taken_out_of_an_approved_referat_on_the_record(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    support.change(ws, ("udfald: godkendt", "beslutning: Anders And får afslag."))
    assert support.approve() == 0
    support.change(ws, ("Anders And", "En borger"))
    by = ("--dato", "2026-06-18", "--af", "Sekretariatet", "--grund", "Navn taget ud")
    assert support.status("anonymiseret", *by, "--punkt", "2") == 1  # another item
    assert support.status("anonymiseret", *by, "--punkt", "1") == 0
    assert "Anders And" in capsys.readouterr().out  # told to whoever may see it
    pages = [path.read_bytes() for path in ws.output.rglob("referat.*")]
    assert pages
    assert not any(b"Anders" in one for one in pages)
    assert cli.main(["diff", "2026-06-01", "--doc", "referat", "--fra", "1"]) == 0
    shown = capsys.readouterr().out
    assert "Anders And" not in shown
    assert "personoplysninger er taget ud" in shown
    told = support.told(ws)
    assert [one.version for one in told.udgaver] == [1, 2]
    assert (told.begivenheder[-1].art, told.begivenheder[-1].version) == (
        Begivenhedsart.ANONYMISERET,
        2,
    )
    assert support.found(ws) == []


def test_nothing_is_put_down_as_anonymised_while_the_text_is_the_same(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert support.approve() == 0
    by = ("--dato", "2026-06-18", "--af", "Sekretariatet", "--grund", "Navn taget ud")
    assert support.status("anonymiseret", *by, "--punkt", "1") == 1
    assert "siger det samme" in capsys.readouterr().err
    assert len(support.told(ws).begivenheder) == 1


def test_an_opening_is_put_down_as_the_meeting_file_says_it(ws: Workspace) -> None:
    assert support.approve() == 0
    assert support.status("lukning_ophaevet", "--punkt", "2", "--af", "Udvalget") == 1
    opened = "    lukning_ophaevet:\n      dato: 2026-06-18\n      grund: Handlen er gennemført\n"
    support.change(ws, ("    beslutning: Prisen", f"{opened}    beslutning: Prisen"))
    assert support.status("lukning_ophaevet", "--punkt", "2", "--af", "Udvalget") == 0
    last = support.told(ws).begivenheder[-1]
    assert (last.dato, last.grund, last.punkt) == (
        date(2026, 6, 18),
        "Handlen er gennemført",
        "2",
    )
    assert support.found(ws) == []


def test_a_signature_of_somebody_who_was_not_there_is_told_of(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    assert support.status("underskrevet", "--dato", "2026-06-02", "--af", "Carl Dam") == 0
    assert STRANGER.code in capsys.readouterr().err


def test_a_status_that_cannot_be_rewritten_by_itself_is_told_of(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (
        '{dato: 2026-06-01, start: "10.00", slut: "12.00", fremmoedt: alle, '
        "punkter: [{titel: Vejene, udfald: godkendt}]}\n"
    )
    support.file_of(ws).path.write_text(before, "utf-8")
    assert support.approve() == 1
    assert BY_HAND.code in capsys.readouterr().err
    assert text(ws) == before


@pytest.mark.parametrize(
    "more", [("--forbehold", "Nej"), ("--ved", "underskrift"), ("--punkt", "1"), ("--grund", "x")]
)
def test_what_does_not_belong_to_an_event_is_not_dropped(
    ws: Workspace, more: tuple[str, str]
) -> None:
    by = ("--dato", "2026-06-03", "--af", "Sekretariatet")
    assert support.status("til_godkendelse", *by, *more) == 2
    assert support.status("offentliggjort", *by, *more) == 2


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        (
            [("sagstype: godkendelse_referat", "sagstype: orientering"), ("Godkendelse", "Om")],
            "ikke dette",
        ),
        ([("udfald: godkendt", "udfald: ikke_godkendt")], "ikke_godkendt"),
        ([("dato: 2026-06-15", "dato: 2026-05-15")], "holdt før"),
    ],
)
def test_only_an_item_that_approved_it_is_named(
    ws: Workspace,
    capsys: pytest.CaptureFixture[str],
    pairs: list[tuple[str, str]],
    why: str,
) -> None:
    support.file_of(ws).path.with_name("2026-06-15.yaml").write_text(LATER, "utf-8")
    support.change(ws, *pairs, name="2026-06-15.yaml")
    assert support.status("godkendt", "--moede", "2026-06-15", "--punkt", "1") == 1
    assert why in capsys.readouterr().err


def test_a_referat_with_objections_was_not_approved_for_want_of_them(
    ws: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ("--dato", "2026-06-03", "--af", "Sekretariatet")
    assert support.status("til_godkendelse", *by, "--frist", "2026-06-12") == 0
    answer = "indsigelser:\n  - fra: Alma Ager\n    tekst: Prisen er forkert.\n"
    support.change(ws, ("punkter:\n", f"{answer}punkter:\n"))
    approval = ("--dato", "2026-06-13", "--af", "Sekretariatet", "--ved", "indsigelsesfrist")
    assert support.status("godkendt", *approval) == 1
    assert "1 bemærkning" in capsys.readouterr().err
    support.change(ws, ("forkert.\n", "forkert.\n    afgoerelse: ikke_imoedekommet\n"))
    assert support.status("godkendt", *approval) == 0
    assert support.told(ws).begivenheder[-1].ved is None  # nothing is claimed of objections


def test_what_was_taken_back_can_be_changed_and_approved_anew(ws: Workspace) -> None:
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    assert support.status("underskrevet", "--dato", "2026-06-02", "--af", "Alma Ager") == 0
    assert support.approve() == 0
    assert support.status("udkast", *support.BY_UDVALGET, "--grund", "For tidligt") == 0
    support.change(ws, ("udfald: godkendt", "udfald: ikke_godkendt"))
    assert support.approve(*support.BY_UDVALGET, "--ved", "underskrift") == 0
    assert support.found(ws) == []
    assert [one.version for one in support.told(ws).udgaver] == [1, 2, 3]


def test_a_correction_nobody_has_does_not_open_what_others_have(ws: Workspace) -> None:
    assert support.approve() == 0
    record = support.file_of(ws).path.with_name("2026-06-01.udsendt.yaml")
    whole = record.read_text("utf-8")
    record.write_text(whole.replace("modtagere: 0", "modtagere: 3"), "utf-8")
    corrected = "rettelser:\n  - {dato: 2026-06-15, punkt: 1, tekst: Ja., af: Udvalget}\n"
    support.change(ws, ("punkter:\n", f"{corrected}punkter:\n"))
    assert cli.main(["udgave", "2026-06-01", "--doc", "referat"]) == 0
    assert support.status("udkast", *support.BY_UDVALGET, "--grund", "For tidligt") == 1


def test_what_was_published_as_approved_is_not_taken_back(ws: Workspace) -> None:
    assert support.approve() == 0
    record = support.file_of(ws).path.with_name("2026-06-01.udsendt.yaml")
    earlier = record.read_text("utf-8").replace("2026-06-20T12:00:00", "2026-06-20T11:00:00")
    record.write_text(earlier, "utf-8")
    assert support.status("offentliggjort", *support.BY_UDVALGET) == 0
    assert support.status("udkast", *support.BY_UDVALGET, "--grund", "For tidligt") == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--dato", "2026-06-15", "--af", "Udvalget"), "--dato (DATO), --af (AF)"),
        (("--punkt", "1"), "--punkt (PUNKT)"),
        (("--ved", "underskrift"), "--ved (VED)"),
        (("--grund", "Navn taget ud", "--frist", "2026-06-30"), "--frist (FRIST), --grund (GRUND)"),
        (("--forbehold", "Uenig", "--moede", "2026-06-15"), "--moede (MOEDE), --forbehold"),
    ],
)
def test_what_is_said_of_no_status_is_not_taken_for_a_question(
    ws: Workspace, more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["status", "2026-06-01", *more]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "ikke --status (make: STATUS=…)" in told.err
    assert told.out == ""
    assert cli.main(["status", "2026-06-01", "--dato", ""]) == 0
