"""Words and next to nothing else."""
