"""What differs between two versions of a document: data first, and words second.

``state`` is what a version says to one audience, ``changes`` what lies between two of these,
``identities`` which item is which, and ``words`` puts changes into sentences. ``sums`` are the
checksums of all that a reader gets; of a version whose source is not here ``record`` and ``legacy``
tell something.
"""
