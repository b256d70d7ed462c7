//! Adding one, on the word of a proof that is fresh and worth at least as much (WebAuthn §7.1, checklist M14).

use ambient::Seconds;
use sante::IdentifiantNational;

use super::letters;
use super::{Added, Holder, Keyring, NewCredential, Passkey, PasskeyError, PasskeyName};
use crate::journal::{Acte, event};
use crate::moyen::{Authentication, MoyenKind};
use crate::session::Session;

impl Keyring {
    /// How old a proof may be that gives a passkey.
    pub fn fresh(&self) -> Seconds {
        self.deps.settings.fresh
    }

    /// Whether this session may add one to the `held` of its person, before anybody is asked for anything.
    pub fn may_enrol(&self, session: &Session, held: usize) -> Result<(), PasskeyError> {
        self.recent(&session.authentication)?;
        self.strong(&session.authentication)?;
        if held < self.deps.settings.most as usize { Ok(()) } else { Err(PasskeyError::TooMany) }
    }

    /// The question for the person's authenticator: options of `navigator.credentials.create`.
    pub async fn enrol_start(&self, session: &Session) -> Result<String, PasskeyError> {
        let proof = &session.authentication;
        let known = self.deps.passkeys.of_person(&proof.personne).await?;
        self.may_enrol(session, known.len())?;
        let holder = Holder { handle: self.handle(&proof.personne), name: shown(&proof.personne) };
        let known: Vec<&str> = known.iter().map(|passkey| passkey.credential.as_str()).collect();
        let begun = self.deps.ceremonies.begin_enrolment(&holder, &known)?;
        self.ask(session.id.as_str(), Some(proof.personne.clone()), begun.state).await?;
        Ok(begun.options)
    }

    /// The authenticator's answer: checks, then what must happen once, then what follows.
    pub async fn enrol_finish(&self, session: &Session, answer: &str, name: &str) -> Result<Passkey, PasskeyError> {
        let proof = &session.authentication;
        let name = PasskeyName::typed(name).ok_or(PasskeyError::Name)?;
        let question = self.asked(session.id.as_str()).await?;
        if question.personne.as_ref() != Some(&proof.personne) {
            return Err(PasskeyError::Stale);
        }
        // the session may have been opened anew since, by a weaker proof
        self.strong(proof)?;
        let made = self.deps.ceremonies.finish_enrolment(&question.state, answer)?;
        if !made.discoverable {
            return Err(PasskeyError::NotDiscoverable);
        }
        let passkey = self.passkey(proof, made, name);
        match self.deps.passkeys.add(&passkey, self.deps.settings.most).await? {
            Added::Yes => {}
            Added::Known => return Err(PasskeyError::Known),
            Added::TooMany => return Err(PasskeyError::TooMany),
        }
        let acte = Acte::new(event::PASSKEY_ADDED)
            .with("passkey.id", passkey.id.as_str())
            .with("personne.id", passkey.personne.to_string())
            .with("attested", passkey.attested)
            .with("synchronised", passkey.synchronised)
            .with("means", proof.kind.word())
            .with("means.id", proof.moyen.as_str());
        self.deps.journal.record(acte).await?;
        self.tell(passkey.personne.clone(), letters::added(passkey.name.as_str()));
        Ok(passkey)
    }

    fn recent(&self, proof: &Authentication) -> Result<(), PasskeyError> {
        let until = proof.at.plus(self.deps.settings.fresh);
        if self.deps.ambient.now() < until { Ok(()) } else { Err(PasskeyError::ProofTooOld) }
    }

    /// The means on whose word a passkey is added. No passkey gives another one: each goes back to a card or a phone, which
    /// go back to the registry's word.
    pub fn givers(&self) -> Vec<MoyenKind> {
        let given = match self.deps.ceremonies.vouched_only() {
            true => MoyenKind::PasskeyAttestee,
            false => MoyenKind::Passkey,
        };
        let gives = |kind: &MoyenKind| !kind.is_passkey() && self.deps.assurance.at_least(*kind, given);
        MoyenKind::ALL.into_iter().filter(gives).collect()
    }

    fn strong(&self, proof: &Authentication) -> Result<(), PasskeyError> {
        if proof.is_whole() && self.givers().contains(&proof.kind) { Ok(()) } else { Err(PasskeyError::MeansTooWeak) }
    }

    fn passkey(&self, proof: &Authentication, made: NewCredential, name: PasskeyName) -> Passkey {
        let now = self.deps.ambient.now();
        Passkey {
            id: made.id,
            personne: proof.personne.clone(),
            name,
            attested: made.attested,
            synchronised: made.synchronised,
            credential: made.credential,
            counter: made.counter,
            given_by: proof.kind,
            added_at: now,
            expires_at: now.plus(self.deps.settings.validity),
            used_at: None,
            removed_at: None,
        }
    }
}

/// What the chooser of a device shows: enough to tell two accounts apart, too little to name anybody.
fn shown(personne: &IdentifiantNational) -> String {
    let number = personne.to_string();
    let end: String = number.chars().skip(number.chars().count().saturating_sub(4)).collect();
    format!("•••• {end}")
}
