use ambient::Timestamp;
use jiff::civil::Date;
use sante::{Finess, IdentifiantNational};

use crate::avis::SuiteDroit;
use crate::carte::opposer_les_cde;
use crate::finess::Faits;
use crate::guichet::{Guichet, structure};
use crate::habilitation::annonce::{accorder, annoncer};
use crate::habilitation::concurrence::{concurrents, refus};
use crate::habilitation::{
    Contrat, ContratId, Habilitation, HabilitationError, HabilitationId, HorsPerimetre, Perimetre, Titre,
};
use crate::journal::Geste;
use crate::paris;
use crate::periode::Periode;
use crate::personne::Personne;
use crate::port::{Chantier, Ecritures};
use crate::structure::{CleStructure, GenreStructure, Structure};

/// The ANS records the contract that a structure has signed.
#[derive(Clone)]
pub struct Contrats {
    pub(super) guichet: Guichet,
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
    /// Holder of the CDE.
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
        let mut chantier = self.guichet.registre.chantier().await?;
        let (id, geste) = self.signer_dans(chantier.as_mut(), nouveau).await?;
        self.guichet.clore(chantier, geste).await?;
        Ok(id)
    }

    /// Inside a transaction, which tells the journal.
    pub(crate) async fn signer_dans(
        &self,
        chantier: &mut dyn Chantier,
        nouveau: NouveauContrat,
    ) -> Result<(ContratId, Geste), HabilitationError> {
        let periode = periode(nouveau.depuis, nouveau.jusque)?;
        self.inscrire(chantier, &nouveau.etablissements).await?;
        let lieu = self.admettre(chantier, &nouveau.perimetre, periode).await?;
        representer(chantier, (&nouveau.representant, &lieu), self.guichet.maintenant()).await?;
        let id = ContratId::from(self.guichet.ambient.chance.token());
        let contrat = Contrat { id: id.clone(), perimetre: nouveau.perimetre.clone(), periode };
        chantier.ecrire_contrat(&contrat).await?;
        self.nommer(chantier, &nouveau.perimetre, &nouveau.representant, periode).await?;
        let (operateur, representant) = (nouveau.operateur, nouveau.representant);
        Ok((id.clone(), Geste::ContratSigne { operateur, contrat: id, representant }))
    }

    /// A successor takes the place: the CDE is nominative, and so is the right (CON-11).
    pub async fn succeder(
        &self,
        operateur: &str,
        perimetre: &Perimetre,
        successeur: &IdentifiantNational,
    ) -> Result<(), HabilitationError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let geste = self.succeder_dans(chantier.as_mut(), (operateur, perimetre), successeur).await?;
        Ok(self.guichet.clore(chantier, geste).await?)
    }

    /// Inside a transaction, which tells the journal.
    pub(crate) async fn succeder_dans(
        &self,
        chantier: &mut dyn Chantier,
        (operateur, perimetre): (&str, &Perimetre),
        successeur: &IdentifiantNational,
    ) -> Result<Geste, HabilitationError> {
        let maintenant = self.guichet.maintenant();
        let lieu = structure(chantier, perimetre.finess()).await?.ok_or(HabilitationError::StructureInconnue)?;
        representer(chantier, (successeur, &lieu), maintenant).await?;
        let contrats = chantier.contrats(std::slice::from_ref(perimetre.finess())).await?;
        let en_vigueur = contrats.into_iter().find(|contrat| contrat.periode.contient(maintenant));
        let contrat = en_vigueur.ok_or(HorsPerimetre::SansContrat)?;
        self.remplacer(chantier, perimetre).await?;
        let periode = Periode { debut: Some(maintenant), fin: contrat.periode.fin };
        self.nommer(chantier, perimetre, successeur, periode).await?;
        let (operateur, representant) = (operateur.to_owned(), successeur.clone());
        Ok(Geste::ContratSigne { operateur, contrat: contrat.id, representant })
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
                opposer_les_cde(&self.guichet, chantier, (&apres.personne, &lieu)).await?;
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

    async fn admettre(
        &self,
        chantier: &mut dyn Chantier,
        perimetre: &Perimetre,
        periode: Periode,
    ) -> Result<Structure, HabilitationError> {
        let finess = perimetre.finess();
        let structure = structure(chantier, finess).await?.ok_or(HabilitationError::StructureInconnue)?;
        if structure.genre != perimetre.genre() {
            return Err(HabilitationError::StructureInconnue);
        }
        if let Some(refus) = refus(perimetre, &concurrents(chantier, (perimetre, &structure), periode).await?) {
            return Err(refus);
        }
        let ej = structure.details.finess_ej.parse().unwrap_or_else(|_| finess.clone());
        personne_morale(chantier, &ej).await?;
        let seul = chantier.etablissements(&ej).await?.len() < 2;
        match perimetre {
            Perimetre::Etablissement(_) if !seul => Err(HabilitationError::PlusieursEtablissements),
            _ => Ok(structure),
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

/// Public or private, whatever FINESS calls it; what it has not described yet is taken for one (CON-02).
pub async fn personne_morale(chantier: &mut dyn Chantier, ej: &Finess) -> Result<(), HabilitationError> {
    let faits = chantier.faits_finess(&[CleStructure::finess(ej)]).await?;
    let physique = faits.values().any(Faits::personne_physique);
    if physique { Err(HabilitationError::PersonnePhysique) } else { Ok(()) }
}

/// Somebody active, with a card that the structure gave: who directs two legal entities has two CDE, and a professional has one
/// beside their CPS (CON-12).
async fn representer(
    chantier: &mut dyn Chantier,
    (personne, lieu): (&IdentifiantNational, &Structure),
    maintenant: Timestamp,
) -> Result<(), HabilitationError> {
    let connue = chantier.connues(std::slice::from_ref(personne)).await?.pop();
    let personne = connue.map(|connue| connue.personne).filter(|personne| personne.active(maintenant));
    match personne.ok_or(HabilitationError::PersonneInconnue)? {
        Personne::Professionnel(_) => Err(HabilitationError::RepresentantSansCarte),
        Personne::PorteurDeCarte(porteur) => {
            let de = chantier.structures(std::slice::from_ref(&porteur.structure)).await?.remove(&porteur.structure);
            let sienne =
                de.is_some_and(|de| !de.details.finess_ej.is_empty() && de.details.finess_ej == lieu.details.finess_ej);
            if sienne { Ok(()) } else { Err(HabilitationError::CarteDAilleurs) }
        }
    }
}

/// Days of Paris, the last one included.
pub fn periode(depuis: Date, jusque: Option<Date>) -> Result<Periode, HabilitationError> {
    let debut = paris::debut(depuis).ok_or(HabilitationError::DatesInversees)?;
    let fin = jusque.map(|jour| paris::fin_incluse(jour).ok_or(HabilitationError::DatesInversees)).transpose()?;
    let periode = Periode { debut: Some(debut), fin };
    if periode.vide() { Err(HabilitationError::DatesInversees) } else { Ok(periode) }
}
