//! The relying party's own door for tests, walked over HTTP: cookies, redirections one at a time.

mod gestes;

use async_trait::async_trait;
use banc_core::injection::AUTRE_HOTE;
use banc_core::partie::{self, Porte};
use banc_core::scenario::Moyen;
use banc_core::trace::{Moi, Vue};
use serde_json::Value;
use url::Url;

use super::ecran;
use super::personne::Personnes;
use super::surf::{Bornes, Chemin, Surf};
use super::{Comment, Empechement, Geste, Pilote, Retour};
use crate::fournisseur::Adresses;

pub struct Crochet {
    adresses: Adresses,
    origines: Vec<Url>,
    crochet: partie::Crochet,
    personnes: Personnes,
    bornes: Bornes,
    surf: Surf,
    /// The browser that was put aside.
    gare: Option<Surf>,
    vues: Vec<Vue>,
}

/// Whose page an address is.
enum Chez {
    Service,
    Fournisseur,
}

impl Crochet {
    pub fn nouveau(
        adresses: Adresses,
        origines: Vec<Url>,
        crochet: partie::Crochet,
        personnes: Personnes,
        bornes: Bornes,
    ) -> Result<Self, reqwest::Error> {
        let surf = Surf::nouveau(&adresses.autorite, Some(&personnes.carte), bornes)?;
        Ok(Self { adresses, origines, crochet, personnes, bornes, surf, gare: None, vues: Vec::new() })
    }

    fn chemin(&self, chemin: &str) -> Result<Url, Empechement> {
        let origine = self.origines.first().ok_or("le service n'a pas d'adresse")?;
        origine.join(chemin).map_err(|_| format!("« {chemin} » n'est pas un chemin"))
    }

    fn chez(&self, adresse: &Url) -> Result<Chez, Empechement> {
        let meme = |autre: &Url| autre.origin() == adresse.origin();
        match () {
            () if self.origines.iter().any(meme) => Ok(Chez::Service),
            () if self.adresses.origines().into_iter().any(meme) => Ok(Chez::Fournisseur),
            () => Err(format!("le service renvoie vers {}, qui n'est ni à lui ni au fournisseur", adresse.authority())),
        }
    }

    /// One answer, kept if it is the service's.
    async fn prendre(&mut self, requete: reqwest::RequestBuilder) -> Result<(Url, Vue), Empechement> {
        let (adresse, vue) = self.surf.envoyer(requete).await?;
        if matches!(self.chez(&adresse), Ok(Chez::Service)) {
            self.vues.push(vue.clone());
        }
        Ok((adresse, vue))
    }

    /// From `depart` to the last page, the person doing what the provider's pages ask.
    async fn marcher(&mut self, depart: Url, comment: Comment) -> Result<(), Empechement> {
        let requete = self.premiere(&depart, comment);
        self.suivre(requete, comment).await
    }

    async fn suivre(&mut self, mut requete: reqwest::RequestBuilder, comment: Comment) -> Result<(), Empechement> {
        let connexion = self.bornes.connexion + comment.attente;
        let mut chemin = Chemin::nouveau(Bornes { connexion, ..self.bornes });
        let mut marche = Marche { comment, repondu: false, revenu: false, attendu: false };
        loop {
            let (adresse, vue) = self.prendre(requete).await?;
            let chez = self.chez(&adresse)?;
            let suite = match (suite(&adresse, &vue)?, &chez) {
                // what a browser loads into the frame
                (None, Chez::Service) => ecran::cadre(&adresse, &vue.corps, self.adresses.autorisation.as_str()),
                (suite, _) => suite,
            };
            requete = match (suite, chez) {
                (Some(suite), chez) => {
                    let ailleurs = matches!(self.chez(&suite)?, Chez::Fournisseur);
                    marche.revenu |= matches!(chez, Chez::Fournisseur) && !ailleurs;
                    if marche.revenu && matches!(chez, Chez::Service) && ailleurs {
                        // it refuses by beginning again: the second login would go the same way
                        return Ok(());
                    }
                    chemin.avancer(&suite)?;
                    self.surf.http().get(suite)
                }
                (None, Chez::Service) => return Ok(()),
                (None, Chez::Fournisseur) if comment.geste == Geste::Abandonner => return Ok(()),
                (None, Chez::Fournisseur) => match self.repondre(&adresse, &vue, &mut marche).await? {
                    Some(requete) => {
                        chemin.patienter(&adresse)?;
                        requete
                    }
                    None => return Ok(()),
                },
            };
        }
    }

    fn premiere(&self, depart: &Url, comment: Comment) -> reqwest::RequestBuilder {
        let requete = self.surf.http().get(depart.clone()).header("accept", "text/html,*/*;q=0.8");
        if !comment.autre_hote {
            return requete;
        }
        requete.header("x-forwarded-host", AUTRE_HOTE).header("forwarded", format!("host={AUTRE_HOTE};proto=https"))
    }

    /// A call of a hook; what it answers, redirections not followed.
    async fn crochet(&mut self, porte: Option<&Porte>, champs: &[(&str, &str)]) -> Result<(Url, Vue), Empechement> {
        let porte = porte.ok_or("le service ne déclare pas ce crochet")?;
        let adresse = self.chemin(&porte.chemin)?;
        if porte.lecture {
            let requete = self.surf.http().get(adresse);
            return self.prendre(requete).await;
        }
        let mut envoyes = self.caches(&adresse).await?;
        envoyes.extend(champs.iter().map(|(nom, valeur)| ((*nom).to_owned(), (*valeur).to_owned())));
        let origine = adresse.origin().ascii_serialization();
        let requete = self.surf.http().post(adresse).header("origin", origine).form(&envoyes);
        self.prendre(requete).await
    }

    /// What the form that leads there hides, where the service declares a page of forms.
    async fn caches(&mut self, action: &Url) -> Result<Vec<(String, String)>, Empechement> {
        let Some(page) = self.crochet.formulaires.clone() else { return Ok(Vec::new()) };
        let (adresse, vue) = self.surf.envoyer(self.surf.http().get(self.chemin(&page)?)).await?;
        Ok(ecran::caches(&adresse, &vue.corps, action))
    }
}

/// One login under way.
struct Marche {
    comment: Comment,
    /// The person has answered on the phone.
    repondu: bool,
    /// The provider has sent the browser back.
    revenu: bool,
    attendu: bool,
}

/// Where an answer leads, if it leads anywhere.
fn suite(adresse: &Url, vue: &Vue) -> Result<Option<Url>, Empechement> {
    if !vue.redirige() {
        return Ok(None);
    }
    let location = vue.entete("location").unwrap_or_default();
    adresse.join(location).map(Some).map_err(|_| format!("une redirection illisible à {}", adresse.path()))
}

#[async_trait]
impl Pilote for Crochet {
    fn nom(&self) -> String {
        "crochet HTTP du service".to_owned()
    }

    async fn navigateur(&mut self) -> Result<(), Empechement> {
        self.surf = Surf::nouveau(&self.adresses.autorite, Some(&self.personnes.carte), self.bornes)
            .map_err(|_| "le navigateur du banc ne s'ouvre pas")?;
        Ok(())
    }

    async fn connecter(&mut self, comment: Comment) -> Result<(), Empechement> {
        let depart = self.chemin(&self.crochet.connexion.clone())?;
        self.marcher(depart, comment).await
    }

    async fn ouvrir(&mut self, retour: &Retour) -> Result<(), Empechement> {
        let comment = Comment::qui(Geste::Abandonner, Moyen::Carte);
        match retour {
            Retour::Adresse(adresse) => self.marcher(adresse.clone(), comment).await,
            Retour::Formulaire { action, champs } => {
                let origine = self.adresses.autorisation.origin().ascii_serialization();
                let requete = self.surf.http().post(action.clone()).header("origin", origine).form(champs);
                self.suivre(requete, comment).await
            }
        }
    }

    async fn moi(&mut self) -> Result<Moi, Empechement> {
        let adresse = self.chemin(&self.crochet.moi.clone())?;
        let requete = || self.surf.http().get(adresse.clone()).header("accept", "application/json");
        // a question of the bench's own: no page that the person sees; a service that has just broken closes the connection
        let (_, vue) = match self.surf.envoyer(requete()).await {
            Err(_) => self.surf.envoyer(requete()).await?,
            Ok(lue) => lue,
        };
        serde_json::from_str(&vue.corps)
            .map_err(|_| format!("« moi » répond {} sans le JSON attendu ({{\"connecte\": …}})", vue.statut))
    }

    async fn rafraichir(&mut self) -> Result<u16, Empechement> {
        let chemin = self.crochet.rafraichir.clone();
        Ok(self.crochet(chemin.as_ref(), &[]).await?.1.statut)
    }

    async fn api(&mut self) -> Result<u16, Empechement> {
        let chemin = self.crochet.api.clone();
        Ok(self.crochet(chemin.as_ref(), &[]).await?.1.statut)
    }

    async fn deconnecter(&mut self) -> Result<u16, Empechement> {
        let chemin = self.crochet.deconnexion.clone();
        let (adresse, vue) = self.crochet(chemin.as_ref(), &[]).await?;
        if let Some(suite) = suite(&adresse, &vue)? {
            self.marcher(suite, Comment::qui(Geste::Abandonner, Moyen::Carte)).await?;
        }
        Ok(vue.statut)
    }

    async fn ciba(&mut self, identifiant: &str) -> Result<String, Empechement> {
        let chemin = self.crochet.ciba.clone();
        let (_, vue) = self.crochet(chemin.as_ref(), &[("identifiant", identifiant)]).await?;
        let dit: Value = serde_json::from_str(&vue.corps).unwrap_or_default();
        let nombre = dit["nombre"].as_str().ok_or("le crochet « ciba » ne dit pas le nombre montré à la personne")?;
        Ok(nombre.to_owned())
    }

    fn garer(&mut self) -> Result<(), Empechement> {
        let neuf = Surf::nouveau(&self.adresses.autorite, Some(&self.personnes.carte), self.bornes)
            .map_err(|_| "le navigateur du banc ne s'ouvre pas")?;
        self.gare = Some(std::mem::replace(&mut self.surf, neuf));
        Ok(())
    }

    fn reprendre(&mut self) {
        if let Some(surf) = self.gare.take() {
            self.surf = surf;
        }
    }

    fn vues(&mut self) -> Vec<Vue> {
        std::mem::take(&mut self.vues)
    }
}
