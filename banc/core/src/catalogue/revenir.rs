use crate::injection::{AlterationRetour as R, Injection as I};
use crate::juge::Controle as C;
use crate::scenario::{Etape as E, Famille, Moyen, Rang, Scenario};

const ENTREE: E = E::Connecter(Moyen::Carte);

const RETOUR: Scenario = Scenario {
    id: "",
    famille: Famille::Revenir,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "",
    attendu: "Aucune session.",
    remede: "",
    besoins: &[],
    etapes: &[],
    controles: &[C::PasConnecte],
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "state-altere",
        titre: "Retour avec un autre `state`",
        regle: "Le service refuse une réponse dont le `state` n'est pas celui de la demande.",
        source: "RFC 6749, 10.12 ; RFC 9700, 4.7",
        jeu: "Le fournisseur répond avec un autre `state`.",
        remede: "Au retour, comparez `state` à celui de la session du navigateur, avant toute autre chose.",
        etapes: &[E::Injecter(I::Retour(R::StateAutre)), ENTREE],
        ..RETOUR
    },
    Scenario {
        id: "state-absent",
        titre: "Retour sans `state`",
        regle: "Le service refuse une réponse sans `state`.",
        source: "RFC 6749, 4.1.2 et 10.12",
        jeu: "Le fournisseur répond sans `state`.",
        remede: "Un `state` absent n'est pas un `state` juste : refusez.",
        etapes: &[E::Injecter(I::Retour(R::StateAbsent)), ENTREE],
        ..RETOUR
    },
    Scenario {
        id: "state-rejoue",
        titre: "Même retour deux fois",
        regle: "Une demande ne sert qu'une fois : rejouée, sa réponse ne fait pas présenter le code de nouveau.",
        source: "RFC 6749, 4.1.2 : un code ne sert qu'une fois ; RFC 9700, 4.7.1",
        jeu: "Après une connexion, le même navigateur ouvre une seconde fois l'adresse de retour.",
        attendu: "Le code n'est présenté qu'une fois.",
        remede: "Retirez la demande de la session en la lisant, avant d'échanger le code.",
        etapes: &[ENTREE, E::RejouerLeRetour],
        controles: &[C::UnSeulEchange, C::SansErreurInterne],
        ..RETOUR
    },
    Scenario {
        id: "retour-detourne",
        titre: "Retour dans un autre navigateur",
        regle: "Une réponse n'ouvre de session que dans le navigateur qui a fait la demande.",
        source: "RFC 6749, 10.12 ; RFC 9700, 4.7 : connexion forcée (login CSRF)",
        jeu: "L'adresse de retour d'une personne est ouverte dans un navigateur qui n'a rien demandé.",
        remede: "Gardez la demande dans un témoin ou une session du navigateur, pas dans une table commune.",
        etapes: &[E::DetournerLeRetour],
        ..RETOUR
    },
    Scenario {
        id: "code-rejoue",
        titre: "Code déjà servi",
        regle: "Le service n'ouvre pas de session sur un code que le fournisseur refuse.",
        source: "RFC 6749, 4.1.2 et 5.2 ; RFC 9700, 4.5",
        jeu: "Une seconde connexion revient avec le code de la première ; le fournisseur le refuse.",
        remede: "N'ouvrez de session qu'avec la réponse de cet échange ; ne gardez pas de jetons par code.",
        etapes: &[ENTREE, E::AutreNavigateur, E::Injecter(I::CodeDejaServi), ENTREE],
        ..RETOUR
    },
    Scenario {
        id: "code-perime",
        titre: "Code arrivé trop tard",
        regle: "Un code refusé n'est pas présenté de nouveau ; la personne peut recommencer.",
        source: "RFC 6749, 4.1.2 : le code expire vite et ne sert qu'une fois",
        jeu: "Le fournisseur répond `invalid_grant`, comme pour un code trop vieux.",
        attendu: "Un seul essai, aucune session, une page.",
        remede: "Ne réessayez pas l'échange du code ; proposez de se connecter de nouveau.",
        etapes: &[E::Injecter(I::CodePerime), ENTREE],
        controles: &[C::PasConnecte, C::UnSeulEchange, C::PageLisible],
        ..RETOUR
    },
    Scenario {
        id: "iss-autre",
        titre: "Réponse d'un autre émetteur",
        rang: Rang::Conseil,
        regle: "Le service compare le paramètre `iss` de la réponse à son émetteur.",
        source: "RFC 9207, 2.4 ; RFC 9700, 4.4 : obligatoire avec plusieurs fournisseurs, conseillé avec un seul",
        jeu: "La réponse porte l'`iss` d'un autre fournisseur.",
        remede: "Comparez `iss` à l'émetteur configuré, avant d'échanger le code.",
        etapes: &[E::Injecter(I::Retour(R::IssAutre)), ENTREE],
        ..RETOUR
    },
    Scenario {
        id: "iss-absent",
        titre: "Réponse sans émetteur",
        rang: Rang::Conseil,
        regle: "Le fournisseur annonce `iss` : une réponse sans `iss` est refusée.",
        source: "RFC 9207, 2.4 (`authorization_response_iss_parameter_supported`)",
        jeu: "La réponse ne porte pas `iss`.",
        remede: "Lisez l'annonce dans le document de découverte ; quand elle est vraie, exigez `iss`.",
        etapes: &[E::Injecter(I::Retour(R::IssAbsent)), ENTREE],
        ..RETOUR
    },
    Scenario {
        id: "refus",
        titre: "La personne refuse",
        regle: "Un refus ramène à une page du service, sans session et sans panne.",
        source: "RFC 6749, 4.1.2.1 ; OpenID Connect Core 1.0, 3.1.2.6",
        jeu: "La personne refuse sur son téléphone, puis revient : le fournisseur répond `error=access_denied`.",
        attendu: "Une page du service, aucune session.",
        remede: "Lisez `error` avant `code`, et montrez une page qui propose de recommencer.",
        etapes: &[E::Refuser],
        controles: &[C::PasConnecte, C::SansErreurInterne, C::PageLisible],
        ..RETOUR
    },
    Scenario {
        id: "annulation",
        titre: "La personne annule",
        regle: "Un retour sans connexion ramène à une page du service, sans session et sans panne.",
        source: "RFC 6749, 4.1.2.1 ; OpenID Connect Core 1.0, 3.1.2.6",
        jeu: "Sur la page du fournisseur, la personne revient au service sans se connecter : `error=access_denied`.",
        attendu: "Une page du service, aucune session.",
        remede: "Lisez `error` avant `code`, et montrez une page qui propose de recommencer.",
        etapes: &[E::Annuler],
        controles: &[C::PasConnecte, C::SansErreurInterne, C::PageLisible],
        ..RETOUR
    },
    Scenario {
        id: "message-inerte",
        titre: "Message d'erreur inerte",
        regle: "Ce qui vient d'une adresse ne devient jamais du HTML.",
        source: "RFC 6749, 10.14 ; RFC 9700, 4.2",
        jeu: "`error_description` contient un script.",
        attendu: "Aucune page ne recopie le script tel quel.",
        remede: "Échappez tout texte reçu, ou ne montrez que vos propres phrases.",
        etapes: &[E::Injecter(I::Retour(R::RefusPiege)), ENTREE],
        controles: &[C::MessageInerte, C::PasConnecte],
        ..RETOUR
    },
    Scenario {
        id: "abandon",
        titre: "La personne abandonne, puis recommence",
        regle: "Une demande abandonnée n'empêche pas la suivante.",
        source: "Référentiel PSC, parcours de la personne ; RFC 6749, 4.1",
        jeu: "Une connexion est commencée et abandonnée ; le même navigateur en fait une autre.",
        attendu: "La personne est connectée.",
        remede: "Remplacez la demande en attente, ou gardez-en plusieurs, chacune sous son `state`.",
        etapes: &[E::Abandonner, ENTREE],
        controles: &[C::Connecte],
        ..RETOUR
    },
    Scenario {
        id: "push-tardif",
        titre: "Téléphone lent à sonner",
        regle: "Le service attend la personne aussi longtemps que le fournisseur.",
        source: "Documentation PSC, e-CPS : notification retardée par l'économie d'énergie",
        jeu: "La personne met du temps à approuver sur son téléphone, puis revient.",
        attendu: "La personne est connectée.",
        remede: "Gardez la demande en attente dix minutes au moins.",
        etapes: &[E::ConnecterTard],
        controles: &[C::Connecte],
        ..RETOUR
    },
];
