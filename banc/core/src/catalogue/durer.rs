use crate::injection::{AlterationJeton, Changement, Injection as I, Signature};
use crate::juge::Controle as C;
use crate::scenario::{Besoin, Etape as E, Famille, Moyen, Rang, Scenario};

const ENTREE: E = E::Connecter(Moyen::Carte);
const AUTRE_PERSONNE: AlterationJeton =
    AlterationJeton { signature: Signature::Vraie, changements: &[Changement::Autre("sub")] };

const DUREE: Scenario = Scenario {
    id: "",
    famille: Famille::Durer,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "",
    attendu: "",
    remede: "",
    besoins: &[],
    etapes: &[],
    controles: &[],
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "jeton-court",
        titre: "Jetons de deux minutes",
        regle: "Un jeton expiré est renouvelé avant de servir.",
        source: "RFC 6749, 5.1 et 6 ; documentation PSC : jetons de 120 s, « si expiré, rafraîchir »",
        jeu: "Le jeton d'accès dure une seconde ; après ce temps, le crochet « api » s'en sert.",
        attendu: "Un rafraîchissement, avant tout appel.",
        remede: "Lisez `expires_in`, et renouvelez dix secondes avant la fin.",
        besoins: &[Besoin::Api],
        etapes: &[E::Injecter(I::Durees { acces: 1, rafraichissement: 1_800 }), ENTREE, E::Attendre(1_300), E::Api],
        controles: &[C::JetonFrais, C::Connecte],
        ..DUREE
    },
    Scenario {
        id: "rafraichissement",
        titre: "Rafraîchir les jetons",
        regle: "Chaque rafraîchissement utilise le dernier jeton de rafraîchissement reçu.",
        source: "RFC 6749, 6 ; RFC 9700, 4.14.2",
        jeu: "Deux rafraîchissements de suite.",
        attendu: "Deux rafraîchissements acceptés, la personne toujours connectée.",
        remede: "Remplacez le jeton de rafraîchissement par celui de chaque réponse.",
        besoins: &[Besoin::Rafraichir],
        etapes: &[ENTREE, E::Rafraichir, E::Rafraichir],
        controles: &[C::Rafraichi(2), C::Connecte],
        ..DUREE
    },
    Scenario {
        id: "rafraichissement-autre-personne",
        titre: "Rafraîchissement qui parle d'une autre personne",
        regle: "Le `sub` d'un jeton rafraîchi est celui de la connexion.",
        source: "OpenID Connect Core 1.0, 12.2",
        jeu: "Le jeton d'identité rafraîchi porte un autre `sub`, signature valable.",
        attendu: "La même personne, ou plus de session.",
        remede: "Comparez `sub` à celui de la connexion ; différent : fermez la session.",
        besoins: &[Besoin::Rafraichir],
        etapes: &[ENTREE, E::Injecter(I::JetonRafraichi(AUTRE_PERSONNE)), E::Rafraichir],
        controles: &[C::PersonneInchangee],
        ..DUREE
    },
    Scenario {
        id: "rafraichissement-refuse",
        titre: "Rafraîchissement refusé",
        regle: "Quand le fournisseur refuse de rafraîchir, la session du service se ferme.",
        source: "RFC 6749, 5.2 (`invalid_grant`) ; RIE v2 (projet), EXI RIE-PS 13",
        jeu: "Le fournisseur refuse de rafraîchir (`invalid_grant`), comme pour une session finie.",
        attendu: "Plus de session.",
        remede: "Sur `invalid_grant`, fermez la session et proposez de se connecter.",
        besoins: &[Besoin::Rafraichir],
        etapes: &[ENTREE, E::Injecter(I::RafraichissementRefuse), E::Rafraichir],
        controles: &[C::PasConnecte],
        ..DUREE
    },
    Scenario {
        id: "situation-terminee",
        titre: "Situation terminée",
        regle: "Quand la situation de la personne prend fin, la session du service se ferme.",
        source: "RFC 6749, 5.2 (`invalid_grant`) ; OpenID Connect Back-Channel Logout 1.0, 2.7 ; RIE v2 (projet), EXI RIE-PS 13",
        jeu: "La personne se connecte par e-CPS ; son employeur met fin à sa situation dans le registre ; le service rafraîchit.",
        attendu: "Plus de session : l'avis du fournisseur est obéi, ou son refus de rafraîchir.",
        remede: "Obéissez aux avis de déconnexion ; sur `invalid_grant`, fermez la session et proposez de se connecter.",
        besoins: &[Besoin::Rafraichir],
        etapes: &[E::Connecter(Moyen::ECps), E::TerminerLaSituation, E::Rafraichir],
        controles: &[C::PasConnecte],
        ..DUREE
    },
    Scenario {
        id: "session-bornee",
        titre: "Session pas plus longue que celle du fournisseur",
        regle: "La session du service ne dure pas plus que celle du fournisseur.",
        source: "RIE v2 (projet), EXI RIE-PS 13 ; RIE v1, EXI 26",
        jeu: "Les jetons durent une et deux secondes, et le fournisseur ne les renouvelle plus ; trois secondes passent.",
        attendu: "Plus de session.",
        remede: "Fermez la session à la fin du jeton de rafraîchissement (`refresh_expires_in`), ou quand il est refusé.",
        etapes: &[
            E::Injecter(I::Durees { acces: 1, rafraichissement: 2 }),
            E::Injecter(I::RafraichissementRefuse),
            ENTREE,
            E::Attendre(2_500),
        ],
        controles: &[C::PasConnecte],
        ..DUREE
    },
];
