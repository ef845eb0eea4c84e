"""Workbooks that somebody has sent and not yet saved: kept in memory for a while, each for who sent it."""

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from rodtrad.core.errors import MissingError

KEPT_SECONDS = 60 * 60
MOST_OF_ONE = 5
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent (opplastet fil): its name, and what who sent it said it holds.

    owner  identity of who sent it: nobody else may fetch it
    """

    name: str
    owner: str = field(repr=False)
    fact: str
    content: bytes
    at: float


class KeptUploads:
    """Files by a name that nobody can guess. The oldest give way; none outlives the program.

    Nothing is written to the disk, so nothing is left of what was never saved.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Upload] = OrderedDict()

    def keep(self, name: str, owner: str, fact: str, content: bytes) -> str:
        """Keep a file; returns the name to ask for it by."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._kept[token] = Upload(name, owner, fact, content, self._clock())
            self._let_go(owner)
        return token

    def of(self, token: str, owner: str) -> Upload:
        """A file that is kept.

        raises  MissingError  it is too old, or somebody else's, or there never was one
        """
        with self._lock:
            self._let_go(owner)
            upload = self._kept.get(token)
        if upload is None or upload.owner != owner:
            raise MissingError("upload_gone")
        return upload

    def forget(self, token: str) -> None:
        """Let go of a file that is saved."""
        with self._lock:
            self._kept.pop(token, None)

    def _let_go(self, owner: str) -> None:
        """Let go of what is too old, or too much."""
        now = self._clock()
        for token in [t for t, upload in self._kept.items() if now - upload.at > KEPT_SECONDS]:
            del self._kept[token]
        mine = [token for token, upload in self._kept.items() if upload.owner == owner]
        for token in mine[:-MOST_OF_ONE]:
            del self._kept[token]
        while sum(len(upload.content) for upload in self._kept.values()) > MOST_BYTES:
            self._kept.popitem(last=False)
