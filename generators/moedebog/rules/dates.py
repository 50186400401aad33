"""Dates: in the file's name and in texts, days off, and when the dagsorden was sent out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from moedebog import typography
from moedebog.diagnostics import Diagnostic, Rule, Severity
from moedebog.rules.case import Case, date_of

FILE_NAME = Rule(
    "M500",
    Severity.WARNING,
    "Filen hedder {navn}, men mødet er den {dato}.",
    "Ret `dato`, eller omdøb filen; `id` kan bevare mødets gamle navn.",
    rests_on=("dato",),
)
WEEKDAY = Rule(
    "M501",
    Severity.WARNING,
    "»{skrevet}« passer ikke: den {dato} er en {ugedag}.",
    "Ret ugedagen eller datoen.",
)
NO_SUCH_DAY = Rule(
    "M502",
    Severity.WARNING,
    "»{skrevet}« er ikke en dag i kalenderen.",
    "Ret datoen.",
)
DAY_OFF = Rule(
    "M503",
    Severity.HINT,
    "Mødet ligger på en fridag: {dag}.",
    "Se efter, om datoen er rigtig.",
    rests_on=("dato",),
)
SENT_LATE = Rule(
    "M504",
    Severity.WARNING,
    "Dagsordenen blev sendt ud {antal} hverdage før mødet; forummets frist er {frist}.",
    "Ret `dagsorden_udsendt`, eller skriv ved punkterne, hvorfor de ikke kan vente.",
    rests_on=("dato",),
)
SENT_WHEN = Rule(
    "M505",
    Severity.HINT,
    "Forummet har en frist for dagsordenen, men her står ikke, hvornår den blev sendt ud.",
    "Skriv f.eks. dagsorden_udsendt: {dato}",
    rests_on=("dato", "dagsorden_udsendt"),
)
SENT_AFTER = Rule(
    "M506",
    Severity.ERROR,
    "Dagsordenen kan ikke være sendt ud efter mødet.",
    "Ret `dagsorden_udsendt` eller `dato`.",
    rests_on=("dato",),
)
LATE_WITHOUT_REASON = Rule(
    "M507",
    Severity.WARNING,
    "Tillægspunktet »{titel}« siger ikke, hvorfor det ikke kan vente.",
    "Skriv `tillaeg_grund` ved punktet.",
)
DEADLINE_BEFORE = Rule(
    "M508",
    Severity.WARNING,
    "Fristen {frist} ligger før mødet.",
    "Ret `frist`.",
    rests_on=("dato",),
)

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_DATE = re.compile(
    rf"""(?:\b(?P<weekday>{"|".join(WEEKDAYS)})\s+)?(?:\b(?:den|d\.)\s*)?
    (?<![\d.,/-])(?:
      (?P<day>\d{{1,2}})\.\s*(?P<month>{"|".join(_MONTHS)})\b(?:\s+(?P<year>\d{{4}})\b)?
    | (?P<day2>\d{{1,2}})[-./](?P<month2>\d{{1,2}})[-./](?P<year2>(?:19|20)\d\d)(?![\d-])
    )""",
    re.IGNORECASE | re.VERBOSE,
)


_MAY_HOLD_DATE = re.compile(rf"\d(?:\.\s*(?:{'|'.join(_MONTHS)})|[-./]\d+[-./]\d)", re.I)


class Mention(Struct, frozen=True):
    """A date in a text."""

    written: str
    day: date | None
    """``None``: there is no such day."""
    weekday: str
    start: int


def mentions(text: str, near: date) -> Iterator[Mention]:
    """The dates in a text. One without a year is the one nearest to ``near``."""
    if not _MAY_HOLD_DATE.search(text):
        return
    for match in _DATE.finditer(text):
        day = int(match["day"] or match["day2"])
        month = (
            _MONTHS.index(match["month"].lower()) + 1 if match["month"] else int(match["month2"])
        )
        year = match["year"] or match["year2"]
        weekday = (match["weekday"] or "").lower()
        found = _nearest(day, month, near) if year is None else _date(int(year), month, day)
        if found is None and match["month2"] and not match["weekday"]:
            continue  # three numbers with signs between: it need not be meant as a date
        yield Mention(" ".join(match[0].split()), found, weekday, match.start())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, near: date) -> date | None:
    days = [_date(near.year + step, month, day) for step in (-1, 0, 1)]
    known = [one for one in days if one is not None]
    return min(known, key=lambda one: abs(one - near)) if known else None


def file_name(case: Case) -> Iterator[Diagnostic]:
    """The date in the file's name is that of the meeting."""
    meeting = case.meeting
    day = date_of(meeting.stamme)
    if day is not None and day != meeting.dato and meeting.id == meeting.stamme:
        name = f"{meeting.stamme}.yaml"
        yield FILE_NAME.at(meeting.position, navn=name, dato=meeting.dato.isoformat())


def dates_in_texts(case: Case) -> Iterator[Diagnostic]:
    """A date in a text exists, and its weekday is right."""
    for text in case.texts_with_digits:
        for mention in mentions(text.text, case.meeting.dato):
            if mention.day is None:
                yield NO_SUCH_DAY.at(text.position, skrevet=mention.written)
            elif mention.weekday and WEEKDAYS[mention.day.weekday()] != mention.weekday:
                yield WEEKDAY.at(
                    text.position,
                    skrevet=mention.written,
                    dato=typography.long_date(mention.day, weekday=False),
                    ugedag=WEEKDAYS[mention.day.weekday()],
                )


# --- days off and deadlines -------------------------------------------------------------


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str]:
    from holidays import country_holidays

    return dict(country_holidays("DK", years=year, language="da"))


def holiday(day: date) -> str | None:
    """The name of a Danish public holiday."""
    return _holidays(day.year).get(day)


def weekdays_between(first: date, last: date, *, saturday: bool) -> int:
    """The weekdays after ``first`` and before ``last``: whole days in between.

    Sundays and public holidays are none; whether Saturday is one, the forum says.
    """
    count = 0
    day = first + timedelta(days=1)
    while day < last:
        off = day.weekday() == 6 or (day.weekday() == 5 and not saturday)
        count += not off and holiday(day) is None
        day += timedelta(days=1)
    return count


def day_off(case: Case) -> Iterator[Diagnostic]:
    """The meeting is not on a Sunday or a public holiday."""
    meeting = case.meeting
    if meeting.aflyst or meeting.form == "skriftlig":
        return
    day = meeting.dato
    name = holiday(day) if _may_be_holiday(day) else None
    if name or day.weekday() == 6:
        yield DAY_OFF.at(meeting.position, dag=name or "søndag")


_FIXED = {(1, 1), (12, 25), (12, 26)}
_FROM_EASTER = {-3, -2, 0, 1, 26, 39, 49, 50}


def _may_be_holiday(day: date) -> bool:
    """Whether it is worth asking the calendar of holidays, which takes its time to load."""
    from dateutil.easter import easter

    return (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _FROM_EASTER


def sent_in_time(case: Case) -> Iterator[Diagnostic]:
    """The dagsorden was sent out as long before the meeting as the forum wants it."""
    meeting, politik = case.meeting, case.meeting.forum.politik
    sent, limit = meeting.dagsorden_udsendt, politik.frist_hverdage
    if sent is not None and sent > meeting.dato:
        yield SENT_AFTER.at(meeting.position)
    elif limit is None or meeting.form == "ekstraordinaert" or meeting.aflyst:
        return
    elif sent is None:
        if meeting.dagsorden_status != "udkast":
            example = _last_day(meeting.dato, limit, saturday=politik.loerdag_er_hverdag)
            yield SENT_WHEN.at(meeting.position, dato=example.isoformat())
    elif (meeting.dato - sent).days <= 4 * limit + 14:
        count = weekdays_between(sent, meeting.dato, saturday=politik.loerdag_er_hverdag)
        if count < limit:
            yield SENT_LATE.at(meeting.position, antal=count, frist=limit)


def _last_day(meeting: date, limit: int, *, saturday: bool) -> date:
    day = meeting
    while weekdays_between(day, meeting, saturday=saturday) < limit:
        day -= timedelta(days=1)
    return day


def late_items(case: Case) -> Iterator[Diagnostic]:
    """An item added late says why, where the forum has a deadline."""
    if case.meeting.forum.politik.frist_hverdage is None:
        return
    for item in case.plan.items:
        if item.punkt.tillaeg and not item.punkt.tillaeg_grund:
            yield LATE_WITHOUT_REASON.at(item.punkt.position, titel=item.punkt.titel)


def actions(case: Case) -> Iterator[Diagnostic]:
    """What is to be done is to be done after the meeting."""
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            for action in afsnit.opfoelgning:
                if action.frist is not None and action.frist < case.meeting.dato:
                    frist = typography.short_date(action.frist)
                    yield DEADLINE_BEFORE.at(action.position, frist=frist)
