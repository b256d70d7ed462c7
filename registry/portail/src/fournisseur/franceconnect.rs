use std::fmt;

use oidc::Acr;
use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, OAuth2TokenResponse as _, UserInfoClaims};
use serde::{Deserialize, Serialize};

use super::decouverte::Decouvert;
use super::{Fournisseur, Jetons};
use crate::refus::Refus;

/// Civil status that FranceConnect vouches for: shown, never changed here (ENR-04).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentitePivot {
    /// What FranceConnect knows this person by at this portal.
    pub sujet: String,
    /// At birth.
    pub nom: String,
    pub prenoms: Vec<String>,
    /// The name that the person goes by, when it is another one.
    pub nom_usage: Option<String>,
    /// `female` or `male`.
    pub genre: String,
    /// `1988-02-04`; a day or a month that nobody knows is `00`.
    pub naissance: String,
    /// INSEE code; empty for a birth abroad.
    pub commune: String,
    /// COG code, 99100 for France.
    pub pays: String,
    /// What it vouched with: the lowest, or more (FranceConnect+). `None`: a visit of a release that did not keep it.
    #[serde(default)]
    pub niveau: Option<Acr>,
    /// Offered as an answer, to be changed at will: contact data is the person's own.
    pub courriel: String,
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Naissance {
    #[serde(default)]
    birthplace: String,
    #[serde(default)]
    birthcountry: String,
    #[serde(default)]
    given_name_array: Vec<String>,
}
impl AdditionalClaims for Naissance {}

/// Never in a log.
impl fmt::Debug for IdentitePivot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdentitePivot(…)")
    }
}

impl Fournisseur {
    /// A signed answer alone is believed, from this issuer and for this client, at the level that was asked for or above: the
    /// browser carries what is asked, so that a level that is not compared may have been lowered on the way.
    pub async fn identite(&self, decouvert: &Decouvert, jetons: &Jetons) -> Result<IdentitePivot, Refus> {
        let Some(niveau) = jetons.niveau.filter(|niveau| *niveau >= self.usage.niveau) else {
            let (dit, voulu) = (jetons.niveau.map_or("none", Acr::word), self.usage.niveau.word());
            return Err(Refus::Jeton(format!("the level (acr) is {dit}, {voulu} was asked for")));
        };
        let acces = jetons.reponse.access_token().clone();
        let demande = decouvert.client.user_info(acces, Some(jetons.sujet.clone()));
        let demande = demande.map_err(|_| Refus::Jeton("the provider names no userinfo endpoint".to_owned()))?;
        let claims: UserInfoClaims<Naissance, CoreGenderClaim> =
            demande.require_signed_response(true).request_async(&self.http).await.map_err(Refus::injoignable)?;
        let texte = |valeur: Option<String>| valeur.unwrap_or_default();
        let prenoms = texte(claims.given_name().and_then(|noms| noms.get(None)).map(|nom| nom.to_string()));
        let naissance = claims.additional_claims();
        let identite = IdentitePivot {
            sujet: jetons.sujet.to_string(),
            nom: texte(claims.family_name().and_then(|noms| noms.get(None)).map(|nom| nom.to_string())),
            prenoms: match naissance.given_name_array.is_empty() {
                true => prenoms.split_whitespace().map(str::to_owned).collect(),
                false => naissance.given_name_array.clone(),
            },
            nom_usage: claims.preferred_username().map(|nom| nom.to_string()).filter(|nom| !nom.is_empty()),
            genre: texte(claims.gender().map(|genre| genre.to_string())),
            naissance: texte(claims.birthdate().map(|jour| jour.to_string())),
            commune: naissance.birthplace.clone(),
            pays: naissance.birthcountry.clone(),
            niveau: Some(niveau),
            courriel: texte(claims.email().map(|adresse| adresse.to_string())),
        };
        let entiere = !identite.nom.is_empty() && !identite.prenoms.is_empty() && !identite.naissance.is_empty();
        if entiere { Ok(identite) } else { Err(Refus::Jeton("the identity lacks a name or a birth".to_owned())) }
    }
}
