"""One module for each kind of file, with ``read(given, collector)``; see ``looking.READERS``."""
