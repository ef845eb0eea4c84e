"""Open a book for browsers: a server on this machine, for as long as the program runs."""

import gc
import ipaddress
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from rodtrad.app.open_book import OpenBook
from rodtrad.app.printing import Look
from rodtrad.core.errors import UsageError
from rodtrad.web.guard import LOOPBACK
from rodtrad.web.login import Login
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.site import site

_TRIED_PORTS = 20
_TURN_SECONDS = 0.001
"""A page may hold up a save for so long before it is the save's turn; Python's own is five times that."""


def serve(
    place: Path | str,
    *,
    host: str,
    port: int,
    theme: Path | None,
    free_port: bool,
    opened: Callable[[str, int], None],
    login: LoginSettings | None = None,
    public: bool = False,
    look: Look | None = None,
) -> None:
    """Serve a book until somebody stops it.

    Without login the book can be changed, and the server is for this machine alone.

    free_port  take another port when this one is taken
    opened     told the address, and the port, when the server is about to answer
    login      how people log in
    public     show the book to everybody who can reach it, for reading, without drafts
    look       how printed documents look; None is Rødtråd's own

    raises  UsageError  the port or host cannot be used, others could change the book without having
                        logged in, or the theme cannot be read
            BookError   there is no book
    """
    if theme is not None and not theme.is_file():
        raise UsageError("theme_unreadable", path=str(theme))
    _check_who_is_let_in(host, login, public=public)
    alone = is_loopback(host)
    with OpenBook(place) as book, listening(host, port, free_port=free_port and not login) as listener:
        real = listener.getsockname()[1]
        app = site(
            book,
            hosts=_known_hosts(host, login),
            writable=login is not None or (alone and not public),
            theme=theme,
            login=Login(login) if login else None,
            look=look,
        )
        book.edition()
        _spare_what_stays()
        sys.setswitchinterval(_TURN_SECONDS)
        named = f"[{host}]" if ":" in host else host
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            date_header=True,
            proxy_headers=False,
            lifespan="off",
        )
        opened(login.address if login else f"http://{named}:{real}", real)
        uvicorn.Server(config).run(sockets=[listener])


def _spare_what_stays() -> None:
    """Let the garbage collector pass over what is loaded for good: going through it stops everybody, for
    as long as a save takes.
    """
    gc.collect()
    gc.freeze()


def _check_who_is_let_in(host: str, login: LoginSettings | None, *, public: bool) -> None:
    if login and public:
        raise UsageError("login_or_public")
    if not (login or public or is_loopback(host)):
        raise UsageError("login_needed", host=host)


def _known_hosts(host: str, login: LoginSettings | None) -> tuple[str, ...]:
    """The names the site answers to; none is all names, where no name is known of a public book."""
    if login:
        return (*LOOPBACK, login.host)
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - somebody has asked for it; here it is only known
    return () if everywhere else (*LOOPBACK, host.lower())


def is_loopback(host: str) -> bool:
    """Whether a host name can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int, *, free_port: bool) -> socket.socket:
    """A socket that listens on a port, or on the next free one.

    raises  UsageError  none can be had
    """
    last = min(65535, port + (_TRIED_PORTS if free_port else 0))
    for tried in (*range(port, last + 1), *([0] if free_port else [])):
        try:
            return _bound(host, tried)
        except socket.gaierror:
            raise UsageError("host_refused", host=host) from None
        except OSError as error:
            reason = error
    raise UsageError("port_refused", host=host, port=port, reason=reason)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener
