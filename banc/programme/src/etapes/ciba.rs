//! Requests of the service itself, that a person answers on the phone.

use std::time::{Duration, Instant};

use banc_core::Trace;
use banc_core::scenario::Reponse;
use banc_core::trace::{Observation, Point};

use super::Jeu;
use crate::pilote::Empechement;

/// How long the person lets a request wait: long enough for two questions.
const TARDE: Duration = Duration::from_millis(2_600);
/// How long the service may take to hear the answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// After the answer: time to open a session, or to ask again.
const GRACE: Duration = Duration::from_millis(2_500);
/// Between two looks.
const PAS: Duration = Duration::from_millis(300);

impl Jeu<'_> {
    pub(super) async fn ciba(&mut self, reponse: Reponse, trace: &mut Trace) -> Result<(), Empechement> {
        let telephone = self.fournisseur.personnes.telephone.clone();
        let nombre = self.pilote.ciba(&telephone.identifiant).await?;
        trace.nombres.push(nombre.clone());
        tokio::time::sleep(if reponse == Reponse::ApprouverTard { self.ciba_tardive } else { TARDE }).await;
        let repondu = match reponse {
            Reponse::Laisser => Ok(()),
            Reponse::Approuver | Reponse::ApprouverTard if self.annonce(&nombre) => telephone.approuver(&nombre).await,
            // the phone and the screen do not agree: nobody approves that
            Reponse::Approuver | Reponse::ApprouverTard | Reponse::Refuser => telephone.refuser().await,
        };
        repondu.map_err(au_telephone)?;
        self.entendre().await?;
        if reponse == Reponse::Laisser {
            // it would ring at the next scenario
            telephone.refuser().await.map_err(au_telephone)?;
        }
        Ok(())
    }

    /// The first browser asks for somebody whose phone never rings; the second for somebody who approves.
    pub(super) async fn ciba_croisee(&mut self, trace: &mut Trace) -> Result<(), Empechement> {
        let (telephone, medecin) =
            (self.fournisseur.personnes.telephone.clone(), self.fournisseur.personnes.medecin.clone());
        let premier = self.pilote.ciba(&medecin).await?;
        self.pilote.garer()?;
        let second = self.pilote.ciba(&telephone.identifiant).await?;
        trace.nombres.extend([premier, second.clone()]);
        tokio::time::sleep(TARDE).await;
        let repondu =
            if self.annonce(&second) { telephone.approuver(&second).await } else { telephone.refuser().await };
        repondu.map_err(au_telephone)?;
        self.entendre().await?;
        trace.etats.push(self.pilote.moi().await?);
        self.pilote.reprendre();
        Ok(())
    }

    /// Whether the last request shows this number on the phone.
    fn annonce(&self, nombre: &str) -> bool {
        let etat = self.fournisseur.scene.etat();
        let derniere = etat.observations.iter().rev().find(|vue| vue.point == Point::Ciba);
        derniere.and_then(|vue| vue.parametre("binding_message")) == Some(nombre)
    }

    /// Until somebody is logged in, or the service has had the last word for a while.
    async fn entendre(&mut self) -> Result<(), Empechement> {
        let depuis = Instant::now();
        let mut finie: Option<Instant> = None;
        while depuis.elapsed() < PATIENCE && finie.is_none_or(|finie| finie.elapsed() < GRACE) {
            if self.pilote.moi().await?.connecte {
                return Ok(());
            }
            if finie.is_none() && self.repondue() {
                finie = Some(Instant::now());
            }
            tokio::time::sleep(PAS).await;
        }
        Ok(())
    }

    /// Whether a question got an answer that ends the request.
    fn repondue(&self) -> bool {
        let attend = |vue: &Observation| matches!(vue.erreur.as_deref(), Some("authorization_pending" | "slow_down"));
        self.fournisseur.scene.etat().observations.iter().any(|vue| vue.est_question() && !attend(vue))
    }
}

fn au_telephone(cause: mobile_sim_server::cli::CliError) -> Empechement {
    format!("le téléphone du banc : {cause}")
}
