"""A service with single sign-on: FastAPI and Authlib.

Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, CA_FILE; uvicorn is told the port and the certificate.
"""

import html
import os
import ssl
import time
from typing import Annotated

import httpx2
from authlib.integrations.starlette_client import OAuth, OAuthError
from fastapi import FastAPI, Form, Header, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from sessions import Sessions

ISSUER, CLIENT_ID, CLIENT_SECRET = (os.environ[name] for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"))
ORIGIN = os.environ["ORIGIN"]
TRUST = ssl.create_default_context(cafile=os.environ["CA_FILE"])
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
CHECKS = {
    "iss": {"essential": True, "value": ISSUER},
    "aud": {"essential": True, "value": CLIENT_ID},
}
LEVELS = {"acr": {"essential": True, "values": ["eidas1", "eidas2", "eidas3"]}}  # from the lowest that is taken up

oauth = OAuth()
provider = oauth.register(
    "provider",
    server_metadata_url=f"{ISSUER}/.well-known/openid-configuration",
    client_id=CLIENT_ID,
    client_secret=CLIENT_SECRET,
    client_kwargs={"scope": "openid profile scope_all situation", "code_challenge_method": "S256", "verify": TRUST},
)
app = FastAPI(openapi_url=None)


@app.middleware("http")
async def own_site(request: Request, call_next):
    if request.method == "POST" and request.headers.get("origin", ORIGIN) != ORIGIN:
        return Response("Demande d’un autre site.", 403)
    response = await call_next(request)
    response.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "same-origin"})
    return response


app.add_middleware(Sessions)


@app.exception_handler(httpx2.HTTPError)
async def out_of_reach(request: Request, error: httpx2.HTTPError):
    return Response("Le fournisseur ne répond pas.", 502)


@app.get("/")
async def home(request: Request):
    session = await current(request)
    metadata = await provider.load_server_metadata()
    elsewhere = " ".join("/".join(metadata[name].split("/")[:3]) for name in ("authorization_endpoint", "end_session_endpoint"))
    policy = f"default-src 'none'; form-action 'self' {elsewhere}; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(page(session), headers={"Content-Security-Policy": policy})


@app.get("/connexion")
async def log_in(request: Request):
    return await provider.authorize_redirect(request, f"{ORIGIN}/retour", acr_values="eidas1")


@app.get("/changer-situation")
async def choose_again(request: Request):
    """Several places of work: the provider asks again for which one the person acts now."""
    return await provider.authorize_redirect(request, f"{ORIGIN}/retour", acr_values="eidas1", prompt="select_account")


@app.get("/retour")
async def come_back(request: Request):
    metadata = await provider.load_server_metadata()
    announced = metadata.get("authorization_response_iss_parameter_supported")
    if request.query_params.get("iss", None if announced else ISSUER) != ISSUER:  # RFC 9207
        raise HTTPException(400, "Réponse d’un autre fournisseur.")
    try:
        tokens = await provider.authorize_access_token(request, claims_options=CHECKS | LEVELS, leeway=10)
        claims = tokens.get("userinfo")  # so Authlib calls what the ID token says
        said = await provider.userinfo(token=tokens) if claims else {}
    except (OAuthError, JoseError) as refusal:
        raise HTTPException(400, f"Connexion refusée : {refusal.error}.") from refusal
    if not claims or said["sub"] != claims["sub"]:
        raise HTTPException(400, "Connexion refusée : personne, ou une autre personne.")
    # another dictionary, hence another number: nobody can have set it before the login
    request.scope["session"] = {
        "sub": claims["sub"],
        "compte": said["SubjectNameID"],
        "sid": claims["sid"],
        "nom": f"{said['given_name']} {said['family_name']}",
        "situation": said.get("situation"),
        "id_token": tokens["id_token"],
        **kept(tokens),
    }
    return RedirectResponse("/", 303)


@app.get("/moi")
async def me(request: Request):
    session = await current(request)
    if not session:
        return {"connecte": False}
    return {"connecte": True} | {name: session[name] for name in ("nom", "sub", "compte", "situation")}


@app.get("/api")
async def resource(authorization: Annotated[str, Header()] = ""):
    """The protected resource. Whoever holds the token shows it; the provider says whether it is good, and whose it is."""
    scheme, _, token = authorization.partition(" ")
    told = await introspected(token) if scheme.lower() == "bearer" and token else {}
    kind = told.get("token_type", told.get("typ"))
    if not told.get("active") or told["client_id"] != CLIENT_ID or kind != "Bearer":
        return JSONResponse({"error": "invalid_token"}, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return {"sub": told["sub"], "situation": told.get("situation"), "jti": told["jti"]}


async def introspected(token: str):
    endpoint = (await provider.load_server_metadata())["introspection_endpoint"]
    async with httpx2.AsyncClient(verify=TRUST, auth=(CLIENT_ID, CLIENT_SECRET)) as http:
        answer = await http.post(endpoint, data={"token": token, "token_type_hint": "access_token"})
    return answer.raise_for_status().json()


@app.get("/appel")
async def call(request: Request):
    """A call of that resource. The token never reaches the browser."""
    session = await current(request)
    if not session:
        return JSONResponse({"connecte": False}, 401)
    async with httpx2.AsyncClient(verify=TRUST) as http:
        answer = await http.get(f"{ORIGIN}/api", headers={"Authorization": f"Bearer {session['access']}"})
    return JSONResponse(answer.json(), answer.status_code)


@app.post("/rafraichir")
async def refresh_now(request: Request):
    if "sub" in request.session:
        await refresh(request)
    return RedirectResponse("/", 303)


@app.post("/deconnexion")
async def log_out(request: Request):
    session, request.scope["session"] = request.session, {}
    if "sub" not in session:
        return RedirectResponse("/", 303)
    hints = {"id_token_hint": session["id_token"], "post_logout_redirect_uri": f"{ORIGIN}/"}
    return RedirectResponse((await provider.create_logout_url(**hints))["url"], 303)


@app.post("/deconnexion/canal")
async def told_of_logout(request: Request, logout_token: Annotated[str, Form(max_length=8192)] = ""):
    """The provider tells that a session is over (OpenID Connect Back-Channel Logout 1.0 §2.6). A token that comes twice
    closes what is closed already."""
    try:
        token = await signed_by_provider(logout_token)
        essential = {name: {"essential": True} for name in ("iat", "exp", "jti", "sid")}
        jwt.JWTClaimsRegistry(**CHECKS, **essential).validate(token.claims)
        event = token.claims["events"][LOGOUT]
        if token.header.get("typ") != "logout+jwt" or not isinstance(event, dict) or "nonce" in token.claims:
            raise ValueError("not a logout token")
    except (JoseError, KeyError, TypeError, ValueError):
        return JSONResponse({"error": "invalid_request"}, 400)
    request.scope["sessions"].close_all(token.claims["sid"])
    return Response()


async def signed_by_provider(token: str):
    try:
        return jwt.decode(token, KeySet.import_key_set(await provider.fetch_jwk_set()), algorithms=["RS256"])
    except InvalidKeyIdError:  # a new key: the provider changes them from time to time
        return jwt.decode(token, KeySet.import_key_set(await provider.fetch_jwk_set(force=True)), algorithms=["RS256"])


def kept(tokens):
    return {
        "access": tokens["access_token"],
        "refresh": tokens["refresh_token"],
        "fresh": time.time() + tokens["expires_in"] - 10,
    }


async def current(request: Request):
    """The session of this browser, its tokens fresh. What is over at the provider is over here."""
    session = request.session
    if "sub" in session and time.time() > session["fresh"]:
        await refresh(request)
    return request.session if "sub" in request.session else None


async def refresh(request: Request):
    session, metadata = request.session, await provider.load_server_metadata()
    form = {"grant_type": "refresh_token", "refresh_token": session["refresh"]}
    async with httpx2.AsyncClient(verify=TRUST, auth=(CLIENT_ID, CLIENT_SECRET)) as http:
        answer = await http.post(metadata["token_endpoint"], data=form)
    if answer.status_code == 400 and answer.json().get("error") == "invalid_grant":
        request.scope["session"] = {}
        return
    session.update(kept({"refresh_token": session["refresh"]} | answer.raise_for_status().json()))


def page(session):
    if session:
        situation = session["situation"] or {}
        place = f"{situation.get('raisonSociale') or 'aucune'} ({situation.get('codeGenreActivite') or ''})"
        body = f"""<p>connecté : {html.escape(session["nom"])}</p>
<p>situation : {html.escape(place)}</p>
<form action="/changer-situation"><p><button>Changer de situation</button></p></form>
<form action="/appel"><p><button>Appeler l’API</button></p></form>
<form action="/rafraichir" method="post"><p><button>Rafraîchir</button></p></form>
<form action="/deconnexion" method="post"><p><button>Se déconnecter</button></p></form>"""
    else:
        body = '<p>non connecté</p>\n<form action="/connexion"><p><button>Se connecter</button></p></form>'
    return f"""<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Exemple FastAPI</title>
<main><h1>Exemple FastAPI</h1>
{body}
</main>
</html>
"""
