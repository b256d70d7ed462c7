//! Cards that a registry orders: made once a reference, sent, opposed. A renewal opens with the codes of the card before (MIE-12):
//! the codes are a sealed letter here, so only the name of their set is told.

use ambient::Timestamp;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use carte_cps::{CarteProduite, CommandeCarte, ModeleCarte, OppositionCarte, RaisonOpposition};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::commandes::Guichet;
use crate::{DemandeCarte, Igc, IgcError, Modele, Profession, Raison, Structure};

/// What an order of a card led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CarteCommandee {
    pub commande: CommandeCarte,
    pub produite: CarteProduite,
    pub envoyee: Option<Timestamp>,
}

/// Why no card is made.
#[derive(Debug, thiserror::Error)]
pub enum CarteRefusee {
    #[error("the reference was used for another card")]
    Reference,
    #[error("the identifier, the structure or the profession is not one of such a card")]
    Modele,
    #[error("no card of this authority has these codes")]
    Codes,
    #[error(transparent)]
    Igc(#[from] IgcError),
}

impl CarteRefusee {
    /// For whoever ordered, in French.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Reference => "Cette commande a déjà donné une autre carte.",
            Self::Modele => "L’identifiant, la structure ou la profession ne vont pas avec ce type de carte.",
            Self::Codes => "La carte dont les codes sont à reprendre n’a pas été fabriquée ici.",
            Self::Igc(_) => "L’autorité ne peut pas fabriquer de carte maintenant.",
        }
    }
}

impl Igc {
    /// The card of an order; the same one when it is asked for twice.
    pub fn produire(&self, reference: &str, commande: &CommandeCarte) -> Result<CarteProduite, CarteRefusee> {
        if let Some(deja) = self.etat().registre.cartes.get(reference) {
            let meme = deja.commande == *commande;
            return if meme { Ok(deja.produite.clone()) } else { Err(CarteRefusee::Reference) };
        }
        let codes = match &commande.codes_de {
            Some(autre) => self.codes(autre).ok_or(CarteRefusee::Codes)?,
            None => self.ambient.chance.digits(16),
        };
        let demande = demande(commande).ok_or(CarteRefusee::Modele)?;
        let depuis = self.ambient.now();
        let paire = self.paire(&demande)?;
        let series = vec![paire.authentification.serie.clone(), paire.signature.serie];
        let produite =
            CarteProduite { numero: paire.numero.clone(), series, depuis, jusque: demande.validite.fin(depuis), codes };
        let carte = CarteCommandee { commande: commande.clone(), produite: produite.clone(), envoyee: None };
        // of two at once the first counts: the other card was never anybody's
        let gardee = {
            let mut etat = self.etat();
            let gardee = etat.registre.cartes.entry(reference.to_owned()).or_insert(carte).clone();
            if gardee.produite.numero == produite.numero {
                etat.puces.insert(reference.to_owned(), paire.authentification);
            }
            gardee
        };
        self.retenir()?;
        if gardee.commande == *commande { Ok(gardee.produite) } else { Err(CarteRefusee::Reference) }
    }

    fn codes(&self, reference: &str) -> Option<String> {
        self.etat().registre.cartes.get(reference).map(|carte| carte.produite.codes.clone())
    }

    /// Into the post, once.
    pub fn envoyer_carte(&self, reference: &str) -> Result<(), IgcError> {
        let le = self.ambient.now();
        match self.etat().registre.cartes.get_mut(reference) {
            Some(carte) => _ = carte.envoyee.get_or_insert(le),
            None => return Err(IgcError::SerieInconnue(reference.to_owned())),
        }
        self.retenir()
    }

    /// Opposes the card of an order: the next lists name all its certificates.
    pub fn opposer_commande(&self, reference: &str, raison: RaisonOpposition) -> Result<(), IgcError> {
        let numero = self.etat().registre.cartes.get(reference).map(|carte| carte.produite.numero.clone());
        let raison = match raison {
            RaisonOpposition::Perdue => Raison::CleCompromise,
            RaisonOpposition::Defectueuse | RaisonOpposition::Remplacee => Raison::Remplacee,
            RaisonOpposition::Depart => Raison::AffiliationChangee,
        };
        self.opposer(&numero.ok_or_else(|| IgcError::SerieInconnue(reference.to_owned()))?, raison).map(drop)
    }
}

/// `None`: such a card does not carry that.
fn demande(commande: &CommandeCarte) -> Option<DemandeCarte> {
    let modele = match commande.modele {
        ModeleCarte::Cps => Modele::Cps,
        ModeleCarte::Cpe => Modele::Cpe,
        ModeleCarte::Cde => Modele::Cde,
    };
    if !modele.famille().porte(&commande.identifiant) {
        return None;
    }
    let (qui, nom, prenom) = (commande.identifiant.clone(), &commande.nom, &commande.prenom);
    match (modele, &commande.profession, &commande.structure) {
        (Modele::Cps, Some(profession), None) => {
            let profession = Profession { code: profession.code, libelle: profession.libelle.clone() };
            Some(DemandeCarte::cps(qui, nom, prenom, profession))
        }
        (Modele::Cpe | Modele::Cde, None, Some(structure)) => {
            let structure = Structure {
                raison_sociale: structure.raison_sociale.clone(),
                identifiant: structure.identifiant.clone(),
                departement: structure.departement.clone(),
            };
            Some(DemandeCarte::cpe(qui, nom, prenom, structure).avec_modele(modele))
        }
        _ => None,
    }
}

pub(crate) async fn produire(
    State(guichet): State<Guichet>,
    Path(reference): Path<String>,
    Json(commande): Json<CommandeCarte>,
) -> Response {
    match guichet.igc.produire(&reference, &commande) {
        Ok(produite) => Json(produite).into_response(),
        Err(refus @ CarteRefusee::Igc(_)) => (StatusCode::INTERNAL_SERVER_ERROR, refus.to_string()).into_response(),
        Err(refus) => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "motif": refus.phrase() }))).into_response(),
    }
}

pub(crate) async fn envoyer(State(guichet): State<Guichet>, Path(reference): Path<String>) -> Response {
    faite(guichet.igc.envoyer_carte(&reference))
}

pub(crate) async fn opposer(
    State(guichet): State<Guichet>,
    Path(reference): Path<String>,
    Json(opposition): Json<OppositionCarte>,
) -> Response {
    faite(guichet.igc.opposer_commande(&reference, opposition.raison))
}

fn faite(faite: Result<(), IgcError>) -> Response {
    match faite {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error @ IgcError::SerieInconnue(_)) => (StatusCode::NOT_FOUND, error.to_string()).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
