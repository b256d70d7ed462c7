//! Notices on their way, and those that nobody took.

use std::fmt::Write as _;

use ambient::Timestamp;
use outbox::{LetterId, Settled};
use registry_server::Registry;

use super::{CommandeError, dire};

/// How many are shown.
const MONTRES: u32 = 100;

pub async fn executer(registre: &Registry, maintenant: Timestamp, relancer: Option<&str>) -> Result<(), CommandeError> {
    let avis = registre.avis();
    if let Some(id) = relancer {
        let relance = avis.revive(&LetterId::from(id), maintenant).await?;
        return dire(if relance { "Cet avis repart.\n" } else { "Cet avis n'attend pas d'être relancé.\n" });
    }
    let etat = avis.figures().await?;
    let mut texte = format!("{} en attente, {} abandonnés, {} revenus\n", etat.waiting, etat.dead, etat.returned);
    if let Some(depuis) = etat.oldest {
        let _ = writeln!(texte, "le plus ancien attend depuis {}", instant(depuis));
    }
    avis.dead(MONTRES).await?.iter().for_each(|un| texte.push_str(&ligne(un)));
    dire(&texte)
}

/// Without its address: the letter keeps that.
fn ligne(un: &Settled) -> String {
    let dit = un.said.as_deref().unwrap_or_default();
    format!("  {} {}, {} essais : {dit}\n", un.id, un.subject, un.attempts)
}

fn instant(quand: Timestamp) -> String {
    let jour = registry_core::paris::jour(quand);
    jour.strftime("%d/%m/%Y").to_string()
}
