"""Looks into files before they are handed on, for what nobody meant to hand on with them.

A file goes in, a ``Look`` comes out: personal numbers, comments, changes that were tracked, hidden
matter, authors and paths, positions, scripts, macros, programs, and what could not be read. It
knows nothing of what the files are for. ``README.md`` tells how it is used and what it finds.
"""
