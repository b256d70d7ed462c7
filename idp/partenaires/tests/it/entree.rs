use ambient::{ExposeSecret as _, Seconds, SecretString};
use idp_partenaires::{Preuve, Refus};
use uuid::Uuid;

use crate::bench::{Appareils, Bench, NOE};

// requirement: S01
#[tokio::test]
async fn a_link_opens_the_account_of_its_address_once_and_for_a_quarter_of_an_hour() {
    let bench = Bench::new(|_| {}).await;
    let lien = bench.lien(" Noe@Editeur.example ").await;
    assert_eq!(bench.entree.regarder(&lien).await.unwrap().as_str(), NOE, "looking spends nothing");
    let first = bench.entree.entrer(&lien).await.unwrap();
    assert!(matches!(bench.entree.entrer(&lien).await, Err(Refus::Lien)));
    assert!(matches!(bench.entree.regarder(&lien).await, Err(Refus::Lien)));
    let again = bench.entrer(NOE).await;
    assert_eq!(again.session.compte, first.session.compte, "one account an address");
    assert_ne!(again.temoin.expose_secret(), first.temoin.expose_secret(), "and another session each time");
    let late = bench.lien(NOE).await;
    bench.clock.advance(Seconds::minutes(15));
    assert!(matches!(bench.entree.entrer(&late).await, Err(Refus::Lien)));
    let told = bench.journal.texte();
    assert!(!told.contains("editeur"), "the journal names accounts, not addresses: {told}");
}

// requirement: M03 C08
#[tokio::test]
async fn whoever_has_an_account_or_not_is_answered_the_same_and_a_flood_is_not_sent() {
    let bench = Bench::new(|_| {}).await;
    bench.entrer(NOE).await;
    let before = bench.boite.combien();
    for _ in 0..10 {
        bench.entree.demander("nobody@editeur.example", "192.0.2.7").await.unwrap();
    }
    bench.taches.faire().await;
    assert_eq!(bench.boite.combien() - before, 5, "no more than five mails to one address");
    let mut refused = None;
    for n in 0..40 {
        let asked = bench.entree.demander(&format!("a{n}@editeur.example"), "192.0.2.7").await;
        refused = refused.or(asked.is_err().then_some(n));
    }
    assert_eq!(refused, Some(20), "thirty an hour from one source");
    assert!(bench.entree.demander("b@editeur.example", "192.0.2.8").await.is_ok());
    assert!(matches!(bench.entree.demander("not an address", "192.0.2.9").await, Err(Refus::Courriel)));
}

// requirement: S03
#[tokio::test]
async fn a_session_ends_when_nobody_uses_it_and_in_any_case_in_the_evening() {
    let bench = Bench::new(|_| {}).await;
    let noe = bench.entrer(NOE).await;
    for _ in 0..23 {
        bench.clock.advance(Seconds::minutes(20));
        assert!(bench.entree.session(&noe.temoin).await.unwrap().is_some());
    }
    bench.clock.advance(Seconds::minutes(20));
    assert_eq!(bench.entree.session(&noe.temoin).await.unwrap(), None, "eight hours");
    let idle = bench.entrer(NOE).await;
    bench.clock.advance(Seconds::minutes(30));
    assert_eq!(bench.entree.session(&idle.temoin).await.unwrap(), None, "thirty minutes without a request");
    let left = bench.entrer(NOE).await;
    bench.entree.fermer(&left.temoin).await.unwrap();
    assert_eq!(bench.entree.session(&left.temoin).await.unwrap(), None);
}

// requirement: R10
#[tokio::test]
async fn where_a_passkey_is_asked_for_mail_alone_opens_the_page_of_passkeys_and_nothing_else() {
    let bench = Bench::new(|reglages| reglages.cle_exigee = true).await;
    let noe = bench.entrer(NOE).await;
    assert!(!bench.entree.entiere(&noe.session));
    let options = bench.entree.question_d_ajout(&noe.session, &noe.temoin).await.unwrap();
    let handle = Appareils::handle(&options);
    let answer = Appareils::repond(&options, "k1", handle, 1);
    let with_key = bench.entree.ajouter_cle(&noe.session, &noe.temoin, (&answer, "Clé bleue")).await.unwrap();
    assert!(bench.entree.entiere(&with_key.session));
    assert_eq!(bench.entree.session(&noe.temoin).await.unwrap(), None, "the session of the mail is over");
    let again = bench.entree.ajouter_cle(&noe.session, &noe.temoin, (&answer, "Clé bleue")).await;
    assert!(matches!(again, Err(Refus::Cle(_))), "an answer serves once");

    let by_mail = bench.entrer(NOE).await;
    assert!(!bench.entree.entiere(&by_mail.session));
    let more = bench.entree.question_d_ajout(&by_mail.session, &by_mail.temoin).await;
    assert!(matches!(more, Err(Refus::CleExigee)), "whoever reads the mail adds no key beside the holder's");

    let porte = SecretString::from("porte".to_owned());
    let options = bench.entree.question_a_la_porte(&porte).await.unwrap();
    let stranger = Appareils::repond(&options, "k1", Uuid::from_u128(9), 2);
    assert!(matches!(bench.entree.entrer_par_cle(&porte, &stranger).await, Err(Refus::Cle(_))));
    let options = bench.entree.question_a_la_porte(&porte).await.unwrap();
    let entered = bench.entree.entrer_par_cle(&porte, &Appareils::repond(&options, "k1", handle, 2)).await.unwrap();
    assert_eq!((entered.session.preuve, &entered.session.compte), (Preuve::Cle, &noe.session.compte));
    let id = "k1".into();
    assert!(
        matches!(bench.entree.retirer_cle(&entered.session, &id).await, Err(Refus::CleExigee)),
        "the last one stays"
    );
}

// requirement: M14
#[tokio::test]
async fn a_first_passkey_wants_a_mail_that_is_fresh() {
    let bench = Bench::new(|reglages| reglages.cle_exigee = true).await;
    let noe = bench.entrer(NOE).await;
    bench.clock.advance(Seconds::minutes(15));
    let asked = bench.entree.question_d_ajout(&noe.session, &noe.temoin).await;
    assert!(matches!(asked, Err(Refus::PreuveAncienne)));
}

// requirement: R10 S01
#[tokio::test]
async fn an_account_that_the_operator_gives_back_is_opened_by_the_operators_link_alone() {
    let bench = Bench::new(|reglages| reglages.cle_exigee = true).await;
    let noe = bench.entrer(NOE).await;
    let options = bench.entree.question_d_ajout(&noe.session, &noe.temoin).await.unwrap();
    let handle = Appareils::handle(&options);
    let answer = Appareils::repond(&options, "k1", handle, 1);
    let lost = bench.entree.ajouter_cle(&noe.session, &noe.temoin, (&answer, "Clé perdue")).await.unwrap();
    let waiting = bench.lien(NOE).await;
    assert!(matches!(bench.entree.rendre(NOE, " ").await, Err(Refus::SansMotif)), "the journal says how it was known");
    assert!(matches!(bench.entree.rendre("nobody@editeur.example", "seen").await, Err(Refus::Inconnu)));
    assert!(bench.entree.session(&lost.temoin).await.unwrap().is_some(), "what is refused changes nothing");

    let given = bench.entree.rendre(NOE, "called back at the number of the contract").await.unwrap();
    assert_eq!(bench.entree.session(&lost.temoin).await.unwrap(), None, "every session is over");
    assert!(matches!(bench.entree.entrer(&waiting).await, Err(Refus::Lien)), "and every link that waited");
    let porte = SecretString::from("porte".to_owned());
    let options = bench.entree.question_a_la_porte(&porte).await.unwrap();
    let former = Appareils::repond(&options, "k1", handle, 2);
    assert!(matches!(bench.entree.entrer_par_cle(&porte, &former).await, Err(Refus::Cle(_))), "and every passkey");
    assert!(bench.boite.dernier(NOE).unwrap().contains("Ce n’est pas vous"), "the owner reads of it");
    let told = bench.journal.texte();
    assert!(told.contains("called back") && !told.contains("editeur"), "{told}");

    bench.clock.advance(Seconds(1));
    let by_mail = bench.entrer(NOE).await;
    let asked = bench.entree.question_d_ajout(&by_mail.session, &by_mail.temoin).await;
    assert!(matches!(asked, Err(Refus::LienExploitant)), "whoever reads the mail does not take it over");
    let secret = SecretString::from(given.expose_secret().split("?l=").nth(1).unwrap().to_owned());
    let back = bench.entree.entrer(&secret).await.unwrap();
    assert_eq!((back.session.preuve, &back.session.compte), (Preuve::Rendu, &noe.session.compte));
    assert!(!bench.entree.entiere(&back.session), "it opens the page of passkeys and nothing else");
    assert!(matches!(bench.entree.entrer(&secret).await, Err(Refus::Lien)), "once");
    let options = bench.entree.question_d_ajout(&back.session, &back.temoin).await.unwrap();
    let answer = Appareils::repond(&options, "k2", Appareils::handle(&options), 1);
    let whole = bench.entree.ajouter_cle(&back.session, &back.temoin, (&answer, "Clé neuve")).await.unwrap();
    assert!(bench.entree.entiere(&whole.session));
}

// requirement: S01
#[tokio::test]
async fn the_operators_link_ends_after_an_hour_or_with_the_next_one() {
    let bench = Bench::new(|reglages| reglages.cle_exigee = true).await;
    bench.entrer(NOE).await;
    let draw = || async {
        let link = bench.entree.rendre(NOE, "seen at the desk").await.unwrap();
        SecretString::from(link.expose_secret().split("?l=").nth(1).unwrap().to_owned())
    };
    let (first, second) = (draw().await, draw().await);
    assert!(matches!(bench.entree.entrer(&first).await, Err(Refus::Lien)));
    assert_eq!(bench.entree.regarder(&second).await.unwrap().as_str(), NOE);
    bench.clock.advance(Seconds::hours(1));
    assert!(matches!(bench.entree.entrer(&second).await, Err(Refus::Lien)));
}
