use std::net::{IpAddr, Ipv4Addr};

use axum::extract::FromRequestParts;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use http::request::Parts;
use pages::{Cadre, Connecte, Langue};
use registry_core::port::PortError;
use service::Peer;

use crate::etat::Portail;
use crate::refus::Refus;
use crate::reseaux;
use crate::session::{Lue, Qui};

/// A desk that serves everybody.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Support,
    Grades,
}

/// One request of one browser.
pub struct Visite {
    pub portail: Portail,
    pub jar: CookieJar,
    pub langue: Langue,
    pub adresse: String,
    /// Where the request comes from: the socket's own address, whatever a header says.
    pub source: IpAddr,
    /// `None` when nobody is signed in, or no longer.
    pub qui: Option<Qui>,
    place: Option<Place>,
    /// The rest of what was found of it.
    pub lue: Lue,
}

impl FromRequestParts<Portail> for Visite {
    /// A page: the registry cannot tell who visits.
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portail: &Portail) -> Result<Self, Response> {
        let Ok(langue) = Langue::from_request_parts(parts, portail).await;
        let jar = CookieJar::from_headers(&parts.headers);
        let adresse = parts.uri.path_and_query().map_or("/", |chemin| chemin.as_str()).to_owned();
        let source = parts.extensions.get::<Peer>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), Peer::source);
        let admise = reseaux::admise(&portail.0.reseaux, &parts.extensions);
        let lire = async {
            let lue = portail.0.sessions.lire(&jar).await?;
            let place = if admise { place(portail, lue.qui.as_ref()).await? } else { None };
            Ok::<_, PortError>((lue, place))
        };
        match lire.await {
            Ok((lue, place)) => {
                let (portail, qui) = (portail.clone(), lue.qui.clone());
                Ok(Self { portail, jar, langue, adresse, source, qui, place, lue })
            }
            Err(cause) => Err(Refus::from(cause).repondre(portail.cadre(langue).a_l_adresse(&adresse))),
        }
    }
}

/// Of the desks that serve everybody, the one that lists this visitor, with their card, as long as the registry lets them serve.
async fn place(portail: &Portail, qui: Option<&Qui>) -> Result<Option<Place>, PortError> {
    let Some(Qui::Caducee(personne)) = qui.filter(|qui| qui.par_carte()) else { return Ok(None) };
    let le = portail.maintenant();
    if let Ok(agent) = portail.0.support.agent(&personne.identifiant) {
        return Ok(portail.0.support.sert(&agent, le).await?.then_some(Place::Support));
    }
    let Ok(agent) = portail.0.grades.agent_grades(&personne.identifiant) else { return Ok(None) };
    Ok(portail.0.grades.sert_au_grades(&agent, le).await?.then_some(Place::Grades))
}

impl Visite {
    /// The address without its query.
    pub fn chemin(&self) -> &str {
        self.adresse.split('?').next().unwrap_or_default()
    }

    pub fn par_carte(&self) -> bool {
        self.qui.as_ref().is_some_and(Qui::par_carte)
    }

    /// Of the support, in service, and where it works.
    pub fn du_support(&self) -> bool {
        self.place == Some(Place::Support)
    }

    /// Of a GRADeS, in service, and where it works.
    pub fn du_grades(&self) -> bool {
        self.place == Some(Place::Grades)
    }

    /// With the other language, and whose session it is.
    pub fn cadre(&self) -> Cadre {
        let cadre = self.portail.cadre(self.langue).a_l_adresse(&self.adresse);
        let Some(qui) = &self.qui else { return cadre };
        let (nom, role) = match qui {
            Qui::Caducee(personne) => (format!("{} {}", personne.prenom, personne.nom), String::new()),
            Qui::FranceConnect(identite) => {
                let prenom = identite.prenoms.first().map_or("", String::as_str);
                (format!("{prenom} {}", identite.nom), cadre.t("role-demandeur"))
            }
        };
        cadre.avec_connecte(Connecte { nom: nom.trim().to_owned(), role, deconnexion: "/deconnexion".to_owned() })
    }
}
