"""Run the command line: `python -m rodtrad`."""

from rodtrad.cli.main import run

if __name__ == "__main__":
    run()
