"""What a list of changes says where a meeting is edited: what has changed, all of it, no more."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import version_support as issued
from issue_support import FORUM, HEAD, workspace, write
from moedebog.compose import Composer
from moedebog.document import Audience, Kind
from moedebog.issue.compared import _of
from moedebog.issue.content import contents_of
from moedebog.versions import Versions
from moedebog.workspace import Workspace
from texts import document_lines

ITEMS = """  - titel: Godkendelse af dagsorden
    id: dagsorden
    varighed: 10
  - titel: Vejbelysning
    id: lys
    varighed: 20
    tekst: Lygterne på Skovvej skal skiftes.
  - titel: Affald
    id: affald
    varighed: 10
    sagsfremstilling: |
      Planen skal vedtages.

      Den gælder i fem år.
    underpunkter:
      - titel: Glas
        id: glas
      - titel: Papir
        id: papir
  - titel: Eventuelt
    id: eventuelt
    varighed: 10
  - titel: Køb af grund
    id: grund
    varighed: 10
    lukket: Forhandling
    sagsfremstilling: Vi byder 3 mio. kr.
    bilag:
      - titel: Plan
"""
OTHERS = "navn: Kulturudvalget\nmedlemmer:\n  - Ole Skov\n  - Pia Holm\n"
JOINT = f"{HEAD}sammen_med: kultur\n"


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Workspace]:
    """A meeting as it is after its first version went out and it was edited."""

    def edit(
        *edits: tuple[str, str],
        before: tuple[tuple[str, str], ...] = (),
        forum: tuple[str, str] = (FORUM, FORUM),
        head: tuple[str, str] = (HEAD, HEAD),
        others: tuple[str, str] = (OTHERS, OTHERS),
        checksums: bool = False,
    ) -> Workspace:
        first = replaced(ITEMS, before)
        kultur = tmp_path / "meetings" / "kultur" / "forum.yaml"
        kultur.parent.mkdir(parents=True)
        kultur.write_text(others[0], "utf-8")
        ws = workspace(tmp_path, first, forum=forum[0], head=head[0])
        issued.issue(ws, checksums=checksums)
        write(tmp_path, replaced(first, edits), head=head[1])
        (tmp_path / "meetings" / "f" / "forum.yaml").write_text(forum[1], "utf-8")
        kultur.write_text(others[1], "utf-8")
        return ws

    return edit


def replaced(text: str, edits: tuple[tuple[str, str], ...]) -> str:
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


Edit = Callable[..., Workspace]
TEXT = "    tekst: Lygterne"
GUEST = f"    gaester: [Tove Trafik]\n{TEXT}"


# --- what runs together ---------------------------------------------------------------------


def test_a_guest_of_an_item_leaves_its_text_alone(edited: Edit) -> None:
    ws = edited((TEXT, GUEST))
    assert issued.told(ws) == [
        "Punkt 2: der er føjet til: »Deltager under punktet: Tove Trafik«.",
    ]


def test_a_guest_who_is_gone_is_named_and_the_text_is_told_by_itself(edited: Edit) -> None:
    ws = edited((GUEST, TEXT), ("skiftes.", "skiftes nu."), before=((TEXT, GUEST),))
    said = issued.told(ws)
    assert len(said) == 2
    assert "Punkt 2: der er taget ud: »Deltager under punktet: Tove Trafik«." in said
    assert any("skiftes nu.« i stedet for »" in one for one in said)


def test_swapped_paragraphs_are_told_as_moved(edited: Edit) -> None:
    first, second = "      Planen skal vedtages.\n", "      Den gælder i fem år.\n"
    ws = edited((f"{first}\n{second}", f"{second}\n{first}"))
    assert issued.told(ws) == [
        "Punkt 3: under »Sagsfremstilling« står »Den gælder i fem år.« nu et andet sted.",
    ]


# --- joint meetings, and people ----------------------------------------------------------------


def test_who_was_there_before_has_not_come_where_a_joint_meeting_is_one_body_alone(
    edited: Edit,
) -> None:
    ws = edited(head=(JOINT, HEAD))
    assert issued.told(ws) == ["Mødet holdes ikke længere sammen med Kulturudvalget."]


def test_the_members_of_a_body_that_joins_are_told_as_its_members(edited: Edit) -> None:
    ws = edited(head=(HEAD, JOINT))
    assert issued.told(ws) == [
        "Mødet holdes nu sammen med Kulturudvalget.",
        "Under »Medlemmer (Kulturudvalget)« er kommet til: Ole Skov; Pia Holm.",
    ]


def test_a_body_that_is_called_otherwise_is_the_same(edited: Edit) -> None:
    renamed = OTHERS.replace("Kulturudvalget", "Børneudvalget")
    ws = edited(head=(JOINT, JOINT), others=(OTHERS, f"{renamed}  - Ny Person\n"))
    assert issued.told(ws) == [
        "Forummet hedder nu »Børneudvalget« i stedet for »Kulturudvalget«.",
        "Under »Medlemmer (Børneudvalget)« er kommet til: Ny Person.",
    ]


def test_the_ninth_member_is_new_and_the_others_are_not(edited: Edit) -> None:
    """Of so many the list is printed by party."""
    chair = "  - {navn: Alma Ager, hverv: formand, parti: A}\n"
    others = (f"  - {{navn: N{c} E{c}, parti: {'AV'[n % 2]}}}\n" for n, c in enumerate("bcdefgh"))
    forum = f"navn: Stort\nmedlemmer:\n{chair}{''.join(others)}"
    ws = edited(forum=(forum, f"{forum}  - {{navn: Ny Person, parti: V}}\n"))
    assert issued.told(ws) == ["Under »Medlemmer« er kommet til: Ny Person (V)."]


# --- how it is written is no change ------------------------------------------------------------


def policy(*lines: str) -> str:
    return f"{FORUM}politik:\n" + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        "datoformat: kort",
        "klokkeslaet: kolon",
        "tid_placering: i_titel",
        "tid_placering: kun_oversigt",
        "punktord: Sag",
        "sagstype_i_titel: ja",
        "vis_sagstyper: nej",
        "bilagsoversigt: nej",
        "indstillingspunkter: punkttegn",
    ],
)
def test_another_form_makes_no_version(edited: Edit, line: str) -> None:
    work = "    sagstype: beslutning\n    indstilling: {at: [skifte dem, betale]}\n"
    ws = edited(
        before=((TEXT, f"{work}{TEXT}"),), forum=(policy("nye_punkter: fejl"), policy(line))
    )
    assert issued.told(ws) == issued.told(ws, issued.INTERNAL) == []
    udgave = issued.versions(ws).document(Kind.DAGSORDEN, issued.PUBLIC).udgave
    assert udgave is not None
    assert udgave.version == 1


def test_times_are_told_in_the_form_of_today(edited: Edit) -> None:
    moved = HEAD.replace("06-01", "06-08").replace("10.00", "10.30")
    ws = edited(head=(HEAD, moved), forum=(FORUM, policy("datoformat: kort", "klokkeslaet: kolon")))
    assert [one.replace("\u2011", "-").replace("\u00a0", " ") for one in issued.told(ws)][:2] == [
        "Mødet er flyttet fra 01-06-2026 til 08-06-2026.",
        "Mødets tid er nu kl. 10:30-12:00 i stedet for kl. 10:00-12:00.",
    ]


def test_the_data_has_the_values(edited: Edit) -> None:
    moved = HEAD.replace("06-01", "06-08").replace("10.00", "10.30")
    since = issued.since(edited(head=(HEAD, moved)))
    values = {one.navn or one.felt: (one.foer, one.nu) for one in since.changes}
    assert values["dato"] == (("2026-06-01",), ("2026-06-08",))
    assert values["tid"][1] in (("10:30/12:00",), "10:50/11:00", "11:10/11:20")


def test_a_meeting_over_two_days_that_is_moved_is_told_once(edited: Edit) -> None:
    second = ("    id: affald\n", "    id: affald\n    dato: 2026-06-02\n")
    ws = edited(("06-02", "06-09"), before=(second,), head=(HEAD, HEAD.replace("06-01", "06-08")))
    (said,) = issued.told(ws)
    days = "mandag den 8. og tirsdag den 9. juni 2026."
    assert said.replace("\u00a0", " ").endswith(f"til {days}")


# --- closed and opened ---------------------------------------------------------------------------


def test_an_item_that_is_opened_lists_its_attachments(edited: Edit) -> None:
    ws = edited(("    lukket: Forhandling\n", ""))
    assert issued.told(ws) == [
        "Punkt 5, Køb af grund, er nu åbent for offentligheden.",
        "Punkt 5: Bilag 1, Plan, er kommet til.",
    ]
    assert issued.told(ws, issued.INTERNAL) == [
        "Punkt 5, Køb af grund, er nu åbent for offentligheden."
    ]


@pytest.mark.parametrize("closed", ["    lukket: Forhandling\n", ""])
def test_that_an_item_is_withdrawn_is_told_the_public_too(edited: Edit, closed: str) -> None:
    ws = edited(("    lukket: Forhandling\n", f"{closed}    udfald: udgaar\n"))
    assert any(one.endswith(", udgår.") for one in issued.told(ws))


def test_of_the_parts_of_a_closed_item_nothing_is_said(edited: Edit) -> None:
    ws = edited(("  - titel: Affald\n", "  - titel: Affald\n    lukket: Personsag\n"))
    assert issued.told(ws) == [
        "Punkt 3 er nu lukket for offentligheden: Personsag.",
    ]


def test_the_parts_of_an_item_that_is_opened_were_there_for_who_could_read_it(
    edited: Edit,
) -> None:
    closed = ("  - titel: Affald\n", "  - titel: Affald\n    lukket: Personsag\n")
    ws = edited(closed[::-1], before=(closed,))
    said = issued.told(ws, issued.INTERNAL)
    assert not [one for one in said if "taget af" in one or "kommet til" in one]


def test_a_section_that_is_closed_is_told_as_that(edited: Edit) -> None:
    part = "    afsnit:\n      - slags: sagsfremstilling\n        tekst: Naboen hedder noget.\n"
    closed = f"{part}        lukket: Personoplysninger\n"
    ws = edited((part, closed), before=((f"{TEXT} på Skovvej skal skiftes.\n", part),))
    assert issued.told(ws) == ["Punkt 2: et afsnit er nu lukket for offentligheden."]


def test_another_ground_for_closing_is_told_once(edited: Edit) -> None:
    ws = edited(("lukket: Forhandling", "lukket: Personsag"))
    said = ["Punkt 5: grunden til, at punktet er lukket, er nu: Personsag."]
    assert issued.told(ws) == issued.told(ws, issued.INTERNAL) == said


def test_a_time_of_before_is_told_though_a_closed_item_has_it_now(edited: Edit) -> None:
    first = "    id: dagsorden\n"
    (said,) = (
        one
        for one in issued.since(edited((first, f"{first}    udfald: udgaar\n"))).told()
        if one.linjer
    )
    assert [line.replace("\u00a0", " ").replace("\u2011", "-") for line in said.linjer][-1] == (
        "punkt 4, Eventuelt: kl. 10.30-10.40 (før kl. 10.40-10.50)"
    )


def test_a_ground_of_before_that_is_closed_elsewhere_now_was_one(edited: Edit) -> None:
    """It is not said what it was; the item was closed all along."""
    secret = ("sagsfremstilling: Vi byder", "sagsfremstilling: Forhandling. Vi byder")
    ws = edited(("lukket: Forhandling", "lukket: Personalesag"), secret)
    assert issued.told(ws) == ["Punkt 5: grunden til, at punktet er lukket, er nu: Personalesag."]


# --- headings and levels ----------------------------------------------------------------------


UNDER = (("    id: dagsorden\n", "    id: dagsorden\n    gruppe: Faste\n"),)
TWO = (*UNDER, ("    id: affald\n", "    id: affald\n    gruppe: Sager\n"))


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ((TWO[1][::-1],), "Overskriften »Sager« er taget ud."),
        ((TWO[0][::-1],), "Overskriften »Faste« er taget ud."),
        ((("gruppe: Sager", "gruppe: Emner"),), "Overskriften »Sager« hedder nu »Emner«."),
        ((("gruppe: Faste", "gruppe: Sager"), TWO[1][::-1]), "Overskriften »Faste« er taget ud."),
    ],
)
def test_what_became_of_a_heading_is_said_once(
    edited: Edit, edits: tuple[tuple[str, str], ...], said: str
) -> None:
    assert issued.told(edited(*edits, before=TWO)) == [said]


def test_a_new_heading_is_told_with_the_item_that_it_comes_before(edited: Edit) -> None:
    assert issued.told(edited(TWO[1], before=UNDER)) == [
        "Overskriften »Sager« er kommet til før punkt 3, Affald."
    ]


def test_the_first_item_of_a_group_is_withdrawn_without_its_heading(edited: Edit) -> None:
    ws = edited(("    gruppe: Sager\n", "    udfald: udgaar\n"), before=TWO)
    said = issued.told(ws)
    assert said.count("Overskriften »Sager« er taget ud.") == 1
    assert not [one for one in said if "står ikke længere" in one]


def test_a_part_that_becomes_an_item_is_told_as_that(edited: Edit) -> None:
    part = "      - titel: Papir\n        id: papir\n"
    ws = edited((part, "  - titel: Papir\n    id: papir\n    nr: 3.A\n"))
    assert issued.told(ws) == [
        "Punkt 3.2 er nu punkt 3.A: Papir.",
        "Punkt 3.A, Papir, er nu et punkt for sig.",
    ]


# --- without the source -------------------------------------------------------------------------


def test_without_the_source_the_checksums_name_the_items_that_read_otherwise(
    edited: Edit,
) -> None:
    ws = with_checksums(edited, ("skal skiftes.", "skal skiftes nu."))
    said = "Punkt 2: teksten er ikke den samme som i den tidligere udgave."
    assert issued.told(ws) == issued.told(ws, issued.INTERNAL) == [said]
    made = issued.versions(ws).document(Kind.DAGSORDEN, issued.PUBLIC)
    assert "Teksten er ikke den samme som i den tidligere udgave." in document_lines(made)


def test_without_the_source_another_cover_is_told(
    edited: Edit,
) -> None:
    ws = with_checksums(edited, head=(HEAD, f"{HEAD}indledning: Velkommen.\n"))
    assert issued.told(ws) == [
        "Forsiden, indledningen eller slutningen er ikke den samme som i den tidligere udgave."
    ]


def test_without_the_source_an_unchanged_meeting_is_no_draft(
    edited: Edit,
) -> None:
    ws = with_checksums(edited)
    assert issued.told(ws) == []
    udgave = issued.versions(ws).document(Kind.DAGSORDEN, issued.PUBLIC).udgave
    assert udgave is not None
    assert udgave.version == 1


def with_checksums(edited: Edit, *edits: tuple[str, str], **more: object) -> Workspace:
    """The edited meeting with a record that has checksums, and without the kept source."""
    ws = edited(*edits, checksums=True, **more)
    shutil.rmtree(ws.issued)
    shutil.rmtree(ws.issued_closed, ignore_errors=True)
    return ws


# --- a new version, and what it says ------------------------------------------------------------


def is_one(of: Versions, audience: Audience) -> bool:
    """Whether the checksums of contents say that there is a new version."""
    then = of.then(of.issues(Kind.DAGSORDEN)[0], audience)
    assert then is not None
    now, public = (of.composer.dispatch(Kind.DAGSORDEN, one) for one in (audience, issued.PUBLIC))
    before = _of(then, Kind.DAGSORDEN, audience)
    return before.whole != contents_of(now, public, of.digest).whole


LOOKS = (
    (("skal skiftes.", "skal **skiftes**."), "fremhævning"),
    (("      Planen skal", "      # Planen skal"), "Sagsfremstilling"),
)


@pytest.mark.parametrize(("edit", "word"), LOOKS)
def test_a_change_that_only_the_look_has_is_told(
    edited: Edit, edit: tuple[str, str], word: str
) -> None:
    ws = edited(edit)
    assert is_one(issued.versions(ws), issued.PUBLIC)
    assert word in "".join(issued.told(ws))


def test_whatever_makes_a_version_is_told(edited: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what no state holds."""
    ws = edited()
    usual = Composer.dispatch

    def otherwise(self: Composer, kind: Kind, audience: Audience) -> object:
        made = usual(self, kind, audience)
        if self is not of.composer:
            return made
        return replace(made, document=replace(made.document, sidehoved="Andet"))

    of = issued.versions(ws)
    monkeypatch.setattr(Composer, "dispatch", otherwise)
    since = of.since(Kind.DAGSORDEN, issued.PUBLIC, of.issues(Kind.DAGSORDEN)[0])
    assert is_one(of, issued.PUBLIC)
    assert [one.alene for one in since.told()] == [
        "Ordene er de samme; kun opstillingen er en anden."
    ]
