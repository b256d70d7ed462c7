//! What I ask of a place of work, and how a gestionnaire decides.

use ambient::Seconds;
use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::demande::{Decision, Demande, Dossier, Etape, MiseAJour, Motif, Objet, Sujet, Voulue};
use registry_core::espace::MaSituation;
use registry_core::situation_acte::{Modification, Transfert, Version};

use crate::bureau::demande;
use crate::decor::Decor;
use crate::navigateur::Reponse;
use crate::professionnels::vue;

const ALBA: &str = "899900000011";
const GESTIONNAIRE: &str = "3690990015/CPED0001";
const CHANGER: &str = "/moi/situation";
const AILLEURS: &str = "/moi/etablissement";
const PARTIR: &str = "/moi/depart";
const DEMANDE: &str = "/bureau/demandes/d1";
/// What a form about the first place says.
const VALEURS: [(&str, &str); 7] = [
    ("situation", "s1"),
    ("code_civilite", "MME"),
    ("profession", "313"),
    ("role", "GENR10"),
    ("nom_exercice", "FICTIF-MARTEL"),
    ("prenom_exercice", "Alba"),
    ("debut", "02/09/2024"),
];

fn mienne(version: Option<&str>) -> MaSituation {
    let vue = vue("s1", version);
    let (noms, structure, situation) = (vue.noms, vue.structure, vue.situation);
    MaSituation { exercice: vue.exercice, noms, structure, situation, en_cours: true, version: vue.version }
}

async fn chez_moi() -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.autres.miennes.lock().unwrap() = vec![mienne(Some("v1"))];
    decor.entrer_caducee(ALBA).await;
    decor
}

fn sans_defaut(reponse: &Reponse) {
    assert_eq!(faults(&reponse.html, Langue::Fr), Vec::<String>::new());
}

/// The form, as the button of my file opens it.
async fn ouvrir(decor: &mut Decor, adresse: &str) -> String {
    let moi = decor.navigateur.lire("/moi").await;
    sans_defaut(&moi);
    assert!(moi.html.contains(&format!(r#"action="{adresse}""#)), "{adresse}");
    let form = decor.navigateur.envoyer(adresse, &moi.html, &[("action", "ouvrir"), ("situation", "s1")]).await;
    assert_eq!(form.statut, StatusCode::OK, "{adresse}");
    sans_defaut(&form);
    form.html
}

/// Alba's request about her place, as the desk and her list show it.
fn attendue(voulue: Voulue) -> Demande {
    let vue = vue("s1", Some("v1"));
    let avant = Modification {
        noms: vue.noms,
        profession: "313".to_owned(),
        role: "GENR11".to_owned(),
        debut: Some(date(2024, 9, 2)),
        fin: None,
    };
    let objet = Objet::MiseAJour(Box::new(MiseAJour { situation: "s1".into(), avant, voulue }));
    Demande { dossier: Dossier { sujet: Sujet::Connue(ALBA.parse().unwrap()), objet }, ..demande(Etape::Envoyee) }
}

fn depart() -> Voulue {
    Voulue::Fin { dernier_jour: date(2026, 12, 31), motif: "RS".to_owned() }
}

// requirement: SIT-14
#[tokio::test]
async fn a_change_a_move_and_a_departure_are_asked_for_from_my_file() {
    let mut decor = chez_moi().await;
    let form = ouvrir(&mut decor, CHANGER).await;
    assert!(form.contains(r#"value="02/09/2024""#) && form.contains("Rien ne change avant"));
    assert_eq!(decor.navigateur.envoyer(CHANGER, &form, &VALEURS).await.vers, "/demande");
    let form = ouvrir(&mut decor, AILLEURS).await;
    let mut champs = VALEURS.to_vec();
    champs.extend([("structure", "690990122")]);
    assert_eq!(decor.navigateur.envoyer(AILLEURS, &form, &champs).await.vers, "/demande");
    let form = ouvrir(&mut decor, PARTIR).await;
    let champs = [("situation", "s1"), ("depart", "31/12/2026"), ("motif_fin", "RS")];
    assert_eq!(decor.navigateur.envoyer(PARTIR, &form, &champs).await.vers, "/demande");
    let demandees = decor.registre.mises_a_jour.lock().unwrap();
    assert!(
        demandees.iter().all(|une| une.situation.as_str() == "s1" && une.version == Version::from("v1".to_owned()))
    );
    let [changee, ailleurs, finie] = [0, 1, 2].map(|place: usize| &demandees[place].voulue);
    assert!(
        matches!(changee, Voulue::Modification(voulue) if voulue.role == "GENR10" && voulue.noms.code_civilite == "MME")
    );
    assert!(matches!(ailleurs, Voulue::Transfert(Transfert { structure, .. }) if structure.as_str() == "690990122"));
    assert_eq!(*finie, depart());
}

// requirement: SIT-14 ENR-17
#[tokio::test]
async fn while_one_waits_my_file_says_so_and_my_list_takes_it_back() {
    let mut decor = chez_moi().await;
    *decor.registre.ouverte.lock().unwrap() = Some(attendue(depart()));
    let moi = decor.navigateur.lire("/moi").await;
    sans_defaut(&moi);
    assert!(moi.html.contains("Demande en attente") && moi.html.contains("Départ"), "{}", moi.html);
    for adresse in [CHANGER, AILLEURS, PARTIR] {
        assert!(!moi.html.contains(&format!(r#"action="{adresse}""#)), "{adresse}");
    }
    let liste = decor.navigateur.lire("/demande").await;
    sans_defaut(&liste);
    assert!(liste.html.contains("Départ") && liste.html.contains(r#"href="/demande/retirer/d1""#));
}

#[tokio::test]
async fn what_an_order_keeps_and_what_has_ended_offer_nothing() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.autres.miennes.lock().unwrap() = vec![mienne(None)];
    decor.entrer_caducee(ALBA).await;
    let moi = decor.navigateur.lire("/moi").await.html;
    assert!(moi.contains("Certifié par FranceConnect (depuis le "), "IDN-05");
    // a page with a form, for its token
    let autre = decor.navigateur.lire("/moi/coordonnees").await.html;
    for adresse in [CHANGER, AILLEURS, PARTIR] {
        assert!(!moi.contains(&format!(r#"action="{adresse}""#)), "{adresse}");
        let form = decor.navigateur.envoyer(adresse, &autre, &[("action", "ouvrir"), ("situation", "s1")]).await;
        assert_eq!(form.vers, "/moi", "{adresse}");
    }
}

#[tokio::test]
async fn each_objection_stands_beside_its_field_and_a_record_that_changed_is_read_again() {
    let mut decor = chez_moi().await;
    let form = ouvrir(&mut decor, PARTIR).await;
    for jour in ["", "31/02/2026", "demain"] {
        let champs = [("situation", "s1"), ("depart", jour)];
        let refusee = decor.navigateur.envoyer(PARTIR, &form, &champs).await;
        sans_defaut(&refusee);
        assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refusee.html.contains(r#"id="depart-remarque""#) && refusee.html.contains(jour), "{jour}");
    }
    let form = ouvrir(&mut decor, CHANGER).await;
    let mut changee = mienne(Some("v2"));
    changee.situation.code_genre = "GENR08".to_owned();
    *decor.registre.autres.miennes.lock().unwrap() = vec![changee];
    let tard = decor.navigateur.envoyer(CHANGER, &form, &VALEURS).await;
    sans_defaut(&tard);
    assert!(tard.html.contains("La fiche a changé") && tard.html.contains("Coordination et orientation"));
    assert!(decor.registre.mises_a_jour.lock().unwrap().is_empty());
    assert_eq!(decor.navigateur.envoyer(CHANGER, &tard.html, &VALEURS).await.vers, "/demande");
}

// requirement: R06
#[tokio::test]
async fn a_form_about_oneself_is_no_search_however_much_was_asked() {
    let mut decor = chez_moi().await;
    *decor.registre.autres.de_trop.lock().unwrap() = Some(Seconds(90));
    for adresse in [CHANGER, AILLEURS, PARTIR] {
        ouvrir(&mut decor, adresse).await;
    }
}

#[tokio::test]
async fn a_session_that_ends_gives_each_form_back_after_the_next_sign_in() {
    for (adresse, champ) in [(CHANGER, "fin"), (AILLEURS, "fin"), (PARTIR, "depart")] {
        let mut decor = chez_moi().await;
        let form = ouvrir(&mut decor, adresse).await;
        decor.horloge.advance(Seconds::minutes(31));
        let fermee = decor.navigateur.envoyer(adresse, &form, &[("situation", "s1"), (champ, "30/11/2026")]).await;
        assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED);
        assert_eq!(decor.entrer_caducee(ALBA).await, adresse);
        let rendue = decor.navigateur.lire(adresse).await;
        sans_defaut(&rendue);
        assert!(rendue.html.contains(r#"value="30/11/2026""#), "{adresse}");
        assert_eq!(decor.navigateur.lire(adresse).await.vers, "/moi", "given back once");
    }
}

#[tokio::test]
async fn a_person_of_franceconnect_has_no_place_to_ask_about() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    for adresse in [CHANGER, AILLEURS, PARTIR] {
        assert_eq!(decor.navigateur.lire(adresse).await.vers, "/", "{adresse}");
    }
}

// requirement: SIT-14 GES-24 ENR-16
#[tokio::test]
async fn the_desk_shows_what_is_and_what_is_asked_then_does_it_or_rejects_it() {
    let mut decor = Decor::nouveau().await;
    *decor.registre.ouverte.lock().unwrap() = Some(attendue(depart()));
    decor.entrer_caducee(GESTIONNAIRE).await;
    let liste = decor.navigateur.lire("/bureau").await;
    sans_defaut(&liste);
    assert!(liste.html.contains("Alba FICTIF-MARTEL") && liste.html.contains("Départ"));
    let page = decor.navigateur.lire(DEMANDE).await;
    sans_defaut(&page);
    for attendu in ["Accompagnement", "02/09/2024", "31/12/2026", "Retraite salariée", "Faire ce qui est demandé"] {
        assert!(page.html.contains(attendu), "{attendu}");
    }
    assert!(!page.html.contains("diplomes_verifies"), "nobody is registered here");
    decor.navigateur.envoyer(DEMANDE, &page.html, &[("action", "valider")]).await;
    decor.navigateur.envoyer(DEMANDE, &page.html, &[("action", "rejeter"), ("motif", "CHA")]).await;
    let decisions = decor.registre.decisions.lock().unwrap();
    let rejet = matches!(decisions[1], Decision::Rejeter { motif: Motif::Changement, .. });
    assert!(matches!(decisions[0], Decision::MettreAJour { diplomes_verifies: false }) && rejet);
}

// requirement: ENR-18 GES-24
#[tokio::test]
async fn another_profession_is_accepted_with_its_diplomas() {
    let mut decor = Decor::nouveau().await;
    let Objet::MiseAJour(voulu) = attendue(depart()).dossier.objet else { panic!("another object") };
    let voulue = Modification { profession: "324".to_owned(), ..voulu.avant };
    *decor.registre.ouverte.lock().unwrap() = Some(attendue(Voulue::Modification(voulue)));
    decor.entrer_caducee(GESTIONNAIRE).await;
    let page = decor.navigateur.lire(DEMANDE).await;
    sans_defaut(&page);
    assert!(page.html.contains("J’ai vérifié ses diplômes") && !page.html.contains("besoin_verifie"));
    decor.navigateur.envoyer(DEMANDE, &page.html, &[("action", "valider"), ("diplomes_verifies", "oui")]).await;
    let decisions = decor.registre.decisions.lock().unwrap();
    assert!(matches!(decisions[0], Decision::MettreAJour { diplomes_verifies: true }));
}

// requirement: SIT-14
#[tokio::test]
async fn the_desk_tells_only_what_would_change_and_where_to() {
    let mut decor = Decor::nouveau().await;
    let mut voulue = match attendue(depart()).dossier.objet {
        Objet::MiseAJour(voulu) => voulu.avant,
        Objet::Ouverture(_) => panic!("another object"),
    };
    voulue.role = "GENR08".to_owned();
    *decor.registre.ouverte.lock().unwrap() = Some(attendue(Voulue::Modification(voulue.clone())));
    decor.entrer_caducee(GESTIONNAIRE).await;
    let page = decor.navigateur.lire(DEMANDE).await;
    sans_defaut(&page);
    assert_eq!(page.html.matches("Aide-soignant").count(), 1, "as it is, and not asked for");
    assert!(page.html.contains("Coordination et orientation"));
    let situation = demande(Etape::Envoyee).dossier.ouverture().unwrap().clone();
    let transfert = Transfert { structure: "690990122".parse().unwrap(), situation };
    *decor.registre.ouverte.lock().unwrap() = Some(attendue(Voulue::Transfert(transfert)));
    let page = decor.navigateur.lire(DEMANDE).await;
    sans_defaut(&page);
    assert!(page.html.contains("690990122") && page.html.contains("Changement d’établissement"));
}
