"""By which way what is closed goes to somebody, and why it may not.

The plan says what is closed to whom; here only the way is asked for: by ``send``, where a message
is made, so that none goes round it, and by the check of meeting files, before anybody sends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, time
from functools import cache
from pathlib import Path

from moedebog import certificates
from moedebog.addresses import ascii_domain
from moedebog.authorities import GDPR_SECURITY
from moedebog.certificates import Unfit, UsableCertificate
from moedebog.compose import Composer
from moedebog.compose.closed_matter import holds_closed
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.document import Audience, Kind
from moedebog.examples import Example
from moedebog.fakta import ZONE
from moedebog.meeting import Modtager, Modtagergruppe, Sikring
from moedebog.rules.case import Case

NO_WAY = Rule(
    "M651",
    Severity.ERROR,
    Phrase(
        "Gruppen {gruppe} får det ikke: noget af det er lukket, og gruppen har ingen sikker vej.",
        "The group {gruppe} does not get it: some of it is closed, and the group has no safe way.",
    ),
    Phrase(
        "Skriv `sikring` ved gruppen i forum.yaml: tunnel, sikkermail, smime, besked eller anden.",
        "Write `sikring` at the group in forum.yaml: tunnel, sikkermail, smime, besked or anden.",
    ),
    Example(
        wrong="En gruppe med maalgruppe: intern, uden sikring, og et lukket punkt",
        right="sikring:\n  besked: Det lukkede ligger i mødeportalen.",
        file="Word",
    ),
    reason=Phrase(
        "Lukkede sager rummer tit fortrolige personoplysninger. En almindelig e-mail kan læses "
        "undervejs, og den, der sender, har ansvaret.",
        "Closed cases often hold confidential personal data. An ordinary e-mail can be read on its "
        "way, and whoever sends it answers for that.",
    ),
    source=GDPR_SECURITY,
)
OUTSIDE = Rule(
    "M652",
    Severity.ERROR,
    Phrase(
        "{email} får det ikke: det er lukket, og domænet er ikke blandt dem, tunnelen går til.",
        "{email} does not get it: it is closed, and the domain is none that the tunnel leads to.",
    ),
    Phrase(
        "Går tunnelen til domænet, så skriv {domaene} under tunnel; ellers giv personen en gruppe "
        "med en anden sikring.",
        "If the tunnel leads to the domain, write {domaene} under tunnel; else give the person a "
        "group with another sikring.",
    ),
    Example(
        wrong="tunnel med kommune.example.org, og modtageren bo@privat.example.org",
        right="bo@kommune.example.org",
        file="Word",
    ),
    reason=Phrase(
        "Uden for tunnelen sendes beskeden videre uden at være krypteret for vist.",
        "Outside the tunnel nobody knows whether the message is enciphered on its way.",
    ),
    source=GDPR_SECURITY,
)
NO_CERTIFICATE = Rule(
    "M653",
    Severity.ERROR,
    Phrase(
        "{email} får det ikke: det er lukket, og {grund}.",
        "{email} does not get it: it is closed, and {grund}.",
    ),
    Phrase(
        "Bed om et nyt certifikat til e-mail, og læg det i mappen.",
        "Ask for a new certificate for e-mail, and put it into the folder.",
    ),
    Example(
        wrong="smime: certifikater, hvor bo@example.org intet certifikat har",
        right="certifikater/bo@example.org.pem",
        file="Word",
    ),
    source=GDPR_SECURITY,
)
OTHER_WAY = Rule(
    "M656",
    Severity.HINT,
    Phrase(
        "Gruppen {gruppe} får det lukkede i en almindelig besked: {grund}",
        "The group {gruppe} gets what is closed in an ordinary message: {grund}",
    ),
    Phrase("Se efter, om det stadig holder.", "See whether that still holds."),
    Example(
        wrong="sikring:\n  anden: Alle har postkasse på samme server.",
        right="sikring:\n  smime: certifikater",
        file="Word",
    ),
    reason=Phrase(
        "Om en vej er sikker nok, skal vurderes efter risikoen, og vurderingen bliver gammel.",
        "Whether a way is safe enough must be judged by the risk, and the judgement ages.",
    ),
    source=GDPR_SECURITY,
)


WILL_NOT_GO = Rule(
    "M650",
    Severity.WARNING,
    Phrase(
        "Gruppen {gruppe} skal have noget lukket, men har ingen sikker vej, så det bliver ikke "
        "sendt.",
        "The group {gruppe} is to get something closed, but has no safe way, so it will not be "
        "sent.",
    ),
    Phrase(
        "Skriv `sikring` ved gruppen i forum.yaml: tunnel, sikkermail, smime, besked eller anden; "
        "docs/udsendelse.md viser, hvordan hver af dem skrives.",
        "Write `sikring` at the group in forum.yaml: tunnel, sikkermail, smime, besked or anden; "
        "docs/udsendelse.md shows how each is written.",
    ),
    Example(
        wrong="En gruppe med maalgruppe: intern, uden sikring, og et lukket punkt",
        right="sikring:\n  besked: Det lukkede ligger i mødeportalen.",
        file="Word",
    ),
    reason=Phrase(
        "Lukkede sager rummer tit fortrolige personoplysninger, og de må ikke sendes i en "
        "almindelig e-mail. I en senere version er det en fejl.",
        "Closed cases often hold confidential personal data, which must not go in an ordinary "
        "e-mail. In a later version it is an error.",
    ),
    source=GDPR_SECURITY,
    rests_on=("sikring",),
)
WILL_NOT_REACH = Rule(
    "M654",
    Severity.WARNING,
    Phrase(
        "{email} skal have noget lukket, som ikke kan sendes: {grund}.",
        "{email} is to get something closed that cannot be sent: {grund}.",
    ),
    Phrase(
        "Ret det, før der sendes; ellers får personen intet.",
        "Mend it before anything is sent; else the person gets nothing.",
    ),
    Example(
        wrong="smime: certifikater, hvor bo@example.org intet certifikat har",
        right="certifikater/bo@example.org.pem",
        file="Word",
    ),
    reason=Phrase(
        "Den, der mangler et certifikat på mødedagen, når ikke at skaffe et.",
        "Whoever lacks a certificate on the day of the meeting has no time to get one.",
    ),
    source=GDPR_SECURITY,
    rests_on=("sikring",),
)
ENDS_SOON = Rule(
    "M655",
    Severity.WARNING,
    Phrase(
        "Certifikatet til {email} udløber den {dag}.",
        "The certificate of {email} expires on {dag}.",
    ),
    Phrase(
        "Bed om et nyt, og læg det i mappen i stedet.",
        "Ask for a new one, and put it into the folder in its place.",
    ),
    Example(
        wrong="Et certifikat, der udløber om ti dage",
        right="Et, der gælder et år endnu",
        file="Word",
    ),
    reason=Phrase(
        "Når det er udløbet, kan der intet lukket sendes til personen.",
        "Once it has expired nothing closed can be sent to the person.",
    ),
    source=GDPR_SECURITY,
    rests_on=("sikring",),
)

_NOT_THROUGH = Phrase(
    "domænet er ikke blandt dem, tunnelen går til",
    "the domain is none that the tunnel leads to",
)


def safe_ways(case: Case) -> Iterator[Diagnostic]:
    """The recipients of closed matter whom it will not reach, where the day is known."""
    forum, ws, file = case.meeting.forum, case.ws, case.file
    if case.today is None or ws is None or file is None or not forum.modtagere:
        return
    composer = Composer(case.plan)
    now = datetime.combine(case.today, time(), ZONE)
    home = forum_folder(ws.forum_file(file.path), file.path)

    @cache
    def is_closed(kind: Kind, audience: Audience) -> bool:
        public = composer.dispatch(kind, Audience.OFFENTLIG)
        return holds_closed(composer.dispatch(kind, audience), public)

    for group in forum.modtagere:
        audience, way = Audience(group.maalgruppe), forum.way_to(group)
        if not case.plan.is_confidential(audience):
            continue
        if way is not None and way.smime:
            folder = home / way.smime
            case.inputs |= {folder, *certificates.files(folder)}
        found = list(_told(group, way, home, now))
        if found and any(is_closed(Kind(kind), audience) for kind in group.dokumenter):
            yield from found


def _told(
    group: Modtagergruppe, way: Sikring | None, home: Path, now: datetime
) -> Iterator[Diagnostic]:
    """What stands in the way of a group, and what soon will."""
    if way is None:
        yield WILL_NOT_GO.at(group.position, gruppe=group.gruppe)
        return
    for person in group.personer:
        at, email = person.position, person.email
        if way.tunnel and not leads_to(way.tunnel, email):
            yield WILL_NOT_REACH.at(at, email=email, grund=_NOT_THROUGH)
        elif way.smime:
            try:
                known = certificate_of(way, email, home, now)
            except Unfit as unfit:
                yield WILL_NOT_REACH.at(at, email=email, grund=unfit.why)
            else:
                yield from _last_days(person, known, now)


def ending(
    way: Sikring, people: Iterable[Modtager], home: Path, now: datetime
) -> Iterator[Diagnostic]:
    """Whose certificate is in its last days, where what is closed is enciphered to them."""
    for person in people if way.smime else ():
        with suppress(Unfit):  # told as what it is
            yield from _last_days(person, certificate_of(way, person.email, home, now), now)


def _last_days(person: Modtager, known: UsableCertificate, now: datetime) -> Iterator[Diagnostic]:
    if known.ends_soon(now):
        yield ENDS_SOON.at(person.position, email=person.email, dag=f"{known.ends:%d.%m.%Y}")


def forum_folder(forum_file: Path | None, meeting_file: Path) -> Path:
    """Where the folder with certificates is looked for: beside the forum's file."""
    return (forum_file or meeting_file).parent


def refusal(
    way: Sikring | None, group: Modtagergruppe, person: Modtager, folder: Path, now: datetime
) -> Diagnostic | None:
    """Why what is closed does not go to somebody; ``folder``: where their ``forum.yaml`` lies."""
    if way is None or way.besked:  # what says where it lies holds nothing closed
        return NO_WAY.at(group.position, gruppe=group.gruppe)
    if way.tunnel and not leads_to(way.tunnel, person.email):
        domain = person.email.rpartition("@")[2]
        return OUTSIDE.at(person.position, email=person.email, domaene=domain)
    if way.smime:
        try:
            certificate_of(way, person.email, folder, now)
        except Unfit as unfit:
            return NO_CERTIFICATE.at(person.position, email=person.email, grund=unfit.why)
    return None


def certificate_of(way: Sikring, email: str, folder: Path, now: datetime) -> UsableCertificate:
    """The certificate to encipher to. Raises ``Unfit``."""
    return certificates.of_address(folder / way.smime, email, now)


def leads_to(domains: Iterable[str], email: str) -> bool:
    """Whether an address is in one of these domains, or below one that begins with ``*.``."""
    typed = email.rpartition("@")[2]
    domain = ascii_domain(typed) or typed.lower()
    for one in domains:
        below = one.startswith("*.")
        listed = ascii_domain(one.removeprefix("*.")) or one.removeprefix("*.").lower()
        if domain.endswith(f".{listed}") if below else domain == listed:
            return True
    return False
