"""Dates: in the file's name and in texts, days off, and when the dagsorden was sent out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from moedebog import typography
from moedebog.authorities import LAW, RULES_OF_PROCEDURE
from moedebog.compose.attachments import belongs
from moedebog.compose.identity import KnownItem
from moedebog.compose.planning import Plan, PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example, in_text
from moedebog.fakta import ZONE
from moedebog.issued import Issue, first_of
from moedebog.meeting import Punkt
from moedebog.phrases import DANISH
from moedebog.rules.case import Case, date_of, kind
from moedebog.rules.helligdage import holiday

FILE_NAME = Rule(
    "M500",
    Severity.WARNING,
    Phrase(
        "Filen hedder {navn}, men mødet er den {dato}.",
        "The file is called {navn}, but the meeting is on {dato}.",
    ),
    Phrase(
        "Ret `dato`, eller omdøb filen; `id` kan bevare mødets gamle navn.",
        "Correct `dato`, or rename the file; `id` can keep the meeting's old name.",
    ),
    Example(wrong="dato: 2025-09-19", right="dato: 2025-09-12"),
    reason=Phrase(
        "Filens navn bliver til navnet på dokumenternes mappe og til mødets id. Er datoen "
        "forkert, leder folk efter mødet det forkerte sted.",
        "The file's name becomes that of the documents' folder and the id of the meeting. With a "
        "wrong date people look for the meeting in the wrong place.",
    ),
    rests_on=("dato",),
    about=("dato",),
)
WEEKDAY = Rule(
    "M501",
    Severity.WARNING,
    Phrase(
        "»{skrevet}« passer ikke: den {dato} er en {ugedag}.",
        "»{skrevet}« does not fit: {dato} is a {ugedag}.",
    ),
    Phrase("Ret ugedagen eller datoen.", "Correct the weekday or the date."),
    Example(
        wrong=in_text("Vi mødes torsdag den 12. september 2025."),
        right=in_text("Vi mødes fredag den 12. september 2025."),
    ),
    reason=Phrase(
        "Den ene af de to er forkert, og læseren kan ikke vide, hvilken.",
        "One of the two is wrong, and the reader cannot know which.",
    ),
)
NO_SUCH_DAY = Rule(
    "M502",
    Severity.WARNING,
    Phrase("»{skrevet}« er ikke en dag i kalenderen.", "»{skrevet}« is not a day in the calendar."),
    Phrase("Ret datoen.", "Correct the date."),
    Example(
        wrong=in_text("Fristen er den 31. november."), right=in_text("Fristen er den 30. november.")
    ),
    reason=Phrase(
        "Læseren kan ikke vide, hvilken dag der menes, og en frist uden dag kan ikke holdes.",
        "The reader cannot know which day is meant, and a deadline without a day cannot be kept.",
    ),
)
DAY_OFF = Rule(
    "M503",
    Severity.HINT,
    Phrase("Mødet ligger på en fridag: {dag}.", "The meeting is on a day off: {dag}."),
    Phrase("Se efter, om datoen er rigtig.", "Make sure that the date is right."),
    Example(wrong="dato: 2025-05-29", right="dato: 2025-05-28", name="a"),
    reason=Phrase(
        "På en fridag kan få komme. Oftest er det en tastefejl i datoen.",
        "On a day off few can come. Mostly the date was mistyped.",
    ),
    source=Phrase("Helligdagene", "The Danish public holidays"),
    rests_on=("dato",),
    about=("dato",),
)
SENT_LATE = Rule(
    "M504",
    Severity.WARNING,
    Phrase(
        "Der er {antal:hverdag|hverdage} fra dagsordenens udsendelse til mødet; forummets frist er "
        "{frist:hverdag|hverdage}.",
        "It is {antal:weekday|weekdays} from the issue of the dagsorden to the meeting; the "
        "forum's deadline is {frist:weekday|weekdays}.",
    ),
    Phrase(
        "{ret} `tillaeg: ja` og `tillaeg_grund` ved alle sagerne.",
        "{ret} `tillaeg: ja` and `tillaeg_grund` at every case.",
    ),
    Example(
        wrong="dagsorden_udsendt: 2025-09-09",
        right="dagsorden_udsendt: 2025-09-05",
        forum="politik: {frist_hverdage: 4}",
    ),
    reason=Phrase(
        "Medlemmerne skal kunne nå at læse sagerne. Er dagsordenen sendt for sent, kan der blive "
        "rejst tvivl om beslutningerne.",
        "The members must have time to read the cases. If the dagsorden was sent too late, the "
        "decisions may be called into doubt.",
    ),
    source=Phrase("Forummets egen frist; ", "The forum's own deadline; ")
    + LAW
    + Phrase(
        " § 8 binder kun en kommunalbestyrelse, så vidt muligt",
        " § 8 binds only a municipal council, as far as possible",
    ),
    rests_on=("dato",),
    about=("dagsorden_udsendt",),
)
SENT_WHEN = Rule(
    "M505",
    Severity.HINT,
    Phrase(
        "Forummet har en frist for dagsordenen, men her står ikke, hvornår den blev sendt ud.",
        "The forum has a deadline for the dagsorden, but it is not written here when it was sent "
        "out.",
    ),
    Phrase("Skriv f.eks. dagsorden_udsendt: {dato}", "Write e.g. dagsorden_udsendt: {dato}"),
    Example(
        wrong="dagsorden_status: udsendt",
        right="dagsorden_status: udsendt\ndagsorden_udsendt: 2025-09-05",
        forum="politik: {frist_hverdage: 4}",
    ),
    reason=Phrase(
        "Uden dagen kan ingen se bagefter, om fristen blev holdt, og programmet kan ikke regne "
        "den efter.",
        "Without the day nobody can see afterwards whether the deadline was kept, and the program "
        "cannot check it.",
    ),
    rests_on=("dato", "dagsorden_udsendt"),
    about=("dagsorden_status",),
)
SENT_AFTER = Rule(
    "M506",
    Severity.ERROR,
    Phrase(
        "Dagsordenen kan ikke være sendt ud efter mødet.",
        "The dagsorden cannot have been sent out after the meeting.",
    ),
    Phrase("Ret `dagsorden_udsendt` eller `dato`.", "Correct `dagsorden_udsendt` or `dato`."),
    Example(wrong="dagsorden_udsendt: 2025-09-15", right="dagsorden_udsendt: 2025-09-05"),
    rests_on=("dato",),
    about=("dagsorden_udsendt",),
)
LATE_WITHOUT_REASON = Rule(
    "M507",
    Severity.WARNING,
    Phrase(
        "Tillægspunktet »{titel}« siger ikke, hvorfor det ikke kan vente.",
        "The late item »{titel}« does not say why it cannot wait.",
    ),
    Phrase("Skriv `tillaeg_grund` ved punktet.", "Write `tillaeg_grund` at the item."),
    Example(
        wrong="- titel: Julelukning\n  tillaeg: ja",
        right="- titel: Julelukning\n  tillaeg: ja\n  tillaeg_grund: Fristen er i morgen",
        forum="politik: {frist_hverdage: 4}",
    ),
    reason=Phrase(
        "Et punkt, der kommer efter fristen, har medlemmerne ikke haft tid til. Grunden viser, at "
        "det ikke kunne vente.",
        "Members have had no time for an item that comes after the deadline. The ground shows "
        "that it could not wait.",
    ),
    source=RULES_OF_PROCEDURE,
    about=("tillaeg",),
)
DEADLINE_BEFORE = Rule(
    "M508",
    Severity.WARNING,
    Phrase("Fristen {frist} ligger før mødet.", "The deadline {frist} is before the meeting."),
    Phrase("Ret `frist`.", "Correct `frist`."),
    Example(
        wrong="- titel: A\n  opfoelgning:\n    - opgave: Ringe\n      frist: 2025-09-01",
        right="- titel: A\n  opfoelgning:\n    - opgave: Ringe\n      frist: 2025-10-01",
    ),
    reason=Phrase(
        "En frist, der var udløbet, da den blev sat, kan ingen holde; oftest er det årstallet, "
        "der er forkert.",
        "Nobody can keep a deadline that had passed when it was set; mostly the year is wrong.",
    ),
    rests_on=("dato",),
    about=("frist",),
)

LATE_ITEM = Rule(
    "M509",
    Severity.WARNING,
    Phrase(
        "Punktet kommer først med i version {version} af dagsordenen, {antal:hverdag|hverdage} før "
        "mødet; forummets frist er {frist:hverdag|hverdage}.",
        "The item first stands in version {version} of the dagsorden, {antal:weekday|weekdays} "
        "before the meeting; the forum's deadline is {frist:weekday|weekdays}.",
    ),
    Phrase(
        "Skriv `tillaeg: ja` og `tillaeg_grund` ved punktet, eller udsæt det.",
        "Write `tillaeg: ja` and `tillaeg_grund` at the item, or postpone it.",
    ),
    Example(
        wrong="Et nyt punkt er sendt ud dagen før mødet uden en grund.",
        right="tillaeg_grund: Fristen for ansøgningen er i morgen",
        file="Word",
    ),
    reason=Phrase(
        "Medlemmerne skal kunne nå at læse sagen. Kan den ikke vente, skal grunden stå i "
        "dagsordenen.",
        "The members must have time to read the case. If it cannot wait, the ground must stand in "
        "the dagsorden.",
    ),
    source=Phrase("Forummets egen frist; ", "The forum's own deadline; ")
    + LAW
    + Phrase(" § 8, stk. 4", " § 8 (4)"),
    rests_on=("dato", "tillaeg", "tillaeg_grund"),
    about=("titel",),
)
MATERIAL_LATE = Rule(
    "M5091",
    Severity.WARNING,
    Phrase(
        "Bilaget kommer først med i version {version}, {antal:hverdag|hverdage} før mødet; "
        "forummets frist for materiale er {frist:hverdag|hverdage}.",
        "The attachment first comes with version {version}, {antal:weekday|weekdays} before the "
        "meeting; the forum's deadline for material is {frist:weekday|weekdays}.",
    ),
    Phrase(
        "Skriv `tillaeg_grund` ved punktet, eller udsæt det.",
        "Write `tillaeg_grund` at the item, or postpone it.",
    ),
    Example(
        wrong="Et bilag er sendt ud dagen før mødet uden en grund.",
        right="tillaeg_grund: Regnskabet blev først færdigt i går",
        file="Word",
    ),
    reason=Phrase(
        "Medlemmerne skal kunne nå at læse det, de beslutter på grundlag af.",
        "The members must have time to read what they decide upon.",
    ),
    source=Phrase("Forummets egen frist; ", "The forum's own deadline; ")
    + LAW
    + Phrase(" § 8, stk. 4", " § 8 (4)"),
    rests_on=("dato", "bilag", "tillaeg_grund"),
    together=Phrase(
        "{antal} bilag kom efter forummets frist for materiale uden en grund.",
        "{antal:attachment|attachments} came after the forum's deadline for material without a "
        "ground.",
    ),
)
DEADLINES = (SENT_LATE, LATE_ITEM, LATE_WITHOUT_REASON, MATERIAL_LATE)
"""What is told of whatever goes out too late."""
_CORRECT_OR_WRITE = Phrase(
    "Ret `dagsorden_udsendt`, eller skriv", "Correct `dagsorden_udsendt`, or write"
)
_WRITE = Phrase("Skriv", "Write")

_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENGLISH_WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_MONTH = rf"{'|'.join(DANISH.months)}|(?:jan|febr?|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?"
_WEEKDAY = rf"{'|'.join(DANISH.weekdays)}|(?:man|tirs?|ons|tors?|fre|lør|søn)\."
# A text: ``re`` compiles it at its first use, for there may be no date at all.
_DATE = rf"""(?ix)(?:\b(?P<weekday>{_WEEKDAY})(?:en)?,?\s+)?(?P<den>\b(?:den|d\.)\s*)?
    (?<![\d,/-])(?<!\d\.)(?:
      (?P<day>\d{{1,2}})\.\s*(?P<month>{_MONTH})(?!\w)(?:\s+(?P<year>\d{{4}})\b)?
    | (?P<day2>\d{{1,2}})(?P<sign>[-./])(?P<month2>\d{{1,2}})
      # A year has the same sign before it as the month, or 12/9-25, 12/9 2025.
      (?:(?:(?P=sign)|(?<=/\d)-|(?<=/\d\d)-)(?P<year2>(?:19|20)\d\d|\d\d)
        |\s(?P<year3>(?:19|20)\d\d))?(?![\d/-])
    | (?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?![\d-])
    )
    # The weekday behind, where it can be nothing else: (torsdag), or 2025, en torsdag.
    (?:\s*\((?:en\s+)?(?P<behind>{_WEEKDAY})\)
      |(?<=\d{{4}}),\s+en\s+(?P<behind2>{"|".join(DANISH.weekdays)})(?=\s*(?:[.,;:!?)]|$)))?"""
_COUNTED = r"\s*(?:time|dag|år|måned|side|stilling)"
_MAY_HOLD_DATE = re.compile(rf"\d(?:\.\s*(?:{_MONTH})|[-./]\d\d?(?!\d))", re.I)


_NEXT = "-"
"""Stands for the id of the version that would be issued now."""


class Mention(Struct, frozen=True):
    """A date in a text."""

    written: str
    day: date | None
    """``None``: there is no such day."""
    weekday: str
    start: int
    end: int


def mentions(text: str, near: date) -> Iterator[Mention]:
    """The dates in a text. One without a year is the one nearest to ``near``."""
    if not _MAY_HOLD_DATE.search(text):
        return
    for match in re.finditer(_DATE, text):
        called = match["weekday"] or match["behind"] or match["behind2"] or ""
        weekday = next((d for d in DANISH.weekdays if d[:3] == called[:3].lower()), "")
        if match["iso"]:
            year, month, day = map(int, match["iso"].split("-"))
        elif match["month"]:
            day, year = int(match["day"]), int(match["year"] or 0)
            month = next(
                n for n, m in enumerate(DANISH.months, 1) if m[:3] == match["month"][:3].lower()
            )
        else:
            written_year = match["year2"] or match["year3"] or ""
            day, month, year = int(match["day2"]), int(match["month2"]), int(written_year or 0)
            year += 2000 if 0 < year < 100 else 0
            # A weekday alone may have a clock time or a fraction after it: fredag 12.15.
            after_weekday = written_year or (
                match["sign"] == "/" and not re.match(_COUNTED, text[match.end() :])
            )
            called_date = match["den"] or (weekday and after_weekday)
            if not called_date and len(written_year) < 4:
                continue  # a fraction, a clock time, a case number
        meant = _date(year, month, day) if year else _nearest(day, month, near, weekday)
        if meant is None and not match["month"] and not weekday:
            continue  # three numbers with signs between: it need not be meant as a date
        yield Mention(" ".join(match[0].split()), meant, weekday, *match.span())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(day: int, month: int, near: date, weekday: str) -> date | None:
    """The date without a year that is meant: the nearest, or the next one if its weekday fits."""
    days = [_date(near.year + step, month, day) for step in (-1, 0, 1)]
    known = [one for one in days if one is not None]
    if not known:
        return None
    before = max((one for one in known if one <= near), default=known[0])
    after = min((one for one in known if one >= near), default=known[-1])
    nearest, other = sorted((before, after), key=lambda one: abs(one - near))
    return other if DANISH.weekdays[other.weekday()] == weekday else nearest


def in_words(day: date) -> Phrase:
    """A date in a message."""
    return Phrase(
        typography.long_date(day, DANISH, weekday=False),
        f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}",
    )


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
            day, written = mention.day, mention.written
            if day is None:
                yield NO_SUCH_DAY.at(text.position, skrevet=written).on(written)
            elif mention.weekday and DANISH.weekdays[day.weekday()] != mention.weekday:
                right = Phrase(DANISH.weekdays[day.weekday()], _ENGLISH_WEEKDAYS[day.weekday()])
                wrong = WEEKDAY.at(text.position, skrevet=written, dato=in_words(day), ugedag=right)
                yield wrong.on(written)


# --- days off and deadlines -------------------------------------------------------------


def weekdays_between(first: date, last: date, *, saturday: bool) -> int:
    """The weekdays after ``first`` and before ``last``: whole days in between.

    Sundays and public holidays are none; whether Saturday is one, the forum says.
    """
    count = 0
    day = first + timedelta(days=1)
    while day < last:
        count += _is_weekday(day, saturday=saturday)
        day += timedelta(days=1)
    return count


def _is_weekday(day: date, *, saturday: bool) -> bool:
    off = day.weekday() == 6 or (day.weekday() == 5 and not saturday)
    return not off and holiday(day) is None


def day_off(case: Case) -> Iterator[Diagnostic]:
    """The meeting is not on a Sunday or a public holiday."""
    meeting = case.meeting
    if meeting.aflyst or meeting.written:
        return
    day = meeting.dato
    name = holiday(day)
    if name or day.weekday() == 6:
        yield DAY_OFF.at(meeting.position, dag=name or Phrase("søndag", "Sunday"))


def sent_in_time(case: Case) -> Iterator[Diagnostic]:
    """The dagsorden was sent out as long before the meeting as the forum wants it."""
    meeting, politik = case.meeting, case.meeting.forum.politik
    sent, limit = meeting.dagsorden_udsendt, politik.frist_hverdage
    if sent is not None and sent > meeting.dato:
        if first_of(meeting.udgaver, Kind.DAGSORDEN) is None:  # else it simply was so
            yield SENT_AFTER.at(meeting.position)
    elif limit is None or meeting.ekstraordinaert or meeting.aflyst:
        return
    elif sent is None:
        if not meeting.dagsorden_status.is_draft:
            example = _last_day(meeting.dato, limit, saturday=politik.loerdag_er_hverdag)
            yield SENT_WHEN.at(meeting.position, dato=example.isoformat())
    elif (meeting.dato - sent).days <= 4 * limit + 14:
        count = weekdays_between(sent, meeting.dato, saturday=politik.loerdag_er_hverdag)
        if count < limit and not _cannot_wait(case):
            typed = case.issuing is None and not issued(case)
            yield SENT_LATE.at(
                meeting.position,
                antal=count,
                frist=limit,
                ret=_CORRECT_OR_WRITE if typed else _WRITE,
            )


def _cannot_wait(case: Case) -> bool:
    """Whether every case of the meeting says why it is on so late."""
    items = [item.punkt for item in case.plan.items if item.numbered.parent is None]
    cases = [punkt for punkt in items if not _routine(punkt)]
    return bool(cases) and all(punkt.tillaeg and punkt.tillaeg_grund for punkt in cases)


def _routine(punkt: Punkt) -> bool:
    sagstype = kind(punkt)
    return sagstype is not None and sagstype.kind.routine


def _last_day(meeting: date, limit: int, *, saturday: bool) -> date:
    """The last weekday on which the dagsorden is in time."""
    day = meeting
    while weekdays_between(day, meeting, saturday=saturday) < limit or not _is_weekday(
        day, saturday=saturday
    ):
        day -= timedelta(days=1)
    return day


def issued(case: Case) -> tuple[Issue, ...]:
    """The versions of the dagsorden that were issued, oldest first."""
    return tuple(one for one in case.meeting.udgaver if one.dokument == Kind.DAGSORDEN)


def late_items(case: Case) -> Iterator[Diagnostic]:
    """An item added late says why, where the forum has a deadline."""
    limit = case.meeting.forum.politik.frist_hverdage
    if limit is None:
        return
    agenda = case.plan.of(Kind.DAGSORDEN)
    later = {id(item): late for item, late in _issued_late(case, agenda, limit)}
    for item in agenda.items:
        if item.punkt.tillaeg_grund:
            continue
        if item.punkt.tillaeg:
            yield LATE_WITHOUT_REASON.at(item.punkt.position, titel=item.punkt.titel)
        elif late := later.get(id(item)):
            yield LATE_ITEM.at(item.punkt.position, **late.values(limit))


class _Late(Struct, frozen=True):
    """A version that came after a deadline."""

    version: int
    weekdays: int
    """Between it and the meeting."""

    def values(self, limit: int) -> dict[str, object]:
        return {"version": self.version, "antal": self.weekdays, "frist": limit}


def _late_versions(case: Case, limit: int) -> dict[str, _Late]:
    """The versions after the first one that came too late, by their ids; ``_NEXT``: the next one.

    How early the first one was, ``dagsorden_udsendt`` tells.
    """
    meeting, made = case.meeting, dict[str, _Late]()
    if meeting.ekstraordinaert or meeting.aflyst:
        return made
    before = issued(case)
    times = [(one.id, one.version, one.tid.astimezone(ZONE).date()) for one in before[1:]]
    if before and case.issuing is not None:
        times.append((_NEXT, max(one.version for one in before) + 1, case.issuing))
    saturday = meeting.forum.politik.loerdag_er_hverdag
    for own, version, day in times:
        if day > meeting.dato or (meeting.dato - day).days > 4 * limit + 14:
            continue
        count = weekdays_between(day, meeting.dato, saturday=saturday)
        if count < limit:
            made[own] = _Late(version, count)
    return made


def _first(case: Case, known: KnownItem | None, attachment: str | None = None) -> str:
    """The id of the first version that has an item, or the attachment of it with a number.

    ``_NEXT`` where none has, empty for an item of older records, which name no ids.
    """
    if known is None:
        return _NEXT
    own = [
        (issue.id, [one.nr for one in item.bilag])
        for issue in issued(case)
        for item in issue.punkter
        if item.id == known.id
    ]
    if attachment is None or not own:
        return own[0][0] if own else ""
    return next((version for version, numbers in own if attachment in numbers), _NEXT)


def _issued_late(case: Case, agenda: Plan, limit: int) -> Iterator[tuple[PlannedItem, _Late]]:
    late = _late_versions(case, limit)
    for item, known in zip(agenda.items, agenda.identified.of_items, strict=True):
        first = _first(case, known) if late else ""
        own = item.numbered.parent is None and item.withdrawn is None and not _routine(item.punkt)
        if first in late and own:
            yield item, late[first]


def late_material(case: Case) -> Iterator[Diagnostic]:
    """What is added to an issued dagsorden comes as early as the forum wants it, or says why."""
    politik = case.meeting.forum.politik
    limit = politik.materiale_frist_hverdage
    late = _late_versions(case, limit) if limit is not None else {}
    if limit is None or not late:
        return
    agenda = case.plan.of(Kind.DAGSORDEN)
    for item, known in zip(agenda.items, agenda.identified.of_items, strict=True):
        if item.withdrawn is not None or item.punkt.tillaeg_grund:
            continue
        whole = _first(case, known) if politik.frist_hverdage else None
        for one in item.bilag:
            if not belongs(one.bilag, Kind.DAGSORDEN):
                continue
            first = _first(case, known, one.nr)
            told = first == whole or one.bilag.udgaar  # the item is late itself
            if first in late and not told:
                yield MATERIAL_LATE.at(one.bilag.position, **late[first].values(limit))


def actions(case: Case) -> Iterator[Diagnostic]:
    """What is to be done is to be done after the meeting."""
    for item in case.plan.items:
        for afsnit in item.punkt.alle_afsnit():
            for action in afsnit.opfoelgning:
                if action.frist is not None and action.frist < case.meeting.dato:
                    frist = typography.short_date(action.frist, DANISH)
                    yield DEADLINE_BEFORE.at(action.position, frist=frist)
