"""Who was there when, and what of it a referat may say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from moedebog.blocks import Table
from moedebog.compose import Composer, compose, compose_facts, plan
from moedebog.document import Audience, Document, Kind
from moedebog.meeting import Meeting
from support import (
    DAGSORDEN,
    INTERN,
    OFFENTLIG,
    REFERAT,
    block_lines,
    document,
    found,
    lines,
    meeting,
)

FORUM = """
navn: Udvalget
moedeleder: Anna Ager
medlemmer:
  - navn: Anna Ager
    hverv: formand
  - navn: Bo Bæk
    hverv: næstformand
  - Cara Dahl
  - Dan Eg
  - Eva Falk
politik:
  fravaer_under_punkter: ja
"""
NAMES = ("Anna Ager", "Bo Bæk", "Cara Dahl", "Dan Eg", "Eva Falk")
AWAY = "Fraværende en del af mødet"


def cover(d: Document) -> dict[str, str]:
    texts = [text.replace("\u00a0", " ").replace("\u2011", "-") for text in block_lines(d.fakta)]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def under(d: Document, index: int) -> list[str]:
    texts = [t for a in d.punkter[index].afsnit for t in lines(a.tekst)]
    return [text.replace("\u00a0", " ") for text in texts]


def block_texts(d: Document) -> str:
    return " ".join([*cover(d).values(), *(t for i in range(len(d.punkter)) for t in under(d, i))])


def named(text: str | None) -> list[str]:
    return [name for name in NAMES if name in (text or "")]


# --- leaving and coming back ------------------------------------------------------------------

UNDER_ONE_ITEM = """
punkter:
  - titel: Velkomst
    udfald: godkendt
  - titel: Budget
    forlod:
      - navn: Cara Dahl
        tid: "11:10"
    ankom:
      - navn: Cara Dahl
        tid: "11:20"
    udfald: godkendt
  - titel: Lokalplan
    udfald: godkendt
"""
OVER_SEVERAL = """
punkter:
  - titel: Første
    forlod:
      - navn: Cara Dahl
        tid: "10:20"
    udfald: godkendt
  - titel: Anden
    udfald: godkendt
  - titel: Tredje
    ankom:
      - navn: Cara Dahl
        tid: "11:00"
    udfald: godkendt
"""


def test_who_leaves_and_comes_back_under_one_item_is_missing_at_none() -> None:
    d = document(UNDER_ONE_ITEM, forum_text=FORUM)
    assert cover(d)[AWAY] == "Cara Dahl (kl. 11.10-11.20)"
    assert "Ankom senere" not in cover(d)
    assert "Forlod mødet" not in cover(d)
    assert under(d, 0) == ["Godkendt."]
    assert under(d, 1) == [
        "Cara Dahl forlod mødet kl. 11.10 og kom tilbage kl. 11.20.",
        "Godkendt.",
    ]
    assert under(d, 2) == ["Godkendt."]


def test_who_comes_back_under_a_later_item_is_missing_at_those_in_between() -> None:
    d = document(OVER_SEVERAL, forum_text=FORUM)
    assert cover(d)[AWAY] == "Cara Dahl (kl. 10.20-11.00)"
    assert under(d, 0) == ["Cara Dahl forlod mødet kl. 10.20.", "Godkendt."]
    assert under(d, 1) == ["Godkendt.", "Fraværende: Cara Dahl"]
    assert under(d, 2) == ["Cara Dahl kom tilbage kl. 11.00.", "Godkendt."]


def test_who_comes_late_and_leaves_early_twice_is_told_by_stretches() -> None:
    text = """
        afbud: [Dan Eg]
        punkter:
          - titel: A
            ankom: [Cara Dahl]
            udfald: godkendt
          - titel: B
            forlod: [Cara Dahl]
            udfald: godkendt
          - titel: C
            ankom: [Cara Dahl, Dan Eg]
            udfald: godkendt
          - titel: D
            forlod: [Cara Dahl]
            udfald: godkendt
    """
    shown = cover(document(text, forum_text=FORUM))
    assert shown["Ankom senere"] == "Cara Dahl (punkt 1); Dan Eg (punkt 3)"
    assert shown[AWAY] == "Cara Dahl (punkt 2 til punkt 3)"
    assert shown["Forlod mødet"] == "Cara Dahl (punkt 4)"
    assert "Afbud" not in shown  # he came all the same


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        # Arrivals and departures of one person that cannot both be true.
        ('forlod: [{navn: Bo Bæk, tid: "11:10"}]', 'ankom: [{navn: Bo Bæk, tid: "11:00"}]', "M222"),
        ("ankom: [Bo Bæk]", "ankom: [Bo Bæk]", "M220"),
        ("forlod: [Bo Bæk]", "forlod: [Bo Bæk]", "M221"),
        ("ankom: [Bo Bæk]\n    forlod: [Bo Bæk]", "tekst: x", "M226"),
        # Of two: one of the items may have been taken before the other.
        (
            'forlod: [{navn: Bo Bæk, tid: "11:10"}]',
            'forlod: [{navn: Dan Eg, tid: "11:00"}]',
            "M223",
        ),
        # Outside the meeting.
        ('ankom: [{navn: Bo Bæk, tid: "09:30"}]', "tekst: x", "M224"),
        ('forlod: [{navn: Bo Bæk, tid: "12:30"}]', "tekst: x", "M224"),
        ("inhabil: [Eva Falk]", "tekst: x", "M227"),
    ],
)
def test_what_cannot_be_true_is_told(first: str, second: str, code: str) -> None:
    text = (
        f'slut: "12:00"\nafbud: [Eva Falk]\n'
        f"punkter:\n  - titel: A\n    {first}\n  - titel: B\n    {second}\n"
    )
    assert [d.code for d in found(text, FORUM)] == [code]


def test_past_the_real_end_of_the_meeting_nobody_leaves_it() -> None:
    left = 'punkter:\n  - titel: A\n    forlod: [{navn: Bo Bæk, tid: "12:30"}]\n'
    assert [d.code for d in found(f'slut: "12:00"\nfaktisk_slut: "12:15"\n{left}', FORUM)] == [
        "M225"
    ]
    assert found(f'slut: "12:00"\nfaktisk_slut: "12:45"\n{left}', FORUM) == []


def test_after_midnight_the_clock_goes_on() -> None:
    text = """
        start: "19:00"
        faktisk_slut: "01:00"
        punkter:
          - titel: A
            forlod: [{navn: Bo Bæk, tid: "23:50"}]
          - titel: B
            ankom: [{navn: Bo Bæk, tid: "00:20"}]
    """
    assert found(text, FORUM) == []


def test_a_finding_names_both_places() -> None:
    text = """
        punkter:
          - titel: A
            forlod: [Bo Bæk]
          - titel: B
            forlod: [Bo Bæk]
    """
    (finding,) = found(text, FORUM)
    assert "(linje 5)" in str(finding)
    assert finding.position.line == 7


# --- what is on record --------------------------------------------------------------------------


def unrecorded(text: str) -> Meeting:
    return replace(meeting(text, FORUM), fremmoedt=None)


DECIDED = "afbud: [Dan Eg]\npunkter:\n  - titel: A\n    udfald: godkendt\n"


def test_without_a_record_nobody_is_said_to_have_been_there() -> None:
    d, diagnostics = compose(unrecorded(DECIDED), REFERAT, OFFENTLIG)
    assert not diagnostics
    assert "Til stede" not in cover(d)
    assert cover(d)["Afbud"] == "Dan Eg"
    assert cover(d)["Mødeleder"] == "Anna Ager"
    names = block_texts(d)
    assert [name for name in NAMES if name in names] == ["Anna Ager", "Dan Eg"]


@pytest.mark.parametrize(
    ("recorded", "there"),
    [
        ("alle_andre", "Anna Ager (formand); Bo Bæk (næstformand); Cara Dahl; Eva Falk"),
        ("[Anna Ager, Cara Dahl]", "Anna Ager (formand); Cara Dahl"),
        (
            "[alle_andre, {navn: Cara Dahl, deltog: digitalt}]",
            "Anna Ager (formand); Bo Bæk (næstformand); Cara Dahl (digitalt); Eva Falk",
        ),
        ("ikke_noteret", None),
    ],
)
def test_the_record_says_who_was_there(recorded: str, there: str | None) -> None:
    d = document(f"fremmoedt: {recorded}\n{DECIDED}", forum_text=FORUM)
    assert cover(d).get("Til stede") == there


@pytest.mark.parametrize("status", ["aflyst: ja\n", ""])
def test_of_a_meeting_that_was_not_held_nothing_is_said(status: str) -> None:
    text = f"{status}afbud: [Dan Eg]\npunkter:\n  - titel: A\n"
    d, _ = compose(unrecorded(text), REFERAT, OFFENTLIG)
    assert "Til stede" not in cover(d)
    assert "Mødeleder" not in cover(d)
    assert "Fraværende" not in block_texts(d)
    assert cover(compose(unrecorded(text), DAGSORDEN, OFFENTLIG)[0])["Mødeleder"] == "Anna Ager"


def test_a_chair_who_was_not_there_is_not_said_to_have_led() -> None:
    d = document(
        f"fremmoedt: alle_andre\n{DECIDED.replace('Dan Eg', 'Anna Ager')}", forum_text=FORUM
    )
    assert "Mødeleder" not in cover(d)


def test_who_leads_an_item_stands_under_it() -> None:
    text = "punkter:\n  - titel: A\n    moedeleder: Bo Bæk\n    udfald: godkendt\n"
    d = document(text, forum_text=FORUM)
    assert under(d, 0) == ["Bo Bæk ledede mødet under punktet.", "Godkendt."]


def test_who_is_away_is_not_said_to_be_kept_out() -> None:
    text = "afbud: [Dan Eg]\npunkter:\n  - titel: A\n    inhabil: [Dan Eg, Eva Falk]\n"
    d, _ = compose(meeting(text, FORUM), REFERAT, OFFENTLIG)
    said = "Eva Falk deltog ikke i sagens behandling på grund af inhabilitet."
    assert under(d, 0)[0] == said


def test_who_was_missing_stands_under_a_closed_item_too() -> None:
    text = "afbud: [Dan Eg]\npunkter:\n  - titel: A\n    lukket: ja\n    udfald: godkendt\n"
    assert under(document(text, forum_text=FORUM), 0)[-1] == "Fraværende: Dan Eg"
    assert under(document(text, REFERAT, INTERN, FORUM), 0)[-1] == "Fraværende: Dan Eg"


def test_who_was_missing_stands_once_for_an_item_and_its_parts() -> None:
    text = """
        afbud: [Dan Eg]
        punkter:
          - titel: A
            underpunkter:
              - titel: B
                udfald: godkendt
              - titel: C
                ankom: [Eva Falk]
                udfald: godkendt
    """
    d = document(text, forum_text=FORUM)
    assert [under(d, i)[-1:] for i in range(3)] == [
        ["Fraværende: Dan Eg"],  # Eva Falk was there for a part of it
        ["Fraværende: Dan Eg; Eva Falk"],
        ["Godkendt."],
    ]


def test_the_cover_alone_names_who_never_came_where_the_forum_wants_that() -> None:
    forum = FORUM + "  hele_fravaer_under_punkter: nej\n"
    text = "afbud: [Dan Eg]\npunkter:\n  - titel: A\n    udfald: godkendt\n  - titel: B\n"
    text += "    ankom: [Eva Falk]\n    udfald: godkendt\n"
    d = document(text, forum_text=forum)
    assert [under(d, i)[-1] for i in range(2)] == ["Fraværende: Eva Falk", "Godkendt."]


# --- what is closed -----------------------------------------------------------------------------

WITHIN_CLOSED = """
punkter:
  - titel: Første
    udfald: godkendt
  - titel: Salg
    lukket: ja
    forlod: [{navn: Cara Dahl, tid: "10:20"}]
    udfald: godkendt
  - titel: Leje
    lukket: ja
    udfald: godkendt
  - titel: Køb
    lukket: ja
    ankom: [{navn: Cara Dahl, tid: "10:40"}]
    udfald: godkendt
"""


def test_who_left_and_came_back_with_nothing_open_in_between_is_told_to_insiders_alone() -> None:
    public = document(WITHIN_CLOSED, forum_text=FORUM)
    assert AWAY not in cover(public)
    assert all("Cara Dahl" not in line for index in range(4) for line in under(public, index))
    told = compose_facts(meeting(WITHIN_CLOSED, FORUM), REFERAT, OFFENTLIG).fremmoede
    assert (told.ankom, told.forlod) == ((), ())
    assert [one.ophold for one in told.til_stede] == [told.til_stede[0].ophold] * 5
    inside = document(WITHIN_CLOSED, REFERAT, INTERN, FORUM)
    assert cover(inside)[AWAY] == "Cara Dahl (kl. 10.20-10.40)"
    assert under(inside, 2)[-1] == "Fraværende: Cara Dahl"


def test_an_open_item_in_between_tells_that_somebody_was_away_but_not_when() -> None:
    text = WITHIN_CLOSED.replace("Leje\n    lukket: ja", "Leje")
    public = document(text, forum_text=FORUM)
    assert cover(public)[AWAY] == "Cara Dahl"
    assert under(public, 2)[-1] == "Fraværende: Cara Dahl"


CLOSED_IN_A_ROW = """
afbud: [Eva Falk]
punkter:
  - titel: Første
    forlod: [Cara Dahl]
    udfald: godkendt
  - titel: Salg
    lukket: ja
    udfald: godkendt
  - titel: Leje
    lukket: ja
    ankom: [Cara Dahl]
    udfald: godkendt
  - titel: Køb
    lukket: ja
    forlod: [Dan Eg]
    udfald: godkendt
  - titel: Lån
    lukket: ja
    udfald: godkendt
  - titel: Sidste
    udfald: godkendt
"""


def test_under_closed_items_in_a_row_stands_who_was_missing_from_them_all() -> None:
    def missing(audience: Audience) -> list[str]:
        d = document(CLOSED_IN_A_ROW, REFERAT, audience, FORUM)
        return [" ".join(named(under(d, index)[-1])) for index in range(6)]

    public = missing(OFFENTLIG)
    assert public == [*["Eva Falk"] * 5, "Dan Eg Eva Falk"]
    assert missing(INTERN)[1:5] == ["Cara Dahl Eva Falk", "Eva Falk", "Eva Falk", "Dan Eg Eva Falk"]


def test_who_moves_in_the_parts_of_a_closed_item_is_named_without_when() -> None:
    text = """
        punkter:
          - titel: A
            udfald: godkendt
          - titel: Køb
            lukket: ja
            underpunkter:
              - titel: Grunden
                ankom: [{navn: Dan Eg, tid: "10:20"}]
                udfald: godkendt
              - titel: Prisen
                forlod: [{navn: Eva Falk, tid: "10:50"}]
                udfald: godkendt
    """
    shown = cover(document(text, forum_text=FORUM))
    assert shown["Ankom senere"] == "Dan Eg"
    assert shown["Forlod mødet"] == "Eva Falk"
    told = compose_facts(meeting(text, FORUM), REFERAT, OFFENTLIG).fremmoede
    for moves, name in ((told.ankom, "Dan Eg"), (told.forlod, "Eva Falk")):
        assert [(one.navn, one.punkt, one.tid) for one in moves] == [(name, None, None)]


# --- items with parts ---------------------------------------------------------------------------


def test_a_time_at_an_item_lies_among_those_of_its_parts() -> None:
    text = """
        afbud: [Dan Eg]
        punkter:
          - titel: A
            forlod:
              - {navn: Dan Eg, tid: "10:50"}
              - {navn: Eva Falk, tid: "10:30"}
            underpunkter:
              - titel: B
                ankom: [{navn: Dan Eg, tid: "10:10"}]
                udfald: godkendt
              - titel: C
                ankom: [{navn: Cara Dahl, tid: "10:40"}]
                udfald: godkendt
    """
    planned, diagnostics = plan(meeting(text, FORUM))
    assert diagnostics == []
    assert [item.absent for item in planned.items] == [(), ("Cara Dahl",), ("Eva Falk",)]
    assert under(document(text, forum_text=FORUM), 0)[:2] == [
        "Eva Falk forlod mødet kl. 10.30.",
        "Dan Eg forlod mødet kl. 10.50.",
    ]


def test_a_part_of_an_item_that_runs_backwards_is_told_still() -> None:
    text = """
        punkter:
          - titel: A
            underpunkter:
              - titel: B
                forlod: [{navn: Dan Eg, tid: "10:50"}]
              - titel: C
                ankom: [{navn: Dan Eg, tid: "10:40"}]
    """
    assert [d.code for d in found(text, FORUM)] == ["M222"]


def test_who_comes_during_a_part_may_be_inhabil_in_the_whole() -> None:
    text = """
        afbud: [Dan Eg]
        punkter:
          - titel: A
            inhabil: [Dan Eg]
            underpunkter:
              - titel: B
                ankom: [Dan Eg]
    """
    assert found(text, FORUM) == []


# --- one seat -----------------------------------------------------------------------------------

SUBSTITUTED = """
afbud:
  - navn: Dan Eg
    stedfortraeder: Ida Ibsen
punkter:
  - titel: A
    udfald: godkendt
  - titel: B
    ankom: [Dan Eg]
    forlod: [Ida Ibsen]
    udfald: godkendt
  - titel: C
    udfald: godkendt
"""


def test_whose_seat_is_taken_over_by_the_member_is_not_missing() -> None:
    d = document(SUBSTITUTED, forum_text=FORUM)
    assert [under(d, i)[-1] for i in range(3)] == ["Fraværende: Dan Eg", "Godkendt.", "Godkendt."]
    assert cover(d)["Forlod mødet"] == "Ida Ibsen (punkt 2)"


def test_when_the_seat_is_empty_again_both_are_missing() -> None:
    text = SUBSTITUTED.replace("titel: C", "titel: C\n    forlod: [Dan Eg]") + "  - titel: D\n"
    text += "    udfald: godkendt\n"
    d = document(text, forum_text=FORUM)
    assert under(d, 3)[-1] == "Fraværende: Dan Eg; Ida Ibsen"


@pytest.mark.parametrize("handed_over", ["B", "C"])
def test_a_member_and_the_substitute_do_not_both_sit_there(handed_over: str) -> None:
    text = SUBSTITUTED.replace("    forlod: [Ida Ibsen]\n", "")
    text = text.replace(
        f"titel: {handed_over}\n", f"titel: {handed_over}\n    forlod: [Ida Ibsen]\n"
    )
    codes = [d.code for d in found(text, FORUM)]
    assert codes == ([] if handed_over == "B" else ["M228"])


def test_guests_are_not_said_to_be_missing_under_items() -> None:
    text = "gaester: [Gerda Gæst, Hans Holm]\nafbud: [Hans Holm, Dan Eg]\npunkter:\n  - titel: A\n"
    text += "    forlod: [Gerda Gæst]\n    udfald: godkendt\n  - titel: B\n    udfald: godkendt\n"
    d = document(text, forum_text=FORUM)
    assert [under(d, i)[-1] for i in range(2)] == ["Fraværende: Dan Eg"] * 2


# --- in any order -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "came"),
    [
        (("10:10", "10:30"), ("10:20",)),
        (("10:30", "10:10"), ("10:20",)),
        (("10:10", "10:30"), ("10:40", "10:20")),
    ],
)
def test_lines_may_stand_in_any_order(left: tuple[str, ...], came: tuple[str, ...]) -> None:
    text = "punkter:\n  - titel: A\n"
    for key, times in (("forlod", left), ("ankom", came)):
        text += f"    {key}:\n"
        text += "".join(f'      - {{navn: Cara Dahl, tid: "{one}"}}\n' for one in times)
    assert found(text, FORUM) == []
    shown = cover(document(text, forum_text=FORUM))
    assert shown[AWAY].startswith("Cara Dahl (kl. 10.10-10.20")
    assert shown[AWAY].count("Cara Dahl") == 1
    assert ("Forlod mødet" in shown) is (len(came) == 1)


@pytest.mark.parametrize(
    ("one", "other", "mend"),
    [
        ('tid: "10:10"', 'tid: "10:10"', "De to tidspunkter er ens"),
        ('tid: "10:10"', "tid: null", "Skriv `tid` ved navnet"),
    ],
)
def test_what_happened_first_is_asked_for_in_the_way_that_helps(
    one: str, other: str, mend: str
) -> None:
    text = f"punkter:\n  - titel: A\n    ankom: [{{navn: Dan Eg, {one}}}]\n"
    text += f"    forlod: [{{navn: Dan Eg, {other}}}]\n".replace(", tid: null", "")
    (finding,) = found(text, FORUM)
    assert finding.code == "M226"
    assert mend in str(finding.hint)


def test_two_departures_around_an_untimed_arrival_need_no_times() -> None:
    text = (
        'punkter:\n  - titel: A\n    ankom: [Dan Eg]\n    forlod: [{navn: Dan Eg, tid: "10:10"}, '
    )
    text += '{navn: Dan Eg, tid: "10:30"}]\n'
    assert found(text, FORUM) == []
    assert cover(document(text, forum_text=FORUM))["Forlod mødet"] == "Dan Eg (punkt 1, kl. 10.30)"


# --- what is on record from the beginning -------------------------------------------------------


@pytest.mark.parametrize(
    ("recorded", "codes"),
    [
        ("alle", ["M229"]),
        ("[Anna Ager, Bo Bæk, Cara Dahl, Dan Eg, Eva Falk]", ["M229"]),
        ("[Anna Ager, Bo Bæk, Cara Dahl, Eva Falk]", []),
        ("[Anna Ager, Bo Bæk, Cara Dahl, Eva Falk, {navn: Dan Eg, deltog: digitalt}]", []),
        ("[alle_andre, {navn: Dan Eg, deltog: digitalt}]", []),
        ("alle_andre", []),
    ],
)
def test_whoever_was_there_from_the_beginning_does_not_come_later(
    recorded: str, codes: list[str]
) -> None:
    text = f"fremmoedt: {recorded}\npunkter:\n  - titel: A\n  - titel: B\n    ankom: [Dan Eg]\n"
    findings = found(text, FORUM)
    assert [d.code for d in findings] == codes
    for finding in findings:
        assert finding.position.line == 7
        assert "(linje 3)" in str(finding)


def test_whoever_left_first_was_there_from_the_beginning() -> None:
    text = "fremmoedt: alle\npunkter:\n  - titel: A\n    forlod: [Dan Eg]\n  - titel: B\n"
    assert found(text + "    ankom: [Dan Eg]\n", FORUM) == []


def test_who_was_there_stands_first_in_the_decision_of_the_first_item() -> None:
    forum = FORUM + "  fremmoede_placering: foerste_punkt\n"
    text = "punkter:\n  - titel: A\n    ankom: [Dan Eg]\n    udfald: godkendt\n"
    told = under(document(text, forum_text=forum), 0)
    assert told[0] == "Til stede"
    assert told[-2:] == ["Dan Eg ankom under punktet.", "Godkendt."]


# --- who signs ----------------------------------------------------------------------------------


def signing(text: str) -> list[str]:
    d = document(f"underskriftsark: ja\n{text}", forum_text=FORUM)
    (sheet,) = [one for one in d.slutafsnit if one.slags == "underskriftsark"]
    return block_lines(sheet.tekst[-1])


@pytest.mark.parametrize("recorded", ["alle_andre", "ikke_noteret"])
def test_who_stays_away_does_not_sign_and_the_substitute_does(recorded: str) -> None:
    text = f"fremmoedt: {recorded}\nafbud:\n  - navn: Dan Eg\n    stedfortraeder: Ida Ibsen\n"
    text += "punkter:\n  - titel: A\n    udfald: godkendt\n    inhabil:\n"
    text += "      - navn: Eva Falk\n        stedfortraeder: Jens Juul\n"
    names = " ".join(signing(text))
    assert "Ida Ibsen, stedfortræder for Dan Eg" in names
    assert "Jens Juul (deltog under punkt 1 for Eva Falk)" in names
    assert names.count("Dan Eg") == 1


def test_of_a_meeting_that_was_not_held_nobody_signs() -> None:
    text = "underskriftsark: ja\nafbud: [Dan Eg]\npunkter:\n  - titel: A\n    inhabil: [Eva Falk]\n"
    planned = plan(meeting_without_record(text))[0]
    shown = Composer(planned).document(REFERAT, OFFENTLIG)
    assert shown.slutafsnit == ()
    assert named(block_texts(shown)) == ["Dan Eg"]


def meeting_without_record(text: str) -> Meeting:
    return replace(meeting(text, FORUM), fremmoedt=None)


# --- who came after all -----------------------------------------------------------------------

CAME = """
fremmoedt: [Anna Ager, Bo Bæk, Cara Dahl, Dan Eg, Eva Falk]
afbud:
  - navn: Dan Eg
    stedfortraeder: Ida Ibsen
    aarsag: syg
punkter:
  - titel: A
    udfald: godkendt
"""
CAME_LATER = CAME.replace("fremmoedt: [Anna Ager, Bo Bæk, Cara Dahl, Dan Eg, Eva Falk]\n", "")
CAME_LATER = CAME_LATER.replace("udfald", "ankom: [Dan Eg]\n    forlod: [Ida Ibsen]\n    udfald")


@pytest.mark.parametrize("text", [CAME, CAME_LATER])
@pytest.mark.parametrize("listing", ["opdelt", "samlet"])
def test_the_regrets_of_somebody_who_came_stand_nowhere_in_the_referat(
    text: str, listing: str
) -> None:
    model = meeting(text, f"{FORUM}  fremmoede_liste: {listing}\n")
    composer = Composer(plan(model)[0])
    instead_came = text is CAME_LATER
    for audience in (OFFENTLIG, INTERN):
        facts = composer.facts(REFERAT, audience)
        assert facts.fremmoede.afbud == ()
        assert "Dan Eg" in [one.navn for one in facts.fremmoede.til_stede]
        names = [one.navn for one in facts.personer]
        assert ("Ida Ibsen" in names) is instead_came
        shown = composer.document(REFERAT, audience)
        assert "Afbud" not in cover(shown)
        assert ("Ida Ibsen" in block_texts(shown)) is instead_came
        if not instead_came:
            assert "syg" not in block_texts(shown)
    assert [one.navn for one in composer.facts(DAGSORDEN, OFFENTLIG).fremmoede.afbud] == ["Dan Eg"]


def test_the_regrets_of_somebody_who_came_late_stand_nowhere_without_a_record() -> None:
    text = "afbud: [Dan Eg]\npunkter:\n  - titel: A\n    ankom: [Dan Eg]\n    udfald: godkendt\n"
    composer = Composer(plan(meeting_without_record(text))[0])
    shown = cover(composer.document(REFERAT, OFFENTLIG))
    assert "Afbud" not in shown
    assert "Dan Eg" in shown["Ankom senere"]
    assert composer.facts(REFERAT, OFFENTLIG).fremmoede.afbud == ()


def test_who_came_for_an_item_alone_is_among_the_people_of_the_facts() -> None:
    text = """
        punkter:
          - titel: A
            udfald: godkendt
            inhabil:
              - navn: Eva Falk
                stedfortraeder: {navn: Jens Juul, titel: smed}
          - titel: B
            lukket: ja
            udfald: godkendt
            inhabil:
              - {navn: Dan Eg, stedfortraeder: Ida Ibsen}
    """
    composer = Composer(plan(meeting(text, FORUM))[0])

    def substitutes(kind: Kind, audience: Audience) -> list[tuple[str, str | None, str | None]]:
        people = composer.facts(kind, audience).personer
        return [
            (one.navn, one.titel, one.stedfortraeder_for)
            for one in people
            if "stedfortraeder" in one.roller
        ]

    assert substitutes(REFERAT, OFFENTLIG) == [("Jens Juul", "smed", "Eva Falk")]
    assert [one[0] for one in substitutes(REFERAT, INTERN)] == ["Jens Juul", "Ida Ibsen"]
    assert substitutes(DAGSORDEN, INTERN) == []


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (["forlod: [{T}11:00}]\nankom: [{T}11:00}]"], ["M5710"]),
        (["forlod: [{T}11:00}]", "ankom: [{T}11:00}]"], ["M5710"]),
        (["forlod: [{T}11:00}]\nankom: [{T}11:01}]"], []),
    ],
)
def test_nobody_is_away_for_no_time(each: list[str], expected: list[str]) -> None:
    moves = [one.replace("{T}", "{navn: Bo Bæk, tid: ") for one in each]
    assert codes_of(moves, "fremmoedt: alle\n") == expected


def test_who_came_after_they_left_did_so_backwards() -> None:
    out = "ankom: [{navn: Ny Gæst, tid: 11:00}]\nforlod: [{navn: Ny Gæst, tid: 10:30}]"
    before = "fremmoedt: [Anna Ager]\ngaester: [Ny Gæst]\nafbud: [Bo Bæk]\n"
    named = out.replace("Ny Gæst", "Bo Bæk")
    assert "M222" in codes_of([named], before)
    assert "M221" not in codes_of([named], before)
    assert "M221" in codes_of(["forlod: [{navn: Bo Bæk, tid: 10:30}]"], before)


def codes_of(each: list[str], before: str) -> list[str]:
    text = f"{before}punkter:\n"
    for moves in each:
        text += "  - titel: A\n    udfald: godkendt\n"
        text += "".join(f"    {line}\n" for line in moves.split("\n"))
    _, found = plan(meeting(text, FORUM))
    return [one.code for one in found]


def test_the_names_on_the_sheet_for_signatures_are_the_headers_of_their_rows() -> None:
    d = document("underskriftsark: ja\npunkter: [{titel: A}]\n", forum_text=FORUM)
    (sheet,) = [one for one in d.slutafsnit if one.slags == "underskriftsark"]
    _, table = sheet.tekst
    assert isinstance(table, Table)
    assert table.row_headers
