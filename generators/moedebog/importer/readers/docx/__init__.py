"""Word files -> pieces."""

from moedebog.importer.readers.docx.reader import read

__all__ = ["read"]
