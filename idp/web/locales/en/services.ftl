# The services whose login can begin here.
services-titre = Your services
services-phrase = Choose a service. It opens, then asks you to sign in if you have not done so yet.
services-aucun = No service opens from this page. Start from the service that you want to use: it brings you here.
services-liste = Services
services-ouvrir = Open
