"""Files that were looked into (``indhold``): what was found is kept by content, and put into words.

``looks`` gives what is in files; ``words`` says it in both languages.
"""

from moedebog.looked.looks import Looks, is_settled
from moedebog.looked.words import format_of, found, named, unread

__all__ = ["Looks", "format_of", "found", "is_settled", "named", "unread"]
