"""How a command ended → its exit code; the help of the commands says when each is given."""

DONE = 0
DIFFERENT = 1
FAILED = 2
INTERRUPTED = 130
