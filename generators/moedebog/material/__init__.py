"""One file for the meeting: the document and all its attachments, in order."""
