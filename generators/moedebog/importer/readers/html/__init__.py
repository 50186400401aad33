"""Web pages -> pieces."""

from moedebog.importer.readers.html.reader import read

__all__ = ["read"]
