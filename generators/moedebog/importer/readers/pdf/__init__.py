"""PDF files -> pieces."""

from moedebog.importer.readers.pdf.reader import read

__all__ = ["read"]
