use openidconnect::core::{CoreGenderClaim, CoreTokenResponse};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, LogoutRequest, OAuth2TokenResponse as _, PostLogoutRedirectUrl,
    TokenResponse as _, UserInfoClaims,
};
use serde::{Deserialize, Serialize};

use crate::decor::{APRES, Decor, Demandeur, Depart, Voix, adresse};

/// What FranceConnect tells beside the standard claims.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Naissance {
    birthplace: Option<String>,
    birthcountry: Option<String>,
    given_name_array: Option<Vec<String>>,
}
impl AdditionalClaims for Naissance {}

async fn jetons(decor: &Decor, demandeur: &Demandeur, depart: Depart, personne: &str) -> CoreTokenResponse {
    let code = decor.code(&depart, personne).await;
    let echange = demandeur.exchange_code(code).unwrap().set_pkce_verifier(depart.pkce);
    let jetons = echange.request_async(&Voix(&decor.http)).await.unwrap();
    let verifier = demandeur.id_token_verifier();
    let id_token = jetons.id_token().unwrap();
    let claims = id_token.claims(&verifier, &depart.nonce).unwrap();
    let (alg, cle) = (id_token.signing_alg().unwrap(), id_token.signing_key(&verifier).unwrap());
    let calcule = AccessTokenHash::from_token(jetons.access_token(), alg, cle).unwrap();
    assert_eq!(claims.access_token_hash(), Some(&calcule));
    assert_eq!(claims.auth_context_ref().unwrap().as_str(), "eidas1");
    jetons
}

async fn identite(
    decor: &Decor,
    demandeur: &Demandeur,
    jetons: &CoreTokenResponse,
) -> UserInfoClaims<Naissance, CoreGenderClaim> {
    let demande = demandeur.user_info(jetons.access_token().clone(), None).unwrap().require_signed_response(true);
    demande.request_async(&Voix(&decor.http)).await.unwrap()
}

#[tokio::test]
async fn a_login_ends_in_a_signed_identity() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &["identite_pivot", "email", "preferred_username"]);
    let jetons = jetons(&decor, &demandeur, depart, "clara").await;
    let qui = identite(&decor, &demandeur, &jetons).await;
    assert!(qui.subject().as_str().ends_with("v1"));
    assert_eq!(qui.given_name().unwrap().get(None).unwrap().as_str(), "Clara Marie");
    assert_eq!(qui.family_name().unwrap().get(None).unwrap().as_str(), "FICTIF-HOARAU");
    assert_eq!(qui.birthdate().unwrap().as_str(), "1991-03-27");
    assert_eq!(qui.gender().unwrap().as_str(), "female");
    assert_eq!(qui.preferred_username().unwrap().as_str(), "FICTIF-D’ALMEIDA");
    let naissance = qui.additional_claims();
    assert_eq!((naissance.birthplace.as_deref(), naissance.birthcountry.as_deref()), (Some("97411"), Some("99100")));
    assert_eq!(naissance.given_name_array.as_deref(), Some(["Clara".to_owned(), "Marie".to_owned()].as_slice()));
}

#[tokio::test]
async fn what_was_not_asked_is_not_told() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &["family_name"]);
    let jetons = jetons(&decor, &demandeur, depart, "lina").await;
    let qui = identite(&decor, &demandeur, &jetons).await;
    assert!(qui.family_name().is_some());
    assert!(qui.birthdate().is_none() && qui.email().is_none() && qui.additional_claims().birthplace.is_none());
}

#[tokio::test]
async fn another_client_knows_the_same_person_by_another_subject() {
    let decor = Decor::nouveau().await;
    let mut sujets = Vec::new();
    for id in ["portail", "autre", "portail"] {
        let demandeur = decor.demandeur(id).await;
        let jetons = jetons(&decor, &demandeur, Decor::partir(&demandeur, &[]), "lina").await;
        sujets.push(identite(&decor, &demandeur, &jetons).await.subject().clone());
    }
    assert_eq!(sujets[0], sujets[2]);
    assert_ne!(sujets[0], sujets[1]);
}

#[tokio::test]
async fn a_logout_leads_back_where_it_was_registered_and_nowhere_else() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let jetons = jetons(&decor, &demandeur, Decor::partir(&demandeur, &[]), "lina").await;
    let fin = format!("{}/api/v2/session/end", decor.origine);
    for (apres, suivi) in [(APRES, true), ("https://ailleurs.test/", false)] {
        let url = LogoutRequest::from(openidconnect::EndSessionUrl::new(fin.clone()).unwrap())
            .set_id_token_hint(jetons.id_token().unwrap())
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(apres.to_owned()).unwrap())
            .http_get_url();
        let reponse = decor.http.get(url).send().await.unwrap();
        assert_eq!(reponse.status().is_redirection(), suivi, "{apres}");
        assert!(!suivi || adresse(&reponse).as_str() == APRES);
    }
}

#[tokio::test]
async fn a_client_that_chose_es256_gets_it_everywhere() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("courbe").await;
    let jetons = jetons(&decor, &demandeur, Decor::partir(&demandeur, &["email"]), "lina").await;
    assert_eq!(
        jetons.id_token().unwrap().signing_alg().unwrap(),
        &openidconnect::core::CoreJwsSigningAlgorithm::EcdsaP256Sha256
    );
    let userinfo = decor.http.get(format!("{}/api/v2/userinfo", decor.origine));
    let reponse = userinfo.bearer_auth(jetons.access_token().secret()).send().await.unwrap();
    assert_eq!(reponse.headers()["content-type"], "application/jwt");
    let cles = decor.http.get(format!("{}/api/v2/jwks", decor.origine)).send().await.unwrap().text().await.unwrap();
    let cles = jose::jwk::parse_set(&cles).unwrap();
    let identite = jose::jws::verify(&reponse.text().await.unwrap(), &cles, &[jose::JwsAlg::ES256]).unwrap();
    assert_eq!(identite.claims["email"], "lina.ouedraogo@exemple.test");
}
