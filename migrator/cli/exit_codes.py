"""How a command ended → its exit code, and what that says, as help and README show it."""

DONE = 0
DIFFERENT = 1
FAILED = 2
INTERRUPTED = 130

MEANINGS = {
    DONE: "all is done: everything on Velog is in the site, but for images that are known to be "
    "lost (diff, --dry-run: nothing would change; check: nothing is wrong; localize: no image on "
    "Velog is shown any more)",
    DIFFERENT: "something is not, and was named: a conflict, a doubt, a lost image that was not "
    "known to be lost (diff, --dry-run: a change; check: a fault; localize: an address that was "
    "not changed for sure)",
    FAILED: "the run was not possible: wrong usage, no network, no Jekyll site",
    INTERRUPTED: "stopped with Ctrl-C: what is written is whole, and the same command goes on",
}
