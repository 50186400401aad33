"""Which reader a file needs, and the clear word where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from moedebog.diagnostics import Phrase, UsageProblem
from moedebog.extras import Extra, needed
from moedebog.importer.budget import LARGEST, MOST_TEXT, Budget
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.readers.letterhead import without_letterhead
from moedebog.importer.readers.letters import legible
from moedebog.importer.readers.web import without_frame
from moedebog.reasons import reason
from moedebog.workspace import is_folder

_SAVE = Phrase(
    "Åbn filen i Word eller LibreOffice, og gem den som .docx.",
    "Open the file in Word or LibreOffice, and save it as .docx.",
)
_ADVICE = {
    **dict.fromkeys((".doc", ".dot", ".docm", ".dotx", ".odt", ".ott", ".rtf", ".pages"), _SAVE),
    ".xml": _SAVE,
    **dict.fromkeys(
        (".typ", ".tex", ".adoc", ".rst"),
        Phrase(
            "Lav den PDF, som filen er skrevet til, og importér den.",
            "Make the PDF that the file is written for, and import that.",
        ),
    ),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".bmp", ".gif"),
        Phrase(
            "Det er et billede. Kør tekstgenkendelse (OCR) på det, og gem resultatet som .docx "
            "eller PDF.",
            "It is a picture. Run text recognition (OCR) on it, and save the result as .docx or "
            "PDF.",
        ),
    ),
    **dict.fromkeys(
        (".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp"),
        Phrase(
            "Kopiér teksten over i et dokument i Word, og gem det som .docx.",
            "Copy the text into a document in Word, and save it as .docx.",
        ),
    ),
    **dict.fromkeys(
        (".msg", ".eml"),
        Phrase(
            "Gem det vedhæftede dokument, og importér det.",
            "Save the document that is attached, and import it.",
        ),
    ),
    **dict.fromkeys(
        (".zip", ".7z"),
        Phrase(
            "Pak den ud, og importér dokumenterne ét ad gangen.",
            "Unpack it, and import the documents one at a time.",
        ),
    ),
}
"""What to do with a file that cannot be read, by the end of its name."""
_PAGES = (".html", ".htm", ".xhtml", ".aspx", ".asp", ".php", ".mht", ".mhtml")
_PDF = Phrase("At importere en PDF-fil", "To import a PDF file")
_KNOWN = Phrase(
    "Filen skal være en .docx, .pdf, .html, .txt eller .md.",
    "The file must be a .docx, .pdf, .html, .txt or .md.",
)


def read(file: Path, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a file of any format that is known.

    Raises ``UsageProblem`` where it cannot be read, or is more than the budget has.
    """
    budget = budget or Budget()
    budget.tick()
    data = _bytes(file)
    pieces = _reader(file, data)(data, budget)
    if not any(piece.text or piece.rows for piece in pieces):
        raise UsageProblem(
            Phrase(f"Der er ingen tekst i {file.name}.", f"There is no text in {file.name}.")
        )
    if sum(len(piece.text) for piece in everything(pieces)) > MOST_TEXT:
        raise UsageProblem(
            Phrase(
                f"Der er mere tekst i {file.name}, end ét møde har. Del den, så der er ét møde i "
                "hver fil.",
                f"There is more text in {file.name} than one meeting has. Divide it, so that "
                "each file holds one meeting.",
            )
        )
    return without_letterhead(without_frame(legible(pieces)))


def _bytes(file: Path) -> bytes:
    if is_folder(file):
        raise UsageProblem(
            Phrase(
                f"{file} er en mappe. Skriv navnet på én fil.",
                f"{file} is a folder. Write the name of one file.",
            )
        )
    try:
        if file.stat().st_size > LARGEST:
            raise UsageProblem(
                Phrase(
                    f"{file.name} er større end {LARGEST // 1_000_000} MB. Del den, eller gør dens "
                    "billeder mindre.",
                    f"{file.name} is larger than {LARGEST // 1_000_000} MB. Divide it, or make "
                    "its pictures smaller.",
                )
            )
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise UsageProblem(Phrase(f"{file} findes ikke.", f"{file} is not there.")) from error
    except OSError as error:
        raise UsageProblem(
            Phrase(
                f"{file} kan ikke læses: {reason(error)}",
                f"{file} cannot be read: {reason(error).english}",
            )
        ) from error
    except ValueError as error:  # a name that none can have
        raise UsageProblem(
            Phrase(f"{file} kan ikke læses: {error}", f"{file} cannot be read: {error}")
        ) from error
    if not data.strip():
        raise UsageProblem(
            Phrase(
                f"{file.name} er tom: Der er ingen tekst i den.",
                f"{file.name} is empty: there is no text in it.",
            )
        )
    return data


def _reader(file: Path, data: bytes) -> Callable[[bytes, Budget], list[Piece]]:
    """By what the file holds, where that is plain to see, else by its name."""
    suffix = file.suffix.lower()
    is_word = data.startswith(b"PK\x03\x04") and b"word/document.xml" in data
    if b"%PDF-" in data[:1024] or (suffix == ".pdf" and not is_word):
        with needed(Extra.IMPORT, _PDF):
            from moedebog.importer.readers import pdf

            return pdf.read
    if is_word or suffix == ".docx":
        from moedebog.importer.readers import docx

        return docx.read
    if suffix in (".txt", ".text", ".md", ".markdown"):
        from moedebog.importer.readers import text

        return text.read
    from moedebog.importer.readers import html

    if suffix in _PAGES or html.is_page(data):  # what web sites call .doc is often a page
        return html.read
    advice = _ADVICE.get(suffix, _KNOWN)
    raise UsageProblem(
        Phrase(
            f"{file.name} kan ikke importeres. {advice}",
            f"{file.name} cannot be imported. {advice.english}",
        )
    )
