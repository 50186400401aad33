"""The five forums: each sample has its referat's items, points and attachments, and its layout."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from pypdf import PdfReader

from moedebog import compose
from moedebog.blocks import BulletList, LabelledList, NumberedList, Table
from moedebog.document import Afsnitstekst, Document, Punkttekst
from moedebog.load import load
from moedebog.meeting import Indstilling, Meeting
from moedebog.render import pdf
from moedebog.settings.style import load_style
from moedebog.workspace import Workspace
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, ROOT
from texts import document_lines, lines

WORKSPACE = Workspace(ROOT)
SEEDS = ROOT.parent / "shared" / "seeds"
NO_BREAK = {0x2011: "-", 0xA0: " "}


@dataclass(frozen=True)
class Sample:
    """What a sample must hold: by item number, how many."""

    name: str
    seed: str
    items: int
    points: dict[int, tuple[int, ...]]
    """Points of each indstilling."""
    bilag: dict[int, int]
    referat_only: int = 0
    """How many of the attachments come with the referat."""


KOORDINATION = Sample(
    "sydvestjylland-koordinationsforum/2025-06-17",
    "2025-06-17-koordinationsforum-sydvestjylland",
    7,
    {2: (3,), 3: (2,), 4: (1,)},
    {2: 3, 6: 1},
    referat_only=1,
)
LILLEBAELT = Sample(
    "lillebaelt-fagligt-strategisk/2025-02-26",
    "2025-02-26-lillebaelt-fagligt-strategisk",
    16,
    {
        2: (1,),
        3: (3,),
        4: (2,),
        5: (2,),
        6: (1,),
        7: (3,),
        8: (1,),
        9: (2,),
        11: (1,),
        12: (1,),
        14: (4,),
    },
    {2: 1, 3: 1, 5: 2, 6: 3, 7: 1, 8: 2, 14: 4, 15: 1, 16: 1},
    referat_only=2,
)
FAGLIGT = Sample(
    "sydvestjylland-fagligt-strategisk/2025-09-12",
    "2025-09-12-sydvestjylland-fagligt-strategisk",
    18,
    {2: (2,), 3: (2,), 4: (2,), 5: (3,), 7: (2,), 8: (2,), 9: (2,), 10: (2,), 11: (1,)},
    {3: 1, 4: 1, 5: 1, 9: 1, 10: 1, 11: 1, 13: 1, 14: 3},
)
POLITISK = Sample(
    "sydvestjylland-politisk/2024-03-01",
    "2024-03-01-sydvestjylland-politisk",
    7,
    {2: (1,), 3: (1,), 4: (1,), 5: (1,)},
    {4: 1, 7: 1},
)
KREDSEN = Sample(
    "sundhedsdirektoerkredsen/2023-03-22",
    "2023-03-22-sundhedsdirektoerkredsen",
    19,
    {
        1: (1,),
        2: (1,),
        3: (1,),
        4: (1, 1),
        5: (1, 3),
        6: (1, 1),
        7: (1, 1),
        8: (1, 2),
        10: (1, 2),
        11: (1, 2),
        12: (1, 3),
        13: (1, 1),
        14: (1, 1),
        15: (1, 2),
        16: (1,),
        17: (1,),
        18: (1, 1),
        19: (1, 1),
    },
    {1: 1, 3: 2, 4: 1, 5: 1, 6: 1, 8: 5, 11: 1, 12: 2, 13: 2, 16: 1, 19: 5},
    referat_only=1,
)
SAMPLES = (KOORDINATION, LILLEBAELT, FAGLIGT, POLITISK, KREDSEN)

every_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def meeting(sample: Sample) -> Meeting:
    loaded = load(WORKSPACE, WORKSPACE.meeting_file(sample.name))
    assert loaded.meeting is not None
    return loaded.meeting


def referat(sample: Sample) -> Document:
    return compose.compose(meeting(sample), REFERAT, OFFENTLIG)[0]


def dagsorden(sample: Sample) -> Document:
    return compose.compose(meeting(sample), DAGSORDEN, OFFENTLIG)[0]


def item(d: Document, nr: int) -> Punkttekst:
    return next(p for p in d.punkter if p.nr == str(nr))


def headings(punkt: Punkttekst) -> list[str | None]:
    return [a.overskrift for a in punkt.afsnit]


def sections(punkt: Punkttekst, heading: str) -> list[Afsnitstekst]:
    return [a for a in punkt.afsnit if a.overskrift == heading]


def numbered(sample: Sample) -> Iterator[tuple[int, list[Indstilling], int]]:
    """Number, indstillinger and count of attachments of each item that has a number."""
    labels = [p.nr for p in referat(sample).punkter]
    for nr, punkt in zip(labels, meeting(sample).punkter, strict=True):
        if nr:
            found = [a.indstilling for a in punkt.alle_afsnit() if a.indstilling]
            yield int(nr), found, sum(len(a.bilag) for a in punkt.alle_afsnit())


# --- the same items as the referat it follows -----------------------------------------


@every_sample
def test_items_points_and_attachments_are_those_of_the_referat(sample: Sample) -> None:
    found = list(numbered(sample))
    assert [nr for nr, _, _ in found] == list(range(1, sample.items + 1))
    points = {nr: tuple(len(i.at) for i in given) for nr, given, _ in found if given}
    assert points == sample.points
    assert {nr: count for nr, _, count in found if count} == sample.bilag


@every_sample
def test_attachments_of_the_referat_are_not_in_the_dagsorden(sample: Sample) -> None:
    def shown(d: Document) -> int:
        labelled = [b for p in d.punkter for a in p.afsnit if a.slags == "bilag" for b in a.tekst]
        assert all(isinstance(b, LabelledList) for b in labelled)
        return sum(len(b.items) for b in labelled if isinstance(b, LabelledList))

    total = sum(sample.bilag.values())
    assert shown(referat(sample)) == total
    assert shown(dagsorden(sample)) == total - sample.referat_only


SPELLED_RIGHT = {
    "Drøftelsepunkt": "Drøftelsespunkt",
    "Beslutnings sag": "Beslutningssag",
    " - ": " – ",
}
"""Two titles whose spelling differs from that in the referat's own table of contents, and a dash
written as a hyphen."""
_TITLE = re.compile(r"^#*\s*\**Punkt ?(\d*) ?: (.*?)\**$", re.MULTILINE)
_SLOT = re.compile(r"(?:, kl\. ?| \(kl\. ?)(\d\d[.:]\d\d)(?: ?[-–] ?(\d\d[.:]\d\d))?\)?$")


def number_title_and_slot(heading: str) -> tuple[str, str, list[str]]:
    match = _TITLE.match(heading)
    assert match, heading
    title = match[2].strip()
    slot = _SLOT.search(title)
    times = [t.replace(":", ".") for t in slot.groups() if t] if slot else []
    title = title[: slot.start()] if slot else title
    for wrong, right in SPELLED_RIGHT.items():
        title = title.replace(wrong, right)
    return match[1], title, times


@every_sample
def test_titles_and_slots_are_those_of_the_referat(sample: Sample) -> None:
    path = SEEDS / f"{sample.seed}.txt"
    if not path.exists():
        pytest.skip(f"the referat itself is not here: {path.name}")
    text = path.read_text(encoding="utf-8")
    expected = [number_title_and_slot(m[0]) for m in _TITLE.finditer(text)]
    assert len(expected) >= sample.items
    own = []
    for punkt in referat(sample).punkter:
        printed = punkt.overskrift.translate(NO_BREAK)
        # The referat writes the pause without a number as »Punkt : Pause«.
        own.append(number_title_and_slot(printed if punkt.nr else f"Punkt : {printed}"))
    assert [e[:2] for e in own] == [e[:2] for e in expected]
    if sample is FAGLIGT:  # its pause stands without a slot; it fills the gap
        own[5] = (*own[5][:2], [])
    assert own == expected


# --- Koordinationsforum, Sydvestjylland -----------------------------------------------


def test_koordinationsforum_meets_without_slots_and_takes_indstillinger_from_others() -> None:
    d = referat(KOORDINATION)
    assert all(p.tid == "" and p.undertitel == "" for p in d.punkter)
    assert [c.noegle for c in d.oversigt.kolonner] == ["nr", "titel"]
    agreement = item(d, 2)
    opening, points = sections(agreement, "Indstilling")[0].tekst
    given = lines((opening,))
    assert given == ["Strategisk Sundhedsstyregruppe indstiller, at Koordinationsforum:"]
    assert isinstance(points, BulletList)
    usual = sections(item(d, 3), "Indstilling")[0].tekst
    assert lines(usual[:1]) == ["Det indstilles, at Koordinationsforum:"]
    assert isinstance(usual[1], NumberedList)
    assert headings(agreement)[1:] == [
        *["Resumé", "Sagsfremstilling", "Lokal proces", "Indstilling", "Beslutning", "Bilag"],
    ]
    assert "Annette Pedersen" in lines(agreement.afsnit[0].tekst)[0]


def test_koordinationsforum_sends_a_guideline_with_the_referat_alone() -> None:
    assert headings(item(referat(KOORDINATION), 6)) == ["Beslutning", "Bilag"]
    assert headings(item(dagsorden(KOORDINATION), 6)) == []


# --- Lillebælt, fagligt strategisk niveau ---------------------------------------------


def test_lillebaelt_has_kinds_and_slots_in_its_titles_and_a_pause_without_a_number() -> None:
    d = referat(LILLEBAELT)
    shown = [p.overskrift.translate(NO_BREAK) for p in d.punkter]
    assert shown[1] == (
        "Punkt 2: Drøftelsessag: Besøg fra det tværsektorielle forskningscenter (kl. 14:45-15:05)"
    )
    assert shown[5] == "Pause (kl. 15:45-15:55)"
    assert shown[10] == "Punkt 10: Gensidigt orienteringspunkt: Sundhedsreformen (kl. 16:45-17:05)"
    kinds = [p.titel.split(":")[0] for p in d.punkter if ": " in p.titel]
    assert kinds == [
        *["Drøftelsessag", "Beslutningspunkt", "Drøftelsespunkt", "Beslutningspunkt"],
        *["Drøftelsespunkt", "Beslutningssag", "Beslutningspunkt", "Beslutningspunkt"],
        *["Gensidigt orienteringspunkt", "Beslutningspunkt", "Beslutningspunkt"],
        *["Skriftlig orientering"] * 3,
    ]
    timed = [re.findall(r"\d\d:\d\d", p.tid) for p in d.punkter[:14]]
    clock = (
        "14:30 14:45 15:05 15:25 15:40 15:45 15:55 16:15 16:25 16:35 16:45 17:05 17:15 17:25 17:30"
    )
    assert timed == [list(pair) for pair in pairwise(clock.split())]
    assert [p.tid for p in d.punkter[14:]] == ["", "", ""]


def test_lillebaelt_tells_who_was_there_under_the_first_item() -> None:
    d = referat(LILLEBAELT)
    (decision,) = item(d, 1).afsnit
    assert decision.overskrift == "Beslutning"
    told = lines(decision.tekst)
    assert told[0] == "Til stede (10)"
    regrets = "Sofie Plenge; Else Zippor; Anette Lund; Irene Rossavik"
    assert told[11:13] == ["Afbud", regrets]
    assert regrets not in lines((d.fakta,))


def test_lillebaelt_decides_point_by_point_after_the_general_decision() -> None:
    d = referat(LILLEBAELT)
    twice = [p.nr for p in d.punkter if headings(p).count("Beslutning") == 2]
    assert twice == ["5", "6", "7", "8", "9", "11", "12"]
    answers = sections(item(d, 7), "Beslutning")[1]
    assert lines(answers.tekst) == [
        *["1.", "Taget til efterretning."],
        *["2.", "Godkendt."],
        *["3.", "Godkendt."],
    ]
    (alone,) = sections(item(d, 3), "Beslutning")
    told = lines(alone.tekst)
    assert told[0] == "1."
    assert told[1].startswith("Godkendt med et forbehold fra PLO")
    assert told[2:] == ["2.", "Godkendt.", "3.", "Godkendt."]


def test_lillebaelt_has_indstilling_og_proces_and_indstillinger_from_named_parties() -> None:
    d = referat(LILLEBAELT)
    opening, points = sections(item(d, 14), "Indstilling og proces")[0].tekst
    assert lines((opening,))[0].startswith("Det koordinerende niveau får til opgave")
    assert isinstance(points, BulletList)
    plain = sections(item(d, 16), "Indstilling og proces")[0]
    assert plain.slags == "indstilling"
    assert len(plain.tekst) == 1
    told = [lines(sections(item(d, nr), "Indstilling")[0].tekst)[0] for nr in (8, 9)]
    assert [t.split(" indstiller, at ")[0] for t in told] == [
        *["Styregruppen for projekt Træning og Trivsel for seniorer", "Ledelsesgruppen"],
    ]


def test_lillebaelts_table_has_paragraphs_in_its_cells() -> None:
    case = sections(item(referat(LILLEBAELT), 7), "Sagsfremstilling")[0]
    (table,) = [b for b in case.tekst if isinstance(b, Table)]
    assert len(table.rows) == 6
    assert [len(row[2].blocks) for row in table.rows] == [1, 1, 1, 3, 1, 2]


# --- Sydvestjylland, fagligt strategisk niveau ----------------------------------------


def test_fagligt_niveau_has_slots_in_titles_and_numbers_its_pause() -> None:
    d = referat(FAGLIGT)
    assert item(d, 9).overskrift.translate(NO_BREAK) == (
        "Punkt 9: Godkendelse af samarbejdsaftale for Den Mobile Akutmodtagelse, kl. 12.55-13.05"
    )
    assert item(d, 6).titel == "Pause, der serveres en let frokost"
    assert [c.noegle for c in d.oversigt.kolonner] == ["nr", "titel", "udfald"]
    assert "Lokal proces" in headings(item(d, 5))
    assert lines(sections(item(d, 9), "Beslutning")[0].tekst)[::2] == ["Ad 1", "Ad 2"]


# --- Sydvestjylland, politisk niveau --------------------------------------------------


def test_politisk_niveau_has_case_numbers_and_absence_under_every_item() -> None:
    d = referat(POLITISK)
    assert {p.undertitel for p in d.punkter} == {"Sagsnr. 22/43402"}
    absent = "Fraværende: Mads Sørensen (Varde Kommune); Birgitte Ries Møller (PLO)"
    for punkt in d.punkter:
        told = [text for a in punkt.afsnit for text in lines(a.tekst)]
        assert told.count(absent) == 1, punkt.overskrift
    assert absent not in document_lines(dagsorden(POLITISK))


def test_politisk_niveau_heads_its_decisions_with_forum_and_date() -> None:
    d = referat(POLITISK)
    heading = "Beslutning i Sundhedsklynge Sydvestjylland den 01-03-2024"
    for punkt in d.punkter:
        own = [(h or "").translate(NO_BREAK) for h in headings(punkt)]
        assert own.count(heading) == 1, punkt.overskrift
    assert d.dato_tekst.translate(NO_BREAK) == "d. 01-03-2024"


def test_politisk_niveau_has_members_with_party_letter_or_organisation() -> None:
    told = lines((referat(POLITISK).fakta,))
    at = told.index("Mødedeltagere (11)") + 1
    listed = told[at : at + 11]
    assert [p[-3:] for p in listed[:4]] == ["(V)", "(V)", "(V)", "(A)"]
    assert listed[4] == "Stephanie Storbank (Billund Kommune)"
    away = ["Mads Sørensen (Varde Kommune, fravær)", "Birgitte Ries Møller (PLO, fravær)"]
    assert [p for p in listed if "fravær" in p] == away
    assert "Afbud" not in told


def test_politisk_niveau_has_tables_with_amounts() -> None:
    d = referat(POLITISK)
    tables = [b for p in d.punkter for a in p.afsnit for b in a.tekst if isinstance(b, Table)]
    assert [(len(t.rows), len(t.header)) for t in tables] == [(5, 3), (7, 8)]
    rest = [lines(cell.blocks) for cell in tables[1].rows[-1]]
    assert rest[-1] == ["2.728.707,00 kr."]
    assert set(tables[1].alignments[1:]) == {"hoejre"}


def test_no_amount_is_cut_in_a_table_of_many_columns() -> None:
    style, _ = load_style(WORKSPACE.template_set("standard") / "pdf.yaml", "pdf.yaml")
    assert style is not None
    reader = PdfReader(io.BytesIO(pdf.render(referat(POLITISK), style)))
    drawn = "\n".join(page.extract_text() for page in reader.pages)
    for whole in ("627.851,18", "1.354.693,00", "2.728.707,00", "akutmodtagelse", "Syddanmark"):
        assert whole in drawn


# --- Sundhedsdirektørkredsen ----------------------------------------------------------


def test_kredsen_puts_decision_and_attachments_before_the_case() -> None:
    d = referat(KREDSEN)
    for punkt in d.punkter:
        kinds = [a.slags for a in punkt.afsnit if a.slags != "deltagelse"]
        count = KREDSEN.bilag.get(int(punkt.nr), 0)
        assert kinds[: 2 + bool(count)] == [
            *["beslutning", *(["bilag"] if count else []), "sag"],
        ], punkt.overskrift
        assert kinds.count("bilag") == bool(count)


def test_kredsens_forwarded_cases_have_two_indstillinger_and_rules_between_parts() -> None:
    d = referat(KREDSEN)
    forwarded = [nr for nr, points in KREDSEN.points.items() if len(points) == 2]
    for nr in forwarded:
        case = [a for a in item(d, nr).afsnit if a.niveau == 3]
        assert [a.overskrift for a in case] == [
            *["Resumé", "Kommunale bemærkninger", "Indstilling", "Indstilling"],
            "Sagsfremstilling",
        ]
        assert [a.skillelinje for a in case] == [True, False, False, True, False]
        own, theirs = (lines(a.tekst)[0] for a in case[2:4])
        assert own == "Det indstilles, at Sundhedsdirektørkredsen:"
        assert "Strategisk" in theirs
        assert "Sundhedsstyregruppe" in theirs
    commented = [p.nr for p in d.punkter if sections(p, "Kommunale bemærkninger")]
    assert commented == [str(nr) for nr in forwarded]
    assert lines(sections(item(d, 13), "Indstilling")[1].tekst)[0] == (
        "Følgegruppen for behandling og pleje indstiller, at Strategisk Sundhedsstyregruppe:"
    )
    case_heading = next(a for a in item(d, 5).afsnit if a.slags == "sag")
    assert case_heading.niveau == 2
    assert case_heading.overskrift != item(d, 5).titel


def test_kredsens_closed_attachment_has_neither_title_nor_file_in_public() -> None:
    public = document_lines(referat(KREDSEN))
    assert "Lukket bilag: Hører til et lukket punkt" in public
    assert not [text for text in public if "Produkt" in text]
    internal = document_lines(compose.compose(meeting(KREDSEN), REFERAT, INTERN)[0])
    assert [text for text in internal if "Produkt af temadrøftelsen" in text]


def test_kredsens_table_has_a_list_in_a_cell() -> None:
    case = sections(item(referat(KREDSEN), 15), "Sagsfremstilling")[0]
    (table,) = [b for b in case.tekst if isinstance(b, Table)]
    (row,) = table.rows
    found = [b for b in row[0].blocks if isinstance(b, BulletList)]
    assert [len(b.items) for b in found] == [4]
    assert [len(cell.blocks) for cell in row] == [2, 2, 3]


def test_kredsens_orientations_come_after_eventuelt() -> None:
    titles = [p.titel for p in referat(KREDSEN).punkter]
    assert titles.index("Eventuelt") == 8
    assert "Skriftlig orientering fra Fælles Telemedicin i Syd" in titles[17]
