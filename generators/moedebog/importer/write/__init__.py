"""The draft -> a meeting file without errors, and a forum where there is none yet."""

from moedebog.importer.write.body import notes_of
from moedebog.importer.write.forum_file import forum_text
from moedebog.importer.write.glyphs import drawable
from moedebog.importer.write.once import ONCE
from moedebog.importer.write.picture_files import name_pictures
from moedebog.importer.write.proof import written
from moedebog.importer.write.yaml_text import MARK

__all__ = [
    "MARK",
    "ONCE",
    "drawable",
    "forum_text",
    "name_pictures",
    "notes_of",
    "written",
]
