"""Files as earlier versions of moedebog had them, brought up to date.

What is renamed in a version is put down as a ``Change``: which files it is about, what it looks for
in them and what it writes. ``edits`` carries changes out in the text itself, so that comments and
all else stay byte for byte; ``tags`` does the same for the tags of Word templates; ``files`` finds
the files, shows what would be written, and writes it.
"""
