//! Legal persons that show their certificate: what it allows, and what it never does (facts/registry.md CRT-01 to CRT-06).

use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};

use super::*;
use crate::client::{LegalPerson, TlsSubject};
use crate::fakes::FakeSender;
use crate::token::purpose;

const EJ: &str = "1690990015";
/// Of the token endpoint, as a proof names it.
const URL: &str = "https://issuer.test/token";

/// ORG AUTH_CLI of a legal person.
fn certificate(unit: &str, name: &str) -> Vec<u8> {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationalUnitName, unit);
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
}

/// `dui` is registered for these purposes, with a certificate that the authority vouches for.
async fn house_of(unit: &str, name: &str, purposes: &[&str]) -> (FakeIssuer, Vec<u8>) {
    // several of them do not fit on the stack of a test
    let house = Box::pin(house()).await;
    let leaf = certificate(unit, name);
    house.machines.trust(&leaf);
    let subject = TlsSubject::SubjectDn(format!("CN={name},OU={unit}"));
    let legal = LegalPerson {
        struct_id_nat: EJ.into(),
        raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".into(),
        purposes: purposes.iter().map(|word| (*word).to_owned()).collect(),
    };
    house
        .change_client("dui", |client| {
            client.grants.push(GrantType::ClientCredentials);
            client.auth = ClientAuth::TlsClientAuth { subject };
            client.legal_person = Some(legal);
        })
        .await;
    (house, leaf)
}

async fn asked(house: &FakeIssuer, leaf: &[u8], scope: &str) -> Result<TokenResponse, TokenRefusal> {
    let form = format!("grant_type=client_credentials&client_id=dui{scope}");
    let params = Parameters::parse(form.as_bytes());
    let certificate = [leaf.to_vec()];
    let call = BackChannelCall { certificate: &certificate, ..BackChannelCall::plain(&params, "192.0.2.1") };
    Box::pin(house.tokens.answer(&call)).await
}

fn told(refusal: TokenRefusal) -> TokenResponse {
    panic!("{refusal}")
}

/// The sentence with which it is refused, which is what the caller reads.
async fn refused(house: &FakeIssuer, leaf: &[u8], scope: &str) -> &'static str {
    let public = asked(house, leaf, scope).await.err().expect("refused").public();
    assert_eq!(public.error, ErrorCode::InvalidScope);
    public.description
}

// requirement: CRT-01 CRT-02
#[tokio::test]
async fn a_certificate_feeds_the_dmp_in_the_name_of_the_legal_person_with_a_token_that_is_worth_nothing_without_it() {
    let (house, leaf) = house_of(EJ, "DUI-AUTH", &["dmp.alimentation", "mss.envoi"]).await;
    let tokens = asked(&house, &leaf, "&scope=dmp.alimentation").await.unwrap_or_else(told);
    let claims = verified(&house, &tokens.access_token).await;
    assert_eq!((tokens.scope.as_str(), &claims["Struct_IdNat"]), ("dmp.alimentation", &EJ.into()));
    assert!(claims["cnf"]["x5t#S256"].is_string(), "{claims:?}");
    let free = asked(&house, &leaf, "&scope=mss.envoi").await.unwrap_or_else(told);
    assert!(!verified(&house, &free.access_token).await.contains_key("cnf"));
}

// requirement: CRT-01 T07
#[tokio::test]
async fn a_key_that_is_proven_beside_the_certificate_takes_its_place_for_nothing_that_leans_on_it() {
    let (house, leaf) = house_of(EJ, "DUI-AUTH", &["dmp.alimentation", "mss.envoi"]).await;
    let (sender, certificate) = (FakeSender::new(), [leaf]);
    for (scope, bound, free) in [("dmp.alimentation", "x5t#S256", "jkt"), ("mss.envoi", "jkt", "x5t#S256")] {
        let form = format!("grant_type=client_credentials&client_id=dui&scope={scope}");
        let params = Parameters::parse(form.as_bytes());
        let dpop = [sender.proof(&FakeSender::claims("POST", URL, house.ambient.now(), scope))];
        let plain = BackChannelCall::plain(&params, "192.0.2.1");
        let call = BackChannelCall { certificate: &certificate, dpop: &dpop, url: URL, ..plain };
        let tokens = Box::pin(house.tokens.answer(&call)).await.unwrap_or_else(told);
        let cnf = &verified(&house, &tokens.access_token).await["cnf"];
        assert!(cnf[bound].is_string() && cnf[free].is_null(), "{scope}: {cnf}");
    }
}

// requirement: CRT-03
#[tokio::test]
async fn nobody_reads_the_dmp_with_a_certificate_whatever_was_registered() {
    let purposes = ["dmp.alimentation", "dmp.lecture", "dmp.consultation"];
    let (house, leaf) = house_of(EJ, "DUI-AUTH", &purposes).await;
    for scope in ["&scope=dmp.lecture", "&scope=dmp.consultation", "&scope=dmp.alimentation+dmp.lecture"] {
        assert_eq!(refused(&house, &leaf, scope).await, purpose::OF_A_PERSON, "{scope}");
    }
    assert_eq!(asked(&house, &leaf, "").await.unwrap_or_else(told).scope, "dmp.alimentation");
    assert_eq!(house.journal.field("token.refused", "cause").as_deref(), Some(purpose::OF_A_PERSON));
}

// requirement: CRT-06
#[tokio::test]
async fn insi_has_a_certificate_of_its_own_which_serves_nothing_else() {
    let purposes = ["dmp.alimentation", "insi.recherche", "mss.envoi"];
    let (house, leaf) = house_of(EJ, "DUI-AUTH", &purposes).await;
    assert_eq!(refused(&house, &leaf, "&scope=insi.recherche").await, purpose::NOT_FOR_INSI);
    assert_eq!(asked(&house, &leaf, "").await.unwrap_or_else(told).scope, "dmp.alimentation mss.envoi");
    for name in ["INSI-AUTO-DUI", "INSI-MANU"] {
        let (house, leaf) = house_of(EJ, name, &purposes).await;
        assert_eq!(asked(&house, &leaf, "&scope=insi.recherche").await.unwrap_or_else(told).scope, "insi.recherche");
        assert_eq!(refused(&house, &leaf, "&scope=dmp.alimentation").await, purpose::FOR_INSI_ALONE);
    }
    let (house, leaf) = house_of(EJ, "INSI-DUI", &purposes).await;
    assert_eq!(refused(&house, &leaf, "&scope=insi.recherche").await, purpose::UNREADABLE, "by the naming rule");
}

// requirement: CRT-01 CRT-07
#[tokio::test]
async fn a_certificate_of_another_legal_person_allows_nothing() {
    let (house, leaf) = house_of("1440990026", "DUI-AUTH", &["dmp.alimentation"]).await;
    assert_eq!(refused(&house, &leaf, "").await, purpose::OF_ANOTHER);
}

// requirement: CRT-02 CRT-05
#[tokio::test]
async fn without_its_certificate_a_service_feeds_nothing() {
    let (house, leaf) = house_of(EJ, "DUI-AUTH", &["dmp.alimentation"]).await;
    let strange = certificate(EJ, "DUI-AUTH");
    assert!(asked(&house, &strange, "").await.is_err_and(|refusal| matches!(refusal, TokenRefusal::Client(_))));
    let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
    house.change_client("dui", |client| client.auth = ClientAuth::ClientSecretPost { secret }).await;
    let form = "grant_type=client_credentials&client_id=dui&client_secret=s3cret&scope=dmp.alimentation";
    let params = Parameters::parse(form.as_bytes());
    let beside = [leaf];
    for certificate in [&beside[..], &[]] {
        let call = BackChannelCall { certificate, ..BackChannelCall::plain(&params, "192.0.2.1") };
        let refusal = house.tokens.answer(&call).await.err().expect("refused");
        assert_eq!(refusal.public().description, purpose::WITHOUT_CERTIFICATE);
    }
}
