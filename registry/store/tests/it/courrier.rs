//! A mail server for the registry's notices: what it takes, or why not.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use outbox::{Carrier, Courier, Leased, Outcome, Pauses, Settled};
use registry_core::avis::Courrier;

use crate::banc::Banc;

/// Answers the same to every mail, and keeps each.
pub struct Facteur {
    pub plis: Mutex<Vec<Courrier>>,
    dit: Outcome,
}

#[async_trait]
impl Carrier for Facteur {
    async fn carry(&self, letter: &Leased) -> Outcome {
        self.plis.lock().unwrap().push(serde_json::from_str(&letter.content).unwrap());
        self.dit.clone()
    }
}

impl Banc {
    /// Carries what waits; address and nature of each mail, sorted.
    pub async fn distribuer(&self, dit: Outcome) -> Vec<(String, &'static str)> {
        let facteur = Arc::new(Facteur { plis: Mutex::default(), dit });
        let courier = Courier {
            outbox: self.magasin.courrier().clone(),
            carrier: facteur.clone(),
            ambient: self.ambient.clone(),
            node: "test".to_owned(),
            pauses: Pauses::MAIL,
        };
        while courier.round().await.unwrap() != outbox::Round::default() {}
        let plis = facteur.plis.lock().unwrap();
        let mut recus: Vec<_> = plis.iter().map(|pli| (pli.courriel.as_str().to_owned(), pli.avis.nature())).collect();
        recus.sort();
        recus
    }

    pub async fn lettres(&self, sujet: &str) -> Vec<Settled> {
        self.magasin.courrier().of_subject(sujet).await.unwrap()
    }
}

pub fn pris() -> Outcome {
    Outcome::Delivered("250".to_owned())
}

pub fn inconnu() -> Outcome {
    Outcome::Refused("550".to_owned())
}
