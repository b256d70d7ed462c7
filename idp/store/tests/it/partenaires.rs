use ambient::{Seconds, Timestamp};
use idp_core::passkey::{Added, Used};
use idp_partenaires::{
    CleAcces, CleApi, ClesAcces, ClesApi, Compte, Comptes, Courriel, Demande, Demandes, Fiche, Invitation, Lien, Liens,
    Membre, Organisation, Organisations, Portee, Role, Service, Services,
};
use idp_store::Sql;
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::samples::resting;

crate::on_both_engines!(
    an_address_has_one_account_whoever_comes_first,
    a_link_is_spent_once_and_not_after_its_end,
    a_passkey_is_one_account_s_and_its_counter_grows,
    an_account_that_is_given_back_loses_its_passkeys_and_its_links_and_no_other_does,
    an_invitation_is_taken_once_by_the_address_that_it_names,
    the_last_one_who_is_responsible_stays,
    a_service_that_two_people_change_keeps_the_first_change,
    an_organisation_has_as_many_services_as_the_limit_says,
    a_request_for_production_is_written_over_the_version_that_was_read,
    a_key_of_the_api_holds_until_its_end_or_its_revocation,
);

const END: Timestamp = Timestamp::from_seconds(1_800_000_900);

fn courriel(name: &str) -> Courriel {
    Courriel::lu(&format!("{name}@editeur.example")).unwrap()
}

fn compte(id: &str, name: &str) -> Compte {
    Compte { id: id.into(), courriel: courriel(name), cree_le: NOW, rendu_le: None }
}

fn membre(id: &str, role: Role) -> Membre {
    Membre { compte: id.into(), courriel: courriel(id), role, depuis: NOW }
}

async fn equipe(store: &Sql) {
    let organisation = Organisation { id: "org".into(), nom: "Équipe".into(), creee_le: NOW };
    Organisations::creer(store, &organisation, &membre("noe", Role::Responsable)).await.unwrap();
}

fn cle_de(compte: &str, id: &str) -> CleAcces {
    CleAcces {
        id: id.into(),
        compte: compte.into(),
        nom: "Clé bleue".into(),
        credential: "{}".into(),
        counter: 3,
        ajoutee_le: NOW,
        vue_le: None,
    }
}

fn service(id: &str) -> Service {
    Service {
        id: id.into(),
        organisation: "org".into(),
        fiche: Fiche { nom: "Dossier résident".into(), ..Fiche::default() },
        essai: Some("client".into()),
        production: None,
        cree_le: NOW,
        version: 1,
    }
}

async fn an_address_has_one_account_whoever_comes_first(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.ouvrir(&compte(&format!("c{n}"), "noe")).await.unwrap() });
    }
    let opened = tasks.join_all().await;
    assert!(opened.iter().all(|compte| *compte == opened[0]), "{opened:?}");
    assert_eq!(one.compte(&opened[0].id).await.unwrap(), Some(opened[0].clone()));
    assert_eq!(one.compte(&"nobody".into()).await.unwrap(), None);
}

async fn a_link_is_spent_once_and_not_after_its_end(bench: SqlBench) {
    let store = bench.open().await;
    for name in ["a", "b"] {
        store.garder(&Lien { resting: resting(name), courriel: courriel("noe"), expire_le: END }).await.unwrap();
    }
    assert_eq!(store.regarder(&resting("a"), NOW).await.unwrap(), Some(courriel("noe")));
    assert_eq!(store.regarder(&resting("a"), END).await.unwrap(), None);
    assert_eq!(store.depenser(&resting("b"), END).await.unwrap(), None);
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let node = bench.open().await;
        tasks.spawn(async move { node.depenser(&resting("a"), NOW).await.unwrap() });
    }
    let spent: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(spent, [courriel("noe")]);
    assert_eq!(store.regarder(&resting("a"), NOW).await.unwrap(), None);
}

async fn a_passkey_is_one_account_s_and_its_counter_grows(bench: SqlBench) {
    let store = bench.open().await;
    store.ouvrir(&compte("noe", "noe")).await.unwrap();
    assert_eq!(store.ajouter(&cle_de("noe", "a"), 2).await.unwrap(), Added::Yes);
    assert_eq!(store.ajouter(&cle_de("alba", "a"), 2).await.unwrap(), Added::Known);
    assert_eq!(store.ajouter(&cle_de("noe", "b"), 2).await.unwrap(), Added::Yes);
    assert_eq!(store.ajouter(&cle_de("noe", "c"), 2).await.unwrap(), Added::TooMany);
    assert_eq!(ClesAcces::cle(&*store, &"a".into()).await.unwrap(), Some(cle_de("noe", "a")));
    let used = |counter| Used { counter, credential: "{\"n\":1}".into() };
    assert!(!store.utilisee(&"a".into(), &used(3), NOW).await.unwrap(), "the counter did not grow");
    assert!(store.utilisee(&"a".into(), &used(4), NOW).await.unwrap());
    assert!(!ClesAcces::retirer(&*store, &"alba".into(), &"a".into()).await.unwrap());
    assert!(ClesAcces::retirer(&*store, &"noe".into(), &"a".into()).await.unwrap());
    assert_eq!(ClesAcces::de_compte(&*store, &"noe".into()).await.unwrap(), [cle_de("noe", "b")]);
}

async fn an_account_that_is_given_back_loses_its_passkeys_and_its_links_and_no_other_does(bench: SqlBench) {
    let store = bench.open().await;
    for name in ["noe", "alba"] {
        store.ouvrir(&compte(name, name)).await.unwrap();
        store.ajouter(&cle_de(name, name), 2).await.unwrap();
        store.garder(&Lien { resting: resting(name), courriel: courriel(name), expire_le: END }).await.unwrap();
    }
    assert_eq!(store.rendre(&courriel("personne"), NOW).await.unwrap(), None);
    let rendu = store.rendre(&courriel("noe"), NOW).await.unwrap();
    assert_eq!(rendu, Some(Compte { rendu_le: Some(NOW), ..compte("noe", "noe") }));
    assert_eq!(bench.open().await.compte(&"noe".into()).await.unwrap(), rendu, "another node reads it");
    assert_eq!(ClesAcces::de_compte(&*store, &"noe".into()).await.unwrap(), []);
    assert_eq!(store.depenser(&resting("noe"), NOW).await.unwrap(), None);
    assert_eq!(ClesAcces::de_compte(&*store, &"alba".into()).await.unwrap(), [cle_de("alba", "alba")]);
    assert_eq!(store.depenser(&resting("alba"), NOW).await.unwrap(), Some(courriel("alba")));
    assert_eq!(store.compte(&"alba".into()).await.unwrap(), Some(compte("alba", "alba")));
}

async fn an_invitation_is_taken_once_by_the_address_that_it_names(bench: SqlBench) {
    let store = bench.open().await;
    equipe(&store).await;
    let invitation = |role| Invitation { organisation: "org".into(), courriel: courriel("alba"), role, expire_le: END };
    store.inviter(&invitation(Role::Responsable)).await.unwrap();
    store.inviter(&invitation(Role::Developpeur)).await.unwrap();
    let waiting = store.invitations_a(&courriel("alba"), NOW).await.unwrap();
    assert_eq!(waiting, [invitation(Role::Developpeur)], "the later one takes the place of the earlier");
    let alba = membre("alba", Role::Developpeur);
    assert!(!store.accepter(&"org".into(), &membre("brice", Role::Developpeur), NOW).await.unwrap());
    assert!(!store.accepter(&"org".into(), &alba, END).await.unwrap(), "it has ended");
    assert!(store.accepter(&"org".into(), &alba, NOW).await.unwrap());
    assert!(!store.accepter(&"org".into(), &alba, NOW).await.unwrap());
    assert_eq!(store.membres(&"org".into()).await.unwrap().len(), 2);
    let hers = Organisations::de_compte(&*store, &"alba".into()).await.unwrap();
    assert_eq!(
        hers.into_iter().map(|(one, role)| (one.nom, role)).collect::<Vec<_>>(),
        [("Équipe".into(), Role::Developpeur)]
    );
}

async fn the_last_one_who_is_responsible_stays(bench: SqlBench) {
    let store = bench.open().await;
    equipe(&store).await;
    assert!(!Organisations::retirer(&*store, &"org".into(), &"noe".into()).await.unwrap());
    let invitation =
        Invitation { organisation: "org".into(), courriel: courriel("alba"), role: Role::Responsable, expire_le: END };
    store.inviter(&invitation).await.unwrap();
    store.accepter(&"org".into(), &membre("alba", Role::Responsable), NOW).await.unwrap();
    let mut tasks = JoinSet::new();
    for who in ["noe", "alba"] {
        let node = bench.open().await;
        tasks.spawn(async move { Organisations::retirer(&*node, &"org".into(), &who.into()).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|left| *left).count(), 1, "both at once leave one");
}

async fn a_service_that_two_people_change_keeps_the_first_change(bench: SqlBench) {
    let store = bench.open().await;
    equipe(&store).await;
    assert!(Services::creer(&*store, &service("s"), 5).await.unwrap());
    let mut tasks = JoinSet::new();
    for n in 0..10 {
        let node = bench.open().await;
        let fiche = Fiche { nom: format!("Nom {n}"), ..Fiche::default() };
        let after = Service { fiche, version: 2, ..service("s") };
        tasks.spawn(async move { node.remplacer(&after).await.unwrap().then_some(after) });
    }
    let kept: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(store.service(&"s".into()).await.unwrap().as_ref(), kept.first());
    Services::retirer(&*store, &"s".into()).await.unwrap();
    assert_eq!(store.service(&"s".into()).await.unwrap(), None);
}

async fn an_organisation_has_as_many_services_as_the_limit_says(bench: SqlBench) {
    let store = bench.open().await;
    equipe(&store).await;
    let mut tasks = JoinSet::new();
    for n in 0..10 {
        let node = bench.open().await;
        tasks.spawn(async move { Services::creer(&*node, &service(&format!("s{n}")), 3).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|made| *made).count(), 3);
    assert_eq!(Services::d_organisation(&*store, &"org".into()).await.unwrap().len(), 3);
}

async fn a_request_for_production_is_written_over_the_version_that_was_read(bench: SqlBench) {
    let store = bench.open().await;
    let draft = Demande::brouillon(Fiche::default(), "Un dossier.");
    assert!(!store.ecrire(&"s".into(), &draft, 3).await.unwrap(), "there was nothing to read");
    assert!(store.ecrire(&"s".into(), &draft, 0).await.unwrap());
    assert!(!store.ecrire(&"s".into(), &draft, 0).await.unwrap(), "there is one now");
    let asked = draft.clone().deposee(NOW).unwrap();
    assert!(store.ecrire(&"s".into(), &asked, 1).await.unwrap());
    assert!(!store.ecrire(&"s".into(), &draft, 1).await.unwrap());
    let seen = store.demande(&"s".into()).await.unwrap().unwrap();
    assert_eq!((seen.version, &seen.demande), (2, &asked));
    assert_eq!(Demandes::toutes(&*store).await.unwrap(), [seen]);
}

async fn a_key_of_the_api_holds_until_its_end_or_its_revocation(bench: SqlBench) {
    let store = bench.open().await;
    equipe(&store).await;
    let cle = |name: &str| CleApi {
        id: name.into(),
        organisation: "org".into(),
        nom: "CI".into(),
        portee: Portee::Ecriture,
        resting: resting(name),
        creee_le: NOW,
        expire_le: END,
    };
    assert!(ClesApi::creer(&*store, &cle("a"), 2, NOW).await.unwrap());
    assert!(ClesApi::creer(&*store, &cle("b"), 2, NOW).await.unwrap());
    assert!(!ClesApi::creer(&*store, &cle("c"), 2, NOW).await.unwrap());
    assert_eq!(ClesApi::cle(&*store, &resting("a"), NOW).await.unwrap(), Some(cle("a")));
    assert_eq!(ClesApi::cle(&*store, &resting("a"), END).await.unwrap(), None);
    assert!(!store.revoquer(&"other".into(), &"a".into()).await.unwrap());
    assert!(store.revoquer(&"org".into(), &"a".into()).await.unwrap());
    assert_eq!(ClesApi::cle(&*store, &resting("a"), NOW).await.unwrap(), None);
    assert_eq!(ClesApi::d_organisation(&*store, &"org".into(), NOW).await.unwrap(), [cle("b")]);
    store.purge(END.plus(Seconds::hours(2)), Seconds(0)).await.unwrap();
    assert!(ClesApi::creer(&*store, &cle("b"), 2, NOW).await.unwrap(), "what is over goes");
}
