"""Who asks: log-in cookies, nonces, application passwords, and where somebody is sent afterwards.

Translates between HTTP and domain/authentication; the pages to log in on are web/admin's.
"""
