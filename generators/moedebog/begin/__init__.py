"""A workspace of one's own: what ``moedebog init`` and ``moedebog forum`` write."""
