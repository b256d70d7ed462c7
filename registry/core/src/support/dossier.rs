use ambient::Timestamp;
use sante::IdentifiantNational;

use super::agent::AgentSupport;
use super::erreur::SupportError;
use super::quatre_yeux::QuatreYeux;
use crate::contact::{Anciennes, Masquees};
use crate::guichet::Guichet;
use crate::identite::{AncienEtatCivil, Certifie};
use crate::journal::{Assistance, Dossier};
use crate::personne::Personne;
use crate::proposition::Propositions;
use crate::source::Source;

/// What the support reads of somebody before it proposes anything.
#[derive(Clone)]
pub struct Dossiers {
    yeux: QuatreYeux,
}

/// One file. Contact data are masked: enough to tell two sets apart.
#[derive(Clone, Debug)]
pub struct DossierSupport {
    pub personne: Personne,
    /// Nothing keeps the person out of service today.
    pub active: bool,
    /// Those whom an extraction keeps are corrected by the authority that sends it.
    pub corrigible: bool,
    /// Who vouches for the civil status; `None`: an extraction brought it, which does not say.
    pub certifie: Option<Certifie>,
    /// The latest first.
    pub anciens: Vec<AncienEtatCivil>,
    pub coordonnees: Masquees,
    pub activation_des: Option<Timestamp>,
    pub gelees_depuis: Option<Timestamp>,
    pub anciennes: Vec<AnciennesMasquees>,
}

/// Contact data that may be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnciennesMasquees {
    pub ordre: u32,
    pub coordonnees: Masquees,
    pub remplacees_le: Timestamp,
}

impl Dossiers {
    pub fn new(guichet: Guichet, propositions: std::sync::Arc<dyn Propositions>) -> Self {
        Self { yeux: QuatreYeux::new(guichet, propositions) }
    }

    /// In service or not; told to the journal before it is shown.
    pub async fn lire(
        &self,
        agent: &AgentSupport,
        personne: &IdentifiantNational,
    ) -> Result<DossierSupport, SupportError> {
        self.yeux.recevoir(agent).await?;
        let (guichet, maintenant) = (&self.yeux.guichet, self.yeux.guichet.maintenant());
        let registre = &guichet.registre;
        let connue = registre.fiche(personne).await?.ok_or(SupportError::Inconnue)?.personne;
        let correspondance = registre.correspondance(personne).await?.unwrap_or_default();
        let anciens = registre.anciens_etats_civils(personne).await?;
        let certifie = registre.certifications(std::slice::from_ref(personne)).await?.remove(personne);
        let anciennes = registre.anciennes(personne, maintenant).await?;
        let gelees_depuis = registre.gel(personne).await?;
        let acte = Assistance::DossierLu { agent: agent.identifiant().clone(), personne: personne.clone() };
        guichet.consigner_dossier(Dossier::Assistance(acte)).await?;
        let active = connue.active(maintenant);
        Ok(DossierSupport {
            active,
            corrigible: active && connue.source() == Source::Portail,
            personne: connue,
            anciens,
            certifie,
            coordonnees: Masquees::de(&correspondance),
            activation_des: correspondance.activation_des.filter(|des| maintenant < *des),
            gelees_depuis,
            anciennes: anciennes.iter().map(AnciennesMasquees::de).collect(),
        })
    }
}

impl AnciennesMasquees {
    fn de(anciennes: &Anciennes) -> Self {
        Self { ordre: anciennes.ordre, coordonnees: anciennes.masquees(), remplacees_le: anciennes.remplacees_le }
    }
}
