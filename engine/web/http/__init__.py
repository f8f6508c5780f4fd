"""What every protocol needs of HTTP: the request's context, PHP-style queries, error pages, middleware."""
