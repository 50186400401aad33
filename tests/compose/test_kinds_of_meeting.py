"""Meetings past midnight, over several days, in writing, extraordinary, on the screen."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import cast

import pytest

from moedebog.compose import Composer, compose, compose_facts, plan
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.outgoing import Indkaldelse, Tidsrum
from moedebog.rules import Case, examine, presence, statements, votes
from moedebog.workspace import MeetingFile, Workspace
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    REFERAT,
    block_lines,
    document,
    document_lines,
    lines,
    meeting,
)

FORUM = """
navn: Prøveudvalget
sted: Lokale 1
moedeleder: Alma Ager
referent: Rita Ravn
medlemmer:
  - navn: Alma Ager
    hverv: formand
  - navn: Bent Birk
    hverv: næstformand
  - Cara Dahl
"""


def told(text: str, tmp_path: Path, forum: str = FORUM) -> list[str]:
    """The codes of all that is found in a whole meeting file."""
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "forum.yaml").write_text(forum, "utf-8")
    (folder / "2025-09-12.yaml").write_text(text, "utf-8")
    ws = Workspace(tmp_path)
    file = ws.meeting_file("2025-09-12")
    loaded = load(ws, file)
    found = list(loaded.diagnostics)
    if loaded.meeting is not None:
        found += examine(ws, file, loaded.meeting, loaded.unsure).diagnostics
    return [one.code for one in found]


def head(start: str, slut: str = "", more: str = "fremmoedt: ikke_noteret") -> str:
    end = f'slut: "{slut}"\n' if slut else ""
    return f'dato: 2025-09-12\nstart: "{start}"\n{end}{more}\npunkter:\n'


def cover(d: Document) -> dict[str, str]:
    texts = [plain(text) for text in block_lines(d.fakta)]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def under(d: Document, index: int) -> list[str]:
    return [plain(t) for a in d.punkter[index].afsnit for t in lines(a.tekst)]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2011", "-")


def slots(d: Document) -> list[str]:
    return [plain(punkt.tid) for punkt in d.punkter]


def entry(text: str) -> Indkaldelse:
    planned, _ = plan(meeting(text, FORUM))
    return Composer(planned).dispatch(DAGSORDEN, OFFENTLIG).indkaldelse


# --- without a start --------------------------------------------------------------------------

UNTIMED = (
    "# ingen start\ndato: 2025-09-12\nfremmoedt: alle\npunkter:\n"
    "  - titel: A\n  - titel: Pause\n    sagstype: pause\n  - titel: B\n"
)


def test_a_meeting_may_leave_its_start_unsaid(tmp_path: Path) -> None:
    assert told(UNTIMED, tmp_path) == []
    found = document(UNTIMED, DAGSORDEN, forum_text=FORUM)
    assert "Tid" not in cover(found)
    assert slots(found) == ["", "", ""]
    assert [column.noegle for column in found.oversigt.kolonner if column.noegle == "tid"] == []
    facts = compose_facts(meeting(UNTIMED, FORUM), DAGSORDEN, OFFENTLIG)
    assert (facts.moede.dato, facts.moede.start) == (date(2025, 9, 12), None)
    assert [one.start for one in facts.punkter] == [None, None, None]


def test_where_dates_are_short_the_line_of_the_time_tells_the_day_alone() -> None:
    forum = FORUM + "politik: {datoformat: kort}\n"
    assert cover(document(UNTIMED, DAGSORDEN, forum_text=forum))["Tid"] == (
        "fredag den 12. september 2025"
    )


def test_without_a_start_the_calendar_has_the_day() -> None:
    assert entry(UNTIMED).dage == (Tidsrum(date(2025, 9, 12)),)
    days = UNTIMED + "  - titel: C\n    dato: 2025-09-13\n"
    assert entry(days).dage == (Tidsrum(date(2025, 9, 12)), Tidsrum(date(2025, 9, 13)))
    planned, _ = plan(meeting(days, FORUM))
    sent = Composer(planned).dispatch(DAGSORDEN, OFFENTLIG)
    assert plain(sent.dato_tid) == "Fredag den 12. og lørdag den 13. september 2025"


def test_clock_times_of_the_minutes_need_no_planned_start() -> None:
    text = UNTIMED.replace("fremmoedt", 'faktisk_start: "19:00"\nfaktisk_slut: "00:30"\nfremmoedt')
    moede = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).moede
    assert moede.faktisk_slut is not None
    assert moede.faktisk_slut.isoformat() == "2025-09-13T00:30:00+02:00"
    assert cover(document(text, REFERAT, forum_text=FORUM))["Begyndt"] == "kl. 19.00"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", ["M2084"]),
        ("aflyst: ja", []),
        ('slut: "12:00"', ["M147"]),
        ("form: skriftlig\nsvarfrist: 2025-09-15", []),
    ],
)
def test_what_is_said_of_a_meeting_without_a_start(
    lines: str, expected: list[str], tmp_path: Path
) -> None:
    text = f"dato: 2025-09-12\n{lines}\npunkter:\n  - titel: A\n"
    assert told(text, tmp_path) == expected


def test_of_times_without_a_start_the_first_is_told(tmp_path: Path) -> None:
    text = (
        "dato: 2025-09-12\nfremmoedt: alle\npunkter:\n"
        "  - titel: A\n    underpunkter:\n      - titel: B\n        tid: 10.00\n"
        "  - titel: C\n    tid: 9.00\n    varighed: 10\n  - titel: D\n    varighed: 10\n"
    )
    assert told(text, tmp_path) == ["M147", "M148"]


# --- past midnight ----------------------------------------------------------------------------

NIGHT = head("19:00", "01:00") + (
    "  - titel: Budget\n    varighed: 345\n  - titel: Eventuelt\n    tid: 00:45-01:00\n"
)


def test_a_meeting_may_pass_midnight(tmp_path: Path) -> None:
    assert told(NIGHT, tmp_path) == []
    found = document(NIGHT, DAGSORDEN, forum_text=FORUM)
    assert cover(found)["Tid"] == "kl. 19.00-01.00"
    assert slots(found) == ["kl. 19.00-00.45", "kl. 00.45-01.00"]


def test_what_is_after_midnight_is_on_the_next_day_in_facts_and_calendar() -> None:
    facts = compose_facts(meeting(NIGHT, FORUM), DAGSORDEN, OFFENTLIG)
    assert facts.moede.slut is not None
    assert facts.moede.slut.isoformat() == "2025-09-13T01:00:00+02:00"
    last = facts.punkter[-1]
    assert last.start is not None
    assert last.start.isoformat() == "2025-09-13T00:45:00+02:00"
    assert entry(NIGHT).slut == datetime(2025, 9, 13, 1)


def test_who_leaves_after_midnight_leaves_the_next_day() -> None:
    text = head("19:00", "01:00", "fremmoedt: alle") + (
        "  - titel: A\n    forlod:\n      - navn: Cara Dahl\n        tid: 23:50\n"
        "  - titel: B\n    ankom:\n      - navn: Cara Dahl\n        tid: 00:20\n"
    )
    found = meeting(text, FORUM)
    assert compose(found, REFERAT, OFFENTLIG)[1] == []
    (back,) = compose_facts(found, REFERAT, OFFENTLIG).fremmoede.ankom
    assert back.tid is not None
    assert back.tid.date() == date(2025, 9, 13)


@pytest.mark.parametrize(
    ("start", "slut", "expected"),
    [
        ("19:00", "24:00", []),
        ("19:00", "00:00", []),
        ("22:00", "06:00", []),
        ("00:30", "02:00", []),
        ("10:00", "09:00", ["M102"]),
        ("19:00", "18:00", ["M102"]),
        ("11:30", "00:30", ["M102"]),
        ("12:00", "01:00", ["M209"]),
        ("10:00", "24:00", ["M209"]),
        ("24:00", "01:00", ["M101"]),
    ],
)
def test_which_ends_a_meeting_may_have(
    start: str, slut: str, expected: list[str], tmp_path: Path
) -> None:
    assert told(head(start, slut) + "  - titel: A\n", tmp_path) == expected


@pytest.mark.parametrize(
    ("start", "item", "expected"),
    [
        ("19:00", "varighed: 330", ["M208"]),
        ("19:00", "tid: 19:00-00:30", []),
        ("13:00", "tid: 13:00-03:00", ["M208"]),
        ("19:00", "tid: 19:00-24:00", []),
        ("19:00", "varighed: 900", ["M207"]),
        ("10:00", "varighed: 900", ["M207"]),
        ("10:00", "tid: 10:00-09:30", ["M102"]),
    ],
)
def test_which_programmes_reach_past_midnight(
    start: str, item: str, expected: list[str], tmp_path: Path
) -> None:
    assert told(head(start) + f"  - titel: A\n    {item}\n", tmp_path) == expected


# --- over several days ------------------------------------------------------------------------

DAYS = head("10:00", "15:00", "fremmoedt: alle") + (
    "  - titel: Velkomst\n    gruppe: Indledning\n    varighed: 30\n    forlod:\n"
    "      - navn: Cara Dahl\n        tid: 12:10\n"
    "  - titel: Budget\n    gruppe: Sager\n    dato: 2025-09-13\n    tid: 09:00-09:30\n    ankom:\n"
    "      - navn: Cara Dahl\n        tid: 09:10\n"
    "  - titel: Eventuelt\n    varighed: 15\n"
)


def test_the_days_stand_on_the_cover_and_as_headings(tmp_path: Path) -> None:
    assert told(DAYS, tmp_path) == []
    found = document(DAYS, forum_text=FORUM)
    assert plain(found.dato_tekst) == "Fredag den 12. og lørdag den 13. september 2025"
    assert plain(found.titel) == "Referat: Prøveudvalget, 12. og 13. september 2025"
    assert cover(found)["Tid"] == (
        "fredag den 12. september kl. 10.00 til lørdag den 13. september kl. 15.00"
    )
    headings = [plain(p.gruppe.overskrift) for p in found.punkter if p.gruppe]
    assert headings == [
        "Fredag den 12. september 2025: Indledning",
        "Lørdag den 13. september 2025: Sager",
    ]
    assert slots(found)[1:] == ["kl. 09.00-09.30", "kl. 09.30-09.45"]


def test_presence_is_reckoned_over_the_days() -> None:
    found = document(DAYS, forum_text=FORUM)
    assert cover(found)["Fraværende en del af mødet"] == (
        "Cara Dahl (fredag den 12. september kl. 12.10 til lørdag den 13. september kl. 09.10)"
    )


def test_the_days_are_in_the_facts_and_each_is_in_the_calendar() -> None:
    facts = compose_facts(meeting(DAYS, FORUM), REFERAT, OFFENTLIG)
    assert facts.moede.dage == (date(2025, 9, 12), date(2025, 9, 13))
    assert [p.dato for p in facts.punkter] == [date(2025, 9, d) for d in (12, 13, 13)]
    planned, _ = plan(meeting(DAYS, FORUM))
    when = Composer(planned).dispatch(DAGSORDEN, OFFENTLIG).dato_tid
    assert plain(when).startswith("fredag den 12. september kl. 10.00 til lørdag")
    made = entry(DAYS)
    assert made.dage == (
        Tidsrum(datetime(2025, 9, 12, 10), datetime(2025, 9, 12, 10, 30)),
        Tidsrum(datetime(2025, 9, 13, 9), datetime(2025, 9, 13, 15)),
    )
    assert "Lørdag den 13. september 2025\nSager\n2. Budget" in plain(made.tekst)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((None, "2025-09-11"), ["M2070"]),
        ((None, "2025-09-12"), []),
        ((None, "2026-09-13"), ["M2071"]),
        (("2025-09-13",), ["M2072"]),
        (("2025-09-12", "2025-09-14", "2025-09-13"), ["M2070"]),
    ],
)
def test_days_that_cannot_be(
    days: tuple[str | None, ...], expected: list[str], tmp_path: Path
) -> None:
    items = ("  - titel: P\n" + (f"    dato: {day}\n" if day else "") for day in days)
    assert told(head("10:00") + "".join(items), tmp_path) == expected


@pytest.mark.parametrize(
    ("slut", "expected"),
    [("23:00", ["M209"]), ("24:00", ["M209", "M209"]), ("18:00", ["M209"]), ("17:00", ["M102"])],
)
def test_a_day_that_was_to_last_until_the_evening_may_have_passed_midnight(
    slut: str, expected: list[str], tmp_path: Path
) -> None:
    more = 'fremmoedt: alle\nfaktisk_slut: "00:45"'
    text = head("10:00", slut, more) + (
        "  - titel: A\n    udfald: godkendt\n    forlod:\n"
        '      - navn: Cara Dahl\n        tid: "00:20"\n'
    )
    codes = told(text, tmp_path)
    assert [code for code in codes if code in ("M102", "M209")] == expected
    if expected != ["M102"]:
        assert {"M224", "M225"}.isdisjoint(codes)
        facts = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG)
        assert facts.moede.faktisk_slut is not None
        assert facts.moede.faktisk_slut.date() == date(2025, 9, 13)


@pytest.mark.parametrize("form", ["", "form: skriftlig\n"])
def test_that_nobody_noted_who_came_claims_nothing_of_a_meeting_that_is_off(
    form: str, tmp_path: Path
) -> None:
    start = "svarfrist: 2025-09-20\n" if form else 'start: "10:00"\n'
    text = f"dato: 2025-09-12\n{start}{form}aflyst: ja\nfremmoedt: {{}}\npunkter:\n  - titel: A\n"
    assert "M574" not in told(text.format("ikke_noteret"), tmp_path)
    assert "M574" in told(text.format("alle"), tmp_path)
    found = examined(text.format("alle"))
    said = "deltog" if form else "var til stede"
    assert f"her står, hvem der {said}; det trykkes ikke" in found


def examined(text: str) -> str:
    found = presence.recorded(Case(plan(meeting(text, FORUM))[0]))
    return "\n".join(one.message for one in found)


def test_the_calendar_says_extraordinary_in_small_letters_behind_the_name() -> None:
    text = head("10:00", more="ekstraordinaert: ja") + "  - titel: A\n"
    assert entry(text).overskrift == "Prøveudvalget, ekstraordinært møde"
    named = head("10:00", more="titel: Budgetmøde\nekstraordinaert: ja") + "  - titel: A\n"
    assert entry(named).overskrift == "Prøveudvalget, Budgetmøde, ekstraordinært møde"


def test_the_end_is_on_the_last_day(tmp_path: Path) -> None:
    text = head("10:00", "09:00") + (
        "  - titel: A\n  - titel: B\n    dato: 2025-09-13\n    tid: 08:00-0{}:30\n"
    )
    assert told(text.format(8), tmp_path) == []
    assert told(text.format(9), tmp_path) == ["M203"]


@pytest.mark.parametrize(
    ("slut", "said"),
    [
        ("01:00", "lørdag den 14. september kl. 01.00"),
        ("06:00", "lørdag den 14. september kl. 06.00"),
        ("24:00", "lørdag den 14. september kl. 00.00"),
        ("23:30", "fredag den 13. september kl. 23.30"),
    ],
)
def test_the_night_after_the_last_day_is_on_the_next_one_everywhere(slut: str, said: str) -> None:
    text = (
        f'dato: 2024-09-12\nstart: "20:00"\nslut: "{slut}"\nfaktisk_slut: "{slut}"\n'
        "fremmoedt: alle\npunkter:\n  - titel: A\n    varighed: 60\n    udfald: godkendt\n"
        "  - titel: B\n    dato: 2024-09-13\n    tid: 19:00-19:30\n"
    )
    found = document(text, forum_text=FORUM)
    assert cover(found)["Tid"] == f"torsdag den 12. september kl. 20.00 til {said}"
    assert f"Mødet blev hævet {said}." in map(plain, document_lines(found))
    last = entry(text).dage[-1]
    assert isinstance(last.slut, datetime)
    day = last.slut.day
    assert f"den {day}. september" in said


def test_who_leaves_in_the_night_of_a_day_of_several_leaves_on_the_next_one() -> None:
    text = head("20:00", more="fremmoedt: alle") + (
        "  - titel: A\n    udfald: godkendt\n    forlod:\n"
        "      - navn: Cara Dahl\n        tid: 00:20\n"
        "      - navn: Bent Birk\n        tid: 23:50\n"
        "    ankom:\n      - navn: Bent Birk\n        tid: 00:10\n"
        "  - titel: B\n    dato: 2025-09-14\n    tid: 20:00-21:00\n"
    )
    shown = cover(document(text, forum_text=FORUM))
    assert shown["Forlod mødet"] == "Cara Dahl (punkt 1, lørdag den 13. september kl. 00.20)"
    assert shown["Fraværende en del af mødet"] == (
        "Bent Birk (fredag den 12. september kl. 23.50 til lørdag den 13. september kl. 00.10)"
    )


def test_a_day_begins_with_its_first_slot_or_like_the_meeting(tmp_path: Path) -> None:
    text = head("19:00") + "  - titel: A\n  - titel: B\n    dato: 2025-09-13\n{}"
    opened = text.format("  - titel: C\n    tid: 09:00-09:30\n")
    assert told(opened, tmp_path) == []
    assert slots(document(opened, DAGSORDEN))[-1] == "kl. 09.00-09.30"
    lengths = text.format("  - titel: C\n    varighed: 30\n")
    assert slots(document(lengths, DAGSORDEN))[-1] == "kl. 19.00-19.30"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2024-11-29", "2024-12-01"), "Fredag den 29. november og søndag den 1. december 2024"),
        (
            ("2024-12-31", "2025-01-01"),
            "Tirsdag den 31. december 2024 og onsdag den 1. januar 2025",
        ),
        (
            ("2025-09-12", "2025-09-13", "2025-09-14"),
            "Fredag den 12., lørdag den 13. og søndag den 14. september 2025",
        ),
    ],
)
def test_what_dates_share_is_said_once(days: tuple[str, ...], expected: str) -> None:
    later = "".join(f"  - titel: P\n    dato: {day}\n" for day in days[1:])
    text = f"dato: {days[0]}\npunkter:\n  - titel: A\n{later}"
    assert plain(document(text, DAGSORDEN).dato_tekst) == expected


# --- in writing -------------------------------------------------------------------------------

WRITTEN = """dato: 2025-09-12
form: skriftlig
svarfrist: 2025-09-15 kl. 12.00
fremmoedt: [Alma Ager, Bent Birk]
udeblevet: [Cara Dahl]
punkter:
  - titel: Budget
    udfald: godkendt
"""


def test_a_written_procedure_has_a_deadline_and_who_took_part(tmp_path: Path) -> None:
    assert told(WRITTEN, tmp_path) == []
    assert cover(document(WRITTEN, forum_text=FORUM)) == {
        "Svarfrist": "mandag den 15. september 2025 kl. 12.00",
        "Form": "Skriftlig behandling",
        "Deltog i den skriftlige behandling": "Alma Ager (formand); Bent Birk (næstformand)",
        "Svarede ikke": "Cara Dahl",
        "Referent": "Rita Ravn",
    }
    assert "Mødeleder" not in cover(document(WRITTEN, DAGSORDEN, forum_text=FORUM))


def test_its_facts_know_no_meeting() -> None:
    facts = compose_facts(meeting(WRITTEN, FORUM), REFERAT, OFFENTLIG)
    assert (facts.moede.start, facts.moede.slut, facts.moede.sted) == (None, None, None)
    assert facts.moede.svarfrist is not None
    assert str(facts.moede.svarfrist.tid) == "2025-09-15 12:00:00+02:00"
    assert [p for p in facts.personer if "moedeleder" in p.roller] == []
    assert [one.navn for one in facts.fremmoede.til_stede] == ["Alma Ager", "Bent Birk"]


def test_the_calendar_has_the_deadline() -> None:
    made = entry(WRITTEN)
    assert made.overskrift == "Svarfrist: Prøveudvalget"
    assert (made.start, made.slut) == (datetime(2025, 9, 15, 12), None)
    day = entry(WRITTEN.replace(" kl. 12.00", ""))
    assert (type(day.start), day.start) == (date, date(2025, 9, 15))


def test_the_mail_tells_the_deadline() -> None:
    planned, _ = plan(meeting(WRITTEN, FORUM))
    dispatch = Composer(planned).dispatch(DAGSORDEN, OFFENTLIG)
    assert plain(dispatch.dato_tid) == "Svarfrist: mandag den 15. september 2025 kl. 12.00"


@pytest.mark.parametrize(
    "change",
    [
        "start: 10:07",
        "slut: 11:07",
        "sted: Kantinen",
        "moedeleder: Cara Dahl",
        "faktisk_start: 10:07",
        "faktisk_slut: 10:07",
    ],
)
def test_what_only_a_meeting_has_is_told_of_and_not_printed(change: str, tmp_path: Path) -> None:
    text = f"{change}\n{WRITTEN.replace('udeblevet: [Cara Dahl]', 'udeblevet: []')}"
    assert "M575" in told(text, tmp_path)
    printed = " ".join(document_lines(document(text, forum_text=FORUM)))
    assert not [word for word in ("07", "Kantinen", "Cara") if word in printed]


@pytest.mark.parametrize("key", ["forlod", "ankom"])
def test_nobody_comes_and_goes_in_writing(key: str, tmp_path: Path) -> None:
    text = WRITTEN + f"    {key}:\n      - Bent Birk\n"
    assert told(text, tmp_path) == ["M575"]
    assert under(document(text, forum_text=FORUM), 0) == ["Godkendt."]


@pytest.mark.parametrize(
    "there",
    [
        "    inhabil:\n      - navn: Bent Birk\n        forlod_lokalet: ja\n",
        "    gaester: [Gerda Gæst]\n",
        "gaester: [Gerda Gæst]\n",
    ],
)
def test_nobody_visits_or_leaves_the_room_in_writing(there: str, tmp_path: Path) -> None:
    assert told(WRITTEN + there, tmp_path) == ["M575"]
    printed = " ".join(document_lines(document(WRITTEN + there, forum_text=FORUM)))
    assert "Gerda" not in printed
    assert "lokalet" not in printed


def test_without_a_deadline_a_written_procedure_with_a_start_is_still_read(tmp_path: Path) -> None:
    text = (
        'dato: 2026-01-15\nstart: "10:00"\nform: skriftlig\npunkter:\n'
        "  - titel: Budget godkendt pr. e-mail\n    udfald: godkendt\n"
    )
    codes = told(text.replace("2026-01-15", "2025-09-12"), tmp_path)
    assert sorted(codes) == ["M575", "M577"]
    assert told(text.replace('start: "10:00"\n', ""), tmp_path)[0] == "M042"
    found = document(f"fremmoedt: ikke_noteret\n{text}", forum_text=FORUM)
    assert cover(found) == {"Form": "Skriftlig behandling", "Referent": "Rita Ravn"}


def test_nobody_is_absent_at_an_item_in_writing() -> None:
    forum = FORUM + "politik:\n  fravaer_under_punkter: ja\n"
    assert under(document(WRITTEN, forum_text=forum), 0) == ["Godkendt."]


def test_who_answered_votes_and_who_is_not_mentioned_is_told_of(tmp_path: Path) -> None:
    voted = WRITTEN + "    afstemning:\n      for: 3\n"
    assert told(voted, tmp_path) == ["M520"]
    assert told(WRITTEN.replace("udeblevet: [Cara Dahl]\n", ""), tmp_path) == ["M571"]


@pytest.mark.parametrize(
    ("there", "codes"),
    [
        ("[Alma Ager, Bent Birk]", ["M571"]),
        ("[Alma Ager, Bent Birk, Ida Ibsen]", []),
        ("alle_andre", []),
    ],
)
def test_a_substitute_whom_the_list_does_not_name_is_told_of(
    there: str, codes: list[str], tmp_path: Path
) -> None:
    text = 'dato: 2025-09-12\nstart: "10:00"\nslut: "11:00"\n'
    text += f"fremmoedt: {there}\nafbud:\n  - navn: Cara Dahl\n    stedfortraeder: Ida Ibsen\n"
    text += "punkter:\n  - titel: A\n    udfald: godkendt\n"
    assert told(text, tmp_path) == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRITTEN.replace("2025-09-15 kl. 12.00", "2025-02-30 kl. 12.00"), "M2073"),
        (WRITTEN.replace("kl. 12.00", "kl. 24.00"), "M2073"),
        (head("10:00", more="svarfrist: 2025-09-10\nfremmoedt: ikke_noteret"), "M576"),
        (
            "dagsorden_udsendt: 2025-09-11\n" + WRITTEN.replace("2025-09-15 kl.", "2025-09-10 kl."),
            "M579",
        ),
    ],
)
def test_deadlines_that_cannot_be(text: str, expected: str, tmp_path: Path) -> None:
    text += "  - titel: A\n" if text.endswith("punkter:\n") else ""
    assert told(text, tmp_path) == [expected]


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("2025-09-12", []),
        ("2025-09-12 kl. 9.00", []),
        ("2025-09-11 kl. 12.00", ["M2080"]),
        ("2024-09-20", ["M2080"]),
        ("2026-09-20", ["M2080"]),
        ("2025-12-20", []),
    ],
)
def test_a_deadline_fits_the_date(deadline: str, expected: list[str], tmp_path: Path) -> None:
    assert told(WRITTEN.replace("2025-09-15 kl. 12.00", deadline), tmp_path) == expected


def test_what_is_told_of_votes_and_statements_in_writing_fits_it() -> None:
    text = WRITTEN + (
        "    afstemning: {for: [Cara Dahl]}\n"
        "    protokolbemaerkninger: [{fra: Cara Dahl, tekst: Nej.}]\n"
        "  - titel: B\n    afstemning: {for: 3}\n"
    )
    planned, _ = plan(meeting(text, FORUM))
    case = Case(planned, Workspace(Path()), cast(MeetingFile, None))
    found = [*votes.votes(case), *statements.statements(case)]
    said = {one.code: f"{one.message} {one.hint}" for one in found}
    assert set(said) == {"M520", "M522", "M573"}
    assert "deltog ikke i den skriftlige behandling" in said["M522"]
    assert "deltog ikke i den skriftlige behandling" in said["M573"]
    assert not [text for text in said.values() if re.search("ankom|forlod|til stede|afbud", text)]


@pytest.mark.parametrize("kind", Kind)
def test_a_written_procedure_that_is_off_is_no_meeting(kind: Kind) -> None:
    found = meeting(WRITTEN.replace("    udfald: godkendt\n", "") + "aflyst: ja\n", FORUM)
    planned, _ = plan(found)
    dispatch = Composer(planned).dispatch(kind, OFFENTLIG)
    assert dispatch.document.status == "Den skriftlige behandling er aflyst"


def test_what_a_written_procedure_that_is_off_decided_is_told_of_as_such() -> None:
    planned, _ = plan(meeting(f"aflyst: ja\n{WRITTEN}", FORUM))
    case = Case(planned, Workspace(Path()), cast(MeetingFile, None))
    found = [*presence.recorded(case), *presence.cancelled(case)]
    assert [one.code for one in found] == ["M574", "M574"]
    assert all(str(one.message).startswith("Den skriftlige behandling er aflyst") for one in found)


# --- extraordinary, on the screen -------------------------------------------------------------


def test_an_extraordinary_meeting_says_so_beside_its_form() -> None:
    text = "titel: Budgetmøde\nekstraordinaert: ja\nform: virtuelt\npunkter: []\n"
    found = document(text, DAGSORDEN)
    assert cover(found)["Møde"] == "Budgetmøde, ekstraordinært møde"
    assert cover(found)["Form"] == "Virtuelt møde"
    assert "ekstraordinært møde" in found.titel
    assert entry(text).titel == "Prøveudvalget, Budgetmøde, ekstraordinært møde"
    assert compose_facts(meeting(text), DAGSORDEN, OFFENTLIG).moede.ekstraordinaert
    twice = document(text.replace("Budgetmøde", "Ekstraordinært budgetmøde"), DAGSORDEN)
    assert cover(twice)["Møde"] == "Ekstraordinært budgetmøde"


def test_an_extraordinary_meeting_is_held_to_no_usual_deadline(tmp_path: Path) -> None:
    text = head("10:00", more="dagsorden_udsendt: 2025-09-11\nfremmoedt: ikke_noteret")
    forum = FORUM + "politik:\n  frist_hverdage: 4\n"
    assert "M504" in told(text + "  - titel: A\n", tmp_path, forum)
    assert told("ekstraordinaert: ja\n" + text + "  - titel: A\n", tmp_path, forum) == []


def test_the_older_word_is_read_and_told_of(tmp_path: Path) -> None:
    text = head("10:00", more="form: ekstraordinaert\nfremmoedt: ikke_noteret") + "  - titel: A\n"
    assert told(text, tmp_path) == ["M2075"]
    found = document(text, DAGSORDEN)
    assert cover(found)["Møde"] == "Ekstraordinært møde"
    assert "Form" not in cover(found)


def test_the_older_word_beside_the_key(tmp_path: Path) -> None:
    text = head("10:00", more="form: ekstraordinaert\nekstraordinaert: {}\nfremmoedt: alle")
    text += "  - titel: A\n"
    assert told(text.format("ja"), tmp_path) == ["M2075"]
    assert told(text.format("nej"), tmp_path) == ["M2081"]
    assert told(text.format("false"), tmp_path) == ["M2081"]


def test_the_ground_of_a_virtual_meeting_stands_at_its_form(tmp_path: Path) -> None:
    text = "virtuelt_grundlag: Forretningsordenens § 4\nform: {}\npunkter: []\n"
    found = document(text.format("virtuelt"), DAGSORDEN)
    assert cover(found)["Form"] == "Virtuelt møde (Forretningsordenens § 4)"
    not_there = document(text.format("fysisk"), DAGSORDEN)
    assert cover(not_there)["Form"] == "Fysisk møde"
    physical = head("10:00", more="virtuelt_grundlag: § 4\nfremmoedt: ikke_noteret")
    assert told(physical + "  - titel: A\n", tmp_path) == ["M2076"]


def test_the_habitual_place_is_not_where_all_meet_on_the_screen() -> None:
    virtual = "form: virtuelt\npunkter: []\n"
    assert "Sted" not in cover(document(virtual, DAGSORDEN, forum_text=FORUM))
    assert entry(virtual).sted == ""
    assert compose_facts(meeting(virtual, FORUM), DAGSORDEN, OFFENTLIG).moede.sted is None
    hybrid = virtual.replace("virtuelt", "hybrid")
    assert cover(document(hybrid, DAGSORDEN, forum_text=FORUM))["Sted"] == "Lokale 1"
    assert entry(f"sted: Kantinen\n{virtual}").sted == "Kantinen"


LINK = "https://moede.example.org/1"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (f"form: fysisk\nmoedelink: {LINK}", ["M2082"]),
        ("form: fysisk", []),
        (f"aflyst: ja\nform: fysisk\nmoedelink: {LINK}", []),
        (f"moedelink: {LINK}", []),
        (f"form: hybrid\nmoedelink: {LINK}", []),
        ("form: hybrid", ["M2083"]),
        ("form: virtuelt", ["M2083"]),
        (f"form: virtuelt\nsted: 'Teams: {LINK}'", []),
        ("form: virtuelt\naflyst: ja", []),
        ("form: virtuelt\nfremmoedt: alle", []),
    ],
)
def test_a_link_fits_the_form(more: str, expected: list[str], tmp_path: Path) -> None:
    assert told(head("10:00", more=more) + "  - titel: A\n", tmp_path) == expected


def test_the_habitual_link_leads_nowhere_where_all_meet_at_the_place(tmp_path: Path) -> None:
    forum = f"{FORUM}moedelink: {LINK}\n"
    text = "dato: 2025-09-12\nstart: '10:00'\nform: {}\npunkter: [{{titel: A}}]\n"
    links = {
        form: meeting(text.format(form), forum).moedelink
        for form in ("fysisk", "hybrid", "virtuelt")
    }
    assert links == {"fysisk": None, "hybrid": LINK, "virtuelt": LINK}
    listening = f"{forum}politik: {{moedelink_offentlig: ja}}\n"
    assert meeting(text.format("fysisk"), listening).moedelink == LINK
    own = text.format("fysisk").replace("form", f"moedelink: {LINK}\nform")
    assert told(own, tmp_path, listening) == []
    assert told(own, tmp_path, forum) == ["M2082"]


def test_nobody_takes_part_from_afar_in_what_is_off() -> None:
    text = f"aflyst: ja\nmoedelink: {LINK}\npunkter: []\n"
    planned, _ = plan(meeting(text, FORUM))
    dispatch = Composer(planned).dispatch(DAGSORDEN, INTERN)
    assert "Mødelink" not in cover(dispatch.document)
    assert (dispatch.moedelink, dispatch.indkaldelse.link) == ("", "")


@pytest.mark.parametrize(
    ("form", "deltog", "expected"),
    [
        ("hybrid", "digitalt", []),
        ("fysisk", "digitalt", ["M578"]),
        ("virtuelt", "fysisk", ["M578"]),
        ("virtuelt", "digitalt", []),
    ],
)
def test_how_somebody_took_part_fits_the_form(
    form: str, deltog: str, expected: list[str], tmp_path: Path
) -> None:
    there = f"form: {form}\nfremmoedt:\n  - alle\n  - navn: Cara Dahl\n    deltog: {deltog}"
    assert told(head("10:00", more=there) + "  - titel: A\n", tmp_path) == expected


# --- in another order -------------------------------------------------------------------------

MOVED = head("10:00", more="fremmoedt: alle") + (
    "  - titel: A\n  - titel: B\n    forlod:\n      - navn: Cara Dahl\n        tid: 10:20\n"
    "  - titel: C\n    behandlet_foer: 2\n    forlod:\n      - navn: Bent Birk\n"
    "        tid: 10:10\n    ankom:\n      - navn: Bent Birk\n        tid: 10:15\n"
)


def test_an_item_treated_earlier_keeps_its_number_and_says_so(tmp_path: Path) -> None:
    assert told(MOVED, tmp_path) == []
    found = document(MOVED, forum_text=FORUM)
    assert [p.nr for p in found.punkter] == ["1", "2", "3"]
    assert under(found, 2)[0] == "Punktet blev behandlet før punkt 2."
    assert "behandlet" not in " ".join(document_lines(document(MOVED, DAGSORDEN, forum_text=FORUM)))
    facts = compose_facts(meeting(MOVED, FORUM), REFERAT, OFFENTLIG)
    assert facts.punkter[2].behandlet_foer == facts.punkter[1].anker


def test_that_an_item_was_moved_is_said_in_minutes_alone() -> None:
    text = "dato: 2025-09-12\npunkter:\n  - titel: A\n  - titel: B\n    behandlet_foer: 1\n"
    found = meeting(f"{text}aflyst: nej\n")
    assert under(compose(found, REFERAT, OFFENTLIG)[0], 1) == [
        "Punktet blev behandlet før punkt 1."
    ]


def test_presence_walks_in_the_order_of_treatment() -> None:
    """Cara left at item 2, and so had been there at item 3; at its place she would be away."""
    planned, found = plan(meeting(MOVED, FORUM))
    assert found == []
    assert [item.absent for item in planned.items] == [(), (), ()]
    unmoved = MOVED.replace("    behandlet_foer: 2\n", "")
    assert plan(meeting(unmoved, FORUM))[0].items[2].absent == ("Cara Dahl",)


def items(*lines: str) -> str:
    return head("10:00") + "".join(f"  - {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("text", "expected", "treated"),
    [
        (items("titel: A", "titel: B", "{titel: C, behandlet_foer: A}"), [], (2, 0, 1)),
        (items("titel: A", "titel: B", "{titel: C, behandlet_foer: punkt 1}"), [], (2, 0, 1)),
        (items("{titel: A, behandlet_foer: 3}", "titel: B", "titel: C"), [], (1, 0, 2)),
        (
            items(
                "titel: A",
                "titel: B",
                "{titel: C, behandlet_foer: 4}",
                "{titel: D, behandlet_foer: 1}",
            ),
            [],
            (2, 3, 0, 1),
        ),
        (
            items("titel: A", "{titel: B, behandlet_foer: 1, underpunkter: [{titel: C}]}"),
            [],
            (1, 2, 0),
        ),
        (items("titel: A", "{titel: B, behandlet_foer: 7}"), ["M2077"], (0, 1)),
        (items("titel: A", "titel: A", "{titel: B, behandlet_foer: A}"), ["M2077"], (0, 1, 2)),
        (items("titel: A", "{titel: B, behandlet_foer: 2}"), ["M2078"], (0, 1)),
        (
            items("{titel: A, behandlet_foer: 2}", "{titel: B, behandlet_foer: 1}"),
            ["M2079"],
            (0, 1),
        ),
    ],
)
def test_which_orders_can_be(
    text: str, expected: list[str], treated: tuple[int, ...], tmp_path: Path
) -> None:
    assert told(text, tmp_path) == expected
    assert plan(meeting(text, FORUM))[0].order.treated == treated


def test_the_order_tells_nothing_that_is_closed() -> None:
    text = head("10:00", more="fremmoedt: alle") + (
        "  - titel: Hemmelig sag\n    sagstype: pause\n    lukket: ja\n"
        "  - titel: B\n    behandlet_foer: Hemmelig sag\n"
        "  - titel: C\n    lukket: ja\n    underpunkter:\n      - titel: Hemmelig del\n"
        "  - titel: D\n    behandlet_foer: Hemmelig del\n"
    )
    planned, found = plan(meeting(text, FORUM))
    assert found == []
    composer = Composer(planned)
    composer.document(REFERAT, INTERN)
    public = composer.document(REFERAT, OFFENTLIG)
    assert "emmelig" not in " ".join(document_lines(public))
    assert under(public, 1)[0] == "Punktet blev behandlet før »Lukket punkt«."
    assert under(public, 3)[0] == "Punktet blev behandlet før punkt 2."


# --- planned times in the referat -------------------------------------------------------------


def timed(*lines: str, start: str = "10:00") -> str:
    text = "".join(f"  - {line}\n" for line in lines)
    return f'dato: 2025-09-12\nstart: "{start}"\nfremmoedt: alle\npunkter:\n{text}'


A, B, C, D = (f"titel: {name}, varighed: 10" for name in "ABCD")


@pytest.mark.parametrize(
    ("text", "untimed"),
    [
        (timed(f"{{{A}}}", f"{{{B}}}"), []),
        (timed(f"{{{A}}}", f"{{{B}, udfald: udgaar}}", f"{{{C}}}"), ["2"]),
        (timed(f"{{{A}}}", f"{{{B}, udfald: ikke_behandlet}}"), ["2"]),
        (timed(f"{{{A}}}", f"{{{B}, udfald: udsat}}"), []),
        (timed(f"{{{A}}}", f"{{{B}}}", f"{{{C}, behandlet_foer: 2}}", f"{{{D}}}"), ["2", "3"]),
        (timed(f"{{{A}, behandlet_foer: 3}}", f"{{{B}}}", f"{{{C}}}"), ["1", "2"]),
        (timed(f"{{{A}}}", f"{{{B}, behandlet_foer: 1}}", f"{{{C}}}"), ["1", "2"]),
        (
            timed(f"{{{A}, udfald: udgaar, underpunkter: [{{titel: AA, varighed: 5}}]}}"),
            ["1", "1.1"],
        ),
        (
            timed(
                "{titel: A, underpunkter: [{titel: AA, varighed: 5, udfald: bortfaldet},"
                " {titel: AB, varighed: 5}]}",
                f"{{{B}}}",
            ),
            ["1", "1.1"],
        ),
        (
            timed(
                f"{{{A}}}",
                "{titel: B, underpunkter: [{titel: BA, varighed: 5},"
                " {titel: BB, varighed: 5, behandlet_foer: 1}]}",
                f"{{{C}}}",
            ),
            ["1", "2", "2.1", "2.2"],
        ),
        (f"faktisk_start: 10:05\n{timed(f'{{{A}}}', f'{{{B}}}')}", []),
        (f"faktisk_start: 10:10\n{timed(f'{{{A}}}', f'{{{B}}}')}", ["1"]),
        (f"faktisk_slut: 10:15\n{timed(f'{{{A}}}', f'{{{B}}}')}", []),
        (f"faktisk_slut: 10:10\n{timed(f'{{{A}}}', f'{{{B}}}')}", ["2"]),
        (f"faktisk_slut: 00:15\n{timed(f'{{{A}}}', f'{{{B}}}', start='23:50')}", []),
        (f"faktisk_slut: 00:00\n{timed(f'{{{A}}}', f'{{{B}}}', start='23:50')}", ["2"]),
        (f"aflyst: ja\n{timed(f'{{{A}}}')}".replace("fremmoedt: alle\n", ""), ["1"]),
    ],
)
def test_no_time_stands_by_what_was_not_dealt_with_then(text: str, untimed: list[str]) -> None:
    planned = meeting(text, FORUM)
    printed = compose(planned, REFERAT, OFFENTLIG)[0].punkter
    assert [p.nr for p in printed if not p.tid] == untimed
    facts = compose_facts(planned, REFERAT, OFFENTLIG).punkter
    assert [p.nr for p in facts if not p.start] == untimed
    assert all(p.tid for p in compose(planned, DAGSORDEN, OFFENTLIG)[0].punkter)


def test_what_of_an_item_is_closed_takes_no_time_off_for_others() -> None:
    """Else they would read from the missing time that the item was taken off."""
    text = timed(
        f"{{{A}, afsnit: [{{slags: beslutning, udfald: udgaar, lukket: ja}}]}}", f"{{{B}}}"
    )
    planned = meeting(text, FORUM)
    assert compose(planned, REFERAT, OFFENTLIG)[0].punkter[0].tid
    assert not compose(planned, REFERAT, INTERN)[0].punkter[0].tid


def test_a_part_of_a_closed_item_that_was_moved_takes_no_time_off_for_others() -> None:
    text = timed(
        f"{{{A}}}",
        f"{{{B}}}",
        "{titel: C, lukket: ja, underpunkter: [{titel: D, varighed: 5, behandlet_foer: 1}]}",
    )
    planned = meeting(text, FORUM)
    for audience in (INTERN, OFFENTLIG):
        assert all(p.tid for p in compose(planned, REFERAT, audience)[0].punkter[:2])


ANOTHER_DAY = head("10:00", "15:00", "fremmoedt: alle_andre\nafbud: [Bent Birk, Cara Dahl]") + (
    "  - titel: A\n    varighed: 30\n  - titel: B\n    dato: 2025-09-13\n    varighed: 30\n"
    "    ankom:\n      - Cara Dahl\n  - titel: C\n    varighed: 10\n    behandlet_foer: 1\n"
    "    ankom:\n      - navn: Bent Birk\n        tid: 10:05\n"
)


def test_an_item_treated_on_another_day_says_which(tmp_path: Path) -> None:
    assert told(ANOTHER_DAY, tmp_path) == []
    found = document(ANOTHER_DAY, forum_text=FORUM)
    assert under(found, 2) == [
        "Punktet blev behandlet fredag den 12. september før punkt 1.",
        "Bent Birk ankom kl. 10.05.",
    ]
    assert slots(found) == ["", "", ""]


def test_who_came_is_told_with_the_day_at_a_meeting_over_several() -> None:
    found = document(ANOTHER_DAY, forum_text=FORUM)
    assert cover(found)["Ankom senere"] == (
        "Bent Birk (punkt 3, fredag den 12. september kl. 10.05); "
        "Cara Dahl (punkt 2, lørdag den 13. september)"
    )
    (_, bent) = sorted(
        compose_facts(meeting(ANOTHER_DAY, FORUM), REFERAT, OFFENTLIG).fremmoede.ankom,
        key=lambda one: one.navn == "Bent Birk",
    )
    assert str(bent.tid) == "2025-09-12 10:05:00+02:00"


# --- the end in the calendar ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("punkter: []", None),
        ("punkter:\n  - titel: A\n    varighed: 20", datetime(2025, 9, 12, 10, 20)),
        ("punkter:\n  - titel: A\n    varighed: 20\n  - titel: B\n    tid: 10:20", None),
        ("punkter:\n  - titel: A\n    varighed: 20\n  - titel: B", None),
        ("punkter:\n  - titel: A\n    varighed: 20\n  - titel: P\n    sagstype: pause", None),
        (
            "punkter:\n  - titel: A\n    varighed: 20\n    underpunkter: [{titel: B}]",
            datetime(2025, 9, 12, 10, 20),
        ),
        (
            "punkter: [{titel: A, varighed: 20}, {titel: B, sagstype: skriftlig_orientering}]",
            datetime(2025, 9, 12, 10, 20),
        ),
        (
            "punkter:\n  - titel: A\n    varighed: 20\n  - titel: B\n    udfald: udgaar",
            datetime(2025, 9, 12, 10, 20),
        ),
        ('slut: "12:00"\npunkter:\n  - titel: A', datetime(2025, 9, 12, 12)),
        ('slut: "12:00"\npunkter: []', datetime(2025, 9, 12, 12)),
        ("punkter:\n  - titel: A\n    varighed: 20\n  - titel: B\n    dato: 2025-09-13", None),
    ],
)
def test_no_end_is_made_up(text: str, expected: datetime | None) -> None:
    assert entry(text).slut == expected


# --- not held ---------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", Audience)
def test_a_meeting_that_is_off_claims_nobody_anywhere(audience: Audience) -> None:
    text = (
        "aflyst: ja\nfremmoedt: alle_andre\nunderskriftsark: ja\nudeblevet: [Cara Dahl]\npunkter:\n"
        "  - titel: A\n    ankom: [Bent Birk]\n    forlod: [Alma Ager]\n"
        "    inhabil: [Alma Ager]\n    moedeleder: Bent Birk\n"
    )
    found = meeting(text, FORUM)
    made, _ = compose(found, Kind.REFERAT, audience)
    printed = " ".join(document_lines(made))
    assert not [name for name in ("Alma", "Bent", "Cara") if name in printed]
    facts = compose_facts(found, Kind.REFERAT, audience)
    assert (facts.fremmoede.til_stede, facts.fremmoede.ankom, facts.fremmoede.forlod) == (
        (),
        (),
        (),
    )
    assert (facts.fremmoede.udeblevet, facts.punkter[0].inhabil) == ((), ())
    assert facts.personer == tuple(p for p in facts.personer if p.roller == ("referent",))


def test_what_a_cancelled_meeting_claims_is_told_of(tmp_path: Path) -> None:
    off = 'dato: 2025-09-12\nstart: "10:00"\naflyst: ja\n'
    assert told(f"{off}underskriftsark: ja\npunkter:\n  - titel: A\n", tmp_path) == ["M574"]
    came = "punkter:\n  - titel: A\n    ankom: [Bent Birk]\n"
    assert told(f"{off}{came}", tmp_path) == ["M574"]


@pytest.mark.parametrize(
    "minutes",
    [
        "udfald: godkendt",
        "udfald: [udsat, oversendt]",
        "beslutning: Indstillingen blev godkendt.",
        "afstemning: {for: 2, imod: 1}",
        "opfoelgning: [{opgave: Svar borgeren}]",
    ],
)
def test_what_a_cancelled_meeting_did_is_told_of(minutes: str, tmp_path: Path) -> None:
    off = f'dato: 2025-09-12\nstart: "10:00"\naflyst: ja\npunkter:\n  - titel: A\n    {minutes}\n'
    assert told(off, tmp_path) == ["M574"]
    assert "M574" not in told(off.replace("aflyst: ja\n", ""), tmp_path)


@pytest.mark.parametrize(
    "minutes",
    [
        "udfald: ikke_behandlet",
        "udfald: udsat\n    beslutning: Sagen tages op i oktober.",
        "udfald: Udskudt til oktober",
        "beslutning: Mødet blev aflyst.",
        "sagsfremstilling: Godkendt af Byrådet i fjor.",
    ],
)
def test_that_an_item_fell_with_the_meeting_can_be_said(minutes: str, tmp_path: Path) -> None:
    off = f'dato: 2025-09-12\nstart: "10:00"\naflyst: ja\npunkter:\n  - titel: A\n    {minutes}\n'
    assert told(off, tmp_path) == []


def test_before_the_meeting_nobody_is_said_to_have_stood_aside() -> None:
    text = 'dato: 2025-09-12\nstart: "10:00"\npunkter:\n  - titel: A\n    inhabil: [Cara Dahl]\n'
    found = meeting(f"{text}aflyst: nej\n", FORUM)
    assert under(compose(found, REFERAT, OFFENTLIG)[0], 0) == []
    assert compose_facts(found, REFERAT, OFFENTLIG).punkter[0].inhabil == ()
