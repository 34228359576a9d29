"""`python -m capassist` and the `capassist` command."""

from capassist.cli import app


def main() -> None:
    """Run the command line."""
    app(prog_name="capassist")


if __name__ == "__main__":
    main()
