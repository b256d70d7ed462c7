use ambient::Timestamp;
use ecps::{Affichage, AppareilId, DemandeId};
use sante::IdentifiantNational;

use super::demande::{Auteur, Demande, DemandeOuverte, Etat, NouvelleDemande, Place, lisible};
use super::demandes::{DemandeError, Demandes};
use super::navigateur::Navigateurs;
use super::port::Appareil;
use crate::journal::{Acte, event};
use crate::port::PortError;

/// A person may be asked for from several screens at once; beyond this the store is in trouble.
const TENTATIVES: u32 = 16;

impl Demandes {
    /// Opens a request: limits, then the phone, then the place, then the request itself. The answer and the steps are
    /// the same whether or not a phone will ring; the notification leaves afterwards.
    pub async fn ouvrir(&self, nouvelle: NouvelleDemande) -> Result<DemandeOuverte, DemandeError> {
        let personne =
            IdentifiantNational::typed(&nouvelle.identifiant).map_err(|_| DemandeError::IdentifiantIllisible)?;
        let auteur = self.auteur(&nouvelle, &personne);
        self.limiter(&personne, &auteur, &nouvelle).await?;
        let appareil = self.telephone(&personne).await?;
        let bloque = self.bloque(&personne, &auteur).await?;
        let id = DemandeId::from(self.socle.ambient.chance.token());
        let placee = self.placer(&personne, &Place { demande: id.clone(), connu: auteur.connu() }, bloque).await?;
        let joint = appareil.filter(|_| placee);
        let expire_le = self.socle.now().plus(self.socle.reglages.vie_demande);
        let affichage = self.affichage(&nouvelle, &id, expire_le, auteur.connu());
        let demande = Demande {
            personne,
            appareil: joint.as_ref().map(|a| a.id.clone()),
            nombre: format!("{:02}", self.socle.ambient.chance.below(100)),
            affichage,
            auteur,
            etat: Etat::EnAttente { erreurs: 0 },
        };
        self.etagere.demandes.create(id.as_str(), &demande, self.etagere.vie()).await?;
        self.dire(&id, &demande, joint.as_ref().map(|a| &a.id)).await?;
        if let Some(appareil) = joint {
            self.reveiller(appareil);
        }
        Ok(DemandeOuverte { id, nombre: demande.nombre, expire_le })
    }

    fn auteur(&self, nouvelle: &NouvelleDemande, personne: &IdentifiantNational) -> Auteur {
        let navigateurs = Navigateurs::new(self.socle.ambient.clone(), self.socle.rest_key.clone());
        let connu = nouvelle.origine.cookie.as_deref().and_then(|c| navigateurs.reconnaitre(c, personne));
        connu.map_or_else(|| Auteur::Inconnu(nouvelle.origine.source.to_string()), Auteur::Connu)
    }

    /// A known browser has a count of its own, so that no flood of unknown ones reaches it (M19).
    async fn limiter(
        &self,
        personne: &IdentifiantNational,
        auteur: &Auteur,
        nouvelle: &NouvelleDemande,
    ) -> Result<(), DemandeError> {
        let (cles, limites) = (self.socle.cles(), &self.socle.reglages.limites);
        let paire = cles.par_paire("demande.paire", personne, &auteur.qui());
        let comptes = match auteur {
            Auteur::Connu(_) => vec![(paire, limites.demande_connu)],
            Auteur::Inconnu(_) => vec![
                (cles.par_source("demande.source", &nouvelle.origine.source), limites.demande_source),
                (paire, limites.demande_paire),
                (cles.par_personne("demande.inconnus", personne), limites.demande_inconnus),
            ],
        };
        for (cle, limite) in comptes {
            self.socle.compter(&cle, limite).await?.ok_or(DemandeError::TropDeDemandes)?;
        }
        Ok(())
    }

    /// The phone that would ring: active, in its three years.
    async fn telephone(&self, personne: &IdentifiantNational) -> Result<Option<Appareil>, PortError> {
        let appareil = self.socle.appareils.de_personne(personne).await?;
        Ok(appareil.filter(|a| self.socle.sert(a)))
    }

    async fn bloque(&self, personne: &IdentifiantNational, auteur: &Auteur) -> Result<bool, PortError> {
        let cle = self.socle.cles().par_paire("bloque", personne, &auteur.qui());
        Ok(self.socle.compteurs.tries(&cle, self.socle.now()).await? > 0)
    }

    /// Takes the person's place. A known browser takes it from anyone, an unknown one never from a known one, a
    /// blocked one from nobody. `false`: not taken, and the page is not told.
    async fn placer(&self, personne: &IdentifiantNational, place: &Place, bloque: bool) -> Result<bool, PortError> {
        let (places, cle) = (&self.etagere.places, self.etagere.place_de(personne));
        let vie = self.socle.reglages.vie_demande;
        for _ in 0..TENTATIVES {
            let Some(vue) = places.read(&cle).await? else {
                if bloque {
                    return Ok(false);
                }
                if places.create(&cle, place, vie).await? {
                    return Ok(true);
                }
                continue;
            };
            let protegee = vue.value.connu && !place.connu && self.attend(&vue.value.demande).await?;
            if bloque || protegee {
                return Ok(false);
            }
            if places.replace(&cle, vue.version, place, vie).await? {
                let quitter = |d: &Demande| matches!(d.etat, Etat::EnAttente { .. }).then_some(Etat::Remplacee);
                self.etagere.passer(&vue.value.demande, quitter).await?;
                return Ok(true);
            }
        }
        Err(PortError::unavailable("presence", "too many writers on one person's place"))
    }

    async fn attend(&self, id: &DemandeId) -> Result<bool, PortError> {
        use super::demande::DemandeEtat::EnAttente;
        Ok(self.etat(id).await? == EnAttente)
    }

    fn affichage(&self, nouvelle: &NouvelleDemande, id: &DemandeId, expire_le: Timestamp, connu: bool) -> Affichage {
        Affichage {
            demande: id.clone(),
            defi: self.socle.ambient.chance.token(),
            aud: self.socle.reglages.audience.clone(),
            client: lisible(&nouvelle.client, 80),
            lieu: lisible(&nouvelle.lieu, 120),
            action: lisible(&nouvelle.action, 80),
            depuis: self.socle.now(),
            expire_le,
            navigateur: lisible(&nouvelle.origine.navigateur, 80),
            adresse: nouvelle.origine.source.to_string(),
            navigateur_connu: connu,
        }
    }

    async fn dire(&self, id: &DemandeId, demande: &Demande, joint: Option<&AppareilId>) -> Result<(), PortError> {
        let acte = Acte::new(event::ECPS_REQUEST_OPENED)
            .with("demande.id", id.as_str())
            .with("personne.id", demande.personne.to_string())
            .with("source", demande.affichage.adresse.as_str())
            .with("navigateur.connu", demande.auteur.connu())
            .with("appareil.id", joint.map(|a| a.as_str().to_owned()));
        self.socle.journal.record(acte).await
    }

    fn reveiller(&self, appareil: Appareil) {
        let notification = self.socle.notification.clone();
        self.socle.ensuite.lancer(Box::pin(async move {
            if let Err(cause) = notification.reveiller(&appareil.notification).await {
                tracing::warn!(%cause, appareil.id = %appareil.id, "a phone could not be woken");
            }
        }));
    }
}
