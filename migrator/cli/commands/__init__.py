"""The options of a command → its result. Each command is a module."""
