use std::sync::Mutex;

use ambient::{Seconds, Timestamp};
use annuaire::Correspondance;
use async_trait::async_trait;
use registry_core::contact::{ContactError, DemandeGel, Masquees, QuoiGeler};
use registry_core::espace::MonGel;
use registry_core::identite::{AncienEtatCivil, Certification, Certifie, Objection};
use registry_core::proposition::PropositionId;
use registry_core::retrait::{NouveauRetrait, NouvelleReprise, Retrait};
use registry_core::support::{
    AgentSupport, AnciennesMasquees, Concernant, DemandesGel, DossierSupport, NouveauGel, SupportError,
};
use registry_core::{EtatCivil, Personne, PorteurDeCarte, Source};
use registry_portail::GuichetAssistance;
use sante::IdentifiantNational;

use super::Temoin;
use super::autres::alba;
use crate::decor::MAINTENANT;

/// What the support's pages asked, and how the file of Alba stands.
#[derive(Default)]
pub struct Notes {
    pub retraits: Mutex<Vec<Retrait>>,
    pub gelees_depuis: Mutex<Option<Timestamp>>,
    pub demandes: Mutex<Vec<DemandeGel>>,
    /// How many pages there are of what people ask for, where it is said.
    pub pages_gel: Mutex<u32>,
    pub prononces: Mutex<Vec<NouveauRetrait>>,
    pub reprises: Mutex<Vec<NouvelleReprise>>,
    pub gels: Mutex<Vec<NouveauGel>>,
    pub ecartes: Mutex<Vec<String>>,
}

impl Temoin {
    /// Alba married since.
    pub fn anciens(&self) -> Vec<AncienEtatCivil> {
        let etat_civil = EtatCivil { nom: "FICTIF-JADIS".to_owned(), ..alba() };
        vec![AncienEtatCivil { etat_civil, remplace_le: MAINTENANT }]
    }

    pub fn gel(&self) -> MonGel {
        let depuis = *self.autres.assistance.gelees_depuis.lock().unwrap();
        MonGel { depuis, demande: self.autres.assistance.demandes.lock().unwrap().first().cloned() }
    }

    pub fn noter_demande(&self, moi: &IdentifiantNational, quoi: QuoiGeler, motif: &str) -> Result<(), ContactError> {
        if motif.is_empty() {
            return Err(ContactError::Saisie(vec![Objection::new("motif_gel", "x", "Dites-le en une phrase.")]));
        }
        let mut demandes = self.autres.assistance.demandes.lock().unwrap();
        if !demandes.is_empty() {
            return Err(ContactError::GelDejaDemande);
        }
        demandes.push(DemandeGel { personne: moi.clone(), quoi, motif: motif.to_owned(), le: MAINTENANT });
        Ok(())
    }
}

fn motive(motif: &str) -> Result<PropositionId, SupportError> {
    if motif.is_empty() { Err(SupportError::SansMotif) } else { Ok(PropositionId::from("p")) }
}

fn masquees(mobile: &str, courriel: &str) -> Masquees {
    let (mobile, courriel) = (Some(mobile.to_owned()), Some(courriel.to_owned()));
    Masquees::de(&Correspondance { mobile, courriel, ..Correspondance::default() })
}

#[async_trait]
impl GuichetAssistance for Temoin {
    async fn dossier(&self, _: &AgentSupport, personne: &IdentifiantNational) -> Result<DossierSupport, SupportError> {
        if personne.to_string() != "899900000011" {
            return Err(SupportError::Inconnue);
        }
        let notes = &self.autres.assistance;
        let retraits = notes.retraits.lock().unwrap().clone();
        let active = !retraits.iter().any(|retrait| retrait.en_vigueur(MAINTENANT));
        let personne = Personne::PorteurDeCarte(PorteurDeCarte {
            identifiant: personne.clone(),
            source: Source::Portail,
            etat_civil: alba(),
            desactivation: None,
            retraits,
            structure: "F690990114".into(),
        });
        let anciennes = AnciennesMasquees {
            ordre: 1,
            coordonnees: masquees("+33639980091", "vraie@exemple.test"),
            remplacees_le: MAINTENANT.minus(Seconds(60)),
        };
        Ok(DossierSupport {
            personne,
            active,
            corrigible: active,
            certifie: Some(Certifie { etat: Certification::Forcee, depuis: Some(MAINTENANT) }),
            anciens: self.anciens(),
            coordonnees: masquees("+33639980001", "alba.martel@example.org"),
            activation_des: Some(MAINTENANT.plus(Seconds::hours(72))),
            gelees_depuis: *notes.gelees_depuis.lock().unwrap(),
            anciennes: vec![anciennes],
        })
    }

    async fn retirer(&self, _: &AgentSupport, nouveau: NouveauRetrait) -> Result<PropositionId, SupportError> {
        nouveau.verifier(jiff::civil::date(2026, 11, 22)).map_err(SupportError::Saisie)?;
        let proposee = motive(&nouveau.motif)?;
        self.autres.assistance.prononces.lock().unwrap().push(nouveau);
        Ok(proposee)
    }

    async fn reprendre(&self, _: &AgentSupport, nouvelle: NouvelleReprise) -> Result<PropositionId, SupportError> {
        let proposee = motive(&nouvelle.motif)?;
        self.autres.assistance.reprises.lock().unwrap().push(nouvelle);
        Ok(proposee)
    }

    async fn geler(&self, _: &AgentSupport, nouveau: NouveauGel) -> Result<PropositionId, SupportError> {
        let proposee = motive(&nouveau.motif)?;
        self.autres.assistance.gels.lock().unwrap().push(nouveau);
        Ok(proposee)
    }

    async fn demandes_gel(&self, _: &AgentSupport, page: u32) -> Result<DemandesGel, SupportError> {
        let demandes = self.autres.assistance.demandes.lock().unwrap().clone();
        let pages = *self.autres.assistance.pages_gel.lock().unwrap();
        let nombre = u32::try_from(demandes.len()).unwrap() + pages.saturating_sub(1) * 50;
        let lignes = demandes.into_iter().map(|ligne| Concernant { ligne, etat_civil: Some(alba()) }).collect();
        Ok(DemandesGel { lignes, nombre, page, pages: pages.max(1) })
    }

    async fn ecarter_gel(
        &self,
        _: &AgentSupport,
        personne: &IdentifiantNational,
        commentaire: &str,
    ) -> Result<(), SupportError> {
        motive(commentaire)?;
        let notes = &self.autres.assistance;
        notes.demandes.lock().unwrap().retain(|demande| demande.personne != *personne);
        notes.ecartes.lock().unwrap().push(commentaire.to_owned());
        Ok(())
    }
}
