use ambient::Seconds;
use sante::IdentifiantNational;

use crate::habilitation::{Agent, connaitre};
use crate::idempotence::{CleIdempotence, CleReutilisee, empreinte};
use crate::journal::LotActe;
use crate::lot::entete::Plan;
use crate::lot::jugement::Juge;
use crate::lot::ligne::{Lecture, Memoire};
use crate::lot::{Bureau, Etape, Etat, Feuille, FichierRefuse, LIGNES, LigneDeLot, Lot, LotError, LotId, POIDS};

/// Files of one gestionnaire in a day: each of them can ask the registry about thousands of people.
const PAR_JOUR: u32 = 30;
const JOUR: Seconds = Seconds::hours(24);
/// Characters of a file's name that are kept.
const NOM: usize = 100;

impl Bureau {
    /// Reads a file and says of each line what would come of it. Nothing is written of anybody: the lines wait for a day.
    pub async fn deposer(&self, agent: &IdentifiantNational, fichier: (&str, Vec<u8>)) -> Result<LotId, LotError> {
        let id = LotId::from(self.guichet.ambient.chance.token());
        self.lire(agent, id.clone(), fichier).await?;
        Ok(id)
    }

    /// The same under a key: the name of the file follows from it, so that the same one is read and judged once.
    pub async fn deposer_une_fois(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        (nom, octets): (&str, Vec<u8>),
    ) -> Result<LotId, LotError> {
        let id = nomme(agent, cle);
        let condense = empreinte(&octets);
        if self.deja(agent, &id, &condense).await? || self.lire(agent, id.clone(), (nom, octets)).await? {
            return Ok(id);
        }
        // another one was faster
        self.deja(agent, &id, &condense).await?;
        Ok(id)
    }

    /// Whether it was sent before; another file under the same key is none.
    async fn deja(&self, agent: &IdentifiantNational, id: &LotId, condense: &str) -> Result<bool, LotError> {
        match self.mien(agent, id).await {
            Ok(lot) if lot.empreinte == condense => Ok(true),
            Ok(_) => Err(CleReutilisee.into()),
            Err(LotError::Inconnu) => Ok(false),
            Err(cause) => Err(cause),
        }
    }

    /// `false`: a file has this name already, and stays as it is.
    async fn lire(
        &self,
        agent: &IdentifiantNational,
        id: LotId,
        (nom, octets): (&str, Vec<u8>),
    ) -> Result<bool, LotError> {
        let maintenant = self.guichet.maintenant();
        let lui = connaitre::<LotError>(self.guichet.registre.as_ref(), agent, maintenant).await?;
        let deposes = self.lots.deposes_depuis(agent, maintenant.minus(JOUR)).await?;
        if deposes >= PAR_JOUR {
            return Err(LotError::TropDeFichiers(deposes));
        }
        if octets.len() > POIDS {
            return Err(FichierRefuse::TropLourd.into());
        }
        let condense = empreinte(&octets);
        let feuille = self.tableur.lire(octets).await?;
        let mut lot = Lot {
            id,
            agent: agent.clone(),
            fichier: affiche(nom),
            empreinte: condense,
            etablissements: Vec::new(),
            ignorees: Vec::new(),
            etape: Etape::Apercu,
            depose_le: maintenant,
        };
        let lignes = self.juger(lui, &feuille, &mut lot).await?;
        self.consigner(depose(&lot, &lignes)).await?;
        Ok(self.lots.deposer(&lot, &lignes).await?)
    }

    async fn juger(&self, lui: Agent, feuille: &Feuille, lot: &mut Lot) -> Result<Vec<LigneDeLot>, LotError> {
        let plan = Plan::lire(&feuille.entete)?;
        match feuille.rangs.len() {
            0 => return Err(FichierRefuse::Vide.into()),
            nombre if nombre > LIGNES => return Err(FichierRefuse::TropDeLignes.into()),
            _ => {}
        }
        let (referentiel, le) = (&self.guichet.referentiel, self.guichet.aujourd_hui());
        let lecture = Lecture { plan: &plan, calendrier: feuille.calendrier, referentiel, le };
        let mut juge = Juge::new(&self.guichet, self.regards.as_ref(), lui);
        let mut memoire = Memoire::default();
        let mut lignes = Vec::with_capacity(feuille.rangs.len());
        for rang in &feuille.rangs {
            lignes.push(juge.juger(lecture.lire(rang, &mut memoire)).await?);
        }
        lot.etablissements = juge.etablissements();
        lot.ignorees = plan.ignorees;
        lot.ignorees.extend(feuille.autres.iter().map(|nom| format!("feuille {}", affiche(nom))));
        Ok(lignes)
    }
}

/// As long as any other name of a file: the keys of its lines hold it, and have 64 characters at most.
fn nomme(agent: &IdentifiantNational, cle: &CleIdempotence) -> LotId {
    let condense = empreinte(format!("lot:{agent}:{}", cle.as_str()).as_bytes());
    LotId::from(condense.chars().take(43).collect::<String>())
}

/// The end of a path, without what a page or a terminal would take for something else.
fn affiche(nom: &str) -> String {
    let nom = nom.rsplit(['/', '\\']).next().unwrap_or_default();
    nom.chars().filter(|signe| !signe.is_control()).take(NOM).collect()
}

fn depose(lot: &Lot, lignes: &[LigneDeLot]) -> LotActe {
    let compter = |etats: &[Etat]| lignes.iter().filter(|ligne| etats.contains(&ligne.etat())).count();
    LotActe::Depose {
        agent: lot.agent.clone(),
        lot: lot.id.clone(),
        empreinte: lot.empreinte.clone(),
        lignes: lignes.len(),
        // whom the registry knows, or may know: what somebody who only asks would look for
        connues: compter(&[Etat::Rattachement, Etat::ADecider, Etat::EnPlace]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_shown_without_its_path_nor_signs_of_control() {
        assert_eq!(affiche("C:\\RH\\personnel.xlsx"), "personnel.xlsx");
        assert_eq!(affiche("../../etc/passwd\u{1b}[2J"), "passwd[2J");
        assert_eq!(affiche(&"é".repeat(300)).chars().count(), NOM);
    }
}
