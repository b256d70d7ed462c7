//! People who may be the same are found by their folded traits, whoever wrote them.

use registry_core::doublon::{Verdict, juger};
use registry_core::identite::{EtatCivilSaisi, Traits};
use registry_core::nomenclature::Referentiel;
use registry_store::Magasin;

use crate::banc::{Banc, PREMIER, SECOND, id};
use crate::extraction::{ALBA, Extraction, PAUL};
use crate::porteur::directrice;

const NOM: &str = "Nom de famille";
const PRENOMS: &str = "Prénoms";
const NAISSANCE: &str = "Date de naissance";

async fn verdict(banc: &Banc, traits: &Traits) -> Verdict {
    let mut chantier = banc.registre().chantier().await.unwrap();
    let candidats = chantier.proches(traits).await.unwrap();
    juger(traits, &candidats)
}

/// Somebody of the registry, as their own record says.
async fn connue(banc: &Banc, identifiant: &str) -> Traits {
    let fiche = banc.registre().fiche(&id(identifiant)).await.unwrap().unwrap();
    let registry_core::Personne::Professionnel(professionnel) = fiche.personne else { panic!("a professional") };
    Traits::de(&professionnel.etat_civil, [])
}

// requirement: ENR-12 ENR-15
async fn an_imported_person_is_recognised(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    for identifiant in [ALBA, PAUL] {
        assert_eq!(verdict(&banc, &connue(&banc, identifiant).await).await, Verdict::Exact(id(identifiant)));
    }
    assert_eq!(verdict(&banc, &inconnue()).await, Verdict::Aucun);
}

fn inconnue() -> Traits {
    let saisi = EtatCivilSaisi {
        nom: "N'Guyên".to_owned(),
        prenoms: vec!["Thùy".to_owned()],
        code_civilite: "MME".to_owned(),
        naissance: "09/03/1979".to_owned(),
        commune_naissance: "97411".to_owned(),
        pays_naissance: "99100".to_owned(),
        ..EtatCivilSaisi::default()
    };
    let aujourd_hui = "2026-11-22".parse().unwrap();
    Traits::de(&saisi.verifier(&Referentiel::embarque(), aujourd_hui).unwrap(), [])
}

async fn what_the_next_file_says_is_what_is_compared(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    let ancienne = connue(&banc, ALBA).await;
    let mut suivante = Extraction::exemple();
    for ligne in 0..suivante.lignes.len() {
        if suivante.lignes[ligne][2] == ALBA {
            suivante.ecrire(ligne, NOM, "FICTIF-TRÈS-AUTRE");
            suivante.ecrire(ligne, PRENOMS, "Ernestine'''");
            suivante.ecrire(ligne, NAISSANCE, "17/10/1971");
        }
    }
    banc.importer(&suivante.texte(), SECOND).await;
    assert_ne!(verdict(&banc, &ancienne).await, Verdict::Exact(id(ALBA)));
    assert_eq!(verdict(&banc, &connue(&banc, ALBA).await).await, Verdict::Exact(id(ALBA)));
}

// requirement: ENR-15
async fn the_name_of_exercise_is_compared_too(banc: Banc) {
    banc.importer(&Extraction::une_ligne(9_990_100_000).texte(), PREMIER).await;
    let personne = format!("8{}", sante::Rpps::with_key(9_990_100_000));
    let mariee = Extraction::une_ligne(9_990_100_000).avec(0, "Nom d'exercice", "Fictif-Épouse");
    banc.importer(&mariee.texte(), SECOND).await;
    let fiche = banc.registre().fiche(&id(&personne)).await.unwrap().unwrap();
    let mut etat_civil = fiche.personne.etat_civil().clone();
    etat_civil.nom = "FICTIF EPOUSE".to_owned();
    let Verdict::Proche(proches) = verdict(&banc, &Traits::de(&etat_civil, [])).await else { panic!("asked about") };
    assert_eq!(proches[0].identifiant, id(&personne));
}

// requirement: SIT-12
async fn somebody_deactivated_is_still_somebody(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.activation().desactiver(&id(ALBA)).await.unwrap();
    assert_eq!(verdict(&banc, &connue(&banc, ALBA).await).await, Verdict::Exact(id(ALBA)));
}

// requirement: GES-26
async fn a_card_holder_is_nobody_s_duplicate(banc: Banc) {
    banc.declaration().declarer_porteur(directrice()).await.unwrap();
    let fiche = banc.registre().fiche(&directrice().identifiant).await.unwrap().unwrap();
    assert_eq!(verdict(&banc, &Traits::de(fiche.personne.etat_civil(), [])).await, Verdict::Aucun);
}

async fn people_of_a_former_release_are_taken_up_at_opening(banc: Banc) {
    banc.importer(&Extraction::foule(3).texte(), PREMIER).await;
    let avant = banc.photographie().await;
    banc.executer("INSERT INTO ressemblance_a_faire (personne) SELECT identifiant FROM personne").await;
    banc.executer("DELETE FROM ressemblance").await;
    assert_ne!(banc.photographie().await, avant);
    Magasin::ouvrir(banc.url()).await.unwrap();
    assert_eq!(banc.photographie().await, avant);
}

sur_les_deux_moteurs!(
    an_imported_person_is_recognised,
    what_the_next_file_says_is_what_is_compared,
    the_name_of_exercise_is_compared_too,
    somebody_deactivated_is_still_somebody,
    a_card_holder_is_nobody_s_duplicate,
    people_of_a_former_release_are_taken_up_at_opening,
);
