use jiff::civil::Date;

use crate::identite::{Objection, Valeurs};

/// What is accepted, and should be thought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Avertissement {
    /// ELI-06.
    HorsPilote { libelle: String },
    /// The sector of the structure says neither sanitary nor medico-social: ELI-06 and ROL-03 are a person's to look at.
    SecteurInconnu,
}

/// Why a profession or a role is not accepted for something new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refus {
    ProfessionManquante,
    ProfessionInconnue {
        code: String,
    },
    /// Its period begins later.
    ProfessionFuture {
        libelle: String,
        du: Date,
    },
    ProfessionRetiree {
        libelle: String,
        au: Date,
        remplacant: Option<String>,
    },
    ProfessionHorsPortail {
        libelle: String,
    },
    /// ELI-03.
    ProfessionReglementee {
        libelle: String,
        autorite: String,
    },
    /// ELI-08.
    Etudiant {
        libelle: String,
    },
    /// ROL-01.
    RoleManquant,
    RoleInconnu {
        code: String,
    },
    RoleRetire {
        libelle: String,
    },
    RoleHorsPortail {
        libelle: String,
    },
    /// ROL-03.
    RoleDeSoin,
}

impl Avertissement {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HorsPilote { .. } => "profession_hors_pilote",
            Self::SecteurInconnu => "secteur_inconnu",
        }
    }

    pub fn phrase(&self) -> String {
        match self {
            Self::HorsPilote { libelle } => format!(
                "« {libelle} » ne fait pas partie des professions ouvertes aux structures sanitaires. L'enregistrement \
                 reste possible, mais il pourra être supprimé."
            ),
            Self::SecteurInconnu => {
                "Le secteur de cette structure n'est pas connu : sanitaire ou médico-social. Vérifiez que \
                 la profession et le rôle y sont ouverts."
                    .to_owned()
            }
        }
    }
}

impl Refus {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ProfessionManquante => "profession_manquante",
            Self::ProfessionInconnue { .. } => "profession_inconnue",
            Self::ProfessionFuture { .. } => "profession_future",
            Self::ProfessionRetiree { .. } => "profession_retiree",
            Self::ProfessionHorsPortail { .. } => "profession_hors_portail",
            Self::ProfessionReglementee { .. } => "profession_reglementee",
            Self::Etudiant { .. } => "etudiant",
            Self::RoleManquant => "role_manquant",
            Self::RoleInconnu { .. } => "role_inconnu",
            Self::RoleRetire { .. } => "role_retire",
            Self::RoleHorsPortail { .. } => "role_hors_portail",
            Self::RoleDeSoin => "role_de_soin",
        }
    }

    pub fn phrase(&self) -> String {
        match self {
            Self::ProfessionManquante => "La profession manque. Choisissez-la dans la liste.".to_owned(),
            Self::ProfessionInconnue { code } => {
                format!("Le code de profession « {code} » n'existe pas. Choisissez une profession dans la liste.")
            }
            Self::ProfessionFuture { libelle, du } => {
                format!("« {libelle} » n'entre en vigueur que le {}. Choisissez-en une autre.", jour(*du))
            }
            Self::ProfessionRetiree { libelle, au, remplacant } => {
                let suite = remplacant
                    .as_ref()
                    .map_or_else(|| "une autre profession".to_owned(), |remplacant| format!("« {remplacant} »"));
                format!("« {libelle} » est retirée de la liste depuis le {}. Choisissez {suite}.", jour(*au))
            }
            Self::ProfessionHorsPortail { libelle } => format!(
                "« {libelle} » ne s'enregistre pas au portail. Choisissez une autre profession ou « Autre professionnel »."
            ),
            Self::ProfessionReglementee { libelle, autorite } => format!(
                "« {libelle} » s'enregistre auprès de l'autorité {autorite}. Recherchez la personne par son numéro RPPS et \
                 rattachez-la."
            ),
            Self::Etudiant { libelle } => {
                format!(
                    "« {libelle} » : les étudiants et les stagiaires ne s'enregistrent pas au portail. Attendez leur entrée en fonction."
                )
            }
            Self::RoleManquant => "Le rôle manque. Choisissez-le dans la liste.".to_owned(),
            Self::RoleInconnu { code } => {
                format!("Le code de rôle « {code} » n'existe pas. Choisissez un rôle dans la liste.")
            }
            Self::RoleRetire { libelle } => format!("« {libelle} » n'est plus en vigueur. Choisissez un autre rôle."),
            Self::RoleHorsPortail { libelle } => {
                format!("« {libelle} » ne s'attribue pas au portail. Choisissez un rôle dans la liste.")
            }
            Self::RoleDeSoin => {
                "« Activité de soin et de pharmacie » ne s'emploie pas dans une structure sociale ou médico-sociale. \
                 Choisissez l'un des cinq rôles médico-sociaux."
                    .to_owned()
            }
        }
    }
}

impl Refus {
    /// Of this field of a form.
    pub fn objection(&self, champ: &'static str) -> Objection {
        Objection { valeurs: self.valeurs(), ..Objection::new(champ, self.code(), self.phrase()) }
    }

    fn valeurs(&self) -> Valeurs {
        let nommer = |nom: &str, valeur: &str| (nom.to_owned(), valeur.to_owned());
        match self {
            Self::ProfessionManquante | Self::RoleManquant | Self::RoleDeSoin => Valeurs::new(),
            Self::ProfessionInconnue { code } | Self::RoleInconnu { code } => vec![nommer("code", code)],
            Self::ProfessionHorsPortail { libelle }
            | Self::Etudiant { libelle }
            | Self::RoleRetire { libelle }
            | Self::RoleHorsPortail { libelle } => vec![nommer("libelle", libelle)],
            Self::ProfessionFuture { libelle, du } => vec![nommer("libelle", libelle), nommer("jour", &jour(*du))],
            Self::ProfessionRetiree { libelle, au, remplacant } => vec![
                nommer("libelle", libelle),
                nommer("jour", &jour(*au)),
                nommer("remplacant", remplacant.as_deref().unwrap_or(SANS_REMPLACANT)),
            ],
            Self::ProfessionReglementee { libelle, autorite } => {
                vec![nommer("libelle", libelle), nommer("autorite", autorite)]
            }
        }
    }
}

/// In the place of the name of a profession that takes the place of a withdrawn one.
const SANS_REMPLACANT: &str = "aucun";

fn jour(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}
