use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use annuaire::{Correspondance, Evenements, Exercice, Numero, Personne, Porteur, Situation, Structure};
use async_trait::async_trait;
use idp_core::annuaire::{Annuaire, AnnuaireError};
use sante::IdentifiantNational;

#[derive(Default)]
pub struct FakeAnnuaire {
    people: Mutex<HashMap<IdentifiantNational, Personne>>,
    down: AtomicBool,
}

impl FakeAnnuaire {
    pub fn hold(&self, personne: Personne) {
        self.people.lock().unwrap().insert(personne.identifiant.clone(), personne);
    }

    pub fn forget(&self, identifiant: &IdentifiantNational) {
        self.people.lock().unwrap().remove(identifiant);
    }

    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// An aide-soignante who works in these places, each `(situation, FINESS, name)`.
    pub fn aide_soignante(identifiant: &str, places: &[(&str, &str, &str)]) -> Personne {
        let situations = places.iter().map(|(id, finess, name)| Self::situation(id, finess, name)).collect();
        let exercice = Exercice {
            code_profession: "91".into(),
            code_categorie: "C".into(),
            code_civilite: "MME".into(),
            nom: "FICTIF-ROUX".into(),
            prenom: "ALBA".into(),
            savoir_faire: vec![],
            situations,
        };
        Personne {
            identifiant: identifiant.parse().unwrap(),
            porteur: Porteur::Professionnel,
            nom: "FICTIF-ROUX".into(),
            prenom: "ALBA".into(),
            code_civilite: "MME".into(),
            exercices: vec![exercice],
            autres_identifiants: vec![],
        }
    }

    pub fn situation(id: &str, finess: &str, name: &str) -> Situation {
        let structure = Structure {
            finess: finess.into(),
            raison_sociale: name.into(),
            bureau_cedex: "LYON".into(),
            ..Structure::default()
        };
        Situation {
            id: id.into(),
            code_mode_exercice: "S".into(),
            code_secteur: "SA30".into(),
            code_section_pharmacien: String::new(),
            code_role: String::new(),
            code_genre_activite: "GENR11".into(),
            autorite: String::new(),
            debut: None,
            fin: None,
            structure: Some(structure),
        }
    }

    fn answering(&self) -> Result<(), AnnuaireError> {
        match self.down.load(Ordering::SeqCst) {
            true => Err(AnnuaireError::HorsService("the test took it down".into())),
            false => Ok(()),
        }
    }
}

#[async_trait]
impl Annuaire for FakeAnnuaire {
    async fn personne(&self, identifiant: &IdentifiantNational) -> Result<Personne, AnnuaireError> {
        self.answering()?;
        self.people.lock().unwrap().get(identifiant).cloned().ok_or(AnnuaireError::Inconnue)
    }

    async fn correspondance(&self, identifiant: &IdentifiantNational) -> Result<Correspondance, AnnuaireError> {
        self.personne(identifiant).await?;
        let (mobile, courriel) = ("+33639980001".into(), "alba@exemple.test".into());
        Ok(Correspondance { mobile: Some(mobile), courriel: Some(courriel), activation_des: None })
    }

    async fn activation(&self, identifiant: &IdentifiantNational) -> Result<bool, AnnuaireError> {
        self.personne(identifiant).await.map(|_| true)
    }

    async fn evenements(&self, _apres: Numero, _attente: u32) -> Result<Evenements, AnnuaireError> {
        self.answering()?;
        Ok(Evenements { evenements: vec![], dernier: Numero(0) })
    }
}
