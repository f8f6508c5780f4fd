"""Protocols: they translate between HTTP and the domain and decide nothing."""
