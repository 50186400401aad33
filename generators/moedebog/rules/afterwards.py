"""What is added to a referat after the meeting: corrections, and closed matters that are opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from moedebog.compose import Plan, plan
from moedebog.compose.corrected import decided_by
from moedebog.compose.corrections import DecidedAt, Misplaced, decided_at, places
from moedebog.compose.planning import PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, has_errors
from moedebog.examples import Example
from moedebog.load import load
from moedebog.meeting import Rettelse
from moedebog.rules.case import Case
from moedebog.rules.dates import in_words
from moedebog.workspace import MeetingFile

_HEAD = "dato: 2025-09-12\nreferat_status: godkendt\n"
_ITEMS = "punkter:\n- titel: A\n  udfald: godkendt"


def _corrected(entry: str, items: str = _ITEMS, head: str = _HEAD) -> str:
    """A meeting file with a correction."""
    return f"{head}rettelser:\n  - {entry}\n    tekst: Beløbet er 1,2 mio. kr.\n{items}"


NO_SUCH_ITEM = Rule(
    "M563",
    Severity.ERROR,
    Phrase(
        "Rettelsen gælder punkt {nr}, men det er der ikke. Punkterne er {numre}.",
        "The correction is of item {nr}, but there is none. The items are {numre}.",
    ),
    Phrase(
        "Skriv punktets nummer, som det er trykt i referatet, eller punktets `id`; gælder den "
        "mødet som helhed, så slet `punkt`.",
        "Write the item's number as printed in the referat, or the item's `id`; if it is of the "
        "meeting as a whole, delete `punkt`.",
    ),
    Example(
        wrong=_corrected("dato: 2025-11-14\n    punkt: 7"),
        right=_corrected("dato: 2025-11-14\n    punkt: 1"),
    ),
    reason=Phrase(
        "En rettelse står i det punkt, den retter; ellers finder ingen den.",
        "A correction stands in the item that it corrects; else nobody finds it.",
    ),
    rests_on=("punkter", "nr", "id", "nummerering"),
    about=("punkt",),
)
SEVERAL_ITEMS = Rule(
    "M5631",
    Severity.ERROR,
    Phrase(
        "Rettelsen gælder punkt {nr}, og {antal:punkt hedder|punkter hedder} det.",
        "The correction is of item {nr}, and {antal:item is|items are} called so.",
    ),
    Phrase(
        "Skriv et `id` ved det punkt, der rettes, og det samme under `punkt`.",
        "Write an `id` at the item that is corrected, and the same under `punkt`.",
    ),
    Example(
        wrong="Punkterne tælles forfra i hver gruppe, og rettelsen siger punkt: 1",
        right="id: budget ved punktet, og punkt: budget i rettelsen",
        file="Word",
    ),
    rests_on=("punkter", "nr", "id", "nummerering"),
    about=("punkt",),
)
BEFORE_MEETING = Rule(
    "M5632",
    Severity.ERROR,
    Phrase(
        "Rettelsen er fra den {dato}, før mødet.",
        "The correction is of {dato}, before the meeting.",
    ),
    Phrase("Ret `dato`.", "Correct `dato`."),
    Example(
        wrong=_corrected("dato: 2025-09-01\n    punkt: 1"),
        right=_corrected("dato: 2025-11-14\n    punkt: 1"),
    ),
    rests_on=("dato",),
    about=("dato",),
)
STILL_TO_COME = Rule(
    "M5633",
    Severity.WARNING,
    Phrase(
        "Rettelsen er fra den {dato}, som ikke er kommet.",
        "The correction is of {dato}, which is still to come.",
    ),
    Phrase(
        "Ret `dato`, eller skriv rettelsen, når den er besluttet.",
        "Correct `dato`, or write the correction once it is decided.",
    ),
    Example(
        wrong="dato: 2099-01-01 i en rettelse",
        right="Den dag, rettelsen blev besluttet",
        file="Word",
    ),
    reason=Phrase(
        "Referatet siger, at det er rettet den dag.", "The referat says that it was corrected then."
    ),
    rests_on=("dato",),
    about=("dato",),
)
NO_SUCH_MEETING = Rule(
    "M564",
    Severity.WARNING,
    Phrase(
        "»{skrevet}« er ikke et af forummets møder; der trykkes: {trykt}",
        "»{skrevet}« is no meeting of the forum; this is printed: {trykt}",
    ),
    Phrase(
        "Skriv navnet på mødets fil uden `.yaml`, eller skriv med ord, hvor det blev besluttet, "
        "f.eks. `besluttet_i: Byrådets møde den 14. november 2025, punkt 2`.",
        "Write the name of the meeting's file without `.yaml`, or write in words where it was "
        "decided, e.g. `besluttet_i: Byrådets møde den 14. november 2025, punkt 2`.",
    ),
    Example(
        wrong=_corrected("dato: 2025-11-14\n    punkt: 1\n    besluttet_i: 14-11-2025"),
        right=_corrected(
            "dato: 2025-11-14\n    punkt: 1\n    besluttet_i: Udvalgets møde den 14. november 2025"
        ),
    ),
    reason=Phrase(
        "Den, der læser rettelsen, skal kunne finde beslutningen.",
        "Whoever reads the correction must be able to find the decision.",
    ),
    about=("besluttet_i",),
)
NO_SUCH_ITEM_THERE = Rule(
    "M5644",
    Severity.WARNING,
    Phrase(
        "Rettelsen skal være besluttet under punkt {nr} på mødet den {dato}, men det er der ikke. "
        "Punkterne er {numre}.",
        "The correction is said to be decided at item {nr} of the meeting on {dato}, but there is "
        "none. The items are {numre}.",
    ),
    Phrase(
        "Ret punktets nummer i `besluttet_i`, eller skriv mødet alene.",
        "Correct the number of the item in `besluttet_i`, or write the meeting alone.",
    ),
    Example(
        wrong="besluttet_i: 2025-11-14, punkt 9, når det møde har 4 punkter",
        right="besluttet_i: 2025-11-14, punkt 4",
        file="Word",
    ),
    reason=Phrase(
        "Den, der læser rettelsen, skal kunne finde beslutningen.",
        "Whoever reads the correction must be able to find the decision.",
    ),
    about=("besluttet_i",),
)
NOT_APPROVED = Rule(
    "M5641",
    Severity.HINT,
    Phrase(
        "Referatet er ikke godkendt endnu; så kan selve teksten rettes.",
        "The referat is not approved yet; then the text itself can be corrected.",
    ),
    Phrase(
        "Ret punktet, og slet rettelsen. Er referatet godkendt, så skriv det: `make status`.",
        "Correct the item, and delete the correction. If the referat is approved, say so: "
        "`make status`.",
    ),
    Example(
        wrong=_corrected("dato: 2025-11-14\n    punkt: 1", head="dato: 2025-09-12\n"),
        right=f"dato: 2025-09-12\n{_ITEMS}",
    ),
    reason=Phrase(
        "En rettelse er en tilføjelse til det, der er godkendt; før det er der kun et udkast.",
        "A correction is an addition to what is approved; before that there is but a draft.",
    ),
    rests_on=("referat_status",),
)
SAYS_TOO_MUCH = Rule(
    "M5642",
    Severity.WARNING,
    Phrase(
        "Punktet har noget lukket, og rettelsen er åben.",
        "Something in the item is closed, and the correction is open.",
    ),
    Phrase(
        "Skriv `offentlig: nej` ved rettelsen, hvis den gælder det lukkede, ellers "
        "`offentlig: ja`.",
        "Write `offentlig: nej` at the correction if it is of what is closed, else "
        "`offentlig: ja`.",
    ),
    Example(
        wrong=_corrected(
            "dato: 2025-11-14\n    punkt: 1",
            f"{_ITEMS}\n  bilag:\n    - titel: B\n      offentlig: nej",
        ),
        right=_corrected(
            "dato: 2025-11-14\n    punkt: 1\n    offentlig: nej",
            f"{_ITEMS}\n  bilag:\n    - titel: B\n      offentlig: nej",
        ),
    ),
    reason=Phrase(
        "En rettelse gentager tit det, den retter. Står den åbent, kan alle læse den.",
        "A correction often repeats what it corrects. If it is open, everybody can read it.",
    ),
    rests_on=("lukket", "offentlig"),
)
DECIDED_WHEN = Rule(
    "M5643",
    Severity.WARNING,
    Phrase(
        "Rettelsen er fra den {dato}, men skal være besluttet på et møde den {besluttet}.",
        "The correction is of {dato}, but is said to be decided at a meeting on {besluttet}.",
    ),
    Phrase("Ret `dato` eller `besluttet_i`.", "Correct `dato` or `besluttet_i`."),
    Example(
        wrong="dato: 2025-11-14 og besluttet_i: 2025-12-01",
        right="dato: 2025-12-01 og besluttet_i: 2025-12-01",
        file="Word",
    ),
    reason=Phrase(
        "Den ene af de to dage er forkert; referatet trykker dem begge.",
        "One of the two days is wrong; the referat prints both.",
    ),
    rests_on=("dato",),
    about=("besluttet_i",),
)
STILL_CLOSED = Rule(
    "M4791",
    Severity.ERROR,
    Phrase(
        "Lukningen er ophævet her, men punktet hører til et, der stadig er lukket.",
        "The item is opened here, but it belongs to one that is still closed.",
    ),
    Phrase(
        "Skriv `lukning_ophaevet` ved punktet, som det hører til, eller slet det her.",
        "Write `lukning_ophaevet` at the item that it belongs to, or delete it here.",
    ),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n- titel: A\n  lukket: ja\n  underpunkter:\n"
        "    - titel: B\n      lukket: ja\n      lukning_ophaevet:\n        dato: 2026-03-02",
        right="dato: 2025-09-12\npunkter:\n- titel: A\n  lukket: ja\n  lukning_ophaevet:\n"
        "    dato: 2026-03-02\n  underpunkter:\n    - titel: B",
    ),
    reason=Phrase(
        "Det, der hører til et lukket punkt, er lukket: intet bliver åbnet.",
        "What belongs to a closed item is closed: nothing is opened.",
    ),
    rests_on=("lukket",),
    about=("lukning_ophaevet",),
)
OPENED_BEFORE = Rule(
    "M4792",
    Severity.ERROR,
    Phrase(
        "Lukningen er ophævet den {dato}, før mødet.",
        "The item was opened on {dato}, before the meeting.",
    ),
    Phrase(
        "Ret `dato`. Var punktet åbent, da mødet blev holdt, så slet `lukket`; besluttede mødet "
        "det, så skriv `aabnet_paa_moedet: ja` under `lukket`.",
        "Correct `dato`. If the item was open when the meeting was held, delete `lukket`; if the "
        "meeting decided it, write `aabnet_paa_moedet: ja` under `lukket`.",
    ),
    Example(
        wrong="dato: 2025-09-12\npunkter:\n- titel: A\n  lukket: ja\n  lukning_ophaevet:\n"
        "    dato: 2025-09-01",
        right="dato: 2025-09-12\npunkter:\n- titel: A\n  lukket: ja\n  lukning_ophaevet:\n"
        "    dato: 2026-03-02",
    ),
    rests_on=("dato",),
    about=("lukning_ophaevet",),
)
OPENED_TOO_SOON = Rule(
    "M4793",
    Severity.ERROR,
    Phrase(
        "Lukningen er først ophævet den {dato}; til da er punktet lukket.",
        "The item is opened on {dato}; until then it is closed.",
    ),
    Phrase(
        "Skriv `lukning_ophaevet`, når dagen er kommet, eller ret `dato`.",
        "Write `lukning_ophaevet` when the day has come, or correct `dato`.",
    ),
    Example(
        wrong="lukning_ophaevet med dato: 2099-01-01",
        right="Den dag, punktet blev åbnet",
        file="Word",
    ),
    reason=Phrase(
        "Dokumenterne bliver lavet af det, der står nu: det lukkede kom ud før tiden.",
        "Documents are made of what stands there now: what is closed would get out too soon.",
    ),
    rests_on=("dato",),
    about=("lukning_ophaevet",),
)

_LIKE_A_FILE = re.compile(r"\d{4}-\d\d?-\d\d?\b.*|\d\d?[./-]\d\d?[./-]\d{2,4}\b.*|[\w-]+/\d{4}\b.*")
"""What was meant as the file or the day of a meeting."""


def corrections(case: Case) -> Iterator[Diagnostic]:
    """Corrections are of something there is, and were decided where and when they say."""
    placed = case.plan.corrections
    for missing in placed.misplaced:
        yield _misplaced(case, missing)
    for item in case.plan.items:
        for one in item.rettelser:
            if item.lukket is None and item.holds_closed and one.lukket is None:
                yield SAYS_TOO_MUCH.at(one.position)
    for one in case.meeting.rettelser:
        yield from _of_day(case, one)
        if one.besluttet_i is not None:
            yield from _decided(case, one, one.besluttet_i)
        if not case.meeting.referat_status.approved:
            yield NOT_APPROVED.at(one.position)


def _misplaced(case: Case, missing: Misplaced) -> Diagnostic:
    one = missing.rettelse
    if missing.found:
        return SEVERAL_ITEMS.at(one.position, nr=one.punkt or "", antal=missing.found)
    numbers = [item.numbered.nr for item in case.plan.items if item.numbered.nr]
    return NO_SUCH_ITEM.at(one.position, nr=one.punkt or "", numre=", ".join(numbers) or "–")


def _of_day(case: Case, one: Rettelse) -> Iterator[Diagnostic]:
    if one.dato < case.meeting.dato:
        yield BEFORE_MEETING.at(one.position, dato=in_words(one.dato))
    elif case.today is not None and one.dato > case.today:
        yield STILL_TO_COME.at(one.position, dato=in_words(one.dato))


def _decided(case: Case, one: Rettelse, written: str) -> Iterator[Diagnostic]:
    meeting = decided_at(written)
    file = _file(case, meeting) if meeting is not None else None
    if meeting is None and not _LIKE_A_FILE.fullmatch(written):
        return
    if meeting is None or (case.file is not None and file is None):
        printed = decided_by(case.plan, one)
        yield NO_SUCH_MEETING.at(one.position, skrevet=written, trykt=f"»{printed}«")
        return
    there = _read(case, file)
    days = _days(there, meeting.dato)
    if not min(days) <= one.dato <= max(days) or max(days) <= case.meeting.dato:
        told = {"dato": in_words(one.dato), "besluttet": in_words(meeting.dato)}
        yield DECIDED_WHEN.at(one.position, **told)
    if there is not None and meeting.punkt:
        items = there.numbered()
        if not places(meeting.punkt, items):
            numbers = ", ".join(item.nr for item in items if item.nr) or "–"
            yield NO_SUCH_ITEM_THERE.at(
                one.position, nr=meeting.punkt, dato=in_words(meeting.dato), numre=numbers
            )


def _file(case: Case, meeting: DecidedAt) -> MeetingFile | None:
    """The forum's meeting file that is called so, or begins so where that is a day."""
    if case.file is None or meeting.mappe:
        return None
    path = case.file.path.with_name(f"{meeting.stamme}.yaml")
    case.inputs.add(path)
    if path.is_file():
        return MeetingFile(path, case.file.forum, meeting.stamme)
    found = case.dates.get(meeting.dato)
    return found if meeting.stamme == meeting.dato.isoformat() else None


def _read(case: Case, file: MeetingFile | None) -> Plan | None:
    """The meeting in a file, where it can be read without errors: those are told there."""
    if file is None or case.ws is None or case.file is None or file.path == case.file.path:
        return None
    case.inputs.add(file.path)
    loaded = load(case.ws, file, looks=False)
    if loaded.meeting is None or has_errors(loaded.diagnostics):
        return None
    return plan(loaded.meeting)[0]


def _days(there: Plan | None, named: date) -> list[date]:
    """The days on which a meeting that a file is named for may have decided something."""
    if there is None:
        return [named]
    days = [named, there.meeting.dato, *(there.day_of(item) for item in there.items)]
    if there.meeting.svarfrist is not None:
        days.append(there.meeting.svarfrist[0])
    return [day for day in days if day is not None]


def openings(case: Case) -> Iterator[Diagnostic]:
    """What was opened afterwards is open, and since a day that has come."""
    for item in case.plan.items:
        if item.punkt.ophaevet is not None:
            yield from _opening(case, item)


def _opening(case: Case, item: PlannedItem) -> Iterator[Diagnostic]:
    opened = item.punkt.ophaevet
    assert opened is not None  # noqa: S101 - the caller has asked
    place, day = item.punkt.position, in_words(opened.dato)
    if item.lifted is None:
        yield STILL_CLOSED.at(place)
    elif opened.dato < case.meeting.dato:
        yield OPENED_BEFORE.at(place, dato=day)
    elif case.today is not None and opened.dato > case.today:
        yield OPENED_TOO_SOON.at(place, dato=day)
