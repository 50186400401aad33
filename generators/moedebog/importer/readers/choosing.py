"""Which reader a file needs, and the clear word where there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from moedebog.diagnostics import UsageProblem
from moedebog.importer.budget import LARGEST, MOST_TEXT, Budget
from moedebog.importer.pieces import Piece, everything
from moedebog.importer.readers.letterhead import without_letterhead
from moedebog.importer.readers.letters import legible
from moedebog.workspace import is_folder

_SAVE = "Åbn filen i Word eller LibreOffice, og gem den som .docx."
_ADVICE = {
    **dict.fromkeys((".doc", ".dot", ".docm", ".dotx", ".odt", ".ott", ".rtf", ".pages"), _SAVE),
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml", ".xml"), _SAVE),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".bmp", ".gif"),
        "Det er et billede. Kør tekstgenkendelse (OCR) på det, og gem resultatet som .docx eller "
        "PDF.",
    ),
    **dict.fromkeys(
        (".xlsx", ".xls", ".ods", ".csv", ".pptx", ".ppt", ".odp"),
        "Kopiér teksten over i et dokument i Word, og gem det som .docx.",
    ),
    **dict.fromkeys((".msg", ".eml"), "Gem det vedhæftede dokument, og importér det."),
    **dict.fromkeys((".zip", ".7z"), "Pak den ud, og importér dokumenterne ét ad gangen."),
}
"""What to do with a file that cannot be read, by the end of its name."""


def read(file: Path, budget: Budget | None = None) -> list[Piece]:
    """The pieces of a file of any format that is known.

    Raises ``UsageProblem`` where it cannot be read, or is more than the budget has.
    """
    budget = budget or Budget()
    budget.tick()
    data = _bytes(file)
    pieces = _reader(file, data)(data, budget)
    if not any(piece.text or piece.rows for piece in pieces):
        raise UsageProblem(f"Der er ingen tekst i {file.name}.")
    if sum(len(piece.text) for piece in everything(pieces)) > MOST_TEXT:
        raise UsageProblem(
            f"Der er mere tekst i {file.name}, end ét møde har. Del den, så der er ét møde i hver "
            "fil."
        )
    return without_letterhead(legible(pieces))


def _bytes(file: Path) -> bytes:
    if is_folder(file):
        raise UsageProblem(f"{file} er en mappe. Skriv navnet på én fil.")
    try:
        if file.stat().st_size > LARGEST:
            raise UsageProblem(
                f"{file.name} er større end {LARGEST // 1_000_000} MB. Del den, eller gør dens "
                "billeder mindre."
            )
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise UsageProblem(f"{file} findes ikke.") from error
    except OSError as error:
        raise UsageProblem(f"{file} kan ikke læses: {error.strerror or error}") from error
    except ValueError as error:  # a name that none can have
        raise UsageProblem(f"{file} kan ikke læses: {error}") from error
    if not data.strip():
        raise UsageProblem(f"{file.name} er tom: Der er ingen tekst i den.")
    return data


def _reader(file: Path, data: bytes) -> Callable[[bytes, Budget], list[Piece]]:
    """By what the file holds, where that is plain to see, else by its name."""
    from moedebog.importer.readers import docx, pdf, text

    if b"%PDF-" in data[:1024]:
        return pdf.read
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return docx.read
    suffix = file.suffix.lower()
    known = {".docx": docx.read, ".pdf": pdf.read}
    known |= dict.fromkeys((".txt", ".text", ".md", ".markdown"), text.read)
    if suffix in known:
        return known[suffix]
    advice = _ADVICE.get(suffix, "Filen skal være en .docx, .pdf, .txt eller .md.")
    raise UsageProblem(f"{file.name} kan ikke importeres. {advice}")
