//! What a team declares of its service: few words, which pass the very checks of every registration
//! ([`idp_core::registration`]).

use ambient::SecretString;
use idp_core::client::{ClientKeys, Profile, TlsSubject};
use idp_core::registration::{AddressFault, Author, Declaration, Method, Objection, address};
use oidc::GrantType;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The declaration of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fiche {
    /// Shown on the login page and on the phone.
    pub nom: String,
    /// The place and address shown beside it.
    pub lieu: String,
    pub profil: Profile,
    pub methode: Method,
    pub adresses_retour: Vec<String>,
    pub adresses_deconnexion: Vec<String>,
    pub scopes: Vec<String>,
    /// A JWK set, public keys only.
    pub jwks: Option<Value>,
    pub jwks_uri: Option<String>,
    /// `tls_client_auth`: the subject of the certificate (RFC 4514).
    pub certificat: Option<String>,
    pub deconnexion_serveur: Option<String>,
    pub page: Option<String>,
    pub logo: Option<String>,
    pub politique: Option<String>,
    pub conditions: Option<String>,
    pub contacts: Vec<String>,
}

impl Default for Fiche {
    /// The drop-in profile with what most teams start with.
    fn default() -> Self {
        Self {
            nom: String::new(),
            lieu: String::new(),
            profil: Profile::Psc,
            methode: Method::ClientSecretPost,
            adresses_retour: Vec::new(),
            adresses_deconnexion: Vec::new(),
            scopes: vec!["openid".to_owned(), "scope_all".to_owned()],
            jwks: None,
            jwks_uri: None,
            certificat: None,
            deconnexion_serveur: None,
            page: None,
            logo: None,
            politique: None,
            conditions: None,
            contacts: Vec::new(),
        }
    }
}

impl Fiche {
    /// The declaration of its client. `local`: addresses of this machine are welcome.
    pub fn declaration(&self, id: &str, secret: Option<SecretString>, local: bool) -> Declaration {
        let certificate = matches!(self.methode, Method::TlsClientAuth | Method::SelfSignedTlsClientAuth);
        Declaration {
            id: id.to_owned(),
            name: self.nom.clone(),
            place: self.lieu.clone(),
            profile: Some(self.profil),
            auth: Some(self.methode),
            secret: secret.filter(|_| self.methode.has_secret()),
            jwks: self.jwks.clone(),
            jwks_uri: self.jwks_uri.clone(),
            tls_client_auth_subject_dn: self.certificat.clone(),
            tls_client_certificate_bound_access_tokens: certificate && self.profil.is_fapi(),
            dpop_bound_access_tokens: !certificate && self.profil.is_fapi(),
            redirect_uris: self.adresses_retour.clone(),
            post_logout_redirect_uris: self.adresses_deconnexion.clone(),
            scopes: self.scopes.clone(),
            grant_types: Some(vec![GrantType::AuthorizationCode, GrantType::RefreshToken]),
            backchannel_logout_uri: self.deconnexion_serveur.clone(),
            client_uri: self.page.clone(),
            logo_uri: self.logo.clone(),
            policy_uri: self.politique.clone(),
            tos_uri: self.conditions.clone(),
            contacts: self.contacts.clone(),
            author: Author::Partner { local },
            ..Declaration::default()
        }
    }

    /// Every objection to it, whatever its client will be called.
    pub fn objections(&self, local: bool) -> Vec<Objection> {
        // drawn when the client is made: one of the right length stands for it here
        let secret = self.methode.has_secret().then(|| SecretString::from("x".repeat(43)));
        self.declaration("service-essai", secret, local).objections()
    }

    pub fn cles(&self) -> ClientKeys {
        match (&self.jwks, &self.jwks_uri) {
            (Some(jwks), _) => ClientKeys::Jwks(jwks.to_string()),
            (None, Some(uri)) => ClientKeys::JwksUri(uri.clone()),
            (None, None) => ClientKeys::None,
        }
    }

    pub fn sujet(&self) -> Option<TlsSubject> {
        self.certificat.clone().map(TlsSubject::SubjectDn)
    }
}

/// A redirect URI as it is typed: what is wrong with it, by the rule that the registration applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    pub adresse: String,
    pub fautes: Vec<AddressFault>,
}

impl Verification {
    pub fn of(adresse: &str, local: bool) -> Self {
        let adresse = adresse.trim().to_owned();
        let fautes = address::faults(&adresse, Author::Partner { local }, false);
        Self { adresse, fautes }
    }

    pub fn tient(&self) -> bool {
        self.fautes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fiche() -> Fiche {
        Fiche {
            nom: "Dossier résident".into(),
            lieu: "EHPAD FICTIF LES TILLEULS".into(),
            adresses_retour: vec!["https://tilleuls.example/retour".into()],
            ..Fiche::default()
        }
    }

    // requirement: C09
    #[test]
    fn hostile_metadata_are_refused_with_their_reason() {
        assert_eq!(fiche().objections(false), []);
        let keys = |change: &dyn Fn(&mut Fiche)| {
            let mut hostile = fiche();
            change(&mut hostile);
            let objections = hostile.objections(false);
            assert!(objections.iter().all(|one| !one.reason.is_empty() && !one.remedy.is_empty()));
            objections.into_iter().map(|one| one.key).collect::<Vec<_>>()
        };
        assert_eq!(keys(&|f| f.logo = Some("http://169.254.169.254/latest".into())), ["logo_uri"]);
        assert_eq!(keys(&|f| f.logo = Some("javascript:alert(1)".into())), ["logo_uri"]);
        assert_eq!(keys(&|f| f.page = Some("https://10.0.0.1/".into())), ["client_uri"]);
        assert_eq!(keys(&|f| f.deconnexion_serveur = Some("https://127.0.0.1/x".into())), ["backchannel_logout_uri"]);
        assert_eq!(keys(&|f| f.adresses_retour = vec!["https://tilleuls.example/*".into()]), ["redirect_uris"]);
        assert_eq!(keys(&|f| f.nom = "Dossier\u{202e}tnediser".into()), ["name"]);
        assert_eq!(keys(&|f| f.jwks = Some(serde_json::json!({"keys": [{"kty": "EC", "d": "x"}]}))), ["jwks"]);
        assert_eq!(keys(&|f| f.scopes = vec!["openid".into(), "registre".into()]), ["scopes"]);
        assert_eq!(keys(&|f| f.methode = Method::None), ["profile", "pkce_required"][..1]);
    }

    // requirement: A01
    #[test]
    fn what_is_said_while_typing_is_what_the_registration_says() {
        for adresse in
            ["https://tilleuls.example/retour", "http://tilleuls.example", "https://localhost:1/x", "tilleuls"]
        {
            for local in [false, true] {
                let said = Verification::of(adresse, local).tient();
                let registered =
                    Fiche { adresses_retour: vec![adresse.into()], ..fiche() }.objections(local).is_empty();
                assert_eq!(said, registered, "{adresse} {local}");
            }
        }
    }
}
