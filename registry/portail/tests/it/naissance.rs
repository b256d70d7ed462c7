//! Births of which the civil status does not know the day or the month.

use annuaire::Correspondance;
use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::EtatCivil;
use registry_core::demande::{Demandeur, Etape, Sujet};
use registry_core::identite::Certification;
use registry_core::nomenclature::Referentiel;

use crate::bureau::demande;
use crate::decor::Decor;
use crate::guichets::autres::{SUPPORT, alba};

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const ENREGISTRER: &str = "/bureau/enregistrer";
const SITUATION: [(&str, &str); 6] = [
    ("structure", "690990114"),
    ("profession", "313"),
    ("role", "GENR11"),
    ("nom_exercice", "FICTIF-BEN AÏSSA"),
    ("prenom_exercice", "Yacine"),
    ("debut", "01/12/2026"),
];

fn saisie(naissance: &'static str, lieu: [(&'static str, &'static str); 2]) -> Vec<(&'static str, &'static str)> {
    let identite = [("code_civilite", "M"), ("nom", "FICTIF-BEN AÏSSA"), ("prenoms", "Yacine")];
    identite.into_iter().chain([("naissance", naissance)]).chain(lieu).chain(SITUATION).collect()
}

const BEJAIA: [(&str, &str); 2] = [("pays_naissance", "99352"), ("lieu_naissance", "Béjaïa")];
const LYON: [(&str, &str); 2] = [("pays_naissance", "99100"), ("lieu_naissance", "Lyon")];

async fn au_bureau() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(GESTIONNAIRE).await;
    decor
}

// requirement: COL-02 ENR-07
#[tokio::test]
async fn a_gestionnaire_writes_zeros_for_what_the_civil_status_does_not_know() {
    let mut decor = au_bureau().await;
    let page = decor.navigateur.lire(ENREGISTRER).await.html;
    assert!(page.contains("Naissance à l’étranger ou outre-mer"), "{page}");
    for (typed, attendue) in [("00/00/1971", "1971-00-00"), ("00/05/1971", "1971-05-00"), ("1971-05-12", "1971-05-12")]
    {
        let reponse = decor.navigateur.envoyer(ENREGISTRER, &page, &saisie(typed, BEJAIA)).await;
        assert!(!reponse.html.contains(r#"id="naissance-remarque""#), "{typed}");
        let inscrites = decor.registre.inscrites.lock().unwrap();
        let identite = &inscrites.last().unwrap().identite;
        let lue = identite.verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap();
        assert_eq!(lue.naissance, attendue.parse().ok(), "{typed}");
    }
}

// requirement: COL-02
#[tokio::test]
async fn a_date_that_cannot_be_is_told_beside_its_field() {
    let mut decor = au_bureau().await;
    let page = decor.navigateur.lire(ENREGISTRER).await.html;
    for (typed, lieu, dite) in [
        ("31/02/1971", BEJAIA, "n’existe pas"),
        ("00/13/1971", BEJAIA, "n’existe pas"),
        ("12/00/1971", BEJAIA, "sans son mois"),
        ("1971", BEJAIA, "s’écrit 00"),
        ("00/00/2027", BEJAIA, "à venir"),
        ("00/00/1899", BEJAIA, "plus de 100"),
        ("00/00/1971", LYON, "France métropolitaine"),
    ] {
        let refusee = decor.navigateur.envoyer(ENREGISTRER, &page, &saisie(typed, lieu)).await;
        assert_eq!((refusee.statut, faults(&refusee.html, Langue::Fr)), (StatusCode::UNPROCESSABLE_ENTITY, Vec::new()));
        let remarque = refusee.html.split(r#"id="naissance-remarque""#).nth(1).unwrap_or_default();
        let remarque = remarque.split("</p>").next().unwrap().replace('\u{a0}', " ");
        assert!(remarque.contains(dite), "{typed}: {remarque}");
        assert!(refusee.html.contains(&format!(r#"value="{typed}""#)), "what was typed stays");
    }
}

// requirement: COL-02 ENR-04
#[tokio::test]
async fn who_comes_with_franceconnect_asks_with_the_year_that_it_knows() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("yacine").await;
    let page = decor.navigateur.lire("/demande/nouvelle").await.html;
    assert!(page.contains("1971 (jour et mois inconnus)") && !page.contains(r#"name="naissance""#), "{page}");
    let siens = [("courriel", "yacine@exemple.test"), ("mobile", "06 39 98 00 01"), ("lieu_naissance", "Béjaïa")];
    let champs = [&siens[..], &SITUATION].concat();
    assert_eq!(decor.navigateur.envoyer("/demande/nouvelle", &page, &champs).await.vers, "/demande");
    let deposees = decor.registre.deposees.lock().unwrap();
    let Demandeur::FranceConnect { identite, .. } = &deposees[0].demandeur else { panic!("a card") };
    let lue = identite.verifier(&Referentiel::embarque(), date(2026, 11, 22)).unwrap();
    assert_eq!((lue.naissance, lue.lieu_naissance.as_str()), ("1971-00-00".parse().ok(), "Béjaïa"));
}

// requirement: COL-02
#[tokio::test]
async fn who_decides_reads_that_the_day_is_unknown_in_either_language() {
    let mut decor = au_bureau().await;
    let etat_civil = EtatCivil {
        naissance: "1971-05-00".parse().ok(),
        commune_naissance: String::new(),
        pays_naissance: "99352".to_owned(),
        lieu_naissance: "Béjaïa".to_owned(),
        ..alba()
    };
    let mut demande = demande(Etape::Envoyee);
    demande.dossier.sujet = Sujet::Nouvelle {
        etat_civil,
        correspondance: Correspondance::default(),
        certification: Some(Certification::FranceConnect),
    };
    *decor.registre.ouverte.lock().unwrap() = Some(demande);
    for (langue, chemin, dite) in [
        (Langue::Fr, "/bureau/demandes/d1", "05/1971 (jour inconnu)"),
        (Langue::En, "/bureau/demandes/d1?ui_locales=en", "05/1971 (day unknown)"),
    ] {
        let page = decor.navigateur.lire(chemin).await.html;
        assert_eq!(faults(&page, langue), Vec::<String>::new());
        assert!(page.contains(dite), "{page}");
    }
}

// requirement: COL-02 IDN-02
#[tokio::test]
async fn the_support_corrects_a_birth_to_the_year_that_is_known() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(SUPPORT).await;
    let page = decor.navigateur.lire("/support").await.html;
    // the page of the list has no key of an act: that is how the form is opened
    let sans_cle = page.replace(r#"name="cle""#, "");
    let ouvrir = [("personne", "99900000011")];
    let form = decor.navigateur.envoyer("/support/etat-civil", &sans_cle, &ouvrir).await.html;
    let mut champs = vec![("personne", "899900000011"), ("motif_correction", "acte de naissance, demande 42")];
    champs.extend(saisie("00/00/1971", BEJAIA).into_iter().filter(|(nom, _)| *nom != "structure"));
    champs.push(("code_sexe", "M"));
    let faite = decor.navigateur.envoyer("/support/etat-civil", &form, &champs).await;
    assert!(faite.html.contains("C’est proposé"), "{}", faite.html);
    assert_eq!(decor.registre.autres.civils.lock().unwrap()[0].naissance, "1971-00-00".parse().ok());
}
