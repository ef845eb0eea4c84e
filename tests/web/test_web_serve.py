"""The server a person starts: which port it takes, whom it answers, and what may be changed."""

import socket
import threading
import time

import httpx
import pytest
import uvicorn

from rodtrad.core.error_words import error_sentence
from rodtrad.core.errors import BookError, UsageError
from rodtrad.web import serve as serving
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.serve import is_loopback, listening, serve

FILLED = {"reason": "Trykkfeil i kilden", "by": "Ansatt to"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_a_host_of_this_machine_alone(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.2", "localhost.evil.example", "", "evil.example"]
)
def test_a_host_others_can_reach(host):
    assert not is_loopback(host)


def test_a_taken_port_is_stepped_over_or_refused():
    with listening("127.0.0.1", 0, free_port=False) as first:
        taken = first.getsockname()[1]
        with listening("127.0.0.1", taken, free_port=True) as second:
            assert second.getsockname()[1] != taken
        with pytest.raises(UsageError, match="port_refused") as refused:
            listening("127.0.0.1", taken, free_port=False)
        assert refused.value.facts["port"] == taken
    with pytest.raises(UsageError, match="host_refused"):
        listening("not a host", 0, free_port=True)


class Held(uvicorn.Server):
    """A server that can be found and stopped by the test that started it."""

    running: list["Held"] = []  # noqa: RUF012

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        self.running.append(self)
        super().run(sockets)


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False),
        ("localhost", False),
        ("127.0.0.2", False),
        ("127.0.0.1", True),
        ("0.0.0.0", True),
    ],
)
def test_a_started_server_answers_at_the_address_it_tells(oslo_place, monkeypatch, host, public):
    monkeypatch.setattr(serving.uvicorn, "Server", Held)
    monkeypatch.setattr(Held, "running", [])
    told: list[str] = []
    options = {"host": host, "port": 0, "theme": None, "free_port": False, "public": public}
    thread = threading.Thread(
        target=serve, args=(oslo_place,), kwargs=options | {"opened": lambda at, _: told.append(at)}
    )
    thread.start()
    deadline = time.monotonic() + 10
    while not (Held.running and Held.running[0].started) and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        answer = httpx.get(f"{told[0]}/findings", timeout=10)
        foreign = httpx.get(f"{told[0]}/findings", headers={"Host": "evil.example"}, timeout=10)
        sent = httpx.post(
            f"{told[0]}/findings/nosuch/accept", data=FILLED, headers={"Origin": told[0]}, timeout=10
        )
    finally:
        Held.running[0].should_exit = True
        thread.join(10)
    assert answer.status_code == 200
    assert "server" not in answer.headers
    assert foreign.status_code == (200 if host == "0.0.0.0" else 421)
    assert sent.status_code == (403 if public else 404)


OTHERS = {"port": 0, "theme": None, "free_port": False, "opened": print}
SETTINGS = LoginSettings("http://127.0.0.1:9", "rodtrad", "secret", "https://rodtrad.test")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "rodtrad.test"])
def test_without_login_others_are_not_let_in(oslo_place, host):
    with pytest.raises(UsageError, match="login_needed") as refused:
        serve(oslo_place, host=host, **OTHERS)
    told = error_sentence(refused.value, "no")
    assert "--login" in told
    assert "--public" in told
    assert host in told


def test_a_book_is_either_public_or_behind_a_login(oslo_place):
    with pytest.raises(UsageError, match="login_or_public"):
        serve(oslo_place, host="127.0.0.1", **OTHERS, login=SETTINGS, public=True)


def test_with_login_the_site_answers_to_its_public_name_and_asks_who_it_is(oslo_place, monkeypatch):
    monkeypatch.setattr(serving.uvicorn, "Server", Held)
    monkeypatch.setattr(Held, "running", [])
    told: list[tuple[str, int]] = []
    options = OTHERS | {"host": "0.0.0.0", "login": SETTINGS, "opened": lambda *at: told.append(at)}
    thread = threading.Thread(target=serve, args=(oslo_place,), kwargs=options)
    thread.start()
    deadline = time.monotonic() + 10
    while not (Held.running and Held.running[0].started) and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        at = f"http://127.0.0.1:{told[0][1]}/units"
        named = httpx.get(at, headers={"Host": "rodtrad.test"}, timeout=10)
        foreign = httpx.get(at, headers={"Host": "evil.example"}, timeout=10)
    finally:
        Held.running[0].should_exit = True
        thread.join(10)
    assert told[0][0] == "https://rodtrad.test"
    assert (named.status_code, named.headers["location"]) == (303, "/login?next=%2Funits")
    assert foreign.status_code == 421


def test_what_cannot_be_served_is_refused_before_anything_is_opened(tmp_path):
    options = {"host": "127.0.0.1", "port": 0, "free_port": False, "opened": print}
    with pytest.raises(UsageError, match="theme_unreadable"):
        serve(tmp_path, theme=tmp_path / "nosuch.css", **options)
    with pytest.raises(BookError, match="book_missing"):
        serve(tmp_path, theme=None, **options)
