"""What was answered to the minutes: printed for those who read all, and for nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from moedebog.catalogue import Begivenhedsart
from moedebog.compose import Composer, compose_facts, objections, plan
from moedebog.compose.item_facts import plain_text
from moedebog.compose.withholding import without_disqualified
from moedebog.document import Audience, Kind
from moedebog.events import Begivenhed
from moedebog.fakta import Indsigelsesfakta
from moedebog.meeting import Meeting
from moedebog.typography import plain_spaces
from support import INTERN, OFFENTLIG, REFERAT, meeting
from texts import document_lines

FORUM = """\
navn: Udvalget
medlemmer:
  - {navn: Anna Ager, parti: A}
  - Bo Bæk
  - Carl Dam
"""
ANSWERS = """\
  - fra: Bo Bæk
    dato: 2025-09-19
    punkt: 2
    tekst: Prisen mangler.
    afgoerelse: imoedekommet
    grund: Prisen er sat ind
  - fra: Anna Ager
    tekst: Mødet blev hævet kl. 11.
    afgoerelse: ikke_imoedekommet
  - fra: Carl Dam
"""
MEETING = f"""\
dato: 2025-09-12
start: "10:00"
fremmoedt: alle
referat_status: til_godkendelse
indsigelsesfrist: 2025-09-26
indsigelser:
{ANSWERS}punkter:
  - titel: Velkomst
    udfald: droeftet
  - titel: Køb
    lukket: Forhandling
    udfald: godkendt
"""
SECTION = [
    "Bemærkninger til referatet",
    "Referatet som helhed",
    "Anna Ager (A): Mødet blev hævet kl. 11.",
    "Ikke imødekommet.",
    "Punkt 2: Køb",
    "Bo Bæk, 19. september 2025: Prisen mangler.",
    "Imødekommet: Prisen er sat ind.",
    "Uden bemærkninger: Carl Dam",
]


def lines(made: Meeting, audience: Audience, kind: Kind = REFERAT) -> list[str]:
    printed = document_lines(Composer(plan(made)[0]).document(kind, audience))
    return list(map(plain_spaces, printed))


def test_they_stand_last_item_by_item_with_what_was_decided_and_why() -> None:
    assert lines(meeting(MEETING, FORUM), INTERN)[-len(SECTION) :] == SECTION


def test_without_remarks_on_the_whole_nothing_is_headed_so() -> None:
    only = MEETING.replace("    tekst: Mødet blev hævet kl. 11.\n    afgoerelse: ikke_", "    x: ")
    only = only.replace("    x: imoedekommet\n", "")
    told = lines(meeting(only, FORUM), INTERN)
    assert "Referatet som helhed" not in told
    assert told[-1] == "Uden bemærkninger: Anna Ager (A) og Carl Dam"


@pytest.mark.parametrize("kind", Kind)
def test_the_public_reads_no_word_of_them(kind: Kind) -> None:
    with_them = meeting(MEETING, FORUM)
    without = replace(with_them, indsigelser=())
    assert lines(with_them, OFFENTLIG, kind) == lines(without, OFFENTLIG, kind)
    assert compose_facts(with_them, kind, OFFENTLIG) == compose_facts(without, kind, OFFENTLIG)


def test_no_dagsorden_has_them() -> None:
    made = meeting(MEETING, FORUM)
    assert "Prisen mangler" not in "\n".join(lines(made, INTERN, Kind.DAGSORDEN))
    assert compose_facts(made, Kind.DAGSORDEN, INTERN).indsigelser == ()


def test_internal_facts_tell_what_the_document_prints() -> None:
    facts = compose_facts(meeting(MEETING, FORUM), REFERAT, INTERN)
    first, _, last = facts.indsigelser
    assert first == Indsigelsesfakta(
        fra="Bo Bæk",
        dato=date(2025, 9, 19),
        punkt=facts.punkter[1].anker,
        tekst="Prisen mangler.",
        afgoerelse="imoedekommet",
        grund="Prisen er sat ind",
    )
    assert (last.fra, last.tekst) == ("Carl Dam", "")
    assert facts.moede.indsigelsesfrist == date(2025, 9, 26)


def test_who_is_disqualified_in_an_item_gets_no_remark_that_may_be_about_it() -> None:
    text = MEETING.replace(
        "    lukket: Forhandling", "    lukket: Forhandling\n    inhabil: [Bo Bæk]"
    )
    planned = plan(meeting(text, FORUM))[0]
    own = without_disqualified(planned, ["Bo Bæk"], REFERAT, INTERN)
    told = "\n".join(document_lines(Composer(own).document(REFERAT, INTERN)))
    assert "Prisen" not in told
    assert "hævet" not in told
    assert "Uden bemærkninger: Carl Dam" in told


def test_an_item_is_known_by_its_id_and_by_its_number_however_it_is_typed() -> None:
    for typed in ("koeb", "Punkt 2", "2."):
        text = MEETING.replace("punkt: 2", f"punkt: {typed}").replace(
            "titel: Køb", "titel: Køb\n    id: koeb"
        )
        assert "Punkt 2: Køb" in lines(meeting(text, FORUM), INTERN)[-5:], typed


# --- until when ---------------------------------------------------------------------------


def test_minutes_that_are_out_for_approval_say_until_when_remarks_are_taken() -> None:
    made = meeting(MEETING, FORUM)
    for audience in (OFFENTLIG, INTERN):
        assert due(made, audience) == ["Bemærkninger senest den 26. september 2025"]
    for status in ("udkast", "godkendt", "offentliggjort"):
        other = meeting(MEETING.replace("til_godkendelse", status), FORUM)
        assert due(other, INTERN) == []
    assert due(made, INTERN, Kind.DAGSORDEN) == []


def due(made: Meeting, audience: Audience, kind: Kind = REFERAT) -> list[str]:
    facts = Composer(plan(made)[0]).document(kind, audience).fakta.items
    texts = [plain_text(one.blocks) for one in facts]
    return [text for text in map(plain_spaces, texts) if text.startswith("Bemærkninger")]


def sent(frist: date | None) -> Begivenhed:
    return Begivenhed(
        id="1",
        art=Begivenhedsart.TIL_GODKENDELSE,
        dato=date(2025, 9, 15),
        noteret=datetime(2025, 9, 15, tzinfo=UTC),
        frist=frist,
    )


def test_the_meeting_file_says_it_before_the_record_and_that_before_the_forum() -> None:
    policy = f"{FORUM}politik:\n  indsigelsesfrist_dage: 14\n"
    without = meeting(MEETING.replace("indsigelsesfrist: 2025-09-26\n", ""), policy)
    assert due(without, INTERN) == []
    by_forum = replace(without, begivenheder=(sent(None),))
    assert due(by_forum, INTERN) == ["Bemærkninger senest den 29. september 2025"]
    by_record = replace(without, begivenheder=(sent(date(2025, 9, 22)),))
    assert due(by_record, INTERN) == ["Bemærkninger senest den 22. september 2025"]
    by_file = replace(meeting(MEETING, policy), begivenheder=(sent(date(2025, 9, 22)),))
    assert due(by_file, INTERN) == ["Bemærkninger senest den 26. september 2025"]


# --- the item that approves ---------------------------------------------------------------

ITEM = """\
dato: 2025-09-12
start: "10:00"
fremmoedt: alle
punkter:
  - titel: Godkendelse af referat
    sagstype: godkendelse_referat
    godkender: {of}
    udfald: godkendt
"""
TOLD = "Referat af mødet den 5. juni 2025"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("of", ["2025-06-05", "2025-06-05-ekstra", "udvalg/2025-06-05"])
def test_an_item_says_which_minutes_it_approves(kind: Kind, of: str) -> None:
    made = meeting(ITEM.format(of=of))
    told = lines(made, OFFENTLIG, kind)
    assert TOLD in told
    if kind is REFERAT:
        assert told.index(TOLD) < told.index("Beslutning")
    assert compose_facts(made, kind, OFFENTLIG).punkter[0].godkender == (date(2025, 6, 5),)


@pytest.mark.parametrize("said", ["5. juni 2025", "5. juni", "5.6.2025", "05-06-25", "2025-06-05"])
def test_a_title_or_a_text_that_says_the_day_is_enough(said: str) -> None:
    titled = ITEM.replace("Godkendelse af referat", f"Godkendelse af referat fra {said}")
    assert TOLD not in lines(meeting(titled.format(of="2025-06-05")), OFFENTLIG)
    told = f"{ITEM}    resume: Referatet fra mødet den {said} er vedlagt.\n"
    assert TOLD not in lines(meeting(told.format(of="2025-06-05")), OFFENTLIG)


@pytest.mark.parametrize("said", ["5. juni 2024", "15. juni 2025", "5. juli 2025", "5.6.24"])
def test_another_day_is_not(said: str) -> None:
    text = ITEM.replace("Godkendelse af referat", f"Godkendelse af referat fra {said}")
    assert TOLD in lines(meeting(text.format(of="2025-06-05")), OFFENTLIG)


def test_what_a_closed_section_says_is_said_to_the_public_by_the_line_alone() -> None:
    undecided = ITEM.replace("    udfald: godkendt\n", "")
    text = (
        f"{undecided}    afsnit:\n      - slags: resume\n        lukket: ja\n"
        "        tekst: Fra den 5. juni 2025.\n"
    )
    assert TOLD in lines(meeting(text.format(of="2025-06-05")), OFFENTLIG)


def test_a_decision_that_says_the_day_does_not_say_it_in_the_dagsorden() -> None:
    text = f"{ITEM}    beslutning: Referatet fra 5. juni 2025 er godkendt.\n"
    made = meeting(text.format(of="2025-06-05"))
    assert TOLD not in lines(made, OFFENTLIG)
    assert TOLD in lines(made, OFFENTLIG, Kind.DAGSORDEN)


def test_several_minutes_are_a_line_each() -> None:
    told = lines(meeting(ITEM.format(of="[2025-06-05, 2025-05-08]")), OFFENTLIG)
    first = told.index(TOLD)
    assert told[first + 1] == "Referat af mødet den 8. maj 2025"


def test_a_closed_item_tells_the_public_nothing_of_it() -> None:
    text = ITEM.replace("    udfald", "    lukket: ja\n    udfald").format(of="2025-06-05")
    made = meeting(text)
    assert TOLD not in lines(made, OFFENTLIG)
    assert compose_facts(made, REFERAT, OFFENTLIG).punkter[0].godkender == ()
    assert TOLD in lines(made, INTERN)


PEOPLE = """\
navn: Udvalget
medlemmer: [Anna Ager, Bo Bæk]
modtagere:
"""
HELD = "dato: 2025-09-12\nstart: '10:00'\npunkter: [{titel: A}]\n"


@pytest.mark.parametrize(
    ("group", "is_asked"),
    [
        ("personer: [{navn: 'Ager, Anna (A)', email: a@example.org}]", True),
        ("personer: [{navn: Cai Dam, email: c@example.org}]", False),
        ("maalgruppe: intern, personer: [{navn: Cai Dam, email: c@example.org}]", False),
        ("maalgruppe: intern, personer: [alle@example.org]", True),
        ("personer: [avis@example.org]", False),
        ("personer: [avis@example.org, {navn: Bo Bæk, email: b@example.org}]", True),
    ],
)
def test_a_group_is_asked_that_holds_somebody_who_may_answer(group: str, is_asked: bool) -> None:
    made = meeting(HELD, f"{PEOPLE}  - {{gruppe: x, {group}}}\n")
    assert objections.asks(plan(made)[0], made.forum.modtagere[0]) is is_asked


def test_a_group_of_somebody_who_was_not_there_is_not_asked() -> None:
    group = "  - {gruppe: x, personer: [{navn: Bo Bæk, email: b@example.org}]}\n"
    made = meeting(f"{HELD}fremmoedt: alle_andre\nafbud: [Bo Bæk]\n", PEOPLE + group)
    assert not objections.asks(plan(made)[0], made.forum.modtagere[0])
