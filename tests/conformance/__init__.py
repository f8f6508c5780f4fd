"""A recorded WordPress 7.1 site, its answers, and how close ours are to them."""
