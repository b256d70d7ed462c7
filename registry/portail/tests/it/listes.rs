//! Long lists: what is looked for, and the way to the next page.

use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use registry_core::demande::{Etape, FiltreDemandes, Stade};
use registry_core::page::Repere;

use crate::bureau::demande;
use crate::decor::{Decor, MAINTENANT};

const GESTIONNAIRE: &str = "3690990015/CPED0001";

/// A desk with a page of many requests.
async fn bureau() -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.ouverte.lock().unwrap() = Some(demande(Etape::Envoyee));
    *decor.registre.suite.lock().unwrap() = Some(Repere { le: MAINTENANT, id: "d1".to_owned() });
    decor.entrer_caducee(GESTIONNAIRE).await;
    decor
}

fn dernier(decor: &Decor) -> (FiltreDemandes, Option<Repere>) {
    decor.registre.filtres.lock().unwrap().last().cloned().unwrap()
}

#[tokio::test]
async fn a_short_list_asks_nothing_and_has_no_next_page() {
    let mut decor = bureau().await;
    *decor.registre.suite.lock().unwrap() = None;
    let page = decor.navigateur.lire("/bureau").await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    assert!(!page.contains("nom_cherche") && !page.contains("Page suivante"));
}

#[tokio::test]
async fn a_long_list_leads_on_and_keeps_what_is_looked_for() {
    let mut decor = bureau().await;
    for adresse in ["/bureau", "/bureau/historique"] {
        let page = decor.navigateur.lire(adresse).await.html;
        assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
        let suite = format!("{adresse}?apres={}.d1", MAINTENANT.millis());
        assert!(page.contains(&format!(r#"href="{suite}""#)), "{page}");
        let champs = [("etape", "a_examiner"), ("etablissement", "690990114"), ("nom_cherche", " ")];
        let filtre = decor.navigateur.envoyer(adresse, &page, &champs).await;
        assert_eq!(
            (filtre.statut, filtre.vers.as_str()),
            (StatusCode::SEE_OTHER, format!("{adresse}?etablissement=690990114&etape=a_examiner").as_str())
        );
        let page = decor.navigateur.lire(&filtre.vers).await.html;
        let stade = Some(Stade::AExaminer);
        let etablissement = Some("690990114".parse().unwrap());
        assert_eq!(dernier(&decor), (FiltreDemandes { etablissement, stade, nom: String::new() }, None));
        let suite =
            format!("{adresse}?etablissement=690990114&#38;etape=a_examiner&#38;apres={}.d1", MAINTENANT.millis());
        assert!(page.contains(&suite), "{page}");
        decor.navigateur.lire(&suite.replace("&#38;", "&")).await;
        assert_eq!(dernier(&decor).1, Some(Repere { le: MAINTENANT, id: "d1".to_owned() }));
    }
}

// requirement: R09
#[tokio::test]
async fn a_name_is_looked_for_by_a_form_and_stands_in_no_address() {
    let mut decor = bureau().await;
    let page = decor.navigateur.lire("/bureau").await.html;
    let filtree = decor.navigateur.envoyer("/bureau", &page, &[("nom_cherche", "Fictif"), ("etape", "tous")]).await;
    assert_eq!(filtree.statut, StatusCode::OK);
    assert_eq!(faults(&filtree.html, Langue::Fr), Vec::<String>::new());
    assert_eq!(dernier(&decor).0.nom, "Fictif");
    assert!(filtree.html.contains(r#"name="apres""#) && !filtree.html.contains("nom_cherche=Fictif"));
    let apres = format!("{}.d1", MAINTENANT.millis());
    decor.navigateur.envoyer("/bureau", &filtree.html, &[("nom_cherche", "Fictif"), ("apres", &apres)]).await;
    let (filtre, suite) = dernier(&decor);
    assert_eq!((filtre.nom.as_str(), suite.map(|suite| suite.id)), ("Fictif", Some("d1".to_owned())));
    decor.navigateur.lire("/bureau?nom_cherche=Fictif").await;
    assert_eq!(dernier(&decor).0.nom, "", "what an address says of a name is not looked for");
}

#[tokio::test]
async fn what_an_address_invents_shows_the_list() {
    let mut decor = bureau().await;
    for adresse in ["/bureau?apres=x", "/bureau?etape=%3Cb%3E&apres=1.%27", "/bureau/historique?etablissement=%3Cb%3E"]
    {
        let page = decor.navigateur.lire(adresse).await;
        assert_eq!(page.statut, StatusCode::OK, "{adresse}");
        assert_eq!(dernier(&decor), (FiltreDemandes::default(), None), "{adresse}");
    }
}
