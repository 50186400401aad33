"""The meeting's shape: that an approved referat holds something, and what a pause may not."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from moedebog.authorities import LAW
from moedebog.catalogue import Optegnet, ReferatStatus, Slags
from moedebog.compose import has_minutes
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Meeting, Punkt
from moedebog.rules.case import Case
from moedebog.rules.decisions import CONTENTS, undecided

_RECORD = LAW + Phrase(" § 13 (beslutningsprotokol)", " § 13 (the record of decisions)")

WITHOUT_ITEMS = Rule(
    "M5190",
    Severity.WARNING,
    Phrase(
        "Referatet er godkendt, men mødet har ingen punkter.",
        "The referat is approved, but the meeting has no items.",
    ),
    Phrase(
        "Skriv punkterne, eller ret `referat_status`; blev mødet ikke holdt, så skriv aflyst: ja.",
        "Write the items, or correct `referat_status`; if it was not held, write aflyst: ja.",
    ),
    Example(
        wrong="referat_status: godkendt\npunkter: []",
        right="referat_status: udkast\npunkter: []",
    ),
    reason=Phrase(
        "Et godkendt referat uden punkter siger, at mødet intet behandlede. Oftest er det gemt, "
        "før det blev skrevet.",
        "An approved referat without items says that the meeting dealt with nothing. Mostly it "
        "was saved before it was written.",
    ),
    source=_RECORD,
    rests_on=("punkter", "referat_status", "aflyst"),
    about=("referat_status",),
)
WITHOUT_MINUTES = Rule(
    "M5191",
    Severity.WARNING,
    Phrase(
        "Referatet er godkendt, men der står intet om, hvad der skete på mødet.",
        "The referat is approved, but nothing in it tells what happened at the meeting.",
    ),
    Phrase(
        "Skriv beslutningerne, eller ret `referat_status`; blev mødet ikke holdt, så skriv "
        "aflyst: ja.",
        "Write the decisions, or correct `referat_status`; if it was not held, write aflyst: ja.",
    ),
    Example(
        wrong="referat_status: godkendt\npunkter:\n  - titel: Budget",
        right="referat_status: godkendt\npunkter:\n  - titel: Budget\n    beslutning: Godkendt.",
    ),
    reason=Phrase(
        "Det ligner dagsordenen med et andet navn. Den, der læser det siden, kan ikke se, om der "
        "blev besluttet noget.",
        "It looks like the dagsorden by another name. Whoever reads it later cannot tell whether "
        "anything was decided.",
    ),
    source=_RECORD,
    rests_on=(*CONTENTS, "referat_status", "aflyst", "fremmoedt"),
    about=("referat_status",),
)
DECIDED_IN_BREAK = Rule(
    "M5192",
    Severity.WARNING,
    Phrase(
        "»{titel}« er en pause, men der bliver besluttet noget.",
        "»{titel}« is a pause, but something is decided in it.",
    ),
    Phrase(
        'Er det en sag uden nummer, så slet `sagstype`, og skriv nr: "".',
        'If it is a matter without a number, delete `sagstype`, and write nr: "".',
    ),
    Example(
        wrong="- titel: Til underskrift\n  sagstype: pause\n  beslutning: Godkendt.",
        right='- titel: Til underskrift\n  nr: ""\n  beslutning: Godkendt.',
    ),
    reason=Phrase(
        "Ved en pause regnes der ikke efter, om forummet var beslutningsdygtigt, og hvem der "
        "manglede, nævnes ikke.",
        "At a pause nobody works out whether there was a quorum, and who was missing is not named.",
    ),
    rests_on=("sagstype", "afsnit", "beslutning"),
)


def approved(case: Case) -> Iterator[Diagnostic]:
    """An approved referat has items, and tells what happened."""
    meeting = case.meeting
    if meeting.aflyst or not meeting.referat_status.approved:
        return
    if not meeting.punkter:
        yield WITHOUT_ITEMS.at(meeting.position)
    elif not _tells_anything(meeting) and not any(undecided(case)):  # that says enough
        yield WITHOUT_MINUTES.at(meeting.position)


def _tells_anything(meeting: Meeting) -> bool:
    """Whether there is anything that may have been written at the meeting or after it."""
    drafted = replace(meeting, referat_status=ReferatStatus.UDKAST)
    if meeting.fremmoedt and meeting.fremmoedt.ord is Optegnet.IKKE_NOTERET:
        drafted = replace(drafted, fremmoedt=None)
    return has_minutes(drafted) or any(map(_has_free_text, meeting.punkter))


def _has_free_text(punkt: Punkt) -> bool:
    """Whether an item has a text of no kind, which may say anything."""
    own = any(afsnit.slags is Slags.TEKST for afsnit in punkt.alle_afsnit())
    return own or any(map(_has_free_text, punkt.underpunkter))


def decided_in_breaks(case: Case) -> Iterator[Diagnostic]:
    """Nothing is decided in a pause."""
    for item in case.plan.items:
        sagstype = item.punkt.sagstype
        if sagstype is None or not sagstype.kind.is_break:
            continue
        if any(afsnit.slags.kind.decides for afsnit in item.punkt.alle_afsnit()):
            yield DECIDED_IN_BREAK.at(item.punkt.position, titel=item.punkt.titel)
