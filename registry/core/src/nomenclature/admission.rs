//! What may be written today: withdrawn codes stay readable and are refused for what is new (ROL-08).

use jiff::civil::Date;

use super::profession::Profession;
use super::referentiel::Referentiel;
use super::role::Role;

/// Which rules a structure follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branche {
    Sanitaire,
    /// Social and medico-social.
    MedicoSocial,
}

impl Branche {
    pub(super) fn lue(texte: &str) -> Option<Self> {
        match texte {
            "sanitaire" => Some(Self::Sanitaire),
            "medico-social" => Some(Self::MedicoSocial),
            _ => None,
        }
    }
}

/// What is accepted, and should be thought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Avertissement {
    /// ELI-06.
    HorsPilote { libelle: String },
}

/// Why a profession or a role is not accepted for something new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refus {
    ProfessionManquante,
    ProfessionInconnue { code: String },
    /// Its period begins later.
    ProfessionFuture { libelle: String, du: Date },
    ProfessionRetiree { libelle: String, au: Date, remplacant: Option<String> },
    ProfessionHorsPortail { libelle: String },
    /// ELI-03.
    ProfessionReglementee { libelle: String, autorite: String },
    /// ELI-08.
    Etudiant { libelle: String },
    /// ROL-01.
    RoleManquant,
    RoleInconnu { code: String },
    RoleRetire { libelle: String },
    RoleHorsPortail { libelle: String },
    /// ROL-03.
    RoleDeSoin,
}

impl Avertissement {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::HorsPilote { .. } => "profession_hors_pilote",
        }
    }

    pub fn phrase(&self) -> String {
        match self {
            Self::HorsPilote { libelle } => format!(
                "« {libelle} » ne fait pas partie des professions ouvertes aux structures sanitaires. L'enregistrement \
                 reste possible, mais il pourra être supprimé."
            ),
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
            Self::ProfessionManquante => "Choisissez une profession dans la liste.".to_owned(),
            Self::ProfessionInconnue { code } => {
                format!("Le code de profession « {code} » n'existe pas. Choisissez une profession dans la liste.")
            }
            Self::ProfessionFuture { libelle, du } => {
                format!("« {libelle} » n'entre en vigueur que le {}. Choisissez-en une autre.", jour(*du))
            }
            Self::ProfessionRetiree { libelle, au, remplacant } => {
                let suite = remplacant.as_ref().map_or_else(
                    || "une autre profession".to_owned(),
                    |remplacant| format!("« {remplacant} »"),
                );
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
                format!("« {libelle} » : les étudiants et les stagiaires ne s'enregistrent pas au portail.")
            }
            Self::RoleManquant => "Choisissez un rôle dans la liste.".to_owned(),
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

impl Referentiel {
    /// Whether a profession may be given on that day in a structure of that branch (`None`: not known, no rule of a branch).
    /// What somebody already holds is not asked again.
    pub fn admet_profession(
        &self,
        code: &str,
        branche: Option<Branche>,
        le: Date,
    ) -> Result<Option<Avertissement>, Refus> {
        let profession = self.en_vigueur(code, le)?;
        let libelle = profession.libelle.clone();
        if profession.etudiant && !self.etudiants {
            return Err(Refus::Etudiant { libelle });
        }
        if !profession.portail {
            return Err(Refus::ProfessionHorsPortail { libelle });
        }
        let hors_pilote = branche == Some(Branche::Sanitaire) && !profession.pilote_sanitaire;
        Ok(hors_pilote.then_some(Avertissement::HorsPilote { libelle }))
    }

    /// Whether a role may be given on that day in a structure of that branch.
    pub fn admet_role(&self, code: &str, branche: Option<Branche>, le: Date) -> Result<(), Refus> {
        if code.is_empty() {
            return Err(Refus::RoleManquant);
        }
        let role = self.role(code).ok_or_else(|| Refus::RoleInconnu { code: code.to_owned() })?;
        if !role.periode.contient(le) {
            return Err(Refus::RoleRetire { libelle: role.libelle.clone() });
        }
        if !role.portail {
            return Err(Refus::RoleHorsPortail { libelle: role.libelle.clone() });
        }
        if role.code == SOIN_ET_PHARMACIE && branche == Some(Branche::MedicoSocial) {
            return Err(Refus::RoleDeSoin);
        }
        Ok(())
    }

    /// What a list of professions offers, in the order of their codes.
    pub fn professions_proposees(&self, branche: Option<Branche>, le: Date) -> Vec<&Profession> {
        let admises = self.professions.keys().filter(|code| self.admet_profession(code, branche, le).is_ok());
        admises.filter_map(|code| self.profession(code, le)).collect()
    }

    /// What a list of roles offers.
    pub fn roles_proposes(&self, branche: Option<Branche>, le: Date) -> Vec<&Role> {
        self.roles.values().filter(|role| self.admet_role(&role.code, branche, le).is_ok()).collect()
    }

    fn en_vigueur(&self, code: &str, le: Date) -> Result<&Profession, Refus> {
        if code.is_empty() {
            return Err(Refus::ProfessionManquante);
        }
        let Some(profession) = self.profession(code, le) else { return Err(self.inconnue(code)) };
        let libelle = profession.libelle.clone();
        match (profession.periode.contient(le), profession.periode.du, profession.periode.au) {
            (false, _, Some(au)) if au <= le => {
                let nouvelle = profession.remplacant.as_ref().and_then(|code| self.profession(code, le));
                let remplacant = nouvelle.map(|nouvelle| format!("{} {}", nouvelle.code, nouvelle.libelle));
                Err(Refus::ProfessionRetiree { libelle, au, remplacant })
            }
            (false, Some(du), _) => Err(Refus::ProfessionFuture { libelle, du }),
            _ => Ok(profession),
        }
    }

    fn inconnue(&self, code: &str) -> Refus {
        match self.reglementee(code) {
            Some(profession) => Refus::ProfessionReglementee {
                libelle: profession.libelle.clone(),
                autorite: profession.autorite.clone(),
            },
            None => Refus::ProfessionInconnue { code: code.to_owned() },
        }
    }
}

/// In the portal's list, not for medico-social staff (ROL-03).
const SOIN_ET_PHARMACIE: &str = "GENR01";

fn jour(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}
