//! Certificates of organisations, ordered over HTTP by whoever holds the key of the counter: the request (PKCS#10) is read again
//! here, since an authority believes nobody. The bodies are those of `certificat-org`.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::extract::{DefaultBodyLimit, Json, Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Router, middleware};
use certificat_org::{Commande, Delivre, DemandeLue, DemandeRefusee, RaisonRevocation, Revocation};
use serde_json::json;

use crate::registre::{Livraison, hex};
use crate::{Igc, IgcError, Raison, Role, Structure, cartes, pem, puce};

/// Four times the longest request.
const OCTETS: usize = 64 * 1_024;

/// Why no certificate leaves.
#[derive(Debug, thiserror::Error)]
pub enum CommandeRefusee {
    #[error(transparent)]
    Demande(#[from] DemandeRefusee),
    #[error("the reference was used for another key")]
    Reference,
    #[error(transparent)]
    Igc(#[from] IgcError),
}

impl CommandeRefusee {
    /// For whoever ordered, in French.
    pub fn phrase(&self) -> String {
        match self {
            Self::Demande(refus) => refus.phrase().to_owned(),
            Self::Reference => "Cette commande a déjà donné un certificat pour une autre clé.".to_owned(),
            Self::Igc(_) => "L'IGC ne peut pas signer maintenant.".to_owned(),
        }
    }
}

impl Igc {
    /// The certificate of an order; the same one when it is asked for twice.
    pub fn livrer(&self, reference: &str, commande: &Commande) -> Result<Delivre, CommandeRefusee> {
        let lue = DemandeLue::lire(&commande.demande)?;
        lue.pour(&commande.nom, &commande.raison_sociale, &commande.structure)?;
        if let Some(deja) = self.etat().registre.commandes.get(reference) {
            let meme = deja.empreinte == lue.empreinte;
            return if meme { Ok(deja.delivre.clone()) } else { Err(CommandeRefusee::Reference) };
        }
        let structure = Structure {
            raison_sociale: commande.raison_sociale.clone(),
            identifiant: commande.structure.clone(),
            departement: commande.departement.clone(),
        };
        let emis = self.certifier(&structure, (commande.nom.as_str(), commande.usage), lue.publique)?;
        let (serie, certificat) = (hex(&emis.serie), pem::certificat(&emis.der));
        let delivre = Delivre { serie, certificat, depuis: emis.depuis, jusque: emis.jusque };
        let mut etat = self.etat();
        // of two at once the first counts: the other certificate was never anybody's
        let livraison = etat
            .registre
            .commandes
            .entry(reference.to_owned())
            .or_insert_with(|| Livraison { empreinte: lue.empreinte.clone(), delivre });
        let (delivre, meme) = (livraison.delivre.clone(), livraison.empreinte == lue.empreinte);
        if meme && delivre.serie == hex(&emis.serie) {
            etat.registre.inscrire(&emis.serie, Role::Organisations, emis.jusque);
        }
        drop(etat);
        self.retenir()?;
        if meme { Ok(delivre) } else { Err(CommandeRefusee::Reference) }
    }

    /// Revokes what an order led to; the next lists name it.
    pub fn revoquer_commande(&self, reference: &str, raison: RaisonRevocation) -> Result<(), IgcError> {
        let serie = self.etat().registre.commandes.get(reference).map(|livraison| livraison.delivre.serie.clone());
        let raison = match raison {
            RaisonRevocation::CleCompromise => Raison::CleCompromise,
            RaisonRevocation::Remplacee => Raison::Remplacee,
            RaisonRevocation::CessationActivite => Raison::CessationActivite,
        };
        self.revoquer(&serie.ok_or_else(|| IgcError::SerieInconnue(reference.to_owned()))?, raison)
    }
}

#[derive(Clone)]
pub(crate) struct Guichet {
    pub igc: Arc<Igc>,
    cle: Arc<str>,
}

/// `PUT /organisations/{reference}` and `POST /organisations/{reference}/revocation`, and the same for cards, with `cle` as bearer token;
/// `GET /cartes/{reference}/puce-simulee`, which no real authority has.
pub fn guichet_commandes(igc: Arc<Igc>, cle: &str) -> Router {
    let guichet = Guichet { igc, cle: cle.into() };
    Router::new()
        .route("/organisations/{reference}", put(livrer))
        .route("/organisations/{reference}/revocation", post(revoquer))
        .route("/cartes/{reference}", put(cartes::produire))
        .route("/cartes/{reference}/envoi", post(cartes::envoyer))
        .route("/cartes/{reference}/opposition", post(cartes::opposer))
        .route("/cartes/{reference}/puce-simulee", get(puce::lire))
        .route_layer(middleware::from_fn_with_state(guichet.clone(), admettre))
        .layer(DefaultBodyLimit::max(OCTETS))
        .with_state(guichet)
}

async fn admettre(
    State(guichet): State<Guichet>,
    headers: HeaderMap,
    request: axum::extract::Request,
    next: middleware::Next,
) -> Response {
    let shown = headers.get(AUTHORIZATION).and_then(|shown| shown.to_str().ok()?.strip_prefix("Bearer "));
    let same = |shown: &str| verify_slices_are_equal(shown.as_bytes(), guichet.cle.as_bytes()).is_ok();
    match shown.is_some_and(same) {
        true => next.run(request).await,
        false => StatusCode::UNAUTHORIZED.into_response(),
    }
}

async fn livrer(
    State(guichet): State<Guichet>,
    Path(reference): Path<String>,
    Json(commande): Json<Commande>,
) -> Response {
    match guichet.igc.livrer(&reference, &commande) {
        Ok(delivre) => Json(delivre).into_response(),
        Err(refus @ CommandeRefusee::Igc(_)) => (StatusCode::INTERNAL_SERVER_ERROR, refus.to_string()).into_response(),
        Err(refus) => (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "motif": refus.phrase() }))).into_response(),
    }
}

async fn revoquer(
    State(guichet): State<Guichet>,
    Path(reference): Path<String>,
    Json(revocation): Json<Revocation>,
) -> Response {
    match guichet.igc.revoquer_commande(&reference, revocation.raison) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error @ IgcError::SerieInconnue(_)) => (StatusCode::NOT_FOUND, error.to_string()).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
