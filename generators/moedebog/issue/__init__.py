"""What is issued: versions of a document, how they are made, kept, and compared with this moment.

``candidate`` is a meeting as it would read if it were issued now, ``make`` makes a version of it:
``stores`` keeps files and ``sources`` by content, the record beside the meeting file comes last.
``compared`` and ``content`` tell what differs from versions of before. ``history`` puts together
what is known of them. Nothing here mails anything.
"""
