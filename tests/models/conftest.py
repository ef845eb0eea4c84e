"""Tests of the models write their books as the tests of the checks do."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "checks"))
