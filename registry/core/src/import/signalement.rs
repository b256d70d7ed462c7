use super::colonne::Colonne;

/// Something to tell about one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signalement {
    /// In the file, from one; the titles are line 1.
    pub ligne: u64,
    /// `None` when it is about the whole row.
    pub colonne: Option<Colonne>,
    /// As the file has it. May be personal: shown to the operator, never logged.
    pub valeur: String,
    pub raison: Raison,
}

impl Signalement {
    /// The column's title, or a dash.
    pub fn intitule(&self) -> &'static str {
        self.colonne.map_or("—", Colonne::intitule)
    }
}

/// Why a row is refused, or deserves a look. The sentences are for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Raison {
    #[error("n'est pas en UTF-8")]
    PasUtf8,
    #[error("contient un caractère de contrôle")]
    CaractereDeControle,
    #[error("la ligne a {lus} champs au lieu de {attendus}")]
    NombreDeChamps { attendus: usize, lus: usize },
    #[error("est obligatoire")]
    Obligatoire,
    #[error("n'est pas un identifiant national de personne")]
    IdentifiantMalForme,
    #[error("n'est pas le type suivi de l'identifiant")]
    IdentifiantIncoherent,
    #[error("n'est pas une date jj/mm/aaaa du calendrier")]
    DateMalFormee,
    #[error("est dans le futur")]
    DateFuture,
    #[error("n'est pas un numéro FINESS de 9 caractères")]
    FinessMalForme,
    #[error("n'est pas un numéro SIREN de 9 chiffres")]
    SirenMalForme,
    #[error("n'est pas un numéro SIRET de 14 chiffres")]
    SiretMalForme,
    #[error("n'est pas un code commune de 5 caractères")]
    CommuneMalFormee,
    #[error("n'est pas un code pays de la forme 99nnn")]
    PaysMalForme,
    #[error("n'est pas un genre d'activité de la forme GENRnn")]
    GenreMalForme,
    #[error("n'est pas une liste identifiant,origine,qualité")]
    AutreIdentifiantMalForme,
    #[error("désigne une entité juridique : une situation d'exercice se place dans une entité géographique (SIT-01)")]
    EntiteJuridique,
    #[error("est un second rôle au même endroit ; le premier est à la ligne {premiere} (SIT-03)")]
    SecondRole { premiere: u64 },
    #[error("décrit autrement la situation de la ligne {premiere}")]
    SituationContredite { premiere: u64 },

    #[error("a une clé de contrôle fausse")]
    CleFausse,
    #[error("n'est pas un numéro de téléphone utilisable : aucun code ne pourra y être envoyé")]
    TelephoneIllisible,
    #[error("n'est pas une adresse de courriel utilisable : rien ne pourra y être envoyé")]
    CourrielIllisible,
    #[error("répète la ligne {premiere}")]
    EnDouble { premiere: u64 },
    #[error("ne dit pas la même chose de la personne que la ligne {premiere}, qui est gardée")]
    PersonneContredite { premiere: u64 },
    #[error("décrit la structure autrement qu'une ligne précédente, qui est gardée")]
    StructureContredite,
    #[error("la fiche est tenue par le portail : l'import n'y touche pas")]
    TenueParLePortail,
    #[error("les coordonnées ont été changées au portail : l'import n'y touche pas")]
    ContactTenu,
    #[error("la personne a été désactivée au portail : l'import ne la rétablit pas")]
    DesactiveeAuPortail,
    #[error("la situation a été terminée au portail : l'import ne la rouvre pas")]
    TermineeAuPortail,
    #[error("une ligne de cette personne n'a pas pu être lue : ses situations absentes du fichier sont gardées")]
    SituationsGardees,
    #[error("la personne n'est plus dans le fichier mais a une situation ouverte au portail : elle reste active")]
    GardeeParLePortail,
}

impl Raison {
    /// Stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PasUtf8 => "pas_utf8",
            Self::CaractereDeControle => "caractere_de_controle",
            Self::NombreDeChamps { .. } => "nombre_de_champs",
            Self::Obligatoire => "obligatoire",
            Self::IdentifiantMalForme => "identifiant_de_personne_mal_forme",
            Self::IdentifiantIncoherent => "identifiant_incoherent",
            Self::DateMalFormee => "date_mal_formee",
            Self::DateFuture => "date_future",
            Self::FinessMalForme => "finess_mal_forme",
            Self::SirenMalForme => "siren_mal_forme",
            Self::SiretMalForme => "siret_mal_forme",
            Self::CommuneMalFormee => "commune_mal_formee",
            Self::PaysMalForme => "pays_mal_forme",
            Self::GenreMalForme => "genre_mal_forme",
            Self::AutreIdentifiantMalForme => "autre_identifiant_mal_forme",
            Self::EntiteJuridique => "entite_juridique",
            Self::SecondRole { .. } => "second_role",
            Self::SituationContredite { .. } => "situation_contredite",
            Self::CleFausse => "cle_fausse",
            Self::TelephoneIllisible => "telephone_illisible",
            Self::CourrielIllisible => "courriel_illisible",
            Self::EnDouble { .. } => "en_double",
            Self::PersonneContredite { .. } => "personne_contredite",
            Self::StructureContredite => "structure_contredite",
            Self::TenueParLePortail => "tenue_par_le_portail",
            Self::ContactTenu => "contact_tenu",
            Self::DesactiveeAuPortail => "desactivee_au_portail",
            Self::TermineeAuPortail => "terminee_au_portail",
            Self::SituationsGardees => "situations_gardees",
            Self::GardeeParLePortail => "gardee_par_le_portail",
        }
    }

    /// What the operator can do. The other rows of the file are taken in whatever this one gets.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::PasUtf8 => "Convertissez le fichier en UTF-8, puis relancez l'import.",
            Self::CaractereDeControle | Self::NombreDeChamps { .. } => {
                "Reprenez le fichier d'origine\u{a0}: cette ligne a été coupée ou modifiée en chemin."
            }
            Self::TelephoneIllisible | Self::CourrielIllisible => {
                "Demandez à la personne de faire corriger ses coordonnées\u{a0}: sans elles, elle n'active pas d'e-CPS."
            }
            Self::EnDouble { .. } | Self::PersonneContredite { .. } | Self::StructureContredite => {
                "Signalez la contradiction à l'émetteur du fichier\u{a0}; l'import garde ce qu'il a lu d'abord."
            }
            Self::TenueParLePortail | Self::DesactiveeAuPortail | Self::TermineeAuPortail => {
                "Rien à faire si le portail dit vrai\u{a0}; sinon, corrigez la fiche au portail."
            }
            Self::ContactTenu => {
                "Rien à faire\u{a0}: la personne change elle-même ses coordonnées, dans son espace personnel."
            }
            Self::SituationsGardees => {
                "Corrigez la ligne refusée de cette personne\u{a0}: l'import suivant fera le reste."
            }
            Self::GardeeParLePortail => "Terminez au portail la situation ouverte, si la personne n'exerce plus.",
            Self::CleFausse => "Vérifiez le numéro à la source\u{a0}; la ligne est prise telle quelle.",
            _ => {
                "Signalez la ligne à l'émetteur du fichier\u{a0}; elle n'est pas prise tant qu'elle n'est pas corrigée."
            }
        }
    }
}
