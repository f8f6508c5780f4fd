"""A filter that learns what is spam from what moderators decide."""
