"""What the meeting itself added to the dagsorden, or decided of it, and what is printed of that.

The dagsorden stays what was issued. Where that was concluded from little, or cannot be, it is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from moedebog.compose.at_meeting import has_begun, is_as_issued, went_out_open
from moedebog.compose.identity import KnownItem
from moedebog.compose.planning import PlannedItem
from moedebog.compose.withdrawal import has_own_minutes
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity
from moedebog.examples import Example
from moedebog.meeting import Punkt
from moedebog.rules.case import Case

_RESTS_ON = (
    *("punkter", "underpunkter", "titel", "id", "tillaeg", "tillaeg_grund", "referat_status"),
    *("faktisk_start", "faktisk_slut", "fremmoedt", "udeblevet", "afsnit", "beslutning", "udfald"),
)

IN_REFERAT_ALONE = Rule(
    "M2193",
    Severity.HINT,
    Phrase(
        "Punktet er i ingen udsendt dagsorden (den sidste er version {version}), og der er skrevet "
        "referat. Det står derfor kun i referatet, som taget op på mødet.",
        "The item is in no dagsorden that was issued (the last one is version {version}), and "
        "minutes are written. So it stands in the referat alone, as taken up at the meeting.",
    ),
    Phrase(
        "Blev det sat på før mødet, så skriv `tillaeg: ja` i det. Ellers er alt i orden, når det "
        "står, hvornår mødet begyndte (`faktisk_start`), og hvad det besluttede.",
        "If it was put on before the meeting, write `tillaeg: ja` in it. Else all is well once it "
        "is written when the meeting began (`faktisk_start`) and what it decided.",
    ),
    Example(
        wrong="Et nyt punkt med en beslutning, efter at dagsordenen er sendt ud",
        right="faktisk_start: 10.00 i mødet, eller tillaeg: ja i punktet",
        file="Word",
    ),
    reason=Phrase(
        "Et punkt, der er sat på før mødet, hører til en rettet dagsorden eller en tillægsdagsorden"
        ", og dem, der har den udsendte, ved ellers intet om det.",
        "An item that was put on before the meeting belongs in a corrected or a supplementary "
        "dagsorden; those who have the one that was issued know nothing of it otherwise.",
    ),
    rests_on=_RESTS_ON,
    about=("titel",),
)
PERHAPS_ADDED = Rule(
    "M2194",
    Severity.HINT,
    Phrase(
        "Punktet er i ingen udsendt dagsorden, og intet siger, om det er taget op på mødet eller "
        "sat på før. Dagsordenen viser det derfor som nyt og bliver til version {version}.",
        "The item is in no dagsorden that was issued, and nothing says whether it was taken up at "
        "the meeting or put on before. So the dagsorden shows it as new, and becomes version "
        "{version}.",
    ),
    Phrase(
        "Er det taget op på mødet, så skriv, hvad mødet besluttede, eller hvornår mødet begyndte "
        "(`faktisk_start`). Er det sat på før, så skriv `tillaeg: ja` i det.",
        "If it was taken up at the meeting, write what that decided, or when the meeting began "
        "(`faktisk_start`). If it was put on before, write `tillaeg: ja` in it.",
    ),
    Example(
        wrong="Et nyt punkt uden beslutning, mens et andet har en",
        right="beslutning i punktet, eller tillaeg: ja",
        file="Word",
    ),
    reason=Phrase(
        "Den dagsorden, mødet blev holdt efter, bliver ikke en anden af det, mødet tager op.",
        "The dagsorden that the meeting followed becomes no other one by what the meeting takes "
        "up.",
    ),
    rests_on=_RESTS_ON,
    about=("titel",),
)
NOT_AS_ISSUED = Rule(
    "M2195",
    Severity.WARNING,
    Phrase(
        "Mødet lukkede punktet, men dets titel, sagsnummer eller tekst er ikke længere som i den "
        "udsendte dagsorden (version {version}). Dagsordenen viser det derfor som lukket og bliver "
        "til en ny version.",
        "The meeting closed the item, but its title, case number or text is not any more what it "
        "is in the dagsorden that was issued (version {version}). So the dagsorden shows it as "
        "closed, and becomes a new version.",
    ),
    Phrase(
        "Lad det stå, som det blev sendt ud, og skriv det, der er kommet til, under `beslutning` "
        "eller i et bilag med `udsendes_med: referat`.",
        "Leave it as it was issued, and write what has been added under `beslutning`, or in an "
        "attachment with `udsendes_med: referat`.",
    ),
    Example(
        wrong="besluttet_paa_moedet: ja i et punkt, hvis sagsfremstilling er rettet siden",
        right="besluttet_paa_moedet: ja, og sagsfremstillingen som den blev sendt ud",
        file="Word",
    ),
    reason=Phrase(
        "Det, der blev skrevet, efter at dørene var lukket, kan være lukket.",
        "What was written after the doors were closed may be closed.",
    ),
    rests_on=("lukket", "punkter", "titel", "id", "sagsnr", "afsnit"),
    about=("lukket",),
)
NO_ISSUE = Rule(
    "M2196",
    Severity.HINT,
    Phrase(
        "Mødet lukkede punktet, men der er ingen udgave af dagsordenen, så det vides ikke, hvad "
        "der stod åbent. Dagsordenen viser det som lukket.",
        "The meeting closed the item, but there is no version of the dagsorden, so that nobody "
        "knows what stood open. The dagsorden shows it as closed.",
    ),
    Phrase(
        "Behold den dagsorden, der er sendt ud; referatet siger, hvad mødet besluttede.",
        "Keep the dagsorden that was sent out; the referat says what the meeting decided.",
    ),
    Example(
        wrong="besluttet_paa_moedet: ja, uden at `moedebog udgave` eller `moedebog mail` er brugt",
        right="besluttet_paa_moedet: ja, efter at dagsordenen er sendt ud med `moedebog mail`",
        file="Word",
    ),
    reason=Phrase(
        "Uden at vide, hvad der var åbent, kan moedebog ikke vise det uden at vise for meget.",
        "Without knowing what was open, moedebog cannot show it without showing too much.",
    ),
    rests_on=("lukket",),
    about=("lukket",),
)
WAS_OPEN = Rule(
    "M2197",
    Severity.WARNING,
    Phrase(
        "Punktet siges at være åbnet på mødet, men stod åbent i den udsendte dagsorden (version "
        "{version}).",
        "The item is said to have been opened at the meeting, but stood open in the dagsorden "
        "that was issued (version {version}).",
    ),
    Phrase(
        "Slet `lukket`. Lukkede mødet det, så skriv `besluttet_paa_moedet: ja` i stedet for "
        "`aabnet_paa_moedet: ja`.",
        "Delete `lukket`. If the meeting closed it, write `besluttet_paa_moedet: ja` instead of "
        "`aabnet_paa_moedet: ja`.",
    ),
    Example(
        wrong="aabnet_paa_moedet: ja i et punkt, der er sendt ud som åbent",
        right="besluttet_paa_moedet: ja, hvis mødet lukkede det",
        file="Word",
    ),
    reason=Phrase(
        "Referatet siger, at mødet åbnede det, og dagsordenen ville blive til en ny version, hvor "
        "det er lukket.",
        "The referat says that the meeting opened it, and the dagsorden would become a new version "
        "in which it is closed.",
    ),
    rests_on=("lukket", "punkter", "titel", "id"),
    about=("lukket",),
)


HANDED_OUT = Rule(
    "M2198",
    Severity.HINT,
    Phrase(
        "Mødet er begyndt, og bilaget »{titel}« er ikke i den udsendte dagsorden (version "
        "{version}), som derfor bliver til en ny version.",
        "The meeting has begun, and the attachment »{titel}« is not in the dagsorden that was "
        "issued (version {version}), which therefore becomes a new version.",
    ),
    Phrase(
        "Er det delt ud på mødet, så skriv `udsendes_med: referat` i det.",
        "If it was handed out at the meeting, write `udsendes_med: referat` in it.",
    ),
    Example(
        wrong="Et nyt bilag uden udsendes_med, efter at mødet er begyndt",
        right="udsendes_med: referat i bilaget",
        file="Word",
    ),
    reason=Phrase(
        "Ingen havde det i hånden, da mødet begyndte; dagsordenen ville sige noget andet.",
        "Nobody held it in hand when the meeting began; the dagsorden would say otherwise.",
    ),
    rests_on=("bilag", "punkter", "titel", "id", "udsendes_med", *_RESTS_ON[6:10]),
)


def at_meeting(case: Case) -> Iterator[Diagnostic]:
    """What was concluded of items that the meeting added, closed or opened."""
    for place, (item, known) in enumerate(
        zip(case.plan.items, case.plan.identified.of_items, strict=True)
    ):
        yield from _added(case, place, item)
        yield from _doors(case, item, known)
        if known is not None and has_begun(case.meeting) and not case.meeting.aflyst:
            yield from _handed_out(item, known)


def _added(case: Case, place: int, item: PlannedItem) -> Iterator[Diagnostic]:
    """The outermost items alone: a part goes with its item."""
    added, found = case.plan.added, case.plan.identified
    last = max((one.version for one in found.known), default=0)
    parent = item.numbered.parent
    if place in added.taken_up and parent not in added.taken_up:
        if not _is_certain(case, item):
            yield IN_REFERAT_ALONE.at(item.punkt.position, version=last)
    elif place in added.doubtful and parent not in added.doubtful and not found.gone:
        yield PERHAPS_ADDED.at(item.punkt.position, version=last + 1)


def _is_certain(case: Case, item: PlannedItem) -> bool:
    """Whether the file says both that the meeting began and that it dealt with an item."""
    meeting = case.meeting
    if not has_begun(meeting):
        return False
    done = not meeting.referat_status.is_draft or not item.treats
    return done or _says_what_came(item.punkt)


def _says_what_came(punkt: Punkt) -> bool:
    """Whether an item or a part of it says what the meeting did with it."""
    return has_own_minutes(punkt) or any(map(_says_what_came, punkt.underpunkter))


def _handed_out(item: PlannedItem, known: KnownItem) -> Iterator[Diagnostic]:
    """The attachments that no version has; older records, which have no ids, know of none."""
    if not known.item.id or not went_out_open(item.punkt, known):
        return
    told = {name for one in known.attachments for name in (one.nr, one.titel)}
    for one in item.bilag:
        bilag = one.bilag
        is_new = not told & {one.nr, bilag.titel} and item.is_open(bilag)
        if is_new and bilag.udsendes_med.is_listed_before:
            yield HANDED_OUT.at(bilag.position, titel=bilag.titel, version=known.version)


def _doors(case: Case, item: PlannedItem, known: KnownItem | None) -> Iterator[Diagnostic]:
    place, punkt = item.punkt.position, item.punkt
    if item.closed_at_meeting and not case.plan.dagsordener:
        if case.meeting.referat_status.is_draft:
            yield NO_ISSUE.at(place)
    elif known is None or not went_out_open(punkt, known):
        return
    elif item.closed_at_meeting and not is_as_issued(punkt, known):
        yield NOT_AS_ISSUED.at(place, version=known.version)
    elif item.opened_at_meeting:
        yield WAS_OPEN.at(place, version=known.version)
