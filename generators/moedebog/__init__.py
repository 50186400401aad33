"""moedebog: one YAML file per meeting in, dagsorden and referat out.

Read the modules in the order in which a meeting passes through them: ``source``,
``schema``, ``normalise``, ``compose``, ``render``, ``build``; ``cli`` is the door.
"""

__version__ = "0.1.0"
