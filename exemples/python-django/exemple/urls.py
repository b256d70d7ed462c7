from django.urls import path
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from . import views

urlpatterns = [
    path("", views.accueil),
    path("connexion", OIDCAuthenticationRequestView.as_view()),
    path("changer-situation", views.ChangerSituation.as_view()),
    path("retour", views.Retour.as_view(), name="oidc_authentication_callback"),
    path("moi", views.moi),
    path("api", views.api),
    path("appel", views.appel),
    path("rafraichir", views.rafraichir),
    path("deconnexion", views.deconnexion),
    path("deconnexion/canal", views.canal),
]
