"""A file that is whole or not there, and that only its owner can read."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rodtrad.core.errors import UsageError


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """A file to write to; it gets its name when everything is written and on the disk.

    raises  UsageError  the folder or the file cannot be written
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise UsageError("cannot_write", path=str(target.parent), reason=error) from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise UsageError("cannot_write", path=str(target), reason=error) from None
    finally:
        part.unlink(missing_ok=True)
