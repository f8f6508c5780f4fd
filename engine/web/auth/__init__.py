"""Who asks: WordPress's log-in cookies and nonces, application passwords, the limits on guessing."""
