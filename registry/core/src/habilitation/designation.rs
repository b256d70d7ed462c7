use jiff::civil::Date;
use sante::IdentifiantNational;
use serde::Serialize;

use crate::avis::SuiteDroit;
use crate::guichet::{Guichet, structure};
use crate::habilitation::annonce::{accorder, annoncer};
use crate::habilitation::contrats::periode;
use crate::habilitation::{
    Habilitation, HabilitationError, HabilitationId, HorsPerimetre, Perimetre, Titre, reconnaitre,
};
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::journal::Geste;
use crate::meme_personne::meme_personne;
use crate::periode::Periode;
use crate::personne::Personne;
use crate::port::Chantier;
use crate::structure::{GenreStructure, Structure};

/// A représentant légal or a mandataire names people, and takes the right back (GES-02, GES-10, GES-11).
#[derive(Clone)]
pub struct Designation {
    guichet: Guichet,
}

#[derive(Clone, Debug, Serialize)]
pub struct NouvelleDesignation {
    /// Holder of a CPE.
    pub personne: IdentifiantNational,
    /// Mandataire, gestionnaire or administrateur technique.
    pub titre: Titre,
    pub perimetre: Perimetre,
    #[serde(with = "crate::jour")]
    pub depuis: Date,
    /// Last day, included.
    #[serde(with = "crate::jour::facultatif")]
    pub jusque: Option<Date>,
    /// The training was followed (GES-07).
    pub formation_suivie: bool,
}

impl Designation {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    pub async fn designer(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleDesignation,
    ) -> Result<HabilitationId, HabilitationError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "designer", &nouvelle)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<HabilitationId, HabilitationError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        let lieu = self.pouvoir(chantier.as_mut(), agent, (nouvelle.titre, &nouvelle.perimetre)).await?;
        self.admettre(chantier.as_mut(), &nouvelle, &lieu).await?;
        if meme_personne(chantier.as_mut(), agent, &nouvelle.personne).await? {
            return Err(HabilitationError::SoiMeme);
        }
        let habilitation = self.habilitation(agent, &nouvelle)?;
        chantier.ecrire_habilitation(&habilitation).await?;
        accorder(&self.guichet, chantier.as_mut(), (&habilitation, &lieu)).await?;
        let id = habilitation.id;
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &id).await?;
        let geste = Geste::Habilitation {
            agent: agent.clone(),
            habilitation: id.clone(),
            personne: habilitation.personne,
            accordee: true,
        };
        self.guichet.clore(chantier, geste).await?;
        Ok(id)
    }

    /// Whether what is told of a right reaches its holder: the registry has an address to write to.
    pub async fn joignable(&self, personne: &IdentifiantNational) -> Result<bool, HabilitationError> {
        let correspondance = self.guichet.registre.correspondance(personne).await?;
        Ok(correspondance.is_some_and(|correspondance| correspondance.courriel.is_some()))
    }

    /// From this instant on: what the person does next is refused.
    pub async fn retirer(
        &self,
        agent: &IdentifiantNational,
        habilitation: &HabilitationId,
    ) -> Result<(), HabilitationError> {
        let maintenant = self.guichet.maintenant();
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = chantier.habilitation(habilitation).await?.ok_or(HabilitationError::Inconnue)?;
        let lieu = self.pouvoir(chantier.as_mut(), agent, (avant.titre, &avant.perimetre)).await?;
        if avant.periode.fin.is_some_and(|fin| fin <= maintenant) {
            return Err(HabilitationError::Inconnue);
        }
        let debut = avant.periode.debut.map(|debut| debut.min(maintenant));
        let apres = Habilitation { periode: Periode { debut, fin: Some(maintenant) }, ..avant };
        chantier.ecrire_habilitation(&apres).await?;
        let suite = SuiteDroit::Retire { le: maintenant };
        annoncer(&self.guichet, chantier.as_mut(), (&apres, &lieu), suite).await?;
        let geste = Geste::Habilitation {
            agent: agent.clone(),
            habilitation: habilitation.clone(),
            personne: apres.personne,
            accordee: false,
        };
        Ok(self.guichet.clore(chantier, geste).await?)
    }

    /// Whether the agent names such people there, and the structure.
    async fn pouvoir(
        &self,
        chantier: &mut dyn Chantier,
        agent: &IdentifiantNational,
        (titre, perimetre): (Titre, &Perimetre),
    ) -> Result<Structure, HabilitationError> {
        let lui = reconnaitre::<HabilitationError>(chantier, agent, self.guichet.maintenant()).await?;
        let lieu = structure(chantier, perimetre.finess()).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
        if let Err(refus) = lui.peut_nommer(titre, &lieu) {
            let (agent, structure) = (agent.clone(), perimetre.finess().clone());
            self.guichet.consigner(Geste::Refus { agent, structure, code: refus.code() }).await?;
            return Err(refus.into());
        }
        Ok(lieu)
    }

    async fn admettre(
        &self,
        chantier: &mut dyn Chantier,
        nouvelle: &NouvelleDesignation,
        lieu: &Structure,
    ) -> Result<(), HabilitationError> {
        if lieu.genre != nouvelle.perimetre.genre() {
            return Err(HabilitationError::StructureInconnue);
        }
        if nouvelle.titre == Titre::Gestionnaire && !nouvelle.formation_suivie {
            return Err(HabilitationError::SansFormation);
        }
        let technique = nouvelle.titre == Titre::AdministrateurTechnique;
        if technique && lieu.genre != GenreStructure::EntiteJuridique {
            return Err(HabilitationError::CertificatsAEntiteJuridique);
        }
        let maintenant = self.guichet.maintenant();
        let connue = chantier.connues(std::slice::from_ref(&nouvelle.personne)).await?.pop();
        let personne = connue.map(|connue| connue.personne).filter(|personne| personne.active(maintenant));
        let Some(Personne::PorteurDeCarte(porteur)) = personne else {
            return Err(HabilitationError::PersonneInconnue);
        };
        let employeur = chantier.structures(std::slice::from_ref(&porteur.structure)).await?.remove(&porteur.structure);
        let organisme = employeur.map(|structure| structure.details.finess_ej).unwrap_or_default();
        // a vendor may see to certificates (CRT-10)
        if !technique && (organisme.is_empty() || organisme != lieu.details.finess_ej) {
            return Err(HabilitationError::AutreOrganisme);
        }
        let sienne = self.habilitation(&nouvelle.personne, nouvelle)?;
        let deja = chantier.habilitations(&nouvelle.personne).await?.into_iter().any(|autre| {
            (autre.titre, &autre.perimetre) == (sienne.titre, &sienne.perimetre)
                && autre.periode.fin.is_none_or(|fin| maintenant < fin)
                && autre.periode.chevauche(&sienne.periode)
        });
        if deja { Err(HabilitationError::DejaHabilitee) } else { Ok(()) }
    }

    fn habilitation(
        &self,
        agent: &IdentifiantNational,
        nouvelle: &NouvelleDesignation,
    ) -> Result<Habilitation, HabilitationError> {
        Ok(Habilitation {
            id: HabilitationId::from(self.guichet.ambient.chance.token()),
            personne: nouvelle.personne.clone(),
            titre: nouvelle.titre,
            perimetre: nouvelle.perimetre.clone(),
            periode: periode(nouvelle.depuis, nouvelle.jusque)?,
            accordee_par: Some(agent.clone()),
        })
    }
}
