//! What may be written today: withdrawn codes stay readable and are refused for what is new (ROL-08).

use jiff::civil::Date;

use super::profession::Profession;
use super::referentiel::Referentiel;
use super::refus::{Avertissement, Refus};
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const LE: Date = date(2026, 11, 22);

    fn profession(code: &str, branche: Branche, le: Date) -> Result<Option<&'static str>, &'static str> {
        let admise = Referentiel::embarque().admet_profession(code, Some(branche), le);
        admise.map(|averti| averti.as_ref().map(Avertissement::code)).map_err(|refus| refus.code())
    }

    // requirement: ELI-05 ELI-06 ELI-07
    #[test]
    fn sanitary_structures_register_four_professions_and_are_warned_of_others() {
        for code in ["329", "370", "317", "316"] {
            assert_eq!(profession(code, Branche::Sanitaire, LE), Ok(None), "{code}");
        }
        assert_eq!(profession("313", Branche::Sanitaire, LE), Ok(Some("profession_hors_pilote")));
        assert_eq!(profession("313", Branche::MedicoSocial, LE), Ok(None));
    }

    // requirement: ROL-08
    #[test]
    fn a_withdrawn_profession_is_refused_for_what_is_new_and_named_for_what_is_old() {
        assert_eq!(profession("318", Branche::MedicoSocial, date(2025, 12, 22)), Err("profession_retiree"));
        let referentiel = Referentiel::embarque();
        let refus = referentiel.admet_profession("323", None, LE).unwrap_err();
        assert!(
            refus.phrase().contains("22/12/2025") && refus.phrase().contains("328 Accompagnant"),
            "{}",
            refus.phrase()
        );
        assert_eq!(referentiel.profession("318", LE).unwrap().libelle, "Auxiliaire de vie sociale");
        assert_eq!(referentiel.profession("331", date(2024, 1, 1)).unwrap().libelle, "Secrétaire médicale");
        assert!(referentiel.profession("331", LE).unwrap().libelle.starts_with("Secrétaire assistante"));
    }

    // requirement: ELI-03 ELI-08
    #[test]
    fn those_whom_somebody_else_registers_and_students_are_refused() {
        assert_eq!(profession("60", Branche::MedicoSocial, LE), Err("profession_reglementee"));
        assert_eq!(profession("93", Branche::MedicoSocial, LE), Err("profession_reglementee"));
        assert_eq!(profession("347", Branche::MedicoSocial, LE), Err("etudiant"));
        let ouvert = Referentiel::clone(&Referentiel::embarque()).avec_etudiants(true);
        assert_eq!(ouvert.admet_profession("347", None, LE), Ok(None));
        assert_eq!(profession("353", Branche::MedicoSocial, LE), Err("profession_hors_portail"));
        assert_eq!(profession("375", Branche::MedicoSocial, date(2026, 3, 29)), Err("profession_future"));
        assert_eq!(profession("999", Branche::MedicoSocial, LE), Err("profession_inconnue"));
        assert_eq!(profession("", Branche::MedicoSocial, LE), Err("profession_manquante"));
    }

    // requirement: ROL-01 ROL-02 ROL-03
    #[test]
    fn a_role_is_one_of_the_portal_and_that_of_care_is_not_for_medico_social_staff() {
        let referentiel = Referentiel::embarque();
        let role = |code, branche| referentiel.admet_role(code, Some(branche), LE).map_err(|refus| refus.code());
        assert_eq!(role("GENR01", Branche::Sanitaire), Ok(()));
        assert_eq!(role("GENR01", Branche::MedicoSocial), Err("role_de_soin"));
        assert_eq!(role("", Branche::MedicoSocial), Err("role_manquant"));
        assert_eq!(role("GENR02", Branche::Sanitaire), Err("role_hors_portail"));
        assert_eq!(role("GENR05", Branche::Sanitaire), Err("role_retire"));
        assert_eq!(role("GENR00", Branche::Sanitaire), Err("role_inconnu"));
        let medico_sociaux: Vec<&str> =
            referentiel.roles.values().filter(|role| role.medico_social).map(|role| role.code.as_str()).collect();
        assert_eq!(medico_sociaux, ["GENR08", "GENR09", "GENR10", "GENR11", "GENR12"]);
        assert_eq!(referentiel.roles_proposes(Some(Branche::MedicoSocial), LE).len(), 7);
    }

    // requirement: ROL-06 ROL-07 ROL-11 ROL-12
    #[test]
    fn the_examples_of_the_instructions_are_admitted() {
        let referentiel = Referentiel::embarque();
        for (profession, role) in
            [("313", "GENR11"), ("326", "GENR10"), ("312", "GENR08"), ("333", "GENR08"), ("313", "GENR08")]
        {
            assert_eq!(referentiel.admet_profession(profession, Some(Branche::MedicoSocial), LE), Ok(None));
            assert_eq!(referentiel.admet_role(role, Some(Branche::MedicoSocial), LE), Ok(()));
        }
    }

    // requirement: ROL-08
    #[test]
    fn the_list_of_a_day_is_that_of_the_portal_without_students() {
        let referentiel = Referentiel::embarque();
        let proposees = referentiel.professions_proposees(Some(Branche::MedicoSocial), LE);
        let attendues = referentiel
            .professions
            .values()
            .flatten()
            .filter(|profession| profession.portail && profession.periode.contient(LE) && !profession.etudiant);
        assert_eq!(proposees.len(), attendues.count());
        assert_eq!(Referentiel::clone(&referentiel).avec_etudiants(true).professions_proposees(None, LE).len(), 60);
    }
}
