//! "Tester ma e-CPS": a request to the phone like any other, that opens nothing.

use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};
use ecps::DemandeId;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::CLIENT;
use crate::ecps::{DemandeError, DemandeEtat, Demandes, NouvelleDemande, Origine};
use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::session::Session;

/// As long as somebody may look at what came of it.
const VIE: Seconds = Seconds::minutes(10);

/// A trial under way, and its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Essai {
    pub demande: DemandeId,
    pub nombre: String,
    pub envoye_le: Timestamp,
    pub expire_le: Timestamp,
    /// When the phone approved.
    pub valide_le: Option<Timestamp>,
    personne: IdentifiantNational,
}

impl Essai {
    /// For a page that shows itself.
    pub fn example(envoye_le: Timestamp, valide_le: Option<Timestamp>) -> Self {
        let personne = IdentifiantNational::Rpps(sante::Rpps::with_key(9_990_000_001));
        let expire_le = envoye_le.plus(Seconds(120));
        Self { demande: "exemple".into(), nombre: "47".to_owned(), envoye_le, expire_le, valide_le, personne }
    }
}

/// The trials of the space.
#[derive(Clone)]
pub struct Essais {
    ambient: Ambient,
    demandes: Arc<Demandes>,
    shelf: Shelf<Essai>,
}

impl Essais {
    pub fn new(ambient: Ambient, demandes: Arc<Demandes>, presence: Arc<dyn Presence>) -> Self {
        Self { ambient, demandes, shelf: Shelf::new(presence, "espace.essai") }
    }

    /// Asks the phone of whoever holds this session. It counts and rings like a login from the same browser.
    pub async fn lancer(&self, session: &Session, origine: Origine) -> Result<DemandeId, DemandeError> {
        let (client, personne) = (super::client(), session.authentication.personne.clone());
        let nouvelle = NouvelleDemande {
            identifiant: personne.to_string(),
            service: CLIENT.into(),
            client: client.name,
            lieu: client.place,
            action: "Tester votre e-CPS, sans vous connecter".to_owned(),
            origine,
            nombre: None,
            lieux: Vec::new(),
            vie: None,
        };
        let ouverte = self.demandes.ouvrir(nouvelle).await?;
        let essai = Essai {
            demande: ouverte.id.clone(),
            nombre: ouverte.nombre,
            envoye_le: self.ambient.now(),
            expire_le: ouverte.expire_le,
            valide_le: None,
            personne,
        };
        self.shelf.create(ouverte.id.as_str(), &essai, VIE).await?;
        Ok(ouverte.id)
    }

    /// How it stands. An approval is taken here, once, and kept as the end of the trial. `None`: not a trial of theirs.
    pub async fn suivre(
        &self,
        session: &Session,
        demande: &DemandeId,
    ) -> Result<Option<(Essai, DemandeEtat)>, PortError> {
        if demande.as_str().len() != 43 || !demande.as_str().is_ascii() {
            return Ok(None);
        }
        let seen = self.shelf.read(demande.as_str()).await?;
        let Some(seen) = seen.filter(|seen| seen.value.personne == session.authentication.personne) else {
            return Ok(None);
        };
        let mut essai = seen.value;
        if essai.valide_le.is_some() {
            return Ok(Some((essai, DemandeEtat::Approuvee)));
        }
        let etat = self.demandes.etat(demande).await?;
        if etat != DemandeEtat::Approuvee {
            return Ok(Some((essai, etat)));
        }
        match self.demandes.prendre(demande).await {
            Ok(prise) => essai.valide_le = Some(prise.preuve.at),
            Err(DemandeError::Port(error)) => return Err(error),
            Err(_) => return Ok(Some((essai, DemandeEtat::Expiree))),
        }
        self.shelf.replace(demande.as_str(), seen.version, &essai, VIE).await?;
        Ok(Some((essai, DemandeEtat::Approuvee)))
    }
}
