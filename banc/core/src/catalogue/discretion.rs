use crate::juge::Controle as C;
use crate::scenario::{Etape as E, Famille, Moyen, Rang, Scenario};

const DISCRET: Scenario = Scenario {
    id: "",
    famille: Famille::Discretion,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "Une connexion ordinaire ; le banc lit tout ce que le navigateur reçoit.",
    attendu: "",
    remede: "",
    besoins: &[],
    etapes: &[E::Connecter(Moyen::Carte)],
    controles: &[],
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "secret-cache",
        titre: "Ni secret ni jeton dans le navigateur",
        regle: "Le secret du service et les jetons restent sur le serveur.",
        source: "EXI PSC 22 ; RFC 9700, 2.1 et 4.3",
        attendu: "Ni secret ni jeton dans les pages, les témoins, les en-têtes.",
        remede: "Gardez les jetons dans la session du serveur ; le navigateur n'a qu'un identifiant de session.",
        controles: &[C::RienDExpose],
        ..DISCRET
    },
    Scenario {
        id: "jeton-hors-adresse",
        titre: "Aucun jeton dans une adresse",
        regle: "Un jeton ne voyage jamais dans une adresse.",
        source: "RFC 6750, 5.3 ; RFC 9700, 4.3.2",
        jeu: "Une connexion ordinaire ; le banc lit toutes les adresses, celles des appels au fournisseur aussi.",
        attendu: "Aucun jeton d'accès ou de rafraîchissement dans une adresse.",
        remede: "Envoyez le jeton d'accès dans l'en-tête `Authorization`, et rien au navigateur.",
        controles: &[C::RienDansLAdresse],
        ..DISCRET
    },
    Scenario {
        id: "hors-cadre",
        titre: "Connexion hors de tout cadre",
        regle: "La page de connexion n'est pas mise dans un cadre (iframe).",
        source: "Documentation PSC : affichage en iframe interdit ; RFC 9700, 4.16",
        attendu: "La demande se fait dans une page entière.",
        remede: "Redirigez la page entière vers le fournisseur.",
        controles: &[C::HorsCadre],
        ..DISCRET
    },
    Scenario {
        id: "hors-navigateur",
        titre: "Appels hors du navigateur (CORS)",
        regle: "Les points « token » et « userinfo » ne sont pas appelés depuis un navigateur.",
        source: "EXI PSC 22 ; documentation PSC : appels CORS refusés",
        jeu: "Une connexion ordinaire ; le banc lit les en-têtes des appels au fournisseur.",
        attendu: "Ni `Origin`, ni `Sec-Fetch-Site`, ni `Cookie`, ni appel préalable `OPTIONS`.",
        remede: "Échangez le code sur votre serveur.",
        controles: &[C::HorsNavigateur],
        ..DISCRET
    },
    Scenario {
        id: "temoin-protege",
        titre: "Témoin de session protégé",
        regle: "Le témoin de session est `HttpOnly`, et `Secure`.",
        source: "RFC 6265, 4.1.2.5 et 4.1.2.6 ; RFC 9700, 4.7",
        attendu: "Chaque témoin porte `HttpOnly` et `Secure`.",
        remede: "Ajoutez `HttpOnly; Secure; SameSite=Lax` au témoin de session.",
        controles: &[C::TemoinProtege],
        ..DISCRET
    },
];
