"""What is closed now, although others hold it: it went out open."""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.compose.exposed import Exposed, exposed
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, counted, joined
from moedebog.examples import Example
from moedebog.fakta import ZONE
from moedebog.issued import Issue
from moedebog.phrases import DANISH
from moedebog.rules.case import Case
from moedebog.rules.dates import in_words
from moedebog.typography import uncapitalised

OPEN_BEFORE = Rule(
    "M2192",
    Severity.WARNING,
    Phrase(
        "{hvad} er lukket nu, men stod åbent i det, der er udsendt: {hvor}.",
        "{hvad} is closed now, but stood open in what was issued: {hvor}.",
    ),
    Phrase(
        "Det kan være et brud på persondatasikkerheden. Gå straks til databeskyttelsesrådgiveren; "
        "et brud skal anmeldes inden 72 timer. Hvem der har det, og et udkast til en mail, der "
        "beder dem slette det, viser `moedebog mail-status {moede} --bed-om-sletning` (make: "
        "BED_OM_SLETNING=1). Er det offentliggjort, så træk det tilbage med `moedebog "
        "traek-tilbage {moede}`.{raad}",
        "That may be a breach of personal data security. Go to the data protection officer at "
        "once; a breach must be reported within 72 hours. Who has it, and the draft of a mail "
        "that asks them to delete it, are shown by `moedebog mail-status {moede} "
        "--bed-om-sletning` (make: BED_OM_SLETNING=1). If it was published, take it back by "
        "`moedebog traek-tilbage {moede}`.{raad}",
    ),
    Example(
        wrong="Punkt 4 er lukket, efter at dagsordenen er sendt ud med det som åbent.",
        right="Punkt 4 er lukket, før dagsordenen er sendt ud.",
        file="Word",
    ),
    reason=Phrase(
        "Den nye udgave kalder ikke den gamle tilbage: de, der fik den, har teksten endnu.",
        "The new version does not call the old one back: those who got it have the text still.",
    ),
    source=Phrase(
        "Databeskyttelsesforordningen, artikel 33",
        "The General Data Protection Regulation, art. 33",
    ),
    rests_on=("lukket", "offentlig", "punkter", "titel", "id"),
    always=True,
    about=("lukket",),
)


_CLOSED_BY_MEETING = Phrase(
    " Besluttede mødet selv at lukke dørene, så skriv `besluttet_paa_moedet: ja` under `lukket`.",
    " If the meeting itself decided to close the doors, write `besluttet_paa_moedet: ja` under "
    "`lukket`.",
)
_RECIPIENTS = Phrase("modtager", "recipient"), Phrase("modtagere", "recipients")


def open_before(case: Case) -> Iterator[Diagnostic]:
    """Nothing is closed that was sent out as open."""
    for one in exposed(case.plan):
        own = one.item.lukket is None  # closed are an attachment or a section, not the item
        yield OPEN_BEFORE.at(
            one.bilag[0].bilag.position if own and not one.text else one.item.punkt.position,
            hvad=_what(one),
            hvor=joined((version_in_words(issue) for issue in one.issues), "; "),
            moede=case.file.name if case.file else case.meeting.stamme,
            raad="" if own else _CLOSED_BY_MEETING,
        )


def _what(one: Exposed) -> Phrase:
    """The item and its attachments by their numbers: their titles may be what is closed."""
    nr = one.item.numbered.nr
    item = Phrase(f"Punkt {nr}", f"Item {nr}") if nr else Phrase("Punktet", "The item")
    if one.text and one.item.lukket is None:  # a section of it alone
        item = Phrase(
            f"Noget af {uncapitalised(item.danish)}", f"Part of {uncapitalised(item.english)}"
        )
    numbers = ", ".join(bilag.nr for bilag in one.bilag)
    if not numbers:
        return item
    if one.text:
        return Phrase(
            f"{item.danish} med bilag {numbers}", f"{item.english} with attachment {numbers}"
        )
    return Phrase(f"{item.danish}, bilag {numbers},", f"{item.english}, attachment {numbers},")


def version_in_words(issue: Issue) -> Phrase:
    """``dagsorden, version 1, den 5. september 2025 til 12 modtagere``."""
    day = in_words(issue.tid.astimezone(ZONE).date())
    name = DANISH.documents.get(issue.dokument, issue.dokument)
    sent = Phrase("ikke sendt herfra", "not mailed from here")
    if issue.modtagere:
        people = counted(issue.modtagere, *_RECIPIENTS)
        sent = Phrase(f"sendt til {people.danish}", f"mailed to {people.english}")
        if issue.accepteret != issue.modtagere:
            sent = Phrase(
                f"{sent.danish}, {issue.accepteret} af dem taget imod",
                f"{sent.english}, {issue.accepteret} of them accepted",
            )
    return Phrase(
        f"{name.lower()}, version {issue.version}, den {day.danish} ({sent.danish})",
        f"{name.lower()}, version {issue.version}, on {day.english} ({sent.english})",
    )
