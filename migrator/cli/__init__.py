"""The command line: words → one of the commands → what it says, and its exit code."""
