"""A referat is mailed as what it is: for approval, approved, and only else corrected."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

import approved_support as life
from approved_support import APPROVED, FIRST, FOR_APPROVAL, ITEMS, SECOND, event, issue, put_down
from mail_support import Clock, prepared
from moedebog.catalogue import Godkendelse
from moedebog.document import Kind
from moedebog.issued import Issue
from moedebog.render.mail import MessageText
from moedebog.send.mailing import Mailing
from moedebog.workspace import Workspace

FORUM = f"""{life.FORUM}modtagere:
  - gruppe: medlemmer
    maalgruppe: intern
    sikring:
      sikkermail:
        felt: X-Sikker-Mail
    personer: [alma@example.org]
  - gruppe: presse
    personer: [avis@example.org]
"""
CORRECTED = ITEMS.replace("udfald: godkendt", "udfald: godkendt\n    beslutning: Havnen bygges.")
CLOSED = ITEMS.replace("Imødekommet.", "Imødekommet fra 2027.")
DAY = date(2026, 6, 19)
NAME = "Prøveudvalget, 1. juni 2026"


@pytest.fixture
def ws(tmp_path: Path, quick_renderers: None) -> Workspace:
    """A referat that is sent out for approval, and not issued yet."""
    made = life.workspace(tmp_path, "til_godkendelse", forum=FORUM)
    put_down(made, event(FOR_APPROVAL, date(2026, 6, 2), FIRST, frist=date(2026, 6, 12)))
    return made


def mailing(ws: Workspace, now: datetime) -> Mailing:
    clock = Clock()
    clock.moment = now
    return prepared(ws, kind=Kind.REFERAT, clock=clock)


def letter(ws: Workspace, now: datetime, group: str = "presse", *, has: bool = True) -> MessageText:
    """The message to a group; ``has``: its readers have the version before."""
    made = mailing(ws, now)
    (variant,) = [one for one in made.variants if one.group.gruppe == group]
    last: Issue | None = made.earlier[-1] if has and made.earlier else None
    found = made.text(variant, variant.whole, last)
    subject, plain = (text.replace("\u00a0", " ") for text in (found.subject, found.plain))
    return MessageText(subject, plain, found.html.replace("\u00a0", " "))


def approve(ws: Workspace, items: str = ITEMS, **more: str) -> None:
    life.set_status(ws, "godkendt", items)
    how = Godkendelse.NAESTE_MOEDE
    put_down(ws, event(APPROVED, DAY, SECOND, ved=how, moede="2026-06-19", punkt="2", **more))


def test_the_first_one_asks_for_remarks_before_the_deadline(ws: Workspace) -> None:
    text = letter(ws, FIRST, "medlemmer")
    assert text.subject == f"Referat til godkendelse: {NAME}"
    said = (
        "Referatet er vedhæftet til godkendelse (version 1). Har du bemærkninger til det, så skriv "
        "dem senest den 12. juni 2026."
    )
    assert said in text.plain
    assert said in text.html


def test_one_that_is_corrected_while_it_waits_is_corrected_and_asks_again(ws: Workspace) -> None:
    issue(ws, FIRST)
    life.set_status(ws, "til_godkendelse", CORRECTED)
    text = letter(ws, SECOND, "medlemmer")
    assert text.subject == f"Rettet: Referat til godkendelse: {NAME}"
    assert "i en rettet udgave (version 2). Har du bemærkninger" in text.plain


def test_who_is_not_asked_for_remarks_reads_whose_deadline_it_is(ws: Workspace) -> None:
    text = letter(ws, FIRST, "presse")
    assert "Har du bemærkninger" not in text.plain + text.html
    said = "(version 1). Medlemmernes frist for bemærkninger til det er den 12. juni 2026."
    assert said in text.plain
    assert said in text.html


@pytest.mark.parametrize("group", ["presse", "medlemmer"])
def test_an_approval_alone_is_told_to_everybody_and_nothing_is_called_corrected(
    ws: Workspace, group: str
) -> None:
    issue(ws, FIRST)
    approve(ws)
    text = letter(ws, SECOND, group)
    assert text.subject == f"Godkendt referat: {NAME}"
    assert (
        "Referatet er godkendt på mødet den 19. juni 2026, punkt 2. Det er vedhæftet (version 2). "
        "Intet andet er ændret siden version 1."
    ) in text.plain
    for word in ("Rettet", "rettet", "Ændret siden", "Har du bemærkninger"):
        assert word not in text.plain + text.html


def test_what_is_changed_besides_is_told_to_who_may_read_it(ws: Workspace) -> None:
    issue(ws, FIRST)
    approve(ws, CLOSED)
    inside, outside = (letter(ws, SECOND, group) for group in ("medlemmer", "presse"))
    assert inside.subject == outside.subject == f"Godkendt referat: {NAME}"
    assert "Ændret siden version 1:\n- Punkt 2" in inside.plain
    assert "Intet andet er ændret" not in inside.plain
    assert "2027" not in outside.plain + outside.html
    assert "Intet andet er ændret" in outside.plain


def test_who_gets_it_for_the_first_time_reads_what_it_is(ws: Workspace) -> None:
    issue(ws, FIRST)
    approve(ws, CORRECTED)
    text = letter(ws, SECOND, has=False)
    assert text.subject == f"Godkendt referat: {NAME}"
    assert "ændret siden" not in text.plain.casefold()


def test_a_referat_that_is_taken_back_says_so(ws: Workspace) -> None:
    issue(ws, FIRST)
    life.set_status(ws, "udkast")
    text = letter(ws, SECOND)
    assert text.subject == f"Udkast til referat: {NAME}"
    assert "Referatet er igen et udkast. Det er vedhæftet (version 2)." in text.plain


def test_a_draft_that_is_corrected_is_corrected_as_before(ws: Workspace) -> None:
    life.set_status(ws, "udkast")
    assert letter(ws, FIRST).subject == f"Referat: {NAME}"
    issue(ws, FIRST)
    life.set_status(ws, "udkast", CORRECTED)
    text = letter(ws, SECOND)
    assert text.subject == f"Rettet: Referat: {NAME}"
    assert "i en rettet udgave (version 2)." in text.plain


def test_what_a_name_holds_is_not_filled_in(ws: Workspace) -> None:
    issue(ws, FIRST)
    approve(ws, af="Udvalget {version} <b>")
    text = letter(ws, SECOND)
    assert "godkendt af Udvalget {version} <b> på mødet" in text.plain
    assert "Udvalget {version} &lt;b&gt; på mødet" in text.html


def test_a_dagsorden_is_called_as_ever(ws: Workspace) -> None:
    approve(ws)
    clock = Clock()
    clock.moment = FIRST
    made = prepared(ws, kind=Kind.DAGSORDEN, clock=clock)
    variant = made.variants[0]
    subject = made.text(variant, variant.whole).subject.replace("\u00a0", " ")
    assert subject == f"Dagsorden: {NAME}"
