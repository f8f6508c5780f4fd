"""Block supports: what a block's colours, spacing, layout and the like do to its HTML."""
