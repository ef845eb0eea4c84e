"""Tests of the app may use the samples of the store's tests and of the checks'."""

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parent.parent / folder) for folder in ("store", "checks")]
