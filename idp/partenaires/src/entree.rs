//! Signing in: an address that its owner reads, then a passkey. An address that nobody uses is answered as every other, and
//! nothing is sent before the answer has left, so that neither the words nor the time tells them apart.

mod cles;
mod rendu;

use ambient::{ExposeSecret as _, Resting, Seconds, SecretString};
use annuaire::Correspondance;
use idp_core::compteur::{Counted, Limit};
use idp_core::journal::{Acte, event};
use idp_core::presence::Shelf;

use crate::lettres::{self, Lettre};
use crate::session::Sessions;
use crate::{Compte, CompteId, Courriel, Deps, Lien, Preuve, Refus, Session, SessionOuverte};
use cles::Question;

/// How long a link serves.
const VIE_DU_LIEN: Seconds = Seconds::minutes(15);
/// Mails to one address: more are not sent, and nobody is told.
const PAR_ADRESSE: Limit = Limit { tries: 5, window: Some(Seconds::minutes(15)) };
/// Of one network address.
const PAR_SOURCE: Limit = Limit { tries: 30, window: Some(Seconds::hours(1)) };

#[derive(Clone)]
pub struct Entree {
    deps: Deps,
    sessions: Sessions,
    questions: Shelf<Question>,
}

impl Entree {
    pub fn new(deps: Deps) -> Self {
        let questions = Shelf::new(deps.presence.clone(), "partenaire-question");
        Self { sessions: Sessions::new(&deps), questions, deps }
    }

    /// Sends a link. The answer is the same whoever has an account.
    pub async fn demander(&self, courriel: &str, source: &str) -> Result<(), Refus> {
        let courriel = Courriel::lu(courriel).ok_or(Refus::Courriel)?;
        self.deps.compter(&format!("partenaire-source:{source}"), PAR_SOURCE).await?;
        let adresse = self.deps.rest.rest("partenaire-courriel", courriel.as_str());
        let compte = self.deps.compter(&format!("partenaire-adresse:{}", adresse.as_str()), PAR_ADRESSE).await;
        match compte {
            Ok(()) => {}
            Err(Refus::TropDEssais) => return Ok(()),
            Err(autre) => return Err(autre),
        }
        let secret = self.deps.ambient.secret();
        let lettre = lettres::entree(&self.deps.reglages, secret.expose_secret());
        let expire_le = self.deps.ambient.now().plus(VIE_DU_LIEN);
        self.deps.liens.garder(&Lien { resting: self.resting(&secret), courriel: courriel.clone(), expire_le }).await?;
        self.deps.poster(courriel, lettre);
        Ok(())
    }

    /// Whose link it is, for the page that asks before it is spent: programs that read mail follow links too.
    pub async fn regarder(&self, secret: &SecretString) -> Result<Courriel, Refus> {
        for (resting, _) in self.restings(secret) {
            if let Some(courriel) = self.deps.liens.regarder(&resting, self.deps.ambient.now()).await? {
                return Ok(courriel);
            }
        }
        Err(Refus::Lien)
    }

    /// Spends the link, and opens a session of its account, which is made at the first time.
    pub async fn entrer(&self, secret: &SecretString) -> Result<SessionOuverte, Refus> {
        let now = self.deps.ambient.now();
        let (courriel, preuve) = self.depenser(secret).await?;
        let nouveau = Compte { id: CompteId::from(self.deps.nouvel_id("cpt")), courriel, cree_le: now, rendu_le: None };
        let compte = self.deps.comptes.ouvrir(&nouveau).await?;
        if compte.id == nouveau.id {
            self.dire(event::PARTNER_ACCOUNT_OPENED, &compte.id, preuve).await?;
        }
        self.ouvrir(&compte, preuve).await
    }

    async fn depenser(&self, secret: &SecretString) -> Result<(Courriel, Preuve), Refus> {
        for (resting, preuve) in self.restings(secret) {
            if let Some(courriel) = self.deps.liens.depenser(&resting, self.deps.ambient.now()).await? {
                return Ok((courriel, preuve));
            }
        }
        Err(Refus::Lien)
    }

    /// The session of a browser; none from before the operator gave the account back.
    pub async fn session(&self, temoin: &SecretString) -> Result<Option<Session>, Refus> {
        let Some(session) = self.sessions.lire(temoin).await? else { return Ok(None) };
        let compte = self.deps.comptes.compte(&session.compte).await?;
        if compte.is_some_and(|compte| !compte.rendu_depuis(session.ouverte_le)) {
            return Ok(Some(session));
        }
        self.fermer(temoin).await?;
        Ok(None)
    }

    pub async fn fermer(&self, temoin: &SecretString) -> Result<(), Refus> {
        Ok(self.sessions.fermer(temoin).await?)
    }

    /// Whether the session opens the space, or the door of its passkeys alone.
    pub fn entiere(&self, session: &Session) -> bool {
        !self.deps.reglages.cle_exigee || session.preuve == Preuve::Cle
    }

    async fn ouvrir(&self, compte: &Compte, preuve: Preuve) -> Result<SessionOuverte, Refus> {
        let ouverte = self.sessions.ouvrir(compte, preuve).await?;
        self.dire(event::PARTNER_SIGNED_IN, &compte.id, preuve).await?;
        Ok(ouverte)
    }

    async fn dire(&self, word: &'static str, compte: &CompteId, preuve: Preuve) -> Result<(), Refus> {
        let means = match preuve {
            Preuve::Cle => "passkey",
            Preuve::Lien => "mail",
            Preuve::Rendu => "operator",
        };
        let acte = Acte::new(word).with("account.id", compte.as_str()).with("means", means);
        Ok(self.deps.journal.record(acte).await?)
    }

    fn resting(&self, secret: &SecretString) -> Resting {
        self.deps.rest.rest("partenaire-lien", secret.expose_secret())
    }
}

impl Deps {
    async fn compter(&self, key: &str, limit: Limit) -> Result<(), Refus> {
        match self.compteurs.count(key, limit, self.ambient.now()).await? {
            Counted::Within(_) => Ok(()),
            Counted::Exhausted { .. } => Err(Refus::TropDEssais),
        }
    }

    /// After the answer. A mail that does not leave is the operator's to see, and the reader asks again.
    pub(crate) fn poster(&self, a: Courriel, lettre: Lettre) {
        let messages = self.messages.clone();
        let to = Correspondance { mobile: None, courriel: Some(a.as_str().to_owned()), activation_des: None };
        self.ensuite.lancer(Box::pin(async move {
            if let Err(error) = messages.courriel(&to, lettre.sujet, &lettre.texte).await {
                tracing::error!(%error, "a mail to a partner did not leave");
            }
        }));
    }
}
