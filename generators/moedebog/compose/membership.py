"""Who belongs to the meeting: its members, those who do not come, and who comes for them."""

from __future__ import annotations

from datetime import date

from moedebog.meeting import Forum, Fravaer, Medlem, Medvirkende, Meeting


def members(meeting: Meeting) -> list[Medlem]:
    """The members on the day of the meeting; who is one of two bodies that meet, once."""
    everybody = [one for forum in meeting.fora for one in members_of(forum, meeting.dato)]
    return list({one.known_as: one for one in reversed(everybody)}.values())[::-1]


def members_of(forum: Forum, day: date) -> list[Medlem]:
    """The members of one body on a day."""
    return [
        m
        for m in forum.medlemmer
        if (m.fra is None or m.fra <= day) and (m.til is None or day <= m.til)
    ]


def missing(meeting: Meeting) -> tuple[Fravaer, ...]:
    """Those of whom it is said that they do not come."""
    return (*meeting.afbud, *meeting.udeblevet)


def substitutes(meeting: Meeting) -> list[Medvirkende]:
    """Those who come for somebody who is absent."""
    return [f.stedfortraeder for f in missing(meeting) if f.stedfortraeder]
