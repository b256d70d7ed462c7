//! A campaign: the ordinary login, then every scenario between two of them, and the report.

use std::time::{Duration, Instant};

use ambient::{Ambient, Timestamp};
use banc_core::juge::{self, Contexte, Encadrement};
use banc_core::scenario::{Moyen, Scenario};
use banc_core::{Graine, Ligne, Partie, Plan, Rapport, Verdict, rapport};

use crate::etapes::Jeu;
use crate::fournisseur::Fournisseur;
use crate::pilote::{Comment, Pilote};

/// How long people and clocks take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Rythme {
    /// A late push comes after a minute and a half; keys may rest for a minute.
    Reel,
    /// The same after five and two seconds: to try the bench itself.
    Presse,
}

impl Rythme {
    const fn push_tardif(self) -> Duration {
        match self {
            Self::Reel => Duration::from_secs(90),
            Self::Presse => Duration::from_secs(5),
        }
    }

    /// A service that reads the keys once a minute at most, so that strangers cannot make it read them for ever, is right.
    const fn repos_des_cles(self) -> Duration {
        match self {
            Self::Reel => Duration::from_secs(61),
            Self::Presse => Duration::from_secs(2),
        }
    }

    /// A request of the service lives for two minutes.
    const fn ciba_tardive(self) -> Duration {
        match self {
            Self::Reel => Duration::from_secs(90),
            Self::Presse => Duration::from_secs(12),
        }
    }
}

/// What a campaign is made with.
pub struct Campagne<'a> {
    pub fournisseur: &'a Fournisseur,
    pub partie: &'a Partie,
    pub plan: Plan,
    pub graine: Graine,
    pub rythme: Rythme,
    pub ambient: Ambient,
    /// `kid` of the key that will sign the report.
    pub cle: String,
    /// The whole of it; what is left then is not conclusive.
    pub duree: Duration,
}

/// So many ordinary logins that fail one after the other: nothing more can be shown.
const ECHECS: usize = 3;
/// The provider's, for CIBA, milliseconds.
const INTERVALLE: u64 = 1_000;

impl Campagne<'_> {
    /// Plays everything; ends with a verdict for each scenario whatever the service does. `annoncer` hears of each.
    pub async fn mener(self, pilote: &mut dyn Pilote, annoncer: &mut dyn FnMut(&Ligne)) -> Rapport {
        let (debut, depart, nom) = (self.ambient.now(), Instant::now(), pilote.nom());
        let http = self.http();
        let mut jeu = Jeu {
            fournisseur: self.fournisseur,
            partie: self.partie,
            pilote,
            push_tardif: self.rythme.push_tardif(),
            repos_des_cles: self.rythme.repos_des_cles(),
            ciba_tardive: self.rythme.ciba_tardive(),
            http: &http,
        };
        self.fournisseur.scene.lever(self.graine);
        self.fournisseur.scene.etat().publiee = false;
        let mut avant = self.ordinaire(&mut jeu).await;
        let mut echecs = usize::from(avant.is_some());
        let (mut lignes, mut arret) = (Vec::new(), None);
        for scenario in &self.plan.jouer {
            arret = arret.or_else(|| self.arreter(echecs, depart, avant.as_deref()));
            let ligne = match &arret {
                Some(raison) => Ligne::nouvelle(scenario, Verdict::NonConcluant, Some(raison.clone())),
                None => {
                    let (ligne, apres) = self.un(&mut jeu, scenario, avant.take()).await;
                    echecs = if apres.is_some() { echecs + 1 } else { 0 };
                    avant = apres;
                    ligne
                }
            };
            annoncer(&ligne);
            lignes.push(ligne);
        }
        let absents = self.plan.sans_objet.iter();
        lignes.extend(
            absents.map(|(scenario, raison)| Ligne::nouvelle(scenario, Verdict::SansObjet, Some(raison.clone()))),
        );
        Rapport::nouveau(self.entete(debut, nom, arret), lignes)
    }

    fn arreter(&self, echecs: usize, depart: Instant, dernier: Option<&str>) -> Option<String> {
        if echecs >= ECHECS {
            let raison = dernier.unwrap_or_default();
            return Some(format!("campagne arrêtée : {ECHECS} connexions ordinaires de suite ont échoué ({raison})"));
        }
        let minutes = self.duree.as_secs() / 60;
        (depart.elapsed() > self.duree).then(|| format!("campagne arrêtée : elle dure plus de {minutes} minutes"))
    }

    /// One scenario, and the ordinary login after it.
    async fn un(&self, jeu: &mut Jeu<'_>, scenario: &Scenario, avant: Option<String>) -> (Ligne, Option<String>) {
        let depart = Instant::now();
        let trace = jeu.jouer(scenario, self.graine).await;
        let duree_ms = depart.elapsed().as_millis() as u64;
        let (presentees, situation) = {
            let mut etat = self.fournisseur.scene.etat();
            (std::mem::take(&mut etat.presentees), std::mem::take(&mut etat.situation))
        };
        let apres = self.ordinaire(jeu).await;
        let encadrement = Encadrement { avant, apres: apres.clone() };
        let jugement = juge::juger(scenario, &trace, &presentees, &self.contexte(situation), &encadrement);
        let mut ligne = Ligne::nouvelle(scenario, jugement.verdict, jugement.raison);
        (ligne.observe, ligne.duree_ms) = (jugement.observe, duree_ms);
        (ligne, apres)
    }

    /// An ordinary login in a fresh browser; why it failed, if it did.
    async fn ordinaire(&self, jeu: &mut Jeu<'_>) -> Option<String> {
        self.fournisseur.scene.lever(self.graine);
        let connexion = async {
            jeu.pilote.navigateur().await?;
            jeu.pilote.connecter(Comment::ordinaire(Moyen::Carte)).await?;
            jeu.pilote.moi().await
        };
        match connexion.await {
            Ok(moi) if moi.connecte => None,
            Ok(_) => Some("la personne n'est pas connectée".to_owned()),
            Err(raison) => Some(raison),
        }
    }

    fn contexte(&self, situation: Vec<String>) -> Contexte {
        let client = &self.partie.client;
        let texte = |urls: &[url::Url]| urls.iter().map(url::Url::to_string).collect();
        Contexte {
            retours: texte(&client.retours),
            apres_deconnexion: texte(&client.apres_deconnexion),
            methode: client.auth,
            repli: self.partie.repli.clone(),
            situation,
            autorisation: self.fournisseur.adresses.autorisation.origin().ascii_serialization(),
            intervalle: INTERVALLE,
            tls: self.partie.origines.iter().all(|origine| origine.scheme() == "https"),
        }
    }

    fn entete(&self, debut: Timestamp, pilote: String, arret: Option<String>) -> rapport::Campagne {
        let instant = |instant: Timestamp| {
            jiff::Timestamp::from_second(instant.seconds()).map(|instant| instant.to_string()).unwrap_or_default()
        };
        rapport::Campagne {
            service: self.partie.nom.clone(),
            version: self.partie.version.clone(),
            client_id: self.partie.client.id.clone(),
            banc: env!("CARGO_PKG_VERSION").to_owned(),
            pilote,
            graine: self.graine.valeur(),
            debut: instant(debut),
            fin: instant(self.ambient.now()),
            partielle: self.plan.partiel,
            cle: self.cle.clone(),
            arret,
        }
    }

    /// For notices that the bench brings itself.
    fn http(&self) -> reqwest::Client {
        let autorite = reqwest::Certificate::from_pem(&self.fournisseur.adresses.autorite);
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(Duration::from_secs(10));
        client.tls_certs_only(autorite).build().unwrap_or_default()
    }
}
