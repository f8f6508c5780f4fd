"""SQL: WordPress's tables on MariaDB/MySQL, PostgreSQL and SQLite, one module of queries per noun.

Hot reads are statements built once per shape and read as rows; writes go through the Tortoise models of
tables.py. Everything that leaves is a frozen dataclass of engine.model. May import model, hooks and config.
"""
