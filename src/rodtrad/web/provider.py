"""The municipality's login as seen from here: OpenID Connect, with code and PKCE, through Authlib."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from rodtrad.core.errors import AccessError, BookError
from rodtrad.web.login_settings import LoginSettings
from rodtrad.web.sessions import Pending

_DISCOVERY = "/.well-known/openid-configuration"
_SIGNED_BY_KEY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Ways to sign in which only the provider has the key that signs."""
_SECONDS = 10.0
_LEEWAY = 60
"""How far the clocks of two machines may be apart, in seconds."""
_MOST_BYTES = 1_000_000


class Provider:
    """One provider of logins. What it says of itself is asked for when somebody first logs in."""

    def __init__(self, settings: LoginSettings) -> None:
        self._settings = settings
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None

    async def login_address(self, state: str, pending: Pending) -> str:
        """Where a browser goes to log in.

        raises  BookError  the provider does not answer
        """
        metadata = await self._described()
        async with self._client(metadata) as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=state,
                nonce=pending.nonce,
                code_verifier=pending.verifier,
            )
        return str(address)

    async def claims(self, answer: Mapping[str, str], pending: Pending) -> tuple[dict[str, Any], str]:
        """What the provider says of who has logged in, and its ID token.

        answer  what the browser came back with: code, and the provider's name where it gives it
        raises  AccessError  the answer, or the token, is not for this login
                BookError    the provider does not answer
        """
        metadata = await self._described()
        names_itself = metadata.get("authorization_response_iss_parameter_supported") is True
        if answer.get("iss", None if names_itself else metadata["issuer"]) != metadata["issuer"]:
            raise AccessError("login_refused")
        token = await self._token(metadata, answer.get("code", ""), pending)
        written = str(token.get("id_token", ""))
        claims = await self.claims_of_token(written, pending.nonce, str(token.get("access_token", "")))
        if self._settings.claims.role not in claims and "userinfo_endpoint" in metadata:
            claims = {**await self._told(metadata, str(token["access_token"]), claims["sub"]), **claims}
        return claims, written

    async def claims_of_token(self, written: str, nonce: str, access_token: str = "") -> dict[str, Any]:
        """The claims of an ID token that the provider has signed, for us, for this login, and lately.

        raises  AccessError  it is none of that
        """
        metadata = await self._described()
        stated = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        registry = JWSRegistry(
            algorithms=[name for name in stated if name in _SIGNED_BY_KEY], strict_check_header=False
        )
        options = {
            "iss": {"essential": True, "value": metadata["issuer"]},
            "aud": {"essential": True, "value": self._settings.client_id},
        }
        known = {"nonce": nonce, "client_id": self._settings.client_id, "access_token": access_token}
        try:
            try:
                token = jwt.decode(written, await self._key_set(), registry=registry)
            except InvalidKeyIdError:
                token = jwt.decode(written, await self._key_set(anew=True), registry=registry)
            claims = CodeIDToken(token.claims, token.header, options, known)
            claims.validate(leeway=_LEEWAY)
        except (JoseError, AuthlibBaseError, ValueError, KeyError, TypeError):
            raise AccessError("login_refused") from None
        return dict(claims)

    async def logout_address(self, hint: str) -> str | None:
        """Where a browser goes to log out of the provider too; None where it has no such place."""
        try:
            metadata = await self._described()
        except BookError:
            return None
        place = metadata.get("end_session_endpoint")
        if not isinstance(place, str):
            return None
        back = f"{self._settings.address}/logged-out"
        given = {"client_id": self._settings.client_id, "post_logout_redirect_uri": back}
        asked = urlencode({**given, **({"id_token_hint": hint} if hint else {})})
        return f"{place}{'&' if '?' in place else '?'}{asked}"

    def origins(self) -> tuple[str, ...]:
        """The sites a form of ours may lead to by way of the login."""
        places = (
            self._settings.issuer,
            *(self._metadata.get(name) for name in ("authorization_endpoint", "end_session_endpoint")),
        )
        parts = [urlsplit(place) for place in places if isinstance(place, str)]
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))

    def _client(self, metadata: Mapping[str, Any]) -> AsyncOAuth2Client:
        ways = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        basic = "client_secret_basic"
        return AsyncOAuth2Client(
            client_id=self._settings.client_id,
            client_secret=self._settings.client_secret,
            token_endpoint_auth_method=basic if basic in ways else "client_secret_post",
            scope=self._settings.scope,
            redirect_uri=f"{self._settings.address}/login/callback",
            code_challenge_method="S256",
            timeout=_SECONDS,
        )

    async def _token(self, metadata: Mapping[str, Any], code: str, pending: Pending) -> Mapping[str, Any]:
        try:
            async with self._client(metadata) as client:
                token: Mapping[str, Any] = await client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=pending.verifier,
                )
                return token
        except httpx2.HTTPStatusError:
            raise BookError("login_unreachable") from None
        except (AuthlibBaseError, ValueError):
            raise AccessError("login_refused") from None
        except httpx2.HTTPError:
            raise BookError("login_unreachable") from None

    async def _told(self, metadata: Mapping[str, Any], access_token: str, subject: str) -> dict[str, Any]:
        """What the provider says of the person besides the ID token; it must be about the same one."""
        told = await self._fetched(metadata["userinfo_endpoint"], {"Authorization": f"Bearer {access_token}"})
        if told.get("sub") != subject:
            raise AccessError("login_refused")
        return told

    async def _described(self) -> dict[str, Any]:
        if not self._metadata:
            found = await self._fetched(self._settings.issuer.rstrip("/") + _DISCOVERY, {})
            wanted = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
            if found.get("issuer") != self._settings.issuer or not all(
                isinstance(found.get(name), str) for name in wanted
            ):
                raise BookError("login_unreachable")
            self._metadata = found
        return self._metadata

    async def _key_set(self, *, anew: bool = False) -> KeySet:
        if self._keys is None or anew:
            metadata = await self._described()
            found: Any = await self._fetched(metadata["jwks_uri"], {})
            self._keys = KeySet.import_key_set(found)
        return self._keys

    async def _fetched(self, address: str, headers: Mapping[str, str]) -> dict[str, Any]:
        try:
            async with httpx2.AsyncClient(timeout=_SECONDS) as client:
                answer = await client.get(address, headers=dict(headers))
                answer.raise_for_status()
                found = answer.json() if len(answer.content) <= _MOST_BYTES else None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
            raise BookError("login_unreachable") from None
        if not isinstance(found, dict):
            raise BookError("login_unreachable")
        return found
