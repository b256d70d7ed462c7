//! A registry of one test on SQLite, under the provider's clock, and the provider's ear on it.

use std::sync::{Arc, Mutex};

use ambient::{Ambient, Timestamp};
use annuaire::{Correspondance, Evenements, Numero, Personne, Structure};
use async_trait::async_trait;
use idp_core::annuaire::{Annuaire, AnnuaireError};
use idp_core::cursor::Cursor;
use idp_core::port::PortError;
use idp_core::signal::Ear;
use idp_core::stamp::{Stamps as _, Subject};
use idp_outbound::evenements::{Appuis, Suiveur};
use idp_outbound::{AnnuaireEnCache, Fraicheur};
use jiff::civil::Date;
use registry_core::echeance::Echeances;
use registry_core::guichet::Guichet;
use registry_core::import::{Consigne, Import};
use registry_core::journal::{Acte, Journal};
use registry_core::nomenclature::Referentiel;
use registry_core::numero::Plage;
use registry_core::port::{PortError as RegistryError, Registre};
use registry_core::retrait::{Cause, NouveauRetrait};
use registry_core::support::{Activite, Equipe, QuatreYeux};
use registry_core::{Declaration, Lecture, LectureError, NouveauPorteur};
use registry_store::Magasin;
use sante::{IdentifiantNational, SituationId};
use tempfile::TempDir;

use crate::fakes::FakeStamps;

const EXAMPLE: &str = include_str!("../../registry/core/tests/data/extraction-exemple.txt");

pub struct House {
    pub lecture: Lecture,
    pub echeances: Echeances,
    pub ear: Suiveur,
    ambient: Ambient,
    registre: Arc<dyn Registre>,
    magasin: Arc<Magasin>,
    _folder: TempDir,
}

/// Nobody reads it here.
struct Silent;

#[async_trait]
impl Journal for Silent {
    async fn consigner(&self, _: Acte) -> Result<(), RegistryError> {
        Ok(())
    }
}

impl House {
    /// The people of the example, who arrived with yesterday's file.
    pub async fn open(ambient: &Ambient, stamps: Arc<FakeStamps>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("registre.db").display());
        let magasin = Arc::new(Magasin::ouvrir(&url).await.unwrap());
        let registre: Arc<dyn Registre> = magasin.clone();
        let yesterday = Timestamp::from_millis(ambient.now().millis() - 86_400_000);
        let import = Import::new(ambient.clone(), registre.clone(), Arc::new(Silent));
        import.importer(&EXAMPLE, Consigne::du(yesterday), &|_| {}).await.unwrap();
        let lecture = Lecture::new(ambient.clone(), registre.clone(), Arc::new(Silent));
        let (direct, fraicheur) = (Arc::new(Direct(lecture.clone())), Arc::<Fraicheur>::default());
        let ear = Suiveur::new(Appuis {
            annuaire: direct.clone(),
            cursor: Arc::new(Position { at: Mutex::default(), stamps }),
            cache: Arc::new(AnnuaireEnCache::new(direct, Arc::clone(&fraicheur), ambient.clone())),
            fraicheur,
            oreille: Arc::new(Silent),
            ambient: ambient.clone(),
        });
        let echeances = Echeances::new(ambient.clone(), registre.clone());
        Self { lecture, echeances, ear, ambient: ambient.clone(), registre, magasin, _folder: folder }
    }

    /// The first place of this person, ended at that instant.
    pub async fn end_first_place(&self, person: &IdentifiantNational, at: Timestamp) -> SituationId {
        let id = self.lecture.personne(person).await.unwrap().exercices[0].situations[0].id.clone();
        crate::fin::finir(self.registre.as_ref(), &id, (at, self.ambient.now())).await;
        id
    }
}

impl House {
    /// Decided by two agents of the support, days before: from the first day to the last one, included.
    pub async fn suspend(&self, person: &IdentifiantNational, (effet, last): (Date, Date)) {
        let guichet = Guichet {
            ambient: self.ambient.clone(),
            registre: self.registre.clone(),
            journal: Arc::new(Silent),
            referentiel: Referentiel::embarque(),
            plage: Plage::BAC_A_SABLE,
        };
        let agents = ["3690990015/SUPPORT01", "3690990015/SUPPORT02"];
        for (agent, nom) in agents.iter().zip(["FICTIF-AUBERT", "FICTIF-BRUNET"]) {
            self.declare(agent, nom).await;
        }
        let team: Equipe = agents.iter().map(|agent| agent.parse().unwrap()).collect();
        let [one, other] = agents.map(|agent| team.agent(&agent.parse().unwrap()).unwrap());
        let motif = "décision 42".to_owned();
        let (cause, dernier_jour) = (Cause::Suspension, Some(last));
        let suspension = NouveauRetrait { personne: person.clone(), cause, effet, dernier_jour, motif };
        let proposed = Activite::new(guichet.clone(), self.magasin.clone()).proposer_retrait(&one, suspension).await;
        QuatreYeux::new(guichet, self.magasin.clone()).confirmer(&other, &proposed.unwrap()).await.unwrap();
    }

    async fn declare(&self, agent: &str, nom: &str) {
        let finess = "690990015".to_owned();
        let structure = Structure { finess: finess.clone(), finess_ej: finess, ..Structure::default() };
        let holder = NouveauPorteur {
            identifiant: agent.parse().unwrap(),
            nom: nom.to_owned(),
            prenom: "Claire".to_owned(),
            code_civilite: "MME".to_owned(),
            structure,
            correspondance: Correspondance::default(),
        };
        let declaration = Declaration::new(self.ambient.clone(), self.registre.clone(), Arc::new(Silent));
        declaration.declarer_porteur(holder).await.unwrap();
    }
}

/// The registry's answers without a network between.
struct Direct(Lecture);

fn refused(error: LectureError) -> AnnuaireError {
    match error {
        LectureError::Inconnue => AnnuaireError::Inconnue,
        LectureError::Desactivee => AnnuaireError::Desactivee,
        LectureError::Port(cause) => AnnuaireError::HorsService(cause.to_string()),
    }
}

#[async_trait]
impl Annuaire for Direct {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        self.0.personne(identifiant).await.map_err(refused)
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        self.0.correspondance(identifiant, "test").await.map_err(refused)
    }

    async fn activation(&self, _: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        Ok(true)
    }

    async fn evenements(&self, apres: Numero, _: u32) -> Result<Evenements, AnnuaireError> {
        self.0.evenements(apres).await.map_err(refused)
    }
}

#[async_trait]
impl Ear for Silent {
    async fn hear(&self, _: &annuaire::Evenement) -> Result<(), PortError> {
        Ok(())
    }
}

/// The stored cursor, whose stamps are the provider's.
struct Position {
    at: Mutex<i64>,
    stamps: Arc<FakeStamps>,
}

#[async_trait]
impl Cursor for Position {
    async fn position(&self) -> Result<Numero, PortError> {
        Ok(Numero(*self.at.lock().unwrap()))
    }

    async fn advance(&self, from: Numero, to: Numero, stamps: &[(Subject, Timestamp)]) -> Result<bool, PortError> {
        if *self.at.lock().unwrap() != from.0 {
            return Ok(false);
        }
        for (subject, at) in stamps {
            self.stamps.raise(subject, *at).await?;
        }
        *self.at.lock().unwrap() = to.0;
        Ok(true)
    }
}
