"""The rules across a meeting, where an example alone does not show enough."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from moedebog import report, rules, schema, source
from moedebog.build.check import validate
from moedebog.compose import compose_all, plan
from moedebog.diagnostics import has_errors
from moedebog.document import Audience
from moedebog.examples import PDF
from moedebog.normalise import normalise_forum
from moedebog.rules import Case
from moedebog.rules.dates import mentions
from moedebog.workspace import Workspace
from schema_parts import BASE, PEOPLE, PLACES, minimal, objects, properties, read
from support import document_lines, meeting

CPR = "010190-1234"
SAME = PDF


def codes(text: str, forum: str = "navn: Udvalget") -> list[str]:
    return [d.code for d in rules.check(Case(plan(meeting(text, forum))[0]))]


ERROR, WARNING, NOTHING = ["M540"], ["M555"], []  # type: ignore[var-annotated]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Written as a personal number, whatever its check digit.
        ("010190-1234", ERROR),
        ("010190 1234", ERROR),
        ("010190 - 1234", ERROR),
        ("01 01 90 1234", ERROR),
        ("010190–1234", ERROR),
        ("610190-1234", ERROR),  # the day + 60
        ("010190-\n1234", ERROR),
        ("**010190**-1234", ERROR),
        ("1 010190-1234 2", ERROR),
        ("910190-1234", ERROR),
        ("01.01.90-1234", ERROR),
        ("010190-12 34", ERROR),
        # A sign and a word beside it make no longer number.
        ("CPR-010190-1234", ERROR),
        ("Cpr-nr.010190-1234", ERROR),
        ("cpr.010190-1234", ERROR),
        ("010190-1234/Anna", ERROR),
        ("Ansøgning-010190-1234.pdf", ERROR),
        ("010190-1234-ansøgning.pdf", ERROR),
        # Ten digits with a check digit, and without one.
        ("0101901238", ERROR),
        ("0101901234", WARNING),
        ("0101651234 og 0101901238", [*WARNING, *ERROR]),
        # Called a personal number.
        ("CPR 0101901234", ERROR),
        ("cpr-nr.: 0101901234", ERROR),
        ("CPR-nummer 0101901234", ERROR),
        ("personnummeret er 0101901234", ERROR),
        ("født 0101901234", ERROR),
        ("0101901234 (cpr-nummer)", ERROR),
        ("cpr-nr. 010190/1234", ERROR),
        ("CPR 010190.1234", ERROR),
        ("CPR: 010190_1234", ERROR),
        ("CPR 01/01/90-1234", ERROR),
        ("CPR-nr. 01-01-1990 1234", ERROR),
        ("Personnr.: 010190.1234", ERROR),
        ("identitetsnummer 0101901234", ERROR),
        # As what is copied may have it.
        ("010190\u200b-1234", ERROR),
        ("CPR 010190\u00ad1234", ERROR),
        ("０１０１９０－１２３４", ERROR),
        ("cpr-numrene 0101901234 og 0201901234", [*ERROR, *ERROR]),
        # Called something else.
        ("konto 0101651234", WARNING),
        ("konto 0101901238", WARNING),
        ("kontonr. 3101 0101901238", WARNING),
        ("reg.nr. 3101 konto 010190-1234", WARNING),
        ("KMD-sag 010190-1234", WARNING),
        ("BBR-nr. 010190-1234", WARNING),
        ("aftalenr. 010190-1234", WARNING),
        ("skadenummer 010190-1234", WARNING),
        ("lånenr. 010190-1234", WARNING),
        ("bevillingsnr. 010190-1234", WARNING),
        ("tilbud 010190-1234", WARNING),
        ("lb.nr. 010190-1234", WARNING),
        ("SE-nr. 0101901238", WARNING),
        ("telefax 010190-1234", WARNING),
        # Numbers of people may be personal ones.
        ("patientnr. 010190-1234", ERROR),
        ("Se 010190-1234", ERROR),
        ("se bilag 010190-1234", ERROR),
        ("skade 010190-1234", ERROR),
        ("medlemsnr. 010190-1234", ERROR),
        ("låner 010190-1234", ERROR),
        ("journalnummer 311299-4455", WARNING),
        ("j.nr. 010190-1234", WARNING),
        ("sagsnr.: 010190-1234", WARNING),
        ("sagen er 010190-1234", WARNING),
        ("fakturanr. 010190-1234", WARNING),
        ("bankkonto med nummer 010190-1234", WARNING),
        ("P-nummer 0101901238", WARNING),
        ("EAN-nr. 010190-1234", WARNING),
        ("kundenummer 010190-1234", WARNING),
        ("ordre 010190-1234", WARNING),
        # Only the number itself, and only what has no person in it.
        ("konto 010165-1234 og 010190-1234", [*WARNING, *ERROR]),
        ("0101901234 og cpr 010190-1234", [*WARNING, *ERROR]),
        # Where several are spoken of, what stands in the list is of their kind.
        ("Sagerne 120304-1234 og 120305-1234", [*WARNING, *WARNING]),
        ("Fakturaerne 120304-1234, 120304-1235", [*WARNING, *WARNING]),
        ("Journalnumrene: 120304-1234; 120304-1235", [*WARNING, *WARNING]),
        ("Sagerne 120304-1234 og cpr 120305-1234", [*WARNING, *ERROR]),
        # A date and another number, unless something calls it a personal one.
        ("Pr. 31.12.25 1500 børn", WARNING),
        ("Næste møde: 10.12.25 1630", WARNING),
        ("cpr 31.12.25 1500", ERROR),
        ("Matr. nr. 120304-1234", WARNING),
        ("ESDH-nr. 120304-1234", WARNING),
        # In whatever groups, where it is called one.
        ("CPR-nr. 01 01 90 12 34", ERROR),
        ("CPR-nummeret 01.01.1990-1234", ERROR),
        ("Borgerens cprnummer er 010190/1234", ERROR),
        ("Personnummeret 010190/1234", ERROR),
        ("fødselsdato 01.01.1990-1234", ERROR),
        ("sagen om Anna 010190-1234", ERROR),
        ("konto for cpr 010190-1234", ERROR),
        ("patientjournal 010190-1234", ERROR),
        ("personsag 010190-1234", ERROR),
        ("betaler til sin konto. Anna 010190-1234", ERROR),
        # None at all.
        ("320190-1234", NOTHING),
        ("011390-1234", NOTHING),
        ("22/43402 og 12345678", NOTHING),
        ("+450101901234", NOTHING),
        ("EAN 5790000123456", NOTHING),
        ("010190-12345", NOTHING),
        ("kr. 1.010.190,00", NOTHING),
        ("5 010190 1234", NOTHING),  # a row of numbers
        ("010190 1234 5", NOTHING),
        ("920190-1234", NOTHING),
        ("sag 010190/1234", NOTHING),
        ("12-010190-1234", NOTHING),
        ("010190-1234-12", NOTHING),
        ("010190-1234/2", NOTHING),
    ],
)
def test_personal_numbers(text: str, found: list[str]) -> None:
    body = "punkter:\n  - titel: A\n    tekst: |\n" + "".join(
        f"      {line}\n" for line in f"Ansøger {text} er enig.".split("\n")
    )
    assert codes(body) == found


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("| Navn | CPR |\n|---|---|\n| Anna | 0101901234 |", ERROR),
        ("| Navn | Konto |\n|---|---|\n| Anna | 010190-1234 |", WARNING),
        ("| Navn | Konto |\n|---|---|\n| 010190-1234 | 1 |", ERROR),
        ("| Oplysning | Nummer |\n|---|---|\n| Kontonr. | 0101901238 |", WARNING),
        ("| Oplysning | Værdi |\n|---|---|\n| CPR-nr. | 0101901234 |", ERROR),
        ("| Konto | Anna |\n|---|---|\n| Konto | Bo 010190-1234 |", ERROR),
        ("Ansøgernes cpr-numre er:\n\n- 0101901234\n- 0201901234", [*ERROR, *ERROR]),
        ("Ansøgerne:\n\n- 0101901234\n\n0201901234", [*WARNING, *WARNING]),
        ("Pengene overføres til konto:\n\n1. 010190-1234", WARNING),
    ],
)
def test_a_column_or_what_stands_before_a_list_says_what_its_numbers_are(
    table: str, found: list[str]
) -> None:
    lines = "".join(f"      {line}\n" for line in table.split("\n"))
    assert codes(f"punkter:\n  - titel: A\n    tekst: |\n{lines}") == found


def test_a_case_number_of_ten_digits_is_no_error() -> None:
    for key in ("sagsnr", "dok_nr"):
        assert codes(f"punkter: [{{titel: A, {key}: 010190-1234}}]") == WARNING


def test_what_may_be_a_personal_number_can_be_turned_off() -> None:
    text = "navn: U\nsted: 0101651234\npolitik: {regler: {M555: nej, M556: nej}}\n"
    tree, _ = source.parse(text.encode(), "forum.yaml")
    assert tree is not None
    forum, problems = normalise_forum(tree)
    assert forum is not None
    assert [d.code for d in problems] == ["M556"]
    assert rules.wanted(problems, forum.politik) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "meetings" / "udvalg"
    (place / "bilag").mkdir(parents=True)
    for file in ("kort.png", "andet.png", "organisering.pptx"):
        (place / "bilag" / file).write_bytes(b"x")
    return place


def texts() -> list[tuple[str, str]]:
    """Every key of a meeting file that takes any text."""
    found = []
    for name, part, key in properties():
        if name != "meeting" or key in ("fil", "id", "adresse"):
            continue
        definition = dict(objects("meeting"))[part]
        if definition["properties"][key].get("$ref") in (
            "#/$defs/tekst",
            "#/$defs/nummer",
            "#/$defs/brodtekst",
        ) or any(isinstance(e, str) and len(e) > 20 for e in schema.examples_of(definition, key)):
            found.append((part, key))
    return found


@pytest.mark.parametrize(("part", "key"), texts())
def test_no_text_reaches_a_public_document_unseen(part: str, key: str, folder: Path) -> None:
    definition = dict(objects("meeting"))[part]
    base: dict[str, Any] = {**minimal(definition, part, key), **BASE.get(part, {}), key: CPR}
    if key == "moedeleder" or (key == "navn" and part != "person_udfoldet"):
        pytest.skip("only known names can stand here")
    if key == "moedelink":
        pytest.skip("only a web address can stand here")
    if key == "sha256":
        pytest.skip("only a checksum can stand here")
    forum = {"navn": "Udvalget", "medlemmer": PEOPLE}
    model = read("meeting", PLACES["meeting", part](base), folder, forum)
    documents, _ = compose_all(model)
    public = any(
        CPR in line
        for (_, audience), document in documents.items()
        for line in document_lines(document)
        if audience is Audience.OFFENTLIG
    )
    found = {d.code for d in rules.check(Case(plan(model)[0]))}
    assert not public or found & {"M540", "M555"}


def test_the_walk_over_keys_sees_them() -> None:
    assert len(texts()) > 40


def test_dates_in_a_text() -> None:
    from datetime import date

    near = date(2025, 12, 10)
    found = {
        m.written: m.day
        for m in mentions(
            "tirsdag den 6. januar, den 3. oktober 2024, d. 12-09-2025, version 1.2.2025", near
        )
    }
    assert found == {
        "tirsdag den 6. januar": date(2026, 1, 6),
        "den 3. oktober 2024": date(2024, 10, 3),
        "d. 12-09-2025": date(2025, 9, 12),
        "1.2.2025": date(2025, 2, 1),
    }
    assert [m.day for m in mentions("31-02-2025 og 45.12.2025", near)] == []


@pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0),
    reason="needs a user who may not read everything",
)
def test_an_attachment_that_may_not_be_read(folder: Path) -> None:
    path = folder / "bilag" / "organisering.pptx"
    path.chmod(0)
    model = read(
        "meeting",
        {
            "dato": "2025-09-12",
            "start": "10:00",
            "punkter": [
                {"titel": "A", "bilag": [{"titel": "B", "fil": "bilag/organisering.pptx"}]}
            ],
        },
        folder,
    )
    assert [d.code for d in rules.check(Case(plan(model)[0]))] == ["M531"]


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        ("Sagen genoptages på næste møde.", ["M515"]),
        ("Udvalget vender tilbage på næste ordinære møde.", ["M515"]),
        ("Sagen tages op igen på mødet den 10. oktober.", ["M515"]),
        ("Sagen genoptages den 10. december 2025.", []),  # where it is on the dagsorden
        ("Punktet forelægges på næste møde den 10. december 2025.", []),
        ("Næste møde er den 10. oktober.", []),
        ("Sagen tages op på et kommende møde.", []),
        ("Sagen blev drøftet på mødet den 10. oktober 2025.", ["M514"]),
        ("Sagen blev behandlet af udvalget den 3. oktober 2025.", ["M514"]),
        ("Det blev godkendt med frist den 3. oktober 2025.", []),
        ("Sagen blev drøftet på mødet den 3. august 2025.", []),
        ("Det blev besluttet, at sagen behandles på mødet den 10. oktober 2025.", ["M515"]),
        ("Udvalget besluttede at drøfte sagen på mødet den 10. oktober 2025.", []),
        ("Sagen blev drøftet og skal behandles på mødet den 10. december 2025.", []),
        ("På mødet den 10. december 2025 drøftes sagen, som blev udsat.", []),
        ("På mødet den 10. december 2025 blev sagen drøftet.", ["M514"]),
        ("Udvalget drøftede borgernes forslag på mødet den 12. november 2025.", ["M514"]),
        ("Godkendt. Udvalget godkendte A og tager B op på mødet den 10. december 2025.", []),
        ("Det blev aftalt en drøftelse på mødet den 10. december 2025.", []),
        ("Sagen blev udsat til behandling på mødet den 10. december 2025.", []),
        ("Sagen blev udsat på mødet den 10. december 2025.", ["M514"]),
        ("Sagen udsættes til næste møde.", ["M515"]),
        ("Udsat til den 10. oktober.", ["M515"]),
        ("Forslaget udskydes til mødet den 10. oktober.", ["M515"]),
        ("Udvalget besluttede at udsætte sagen til mødet den 10. oktober 2025.", ["M515"]),
        ("Fristen udsættes til den 10. oktober.", []),
        ("Sagen forelægges byrådet den 10. oktober.", []),
    ],
)
def test_what_a_decision_says_of_other_meetings(
    decision: str, found: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    for day, titel in (("2025-10-10", "Budget"), ("2025-12-10", "Cykelsti")):
        data = {"dato": day, "start": "10:00", "punkter": [{"titel": titel}]}
        (folder / f"{day}.yaml").write_text(json.dumps(data), encoding="utf-8")
    data = {**HEAD, "punkter": [{"titel": "Cykelsti langs åen", "beslutning": decision}]}
    (folder / "2025-09-12.yaml").write_text(json.dumps(data), encoding="utf-8")
    ws = Workspace(tmp_path)
    assert [d.code for d in validate(ws, [ws.meeting_file("2025-09-12")])] == found


@pytest.mark.parametrize(
    ("titel", "there", "found"),
    [
        ("Orientering om skolebus", "Orientering om budget", ["M515"]),
        ("Status på skolebus", "Status", ["M515"]),
        ("Cykelsti", "Cykelstier på Skolevej", []),
        ("Sti langs åen", "Gærder langs åen", []),  # no word to tell it by
        ("Orientering", "Status", []),
    ],
)
def test_a_case_that_comes_up_again_is_known_by_its_title(
    titel: str, there: str, found: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    for day, item in (
        ("2025-09-12", {"titel": titel, "beslutning": "Sagen genoptages på næste møde."}),
        ("2025-10-10", {"titel": there}),
    ):
        data = {"dato": day, "start": "10:00", "punkter": [item]}
        (folder / f"{day}.yaml").write_text(json.dumps(data), encoding="utf-8")
    ws = Workspace(tmp_path)
    assert [d.code for d in validate(ws, [ws.meeting_file("2025-09-12")])] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("På mødet den 5. september 2025 var alle enige.", ["M544"]),
        ("Referat fra mødet den 5. september godkendes.", ["M544"]),
        ("Referat fra mødet den 5. september i Sund By godkendes.", []),
        ("Byrådet behandlede på mødet den 5. september forslaget.", []),
        ("Vi er enige. På mødet den 5. september var byrådet enigt.", []),
        ("Sagen fra arbejdsgruppens drøftelse på mødet den 5. september.", []),
        ("Byrådet er enigt. Udvalget var det på mødet den 5. september.", ["M544"]),
        ("Miljøudvalget talte om området på mødet den 5. september.", ["M544"]),
        ("På mødet den 3. september 2025 var alle enige.", []),
    ],
)
def test_meetings_that_are_referred_to(text: str, found: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Miljøudvalget\n", encoding="utf-8")
    for day in ("2025-09-01", "2025-09-03", "2025-09-12"):
        data = {"dato": day, "start": "10:00", "punkter": [{"titel": "A", "tekst": text}]}
        (folder / f"{day}.yaml").write_text(json.dumps(data), encoding="utf-8")
    ws = Workspace(tmp_path)
    assert [d.code for d in validate(ws, [ws.meeting_file("2025-09-12")])] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Se punkt 9.", ["M543"]),
        ("Som nævnt under punkt 9 (pkt. 8).", ["M543", "M543"]),
        ("Jf. punkterne 1, 8 og 9.", ["M543", "M543"]),
        ("Se punkt 9 i referatet fra sidste gang, jf. punkt 8 i aftalen.", []),
        ("Jf. aftalens punkt 9, og vi er nået til punkt 9.", []),
        ("Se punkt 1, og se punkt 2 i indstillingen.", []),
        ("Se punkt 1, 14 elever deltog. Se punkt 1 og 14 elever. Jf. punkt 1, 2025-tallene.", []),
        ("Se punkt 1, 20,5 mio. kr. Se punkt 20, 21 i aftalen. Jf. punkt 20 og 21 i den.", []),
        ("Som nævnt i punkt 44. Se pkt.51, og se pkt 52.", ["M543"] * 3),
        ("Se punkt 1, 8, 9. Punkterne 1 og 8 er svære, jf. punkt 1 og 8.", ["M543"] * 3),
        ("Se punkt 8 og 9 på dagsordenen, og jf. punkt 8 og 9 behandles de.", ["M543"] * 4),
        (
            "Se punkt 1, 14 og 15 elever. Se punkt 1, 14, 15 elever. Se punkt 1 og 14 og 15.",
            ["M543"] * 2,
        ),
        ("Som nævnt i aftalens punkt 44 og i punkt 45.", []),
        ("Mandag d. 12/9 2025, ons. den 12. sept. og torsdag den 2025-09-12.", ["M501"] * 3),
        ("Fredag d. 12/9-25, på 1/2 time, i sag 25/12345, kl. 12.30.", []),
        ("Onsdag den 10. december og søndag den 7. juni.", []),  # this year, and the last
        ("Vi mødes fredag 12.15. Åbent tirsdag 8.30 og mandag 10.00-16.00, lørdag 10-14.", []),
        ("Mandag 1/2 time, tirsdag 10.00-16 og fra fredag den 5.9-10.9.", []),
        ("Mandag 12/9, mandag 12.9.2025, mandag d. 12.9, mandag 12/9-25.", ["M501"] * 4),
        ("Mandag 12/15.", ["M502"]),
        ("Mødet 12. september 2025 (torsdag) og den 12. september 2025, en torsdag.", ["M501"] * 2),
        ("Den 12. sept. (tors.), 12/9 2025 (torsdag), 2025-09-12 (en torsdag).", ["M501"] * 3),
        ("Den 12. september 2025 (fredag) eller 12. september 2025, en fredag.", []),
        ("Efter den 12. september, en torsdag, og den 12. september 2025, torsdag den 18.", []),
        ("Efter den 12. september 2025, en torsdag eller onsdag. 12.15 (mandag).", []),
        ("[x] (https://example.org) og [y](www.example.org/a b)", ["M547", "M547"]),
    ],
)
def test_references_dates_and_links(text: str, found: list[str]) -> None:
    body = "punkter:\n  - titel: A\n    indstilling: {at: [a, b]}\n    tekst: |\n"
    assert codes(f"{body}      {text}\n") == found


@pytest.mark.parametrize(
    ("titel", "found"),
    [
        ("3. Budget", ["M542"]),
        ("3.1 Budget", ["M542"]),
        ("Pkt. 4: Budget", ["M542"]),
        ("Velkomst 10:15", ["M542"]),
        ("Budget (10.30-11.00)", ["M542"]),
        ("2. behandling af budget", []),
        ("1. maj", []),
        ("1. Maj-arrangement", []),
        ("1 Budget", ["M542"]),  # the item's own number
        ("1 Maj", []),
        ("3 Budget", []),
        ("3 - Budget", ["M542", "M5490"]),
        ("3a. Budget", ["M542"]),
        ("Nr. 3 Budget", ["M542"]),
        ("Nr. 3 i rækken", []),
        ("Lukketid kl. 02", []),
        ("Ny tid for mødet kl. 11.00", ["M542"]),
        ("Åbningstid kl. 11 i hallen", []),
        ("Budget 2025-2028", []),
        ("Godkendelse af dagsoren", ["M546"]),
        ("Eventuellt", ["M546"]),
        ("Godkendelse af dagsordenen", []),
        ("Godkendelse af dagsplan", []),
        ("Meddelelse", []),
    ],
)
def test_titles(titel: str, found: list[str]) -> None:
    assert codes(f'punkter: [{{titel: "{titel}"}}]') == found


@pytest.mark.parametrize(
    ("titel", "found"),
    [
        ("Kl. 10.30 Besøg i hallen", ["M542"]),
        ("Besøg kl. 10-10.30 i hallen", ["M542"]),
        ("Besøg kl. 11.30 i hallen", []),
        ("Åbent fra kl. 12.30", []),
    ],
)
def test_clock_times_in_the_title_of_an_item_with_a_slot(titel: str, found: list[str]) -> None:
    assert codes(f'punkter: [{{titel: "{titel}", varighed: 60}}]') == found


def test_levels_of_headings_wherever_there_is_text() -> None:
    text = "|\n          # A\n\n          ### B\n"
    for place in (
        f"indstilling:\n      at:\n        - {text}",
        f"protokolbemaerkninger:\n      - fra: Anna\n        tekst: {text}",
        f"lukket:\n      offentlig_beslutning: {text}",
    ):
        found = codes(f"punkter:\n  - titel: A\n    {place}", "navn: U\nmedlemmer: [Anna]")
        assert found == ["M541"], place


@pytest.mark.parametrize(
    ("decision", "found"),
    [
        ("Udvalget besluttede at købe stole.", ["M512"]),
        ("Godkendt.", ["M512"]),
        ("Intet blev besluttet. Næste møde er i Varde.", []),
        ("Anna fortalte om vinduerne.", []),
        ('"Anna fortalte, at regionen har godkendt budgettet."', []),
        ('"Anna orienterede om, at huset er godkendt."', []),
        ("Økonomiudvalget godkendte budgettet i går.", []),
        ("Regionen har godkendt budgettet.", []),
        ("Budgettet blev godkendt af byrådet.", []),
        ("Budgettet blev godkendt af udvalget.", ["M512"]),
        ("Den godkendte plan blev vist.", []),
        ("Den godkendte plan blev vedtaget.", ["M512"]),
        ("Det blev besluttet at købe stole.", ["M512"]),
    ],
)
def test_decisions_under_eventuelt(decision: str, found: list[str]) -> None:
    assert codes(f"punkter: [{{titel: Eventuelt, beslutning: {decision}}}]") == found


@pytest.mark.parametrize(
    ("udfald", "found"),
    [
        ("Intet", []),
        ("Ingen bemærkninger", []),
        ("droeftet", []),
        ("ingen_bemaerkninger", []),
        ("taget_til_efterretning", []),
        ("ikke_godkendt", ["M512"]),
        ("[droeftet, oversendt]", ["M512"]),
        ("Godkendt for et år", ["M512"]),
    ],
)
def test_outcomes_under_eventuelt(udfald: str, found: list[str]) -> None:
    assert codes(f"punkter: [{{titel: Eventuelt, udfald: {udfald}}}]") == found


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ("titel: Eventuelt", []),
        ("titel: Evt.", []),
        ("titel: Næste møde", []),
        ("titel: Underskrifter", []),
        ("titel: Spis frokost, sagstype: pause", []),
        ("titel: Status", ["M513"]),
    ],
)
def test_what_may_follow_a_closed_item(item: str, found: list[str]) -> None:
    assert codes(f"punkter: [{{titel: Køb, lukket: ja}}, {{{item}}}]") == found


def test_personal_numbers_in_a_forum_and_in_links() -> None:
    text = (
        "navn: U\nsted: Hos 010190-1234\nmedlemmer: [Anna, {navn: Bo, titel: 0201901235}]\n"
        "kontakt: {telefon: '03 01 90 - 1234'}\nreferent: 040190-12345\n"
    )
    tree, _ = source.parse(text.encode(), "forum.yaml")
    assert tree is not None
    forum, problems = normalise_forum(tree)
    assert forum is not None
    assert [(d.code, d.position.line) for d in problems] == [("M548", 2), ("M548", 3), ("M548", 4)]
    body = "punkter: [{titel: A, tekst: '[x](https://example.org/010190%2D1234)'}]"
    assert codes(body) == ["M540"]


def test_what_comes_from_the_forum_is_told_there_alone(tmp_path: Path) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: U\nsted: Hos 010190-1234\n", encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(json.dumps({**HEAD, "punkter": []}), encoding="utf-8")
    ws = Workspace(tmp_path)
    (finding,) = validate(ws, ws.meeting_files())
    assert str(finding.position) == "meetings/udvalg/forum.yaml:2:7"


@pytest.mark.parametrize(
    ("titel", "found"),
    [
        ("Notat_ENDELIG", ["M535"]),
        ("Notat endelig", ["M535"]),
        ("Notat - endelig", ["M535", "M5490"]),
        ("Notat_final", ["M535"]),
        ("Notat_final_2", ["M535"]),
        ("Notat v.2", ["M535"]),
        ("Notat - Kopi", ["M535", "M5490"]),
        ("Notat_kopi", ["M535"]),
        ("Endelig rapport", []),
        ("Uendelig", []),
        ("Finalister i konkurrencen", []),
        ("Notat om v. Andersen", []),
        ("Kontrakt, kopi", []),
        ("budget-2026", ["M534"]),  # the name of its file
        ("Notat.pdf", ["M534"]),
        ("Brev til example.com", []),
        ("Bilag 2: Kort", ["M536"]),
        ("Bilag 12 til punkt 4", ["M536"]),
        ("Notat til punkt 4", ["M536"]),
        ("Bilag 2 til lejekontrakten", []),
        ("Bilag 12 fra ansøgningen", []),
        ("Udskrift af byrådets møde den 3. marts, punkt 12", []),
    ],
)
def test_titles_of_attachments(titel: str, found: list[str], tmp_path: Path) -> None:
    (tmp_path / "budget-2026.pdf").write_bytes(PDF)
    item = {"titel": "A", "bilag": [{"titel": titel, "fil": "budget-2026.pdf"}]}
    model = read("meeting", {**HEAD, "punkter": [item]}, tmp_path)
    assert [d.code for d in rules.check(Case(plan(model)[0]))] == found


def test_a_title_that_is_its_file_s_name_in_words(tmp_path: Path) -> None:
    for name in ("Notat", "Budget 2026", "MED-udvalg"):
        (tmp_path / f"{name}.pdf").write_bytes(PDF)
        item = {"titel": "A", "bilag": [{"titel": name, "fil": f"{name}.pdf"}]}
        model = read("meeting", {**HEAD, "punkter": [item]}, tmp_path)
        assert rules.check(Case(plan(model)[0])) == []


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ("[{titel: A, tillaeg: ja, tillaeg_grund: B}, {titel: Eventuelt}]", []),
        ("[{titel: A, tillaeg: ja, tillaeg_grund: B, underpunkter: [{titel: C}]}]", []),
        ("[{titel: A, tillaeg: ja, tillaeg_grund: B}, {titel: C}]", ["M504"]),
        ("[{titel: A, tillaeg: ja}]", ["M504", "M507"]),
        ("[{titel: Velkomst}, {titel: Eventuelt}]", ["M504"]),
    ],
)
def test_a_dagsorden_may_be_late_if_every_case_says_why(items: str, found: list[str]) -> None:
    forum = "navn: U\npolitik: {frist_hverdage: 4}"
    assert codes(f"dagsorden_udsendt: 2025-09-10\npunkter: {items}", forum) == found


HEAD: dict[str, Any] = {"dato": "2025-09-12", "start": "10:00"}


def attached(name: str) -> dict[str, Any]:
    return {"titel": "A", "bilag": [{"titel": "Notat", "fil": name}]}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bilag/Aarsplan.pdf", "bilag/Årsplan.pdf"),
        ("bilag/årsplan.PDF", "bilag/Årsplan.pdf"),
        ("bilag/Notat.pdf", None),
        ("Årsplan.pdf", None),
        ("findes/ikke.pdf", None),
    ],
)
def test_a_missing_file_of_nearly_the_same_name(
    written: str, meant: str | None, tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    (folder / "bilag").mkdir(parents=True)
    (folder / "bilag" / "Årsplan.pdf").write_bytes(PDF)
    (folder / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    data = {**HEAD, "punkter": [attached(written)]}
    (folder / "2025-09-12.yaml").write_text(json.dumps(data), encoding="utf-8")
    ws = Workspace(tmp_path)
    (finding,) = validate(ws, ws.meeting_files())
    assert finding.code == "M211"
    said = finding.hint.partition("?")[0] if "?" in finding.hint else None
    assert said == (meant and f"Mente du »{meant}«")


@pytest.mark.parametrize(
    ("written", "there", "advice"),
    [
        ("et\u00a0notat.pdf", "et notat.pdf", "her står der U+00A0"),
        ("et notat.pdf", "et\u00a0notat.pdf", "dens navn har U+00A0"),
        ("et\u2009notat.pdf", "et notat.pdf", "her står der U+2009"),
    ],
)
def test_a_blank_that_is_none_is_named(
    written: str, there: str, advice: str, tmp_path: Path
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / there).write_bytes(PDF)
    (folder / "forum.yaml").write_text("navn: U\n", encoding="utf-8")
    data = {**HEAD, "punkter": [attached(written)]}
    (folder / "2025-09-12.yaml").write_text(json.dumps(data), encoding="utf-8")
    ws = Workspace(tmp_path)
    found = [d for d in validate(ws, ws.meeting_files()) if d.code == "M211"]
    assert [advice in finding.hint for finding in found] == [True]


def test_votes_count_substitutes_and_leave_out_late_and_inhabile() -> None:
    forum = "navn: U\nmedlemmer: [Anna, Bo, Carl, Dan]"
    head = "afbud: [{navn: Bo, stedfortraeder: Ida}]\npunkter:\n"
    first = "  - {titel: A, inhabil: [Dan], afstemning: {for: [Anna, Ida], imod: [Carl]}}\n"
    assert codes(head + first, forum) == []
    late = first + "  - {titel: B, ankom: [Carl]}\n"
    assert codes(head + late, forum) == ["M522"]  # and not that there are too many votes
    counted = first.replace("imod: [Carl]", "imod: 2") + "  - {titel: B, ankom: [Carl]}\n"
    assert codes(head + counted, forum) == ["M520"]


FORUM_OF_THREE = "navn: U\nmedlemmer: [Anna, Bo, Carl]"
PARTIES = (
    "navn: U\nmedlemmer: [{navn: Anna Berg, parti: A}, {navn: Bo Carlsen, parti: V},"
    " {navn: Carla Dam, parti: C}, {navn: Dan Eske, parti: V}, {navn: Eva Frost, parti: B}]"
)


@pytest.mark.parametrize(
    ("vote", "found"),
    [
        ("for: [A, V, C, B]", []),
        ("for: [A, V], imod: [C], undlod: [B]", []),
        ("for: [A, Bo Carlsen], imod: [V, C, B]", []),  # the rest of the party
        ("for: [A, V, C], imod: [A], undlod: 1", ["M524"]),  # of one member
        ("for: [A, V], imod: [V, C, B]", []),  # two of a party, of two minds
        ("for: [A, V], imod: 4", ["M520"]),
        ("for: [A, V], imod: 1", ["M521"]),
        ("for: 3", ["M521"]),
        ("imod: 1", []),  # only who was against is told
        ("for: [alle]", ["M527"]),
        ("for: [A, V, C, B], imod: [Ana Berg]", ["M527"]),
        ("for: [A, V, C, B], imod: [Ø]", ["M527"]),
        ("for: 5, imod: [Gæsten]", ["M527"]),
        ("for: [Socialdemokratiet, Venstre, C, Radikale Venstre]", []),
        ("for: [A, Liste V, C], imod: Radikale Venstre", []),
        ("for: [A, Venstre, C], imod: [Socialdemokratiet], undlod: 1", ["M524"]),
        ("for: [A, V], imod: [Venstre, C, B]", []),
        ("for: [A, V, C, B], imod: Alternativet", ["M527"]),
        ("for: 4, imod: Venstre", ["M520"]),
    ],
)
def test_parties_and_strangers_in_a_vote(vote: str, found: list[str]) -> None:
    text = f"gaester: [Gæsten]\npunkter:\n  - {{titel: A, afstemning: {{{vote}}}}}\n"
    assert codes(text, PARTIES) == found


def test_a_party_that_is_called_like_a_member_is_told() -> None:
    forum = "navn: U\nmedlemmer: [{navn: Anna Venstre, parti: V}, {navn: Bo Berg, parti: A}]"
    vote = "punkter: [{titel: A, afstemning: {for: [%s], imod: 1}}]"
    assert codes(vote % "Venstre", forum) == ["M5494"]
    assert codes(vote % "V", forum) == []
    assert codes(vote % "Anna Venstre", forum) == []
    other = forum.replace("Anna Venstre", "Anna Ager")
    assert codes(vote % "Venstre", other) == []


def test_a_party_whose_member_is_inhabil_has_a_vote_less() -> None:
    text = "punkter: [{titel: A, inhabil: [Bo Carlsen], afstemning: {for: [A, V], imod: 3}}]"
    assert codes(text, PARTIES) == ["M520"]


def test_parties_that_are_not_known_are_left_alone() -> None:
    forum = "navn: U\nmedlemmer: [Anna Berg, Bo Carlsen, Carla Dam]"
    assert codes("punkter: [{titel: A, afstemning: {for: [A, V], imod: [Ø]}}]", forum) == []


def test_a_missing_quorum_is_told_once_and_only_of_what_is_decided() -> None:
    forum = f"{FORUM_OF_THREE}\npolitik: {{beslutningsdygtig: halvdelen}}"
    items = "punkter: [{titel: A}, {titel: B}, {titel: C, inhabil: [Carl]}]"
    found = rules.check(Case(plan(meeting(f"afbud: [Anna, Bo]\n{items}", forum))[0]))
    assert [(d.code, str(d.values["flere"])) for d in found] == [
        ("M526", " og i 1 til"),
        ("M526", ""),
    ]
    off = (
        "afbud: [Anna, Bo]\npunkter: [{titel: A, udfald: udgaar}, {titel: B, sagstype: pause},"
        " {titel: C, sagstype: skriftlig_orientering}]"
    )
    assert codes(off, forum) == []
    assert codes(f"aflyst: ja\nafbud: [Anna, Bo]\n{items}", forum) == []
    assert codes("punkter: [{titel: A}]", "navn: U\npolitik: {beslutningsdygtig: 3}") == []


def test_a_closed_vote_is_checked_too() -> None:
    forum = "navn: U\nmedlemmer: [Anna, Bo]"
    found = rules.check(
        Case(plan(meeting("punkter: [{titel: A, lukket: ja, afstemning: {for: 9}}]", forum))[0])
    )
    assert has_errors(found)


def test_what_is_told_in_writing_alone_needs_no_decision() -> None:
    """It is not taken up at the meeting, although it may recommend something."""
    told = (
        "referat_status: godkendt\npunkter:\n"
        "  - titel: Aftalen\n    sagstype: {}\n    indstilling:\n      at:\n        - drøfter den\n"
    )
    assert codes(told.format("skriftlig_orientering")) == []
    assert codes(told.format("orientering")) == ["M510", "M511"]
    assert codes(told.format("beslutning")) == ["M510", "M511"]


def references(text: str, forum: str = "navn: Prøveudvalget", item: str = "") -> list[str]:
    """What is found of references in a text of the meeting's only item."""
    head = f"punkter:\n  - titel: Skolen\n{item}    tekst: |\n      "
    found = rules.check(Case(plan(meeting(head + text, forum))[0]))
    return [d.message for d in found if d.code in ("M543", "M5491", "M5495")]


@pytest.mark.parametrize(
    "text",
    [
        "I referatet mangler en sætning under punkt 4.",
        "Rettelse til referatet: under pkt. 7 skal der stå ja.",
        "På mødet den 15. august 2025 blev sagen drøftet under punkt 4.",
        "Se punkt 4, som vi drøftede på mødet den 15. august 2025.",
        "Sagen var på mødet den 15. august 2025. Den stod under punkt 4.",
        "Som nævnt på sidste møde (punkt 12) er der ro på.",
        "Økonomiudvalget behandlede sagen under punkt 14.",
        "Byrådet godkendte planen, jf. punkt 22.",
        "Kulturudvalget fik notatet, jf. bilag 3.4.",
        "Protokollen siger under punkt 6, at sagen udsættes.",
    ],
)
def test_what_other_minutes_say_is_no_reference_to_this_meeting(text: str) -> None:
    assert references(text) == []


def test_nothing_is_referred_to_in_approving_minutes() -> None:
    approval = "    sagstype: godkendelse_referat\n"
    correction = "Godkendt med den rettelse, at Cara Dahl var inhabil under punkt 4."
    assert references(correction, item=approval) == []
    assert len(references(correction)) == 1
    assert len(references("Anna var inhabil under punkt 4.")) == 1


def test_a_reference_beside_the_meetings_own_name_and_date_is_still_looked_at() -> None:
    for text in (
        "Prøveudvalget drøfter det under punkt 4.",
        "På mødet den 12. september 2025 kommer det op under punkt 4.",
        "Byrådet har godkendt planen. Den omtales under punkt 4.",
    ):
        assert references(text) == ["Der henvises til punkt 4, men mødet har ikke punkt 4."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det fremgår af sag 99.", ["sag 99"]),
        ("Se også Sag 99 og 98.", ["sag 99", "sag 98"]),
        ("Se sagerne 1 og 3.", ["sag 3"]),
        ("Tallene er nævnt i punkt 99.", ["sag 99"]),
        ("Se sag 1.", []),
        ("Se sag 22/4711.", []),
        ("Se sag 2025-117.", []),
        ("Se sag 471122.", []),
        ("Der er 99 sager.", []),
        ("Det står i notatet, jf. bilag 9.9.", ["bilag 9.9"]),
        ("Det står i bilag 9.9 til kontrakten (bilag 9.9 til kontrakten).", []),
        ("Se bilag 2.", []),  # it may be one of the item's own papers
    ],
)
def test_references_are_told_in_the_forums_word(text: str, found: list[str]) -> None:
    forum = "navn: Prøveudvalget\npolitik:\n  punktord: Sag\n"
    assert references(text, forum) == [
        f"Der henvises til {one}, men mødet har ikke {one}." for one in found
    ]


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("Sag", "Tallene står i sag 1, bilag 7.", ["bilag 7 til sag 1, som kun har 1 bilag"]),
        ("Sag", "Se bilag 2 til sag 1.", ["bilag 2 til sag 1, som kun har 1 bilag"]),
        ("Sag", "Bilag nr. 3 under sag 1 viser det.", ["bilag 3 til sag 1, som kun har 1 bilag"]),
        ("Emne", "Jf. dagsordenens emne 1, bilag 2.", ["bilag 2 til emne 1, som kun har 1 bilag"]),
        ("Punkt", "Punkt 1, bilag 2 viser det.", ["bilag 2 til punkt 1, som kun har 1 bilag"]),
        ("Sag", "Se sag 1, bilag 1.", []),
        ("Sag", "Se sagen fra 2021, bilag 7.", []),
        ("Sag", "Byrådet så på sag 1, bilag 7.", []),
        ("Punkt", "Det følger af kontraktens punkt 1, bilag 7.", []),
        ("Punkt", "Se punkt 1, bilag 7.2.1 undtaget.", []),
    ],
)
def test_an_attachment_that_its_item_does_not_have_is_told_of(
    word: str, text: str, found: list[str]
) -> None:
    forum = f"navn: Prøveudvalget\npolitik:\n  punktord: {word}\n"
    bilag = "    bilag:\n      - titel: Notat\n"
    assert references(text, forum, bilag) == [f"Der henvises til {one}." for one in found]


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("Emne", "Se emnerne 7 og 8.", ["emne 7", "emne 8"]),
        ("Sag", "Jf. sag nr. 99.", ["sag 99"]),
        ("Byggesag", "Se sag 99.", ["byggesag 99"]),
        ("Pkt.", "Se punkt 99.", ["pkt. 99"]),
        ("Ad", "Se punkt 99.", ["punkt 99"]),
        ("§", "Jf. § 62.", []),  # that of a law
        ("Sag", "Tallene står i bilag 9.9.", ["bilag 9.9"]),
    ],
)
def test_references_are_told_in_any_word(word: str, text: str, found: list[str]) -> None:
    forum = f"navn: Prøveudvalget\npolitik:\n  punktord: {word}\n"
    assert references(text, forum) == [
        f"Der henvises til {one}, men mødet har ikke {one}." for one in found
    ]


@pytest.mark.parametrize(
    ("votes", "found"),
    [
        ("[{for: 3}, {imod: 0}]", ["M5206"]),
        ("[{for: [Anna]}, {imod: [Bo]}, {undlod: 1}]", ["M5206"]),
        ("[{for: 2, imod: 1}, {for: 1, imod: 2}]", []),
        ("[{forslag: A, for: 3}, {forslag: B, imod: 3}]", []),
        ("[{for: 3}, {for: 3}]", []),
        ("[{for: 2, imod: 1}, {valg: {valgt: [Anna]}}]", []),
    ],
)
def test_the_sides_of_one_vote_that_dashes_divide_are_told(votes: str, found: list[str]) -> None:
    forum = "navn: U\nmedlemmer: [Anna, Bo, Carl]"
    told = codes(f"punkter: [{{titel: A, afstemning: {votes}}}]", forum)
    assert [code for code in told if code in ("M5206", "M521")] == [*found]


ITEM_BILAG = "navn: Prøveudvalget\npolitik:\n  punktord: Sag\n  bilagsnumre: punkt_bilag\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sagen hænger sammen med sag 99 og bilag 9.9.", ["sag 99", "bilag 9.9"]),
        ("Se sag 99 og bilag 9.9.", ["sag 99", "bilag 9.9"]),
        ("Behandlet sammen med sag 99.", ["sag 99"]),
        ("Der henvises til sag 98 samt bilag 9.1.", ["sag 98", "bilag 9.1"]),
        ("Se sag 5-7.", ["sag 5", "sag 7"]),
        ("Se sagerne 1 til 3.", ["sag 3"]),
        ("Se sag 22-471.", []),
        ("Se sag 25-12.", []),
        ("Se sag 1 og bilag 1.1.", []),
        ("Læses sammen med kontrakten, bilag 9.9 til den.", []),
    ],
)
def test_references_without_a_word_that_says_so_and_ranges(text: str, found: list[str]) -> None:
    bilag = "    bilag:\n      - titel: Notat\n"
    assert references(text, ITEM_BILAG, bilag) == [
        f"Der henvises til {one}, men mødet har ikke {one}." for one in found
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Se bilag 2.", ["bilag 2 til punkt 1, som kun har 1 bilag"]),
        ("Se bilag 1 og 3.", ["bilag 3 til punkt 1, som kun har 1 bilag"]),
        ("Se bilag 9.9 i mappen.", ["bilag 9.9, men mødet har ikke bilag 9.9"]),
        ("Det er bilag 1 til punkt 9.", ["punkt 9, men mødet har ikke punkt 9"]),
        ("Se bilag 1.", []),
        ("Se bilag 9.9 i aftalen.", []),
        ("Efter bekendtgørelsen gælder loftet, jf. bilag 2.", []),
        ("Det er bilag 1 til punkt 9 i kontrakten.", []),
    ],
)
def test_attachments_are_looked_for_under_the_item_itself(text: str, found: list[str]) -> None:
    bilag = "    bilag:\n      - titel: Notat\n"
    assert references(text, item=bilag) == [f"Der henvises til {one}." for one in found]


def test_a_paper_with_a_number_in_its_title_may_be_the_one() -> None:
    assert references("Se bilag 4.", item="    bilag:\n      - titel: Bilag 4 Kort\n") == []


@pytest.mark.parametrize("key", ["at", "forslag", "opgave"])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Punkt 95", ["punkt 95"]),
        ("godkender punkt 91", ["punkt 91"]),
        ("udsætter punkt 1-4", ["punkt 4"]),
        ("godkender punkt 1", []),
        ("godkender aftalens punkt 7", []),
        ("godkender punkt 7 i aftalen", []),
        ("ændrer § 3, stk. 2, pkt. 4", []),
        ("følger lovens afsnit ved punkt 9", []),
        ("tiltræder Byrådets beslutning under punkt 14", []),
    ],
)
def test_an_item_in_what_is_to_be_done_is_the_meetings(
    key: str, text: str, found: list[str]
) -> None:
    items = {
        "at": f"    indstilling:\n      at:\n        - {text}\n",
        "forslag": f"    afstemning:\n      for: 5\n      forslag: {text}\n",
        "opgave": f"    opfoelgning:\n      - opgave: {text}\n",
    }
    assert references("Kort.", item=items[key]) == [
        f"Der henvises til {one}, men mødet har ikke {one}." for one in found
    ]


@pytest.mark.parametrize(
    ("titel", "found"),
    [
        ("Godkendelse af referat fra mødet den 9. december 2024", 0),
        ("Godkendelse af sidste referat", 0),
        ("Godkendelse af forrige mødes referat", 0),
        ("Godkendelse af protokollen", 0),
        ("Godkendelse af protokol fra sidste møde", 0),
        ("Godkendelse af beslutningsprotokol", 0),
        ("Referat fra mødet den 9. december 2024", 0),
        ("Bemærkninger til forrige mødes referat", 0),
        ("Protokol", 0),
        ("Opfølgning på mødet i juni", 0),
        ("Underskrift af mødereferatet", 0),
        ("Protokol om skolevej", 1),
        ("Møde med borgerne", 1),
        ("Mødet i september", 1),
        ("Indkøb af referatsystem", 1),
    ],
)
def test_a_title_tells_that_other_minutes_are_the_matter(titel: str, found: int) -> None:
    text = f"punkter:\n  - titel: {titel}\n    beslutning: Under punkt 98 rettes et ord.\n"
    assert codes(text).count("M543") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Udvalget behandlede sagen i november, jf. punkt 73.", 0),
        ("Opfølgning på mødet i december, se punkt 97.", 0),
        ("Det blev drøftet i foråret, se punkt 12.", 0),
        ("Udvalget har tidligere drøftet sagen, se punkt 12.", 0),
        ("Udvalget vedtog planen den 9. juni, jf. punkt 12.", 0),
        ("Arbejdet begynder i november, jf. punkt 73.", 1),
        ("Det drøftes på mødet i september, se punkt 97.", 1),
        ("Planen godkendes i november, jf. punkt 73.", 1),
    ],
)
def test_a_month_tells_that_another_meeting_is_meant(text: str, found: int) -> None:
    assert len(references(text)) == found


def test_a_forum_without_a_word_of_its_own_has_no_cases_by_number() -> None:
    assert references("Se sag 99.") == []


def test_attachments_that_are_numbered_throughout_are_known_by_one_number() -> None:
    forum = "navn: Prøveudvalget\npolitik:\n  bilagsnumre: gennemloebende\n"
    bilag = "    bilag:\n      - titel: Notat\n"
    assert references("Se bilag 1.", forum, bilag) == []
    assert references("Se bilag 2.", forum, bilag) == [
        "Der henvises til bilag 2, men mødet har ikke bilag 2."
    ]


CLOSED_ITEM = "- titel: Køb\n  lukket: ja\n  bilag:\n    - titel: Vurdering\n      fil: a.pdf\n"
CLOSED_PART = "- titel: Køb\n  bilag:\n    - titel: B\n      fil: a.pdf\n      offentlig: nej\n"
OPEN = "- titel: Status\n  bilag:\n    - titel: Vurdering\n      fil: {}\n"


@pytest.mark.parametrize(
    ("items", "lines"),
    [
        (CLOSED_ITEM + OPEN.format("a.pdf"), [(8, 12)]),
        (OPEN.format("a.pdf") + CLOSED_ITEM, [(12, 7)]),
        (CLOSED_PART + OPEN.format("a.pdf"), [(7, 12)]),
        (CLOSED_ITEM + OPEN.format("./a.pdf"), [(8, 12)]),
        (CLOSED_ITEM + OPEN.format("kopi.pdf"), [(8, 12)]),  # the same under another name
        (CLOSED_ITEM + OPEN.format("anden.pdf"), []),
        (CLOSED_ITEM + OPEN.format("lige-stor.pdf"), []),
        (CLOSED_ITEM + CLOSED_PART, []),
        (OPEN.format("a.pdf") + OPEN.format("kopi.pdf"), []),
        (CLOSED_ITEM + OPEN.format("mangler.pdf"), []),
    ],
)
def test_a_closed_file_that_is_open_elsewhere_is_told_at_the_closed_place(
    tmp_path: Path, items: str, lines: list[tuple[int, int]]
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text("navn: Udvalget\n", encoding="utf-8")
    for name in ("a.pdf", "kopi.pdf"):
        (folder / name).write_bytes(SAME)
    (folder / "anden.pdf").write_bytes(SAME + b" ")
    (folder / "lige-stor.pdf").write_bytes(SAME.replace(b"1.7", b"1.6"))
    inner = "".join(f"  {line}\n" for line in items.splitlines())
    text = f"dato: 2025-09-12\nstart: 10.00\npunkter:\n{inner}"
    (folder / "2025-09-12.yaml").write_text(text, encoding="utf-8")
    ws = Workspace(tmp_path)
    found = [d for d in validate(ws, ws.meeting_files()) if d.code == "M5390"]
    assert [(d.position.line, d.values["aaben"]) for d in found] == lines
    for finding in report.explain(tmp_path, found, public=True):
        assert "a.pdf" not in finding.message
        assert str(lines[0][1]) not in finding.message + finding.hint


@pytest.mark.parametrize(
    ("before", "more", "expected"),
    [
        ("fremmoedt: ikke_noteret\nafbud: [Bo]", "", ["M5711"]),
        ("fremmoedt: alle_andre\nafbud: [Bo]", "", ["M522"]),
        ("fremmoedt: ikke_noteret\nudeblevet: [Bo]", "", ["M522"]),
        (
            "fremmoedt: ikke_noteret\nafbud: [Bo]",
            "- {titel: F, ankom: [Bo], forlod: [Bo]}",
            ["M522"],
        ),
    ],
)
def test_a_vote_against_regrets_that_prove_nothing_is_no_error(
    before: str, more: str, expected: list[str]
) -> None:
    text = f"{before}\npunkter:\n{more}\n- titel: A\n  afstemning: {{for: [Anna, Bo]}}\n"
    found = codes(text, "navn: U\nmedlemmer: [Anna, Bo, Carl]")
    assert [code for code in found if code in ("M522", "M5711")] == expected
