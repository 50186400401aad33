"""Plain text and Markdown -> pieces."""

from moedebog.importer.readers.text.reader import read

__all__ = ["read"]
