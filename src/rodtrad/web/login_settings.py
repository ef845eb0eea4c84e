"""How to reach the municipality's login, from a file and the environment. The secret is never shown."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from rodtrad.core.errors import UsageError
from rodtrad.core.roles import Role
from rodtrad.web.guard import LOOPBACK

VARIABLES = {
    "issuer": "RODTRAD_LOGIN_ISSUER",
    "client_id": "RODTRAD_LOGIN_CLIENT_ID",
    "client_secret_file": "RODTRAD_LOGIN_SECRET_FILE",
    "address": "RODTRAD_LOGIN_ADDRESS",
}
"""The variable that each setting can stand in instead of the file."""
SECRET = "RODTRAD_LOGIN_SECRET"  # noqa: S105 - the name of a variable, not what is in it
"""The variable the secret itself can stand in."""
_OTHER_SETTINGS = ("scope", "proxies", "claims", "roles")


@dataclass(frozen=True, slots=True)
class ClaimNames:
    """What the provider calls what we need to know of a person."""

    role: str = "rodtrad_role"
    units: str = "rodtrad_units"
    name: str = "name"
    rights: str = "rodtrad_rights"


@dataclass(frozen=True, slots=True)
class LoginSettings:
    """How to reach the municipality's login (innloggingsoppsett).

    address  of this site, as browsers know it
    roles    the role of each group; empty where the claim names the roles themselves
    proxies  addresses whose word is taken for who asks
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    address: str
    scope: str = "openid profile"
    claims: ClaimNames = ClaimNames()
    roles: Mapping[str, Role] = field(default_factory=dict)
    proxies: frozenset[str] = frozenset()

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach this site by https."""
        return self.address.startswith("https://")

    @property
    def host(self) -> str:
        """The name browsers reach this site by."""
        return urlsplit(self.address).hostname or ""

    @property
    def scheme(self) -> str:
        """How browsers reach this site: https, or http on this machine alone."""
        return urlsplit(self.address).scheme


def is_configured(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the environment says how to log in."""
    return bool(environment.get(VARIABLES["issuer"]))


def login_settings(file: Path | None, environment: Mapping[str, str] = os.environ) -> LoginSettings:
    """The settings of a file, with what stands in the environment instead of what stands in it.

    raises  UsageError  the file or the secret cannot be read, or a setting is missing or cannot be used
    """
    stated = _of_file(file) if file else {}
    for name in stated:
        if name not in (*VARIABLES, *_OTHER_SETTINGS):
            raise UsageError("login_setting_unknown", setting=name, file=str(file))
    given = {name: environment.get(variable) or stated.get(name) for name, variable in VARIABLES.items()}
    return LoginSettings(
        issuer=_safe_address("issuer", _stated(given, "issuer")),
        client_id=_stated(given, "client_id"),
        client_secret=_secret(given["client_secret_file"], environment),
        address=_safe_address("address", _stated(given, "address")),
        scope=_text(stated, "scope", "openid profile"),
        claims=_claims(stated.get("claims", {})),
        roles=_roles(stated.get("roles", {})),
        proxies=_proxies(stated.get("proxies", [])),
    )


def _stated(given: Mapping[str, Any], name: str) -> str:
    value = given[name]
    if not isinstance(value, str) or not value:
        raise UsageError("login_setting_missing", setting=name, variable=VARIABLES[name])
    return value


def _of_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("login_file_unreadable", path=str(file), reason=error) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise UsageError("login_file_no_toml", path=str(file)) from None


def _secret(file: object, environment: Mapping[str, str]) -> str:
    if secret := environment.get(SECRET, "").strip():
        return secret
    if not file:
        raise UsageError("login_secret_missing", variable=SECRET, setting="client_secret_file")
    try:
        secret = Path(str(file)).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise UsageError("login_secret_unreadable", path=str(file))
    return secret


def _safe_address(setting: str, text: str) -> str:
    """An address that nobody on the way can listen to: https, or http on this machine."""
    try:
        parts: SplitResult | None = urlsplit(text)
    except ValueError:
        parts = None
    alone = parts is not None and parts.scheme == "http" and parts.hostname in LOOPBACK
    if parts is None or not parts.hostname or not (parts.scheme == "https" or alone):
        raise UsageError("login_address_unsafe", setting=setting, value=text[:200])
    if setting == "address" and (parts.path.strip("/") or parts.query or parts.fragment):
        raise UsageError("login_address_has_path", value=text[:200])
    return text.rstrip("/") if setting == "address" else text


def _text(stated: Mapping[str, Any], name: str, default: str) -> str:
    value = stated.get(name, default)
    if not isinstance(value, str) or not value:
        raise UsageError("login_setting_wrong", setting=name)
    return value


def _claims(stated: Any) -> ClaimNames:
    names = ClaimNames.__slots__
    if not isinstance(stated, dict) or not set(stated) <= set(names):
        raise UsageError("login_setting_wrong", setting="claims")
    return ClaimNames(**{name: _text(stated, name, "") for name in stated})


def _roles(stated: Any) -> dict[str, Role]:
    known = set(Role)
    if not isinstance(stated, dict) or not all(role in known for role in stated.values()):
        raise UsageError("login_roles_wrong", known=[role.value for role in Role])
    return {group: Role(role) for group, role in stated.items()}


def _proxies(stated: Any) -> frozenset[str]:
    if not isinstance(stated, list) or not all(isinstance(address, str) for address in stated):
        raise UsageError("login_setting_wrong", setting="proxies")
    return frozenset(stated)
