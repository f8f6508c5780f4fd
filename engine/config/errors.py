"""What goes wrong before a site can run."""


class ConfigError(Exception):
    """A setting is unknown, malformed or unreadable; the message is one line that names its source."""
