//! Passkeys of accounts (WebAuthn Level 3): the same ceremonies as people of the registry have, another store.

use ambient::{ExposeSecret as _, Seconds, SecretString, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use idp_core::journal::{Acte, event};
use idp_core::passkey::{Added, CeremonyError, Holder, PasskeyId, PasskeyName};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Entree;
use crate::{CleAcces, CompteId, Preuve, Refus, Session, SessionOuverte};

/// How long an authenticator may take.
const QUESTION: Seconds = Seconds::minutes(5);
/// How old the mail may be on whose word the first passkey is added.
const FRAICHE: Seconds = Seconds::minutes(15);
/// Of one account.
const AU_PLUS: u32 = 10;

/// What an answer is checked against.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    /// `None`: at the door, nobody is named.
    compte: Option<CompteId>,
    state: String,
    asked_at: Timestamp,
}

impl Entree {
    pub async fn cles(&self, session: &Session) -> Result<Vec<CleAcces>, Refus> {
        Ok(self.deps.cles.de_compte(&session.compte).await?)
    }

    /// Options of `navigator.credentials.create`.
    pub async fn question_d_ajout(&self, session: &Session, temoin: &SecretString) -> Result<String, Refus> {
        let siennes = self.cles(session).await?;
        self.peut_ajouter(session, siennes.len()).await?;
        let holder = Holder { handle: self.handle(&session.compte), name: session.courriel.as_str().to_owned() };
        let connues: Vec<&str> = siennes.iter().map(|cle| cle.credential.as_str()).collect();
        let begun = self.deps.ceremonies.begin_enrolment(&holder, &connues)?;
        self.demander_a(temoin, Some(session.compte.clone()), begun.state).await?;
        Ok(begun.options)
    }

    /// Adds it, and opens the session anew with it: whoever just made a passkey has proven it.
    pub async fn ajouter_cle(
        &self,
        session: &Session,
        temoin: &SecretString,
        (answer, nom): (&str, &str),
    ) -> Result<SessionOuverte, Refus> {
        let nom = PasskeyName::typed(nom).ok_or(Refus::Nom)?;
        let question = self.reponse_a(temoin).await?;
        if question.compte.as_ref() != Some(&session.compte) {
            return Err(Refus::Cle("another account was asked".to_owned()));
        }
        self.peut_ajouter(session, self.cles(session).await?.len()).await?;
        let faite = self.deps.ceremonies.finish_enrolment(&question.state, answer)?;
        if !faite.discoverable {
            return Err(Refus::Cle("the device does not keep it".to_owned()));
        }
        let cle = CleAcces {
            id: faite.id,
            compte: session.compte.clone(),
            nom: nom.as_str().to_owned(),
            credential: faite.credential,
            counter: faite.counter,
            ajoutee_le: self.deps.ambient.now(),
            vue_le: None,
        };
        match self.deps.cles.ajouter(&cle, AU_PLUS).await? {
            Added::Yes => {}
            Added::Known => return Err(Refus::Cle("somebody has this one".to_owned())),
            Added::TooMany => return Err(Refus::Trop),
        }
        let acte = Acte::new(event::PARTNER_PASSKEY_ADDED).with("account.id", session.compte.as_str());
        self.deps.journal.record(acte.with("passkey.id", cle.id.as_str())).await?;
        self.monter(session, temoin).await
    }

    /// Options of `navigator.credentials.get`, for a browser that nobody is known by yet. `temoin`: any secret of its own.
    pub async fn question_a_la_porte(&self, temoin: &SecretString) -> Result<String, Refus> {
        let begun = self.deps.ceremonies.begin_login()?;
        self.demander_a(temoin, None, begun.state).await?;
        Ok(begun.options)
    }

    pub async fn entrer_par_cle(&self, temoin: &SecretString, answer: &str) -> Result<SessionOuverte, Refus> {
        let question = self.reponse_a(temoin).await?;
        let named = self.deps.ceremonies.named(answer)?;
        let inconnue = || Refus::Cle("nobody here has this passkey".to_owned());
        let cle = self.deps.cles.cle(&named.id).await?.ok_or_else(inconnue)?;
        if named.handle != Some(self.handle(&cle.compte)) {
            return Err(Refus::Cle("the user handle is another account's".to_owned()));
        }
        let used = match self.deps.ceremonies.finish_login(&question.state, answer, &cle.credential) {
            Ok(used) => used,
            Err(CeremonyError::Counter) => return Err(Refus::Cle("the counter fell: it may be copied".to_owned())),
            Err(refus) => return Err(refus.into()),
        };
        if !self.deps.cles.utilisee(&cle.id, &used, self.deps.ambient.now()).await? {
            return Err(Refus::Cle("removed, or used by somebody who was faster".to_owned()));
        }
        let compte = self.deps.comptes.compte(&cle.compte).await?.ok_or_else(inconnue)?;
        self.ouvrir(&compte, Preuve::Cle).await
    }

    /// Where a passkey is asked for, the last one stays: mail alone would open nothing.
    pub async fn retirer_cle(&self, session: &Session, id: &PasskeyId) -> Result<(), Refus> {
        if !self.entiere(session) || (self.deps.reglages.cle_exigee && self.cles(session).await?.len() < 2) {
            return Err(Refus::CleExigee);
        }
        match self.deps.cles.retirer(&session.compte, id).await? {
            true => {
                let acte = Acte::new(event::PARTNER_PASSKEY_REMOVED).with("account.id", session.compte.as_str());
                Ok(self.deps.journal.record(acte.with("passkey.id", id.as_str())).await?)
            }
            false => Err(Refus::Inconnu),
        }
    }

    /// The first one on the word of a fresh mail, each further one on that of a passkey. Of an account that was given back,
    /// the first one is on the operator's word: its mail may be what was lost.
    async fn peut_ajouter(&self, session: &Session, tenues: usize) -> Result<(), Refus> {
        let fraiche = self.deps.ambient.now() < session.ouverte_le.plus(FRAICHE);
        match session.preuve {
            _ if tenues >= AU_PLUS as usize => Err(Refus::Trop),
            Preuve::Cle => Ok(()),
            Preuve::Lien | Preuve::Rendu if tenues > 0 => Err(Refus::CleExigee),
            Preuve::Lien | Preuve::Rendu if !fraiche => Err(Refus::PreuveAncienne),
            Preuve::Lien if self.rendu(session).await? => Err(Refus::LienExploitant),
            Preuve::Lien | Preuve::Rendu => Ok(()),
        }
    }

    async fn rendu(&self, session: &Session) -> Result<bool, Refus> {
        let compte = self.deps.comptes.compte(&session.compte).await?.ok_or(Refus::Inconnu)?;
        Ok(self.deps.reglages.cle_exigee && compte.rendu_le.is_some())
    }

    async fn monter(&self, session: &Session, temoin: &SecretString) -> Result<SessionOuverte, Refus> {
        let compte = self.deps.comptes.compte(&session.compte).await?.ok_or(Refus::Inconnu)?;
        let ouverte = self.ouvrir(&compte, Preuve::Cle).await?;
        self.fermer(temoin).await?;
        Ok(ouverte)
    }

    async fn demander_a(&self, temoin: &SecretString, compte: Option<CompteId>, state: String) -> Result<(), Refus> {
        let key = self.cle_de(temoin);
        self.questions.remove(&key).await?;
        let question = Question { compte, state, asked_at: self.deps.ambient.now() };
        match self.questions.create(&key, &question, QUESTION).await? {
            true => Ok(()),
            false => Err(Refus::Cle("another window asked at the same moment".to_owned())),
        }
    }

    /// Once.
    async fn reponse_a(&self, temoin: &SecretString) -> Result<Question, Refus> {
        let question = self.questions.take(&self.cle_de(temoin)).await?;
        let fresh = |question: &Question| self.deps.ambient.now() < question.asked_at.plus(QUESTION);
        question.filter(fresh).ok_or_else(|| Refus::Cle("nothing was asked, or too long ago".to_owned()))
    }

    fn cle_de(&self, temoin: &SecretString) -> String {
        self.deps.rest.rest("partenaire-question", temoin.expose_secret()).as_str().to_owned()
    }

    /// The same for every passkey of an account, and says nothing of it.
    fn handle(&self, compte: &CompteId) -> Uuid {
        let resting = self.deps.rest.rest("partenaire-handle", compte.as_str());
        let mut bytes = [0; 16];
        let drawn = URL_SAFE_NO_PAD.decode(resting.as_str()).unwrap_or_default();
        bytes.iter_mut().zip(drawn).for_each(|(byte, drawn)| *byte = drawn);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}
