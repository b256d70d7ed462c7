use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, OAuth2TokenResponse as _, UserInfoClaims};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::{Decouvert, Fournisseur, Jetons};
use crate::refus::Refus;

/// Who signed in with a card or the e-CPS. What they may do is asked of the registry, each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonneCaducee {
    pub identifiant: IdentifiantNational,
    pub prenom: String,
    pub nom: String,
}

/// The one claim of ours that is needed.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Identifiant {
    #[serde(rename = "SubjectNameID")]
    identifiant: String,
}
impl AdditionalClaims for Identifiant {}

impl Fournisseur {
    /// Who this person is (OpenID Connect Core 5.3); the answer must speak of the one whom the ID token names.
    pub async fn personne(&self, decouvert: &Decouvert, jetons: &Jetons) -> Result<PersonneCaducee, Refus> {
        let acces = jetons.reponse.access_token().clone();
        let demande = decouvert.client.user_info(acces, Some(jetons.sujet.clone()));
        let demande = demande.map_err(|_| Refus::Jeton("the provider names no userinfo endpoint".to_owned()))?;
        let claims: UserInfoClaims<Identifiant, CoreGenderClaim> =
            demande.request_async(&self.http).await.map_err(Refus::injoignable)?;
        let identifiant = claims.additional_claims().identifiant.parse();
        let prenom = claims.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.to_string());
        let nom = claims.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.to_string());
        Ok(PersonneCaducee {
            identifiant: identifiant.map_err(|_| Refus::Jeton("SubjectNameID is no national identifier".to_owned()))?,
            prenom: prenom.unwrap_or_default(),
            nom: nom.unwrap_or_default(),
        })
    }
}
