//! One scenario, step by step.

mod ciba;

use std::time::{Duration, Instant};

use banc_core::partie::Partie;
use banc_core::scenario::{Etape, FauxAvis, Moyen, Scenario};
use banc_core::trace::Secret;
use banc_core::{Graine, Trace};
use idp_core::hosts::Hosts;
use idp_core::key::SigningAlg;
use serde_json::{Value, json};

use crate::fournisseur::Fournisseur;
use crate::injecteur::{MARQUE, briser};
use crate::pilote::{Comment, Empechement, Geste, Pilote};
use crate::registre;

/// What plays.
pub struct Jeu<'a> {
    pub fournisseur: &'a Fournisseur,
    pub partie: &'a Partie,
    pub pilote: &'a mut dyn Pilote,
    /// What a person with a phone in another room takes; and for a request of the service itself.
    pub push_tardif: Duration,
    /// What a service may leave between two readings of the keys.
    pub repos_des_cles: Duration,
    pub ciba_tardive: Duration,
    /// For calls of the bench's own.
    pub http: &'a reqwest::Client,
}

/// After so long the provider says nothing that the registry does not say: what it keeps of a person is two seconds old at most.
const ENTENDUE: Duration = Duration::from_millis(2_500);
/// How long a notice may take to be obeyed.
const AVIS: Duration = Duration::from_secs(5);

impl Jeu<'_> {
    /// Plays a scenario from a fresh browser, and gives everything that was seen.
    pub async fn jouer(&mut self, scenario: &Scenario, graine: Graine) -> Trace {
        self.fournisseur.scene.lever(graine.pour(scenario.id));
        let mut trace = Trace::default();
        let _ = self.pilote.vues();
        trace.empechement = self.derouler(scenario, &mut trace).await.err();
        if scenario.etapes.contains(&Etape::TerminerLaSituation) {
            let remise = registre::rouvrir(self.fournisseur.registre(), self.travailleuse()).await;
            trace.empechement =
                trace.empechement.or(remise.err().map(|cause| format!("le registre du banc : {cause}")));
        }
        trace.vues = self.pilote.vues();
        let mut etat = self.fournisseur.scene.etat();
        trace.observations = std::mem::take(&mut etat.observations);
        trace.secrets = std::mem::take(&mut etat.secrets);
        trace.revenue = etat.retour.is_some();
        let secret = self.partie.client.secret.clone();
        trace.secrets.extend(secret.map(|valeur| Secret { nom: "le secret du service", valeur }));
        trace
    }

    async fn derouler(&mut self, scenario: &Scenario, trace: &mut Trace) -> Result<(), Empechement> {
        self.pilote.navigateur().await?;
        for etape in scenario.etapes {
            if self.pas(*etape, trace).await? {
                trace.etats.push(self.pilote.moi().await?);
            }
        }
        Ok(())
    }

    /// One step; whether it may have changed who is logged in.
    async fn pas(&mut self, etape: Etape, trace: &mut Trace) -> Result<bool, Empechement> {
        match etape {
            Etape::Injecter(injection) => self.fournisseur.scene.etat().injections.push(injection),
            Etape::Reparer => self.fournisseur.scene.etat().injections.clear(),
            Etape::AutreNavigateur => self.pilote.navigateur().await?,
            Etape::Abandonner => {
                self.pilote.connecter(Comment::qui(Geste::Abandonner, Moyen::Carte)).await?;
            }
            Etape::TerminerLaSituation => self.terminer().await?,
            Etape::Attendre(duree) => tokio::time::sleep(Duration::from_millis(duree)).await,
            Etape::RecommencerReposees if trace.dernier().is_some_and(|moi| moi.connecte) => {}
            _ => {
                self.acte(etape, trace).await?;
                return Ok(true);
            }
        }
        Ok(matches!(etape, Etape::Attendre(_)))
    }

    async fn acte(&mut self, etape: Etape, trace: &mut Trace) -> Result<(), Empechement> {
        let ordinaire = Comment::ordinaire(Moyen::Carte);
        match etape {
            Etape::Connecter(moyen) => self.pilote.connecter(Comment::ordinaire(moyen)).await?,
            Etape::RecommencerReposees => {
                tokio::time::sleep(self.repos_des_cles).await;
                self.pilote.navigateur().await?;
                self.pilote.connecter(ordinaire).await?;
            }
            Etape::ConnecterSousUnAutreHote => {
                // what follows is the provider's refusal, or the service's own page: the request is what counts
                let _ = self.pilote.connecter(Comment { autre_hote: true, ..ordinaire }).await;
            }
            Etape::ConnecterTard => {
                let tard = Comment { attente: self.push_tardif, ..Comment::ordinaire(Moyen::ECps) };
                self.pilote.connecter(tard).await?;
            }
            Etape::RejouerLeRetour => self.rejouer().await?,
            Etape::DetournerLeRetour => self.detourner().await?,
            Etape::Rafraichir => trace.noter("rafraichir", self.pilote.rafraichir().await?),
            Etape::Api => trace.noter("api", self.pilote.api().await?),
            Etape::Deconnecter => trace.noter("deconnecter", self.pilote.deconnecter().await?),
            Etape::Annuler => self.pilote.connecter(Comment::qui(Geste::Annuler, Moyen::Carte)).await?,
            Etape::Refuser => self.pilote.connecter(Comment::qui(Geste::Refuser, Moyen::ECps)).await?,
            Etape::Ciba(reponse) => self.ciba(reponse, trace).await?,
            Etape::CibaCroisee => self.ciba_croisee(trace).await?,
            Etape::FinAilleurs => self.finir_ailleurs().await?,
            Etape::FauxAvis(faux) => trace.noter("avis", self.faux_avis(faux).await?),
            // no acts of a person at the service
            Etape::Injecter(_) | Etape::Reparer | Etape::AutreNavigateur | Etape::Attendre(_) => {}
            Etape::Abandonner | Etape::TerminerLaSituation => {}
        }
        Ok(())
    }

    /// Whose situation ends.
    fn travailleuse(&self) -> &str {
        &self.fournisseur.personnes.telephone.identifiant
    }

    /// An act of the gestionnaire; then the provider has the time that it needs to hear of it.
    async fn terminer(&self) -> Result<(), Empechement> {
        let fini = registre::terminer(self.fournisseur.registre(), self.travailleuse()).await;
        fini.map_err(|cause| format!("le registre du banc : {cause}"))?;
        tokio::time::sleep(ENTENDUE).await;
        Ok(())
    }

    async fn rejouer(&mut self) -> Result<(), Empechement> {
        let retour = self.fournisseur.scene.etat().retour.clone();
        self.pilote.ouvrir(&retour.ok_or("le fournisseur n'a rien répondu par l'adresse")?).await
    }

    /// A login whose answer is kept, and brought to a browser that never asked.
    async fn detourner(&mut self) -> Result<(), Empechement> {
        self.fournisseur.scene.etat().retenir = true;
        self.pilote.connecter(Comment::ordinaire(Moyen::Carte)).await?;
        let retour = {
            let mut etat = self.fournisseur.scene.etat();
            etat.retenir = false;
            etat.retour.clone()
        };
        let retour = retour.ok_or("le fournisseur n'a rien répondu par l'adresse")?;
        self.pilote.navigateur().await?;
        self.pilote.ouvrir(&retour).await
    }

    /// The provider ends the session and tells the service, which has a moment to obey.
    async fn finir_ailleurs(&mut self) -> Result<(), Empechement> {
        let jeton = self.id_token()?;
        let scene = &self.fournisseur.scene;
        let adresse = self.fournisseur.adresses.point(Hosts::LOGOUT);
        let requete = self.http.post(adresse).header(MARQUE, &scene.marque).form(&[("id_token_hint", jeton)]);
        let reponse = requete.send().await.map_err(|_| "le fournisseur ne termine pas la session")?;
        if !reponse.status().is_success() {
            return Err(format!("le fournisseur ne termine pas la session ({})", reponse.status().as_u16()));
        }
        let depuis = Instant::now();
        while depuis.elapsed() < AVIS && self.pilote.moi().await?.connecte {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    fn id_token(&self) -> Result<String, Empechement> {
        self.fournisseur.scene.etat().id_token.clone().ok_or_else(|| "le service n'a pas reçu de jeton".to_owned())
    }

    /// The status with which the service answers a notice that it must refuse.
    async fn faux_avis(&mut self, faux: FauxAvis) -> Result<u16, Empechement> {
        let adresse = self.partie.client.avis.clone().ok_or("le service ne déclare pas d'adresse d'avis")?;
        let avis = self.forger(faux).await.ok_or("l'avis n'a pas pu être forgé")?;
        let reponse = self.http.post(adresse).form(&[("logout_token", avis)]).send().await;
        Ok(reponse.map_err(|_| "l'adresse d'avis ne répond pas")?.status().as_u16())
    }

    /// OpenID Connect Back-Channel Logout 1.0 §2.4, with one thing wrong.
    async fn forger(&self, faux: FauxAvis) -> Option<String> {
        let scene = &self.fournisseur.scene;
        let dit = jose::jws::unverified_claims(&self.id_token().ok()?).ok()?;
        let (autre, jti, nonce) = {
            let graine = &mut scene.etat().graine;
            (graine.mot("autre-service"), graine.uuid(), graine.mot("nonce"))
        };
        let mut avis = json!({
            "iss": dit.get("iss")?,
            "sub": dit.get("sub")?,
            "sid": dit.get("sid").unwrap_or(&Value::Null),
            "aud": self.partie.client.id,
            "iat": dit.get("iat")?,
            "exp": dit.get("exp")?,
            "jti": jti,
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        match faux {
            FauxAvis::Signature => {}
            FauxAvis::Audience => avis["aud"] = json!(autre),
            FauxAvis::Nonce => avis["nonce"] = json!(nonce),
        }
        let signe = scene.signature.get()?.sign_typed(SigningAlg::RS256, "logout+jwt", &avis).await.ok()?;
        Some(if faux == FauxAvis::Signature { briser(&signe) } else { signe })
    }
}
