"""Tests of the app may use the samples of the store's tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "store"))
