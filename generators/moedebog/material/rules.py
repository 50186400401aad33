"""What may be wrong with attachments that go into one file."""

from __future__ import annotations

from moedebog.authorities import ACCESS, DATA_PROTECTION
from moedebog.diagnostics import Phrase, Rule, Severity
from moedebog.examples import Example

_RIGHT = "moedebog material, når alle bilag er almindelige PDF'er"

CANNOT = Rule(
    "M660",
    Severity.ERROR,
    Phrase(
        "{bilag} kan ikke komme med i den samlede fil: {grund}.",
        "{bilag} cannot go into the one file: {grund}.",
    ),
    Phrase(
        "{raad} Eller skriv `kun_fil: ja` ved bilaget; så får det en side, der siger, at det er "
        "en fil for sig.",
        "{raad} Or write `kun_fil: ja` at the attachment; then it has a page that says that it "
        "is a file of its own.",
    ),
    Example(
        wrong="moedebog material, når et bilag er en PDF med adgangskode", right=_RIGHT, file="Word"
    ),
    about=(),
    always=True,
)
UNTAGGED = Rule(
    "M661",
    Severity.WARNING,
    Phrase(
        "{bilag} er ikke mærket op, så en skærmlæser læser intet af det.",
        "{bilag} has no tags, so a screen reader reads nothing of it.",
    ),
    Phrase(
        "Få den, der har lavet det, til at gemme det som PDF med tags (PDF/UA); en scanning skal "
        "skrives af eller tekstgenkendes.",
        "Have whoever made it save it as a tagged PDF (PDF/UA); a scan must be typed or "
        "recognised.",
    ),
    Example(wrong="moedebog material med et skannet bilag", right=_RIGHT, file="Word"),
    reason=Phrase(
        "Hvem der ikke kan se siderne, får ellers intet at vide om det, andre beslutter efter.",
        "Whoever cannot see the pages is otherwise told nothing of what others decide by.",
    ),
    about=(),
)
ONLY_PICTURES = Rule(
    "M6610",
    Severity.WARNING,
    Phrase(
        "{bilag} er billeder af sider, så en skærmlæser læser intet af det, der står på dem.",
        "{bilag} is pictures of pages, so a screen reader reads nothing of what stands on them.",
    ),
    Phrase(
        "Få den fil, det er lavet af, eller få det tekstgenkendt og gemt som PDF med tags "
        "(PDF/UA).",
        "Get the file it was made of, or have it recognised and saved as a tagged PDF (PDF/UA).",
    ),
    Example(wrong="moedebog material med en scanning i en TIFF", right=_RIGHT, file="Word"),
    reason=Phrase(
        "Den, der ikke ser, hører kun, at der er et billede, og ikke hvad der står på det.",
        "Whoever cannot see hears only that there is a picture, and not what stands in it.",
    ),
    about=(),
)
PARTLY = Rule(
    "M662",
    Severity.WARNING,
    Phrase(
        "{bilag} er kun delvis mærket op: på {sider} er der tekst eller billeder, som en "
        "skærmlæser ikke læser.",
        "{bilag} is only partly tagged: on {sider} there are words or pictures that a screen "
        "reader does not read.",
    ),
    Phrase(
        "Få den, der har lavet det, til at gemme det igen med tags; regneark læses bedst som "
        "regneark (`kun_fil: ja`).",
        "Have whoever made it save it with tags again; sheets are read best as sheets "
        "(`kun_fil: ja`).",
    ),
    Example(wrong="moedebog material med et regneark", right=_RIGHT, file="Word"),
    reason=Phrase(
        "En skærmlæser springer det over uden at sige det; den, der lytter, tror at have hørt alt.",
        "A screen reader leaves it out without saying so; who listens believes to have heard all.",
    ),
    about=(),
)
UNDESCRIBED = Rule(
    "M677",
    Severity.WARNING,
    Phrase(
        "{bilag} har et billede uden beskrivelse på {sider}; en skærmlæser siger ikke, hvad der "
        "ses på det.",
        "{bilag} has a picture without a description on {sider}; a screen reader does not say "
        "what is seen in it.",
    ),
    Phrase(
        "Få den, der har lavet det, til at skrive alternativ tekst ved hvert billede og hver "
        "formel (i Word og LibreOffice: højreklik på billedet) og gemme det igen.",
        "Have whoever made it write alternative text at each picture and formula (in Word and "
        "LibreOffice: a right click on the picture) and save it again.",
    ),
    Example(
        wrong="moedebog material med et notat i Word, hvor et billede er uden alternativ tekst",
        right=_RIGHT,
        file="Word",
    ),
    reason=Phrase(
        "Den, der ikke ser, får ellers ikke at vide, hvad billedet viser, og den samlede fil "
        "følger ikke standarden for tilgængelige PDF'er (PDF/UA).",
        "Whoever cannot see is otherwise not told what the picture shows, and the one file does "
        "not conform to the standard for accessible PDFs (PDF/UA).",
    ),
    about=(),
)
TAKEN_OUT = Rule(
    "M663",
    Severity.WARNING,
    Phrase(
        "Ud af {bilag} er taget, hvad der ikke kan være i en samlet fil: {hvad}.",
        "Out of {bilag} was taken what cannot be in a joined file: {hvad}.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="moedebog material med en PDF, der har filer i sig", right=_RIGHT, file="Word"),
    reason=Phrase(
        "Den, der får den samlede fil, kan ikke se, at der har været mere.",
        "Whoever gets the one file cannot see that there was more.",
    ),
    about=(),
)
WANTED = Phrase(
    "Skal modtagerne have det, så skriv `kun_fil: ja` ved bilaget.",
    "If the recipients are to have it, write `kun_fil: ja` at the attachment.",
)
PUT_BESIDE = Phrase(
    "Send filen ved siden af: skriv `kun_fil: ja` ved bilaget.",
    "Send the file beside it: write `kun_fil: ja` at the attachment.",
)
GOES_ALONG = Phrase(
    "Filen selv er vedhæftet ved siden af, som den er.",
    "The file itself is attached beside it, as it is.",
)
SIGNED = Rule(
    "M664",
    Severity.WARNING,
    Phrase(
        "{bilag} er underskrevet digitalt. Underskriften gælder filen selv og ikke det, der står i "
        "den samlede fil.",
        "{bilag} is signed digitally. The signature holds for the file itself and not for what "
        "stands in the one file.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(wrong="moedebog material med en underskrevet kontrakt", right=_RIGHT, file="Word"),
    reason=Phrase(
        "Den, der skal stole på underskriften, må have den fil, der er skrevet under på.",
        "Whoever relies on the signature must have the file that was signed.",
    ),
    about=(),
)
TOO_LARGE = Rule(
    "M665",
    Severity.WARNING,
    Phrase(
        "{fil} fylder {stoerrelse}, mere end de {hoejst}, der blev bedt om.",
        "{fil} takes {stoerrelse}, more than the {hoejst} that were asked for.",
    ),
    Phrase(
        "Gør billederne i bilaget mindre, eller skriv `kun_fil: ja` ved det.",
        "Make the pictures in the attachment smaller, or write `kun_fil: ja` at it.",
    ),
    Example(wrong="moedebog material --max 1MB med et bilag på 3 MB", right=_RIGHT, file="Word"),
    reason=Phrase(
        "Mange mailservere tager ikke imod en fil, der er for stor.",
        "Many mail servers do not take a file that is too large.",
    ),
    about=(),
)
LEAK = Rule(
    "M666",
    Severity.ERROR,
    Phrase(
        "Den samlede fil rummer noget, som dem, den er til, ikke må få: {hvad}. Den er ikke "
        "skrevet.",
        "The one file holds something that those whom it is for may not have: {hvad}. It was not "
        "written.",
    ),
    Phrase("{raad}", "{raad}"),
    Example(
        wrong="moedebog material med et åbent bilag, hvori der står en side af en lukket sag",
        right="moedebog material med et bilag uden siden",
        file="Word",
    ),
    reason=Phrase(
        "Den samlede fil sendes videre, og hvad der er i den, kan ikke kaldes tilbage.",
        "The one file is passed on, and what is in it cannot be called back.",
    ),
    source=DATA_PROTECTION,
    about=(),
    always=True,
)
IN_ATTACHMENT = Phrase(
    "Se efter i bilaget: luk det (`offentlig: nej`), læg en fil uden det i stedet, eller skriv "
    "under på, at det må ud, med `moedebog gennemset` (make gennemset).",
    "Look into the attachment: close it (`offentlig: nej`), put a file without it in its place, or "
    "answer for it by `moedebog gennemset` (make gennemset).",
)
IN_DOCUMENT = Phrase(
    "Se efter i mødefilen og i skabelonen. Kan du ikke se, hvor det kommer fra, er det en fejl i "
    "moedebog: meld den.",
    "Look into the meeting file and the template. If you cannot see where it comes from, it is a "
    "fault of moedebog's: report it.",
)
HELD = Rule(
    "M667",
    Severity.ERROR,
    Phrase(
        "Den samlede fil til alle kan ikke laves endnu: {antal:bilag|bilag} er ikke set igennem "
        "eller rummer CPR-numre.",
        "The one file for everybody cannot be made yet: {antal:attachment|attachments} nobody has "
        "looked through, or holding CPR numbers.",
    ),
    Phrase(
        "Ret det, der er sagt om hver af dem, eller skriv under på dem med `moedebog gennemset` "
        "(make gennemset). Er filen kun til medlemmerne, så skriv `--audience intern` (make: "
        "AUDIENCE=intern).",
        "Mend what is told of each, or answer for them by `moedebog gennemset` (make gennemset). "
        "If the file is for the members alone, write `--audience intern` (make: AUDIENCE=intern).",
    ),
    Example(
        wrong="moedebog material, mens et skannet bilag ikke er set igennem",
        right="moedebog gennemset, og så moedebog material",
        file="Word",
    ),
    reason=Phrase(
        "Hvad alle får, kan ikke kaldes tilbage, og ingen ved, hvad der står i en fil, som ingen "
        "har set i.",
        "What everybody gets cannot be called back, and nobody knows what stands in a file that "
        "nobody has looked into.",
    ),
    source=DATA_PROTECTION,
    about=(),
    always=True,
)
NOT_MET = Rule(
    "M668",
    Severity.ERROR,
    Phrase(
        "{bilag} er ikke, som forummets `krav: {krav}` siger: {hvorfor}. Den samlede fil er ikke "
        "skrevet.",
        "{bilag} is not what the forum's `krav: {krav}` asks: {hvorfor}. The one file was not "
        "written.",
    ),
    Phrase(
        "Få den, der har lavet det, til at gemme det igen som PDF med tags (PDF/UA) og med "
        "alternativ tekst ved billederne, skriv `kun_fil: ja` ved bilaget, eller ret `krav` i "
        "forum.yaml.",
        "Have whoever made it save it again as a tagged PDF (PDF/UA) with alternative text at its "
        "pictures, write `kun_fil: ja` at the attachment, or correct `krav` in forum.yaml.",
    ),
    Example(
        wrong="krav: ua og et skannet bilag",
        right="krav: ua og bilag, der er gemt med tags",
        file="Word",
    ),
    reason=Phrase(
        "Forummet har sagt, at det, der samles, skal kunne læses af alle.",
        "The forum has said that what is collected must be readable for everybody.",
    ),
    source=ACCESS,
    about=(),
    always=True,
)
NO_TAGS = Phrase("det er ikke mærket op (tagget)", "it has no tags")
WITHOUT_WORDS = Phrase(
    "siderne er billeder, som en skærmlæser ikke læser",
    "its pages are pictures that a screen reader does not read",
)
WITHOUT_ALT = Phrase(
    "det er et billede, og intet siger, hvad der ses på det (`alt`)",
    "it is a picture, and nothing says what is seen in it (`alt`)",
)
UNMARKED = Phrase(
    "på {sider} er der tekst eller billeder uden tags",
    "on {sider} there are words or pictures without tags",
)
NOT_DESCRIBED = Phrase(
    "på {sider} er der et billede uden beskrivelse (alternativ tekst)",
    "on {sider} there is a picture without a description (alternative text)",
)
NOT_CLAIMED = Phrase(
    "filen siger ikke selv, at den er PDF/UA", "the file does not say that it is PDF/UA"
)
MENDED = Rule(
    "M6690",
    Severity.WARNING,
    Phrase(
        "Filen til {bilag} var beskadiget og er rettet op i den samlede fil. Der kan mangle sider.",
        "The file of {bilag} was damaged and has been put right in the one file. Pages may be "
        "missing.",
    ),
    Phrase(
        "Se siderne efter, og få en hel fil af den, der har lavet den.",
        "Look through its pages, and get a whole file from whoever made it.",
    ),
    Example(
        wrong="moedebog material med en PDF, hvoraf kun det første er hentet",
        right=_RIGHT,
        file="Word",
    ),
    reason=Phrase(
        "Et bilag uden sin sidste side kan ligne et, der er helt.",
        "An attachment without its last page may look like a whole one.",
    ),
    about=(),
)
BESIDE = Rule(
    "M673",
    Severity.WARNING,
    Phrase(
        "{bilag} kan ikke komme med i den samlede fil og sendes som en fil for sig: {grund}.",
        "{bilag} cannot go into the one file and is mailed as a file of its own: {grund}.",
    ),
    Phrase(
        "{raad} Skal det være sådan, så skriv `kun_fil: ja` ved bilaget.",
        "{raad} If it is to be so, write `kun_fil: ja` at the attachment.",
    ),
    Example(
        wrong="bilag: samlet ved en gruppe, og et bilag er en PDF med adgangskode",
        right="bilag: samlet ved en gruppe, og bilagene er almindelige PDF'er",
        file="Word",
    ),
    reason=Phrase(
        "Modtagerne venter det i den samlede fil og kan overse filen ved siden af.",
        "The recipients expect it in the one file and may overlook the file beside it.",
    ),
    about=(),
)
DEMANDED = Phrase(
    "forummets `krav` er {krav}, og {hvorfor}", "the forum's `krav` is {krav}, and {hvorfor}"
)
TAG_IT = Phrase(
    "Få den, der har lavet det, til at gemme det igen som PDF med tags (PDF/UA) og med alternativ "
    "tekst ved billederne.",
    "Have whoever made it save it again as a tagged PDF (PDF/UA) with alternative text at its "
    "pictures.",
)
SHOWS_MORE = Phrase(
    "den PDF, der kan laves af den, viser et CPR-nummer, som filen selv ikke viser",
    "the PDF that can be made of it shows a CPR number that the file itself does not",
)
TOO_LARGE_PACKED = Rule(
    "M676",
    Severity.WARNING,
    Phrase(
        "{fil} fylder {stoerrelse}, mere end de {hoejst}, der blev bedt om.",
        "{fil} takes {stoerrelse}, more than the {hoejst} that were asked for.",
    ),
    Phrase(
        "Bed om en større, eller gør den største af filerne i den mindre.",
        "Ask for a larger one, or make the largest of the files in it smaller.",
    ),
    Example(
        wrong="moedebog material --form zip --max 1MB med et bilag på 3 MB",
        right="moedebog material --form zip --max 5MB",
        file="Word",
    ),
    reason=Phrase(
        "Mange mailservere tager ikke imod en fil, der er for stor.",
        "Many mail servers do not take a file that is too large.",
    ),
    about=(),
)
NO_ALT = Rule(
    "M670",
    Severity.WARNING,
    Phrase(
        "{bilag} er et billede, og intet siger, hvad der ses på det; titlen læses op i stedet.",
        "{bilag} is a picture, and nothing says what is seen in it; its title is read aloud "
        "instead.",
    ),
    Phrase(
        "Skriv det i `alt` ved bilaget, f.eks. »alt: Kort over ruten fra skolen til havnen«.",
        "Write that in `alt` at the attachment, e.g. »alt: Kort over ruten fra skolen til havnen«.",
    ),
    Example(
        wrong="moedebog material, når et bilag er et billede uden `alt`", right=_RIGHT, file="Word"
    ),
    reason=Phrase(
        "Den, der ikke ser, får ellers ikke at vide, hvad der står på siden.",
        "Whoever cannot see is otherwise not told what stands on the page.",
    ),
    about=("fil",),
)
NO_PICTURE = Rule(
    "M6701",
    Severity.HINT,
    Phrase(
        "{bilag} har `alt`, men er ikke et billede; teksten bruges ikke.",
        "{bilag} has `alt` but is no picture; the words are not used.",
    ),
    Phrase("Tag `alt` ud.", "Take `alt` out."),
    Example(wrong="moedebog material, når en PDF har `alt` ved bilaget", right=_RIGHT, file="Word"),
    reason=Phrase(
        "Den, der skrev det, tror ellers, at nogen får det læst op.",
        "Whoever wrote it otherwise believes that it is read aloud to somebody.",
    ),
    about=("alt",),
)
DECIDED = Rule(
    "M671",
    Severity.WARNING,
    Phrase("{bilag} er gjort til sider, og {hvad}.", "{bilag} was made into pages, and {hvad}."),
    Phrase(
        "Se siderne efter. Er de ikke, som de skal være, så ret filen, eller gem den som PDF.",
        "Look at the pages. If they are not as they should be, correct the file, or save it as a "
        "PDF.",
    ),
    Example(
        wrong="moedebog material med et notat i Word, hvor der er sporede ændringer",
        right=_RIGHT,
        file="Word",
    ),
    reason=Phrase(
        "Den, der lavede filen, ser rettelser og hentede billeder på sin skærm; modtagerne ser "
        "siderne.",
        "Whoever made the file sees changes and fetched pictures on the screen; the recipients "
        "see the pages.",
    ),
    about=("fil",),
)
UNSEEN = Rule(
    "M672",
    Severity.HINT,
    Phrase(
        "{bilag} er gjort til sider uden {hvad}.", "{bilag} was made into pages without {hvad}."
    ),
    Phrase(
        "Skal det med, så gem filen som PDF med det.",
        "If it is to be there, save the file as a PDF with it.",
    ),
    Example(
        wrong="moedebog material med et notat i Word, der har kommentarer",
        right=_RIGHT,
        file="Word",
    ),
    reason=Phrase(
        "Hvad der står i margenen eller er skjult, er sjældent ment for modtagerne; er det, "
        "mangler det her.",
        "What stands in the margin or is hidden is seldom meant for the recipients; if it is, it "
        "is missing here.",
    ),
    about=("fil",),
)
