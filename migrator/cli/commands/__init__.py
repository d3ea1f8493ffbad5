"""The arguments of a command → its result: a module for each command puts its steps together."""
