"""Taking back what was sent out or published.

``reckoning`` finds out what of a meeting is out and what belongs to it, and touches nothing;
``downing`` puts a tombstone in the place of what is published; ``clearing`` deletes what the house
itself has kept of it, so that a second run ends what was broken off; ``beyond`` finds out what
neither can reach; ``told`` puts it into words.
"""
