"""What may be wrong with attachments that go into one file."""

from __future__ import annotations

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
NO_OFFICE = Phrase(
    "den er ikke en PDF, og LibreOffice er ikke installeret",
    "it is no PDF, and LibreOffice is not installed",
)
INSTALL = Phrase(
    "Installér LibreOffice (https://www.libreoffice.org), eller gem filen som PDF.",
    "Install LibreOffice (https://www.libreoffice.org), or save the file as a PDF.",
)
NOT_MADE = Phrase(
    "LibreOffice kunne ikke gøre den til en PDF", "LibreOffice could not make a PDF of it"
)
OTHER_KIND = Phrase("{slags}-filer kan ikke blive til sider", "a {slags} file cannot become pages")
AS_PDF = Phrase(
    "Gem filen som PDF i det program, den er lavet i.",
    "Save the file as a PDF in the program that it was made in.",
)
PASSWORD = Phrase("den kan kun åbnes med en adgangskode", "it can be opened by a password alone")
WITHOUT_PASSWORD = Phrase("Gem den uden adgangskode.", "Save it without the password.")
DAMAGED = Phrase("den er beskadiget og kan ikke læses", "it is damaged and cannot be read")
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
    about=(),
)
TAKEN_OUT = Rule(
    "M663",
    Severity.WARNING,
    Phrase(
        "Ud af {bilag} er taget, hvad der ikke kan være i en samlet fil: {hvad}.",
        "Out of {bilag} was taken what cannot be in a joined file: {hvad}.",
    ),
    Phrase(
        "Skal modtagerne have det, så skriv `kun_fil: ja` ved bilaget.",
        "If the recipients are to have it, write `kun_fil: ja` at the attachment.",
    ),
    Example(wrong="moedebog material med en PDF, der har filer i sig", right=_RIGHT, file="Word"),
    about=(),
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
    Phrase(
        "Send filen ved siden af: skriv `kun_fil: ja` ved bilaget.",
        "Send the file beside it: write `kun_fil: ja` at the attachment.",
    ),
    Example(wrong="moedebog material med en underskrevet kontrakt", right=_RIGHT, file="Word"),
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
    about=(),
)
