pub mod assistance;
pub mod autres;

use std::sync::Mutex;

use async_trait::async_trait;
use registry_core::demande::{
    Decision, Demande, DemandeError, DemandeId, DemandeVue, Enregistree, FiltreDemandes, NouvelleDemande,
    NouvelleInscription, NouvelleMiseAJour, VueGestionnaire,
};
use registry_core::habilitation::HorsPerimetre;
use registry_core::idempotence::{Auteur, CleIdempotence};
use registry_core::nomenclature::{Averti, Referentiel};
use registry_core::page::{Page, Repere};
use registry_core::situation_acte::{
    Ajoutee, Declaree, FicheGestion, FinVoulue, Modification, NouvelleSituation, SituationError, SituationVue,
    Transfert, Version,
};
use registry_portail::{GuichetDemandes, GuichetGestion, GuichetLieux};
use sante::{Finess, IdentifiantNational, SituationId};

/// A registry that notes what it is asked.
#[derive(Default)]
pub struct Temoin {
    pub deposees: Mutex<Vec<NouvelleDemande>>,
    pub inscrites: Mutex<Vec<NouvelleInscription>>,
    pub decisions: Mutex<Vec<Decision>>,
    pub ajoutees: Mutex<Vec<NouvelleSituation>>,
    pub fins: Mutex<Vec<FinVoulue>>,
    pub modifiees: Mutex<Vec<Modification>>,
    pub transferees: Mutex<Vec<Transfert>>,
    pub mises_a_jour: Mutex<Vec<NouvelleMiseAJour>>,
    pub retirees: Mutex<Vec<DemandeId>>,
    pub ouverte: Mutex<Option<Demande>>,
    /// Of any request and any place that is added.
    pub avertissements: Mutex<Vec<Averti>>,
    /// What becomes of a request that is decided; sent on where nothing is said.
    pub issue: Mutex<Option<VueGestionnaire>>,
    /// The places of Alba.
    pub vues: Mutex<Vec<SituationVue>>,
    pub hors_activite: Mutex<bool>,
    /// What the lists were asked for.
    pub filtres: Mutex<Vec<(FiltreDemandes, Option<Repere>)>>,
    /// Where the next page of every list begins, when there is one.
    pub suite: Mutex<Option<Repere>>,
    pub autres: autres::Autres,
    pub armoire: crate::certificats::Armoire,
}

impl Temoin {
    /// A page of many, if there is a next one.
    pub fn page<T>(&self, lignes: Vec<T>) -> Page<T> {
        let suite = self.suite.lock().unwrap().clone();
        let nombre = if suite.is_some() { 312 } else { u32::try_from(lignes.len()).unwrap() };
        Page { lignes, nombre, suite }
    }
}

#[async_trait]
impl GuichetLieux for Temoin {
    async fn nom(&self, finess: &Finess) -> String {
        format!("EHPAD FICTIF {finess}")
    }
}

#[async_trait]
impl GuichetDemandes for Temoin {
    async fn deposer(&self, _: &CleIdempotence, nouvelle: NouvelleDemande) -> Result<DemandeId, DemandeError> {
        self.deposees.lock().unwrap().push(nouvelle);
        Ok(DemandeId::from("d"))
    }

    async fn mettre_a_jour(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        nouvelle: NouvelleMiseAJour,
    ) -> Result<DemandeId, DemandeError> {
        let miennes = self.autres.miennes.lock().unwrap();
        if miennes.iter().all(|une| une.version.as_ref() != Some(&nouvelle.version)) {
            return Err(SituationError::Changee.into());
        }
        self.mises_a_jour.lock().unwrap().push(nouvelle);
        Ok(DemandeId::from("d"))
    }

    async fn retirer(&self, _: &Auteur, id: &DemandeId) -> Result<(), DemandeError> {
        if self.retirees.lock().unwrap().contains(id) {
            return Err(DemandeError::DejaTraitee);
        }
        self.retirees.lock().unwrap().push(id.clone());
        Ok(())
    }

    async fn miennes(&self, _: &Auteur) -> Result<Vec<Demande>, DemandeError> {
        Ok(self.ouverte.lock().unwrap().iter().cloned().collect())
    }
}

#[async_trait]
impl GuichetGestion for Temoin {
    async fn a_traiter(
        &self,
        agent: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError> {
        self.filtres.lock().unwrap().push((filtre.clone(), apres.cloned()));
        // a card of the establishment has a right here, a number of the RPPS has none
        match agent.rpps() {
            Some(_) => Err(HorsPerimetre::SansHabilitation.into()),
            None => Ok(self.page(self.ouverte.lock().unwrap().iter().map(DemandeVue::from).collect())),
        }
    }

    async fn historique(
        &self,
        _: &IdentifiantNational,
        filtre: &FiltreDemandes,
        apres: Option<&Repere>,
    ) -> Result<Page<DemandeVue>, DemandeError> {
        self.filtres.lock().unwrap().push((filtre.clone(), apres.cloned()));
        Ok(self.page(Vec::new()))
    }

    async fn ouvrir(&self, _: &IdentifiantNational, _: &DemandeId) -> Result<Demande, DemandeError> {
        self.ouverte.lock().unwrap().clone().ok_or(DemandeError::Inconnue)
    }

    async fn avertissements(&self, _: &Demande) -> Result<Vec<Averti>, DemandeError> {
        Ok(self.avertissements.lock().unwrap().clone())
    }

    async fn traiter(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        _: (&DemandeId, u32),
        decision: Decision,
    ) -> Result<VueGestionnaire, DemandeError> {
        self.decisions.lock().unwrap().push(decision);
        Ok(self.issue.lock().unwrap().clone().unwrap_or(VueGestionnaire::Transmise))
    }

    async fn enregistrer(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        nouvelle: NouvelleInscription,
    ) -> Result<Enregistree, DemandeError> {
        let identite = nouvelle.identite.verifier(&Referentiel::embarque(), jiff::civil::date(2026, 11, 22));
        let mut objections = identite.err().unwrap_or_default();
        objections.extend(nouvelle.attestations.verifier(false));
        self.inscrites.lock().unwrap().push(nouvelle);
        Err(DemandeError::Saisie(objections))
    }

    async fn fiche(
        &self,
        _: &IdentifiantNational,
        personne: &IdentifiantNational,
    ) -> Result<FicheGestion, SituationError> {
        match personne.to_string().as_str() {
            "899900000011" => {
                let (personne, situations) = (personne.clone(), self.vues.lock().unwrap().clone());
                let hors_activite = *self.hors_activite.lock().unwrap();
                Ok(FicheGestion { personne, hors_activite, situations })
            }
            _ => Err(SituationError::PersonneInconnue),
        }
    }

    async fn ajouter(
        &self,
        _: &IdentifiantNational,
        _: &CleIdempotence,
        nouvelle: NouvelleSituation,
    ) -> Result<Ajoutee, SituationError> {
        if self.ajoutees.lock().unwrap().iter().any(|une| une.structure == nouvelle.structure) {
            return Err(SituationError::RoleDejaTenu);
        }
        self.ajoutees.lock().unwrap().push(nouvelle);
        Ok(Ajoutee {
            situation: SituationId::from("s".to_owned()),
            avertissements: self.avertissements.lock().unwrap().clone(),
        })
    }

    async fn modifier(
        &self,
        _: &IdentifiantNational,
        (_, version): (&SituationId, &Version),
        declaree: Declaree<'_, Modification>,
    ) -> Result<(), SituationError> {
        self.a_jour(version)?;
        self.modifiees.lock().unwrap().push(declaree.voulue.clone());
        self.autres.diplomes.lock().unwrap().push(declaree.diplomes_verifies);
        Ok(())
    }

    async fn transferer(
        &self,
        _: &IdentifiantNational,
        (_, version): (&SituationId, &Version),
        declaree: Declaree<'_, Transfert>,
    ) -> Result<Ajoutee, SituationError> {
        self.a_jour(version)?;
        self.transferees.lock().unwrap().push(declaree.voulue.clone());
        self.autres.diplomes.lock().unwrap().push(declaree.diplomes_verifies);
        let avertissements = self.avertissements.lock().unwrap().clone();
        Ok(Ajoutee { situation: SituationId::from("s".to_owned()), avertissements })
    }

    async fn terminer(
        &self,
        _: &IdentifiantNational,
        (_, version): (&SituationId, &Version),
        voulue: FinVoulue,
    ) -> Result<(), SituationError> {
        self.a_jour(version)?;
        self.fins.lock().unwrap().push(voulue);
        Ok(())
    }
}

impl Temoin {
    fn a_jour(&self, version: &Version) -> Result<(), SituationError> {
        let vues = self.vues.lock().unwrap();
        let connue = vues.iter().any(|vue| vue.version.as_ref() == Some(version));
        if connue { Ok(()) } else { Err(SituationError::Changee) }
    }
}
