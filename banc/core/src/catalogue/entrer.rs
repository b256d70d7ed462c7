use crate::injection::{AlterationJeton, Injection as I, Signature};
use crate::juge::Controle as C;
use crate::scenario::{Besoin, Etape as E, Famille, Moyen, Rang, Reponse, Scenario};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "connexion-carte",
        famille: Famille::Entrer,
        titre: "Connexion par carte",
        rang: Rang::Obligation,
        regle: "Le service connecte une personne qui s'est identifiée avec sa carte.",
        source: "Référentiel PSC (arrêté du 4 avril 2022) ; RIE v1, EXI 06 : toutes les cartes CPx",
        jeu: "Une connexion ordinaire, avec une carte de professionnel.",
        attendu: "La personne est connectée.",
        remede: "Suivez le guide « votre première connexion », puis relancez ce scénario seul.",
        besoins: &[],
        etapes: &[E::Connecter(Moyen::Carte)],
        controles: &[C::Connecte, C::SansErreurInterne],
    },
    Scenario {
        id: "connexion-ecps",
        famille: Famille::Entrer,
        titre: "Connexion par e-CPS",
        rang: Rang::Obligation,
        regle: "Le service connecte une personne qui a approuvé sur son téléphone.",
        source: "Référentiel PSC (arrêté du 4 avril 2022)",
        jeu: "Une connexion ordinaire : numéro saisi, deux chiffres portés sur le téléphone, code secret.",
        attendu: "La personne est connectée.",
        remede: "La connexion dure plus longtemps qu'avec une carte : ne fermez pas la demande au bout de quelques secondes.",
        besoins: &[],
        etapes: &[E::Connecter(Moyen::ECps)],
        controles: &[C::Connecte, C::SansErreurInterne],
    },
];

const BRISEE: AlterationJeton = AlterationJeton { signature: Signature::Brisee, changements: &[] };

const CIBA: Scenario = Scenario {
    id: "",
    famille: Famille::Revenir,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "",
    attendu: "",
    remede: "",
    besoins: &[Besoin::Ciba],
    etapes: &[E::Ciba(Reponse::Approuver)],
    controles: &[],
};

/// Requests of the service itself, that a person approves on the phone.
pub const SANS_NAVIGATEUR: &[Scenario] = &[
    Scenario {
        id: "connexion-ciba",
        famille: Famille::Entrer,
        titre: "Connexion demandée par le service (CIBA)",
        regle: "Le service demande, la personne approuve sur son téléphone, le service la connecte.",
        source: "Documentation PSC, CIBA ; OpenID Connect CIBA Core 1.0, 7.1 et 10.1",
        jeu: "Le crochet « ciba » demande pour une personne, qui approuve si le nombre montré est celui de son téléphone.",
        attendu: "La personne est connectée.",
        remede: "Envoyez `binding_message` à deux chiffres et `channel`, puis interrogez le point « token » jusqu'à la réponse.",
        controles: &[C::Connecte],
        ..CIBA
    },
    Scenario {
        id: "ciba-nombre",
        titre: "CIBA : le nombre montré",
        regle: "Le nombre montré à la personne est le `binding_message` de la demande : deux chiffres.",
        source: "Documentation PSC, CIBA (`binding_message`, `channel`) ; OpenID Connect CIBA Core 1.0, 7.1",
        jeu: "Le banc compare le nombre que montre le service à la demande reçue par le fournisseur.",
        attendu: "Le même nombre, et `channel`.",
        remede: "Tirez deux chiffres par demande, envoyez-les en `binding_message`, et montrez ceux-là.",
        controles: &[C::CibaAnnoncee],
        ..CIBA
    },
    Scenario {
        id: "ciba-rythme",
        titre: "CIBA : questions au rythme demandé",
        regle: "Le service attend `interval` secondes entre deux questions.",
        source: "OpenID Connect CIBA Core 1.0, 7.3 et 11 (`slow_down`)",
        jeu: "La personne tarde à approuver ; le banc mesure l'écart entre les questions.",
        attendu: "Jamais deux questions en moins de temps que l'intervalle.",
        remede: "Lisez `interval` dans la réponse (5 secondes s'il manque) et attendez ce temps entre deux appels.",
        controles: &[C::RythmeCiba],
        ..CIBA
    },
    Scenario {
        id: "ciba-ralentie",
        titre: "CIBA : `slow_down` obéi",
        regle: "Après `slow_down`, l'intervalle croît de cinq secondes.",
        source: "OpenID Connect CIBA Core 1.0, 11 (`slow_down`)",
        jeu: "La première question reçoit `slow_down` ; le banc mesure le temps jusqu'à la suivante.",
        attendu: "L'intervalle et cinq secondes, au moins.",
        remede: "Sur `slow_down`, ajoutez cinq secondes à l'intervalle, pour cette question et les suivantes.",
        etapes: &[E::Injecter(I::CibaRalentie), E::Ciba(Reponse::Approuver)],
        controles: &[C::CibaRalentie],
        ..CIBA
    },
    Scenario {
        id: "ciba-tardive",
        titre: "CIBA : téléphone lent à sonner",
        regle: "Le service attend la personne aussi longtemps que dure sa demande (`expires_in`).",
        source: "OpenID Connect CIBA Core 1.0, 7.3 ; documentation PSC, CIBA : 120 s",
        jeu: "La personne met du temps à approuver.",
        attendu: "La personne est connectée.",
        remede: "Interrogez jusqu'à `expires_in`, pas moins.",
        etapes: &[E::Ciba(Reponse::ApprouverTard)],
        controles: &[C::Connecte],
        ..CIBA
    },
    Scenario {
        id: "ciba-refus",
        titre: "CIBA : la personne refuse",
        regle: "Un refus n'ouvre rien, et met fin aux questions.",
        source: "OpenID Connect CIBA Core 1.0, 11 (`access_denied`)",
        jeu: "La personne refuse sur son téléphone.",
        attendu: "Aucune session, et plus aucune question après la réponse.",
        remede: "Seuls `authorization_pending` et `slow_down` font attendre : toute autre erreur est la fin de la demande.",
        etapes: &[E::Ciba(Reponse::Refuser)],
        controles: &[C::PasConnecte, C::CibaCesse],
        ..CIBA
    },
    Scenario {
        id: "ciba-perimee",
        titre: "CIBA : demande trop vieille",
        regle: "Une demande périmée n'ouvre rien, et met fin aux questions.",
        source: "OpenID Connect CIBA Core 1.0, 11 (`expired_token`)",
        jeu: "Personne ne répond ; le fournisseur dit `expired_token`.",
        attendu: "Aucune session, et plus aucune question après la réponse.",
        remede: "Sur `expired_token`, proposez de recommencer : il faut une autre demande.",
        etapes: &[E::Injecter(I::CibaPerimee), E::Ciba(Reponse::Laisser)],
        controles: &[C::PasConnecte, C::CibaCesse],
        ..CIBA
    },
    Scenario {
        id: "ciba-jeton-verifie",
        titre: "CIBA : jeton d'identité vérifié",
        regle: "Le jeton d'identité reçu par ce chemin se vérifie comme les autres.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 6 ; OpenID Connect CIBA Core 1.0, 10.1.1",
        jeu: "La personne approuve ; un bit de la signature du jeton d'identité est changé.",
        attendu: "Aucune session.",
        remede: "Passez le jeton par la même vérification que celui d'une connexion par le navigateur.",
        etapes: &[E::Injecter(I::JetonCiba(BRISEE)), E::Ciba(Reponse::Approuver)],
        controles: &[C::PasConnecte],
        ..CIBA
    },
    Scenario {
        id: "ciba-croisee",
        titre: "CIBA : deux demandes à la fois",
        regle: "La réponse à une demande (`auth_req_id`) ouvre la session de qui l'a faite, et aucune autre.",
        source: "OpenID Connect CIBA Core 1.0, 7.3 et 10.1 (`auth_req_id`)",
        jeu: "Deux navigateurs demandent, pour deux personnes ; seule la seconde approuve.",
        attendu: "Une session dans le second navigateur, aucune dans le premier.",
        remede: "Gardez chaque `auth_req_id` dans la session du navigateur qui a demandé.",
        etapes: &[E::CibaCroisee],
        controles: &[C::ChacunLeSien],
        ..CIBA
    },
];
