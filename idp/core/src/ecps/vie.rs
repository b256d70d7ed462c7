use std::sync::Arc;

use ambient::{Seconds, Timestamp};
use ecps::AppareilId;
use sante::IdentifiantNational;

use super::port::{Appareil, AppareilEtat};
use super::socle::Socle;
use super::textes;
use crate::journal::{Acte, event};
use crate::port::PortError;
use crate::stamp::SubjectKind;

/// Days before the end at which the holder is told (MIE-11, NOT-08), the shortest first: whoever missed a longer step, the
/// service being away, is told once.
const RAPPELS: [i64; 2] = [7, 30];
/// People told in one round.
const A_LA_FOIS: u32 = 200;

/// Why an e-CPS was ended by its holder, or by the phone for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    Perte,
    Vol,
    /// "I did not activate this phone."
    PasMoi,
    /// The holder wants no e-CPS any more.
    Retrait,
    /// The phone has another SIM than the one it was activated with.
    Sim,
}

impl Motif {
    pub const ALL: [Self; 5] = [Self::Perte, Self::Vol, Self::PasMoi, Self::Retrait, Self::Sim];

    /// As forms and the journal write it.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::Perte => "perte",
            Self::Vol => "vol",
            Self::PasMoi => "pas_moi",
            Self::Retrait => "retrait",
            Self::Sim => "sim",
        }
    }

    pub fn du_mot(mot: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|motif| motif.mot() == mot)
    }
}

/// The life of an e-CPS once it is active: seen by its holder, ended by them, and the end that comes by itself.
pub struct Vies {
    socle: Arc<Socle>,
}

impl Vies {
    pub fn new(socle: Arc<Socle>) -> Self {
        Self { socle }
    }

    /// The e-CPS of this person, active or locked; past its end too.
    pub async fn de(&self, personne: &IdentifiantNational) -> Result<Option<Appareil>, PortError> {
        self.socle.appareils.de_personne(personne).await
    }

    /// Ends the person's e-CPS, its sessions and what was granted by it, and tells them. `false`: they had none. Whoever did not
    /// activate a phone has none that is about to become theirs either: it may have read the code and not be active yet.
    pub async fn arreter(&self, personne: &IdentifiantNational, motif: Motif) -> Result<bool, PortError> {
        if motif == Motif::PasMoi {
            self.socle.stamps.raise(&SubjectKind::Activation.of(personne), self.socle.now()).await?;
        }
        match self.de(personne).await? {
            Some(appareil) => self.socle.arreter(&appareil, motif).await,
            None => Ok(false),
        }
    }

    /// Tells that it ended with all the rest of the person, in an act that is over.
    pub async fn arretee(
        &self,
        personne: &IdentifiantNational,
        appareil: &AppareilId,
        motif: Motif,
    ) -> Result<(), PortError> {
        self.socle.dire_arretee((appareil, personne), motif).await
    }

    /// Tells those whose e-CPS ends soon: each at each step once, whichever node comes first. How many were told.
    pub async fn rappeler(&self) -> Result<usize, PortError> {
        let (socle, now) = (&self.socle, self.socle.now());
        let mut dits = 0;
        for jours in RAPPELS {
            let limite = now.plus(Seconds::hours(24 * jours));
            for appareil in socle.appareils.a_rappeler(now, limite, (jours, A_LA_FOIS)).await? {
                if !socle.appareils.rappele(&appareil.id, jours).await? {
                    continue;
                }
                self.rappel(&appareil, now).await?;
                dits += 1;
            }
        }
        Ok(dits)
    }

    async fn rappel(&self, appareil: &Appareil, now: Timestamp) -> Result<(), PortError> {
        let reste = (appareil.expire_le.since(now).as_secs().div_ceil(24 * 3_600)).max(1);
        let acte = Acte::new(event::ECPS_REMINDED)
            .with("appareil.id", appareil.id.as_str())
            .with("personne.id", appareil.personne.to_string())
            .with("jours", reste);
        self.socle.journal.record(acte).await?;
        self.socle.prevenir(appareil.personne.clone(), textes::bientot_finie(reste));
        Ok(())
    }
}

impl Socle {
    /// For good: a fresh activation is the only way back.
    pub(super) async fn arreter(&self, appareil: &Appareil, motif: Motif) -> Result<bool, PortError> {
        if !self.eteindre(appareil, AppareilEtat::Revoque).await? {
            return Ok(false);
        }
        self.dire_arretee((&appareil.id, &appareil.personne), motif).await?;
        Ok(true)
    }

    async fn dire_arretee(
        &self,
        (appareil, personne): (&AppareilId, &IdentifiantNational),
        motif: Motif,
    ) -> Result<(), PortError> {
        let acte = Acte::new(event::ECPS_REVOKED)
            .with("appareil.id", appareil.as_str())
            .with("personne.id", personne.to_string())
            .with("motif", motif.mot());
        self.journal.record(acte).await?;
        self.prevenir(personne.clone(), textes::arretee(motif));
        Ok(())
    }

    /// Moves the e-CPS to a state in which it serves no more, and ends what rests on it. The stamp is raised before, so
    /// that a crash in between only signs people out, and after, so that nothing obtained meanwhile survives. `false`:
    /// another act came first.
    pub(super) async fn eteindre(&self, appareil: &Appareil, vers: AppareilEtat) -> Result<bool, PortError> {
        let moyen = SubjectKind::Moyen.of(&appareil.id);
        self.stamps.raise(&moyen, self.now()).await?;
        if !self.appareils.passer(&appareil.id, appareil.etat, vers).await? {
            return Ok(false);
        }
        self.stamps.raise(&moyen, self.now()).await?;
        Ok(true)
    }
}
