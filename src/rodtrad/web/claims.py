"""What the municipality's login says of a person, as a role, units and rights here."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from rodtrad.core.errors import AccessError
from rodtrad.core.roles import Person, Right, Role
from rodtrad.web.login_settings import LoginSettings

ALL_UNITS = "*"
_LONGEST_NAME = 200


def person_of_claims(claims: Mapping[str, Any], settings: LoginSettings) -> Person:
    """The person that claims are about.

    A person with several roles has the one that gives most. A right nobody knows gives nothing.

    raises  AccessError  identity, name, role or units are missing, or no role is known
    """
    names = settings.claims
    role = _role(_texts(claims.get(names.role)), settings)
    more = frozenset(Right(right) for right in _texts(claims.get(names.rights)) if right in set(Right))
    units = _units(claims, names.units, role)
    return Person(_name(claims, names.name), role, units, more, _identity(claims, settings.issuer))


def _identity(claims: Mapping[str, Any], issuer: str) -> str:
    """A digest of `sub` and of whose word it is: the same `sub` of another provider is somebody else.

    The book keeps it for as long as it lasts, so it holds nothing that anybody can log in with.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise AccessError("login_refused")
    return hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()


def _name(claims: Mapping[str, Any], claim: str) -> str:
    name = claims.get(claim)
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise AccessError("login_name_missing", claim=claim)
    return name.strip()[:_LONGEST_NAME]


def _role(given: list[str], settings: LoginSettings) -> Role:
    claim = settings.claims.role
    if not given:
        raise AccessError("login_role_missing", claim=claim)
    known = settings.roles or {role.value: role for role in Role}
    roles = [known[name] for name in given if name in known]
    if not roles:
        raise AccessError("login_role_unknown", claim=claim, known=sorted(known))
    order = list(Role)
    return max(roles, key=order.index)


def _units(claims: Mapping[str, Any], claim: str, role: Role) -> frozenset[str] | None:
    """Their units; an administrator for whom none are named has all."""
    given = _texts(claims.get(claim))
    if ALL_UNITS in given or (not given and role is Role.ADMINISTRATOR):
        return None
    if not given:
        raise AccessError("login_units_missing", claim=claim)
    return frozenset(given)


def _texts(value: object) -> list[str]:
    """The texts of a claim: a list of them, or one with spaces or commas between."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
