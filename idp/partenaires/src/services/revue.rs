//! Production: the team asks, the operator decides.

use idp_core::client::{Client, ClientId};
use idp_core::journal::{Acte, event};

use super::Bureau;
use crate::{Acteur, Decision, Demande, DemandeVue, Droit, EtatDemande, Qui, Refus, Service, ServiceId};

impl Bureau {
    /// Keeps the request as a draft; with `deposer`, puts it before the operator.
    pub async fn demander_la_production(
        &self,
        acteur: &Acteur,
        id: &ServiceId,
        (usage, deposer): (&str, bool),
    ) -> Result<(), Refus> {
        let service = self.sien(acteur, Droit::Gerer, id).await?;
        let vue = self.deps.demandes.demande(id).await?;
        let (lue, before) = vue.map_or((0, None), |vue| (vue.version, Some(vue.demande)));
        let demande = match before {
            Some(before) => before.reecrite(service.fiche.clone(), usage)?,
            None => Demande::brouillon(service.fiche.clone(), usage),
        };
        let demande = if deposer { self.deposee(&service, demande).await? } else { demande };
        if deposer {
            let acte = Acte::new(event::PARTNER_PRODUCTION_ASKED).with("service.id", id.as_str());
            self.deps.dire(acteur, acte).await?;
        }
        match self.deps.demandes.ecrire(id, &demande, lue).await? {
            true => Ok(()),
            false => Err(Refus::ChangeEntreTemps),
        }
    }

    /// What production refuses is told before anybody looks: an address of one machine is welcome in the sandbox alone.
    async fn deposee(&self, service: &Service, demande: Demande) -> Result<Demande, Refus> {
        let objections = demande.fiche.objections(false);
        if !objections.is_empty() {
            return Err(Refus::Fiche(objections));
        }
        self.tient(&demande.fiche, &super::siens(service)).await?;
        demande.deposee(self.deps.ambient.now())
    }

    /// For the operator.
    pub async fn demandes(&self) -> Result<Vec<DemandeVue>, Refus> {
        Ok(self.deps.demandes.toutes().await?)
    }

    pub async fn demande(&self, id: &ServiceId) -> Result<(Service, DemandeVue), Refus> {
        let service = self.deps.services.service(id).await?.ok_or(Refus::Inconnu)?;
        let vue = self.deps.demandes.demande(id).await?.ok_or(Refus::Inconnu)?;
        Ok((service, vue))
    }

    /// `version`: the one that the operator read. What is accepted becomes the client of production, or changes it.
    pub async fn decider(&self, qui: Qui, id: &ServiceId, (version, decision): (i64, &Decision)) -> Result<(), Refus> {
        let (service, vue) = self.demande(id).await?;
        if vue.version != version {
            return Err(Refus::ChangeEntreTemps);
        }
        let client = service.production.clone().unwrap_or_else(|| self.nom_de_client(&vue.demande.fiche.nom));
        let demande = vue.demande.decidee(decision, &client, self.deps.ambient.now())?;
        let acte = Acte::new(event::PARTNER_PRODUCTION_DECIDED)
            .with("service.id", id.as_str())
            .with("stage", demande.etat.mot());
        self.deps.dire(&Acteur::de_l_exploitation(service.organisation.clone(), qui), acte).await?;
        if !self.deps.demandes.ecrire(id, &demande, version).await? {
            return Err(Refus::ChangeEntreTemps);
        }
        match demande.etat {
            EtatDemande::Acceptee { client, .. } => self.mettre_en_production(service, client, &demande.fiche).await,
            _ => Ok(()),
        }
    }

    async fn mettre_en_production(&self, service: Service, id: ClientId, fiche: &crate::Fiche) -> Result<(), Refus> {
        match self.deps.clients.client(&id).await? {
            None => self.inscrire(&service, &id, fiche).await?,
            Some(before) => {
                let fresh = self.client(&service, &id, fiche)?;
                // a secret that serves goes on serving; another method begins without one
                let kept = fresh.auth.word() == before.auth.word() && fresh.auth.has_secret();
                let auth = if kept { before.auth.clone() } else { fresh.auth.clone() };
                let (origin, outgoing) = (before.origin.clone(), before.outgoing.clone());
                let after = Client { auth, origin, outgoing, disabled_at: before.disabled_at, ..fresh };
                if !self.deps.clients.replace(&before, &after).await? {
                    return Err(Refus::ChangeEntreTemps);
                }
            }
        }
        if service.production.is_some() {
            return Ok(());
        }
        let version = service.version + 1;
        let after = Service { production: Some(id), version, ..service };
        match self.deps.services.remplacer(&after).await? {
            true => Ok(()),
            false => Err(Refus::ChangeEntreTemps),
        }
    }
}
