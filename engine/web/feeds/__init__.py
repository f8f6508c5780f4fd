"""What machines read of the site: feeds of posts and comments, sitemaps, robots.txt, the icon.

The site's front resolves the address and asks; `app` wires the two. Here a query that has run becomes XML or JSON by
our own templates. No query is made here that the domain does not answer, nothing is decided about who may read.
"""
