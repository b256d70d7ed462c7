use std::fmt;

use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, OAuth2TokenResponse as _, UserInfoClaims};
use registry_core::contact::{MoyenFort, PreuveForte};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::decouverte::Decouvert;
use super::{Fournisseur, Jetons};
use crate::refus::Refus;

/// Who signed in with a card or the e-CPS. What they may do is asked of the registry, each time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonneCaducee {
    pub identifiant: IdentifiantNational,
    pub prenom: String,
    pub nom: String,
    /// How and when they showed who they are; `None`: not by a means that counts, or the provider does not say.
    pub preuve: Option<PreuveForte>,
}

/// The claims of ours that are needed.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Identifiant {
    #[serde(rename = "SubjectNameID")]
    identifiant: String,
    /// `CARD`, `MOBILE`; a client of another profile reads `amr` instead.
    #[serde(rename = "authMode", default)]
    moyen: String,
}
impl AdditionalClaims for Identifiant {}

impl PersonneCaducee {
    /// With a card: what whoever serves everybody must come with (R10).
    pub fn par_carte(&self) -> bool {
        self.preuve.as_ref().is_some_and(|preuve| preuve.moyen == MoyenFort::Carte)
    }
}

/// Never in a log.
impl fmt::Debug for PersonneCaducee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonneCaducee(…)")
    }
}

impl Fournisseur {
    /// Who this person is (OpenID Connect Core 5.3); the answer must speak of the one whom the ID token names.
    pub async fn personne(&self, decouvert: &Decouvert, jetons: &Jetons) -> Result<PersonneCaducee, Refus> {
        let acces = jetons.reponse.access_token().clone();
        let demande = decouvert.client.user_info(acces, Some(jetons.sujet.clone()));
        let demande = demande.map_err(|_| Refus::Jeton("the provider names no userinfo endpoint".to_owned()))?;
        let claims: UserInfoClaims<Identifiant, CoreGenderClaim> =
            demande.request_async(&self.http).await.map_err(Refus::injoignable)?;
        let sien = claims.additional_claims();
        let identifiant: IdentifiantNational =
            sien.identifiant.parse().map_err(|_| Refus::Jeton("SubjectNameID is no national identifier".to_owned()))?;
        let prenom = claims.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.to_string());
        let nom = claims.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.to_string());
        let forte = jetons.forte.as_ref();
        let preuve = forte.zip(forte.and_then(|forte| MoyenFort::lu(&sien.moyen, &forte.amr)));
        let preuve = preuve.map(|(forte, moyen)| PreuveForte { personne: identifiant.clone(), le: forte.le, moyen });
        Ok(PersonneCaducee { identifiant, preuve, prenom: prenom.unwrap_or_default(), nom: nom.unwrap_or_default() })
    }
}
