"""Why a file cannot become pages, and what to do about it."""

from __future__ import annotations

from enum import Enum

from moedebog.diagnostics import Phrase

_AS_PDF = Phrase(
    "Gem filen som PDF i det program, den er lavet i.",
    "Save the file as a PDF in the program that it was made in.",
)
_FROM_MAIL = Phrase(
    "Åbn den i mailprogrammet, og gem eller udskriv den som PDF; det, der er vedhæftet, bliver et "
    "bilag for sig.",
    "Open it in the mail program, and save or print it as a PDF; what is attached becomes an "
    "attachment of its own.",
)
_READ_AS_PDF = Phrase("Gem det, der skal læses, som PDF.", "Save what is to be read as a PDF.")
_RIGHT_FILE = Phrase("Læg den rigtige fil i dens sted.", "Put the right file in its place.")
_AS_PICTURE = Phrase(
    "Åbn det i et billedprogram, og gem det som JPEG (fotografier) eller PNG (kort, tegninger).",
    "Open it in a program for pictures, and save it as JPEG (photographs) or PNG (maps, drawings).",
)


class NoPages(Enum):
    """Why, and what to do."""

    def __init__(self, why: Phrase, advice: Phrase) -> None:
        self.why = why
        """The end of a sentence; ``{slags}`` is the ending of the file's name."""
        self.advice = advice

    NO_OFFICE = (
        Phrase(
            "den er ikke en PDF, og LibreOffice er ikke installeret",
            "it is no PDF, and LibreOffice is not installed",
        ),
        Phrase(
            "Installér LibreOffice (https://www.libreoffice.org), eller gem filen som PDF.",
            "Install LibreOffice (https://www.libreoffice.org), or save the file as a PDF.",
        ),
    )
    NOT_MADE = (
        Phrase(
            "LibreOffice kunne ikke gøre den til en PDF", "LibreOffice could not make a PDF of it"
        ),
        _AS_PDF,
    )
    PASSWORD = (
        Phrase("den kan kun åbnes med en adgangskode", "it can be opened by a password alone"),
        Phrase("Gem den uden adgangskode.", "Save it without the password."),
    )
    DAMAGED = (
        Phrase("den er beskadiget og kan ikke læses", "it is damaged and cannot be read"),
        Phrase(
            "Hent eller gem filen igen, og se efter, om den kan åbnes.",
            "Fetch or save the file again, and see whether it can be opened.",
        ),
    )
    EMPTY = (
        Phrase("der står intet i den", "there is nothing in it"),
        _RIGHT_FILE,
    )
    TOO_LARGE = (
        Phrase("den rummer mere, end der kan blive til sider", "it holds more than can be pages"),
        _READ_AS_PDF,
    )
    TABLE_TOO_LARGE = (
        Phrase(
            "den har flere rækker eller søjler, end nogen læser på sider",
            "it has more rows or columns than anybody reads on pages",
        ),
        _READ_AS_PDF,
    )
    CHARACTERS = (
        Phrase(
            "der er tegn i den, som skriften ikke har", "it has characters that the font has not"
        ),
        _AS_PDF,
    )
    PICTURE = (
        Phrase(
            "billeder i formatet {slags} kan ikke vises",
            "pictures in the format {slags} cannot be shown",
        ),
        _AS_PICTURE,
    )
    LETTER = (
        Phrase(
            "det er en mail, og hvordan den ser ud, afgør mailprogrammet",
            "it is a mail, and how it looks the mail program decides",
        ),
        _FROM_MAIL,
    )
    WEB = (
        Phrase(
            "det er en webside, og hvordan den ser ud, afgør browseren",
            "it is a web page, and how it looks the browser decides",
        ),
        Phrase(
            "Åbn den i en browser, og udskriv den som PDF.",
            "Open it in a browser, and print it as a PDF.",
        ),
    )
    ARCHIVE = (
        Phrase("den er en pakke med filer", "it is an archive of files"),
        Phrase(
            "Pak den ud, og skriv hver fil som et bilag for sig.",
            "Unpack it, and write each file as an attachment of its own.",
        ),
    )
    PROGRAM = (
        Phrase("den er et program", "it is a program"),
        Phrase("Tag den ud af bilagene.", "Take it out of the attachments."),
    )
    OTHER_KIND = (
        Phrase("{slags}-filer kan ikke blive til sider", "a {slags} file cannot become pages"),
        _AS_PDF,
    )
    DISGUISED = (
        Phrase(
            "den er ikke, hvad dens navn siger (.{slags})",
            "it is not what its name says (.{slags})",
        ),
        Phrase(
            "Find den rigtige fil, eller åbn den, og gem den som PDF.",
            "Find the right file, or open it, and save it as a PDF.",
        ),
    )
    NO_PAGES = (
        Phrase("den har ingen sider", "it has no pages"),
        _RIGHT_FILE,
    )
    DRAWN_LATER = (
        Phrase(
            "dens sider tegnes først, når Adobes program åbner den (en dynamisk XFA-formular)",
            "its pages are drawn only when Adobe's program opens it (a dynamic XFA form)",
        ),
        Phrase(
            "Åbn den i Adobes program, og udskriv den til en ny PDF.",
            "Open it in Adobe's program, and print it to a new PDF.",
        ),
    )
