"""What dagsordener and referater look like: the tables that all storeys above read.

``patterns`` are those of items and sections, ``labels`` those of the cover, ``dates`` those of days
and clock times. To teach the importer a new way of writing, add a line here.
"""
