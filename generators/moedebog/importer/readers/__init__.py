"""A file -> its pieces in reading order, whatever its format."""

from moedebog.importer.readers.choosing import read

__all__ = ["read"]
