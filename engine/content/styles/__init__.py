"""Styles: from the style objects of blocks and theme.json to class names and CSS, without I/O."""
