# Les services dont la connexion peut partir d’ici.
services-titre = Vos services
services-phrase = Choisissez un service. Il s’ouvre, puis vous demande de vous connecter si ce n’est pas déjà fait.
services-aucun = Aucun service ne s’ouvre depuis cette page. Partez du service que vous voulez utiliser : il vous amène ici.
services-liste = Services
services-ouvrir = Ouvrir
