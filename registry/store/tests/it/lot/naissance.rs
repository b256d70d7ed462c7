//! Births of which the civil status does not know the day or the month, in a file of many people.

use registry_core::lot::{Etat, Issue, LotId};

use super::codes;
use crate::banc::Banc;
use crate::portail::{agent, attestations};

const ENTETE: &str = "civilite;nom_naissance;prenoms;date_naissance;pays_naissance;commune_naissance;ville_naissance;\
    piece_identite;courriel;telephone;finess;profession;role;date_debut";

fn ligne(nom: &str, naissance: &str, lieu: &str) -> String {
    format!("M;{nom};Yacine;{naissance};{lieu};sejour;y@exemple.test;06 39 98 00 90;690990114;313;GENR11;01/02/2027")
}

async fn deposer(banc: &Banc, lignes: &[String]) -> LotId {
    let octets = format!("{ENTETE}\n{}", lignes.join("\n")).into_bytes();
    banc.bureau().deposer(&agent(), ("personnel.csv", octets)).await.unwrap()
}

// requirement: COL-02 ENR-15
async fn a_line_may_know_the_year_or_the_month_alone(banc: Banc) {
    banc.portail().await;
    let algerie = "Algérie;;Béjaïa";
    let lot = deposer(
        &banc,
        &[
            ligne("FICTIF-BEN AÏSSA", "00/00/1971", algerie),
            ligne("FICTIF-NOVAK", "00/05/1971", "Tchécoslovaquie;;Brno"),
            ligne("FICTIF-BEN AÏSSA", "12/05/1971", algerie),
            ligne("FICTIF-MARTEL", "00/05/1971", ";69123;"),
            ligne("FICTIF-OUBLI", "1971", algerie),
            ligne("FICTIF-MOIS", "12/00/1971", algerie),
        ],
    )
    .await;
    let lues = banc.lignes_du_lot(&lot).await;
    let etats = [Etat::Prete, Etat::Prete, Etat::ADecider, Etat::Refusee, Etat::Refusee, Etat::Refusee];
    assert_eq!(banc.etats(&lot).await, etats, "{lues:?}");
    assert_eq!(codes(&lues[3]), [("date_naissance", "date_entiere_attendue")]);
    assert_eq!(codes(&lues[4]), [("date_naissance", "numero_de_jour")]);
    assert_eq!(codes(&lues[5]), [("date_naissance", "date_incomplete")]);
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.finir().await;
    let lues = banc.lignes_du_lot(&lot).await;
    for (ligne, attendue) in lues.iter().zip(["1971-00-00", "1971-05-00"]) {
        let Some(Issue::Inscrite { personne }) = &ligne.issue else { panic!("{ligne:?}") };
        let fiche = banc.registre().fiche(personne).await.unwrap().unwrap();
        assert_eq!(fiche.personne.etat_civil().naissance, attendue.parse().ok());
    }
    assert!(!matches!(lues[2].issue, Some(Issue::Inscrite { .. })), "a person looks: {:?}", lues[2]);
}

sur_les_deux_moteurs!(a_line_may_know_the_year_or_the_month_alone);
