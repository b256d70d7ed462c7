//! The support of the ANS: two agents for a civil status.

use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use registry_core::proposition::Objet;

use crate::decor::Decor;
use crate::guichets::autres::{SUPPORT, alba, proposition};

const ALBA: &str = "899900000011";
const ACCUEIL: &str = "/support";
const CORRIGER: &str = "/support/etat-civil";
const PROFESSIONS: &str = "/support/professions";

async fn agent() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(SUPPORT).await;
    decor
}

fn saisie<'a>(nom: &'a str, autres: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut champs = vec![
        ("personne", ALBA),
        ("code_civilite", "MME"),
        ("code_sexe", "F"),
        ("nom", nom),
        ("prenoms", "Alba, Rose"),
        ("naissance", "04/02/1988"),
        ("pays_naissance", "99100"),
        ("lieu_naissance", "Bastia"),
        ("motif_correction", "acte de naissance, demande 42"),
    ];
    for (champ, valeur) in autres {
        champs.retain(|(nom, _)| nom != champ);
        champs.push((champ, valeur));
    }
    champs
}

async fn ouvrir(decor: &mut Decor) -> String {
    let page = decor.navigateur.lire(ACCUEIL).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    // the page of the list has no key of an act: that is how the form is opened
    let sans_cle = page.replace(r#"name="cle""#, "");
    let form = decor.navigateur.envoyer(CORRIGER, &sans_cle, &[("personne", "999 0000 0011")]).await;
    assert_eq!(faults(&form.html, Langue::Fr), Vec::<String>::new());
    form.html
}

// requirement: IDN-02
#[tokio::test]
async fn nobody_but_the_team_gets_in() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee("3690990015/CPED0001").await;
    for chemin in [ACCUEIL, CORRIGER, PROFESSIONS] {
        let refusee = decor.navigateur.lire(chemin).await;
        assert_eq!(refusee.statut, StatusCode::FORBIDDEN, "{chemin}");
        assert!(refusee.html.contains("assistance nationale"));
    }
    let page = decor.navigateur.lire("/bureau/professionnels").await.html;
    assert!(!page.contains(r#"href="/support""#));
    let essai = decor.navigateur.envoyer(CORRIGER, &page, &saisie("FICTIF-AUTRE", &[])).await;
    assert_eq!(essai.statut, StatusCode::FORBIDDEN);
    assert!(decor.registre.autres.civils.lock().unwrap().is_empty());
}

// requirement: IDN-01 IDN-02
#[tokio::test]
async fn a_civil_status_is_proposed_from_what_the_registry_holds() {
    let mut decor = agent().await;
    let form = ouvrir(&mut decor).await;
    assert!(form.contains(r#"value="FICTIF-MARTEL""#) && form.contains(r#"value="04/02/1988""#));
    let faite = decor.navigateur.envoyer(CORRIGER, &form, &saisie("D'Ormesson-Fictif", &[])).await;
    assert!(faite.html.contains("C’est proposé"), "{}", faite.html);
    let civils = decor.registre.autres.civils.lock().unwrap();
    assert_eq!((civils[0].nom.as_str(), civils[0].commune_naissance.as_str()), ("D'Ormesson-Fictif", "2B033"));
}

#[tokio::test]
async fn births_abroad_particles_and_impossible_days_are_read_or_objected() {
    let mut decor = agent().await;
    let form = ouvrir(&mut decor).await;
    let maroc = [("pays_naissance", "99350"), ("lieu_naissance", "Fès")];
    let abroad = decor.navigateur.envoyer(CORRIGER, &form, &saisie("de la Tour-Fictif", &maroc)).await;
    assert!(abroad.html.contains("C’est proposé"), "{}", abroad.html);
    for (autres, champ) in [
        (("naissance", "31/02/1988"), "naissance"),
        (("naissance", "04/02/2088"), "naissance"),
        (("pays_naissance", ""), "pays_naissance"),
        (("nom", "Fictif2"), "nom"),
        (("motif_correction", ""), "motif_correction"),
    ] {
        let refusee = decor.navigateur.envoyer(CORRIGER, &form, &saisie("FICTIF-AUTRE", &[autres])).await;
        assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
        assert!(refusee.html.contains("Alba, Rose"), "what was typed stays");
    }
    let inconnue = decor.navigateur.envoyer(CORRIGER, &form, &[("personne", "99900000012")]).await;
    assert!(inconnue.html.contains(r#"id="personne-remarque""#));
    assert_eq!(decor.registre.autres.civils.lock().unwrap().len(), 1);
}

// requirement: ENR-15
#[tokio::test]
async fn people_who_look_alike_are_told_apart_by_the_agent() {
    let mut decor = agent().await;
    let form = ouvrir(&mut decor).await;
    let question = decor.navigateur.envoyer(CORRIGER, &form, &saisie("FICTIF-JUMEAU", &[])).await.html;
    assert_eq!(faults(&question, Langue::Fr), Vec::<String>::new());
    assert!(question.contains("899900000029") && question.contains(r#"id="distinctes-remarque""#));
    let dit = [("ressemblances", "899900000029"), ("distinctes", "oui")];
    let faite = decor.navigateur.envoyer(CORRIGER, &question, &saisie("FICTIF-JUMEAU", &dit)).await;
    assert!(faite.html.contains("C’est proposé"), "{}", faite.html);
}

#[tokio::test]
async fn a_second_agent_reads_before_and_after_and_confirms() {
    let mut decor = agent().await;
    let apres = registry_core::EtatCivil { nom: "FICTIF-APRES".to_owned(), ..alba() };
    let objet = || Objet::EtatCivil { avant: Box::new(alba()), apres: Box::new(apres.clone()), distinctes: Vec::new() };
    *decor.registre.autres.propositions.lock().unwrap() = vec![proposition("3690990015/SUPPORT02", objet())];
    let page = decor.navigateur.lire(ACCUEIL).await.html;
    assert!(page.contains("Avant\u{a0}: FICTIF-MARTEL") && page.contains("Après\u{a0}: FICTIF-APRES"));
    let champs = [("action", "confirmer"), ("proposition", "p1")];
    assert!(decor.navigateur.envoyer(ACCUEIL, &page, &champs).await.html.contains("C’est fait"));
    *decor.registre.autres.propositions.lock().unwrap() = vec![proposition(SUPPORT, objet())];
    let page = decor.navigateur.lire(ACCUEIL).await.html;
    assert!(!page.contains(r#"value="confirmer""#), "not one's own");
}
