"""The front end: an address to query variables, the query to a template, and the posting of comments."""
