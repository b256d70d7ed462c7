use pages::samples::check;

#[test]
fn every_page_renders_in_both_languages() {
    let seen = [
        check::<crate::entree::PagePorte>().unwrap(),
        check::<crate::entree::PageLien>().unwrap(),
        check::<crate::entree::PageSortie>().unwrap(),
        check::<crate::accueil::PageAccueil>().unwrap(),
        check::<crate::cles::PageCles>().unwrap(),
        check::<crate::fiche::PageFiche>().unwrap(),
        check::<crate::service::PageServices>().unwrap(),
        check::<crate::service::PageService>().unwrap(),
        check::<crate::service::PageSecret>().unwrap(),
        check::<crate::requetes::PageRequetes>().unwrap(),
        check::<crate::scopes::PageScopes>().unwrap(),
        check::<crate::equipe::PageEquipe>().unwrap(),
        check::<crate::equipe::PageClesApi>().unwrap(),
        check::<crate::retrait::PageRetrait>().unwrap(),
        check::<crate::exploitant::PageDemandes>().unwrap(),
        check::<crate::exploitant::PageDemande>().unwrap(),
    ];
    assert!(seen.iter().all(|pages| *pages >= 2), "{seen:?}");
}
