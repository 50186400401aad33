"""Mailing documents out: the messages, who has been offered what, and the talk with the server.

``prepare`` gathers what goes to whom, ``messages`` makes the bytes, ``proof`` checks that
nothing closed is in them, ``record`` keeps what each recipient was offered and what the
server answered, ``smtp`` talks to the server, ``sending`` does one after the other.
"""
