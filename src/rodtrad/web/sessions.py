"""Who has logged in: sessions kept by the server, each behind a random name in a cookie."""

import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from rodtrad.core.roles import Person

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 8 * 60 * 60
MOST_SESSIONS = 10_000
PENDING_SECONDS = 10 * 60
MOST_PENDING = 2_000
LOGINS_A_MINUTE = 60
_MINUTE = 60.0
_MOST_ADDRESSES = 10_000

Clock = Callable[[], float]


@dataclass(slots=True)
class Session:
    """One person's stay, from login to logout (økt).

    hint  the provider's ID token, which it wants back at logout
    """

    person: Person
    hint: str = field(repr=False)
    begun: float
    seen: float


@dataclass(frozen=True, slots=True)
class Pending:
    """A login that is under way at the provider (påbegynt innlogging).

    browser   name of the browser that began it
    nonce     comes back in the ID token
    verifier  proves to the provider that who began it also ends it (PKCE)
    onward    path to go to afterwards
    """

    browser: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    onward: str
    begun: float


class Sessions:
    """The sessions of a server, in memory: they end when it stops."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def begin(self, person: Person, hint: str = "") -> str:
        """Begin a session; returns its name, which nobody can guess and nobody has had before."""
        name, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._sessions[name] = Session(person, hint, now, now)
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return name

    def find(self, name: str) -> Session | None:
        """The session with a name, which is now seen; None when there is none, or it has ended."""
        with self._lock:
            session = self._sessions.get(name)
            if session is None:
                return None
            now = self._clock()
            if now - session.seen > IDLE_SECONDS or now - session.begun > LONGEST_SECONDS:
                del self._sessions[name]
                return None
            session.seen = now
            self._sessions.move_to_end(name)
            return session

    def end(self, name: str) -> Session | None:
        """End a session; returns it, or None when there is none."""
        with self._lock:
            return self._sessions.pop(name, None)


class PendingLogins:
    """The logins under way, each by the state that the provider gives back."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._pending: OrderedDict[str, Pending] = OrderedDict()

    def begin(self, browser: str, onward: str) -> tuple[str, Pending]:
        """Begin a login; returns its state, and what must be known when it comes back."""
        state = secrets.token_urlsafe(32)
        made = Pending(browser, secrets.token_urlsafe(32), secrets.token_urlsafe(48), onward, self._clock())
        with self._lock:
            self._pending[state] = made
            while len(self._pending) > MOST_PENDING:
                self._pending.popitem(last=False)
        return state, made

    def take(self, state: str, browser: str) -> Pending | None:
        """The login with a state, once, for the browser that began it; None for everybody else."""
        with self._lock:
            found = self._pending.get(state)
            if found is None or not secrets.compare_digest(found.browser.encode(), browser.encode()):
                return None
            del self._pending[state]
        return found if self._clock() - found.begun <= PENDING_SECONDS else None


class LoginRate:
    """How often an address may ask to log in, so that nobody wears out the provider through us."""

    def __init__(self, most: int = LOGINS_A_MINUTE, clock: Clock = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._lock = Lock()
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Count a question; returns the seconds to wait before the next, 0 when this one may pass."""
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(address, deque())
            self._asked.move_to_end(address)
            while len(self._asked) > _MOST_ADDRESSES:
                self._asked.popitem(last=False)
            while asked and now - asked[0] >= _MINUTE:
                asked.popleft()
            if len(asked) >= self._most:
                return max(1, int(asked[0] + _MINUTE - now) + 1)
            asked.append(now)
            return 0
