"""An existing dagsorden or referat -> a meeting file that a secretary can go on with.

``readers`` make pieces of the file, ``recognise`` finds the meeting in them by the tables in
``genre``, ``write`` puts it down as the forum's policy has it and sees to it that it has no errors.
Nothing of the text is dropped: what has no place of its own becomes a section that can be seen.
What is not certain has a comment, ``# import: …``.
"""

from moedebog.importer.one_file import Imported, import_file
from moedebog.importer.readers import read
from moedebog.importer.write import MARK

__all__ = ["MARK", "Imported", "import_file", "read"]
