"""Each change is told in full sentences, in Danish and in English."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

import change_samples as samples
from change_samples import BEFORE, FILE, ITEM, PAIRS, TEXT, with_fact, with_item
from moedebog import typography
from moedebog.difference.changes import ANONYMISED, ARRANGED, How, applied, diff, is_progress
from moedebog.difference.discretion import anonymised
from moedebog.difference.english import ENGLISH
from moedebog.difference.record import HEAD_UNKNOWN, UNKNOWN
from moedebog.difference.state import AttachmentState, SectionState, VersionState
from moedebog.difference.words import Danish, English, alone, passages, told
from moedebog.phrases import Phrases
from moedebog.phrases.item_words import USUAL, in_words_of_forum

ELSEWHERE = {"end", "days"}
"""What is said where no state of before is known; ``send.changes`` says it."""


def sentences(before: VersionState, after: VersionState, book: Phrases = USUAL) -> list[str]:
    return list(alone(told(diff(before, after), after, Danish(book))))


def test_every_phrase_is_said_and_has_its_english() -> None:
    said: set[str] = set()

    class Noted(Danish):
        def phrase(self, name: str, /, **values: str) -> str:
            said.add(name)
            return super().phrase(name, **values)

    pairs = (*PAIRS.values(), *samples.STANDS.values())
    lists = [(diff(*pair), pair[1]) for pair in pairs]
    lists += [(samples.WITHHELD, samples.WITHHELD_AFTER), (samples.CLOSED_ITEM, BEFORE)]
    lists += [(samples.CLOSED_FILE, BEFORE), (samples.UNKNOWN, BEFORE)]
    lists += [samples.closed_section(USUAL)]
    lists += [(anonymised(diff(*PAIRS[next(iter(PAIRS))]), [""]), BEFORE)]
    lists += [(ARRANGED, BEFORE), ((HEAD_UNKNOWN,), BEFORE), ((UNKNOWN,), BEFORE)]
    for changes, after in lists:
        assert told(changes, after, Noted(USUAL))
        assert len(told(changes, after, English(USUAL))) == len(told(changes, after, Danish(USUAL)))
    names = {one for one in Phrases.__struct_fields__ if one.startswith("changed_")}
    assert {f"changed_{one}" for one in said | ELSEWHERE} == names
    assert {f"changed_{one}" for one in ENGLISH} == names


@pytest.mark.parametrize("name", ENGLISH)
def test_english_fills_in_what_danish_does(name: str) -> None:
    danish = set(re.findall(r"\{(\w+)\}", getattr(USUAL, f"changed_{name}")))
    assert set(re.findall(r"\{(\w+)\}", ENGLISH[name])) == danish


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_is_only_said_to_be_changed(name: str) -> None:
    for one in sentences(*PAIRS[name]):
        assert not re.search(r"(?<!eller et billede )er ændret\.?$|Mødets oplysninger", one)
        assert one.endswith((".", "«", ")"))


ITEM_5 = replace(ITEM, nr="5", titel="Budget 2027", afsnit=(), bilag=())


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"status": "udgaar", "grund": "Tallene mangler"},
            "Punkt 5, Budget 2027, udgår: Tallene mangler.",
        ),
        ({"nr": "6"}, "Punkt 5 er nu punkt 6: Budget 2027."),
        ({"titel": "Budget"}, "Punkt 5 hedder nu »Budget« i stedet for »Budget 2027«."),
        ({"bilag": (FILE,)}, "Punkt 5: Xq, qx, er kommet til."),
        (
            {"lukket": "Personsag"},
            "Punkt 5, Budget 2027, er nu lukket for offentligheden: Personsag.",
        ),
    ],
)
def test_an_item_is_named_and_its_change_said(more: dict[str, object], said: str) -> None:
    before = replace(BEFORE, punkter=(ITEM_5,))
    after = replace(BEFORE, punkter=(replace(ITEM_5, **more),))
    assert sentences(before, after) == [said]


@pytest.mark.parametrize(
    ("reason", "why"), [("ja", "."), ("Personoplysninger", ": Personoplysninger.")]
)
def test_what_is_closed_is_not_said_to_be_closed_twice(reason: str, why: str) -> None:
    """Where the public reads no title of its own, it is called by its number."""
    item = with_item(titel=USUAL.closed_item, lukket=reason, bilag=(), afsnit=())
    file = with_item(bilag=(replace(FILE, titel=USUAL.closed_attachment, lukket=reason),))
    bare = with_item(bilag=(), afsnit=())
    for before, after, what in [
        (bare, item, "Punkt 1"),
        (with_item(), file, f"Punkt 1: {FILE.nr}"),
    ]:
        changes = diff(replace(before, alt=False), replace(after, alt=False))
        said = alone(told(changes, after, Danish(USUAL)))
        assert f"{what} er nu lukket for offentligheden{why}" in said


def test_of_an_item_that_is_off_nothing_else_is_told_and_its_data_is_whole() -> None:
    before = with_item(tid="10:00/")
    after = with_item(status="udgaar", afsnit=(), bilag=())
    assert sentences(before, after) == ["Punkt 1, Qx, udgår."]
    assert sentences(after, before) == ["Punkt 1, Qx, skal behandles alligevel."]
    assert applied(before, diff(before, after)) == after


def test_of_what_is_gone_and_closed_now_the_number_is_told() -> None:
    said = alone(told(samples.WITHHELD, samples.WITHHELD_AFTER, Danish(USUAL)))
    assert "Punkt 2 er taget af." in said
    assert "Punkt 1: Q er taget ud." in said
    assert "hxq" not in "".join(said)


def test_of_an_attachment_that_is_withdrawn_it_is_not_said_that_its_file_is_gone() -> None:
    after = with_item(bilag=(replace(FILE, udgaaet=True, sha256="", adresse=""),))
    assert sentences(with_item(), after) == ["Punkt 1: Xq, qx, udgår."]


def test_a_forum_that_calls_its_items_otherwise_reads_that_word() -> None:
    book = in_words_of_forum(USUAL, "Sag")
    book = replace(book, changed_item_number="Sag {before} er nu sag {after}: {title}.")
    assert sentences(with_item(), with_item(nr="3"), book) == ["Sag 1 er nu sag 3: Qx."]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "I alt 10 mio. kr. i 2027.",
            "I alt 20 mio. kr. i 2027.",
            ("I alt 10 mio. kr. …", "I alt 20 mio. kr. …"),
        ),
        ("Det sker nu.", "Det sker ikke nu.", ("Det sker nu.", "Det sker ikke nu.")),
        ("", "Nyt.", ("", "Nyt.")),
        ("Gammelt.", "", ("Gammelt.", "")),
        (
            "Helt andre ord her.",
            "Noget nyt står da.",
            ("Helt andre ord her.", "Noget nyt står da."),
        ),
    ],
)
def test_of_a_text_the_words_that_differ_are_told(
    before: str, after: str, said: tuple[str, str]
) -> None:
    assert list(passages([before] * bool(before), [after] * bool(after))) == [said]


def test_two_changes_far_apart_in_one_text_are_two_sentences() -> None:
    words = [f"ord{n}" for n in range(40)]
    other = ["nyt" if n in (3, 30) else one for n, one in enumerate(words)]
    told_apart = list(passages([" ".join(words)], [" ".join(other)]))
    assert [after for _, after in told_apart] == [
        "… ord1 ord2 nyt ord4 ord5 …",
        "… ord28 ord29 nyt ord31 ord32 …",
    ]


def test_a_long_passage_is_shortened_in_the_middle() -> None:
    ((_, after),) = passages([], [" ".join(f"ord{n}" for n in range(200))])
    assert after.startswith("ord0 ")
    assert " … " in after
    assert after.endswith(" ord199")
    assert len(after.split()) < 30


def test_braces_in_what_was_typed_are_words_like_others() -> None:
    after = with_item(titel="{before} {x}", afsnit=(replace(TEXT, tekst=("{0}", "x")),))
    assert sentences(with_item(), after) == [
        "Punkt 1 hedder nu »{before} {x}« i stedet for »Qx«.",
        "Punkt 1: under »Xq« står nu »{0}« i stedet for »qx«.",
    ]


ROUTE = AttachmentState("Bilag 1", "Rute")
OTHER = replace(ITEM, id="andet", nr="9", titel="Havn", tid="", afsnit=(TEXT,), bilag=())


def test_the_list_is_read_item_by_item_in_the_order_of_now() -> None:
    gone = replace(OTHER, id="vaek", nr="8", titel="Vej")
    before = replace(BEFORE, punkter=(ITEM, gone, OTHER))
    text = replace(TEXT, tekst=("Noget helt andet end før.",))
    first = replace(ITEM, titel="Budget 2027", afsnit=(text, *ITEM.afsnit[1:]), bilag=(FILE, ROUTE))
    new = replace(OTHER, id="nyt", nr="10", titel="Bro")
    after = replace(before, punkter=(first, new, replace(OTHER, nr="9.A", afsnit=(text,))))
    changes = diff(before, after)
    assert applied(before, changes) == after
    said = sentences(before, after)
    order = [re.sub(r"\W*(?:er|hedder|under|Bilag).*", "", one) for one in said]
    assert order == [*["Punkt 1"] * 3, "Punkt 8, Vej", "Punkt 10, Bro", "Punkt 9", "Punkt 9.A"]
    assert ["hedder" in said[0], "under" in said[1], "Rute" in said[2]] == [True] * 3


def test_the_heading_over_attachments_is_told_by_them_where_it_comes_or_goes() -> None:
    over = SectionState("Bilag", ())
    before = replace(BEFORE, punkter=(OTHER,))
    after = replace(before, punkter=(replace(OTHER, afsnit=(TEXT, over), bilag=(ROUTE,)),))
    assert sentences(before, after) == ["Punkt 9: Bilag 1, Rute, er kommet til."]
    assert sentences(after, before) == ["Punkt 9: Bilag 1, Rute, er taget ud."]
    later = replace(after, punkter=(replace(after.punkter[0], bilag=(ROUTE, FILE)),))
    bare = replace(later, punkter=(replace(later.punkter[0], afsnit=(TEXT, over, over)),))
    assert "Punkt 9: overskriften »Bilag« er kommet til." in sentences(after, bare)


def test_the_new_times_of_several_items_stand_before_the_items() -> None:
    items = [replace(OTHER, id=nr, nr=nr, titel=nr, tid=f"1{nr}:00/") for nr in "123"]
    later = [replace(one, tid=one.tid.replace("00", "30"), sagsnr="1/26") for one in items]
    before = replace(BEFORE, punkter=tuple(items))
    said = sentences(before, replace(before, punkter=tuple(later)))
    assert len(said) == 4
    assert typography.plain_spaces(said[0]).splitlines() == [
        "Disse punkter har fået en anden tid:",
        "  - punkt 1, 1: kl. 11.30 (før kl. 11.00)",
        "  - punkt 2, 2: kl. 12.30 (før kl. 12.00)",
        "  - punkt 3, 3: kl. 13.30 (før kl. 13.00)",
    ]


SHARED_TIMES = "Tiderne på dagsordenen er flyttet lige så meget."


@pytest.mark.parametrize(
    ("meeting", "times", "along"),
    [
        ("11:00/13:00", ("11:00/11:10", "11:10/"), True),
        ("11:00/12:00", ("11:00/11:10", "11:10/"), True),
        ("09:30/11:30", ("09:30/09:40", "09:40/"), True),
        ("11:00/13:00", ("11:00/11:10", "11:20/"), False),
        ("11:00/13:00", ("11:00/11:20", "11:10/"), False),
        ("11:00/13:00", ("11:00/11:10", "10:10/"), False),
        ("11:00/13:00", ("11:00/11:10", ""), False),
        ("11:00/13:00", ("11:00/", "11:10/"), False),
        ("10:30/13:00", ("11:00/11:10", "11:10/"), False),
        ("10:00/13:00", ("11:00/11:10", "11:10/"), False),
        ("10:00/12:00", ("11:00/11:10", "11:10/"), False),
    ],
)
def test_times_that_move_with_the_whole_meeting_are_not_listed(
    meeting: str, times: tuple[str, str], along: bool
) -> None:
    items = [
        replace(OTHER, id=nr, nr=nr, titel=nr, tid=slot)
        for nr, slot in (("1", "10:00/10:10"), ("2", "10:10/"), ("3", ""))
    ]
    head = with_fact("tid", "10:00/12:00")
    moved = [replace(one, tid=slot) for one, slot in zip(items, (*times, ""), strict=True)]
    before = replace(head, punkter=tuple(items))
    after = replace(with_fact("tid", meeting), punkter=tuple(moved))
    said = sentences(before, after)
    assert (SHARED_TIMES in said) is along
    if along:
        assert [one for one in said if one.startswith("Punkt")] == []
        new = replace(items[0], id="4", nr="4", tid="12:00/")
        assert SHARED_TIMES in sentences(before, replace(after, punkter=(*moved, new)))


def test_of_what_was_anonymised_no_word_of_before_is_told() -> None:
    for before, after in PAIRS.values():
        changes = anonymised(diff(before, after), [""])
        told_of = [one for one in changes if one.felt != ANONYMISED and not is_progress(one)]
        assert all(one.hvordan in (How.NYT, How.VAEK, How.FLYTTET) for one in told_of)
