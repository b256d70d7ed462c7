use ambient::{Seconds, Timestamp};
use ecps::{Affichage, AppareilId, DemandeId, LieuPropose};
use sante::IdentifiantNational;

use super::demande::{Auteur, Demande, DemandeOuverte, Etat, NouvelleDemande, Origine, Place, lisible};
use super::demandes::{APPROUVES, DemandeError, Demandes};
use super::navigateur::Navigateurs;
use super::port::Appareil;
use super::source::Source;
use crate::client::ClientId;
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
        let id = DemandeId::from(self.socle.ambient.chance.token());
        self.admettre(&personne, &nouvelle.origine).await?;
        self.poser(id, personne, nouvelle).await
    }

    /// Counts a request, before it is opened. Counted on what was typed: it says nothing of whether somebody has this
    /// number.
    pub async fn admettre(&self, personne: &IdentifiantNational, origine: &Origine) -> Result<(), DemandeError> {
        let auteur = self.auteur(origine, personne);
        self.limiter(personne, &auteur, origine.source()).await
    }

    /// The rest of [`Demandes::ouvrir`], under a name that was given before.
    pub async fn poser(
        &self,
        id: DemandeId,
        personne: IdentifiantNational,
        nouvelle: NouvelleDemande,
    ) -> Result<DemandeOuverte, DemandeError> {
        let auteur = self.auteur(&nouvelle.origine, &personne);
        let vie = nouvelle.vie.unwrap_or(self.socle.reglages.vie_demande);
        let appareil = self.telephone(&personne).await?;
        let bloque = self.bloque(&personne, &auteur).await?;
        let place = Place { demande: id.clone(), connu: auteur.connu() };
        let placee = self.placer(&personne, &place, (vie, bloque)).await?;
        let joint = appareil.filter(|_| placee);
        let expire_le = self.socle.now().plus(vie);
        let nombre = nouvelle.nombre.clone().unwrap_or_else(|| self.socle.ambient.chance.digits(2));
        let mut affichage = self.affichage(&nouvelle, &id, expire_le, auteur.connu());
        affichage.chiffres = u8::try_from(nombre.len()).unwrap_or(Affichage::CHIFFRES);
        let demande = Demande {
            personne,
            appareil: joint.as_ref().map(|a| a.id.clone()),
            nombre,
            affichage,
            service: Some(nouvelle.service),
            auteur,
            etat: Etat::EnAttente { erreurs: 0 },
        };
        self.etagere.demandes.create(id.as_str(), &demande, self.etagere.vie(&demande)).await?;
        self.dire(&id, &demande, joint.as_ref().map(|a| &a.id)).await?;
        if let Some(appareil) = joint {
            self.reveiller(appareil);
        }
        Ok(DemandeOuverte { id, nombre: demande.nombre, expire_le })
    }

    fn auteur(&self, origine: &Origine, personne: &IdentifiantNational) -> Auteur {
        let (cookie, source) = match origine {
            Origine::Service { client, .. } => return Auteur::Service(client.clone()),
            Origine::Navigateur { cookie, source, .. } => (cookie, source),
        };
        let navigateurs = Navigateurs::new(self.socle.ambient.clone(), self.socle.rest_key.clone());
        let connu = cookie.as_deref().and_then(|c| navigateurs.reconnaitre(c, personne));
        connu.map_or_else(|| Auteur::Inconnu(source.to_string()), Auteur::Connu)
    }

    /// A known browser has a count of its own, so that no flood of unknown ones reaches it (M19), and so has a service that the
    /// person has approved before. Other services share one: they are somebody, and strangers who ring a person do not keep them
    /// out, nor they a new computer.
    async fn limiter(
        &self,
        personne: &IdentifiantNational,
        auteur: &Auteur,
        source: &Source,
    ) -> Result<(), DemandeError> {
        let (cles, limites) = (self.socle.cles(), &self.socle.reglages.limites);
        let paire = cles.par_paire("demande.paire", personne, &auteur.qui());
        let comptes = match auteur {
            Auteur::Connu(_) => vec![(paire, limites.demande_connu)],
            Auteur::Inconnu(_) => vec![
                (cles.par_source("demande.source", source), limites.demande_source),
                (paire, limites.demande_paire),
                (cles.par_personne("demande.inconnus", personne), limites.demande_inconnus),
            ],
            Auteur::Service(client) => {
                let service = (format!("ecps.demande.service:{client}"), limites.demande_service);
                match self.deja_approuve(personne, auteur).await? {
                    true => vec![service, (paire, limites.demande_connu)],
                    false => vec![
                        service,
                        (paire, limites.demande_paire),
                        (cles.par_personne("demande.services", personne), limites.demande_inconnus),
                    ],
                }
            }
        };
        for (cle, limite) in comptes {
            self.socle.compter(&cle, limite).await?.ok_or(DemandeError::TropDeDemandes)?;
        }
        Ok(())
    }

    async fn deja_approuve(&self, personne: &IdentifiantNational, auteur: &Auteur) -> Result<bool, PortError> {
        let cle = self.socle.cles().par_paire(APPROUVES, personne, &auteur.qui());
        Ok(self.socle.compteurs.tries(&cle, self.socle.now()).await? > 0)
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
    async fn placer(
        &self,
        personne: &IdentifiantNational,
        place: &Place,
        (vie, bloque): (Seconds, bool),
    ) -> Result<bool, PortError> {
        let (places, cle) = (&self.etagere.places, self.etagere.place_de(personne));
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
            navigateur: lisible(nouvelle.origine.navigateur(), 80),
            adresse: nouvelle.origine.source().to_string(),
            navigateur_connu: connu,
            chiffres: Affichage::CHIFFRES,
            service_seul: matches!(nouvelle.origine, Origine::Service { .. }),
            lieux: nouvelle.lieux.iter().map(lieu_lisible).collect(),
        }
    }

    async fn dire(&self, id: &DemandeId, demande: &Demande, joint: Option<&AppareilId>) -> Result<(), PortError> {
        let acte = Acte::new(event::ECPS_REQUEST_OPENED)
            .with("demande.id", id.as_str())
            .with("personne.id", demande.personne.to_string())
            .with("client.id", demande.service.as_ref().map(ClientId::as_str))
            .with("source", demande.affichage.adresse.as_str())
            .with("navigateur", demande.affichage.navigateur.as_str())
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

fn lieu_lisible(lieu: &LieuPropose) -> LieuPropose {
    LieuPropose {
        situation: lieu.situation.clone(),
        titre: lisible(&lieu.titre, 120),
        details: lisible(&lieu.details, 120),
    }
}
