"""`python -m capassist` and the `capassist` command."""

import sys

from capassist.errors import EXIT_INTERRUPTED


def main() -> None:
    """Run the command line. Ctrl-C while it still loads ends it like later on."""
    try:
        from capassist.cli import app
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    app(prog_name="capassist")


if __name__ == "__main__":
    main()
