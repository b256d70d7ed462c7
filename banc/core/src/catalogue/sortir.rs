use crate::juge::Controle as C;
use crate::scenario::{Besoin, Etape as E, Famille, FauxAvis, Moyen, Rang, Scenario};

const ENTREE: E = E::Connecter(Moyen::Carte);

const SORTIE: Scenario = Scenario {
    id: "",
    famille: Famille::Sortir,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "La personne se connecte, puis se déconnecte.",
    attendu: "",
    remede: "",
    besoins: &[Besoin::Deconnexion],
    etapes: &[ENTREE, E::Deconnecter],
    controles: &[],
};

const AVIS: Scenario = Scenario {
    source: "OpenID Connect Back-Channel Logout 1.0, 2.6",
    attendu: "L'avis est refusé (400), la session reste ouverte.",
    besoins: &[Besoin::Canal],
    controles: &[C::AvisRefuse, C::Connecte],
    ..SORTIE
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "deconnexion-du-service",
        titre: "Se déconnecter du service",
        regle: "La déconnexion ferme la session du service.",
        source: "RIE v1, EXI 26 ; OpenID Connect RP-Initiated Logout 1.0, 2",
        attendu: "Plus de session dans le service.",
        remede: "Effacez la session sur le serveur, puis partez chez le fournisseur.",
        controles: &[C::PasConnecte],
        ..SORTIE
    },
    Scenario {
        id: "deconnexion-propagee",
        titre: "Déconnexion propagée au fournisseur",
        regle: "Un clic sur « se déconnecter » ferme aussi la session du fournisseur.",
        source: "Documentation PSC, déconnexion ; OpenID Connect RP-Initiated Logout 1.0, 2",
        attendu: "Une demande de fin, avec `id_token_hint` et une adresse de retour déclarée.",
        remede: "Envoyez le navigateur à `end_session_endpoint`, avec le jeton d'identité en `id_token_hint`.",
        controles: &[C::FinDemandee],
        ..SORTIE
    },
    Scenario {
        id: "avis-obei",
        titre: "Déconnexion par le canal arrière",
        regle: "Un avis de fin de session ferme la session du service.",
        source: "OpenID Connect Back-Channel Logout 1.0, 2.7",
        jeu: "La session de la personne se termine chez le fournisseur, qui prévient le service.",
        attendu: "Plus de session dans le service.",
        remede: "Gardez le `sid` de chaque session, et fermez celle que nomme l'avis.",
        besoins: &[Besoin::Canal],
        etapes: &[ENTREE, E::FinAilleurs],
        controles: &[C::PasConnecte],
        ..SORTIE
    },
    Scenario {
        id: "avis-mal-signe",
        titre: "Avis de déconnexion mal signé",
        regle: "Un avis dont la signature est fausse est refusé.",
        jeu: "Un bit de la signature de l'avis est changé.",
        remede: "Vérifiez l'avis comme un jeton d'identité : signature, `iss`, `aud`, `iat`.",
        etapes: &[ENTREE, E::FauxAvis(FauxAvis::Signature)],
        ..AVIS
    },
    Scenario {
        id: "avis-dautrui",
        titre: "Avis de déconnexion pour un autre service",
        regle: "Un avis dont `aud` est un autre service est refusé.",
        jeu: "Un avis bien signé, pour un autre service.",
        remede: "Comparez `aud` à votre `client_id`.",
        etapes: &[ENTREE, E::FauxAvis(FauxAvis::Audience)],
        ..AVIS
    },
    Scenario {
        id: "avis-deguise",
        titre: "Jeton déguisé en avis",
        regle: "Un avis qui porte un `nonce` est refusé : c'est un jeton d'identité déguisé.",
        jeu: "Un avis bien signé, avec un `nonce`.",
        remede: "Refusez un avis avec `nonce`, ou sans le membre `events`.",
        etapes: &[ENTREE, E::FauxAvis(FauxAvis::Nonce)],
        ..AVIS
    },
];
