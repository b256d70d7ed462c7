use std::sync::Arc;

use sante::IdentifiantNational;

use crate::demande::Attestations;
use crate::guichet::Guichet;
use crate::habilitation::connaitre;
use crate::journal::{Acte, LotActe, par_acte};
use crate::lot::{
    Choix, Compte, Etape, Etat, LIGNES, LigneDeLot, Lot, LotError, LotId, Lots, Regards, Tableur, compte_rendu,
};
use crate::port::PortError;

/// Many people at once, as a gestionnaire does it: send a file, look, confirm, follow, take the report.
#[derive(Clone)]
pub struct Bureau {
    pub(super) guichet: Guichet,
    pub(super) lots: Arc<dyn Lots>,
    pub(super) regards: Arc<dyn Regards>,
    pub(super) tableur: Arc<dyn Tableur>,
}

/// One file as its author sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotVu {
    pub lot: Lot,
    pub comptes: Vec<Compte>,
}

/// Files on one page.
const PAGE: u32 = 50;

impl LotVu {
    pub fn nombre(&self, etat: Etat) -> u32 {
        self.comptes.iter().filter(|compte| compte.etat == etat).map(|compte| compte.nombre).sum()
    }

    pub fn lignes(&self) -> u32 {
        self.comptes.iter().map(|compte| compte.nombre).sum()
    }

    /// Lines that the work has still to come to.
    pub fn a_faire(&self) -> u32 {
        self.comptes.iter().filter(|compte| compte.etat.a_faire()).map(|compte| compte.nombre).sum()
    }
}

impl Bureau {
    pub fn new(guichet: Guichet, lots: Arc<dyn Lots>, regards: Arc<dyn Regards>, tableur: Arc<dyn Tableur>) -> Self {
        Self { guichet, lots, regards, tableur }
    }

    /// My files, never a colleague's (GES-20), newest first.
    pub async fn miens(&self, agent: &IdentifiantNational) -> Result<Vec<Lot>, LotError> {
        self.droit(agent).await?;
        Ok(self.lots.lots_de(agent, PAGE).await?)
    }

    /// Where a file stands, in figures alone.
    pub async fn voir(&self, agent: &IdentifiantNational, id: &LotId) -> Result<LotVu, LotError> {
        let lot = self.mien(agent, id).await?;
        let comptes = self.lots.comptes(id).await?;
        Ok(LotVu { lot, comptes })
    }

    /// A page of lines; the reading is told to the journal before it is answered.
    pub async fn lignes(
        &self,
        agent: &IdentifiantNational,
        id: &LotId,
        choix: Choix,
    ) -> Result<Vec<LigneDeLot>, LotError> {
        self.mien(agent, id).await?;
        let lignes = self.lots.lignes(id, choix).await?;
        self.lu(agent, id, &lignes).await?;
        Ok(lignes)
    }

    /// Every line with what came of it, as a spreadsheet opens it.
    pub async fn compte_rendu(&self, agent: &IdentifiantNational, id: &LotId) -> Result<String, LotError> {
        self.mien(agent, id).await?;
        let toutes = Choix { limite: u32::try_from(LIGNES).unwrap_or(u32::MAX), ..Choix::default() };
        let lignes = self.lots.lignes(id, toutes).await?;
        self.lu(agent, id, &lignes).await?;
        Ok(compte_rendu(&lignes))
    }

    /// Face to face attested and terms accepted, for all lines at once (GES-22): the work begins. Confirmed twice, it
    /// begins once.
    pub async fn lancer(
        &self,
        agent: &IdentifiantNational,
        id: &LotId,
        declarees: &Attestations,
    ) -> Result<(), LotError> {
        let vu = self.voir(agent, id).await?;
        let mut objections = declarees.verifier(false);
        // which document was looked at stands in each line
        objections.retain(|objection| objection.champ != "piece");
        if !objections.is_empty() {
            return Err(LotError::Attestations(objections));
        }
        vu.lot.a_lancer(self.guichet.maintenant())?;
        if vu.a_faire() == 0 {
            return Err(LotError::RienAFaire);
        }
        self.consigner(LotActe::etape(&vu.lot, "EN_COURS")).await?;
        match self.lots.lancer(id, declarees, self.guichet.maintenant()).await? {
            true => Ok(()),
            false => Err(LotError::DejaLance),
        }
    }

    /// A preview that nobody will confirm: its lines are gone at once.
    pub async fn abandonner(&self, agent: &IdentifiantNational, id: &LotId) -> Result<(), LotError> {
        let lot = self.mien(agent, id).await?;
        if lot.etape == Etape::Abandonne {
            return Ok(());
        }
        self.consigner(LotActe::etape(&lot, Etape::Abandonne.nom())).await?;
        if self.lots.abandonner(id).await? { Ok(()) } else { Err(LotError::DejaLance) }
    }

    /// Somebody else's file is no file.
    pub(super) async fn mien(&self, agent: &IdentifiantNational, id: &LotId) -> Result<Lot, LotError> {
        self.droit(agent).await?;
        let lot = self.lots.lot(id).await?.filter(|lot| lot.agent == *agent);
        lot.ok_or(LotError::Inconnu)
    }

    async fn droit(&self, agent: &IdentifiantNational) -> Result<(), LotError> {
        let registre = self.guichet.registre.as_ref();
        connaitre::<LotError>(registre, agent, self.guichet.maintenant()).await.map(drop)
    }

    async fn lu(&self, agent: &IdentifiantNational, id: &LotId, lignes: &[LigneDeLot]) -> Result<(), LotError> {
        let connues: Vec<_> = lignes.iter().filter_map(LigneDeLot::personne).cloned().collect();
        for personnes in par_acte(&connues) {
            let (agent, lot, lignes) = (agent.clone(), id.clone(), lignes.len());
            self.consigner(LotActe::Lu { agent, lot, lignes, personnes }).await?;
        }
        Ok(())
    }

    pub(super) async fn consigner(&self, acte: LotActe) -> Result<(), PortError> {
        self.guichet.journal.consigner(Acte::Lot(acte)).await
    }
}
