//! Somebody found, and what is done about where they work.

use ambient::Seconds;
use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::recherche::{Effectif, LieuPublic, Membre, Trouvee, Trouvees};
use registry_core::situation_acte::{FinVoulue, Noms, QuandFinir, SituationVue, Version};
use registry_core::{CleExercice, CleStructure, Fin, GenreStructure, SituationExercice, Source, Structure, paris};
use sante::SituationId;

use crate::decor::Decor;
use crate::navigateur::Reponse;

const GESTIONNAIRE: &str = "3690990015/CPED0001";
const ALBA: &str = "899900000011";
const CHERCHER: &str = "/bureau/professionnels";
const LIEU: &str = "/bureau/professionnels/lieu";
const CHANGER: &str = "/bureau/professionnels/situation";
const FINIR: &str = "/bureau/professionnels/fin";
const AILLEURS: &str = "/bureau/professionnels/etablissement";

pub fn ehpad() -> Structure {
    let mut structure = Structure::entite_juridique(&"690990114".parse().unwrap());
    structure.genre = GenreStructure::EntiteGeographique;
    structure.details.raison_sociale = "EHPAD FICTIF LES TILLEULS".to_owned();
    structure
}

fn noms() -> Noms {
    Noms { code_civilite: "MME".to_owned(), nom: "FICTIF-MARTEL".to_owned(), prenom: "Alba".to_owned() }
}

pub fn vue(id: &str, version: Option<&str>) -> SituationVue {
    SituationVue {
        exercice: CleExercice { code_profession: "99".to_owned(), code_categorie: "C".to_owned() },
        noms: noms(),
        structure: Some(ehpad()),
        situation: SituationExercice {
            id: SituationId::from(id),
            source: Source::Portail,
            code_mode: "S".to_owned(),
            code_secteur: "SA17".to_owned(),
            code_section_pharmacien: String::new(),
            code_role: "313".to_owned(),
            code_genre: "GENR11".to_owned(),
            autorite: String::new(),
            structure: Some(CleStructure::from("F690990114")),
            debut: paris::debut(date(2024, 9, 2)),
            fin: None,
        },
        version: version.map(|version| Version::from(version.to_owned())),
        motif_fin: None,
    }
}

async fn au_bureau() -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.registre.vues.lock().unwrap() = vec![vue("s1", Some("v1")), vue("s2", None)];
    decor.entrer_caducee(GESTIONNAIRE).await;
    decor
}

fn sans_defaut(reponse: &Reponse) {
    assert_eq!(faults(&reponse.html, Langue::Fr), Vec::<String>::new());
}

async fn fiche(decor: &mut Decor) -> Reponse {
    let page = decor.navigateur.lire(CHERCHER).await.html;
    let fiche = decor.navigateur.envoyer(CHERCHER, &page, &[("personne", ALBA)]).await;
    sans_defaut(&fiche);
    fiche
}

/// The form about the first place, as the button of the file opens it.
async fn ouvrir(decor: &mut Decor, adresse: &str) -> Reponse {
    let fiche = fiche(decor).await.html;
    let champs = [("action", "ouvrir"), ("personne", ALBA), ("situation", "s1")];
    let form = decor.navigateur.envoyer(adresse, &fiche, &champs).await;
    sans_defaut(&form);
    form
}

// requirement: GES-21
#[tokio::test]
async fn somebody_is_found_by_name_and_neither_name_nor_number_stands_in_an_address() {
    let mut decor = au_bureau().await;
    let lieu = LieuPublic {
        raison_sociale: "EHPAD FICTIF LES TILLEULS".to_owned(),
        profession: "313".to_owned(),
        role: "GENR11".to_owned(),
    };
    let alba = Trouvee { personne: ALBA.parse().unwrap(), noms: noms(), lieux: vec![lieu] };
    *decor.registre.autres.trouvees.lock().unwrap() =
        Some(Trouvees { personnes: vec![alba; 50], davantage: true, approchees: false });
    *decor.registre.autres.etablissements.lock().unwrap() = vec![ehpad()];
    let page = decor.navigateur.lire(CHERCHER).await;
    sans_defaut(&page);
    let trouvees = decor.navigateur.envoyer(CHERCHER, &page.html, &[("recherche", "Mârtel alba")]).await;
    sans_defaut(&trouvees);
    assert!(trouvees.html.contains("Trop de réponses\u{a0}: en voici 50") && trouvees.html.contains("Aide-soignant"));
    assert!(trouvees.html.contains(r#"value="Mârtel alba""#), "what was typed stays");
    for page in [&page.html, &trouvees.html] {
        let adresses = page.split(r#"href=""#).chain(page.split(r#"action=""#)).skip(1);
        for adresse in adresses.map(|suite| suite.split('"').next().unwrap()) {
            assert!(!adresse.contains("9990000") && !adresse.to_lowercase().contains("martel"), "{adresse}");
        }
    }
    assert_eq!(*decor.registre.autres.cherches.lock().unwrap(), ["Mârtel alba"]);
}

// requirement: GES-21
#[tokio::test]
async fn a_question_that_says_nothing_is_told_beside_its_field() {
    let mut decor = au_bureau().await;
    let page = decor.navigateur.lire(CHERCHER).await.html;
    for (texte, phrase) in [
        ("", "deux lettres"),
        ("a", "deux lettres"),
        ("%_'", "deux lettres"),
        ("9990000001", "Recopiez ses 11 chiffres"),
        ("<script>", ""),
    ] {
        let reponse = decor.navigateur.envoyer(CHERCHER, &page, &[("recherche", texte)]).await;
        sans_defaut(&reponse);
        assert_eq!(reponse.statut == StatusCode::UNPROCESSABLE_ENTITY, !phrase.is_empty(), "{texte}");
        assert_eq!(reponse.html.contains(r#"id="recherche-remarque""#), !phrase.is_empty(), "{texte}");
        assert!(reponse.html.contains(phrase) && !reponse.html.contains("<script>"), "{texte}");
    }
    let personne = decor.navigateur.envoyer(CHERCHER, &page, &[("personne", "899900000029")]).await;
    assert!(personne.html.contains("Aucun professionnel actif"), "a number that nobody has");
}

#[tokio::test]
async fn the_people_of_a_place_are_listed_page_by_page() {
    let mut decor = au_bureau().await;
    let situations = vec![vue("s1", Some("v1"))];
    let membre = Membre { personne: ALBA.parse().unwrap(), noms: noms(), hors_activite: false, situations };
    let effectif = Effectif { structure: ehpad(), nombre: 60, page: 2, pages: 2, membres: vec![membre] };
    *decor.registre.autres.effectif.lock().unwrap() = Some(effectif);
    let page = decor.navigateur.lire("/bureau/etablissements/690990114?page=2").await;
    sans_defaut(&page);
    assert!(page.html.contains("60 personnes") && page.html.contains("Depuis le 02/09/2024"));
    assert!(page.html.contains(r#"href="/bureau/etablissements/690990114?page=1""#));
    assert_eq!(decor.navigateur.lire("/bureau/etablissements/690").await.vers, CHERCHER, "no FINESS");
    *decor.registre.autres.effectif.lock().unwrap() = None;
    let ailleurs = decor.navigateur.lire("/bureau/etablissements/440990216").await;
    assert_eq!(ailleurs.statut, StatusCode::FORBIDDEN);
    assert!(ailleurs.html.contains("hors de votre périmètre"));
}

// requirement: SIT-13 SIT-15
#[tokio::test]
async fn a_situation_is_changed_from_what_the_file_says() {
    let mut decor = au_bureau().await;
    let fiche = fiche(&mut decor).await.html;
    assert_eq!(fiche.matches("Modifier l’activité").count(), 1, "not outside the scope");
    let form = ouvrir(&mut decor, CHANGER).await.html;
    assert!(form.contains(r#"value="02/09/2024""#) && form.contains(r#"value="FICTIF-MARTEL""#));
    let champs = [
        ("personne", ALBA),
        ("situation", "s1"),
        ("code_civilite", "MME"),
        ("profession", "313"),
        ("role", "GENR10"),
        ("nom_exercice", "D’ÉTÉ-ŒUVRARD"),
        ("prenom_exercice", "Шевченко"),
        ("debut", "02/09/2024"),
        ("fin", "31/12/2026"),
    ];
    let faite = decor.navigateur.envoyer(CHANGER, &form, &champs).await;
    assert!(faite.statut == StatusCode::OK && faite.html.contains("Activité modifiée"));
    let modifiees = decor.registre.modifiees.lock().unwrap();
    assert_eq!((modifiees[0].role.as_str(), modifiees[0].fin), ("GENR10", Some(date(2026, 12, 31))));
    assert_eq!((modifiees[0].noms.nom.as_str(), modifiees[0].noms.prenom.as_str()), ("D’ÉTÉ-ŒUVRARD", "Шевченко"));
}

// requirement: ENR-18
#[tokio::test]
async fn the_diplomas_of_another_profession_are_declared_where_it_changes_and_where_somebody_moves() {
    let mut decor = au_bureau().await;
    let form = ouvrir(&mut decor, CHANGER).await.html;
    assert!(form.contains("J’ai vérifié ses diplômes") && form.contains("Si la profession change"));
    let champs = [("personne", ALBA), ("situation", "s1"), ("profession", "324"), ("diplomes_verifies", "oui")];
    decor.navigateur.envoyer(CHANGER, &form, &champs).await;
    let form = ouvrir(&mut decor, AILLEURS).await.html;
    assert!(form.contains(r#"id="diplomes_verifies""#));
    let reste = [("structure", "690990122"), ("role", "GENR10"), ("debut", "01/02/2027")];
    decor.navigateur.envoyer(AILLEURS, &form, &[&champs[..3], &reste].concat()).await;
    assert_eq!(*decor.registre.autres.diplomes.lock().unwrap(), [true, false], "as it was ticked");
}

#[tokio::test]
async fn of_two_people_on_one_record_the_second_reads_the_first_and_loses_nothing() {
    let mut decor = au_bureau().await;
    let form = ouvrir(&mut decor, CHANGER).await.html;
    let mut autre = vue("s1", Some("v2"));
    autre.situation.code_genre = "GENR08".to_owned();
    *decor.registre.vues.lock().unwrap() = vec![autre];
    let champs =
        [("personne", ALBA), ("situation", "s1"), ("role", "GENR10"), ("nom_exercice", "AUTRE"), ("debut", "")];
    let tard = decor.navigateur.envoyer(CHANGER, &form, &champs).await;
    sans_defaut(&tard);
    assert_eq!(tard.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(tard.html.contains("La fiche a changé") && tard.html.contains("Coordination et orientation"));
    assert!(tard.html.contains(r#"value="AUTRE""#), "what was typed is kept");
    assert!(decor.registre.modifiees.lock().unwrap().is_empty());
    decor.navigateur.envoyer(CHANGER, &tard.html, &champs).await;
    assert_eq!(decor.registre.modifiees.lock().unwrap().len(), 1, "sent again knowing it, it is done");
}

#[tokio::test]
async fn a_form_that_comes_back_for_another_reason_still_knows_what_its_reader_saw() {
    let mut decor = au_bureau().await;
    let form = ouvrir(&mut decor, CHANGER).await.html;
    *decor.registre.vues.lock().unwrap() = vec![vue("s1", Some("v2"))];
    let champs = |debut: &'static str| [("personne", ALBA), ("situation", "s1"), ("role", "GENR10"), ("debut", debut)];
    let illisible = decor.navigateur.envoyer(CHANGER, &form, &champs("31/02/2026")).await;
    assert!(illisible.html.contains(r#"id="debut-remarque""#));
    let tard = decor.navigateur.envoyer(CHANGER, &illisible.html, &champs("01/02/2026")).await;
    assert!(tard.html.contains("La fiche a changé"));
    assert!(decor.registre.modifiees.lock().unwrap().is_empty());
}

// requirement: SIT-15
#[tokio::test]
async fn somebody_goes_on_in_another_of_my_establishments() {
    let mut decor = au_bureau().await;
    let mut ime = ehpad();
    ime.details.finess = "690990122".to_owned();
    ime.details.raison_sociale = "IME FICTIF DES COTEAUX".to_owned();
    *decor.registre.autres.etablissements.lock().unwrap() = vec![ehpad(), ime];
    let form = ouvrir(&mut decor, AILLEURS).await.html;
    assert!(form.contains("IME FICTIF DES COTEAUX") && form.contains("EHPAD FICTIF LES TILLEULS"));
    assert!(!form.contains(r#"value="690990114""#), "where the person works already is no choice");
    let sienne = [("personne", ALBA), ("situation", "s1"), ("structure", "690990122"), ("profession", "313")];
    let reste = [("role", "GENR10"), ("nom_exercice", "FICTIF-MARTEL"), ("prenom_exercice", "Alba")];
    let champs = |debut: &'static str| [&sienne[..], &reste[..], &[("debut", debut)]].concat();
    let sans_jour = decor.navigateur.envoyer(AILLEURS, &form, &champs("")).await;
    sans_defaut(&sans_jour);
    assert!(sans_jour.html.contains(r#"id="debut-remarque""#));
    let faite = decor.navigateur.envoyer(AILLEURS, &form, &champs("01/02/2027")).await;
    sans_defaut(&faite);
    assert!(faite.statut == StatusCode::OK && faite.html.contains("Établissement changé"), "{}", faite.html);
    let transferees = decor.registre.transferees.lock().unwrap();
    assert_eq!(transferees[0].structure.as_str(), "690990122");
    assert_eq!((transferees[0].situation.role.as_str(), transferees[0].situation.debut), ("GENR10", date(2027, 2, 1)));
}

// requirement: SIT-09 SIT-10
#[tokio::test]
async fn a_situation_ends_now_or_after_a_last_day_with_its_reason() {
    let mut decor = au_bureau().await;
    let form = ouvrir(&mut decor, FINIR).await.html;
    assert!(form.contains("Retraite salariée") && form.contains("EHPAD FICTIF LES TILLEULS"));
    let sienne = [("personne", ALBA), ("situation", "s1")];
    for jour in ["31/02/2026", "bientôt", "1/12"] {
        let champs = [sienne[0], sienne[1], ("dernier_jour", jour), ("motif_fin", "RS")];
        let refusee = decor.navigateur.envoyer(FINIR, &form, &champs).await;
        sans_defaut(&refusee);
        assert!(refusee.html.contains(r#"id="dernier_jour-remarque""#) && refusee.html.contains(jour), "{jour}");
    }
    for jour in ["", "31/12/2026"] {
        let champs = [sienne[0], sienne[1], ("dernier_jour", jour), ("motif_fin", "RS")];
        assert_eq!(decor.navigateur.envoyer(FINIR, &form, &champs).await.statut, StatusCode::OK);
    }
    let fin = |quand| FinVoulue { quand, motif: "RS".to_owned() };
    let attendues = [fin(QuandFinir::Maintenant), fin(QuandFinir::Apres(date(2026, 12, 31)))];
    assert_eq!(*decor.registre.fins.lock().unwrap(), attendues);
}

#[tokio::test]
async fn an_ended_situation_says_why_and_offers_nothing() {
    let mut decor = au_bureau().await;
    let mut finie = vue("s1", Some("v1"));
    finie.situation.fin = Some(Fin { le: paris::fin_incluse(date(2025, 8, 31)).unwrap(), par: Source::Portail });
    finie.motif_fin = Some("RS".to_owned());
    *decor.registre.vues.lock().unwrap() = vec![finie];
    let page = fiche(&mut decor).await.html;
    assert!(page.contains("Retraite salariée") && page.contains("31/08/2025") && page.contains("Activité terminée"));
    assert!(!page.contains("Mettre fin à l’activité") && !page.contains("Modifier l’activité"));
}

// requirement: ENR-11 SIT-03
#[tokio::test]
async fn who_has_a_number_gets_one_more_place_and_never_two_roles_in_one() {
    let mut decor = au_bureau().await;
    let form = ouvrir(&mut decor, LIEU).await.html;
    assert!(form.contains(r#"value="FICTIF-MARTEL""#), "the names that the person practises under");
    let champs = [
        ("personne", ALBA),
        ("structure", "690990114"),
        ("profession", "313"),
        ("role", "GENR11"),
        ("nom_exercice", "FICTIF-MARTEL"),
        ("prenom_exercice", "Alba"),
        ("debut", "01/12/2026"),
    ];
    *decor.registre.avertissements.lock().unwrap() = vec!["Une profession hors du pilote.".to_owned().into()];
    let faite = decor.navigateur.envoyer(LIEU, &form, &champs).await;
    sans_defaut(&faite);
    assert!(faite.statut == StatusCode::OK && faite.html.contains("Lieu de travail ajouté"));
    assert!(faite.html.contains("Une profession hors du pilote."), "ELI-06");
    let encore = decor.navigateur.envoyer(LIEU, &form, &champs).await;
    sans_defaut(&encore);
    assert_eq!(encore.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(encore.html.contains(r#"value="690990114""#) && encore.html.contains("déjà un rôle"));
    assert_eq!(decor.registre.ajoutees.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_objected_field_by_field() {
    let mut decor = au_bureau().await;
    let form = ouvrir(&mut decor, LIEU).await.html;
    let champs = [("personne", ALBA), ("structure", "69099"), ("debut", "30/02/2026"), ("fin", "hier")];
    let refusee = decor.navigateur.envoyer(LIEU, &form, &champs).await;
    sans_defaut(&refusee);
    for champ in ["structure", "debut", "fin", "profession", "role", "diplomes_verifies"] {
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    assert!(decor.registre.ajoutees.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_session_that_ends_gives_each_form_back_after_the_next_sign_in() {
    for adresse in [LIEU, CHANGER, AILLEURS, FINIR] {
        let mut decor = au_bureau().await;
        let form = ouvrir(&mut decor, adresse).await.html;
        decor.horloge.advance(Seconds::minutes(31));
        let champs = [("personne", ALBA), ("situation", "s1"), ("fin", "31/12/2026"), ("dernier_jour", "30/11/2026")];
        let fermee = decor.navigateur.envoyer(adresse, &form, &champs).await;
        assert_eq!(fermee.statut, StatusCode::UNAUTHORIZED);
        assert_eq!(decor.entrer_caducee(GESTIONNAIRE).await, adresse);
        let rendue = decor.navigateur.lire(adresse).await;
        sans_defaut(&rendue);
        let garde = if adresse == FINIR { "30/11/2026" } else { "31/12/2026" };
        assert!(rendue.html.contains(&format!(r#"value="{garde}""#)), "{adresse}");
        assert_eq!(decor.navigateur.lire(adresse).await.vers, CHERCHER, "given back once");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing_and_franceconnect_has_no_desk() {
    let mut decor = au_bureau().await;
    for adresse in [LIEU, CHANGER, AILLEURS, FINIR, CHERCHER] {
        let champs = [("personne", ALBA), ("situation", "s1"), ("recherche", "alba")];
        assert_eq!(decor.navigateur.envoyer(adresse, "", &champs).await.vers, "/", "{adresse}");
    }
    assert!(
        decor.registre.fins.lock().unwrap().is_empty() && decor.registre.autres.cherches.lock().unwrap().is_empty()
    );
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    for adresse in [LIEU, CHANGER, FINIR, CHERCHER, "/bureau/etablissements/690990114"] {
        assert_eq!(decor.navigateur.lire(adresse).await.vers, "/", "{adresse}");
    }
}
