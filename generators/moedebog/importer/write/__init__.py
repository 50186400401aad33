"""The draft -> a meeting file without errors, and a forum where there is none yet."""

from moedebog.importer.write.body import notes_of
from moedebog.importer.write.drawable import drawable
from moedebog.importer.write.forum import draft_forum
from moedebog.importer.write.picture_files import name_pictures
from moedebog.importer.write.proof import written
from moedebog.importer.write.yaml_text import MARK, dump, order_of

__all__ = [
    "MARK",
    "draft_forum",
    "drawable",
    "dump",
    "name_pictures",
    "notes_of",
    "order_of",
    "written",
]
