//! The declaration of a service.

use idp_core::client::Profile;
use idp_core::registration::{Method, Objection};
use idp_partenaires::{Fiche, Refus};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The declaration of a service.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FicheJson {
    #[schema(example = "Dossier résident", max_length = 100)]
    pub nom: String,
    #[schema(example = "EHPAD FICTIF LES TILLEULS, tilleuls.example", max_length = 100)]
    pub lieu: String,
    /// `psc` (the default), `oidc`, `fapi2`, `fapi2-message-signing` or `fapi-ciba`.
    pub profil: Option<String>,
    /// `client_secret_post` (the default) or another of `token_endpoint_auth_methods_supported`.
    pub methode: Option<String>,
    pub adresses_retour: Vec<String>,
    pub adresses_deconnexion: Vec<String>,
    /// `openid` and `scope_all` by default.
    pub scopes: Option<Vec<String>>,
    /// RFC 7517, public keys only.
    pub jwks: Option<Value>,
    pub jwks_uri: Option<String>,
    /// `tls_client_auth`: the subject (RFC 4514).
    pub certificat: Option<String>,
    pub deconnexion_serveur: Option<String>,
    pub page: Option<String>,
    pub logo: Option<String>,
    pub politique: Option<String>,
    pub conditions: Option<String>,
    pub contacts: Vec<String>,
}

impl FicheJson {
    /// A word that nobody knows is an objection like the others.
    pub fn lire(self) -> Result<Fiche, Refus> {
        let base = Fiche::default();
        let profil = match self.profil.as_deref() {
            None => base.profil,
            Some(word) => Profile::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| unknown("profile"))?,
        };
        let methode = match self.methode.as_deref() {
            None => base.methode,
            Some(word) => Method::ALL.into_iter().find(|one| one.word() == word).ok_or_else(|| unknown("auth"))?,
        };
        Ok(Fiche {
            nom: self.nom,
            lieu: self.lieu,
            profil,
            methode,
            adresses_retour: self.adresses_retour,
            adresses_deconnexion: self.adresses_deconnexion,
            scopes: self.scopes.unwrap_or(base.scopes),
            jwks: self.jwks,
            jwks_uri: self.jwks_uri,
            certificat: self.certificat,
            deconnexion_serveur: self.deconnexion_serveur,
            page: self.page,
            logo: self.logo,
            politique: self.politique,
            conditions: self.conditions,
            contacts: self.contacts,
        })
    }
}

fn unknown(key: &'static str) -> Refus {
    Refus::Fiche(vec![Objection {
        code: "enregistrement.profil-et-procede",
        key,
        reason: "unknown word".to_owned(),
        remedy: "write one of the discovery document",
    }])
}

impl From<&Fiche> for FicheJson {
    fn from(fiche: &Fiche) -> Self {
        let fiche = fiche.clone();
        Self {
            nom: fiche.nom,
            lieu: fiche.lieu,
            profil: Some(fiche.profil.word().to_owned()),
            methode: Some(fiche.methode.word().to_owned()),
            adresses_retour: fiche.adresses_retour,
            adresses_deconnexion: fiche.adresses_deconnexion,
            scopes: Some(fiche.scopes),
            jwks: fiche.jwks,
            jwks_uri: fiche.jwks_uri,
            certificat: fiche.certificat,
            deconnexion_serveur: fiche.deconnexion_serveur,
            page: fiche.page,
            logo: fiche.logo,
            politique: fiche.politique,
            conditions: fiche.conditions,
            contacts: fiche.contacts,
        }
    }
}
