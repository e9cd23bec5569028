"""What is said of a file that does not describe a world."""


class WorldError(Exception):
    """A world or backlog file cannot be read; the text is one line that names the place."""
