"""What a document says, as values for programs: the facts beside the words of ``document``.

``compose.facts`` makes them from the plan that the ``Document`` of the same kind and audience is
made from. They tell nothing that it does not tell, but for ids, versions, when a referat was sent
out for approval and published, file names, media types, checksums and the time zone. A key stands
in the JSON even where there is nothing to tell (``null`` or an empty list). The order of lists is
that of the document.

``schemas/fakta.schema.json`` is made of this module (``tools/build_fakta_schema.py``).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct, field

from moedebog.document import Audience, Kind

ZONE = ZoneInfo("Europe/Copenhagen")
"""The zone of all times of a meeting."""
VERSION: Literal[1] = 1
"""Rises when a program that reads the old form would go wrong; a new key alone does not do that."""

Moment = Annotated[datetime, Meta(tz=True)]

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gif": "image/gif",
    ".htm": "text/html",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""By the ending of a file's name. What the system knows besides differs from machine to machine."""


# --- the meeting ----------------------------------------------------------------------


class Udgave(Struct, frozen=True, kw_only=True):
    """A version of a document that has been mailed."""

    dokument: Kind
    """Which of the two."""
    version: int
    """1, 2, 3 …"""
    tid: Moment
    """When it was made."""


class Fristfakta(Struct, frozen=True, kw_only=True):
    """A deadline."""

    dato: date
    """The day."""
    tid: Moment | None
    """The moment; ``null`` where the whole day is meant."""


class Godkendelsesfakta(Struct, frozen=True, kw_only=True):
    """How a referat was approved, as the record tells it."""

    dato: date
    """The day."""
    af: str | None
    """Who approved it."""
    ved: str | None
    """underskrift, naeste_moede, indsigelsesfrist."""
    moede: date | None
    """The day of the meeting that approved it, where one did."""
    punkt: str | None
    """The number of its item there."""
    frist: date | None
    """Where nobody had made remarks in time: the deadline."""


class TilGodkendelse(Struct, frozen=True, kw_only=True):
    """That a referat is sent out for approval."""

    dato: date
    """The day."""


class Offentliggoerelse(Struct, frozen=True, kw_only=True):
    """That a referat was published, however far it was."""

    dato: date
    """The day."""


class Moedefakta(Struct, frozen=True, kw_only=True):
    """When, where and how the meeting is held, and how far the document is."""

    id: str
    """The meeting's lasting identity within its forum; stays when the meeting is moved."""
    forum: str
    """The forum's name."""
    sammen_med: tuple[str, ...] = ()
    """The names of the other bodies of a joint meeting."""
    myndighed: str | None = None
    """The public body that the forum belongs to."""
    titel: str | None
    """E.g. ``12. møde``."""
    sagsnr: tuple[str, ...] = ()
    """The numbers of the case that the meeting itself is filed under."""
    ekstraordinaert: bool
    """Whether it is called in besides the planned ones."""
    dato: date
    """The day of the meeting; of several, the first."""
    dage: tuple[date, ...]
    """All days of the meeting."""
    start: Moment | None
    """When it is planned to begin; ``null`` for a written procedure (``form: skriftlig``) alone."""
    slut: Moment | None
    """When it is planned to end, where the meeting file says so."""
    svarfrist: Fristfakta | None
    """Until when a written procedure is answered."""
    faktisk_start: Moment | None
    """When it began, where that was another time; only a referat knows."""
    faktisk_slut: Moment | None
    """When it ended; only a referat knows."""
    sted: str | None
    """Where it is held."""
    form: str | None
    """fysisk, virtuelt, hybrid, skriftlig."""
    virtuelt_grundlag: str | None
    """On what ground a meeting is held on the screen."""
    status: str
    """Of the document: udkast, udsendt; udkast, til_godkendelse, godkendt, offentliggjort."""
    indsigelsesfrist: date | None = None
    """Until when remarks to the minutes are taken that are sent out for approval."""
    godkendt: Godkendelsesfakta | None = None
    """Only of an approved referat, where the record tells of it."""
    til_godkendelse: TilGodkendelse | None = None
    """Only of a referat that is sent out for approval, where the record tells of it."""
    offentliggjort: Offentliggoerelse | None = None
    """Only of a referat; ``null`` where that is not known, as inside a PDF file."""
    aflyst: bool
    """Whether the meeting is off."""
    udgaver: tuple[Udgave, ...]
    """What has been mailed, oldest first; empty where that is not known, as inside a PDF file."""


# --- people ---------------------------------------------------------------------------


class Personfakta(Struct, frozen=True, kw_only=True):
    """Somebody who is named, with what the document says of them."""

    navn: str
    """As the meeting or the forum file has it."""
    titel: str | None = None
    """E.g. a post or an office."""
    organisation: str | None = None
    """Where they come from."""
    parti: str | None = None
    """Party letter."""
    deltog: str | None = None
    """How they took part, where a document says so: fysisk, digitalt. A member's stands in
    ``til_stede``."""


class Stedfortraederfakta(Personfakta, frozen=True, kw_only=True):
    """Somebody who took part in one item, for one who was disqualified in it."""

    stedfortraeder_for: str
    """The name of the one who was disqualified."""


class Habilitetsfakta(Struct, frozen=True, kw_only=True):
    """What was decided on whether somebody is disqualified in an item."""

    udfald: str
    """inhabil, habil."""
    af: str | None
    """Who decided; ``null``: the forum itself."""
    om: tuple[str, ...]
    """Names; empty where the text alone tells."""
    tekst: str | None
    """The decision in its own words, where it has any."""


class Rollefakta(Personfakta, frozen=True, kw_only=True):
    """Somebody with a role at the meeting. It says nothing of whether they came."""

    roller: tuple[str, ...]
    """medlem, stedfortraeder, fra_forvaltningen, observatoer, gaest, moedeleder, referent."""
    hverv: str | None = None
    """E.g. formand; not told of a member whom the document names as absent alone."""
    stedfortraeder_for: str | None = None
    """The name of the member whom a substitute stands in for."""


class Fravaersfakta(Struct, frozen=True, kw_only=True):
    """Somebody who does not come, or not from the start."""

    navn: str
    """Of who does not come."""
    stedfortraeder: str | None
    """The substitute's name."""
    aarsag: str | None
    """Why; never told to the public."""


class Bevaegelse(Struct, frozen=True, kw_only=True):
    """Somebody who came or left during the meeting."""

    navn: str
    """Of who came or left."""
    punkt: str | None
    """The ``anker`` of the item; ``null`` where that would tell of what is closed."""
    tid: Moment | None
    """When, where it is on record and may be told."""


class Skift(Struct, frozen=True, kw_only=True):
    """When somebody came or left."""

    punkt: str | None
    """The ``anker`` of the item; ``null`` where that would tell of what is closed."""
    tid: Moment | None
    """When, where it is on record and may be told."""


class Ophold(Struct, frozen=True, kw_only=True):
    """A time that somebody was there without a break."""

    fra: Skift | None
    """The arrival; ``null``: from the start of the meeting."""
    til: Skift | None
    """The departure; ``null``: until the end of the meeting."""


class Tilstedevaerelse(Struct, frozen=True, kw_only=True):
    """A member or substitute who was there for the meeting or some of it."""

    navn: str
    """Of who was there."""
    deltog: str | None
    """fysisk, digitalt; ``null`` where it is not said."""
    ophold: tuple[Ophold, ...]
    """When, in order."""


class Fremmoede(Struct, frozen=True, kw_only=True):
    """Who was there, stayed away, came late and left early, as it was put on record.

    Where ``noteret`` is ``null`` or ``ikke_noteret``, nobody has put on record who was there; who
    is named in no list then was not necessarily there.
    """

    noteret: str | None
    """How it is on record: alle, alle_andre, navne, ikke_noteret."""
    til_stede: tuple[Tilstedevaerelse, ...]
    """Who was there; empty where that is not on record."""

    afbud: tuple[Fravaersfakta, ...]
    """Who sent regrets; in a referat those of them who did not come after all."""
    udeblevet: tuple[Fravaersfakta, ...]
    """Who stayed away without notice; only a referat knows."""
    ankom: tuple[Bevaegelse, ...]
    """Who came during an item; only a referat knows."""
    forlod: tuple[Bevaegelse, ...]
    """Who left during an item; only a referat knows."""


# --- what is closed -------------------------------------------------------------------


class Lukning(Struct, frozen=True, kw_only=True):
    """That something is closed to the public."""

    grund: str | None
    """Why, where the document says it."""
    offentlig_beslutning: str | None = None
    """What the public may read of the decision; only in a public referat."""


class LukketAfsnit(Lukning, frozen=True, kw_only=True):
    """A section of an item that is closed to the public."""

    offentlig_titel: str | None
    """What the public may read instead of its heading; only in public facts."""


class Del(Struct, frozen=True, kw_only=True):
    """Something that stands in a section of an item."""

    lukket: bool
    """Whether the section is closed to the public; such parts are in internal facts alone."""
    i_sag: bool
    """Whether it belongs to a case forwarded from another forum."""


# --- what an item says ------------------------------------------------------------------


class Indstillingspunktfakta(Struct, frozen=True, kw_only=True):
    """One point of what is recommended."""

    nr: int
    """From 1, in its indstilling."""
    tekst: str
    """What is recommended."""


class Svarfakta(Struct, frozen=True, kw_only=True):
    """What was decided on one or several points of an indstilling."""

    punkter: tuple[int, ...]
    """The numbers (``nr``) of the points answered."""
    udfald: tuple[str, ...]
    """Outcomes in a word, e.g. ``godkendt``, or as the secretary worded them."""
    tekst: str
    """May be empty."""


class Indstillingsfakta(Del, frozen=True, kw_only=True):
    """What is recommended, and what was decided on it."""

    fra: str | None
    """Whose it is."""
    til: str | None
    """Who is to decide."""
    at: tuple[Indstillingspunktfakta, ...]
    """The points; empty where the document has the answers alone."""
    svar: tuple[Svarfakta, ...]
    """Only in a referat."""


class Indbringelsesfakta(Struct, frozen=True, kw_only=True):
    """A matter is brought before a higher body."""

    af: str | None
    """Who wants it."""
    for_: str | None = field(name="for")
    """Before which body."""


class Beslutningsfakta(Del, frozen=True, kw_only=True):
    """A decision."""

    udfald: tuple[str, ...]
    """Outcomes in a word, e.g. ``godkendt``, or as the secretary worded them."""
    tekst: str
    """May be empty. A paragraph a line, without emphasis and links."""
    indbragt: Indbringelsesfakta | None
    """Set where the matter was brought before a higher body and more is said of it."""


class Stemmefakta(Struct, frozen=True, kw_only=True):
    """Votes for one side."""

    antal: int | None
    """``null`` where it is not on record, as for a party."""
    navne: tuple[str, ...]
    """Of persons or parties, as far as they are on record."""


class Kandidatfakta(Struct, frozen=True, kw_only=True):
    """Somebody who got votes in an election."""

    navn: str
    """Who."""
    stemmer: Stemmefakta
    """How many votes, and from whom where that is on record."""


class Valgrundefakta(Struct, frozen=True, kw_only=True):
    """A round of an election."""

    grundlag: str | None
    """What it took to be elected in it: ``over_halvdelen``, ``flest_stemmer``, ``bundet``."""
    kandidater: tuple[Kandidatfakta, ...]
    """Those who got votes."""
    blanke: Stemmefakta | None
    """Blank votes."""
    ugyldige: Stemmefakta | None
    """Invalid votes."""


class Valglistefakta(Struct, frozen=True, kw_only=True):
    """A list in a proportional election (forholdstalsvalg)."""

    navn: str
    """The list's name, as of a party or a group."""
    stemmer: Stemmefakta | None
    """Its votes."""
    pladser: int | None
    """Its seats."""
    valgte: tuple[str, ...]
    """Whom it put on them."""


class Valgfakta(Struct, frozen=True, kw_only=True):
    """An election."""

    til: str | None
    """What somebody is elected to."""
    runder: tuple[Valgrundefakta, ...]
    """The ballots, one by one."""
    lister: tuple[Valglistefakta, ...]
    """The lists of a proportional election."""
    valgt: tuple[str, ...]
    """Who was elected, as far as the minutes say so by themselves."""


class Afstemningsfakta(Del, frozen=True, kw_only=True):
    """A vote. A side of which nothing is on record is ``null``."""

    forslag: str | None
    """What was voted on, where it is not the indstilling."""
    for_: Stemmefakta | None = field(name="for")
    """Who voted for it."""
    imod: Stemmefakta | None
    """Who voted against it."""
    undlod: Stemmefakta | None
    """Who abstained."""
    blanke: Stemmefakta | None
    """Who cast a blank vote."""
    ugyldige: Stemmefakta | None
    """Whose votes were invalid."""
    resultat: str | None
    """``vedtaget``, ``forkastet`` or ``stemmelighed`` (undecided by the votes); ``null`` where that
    is not known or the decision says otherwise."""
    afgjort_af: str | None
    """``formand`` or ``lodtraekning``, where that decided."""
    flertal: str | None
    """What it took: ``simpelt``, ``to_tredjedele`` or ``enighed``; ``null`` of an election."""
    hemmelig: bool
    """Whether the ballot was secret."""
    valg: Valgfakta | None
    """Set where it is an election; then the sides are ``null``."""


class Bemaerkningsfakta(Del, frozen=True, kw_only=True):
    """A statement that somebody wanted in the minutes (protokolbemærkning)."""

    fra: str
    """Whose it is."""
    tekst: str
    """What it says."""


class Opgavefakta(Del, frozen=True, kw_only=True):
    """Something to be done after the meeting."""

    opgave: str
    """What is to be done."""
    ansvarlig: str | None
    """By whom."""
    frist: date | None
    """No later than this day."""


class Bilagsfakta(Struct, frozen=True, kw_only=True):
    """An attachment. Of one that this audience may not have, only label, title and ground."""

    label: str
    """Under its item, e.g. ``Bilag 1``."""
    reference: str
    """As named from elsewhere, e.g. ``Punkt 3, bilag 1``."""
    titel: str
    """The public title where this audience may not have it."""
    udsendes_med: str
    """``dagsorden`` or ``referat``."""
    lukket: Lukning | None
    """Set where it is closed to the public."""
    udgaar: bool = False
    """Whether it is withdrawn: its number stays, and nobody gets it."""
    udarbejdet_af: str | None = None
    """Who made it, where the document says so."""
    adresse: str | None = None
    """Where it is on the web; ``null`` where it is a file, or this audience may not have it."""
    fil: str | None = None
    """The name of the file, without folder; ``null`` where there is none (of the rest as well)."""
    stoerrelse: int | None = None
    """Bytes; ``null`` where the file is not there."""
    medietype: str | None = None
    """Media type by the file's ending."""
    sha256: str | None = None
    """Checksum, where it was asked for."""


class Rettelsesfakta(Struct, frozen=True, kw_only=True):
    """A correction of an approved referat: an addition beside the old text."""

    dato: date
    """When it was decided."""
    tekst: str
    """What it says."""
    besluttet: str | None
    """Where or by whom it was decided, as printed."""
    lukket: bool
    """Whether the public may not read it, though its item is open."""


class Ophaevelsesfakta(Struct, frozen=True, kw_only=True):
    """What was closed at the meeting has been opened afterwards."""

    dato: date
    """Since when it is open."""
    grund: str | None
    """Why."""
    af: str | None
    """Who decided so."""


class Punktfakta(Struct, frozen=True, kw_only=True):
    """An item or a sub-item. Of one that is closed to the audience, what comes first alone."""

    anker: str
    """Name of the link target in the documents of this meeting."""
    nr: str | None
    """``7``, ``3.A``, ``3.1``."""
    titel: str
    """The public title where the item is closed to the audience."""
    niveau: int
    """1 for an item, 2 for its sub-items …"""
    overpunkt: str | None
    """The ``anker`` of the item that a sub-item belongs to."""
    gruppe: str | None
    """A heading over several items that begins before this one."""
    dato: date | None
    """The day that it is on, where the meeting lasts several."""
    lukket: Lukning | None
    """Set where the item is closed to the public, by itself or by the item that it belongs to."""
    udeladt: bool
    """Whether the matter is left out of this copy, because its reader is disqualified."""
    undergruppe: str | None = None
    """A heading before this item one level deeper, inside a group."""
    sagstype: str | None = None
    """The kind of item, e.g. ``beslutning``."""
    sagstype_tekst: str | None = None
    """The kind as printed; ``null`` where it is not."""
    godkender: tuple[date, ...] = ()
    """The days of the meetings whose minutes it approves."""
    start: Moment | None = None
    """Planned; of a referat ``null`` where it was not dealt with then."""
    slut: Moment | None = None
    """Planned."""
    sagsnr: tuple[str, ...] = ()
    """Case numbers."""
    dok_nr: str | None = None
    """Document number."""
    kle: str | None = None
    """KLE number."""
    tillaeg: bool = False
    """Added after the dagsorden was sent out."""
    tillaeg_grund: str | None = None
    """Why it could not wait."""
    taget_op: bool = False
    """Put on at the meeting: it stands in no dagsorden that was issued; only a referat tells."""
    lukket_paa_moedet: bool = False
    """The meeting itself decided to close it; only a referat tells."""
    aabnet_paa_moedet: bool = False
    """It was closed in the dagsorden, and the meeting decided to open it; only a referat tells."""
    lukning_ophaevet: Ophaevelsesfakta | None = None
    """It, or the item that it belongs to, was treated as closed and has been opened since; only a
    referat tells."""
    rettelser: tuple[Rettelsesfakta, ...] = ()
    """What was corrected of it after the referat was approved; only a referat tells."""
    fra_forvaltningen: tuple[Personfakta, ...] = ()
    """Staff who take part in this item alone."""
    observatoerer: tuple[Personfakta, ...] = ()
    """Observers who take part in this item alone."""
    gaester: tuple[Personfakta, ...] = ()
    """Guests who take part in this item alone."""
    inhabil: tuple[str, ...] = ()
    """Names of those who were disqualified; only a referat tells."""
    erklaerede_sig_inhabile: tuple[str, ...] = ()
    """Names of those who said so themselves; only a referat tells."""
    forlod_lokalet: tuple[str, ...] = ()
    """Those of the disqualified who left the room; only a referat tells."""
    habilitetsbeslutning: Habilitetsfakta | None = None
    """Only in a referat."""
    stedfortraedere: tuple[Stedfortraederfakta, ...] = ()
    """Who took part instead of the disqualified; only a referat tells."""
    behandlet_foer: str | None = None
    """The ``anker`` of the item that it was treated right before, where it was not treated in its
    place; only a referat tells."""
    kort_udfald: str | None = None
    """What came of it in a few words, as the overview has it; in a dagsorden only that it is
    withdrawn or postponed, and why."""
    indstillinger: tuple[Indstillingsfakta, ...] = ()
    """What is recommended, and in a referat what was decided on it."""
    beslutninger: tuple[Beslutningsfakta, ...] = ()
    """Only in a referat."""
    afstemninger: tuple[Afstemningsfakta, ...] = ()
    """Only in a referat."""
    protokolbemaerkninger: tuple[Bemaerkningsfakta, ...] = ()
    """Only in a referat."""
    opfoelgning: tuple[Opgavefakta, ...] = ()
    """What is to be done; only in a referat."""
    bilag: tuple[Bilagsfakta, ...] = ()
    """The attachments that come with this document, in the order of their numbers."""
    lukkede_afsnit: tuple[LukketAfsnit, ...] = ()
    """The sections that are closed to the public."""


class TomGruppefakta(Struct, frozen=True, kw_only=True):
    """A heading that nothing stands under."""

    gruppe: str | None
    """A heading over several items."""
    undergruppe: str | None
    """The same, one level deeper: inside a group."""
    efter: str | None
    """The ``anker`` of the outermost item that it comes after; ``null``: before all items."""


class Udgivelse(Struct, frozen=True, kw_only=True):
    """Which version a document is, once one was issued."""

    version: int
    """1, 2, 3 …"""
    dato: date | None
    """The day it was issued; ``null`` while it is not."""
    tillaeg: bool = False
    """Whether it holds only what is new since the one before."""


class Indsigelsesfakta(Struct, frozen=True, kw_only=True):
    """What somebody answered to the minutes; only internal facts have any."""

    fra: str
    """Whose answer it is."""
    dato: date | None
    """When it came; of one without remarks ``null``."""
    punkt: str | None
    """The ``anker`` of the item that it is about; ``null``: the minutes as a whole."""
    tekst: str
    """The remark; empty where there is none."""
    afgoerelse: str | None
    """imoedekommet, delvist_imoedekommet, ikke_imoedekommet, taget_til_efterretning."""
    grund: str | None
    """Why, or what was corrected."""


class Fakta(Struct, frozen=True, kw_only=True):
    """The facts of a dagsorden or a referat for one audience."""

    format: Literal["moedebog-fakta"] = "moedebog-fakta"
    """What the file is."""
    version: Literal[1] = VERSION
    """Of the form; rises when a program that reads the old one would go wrong."""
    dokument: Kind
    """Whose facts these are."""
    maalgruppe: Audience
    """``offentlig`` or ``intern``; only the internal facts hold what is closed."""
    udgave: Udgivelse | None = None
    """Which version this is; ``null`` while none was issued."""
    udskrift: str | None = None
    """The number of the item that this is an extract of (protokoludskrift), or its title where it
    has none; ``null``: the whole document. Of who was there an extract's facts tell nothing."""
    moede: Moedefakta
    """The meeting itself."""
    personer: tuple[Rollefakta, ...]
    """Members, substitutes, guests of the whole meeting, chair and (in a referat) secretary and
    those who took a seat for single items that this audience may read."""
    fremmoede: Fremmoede
    """Who did not come, came late or left."""
    punkter: tuple[Punktfakta, ...]
    """Items and sub-items in one list, as they stand in the document."""
    bilag: tuple[Bilagsfakta, ...] = ()
    """The attachments of the meeting as a whole that come with this document."""
    tomme_grupper: tuple[TomGruppefakta, ...] = ()
    """Groups without items."""
    indsigelser: tuple[Indsigelsesfakta, ...] = ()
    """What was answered to the minutes that were sent out for approval."""
    rettelser: tuple[Rettelsesfakta, ...] = ()
    """What was corrected of the meeting as a whole after the referat was approved."""
