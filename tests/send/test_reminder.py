"""Who has answered to the minutes, and the draft of a mail to those who have not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from moedebog.cli import main
from moedebog.diagnostics import Problems
from moedebog.issued import Issue
from moedebog.send.reminder import reminder
from support import meeting

FORUM = """\
navn: Udvalget
medlemmer: [Anna Ager, Bo Bæk, Carl Dam, Dora Eng]
modtagere:
  - gruppe: medlemmer
    personer:
      - {navn: "Carl Dam (A)", email: carl@example.org}
"""
MEETING = """\
dato: 2025-09-12
start: "10:00"
fremmoedt: alle_andre
afbud: [Dora Eng]
referat_status: til_godkendelse
indsigelsesfrist: 2025-09-26
indsigelser:
  - fra: Anna Ager
  - fra: Bo Bæk
    tekst: Prisen mangler.
  - fra: Bo Bæk
    tekst: Et navn er stavet forkert.
punkter:
  - titel: A
    udfald: godkendt
"""


def told(
    text: str = MEETING,
    day: int = 20,
    *,
    forum: str = FORUM,
    sees_closed: bool = True,
    udgaver: tuple[Issue, ...] = (),
) -> list[str]:
    made = replace(meeting(text, forum), udgaver=udgaver)
    today = date(2025, 9, day)
    lines = reminder(made, "udvalg/2025-09-12", today, sees_closed=sees_closed)
    return [one.danish for one in lines]


def test_it_tells_who_has_answered_and_who_of_those_who_took_part_has_not() -> None:
    lines = told()
    assert lines[:6] == [
        "Fristen er 2025-09-26, om 6 dage.",
        "Har svaret:",
        "    Anna Ager: ingen bemærkninger",
        "    Bo Bæk: 2 bemærkninger",
        "Har ikke svaret:",
        "    Carl Dam <carl@example.org>",
    ]
    assert "Dora Eng" not in "\n".join(lines)


def test_where_nobody_has_put_down_who_was_there_the_members_are_asked() -> None:
    unknown = MEETING.replace("fremmoedt: alle_andre\n", "fremmoedt: ikke_noteret\n")
    assert "    Dora Eng (ingen adresse i forum.yaml)" in told(unknown)


def test_the_draft_says_what_is_asked_and_until_when() -> None:
    letter = "\n".join(told()).partition("moedebog sender den ikke:")[2]
    assert "Emne: Dine bemærkninger til referatet, Udvalget, 12. september 2025" in letter
    assert "Skriv senest fredag den 26. september 2025, om du har bemærkninger" in letter
    assert "Anna" not in letter


@pytest.mark.parametrize(
    ("status", "recipients", "is_sent"),
    [
        ("til_godkendelse", 4, True),
        ("", 4, True),  # older records have none
        ("udkast", 4, False),
        ("til_godkendelse", 0, False),
    ],
)
def test_the_draft_says_that_they_have_the_minutes_only_where_they_were_sent(
    status: str, recipients: int, is_sent: bool
) -> None:
    issue = Issue(
        *("v1", "referat", 1, datetime(2025, 9, 15, tzinfo=UTC), {}, {}, (), (), "", 0),
        modtagere=recipients,
        accepteret=recipients,
        status=status,
    )
    text = "\n".join(told(udgaver=(issue,)))
    assert ("Du har fået referatet af mødet »Udvalget, 12. september 2025«" in text) is is_sent
    assert ("Referatet af mødet »Udvalget, 12. september 2025« er til" in text) is not is_sent
    assert ("moedebog mail udvalg/2025-09-12 --doc referat" in text) is not is_sent


def test_what_was_never_issued_is_told_to_be_sent_first() -> None:
    text = "\n".join(told())
    assert "Du har fået" not in text
    assert "Ingen version af referatet er sendt til godkendelse herfra." in text


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("underskrift", "underskrives"),
        ("naeste_moede", "på et senere møde"),
        ("indsigelsesfrist", "regner vi med, at du ingen bemærkninger har"),
    ],
)
def test_the_draft_says_what_comes_next(policy: str, said: str) -> None:
    forum = f"{FORUM}politik:\n  godkendelse: {policy}\n"
    assert said in "\n".join(told(forum=forum))
    assert said not in "\n".join(told())


def test_after_the_deadline_it_says_so() -> None:
    lines = told(day=28)
    assert lines[0] == "Fristen var 2025-09-26; den udløb for 2 dage siden."
    assert "Fristen var fredag den 26. september 2025" in "\n".join(lines)
    assert told(day=26)[0] == "Fristen er i dag, 2025-09-26."


def test_where_silence_is_assent_nobody_is_reminded_after_the_deadline() -> None:
    forum = f"{FORUM}politik:\n  godkendelse: indsigelsesfrist\n"
    text = "\n".join(told(day=28, forum=forum))
    assert "Emne:" not in text
    assert "status udvalg/2025-09-12 --status godkendt --dato 2025-09-28" in text
    assert "--ved indsigelsesfrist" in text
    assert "Emne:" in "\n".join(told(day=26, forum=forum))


def test_nobody_is_reminded_when_all_have_answered_or_the_minutes_are_approved() -> None:
    everybody = MEETING.replace("  - fra: Anna", "  - fra: Dam, Carl\n  - fra: Anna")
    assert told(everybody)[-1] == "Alle har svaret."
    approved = told(MEETING.replace("til_godkendelse", "godkendt"))
    assert approved[0] == "Referatet er godkendt; der er intet at minde om."
    assert "Emne:" not in "\n".join(approved)


@pytest.mark.parametrize(
    "line", ["referat_status: udkast\n", "referat_status: til_godkendelse\naflyst: ja\n"]
)
def test_nobody_is_reminded_who_has_not_been_asked(line: str) -> None:
    with pytest.raises(Problems) as stopped:
        told(MEETING.replace("referat_status: til_godkendelse\n", line))
    assert [one.code for one in stopped.value.diagnostics] == ["M478"]


def test_others_than_the_forum_read_how_many_they_are_and_no_names() -> None:
    text = "\n".join(told(sees_closed=False))
    assert "2 har svaret, 1 mangler." in text
    for secret in ("Anna", "Bo Bæk", "Carl", "example.org", "bemærkning\n"):
        assert secret not in text


def test_the_command_prints_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "meetings" / "udvalg"
    folder.mkdir(parents=True)
    (folder / "forum.yaml").write_text(FORUM, encoding="utf-8")
    (folder / "2025-09-12.yaml").write_text(MEETING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["paamindelse", "2025-09-12", "--vis-lukket"]) == 0
    out = capsys.readouterr().out
    assert "Carl Dam <carl@example.org>" in out
    assert main(["paamindelse", "2025-09-12"]) == 0
    assert "Carl" not in capsys.readouterr().out
