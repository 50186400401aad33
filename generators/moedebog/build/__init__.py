"""What is made of the meetings, and whether they can be: ``run`` makes, ``check`` only looks."""
