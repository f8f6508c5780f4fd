"""Coverage-guided fuzzing of the content pipeline."""
