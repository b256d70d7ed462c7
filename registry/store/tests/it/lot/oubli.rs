//! What came of acts is kept for a time: a file of many people has one for each line.

use ambient::Seconds;

use super::LUCIE;
use crate::banc::Banc;
use crate::portail::{agent, attestations, cle, inscription};

async fn what_came_of_an_act_is_forgotten_after_thirty_days(banc: Banc) {
    banc.portail().await;
    banc.enregistrer().enregistrer(&agent(), &cle("a"), inscription()).await.unwrap();
    let avant = banc.colonne("acte_fait", "cle").await.len();
    banc.horloge.advance(Seconds::hours(29 * 24));
    let lot = banc.deposer_lot(&[&LUCIE.replace("Lucie, Zoé", "Octave").replace("FICTIF-LUCE", "FICTIF-BREVAL")]).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.finir().await;
    banc.executer_lots().oublier().await.unwrap();
    assert_eq!(banc.colonne("acte_fait", "cle").await.len(), avant + 1, "none is old enough");
    banc.horloge.advance(Seconds::hours(24));
    banc.executer_lots().oublier().await.unwrap();
    let restes = banc.colonne("acte_fait", "cle").await;
    assert!(matches!(&*restes, [une] if une.starts_with("lot-")), "{restes:?}");
}

sur_les_deux_moteurs!(what_came_of_an_act_is_forgotten_after_thirty_days);
