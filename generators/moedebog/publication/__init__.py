"""What is published of a meeting: a set of files in a folder of its own, proven before it stands.

``naming`` says what attachments are called there, ``assembling`` puts the set together,
``publishing`` proves it, installs it and puts that down.
"""

from moedebog.publication.publishing import Published, publish

__all__ = ["Published", "publish"]
