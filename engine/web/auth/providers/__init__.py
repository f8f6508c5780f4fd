"""The networks that readers log in with: an adapter for each dialect, behind one small interface."""
