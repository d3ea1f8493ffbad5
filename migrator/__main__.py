"""`python -m migrator` → the command `velog-to-jekyll`."""

from migrator.cli.main import run

if __name__ == "__main__":
    run()
