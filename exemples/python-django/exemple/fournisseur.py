"""What mozilla-django-oidc leaves to its user: audience and issuer, who the account is, refresh, the notice of a logout."""

import base64
import hashlib
import time

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from .models import Session

LEVELS = ("eidas1", "eidas2", "eidas3")  # what `acr` may say, from the lowest that is taken up
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
HTTP = {"auth": (settings.OIDC_RP_CLIENT_ID, settings.OIDC_RP_CLIENT_SECRET), "verify": settings.CA_FILE, "timeout": 10}


class Injoignable:
    """The provider is out of reach: a page says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, requests.RequestException):
            return HttpResponse("Le fournisseur ne répond pas.", status=502, content_type="text/plain; charset=utf-8")


class Fournisseur(OIDCAuthenticationBackend):
    def get_token(self, payload):
        try:
            self.tokens = super().get_token(payload)
        except requests.HTTPError as refusal:
            if refusal.response.status_code != 400:
                raise
            raise SuspiciousOperation("the provider refused the code") from refusal
        return self.tokens

    def verify_token(self, token, **kwargs):
        claims = super().verify_token(token, **kwargs)
        if claims["iss"] != settings.ISSUER or claims["aud"] not in (self.OIDC_RP_CLIENT_ID, [self.OIDC_RP_CLIENT_ID]):
            raise SuspiciousOperation("a token of another issuer, or for another client")
        if claims.get("azp", self.OIDC_RP_CLIENT_ID) != self.OIDC_RP_CLIENT_ID:
            raise SuspiciousOperation("a token that another client asked for")
        if claims.get("acr") not in LEVELS:
            raise SuspiciousOperation("a level lower than what was asked")
        return claims

    def get_or_create_user(self, access_token, id_token, payload):
        said = self.get_userinfo(access_token, id_token, payload)
        if said["sub"] != payload["sub"]:
            raise SuspiciousOperation("userinfo speaks of another person")
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        if payload.get("at_hash") not in (None, base64.urlsafe_b64encode(half).rstrip(b"=").decode()):
            raise SuspiciousOperation("at_hash speaks of another access token")
        user, _ = self.UserModel.objects.get_or_create(username=said["SubjectNameID"])
        user.told = {
            "sub": payload["sub"],
            "compte": user.username,
            "sid": payload["sid"],
            "nom": f"{said['given_name']} {said['family_name']}",
            "situation": said.get("situation"),
            "id_token": id_token,
            **kept(self.tokens),
        }
        return user

    def logout_token(self, token):
        """The provider's session that is over (OpenID Connect Back-Channel Logout 1.0 §2.6). A token that comes twice
        closes what is closed already."""
        claims = jwt.decode(
            token, self.retrieve_matching_jwk(token), algorithms=["RS256"], issuer=settings.ISSUER,
            audience=self.OIDC_RP_CLIENT_ID, options={"require": ["iat", "exp", "jti", "sid", "events"]},
        )
        if jwt.get_unverified_header(token).get("typ") != "logout+jwt" or "nonce" in claims:
            raise SuspiciousOperation("not a logout token")
        if not isinstance(claims["events"].get(LOGOUT), dict):
            raise SuspiciousOperation("not a logout event")
        return claims["sid"]


def kept(tokens):
    return {
        "access": tokens["access_token"],
        "refresh": tokens["refresh_token"],
        "fresh": time.time() + tokens["expires_in"] - 10,
    }


def refresh(session):
    """What is over at the provider is over here."""
    form = {"grant_type": "refresh_token", "refresh_token": session["refresh"]}
    answer = requests.post(settings.OIDC_OP_TOKEN_ENDPOINT, data=form, **HTTP)
    if answer.status_code == 400 and answer.json().get("error") == "invalid_grant":
        return session.flush()
    answer.raise_for_status()
    session.update(kept({"refresh_token": session["refresh"]} | answer.json()))


def introspected(token):
    answer = requests.post(settings.INTROSPECTION, data={"token": token, "token_type_hint": "access_token"}, **HTTP)
    answer.raise_for_status()
    return answer.json()


def close_all(sid):
    Session.objects.filter(sid=sid).delete()
