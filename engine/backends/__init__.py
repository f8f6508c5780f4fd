"""The outside world behind small protocols: requests to other sites, mail, the waking of sleeping workers, pictures.

Each is one async function or a small class that a test replaces. Nothing here knows what a post is; libraries are
imported when first needed. May import model, hooks and config.
"""
