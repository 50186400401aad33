"""Whose meeting it is and when: from evidence, and marked where it is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_support import imported
from moedebog.diagnostics import UsageProblem
from moedebog.importer.recognise.cover.naming import named

ITEMS = "\n\n1. Status\n\nGodkendt.\n\n2. Eventuelt\n\nIntet.\n"


@pytest.mark.parametrize(
    ("text", "titel", "forum", "doubt"),
    [
        ("Prøvegruppemøde", "Prøvegruppemøde", "Prøvegruppe", False),
        ("Ordinært bestyrelsesmøde", "Ordinært bestyrelsesmøde", "Bestyrelse", False),
        ("kredsmøde", "Kredsmøde", "Kreds", False),
        ("Byggemøde nr. 5", "Byggemøde nr. 5", "", False),
        ("Ordinær generalforsamling", "Ordinær generalforsamling", "", False),
        ("OS9 Prøve styregruppemøde", "OS9 Prøve styregruppemøde", "OS9 Prøve styregruppe", False),
        ("OS9 Prøve projektmøde nr. 3", "OS9 Prøve projektmøde nr. 3", "OS9 Prøve", False),
        ("Bestyrelsesmøde i Roklubben Prøve", "Bestyrelsesmøde", "Roklubben Prøve", False),
        ("Generalforsamling i Prøvelug", "Generalforsamling", "Prøvelug", True),
        ("Skolebestyrelsesmøde på Prøveskolen", "Skolebestyrelsesmøde",
         "Skolebestyrelse på Prøveskolen", True),
        ("menighedsrådsmøde i Prøvesogns kirkecenter", "Menighedsrådsmøde", "Menighedsråd", True),
        ("Prøveraads ordinære generalforsamling", "Ordinær generalforsamling", "Prøveraad", False),
        ("E/F Prøven – ordinær generalforsamling", "Ordinær generalforsamling", "E/F Prøven",
         False),
        ("Udvalget for Havne og Øer", "", "Udvalget for Havne og Øer", False),
        ("Sankt Prøve Sogn", "", "Sankt Prøve Sogn", True),
    ],
)  # fmt: skip
def test_a_name(text: str, titel: str, forum: str, doubt: bool) -> None:
    found = named(text)
    assert found is not None
    assert (found.titel, found.forum, found.doubt) == (titel, forum, doubt)


@pytest.mark.parametrize(
    "text",
    ["Seneste prøvegruppemøde var", "og referat", "Datum", "Referat", "Dagsorden og referat",
     "Der var mødt 51 personer i alt", "Fremlæggelse af foreningens gang", "Prøveby",
     "Bestyrelsens beretning", "Valg til bestyrelsen", "Mødefakta", "Tirsdag", "title: Referat"],
)  # fmt: skip
def test_no_name(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize(
    ("head", "day", "start", "said"),
    [
        (("Referat af prøvegruppemøde 20.04.2026\n\nTid: 20.04.26 kl. 13 - 14.30\n\n"
         "Seneste prøvegruppemøde var den 2/2-2026 og referatet ligger i mappen."),
         "2026-04-20", "13:00", ""),
        ("Referat fra styremøte i Prøvelaget mandag 3. mars 2025", "2025-03-03", None, ""),
        ("Referat, torsdag den 6.marts 2025 kl. 19", "2025-03-06", "19:00", ""),
        ("Prøverådet\n\nMøde nr. 4, den 3. marts 25 kl. 9", "2025-03-03", "09:00", ""),
        ("Prøvegruppen\n\nMødedato: 07-05-2025\n\nDatum for udsendelse: 12-05-2025",
         "2025-05-07", None, ""),
        (("Prøvegruppen\n\nReferat fra mødet den 2. april 2025 er godkendt.\n\n"
         "Mødedato: 7. maj 2025"), "2025-05-07", None, ""),
        (("Udvalget for Havne\n\nDato: 4. marts 2024\n\n"
         "Dagsorden for mødet torsdag den 7. marts 2024 kl. 13"), "2024-03-07", "13:00",
         "nævner også datoen 04.03.2024"),
        ("Referat af møde i Prøvegruppen 3. marts 2025\n\nMødedato: 4. marts 2025",
         "2025-03-04", None, "nævner også datoen 03.03.2025"),
        ("Referat af ekstraordinær generalforsamling d. 2021.05.13 kl 19:00", "2021-05-13",
         "19:00", ""),
        ("Referat af generalforsamling i Prøvelaug 2025\n\nTirsdag den 25. februar kl. 19.30",
         "2025-02-25", "19:30", "året er ikke skrevet"),
        ("Prøvegruppen\n\nMødedato: 7. maj 2025\n\nKaffe fra kl. 18.30 i kantinen, velkommen!",
         "2025-05-07", None, ""),
        ("Referat af møde i Prøvegruppen mandag den 6. marts 2025", "2025-03-06", None,
         "ugedagen passer ikke: datoen er torsdag"),
        ("Prøvegruppen\n\nMødedag: Fredag d. 17-01-2025\n\nTid: 17-19", "2025-01-17", "17:00", ""),
        ("Prøvegruppen\n\nMødedag: lørdag d. 17-01-2025", "2025-01-17", None, "ugedagen passer"),
        ("Prøvegruppen\n\nAfholdt: 3. juni 2025 kl. 17\n\nUdsendt: 10. juni 2025", "2025-06-03",
         "17:00", ""),
        ("Prøvegruppen\n\nVi ses den 7. maj 2025 til et godt møde.", "2025-05-07", None,
         "datoen er fundet i"),
        (
            "Prøveforeningen 11. april 2025\n\nReferat af bestyrelsesmøde 20. marts 2025\n",
            "2025-03-20",
            None,
            "dokumentet nævner også datoen 11.04.2025",
        ),
    ],
)  # fmt: skip
def test_the_day(head: str, day: str, start: str | None, said: str, tmp_path: Path) -> None:
    result = imported(head + ITEMS, tmp_path)
    assert (result.tree["dato"], result.tree.get("start")) == (day, start)
    marks = [line for line in result.text.splitlines() if "# import: " in line]
    about = [line for line in marks if "dato" in line or "året" in line]
    assert [said in line for line in about] == [True] * bool(said)


@pytest.mark.parametrize(
    "head",
    ["Prøvegruppen\n\nNæste møde: 2. juni 2025", "Prøvegruppen\n\nUdskrevet den 2. juni 2025",
     "Prøvegruppen\n\nTilmelding senest den 2. juni 2025", "Prøvegruppen\n\nMandag den 2. juni"],
)  # fmt: skip
def test_another_day_is_not_the_meetings(head: str, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match=r"ingen dato|ikke året"):
        imported(head + ITEMS, tmp_path)


@pytest.mark.parametrize(
    ("head", "name", "marked"),
    [
        ("Dagsorden og referat\n\nPrøvegruppemøde 20.05.2025", "Prøvegruppe", False),
        ("Prøveforeningen\n\nReferat, torsdag den 6.marts 2025", "Prøveforeningen", False),
        ("Teknisk Udvalg – referat\n\nMødedato: 6. marts 2025", "Teknisk Udvalg", False),
        ("Rådet i Prøveby, referat onsdag den 5. marts 2025", "Rådet i Prøveby", False),
        ("Rådet i Prøveby, åbent referat, 5. marts 2025", "Rådet i Prøveby", False),
        ("Ungerådet – referat af møde den 5. marts 2025", "Ungerådet", False),
        ("Mødefakta\n\nMødedato: 6. marts 2025", "Udvalg", True),
        ("Der var mødt 51 personer i alt\n\nMødedato: 6. marts 2025", "Udvalg", True),
        ("Prøveby Kommune\n\nKulturudvalget\n\nMødedato: 6. marts 2025", "Kulturudvalget", False),
        ("Sankt Prøve Sogn\n\nMødedato: 6. marts 2025", "Sankt Prøve Sogn", True),
    ],
)
def test_the_forum(head: str, name: str, marked: bool, tmp_path: Path) -> None:
    result = imported(head + ITEMS, tmp_path)
    assert result.forum["navn"] == name
    forum = (tmp_path / "meetings" / "udvalg" / "forum.yaml").read_text("utf-8")
    assert ("navnet er gættet" in forum) == marked


def test_the_label_of_the_place_holds(tmp_path: Path) -> None:
    head = "Referat af generalforsamling den 3. marts 2025 i Prøvelaug1987\n\nSted: Hallen"
    result = imported(f"{head} Referant: Bo Prøve{ITEMS}", tmp_path)
    assert (result.tree["sted"], result.tree["referent"]) == ("Hallen", "Bo Prøve")
    assert "Prøvelaug1987" in str(result.tree["indledning"])


def test_one_who_led_and_wrote(tmp_path: Path) -> None:
    head = "Forum: Havnegruppen\n\nFaciliteret af: Bo Prøve (mødeleder og referent)\n\n"
    head += "Mødedato: 7. maj 2025\n\nDeltagere: Bo Prøve, Ane Test\n"
    result = imported(head + ITEMS, tmp_path)
    assert (result.tree["moedeleder"], result.tree["referent"]) == ("Bo Prøve", "Bo Prøve")
    assert result.forum["navn"] == "Havnegruppen"
    assert "indledning" not in result.tree
