"""The phrase book holds every word that is printed, and says of each what it is."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import msgspec
import pytest
from icalendar import Calendar

from moedebog import phrases, source
from moedebog.catalogue import Choice, Rolle, Sagstype, Slags, Udfald
from moedebog.compose import Composer, plan
from moedebog.compose.dispatch import without_disqualified
from moedebog.document import Audience, Document, Kind
from moedebog.load import load
from moedebog.outgoing import Forsendelse
from moedebog.phrases import DANISH, Phrases
from moedebog.render import calendar, docx, mail, pdf
from moedebog.settings.style import load_style
from moedebog.workspace import MeetingFile, Workspace
from mail_support import START
from pdf_text import text_of_pdf
from support import DAGSORDEN, INTERN, OFFENTLIG, REFERAT, ROOT, document_lines, meeting

PACKAGE = ROOT / "generators" / "moedebog"
LANGUAGES = sorted(path.stem for path in phrases.FOLDER.glob("*.json"))
WORKSPACE = Workspace(ROOT)
MEETINGS = WORKSPACE.meeting_files()
