"""Authlib: discovery, client_secret_basic, PKCE, nonce, userinfo, refresh, introspection, logout by the server."""

import json
import secrets
import subprocess
import sys

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken

options = json.loads(sys.argv[1])
metadata = requests.get(options["issuer"] + "/.well-known/wallet-openid-configuration", timeout=10).json()
session = OAuth2Session(
    options["clientId"],
    options["clientSecret"],
    scope="openid scope_all",
    redirect_uri=options["redirectUri"],
    code_challenge_method="S256",
    token_endpoint_auth_method="client_secret_basic",
)
nonce, verifier = secrets.token_hex(32), secrets.token_urlsafe(48)
start, state = session.create_authorization_url(
    metadata["authorization_endpoint"], nonce=nonce, code_verifier=verifier, acr_values="eidas1"
)
callback = subprocess.run(
    ["node", options["walk"], json.dumps({"start": start, "until": options["redirectUri"], "person": options["person"]})],
    check=True, stdout=subprocess.PIPE, text=True,
).stdout.strip()
assert f"state={state}" in callback
token = session.fetch_token(metadata["token_endpoint"], authorization_response=callback, code_verifier=verifier, state=state)

keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
claims = jwt.decode(
    token["id_token"], keys, claims_cls=CodeIDToken,
    claims_options={"iss": {"values": [options["issuer"]]}, "aud": {"values": [options["clientId"]]}},
    claims_params={"nonce": nonce, "client_id": options["clientId"], "access_token": token["access_token"]},
)
claims.validate()
assert claims["SubjectNameID"] == options["identifiant"]
assert claims["aud"] == options["clientId"], "aud is a plain string"
assert claims["acr"] == "eidas1" and claims["authMode"] == "MOBILE"

userinfo = session.get(metadata["userinfo_endpoint"]).json()
assert userinfo["SubjectNameID"] == options["identifiant"]
assert userinfo["SubjectRefPro"]["exercices"]

first = token["access_token"]
token = session.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
assert token["access_token"] != first

# A server logs out with the hint alone, which may have expired.
answer = requests.post(metadata["end_session_endpoint"], data={"id_token_hint": token["id_token"]}, timeout=10)
assert answer.status_code in (200, 204), answer.status_code
answer = requests.post(
    metadata["token_endpoint"], auth=(options["clientId"], options["clientSecret"]), timeout=10,
    data={"grant_type": "refresh_token", "refresh_token": token["refresh_token"]},
)
assert answer.status_code == 400 and answer.json()["error"] == "invalid_grant"
print("Authlib: login, userinfo, refresh, logout")
