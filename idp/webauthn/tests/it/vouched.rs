//! Listed models: the maker's authority, the model's certificate, its AAGUID.

use idp_core::passkey::{Ceremonies as _, CeremonyError};
use idp_webauthn::{Maker as Listed, Models, SetupError};
use p256::pkcs8::DecodePrivateKey as _;
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CustomExtension, DnType, DnValue, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};
use serde_json::Value;
use uuid::Uuid;

use crate::authenticator::{Authenticator, MAY_BE_COPIED, Maker};
use crate::devices::{ORIGIN, RP_ID, at, enrol, holder};

const MODEL: [u8; 16] = [7; 16];
const OTHER: [u8; 16] = [8; 16];

struct Factory {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Factory {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.distinguished_name.push(DnType::CommonName, "Invented authenticators root");
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    fn listed(&self, models: &[[u8; 16]]) -> Models {
        let authority = self.certificate.pem().into_bytes();
        Models::listed(&[Listed { authority, models: models.iter().map(|model| Uuid::from_bytes(*model)).collect() }])
            .unwrap()
    }

    /// The attestation certificate of a model (WebAuthn §8.2.1).
    fn maker(&self, aaguid: [u8; 16]) -> Maker {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        let name = &mut params.distinguished_name;
        name.push(DnType::CountryName, DnValue::PrintableString("FR".try_into().unwrap()));
        name.push(DnType::OrganizationName, "Invented authenticators");
        name.push(DnType::OrganizationalUnitName, "Authenticator Attestation");
        name.push(DnType::CommonName, "Invented model");
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        let model = [&[0x04, 0x10], aaguid.as_slice()].concat();
        let fido = CustomExtension::from_oid_content(&[1, 3, 6, 1, 4, 1, 45_724, 1, 1, 4], model);
        params.custom_extensions.push(fido);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = p256::ecdsa::SigningKey::from_pkcs8_der(&key.serialize_der()).unwrap();
        Maker { aaguid, key, certificate: certificate.der().to_vec() }
    }
}

fn device(maker: Option<Maker>) -> Authenticator {
    Authenticator { maker, ..Authenticator::new(1, ORIGIN, RP_ID) }
}

#[test]
fn a_listed_model_is_taken_and_told_as_vouched() {
    let factory = Factory::new();
    let host = at(ORIGIN, factory.listed(&[MODEL]));
    assert!(host.vouched_only());
    let options: Value = serde_json::from_str(&host.begin_enrolment(&holder(), &[]).unwrap().options).unwrap();
    assert_eq!(options["publicKey"]["attestation"], "direct");
    assert_eq!(options["publicKey"]["authenticatorSelection"]["residentKey"], "required");
    let mut device = device(Some(factory.maker(MODEL)));
    let made = enrol(&host, &mut device).unwrap();
    assert!(made.attested && !made.synchronised);
    let begun = host.begin_login().unwrap();
    let answer = device.get(&begun.options).to_string();
    assert!(host.finish_login(&begun.state, &answer, &made.credential).is_ok());
}

#[test]
fn any_other_model_is_refused() {
    let (factory, other) = (Factory::new(), Factory::new());
    let host = at(ORIGIN, factory.listed(&[MODEL]));
    let refused = |maker| enrol(&host, &mut device(maker));
    for (case, maker) in [
        ("not listed", Some(factory.maker(OTHER))),
        ("another authority", Some(other.maker(MODEL))),
        ("nobody vouches", None),
        ("a certificate of another model", Some(Maker { aaguid: MODEL, ..factory.maker(OTHER) })),
    ] {
        let refused = refused(maker);
        assert!(matches!(refused, Err(CeremonyError::Attestation(_))), "{case}: {refused:?}");
    }
    let mut copied = device(Some(factory.maker(MODEL)));
    copied.flags |= MAY_BE_COPIED;
    assert!(matches!(enrol(&host, &mut copied), Err(CeremonyError::Attestation(_))), "it copies its keys");
}

#[test]
fn an_authority_that_cannot_be_read_is_told_at_the_start() {
    let maker = Listed { authority: b"no certificate".to_vec(), models: vec![Uuid::from_bytes(MODEL)] };
    assert!(matches!(Models::listed(&[maker]), Err(SetupError::Authority(_))));
    assert!(matches!(Models::listed(&[]), Ok(Models::Any)));
}
