"""A writer's journal."""
