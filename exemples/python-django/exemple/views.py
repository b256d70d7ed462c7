import time
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from .fournisseur import Fournisseur, close_all, introspected, refresh


class ChangerSituation(OIDCAuthenticationRequestView):
    """Several places of work: the provider asks again for which one the person acts now."""

    def get_extra_params(self, request):
        return super().get_extra_params(request) | {"prompt": "select_account"}


class Retour(OIDCAuthenticationCallbackView):
    def get(self, request):
        if request.GET.get("iss", None if settings.ISS_IN_ANSWERS else settings.ISSUER) != settings.ISSUER:  # RFC 9207
            return HttpResponseBadRequest("Réponse d’un autre fournisseur.")
        return super().get(request)

    def login_success(self):
        answer = super().login_success()
        self.request.session.update(self.user.told)
        return answer


def current(request):
    """The session of this browser, its tokens fresh; None without one."""
    if "sub" in request.session and time.time() > request.session["fresh"]:
        refresh(request.session)
    return request.session if "sub" in request.session else None


@never_cache
@require_GET
def accueil(request):
    return render(request, "accueil.html", {"moi": current(request)})


@never_cache
@require_GET
def moi(request):
    session = current(request)
    if not session:
        return JsonResponse({"connecte": False})
    return JsonResponse({"connecte": True} | {name: session[name] for name in ("nom", "sub", "compte", "situation")})


@require_GET
def api(request):
    """The protected resource. Whoever holds the token shows it; the provider says whether it is good, and whose it is."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    told = introspected(token) if scheme.lower() == "bearer" and token else {}
    kind = told.get("token_type", told.get("typ"))
    if not told.get("active") or told["client_id"] != settings.OIDC_RP_CLIENT_ID or kind != "Bearer":
        challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        return JsonResponse({"error": "invalid_token"}, status=401, headers=challenge)
    return JsonResponse({"sub": told["sub"], "situation": told.get("situation"), "jti": told["jti"]})


@never_cache
@require_GET
def appel(request):
    """A call of that resource. The token never reaches the browser."""
    session = current(request)
    if not session:
        return JsonResponse({"connecte": False}, status=401)
    bearer = {"Authorization": f"Bearer {session['access']}"}
    answer = requests.get(f"{settings.ORIGIN}/api", headers=bearer, verify=settings.CA_FILE, timeout=10)
    return JsonResponse(answer.json(), status=answer.status_code)


@require_POST
def rafraichir(request):
    if "sub" in request.session:
        refresh(request.session)
    return redirect("/")


@require_POST
def deconnexion(request):
    hint = request.session.get("id_token")
    logout(request)
    if not hint:
        return redirect("/")
    parameters = urlencode({"id_token_hint": hint, "post_logout_redirect_uri": f"{settings.ORIGIN}/"})
    return redirect(f"{settings.END_OF_SESSION}?{parameters}")


@csrf_exempt
@require_POST
def canal(request):
    try:
        close_all(Fournisseur().logout_token(request.POST.get("logout_token", "")))
    except (jwt.PyJWTError, SuspiciousOperation, AttributeError, KeyError):
        return JsonResponse({"error": "invalid_request"}, status=400)
    return HttpResponse()
