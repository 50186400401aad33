"""What was found in attachments: what must not go out, and what may be better left out.

A number that is called or written as a CPR number, in what everybody may read, is an error; all
else is a warning or a hint. What could not be read goes to nobody outside until somebody answers
for it (``gennemset``), which holds for the very bytes that they saw.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from indhold.findings import Accessible, Finding, Kind, Look, Unread
from moedebog.authorities import ACCESS, DATA_PROTECTION
from moedebog.calls import call, quoted
from moedebog.catalogue import Krav
from moedebog.compose import Plan
from moedebog.compose.planning import Holder, PlannedItem
from moedebog.diagnostics import Diagnostic, Phrase, Rule, Severity, joined
from moedebog.document import Audience
from moedebog.examples import PDF, Example, attached, pdf
from moedebog.looked import found, named, unread
from moedebog.meeting import Bilag, Fil, Gennemset

_UNREADABLE_PDF = b"%PDF-1.7\nkun begyndelsen"
_SIGN = Phrase(
    "Må filen alligevel komme ud, som den er, så skriv under på, at den er set igennem: {skriv}",
    "If the file may go out as it is all the same, answer for having looked through it: {skriv}",
)
_CLEAN = Phrase("En kopi uden det laves med: {rens}", "A copy without it is made by: {rens}")
NUMBERS = Rule(
    "M600",
    Severity.ERROR,
    Phrase(
        "Filen {fil} kommer til offentligheden og rummer {antal:CPR-nummer|CPR-numre}: {steder}.",
        "The file {fil} goes to the public and holds {antal:CPR number|CPR numbers}: {steder}.",
    ),
    Phrase(
        "Fjern det i det program, filen er lavet i, og gem den igen, eller luk bilaget med "
        "`offentlig: nej`. Er det noget andet end et CPR-nummer, så skriv under på det: {skriv}",
        "Take it out in the program that the file was made in, and save it again, or close the "
        "bilag with `offentlig: nej`. If it is no CPR number, answer for that: {skriv}",
    ),
    Example(
        wrong=attached("Ansøgning", "n.pdf", "Ansøger: CPR 010190-1234"),
        right=attached("Ansøgning", "b.pdf", "uden nummeret"),
        files={"b.pdf": PDF, "n.pdf": pdf("CPR 010190-1234")},
    ),
    reason=Phrase(
        "De fleste CPR-numre, der er sluppet ud, stod i bilag, som ingen havde set ind i. Hvad der "
        "er sendt eller offentliggjort, kan ikke kaldes tilbage.",
        "Most CPR numbers that got out stood in attachments that nobody had looked into. What has "
        "been sent or published cannot be called back.",
    ),
    source=DATA_PROTECTION,
)
PERHAPS = Rule(
    "M601",
    Severity.WARNING,
    Phrase(
        "Filen {fil} kommer til offentligheden, og der kan være CPR-numre i den: {steder}.",
        "The file {fil} goes to the public, and there may be CPR numbers in it: {steder}.",
    ),
    Phrase(
        "Se efter, og fjern det, hvis det er et. Er det noget andet, så skriv under på det: "
        "{skriv}",
        "Look, and take it out if it is one. If it is something else, answer for that: {skriv}",
    ),
    Example(
        wrong=attached("Notat", "n.pdf", "betales til 0101901234"),
        right=attached("Notat", "b.pdf", "uden nummeret"),
        files={"b.pdf": PDF, "n.pdf": pdf("Betales til 0101901234")},
    ),
    reason=Phrase(
        "Ti cifre, som intet kalder et CPR-nummer, kan være et alligevel. Kun den, der har filen, "
        "ved det.",
        "Ten digits that nothing calls a CPR number may be one all the same. Only whoever has the "
        "file knows.",
    ),
    source=DATA_PROTECTION,
)
REMARKS = Rule(
    "M602",
    Severity.WARNING,
    Phrase(
        "Filen {fil} kommer til offentligheden med bemærkninger eller rettelser i: {steder}.",
        "The file {fil} goes to the public with remarks or tracked changes in it: {steder}.",
    ),
    Phrase(
        "Godkend eller afvis rettelserne, og slet bemærkningerne. {rens}",
        "Accept or reject the changes, and delete the remarks. {rens}",
    ),
    Example(
        wrong="Et notat i Word med kommentarer i margenen.",
        right="Det samme notat uden kommentarer.",
        file="Word",
    ),
    reason=Phrase(
        "Hvad nogen skrev i margenen eller slettede, mens teksten blev til, kan alle læse.",
        "What somebody wrote in the margin or deleted while the text was being made, everybody can "
        "read.",
    ),
)
HIDDEN = Rule(
    "M603",
    Severity.WARNING,
    Phrase(
        "Filen {fil} kommer til offentligheden med noget, der ikke ses, men kan læses: {steder}.",
        "The file {fil} goes to the public with matter that is not seen but can be read: {steder}.",
    ),
    Phrase(
        "Se efter, hvad det er, og slet det. {rens}",
        "See what it is, and delete it. {rens}",
    ),
    Example(
        wrong="Et regneark med et skjult ark.",
        right="Regnearket, gemt uden det.",
        file="Word",
    ),
    reason=Phrase(
        "Skjulte ark, rækker og lag følger med filen. Den, der leder, finder dem.",
        "Hidden sheets, rows and layers go along with the file. Whoever looks finds them.",
    ),
)
RUNS = Rule(
    "M604",
    Severity.WARNING,
    Phrase(
        "Filen {fil} kan køre noget på modtagerens maskine: {steder}.",
        "The file {fil} can run something on the recipient's machine: {steder}.",
    ),
    Phrase(
        "Send den i et format uden programmer i, f.eks. som PDF eller .docx.",
        "Send it in a format without programs in it, e.g. as a PDF or .docx.",
    ),
    Example(wrong="Et skema i .docm, en makro i Word.", right="Det samme i .docx.", file="Word"),
    reason=Phrase(
        "Mange mailservere standser sådanne filer, og den, der får dem, kan ikke vide, hvad de "
        "gør.",
        "Many mail servers stop such files, and whoever gets them cannot know what they do.",
    ),
)
UNSEEN = Rule(
    "M605",
    Severity.WARNING,
    Phrase(
        "Filen {fil} kan moedebog ikke læse: {steder}. Den sendes ikke til offentligheden, før "
        "nogen har set den igennem.",
        "moedebog cannot read the file {fil}: {steder}. It is not sent to the public until "
        "somebody has looked through it.",
    ),
    Phrase(
        "Gem den med tekst, der kan læses, eller se den igennem og skriv under på det: {skriv}",
        "Save it with text that can be read, or look through it and answer for that: {skriv}",
    ),
    Example(
        wrong="En scanning uden tekst.",
        right="Den samme fil med `gennemset` under bilaget.",
        file="Word",
    ),
    reason=Phrase(
        "Et CPR-nummer på en scannet side ser intet program. Nogen må have set efter.",
        "A CPR number on a scanned page is seen by no program. Somebody must have looked.",
    ),
    source=DATA_PROTECTION,
    always=True,
)
BESIDES = Rule(
    "M606",
    Severity.HINT,
    Phrase("Filen {fil} fortæller også: {steder}.", "The file {fil} tells this as well: {steder}."),
    Phrase("{rens}", "{rens}"),
    Example(
        wrong="Et billede, der siger, hvor det er taget.",
        right="Billedet uden.",
        file="Word",
    ),
    reason=Phrase(
        "Navne på dem, der skrev, stier på et netværk og steder på kortet er sjældent ment for "
        "alle.",
        "Names of those who wrote, paths on a network and places on the map are seldom meant for "
        "everybody.",
    ),
    together=Phrase(
        "{antal:fil|filer} fortæller mere, end de skal: navne, stier eller steder.",
        "{antal:file tells|files tell} more than is needed: names, paths or places.",
    ),
)
NUMBERS_INSIDE = Rule(
    "M607",
    Severity.WARNING,
    Phrase(
        "Den lukkede fil {fil} rummer {antal:CPR-nummer|CPR-numre}.",
        "The closed file {fil} holds {antal:CPR number|CPR numbers}.",
    ),
    Phrase(
        "Fjern dem, hvis medlemmerne ikke skal bruge dem.",
        "Take them out if the members do not need them.",
    ),
    Example(
        wrong="- titel: A\n  lukket: Personsag\n  bilag:\n    - titel: Ansøgning\n"
        "      fil: n.pdf  # Ansøger: CPR 010190-1234",
        right="- titel: A\n  lukket: Personsag\n  bilag:\n    - titel: Ansøgning\n"
        "      fil: b.pdf  # uden nummeret",
        files={"b.pdf": PDF, "n.pdf": pdf("CPR 010190-1234")},
    ),
    reason=Phrase(
        "Der skal ikke flere personoplysninger ud, end sagen kræver, heller ikke til dem, der må "
        "læse det lukkede.",
        "No more personal data goes out than the case requires, nor to those who may read what is "
        "closed.",
    ),
    source=DATA_PROTECTION,
)
CHANGED = Rule(
    "M608",
    Severity.WARNING,
    Phrase(
        "Filen {fil} er ændret, siden den blev set igennem; det gælder ikke mere.",
        "The file {fil} was changed since it was looked through; that holds no more.",
    ),
    Phrase(
        "Se den igennem igen, og skriv under på det: {skriv}",
        "Look through it again, and answer for that: {skriv}",
    ),
    Example(
        wrong="`gennemset` med kontrolsummen af en fil, der er gemt igen siden.",
        right="`gennemset` med den nye kontrolsum.",
        file="Word",
    ),
    reason=Phrase(
        "Den, der så filen igennem, så en anden. I den nye kan der stå noget andet.",
        "Whoever looked through the file saw another one. The new one may say something else.",
    ),
    always=True,
)
ANSWERED_FOR = Rule(
    "M609",
    Severity.HINT,
    Phrase(
        "Filen {fil} rummer, hvad der ligner {antal:CPR-nummer|CPR-numre}: {steder}. "
        "Den er set igennem og må komme ud.",
        "The file {fil} holds what looks like {antal:CPR number|CPR numbers}: {steder}. "
        "It was looked through and may go out.",
    ),
    Phrase("Ret `gennemset`, hvis det er en fejl.", "Correct `gennemset` if that is a mistake."),
    Example(
        wrong="En fil med et kontonummer, der ligner et CPR-nummer, og `gennemset`.",
        right="Den samme uden nummeret.",
        file="Word",
    ),
    reason=Phrase(
        "En underskrift kan være sat på det forkerte. Nummeret står i filen og kommer ud.",
        "Somebody may have answered for the wrong thing. The number stands in the file and goes "
        "out.",
    ),
)
WRONG_KIND = Rule(
    "M532",
    Severity.WARNING,
    Phrase(
        "Filen {fil} er ikke, hvad dens navn siger: {steder}.",
        "The file {fil} is not what its name says: {steder}.",
    ),
    Phrase(
        "Gem den igen i det rigtige format, eller ret endelsen.",
        "Save it again in the right format, or correct the ending.",
    ),
    Example(
        wrong=attached("Notat", "n.docx", "en webside, gemt som n.docx"),
        right=attached("Notat", "b.pdf", "en PDF"),
        files={
            "b.pdf": PDF,
            "n.docx": b'<html lang="da"><head><title>Notat</title></head><body>A</body></html>',
        },
    ),
    reason=Phrase(
        "Modtagerens program vælges efter endelsen. Passer den ikke, kan filen ikke åbnes.",
        "The recipient's program is chosen by the ending. If it does not fit, the file cannot be "
        "opened.",
    ),
)
UNTAGGED = Rule(
    "M537",
    Severity.HINT,
    Phrase(
        "Filen {fil} kan ikke læses af alle: {steder}.{af}",
        "The file {fil} cannot be read by everybody: {steder}.{af}",
    ),
    Phrase(
        "Gem en PDF igen fra det program, den er lavet i, med mærker (i Word: »Mærker til "
        "dokumentstruktur«; andre kalder det tagget PDF eller PDF/UA), og skriv tekst til "
        "billederne. Et kort eller en skanning kan få en beskrivelse i mødefilens tekst i stedet.",
        "Save a PDF again from the program that it was made in, with tags (in Word: »Document "
        "structure tags for accessibility«; others call it tagged PDF or PDF/UA), and write words "
        "for the pictures. A map or a scan may be described in the text of the meeting file.",
    ),
    Example(
        wrong=attached("Notat", "n.pdf", "uden mærker til dokumentstruktur"),
        right=attached("Notat", "b.pdf", "gemt fra Word med mærker til dokumentstruktur"),
        files={"b.pdf": PDF, "n.pdf": pdf("Notat", tagged=False)},
    ),
    reason=Phrase(
        "Uden mærkerne kan en skærmlæser ikke se overskrifter, tabeller og rækkefølge. Bilag, der "
        "offentliggøres, skal også kunne læses af den, der ikke ser; hver myndighed svarer for "
        "det, den selv har lavet.",
        "Without the tags a screen reader cannot tell headings, tables and their order. "
        "Attachments that are published must be readable for those who cannot see as well; each "
        "authority answers for what it made itself.",
    ),
    source=ACCESS,
    together=Phrase(
        "{antal:fil|filer} kan ikke læses af alle.",
        "{antal:file|files} cannot be read by everybody.",
    ),
)
WILL_NOT_DO = Rule(
    "M669",
    Severity.WARNING,
    Phrase(
        "Filen {fil} er ikke, som forummets `krav: {krav}` siger: den er ikke mærket op (tagget). "
        "Den samlede fil kan ikke laves med den.",
        "The file {fil} is not what the forum's `krav: {krav}` asks: it has no tags. The one file "
        "cannot be made with it.",
    ),
    Phrase(
        "Få den, der har lavet den, til at gemme den igen som PDF med tags (PDF/UA), eller skriv "
        "`kun_fil: ja` ved bilaget.{af}",
        "Have whoever made it save it again as a tagged PDF (PDF/UA), or write `kun_fil: ja` at "
        "the attachment.{af}",
    ),
    Example(
        wrong=attached("Notat", "n.pdf", "uden mærker til dokumentstruktur"),
        right=attached("Notat", "b.pdf", "gemt fra Word med mærker til dokumentstruktur"),
        forum="krav: maerket",
        files={"b.pdf": PDF, "n.pdf": pdf("Notat", tagged=False)},
    ),
    reason=Phrase(
        "`moedebog material` laver ikke filen, når et bilag ikke opfylder kravet; det er bedre at "
        "vide før den aften, den skal ud.",
        "`moedebog material` does not make the file where an attachment does not meet it; that is "
        "better known before the evening on which it is to go out.",
    ),
    source=ACCESS,
)
NOT_WHOLE = Rule(
    "M538",
    Severity.WARNING,
    Phrase(
        "Filen {fil} er beskadiget eller ikke hel, så modtagerne kan ikke åbne den.",
        "The file {fil} is damaged or not whole, so that recipients cannot open it.",
    ),
    Phrase(
        "Hent eller gem den igen, og se efter, om den kan åbnes.",
        "Fetch or save it again, and see whether it can be opened.",
    ),
    Example(
        wrong=attached("Notat", "n.pdf", "kun det første af filen er hentet"),
        right=attached("Notat", "b.pdf", "hele filen"),
        files={"b.pdf": PDF, "n.pdf": _UNREADABLE_PDF},
    ),
    reason=Phrase(
        "Modtageren kan ikke åbne filen eller får kun en del af den.",
        "The recipient cannot open the file, or gets only a part of it.",
    ),
)
PROTECTED = Rule(
    "M550",
    Severity.WARNING,
    Phrase(
        "Filen {fil} er beskyttet med en adgangskode, så modtagerne ikke kan åbne den.",
        "The file {fil} is protected by a password, so that recipients cannot open it.",
    ),
    Phrase(
        "Gem den igen uden adgangskode; det fortrolige styres med `offentlig: nej` ved bilaget.",
        "Save it again without one; what is confidential is kept by `offentlig: nej` at the bilag.",
    ),
    Example(
        wrong="Et notat, gemt med en adgangskode.",
        right="Det samme notat uden.",
        file="Word",
    ),
    reason=Phrase(
        "Et bilag, som modtageren ikke kan åbne, er ikke bedre end et, der mangler.",
        "An attachment that the recipient cannot open is no better than one that is missing.",
    ),
)

_REMARKS = (Kind.COMMENT, Kind.TRACKED_CHANGE)
_RUNS = (Kind.SCRIPT, Kind.MACRO, Kind.EXECUTABLE)
_BESIDES = (
    *(Kind.AUTHOR, Kind.PATH, Kind.POSITION, Kind.EXTERNAL_LINK, Kind.EMBEDDED, Kind.METADATA),
)
_TO_OPEN = {Unread.PASSWORD: PROTECTED, Unread.DAMAGED: NOT_WHOLE}
"""What of a file that cannot be read recipients cannot read either."""
_LACKING = {
    "tagged": Phrase("den er ikke mærket op til skærmlæsere", "it is not tagged"),
    "language": Phrase("den siger ikke, hvilket sprog den er på", "it does not say its language"),
    "title": Phrase("den har ingen titel i egenskaberne", "it has no title in its properties"),
}
_PICTURES = Phrase(
    "{antal:billede|billeder} uden tekst i stedet", "{antal:picture|pictures} without words"
)
_SCANNED = Phrase("{antal:skannet side|skannede sider}", "{antal:scanned page|scanned pages}")
_BY = Phrase(" Lavet af {hvem}.", " Made by {hvem}.")


class Attached(Struct, frozen=True):
    """An attachment with a file, as what is found in it is told."""

    bilag: Bilag
    fil: Fil
    public: bool
    """Whether it goes to everybody."""
    label: str
    """As it is named from elsewhere, e.g. ``Punkt 3, bilag 1``."""
    item: str
    """What is typed for its item; empty for one of the meeting as a whole."""
    item_nr: str
    """The item's number, which items of several groups may have; empty where it has none."""
    holder: int
    """Which of the meeting's items it is of, from 1; 0 for the meeting as a whole."""
    nr: str
    vouched: tuple[Gennemset, ...] = ()
    """Who has looked through it, or the other attachments of its item."""
    krav: Krav | None = None
    """What the forum asks of attachments that are collected."""

    def answered_for(self, look: Look) -> bool:
        """Whether somebody has looked through these very bytes."""
        return any(look.sha256 in one.sha256 for one in self.vouched if look.sha256)

    def is_held(self, look: Look) -> bool:
        """Whether it may not go to everybody as it is. One that is closed never does."""
        lets_out = look.is_read and not look.of(Kind.PERSONAL_NUMBER)
        return not (lets_out or self.answered_for(look))


def attached_of(plan: Plan) -> Iterator[Attached]:
    """The attachments whose files are there.

    Where something is left out of one for the public, the file is closed, and the copy is public.
    """
    for at, holder in enumerate((plan.whole, *plan.items)):
        for numbered in holder.bilag:
            bilag = numbered.bilag
            public = holder.attachment_file(bilag, Audience.OFFENTLIG)
            for fil in (bilag.fil, bilag.kopi):
                if fil is None or not fil.stoerrelse or bilag.udgaar:
                    continue
                yield Attached(
                    bilag,
                    fil,
                    fil is public,
                    numbered.reference,
                    holder.typed if isinstance(holder, PlannedItem) else "",
                    holder.numbered.nr if isinstance(holder, PlannedItem) else "",
                    at,
                    numbered.nr,
                    tuple(_vouched(bilag, holder)),
                    plan.meeting.forum.krav,
                )


def _vouched(bilag: Bilag, holder: Holder) -> Iterator[Gennemset]:
    if bilag.gennemset is not None:
        yield bilag.gennemset
    if isinstance(holder, PlannedItem) and holder.punkt.gennemset is not None:
        yield holder.punkt.gennemset


def answered_for(plan: Plan) -> frozenset[str]:
    """SHA-256 of the attachments that somebody answers for having looked through."""
    vouched = (one for attached in attached_of(plan) for one in attached.vouched)
    return frozenset(digest for one in vouched for digest in one.sha256)


def findings(attached: Attached, look: Look, meeting: str) -> Iterator[Diagnostic]:
    """What is told of an attachment. ``meeting`` is what the meeting is called in commands."""
    fil = attached.fil
    yield from _for_all(fil, look)
    if not attached.public:
        if numbers := look.of(Kind.PERSONAL_NUMBER):
            yield NUMBERS_INSIDE.at(fil.position, fil=named(fil.navn), antal=_count(numbers))
        if _falls_short(attached, look):
            yield _will_not_do(attached, look)
        return
    numbers = look.of(Kind.PERSONAL_NUMBER)
    if attached.answered_for(look):
        if numbers:
            values = {"antal": _count(numbers), "steder": found(numbers)}
            yield ANSWERED_FOR.at(fil.position, fil=named(fil.navn), **values)
    else:
        yield from _not_answered_for(attached, look, meeting)
    yield from _not_accessible(attached, look)


def _not_accessible(attached: Attached, look: Look) -> Iterator[Diagnostic]:
    """What keeps somebody who cannot see from reading it, or the forum from collecting it."""
    if _falls_short(attached, look):
        yield _will_not_do(attached, look)
    elif look.accessible is not None and not look.accessible.is_good:
        fil, steder = attached.fil, joined(lacking(look.accessible), "; ")
        by = _made_by(attached, look)
        yield UNTAGGED.at(fil.position, fil=named(fil.navn), steder=steder, af=by)


def _falls_short(attached: Attached, look: Look) -> bool:
    """Whether it is surely not what the forum asks of what is collected."""
    untagged = look.accessible is not None and look.accessible.tagged is False
    return untagged and attached.krav is not None and not attached.bilag.kun_fil


def _will_not_do(attached: Attached, look: Look) -> Diagnostic:
    fil, krav = attached.fil, attached.krav or ""
    by = _made_by(attached, look)
    return WILL_NOT_DO.at(fil.position, fil=named(fil.navn), krav=krav, af=by)


def _made_by(attached: Attached, look: Look) -> Phrase:
    maker = attached.bilag.udarbejdet_af or look.maker
    return _BY.put(hvem=maker) if maker else Phrase.same("")


def _for_all(fil: Fil, look: Look) -> Iterator[Diagnostic]:
    """What every recipient meets, whoever they are."""
    if disguised := [one for one in look.of(Kind.DISGUISED) if not one.place]:
        yield WRONG_KIND.at(fil.position, fil=named(fil.navn), steder=found(disguised))
    for reason in dict.fromkeys(gap.reason for gap in look.gaps if not gap.place):
        if rule := _TO_OPEN.get(reason):
            yield rule.at(fil.position, fil=named(fil.navn))
    runs = [*look.of(*_RUNS), *(one for one in look.of(Kind.DISGUISED) if one.place)]
    if runs:
        yield RUNS.at(fil.position, fil=named(fil.navn), steder=found(runs, kinds=True))


def _not_answered_for(attached: Attached, look: Look, meeting: str) -> Iterator[Diagnostic]:
    fil = attached.fil
    told = {"fil": named(fil.navn), "skriv": signing(attached, meeting)}
    numbers, perhaps = look.of(Kind.PERSONAL_NUMBER), look.of(Kind.PERHAPS_PERSONAL_NUMBER)
    needed = bool(numbers or perhaps or look.gaps)
    if needed and attached.bilag.gennemset is not None:
        # Not at `gennemset`, of which no log shows anything: which file it is must be told.
        yield CHANGED.at(fil.position, **told)
    if numbers:
        yield NUMBERS.at(fil.position, antal=_count(numbers), steder=found(numbers), **told)
    if perhaps:
        yield PERHAPS.at(fil.position, steder=found(perhaps), **told)
    if gaps := [gap for gap in look.gaps if gap.place or gap.reason not in _TO_OPEN]:
        yield UNSEEN.at(fil.position, steder=unread(gaps), **told)
    rens = _CLEAN.put(rens=call(f"make rens MEETING={meeting}", f"moedebog rens {meeting}"))
    for rule, kinds in ((REMARKS, _REMARKS), (HIDDEN, (Kind.HIDDEN,)), (BESIDES, _BESIDES)):
        if some := look.of(*kinds):
            steder = found(some, kinds=rule is not HIDDEN)
            yield rule.at(fil.position, fil=named(fil.navn), steder=steder, rens=rens)


def signing(attached: Attached, meeting: str) -> str:
    """The command by which somebody answers for a file."""
    make, plain = f"make gennemset MEETING={meeting}", f"moedebog gennemset {meeting}"
    if attached.item:
        make += f" PUNKT={quoted(attached.item)}"
        plain += f" --punkt {quoted(attached.item)}"
    make += f" BILAG={quoted(attached.nr)} NAVN=… GRUND=…"
    plain += f" --bilag {quoted(attached.nr)} --navn … --grund …"
    return call(make, plain)


def _count(some: tuple[Finding, ...]) -> int:
    return sum(one.count for one in some)


def lacking(accessible: Accessible) -> Iterator[Phrase]:
    """What keeps somebody who cannot see from reading a file."""
    if accessible.tagged is False:
        yield _LACKING["tagged"]
    for name in ("language", "title"):
        if not getattr(accessible, name):
            yield _LACKING[name]
    if accessible.without_text:
        yield _PICTURES.put(antal=accessible.without_text)
    if accessible.scanned:
        yield _SCANNED.put(antal=accessible.scanned)
