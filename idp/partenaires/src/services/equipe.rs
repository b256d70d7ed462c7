//! Organisations and the people in them. Whoever proves an address finds its invitations: no link carries a right.

use ambient::Seconds;
use idp_core::journal::{Acte, event};
use idp_core::passkey::PasskeyName;

use super::Bureau;
use crate::{
    Acteur, Compte, CompteId, Courriel, Droit, Equipe, Invitation, Membre, Organisation, OrganisationId, Refus, Role,
    Session, lettres,
};

const INVITATION: Seconds = Seconds::hours(7 * 24);
/// Of one organisation, invitations among them.
const PERSONNES: usize = 100;
/// Of one account.
const ORGANISATIONS: usize = 20;
const LONGEST: usize = 100;

impl Bureau {
    /// Whoever makes an organisation is responsible for it.
    pub async fn creer_organisation(&self, session: &Session, nom: &str) -> Result<Organisation, Refus> {
        if self.deps.organisations.de_compte(&session.compte).await?.len() >= ORGANISATIONS {
            return Err(Refus::Trop);
        }
        let membre = self.membre(session, Role::Responsable);
        let organisation = self.nouvelle(nom)?;
        self.deps.dire(&membre.acteur(&organisation.id), Acte::new(event::PARTNER_ORGANISATION_CREATED)).await?;
        self.deps.organisations.creer(&organisation, &membre).await?;
        Ok(organisation)
    }

    /// By the command line: with the account of this address as the one who is responsible.
    pub async fn ouvrir_organisation(&self, nom: &str, responsable: &str) -> Result<Organisation, Refus> {
        let courriel = Courriel::lu(responsable).ok_or(Refus::Courriel)?;
        let organisation = self.nouvelle(nom)?;
        let now = self.deps.ambient.now();
        let compte = Compte { id: CompteId::from(self.deps.nouvel_id("cpt")), courriel, cree_le: now, rendu_le: None };
        let compte = self.deps.comptes.ouvrir(&compte).await?;
        let acteur = Acteur::exploitant(organisation.id.clone());
        self.deps.dire(&acteur, Acte::new(event::PARTNER_ORGANISATION_CREATED)).await?;
        let membre = Membre { compte: compte.id, courriel: compte.courriel, role: Role::Responsable, depuis: now };
        self.deps.organisations.creer(&organisation, &membre).await?;
        Ok(organisation)
    }

    fn nouvelle(&self, nom: &str) -> Result<Organisation, Refus> {
        let id = OrganisationId::from(self.deps.nouvel_id("org"));
        Ok(Organisation { id, nom: lisible(nom)?, creee_le: self.deps.ambient.now() })
    }

    fn membre(&self, session: &Session, role: Role) -> Membre {
        let (compte, courriel) = (session.compte.clone(), session.courriel.clone());
        Membre { compte, courriel, role, depuis: self.deps.ambient.now() }
    }

    pub async fn organisations(&self, session: &Session) -> Result<Vec<(Organisation, Role)>, Refus> {
        Ok(self.deps.organisations.de_compte(&session.compte).await?)
    }

    pub async fn invitations_a(&self, session: &Session) -> Result<Vec<(Invitation, Organisation)>, Refus> {
        let mut found = Vec::new();
        for one in self.deps.organisations.invitations_a(&session.courriel, self.deps.ambient.now()).await? {
            if let Some(organisation) = self.deps.organisations.organisation(&one.organisation).await? {
                found.push((one, organisation));
            }
        }
        Ok(found)
    }

    /// What this account may do there; one that is not a member finds nothing.
    pub async fn acteur(&self, session: &Session, id: &OrganisationId) -> Result<(Organisation, Acteur), Refus> {
        let siennes = self.organisations(session).await?;
        let (organisation, role) = siennes.into_iter().find(|(one, _)| one.id == *id).ok_or(Refus::Inconnu)?;
        let acteur = self.membre(session, role).acteur(id);
        Ok((organisation, acteur))
    }

    /// For the command line, which acts for the operator.
    pub async fn toutes(&self) -> Result<Vec<Organisation>, Refus> {
        Ok(self.deps.organisations.toutes().await?)
    }

    pub async fn equipe(&self, acteur: &Acteur) -> Result<Equipe, Refus> {
        acteur.exige(Droit::Lire)?;
        let invitations = self.deps.organisations.invitations(&acteur.organisation, self.deps.ambient.now()).await?;
        Ok(Equipe { membres: self.deps.organisations.membres(&acteur.organisation).await?, invitations })
    }

    pub async fn inviter(&self, acteur: &Acteur, courriel: &str, role: Role) -> Result<(), Refus> {
        acteur.exige(Droit::Gerer)?;
        let courriel = Courriel::lu(courriel).ok_or(Refus::Courriel)?;
        let equipe = self.equipe(acteur).await?;
        if equipe.membres.len() + equipe.invitations.len() >= PERSONNES {
            return Err(Refus::Trop);
        }
        let organisation = self.deps.organisations.organisation(&acteur.organisation).await?.ok_or(Refus::Inconnu)?;
        let expire_le = self.deps.ambient.now().plus(INVITATION);
        let (id, a) = (organisation.id.clone(), courriel.clone());
        self.deps.dire(acteur, Acte::new(event::PARTNER_INVITED).with("role", role.mot())).await?;
        self.deps.organisations.inviter(&Invitation { organisation: id, courriel: a, role, expire_le }).await?;
        let lettre = lettres::invitation(&self.deps.reglages, &organisation, &courriel, role);
        self.deps.poster(courriel, lettre);
        Ok(())
    }

    pub async fn accepter(&self, session: &Session, id: &OrganisationId) -> Result<(), Refus> {
        let now = self.deps.ambient.now();
        let invitations = self.deps.organisations.invitations_a(&session.courriel, now).await?;
        let invitation = invitations.into_iter().find(|one| one.organisation == *id).ok_or(Refus::Inconnu)?;
        let membre = self.membre(session, invitation.role);
        let acte = Acte::new(event::PARTNER_JOINED).with("role", invitation.role.mot());
        self.deps.dire(&membre.acteur(id), acte).await?;
        match self.deps.organisations.accepter(id, &membre, now).await? {
            true => Ok(()),
            false => Err(Refus::Inconnu),
        }
    }

    pub async fn retirer_invitation(&self, acteur: &Acteur, courriel: &str) -> Result<(), Refus> {
        acteur.exige(Droit::Gerer)?;
        let courriel = Courriel::lu(courriel).ok_or(Refus::Courriel)?;
        Ok(self.deps.organisations.retirer_invitation(&acteur.organisation, &courriel).await?)
    }

    pub async fn retirer_membre(&self, acteur: &Acteur, compte: &CompteId) -> Result<(), Refus> {
        acteur.exige(Droit::Gerer)?;
        if !self.equipe(acteur).await?.membres.iter().any(|membre| membre.compte == *compte) {
            return Err(Refus::Inconnu);
        }
        self.deps.dire(acteur, Acte::new(event::PARTNER_LEFT).with("account.id", compte.as_str())).await?;
        match self.deps.organisations.retirer(&acteur.organisation, compte).await? {
            true => Ok(()),
            false => Err(Refus::DernierResponsable),
        }
    }
}

/// One line that can be read (the rule of passkeys' names is that of every name here).
pub fn lisible(nom: &str) -> Result<String, Refus> {
    let court = nom.trim().chars().count() <= LONGEST
        && PasskeyName::typed(&nom.chars().take(60).collect::<String>()).is_some();
    let plain = !nom.chars().any(char::is_control);
    if court && plain { Ok(nom.trim().to_owned()) } else { Err(Refus::Nom) }
}
