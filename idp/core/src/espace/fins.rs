use crate::client::ClientId;
use crate::ecps::Motif;
use crate::grant::Grant;
use crate::journal::{Acte, event};
use crate::logout::Why;
use crate::moyen::{Authentication, MoyenKind};
use crate::session::{Session, SessionId};
use crate::token::revoke_grant;

use super::{CleDAcces, Espace, EspaceError};

/// What is closed with all the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fermeture {
    /// Sessions and what services were granted: the means go on.
    Acces,
    /// The e-CPS and the passkeys too: the phone is in other hands.
    AvecMoyens,
}

/// Each end asks for the session alone, not for a fresh proof: whoever has lost what they prove themselves with must be
/// able to end it, and the most that somebody at an open screen can do with these is to have the person sign in again.
impl Espace {
    /// One session of the person, their own included.
    pub async fn fermer_session(&self, session: &Session, id: &SessionId) -> Result<(), EspaceError> {
        let personne = &session.authentication.personne;
        let sienne = self.0.sessions.named(id).await?.filter(|autre| autre.authentication.personne == *personne);
        let sienne = sienne.ok_or(EspaceError::Rien)?;
        self.0.ends.end(&sienne.id, Why::Person { asked: None }).await?;
        let acte = Acte::new(event::SPACE_SESSION_ENDED).with("personne.id", personne.to_string());
        Ok(self.0.journal.record(acte.with("session.id", sienne.id.as_str())).await?)
    }

    /// All that a service holds of the person, offline or not. It is told as at a logout.
    pub async fn fermer_service(&self, session: &Session, service: &ClientId) -> Result<(), EspaceError> {
        let (deps, personne) = (&self.0, &session.authentication.personne);
        let grants = deps.octrois.au_service(personne, service, deps.ambient.now()).await?;
        let grants = self.debout(grants).await?;
        if grants.is_empty() {
            return Err(EspaceError::Rien);
        }
        self.reprendre(&grants).await?;
        let acte = Acte::new(event::SPACE_SERVICE_ENDED)
            .with("personne.id", personne.to_string())
            .with("client.id", service.as_str())
            .with("grants", grants.len());
        Ok(deps.journal.record(acte).await?)
    }

    /// What a card opened, what services hold offline on its word too: the card itself is stopped by whoever gave it.
    pub async fn fermer_carte(&self, session: &Session, moyen: &str) -> Result<(), EspaceError> {
        let (deps, personne) = (&self.0, &session.authentication.personne);
        let by_card = |proof: &Authentication| proof.kind == MoyenKind::Carte && proof.moyen == moyen;
        let mut grants = self.tenus(personne).await?;
        grants.retain(|grant| grant.is_offline() && by_card(&grant.authentication));
        self.reprendre(&grants).await?;
        let mut sessions = deps.sessions.of_person(personne).await?;
        sessions.retain(|ouverte| by_card(&ouverte.authentication));
        // the one that asks comes last: what fails before is asked again by it
        sessions.sort_by_key(|ouverte| ouverte.id == session.id);
        for ouverte in &sessions {
            self.fermer_session(session, &ouverte.id).await?;
        }
        if sessions.is_empty() && grants.is_empty() {
            return Err(EspaceError::Rien);
        }
        let acte = Acte::new(event::SPACE_CARD_ENDED)
            .with("personne.id", personne.to_string())
            .with("means.id", moyen)
            .with("sessions", sessions.len())
            .with("grants", grants.len());
        Ok(deps.journal.record(acte).await?)
    }

    /// Each is over, and its service is told as at a logout.
    async fn reprendre(&self, grants: &[Grant]) -> Result<(), EspaceError> {
        let deps = &self.0;
        for grant in grants {
            revoke_grant(&deps.ambient, &*deps.stamps, &*deps.journal, grant, "ended by the person").await?;
            deps.ends.grant_ended(grant).await?;
        }
        Ok(())
    }

    /// The passkeys that were added on the word of the e-CPS that the person has: whoever has their phone and its PIN added them.
    pub async fn cles_de_l_ecps(&self, session: &Session) -> Result<Vec<CleDAcces>, EspaceError> {
        let personne = &session.authentication.personne;
        let Some(ecps) = self.0.vies.de(personne).await? else { return Ok(Vec::new()) };
        let mut cles = self.0.cles.de(personne).await?;
        cles.retain(|cle| cle.par == MoyenKind::Ecps && ecps.active_le <= cle.ajoutee_le);
        Ok(cles)
    }

    /// The e-CPS, its sessions and what was granted by it. Before, those of the passkeys added on its word that are named: what
    /// fails is asked again by a session that still stands.
    pub async fn arreter_ecps(&self, session: &Session, motif: Motif, cles: &[&str]) -> Result<(), EspaceError> {
        for cle in self.cles_de_l_ecps(session).await?.iter().filter(|cle| cles.contains(&cle.id.as_str())) {
            self.0.cles.retirer(&session.authentication.personne, &cle.id).await?;
        }
        let arretee = self.0.vies.arreter(&session.authentication.personne, motif).await?;
        arretee.then_some(()).ok_or(EspaceError::Rien)
    }

    /// One passkey.
    pub async fn retirer_cle(&self, session: &Session, id: &str) -> Result<(), EspaceError> {
        let retiree = self.0.cles.retirer(&session.authentication.personne, id).await?;
        retiree.then_some(()).ok_or(EspaceError::Rien)
    }

    /// Everything, in one transaction: every session, every token, every grant of before this instant is refused from now on, and
    /// so are the means where they were to end; the watch tells the services. The session that asks ends with the others, so that
    /// nothing may be left to do for it.
    pub async fn tout_fermer(&self, session: &Session, fermeture: Fermeture) -> Result<(), EspaceError> {
        let (deps, personne) = (&self.0, &session.authentication.personne);
        let moyens = fermeture == Fermeture::AvecMoyens;
        let finis = deps.fins.tout(personne, moyens, deps.ambient.now()).await?;
        let acte = Acte::new(event::SPACE_ALL_ENDED)
            .with("personne.id", personne.to_string())
            .with("session.id", session.id.as_str())
            .with("moyens", moyens);
        deps.journal.record(acte).await?;
        if let Some(appareil) = &finis.ecps {
            deps.vies.arretee(personne, appareil, Motif::Perte).await?;
        }
        for cle in &finis.cles {
            deps.cles.retiree(personne, cle).await?;
        }
        deps.ends.end(&session.id, Why::Person { asked: None }).await?;
        Ok(())
    }
}
