"""The renderers: a ``Document`` and a template set become the bytes of a file."""
