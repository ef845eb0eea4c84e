"""Logging in through a certified provider, staying, and logging out; and every way that must not lead in."""

import base64
import json
import logging
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import anyio
import httpx
import pytest
from oidc_kit import ACCOUNTS, CLIENT, OTHER_CLIENT, SECRET, Person, RunningProvider, local, running_provider
from page_reading import PageRead
from starlette.testclient import TestClient

from rodtrad.app.open_book import OpenBook
from rodtrad.core.errors import AccessError, BookError, UsageError
from rodtrad.core.roles import RIGHTS, Right, Role
from rodtrad.web import sessions as keeping
from rodtrad.web.claims import person_of_claims
from rodtrad.web.login import Login, safe_path
from rodtrad.web.login_settings import VARIABLES, ClaimNames, LoginSettings, is_configured, login_settings
from rodtrad.web.provider import Provider
from rodtrad.web.sessions import LoginRate, Pending, PendingLogins, Session, Sessions
from rodtrad.web.site import site

OURS, SECURE = "http://127.0.0.1:8000", "https://rodtrad.test"
FROM_US = {"Origin": OURS, "Sec-Fetch-Site": "same-origin"}
MORE = {
    "uten-rolle": {"name": "Uten rolle", "rodtrad_units": ["VEL"]},
    "ukjent-rolle": {"name": "Ukjent rolle", "rodtrad_role": "keiser", "rodtrad_units": ["VEL"]},
    "uten-enhet": {"name": "Uten enhet", "rodtrad_role": "writer"},
    "uten-navn": {"rodtrad_role": "writer", "rodtrad_units": ["VEL"]},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[RunningProvider]:
    with running_provider({**ACCOUNTS, **MORE}, [OURS, SECURE]) as running:
        yield running


def settings_of(provider: RunningProvider, **other: Any) -> LoginSettings:
    given = {"issuer": provider.issuer, "client_id": CLIENT, "client_secret": SECRET, "address": OURS}
    return LoginSettings(**{**given, **other})


@pytest.fixture
def login(provider) -> Login:
    return Login(settings_of(provider))


@pytest.fixture
def visitor(oslo_book, login) -> Iterator[TestClient]:
    """A browser of somebody who has not logged in."""
    with TestClient(site(oslo_book, writable=True, login=login), base_url=OURS) as client:
        client.follow_redirects = False
        yield client


def come_back(visitor: TestClient, provider: RunningProvider, name: str, path: str = "/login") -> str:
    """Begin to log in, and get through the provider's pages; returns where it sends the browser."""
    sent = visitor.get(path)
    assert sent.status_code == 303, sent.text
    person = Person(provider.issuer, name)
    try:
        return person.through(sent.headers["location"])
    finally:
        person.close()


def log_in(visitor: TestClient, provider: RunningProvider, name: str, path: str = "/login") -> Any:
    return visitor.get(local(come_back(visitor, provider, name, path)))


def test_who_has_not_logged_in_is_sent_to_the_provider_and_then_to_the_page_asked_for(visitor, provider):
    away = visitor.get("/budget?document=letter-vel-2026")
    assert away.headers["location"] == "/login?next=%2Fbudget%3Fdocument%3Dletter-vel-2026"
    back = log_in(visitor, provider, "saksbehandler", away.headers["location"])
    assert (back.status_code, back.headers["location"]) == (303, "/budget?document=letter-vel-2026")
    page = visitor.get(back.headers["location"])
    assert page.status_code == 200
    assert "En saksbehandler, Saksbehandler" in PageRead(page.text).text


def test_the_provider_is_asked_with_code_pkce_state_and_nonce(visitor, provider):
    asked = parse_qs(urlsplit(visitor.get("/login").headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 43
    assert len(asked["nonce"][0]) >= 43
    assert asked["redirect_uri"] == [f"{OURS}/login/callback"]
    again = parse_qs(urlsplit(visitor.get("/login").headers["location"]).query)
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


@pytest.mark.parametrize("name", sorted(ACCOUNTS))
def test_every_role_logs_in_and_is_told_who_it_is(visitor, provider, name):
    roles = {"leser": "Leser", "saksbehandler": "Saksbehandler", "leder": "Leder",
             "avdeling": "Byrådsavdeling", "administrator": "Administrator"}  # fmt: skip
    assert log_in(visitor, provider, name).status_code == 303
    assert f"{ACCOUNTS[name]['name']}, {roles[name]}" in PageRead(visitor.get("/units").text).text


def test_claims_in_the_id_token_itself_are_enough(oslo_book):
    with running_provider(ACCOUNTS, [OURS], in_token=True) as other:
        app = site(oslo_book, writable=True, login=Login(settings_of(other)))
        with TestClient(app, base_url=OURS, follow_redirects=False) as visitor:
            assert log_in(visitor, other, "leder").status_code == 303
            assert visitor.get("/units").status_code == 200


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("uten-rolle", "«rodtrad_role» mangler"),
        ("ukjent-rolle", "administrator, department, leader, reader, writer"),
        ("uten-enhet", "«rodtrad_units» mangler"),
        ("uten-navn", "«name» mangler"),
    ],
)
def test_who_lacks_something_is_told_what_and_not_let_in(visitor, provider, name, missing):
    answer = log_in(visitor, provider, name)
    assert answer.status_code == 403
    assert missing in PageRead(answer.text).text
    assert visitor.get("/units").status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/units",
        "/en/units",
        "/unit/VEL",
        "/nosuch",
        "/history",
        "/edit/x",
        "/en/health",
        "/login/x",
        "/enlogin",
    ],
)
def test_no_page_is_shown_without_a_session(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/en/login?" if path.startswith("/en/") else "/login?")
    assert "private" in answer.headers["cache-control"]


def test_data_without_a_session_is_refused_as_data(visitor):
    for path in ("/api/units", "/api/openapi.json", "/api/nosuch"):
        answer = visitor.get(path)
        assert answer.status_code == 401
        assert "logget inn" in answer.json()["detail"]


def test_a_form_and_a_part_of_a_page_without_a_session_say_so(visitor):
    sent = visitor.post("/edit/efficiency_measure/sector-review-set/VEL1", headers=FROM_US)
    assert sent.status_code == 401
    assert "ikke lagret" in PageRead(sent.text).text
    part = visitor.get("/findings", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/login?next=%2Ffindings")


def test_what_is_needed_before_login_is_open_and_shows_nothing_of_the_book(visitor):
    for path in ("/static/rodtrad.css", "/static/theme.css", "/favicon.ico", "/health", "/logged-out"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "Velferdsetaten" not in answer.text
    assert visitor.get("/health").json() == {"status": "ok"}
    lost = visitor.get("/static/nosuch.css")
    assert lost.status_code == 404
    assert "Oslo" not in lost.text
    assert "Oslo" not in visitor.get("/login/callback").text


def cookies_of(answer: Any) -> dict[str, str]:
    return {text.partition("=")[0]: text for text in answer.headers.get_list("set-cookie")}


def test_the_cookies_are_bound_to_this_site_and_out_of_reach_of_scripts(visitor, provider):
    begun = cookies_of(visitor.get("/login"))
    back = cookies_of(log_in(visitor, provider, "leder"))
    for text in (begun["rodtrad-login"], back["rodtrad"]):
        assert "HttpOnly" in text
        assert "SameSite=lax" in text
        assert "Path=/" in text
        assert "Domain" not in text
        assert "Secure" not in text
    assert "Max-Age" not in back["rodtrad"]
    assert "Max-Age=0" in back["rodtrad-login"]


def test_over_https_the_cookies_are_secure_and_named_for_this_host(oslo_book, provider):
    login = Login(settings_of(provider, address=SECURE))
    with TestClient(site(oslo_book, writable=True, login=login), base_url=SECURE) as visitor:
        visitor.follow_redirects = False
        begun = cookies_of(visitor.get("/login"))
        back = log_in(visitor, provider, "leder")
        for name, text in {**begun, **cookies_of(back)}.items():
            assert name.startswith("__Host-")
            assert "Secure" in text
            assert "HttpOnly" in text
        shown = visitor.get("/units")
        assert shown.status_code == 200
        assert "max-age=" in shown.headers["strict-transport-security"]


def test_a_session_has_a_new_name_after_login_whatever_the_browser_brought(visitor, login, provider):
    """Session fixation: a name that somebody planted leads nowhere."""
    visitor.cookies.set("rodtrad", "planted-by-somebody-else", domain="127.0.0.1")
    assert visitor.get("/units").status_code == 303
    back = cookies_of(log_in(visitor, provider, "leder"))
    name = re.match("rodtrad=([^;]+)", back["rodtrad"])
    assert name
    assert name[1] != "planted-by-somebody-else"
    assert len(name[1]) >= 43
    assert login.sessions.find("planted-by-somebody-else") is None


def test_a_second_login_ends_the_first_session(visitor, login, provider):
    log_in(visitor, provider, "leder")
    first = visitor.cookies["rodtrad"]
    answer = come_back_while_logged_in(visitor, login, provider, "avdeling")
    assert answer.status_code == 303
    assert login.sessions.find(first) is None
    assert "En avdeling" in visitor.get("/units").text


def come_back_while_logged_in(visitor, login, provider, name):
    """Two tabs: the second login was begun before the first had come back."""
    browser = "two-tabs-in-one-browser-two-tabs-in-one-bro"
    visitor.cookies.set("rodtrad-login", browser, domain="127.0.0.1")
    state, pending = login.pending.begin(browser, "/")
    address = anyio.run(login.provider.login_address, state, pending)
    person = Person(provider.issuer, name)
    back = person.through(address)
    person.close()
    return visitor.get(local(back))


def test_an_answer_for_another_browser_is_not_taken(visitor, oslo_book, login, provider):
    """Somebody gets a victim's browser to open the address that their own login came back with."""
    back = come_back(visitor, provider, "administrator")
    with TestClient(site(oslo_book, writable=True, login=login), base_url=OURS) as victim:
        victim.follow_redirects = False
        answer = victim.get(local(back))
        assert answer.status_code == 403
        assert "rodtrad" not in cookies_of(answer)
        victim.cookies.set("rodtrad-login", "some-other-browser", domain="127.0.0.1")
        assert victim.get(local(back)).status_code == 403
    assert visitor.get(local(back)).status_code == 303


def test_an_answer_is_taken_once(visitor, provider):
    back = come_back(visitor, provider, "leder")
    assert visitor.get(local(back)).status_code == 303
    assert visitor.get(local(back)).status_code == 403


@pytest.mark.parametrize("name", ["state", "code", "iss"])
def test_an_answer_with_something_else_in_it_is_not_taken(visitor, provider, name):
    back = come_back(visitor, provider, "leder")
    changed = re.sub(rf"\b{name}=[^&]*", f"{name}=https%3A%2F%2Fevil.example", local(back))
    assert changed != local(back)
    answer = visitor.get(changed)
    assert answer.status_code == 403
    assert visitor.get("/units").status_code == 303


def test_an_answer_without_the_providers_name_is_not_taken(visitor, provider):
    back = come_back(visitor, provider, "leder")
    assert visitor.get(re.sub("&iss=[^&]*", "", local(back))).status_code == 403


def test_a_login_that_is_refused_there_is_refused_here(visitor):
    state = parse_qs(urlsplit(visitor.get("/login").headers["location"]).query)["state"][0]
    answer = visitor.get("/login/callback", params={"state": state, "error": "access_denied"})
    assert answer.status_code == 403
    assert "avbrutt eller avvist" in PageRead(answer.text).text


# The ID token itself: fetched from the real provider, and looked at as if it were meant for somebody else.


@pytest.fixture(scope="module")
def token(provider) -> tuple[str, str]:
    """An ID token of the provider for our site, with its nonce."""
    return fetched_token(provider, CLIENT)


def fetched_token(provider: RunningProvider, client: str) -> tuple[str, str]:
    ours = Provider(settings_of(provider, client_id=client))
    pending = Pending("b", "the-nonce", "v" * 64, "/", 0.0)
    person = Person(provider.issuer, "leder")
    back = person.through(anyio.run(ours.login_address, "the-state", pending))
    person.close()
    answer = httpx.post(
        f"{provider.issuer}/token",
        auth=(client, SECRET),
        data={
            "grant_type": "authorization_code",
            "code": parse_qs(urlsplit(back).query)["code"][0],
            "redirect_uri": f"{OURS}/login/callback",
            "code_verifier": pending.verifier,
        },
    )
    return str(answer.json()["id_token"]), pending.nonce


def claims_of(provider: RunningProvider, written: str, nonce: str, **other: Any) -> dict[str, Any]:
    return anyio.run(Provider(settings_of(provider, **other)).claims_of_token, written, nonce)


def test_a_token_for_us_is_taken(provider, token):
    assert claims_of(provider, *token)["sub"] == "leder"


def test_a_token_for_another_site_is_refused(provider, token):
    with pytest.raises(AccessError, match="login_refused"):
        claims_of(provider, *fetched_token(provider, OTHER_CLIENT))
    with pytest.raises(AccessError, match="login_refused"):
        claims_of(provider, *token, client_id=OTHER_CLIENT)


def test_a_token_of_another_login_is_refused(provider, token):
    with pytest.raises(AccessError, match="login_refused"):
        claims_of(provider, token[0], "another-nonce")


def test_a_token_that_has_run_out_is_refused(provider, token, monkeypatch):
    later = time.time() + 2 * 60 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    with pytest.raises(AccessError, match="login_refused"):
        claims_of(provider, *token)


def parts_of(written: str) -> list[dict[str, Any]]:
    return [json.loads(base64.urlsafe_b64decode(part + "==")) for part in written.split(".")[:2]]


def unpadded(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def test_a_token_that_somebody_has_changed_or_made_is_refused(provider, token):
    header, claims = parts_of(token[0])
    signature = token[0].rpartition(".")[2]
    grown = unpadded({**claims, "rodtrad_role": "administrator"})
    forged = [
        f"{unpadded(header)}.{grown}.{signature}",
        f"{unpadded({**header, 'alg': 'none'})}.{grown}.",
        f"{unpadded({**header, 'alg': 'HS256'})}.{grown}.{signature}",
        f"{unpadded({**header, 'kid': 'nosuch'})}.{grown}.{signature}",
        token[0][:-4] + "AAAA",
        "",
        "not.a.token",
    ]
    for written in forged:
        with pytest.raises(AccessError, match="login_refused"):
            claims_of(provider, written, token[1])


def test_a_token_signed_by_another_provider_is_refused(provider, token):
    with running_provider(ACCOUNTS, [OURS]) as other, pytest.raises(AccessError, match="login_refused"):
        claims_of(other, *token)


def test_a_provider_that_does_not_answer_or_is_another_is_told(oslo_book, provider):
    for issuer in ("http://127.0.0.1:9", f"{provider.issuer}/other"):
        login = Login(settings_of(provider, issuer=issuer))
        with TestClient(site(oslo_book, writable=True, login=login), base_url=OURS) as visitor:
            answer = visitor.get("/login")
            assert answer.status_code == 503
            assert "svarer ikke" in PageRead(answer.text).text
        with pytest.raises(BookError, match="login_unreachable"):
            anyio.run(login.provider.claims_of_token, "a.b.c", "n")


# Staying and leaving.


def test_logging_out_ends_the_session_here_and_at_the_provider(visitor, provider):
    log_in(visitor, provider, "leder")
    page = visitor.get("/units")
    assert provider.issuer in page.headers["content-security-policy"]
    name = visitor.cookies["rodtrad"]
    out = visitor.post("/logout", headers=FROM_US)
    assert out.status_code == 303
    place = urlsplit(out.headers["location"])
    asked = parse_qs(place.query)
    assert f"{place.scheme}://{place.netloc}{place.path}" == f"{provider.issuer}/session/end"
    assert asked["post_logout_redirect_uri"] == [f"{OURS}/logged-out"]
    assert asked["id_token_hint"][0].count(".") == 2
    person = Person(provider.issuer, "leder")
    assert person.through(out.headers["location"], logout="yes").startswith(f"{OURS}/logged-out")
    person.close()
    visitor.cookies.set("rodtrad", name, domain="127.0.0.1")
    assert visitor.get("/units").status_code == 303


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}]
)
def test_another_site_cannot_log_anybody_out(visitor, provider, headers):
    log_in(visitor, provider, "leser")
    assert visitor.post("/logout", headers=headers).status_code == 403
    assert visitor.get("/logout").status_code == 404
    assert visitor.get("/units").status_code == 200


def test_a_reader_can_log_out(visitor, provider):
    log_in(visitor, provider, "leser")
    assert visitor.post("/en/logout", headers=FROM_US).status_code == 303
    assert visitor.get("/units").status_code == 303


class Ticking:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


SOMEBODY = person_of_claims(
    {"sub": "a", "name": "A", "rodtrad_role": "reader", "rodtrad_units": "*"},
    LoginSettings("i", "c", "s", OURS),
)


def test_a_session_ends_after_half_an_hour_of_rest_and_after_eight_hours():
    clock = Ticking()
    sessions = Sessions(clock)
    idle = sessions.begin(SOMEBODY)
    clock.now += 30 * 60 + 1
    assert sessions.find(idle) is None
    busy = sessions.begin(SOMEBODY)
    for _ in range(8 * 3):
        clock.now += 20 * 60
        assert sessions.find(busy)
    clock.now += 1
    assert sessions.find(busy) is None


def test_there_are_never_more_sessions_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(keeping, "MOST_SESSIONS", 2)
    sessions = Sessions(Ticking())
    first, second = sessions.begin(SOMEBODY), sessions.begin(SOMEBODY)
    sessions.find(first)
    third = sessions.begin(SOMEBODY)
    assert [bool(sessions.find(name)) for name in (first, second, third)] == [True, False, True]
    monkeypatch.setattr(keeping, "MOST_PENDING", 1)
    pending = PendingLogins(Ticking())
    old, new = pending.begin("b", "/")[0], pending.begin("b", "/")[0]
    assert pending.take(old, "b") is None
    assert pending.take(new, "b")


def test_a_login_that_takes_too_long_is_forgotten():
    clock = Ticking()
    pending = PendingLogins(clock)
    state, _ = pending.begin("b", "/")
    clock.now += 10 * 60 + 1
    assert pending.take(state, "b") is None


def test_too_many_tries_from_one_address_must_wait(visitor, login):
    login.rate = LoginRate(most=3)
    for _ in range(2):
        assert visitor.get("/login").status_code == 303
    assert visitor.get("/login/callback?state=guess").status_code == 403
    refused = visitor.get("/login")
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert refused.headers["retry-after"] in PageRead(refused.text).text
    assert visitor.get("/login/callback?state=guess").status_code == 429
    assert visitor.get("/health").status_code == 200


def test_addresses_wait_for_themselves_and_only_so_long():
    clock = Ticking()
    rate = LoginRate(most=1, clock=clock)
    assert [rate.wait("a"), rate.wait("b")] == [0, 0]
    assert rate.wait("a") == 61
    clock.now += 59.5
    assert rate.wait("a") == 1
    clock.now += 1
    assert rate.wait("a") == 0


def test_only_our_own_proxy_is_believed_about_who_asks(oslo_book, provider):
    for proxies, most in ((frozenset({"testclient"}), 2), (frozenset(), 1)):
        login = Login(settings_of(provider, proxies=proxies))
        login.rate = LoginRate(most=1)
        with TestClient(site(oslo_book, writable=True, login=login), base_url=OURS) as visitor:
            visitor.follow_redirects = False
            asked = [
                visitor.get("/login", headers={"X-Forwarded-For": f"9.9.9.9, 10.0.0.{n}"}) for n in (1, 2)
            ]
        assert [answer.status_code for answer in asked].count(303) == most


# Where a login leads.


@pytest.mark.parametrize("path", ["/", "/budget?unit=VEL", "/en/findings?severity=error&page=2", "/unit/VEL"])
def test_a_login_leads_to_the_page_asked_for(path):
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/ /evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "///evil.example",
        "http:evil.example",
        "/login",
        "/en/login?next=/login",
        "/logout",
        "/" + "a" * 3000,
    ],
)
def test_a_login_never_leads_to_another_site_or_in_a_ring(path):
    assert safe_path(path) == "/"


def test_an_address_of_another_site_is_not_followed_after_login(visitor, provider):
    assert log_in(visitor, provider, "leder", "/login?next=https://evil.example/").headers["location"] == "/"


def test_who_is_logged_in_already_is_not_sent_to_the_provider(visitor, provider):
    log_in(visitor, provider, "leder")
    again = visitor.get("/login?next=/units")
    assert (again.status_code, again.headers["location"]) == (303, "/units")


# What each sees.


def test_nobody_is_sent_a_page_that_was_made_for_somebody_else(oslo_book, login, provider):
    app = site(oslo_book, writable=True, login=login)
    pages = {}
    for name in ("saksbehandler", "avdeling", "leser"):
        with TestClient(app, base_url=OURS, follow_redirects=False) as client:
            log_in(client, provider, name)
            for _ in ("made", "kept"):
                answer = client.get("/units")
                assert ACCOUNTS[name]["name"] in answer.text
                assert "private" in answer.headers["cache-control"]
                assert "Cookie" in answer.headers["vary"]
            pages[name] = client.get("/documents").text
    assert "district-budget-bjerke-2026" in pages["leser"]
    assert "district-budget-bjerke-2026" not in pages["saksbehandler"]


def test_a_change_is_in_the_name_of_who_has_logged_in_whatever_the_form_says(oslo_place, tmp_path, provider):
    place = shutil.copytree(oslo_place, tmp_path / "own")
    with OpenBook(place) as book:
        app = site(book, writable=True, login=Login(settings_of(provider)))
        with TestClient(app, base_url=OURS, follow_redirects=False) as client:
            log_in(client, provider, "leder")
            finding = next(
                f["id"]
                for f in client.get("/api/findings").json()["findings"]
                if 'name="reason"' in client.get(f"/findings/{f['id']}").text
            )
            form = client.get(f"/findings/{finding}").text
            assert 'name="by"' not in form
            told = {"reason": "Trykkfeil i kilden", "by": "En helt annen"}
            assert client.post(f"/findings/{finding}/accept", data=told, headers=FROM_US).status_code == 303
            said = client.get(f"/api/findings/{finding}").json()["said"]
    assert "En leder" in said[0]["text"]
    assert "En helt annen" not in said[0]["text"]


def test_no_secret_reaches_a_log_or_a_page(visitor, provider, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    sent = visitor.get("/login")
    asked = parse_qs(urlsplit(sent.headers["location"]).query)
    person = Person(provider.issuer, "leder")
    back = person.through(sent.headers["location"])
    person.close()
    code = parse_qs(urlsplit(back).query)["code"][0]
    caplog.clear()  # the person's own browser, which is no part of us, logs where it goes
    visitor.get(local(back))
    session = visitor.cookies["rodtrad"]
    out = visitor.post("/logout", headers=FROM_US)
    hint = parse_qs(urlsplit(out.headers["location"]).query)["id_token_hint"][0]
    failed = visitor.get(local(back))
    ours = [r for r in caplog.records if not (r.name == "httpx2" and "127.0.0.1:8000" in r.getMessage())]
    logged = "\n".join(r.getMessage() for r in ours) + "".join(capfd.readouterr())
    for secret in (SECRET, code, session, hint, asked["nonce"][0], asked["state"][0]):
        assert secret not in logged
        assert secret not in failed.text
    assert SECRET not in repr(settings_of(provider)) + str(vars(Login(settings_of(provider))))


# The settings.


def test_settings_stand_in_a_file_and_the_secret_in_another(tmp_path):
    secret, file = tmp_path / "secret", tmp_path / "login.toml"
    secret.write_text("hemmelig\n", encoding="utf-8")
    file.write_text(
        f"""
        issuer = "https://login.kommune.test"
        client_id = "rodtrad"
        client_secret_file = "{secret.as_posix()}"
        address = "https://rodtrad.kommune.test/"
        proxies = ["10.0.0.5"]
        [claims]
        role = "groups"
        [roles]
        "rodtrad-lesere" = "reader"
        "rodtrad-ledere" = "leader"
        """,
        encoding="utf-8",
    )
    settings = login_settings(file, {})
    assert settings.client_secret == "hemmelig"
    assert (settings.address, settings.host) == ("https://rodtrad.kommune.test", "rodtrad.kommune.test")
    assert settings.claims == ClaimNames(role="groups")
    assert settings.roles == {"rodtrad-lesere": Role.READER, "rodtrad-ledere": Role.LEADER}
    over = login_settings(file, {"RODTRAD_LOGIN_CLIENT_ID": "annen", "RODTRAD_LOGIN_SECRET": "ny"})
    assert (over.client_id, over.client_secret) == ("annen", "ny")


GIVEN = {
    "RODTRAD_LOGIN_ISSUER": "https://login.kommune.test",
    "RODTRAD_LOGIN_CLIENT_ID": "rodtrad",
    "RODTRAD_LOGIN_SECRET": "hemmelig",
    "RODTRAD_LOGIN_ADDRESS": "https://rodtrad.kommune.test",
}


def test_the_environment_alone_is_enough():
    assert is_configured(GIVEN)
    assert not is_configured({})
    assert login_settings(None, GIVEN).issuer == "https://login.kommune.test"


@pytest.mark.parametrize(
    ("text", "environment", "message"),
    [
        ("", {}, "login_setting_missing"),
        ("not toml", GIVEN, "login_file_no_toml"),
        ('client_secret = "hemmelig"', GIVEN, "login_setting_unknown"),
        ("[roles]\nx = 'keiser'", GIVEN, "login_roles_wrong"),
        ("claims = 3", GIVEN, "login_setting_wrong"),
        ("[claims]\nnosuch = 'x'", GIVEN, "login_setting_wrong"),
        ("proxies = 'all'", GIVEN, "login_setting_wrong"),
        ("", GIVEN | {"RODTRAD_LOGIN_SECRET": " "}, "login_secret_missing"),
        ("client_secret_file = '/nosuch'", GIVEN | {"RODTRAD_LOGIN_SECRET": ""}, "login_secret_unreadable"),
        ("", GIVEN | {"RODTRAD_LOGIN_ISSUER": "http://login.kommune.test"}, "login_address_unsafe"),
        ("", GIVEN | {"RODTRAD_LOGIN_ADDRESS": "http://rodtrad.kommune.test"}, "login_address_unsafe"),
        ("", GIVEN | {"RODTRAD_LOGIN_ADDRESS": "rodtrad.kommune.test"}, "login_address_unsafe"),
        ("", GIVEN | {"RODTRAD_LOGIN_ADDRESS": "https://kommune.test/rodtrad"}, "login_address_has_path"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_before_anybody_logs_in(
    tmp_path, text, environment, message
):
    file = tmp_path / "login.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as refused:
        login_settings(file, environment)
    assert "hemmelig" not in str(refused.value)
    with pytest.raises(UsageError, match="login_file_unreadable"):
        login_settings(tmp_path / "nosuch.toml", GIVEN)


SETTINGS = LoginSettings("i", "c", "s", OURS)
BY_GROUP = LoginSettings(
    "i", "c", "s", OURS, claims=ClaimNames(role="groups"), roles={"g1": Role.WRITER, "g2": Role.LEADER}
)
EMPLOYEE = {"sub": "1", "name": "Ansatt", "rodtrad_units": "VEL, SET"}


@pytest.mark.parametrize(
    ("claims", "settings", "role", "units"),
    [
        ({**EMPLOYEE, "rodtrad_role": "writer"}, SETTINGS, Role.WRITER, {"VEL", "SET"}),
        ({**EMPLOYEE, "rodtrad_role": ["reader", "leader", "other"]}, SETTINGS, Role.LEADER, {"VEL", "SET"}),
        ({**EMPLOYEE, "groups": ["g1", "g2", "administrator"]}, BY_GROUP, Role.LEADER, {"VEL", "SET"}),
        ({**EMPLOYEE, "rodtrad_role": "reader", "rodtrad_units": ["*"]}, SETTINGS, Role.READER, None),
        ({"sub": "1", "name": "K", "rodtrad_role": "administrator"}, SETTINGS, Role.ADMINISTRATOR, None),
        ({**EMPLOYEE, "rodtrad_role": "administrator"}, SETTINGS, Role.ADMINISTRATOR, {"VEL", "SET"}),
    ],
)
def test_claims_become_a_role_and_units(claims, settings, role, units):
    person = person_of_claims(claims, settings)
    assert (person.role, person.units) == (role, units)


def test_who_somebody_is_follows_the_login_and_not_the_name():
    """Names change and are shared. The `sub` of another provider is somebody else's."""
    writer = {**EMPLOYEE, "rodtrad_role": "writer"}
    person = person_of_claims(writer, SETTINGS)
    elsewhere = LoginSettings("j", "c", "s", OURS)
    assert person_of_claims({**writer, "name": "Ansatt to"}, SETTINGS).identity == person.identity
    assert person_of_claims({**writer, "sub": "2"}, SETTINGS).identity != person.identity
    assert person_of_claims(writer, elsewhere).identity != person.identity
    assert person_of_claims({**writer, "sub": "2"}, SETTINGS) != person


def test_the_login_is_not_told_by_the_identity_nor_the_identity_by_the_person():
    """Sixty-four signs, whatever the `sub` is; so it can be kept and compared, and cannot be used."""
    subject = "kari.øst@kommune.test\x00\ud800"
    person = person_of_claims({**EMPLOYEE, "sub": subject, "rodtrad_role": "writer"}, SETTINGS)
    assert re.fullmatch("[0-9a-f]{64}", person.identity)
    assert person.identity not in repr((person, Session(person, "", 0, 0)))


def test_further_rights_are_added_to_those_of_the_role():
    told = {**EMPLOYEE, "rodtrad_role": "reader", "rodtrad_rights": ["alternative", "nosuch"]}
    assert person_of_claims(told, SETTINGS).rights == {Right.ALTERNATIVE}


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        ({**EMPLOYEE}, "login_role_missing"),
        ({**EMPLOYEE, "rodtrad_role": 3}, "login_role_missing"),
        ({**EMPLOYEE, "rodtrad_role": "keiser"}, "login_role_unknown"),
        ({**EMPLOYEE, "rodtrad_role": "writer", "rodtrad_units": []}, "login_units_missing"),
        ({**EMPLOYEE, "rodtrad_role": "writer", "name": " "}, "login_name_missing"),
        ({**EMPLOYEE, "rodtrad_role": "writer", "name": "a\x00b"}, "login_name_missing"),
        ({**EMPLOYEE, "rodtrad_role": "reader", "sub": ""}, "login_refused"),
        ({**EMPLOYEE, "rodtrad_role": "reader", "sub": 1}, "login_refused"),
    ],
)
def test_claims_that_lack_something_are_refused(claims, message):
    with pytest.raises(AccessError, match=message):
        person_of_claims(claims, SETTINGS)
    if claims.get("rodtrad_role") == "writer":
        with pytest.raises(AccessError, match="login_role_unknown"):
            person_of_claims({**claims, "groups": ["administrator"]}, BY_GROUP)


def test_the_page_about_login_tells_the_rights_of_every_role_and_every_setting():
    page = (Path(__file__).parents[2] / "docs" / "login.md").read_text(encoding="utf-8")
    for right in Right:
        [row] = [line for line in page.splitlines() if line.startswith(f"| `{right.value}` |")]
        ticked = [cell.strip() == "x" for cell in row.split("|")[3:-1]]
        assert ticked == [right in RIGHTS[role] for role in Role], right
    for name in (*VARIABLES, *VARIABLES.values(), "RODTRAD_LOGIN_SECRET", "[claims]", "[roles]", "proxies"):
        assert name in page, name
