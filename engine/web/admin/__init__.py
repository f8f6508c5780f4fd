"""Pages for those who run the site, rendered here: for now log-in and log-out. No rule of their own."""
