"""What was written at a meeting stands in no dagsorden, whatever heading it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import document_words, imported
from moedebog.document import Kind
from moedebog.importer.recognise.endings import BOTTOM
from moedebog.importer.recognise.minutes import LAST_ALONE, UNHEADED, UNHEADED_AGENDA, UNKNOWN

HEAD = "Referat af bestyrelsesmøde i Prøveforeningen den 3. marts 2025 kl. 19.00\n\n"
CASE = "1. Bro\n\nSagsfremstilling\n\nBroen er gammel.\n\nBeslutning\n\nGodkendt.\n\n"


def test_text_without_a_heading_is_marked_once_and_printed_in_the_referat_alone(
    tmp_path: Path,
) -> None:
    text = HEAD + "1. Dirigent\nBo Prøve blev valgt.\n\n2. Plan\nVedtaget.\n\n3. Evt.\nIntet.\n"
    result = imported(text, tmp_path)
    assert result.text.count("\n# import:") == 1
    assert UNHEADED in result.text
    assert {"valgt", "vedtaget"} <= set(document_words(result.document()))
    assert "beslutning" not in document_words(result.document())
    assert not {"valgt", "vedtaget"} & set(document_words(result.document(Kind.DAGSORDEN)))
    again = imported(text.replace("3. marts", "4. marts"), tmp_path)
    assert "# import: ingen overskrift" in again.text, "the forum is there now"


def test_an_agenda_keeps_its_texts(tmp_path: Path) -> None:
    text = HEAD.replace("Referat af", "Dagsorden til") + "1. Plan\nVed Bo.\n\n2. Evt.\nFritekst.\n"
    assert imported(text, tmp_path).tree["punkter"][0]["tekst"] == "Ved Bo."


def test_among_cases_only_what_is_surely_minutes_is_taken_for_it(tmp_path: Path) -> None:
    text = HEAD + CASE + "2. Dagsorden\n\nGodkendt.\n\n3. Nyt\n\nDer er nyt.\n\n4. Evt.\n\nIntet.\n"
    result = imported(text, tmp_path)
    _, agenda, news, last = result.tree["punkter"]
    assert agenda["afsnit"] == [{"slags": "beslutning", "overskrift": "", "udfald": "godkendt"}]
    assert news["tekst"] == "Der er nyt."
    assert last["afsnit"][0]["slags"] == "beslutning"
    assert "under 3 Nyt står der kun tekst" in result.text


@pytest.mark.parametrize(
    "line",
    [
        "Referent: sekretæren",
        "Næste møde: 7. april kl. 19.",
        "Med venlig hilsen bestyrelsen",
        "Prøveby, den 3/3 2025",
        "Godkendelse af referat:",
    ],
)
def test_what_stands_below_the_last_item_is_no_decision(tmp_path: Path, line: str) -> None:
    text = f"{HEAD}{CASE}2. Evt.\n\nBeslutning\n\nIntet.\n\n{line}\n\nAne Prøve    Kim Test\n"
    decision, below = imported(text, tmp_path).tree["punkter"][1]["afsnit"]
    assert (decision["slags"], below["slags"]) == ("beslutning", "tekst")
    assert line.split(":")[0] in below["tekst"]


def test_addresses_at_the_end_are_no_decision(tmp_path: Path) -> None:
    below = "Bo Prøve, bo@example.org\n\nKim Test, kim@example.org\n"
    text = f"{HEAD}{CASE}2. Evt.\n\nBeslutning\n\nIntet.\n\n{below}"
    result = imported(text, tmp_path)
    assert [one["slags"] for one in result.tree["punkter"][1]["afsnit"]] == ["beslutning", "tekst"]
    assert BOTTOM in result.text


def test_votes_that_are_not_understood_stand_in_no_dagsorden(tmp_path: Path) -> None:
    text = f"{HEAD}1. Formand\n\nKim var på valg.\n\nAfstemning: Kim blev genvalgt.\n\n2. Evt.\n"
    result = imported(text, tmp_path)
    _, vote = result.tree["punkter"][0]["afsnit"]
    assert vote == {
        "slags": "beslutning",
        "overskrift": "Afstemning",
        "tekst": "Kim blev genvalgt.",
    }
    assert "kim" not in document_words(result.document(Kind.DAGSORDEN))


@pytest.mark.parametrize("line", ["Referent: Kim Test", "Referat ved Kim Test", "Ref.: Kim Test"])
def test_who_wrote_is_told_below_the_last_item(tmp_path: Path, line: str) -> None:
    text = f"{HEAD}{CASE}2. Evt.\n\nBeslutning\n\nIntet.\n\n{line}\n"
    tree = imported(text, tmp_path).tree
    assert tree["referent"] == "Kim Test"
    assert tree["punkter"][1]["beslutning"] == "Intet."


@pytest.mark.parametrize("title", ["Evt.", "Valg"])
def test_whose_office_stands_below_the_name_wrote_it(tmp_path: Path, title: str) -> None:
    signed = "Kim Test\nReferent\n\nBo Prøve\nDirigent\n\nAne Prøve\nFormand\n"
    result = imported(f"{HEAD}{CASE}2. {title}\n\nBeslutning\n\nIntet.\n\n{signed}", tmp_path)
    assert result.tree["referent"] == "Kim Test"
    assert result.tree["punkter"][1]["afsnit"][0]["tekst"] == "Intet."
    assert BOTTOM in result.text


BARE = "Bestyrelsesmøde i Prøveforeningen den 3. marts 2025\n\n{}1. Plan\n{}\n\n2. Hegn\n{}\n"


@pytest.mark.parametrize(
    "text",
    [
        BARE.format("Til stede: Bo Prøve, Ane Prøve\n\n", "Bo skriver til Kim.", "Ane maler det."),
        BARE.format("Dagsorden:\n\n", "Bo fremlagde planen.", "Ane konstaterede, at det står."),
        BARE.format("", "Styret ble enige om planen.", "Kim orienterte."),
        BARE.format("", "Mötet beslutade att bygga.", "Kim valdes till ordförande."),
        BARE.format("", "The plan was approved.", "Nobody spoke."),
    ],
)
def test_an_account_without_the_word_for_it_is_a_referat(tmp_path: Path, text: str) -> None:
    result = imported(text, tmp_path)
    assert all("beslutning" in item for item in result.tree["punkter"])
    assert (UNHEADED in result.text, "referat_status" in result.tree) == (True, True)


def test_an_account_below_the_word_dagsorden_may_be_of_before(tmp_path: Path) -> None:
    head = "Antal fremmødte: 12\n\nDagsorden efter lovene:\n\n"
    result = imported(BARE.format(head, "Ja.", "Ane maler."), tmp_path)
    assert all("beslutning" in item for item in result.tree["punkter"])
    assert (result.text.count(UNHEADED_AGENDA), UNHEADED in result.text) == (1, False)


@pytest.mark.parametrize(
    "text",
    [
        BARE.format("", "Planen er ny.", "Hegnet er gult."),
        "Dagsorden til " + BARE.format("", "Planen er ny.", "Det blev malet i fjor."),
    ],
)
def test_where_it_cannot_be_known_it_is_said_once(tmp_path: Path, text: str) -> None:
    result = imported(text, tmp_path)
    assert result.text.count(UNKNOWN) == 1
    assert all("tekst" in item for item in result.tree["punkter"])
    assert "referat_status" not in result.tree


def test_english_minutes_in_paragraphs_are_no_statutes(tmp_path: Path) -> None:
    text = (
        "Board Meeting\n\nDate: 2025-3-3\n\n§ 1 Opening\n\nBo was elected.\n\n§ 2 Plan\n\nAgreed.\n"
    )
    assert len(imported(text, tmp_path).tree["punkter"]) == 2


@pytest.mark.parametrize(
    "told",
    [
        "Alle i rådet undtagen Bo Prøve",
        "Tilstede: resten af rådet med Bo Prøve og Ane Prøve.",
        "Närvarande styrelsen: Bo Prøve",
    ],
)
def test_presence_told_anywhere_is_never_missing_in_silence(tmp_path: Path, told: str) -> None:
    text = BARE.format("", "Bo fremlagde planen.", f"Godkendt.\n\n{told}")
    result = imported(text, tmp_path)
    assert "fremmoedt" in result.tree or "skriv det som fremmoedt" in result.text


def test_a_norwegian_protokoll_names_who_wrote_it_and_its_decisions(tmp_path: Path) -> None:
    head = "Protokoll styremøte 3.3.2025\n\nTil stede: Bo Prøve, Ane Prøve\n\nProtokoll: Bo Prøve\n"
    text = f"{head}\nSak 1: Hegn\n\nForslag til vedtak:\n\nGult.\n\nVedtak:\n\nBlått.\n"
    tree = imported(text, tmp_path).tree
    assert tree["referent"] == "Bo Prøve"
    kinds = [one["slags"] for one in tree["punkter"][0]["afsnit"]]
    assert kinds == ["indstilling", "beslutning"]


def test_what_was_discussed_stands_in_no_dagsorden(tmp_path: Path) -> None:
    head = "Referat af bestyrelsesmøde den 3. marts 2025\n\n1. Hegn\n\n"
    body = "Drøftelse:\nBo vil have det gult.\n\nBeslutning:\nGult.\n\n2. Eventuelt\n\nIntet.\n"
    first, _ = imported(head + body, tmp_path).tree["punkter"]
    discussed = first["afsnit"][0]
    assert (discussed["slags"], discussed["overskrift"]) == ("beslutning", "Drøftelse")
    assert "sagstype" not in first, "it is a heading here, not the kind of item"


def test_titles_that_tell_what_happened_are_marked_once(tmp_path: Path) -> None:
    text = HEAD + (
        "1. Hegn\nMales.\n\n2. Plan\nVedtaget.\n\n"
        "3. Kassereren gennemgik det nye regnskab for hele året.\n\n"
        "4. Valg af ny formand for udvalget\n\n"
        "5. Evt.\nIntet.\n"
    )
    found = imported(text, tmp_path).text
    assert found.count("rummer måske også, hvad der skete") == 1
    assert "titlen på 3 Kassereren gennemgik" in found
    assert "4 Valg" not in found


@pytest.mark.parametrize(
    "line",
    [
        *("Regnskabet godkendt.", "Der var ingen indkomne forslag.", "Ingen"),
        "Kontingent for året 2032. Det bliver som det er",
        "Hvad der ellers måtte være: Mangt drøftet.",
    ],
)
def test_another_title_may_tell_it_too(tmp_path: Path, line: str) -> None:
    text = HEAD + f"1. Hegn\nMales.\n\n2. Plan\nVedtaget.\n\n3. {line}\n\n4. Evt.\nIntet.\n"
    found = imported(text, tmp_path).text
    assert f"titlen på 3 {line}" in found
    assert found.count("rummer måske også") == 1
    unknown = HEAD.replace("Referat af b", "B") + f"1. Hegn\nStår der.\n\n2. {line}\n\n3. Evt.\n"
    found = imported(unknown.replace("3. marts", "4. marts"), tmp_path).text
    assert UNKNOWN in found
    assert f"titlen på 2 {line}" in found


@pytest.mark.parametrize(
    ("last", "below"),
    [
        ("Ane takkede for god ro og orden og hævede mødet.", "Formandens beretning"),
        ("Der blev talt om hække.", "Dirigent og referent:\n\nBo Prøve\n\nFormand:\n\nAne Prøve"),
    ],
)
def test_what_stands_after_the_end_is_no_decision(tmp_path: Path, last: str, below: str) -> None:
    head = "Referat af generalforsamling den 3. marts 2025\n\n1. Hegn\n\nGult.\n\n2. Eventuelt\n\n"
    result = imported(f"{head}{last}\n\n{below}\n\nDet var et godt år.\n", tmp_path)
    decided, after = result.tree["punkter"][-1]["afsnit"]
    assert (decided["tekst"].strip(), after["slags"]) == (last, "tekst")
    assert BOTTOM in result.text


def test_a_heading_as_others_have_it_is_no_end_of_the_minutes(tmp_path: Path) -> None:
    head = "# Referat af Prøveråd den 3. marts 2025\n\n"
    first = "## 1. Fest\n\n### a ) Mad\n\nBo køber ind.\n\n"
    text = f"{head}{first}## 2. År\n\n### a ) Hjul\n\nI maj.\n"
    result = imported(text, tmp_path, "a.md")
    assert BOTTOM not in result.text
    assert "I maj." in result.tree["punkter"][1]["beslutning"]


def test_below_referat_fra_moedet_stands_what_was_said(tmp_path: Path) -> None:
    text = HEAD + "Planer er\n\n- Vise planen\n- Se haven\n\nReferat fra mødet:\n\nGod plan.\n"
    result = imported(text, tmp_path)
    assert result.tree["punkter"][-1]["beslutning"] == "God plan."
    assert LAST_ALONE not in result.text


@pytest.mark.parametrize("below", ["Referat:\n\nGod plan.", "Referat fra mødet:\n\nGod plan."])
def test_what_was_said_below_a_list_may_be_of_the_whole_meeting(tmp_path: Path, below: str) -> None:
    result = imported(f"{HEAD}Emner:\n\n- Vise planen\n- Se haven\n\n{below}\n", tmp_path)
    assert result.text.count(LAST_ALONE) == 1


@pytest.mark.parametrize(
    ("listed", "told"),
    [("Valg af to suppleanter", "Valg af suppleanter til rådet"), ("Penge", "Regnskab")],
)
def test_a_title_told_in_other_words_is_known_by_its_number(
    tmp_path: Path, listed: str, told: str
) -> None:
    agenda = f"Dagsorden:\n\n1. Dirigent\n2. {listed}\n3. Eventuelt\n\n"
    below = f"1. Dirigent\n\nBo.\n\n2. {told}\n\nAne.\n\n3. Eventuelt\n\nIntet.\n"
    result = imported(f"{HEAD}{agenda}{below}", tmp_path)
    missing = f"»{listed}« er nævnt øverst i dokumentet, men ikke fundet som punkt"
    other = f"øverst i dokumentet hedder punktet »{listed}«"
    assert (missing in result.text, other in result.text) == (listed == "Penge", listed != "Penge")


@pytest.mark.parametrize(
    "head",
    ["Mødeindkaldelse\n\n", "Indkaldelse til bestyrelsesmøde i Prøveforeningen\n\n"],
)
def test_a_call_is_an_agenda_whatever_its_texts_tell_of_before(tmp_path: Path, head: str) -> None:
    text = (
        f"{head}Dato: 3. marts 2025\n\nAgenda:\n\n1. Plan\nRevisor er valgt for et år.\n\n2. Bro\n"
    )
    result = imported(text, tmp_path)
    assert UNKNOWN not in result.text
    assert "tekst" in result.tree["punkter"][0]
    assert "referat_status" not in result.tree


def test_a_list_that_somebody_wrote_at_the_meeting_is_of_those_who_came(tmp_path: Path) -> None:
    text = BARE.format(
        "Deltagere: Ada, Bo og Cai (referent)\n\n", "Planen er ny.", "Hegnet er gult."
    )
    result = imported(text, tmp_path)
    assert (UNKNOWN in result.text, UNHEADED in result.text) == (False, True)


def test_a_call_that_was_written_into_at_the_meeting_is_a_referat(tmp_path: Path) -> None:
    head = "Mødeindkaldelse\n\nDato: 3. marts 2025\n\nDeltagere: Ada, Bo\n\nAgenda:\n\n"
    text = f"{head}1. Plan\nBo blev valgt.\n\n2. Bro\nHegnet er gult.\n\n3. Tag\nSkal males.\n"
    result = imported(text, tmp_path)
    assert all("beslutning" in item for item in result.tree["punkter"])
    assert result.text.count(UNHEADED) == 1
