"""Environment: ISSUER, CLIENT_ID, CLIENT_SECRET, ORIGIN, CA_FILE; uvicorn is told the port and the certificate.

SECRET_KEY is Django's own; without it sessions end when the service restarts. DATABASE is the path of a SQLite file.
"""

import os
import secrets
from urllib.parse import urlsplit

import requests

ISSUER, ORIGIN, CA_FILE = (os.environ[name] for name in ("ISSUER", "ORIGIN", "CA_FILE"))

SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname]
ROOT_URLCONF = "exemple.urls"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("DATABASE", "exemple.sqlite3")}}
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "mozilla_django_oidc", "exemple"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "exemple.fournisseur.Injoignable",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
AUTHENTICATION_BACKENDS = ["exemple.fournisseur.Fournisseur"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The session rests in the database, tokens included; the browser holds its number. Each refresh of the tokens writes it
# again, so that 30 minutes without use end it; the provider, which refuses to refresh, ends it after four hours. Written
# at each request, it would meet the notice that deletes it, and the person a page that says 400.
SESSION_ENGINE = "exemple.models"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf"

_provider = requests.get(f"{ISSUER}/.well-known/openid-configuration", verify=CA_FILE, timeout=10).json()
INTROSPECTION, END_OF_SESSION = _provider["introspection_endpoint"], _provider["end_session_endpoint"]
ISS_IN_ANSWERS = _provider.get("authorization_response_iss_parameter_supported", False)
OIDC_OP_AUTHORIZATION_ENDPOINT = _provider["authorization_endpoint"]
OIDC_OP_TOKEN_ENDPOINT = _provider["token_endpoint"]
OIDC_OP_USER_ENDPOINT = _provider["userinfo_endpoint"]
OIDC_OP_JWKS_ENDPOINT = _provider["jwks_uri"]
OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET = os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]
OIDC_RP_SCOPES = "openid profile scope_all situation"
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_AUTH_REQUEST_EXTRA_PARAMS = {"acr_values": "eidas1"}
OIDC_TOKEN_USE_BASIC_AUTH = OIDC_USE_PKCE = True
OIDC_VERIFY_SSL, OIDC_TIMEOUT = CA_FILE, 10
LOGIN_REDIRECT_URL = LOGIN_REDIRECT_URL_FAILURE = "/"
