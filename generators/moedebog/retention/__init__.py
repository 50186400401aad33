"""What was issued and has been kept for its time: told first, then disposed of.

``reckoning`` finds out what that is and touches nothing; ``carrying`` disposes of it, so that
whatever stops it on the way, a second run ends it; ``told`` puts it into words. How long each is
kept, ``opbevaring`` in ``moedebog.yaml`` says; where it says nothing, it is kept.
"""
