use super::personne::MUET;
use crate::injection::{Injection as I, Panne};
use crate::juge::Controle as C;
use crate::scenario::{Besoin, Etape as E, Famille, Moyen, Rang, Scenario};

const ENTREE: E = E::Connecter(Moyen::Carte);

const PANNE: Scenario = Scenario {
    id: "",
    famille: Famille::Panne,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "",
    attendu: "Une page du service, aucune session.",
    remede: "",
    besoins: &[],
    etapes: &[],
    controles: &[C::PasConnecte, C::SansErreurInterne, C::PageLisible],
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "fournisseur-lent",
        titre: "Fournisseur lent",
        regle: "Le service attend une réponse qui tarde un peu.",
        source: "RIE v2 (projet), EXI RIE-PS 03 : disponibilité ; usage constaté",
        jeu: "Le point « token », les clés et userinfo répondent après deux secondes et demie.",
        attendu: "La personne est connectée.",
        remede: "Laissez cinq secondes au moins à chaque appel au fournisseur.",
        etapes: &[E::Injecter(I::Lenteur(2_500)), ENTREE],
        controles: &[C::Connecte],
        ..PANNE
    },
    Scenario {
        id: "fournisseur-en-panne",
        titre: "Fournisseur en panne",
        regle: "Sans fournisseur, personne n'entre par cette porte, et le service le dit.",
        source: "RIE v2 (projet), EXI RIE-PS 03 ; RFC 9700, 2 : refuser dans le doute",
        jeu: "La personne est revenue ; le point « token » répond 503.",
        remede: "Sur une panne, montrez une page (502 ou 503) et n'ouvrez rien.",
        etapes: &[E::Injecter(I::Panne(Panne::Jeton)), ENTREE],
        ..PANNE
    },
    Scenario {
        id: "userinfo-en-panne",
        titre: "Userinfo en panne",
        regle: "Sans userinfo, le service refuse ou se passe de rôle ; il ne tombe pas.",
        source: "Documentation PSC, userinfo ; RFC 9700, 2",
        jeu: "Userinfo répond 503 après un échange réussi, et le jeton d'identité ne dit pas la situation.",
        attendu: "Une page du service ; aucun rôle.",
        remede: "Traitez l'erreur de userinfo comme un refus, avec une page.",
        etapes: &[E::Injecter(I::Jeton(MUET)), E::Injecter(I::Panne(Panne::Userinfo)), ENTREE],
        controles: &[C::SansErreurInterne, C::PageLisible, C::SansSituation],
        ..PANNE
    },
    Scenario {
        id: "repli",
        titre: "Autre moyen quand le fournisseur est en panne",
        regle: "Le service propose un autre moyen d'identification quand Pro Santé Connect est indisponible.",
        source: "RIE v2 (projet), EXI RIE-PS 03",
        jeu: "Tout le fournisseur répond 503 à l'échange du code.",
        attendu: "La page propose l'autre moyen déclaré.",
        remede: "Sur la page de panne, mettez un lien vers l'autre moyen.",
        besoins: &[Besoin::Repli],
        etapes: &[E::Injecter(I::Panne(Panne::Tout)), ENTREE],
        controles: &[C::Repli],
        ..PANNE
    },
];
