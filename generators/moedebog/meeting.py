"""The model of a meeting: frozen data, no input or output.

The words are those of the meeting file. What a secretary left out has its default here,
the named sections of an item have become one ordered list of ``Afsnit``, and every node
keeps its place in the file, so that a problem found later can still name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from moedebog.blocks import Blocks, Foreign, Node
from moedebog.catalogue import (
    Afgoerelse,
    Andel,
    Bilagsform,
    Bilagsnumre,
    DagsordenStatus,
    Datoformat,
    Deltagelse,
    Flertal,
    Form,
    FremmoedeListe,
    FremmoedePlacering,
    Godkendelse,
    Gruppenumre,
    Habilitet,
    Indsigelsessvar,
    IndstillingOrdlyd,
    Klokkeslaet,
    Krav,
    Numre,
    NyePunkter,
    Opstilling,
    Optegnet,
    ReferatStatus,
    Retsgrundlag,
    Sagstype,
    Slags,
    SvarPlacering,
    TidPlacering,
    Tilbagehold,
    UdsendesMed,
    Valggrundlag,
)
from moedebog.diagnostics import Position
from moedebog.events import Begivenhed
from moedebog.issued import Issue

NOWHERE = Position("")


# --- people ---------------------------------------------------------------------------


class Person(Node, frozen=True):
    """Somebody who is named: a member, a guest, a substitute."""

    navn: str
    titel: str | None = None
    organisation: str | None = None
    parti: str | None = None
    """Party letter."""
    position: Position = NOWHERE

    @property
    def apart(self) -> str | None:
        """What tells them from somebody else of their name."""
        return None

    @property
    def known_as(self) -> str:
        """The name that means nobody else: ``Bo Ny``, or ``Bo Ny (A)`` where there are two."""
        return f"{self.navn} ({self.apart})" if self.apart else self.navn


class Medlem(Person, frozen=True):
    """A member of the forum."""

    hverv: str | None = None
    """E.g. formand, naestformand."""
    fra: date | None = None
    """First day as a member; unset: since before the forum's first meeting."""
    til: date | None = None
    """Last day as a member."""
    skelnes: str | None = None
    """What tells them from another member of their name: party, organisation or ``id``."""

    @property
    def apart(self) -> str | None:
        """What tells them from somebody else of their name."""
        return self.skelnes


class Medvirkende(Person, frozen=True):
    """Somebody who takes part without being a member: a guest, staff, a substitute."""

    deltog: Deltagelse | None = None
    """How they took part, where it is said."""
    skelnes: str | None = None
    """What tells them from a member of their name: title, organisation or party."""

    @property
    def apart(self) -> str | None:
        """What tells them from somebody else of their name."""
        return self.skelnes


class Stedfortraeder(Person, frozen=True):
    """Somebody whom the forum may call in."""

    for_: str | None = None
    """The member whom they stand in for; ``None``: anybody."""


class Fravaer(Node, frozen=True):
    """A member who does not come: one entry of ``afbud`` or ``udeblevet``."""

    navn: str
    stedfortraeder: Medvirkende | None = None
    aarsag: str | None = None
    """Why; printed for the internal audience only."""
    position: Position = NOWHERE


class Navn(Node, frozen=True):
    """A person named by name alone, at a place in the file."""

    navn: str
    tid: time | None = None
    """The clock, for ``ankom`` and ``forlod``."""
    erklaeret: bool = False
    """For ``inhabil``: whether they have declared it themselves."""
    forlod_lokalet: bool = False
    """For ``inhabil``: whether they left the room."""
    stedfortraeder: Medvirkende | None = None
    """For ``inhabil``: who takes part in this item instead."""
    position: Position = NOWHERE


class Deltager(Node, frozen=True):
    """Somebody who is named as having been there: one entry of ``fremmoedt``."""

    navn: str
    deltog: Deltagelse | None = None
    """How they took part, where it is said."""
    position: Position = NOWHERE


class Fremmoedt(Node, frozen=True):
    """Who was there when the meeting began, as somebody put on record."""

    ord: Optegnet | None = None
    """Whom a word stands for; ``None``: those named, and nobody else."""
    navne: tuple[Deltager, ...] = ()
    position: Position = NOWHERE


# --- the forum ------------------------------------------------------------------------


class Afsnitspolitik(Struct, frozen=True):
    """How one kind of section is headed, and in which documents it stands."""

    slags: Slags
    overskrift: str | None = None
    """The forum's own; empty where it wants none, ``None`` where it wants the usual one."""
    dagsorden: bool = True
    referat: bool = True
    kraeves_ved: tuple[Sagstype, ...] = ()
    """The kinds of item (``sagstype``) that must have it."""


class Politik(Struct, frozen=True):
    """How this forum lays out its documents. The defaults are the common practice."""

    afsnit: tuple[Afsnitspolitik, ...]
    """The sections in their order."""
    punktord: str | None = None
    """The forum's own word before an item's number, e.g. Pkt.; may be empty."""
    nummererede_pauser: bool = False
    sagstype_i_titel: bool = False
    """``Beslutningspunkt: …`` in the title instead of the line under it."""
    vis_sagstyper: bool = True
    """Whether kinds of item are printed at all."""
    sagstyper: tuple[tuple[Sagstype, str], ...] = ()
    """The secretariat's own word for a kind of item: (sagstype, word)."""
    tid_placering: TidPlacering = TidPlacering.UNDER_TITEL
    klokkeslaet: Klokkeslaet = Klokkeslaet.PUNKTUM
    datoformat: Datoformat = Datoformat.LANG
    indstillingspunkter: Opstilling = Opstilling.TAL
    indstilling_ordlyd: IndstillingOrdlyd = IndstillingOrdlyd.AT_MODTAGER
    svarord: str | None = None
    """The forum's own word before the number of an answered point; may be empty: ``1.``."""
    svar_placering: SvarPlacering = SvarPlacering.UNDER_BESLUTNING
    bilagsnumre: Bilagsnumre = Bilagsnumre.PR_PUNKT
    bilagsoversigt: bool = True
    bilagenes_tilgaengelighed: bool = False
    """Whether that list says which files cannot be read by everybody."""
    underskriftsark_tekst: str | None = None
    """What signing means here, over the sheet for signatures; else as the phrase book has it."""
    nummerering_i_gruppe: Gruppenumre = Gruppenumre.FORTSAT
    nye_punkter: NyePunkter = NyePunkter.FEJL
    """What an item without a number gets that is put in between those that were issued."""
    nummer_efter_udsendelse: Numre = Numre.FAST
    """Whether an item may have another number than it was issued with."""
    materiale_frist_hverdage: int | None = None
    """So many weekdays lie between the day the attachments are sent out and the meeting."""
    sag_frist: int | None = None
    """So many weekdays before the meeting a case must have come in."""
    fravaer_under_punkter: bool = False
    """A line *Fraværende* under every item of the referat."""
    hele_fravaer_under_punkter: bool = True
    """Whether that line names those, too, who were not there at all; the cover does in any case."""
    fremmoede_placering: FremmoedePlacering = FremmoedePlacering.FORSIDE
    fremmoede_liste: FremmoedeListe = FremmoedeListe.OPDELT
    frist_hverdage: int | None = None
    """So many weekdays lie between the day the dagsorden is sent out and the meeting."""
    loerdag_er_hverdag: bool = False
    tilbagehold_ved_inhabilitet: Tilbagehold = Tilbagehold.LUKKET
    """What somebody who is disqualified is not sent, once that is settled."""
    afbud_faar_materiale: bool = True
    """Whether somebody who has sent regrets is still sent the dagsorden and the attachments."""
    moedelink_offentlig: bool = False
    """Whether anybody may listen in, and so read where."""
    beslutningsdygtig: int | Andel | None = None
    """How many must be there for a decision."""
    retsgrundlag: Retsgrundlag = Retsgrundlag.ANDET
    """What kind of body the forum is by law; what it sets is in the other policies already."""
    stemmelighed: Afgoerelse = Afgoerelse.BORTFALDER
    """What a tie comes to."""
    flertal: Flertal = Flertal.SIMPELT
    """How many votes carry something."""
    offentliggoer_lukkede_beslutninger: bool = False
    """Whether the public is to read what was decided on closed items, or why it may not."""
    godkendelse: Godkendelse | None = None
    """How its minutes are approved, where it says so."""
    indsigelsesfrist_dage: int | None = None
    """So many days there are for remarks, from the day the minutes are sent out for approval."""
    stoerste_bilag_mb: int = 10
    """A larger attachment is warned of."""
    regler: tuple[tuple[str, bool], ...] = ()
    """Rules that are turned on or off: (code, whether it holds)."""


class Kontakt(Struct, frozen=True):
    """Where members and citizens can ask."""

    navn: str | None = None
    email: str | None = None
    telefon: str | None = None


class Modtager(Node, frozen=True):
    """Somebody whom documents are mailed to."""

    email: str
    navn: str | None = None
    position: Position = NOWHERE


class Sikkermail(Struct, frozen=True):
    """By what the house's mail server knows a message that it is to encipher."""

    emne: str = ""
    """What stands first in the subject; may be empty."""
    felt: str = ""
    """The name of a header; may be empty."""
    vaerdi: str = "ja"
    """What stands in that header."""


class Sikring(Node, frozen=True):
    """The way by which what is closed goes to a group: one of these."""

    tunnel: tuple[str, ...] = ()
    """The domains that the house's mail server carries it enciphered to: ``kommune.example.org``,
    or ``*.example.org`` for all below one."""
    sikkermail: Sikkermail | None = None
    smime: str = ""
    """The folder with the recipients' certificates, beside ``forum.yaml``."""
    besked: str = ""
    """Where it lies: then it is not mailed at all."""
    anden: str = ""
    """Why the message is safe enough as it is."""
    position: Position = NOWHERE

    @property
    def vej(self) -> str:
        """The key by which it is written."""
        return next(key for key in WAYS if getattr(self, key))


WAYS = ("tunnel", "sikkermail", "smime", "besked", "anden")
"""The keys of ``sikring``."""


class Modtagergruppe(Node, frozen=True):
    """People who are mailed the same."""

    gruppe: str
    personer: tuple[Modtager, ...]
    maalgruppe: str = "offentlig"
    """``offentlig`` or ``intern``; only the internal documents hold what is closed."""
    dokumenter: tuple[str, ...] = ("dagsorden", "referat")
    formater: tuple[str, ...] = ("pdf",)
    """Some of those that the forum has."""
    bilag: bool | Bilagsform = True
    """Whether, or how, the attachments come along."""
    kalender: bool = True
    """Whether a dagsorden carries the entry for the calendar."""
    faar_udkast: bool = False
    """Whether drafts go to them where no group is named."""
    sikring: Sikring | None = None
    """How what is closed goes to them, where the group says so itself; ``Forum.way_to`` knows."""
    position: Position = NOWHERE

    @property
    def samlet(self) -> bool:
        """Whether the attachments come in one file with the document."""
        return self.bilag is Bilagsform.SAMLET


class Forum(Node, frozen=True):
    """A committee: what its meetings share, from ``forum.yaml``."""

    navn: str
    navn_i_saetning: str
    """Its name inside a sentence; default: ``navn``."""
    politik: Politik
    myndighed: str | None = None
    """The public body that it belongs to."""
    medlemmer: tuple[Medlem, ...] = ()
    stedfortraedere: tuple[Stedfortraeder, ...] = ()
    """Whom it may call in; empty where that is not said."""
    moedeleder: str | None = None
    referent: str | None = None
    start: time | None = None
    """When its meetings usually begin, for new meeting files; no meeting rests on it."""
    slut: time | None = None
    """When they usually end by plan, for new meeting files."""
    sted: str | None = None
    moedelink: str | None = None
    """Where its meetings are usually taken part in from afar."""
    kontakt: Kontakt | None = None
    modtagere: tuple[Modtagergruppe, ...] = ()
    sikring: Sikring | None = None
    """How what is closed goes to groups that do not say so themselves."""
    skabelon: str = "standard"
    """The template set."""
    formater: tuple[str, ...] = ("docx", "pdf")
    """In which its documents are drawn."""
    krav: Krav | None = None
    """What attachments must meet that go into the one file."""
    position: Position = NOWHERE

    def way_to(self, group: Modtagergruppe) -> Sikring | None:
        """How what is closed goes to one of its groups; ``None``: not at all."""
        return group.sikring or self.sikring


# --- the items ------------------------------------------------------------------------


class Lukket(Node, frozen=True):
    """Closed to the public: why, and what the public may read instead."""

    grund: str | None = None
    offentlig_titel: str | None = None
    offentlig_beslutning: Blocks = ()
    ingen_offentlig_beslutning: str | None = None
    """Why the public may not read what was decided; printed nowhere."""
    besluttet_paa_moedet: bool = False
    """Whether the meeting itself decided so, of an item that went out open."""
    position: Position = NOWHERE


class Ophaevelse(Node, frozen=True):
    """What was closed at the meeting has been opened afterwards."""

    dato: date
    """Since when it is open."""
    lukket: Lukket
    """How it was closed until then, and still is in the dagsorden."""
    grund: str | None = None
    """Why it is open now."""
    af: str | None = None
    """Who decided so."""
    position: Position = NOWHERE


class Fil(Node, frozen=True):
    """A file on disk, as it was when the meeting was read."""

    sti: Path
    """Where it is."""
    navn: str
    """As written in the meeting file."""
    stoerrelse: int | None
    """Bytes; ``None`` where there is no such file."""
    position: Position = NOWHERE


class Utilgaengelig(Struct, frozen=True):
    """A file that somebody who cannot see may not be able to read, and why."""

    sti: Path
    uden_maerker: bool = False
    """Whether headings, lists and tables are not marked."""
    uden_sprog: bool = False
    uden_titel: bool = False
    billeder_uden_tekst: int = 0
    """How many pictures have no words in place of them."""
    skannede_sider: int = 0
    lavet_af: str = ""
    """The organisation that the file itself says made it; empty where it says none."""


class Gennemset(Node, frozen=True):
    """That somebody has looked through files and answers for them."""

    navn: str
    dato: date
    grund: str
    """How they were looked through, or why what was found may go out."""
    sha256: tuple[str, ...]
    """Checksums of the files: one that was changed since is unseen again."""
    position: Position = NOWHERE


class Felt(Node, frozen=True):
    """A rectangle of a page as it is seen: millimetres, from its upper left corner."""

    fra_venstre: int
    fra_top: int
    bredde: int
    hoejde: int
    position: Position = NOWHERE


class Udeladelse(Node, frozen=True):
    """Something that is left out of the copy of a PDF that goes to everybody.

    It has one of ``tekst``, ``moenster``, and ``side`` with ``felt``.
    """

    grund: str
    """Why, as it is printed in the gap."""
    tekst: str | None = None
    moenster: str | None = None
    """A regular expression."""
    side: int | None = None
    """From 1."""
    felt: Felt | None = None
    position: Position = NOWHERE


class Bilag(Node, frozen=True):
    """An attachment."""

    titel: str
    fil: Fil | None = None
    adresse: str | None = None
    """Where it can be read on the web, in place of a file."""
    nr: str | None = None
    """Its own number; it uses up none."""
    udgaar: bool = False
    """Whether it was issued and has been withdrawn: its number stays, and nobody gets it."""
    kun_fil: bool = False
    """Whether it goes as a file of its own, and not into the one with all attachments."""
    alt: str | None = None
    """What stands for a picture where it cannot be seen."""
    udarbejdet_af: str | None = None
    """Who made it, where that is said: another than the forum's own authority."""
    udsendes_med: UdsendesMed = UdsendesMed.DAGSORDEN
    lukket: Lukket | None = None
    """Set by ``offentlig: nej`` or ``lukket``."""
    gennemset: Gennemset | None = None
    udelad: tuple[Udeladelse, ...] = ()
    """What those who may not read what is closed get a copy without."""
    kopi: Fil | None = None
    """That copy; ``None`` where nothing is left out, or no copy could be made."""
    position: Position = NOWHERE


class Indstillingspunkt(Node, frozen=True):
    """One point of what is recommended."""

    tekst: Blocks
    position: Position = NOWHERE


class Delbeslutning(Node, frozen=True):
    """The answer to one or several points of the indstilling."""

    punkt: tuple[int, ...]
    """Numbers of the points answered, from 1."""
    tekst: Blocks = ()
    udfald: tuple[str, ...] = ()
    position: Position = NOWHERE


class Indstilling(Node, frozen=True):
    """What is recommended, by whom, to whom."""

    at: tuple[Indstillingspunkt, ...]
    fra: str | None = None
    til: str | None = None
    indledning: str | None = None
    """The sentence before the points, where the usual one does not do."""
    opstilling: Opstilling | None = None
    """Where this one differs from the forum's."""
    delbeslutninger: tuple[Delbeslutning, ...] = ()
    position: Position = NOWHERE


class Stemmer(Node, frozen=True):
    """Votes for one side: a count, or names or parties, or both."""

    antal: int | None = None
    navne: tuple[str, ...] = ()
    position: Position = NOWHERE


class Kandidat(Node, frozen=True):
    """Somebody who got votes in an election."""

    navn: str
    stemmer: Stemmer
    position: Position = NOWHERE


class Valgrunde(Node, frozen=True):
    """One ballot of an election."""

    kandidater: tuple[Kandidat, ...]
    grundlag: Valggrundlag | None = None
    """What it takes to be elected in it, where that is said."""
    blanke: Stemmer | None = None
    ugyldige: Stemmer | None = None
    position: Position = NOWHERE


class Valgliste(Node, frozen=True):
    """A list or group of members in a proportional election (forholdstalsvalg)."""

    navn: str
    stemmer: Stemmer | None = None
    pladser: int | None = None
    """How many seats it got."""
    valgte: tuple[str, ...] = ()
    """Whom it put on them."""
    position: Position = NOWHERE


class Valg(Node, frozen=True):
    """An election: in rounds between candidates, or of lists by their share of the votes."""

    til: str | None = None
    """What somebody is elected to."""
    runder: tuple[Valgrunde, ...] = ()
    lister: tuple[Valgliste, ...] = ()
    valgt: tuple[str, ...] = ()
    position: Position = NOWHERE


class Afstemning(Node, frozen=True):
    """A vote, or an election."""

    forslag: str | None = None
    """What was voted on, where it is not the indstilling."""
    for_: Stemmer | None = None
    imod: Stemmer | None = None
    undlod: Stemmer | None = None
    blanke: Stemmer | None = None
    ugyldige: Stemmer | None = None
    valg: Valg | None = None
    """Set where it is an election; then it has no sides of its own."""
    afgjort_af: Afgoerelse | None = None
    """What decided, where the votes were tied: the chair or a lot."""
    flertal: Flertal | None = None
    """How many votes it takes, where that is not what the forum's policy says."""
    hemmelig: bool = False
    position: Position = NOWHERE

    @property
    def sider(self) -> tuple[Stemmer, ...]:
        """The sides of which anything is on record."""
        sides = (self.for_, self.imod, self.undlod, self.blanke, self.ugyldige)
        return tuple(side for side in sides if side is not None)


class Protokolbemaerkning(Node, frozen=True):
    """A statement that somebody wants in the minutes."""

    fra: str
    tekst: Blocks
    position: Position = NOWHERE


class Indbringelse(Node, frozen=True):
    """A matter is brought before a higher body, which is to decide instead."""

    af: tuple[str, ...] = ()
    """Who want it."""
    for_: str | None = None
    """Before which body."""
    position: Position = NOWHERE


class Opfoelgning(Node, frozen=True):
    """Something to be done after the meeting."""

    opgave: str
    ansvarlig: str | None = None
    frist: date | None = None
    position: Position = NOWHERE


class Afsnit(Node, frozen=True):
    """One section of an item. ``slags.kind.contents`` names what it holds.

    A ``sag`` is a case forwarded from another forum.
    """

    slags: Slags
    overskrift: str | None = None
    """Its own heading, where the forum's does not do."""
    tekst: Blocks = ()
    indstilling: Indstilling | None = None
    udfald: tuple[str, ...] = ()
    indbragt: Indbringelse | None = None
    """To whom the matter was brought, where ``udfald`` says that it was."""
    afstemning: tuple[Afstemning, ...] = ()
    protokolbemaerkninger: tuple[Protokolbemaerkning, ...] = ()
    opfoelgning: tuple[Opfoelgning, ...] = ()
    bilag: tuple[Bilag, ...] = ()
    afsnit: tuple[Afsnit, ...] = ()
    lukket: Lukket | None = None
    skillelinje: bool = False
    position: Position = NOWHERE

    def tekster(self) -> Iterator[Blocks]:
        """Its running texts, each on its own; not those of the sections inside it."""
        yield self.tekst
        if self.lukket:
            yield self.lukket.offentlig_beslutning
        if self.indstilling:
            yield from (point.tekst for point in self.indstilling.at)
            yield from (answer.tekst for answer in self.indstilling.delbeslutninger)
        yield from (statement.tekst for statement in self.protokolbemaerkninger)


class Godkender(Node, frozen=True):
    """A meeting whose minutes an item approves."""

    navn: str
    """As typed: its date, or the name of its file, ``udvalg/2025-09-12``."""
    dato: date
    """The day of it, with which its name begins."""
    position: Position = NOWHERE


class Indsigelse(Node, frozen=True):
    """What somebody answered who got the minutes for approval."""

    fra: str
    dato: date | None = None
    """When the answer came."""
    punkt: str | None = None
    """The item that it is about, by number or ``id``; ``None``: the minutes as a whole."""
    tekst: Blocks = ()
    """The remark; empty where they answered that there is none."""
    afgoerelse: Indsigelsessvar | None = None
    """What was decided on it."""
    grund: str | None = None
    """Why, or what was corrected."""
    position: Position = NOWHERE


class Habilitetsbeslutning(Node, frozen=True):
    """What was decided on whether those under ``inhabil`` may take part in an item."""

    udfald: Habilitet
    af: str | None = None
    """Who decided it; unset: the body itself."""
    tekst: str | None = None
    """The decision in its own words."""
    om: tuple[str, ...] = ()
    """Whom it is about, where those are others than the ones under ``inhabil``."""
    position: Position = NOWHERE


class Punkt(Node, frozen=True):
    """An agenda item."""

    titel: str
    afsnit: tuple[Afsnit, ...] = ()
    id: str = ""
    """By which it is known from one version of the dagsorden to the next; mostly none is needed."""
    nr: str | None = None
    """Its own label; such an item uses up no number."""
    gruppe: str | None = None
    """A group heading that begins before this item and holds until the next one."""
    undergruppe: str | None = None
    """The same, one level deeper: inside a group."""
    sagstype: Sagstype | None = None
    sagstype_tekst: str | None = None
    """The kind in this item's own words."""
    godkender: tuple[Godkender, ...] = ()
    """The meetings whose minutes it approves."""
    varighed: int | None = None
    """Minutes."""
    tid: tuple[time, time | None] | None = None
    """A fixed slot: start, and end if it is given; past midnight the end is the earlier clock."""
    dato: date | None = None
    """The day that begins with it, where the meeting lasts several."""
    behandlet_foer: str | None = None
    """Number or title of the item before which it was treated, where not in its place."""
    sagsnr: tuple[str, ...] = ()
    dok_nr: str | None = None
    kle: str | None = None
    tillaeg: bool = False
    """Added after the dagsorden was sent out (supplementary agenda)."""
    tillaeg_grund: str | None = None
    """Why it cannot wait."""
    udgaar_grund: str | None = None
    """Why it is withdrawn or postponed, where that was known before the meeting."""
    lukket: Lukket | None = None
    aabnet: Lukket | None = None
    """How it was closed in the dagsorden, where the meeting decided to open it."""
    ophaevet: Ophaevelse | None = None
    """That it was closed at the meeting, and has been opened afterwards: ``lukket`` is unset."""
    fra_forvaltningen: tuple[Medvirkende, ...] = ()
    """Staff who take part in this item alone."""
    observatoerer: tuple[Medvirkende, ...] = ()
    """Observers who take part in this item alone."""
    gaester: tuple[Medvirkende, ...] = ()
    """Guests who take part in this item alone."""
    moedeleder: str | None = None
    """Who leads this item, where it is not who leads the meeting."""
    inhabil: tuple[Navn, ...] = ()
    """Who is said to be disqualified; ``habilitetsbeslutning`` says whether that is settled."""
    habilitetsbeslutning: Habilitetsbeslutning | None = None
    ankom: tuple[Navn, ...] = ()
    """Members who came during this item."""
    forlod: tuple[Navn, ...] = ()
    """Members who left during this item."""
    gennemset: Gennemset | None = None
    """Who has looked through its attachments."""
    underpunkter: tuple[Punkt, ...] = ()
    position: Position = NOWHERE

    def alle_afsnit(self) -> tuple[Afsnit, ...]:
        """The sections in reading order, those of a forwarded case included."""
        return _with_nested(self.afsnit)

    @property
    def closing(self) -> Lukket | None:
        """How it is closed, or was before it was opened; ``None`` where it always was open."""
        return self.lukket or self.aabnet or (self.ophaevet.lukket if self.ophaevet else None)

    @property
    def beside(self) -> tuple[Medvirkende, ...]:
        """All who take part in this item alone without being members."""
        return (*self.fra_forvaltningen, *self.observatoerer, *self.gaester)

    @property
    def questioned(self) -> tuple[str, ...]:
        """The names that the decision on who may take part is about."""
        decision = self.habilitetsbeslutning
        if decision is None:
            return ()
        return decision.om or tuple(one.navn for one in self.inhabil)

    @property
    def out(self) -> tuple[Navn, ...]:
        """Those who take no part: under ``inhabil``, and not found to be free to."""
        decision = self.habilitetsbeslutning
        free = decision is not None and decision.udfald is Habilitet.HABIL
        cleared = self.questioned if free else ()
        return tuple(one for one in self.inhabil if one.navn not in cleared)


def _with_nested(afsnit: tuple[Afsnit, ...]) -> tuple[Afsnit, ...]:
    for et in afsnit:
        if et.afsnit:
            return tuple(inner for et in afsnit for inner in (et, *_with_nested(et.afsnit)))
    return afsnit


class Rettelse(Node, frozen=True):
    """A correction of a referat that is approved: an addition, beside the old text."""

    dato: date
    """When it was decided."""
    tekst: Blocks
    punkt: str | None = None
    """The number of the item as printed, or its id; ``None``: of the meeting as a whole."""
    besluttet_i: str | None = None
    """At which meeting it was decided: its stem or date, or in words."""
    af: str | None = None
    """Who decided it, where no meeting did."""
    lukket: bool | None = None
    """Whether the public may not read it; ``None`` where that is not said: as its item."""
    position: Position = NOWHERE


class TomGruppe(Node, frozen=True):
    """A group heading that nothing stands under."""

    efter: int
    """So many outermost items stand before it."""
    gruppe: str | None = None
    undergruppe: str | None = None
    position: Position = NOWHERE


class Udeladt(Struct, frozen=True):
    """What is left out of a meeting as everybody reads it, for those who may read what is closed.

    All else of the meeting is without it.
    """

    steder: dict[tuple[str, Position], dict[str, Any]]
    """What holds the words, by the kind of the node and its place, and by the attribute of it."""
    ord: tuple[str, ...]
    """The words, each as one text."""
    grunde: tuple[str, ...]
    """Why they are left out."""


class Meeting(Node, frozen=True):
    """One meeting of a forum."""

    id: str
    """Its lasting identity; default: the file's first stem."""
    stamme: str
    """The stem of its file, e.g. ``2025-09-12``."""
    forum: Forum
    dato: date
    punkter: tuple[Punkt, ...]
    start: time | None = None
    """When it is planned to begin; ``None`` for a written procedure alone."""
    slut: time | None = None
    """When it is planned to end; past midnight, or on the last day, it may be the earlier clock."""
    svarfrist: tuple[date, time | None] | None = None
    """Until when a written procedure is answered; of a meeting it is not printed."""
    offentliggoeres: tuple[date, time | None] | None = None
    """From when on its documents may be published; that is not printed."""
    faktisk_start: time | None = None
    faktisk_slut: time | None = None
    sted: str | None = None
    moedelink: str | None = None
    """Where it is taken part in from afar: a web address; default: the forum's."""
    form: Form | None = None
    virtuelt_grundlag: str | None = None
    """On what ground a meeting is held on the screen."""
    ekstraordinaert: bool = False
    """Whether it is called in besides the planned ones."""
    titel: str | None = None
    """E.g. ``12. møde``; shown under the forum's name."""
    sagsnr: tuple[str, ...] = ()
    """The numbers of the case that the meeting itself is filed under."""
    dagsorden_status: DagsordenStatus = DagsordenStatus.UDKAST
    dagsorden_udsendt: date | None = None
    """The day on which the dagsorden was sent out."""
    referat_status: ReferatStatus = ReferatStatus.UDKAST
    indsigelsesfrist: date | None = None
    """The last day for remarks to the minutes."""
    aflyst: bool = False
    moedeleder: str | None = None
    referent: str | None = None
    afbud: tuple[Fravaer, ...] = ()
    udeblevet: tuple[Fravaer, ...] = ()
    fremmoedt: Fremmoedt | None = None
    """Who was there; ``None``: nobody has put it on record, and no referat may claim it."""
    fra_forvaltningen: tuple[Medvirkende, ...] = ()
    observatoerer: tuple[Medvirkende, ...] = ()
    gaester: tuple[Medvirkende, ...] = ()
    fremmed: Foreign = ()
    """The passages of its titles that are not Danish, with their language, or not for all."""
    indledning: Blocks = ()
    """Text before the overview."""
    nummerering_start: int = 1
    """The first item's number (``nummerering: {start: 49}``)."""
    underskriftsark: bool = False
    """A page for signatures closes the referat."""
    indsigelser: tuple[Indsigelse, ...] = ()
    """What was answered to the minutes that were sent out for approval; the public reads none."""
    rettelser: tuple[Rettelse, ...] = ()
    """Corrections of the approved referat, in the order of the file."""
    bilag: tuple[Bilag, ...] = ()
    """Attachments of the meeting as a whole."""
    sammen_med: tuple[Forum, ...] = ()
    """The other bodies of a joint meeting."""
    tomme_grupper: tuple[TomGruppe, ...] = ()
    """Groups without items, in their order."""
    udgaver: tuple[Issue, ...] = ()
    """What was issued of it until now, oldest first, as the record beside its file tells."""
    begivenheder: tuple[Begivenhed, ...] = ()
    """What happened to the referat after the meeting, oldest first, as the record tells."""
    utilgaengelige: tuple[Utilgaengelig, ...] = ()
    """Its files that cannot be read by everybody; looked up only where the forum tells of them."""
    udeladt: Udeladt | None = None
    """What not everybody reads of its titles and texts; ``None``: nothing is left out of them."""
    forestaar: bool = False
    """Whether it is known to be still to come: asked where the clock is, and written nowhere."""
    position: Position = NOWHERE

    @property
    def written(self) -> bool:
        """Whether the cases are settled in writing: nobody meets."""
        return self.form is Form.SKRIFTLIG

    def leaves_out_of(self, *nodes: Node) -> bool:
        """Whether words are left out of any of them; what is left out of its parts, an item does
        not count as its own."""
        apart = self.udeladt
        return apart is not None and any(_holds(apart, one) for one in nodes)

    @property
    def beside(self) -> tuple[Medvirkende, ...]:
        """All who take part in the whole meeting without being members or substitutes."""
        return (*self.fra_forvaltningen, *self.observatoerer, *self.gaester)

    @property
    def fora(self) -> tuple[Forum, ...]:
        """The bodies that meet: as a rule one."""
        return (self.forum, *self.sammen_med)


def with_attachments(meeting: Meeting, change: Callable[[Bilag, bool], Bilag]) -> Meeting:
    """The meeting with each of its attachments changed.

    ``change`` is told whether one is closed, by itself or by what it stands in.
    """

    def attachments(bilag: tuple[Bilag, ...], closed: bool) -> tuple[Bilag, ...]:
        return tuple(change(one, closed or one.lukket is not None) for one in bilag)

    def sections(every: tuple[Afsnit, ...], closed: bool) -> tuple[Afsnit, ...]:
        made = []
        for one in every:
            inside = closed or one.lukket is not None
            bilag, inner = attachments(one.bilag, inside), sections(one.afsnit, inside)
            made.append(replace(one, bilag=bilag, afsnit=inner))
        return tuple(made)

    def items(punkter: tuple[Punkt, ...], closed: bool) -> tuple[Punkt, ...]:
        made = []
        for one in punkter:
            inside = closed or one.lukket is not None
            afsnit, below = sections(one.afsnit, inside), items(one.underpunkter, inside)
            made.append(replace(one, afsnit=afsnit, underpunkter=below))
        return tuple(made)

    bilag = attachments(meeting.bilag, closed=False)
    return replace(meeting, bilag=bilag, punkter=items(meeting.punkter, closed=False))


def without_copies(meeting: Meeting) -> Meeting:
    """The meeting as its file alone tells it."""
    return with_attachments(meeting, lambda bilag, _: replace(bilag, kopi=None))


def _holds(apart: Udeladt, value: object) -> bool:
    """Whether words are left out of a value, or of anything in it but the parts of an item."""
    if isinstance(value, tuple):
        return any(_holds(apart, one) for one in value)
    if not isinstance(value, Struct):
        return False
    if (type(value).__name__, getattr(value, "position", None)) in apart.steder:
        return True
    names = (name for name in value.__struct_fields__ if name not in ("position", "underpunkter"))
    return any(_holds(apart, getattr(value, name)) for name in names)
