"""Mailing documents out: the messages, who has been offered what, and the talk with the server.

``prepare`` gathers what goes to whom into a ``mailing``, ``changes`` says what has changed since a
version, ``history`` puts together what was issued and what was mailed. ``messages`` makes the
bytes, ``proof`` checks that nothing closed is in them. ``record`` keeps what each recipient was
offered and what the server answered, ``due`` decides by it who is to be sent to, ``smtp`` talks to
the server, and ``outbox`` does one after the other. ``summaries`` and ``feed`` tell of it.
"""
