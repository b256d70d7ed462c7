use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::habilitation::{Contrat, Habilitation, Titre};
use crate::personne::Personne;
use crate::port::{Chantier, PortError, Registre};
use crate::structure::{GenreStructure, Structure};

/// Whoever acts, with the rights and contracts in force at the moment of the act. Read inside the write transaction: a
/// right taken away a second ago is gone.
#[derive(Clone, Debug)]
pub struct Agent {
    pub identifiant: IdentifiantNational,
    pub habilitations: Vec<Habilitation>,
    pub contrats: Vec<Contrat>,
}

/// Why somebody may not act here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HorsPerimetre {
    #[error("nobody active has this identifier, or no right at all")]
    SansHabilitation,
    #[error("no contract in force covers the structure")]
    SansContrat,
    #[error("the structure is outside the scope")]
    HorsDuPerimetre,
    #[error("only the représentant légal or a mandataire names people")]
    DesignationReservee,
    #[error("only an administrateur technique sees to certificates")]
    AdministrationReservee,
}

impl HorsPerimetre {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SansHabilitation => "agent_sans_habilitation",
            Self::SansContrat => "structure_sans_contrat",
            Self::HorsDuPerimetre => "structure_hors_perimetre",
            Self::DesignationReservee => "designation_reservee",
            Self::AdministrationReservee => "administration_reservee",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::SansHabilitation => {
                "Vous n'êtes pas habilité sur ce portail. Demandez votre habilitation au représentant légal de la structure ou à son mandataire."
            }
            Self::SansContrat => {
                "Aucun contrat d'adhésion en vigueur ne couvre cette structure. Demandez à son représentant légal d'en signer un avec l'ANS."
            }
            Self::HorsDuPerimetre => {
                "Vous ne gérez pas cette structure : elle est hors de votre périmètre. Adressez-vous à l'un de ses gestionnaires."
            }
            Self::DesignationReservee => {
                "Seul le représentant légal ou un mandataire désigne un gestionnaire, et seul le représentant légal désigne un mandataire. Adressez-vous à lui."
            }
            Self::AdministrationReservee => {
                "Seul un administrateur technique de la structure s'occupe de ses certificats. Demandez au représentant légal ou à son mandataire de vous désigner."
            }
        }
    }
}

impl Agent {
    /// Registers people and keeps situations there (GES-15).
    pub fn peut_agir_sur(&self, structure: &Structure) -> Result<(), HorsPerimetre> {
        self.sous_contrat(structure)?;
        let couvert = self.sur(structure).any(|habilitation| habilitation.titre.gere());
        if couvert { Ok(()) } else { Err(HorsPerimetre::HorsDuPerimetre) }
    }

    /// Names somebody as `titre` there (GES-02, GES-03).
    pub fn peut_nommer(&self, titre: Titre, structure: &Structure) -> Result<(), HorsPerimetre> {
        self.sous_contrat(structure)?;
        if self.sur(structure).any(|habilitation| habilitation.titre.nomme(titre)) {
            return Ok(());
        }
        match self.sur(structure).next() {
            Some(_) => Err(HorsPerimetre::DesignationReservee),
            None => Err(HorsPerimetre::HorsDuPerimetre),
        }
    }

    /// Orders, retrieves and renews certificates of this legal entity (CRT-08, CRT-09).
    pub fn peut_administrer(&self, structure: &Structure) -> Result<(), HorsPerimetre> {
        self.sous_contrat(structure)?;
        self.pour_les_certificats(structure, Titre::administre)
    }

    /// Revokes them: whoever names the administrateur technique may, too, and a contract that has ended leaves no lost key good.
    pub fn peut_revoquer(&self, structure: &Structure) -> Result<(), HorsPerimetre> {
        if let Err(refus) = self.sous_contrat(structure)
            && refus != HorsPerimetre::SansContrat
        {
            return Err(refus);
        }
        self.pour_les_certificats(structure, |titre| titre.administre() || titre.nomme(Titre::AdministrateurTechnique))
    }

    /// At the legal entity itself (CRT-07).
    fn pour_les_certificats(&self, structure: &Structure, suffit: fn(Titre) -> bool) -> Result<(), HorsPerimetre> {
        if structure.genre != GenreStructure::EntiteJuridique {
            return Err(HorsPerimetre::HorsDuPerimetre);
        }
        let admis = self.sur(structure).any(|habilitation| suffit(habilitation.titre));
        if admis { Ok(()) } else { Err(HorsPerimetre::AdministrationReservee) }
    }

    pub(crate) fn sous_contrat(&self, structure: &Structure) -> Result<(), HorsPerimetre> {
        match self.contrats.iter().any(|contrat| contrat.perimetre.couvre(structure)) {
            true => Ok(()),
            // a stranger learns nothing of the contracts of others
            false if self.sur(structure).next().is_none() => Err(HorsPerimetre::HorsDuPerimetre),
            false => Err(HorsPerimetre::SansContrat),
        }
    }

    pub(crate) fn sur<'a>(&'a self, structure: &'a Structure) -> impl Iterator<Item = &'a Habilitation> {
        self.habilitations.iter().filter(|habilitation| habilitation.perimetre.couvre(structure))
    }
}

/// What somebody may do now, for an act: read in its transaction.
///
/// # Errors
/// [`HorsPerimetre::SansHabilitation`] for an unknown or deactivated person, and for one without any right in force.
pub async fn reconnaitre<E: From<HorsPerimetre> + From<PortError>>(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    maintenant: Timestamp,
) -> Result<Agent, E> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    let droits = (chantier.habilitations(identifiant).await?, chantier.contrats_de(identifiant).await?);
    Ok(Agent::en_vigueur(connue.map(|connue| connue.personne).as_ref(), droits, maintenant)?)
}

/// The same, for a page.
pub async fn connaitre<E: From<HorsPerimetre> + From<PortError>>(
    registre: &dyn Registre,
    identifiant: &IdentifiantNational,
    maintenant: Timestamp,
) -> Result<Agent, E> {
    let fiche = registre.fiche(identifiant).await?;
    let droits = registre.droits(identifiant).await?;
    Ok(Agent::en_vigueur(fiche.map(|fiche| fiche.personne).as_ref(), droits, maintenant)?)
}

impl Agent {
    /// Gestionnaires and administrateurs techniques hold a card of their own (GES-08, CRT-08); a représentant légal may be of
    /// any trade.
    fn en_vigueur(
        personne: Option<&Personne>,
        (mut habilitations, mut contrats): (Vec<Habilitation>, Vec<Contrat>),
        maintenant: Timestamp,
    ) -> Result<Self, HorsPerimetre> {
        let personne = personne.filter(|personne| personne.active(maintenant));
        let personne = personne.ok_or(HorsPerimetre::SansHabilitation)?;
        let porteur = matches!(personne, Personne::PorteurDeCarte(_));
        habilitations.retain(|habilitation| {
            habilitation.periode.contient(maintenant) && (porteur || !habilitation.titre.veut_une_carte())
        });
        contrats.retain(|contrat| contrat.periode.contient(maintenant));
        if habilitations.is_empty() {
            return Err(HorsPerimetre::SansHabilitation);
        }
        Ok(Self { identifiant: personne.identifiant().clone(), habilitations, contrats })
    }
}

#[cfg(test)]
mod tests {
    use sante::Finess;

    use super::*;
    use crate::habilitation::{ContratId, HabilitationId, Perimetre};
    use crate::periode::Periode;

    fn finess(texte: &str) -> Finess {
        texte.parse().unwrap()
    }

    fn etablissement(numero: &str) -> Structure {
        let mut structure = Structure::entite_juridique(&finess(numero));
        structure.genre = GenreStructure::EntiteGeographique;
        structure.details.finess_ej = "690990015".to_owned();
        structure
    }

    fn agent(titre: Titre, perimetre: Perimetre, contrat: bool) -> Agent {
        let identifiant: IdentifiantNational = "3690990015/CPED0001".parse().unwrap();
        let periode = Periode { debut: None, fin: None };
        let ej = Perimetre::EntiteJuridique(finess("690990015"));
        let contrat = contrat.then(|| Contrat { id: ContratId::from("c"), perimetre: ej, periode });
        let (id, personne) = (HabilitationId::from("h"), identifiant.clone());
        let habilitation = Habilitation { id, personne, titre, perimetre, periode, accordee_par: None };
        Agent { identifiant, habilitations: vec![habilitation], contrats: contrat.into_iter().collect() }
    }

    // requirement: CON-01
    #[test]
    fn without_a_contract_nobody_acts() {
        let eg = Perimetre::Etablissement(finess("690990114"));
        let agent = agent(Titre::RepresentantLegal, eg, false);
        assert_eq!(agent.peut_agir_sur(&etablissement("690990114")), Err(HorsPerimetre::SansContrat));
        assert_eq!(agent.peut_agir_sur(&etablissement("690990122")), Err(HorsPerimetre::HorsDuPerimetre));
    }

    // requirement: CON-01 X03
    #[test]
    fn a_contract_that_ended_orders_no_certificate_and_leaves_no_lost_key_good() {
        let entite = Structure::entite_juridique(&finess("690990015"));
        let ej = || Perimetre::EntiteJuridique(finess("690990015"));
        for titre in [Titre::RepresentantLegal, Titre::AdministrateurTechnique] {
            let ancien = agent(titre, ej(), false);
            assert_eq!(ancien.peut_administrer(&entite), Err(HorsPerimetre::SansContrat), "{titre:?}");
            assert_eq!(ancien.peut_revoquer(&entite), Ok(()), "{titre:?}");
        }
        let gestionnaire = agent(Titre::Gestionnaire, ej(), false);
        assert_eq!(gestionnaire.peut_revoquer(&entite), Err(HorsPerimetre::AdministrationReservee));
        let ailleurs = agent(Titre::AdministrateurTechnique, Perimetre::EntiteJuridique(finess("440990026")), false);
        assert_eq!(ailleurs.peut_revoquer(&entite), Err(HorsPerimetre::HorsDuPerimetre));
    }

    // requirement: GES-12 GES-15
    #[test]
    fn a_gestionnaire_of_one_establishment_is_refused_at_the_next() {
        let agent = agent(Titre::Gestionnaire, Perimetre::Etablissement(finess("690990114")), true);
        assert_eq!(agent.peut_agir_sur(&etablissement("690990114")), Ok(()));
        assert_eq!(agent.peut_agir_sur(&etablissement("690990122")), Err(HorsPerimetre::HorsDuPerimetre));
    }

    // requirement: GES-03
    #[test]
    fn a_gestionnaire_names_nobody() {
        let ej = Perimetre::EntiteJuridique(finess("690990015"));
        let eg = etablissement("690990114");
        let gestionnaire = agent(Titre::Gestionnaire, ej.clone(), true);
        assert_eq!(gestionnaire.peut_nommer(Titre::Gestionnaire, &eg), Err(HorsPerimetre::DesignationReservee));
        let mandataire = agent(Titre::Mandataire, ej, true);
        assert_eq!(mandataire.peut_nommer(Titre::Gestionnaire, &eg), Ok(()));
        assert_eq!(mandataire.peut_nommer(Titre::Mandataire, &eg), Err(HorsPerimetre::DesignationReservee));
        assert_eq!(mandataire.peut_agir_sur(&eg), Err(HorsPerimetre::HorsDuPerimetre));
    }
}
