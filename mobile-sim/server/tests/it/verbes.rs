use ambient::SecretString;

use crate::decor::{Decor, message};

#[tokio::test]
async fn a_script_activates_from_the_inbox_lists_and_approves() {
    let decor = Decor::neuf().await;
    decor.active().await;
    assert!(decor.dire("list").await.unwrap().ends_with("essai  actif  899900000011"));
    decor.fournisseur.demander("47");
    assert_eq!(
        decor.dire("approve --nombre 47 --pin 482913").await.as_deref(),
        Ok("Validé sur « essai » pour Dossier résident.")
    );
    assert_eq!(decor.fournisseur.reponses(), ["approuver 47"]);
}

#[tokio::test]
async fn approving_waits_for_a_request_that_comes_in_time() {
    let decor = Decor::neuf().await;
    decor.active().await;
    let fournisseur = decor.fournisseur.clone();
    tokio::spawn(async move {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        fournisseur.demander("47");
    });
    assert!(decor.dire("approve --nombre 47 --pin 482913 --telephone essai").await.is_ok());
}

#[tokio::test]
async fn refusing_and_not_me_are_told_apart() {
    let decor = Decor::neuf().await;
    decor.active().await;
    for verbe in ["refuse", "refuse --pas-moi"] {
        decor.fournisseur.demander("47");
        decor.dire(verbe).await.unwrap();
    }
    assert_eq!(decor.fournisseur.reponses(), ["refuser", "pas_moi"]);
}

#[tokio::test]
async fn what_goes_wrong_is_said_with_its_code() {
    let decor = Decor::neuf().await;
    decor.active().await;
    let rien = decor.dire("approve --nombre 47 --pin 482913 --attente 0").await.unwrap_err();
    assert!(rien.contains("(demande_close)"), "{rien}");
    decor.fournisseur.demander("47");
    let inexact = decor.dire("approve --nombre 74 --pin 482913").await.unwrap_err();
    assert!(inexact.contains("(nombre_inexact)"), "{inexact}");
    let code = decor.dire("approve --nombre 47 --pin 111112").await.unwrap_err();
    assert!(code.contains("(code_secret_inexact)"), "{code}");
    let deja = decor.dire("activate --identifiant 899900000011 --pin 482913 --telephone essai").await.unwrap_err();
    assert!(deja.contains("(telephone_deja_utilise)"), "{deja}");
    let inconnu = decor.dire("refuse --telephone autre").await.unwrap_err();
    assert!(inconnu.contains("no phone is called autre; the list: essai"), "{inconnu}");
}

#[tokio::test]
async fn a_phone_can_be_activated_again_and_two_phones_must_be_named() {
    let decor = Decor::neuf().await;
    decor.active().await;
    let codes = "--code-sms 123456 --code-courriel 654321";
    decor.dire("activate --identifiant 899900000029 --pin 482913").await.unwrap();
    decor.dire(&format!("activate --identifiant 899900000029 --pin 482913 {codes}")).await.unwrap();
    assert!(decor.dire("refuse").await.unwrap_err().contains("say which phone"));
    decor.dire("activate --identifiant 899900000011 --pin 482913 --telephone essai --de-nouveau").await.unwrap();
    assert!(decor.dire("list --json").await.unwrap().contains("\"etat\": \"codes\""));
}

#[tokio::test]
async fn codes_of_several_people_are_not_guessed() {
    let decor = Decor::neuf().await;
    decor.messages.lock().unwrap().push(message(4, "sms", "e-CPS : votre code reçu par SMS est 777777."));
    let dit = decor.dire("activate --identifiant 899900000011 --pin 482913 --depuis-boite").await.unwrap_err();
    assert!(dit.contains("--mobile and --courriel"), "{dit}");
}

#[tokio::test]
async fn another_key_opens_nothing() {
    let mut decor = Decor::neuf().await;
    decor.adresses.cle = SecretString::from("autre");
    assert!(decor.dire("list").await.unwrap_err().contains("(cle_refusee)"));
}

#[tokio::test]
async fn a_provider_out_of_reach_costs_no_try() {
    let decor = Decor::neuf().await;
    decor.active().await;
    decor.fournisseur.demander("47");
    decor.fournisseur.couper(true);
    let coupe = decor.dire("approve --nombre 47 --pin 482913").await.unwrap_err();
    assert!(coupe.contains("(service_injoignable)"), "{coupe}");
    decor.fournisseur.couper(false);
    decor.dire("approve --nombre 47 --pin 482913").await.unwrap();
}
