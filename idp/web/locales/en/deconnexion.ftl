# The logout.
deconnexion-confirmer-titre = Close your session?
deconnexion-confirmer-phrase = You will be signed out of every service opened with Caducée on this device.
deconnexion-confirmer-service = { $service } asks to close your session.
deconnexion-fermer = Close my session
deconnexion-garder = Stay signed in
deconnexion-faite-titre = Your session is closed
deconnexion-faite-phrase = Nobody can use it on this device any more.
deconnexion-faite-suite = You can close this window.
deconnexion-indice-titre = This logout request cannot be read
deconnexion-indice-phrase = The service that sent you here gave a proof that we do not recognise. Your session has not changed.
deconnexion-retour-titre = This return address is not declared
deconnexion-retour-phrase = The service that sent you here has not declared the return address that it asks for. Your session has not changed.
