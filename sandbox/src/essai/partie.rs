//! `try` as a relying party: an authorization request, the code, the tokens, userinfo.

use std::collections::HashMap;
use std::time::Instant;

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use serde_json::{Map, Value, json};
use url::Url;

use ambient::Ambient;

use super::EssaiError;
use super::navigateur::Navigateur;
use super::parcours::Parcours;
use super::verification::{self, Attendu, Checks};

/// A client of the sandbox, and the provider as its discovery document describes it.
pub struct Partie {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: String,
    pub redirect_uri: String,
    pub ambient: Ambient,
}

struct Provider {
    authorization: Url,
    token: String,
    userinfo: String,
    keys: JwkSet,
}

/// What is drawn anew for each request.
struct Tirage {
    nonce: String,
    state: String,
    verifier: String,
}

/// The time that each step took, in milliseconds.
struct Etapes {
    depuis: Instant,
    durees: Map<String, Value>,
}

impl Etapes {
    fn fait(&mut self, etape: &str) {
        self.durees.insert(etape.to_owned(), json!(self.depuis.elapsed().as_millis() as u64));
        self.depuis = Instant::now();
    }
}

impl Partie {
    /// Logs in, without or with the scope `situation`, and checks everything; gives what `try` prints and whether it holds.
    pub async fn connecter(&self, parcours: &Parcours, avec_situation: bool) -> Result<(Value, bool), EssaiError> {
        let navigateur = &parcours.navigateur;
        let mut etapes = Etapes { depuis: Instant::now(), durees: Map::new() };
        let provider = self.decouvrir(navigateur).await?;
        etapes.fait("discovery");
        let tirage = Tirage { nonce: self.hasard(), state: self.hasard(), verifier: self.hasard() };
        let callback = parcours.marcher(self.demande(&provider, avec_situation, &tirage), &self.redirect_uri).await?;
        etapes.fait("login");
        let mut checks = Checks::default();
        let code = self.reponse(&mut checks, &callback, &tirage)?;
        let tokens = self.echanger(navigateur, &provider, &code, &tirage.verifier).await?;
        etapes.fait("token");
        let text = |name: &str| tokens[name].as_str().unwrap_or_default().to_owned();
        let access_token = text("access_token");
        let attendu = Attendu {
            issuer: &self.issuer,
            client_id: &self.client_id,
            nonce: &tirage.nonce,
            access_token: &access_token,
            auth_mode: parcours.moyen.auth_mode(),
            identifiant: &parcours.identifiant,
            avec_situation,
        };
        let (header, claims) = verification::id_token(&mut checks, &text("id_token"), &provider.keys, &attendu)?;
        let userinfo = self.userinfo(navigateur, &provider, &access_token).await?;
        etapes.fait("userinfo");
        let sub = claims.get("sub").and_then(Value::as_str).unwrap_or_default();
        verification::userinfo(&mut checks, &userinfo, sub, &attendu);
        checks.note("token response: expires_in 120", tokens["expires_in"] == 120);
        checks.note("token response: Bearer", tokens["token_type"] == "Bearer");
        let checks = checks.into_vec();
        let holds = checks.iter().all(|check| check.holds);
        let report = json!({
            "id_token": { "header": header, "claims": claims },
            "userinfo": userinfo,
            "steps_ms": etapes.durees,
            "checks": checks,
        });
        Ok((report, holds))
    }

    /// The code of an authorization response, once what comes with it was looked at.
    fn reponse(&self, checks: &mut Checks, callback: &Url, tirage: &Tirage) -> Result<String, EssaiError> {
        let answer: HashMap<_, _> = callback.query_pairs().into_owned().collect();
        checks.note("callback: state", answer.get("state") == Some(&tirage.state));
        checks.note("callback: iss", answer.get("iss") == Some(&self.issuer));
        checks.note("callback: session_state", answer.contains_key("session_state"));
        answer.get("code").cloned().ok_or_else(|| EssaiError::Refus(callback.to_string()))
    }

    fn hasard(&self) -> String {
        self.ambient.chance.token()
    }

    fn demande(&self, provider: &Provider, avec_situation: bool, tirage: &Tirage) -> Url {
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, tirage.verifier.as_bytes()));
        let scope = if avec_situation { "openid scope_all situation" } else { "openid scope_all" };
        let mut url = provider.authorization.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client_id)
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("scope", scope)
            .append_pair("acr_values", "eidas1")
            .append_pair("state", &tirage.state)
            .append_pair("nonce", &tirage.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        url
    }

    async fn decouvrir(&self, navigateur: &Navigateur) -> Result<Provider, EssaiError> {
        let http = navigateur.http();
        let address = format!("{}/.well-known/wallet-openid-configuration", self.issuer);
        let metadata: Value = http.get(address).send().await?.error_for_status()?.json().await?;
        let member =
            |name: &'static str| metadata[name].as_str().map(str::to_owned).ok_or(EssaiError::Decouverte(name));
        if member("issuer")? != self.issuer {
            return Err(EssaiError::Decouverte("issuer"));
        }
        let keys = http.get(member("jwks_uri")?).send().await?.error_for_status()?.json().await?;
        let authorization = member("authorization_endpoint")?.parse();
        Ok(Provider {
            authorization: authorization.map_err(|_| EssaiError::Decouverte("authorization_endpoint"))?,
            token: member("token_endpoint")?,
            userinfo: member("userinfo_endpoint")?,
            keys,
        })
    }

    async fn echanger(
        &self,
        navigateur: &Navigateur,
        provider: &Provider,
        code: &str,
        verifier: &str,
    ) -> Result<Value, EssaiError> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", verifier),
        ];
        let request = navigateur.http().post(&provider.token).basic_auth(&self.client_id, Some(&self.client_secret));
        Ok(request.form(&form).send().await?.error_for_status()?.json().await?)
    }

    async fn userinfo(
        &self,
        navigateur: &Navigateur,
        provider: &Provider,
        access_token: &str,
    ) -> Result<Map<String, Value>, EssaiError> {
        let request = navigateur.http().get(&provider.userinfo).bearer_auth(access_token);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }
}
