use std::convert::Infallible;

use ambient::{ExposeSecret as _, Seconds, SecretString};
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use idp_partenaires::{Acteur, Organisation, OrganisationId, Refus, Session};
use pages::{Cadre, Connecte, Csrf, Langue, Onglet};
use service::{Peer, RequestId};

use crate::formulaire::Formulaire;
use crate::textes::TEXTES;
use crate::{Etat, adresses, refus};

/// The cookies of the space (checklist S02): each a secret, none readable by scripts.
const SESSION: &str = "__Host-caducee-partenaires-session";
/// Of whoever is not signed in yet: for the tokens of the first forms.
const PORTE: &str = "__Host-caducee-partenaires-porte";

/// An answer, or the page that stands in its place.
pub type Reponse = Result<Response, Ailleurs>;

/// The page that stands in the place of the one that was asked for.
pub struct Ailleurs(Box<Response>);

impl From<Response> for Ailleurs {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl IntoResponse for Ailleurs {
    fn into_response(self) -> Response {
        *self.0
    }
}

/// One request of one browser.
pub struct Visite {
    pub etat: Etat,
    pub jar: CookieJar,
    pub langue: Langue,
    pub source: String,
    /// What the help desk finds in the logs.
    pub reference: String,
    pub adresse: String,
    asked: bool,
}

impl FromRequestParts<Etat> for Visite {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, etat: &Etat) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let named = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "ui_locales");
        let accept = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Ok(Self {
            etat: etat.clone(),
            jar: CookieJar::from_headers(&parts.headers),
            langue: Langue::choisir(named.as_ref().map(|(_, tags)| tags.as_ref()), accept),
            source: parts.extensions.get::<Peer>().map_or_else(String::new, |peer| peer.addr.ip().to_string()),
            reference: parts.extensions.get::<RequestId>().map_or_else(|| "—".to_owned(), RequestId::to_string),
            adresse: parts.uri.path_and_query().map_or_else(String::new, |whole| whole.as_str().to_owned()),
            asked: named.is_some(),
        })
    }
}

/// Somebody signed in.
pub struct Connexion {
    pub session: Session,
    pub temoin: SecretString,
}

/// Somebody at the desk of one of their organisations.
pub struct Place {
    pub connexion: Connexion,
    pub organisation: Organisation,
    pub acteur: Acteur,
}

impl Visite {
    pub fn cadre(&self) -> Cadre {
        cadre(self.langue).avec_ruban(self.etat.0.ruban).a_l_adresse(&self.adresse)
    }

    /// The frame of whoever is signed in.
    pub fn cadre_de(&self, connexion: &Connexion) -> Cadre {
        let cadre = self.cadre();
        let role = cadre.t("espace-compte");
        let nom = connexion.session.courriel.as_str().to_owned();
        let mut cadre = cadre.avec_connecte(Connecte { nom, role, deconnexion: self.vers(adresses::SORTIE) });
        cadre.accueil = Some(self.vers(adresses::ACCUEIL));
        cadre
    }

    /// With the tabs of an organisation.
    pub fn cadre_d(&self, place: &Place, courant: &str) -> Cadre {
        let mut cadre = self.cadre_de(&place.connexion);
        if let Some(connecte) = &mut cadre.connecte {
            connecte.role = place.organisation.nom.clone();
        }
        let organisation = place.organisation.id.as_str();
        cadre.onglets =
            [("services", adresses::SERVICES), ("equipe", adresses::EQUIPE), ("cles-api", adresses::CLES_API)]
                .map(|(mot, route)| Onglet {
                    titre: cadre.t(format!("onglet-{mot}")),
                    href: self.vers(&adresses::of(route, organisation, "")),
                    courant: mot == courant,
                    compte: 0,
                })
                .into();
        cadre
    }

    /// An address of ours in the language that this one asked for.
    pub fn vers(&self, path: &str) -> String {
        if self.asked { self.langue.adresse(path) } else { path.to_owned() }
    }

    /// 303, never 307: what was posted stays here (checklist A15).
    pub fn renvoi(&self, path: &str) -> Response {
        Redirect::to(&self.vers(path)).into_response()
    }

    /// Whoever is signed in, as far as the installation asks; else the page where that happens.
    pub async fn connexion(&self) -> Result<Connexion, Ailleurs> {
        let connexion = self.connexion_partielle().await?;
        match self.etat.0.entree.entiere(&connexion.session) {
            true => Ok(connexion),
            false => Err(Ailleurs::from(self.renvoi(adresses::CLES))),
        }
    }

    /// By mail alone too: for the page of one's passkeys.
    pub async fn connexion_partielle(&self) -> Result<Connexion, Ailleurs> {
        match self.connue().await {
            Ok(Some(connexion)) => Ok(connexion),
            Ok(None) => Err(Ailleurs::from(self.renvoi(adresses::ACCUEIL))),
            Err(refus) => Err(Ailleurs::from(refus::page(self, &refus))),
        }
    }

    pub async fn connue(&self) -> Result<Option<Connexion>, Refus> {
        let Some(temoin) = self.temoin(SESSION) else { return Ok(None) };
        let session = self.etat.0.entree.session(&temoin).await?;
        Ok(session.map(|session| Connexion { session, temoin }))
    }

    pub async fn place(&self, organisation: &str) -> Result<Place, Ailleurs> {
        let connexion = self.connexion().await?;
        let id = OrganisationId::from(organisation);
        match self.etat.0.bureau.acteur(&connexion.session, &id).await {
            Ok((organisation, acteur)) => Ok(Place { connexion, organisation, acteur }),
            Err(refus) => Err(Ailleurs::from(refus::page(self, &refus))),
        }
    }

    /// The same for a form, whose token belongs to this very session.
    pub async fn place_de(&self, organisation: &str, formulaire: &Formulaire) -> Result<Place, Ailleurs> {
        let place = self.place(organisation).await?;
        self.jeton(&place.connexion.temoin, formulaire)?;
        Ok(place)
    }

    pub fn jeton(&self, temoin: &SecretString, formulaire: &Formulaire) -> Result<(), Ailleurs> {
        let tient = self.csrf(temoin).verify(formulaire.csrf().unwrap_or_default());
        tient.map_err(|_| Ailleurs::from(refus::formulaire(self)))
    }

    pub fn csrf(&self, temoin: &SecretString) -> Csrf {
        Csrf::for_cookie(&self.etat.0.rest, temoin.expose_secret())
    }

    fn temoin(&self, nom: &str) -> Option<SecretString> {
        let cookie = self.jar.get(nom).filter(|cookie| !cookie.value().is_empty());
        cookie.map(|cookie| SecretString::from(cookie.value().to_owned()))
    }

    /// The secret of whoever stands at the door, and the jar that keeps it.
    pub fn porte(&self) -> (SecretString, CookieJar) {
        match self.temoin(PORTE) {
            Some(temoin) => (temoin, self.jar.clone()),
            None => {
                let temoin = self.etat.0.ambient.secret();
                let jar = self.jar.clone().add(cookie(PORTE, temoin.expose_secret(), None));
                (temoin, jar)
            }
        }
    }

    /// The form of a page that came with [`Visite::porte`].
    pub fn a_la_porte(&self, formulaire: &Formulaire) -> Result<SecretString, Ailleurs> {
        let Some(temoin) = self.temoin(PORTE) else { return Err(Ailleurs::from(refus::formulaire(self))) };
        self.jeton(&temoin, formulaire)?;
        Ok(temoin)
    }

    /// Signed in from now on.
    pub fn garder(&self, temoin: &SecretString) -> CookieJar {
        let jar = self.jar.clone().add(cookie(SESSION, temoin.expose_secret(), None));
        jar.add(cookie(PORTE, "", Some(Seconds(0))))
    }

    pub fn oublier(&self) -> CookieJar {
        self.jar.clone().add(cookie(SESSION, "", Some(Seconds(0))))
    }
}

pub fn cadre(langue: Langue) -> Cadre {
    let espace = Cadre::new(langue, &TEXTES, "").t("espace");
    Cadre::new(langue, &TEXTES, espace)
}

fn cookie(nom: &'static str, value: &str, life: Option<Seconds>) -> Cookie<'static> {
    let mut cookie =
        Cookie::build((nom, value.to_owned())).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build();
    if let Some(life) = life {
        cookie.set_max_age(life.duration().try_into().ok());
    }
    cookie
}
