use idp_core::client::{Clients as _, Origin, Profile};
use idp_core::stamp::{Stamps as _, SubjectKind};
use idp_partenaires::{Environnement, Fiche, Refus};

use crate::bench::{Bench, fiche};

#[tokio::test]
async fn a_service_has_its_client_at_once_where_everybody_is_invented_and_not_in_production() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let vu = bench.bureau.service(&noe, &service.id).await.unwrap();
    let client = vu.client(Environnement::Essai).unwrap();
    assert!(client.id.as_str().starts_with("dossier-resident-"), "{}", client.id);
    assert_eq!((client.profile, &client.redirect_uris), (Profile::Psc, &fiche().adresses_retour));
    assert!(matches!(&client.origin, Origin::Partner { service: of, .. } if of == service.id.as_str()));
    assert!(vu.production.is_none());
    let real = Bench::new(|reglages| (reglages.essai, reglages.local) = (false, false)).await;
    let (_, noe) = real.equipe().await;
    let service = real.bureau.creer(&noe, fiche()).await.unwrap();
    assert!(service.essai.is_none());
}

#[tokio::test]
async fn a_client_of_a_partner_is_not_taken_for_one_that_left_the_operator_s_file() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    bench.deps.registrar.settle(&[]).await.unwrap();
    assert!(bench.sql.client(&service.essai.unwrap()).await.unwrap().is_some());
}

// requirement: R12 C12
#[tokio::test]
async fn a_change_reaches_the_client_of_the_sandbox_and_one_of_two_at_once_is_refused() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let before = bench.sql.client(service.essai.as_ref().unwrap()).await.unwrap().unwrap();
    let other = Fiche { adresses_retour: vec!["https://tilleuls.example/autre".into()], ..fiche() };
    bench.bureau.modifier(&noe, &service.id, (1, other.clone())).await.unwrap();
    let again = bench.bureau.modifier(&noe, &service.id, (1, fiche())).await;
    assert!(matches!(again, Err(Refus::ChangeEntreTemps)));
    let after = bench.sql.client(&before.id).await.unwrap().unwrap();
    assert_eq!(after.redirect_uris, other.adresses_retour);
    assert_eq!(after.auth, before.auth, "its secret stays");
}

// requirement: C09
#[tokio::test]
async fn hostile_declarations_are_refused_and_nothing_inside_is_called() {
    let bench = Bench::new(|reglages| reglages.local = false).await;
    let (_, noe) = bench.equipe().await;
    let objections = async |fiche: Fiche| match bench.bureau.creer(&noe, fiche).await {
        Err(Refus::Fiche(objections)) => objections.into_iter().map(|one| one.key).collect::<Vec<_>>(),
        _ => panic!("taken"),
    };
    let key = idp_core::registration::Method::PrivateKeyJwt;
    for uri in ["https://127.0.0.1/jwks", "https://[::1]/jwks", "http://tilleuls.example/jwks", "file:///etc/passwd"] {
        let hostile = Fiche { methode: key, jwks_uri: Some(uri.into()), ..fiche() };
        assert_eq!(objections(hostile).await, ["jwks_uri"], "{uri}");
    }
    assert!(bench.documents.appelees().is_empty(), "what the rule refuses is not called");
    let inside = Fiche { methode: key, jwks_uri: Some("https://interne.example/jwks".into()), ..fiche() };
    assert_eq!(objections(inside).await, ["jwks_uri"], "what the guard refuses is told");
    bench.bureau.creer(&noe, fiche()).await.unwrap();
    let namesake = Fiche { nom: "DOSSIER  Résident".into(), ..fiche() };
    assert_eq!(objections(namesake).await, ["name"]);
    assert_eq!(objections(Fiche { logo: Some("https://10.0.0.8/x.svg".into()), ..fiche() }).await[0], "logo_uri");
}

// requirement: S08 C12
#[tokio::test]
async fn a_service_that_goes_takes_its_clients_and_what_they_hold_with_it() {
    let bench = Bench::new(|_| {}).await;
    let (_, noe) = bench.equipe().await;
    let service = bench.bureau.creer(&noe, fiche()).await.unwrap();
    let client = service.essai.clone().unwrap();
    bench.bureau.retirer(&noe, &service.id).await.unwrap();
    assert!(matches!(bench.bureau.service(&noe, &service.id).await, Err(Refus::Inconnu)));
    assert!(bench.sql.client(&client).await.unwrap().is_none());
    let stamp = bench.sql.latest(&[SubjectKind::Client.of(&client)]).await.unwrap();
    assert!(stamp.is_some(), "tokens that others hold are refused from now on");
}
