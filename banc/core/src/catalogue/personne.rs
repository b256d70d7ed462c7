use crate::injection::{AlterationJeton, AlterationUserinfo as U, Changement, Injection as I, Signature};
use crate::juge::Controle as C;
use crate::scenario::{Besoin, Etape as E, Famille, Moyen, Rang, Scenario};

const ENTREE: E = E::Connecter(Moyen::Carte);
const PSI: AlterationJeton = AlterationJeton { signature: Signature::Vraie, changements: &[Changement::SujetPsi] };

/// The ID token that tells no situation either: a service may read it there, since it is signed.
pub const MUET: AlterationJeton = AlterationJeton {
    signature: Signature::Vraie,
    changements: &[
        Changement::Retirer("situation"),
        Changement::Retirer("codeGenreActivite"),
        Changement::Retirer("SubjectOrganization"),
        Changement::Retirer("SubjectOrganizationID"),
        Changement::Retirer("SubjectRefPro"),
        Changement::Retirer("SubjectRole"),
    ],
};

const USERINFO: Scenario = Scenario {
    id: "",
    famille: Famille::Personne,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "Documentation PSC, userinfo : champs vides, exercices répétés, personnes sans situation",
    jeu: "",
    attendu: "",
    remede: "",
    besoins: &[],
    etapes: &[],
    controles: &[],
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "userinfo-autre-sub",
        titre: "Userinfo d'une autre personne",
        regle: "`sub` de userinfo est celui du jeton d'identité ; sinon rien de userinfo n'est utilisé.",
        source: "OpenID Connect Core 1.0, 5.3.2",
        jeu: "Userinfo répond pour une autre personne.",
        attendu: "Aucune session, ou une session qui ne prend rien de userinfo.",
        remede: "Comparez les deux `sub` avant de lire le reste.",
        etapes: &[E::Injecter(I::Userinfo(U::AutreSub)), ENTREE],
        controles: &[C::RienDAutrui],
        ..USERINFO
    },
    Scenario {
        id: "refpro-vide",
        titre: "`SubjectRefPro` vide",
        regle: "Une personne sans exercice ne fait pas tomber le service et ne reçoit pas de rôle.",
        jeu: "`SubjectRefPro` n'a aucun exercice, les champs de l'activité sont vides, dans le jeton aussi.",
        attendu: "Connectée sans rôle, ou refusée avec une page.",
        remede: "Ne lisez jamais « le premier exercice » sans vérifier qu'il existe.",
        etapes: &[E::Injecter(I::Jeton(MUET)), E::Injecter(I::Userinfo(U::RefProVide)), ENTREE],
        controles: &[C::SansErreurInterne, C::PageLisible, C::SansSituation],
        ..USERINFO
    },
    Scenario {
        id: "sans-situation",
        titre: "Personne sans situation",
        regle: "Sans situation d'exercice, aucun rôle n'est supposé.",
        jeu: "Ni userinfo ni le jeton d'identité n'ont de `SubjectRefPro`, ni rôle, ni structure.",
        attendu: "Connectée sans rôle, ou refusée avec une page.",
        remede: "Pas de rôle par défaut : sans situation, ne donnez que ce que tout le monde peut voir.",
        besoins: &[Besoin::Situation],
        etapes: &[E::Injecter(I::Jeton(MUET)), E::Injecter(I::Userinfo(U::SansSituation)), ENTREE],
        controles: &[C::SansSituation, C::SansErreurInterne, C::PageLisible],
        ..USERINFO
    },
    Scenario {
        id: "plusieurs-exercices",
        titre: "Plusieurs exercices",
        regle: "Le service prend la situation active, ou fait choisir la personne ; jamais la première de la liste.",
        jeu: "Un autre exercice est en tête de la liste.",
        attendu: "La situation active, ou aucune tant que la personne n'a pas choisi.",
        remede: "Lisez `SubjectOrganizationID` (ou le champ `situation`), ou proposez le choix.",
        besoins: &[Besoin::Situation],
        etapes: &[E::Injecter(I::Userinfo(U::PlusieursExercices)), ENTREE],
        controles: &[C::Connecte, C::SituationActive],
        ..USERINFO
    },
    Scenario {
        id: "exercices-en-double",
        titre: "Exercices en double",
        regle: "Un exercice répété ne fait ni tomber le service ni refuser la personne.",
        jeu: "Le même exercice est trois fois dans la liste.",
        attendu: "La personne est connectée.",
        remede: "Dédoublonnez la liste ; ne l'utilisez pas comme une clé unique.",
        etapes: &[E::Injecter(I::Userinfo(U::ExercicesEnDouble)), ENTREE],
        controles: &[C::Connecte, C::SansErreurInterne],
        ..USERINFO
    },
    Scenario {
        id: "sujet-psi",
        titre: "Sujet au format PSI",
        regle: "La personne est reconnue par `SubjectNameID`, pas par `sub`.",
        source: "Documentation PSC : `sub` n'est pas une clé métier ; identifiant PSI annoncé pour 2026",
        jeu: "Une personne se connecte ; à sa connexion suivante, son `sub` est un UUID.",
        attendu: "Le même compte.",
        remede: "Rangez les comptes sous `SubjectNameID` (ou `preferred_username`).",
        besoins: &[Besoin::Compte],
        etapes: &[
            ENTREE,
            E::AutreNavigateur,
            E::Injecter(I::Jeton(PSI)),
            E::Injecter(I::Userinfo(U::SujetPsi)),
            ENTREE,
        ],
        controles: &[C::CompteStable],
        ..USERINFO
    },
];
