"""Proves that words, files and pictures stand nowhere in other files; see README.md."""
