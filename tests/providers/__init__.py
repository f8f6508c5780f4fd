"""The networks that readers log in with, spoken by Authlib's provider side: for tests, and to click through by hand."""
