"""Global styles: what WordPress, blocks, theme and site say in the terms of theme.json, and the sheet made of it."""
