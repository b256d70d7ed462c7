//! What cannot be read of one line, or of one file, stops no other.

use registry_core::lot::{Etape, Etat, Pas};

use super::{LUCIE, codes, quelqu_un};
use crate::banc::Banc;
use crate::portail::{IME, agent, attestations};

async fn a_line_that_cannot_be_read_is_refused_and_the_others_are_done(banc: Banc) {
    banc.portail().await;
    let autre = quelqu_un(7, IME);
    let lot = banc.deposer_lot(&[LUCIE, &autre]).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.executer("UPDATE lot_ligne SET contenu = '{' WHERE ligne = 2").await;
    banc.finir().await;
    assert_eq!(banc.etats(&lot).await, [Etat::Refusee, Etat::Inscrite]);
    assert_eq!(codes(&banc.lignes_du_lot(&lot).await[0]), [("", "ligne_perdue")]);
}

async fn an_act_that_cannot_be_read_back_refuses_its_line_alone(banc: Banc) {
    banc.portail().await;
    let autre = quelqu_un(7, IME);
    let lot = banc.deposer_lot(&[LUCIE, &autre]).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.executer("CREATE TABLE copie AS SELECT * FROM lot_ligne WHERE ligne = 2").await;
    banc.executer("CREATE TABLE copie_lot AS SELECT * FROM lot").await;
    banc.finir().await;
    // the process died between the registration and its note, and what was kept of the registration is damaged
    banc.executer("DELETE FROM lot_ligne WHERE ligne = 2").await;
    banc.executer("INSERT INTO lot_ligne SELECT * FROM copie").await;
    banc.executer("DELETE FROM lot").await;
    banc.executer("INSERT INTO lot SELECT * FROM copie_lot").await;
    banc.executer("UPDATE acte_fait SET reponse = '{'").await;
    banc.finir().await;
    assert_eq!(banc.etats(&lot).await, [Etat::Refusee, Etat::Inscrite]);
    assert_eq!(codes(&banc.lignes_du_lot(&lot).await[0]), [("", "ligne_illisible")]);
    assert!(matches!(banc.bureau().voir(&agent(), &lot).await.unwrap().lot.etape, Etape::Termine { .. }));
}

async fn a_file_that_cannot_be_read_lets_the_next_one_go_first(banc: Banc) {
    banc.portail().await;
    let (un, autre) = (quelqu_un(7, IME), quelqu_un(401, IME));
    let casse = banc.deposer_lot(&[&un]).await;
    banc.bureau().lancer(&agent(), &casse, &attestations()).await.unwrap();
    banc.executer("UPDATE lot SET attestations = '{', lance_le = lance_le - 1000").await;
    let suivant = banc.deposer_lot(&[&autre]).await;
    banc.bureau().lancer(&agent(), &suivant, &attestations()).await.unwrap();
    assert!(banc.executer_lots().avancer("noeud").await.is_err());
    assert_eq!(banc.executer_lots().avancer("noeud").await.unwrap(), Pas::Lignes(1));
    assert_eq!(banc.etats(&suivant).await, [Etat::Inscrite]);
}

sur_les_deux_moteurs!(
    a_line_that_cannot_be_read_is_refused_and_the_others_are_done,
    an_act_that_cannot_be_read_back_refuses_its_line_alone,
    a_file_that_cannot_be_read_lets_the_next_one_go_first,
);
