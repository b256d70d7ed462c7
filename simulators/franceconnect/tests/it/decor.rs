use ambient::{Ambient, SecretString};
use franceconnect::{Client, FranceConnect, Signature};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Response, Url};

pub const RETOUR: &str = "https://portail.test/franceconnect/retour";
pub const APRES: &str = "https://portail.test/";

pub type Demandeur =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// The simulator on a port of the loopback, and a browser without memory but one cookie.
pub struct Decor {
    pub origine: String,
    pub http: reqwest::Client,
}

/// A login that has left.
pub struct Depart {
    pub url: Url,
    pub nonce: Nonce,
    pub pkce: PkceCodeVerifier,
}

/// `openidconnect` reads an identity signed with RS256 alone; ID tokens it reads with both.
fn client(id: &str, signature: Signature) -> Client {
    Client {
        signature,
        id: id.to_owned(),
        secret: SecretString::from(format!("secret-{id}")),
        nom: "Portail RPPS+".to_owned(),
        retours: vec![RETOUR.to_owned()],
        apres_deconnexion: vec![APRES.to_owned()],
    }
}

impl Decor {
    pub async fn nouveau() -> Self {
        // Another test of this process may have been first.
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origine = format!("http://{}", listener.local_addr().unwrap());
        let clients = vec![
            client("portail", Signature::Rs256),
            client("autre", Signature::Rs256),
            client("courbe", Signature::Es256),
        ];
        let simulateur = FranceConnect::new(&origine, clients, Ambient::system()).unwrap();
        tokio::spawn(async move { axum::serve(listener, franceconnect::router(simulateur)).await });
        Self { origine, http: reqwest::Client::builder().redirect(Policy::none()).build().unwrap() }
    }

    pub async fn demandeur(&self, id: &str) -> Demandeur {
        let issuer = IssuerUrl::new(format!("{}/api/v2", self.origine)).unwrap();
        let metadata = CoreProviderMetadata::discover_async(issuer, &Voix(&self.http)).await.unwrap();
        let secret = ClientSecret::new(format!("secret-{id}"));
        CoreClient::from_provider_metadata(metadata, ClientId::new(id.to_owned()), Some(secret))
            .set_redirect_uri(RedirectUrl::new(RETOUR.to_owned()).unwrap())
            .set_auth_type(AuthType::RequestBody)
    }

    pub fn partir(demandeur: &Demandeur, portees: &[&str]) -> Depart {
        let (defi, pkce) = PkceCodeChallenge::new_random_sha256();
        let (url, _, nonce) = demandeur
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new("etat-de-trente-deux-caracteres--".to_owned()),
                || Nonce::new_random_len(32),
            )
            .add_scopes(portees.iter().map(|mot| Scope::new((*mot).to_owned())))
            .add_auth_context_value(AuthenticationContextClass::new("eidas1".to_owned()))
            .set_pkce_challenge(defi)
            .url();
        Depart { url, nonce, pkce }
    }

    /// The answer of the page to this choice, an empty one to leave.
    pub async fn choisir(&self, url: Url, personne: &str) -> Url {
        let page = self.http.get(url.clone()).send().await.unwrap();
        let cookie = page.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let html = page.text().await.unwrap();
        assert!(html.contains("simulé") && html.contains("Lina FICTIF-OUEDRAOGO"));
        let jeton = html.split(r#"name="csrf" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let formulaire = [("csrf", jeton.as_str()), ("personne", personne)];
        let envoi = self.http.post(url).header(COOKIE, cookie).form(&formulaire);
        adresse(&envoi.send().await.unwrap())
    }

    pub async fn code(&self, depart: &Depart, personne: &str) -> AuthorizationCode {
        let retour = self.choisir(depart.url.clone(), personne).await;
        assert!(retour.as_str().starts_with(RETOUR));
        assert_eq!(parametre(&retour, "state").as_deref(), Some("etat-de-trente-deux-caracteres--"));
        assert_eq!(parametre(&retour, "iss"), Some(format!("{}/api/v2", self.origine)));
        AuthorizationCode::new(parametre(&retour, "code").unwrap())
    }
}

pub fn adresse(reponse: &Response) -> Url {
    Url::parse(reponse.headers()[LOCATION].to_str().unwrap()).unwrap()
}

pub fn parametre(url: &Url, nom: &str) -> Option<String> {
    url.query_pairs().find(|(cle, _)| cle == nom).map(|(_, valeur)| valeur.into_owned())
}

/// `openidconnect` speaks through any HTTP client.
pub struct Voix<'h>(pub &'h reqwest::Client);

impl<'c> openidconnect::AsyncHttpClient<'c> for Voix<'_> {
    type Error = reqwest::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<openidconnect::HttpResponse, Self::Error>> + Send + 'c>>;

    fn call(&'c self, demande: openidconnect::HttpRequest) -> Self::Future {
        Box::pin(async move {
            let reponse = self.0.execute(demande.try_into()?).await?;
            let mut rendue = openidconnect::http::Response::builder().status(reponse.status());
            for (nom, valeur) in reponse.headers() {
                rendue = rendue.header(nom, valeur);
            }
            Ok(rendue.body(reponse.bytes().await?.to_vec()).unwrap())
        })
    }
}
