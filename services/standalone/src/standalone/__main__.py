"""`python -m standalone` is the command line."""

from standalone.cli import app

if __name__ == "__main__":
    app(prog_name="clashwire")
