"""Programs that use the store beside the tests, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


def run(program: str, *given: object) -> subprocess.Popen[str]:
    """A Python program in a process of its own, which finds the modules of these tests."""
    paths = [str(Path(__file__).parent), *filter(None, sys.path)]
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, given)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        stdout=subprocess.PIPE,
        text=True,
    )
