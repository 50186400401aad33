"""What the schemas find, each kind once."""

from __future__ import annotations

from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example

_ERROR = Severity.ERROR
EMPTY_FILE = Rule(
    "M040",
    _ERROR,
    Phrase("Filen er tom.", "The file is empty."),
    Phrase("Skriv mindst {noegler}.", "Write at least {noegler}."),
    Example(wrong="# tom", right="punkter: []", data=b"# tom\n"),
)
UNKNOWN_KEY = Rule(
    "M041",
    _ERROR,
    Phrase("Nøglen {noegle} kendes ikke her.", "The key {noegle} is not known here."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="stad: Rådhuset", right="sted: Rådhuset"),
)
MISSING_KEY = Rule(
    "M042",
    _ERROR,
    Phrase("Nøglen {noegle} mangler {sted}.", "The key {noegle} is missing {sted}."),
    Phrase("Skriv f.eks. {eksempel}", "Write e.g. {eksempel}"),
    Example(wrong="- varighed: 15", right="- titel: A\n  varighed: 15"),
    beside=True,
)
WRONG_TYPE = Rule(
    "M043",
    _ERROR,
    Phrase(
        "{noegle} skal være {ventet}, men er {fundet}.",
        "{noegle} must be {ventet}, but is {fundet}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="- titel: A\n  varighed: 15 min", right="- titel: A\n  varighed: 15"),
    about=(),
)
WRONG_VALUE = Rule(
    "M044",
    _ERROR,
    Phrase("{noegle} kan ikke være {vaerdi}.", "{noegle} cannot be {vaerdi}."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="form: fysiskt", right="form: fysisk"),
)
WRONG_FORM = Rule(
    "M045",
    _ERROR,
    Phrase("{noegle} kan ikke være {vaerdi}.", "{noegle} cannot be {vaerdi}."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="slut: ved middag", right='slut: "12:00"'),
)
NO_VALUE = Rule(
    "M046",
    _ERROR,
    Phrase("{noegle} har ingen værdi.", "{noegle} has no value."),
    Phrase("{raad}Skriv en værdi, eller slet linjen.", "{raad}Write a value, or delete the line."),
    Example(wrong="sted:", right="sted: Rådhuset"),
)
TOO_FEW = Rule(
    "M047",
    _ERROR,
    Phrase("{noegle} mangler indhold.", "{noegle} lacks contents."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  afstemning: {}", right="- titel: A\n  afstemning: {for: 1, imod: 1}"
    ),
)
TOO_MANY = Rule(
    "M048",
    _ERROR,
    Phrase("{noegle} har for meget på én gang.", "{noegle} holds too much at once."),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="- titel: A\n  tekst:\n    - tabel: {kolonner: [x], raekker: []}\n"
        "      billede:\n        fil: k.png\n        alt: Kort",
        right="- titel: A\n  tekst:\n    - tabel: {kolonner: [x], raekker: []}",
    ),
    about=(),
)
OUT_OF_RANGE = Rule(
    "M049",
    _ERROR,
    Phrase("{noegle} kan ikke være {vaerdi}.", "{noegle} cannot be {vaerdi}."),
    Phrase("{raad}", "{raad}"),
    Example(wrong="- titel: A\n  varighed: 0", right="- titel: A"),
)
OTHERWISE_WRONG = Rule(
    "M050",
    _ERROR,
    Phrase(
        "{noegle} passer ikke med, hvad der kan stå her.",
        "{noegle} does not fit what can stand here.",
    ),
    Phrase("Se nøglens beskrivelse.", "See the description of the key."),
    Example(
        wrong="En værdi, som kun den ene af to kontroller afviser.", right="En værdi som i docs."
    ),
)
COMMA = Rule(
    "M051",
    _ERROR,
    Phrase(
        "Kommaet ender værdien af {noegle}: »{rest}« læses som en ny nøgle.",
        "The comma ends the value of {noegle}: »{rest}« is read as a new key.",
    ),
    Phrase(
        "Skriv {hvad} sådan: »{rettet}«",
        "Write {hvad} so: »{rettet}«",
    ),
    Example(
        wrong="- {titel: Sti, tekst: 2,1 mio. kr.}",
        right="- titel: Sti\n  tekst: 2,1 mio. kr.",
    ),
)
COMMENT_BEHIND = Phrase(
    "Alt efter # er en kommentar; skal det trykkes, så sæt det i anførselstegn. ",
    "All behind # is a comment; put it in quotation marks if it is to be printed. ",
)
WHOLE_VALUE = Phrase("hele værdien", "the whole value")
ONE_VALUE = Phrase(
    "værdien, som der kun kan stå én af her,", "the value, of which but one can stand here,"
)
