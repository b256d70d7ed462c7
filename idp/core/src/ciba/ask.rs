use annuaire::{Exercice, Personne, Situation};
use ecps::LieuPropose;

use super::{Ciba, CibaRequest, service::Waiting};
use crate::annuaire::AnnuaireError;
use crate::client::Client;
use crate::ecps::{NouvelleDemande, Origine};
use crate::situation::{self, Decision, Wishes};

/// What people call a profession and a role. The phone is French.
pub trait Metiers: Send + Sync {
    /// « Aide-soignant. Rôle : accompagnement au soin. »; empty where the codes have no words.
    fn dits(&self, exercice: &Exercice, situation: &Situation) -> String;
}

impl Ciba {
    /// Asks the phone, once the client has its answer. Whoever is not registered is asked for like anybody else: no phone
    /// rings, and the request expires.
    pub(super) async fn ask(&self, client: &Client, waiting: Waiting, request: CibaRequest, origine: Origine) {
        let lieux = match self.deps.annuaire.personne(&request.personne).await {
            Ok(personne) => self.places(client, &personne, request.situation_hint.as_deref()),
            Err(AnnuaireError::Inconnue | AnnuaireError::Desactivee) => Vec::new(),
            Err(AnnuaireError::HorsService(cause)) => {
                tracing::warn!(cause, client.id = %client.id, "nobody was asked: the registry is out of reach");
                return;
            }
        };
        let nouvelle = NouvelleDemande {
            identifiant: request.personne.to_string(),
            service: client.id.clone(),
            client: client.name.clone(),
            lieu: client.place.clone(),
            action: "Se connecter".to_owned(),
            origine,
            nombre: Some(request.binding_message),
            lieux,
            vie: Some(request.life),
        };
        if let Err(error) = self.put(&waiting, request.personne, (nouvelle, request.acr_floor)).await {
            tracing::warn!(%error, client.id = %client.id, "a phone or a card could not be asked");
        }
    }

    /// Where the person may work, if the phone has to ask (design §4).
    fn places(&self, client: &Client, personne: &Personne, hint: Option<&str>) -> Vec<LieuPropose> {
        let now = self.deps.ambient.now();
        match situation::decide(personne, client, Wishes { hint, ..Wishes::default() }, now) {
            Decision::Ask { .. } => {
                let current = situation::current(personne, now).into_iter();
                current.map(|(exercice, situation)| self.lieu(exercice, situation)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// As a person names a place of work: the name and the town, then what tells two of them apart: the profession and the
    /// role, which may be two in one place, and the number of the place.
    fn lieu(&self, exercice: &Exercice, situation: &Situation) -> LieuPropose {
        let structure = situation.structure.clone().unwrap_or_default();
        let nom = [structure.raison_sociale, structure.enseigne].into_iter().find(|nom| !nom.is_empty());
        let ville = structure.bureau_cedex.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned();
        let titre = [nom.unwrap_or_else(|| "Exercice sans établissement".to_owned()), ville];
        let finess = Some(structure.finess).filter(|finess| !finess.is_empty());
        let details = [
            self.deps.metiers.dits(exercice, situation),
            finess.map(|finess| format!("FINESS {finess}")).unwrap_or_default(),
        ];
        LieuPropose {
            situation: situation.id.to_string(),
            titre: said(titre).join(", "),
            details: said(details).join(" "),
        }
    }
}

fn said(parts: [String; 2]) -> Vec<String> {
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}
