"""Server-rendered pages of the administration: log-in and log-out."""
