//! What whoever watches is told of the work in the background.

use ambient::{Seconds, Timestamp};
use registry_store::Surveillance;

use crate::banc::{Banc, MAINTENANT};

async fn a_new_registry_has_nothing_that_waits(banc: Banc) {
    assert_eq!(banc.magasin.surveillance(MAINTENANT).await.unwrap(), Surveillance::default());
}

async fn what_the_authority_has_to_do_and_what_nobody_works_on_is_counted(banc: Banc) {
    banc.executer(
        "INSERT INTO carte (id, modele, porteur, mot, etape, origine, commande_par, commande_le) VALUES \
         ('a', 'CPS', 'x', 'COMMANDEE', '{}', 'COMMANDE', 'y', 1), ('b', 'CPS', 'x', 'PRODUITE', '{}', 'COMMANDE', 'y', 1), \
         ('c', 'CPS', 'x', 'A_OPPOSER', '{}', 'COMMANDE', 'y', 1), ('d', 'CPS', 'x', 'RECUE', '{}', 'COMMANDE', 'y', 1)",
    )
    .await;
    banc.executer(
        "INSERT INTO lot (id, agent, fichier, empreinte, etablissements, ignorees, etape, depose_le, bail_de, bail_jusque) \
         VALUES ('l', 'a', 'f', 'e', '[]', '[]', 'EN_COURS', 1, '', 0)",
    )
    .await;
    banc.executer("INSERT INTO echeance (situation, fin) VALUES ('s', 1799999940000)").await;
    banc.executer("UPDATE releve SET fini_le = 1799999000000").await;
    let vu = banc.magasin.surveillance(MAINTENANT).await.unwrap();
    assert_eq!((vu.cartes_a_faire, vu.cartes_a_opposer, vu.lots_sans_travail), (2, 1, 1));
    assert_eq!(vu.fin_non_dite, Some(MAINTENANT.minus(Seconds(60))));
    assert_eq!(vu.figures_le, Some(Timestamp::from_seconds(1_799_999_000)));
    let avant = banc.magasin.surveillance(MAINTENANT.minus(Seconds(120))).await.unwrap();
    assert_eq!(avant.fin_non_dite, None, "an end that has not come is not late");
}

sur_les_deux_moteurs!(
    a_new_registry_has_nothing_that_waits,
    what_the_authority_has_to_do_and_what_nobody_works_on_is_counted,
);
