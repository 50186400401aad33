"""Meetings as calendar entries (iCalendar, RFC 5545; as invitations, RFC 5546)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress
from msgspec import Struct

from moedebog.fakta import ZONE
from moedebog.outgoing import Indkaldelse
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
    return "CANCEL" if indkaldelse.moede.aflyst else "REQUEST"


def invitation(
    entry: CalendarEntry, organizer: Address, sender: str, attendee: Address | None
) -> bytes:
    """The entry as it goes out to one recipient; without ``attendee``, as it is shown.

    ``sender`` is the address that mails it for the ``organizer``, who gets the answers.
    """
    calendar = _calendar(method(entry.indkaldelse))
    event = _event(entry)
    inviting = _person(organizer)
    if sender.casefold() != organizer.email.casefold():
        inviting.params["SENT-BY"] = f"mailto:{sender}"
    event.add("organizer", inviting, encode=False)
    if attendee:
        person = _person(attendee)
        person.params["ROLE"] = "REQ-PARTICIPANT"
        if not entry.indkaldelse.moede.aflyst:
            person.params["PARTSTAT"] = "NEEDS-ACTION"
            person.params["RSVP"] = "TRUE"
        event.add("attendee", person, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(entries: Iterable[CalendarEntry], name: str) -> bytes:
    """A calendar of meetings, to be subscribed to or opened."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
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


def _event(entry: CalendarEntry) -> Event:
    meeting, moede = entry.indkaldelse, entry.indkaldelse.moede
    event = Event()
    event.add("uid", uid(entry))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(ZoneInfo("UTC")))
    event.add("dtstart", _zoned(meeting.start))
    if meeting.slut is not None:  # without one, RFC 5545 section 3.6.1: no length is known
        event.add("dtend", _zoned(meeting.slut))
    event.add("summary", plain_spaces(meeting.overskrift))
    if moede.sted:
        event.add("location", plain_spaces(moede.sted))
    if meeting.tekst:
        event.add("description", plain_spaces(meeting.tekst))
    event.add("status", "CANCELLED" if moede.aflyst else "CONFIRMED")
    free = moede.aflyst or meeting.written
    event.add("transp", "TRANSPARENT" if free else "OPAQUE")
    return event


def _zoned(moment: datetime | date) -> datetime | date:
    """Danish clock time with its zone; a whole day has none."""
    return moment.replace(tzinfo=ZONE) if isinstance(moment, datetime) else moment


def _person(address: Address) -> vCalAddress:
    person = vCalAddress(f"mailto:{address.email}")
    if address.name:
        person.params["CN"] = address.name.replace('"', "'")
    return person
