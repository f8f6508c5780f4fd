"""Settings of a site and the files it comes with; the bottom layer, imports nothing of the engine.

`settings` declares every setting once, `load` fills them from options, environment, `tympan.toml` and
wp-config.php, `wp_config` reads the latter strictly as data, `reference` writes docs/settings.md.
"""
