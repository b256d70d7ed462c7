use ambient::Timestamp;
use idp_core::passkey::CeremonyError;
use idp_core::port::PortError;
use idp_core::registration::Objection;

/// Why an act of a partner is not done. Nothing that was typed is lost.
#[derive(Debug, thiserror::Error)]
pub enum Refus {
    #[error("not an e-mail address")]
    Courriel,
    #[error("empty, too long, or with signs that cannot be read")]
    Nom,
    #[error("the link is unknown, too old, or was used")]
    Lien,
    #[error("too many tries")]
    TropDEssais,
    #[error("a passkey is asked for here")]
    CleExigee,
    #[error("the account was given back by the operator, whose link is asked for")]
    LienExploitant,
    #[error("the passkey proves nothing: {0}")]
    Cle(String),
    #[error("the proof is too old to give a passkey")]
    PreuveAncienne,
    #[error("not in this organisation, or it is not there")]
    Inconnu,
    #[error("the role, or the key, does not allow it")]
    Droit,
    #[error("somebody else changed it meanwhile")]
    ChangeEntreTemps,
    #[error("as many as there may be")]
    Trop,
    #[error("the last one who is responsible stays")]
    DernierResponsable,
    /// Every objection at once, as the registration of clients has them.
    #[error("the declaration does not hold: {0:?}")]
    Fiche(Vec<Objection>),
    #[error("no client of this environment yet")]
    SansClient,
    #[error("the method of this client has no such proof")]
    AutreMethode,
    /// Two at a time, never three.
    #[error("the former proof serves until {}", .0.seconds())]
    DejaDeux(Timestamp),
    #[error("a former proof serves for thirty days at most")]
    Delai,
    #[error("the request for production is at another stage")]
    Etape,
    #[error("a decision of this kind says why")]
    SansMotif,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Refus {
    /// Stable, for the catalogue, the API and support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Courriel => "partenaire.courriel",
            Self::Nom => "partenaire.nom",
            Self::Lien => "partenaire.lien",
            Self::TropDEssais => "partenaire.trop-d-essais",
            Self::CleExigee => "partenaire.cle-exigee",
            Self::LienExploitant => "partenaire.lien-exploitant",
            Self::Cle(_) => "partenaire.cle-refusee",
            Self::PreuveAncienne => "partenaire.preuve-ancienne",
            Self::Inconnu => "partenaire.inconnu",
            Self::Droit => "partenaire.droit",
            Self::ChangeEntreTemps => "partenaire.change-entre-temps",
            Self::Trop => "partenaire.trop",
            Self::DernierResponsable => "partenaire.dernier-responsable",
            Self::Fiche(_) => "partenaire.declaration",
            Self::SansClient => "partenaire.sans-client",
            Self::AutreMethode => "partenaire.autre-methode",
            Self::DejaDeux(_) => "partenaire.deja-deux",
            Self::Delai => "partenaire.delai",
            Self::Etape => "partenaire.etape",
            Self::SansMotif => "partenaire.sans-motif",
            Self::Port(_) => "partenaire.indisponible",
        }
    }

    /// What is read: what happened, then what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Courriel => "Ceci n’est pas une adresse de courriel. Écrivez-la entière, avec le signe @.",
            Self::Nom => "Ce nom est vide, trop long, ou a des signes illisibles. Écrivez 100 caractères au plus.",
            Self::Lien => "Ce lien a déjà servi, ou date de plus de 15 minutes. Demandez-en un autre.",
            Self::TropDEssais => {
                "Il y a eu trop de demandes depuis cette adresse. Attendez une heure, puis recommencez."
            }
            Self::CleExigee => "Il faut une clé d’accès pour continuer. Ajoutez-en une, ou servez-vous de la vôtre.",
            Self::LienExploitant => {
                "L’exploitant a rendu ce compte à sa personne. Ouvrez le lien qu’il vous a remis, ou demandez-le-lui."
            }
            Self::Cle(_) => "Cette clé d’accès n’a pas été acceptée. Recommencez, ou demandez un lien par courriel.",
            Self::PreuveAncienne => "Votre lien date de plus de 15 minutes. Demandez-en un autre, puis ajoutez la clé.",
            Self::Inconnu => "Nous ne trouvons pas cela dans votre organisation. Revenez à la liste des services.",
            Self::Droit => {
                "Votre rôle ne permet pas cet acte. Demandez-le à une personne responsable de l’organisation."
            }
            Self::ChangeEntreTemps => "Quelqu’un a changé ce service entre-temps. Relisez-le, puis recommencez.",
            Self::Trop => "Vous en avez déjà autant qu’il est possible. Retirez-en un qui ne sert plus.",
            Self::DernierResponsable => "Une organisation garde une personne responsable. Nommez-en une autre d’abord.",
            Self::Fiche(_) => "La déclaration ne tient pas encore. Corrigez les points indiqués.",
            Self::SansClient => "Ce service n’a pas encore de client dans cet environnement. Demandez-le d’abord.",
            Self::AutreMethode => "Ce client se prouve autrement. Choisissez le procédé qui est inscrit sur sa fiche.",
            Self::DejaDeux(_) => "Deux preuves servent déjà. Finissez l’ancienne, ou attendez sa date.",
            Self::Delai => "L’ancienne preuve sert 30 jours au plus. Choisissez un délai plus court.",
            Self::Etape => "La demande n’en est pas à cette étape. Relisez-la, puis recommencez.",
            Self::SansMotif => "Cette décision se motive. Écrivez pourquoi, en quelques mots.",
            Self::Port(_) => "Le service ne répond pas. Réessayez dans deux minutes.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Courriel,
            Self::Nom,
            Self::Lien,
            Self::TropDEssais,
            Self::CleExigee,
            Self::LienExploitant,
            Self::Cle(String::new()),
            Self::PreuveAncienne,
            Self::Inconnu,
            Self::Droit,
            Self::ChangeEntreTemps,
            Self::Trop,
            Self::DernierResponsable,
            Self::Fiche(Vec::new()),
            Self::SansClient,
            Self::AutreMethode,
            Self::DejaDeux(Timestamp::from_seconds(0)),
            Self::Delai,
            Self::Etape,
            Self::SansMotif,
            Self::Port(PortError::unavailable("partenaires", "no answer")),
        ]
    }
}

impl From<CeremonyError> for Refus {
    fn from(error: CeremonyError) -> Self {
        Self::Cle(error.to_string())
    }
}
