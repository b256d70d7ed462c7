use std::sync::Arc;

use ambient::Seconds;
use ecps::jws::Jws;
use ecps::{Approbation, Defi, DemandeId, Empreinte, Evaluation, Geste, MotifArret, Recu, Signe};
use sante::IdentifiantNational;

use super::demande::{Auteur, Demande, DemandeEtat, Etat};
use super::demandes::{APPROUVES, Etagere};
use super::erreur::EcpsError;
use super::port::{Appareil, AppareilEtat};
use super::socle::Socle;
use super::textes;
use super::vie::Motif;
use crate::client::ClientId;
use crate::compteur::Limit;
use crate::journal::{Acte, event};

/// How long a service is known to a person since the last approval.
const APPROUVE: Seconds = Seconds::hours(90 * 24);
/// Wrong numbers that end a request.
const NOMBRES: u8 = 3;

/// What an enrolled phone asks and answers.
pub struct Reponses {
    socle: Arc<Socle>,
    etagere: Etagere,
}

impl Reponses {
    pub fn new(socle: Arc<Socle>) -> Self {
        let etagere = Etagere::new(&socle);
        Self { socle, etagere }
    }

    /// The pending request of this phone, if there is one.
    pub async fn consulter(&self, signe: &Signe) -> Result<Defi, EcpsError> {
        let (appareil, geste) = self.socle.ouvrir_enveloppe(signe).await?;
        let Geste::Consulter = geste else { return Err(autre_geste()) };
        let demande = self.etagere.en_cours(&appareil.personne).await?;
        let sienne = demande.filter(|(_, demande)| demande.appareil.as_ref() == Some(&appareil.id));
        Ok(Defi { affichage: sienne.map(|(_, demande)| demande.affichage.texte()) })
    }

    /// The provider's half of the VOPRF: counted durably before anything is computed.
    pub async fn evaluer(&self, signe: &Signe) -> Result<Evaluation, EcpsError> {
        let (appareil, geste) = self.socle.ouvrir_enveloppe(signe).await?;
        let Geste::Evaluer { element, rang } = geste else { return Err(autre_geste()) };
        if !self.socle.appareils.avancer(&appareil.id, rang).await? {
            return Err(self.copiee(&appareil, rang).await?);
        }
        let limite = self.socle.reglages.limites.code_secret;
        let Some(n) = self.socle.compter(&compte(&appareil), limite).await? else {
            self.verrouiller(&appareil).await?;
            return Err(EcpsError::Verrouillee);
        };
        let acte = Acte::new(event::ECPS_EVALUATED).with("appareil.id", appareil.id.as_str());
        self.socle.journal.record(acte.with("essais", n)).await?;
        let oprf = self.socle.emballage.ouvrir(&appareil.oprf_sealed, &appareil.id)?;
        let reponse = oprf.evaluer(&element, &*self.socle.ambient.chance)?;
        let essais_restants = limite.tries.saturating_sub(n);
        Ok(Evaluation { element: reponse.element, preuve: reponse.preuve, cle: reponse.cle, essais_restants })
    }

    /// Approves, refuses, reports or locks.
    pub async fn repondre(&self, signe: &Signe) -> Result<Recu, EcpsError> {
        let (appareil, geste) = self.socle.ouvrir_enveloppe(signe).await?;
        match geste {
            Geste::Approuver { approbation } => self.approuver(&appareil, &approbation).await?,
            Geste::Refuser { demande, affichage } => {
                self.fermer(&appareil, &demande, &affichage, Etat::Refusee).await?;
            }
            Geste::PasMoi { demande, affichage } => {
                let demande = self.fermer(&appareil, &demande, &affichage, Etat::PasMoi).await?;
                self.alerter(&appareil, demande).await?;
            }
            Geste::Verrouiller => {
                let essais = self.socle.compteurs.tries(&compte(&appareil), self.socle.now()).await?;
                if essais >= self.socle.reglages.limites.code_secret.tries {
                    self.verrouiller(&appareil).await?;
                }
            }
            Geste::Arreter { motif } => self.arreter(&appareil, motif).await?,
            Geste::Consulter | Geste::Evaluer { .. } => return Err(autre_geste()),
        }
        Ok(Recu {})
    }

    /// A signature of the approval key proves the PIN: it clears the count whatever the number was. Then the request
    /// must be this phone's, what was signed what was sent, the number the one of the screen.
    async fn approuver(&self, appareil: &Appareil, approbation: &str) -> Result<(), EcpsError> {
        let jws = Jws::parse(approbation, Approbation::TYP).map_err(|e| EcpsError::MessageIllisible(e.to_string()))?;
        let dite: Approbation = self.socle.verifier_jeton(&jws, appareil, &appareil.cle_approbation).await?;
        self.socle.compteurs.clear(&compte(appareil)).await?;
        let demande = self.sienne(appareil, &dite.demande).await?;
        if dite.affichage != Empreinte::de(&demande.affichage.texte()) {
            self.dire(event::ECPS_DISPLAY_DIFFERED, appareil, &dite.demande).await?;
            return Err(EcpsError::AffichageDifferent);
        }
        if dite.nombre != demande.nombre {
            return Err(self.nombre_faux(appareil, &dite.demande).await?);
        }
        let situation = lieu_montre(&demande, dite.situation)?;
        self.socle.journal.record(self.issue(event::ECPS_APPROVED, appareil, &demande)).await?;
        let approuvee = Etat::Approuvee { le: self.socle.now(), situation };
        let ecrit = self.etagere.passer(&dite.demande, |d| self.attend(d).then(|| approuvee.clone())).await?;
        ecrit.ok_or(EcpsError::DemandeClose)?;
        self.retenir(&demande).await?;
        self.oublier_comptes(&demande).await
    }

    /// Three wrong numbers end the request; the last one is told from the others by what was written.
    async fn nombre_faux(&self, appareil: &Appareil, id: &DemandeId) -> Result<EcpsError, EcpsError> {
        let suivant = |demande: &Demande| match demande.etat {
            Etat::EnAttente { .. } if !self.attend(demande) => None,
            Etat::EnAttente { erreurs } if erreurs + 1 < NOMBRES => Some(Etat::EnAttente { erreurs: erreurs + 1 }),
            Etat::EnAttente { .. } => Some(Etat::NombreErrone),
            _ => None,
        };
        let ecrit = self.etagere.passer(id, suivant).await?;
        self.dire(event::ECPS_WRONG_NUMBER, appareil, id).await?;
        Ok(match ecrit {
            Some(Etat::EnAttente { erreurs }) => EcpsError::NombreInexact { restants: (NOMBRES - erreurs).into() },
            Some(_) => EcpsError::NombreEpuise,
            None => EcpsError::DemandeClose,
        })
    }

    /// Closing is always safe, so it is done even where the display differs; the record says that it did.
    async fn fermer(
        &self,
        appareil: &Appareil,
        id: &DemandeId,
        vu: &Empreinte,
        etat: Etat,
    ) -> Result<Demande, EcpsError> {
        let demande = self.sienne(appareil, id).await?;
        let conforme = *vu == Empreinte::de(&demande.affichage.texte());
        let acte = self.issue(event::ECPS_REFUSED, appareil, &demande).with("affichage.conforme", conforme);
        self.socle.journal.record(acte.with("pas_moi", etat == Etat::PasMoi)).await?;
        let ecrit = self.etagere.passer(id, |d| self.attend(d).then(|| etat.clone())).await?;
        ecrit.ok_or(EcpsError::DemandeClose)?;
        Ok(demande)
    }

    /// "Ce n'est pas moi": that browser or network is closed to that person for a while, and the alert is given. The
    /// e-CPS stays as it is.
    async fn alerter(&self, appareil: &Appareil, demande: Demande) -> Result<(), EcpsError> {
        let cle = self.socle.cles().par_paire("bloque", &demande.personne, &demande.auteur.qui());
        let limite = Limit { tries: 1, window: Some(self.socle.reglages.limites.blocage) };
        self.socle.compter(&cle, limite).await?;
        let vue = demande.affichage;
        let acte = self.acte(event::ECPS_ALERT, appareil, &vue.demande).with("source", vue.adresse.as_str());
        let connu = matches!(demande.auteur, Auteur::Connu(_));
        self.socle.journal.record(acte.with("navigateur.connu", connu)).await?;
        let courrier = textes::alerte(&vue.client, &vue.navigateur, &vue.adresse);
        self.socle.prevenir(demande.personne, courrier);
        Ok(())
    }

    /// The phone ends its own e-CPS: its holder removed it, or it is no longer the phone that was enrolled.
    async fn arreter(&self, appareil: &Appareil, motif: MotifArret) -> Result<(), EcpsError> {
        let motif = match motif {
            MotifArret::Retrait => Motif::Retrait,
            MotifArret::Sim => Motif::Sim,
        };
        if self.socle.arreter(appareil, motif).await? {
            self.liberer(&appareil.personne).await?;
        }
        Ok(())
    }

    async fn verrouiller(&self, appareil: &Appareil) -> Result<(), EcpsError> {
        if self.socle.eteindre(appareil, AppareilEtat::Verrouille).await? {
            let acte = Acte::new(event::ECPS_LOCKED).with("appareil.id", appareil.id.as_str());
            self.socle.journal.record(acte.with("personne.id", appareil.personne.to_string())).await?;
            self.socle.prevenir(appareil.personne.clone(), textes::verrouillee());
            self.liberer(&appareil.personne).await?;
        }
        Ok(())
    }

    /// A rank that was used before, under a signature that was not: two files speak as this phone. Which of them is the
    /// owner's cannot be told, so neither serves any more.
    async fn copiee(&self, appareil: &Appareil, rang: u64) -> Result<EcpsError, EcpsError> {
        if self.socle.eteindre(appareil, AppareilEtat::Verrouille).await? {
            let acte = Acte::new(event::ECPS_COPIED).with("appareil.id", appareil.id.as_str()).with("rang", rang);
            self.socle.journal.record(acte.with("personne.id", appareil.personne.to_string())).await?;
            self.socle.prevenir(appareil.personne.clone(), textes::copiee());
            self.liberer(&appareil.personne).await?;
        }
        Ok(EcpsError::Verrouillee)
    }

    /// The screen must not wait for a phone that can no longer answer; it is told no more than after a refusal.
    async fn liberer(&self, personne: &IdentifiantNational) -> Result<(), EcpsError> {
        if let Some((id, _)) = self.etagere.en_cours(personne).await? {
            self.etagere.passer(&id, |demande| self.attend(demande).then_some(Etat::Refusee)).await?;
        }
        Ok(())
    }

    /// The request named, if it waits for this very phone and still holds the person's place.
    async fn sienne(&self, appareil: &Appareil, id: &DemandeId) -> Result<Demande, EcpsError> {
        let en_cours = self.etagere.en_cours(&appareil.personne).await?;
        let sienne = en_cours.filter(|(autre, d)| autre == id && d.appareil.as_ref() == Some(&appareil.id));
        sienne.map(|(_, demande)| demande).ok_or(EcpsError::DemandeClose)
    }

    fn attend(&self, demande: &Demande) -> bool {
        demande.etat(self.socle.now()) == DemandeEtat::EnAttente
    }

    /// A service that a person has approved once has a count of its own for as long as they have not been without it for three
    /// months.
    async fn retenir(&self, demande: &Demande) -> Result<(), EcpsError> {
        if let Auteur::Service(_) = demande.auteur {
            let cle = self.socle.cles().par_paire(APPROUVES, &demande.personne, &demande.auteur.qui());
            self.socle.compteurs.clear(&cle).await?;
            self.socle.compter(&cle, Limit { tries: 1, window: Some(APPROUVE) }).await?;
        }
        Ok(())
    }

    /// Prompts are bounded since the last success (M09): this is one.
    async fn oublier_comptes(&self, demande: &Demande) -> Result<(), EcpsError> {
        let cles = self.socle.cles();
        let paire = cles.par_paire("demande.paire", &demande.personne, &demande.auteur.qui());
        let ensemble = |de| cles.par_personne(de, &demande.personne);
        for cle in [paire, ensemble("demande.inconnus"), ensemble("demande.services")] {
            self.socle.compteurs.clear(&cle).await?;
        }
        Ok(())
    }

    fn acte(&self, word: &'static str, appareil: &Appareil, demande: &DemandeId) -> Acte {
        Acte::new(word)
            .with("appareil.id", appareil.id.as_str())
            .with("personne.id", appareil.personne.to_string())
            .with("demande.id", demande.as_str())
    }

    /// How a request ended, and how long it took (checklist M24).
    fn issue(&self, word: &'static str, appareil: &Appareil, demande: &Demande) -> Acte {
        let vue = &demande.affichage;
        self.acte(word, appareil, &vue.demande)
            .with("client.id", demande.service.as_ref().map(ClientId::as_str))
            .with("source", vue.adresse.as_str())
            .with("navigateur", vue.navigateur.as_str())
            .with("secondes", self.socle.now().since(vue.depuis).as_secs())
    }

    async fn dire(&self, word: &'static str, appareil: &Appareil, demande: &DemandeId) -> Result<(), EcpsError> {
        Ok(self.socle.journal.record(self.acte(word, appareil, demande)).await?)
    }
}

/// The place that the person chose among those that were shown; none where none was.
fn lieu_montre(demande: &Demande, dit: Option<String>) -> Result<Option<String>, EcpsError> {
    let lieux = &demande.affichage.lieux;
    match dit {
        None if lieux.is_empty() => Ok(None),
        Some(dit) if lieux.iter().any(|lieu| lieu.situation == dit) => Ok(Some(dit)),
        _ => Err(EcpsError::LieuAbsent),
    }
}

/// Evaluations since the last valid approval, a count for each device.
fn compte(appareil: &Appareil) -> String {
    format!("ecps.code_secret:{}", appareil.id)
}

fn autre_geste() -> EcpsError {
    EcpsError::MessageIllisible("another gesture than this path takes".to_owned())
}
