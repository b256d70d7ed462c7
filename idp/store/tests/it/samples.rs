//! Values of the core's types, different where the number is.

use ambient::{Resting, Seconds};
use ecps::AppareilId;
use idp_core::client::{Client, ClientAuth, ClientId, Profile, SansSituation};
use idp_core::ecps::{Appareil, AppareilEtat};
use idp_core::grant::{Emission, Grant, GrantId, RefreshToken, Terms};
use idp_core::key::{KeyHome, SigningAlg, StoredKey};
use idp_core::moyen::{Authentication, MoyenKind};
use idp_core::session::SessionId;
use oidc::Confirmation;
use sante::{IdentifiantNational, SituationId};

use crate::bench::NOW;

pub fn personne() -> IdentifiantNational {
    "899900000011".parse().unwrap()
}

pub fn resting(text: &str) -> Resting {
    Resting::from(text.to_owned())
}

pub fn client(id: &str) -> Client {
    Client {
        id: ClientId::from(id),
        name: "Dossier de l'usager « Été »".to_owned(),
        place: "EHPAD FICTIF LES TILLEULS, tilleuls.example".to_owned(),
        profile: Profile::Psc,
        auth: ClientAuth::ClientSecretBasic { secret: "resting".to_owned() },
        redirect_uris: vec!["https://tilleuls.example/retour".to_owned()],
        post_logout_redirect_uris: vec![],
        scopes: vec!["openid".to_owned(), "scope_all".to_owned()],
        id_token_alg: SigningAlg::ES256,
        pkce_required: true,
        may_introspect: false,
        may_hint_situation: true,
        structure: Some("690990114".to_owned()),
        sans_situation: SansSituation::Refuse,
        disabled_at: None,
        grants: idp_core::client::code_and_refresh(),
        keys: idp_core::client::ClientKeys::None,
        assertion_alg: None,
        requests: idp_core::client::RequestRules::default(),
        answers: idp_core::client::AnswerRules::default(),
        tokens: idp_core::client::TokenRules::default(),
        logout: idp_core::client::LogoutRules::default(),
        ciba: None,
        subject: idp_core::client::SubjectRules::default(),
        shown: idp_core::client::Shown::default(),
        legal_person: None,
        origin: idp_core::client::Origin::Declared,
        outgoing: None,
    }
}

pub fn key(kid: &str) -> StoredKey {
    StoredKey {
        kid: kid.to_owned(),
        alg: SigningAlg::RS256,
        public_jwk: r#"{"kty":"RSA"}"#.to_owned(),
        home: KeyHome::Sealed(vec![0, 255, 0, 1, 128]),
        created_at: NOW,
        signs_from: NOW.plus(Seconds::hours(1)),
        retired_at: None,
    }
}

pub fn grant(number: usize) -> Grant {
    Grant {
        id: GrantId::from(format!("grant-{number}")),
        session: SessionId::from("session"),
        client: ClientId::from("dui"),
        authentication: Authentication {
            personne: personne(),
            kind: MoyenKind::Ecps,
            moyen: "appareil".to_owned(),
            at: NOW,
            plafond: None,
        },
        situation: Some(SituationId::from("situation")),
        scope: vec!["openid".to_owned()],
        nonce: Some("n".to_owned()),
        acr: "eidas1".to_owned(),
        opened_at: NOW,
        ends_at: NOW.plus(Seconds::hours(4)),
        resources: Vec::new(),
        claims: Default::default(),
        card_present: false,
    }
}

pub fn emission(grant: usize, origin: &str) -> Emission {
    Emission {
        origin: origin.to_owned(),
        grant: GrantId::from(format!("grant-{grant}")),
        token: format!("jti-of-{origin}-for-{grant}"),
        at: NOW,
        expires_at: NOW.plus(Seconds(120)),
        terms: terms(),
    }
}

pub fn terms() -> Terms {
    Terms {
        client: ClientId::from("dui"),
        scope: vec!["openid".to_owned(), "rpps".to_owned()],
        resource: Some("https://dmp.example/api".to_owned()),
        confirmation: Some(Confirmation::X5tS256("digest".to_owned())),
        actors: vec![ClientId::from("dmp")],
    }
}

pub fn refresh(grant: usize, name: &str) -> RefreshToken {
    RefreshToken {
        resting: resting(name),
        grant: GrantId::from(format!("grant-{grant}")),
        issued_at: NOW,
        expires_at: NOW.plus(Seconds::minutes(30)),
        confirmation: None,
        follows: None,
    }
}

pub fn appareil(number: usize) -> Appareil {
    Appareil {
        id: AppareilId::from(format!("appareil-{number}")),
        personne: personne(),
        cle_approbation: r#"{"kty":"EC","x":"1"}"#.to_owned(),
        cle_transport: r#"{"kty":"EC","x":"2"}"#.to_owned(),
        oprf_sealed: vec![1, 0, 254],
        attestation: "simulated".to_owned(),
        notification: "telephone-1".to_owned(),
        active_le: NOW,
        expire_le: NOW.plus(Seconds::hours(24 * 365 * 3)),
        etat: AppareilEtat::Actif,
    }
}
