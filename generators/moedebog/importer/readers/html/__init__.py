"""Web pages -> pieces."""

from moedebog.importer.readers.html.page import is_page
from moedebog.importer.readers.html.reader import read

__all__ = ["is_page", "read"]
