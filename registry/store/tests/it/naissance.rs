//! Births of which the civil status does not know the day or the month: registered, read back, asked about.

use registry_core::EtatCivil;
use registry_core::demande::{Decision, DemandeId, Etape, NouvelleInscription, VueGestionnaire};
use registry_core::idempotence::Auteur;
use registry_core::identite::EtatCivilSaisi;
use sante::IdentifiantNational;

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::etat_civil::corriger;
use crate::extraction::{ALBA, Extraction};
use crate::portail::{agent, attestations, cle, demande, identite, inscription};

fn yacine(naissance: &str) -> EtatCivilSaisi {
    EtatCivilSaisi {
        nom: "FICTIF-BEN AÏSSA".to_owned(),
        prenoms: vec!["Yacine".to_owned()],
        code_civilite: "M".to_owned(),
        code_sexe: "M".to_owned(),
        naissance: naissance.to_owned(),
        commune_naissance: String::new(),
        pays_naissance: "99352".to_owned(),
        lieu_naissance: "Béjaïa".to_owned(),
    }
}

async fn present(banc: &Banc, personne: &IdentifiantNational) -> EtatCivil {
    banc.registre().fiche(personne).await.unwrap().unwrap().personne.etat_civil().clone()
}

/// Flow B.
async fn enregistrer(banc: &Banc, mot: &str, identite: EtatCivilSaisi) -> (DemandeId, VueGestionnaire) {
    let saisie = NouvelleInscription { identite, ..inscription() };
    let faite = banc.enregistrer().enregistrer(&agent(), &cle(mot), saisie).await.unwrap();
    (faite.demande, faite.vue)
}

async fn inscrire(banc: &Banc, mot: &str, naissance: &str) -> IdentifiantNational {
    let (_, vue) = enregistrer(banc, mot, yacine(naissance)).await;
    let VueGestionnaire::Validee { personne } = vue else { panic!("{vue:?}") };
    personne
}

fn distinguer(autre: &IdentifiantNational) -> Decision {
    Decision::Valider { attestations: attestations(), distinctes: vec![autre.clone()] }
}

// requirement: COL-02 ENR-07 ENR-15
async fn a_year_alone_is_registered_and_whoever_may_be_the_same_is_asked_about(banc: Banc) {
    banc.portail().await;
    let personne = inscrire(&banc, "a", "00/00/1971").await;
    assert_eq!(present(&banc, &personne).await.naissance, "1971-00-00".parse().ok());
    let traits = banc.colonne("ressemblance", "traits").await;
    assert!(traits.iter().any(|traits| traits.contains("|1971-00-00|99352")), "{traits:?}");
    for (mot, naissance) in [("b", "00/00/1971"), ("c", "00/05/1971"), ("d", "12/05/1971")] {
        let (_, vue) = enregistrer(&banc, mot, yacine(naissance)).await;
        assert_eq!(vue, VueGestionnaire::AExaminer { candidats: vec![personne.clone()] }, "{naissance}");
    }
    let (_, vue) = enregistrer(&banc, "e", yacine("12/05/1972")).await;
    assert!(matches!(vue, VueGestionnaire::Validee { .. }), "another year: {vue:?}");
}

// requirement: COL-02 ENR-15
async fn two_people_of_one_name_year_and_country_each_have_a_number(banc: Banc) {
    banc.portail().await;
    let premier = inscrire(&banc, "a", "00/00/1971").await;
    let (demande, vue) = enregistrer(&banc, "b", yacine("00/00/1971")).await;
    assert_eq!(vue, VueGestionnaire::AExaminer { candidats: vec![premier.clone()] });
    let faite = banc.traiter().traiter(&agent(), &cle("c"), (&demande, 1), distinguer(&premier)).await.unwrap();
    let VueGestionnaire::Validee { personne } = faite.vue else { panic!("{:?}", faite.vue) };
    assert_ne!(personne, premier);
    assert_eq!(present(&banc, &personne).await.naissance, present(&banc, &premier).await.naissance);
}

// requirement: COL-02 ENR-04 ENR-12
async fn a_request_with_the_year_of_franceconnect_is_decided_by_a_person(banc: Banc) {
    banc.portail().await;
    let connue = inscrire(&banc, "a", "12/05/1971").await;
    let deposee = banc.deposer().deposer(&cle("b"), demande("sub-yacine", yacine("1971-00-00"))).await.unwrap();
    let miennes = banc.consultation().miennes(&Auteur::franceconnect("sub-yacine")).await.unwrap();
    assert_eq!(miennes[0].etape, Etape::Envoyee, "the registry alone refuses nobody");
    let valider = Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    let vue = banc.traiter().traiter(&agent(), &cle("c"), (&deposee, 1), valider).await.unwrap();
    assert_eq!(vue.vue, VueGestionnaire::AExaminer { candidats: vec![connue.clone()] });
    let lu = distinguer(&connue);
    let faite = banc.traiter().traiter(&agent(), &cle("d"), (&deposee, vue.version), lu).await.unwrap();
    let VueGestionnaire::Validee { personne } = faite.vue else { panic!("{:?}", faite.vue) };
    assert_eq!(present(&banc, &personne).await.naissance, "1971-00-00".parse().ok());
}

// requirement: COL-02 COL-17
async fn a_birth_in_mainland_france_is_registered_with_its_day(banc: Banc) {
    banc.portail().await;
    let avant = banc.photographie().await;
    let saisie = NouvelleInscription {
        identite: EtatCivilSaisi { naissance: "00/05/1990".to_owned(), ..identite() },
        ..inscription()
    };
    let refusee = banc.enregistrer().enregistrer(&agent(), &cle("a"), saisie).await.unwrap_err();
    let dites: Vec<_> = refusee.objections().iter().map(|objection| (objection.champ, objection.code)).collect();
    assert_eq!(dites, [("naissance", "date_entiere_attendue")]);
    assert_eq!(banc.photographie().await, avant);
}

// requirement: COL-02 R09
async fn the_support_completes_a_birth_and_what_was_known_before_is_kept(banc: Banc) {
    banc.portail().await;
    let personne = inscrire(&banc, "a", "00/05/1971").await;
    let premier = present(&banc, &personne).await;
    let complet = EtatCivil { naissance: "1971-05-12".parse().ok(), ..premier.clone() };
    corriger(&banc, &personne, complet.clone()).await;
    assert_eq!(present(&banc, &personne).await, complet);
    let anciens = banc.registre().anciens_etats_civils(&personne).await.unwrap();
    assert_eq!(anciens.iter().map(|ancien| ancien.etat_civil.naissance).collect::<Vec<_>>(), [premier.naissance]);
}

// requirement: COL-02
async fn an_extraction_may_know_the_year_alone_and_the_next_one_more(banc: Banc) {
    let fichier = |naissance: &str| {
        let exemple = Extraction::exemple();
        let siennes: Vec<_> = (0..exemple.lignes.len()).filter(|rang| exemple.lignes[*rang][2] == ALBA).collect();
        siennes.into_iter().fold(exemple, |fichier, rang| fichier.avec(rang, "Date de naissance", naissance)).texte()
    };
    for (naissance, le, attendue) in [("00/00/1988", PREMIER, "1988-00-00"), ("04/02/1988", SECOND, "1988-02-04")] {
        let rapport = banc.importer(&fichier(naissance), le).await;
        assert_eq!(rapport.erreurs.nombre, 0, "{:?}", rapport.erreurs);
        assert_eq!(present(&banc, &id(ALBA)).await.naissance, attendue.parse().ok());
    }
}

sur_les_deux_moteurs!(
    a_year_alone_is_registered_and_whoever_may_be_the_same_is_asked_about,
    two_people_of_one_name_year_and_country_each_have_a_number,
    a_request_with_the_year_of_franceconnect_is_decided_by_a_person,
    a_birth_in_mainland_france_is_registered_with_its_day,
    the_support_completes_a_birth_and_what_was_known_before_is_kept,
    an_extraction_may_know_the_year_alone_and_the_next_one_more,
);
