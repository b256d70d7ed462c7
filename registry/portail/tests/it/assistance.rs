//! The support opens a file, takes somebody out of service, freezes contact data; people ask for it (R04, R05, R13).

use http::StatusCode;
use jiff::civil::date;
use pages::Langue;
use pages::samples::faults;
use registry_core::contact::{DemandeGel, QuoiGeler};
use registry_core::proposition::Objet;
use registry_core::retrait::{Cause, Retrait};
use registry_core::support::GelVoulu;

use crate::decor::{Decor, MAINTENANT};
use crate::guichets::autres::{SUPPORT, proposition};
use crate::navigateur::Reponse;

const ALBA: &str = "899900000011";
/// Of whom it is, beside the number.
const QUI: &str = "FICTIF-MARTEL, Alba Rose, 04/02/1988, Bastia (2B033)";
const ACCUEIL: &str = "/support";
const DOSSIER: &str = "/support/dossier";
const ACTIVITE: &str = "/support/activite";
const GEL: &str = "/support/gel";
const MON_GEL: &str = "/moi/gel";
const POURQUOI: (&str, &str) = ("motif_correction", "décision 12, demande 42");

async fn agent() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(SUPPORT).await;
    decor
}

/// Opens the form behind a button, which sends no key.
async fn ouvrir(decor: &mut Decor, adresse: &str, champs: &[(&str, &str)]) -> Reponse {
    let page = decor.navigateur.lire(ACCUEIL).await.html.replace(r#"name="cle""#, "");
    let champs = [&[("personne", ALBA)], champs].concat();
    let reponse = decor.navigateur.envoyer(adresse, &page, &champs).await;
    assert_eq!(faults(&reponse.html, Langue::Fr), Vec::<String>::new());
    reponse
}

async fn envoyer(decor: &mut Decor, (adresse, form): (&str, &str), champs: &[(&str, &str)]) -> Reponse {
    let reponse = decor.navigateur.envoyer(adresse, form, &[&[("personne", ALBA)], champs].concat()).await;
    assert_eq!(faults(&reponse.html, Langue::Fr), Vec::<String>::new());
    reponse
}

// requirement: R01 R09
#[tokio::test]
async fn a_file_is_opened_by_its_number_and_shows_contact_data_masked() {
    let mut decor = agent().await;
    let dossier = ouvrir(&mut decor, DOSSIER, &[]).await.html;
    for attendu in [
        "FICTIF-MARTEL",
        "FICTIF-JADIS",
        "al••••@example.org",
        "vr••••@exemple.test",
        "En activité",
        "Certification forcée par le guichet",
    ] {
        assert!(dossier.contains(attendu), "{attendu}: {dossier}");
    }
    assert!(
        !dossier.contains("39980001") && !dossier.contains("alba.martel") && !dossier.contains(r#"value="remettre""#)
    );
    *decor.registre.autres.assistance.gelees_depuis.lock().unwrap() = Some(MAINTENANT);
    let debut = MAINTENANT;
    *decor.registre.autres.assistance.retraits.lock().unwrap() =
        vec![Retrait { cause: Cause::Radiation, debut, fin: None }];
    let dossier = ouvrir(&mut decor, DOSSIER, &[]).await.html;
    for attendu in
        ["Hors activité", "Radiation", "En cours", "Gelées depuis", r#"value="remettre""#, r#"value="degeler""#]
    {
        assert!(dossier.contains(attendu), "{attendu}: {dossier}");
    }
    assert!(!dossier.contains("/support/etat-civil"), "nobody corrects who is out of service");
    let inconnue = decor.navigateur.envoyer(DOSSIER, &dossier, &[("personne", "12")]).await;
    assert!(inconnue.html.contains(r#"id="personne-remarque""#));
}

// requirement: R03 R05
#[tokio::test]
async fn a_measure_is_proposed_with_its_days_and_what_cannot_be_is_told_beside_its_field() {
    let mut decor = agent().await;
    let form = ouvrir(&mut decor, ACTIVITE, &[("quoi", "retrait")]).await.html;
    let juste =
        [("quoi", "retrait"), ("cause", "SUSPENSION"), ("effet", "28/03/2027"), ("terme", "30/06/2027"), POURQUOI];
    for (autre, champ) in [
        (("cause", ""), "cause"),
        (("effet", "31/02/2027"), "effet"),
        (("terme", "bientôt"), "terme"),
        (("terme", "27/03/2027"), "terme"),
        (("motif_correction", ""), "motif_correction"),
    ] {
        let mut champs = juste.to_vec();
        champs.retain(|(nom, _)| *nom != autre.0);
        champs.push(autre);
        let refusee = envoyer(&mut decor, (ACTIVITE, &form), &champs).await;
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}: {}", refusee.html);
        assert!(champ == "effet" || refusee.html.contains("28/03/2027"), "what was typed stays");
    }
    let vide = envoyer(&mut decor, (ACTIVITE, &form), &[("quoi", "retrait")]).await.html;
    for champ in ["cause", "effet", "motif_correction"] {
        assert!(vide.contains(&format!(r#"id="{champ}-remarque""#)), "all of it at once: {champ}: {vide}");
    }
    assert!(decor.registre.autres.assistance.prononces.lock().unwrap().is_empty());
    let faite = envoyer(&mut decor, (ACTIVITE, &form), &juste).await;
    assert!(faite.html.contains("C’est proposé"), "{}", faite.html);
    let prononce = decor.registre.autres.assistance.prononces.lock().unwrap()[0].clone();
    assert_eq!((prononce.cause, prononce.effet), (Cause::Suspension, date(2027, 3, 28)));
    assert_eq!(prononce.dernier_jour, Some(date(2027, 6, 30)));

    let form = ouvrir(&mut decor, ACTIVITE, &[("quoi", "reprise")]).await.html;
    let sans = envoyer(&mut decor, (ACTIVITE, &form), &[("quoi", "reprise"), POURQUOI]).await;
    assert!(sans.html.contains(r#"id="reprise-remarque""#));
    let jour = [("quoi", "reprise"), ("reprise", "01/07/2027"), POURQUOI];
    assert!(envoyer(&mut decor, (ACTIVITE, &form), &jour).await.html.contains("C’est proposé"));
    assert_eq!(decor.registre.autres.assistance.reprises.lock().unwrap()[0].jour, date(2027, 7, 1));
}

// requirement: R03 R05
#[tokio::test]
async fn the_second_agent_reads_what_they_confirm() {
    let mut decor = agent().await;
    let a = |texte: &str| ambient::Timestamp::from_millis(texte.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    let (debut, fin) = (a("2027-03-27T23:00:00Z"), Some(a("2027-06-30T22:00:00Z")));
    let apres = Retrait { cause: Cause::Suspension, debut, fin };
    for (objet, attendu) in [
        (Objet::Retrait { avant: Vec::new(), apres }, "Suspension, à partir du 28/03/2027 jusqu’au 30/06/2027 inclus"),
        (Objet::Reprise { avant: vec![apres], des: debut }, "Reprise\u{a0}: 28\u{a0}mars 2027"),
        (Objet::Gel, "Geler les coordonnées"),
        (Objet::Degel, "Lever le gel des coordonnées"),
    ] {
        *decor.registre.autres.propositions.lock().unwrap() = vec![proposition("3690990015/SUPPORT02", objet)];
        let page = decor.navigateur.lire(ACCUEIL).await.html;
        assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
        assert!(page.contains(attendu), "{attendu}: {page}");
        assert!(page.contains(r#"value="confirmer""#));
        assert!(page.contains(QUI), "not by number alone: {page}");
        assert!(page.contains(r#"aria-label="Ouvrir le dossier de 899900000011""#), "{page}");
    }
}

// requirement: R04 R13
#[tokio::test]
async fn what_fifty_people_asked_before_hides_nobody() {
    let mut decor = agent().await;
    let motif = "On m’a pris mon téléphone".to_owned();
    let demande = DemandeGel { personne: ALBA.parse().unwrap(), quoi: QuoiGeler::Geler, motif, le: MAINTENANT };
    *decor.registre.autres.assistance.demandes.lock().unwrap() = vec![demande];
    assert!(!decor.navigateur.lire(ACCUEIL).await.html.contains("?page="), "one page");
    *decor.registre.autres.assistance.pages_gel.lock().unwrap() = 2;
    let page = decor.navigateur.lire(ACCUEIL).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    assert!(page.contains("51 demandes") && page.contains(r#"href="/support?page=2""#), "{page}");
    let seconde = decor.navigateur.lire("/support?page=2").await.html;
    assert_eq!(faults(&seconde, Langue::Fr), Vec::<String>::new());
    assert!(seconde.contains(r#"href="/support?page=2" aria-current="page""#), "{seconde}");
}

// requirement: R04 R13
#[tokio::test]
async fn what_people_ask_for_is_proposed_or_answered() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(ALBA).await;
    let form = decor.navigateur.lire(MON_GEL).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let vide = decor.navigateur.envoyer(MON_GEL, &form, &[("quoi", "geler")]).await;
    assert!(vide.html.contains(r#"id="motif_gel-remarque""#), "{}", vide.html);
    let dit = [("quoi", "geler"), ("motif_gel", "On m’a pris <mon> téléphone")];
    let faite = decor.navigateur.envoyer(MON_GEL, &form, &dit).await;
    assert!(
        faite.html.contains("Demande envoyée") && faite.html.contains("L’assistance va répondre"),
        "{}",
        faite.html
    );
    let encore = decor.navigateur.envoyer(MON_GEL, &form, &dit).await;
    assert_eq!(encore.statut, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(encore.html.contains("On m’a pris &#60;mon&#62; téléphone"), "what was typed stays");

    decor.navigateur.cookies.clear();
    decor.entrer_caducee(SUPPORT).await;
    let page = decor.navigateur.lire(ACCUEIL).await.html;
    assert!(page.contains("On m’a pris &#60;mon&#62; téléphone") && page.contains("Une demande de gel"));
    assert!(page.contains(QUI), "not by number alone: {page}");
    let form = ouvrir(&mut decor, GEL, &[("voulu", "geler")]).await.html;
    let sans = envoyer(&mut decor, (GEL, &form), &[("voulu", "geler")]).await;
    assert!(sans.html.contains(r#"id="motif_correction-remarque""#));
    let faite = envoyer(&mut decor, (GEL, &form), &[("voulu", "geler"), POURQUOI]).await;
    assert!(faite.html.contains("C’est proposé"));
    let remise = [("voulu", "remettre"), ("ordre", "1")];
    let form = ouvrir(&mut decor, GEL, &remise).await.html;
    assert!(form.contains("vr••••@exemple.test") && form.contains(r#"name="ordre" value="1""#), "{form}");
    envoyer(&mut decor, (GEL, &form), &[&remise[..], &[POURQUOI]].concat()).await;
    let voulus: Vec<_> =
        decor.registre.autres.assistance.gels.lock().unwrap().iter().map(|nouveau| nouveau.voulu).collect();
    assert_eq!(voulus, [GelVoulu::Geler, GelVoulu::Remettre { ordre: 1 }]);

    let form = ouvrir(&mut decor, GEL, &[("voulu", "ecarter")]).await.html;
    let muette = envoyer(&mut decor, (GEL, &form), &[("voulu", "ecarter")]).await;
    assert!(muette.html.contains(r#"id="commentaire-remarque""#), "{}", muette.html);
    let dite = [("voulu", "ecarter"), ("commentaire", "Appelez-nous d’abord.")];
    assert!(envoyer(&mut decor, (GEL, &form), &dite).await.html.contains("Réponse envoyée"));
    assert_eq!(*decor.registre.autres.assistance.ecartes.lock().unwrap(), ["Appelez-nous d’abord."]);
}
