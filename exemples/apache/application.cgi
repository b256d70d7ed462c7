#!/usr/bin/env python3
"""The application behind Apache: mod_auth_openidc says in the environment who is there. Nothing that a browser sends
gets in under these names (its headers all begin with HTTP_)."""

import html
import json
import ssl
import sys
import urllib.error
import urllib.request
from os import environ as env
from urllib.parse import urlencode

ORIGIN = env["ORIGIN"]
LEVELS = ("eidas1", "eidas2", "eidas3")  # what `acr` may say, from the lowest that is taken up
PAGE = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Exemple Apache</title>
<main><h1>Exemple Apache</h1>
{}
</main>
</html>
"""
SIGNED_IN = """<p>connecté : {nom}</p>
<p>situation : {lieu} ({role})</p>
<form action="/changer-situation"><p><button>Changer de situation</button></p></form>
<form action="/appel"><p><button>Appeler l’API</button></p></form>
<form action="/rafraichir" method="post"><p><button>Rafraîchir</button></p></form>
<form action="/deconnexion" method="post"><p><button>Se déconnecter</button></p></form>"""
SIGNED_OUT = '<p>non connecté</p>\n<form action="/connexion"><p><button>Se connecter</button></p></form>'


def claim(name, default=""):
    return env.get(f"OIDC_CLAIM_{name}", default)


def me():
    """The token and userinfo must speak of one person, after a refresh too (OpenID Connect Core 5.3.2 and 12.2), and the
    level be one that is taken."""
    token, said = (json.loads(env.get(name) or "{}") for name in ("OIDC_id_token_payload", "OIDC_userinfo_json"))
    if token.get("acr") not in LEVELS or not token.get("sub") or said.get("sub") != token["sub"]:
        return {"connecte": False}
    name = f"{said['given_name']} {said['family_name']}"
    known = {"nom": name, "sub": said["sub"], "compte": said["SubjectNameID"], "situation": said.get("situation")}
    return {"connecte": True} | known


def home():
    who = me()
    if not who["connecte"]:
        return page(SIGNED_OUT)
    place = who["situation"] or {}
    told = {"nom": who["nom"], "lieu": place.get("raisonSociale") or "aucune", "role": place.get("codeGenreActivite") or ""}
    return page(SIGNED_IN.format(**{name: html.escape(text) for name, text in told.items()}))


def resource():
    """Apache let in whose token is good."""
    return answer({"sub": claim("sub"), "situation": json.loads(claim("situation", "null")), "jti": claim("jti")})


def call():
    """A call of that resource. The token never reaches the browser."""
    if not me()["connecte"]:
        return answer({"connecte": False}, "401 Unauthorized")
    trust = ssl.create_default_context(cafile=env["CA_FILE"])
    request = urllib.request.Request(f"{ORIGIN}/api", headers={"Authorization": f"Bearer {env['OIDC_access_token']}"})
    try:
        with urllib.request.urlopen(request, context=trust, timeout=10) as told:
            return answer(json.load(told))
    except urllib.error.HTTPError as refusal:
        return answer({"error": refusal.reason}, f"{refusal.code} {refusal.reason}")


def go(path, **query):
    send("", "303 See Other", f"Location: {ORIGIN}{path}{'?' if query else ''}{urlencode(query)}\r\n")


def answer(value, status="200 OK"):
    send(json.dumps(value), status, "Content-Type: application/json\r\n")


def page(body):
    send(PAGE.format(body), "200 OK", "Content-Type: text/html; charset=utf-8\r\n")


def send(text, status, headers):
    sys.stdout.buffer.write(f"Status: {status}\r\n{headers}\r\n{text}".encode())


ROUTES = {
    "GET /": home,
    "GET /connexion": lambda: go("/"),  # Apache sends whoever is not signed in to the provider first
    "GET /moi": lambda: answer(me()),
    "GET /api": resource,
    "GET /appel": call,
    "POST /rafraichir": lambda: go("/"),  # Apache has renewed the tokens on the way
    # Several places of work: the provider asks again for which one the person acts now.
    "GET /changer-situation": lambda: go(
        "/retour", iss=env["ISSUER"], target_link_uri=f"{ORIGIN}/", auth_request_params="prompt=select_account"
    ),
    "POST /deconnexion": lambda: go("/retour", logout=f"{ORIGIN}/"),
}
route = ROUTES.get(f"{env['REQUEST_METHOD']} {env.get('PATH_INFO') or '/'}")
if env["REQUEST_METHOD"] == "POST" and env.get("HTTP_ORIGIN", ORIGIN) != ORIGIN:
    send("Demande d’un autre site.", "403 Forbidden", "Content-Type: text/plain; charset=utf-8\r\n")
elif route:
    route()
else:
    send("Rien ici.", "404 Not Found", "Content-Type: text/plain; charset=utf-8\r\n")
