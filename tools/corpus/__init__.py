"""Files made to hold ``indhold`` to what it must find, must not find, and may take.

``planted``: one thing in each file, hidden in one place. ``clean``: pages full of numbers that are
no personal ones. ``mix``: 100 MB of what is attached to a dagsorden. The same bytes each time, by
this code alone; every person, number and address in them is invented.
"""
