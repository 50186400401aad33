"""What a meeting file says of how, when and where, as far as two things may not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from moedebog.catalogue import Deltagelse, Form, Optegnet
from moedebog.compose import has_minutes
from moedebog.compose.membership import substitutes
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Kind
from moedebog.examples import Example
from moedebog.issued import first_of
from moedebog.meeting import Deltager, Medvirkende, Meeting
from moedebog.rules.case import Case

_MEMBERS = "medlemmer:\n  - navn: Anna\n    hverv: formand\n  - navn: Bo\n    hverv: næstformand"
_FAR = 180
"""Days after its date within which a written procedure is always answered."""

OTHER_FORM = Rule(
    "M578",
    Severity.WARNING,
    Phrase(
        "{navn} deltog {deltog}, men mødet er {form}.",
        "{navn} took part {deltog}, but the meeting is {form}.",
    ),
    Phrase(
        "Ret `deltog`, eller skriv `form: hybrid`.", "Correct `deltog`, or write `form: hybrid`."
    ),
    Example(
        wrong="form: fysisk\nfremmoedt:\n  - navn: Anna\n    deltog: digitalt\n  - Bo\npunkter: []",
        right="form: hybrid\nfremmoedt:\n  - navn: Anna\n    deltog: digitalt\n  - Bo\npunkter: []",
        forum=_MEMBERS,
    ),
    reason=Phrase(
        "Referatet siger begge dele, og kun det ene kan være rigtigt.",
        "The referat says both, and only one of them can be right.",
    ),
    rests_on=("form", "fremmoedt"),
)
DEADLINE_BEFORE_SENT = Rule(
    "M579",
    Severity.WARNING,
    Phrase(
        "Svarfristen {frist} ligger før dagen, hvor sagerne blev sendt ud ({udsendt}).",
        "The deadline {frist} is before the day on which the cases were sent out ({udsendt}).",
    ),
    Phrase(
        "Ret `svarfrist` eller `dagsorden_udsendt`.", "Correct `svarfrist` or `dagsorden_udsendt`."
    ),
    Example(
        wrong="form: skriftlig\nsvarfrist: 2024-09-10 kl. 12.00\ndagsorden_udsendt: 2025-09-01\n"
        "dagsorden_status: udsendt\npunkter: []",
        right="form: skriftlig\nsvarfrist: 2025-09-15 kl. 12.00\ndagsorden_udsendt: 2025-09-01\n"
        "dagsorden_status: udsendt\npunkter: []",
    ),
    reason=Phrase(
        "En frist, der er udløbet fra begyndelsen, er oftest et forkert år.",
        "A deadline that is over from the beginning is mostly a wrong year.",
    ),
    about=("svarfrist",),
)
DEADLINE_OFF = Rule(
    "M2080",
    Severity.WARNING,
    Phrase(
        "Svarfristen {frist} ligger {antal:dag|dage} {hvor} behandlingens dato {dato}.",
        "The deadline {frist} is {antal:day|days} {hvor} the date of the procedure, {dato}.",
    ),
    Phrase(
        "Ret `svarfrist` eller `dato`; `dato` er den dag, behandlingen begynder.",
        "Correct `svarfrist` or `dato`; `dato` is the day on which the procedure begins.",
    ),
    Example(
        wrong="dato: 2025-09-12\nform: skriftlig\nsvarfrist: 2024-09-20 kl. 12.00\npunkter: []",
        right="dato: 2025-09-12\nform: skriftlig\nsvarfrist: 2025-09-20 kl. 12.00\npunkter: []",
    ),
    reason=Phrase(
        "Datoen og fristen står på forsiden sammen. Er fristen gået, før behandlingen begynder, er "
        "den ene af dem skrevet forkert, oftest med et forkert år.",
        "The date and the deadline stand on the cover together. If the deadline is over before the "
        "procedure begins, one of them is misspelt, mostly with a wrong year.",
    ),
    rests_on=("dato", "form"),
    about=("svarfrist",),
)
LINK_OF_NO_SCREEN = Rule(
    "M2082",
    Severity.WARNING,
    Phrase(
        "Mødet er fysisk, men har et mødelink til dem, der deltager hjemmefra.",
        "The meeting is physical, but has a link for those who take part from afar.",
    ),
    Phrase(
        "Skriv `form: hybrid`, eller slet `moedelink`.",
        "Write `form: hybrid`, or delete `moedelink`.",
    ),
    Example(
        wrong="form: fysisk\nmoedelink: https://moede.example.org/123\npunkter: []",
        right="form: hybrid\nmoedelink: https://moede.example.org/123\npunkter: []",
    ),
    reason=Phrase(
        "Dagsordenen, mailen og kalenderen viser begge dele, og så ved ingen, om man kan deltage "
        "hjemmefra.",
        "The dagsorden, the mail and the calendar show both, and then nobody knows whether one can "
        "take part from afar.",
    ),
    rests_on=("form",),
    about=("moedelink",),
)
NO_LINK = Rule(
    "M2083",
    Severity.HINT,
    Phrase("Mødet er {form}, men har intet mødelink.", "The meeting is {form}, but has no link."),
    Phrase(
        "Skriv `moedelink: https://…` her, eller i forum.yaml, hvis det er det samme hver gang.",
        "Write `moedelink: https://…` here, or in forum.yaml if it is the same every time.",
    ),
    Example(
        wrong="form: virtuelt\npunkter: []",
        right="form: virtuelt\nmoedelink: https://moede.example.org/123\npunkter: []",
    ),
    reason=Phrase(
        "Med det står adressen på den interne dagsorden, i mailen og i kalenderen.",
        "With it the address stands on the internal dagsorden, in the mail and in the calendar.",
    ),
    rests_on=("form", "moedelink"),
    about=("form",),
)
NO_START = Rule(
    "M2084",
    Severity.HINT,
    Phrase(
        "Mødet har ingen `start`, så dokumenterne siger kun dagen, og i kalenderen står den hele.",
        "The meeting has no `start`, so the documents tell the day alone, and the calendar has the "
        "whole day.",
    ),
    Phrase(
        'Skriv, hvornår mødet begynder, f.eks. start: "10:30", hvis I ved det.',
        'Write when the meeting begins, e.g. start: "10:30", if you know.',
    ),
    Example(
        wrong="# Mødet har ingen start.\npunkter: []",
        right='start: "10:30"\npunkter: []',
    ),
    reason=Phrase(
        "De indkaldte skal vide, hvornår de skal komme.",
        "Those who are invited must know when to come.",
    ),
    rests_on=("start",),
    about=("dato",),
)

_BEFORE = Phrase("før", "before")
_AFTER = Phrase("efter", "after")


def forms(case: Case) -> Iterator[Diagnostic]:
    """How the meeting is held fits how people took part, and where they did."""
    meeting, form = case.meeting, case.meeting.form
    wrong = {Form.FYSISK: Deltagelse.DIGITALT, Form.VIRTUELT: Deltagelse.FYSISK}
    people: list[Deltager | Medvirkende] = [*(meeting.fremmoedt.navne if meeting.fremmoedt else ())]
    people += (*substitutes(meeting), *meeting.beside)
    for item in case.plan.items:
        people += (*item.punkt.beside, *(one.person for one in item.instead))
    for one in people:
        if form and one.deltog and wrong.get(form) is one.deltog:
            yield OTHER_FORM.at(one.position, navn=one.navn, deltog=one.deltog, form=form)
    if meeting.aflyst:
        return
    timed = meeting.slut or any(i.punkt.tid or i.punkt.varighed for i in case.plan.items)
    if not (meeting.start or timed or meeting.written or _is_over(meeting)):
        yield NO_START.at(meeting.position)
    if form is None:
        return
    if form is Form.FYSISK and meeting.moedelink and not meeting.forum.politik.moedelink_offentlig:
        yield LINK_OF_NO_SCREEN.at(meeting.position)
    elsewhere = "://" in (meeting.sted or "")
    if form.on_screen and not (meeting.moedelink or elsewhere or _is_over(meeting)):
        yield NO_LINK.at(meeting.position, form=form)


def _is_over(meeting: Meeting) -> bool:
    """Whether the file tells anything of what was; that nobody noted who came is none."""
    there = meeting.fremmoedt
    noted = there is not None and there.ord is not Optegnet.IKKE_NOTERET
    return noted or has_minutes(replace(meeting, fremmoedt=None))


def deadlines(case: Case) -> Iterator[Diagnostic]:
    """A written procedure is answered after it began, and after its cases were sent out."""
    meeting = case.meeting
    if not meeting.written or meeting.svarfrist is None:
        return
    sent, deadline = meeting.dagsorden_udsendt, meeting.svarfrist[0]
    told = f"{deadline:%d.%m.%Y}"
    recorded = first_of(meeting.udgaver, Kind.DAGSORDEN)
    if sent and deadline < sent and recorded is None:
        yield DEADLINE_BEFORE_SENT.at(meeting.position, frist=told, udsendt=f"{sent:%d.%m.%Y}")
        return
    days = (deadline - meeting.dato).days
    if not 0 <= days <= _FAR:
        yield DEADLINE_OFF.at(
            meeting.position,
            frist=told,
            antal=abs(days),
            hvor=_BEFORE if days < 0 else _AFTER,
            dato=f"{meeting.dato:%d.%m.%Y}",
        )
