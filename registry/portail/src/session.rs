//! Who visits: each browser is named by a cookie that means nothing by itself. What it names is in the registry's database, the
//! same for every node (docs/decisions/0019).

mod depart;
mod digests;
mod lecture;
mod sceau;

use std::fmt;
use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, RestKey, Timestamp};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use openidconnect::core::CoreIdToken;
use pages::Csrf;
use registry_core::certificat::contient_cle_privee;
use registry_core::port::PortError;
use registry_core::visite::{Ouverture, REPOS, Reception, VisiteGardee, Visites};
use serde::{Deserialize, Serialize};

use crate::deconnexion::Logout;
use crate::fournisseur::{Depart, Entree, IdentitePivot, PersonneCaducee};
use digests::Digests;
use sceau::Sceau;

pub use lecture::Lue;
pub use registry_core::visite::Porte;

const COOKIE: &str = "__Host-portail";

/// Through which door somebody came, and who they are there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Qui {
    Caducee(PersonneCaducee),
    FranceConnect(IdentitePivot),
}

/// What was typed when the session had ended: the same person finds it again (nothing typed is lost).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brouillon {
    pub chemin: String,
    pub champs: Vec<(String, String)>,
}

impl Brouillon {
    /// What was typed at this address. A private key that was pasted by mistake is not kept anywhere: its field comes back empty.
    pub fn de(chemin: &str, champs: Vec<(String, String)>) -> Self {
        let champs = champs.into_iter().filter(|(_, valeur)| !contient_cle_privee(valeur)).collect();
        Self { chemin: chemin.to_owned(), champs }
    }
}

/// What a visit holds, sealed.
#[derive(Serialize, Deserialize)]
struct Contenu {
    qui: Qui,
    /// For the provider's own logout.
    id_token: CoreIdToken,
}

/// Where the portal keeps its visits, and the key under which they rest: the same on every node.
#[derive(Clone)]
pub struct Coffre {
    pub visites: Arc<dyn Visites>,
    pub cle: RestKey,
}

/// The visits of this portal.
pub struct Sessions {
    ambient: Ambient,
    cle: RestKey,
    digests: Digests,
    visites: Arc<dyn Visites>,
}

impl Qui {
    pub const fn porte(&self) -> Porte {
        match self {
            Self::Caducee(_) => Porte::Caducee,
            Self::FranceConnect(_) => Porte::FranceConnect,
        }
    }

    pub fn par_carte(&self) -> bool {
        matches!(self, Self::Caducee(personne) if personne.par_carte())
    }
}

/// The door alone: whoever came is in no log.
impl fmt::Debug for Qui {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Qui({})", self.porte().as_str())
    }
}

/// Never in a log.
impl fmt::Debug for Brouillon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Brouillon(…)")
    }
}

impl Sessions {
    pub fn new(ambient: Ambient, Coffre { visites, cle }: Coffre) -> Self {
        Self { ambient, digests: Digests(cle.clone()), cle, visites }
    }

    /// Remembers a login; an open session stays open beside it, in case the person changes their mind.
    pub fn partir(&self, jar: CookieJar, porte: Porte, depart: Depart) -> CookieJar {
        depart::partir((&self.ambient, &self.cle), jar, porte, depart)
    }

    /// Takes the login that this browser began at this door: it serves once.
    pub fn revenir(&self, jar: CookieJar, porte: Porte) -> (CookieJar, Option<Depart>) {
        let depart = depart::revenir((&self.ambient, &self.cle), &jar, porte);
        (depart::oublier(jar), depart)
    }

    /// Opens a session under a new name: a cookie from before the login is worth nothing after it. What the same person
    /// had typed comes along, and where they were; somebody else's is dropped. `None`: it ended before it began.
    pub async fn ouvrir(
        &self,
        jar: CookieJar,
        entree: Entree,
    ) -> Result<Option<(CookieJar, Option<String>)>, PortError> {
        let attache = self.digests.attache(&entree);
        let ancienne = self.connue(&jar).await?;
        let sienne = ancienne.as_ref().filter(|visite| visite.attache.sujet == attache.sujet);
        let brouillon = sienne.and_then(|visite| self.brouillon(&jar, visite));
        let nom = self.ambient.secret().expose_secret().to_owned();
        let contenu = Contenu { qui: entree.qui, id_token: entree.id_token };
        let scelle = self.sceau(CONTENU, &nom).fermer(&*self.ambient.chance, &contenu);
        let regarde = brouillon.as_ref().map(|sien| self.sceau(BROUILLON, &nom).fermer(&*self.ambient.chance, sien));
        let visite = VisiteGardee::ouverte(
            self.digests.cookie(&nom),
            (contenu.qui.porte(), attache),
            self.ambient.now(),
            (scelle, regarde),
        );
        let ancienne = ancienne.map(|visite| visite.nom);
        match self.visites.ouvrir(&visite, ancienne.as_ref()).await? {
            Ouverture::Ouverte => Ok(Some((jar.add(cookie(nom)), brouillon.map(|brouillon| brouillon.chemin)))),
            Ouverture::Deconnectee => Ok(None),
        }
    }

    /// Closes; answers the door and the ID token, for the provider's own logout.
    pub async fn fermer(&self, jar: &CookieJar) -> Result<Option<(Porte, CoreIdToken)>, PortError> {
        let Some(visite) = self.connue(jar).await? else { return Ok(None) };
        let contenu = self.contenu(jar, &visite);
        let fermee = self.visites.clore(&visite.nom, self.ambient.now()).await?;
        Ok(contenu.filter(|_| fermee).map(|contenu| (visite.porte, contenu.id_token)))
    }

    /// Keeps what was typed, as long as a session rests; nobody's is kept for nobody. `false`: the visit is forgotten.
    pub async fn garder(&self, jar: &CookieJar, brouillon: &Brouillon) -> Result<bool, PortError> {
        let Some(nom) = nom(jar) else { return Ok(false) };
        let scelle = self.sceau(BROUILLON, nom).fermer(&*self.ambient.chance, brouillon);
        self.visites.garder(&self.digests.cookie(nom), &scelle, self.ambient.now().plus(REPOS)).await
    }

    /// What was typed at this address before the session ended: given back once, to whoever is signed in again.
    pub async fn reprendre(&self, jar: &CookieJar, lue: &Lue, chemin: &str) -> Result<Option<Brouillon>, PortError> {
        let (Some(nom), Some((scelle, brouillon))) = (nom(jar), lue.brouillon.as_ref()) else { return Ok(None) };
        if lue.qui.is_none() || brouillon.chemin != chemin {
            return Ok(None);
        }
        let repris = self.visites.reprendre(&self.digests.cookie(nom), scelle).await?;
        Ok(repris.then(|| brouillon.clone()))
    }

    /// Ends what a logout token of our own provider names, on every node.
    pub async fn deconnecter(&self, issuer: &str, logout: &Logout) -> Result<Reception, PortError> {
        let deconnexion = self.digests.deconnexion(issuer, logout, self.ambient.now());
        self.visites.deconnecter(&deconnexion).await
    }

    /// The token of this browser's forms; `None` for a browser without a visit, which was shown no form.
    pub fn csrf(&self, jar: &CookieJar) -> Option<Csrf> {
        nom(jar).map(|nom| Csrf::for_cookie(&self.cle, nom))
    }

    /// The visit that this browser's cookie names, unless its time is over.
    async fn connue(&self, jar: &CookieJar) -> Result<Option<VisiteGardee>, PortError> {
        let Some(nom) = nom(jar) else { return Ok(None) };
        let visite = self.visites.visite(&self.digests.cookie(nom)).await?;
        Ok(visite.filter(|visite| self.maintenant() < visite.finit_le))
    }

    fn contenu(&self, jar: &CookieJar, visite: &VisiteGardee) -> Option<Contenu> {
        self.sceau(CONTENU, nom(jar)?).ouvrir(&visite.contenu)
    }

    fn brouillon(&self, jar: &CookieJar, visite: &VisiteGardee) -> Option<Brouillon> {
        self.sceau(BROUILLON, nom(jar)?).ouvrir(visite.brouillon.as_ref()?)
    }

    fn sceau(&self, usage: &'static str, nom: &str) -> Sceau {
        Sceau::new(&self.cle, usage, nom)
    }

    fn maintenant(&self) -> Timestamp {
        self.ambient.now()
    }
}

const CONTENU: &str = "portail.contenu";
const BROUILLON: &str = "portail.brouillon";

fn nom(jar: &CookieJar) -> Option<&str> {
    jar.get(COOKIE).map(Cookie::value)
}

/// Lax, because the provider's redirection back to us must carry it.
fn cookie(nom: String) -> Cookie<'static> {
    Cookie::build((COOKIE, nom)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulaire::Saisie;

    #[test]
    fn a_debug_text_tells_nothing_of_who_came_nor_of_what_they_typed() {
        let marque = || "MARQUE".to_owned();
        let pivot = IdentitePivot {
            sujet: marque(),
            nom: marque(),
            prenoms: vec![marque()],
            nom_usage: Some(marque()),
            genre: marque(),
            naissance: marque(),
            commune: marque(),
            pays: marque(),
            niveau: None,
            courriel: marque(),
        };
        let identifiant = "899900000011".parse().unwrap();
        let personne = PersonneCaducee { identifiant, prenom: marque(), nom: marque(), preuve: None };
        let brouillon = Brouillon { chemin: marque(), champs: vec![(marque(), marque())] };
        let saisie = Saisie(brouillon.champs.clone());
        let dits = [
            format!("{pivot:?} {pivot:#?}"),
            format!("{personne:?} {personne:#?}"),
            format!("{:?} {:?}", Qui::FranceConnect(pivot), Qui::Caducee(personne)),
            format!("{brouillon:?} {brouillon:#?} {saisie:?} {saisie:#?}"),
        ];
        for dit in dits {
            assert!(!dit.contains("MARQUE") && !dit.contains("899900000011"), "{dit}");
        }
    }
}
