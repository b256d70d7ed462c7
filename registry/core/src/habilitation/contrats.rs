use ambient::Timestamp;
use jiff::civil::Date;
use sante::{Finess, IdentifiantNational};

use crate::avis::SuiteDroit;
use crate::guichet::{Guichet, structure};
use crate::habilitation::annonce::{accorder, annoncer};
use crate::habilitation::{
    Contrat, ContratId, Habilitation, HabilitationError, HabilitationId, HorsPerimetre, Perimetre, Titre,
};
use crate::journal::Geste;
use crate::paris;
use crate::periode::Periode;
use crate::port::{Chantier, Ecritures};
use crate::structure::{CleStructure, GenreStructure, Structure};

/// The ANS records the contract that a structure has signed.
#[derive(Clone)]
pub struct Contrats {
    guichet: Guichet,
}

/// An establishment that comes with the contract.
#[derive(Clone, Debug)]
pub struct Etablissement {
    pub structure: Structure,
    /// TRE_R02.
    pub secteur: String,
}

#[derive(Clone, Debug)]
pub struct NouveauContrat {
    /// Who records it at the ANS.
    pub operateur: String,
    pub perimetre: Perimetre,
    /// Holder of the CDE, or a professional of the RPPS.
    pub representant: IdentifiantNational,
    pub depuis: Date,
    /// Last day, included.
    pub jusque: Option<Date>,
    /// What FINESS says of the structures under the contract; those already known keep what they are.
    pub etablissements: Vec<Etablissement>,
}

impl Etablissement {
    /// As FINESS tells it: a number that is its own legal entity is one.
    pub fn nouveau(finess: &Finess, ej: &Finess, (details, secteur): (annuaire::Structure, String)) -> Self {
        let genre = if finess == ej { GenreStructure::EntiteJuridique } else { GenreStructure::EntiteGeographique };
        let details = annuaire::Structure {
            finess: finess.to_string(),
            finess_ej: ej.to_string(),
            identifiant_technique: format!("F{finess}"),
            ..details
        };
        Self { structure: Structure { cle: CleStructure::finess(finess), genre, details }, secteur }
    }
}

impl Contrats {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// The représentant légal is gestionnaire from then on, with nothing to request (GES-01).
    pub async fn signer(&self, nouveau: NouveauContrat) -> Result<ContratId, HabilitationError> {
        let periode = periode(nouveau.depuis, nouveau.jusque)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        self.inscrire(chantier.as_mut(), &nouveau.etablissements).await?;
        active(chantier.as_mut(), &nouveau.representant, self.guichet.maintenant()).await?;
        self.admettre(chantier.as_mut(), &nouveau.perimetre).await?;
        let id = ContratId::from(self.guichet.ambient.chance.token());
        let contrat = Contrat { id: id.clone(), perimetre: nouveau.perimetre.clone(), periode };
        chantier.ecrire_contrat(&contrat).await?;
        self.nommer(chantier.as_mut(), &nouveau.perimetre, &nouveau.representant, periode).await?;
        let (operateur, representant) = (nouveau.operateur, nouveau.representant);
        let geste = Geste::ContratSigne { operateur, contrat: id.clone(), representant };
        self.guichet.clore(chantier, geste).await?;
        Ok(id)
    }

    /// A successor takes the place: the CDE is nominative, and so is the right (CON-11).
    pub async fn succeder(
        &self,
        operateur: &str,
        perimetre: &Perimetre,
        successeur: &IdentifiantNational,
    ) -> Result<(), HabilitationError> {
        let maintenant = self.guichet.maintenant();
        let mut chantier = self.guichet.registre.chantier().await?;
        active(chantier.as_mut(), successeur, maintenant).await?;
        let contrats = chantier.contrats(std::slice::from_ref(perimetre.finess())).await?;
        let en_vigueur = contrats.into_iter().find(|contrat| contrat.periode.contient(maintenant));
        let contrat = en_vigueur.ok_or(HorsPerimetre::SansContrat)?;
        self.remplacer(chantier.as_mut(), perimetre).await?;
        let periode = Periode { debut: Some(maintenant), fin: contrat.periode.fin };
        self.nommer(chantier.as_mut(), perimetre, successeur, periode).await?;
        let (operateur, representant) = (operateur.to_owned(), successeur.clone());
        let geste = Geste::ContratSigne { operateur, contrat: contrat.id, representant };
        Ok(self.guichet.clore(chantier, geste).await?)
    }

    /// Whoever represents the structure does no longer, and is told.
    async fn remplacer(&self, chantier: &mut dyn Chantier, perimetre: &Perimetre) -> Result<(), HabilitationError> {
        let maintenant = self.guichet.maintenant();
        let lieu = structure(chantier, perimetre.finess()).await?.ok_or(HabilitationError::StructureInconnue)?;
        for avant in chantier.nommees(perimetre).await? {
            if avant.titre == Titre::RepresentantLegal && avant.periode.contient(maintenant) {
                let periode = Periode { fin: Some(maintenant), ..avant.periode };
                let apres = Habilitation { periode, ..avant };
                chantier.ecrire_habilitation(&apres).await?;
                annoncer(&self.guichet, chantier, (&apres, &lieu), SuiteDroit::Retire { le: maintenant }).await?;
            }
        }
        Ok(())
    }

    /// The contracts in force, and who is named under each.
    pub async fn en_vigueur(&self) -> Result<Vec<(Contrat, Vec<Habilitation>)>, HabilitationError> {
        let maintenant = self.guichet.maintenant();
        let mut contrats = self.guichet.registre.contrats_et_nommees().await?;
        contrats.retain(|(contrat, _)| contrat.periode.fin.is_none_or(|fin| maintenant < fin));
        for (_, nommees) in &mut contrats {
            nommees.retain(|une| une.periode.fin.is_none_or(|fin| maintenant < fin));
        }
        Ok(contrats)
    }

    async fn nommer(
        &self,
        chantier: &mut dyn Chantier,
        perimetre: &Perimetre,
        representant: &IdentifiantNational,
        periode: Periode,
    ) -> Result<(), HabilitationError> {
        let habilitation = Habilitation {
            id: HabilitationId::from(self.guichet.ambient.chance.token()),
            personne: representant.clone(),
            titre: Titre::RepresentantLegal,
            perimetre: perimetre.clone(),
            periode,
            accordee_par: None,
        };
        chantier.ecrire_habilitation(&habilitation).await?;
        let lieu = structure(chantier, perimetre.finess()).await?.ok_or(HabilitationError::StructureInconnue)?;
        Ok(accorder(&self.guichet, chantier, (&habilitation, &lieu)).await?)
    }

    async fn admettre(&self, chantier: &mut dyn Chantier, perimetre: &Perimetre) -> Result<(), HabilitationError> {
        let finess = perimetre.finess();
        let structure = structure(chantier, finess).await?.ok_or(HabilitationError::StructureInconnue)?;
        if structure.genre != perimetre.genre() {
            return Err(HabilitationError::StructureInconnue);
        }
        let ej = structure.details.finess_ej.parse().unwrap_or_else(|_| finess.clone());
        let contrats = chantier.contrats(&[finess.clone(), ej.clone()]).await?;
        if contrats.iter().any(|contrat| contrat.periode.contient(self.guichet.maintenant())) {
            return Err(HabilitationError::DejaSousContrat);
        }
        let seul = chantier.etablissements(&ej).await?.len() < 2;
        match perimetre {
            Perimetre::Etablissement(_) if !seul => Err(HabilitationError::PlusieursEtablissements),
            _ => Ok(()),
        }
    }

    async fn inscrire(
        &self,
        chantier: &mut dyn Chantier,
        etablissements: &[Etablissement],
    ) -> Result<(), HabilitationError> {
        let cles: Vec<_> = etablissements.iter().map(|un| un.structure.cle.clone()).collect();
        let connues = chantier.structures(&cles).await?;
        // an extraction names a legal entity by its number alone
        let nouvelles = etablissements.iter().map(|un| un.structure.clone()).filter(|structure| {
            connues.get(&structure.cle).is_none_or(|connue| connue.details.raison_sociale.is_empty())
        });
        let ecritures = Ecritures { structures: nouvelles.collect(), ..Ecritures::default() };
        chantier.ecrire(&ecritures, self.guichet.maintenant()).await?;
        for un in etablissements.iter().filter(|un| !un.secteur.is_empty()) {
            chantier.ecrire_secteur(&un.structure.cle, &un.secteur).await?;
        }
        Ok(())
    }
}

async fn active(
    chantier: &mut dyn Chantier,
    personne: &IdentifiantNational,
    maintenant: Timestamp,
) -> Result<(), HabilitationError> {
    let connue = chantier.connues(std::slice::from_ref(personne)).await?.pop();
    let active = connue.is_some_and(|connue| connue.personne.active(maintenant));
    active.then_some(()).ok_or(HabilitationError::PersonneInconnue)
}

/// Days of Paris, the last one included.
pub fn periode(depuis: Date, jusque: Option<Date>) -> Result<Periode, HabilitationError> {
    let debut = paris::debut(depuis).ok_or(HabilitationError::DatesInversees)?;
    let fin = jusque.map(|jour| paris::fin_incluse(jour).ok_or(HabilitationError::DatesInversees)).transpose()?;
    let periode = Periode { debut: Some(debut), fin };
    if periode.vide() { Err(HabilitationError::DatesInversees) } else { Ok(periode) }
}
