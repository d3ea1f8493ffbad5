"""Long work → a bar that shows its steps; the same work in several processes."""
