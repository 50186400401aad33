"""Meetings as calendar entries (iCalendar, RFC 5545; as invitations, RFC 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from math import gcd
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vUri
from msgspec import Struct

from moedebog.addresses import ascii_link, mailbox, mailto
from moedebog.fakta import ZONE
from moedebog.outgoing import Indkaldelse, Tidsrum
from moedebog.typography import plain_spaces

# Written out, because a generated one covers a few years only. The rules have been the
# same since 1996 (directive 2000/84/EC).
_ZONE_TEXT = """\
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


REQUEST, CANCEL = "REQUEST", "CANCEL"
"""What an entry asks of whoever gets it (RFC 5546, 1.4)."""


class CalendarEntry(Struct, frozen=True):
    """A meeting with what its entry needs besides."""

    indkaldelse: Indkaldelse
    forum: str
    """The forum's folder: two forums may give meetings the same id."""
    sequence: int
    """Rises when time, place or status changes; a client then asks for acceptance again."""
    stamp: datetime
    """When this state of the entry was made, with a time zone."""


class Address(Struct, frozen=True):
    """Somebody who sends, gets or is invited."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email


def method(indkaldelse: Indkaldelse) -> str:
    """REQUEST, or CANCEL for a meeting that is off."""
    return CANCEL if indkaldelse.moede.aflyst else REQUEST


def invitation(
    entry: CalendarEntry, organizer: Address, sender: str, attendee: Address | None
) -> bytes:
    """The entry as it goes out to one recipient; without ``attendee``, as it is shown.

    ``sender`` is the address that mails it for the ``organizer``, who gets the answers.
    """
    how = method(entry.indkaldelse)
    events = _whole(entry) if how == CANCEL else _events(entry)
    return _to_one(how, events, organizer, sender, attendee)


def removal(
    entry: CalendarEntry, organizer: Address, sender: str, attendee: Address | None
) -> bytes:
    """What takes the entry out of the calendar of one who is no longer invited.

    RFC 5546, 3.2.5: without STATUS, since the meeting itself is held, unless it is off as well.
    """
    events = _whole(entry)
    if not entry.indkaldelse.moede.aflyst:
        del events[0]["STATUS"]
    return _to_one(CANCEL, events, organizer, sender, attendee)


def _to_one(
    how: str, events: list[Event], organizer: Address, sender: str, attendee: Address | None
) -> bytes:
    calendar = _calendar(how)
    inviting = _person(organizer)
    if mailbox(sender) != mailbox(organizer.email):
        inviting.params["SENT-BY"] = mailto(sender)
    invited = None
    if attendee:
        person = _person(attendee)
        person.params["ROLE"] = "REQ-PARTICIPANT"
        if how == REQUEST:
            person.params["PARTSTAT"] = "NEEDS-ACTION"
            person.params["RSVP"] = "TRUE"
        invited = person
    for event in events:
        event.add("organizer", inviting, encode=False)
        if invited:
            event.add("attendee", invited, encode=False)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(entries: Iterable[CalendarEntry], name: str, organizer: Address | None) -> bytes:
    """A calendar of meetings, to be subscribed to or opened; ``organizer``: where it is known."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        for event in _events(entry):
            if organizer:
                event.add("organizer", _person(organizer), encode=False)
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def uid(entry: CalendarEntry) -> str:
    """The entry's lasting name."""
    return f"{quote(entry.indkaldelse.moede.id)}.{quote(entry.forum, safe='')}@moedebog"


def _calendar(how: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//moedebog//moedebog//DA")
    calendar.add("version", "2.0")
    calendar.add("method", how)
    calendar.add_component(_zone())
    return calendar


@cache
def _zone() -> Timezone:
    zone = Timezone.from_ical(_ZONE_TEXT)
    assert isinstance(zone, Timezone)  # noqa: S101 - a constant
    return zone


def _events(entry: CalendarEntry) -> list[Event]:
    """The meeting day by day: nobody is occupied in the night between two days.

    One name can have several times only as a series (RFC 5545, 3.8.4.4): a day that is not at the
    time of the first is an exception in it. An invitation holds one name alone (RFC 5546, 3.2.2).
    """
    events = _whole(entry)
    first, *others = entry.indkaldelse.dage
    for day in others:
        usual = _moved(first, day.start)
        if day != usual:
            event = _event(entry, day)
            event.add("recurrence-id", _zoned(usual.start))
            events.append(event)
    return events


def _whole(entry: CalendarEntry) -> list[Event]:
    """The event that stands for all days, with the rule by which they follow the first.

    A day between them is left out by name: few programs know a list of dates instead of a rule.
    """
    days = entry.indkaldelse.dage
    event = _event(entry, days[0])
    if len(days) == 1:
        return [event]
    start = days[0].start
    away = [_day(day.start) - _day(start) for day in days]
    step = gcd(*(one.days for one in away))
    count = away[-1].days // step + 1
    every = {"INTERVAL": step} if step > 1 else {}
    event.add("rrule", {"FREQ": "DAILY", **every, "COUNT": count})
    between = [timedelta(days=step * nth) for nth in range(count)]
    if free := [_zoned(start + one) for one in between if one not in away]:
        event.add("exdate", free)
    return [event]


def _moved(first: Tidsrum, to: datetime | date) -> Tidsrum:
    """The same hours on another day."""
    by = _day(to) - _day(first.start)
    return Tidsrum(first.start + by, None if first.slut is None else first.slut + by)


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _event(entry: CalendarEntry, time: Tidsrum) -> Event:
    meeting, moede = entry.indkaldelse, entry.indkaldelse.moede
    event = Event()
    event.add("uid", uid(entry))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", _zoned(time.start))
    if time.slut is not None:  # without one, RFC 5545 section 3.6.1: no length is known
        event.add("dtend", _zoned(time.slut))
    event.add("summary", plain_spaces(meeting.overskrift))
    if moede.sted:
        event.add("location", plain_spaces(moede.sted))
    if meeting.tekst:
        event.add("description", plain_spaces(meeting.tekst))
    if meeting.link:
        link = ascii_link(meeting.link)
        event.add("url", link)
        event.add("conference", _conference(link), encode=False)
    event.add("status", "CANCELLED" if moede.aflyst else "CONFIRMED")
    free = moede.aflyst or meeting.written
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    return event


def _zoned(moment: datetime | date) -> datetime | date:
    """Danish clock time with its zone; a whole day has none."""
    return moment.replace(tzinfo=ZONE) if isinstance(moment, datetime) else moment


def _conference(link: str) -> vUri:
    """Where to take part from afar (RFC 7986, 5.11)."""
    address = vUri(link)
    address.params["VALUE"] = "URI"
    address.params["FEATURE"] = ["AUDIO", "VIDEO"]
    return address


def _person(address: Address) -> vCalAddress:
    person = vCalAddress(mailto(address.email))
    if address.name:
        person.params["CN"] = address.name.replace('"', "'")
    return person
