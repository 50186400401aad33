"""The commands: what each takes, and how it is told. One table for the parser and for make.

Whatever is typed as ``moedebog x VALUE --key`` is ``make x KEY=value``;
``tests/cli/test_one_table.py`` holds the Makefile to it.
"""

from __future__ import annotations

from msgspec import Struct

from moedebog.cli.language import LANGUAGES, VARIABLE
from moedebog.diagnostics import Phrase

DOCUMENTS = ("dagsorden", "referat")
SUPPLEMENT = "tillaeg"
"""What is issued of a dagsorden that is only added to."""
AUDIENCES = ("offentlig", "intern")
ACTIONS = ("ny", "tjek", "vis", "ret")
LEGAL_KINDS = ("byraad", "udvalg", "regionsraad", "sundhedsraad", "klynge", "andet")
FORMATS = ("text", "json", "github", "gitlab", "sarif")
EVENTS = (
    *("til_godkendelse", "underskrevet", "godkendt", "offentliggjort", "udkast"),
    *("lukning_ophaevet", "trukket_tilbage", "anonymiseret"),
)
APPROVALS = ("underskrift", "naeste_moede", "indsigelsesfrist")
CHANGES = ("accepter", "afvis")
LISTS = ("tekst", "json", "markdown")
"""The forms of a list of changes."""


class Argument(Struct, frozen=True):
    """Something that a command can be told."""

    name: str
    """``meeting``, or with dashes, as it is typed: ``--audience``."""
    key: str
    """What make calls it: a variable, which the environment may hold too."""
    help: Phrase
    value: Phrase | None = None
    """What stands for its value in the help; a flag has none."""
    example: str = "1"
    """A value, as the form of make shows it."""
    choices: tuple[str, ...] = ()
    default: str | None = None
    several: bool = False
    number: bool = False
    """Whether the value is a whole number from 1."""
    short: str = ""
    """One letter that does as well, e.g. ``-v``."""
    environment: bool = True
    """Whether the variable, wherever it was set, counts as much as the option. One that was left
    there must not send, nor show what is closed in the log of a CI server."""

    @property
    def attribute(self) -> str:
        """What the parsed arguments call it."""
        return self.name.lstrip("-").replace("-", "_")


class CommandRow(Struct, frozen=True):
    """One command."""

    name: str
    help: Phrase
    needs: tuple[Argument, ...] = ()
    """What it cannot do without."""
    takes: tuple[Argument, ...] = ()

    @property
    def options(self) -> tuple[Argument, ...]:
        """All that it can be told, but what every command can."""
        return (*self.needs, *self.takes)

    @property
    def make(self) -> str:
        """How make is called for it: ``make referat MEETING=2025-09-12 [AUDIENCE=intern]``."""
        needs = [f"{option.key}={option.example}" for option in self.needs]
        takes = [f"[{option.key}={option.example}]" for option in self.takes]
        return " ".join(["make", self.name, *needs, *takes])


_MEETING_VALUE = Phrase("MØDE", "MEETING")
MEETING = Argument(
    "meeting",
    "MEETING",
    Phrase(
        "mødefilens navn, f.eks. 2025-09-12 eller byraad/2025-09-12",
        "the name of the meeting file, e.g. 2025-09-12 or byraad/2025-09-12",
    ),
    _MEETING_VALUE,
    "2025-09-12",
)
MEETINGS = Argument(
    "meeting",
    "MEETING",
    Phrase("mødefilers navne; uden dem: alle", "names of meeting files; without them: all"),
    _MEETING_VALUE,
    "2025-09-12",
    several=True,
)
NAME = Argument(
    "--meeting",
    "MEETING",
    Phrase(
        "mødefilens navn; uden det: mødets dato",
        "the name of the meeting file; without it: the date of the meeting",
    ),
    _MEETING_VALUE,
    "2025-09-12",
)
FILE = Argument(
    "file",
    "FILE",
    Phrase(
        "en dagsorden eller et referat: .docx, .pdf, .html, .txt eller .md",
        "a dagsorden or a referat: .docx, .pdf, .html, .txt or .md",
    ),
    Phrase("FIL", "FILE"),
    "referat.pdf",
)
SIGNED_FILE = Argument(
    "--file",
    FILE.key,
    Phrase(
        "referatet som PDF, som det kom tilbage fra underskrift",
        "the referat as a PDF, as it came back from being signed",
    ),
    FILE.value,
    "underskrevet.pdf",
)
KODE = Argument(
    "kode",
    "KODE",
    Phrase(
        "reglers koder, f.eks. M202; uden dem: en liste over alle regler",
        "codes of rules, e.g. M202; without them: a list of all rules",
    ),
    Phrase("KODE", "CODE"),
    "M202",
    several=True,
)
AUDIENCE = Argument(
    "--audience",
    "AUDIENCE",
    Phrase(
        "hvem dokumentet er til; kun det interne rummer det lukkede",
        "whom the document is for; only the internal one holds what is closed",
    ),
    Phrase.same("|".join(AUDIENCES)),
    "intern",
    AUDIENCES,
    AUDIENCES[0],
)
FORUM = Argument(
    "--forum",
    "FORUM",
    Phrase("forummets mappe under meetings/", "the folder of the forum under meetings/"),
    Phrase("MAPPE", "FOLDER"),
    "mit-forum",
)
ONLY_FORUM = Argument(
    FORUM.name,
    FORUM.key,
    Phrase(
        "kun møderne i forummets mappe under meetings/",
        "only the meetings in the folder of the forum under meetings/",
    ),
    FORUM.value,
    FORUM.example,
)
DOC = Argument(
    "--doc",
    "DOC",
    Phrase("hvilket dokument", "which document"),
    Phrase.same("|".join(DOCUMENTS)),
    "dagsorden",
    DOCUMENTS,
)
ISSUED_DOC = Argument(
    DOC.name,
    DOC.key,
    Phrase(
        "hvilket dokument; tillaeg: kun det, dagsordenen har fået siden den sidste version",
        "which document; tillaeg: only what the dagsorden has got since its last version",
    ),
    Phrase.same("|".join((*DOCUMENTS, SUPPLEMENT))),
    DOC.example,
    (*DOCUMENTS, SUPPLEMENT),
)
PUBLISHED_DOC = Argument(
    DOC.name,
    DOC.key,
    Phrase(
        "hvilket dokument; uden: alle, der ikke er udkast",
        "which document; without it: all that are no drafts",
    ),
    DOC.value,
    DOC.example,
    DOCUMENTS,
)
SHA256 = Argument(
    "--sha256",
    "SHA256",
    Phrase("tag bilagenes kontrolsummer med", "with the checksums of the attachments"),
)
MATERIAL_DOC = Argument(
    DOC.name, DOC.key, DOC.help, DOC.value, DOC.example, DOCUMENTS, default="dagsorden"
)
READER = Argument(
    "--inhabil",
    "INHABIL",
    Phrase(
        "hvem filen er til, når nogen er inhabil: uden det, der holdes tilbage fra personen",
        "whom the file is for, where somebody is disqualified: without what is held back from them",
    ),
    Phrase("NAVN", "NAME"),
    '"Bo Berg"',
)
MATERIAL_FORM = Argument(
    "--form",
    "FORM",
    Phrase(
        "hvordan: én fil (pdf), en mappe med filerne hver for sig, eller den samme som zip",
        "how: one file (pdf), a folder with the files one by one (mappe), or the same as zip",
    ),
    Phrase.same("FORM"),
    "zip",
    ("pdf", "mappe", "zip"),
    "pdf",
)
MAX = Argument(
    "--max",
    "MAX",
    Phrase(
        "del filen mellem punkterne, så ingen fylder mere end det",
        "divide the file between the items, so that none takes more than this",
    ),
    Phrase("STØRRELSE", "SIZE"),
    "20MB",
)
SEND = Argument(
    "--send",
    "SEND",
    Phrase("send; ellers vises det kun", "send; else it is only shown"),
    environment=False,
)
RESEND = Argument(
    "--resend",
    "RESEND",
    Phrase("send igen til én, der har fået den", "send again to somebody who has had it"),
    Phrase("ADRESSE", "ADDRESS"),
    "navn@example.org",
    environment=False,
)
UDKAST = Argument(
    "--udkast",
    "UDKAST",
    Phrase(
        "send et udkast til grupperne; der bliver ingen version af det",
        "send a draft to the groups; no version is made of it",
    ),
    environment=False,
)
GRUPPE = Argument(
    "--gruppe",
    "GRUPPE",
    Phrase(
        "en gruppe i forum.yaml, som skal have udkastet; flere skilles ad af ;",
        "a group in forum.yaml that is to have the draft; several are divided by ;",
    ),
    Phrase("GRUPPE", "GROUP"),
    "formand",
    several=True,
    environment=False,
)
EXTRACTED = Argument(
    "--punkt",
    "PUNKT",
    Phrase(
        "punktets nummer, f.eks. 7 eller 4.1; »alle«: hvert af dem, og en journalliste",
        "the number of the item, e.g. 7 or 4.1; »alle«: each of them, and a list of the files",
    ),
    Phrase("NR", "NUMBER"),
    "7",
)
CLEANED_ITEM = Argument(
    "--punkt",
    "PUNKT",
    Phrase(
        "kun bilagene til punktet med dette nummer, f.eks. 7 eller 4.1",
        "only the attachments of the item with this number, e.g. 7 or 4.1",
    ),
    EXTRACTED.value,
    "7",
)
AENDRINGER = Argument(
    "--aendringer",
    "AENDRINGER",
    Phrase(
        "hvad der skal ske med sporede ændringer; uden det bliver de i filen",
        "what becomes of tracked changes; without it they stay in the file",
    ),
    Phrase.same("|".join(CHANGES)),
    "accepter",
    CHANGES,
)
INDLEJREDE = Argument(
    "--indlejrede",
    "INDLEJREDE",
    Phrase("tag også filer inde i filerne ud", "take out files inside the files as well"),
)
NOTER = Argument(
    "--noter",
    "NOTER",
    Phrase("tag også talernoter til dias ud", "take out the speaker notes of slides as well"),
)
USE_CLEANED = Argument(
    "--skriv",
    "SKRIV",
    Phrase(
        "skriv også i mødefilen, at det er kopierne, der er bilag",
        "write into the meeting file too that the copies are the attachments",
    ),
)
BED_OM_SLETNING = Argument(
    "--bed-om-sletning",
    "BED_OM_SLETNING",
    Phrase(
        "vis også, hvem der har det, der siden er lukket, og et udkast, der beder dem slette det",
        "show too who has what was closed since, and a draft that asks them to delete it",
    ),
)
_DAY = Phrase("DATO", "DATE")
STATUS = Argument(
    "--status",
    "STATUS",
    Phrase(
        "hvad der er sket med referatet; uden: vis, hvad der er noteret",
        "what has happened to the referat; without it: show what is put down",
    ),
    Phrase.same("STATUS"),
    "godkendt",
    EVENTS,
    environment=False,
)
DATO = Argument(
    "--dato",
    "DATO",
    Phrase("den dag, det skete", "the day on which it happened"),
    _DAY,
    "2025-10-10",
)
AF = Argument(
    "--af",
    "AF",
    Phrase("hvem der gjorde det: en person eller forummet", "who did it: a person, or the forum"),
    Phrase("NAVN", "NAME"),
    "Udvalget",
)
FRIST = Argument(
    "--frist",
    "FRIST",
    Phrase(
        "til_godkendelse: den sidste dag for indsigelser",
        "til_godkendelse: the last day for objections",
    ),
    _DAY,
    "2025-09-26",
)
VED = Argument(
    "--ved",
    "VED",
    Phrase(
        "godkendt: hvordan; uden: som forummet plejer",
        "godkendt: how; without it: as the forum usually does",
    ),
    Phrase("MÅDE", "WAY"),
    "naeste_moede",
    APPROVALS,
)
MOEDE = Argument(
    "--moede",
    "MOEDE",
    Phrase("godkendt: mødet, der godkendte referatet", "godkendt: the meeting that approved it"),
    _MEETING_VALUE,
    "2025-10-10",
)
PUNKT = Argument(
    "--punkt",
    "PUNKT",
    Phrase(
        "nummeret på punktet: det, der godkendte referatet, eller det, hændelsen gælder",
        "the number of the item: the one that approved it, or the one that the event is about",
    ),
    Phrase.same("NR"),
    "2",
)
FORBEHOLD = Argument(
    "--forbehold",
    "FORBEHOLD",
    Phrase("underskrevet: med hvilket forbehold", "underskrevet: with what reservation"),
    Phrase("TEKST", "TEXT"),
    '"Uenig i punkt 3"',
)
SIGNED_DATO = Argument(
    DATO.name,
    DATO.key,
    Phrase(
        "hvornår der blev skrevet under; uden: som filen selv siger, ellers i dag",
        "when it was signed; without: as the file says itself, else today",
    ),
    DATO.value,
    DATO.example,
)
SIGNED_AF = Argument(
    AF.name,
    AF.key,
    Phrase(
        "hvem der har skrevet under; uden: som filen selv siger",
        "who signed it; without: as the file says itself",
    ),
    AF.value,
    '"Anna Eksempel"',
)
SIGNED_FORBEHOLD = Argument(
    FORBEHOLD.name,
    FORBEHOLD.key,
    Phrase(
        "det forbehold, der er skrevet under med; det står åbent i protokollen",
        "the reservation that it was signed with; it stands openly in the record",
    ),
    FORBEHOLD.value,
    FORBEHOLD.example,
)
GRUND = Argument(
    "--grund",
    "GRUND",
    Phrase("hvorfor", "why"),
    FORBEHOLD.value,
    '"Navn taget ud"',
)
SEEN_ITEM = Argument(
    PUNKT.name,
    PUNKT.key,
    Phrase(
        "nummeret på punktet; uden det: mødets egne bilag",
        "the number of the item; without it: the attachments of the meeting itself",
    ),
    PUNKT.value,
    "7",
)
BILAG = Argument(
    "--bilag",
    "BILAG",
    Phrase(
        "bilagets nummer; uden det: alle punktets bilag, der er noget at sige om",
        "the number of the attachment; without it: all of the item's that anything is told of",
    ),
    Phrase.same("NR"),
    "2",
)
SEEN_BY = Argument(
    "--navn",
    "NAVN",
    Phrase(
        "hvem der har set filen igennem og står inde for den; uden det vises kun, hvad der venter",
        "who has looked through the file and answers for it; without it is only shown what waits",
    ),
    Phrase("NAVN", "NAME"),
    '"Anna Eksempel"',
    environment=False,
)
SEEN_WHY = Argument(
    GRUND.name,
    GRUND.key,
    Phrase(
        "hvordan den er set igennem, eller hvorfor det fundne er i orden",
        "how it was looked through, or why what was found may stand",
    ),
    GRUND.value,
    "Scanning",
)
LOOKED_AT = Argument(
    "file",
    FILE.key,
    Phrase("filer, der skal ses igennem", "files to look into"),
    FILE.value,
    "notat.docx",
    several=True,
)
LOOK_FORMAT = Argument(
    "--format",
    "FORMAT",
    Phrase("tekst, eller json til programmer", "tekst, or json for programs"),
    Phrase.same("FORM"),
    "json",
    LISTS[:2],
    LISTS[0],
)
SLET = Argument(
    "--slet",
    "SLET",
    Phrase("slet det; ellers vises det kun", "delete it; else it is only shown"),
    environment=False,
)
RECALLED_DOC = Argument(
    DOC.name,
    DOC.key,
    Phrase(
        "hvilket dokument; uden: alt, hvad der er ude",
        "which document; without: all that is out",
    ),
    DOC.value,
    DOC.example,
    DOCUMENTS,
)
RECALLED_ITEM = Argument(
    PUNKT.name,
    PUNKT.key,
    Phrase(
        "nummeret på det punkt, der trækkes tilbage, med dets bilag; uden: hele dokumentet",
        "the number of the item that is taken back, with its attachments; without: the whole "
        "document",
    ),
    PUNKT.value,
    "3",
)
RECALLED_WHY = Argument(
    GRUND.name,
    GRUND.key,
    Phrase(
        "hvorfor; alle kan læse det, så skriv intet lukket. Uden vises kun, hvad der ville ske",
        "why; everybody reads it, so write nothing closed. Without it is only shown what would be "
        "done",
    ),
    GRUND.value,
    '"Forkert bilag"',
    environment=False,
)
RECALLED_BY = Argument(
    AF.name,
    AF.key,
    Phrase(
        "hvem der trækker det tilbage; alle kan læse det",
        "who takes it back; everybody reads it",
    ),
    AF.value,
    '"Sekretariatet"',
)
RECALLED_ON = Argument(
    DATO.name,
    DATO.key,
    Phrase("den dag, det trækkes tilbage; uden: i dag", "the day; without: today"),
    DATO.value,
    DATO.example,
)
RECALLED_SLET = Argument(
    SLET.name,
    SLET.key,
    Phrase(
        "slet også husets egne kopier: lagrene, dokumenterne og det, moedebog husker om dem",
        "delete the house's own copies too: the stores, the documents and what moedebog remembers "
        "of them",
    ),
    environment=False,
)
SKRIV = Argument(
    "--skriv",
    "SKRIV",
    Phrase("skriv filerne; ellers vises det kun", "write the files; else it is only shown"),
)
GOER = Argument(
    "goer",
    "GOER",
    Phrase(
        "ny: begynd et skabelonsæt; tjek: fortæl, hvad der er galt; vis: lav siderne af en prøve; "
        "ret: giv Word-skabelonerne det udseende, der står i pdf.yaml",
        "ny: begin a template set; tjek: tell what is wrong; vis: make the pages of a sample; ret: "
        "give the Word templates the looks that pdf.yaml tells",
    ),
    Phrase.same("|".join(ACTIONS)),
    "vis",
    ACTIONS,
)
NAVN = Argument(
    "navn",
    "NAVN",
    Phrase(
        "skabelonsættets mappe under templates/; uden: alle",
        "the folder of the template set under templates/; without it: all",
    ),
    Phrase("NAVN", "NAME"),
    "mit-udseende",
)
FRA = Argument(
    "--fra",
    "FRA",
    Phrase(
        "ny: det skabelonsæt, som det nye bygger på",
        "ny: the template set that the new one builds on",
    ),
    Phrase("SÆT", "SET"),
    "faelles-udseende",
    default="standard",
)
FRA_VERSION = Argument(
    "--fra",
    "FRA",
    Phrase(
        "den udsendte version, der sammenlignes med; uden: den sidste",
        "the issued version to compare with; without: the last one",
    ),
    Phrase.same("NR"),
    "1",
    number=True,
)
TIL_VERSION = Argument(
    "--til",
    "TIL",
    Phrase(
        "den version, der sammenlignes; uden: mødefilen, som den er nu",
        "the version that is compared; without: the meeting file as it is now",
    ),
    Phrase.same("NR"),
    "2",
    number=True,
)
WORD = Argument(
    "--word",
    "WORD",
    Phrase(
        "ny: med egne Word-skabeloner, som kan rettes i Word",
        "ny: with Word templates of its own, which can be changed in Word",
    ),
)
TVING = Argument(
    "--tving",
    "TVING",
    Phrase(
        "ret: også de typografier, som nogen selv har ændret i Word",
        "ret: also the styles that somebody restyled in Word",
    ),
)
TYPOGRAFI = Argument(
    "--typografi",
    "TYPOGRAFI",
    Phrase(
        "ret også lige anførselstegn, bindestreger som tankestreger og ... i teksterne",
        "also mend straight quotation marks, hyphens as dashes and ... in the texts",
    ),
)
JOBS = Argument(
    "--jobs",
    "JOBS",
    Phrase("hvor mange møder ad gangen", "how many meetings at a time"),
    Phrase("ANTAL", "NUMBER"),
    "2",
    number=True,
)
FORMAT = Argument(
    "--format",
    "FORMAT",
    Phrase(
        "text, eller for andre programmer: json, github, gitlab, sarif",
        "text, or for other programs: json, github, gitlab, sarif",
    ),
    Phrase.same("FORM"),
    "json",
    FORMATS,
    FORMATS[0],
)
LIST_FORMAT = Argument(
    FORMAT.name,
    FORMAT.key,
    Phrase(
        "tekst, json til programmer eller markdown til en pull request",
        "tekst, json for programs or markdown for a pull request",
    ),
    Phrase.same("FORM"),
    "markdown",
    LISTS,
    LISTS[0],
)
VERBOSE = Argument(
    "--verbose",
    "VERBOSE",
    Phrase(
        "vis også hver for sig det, der ellers fortælles på én linje",
        "show also one by one what is told in one line otherwise",
    ),
    short="-v",
)
DIR = Argument(
    "dir",
    "DIR",
    Phrase(
        "mappen, der skal rumme møderne; uden den: den, du står i",
        "the folder that is to hold the meetings; without it: the one you are in",
    ),
    Phrase("MAPPE", "FOLDER"),
    "../moeder",
)
EKSEMPEL = Argument(
    "--eksempel",
    "EKSEMPEL",
    Phrase("med et udvalg og et møde at se på", "with a committee and a meeting to look at"),
)
CI = Argument(
    "--ci",
    "MOEDEBOG_CI",  # CI itself says that it is a server
    Phrase(
        "en server, der skal kontrollere møderne: github, gitlab, azure, forgejo eller `ingen`; "
        "gerne flere; uden: den, git siger",
        "a server that is to check the meetings: github, gitlab, azure, forgejo or `ingen`; "
        "several may be named; without it: the one that git says",
    ),
    Phrase("SERVER", "SERVER"),
    "github",
    several=True,
)
NEW_FORUM = Argument(
    "forum",
    "FORUM",
    Phrase(
        "forummets mappe under meetings/; uden den: efter navnet",
        "the folder of the forum under meetings/; without it: after its name",
    ),
    FORUM.value,
    "teknik",
)
FORUM_NAME = Argument(
    "--navn",
    "NAVN",
    Phrase(
        "forummets navn, som det står øverst på dokumenterne; uden det bliver du spurgt",
        "the name of the forum, as it stands on top of the documents; without it you are asked",
    ),
    NAVN.value,
    "Teknikudvalget",
)
STED = Argument(
    "--sted",
    "STED",
    Phrase("hvor møderne som regel holdes", "where the meetings are usually held"),
    Phrase("STED", "PLACE"),
    '"Lokale 5"',
)
_CLOCK_VALUE = Phrase("KLOKKESLÆT", "TIME")
START = Argument(
    "--start",
    "START",
    Phrase("hvornår møderne som regel begynder", "when the meetings usually begin"),
    _CLOCK_VALUE,
    "16.30",
)
SLUT = Argument(
    "--slut",
    "SLUT",
    Phrase("hvornår møderne som regel slutter", "when the meetings usually end"),
    _CLOCK_VALUE,
    "18.00",
)
MOEDELEDER = Argument(
    "--moedeleder",
    "MOEDELEDER",
    Phrase("den, der som regel leder møderne", "who usually leads the meetings"),
    NAVN.value,
    '"Anna Eksempel"',
)
REFERENT = Argument(
    "--referent",
    "REFERENT",
    Phrase("den, der som regel skriver referat", "who usually writes the minutes"),
    NAVN.value,
    '"Anna Eksempel"',
)
MEDLEM = Argument(
    "--medlem",
    "MEDLEM",
    Phrase("et medlem; flere skilles ad af ;", "a member; several are divided by ;"),
    NAVN.value,
    '"Anna Eksempel"',
    several=True,
)
RETSGRUNDLAG = Argument(
    "--retsgrundlag",
    "RETSGRUNDLAG",
    Phrase(
        "hvad forummet er efter loven; det sætter frister og flertal",
        "what the forum is by law; that sets deadlines and majorities",
    ),
    Phrase.same("|".join(LEGAL_KINDS)),
    "udvalg",
    LEGAL_KINDS,
)
KOMMANDO = Argument(
    "kommando",
    "KOMMANDO",
    Phrase("den kommando, der skal fortælles om", "the command to tell of"),
    Phrase("KOMMANDO", "COMMAND"),
    "referat",
)
LANG = Argument(
    "--lang",
    VARIABLE,
    Phrase("sproget, som der fortælles på: da eller en", "the language to tell it in: da or en"),
    Phrase("SPROG", "LANGUAGE"),
    "en",
    LANGUAGES,
    LANGUAGES[0],
)
VIS_LUKKET = Argument(
    "--vis-lukket",
    "VIS_LUKKET",
    Phrase(
        "vis også det, der ikke er offentligt, hvor andre kan læse med (uden terminal, i CI)",
        "show what is not public too, where others can read along (without a terminal, in CI)",
    ),
    environment=False,
)
QUIET = Argument(
    "--quiet",
    "QUIET",
    Phrase("skriv kun, hvad der er galt", "tell only what is wrong"),
)
EVERYWHERE = (LANG, VIS_LUKKET, QUIET)
"""What every command can be told."""

COMMANDS = (
    CommandRow(
        "dagsorden",
        Phrase("lav dagsordenen for ét møde", "make the dagsorden of one meeting"),
        (MEETING,),
        (ONLY_FORUM, AUDIENCE),
    ),
    CommandRow(
        "tillaeg",
        Phrase(
            "lav en tillægsdagsorden af det, der er nyt siden den sidste udsendte version",
            "make a dagsorden of what alone is new since the last version that was issued",
        ),
        (MEETING,),
        (ONLY_FORUM, AUDIENCE),
    ),
    CommandRow(
        "referat",
        Phrase("lav referatet af ét møde", "make the referat of one meeting"),
        (MEETING,),
        (ONLY_FORUM, AUDIENCE),
    ),
    CommandRow(
        "udskrift",
        Phrase(
            "lav en protokoludskrift, ét punkt af referatet med sin beslutning",
            "make an extract of the referat, one item with its decision",
        ),
        (MEETING, EXTRACTED),
        (ONLY_FORUM, AUDIENCE),
    ),
    CommandRow(
        "material",
        Phrase(
            "lav én PDF af dokumentet og alle dets bilag, i rækkefølge",
            "make one PDF of the document and all its attachments, in order",
        ),
        (MEETING,),
        (ONLY_FORUM, MATERIAL_DOC, AUDIENCE, READER, MATERIAL_FORM, MAX),
    ),
    CommandRow(
        "rens",
        Phrase(
            "lav rensede kopier af et mødes bilag, uden kommentarer, navne og skjult tekst",
            "make cleaned copies of a meeting's attachments, without comments, names and hidden "
            "text",
        ),
        (MEETING,),
        (ONLY_FORUM, CLEANED_ITEM, AENDRINGER, INDLEJREDE, NOTER, USE_CLEANED),
    ),
    CommandRow(
        "all",
        Phrase(
            "lav alle møders offentlige dokumenter; kun det ændrede",
            "make the public documents of all meetings; only what has changed",
        ),
        (),
        (MEETINGS, ONLY_FORUM, JOBS),
    ),
    CommandRow(
        "validate",
        Phrase("kontrollér mødefilerne", "check the meeting files"),
        (),
        (MEETINGS, ONLY_FORUM, JOBS, FORMAT, VERBOSE),
    ),
    CommandRow(
        "kig",
        Phrase(
            "se ind i filer: CPR-numre, skjult indhold, og hvad der ellers følger med",
            "look into files: CPR numbers, hidden matter, and what else goes along",
        ),
        (LOOKED_AT,),
        (LOOK_FORMAT,),
    ),
    CommandRow(
        "gennemset",
        Phrase(
            "vis, hvilke bilag nogen skal se igennem, eller skriv under på, at de er set",
            "show which attachments somebody has to look through, or answer for having seen them",
        ),
        (MEETING,),
        (ONLY_FORUM, SEEN_ITEM, BILAG, SEEN_BY, SEEN_WHY),
    ),
    CommandRow(
        "forklar",
        Phrase("fortæl, hvad en regel siger, og hvorfor", "tell what a rule says, and why"),
        (),
        (KODE,),
    ),
    CommandRow(
        "init",
        Phrase(
            "begynd en mappe til møder, med alt, hvad der hører til",
            "begin a folder for meetings, with all that belongs to it",
        ),
        (),
        (DIR, EKSEMPEL, CI),
    ),
    CommandRow(
        "forum",
        Phrase("begynd et nyt forum", "begin a new forum"),
        (),
        (
            *(NEW_FORUM, FORUM_NAME, STED, START, SLUT, MOEDELEDER, REFERENT, MEDLEM),
            RETSGRUNDLAG,
        ),
    ),
    CommandRow("new", Phrase("begynd en ny mødefil", "begin a new meeting file"), (MEETING, FORUM)),
    CommandRow(
        "import",
        Phrase(
            "lav en mødefil af et ældre dokument", "make a meeting file out of an older document"
        ),
        (FILE, FORUM),
        (NAME,),
    ),
    CommandRow(
        "watch",
        Phrase("lav dokumenterne igen ved hver ændring", "make the documents again at each change"),
        (MEETING,),
        (ONLY_FORUM, AUDIENCE),
    ),
    CommandRow(
        "fakta",
        Phrase(
            "skriv et mødes fakta ud som JSON til andre programmer",
            "print the facts of a meeting as JSON for other programs",
        ),
        (MEETING,),
        (ONLY_FORUM, AUDIENCE, DOC, SHA256),
    ),
    CommandRow(
        "udgave",
        Phrase(
            "lav en version af et dokument, der gemmes og ikke sendes",
            "make a version of a document that is kept and not sent",
        ),
        (MEETING, ISSUED_DOC),
        (ONLY_FORUM,),
    ),
    CommandRow(
        "publish",
        Phrase(
            "lav det sæt filer, der må offentliggøres, prøvet efter for det lukkede",
            "make the set of files that may be published, proven free of what is closed",
        ),
        (MEETING,),
        (ONLY_FORUM, PUBLISHED_DOC, DATO, AF),
    ),
    CommandRow(
        "underskrevet",
        Phrase(
            "tag et referat tilbage, der er underskrevet som PDF",
            "take a referat back that was signed as a PDF",
        ),
        (MEETING, SIGNED_FILE),
        (ONLY_FORUM, SIGNED_DATO, SIGNED_AF, SIGNED_FORBEHOLD),
    ),
    CommandRow(
        "diff",
        Phrase(
            "fortæl, hvad der er ændret siden den sidste udsendte version",
            "tell what has changed since the last version that was issued",
        ),
        (MEETING,),
        (ONLY_FORUM, FRA_VERSION, TIL_VERSION, LIST_FORMAT, AUDIENCE, DOC),
    ),
    CommandRow(
        "status",
        Phrase(
            "notér, hvad der sker med referatet efter mødet, eller vis det",
            "put down what happens to the referat after the meeting, or show it",
        ),
        (MEETING,),
        (ONLY_FORUM, STATUS, DATO, AF, FRIST, VED, MOEDE, PUNKT, FORBEHOLD, GRUND),
    ),
    CommandRow(
        "mail",
        Phrase(
            "vis, hvad der vil blive sendt ud, eller send det",
            "show what would be sent out, or send it",
        ),
        (MEETING, ISSUED_DOC),
        (ONLY_FORUM, SEND, RESEND, UDKAST, GRUPPE),
    ),
    CommandRow(
        "mail-status",
        Phrase("vis, hvem der har fået hvad", "show who has got what"),
        (MEETING,),
        (ONLY_FORUM, BED_OM_SLETNING),
    ),
    CommandRow(
        "paamindelse",
        Phrase(
            "vis, hvem der har svaret på referatet, og et udkast til dem, der ikke har",
            "show who has answered to the minutes, and a draft to those who have not",
        ),
        (MEETING,),
        (ONLY_FORUM,),
    ),
    CommandRow(
        "calendar",
        Phrase(
            "lav en kalenderfil med et forums møder", "make a calendar file of a forum's meetings"
        ),
        (FORUM,),
    ),
    CommandRow(
        "kasser",
        Phrase(
            "vis, hvad der har været gemt sin tid, eller slet det",
            "show what has been kept for its time, or delete it",
        ),
        (),
        (MEETINGS, ONLY_FORUM, SLET),
    ),
    CommandRow(
        "traek-tilbage",
        Phrase(
            "træk det tilbage, der er offentliggjort eller sendt ud: en side i stedet, og hvem "
            "der har det",
            "take back what was published or sent out: a page in its place, and who has it",
        ),
        (MEETING,),
        (
            *(ONLY_FORUM, RECALLED_DOC, RECALLED_ITEM, RECALLED_WHY, RECALLED_BY, RECALLED_ON),
            RECALLED_SLET,
        ),
    ),
    CommandRow(
        "opgrader",
        Phrase(
            "vis, hvad ældre filer skal rettes til, eller skriv det",
            "show how older files are brought up to date, or write it",
        ),
        (),
        (MEETINGS, ONLY_FORUM, SKRIV, TYPOGRAFI),
    ),
    CommandRow(
        "skabelon",
        Phrase(
            "begynd, kontrollér, vis og ret et skabelonsæt: dokumenternes udseende",
            "begin, check, show and mend a template set: the look of documents",
        ),
        (GOER,),
        (NAVN, FRA, WORD, SKRIV, TVING),
    ),
    CommandRow(
        "clean",
        Phrase(
            "fjern de dokumenter, som moedebog har lavet",
            "remove the documents that moedebog has made",
        ),
        (),
        (MEETINGS, ONLY_FORUM),
    ),
    CommandRow(
        "help",
        Phrase(
            "denne oversigt, eller hvad én kommando kan",
            "this overview, or what one command can do",
        ),
        (),
        (KOMMANDO,),
    ),
)
