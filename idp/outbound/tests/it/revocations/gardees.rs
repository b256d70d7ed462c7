//! What a node that starts while the authority is silent knows.

use ambient::Seconds;
use igc::{Guichet, Panne, Raison, Role};

use super::scene::Scene;

/// A card, one that was stopped, and an authority that was heard and says nothing more.
async fn silent() -> (Scene, [igc::CarteEmise; 2]) {
    let scene = Scene::new(false).await;
    let cards = [scene.card(), scene.card()];
    scene.igc.opposer(&cards[1].serie, Raison::CleCompromise).unwrap();
    scene.until("refused", || scene.judge(&cards[1]) == Err("CARTE_REVOQUEE")).await;
    // the kept delta too names it: a node that reads the folder refuses it
    let kept = || {
        let node = scene.another_node();
        scene.gardees().reprendre(&scene.adresses(), &node);
        scene.judged_by(&node, &cards[1]) == Err("CARTE_REVOQUEE") && scene.judged_by(&node, &cards[0]).is_ok()
    };
    scene.until("kept", kept).await;
    scene.panne([Guichet::Crl, Guichet::Delta], Some(Panne::Muette));
    (scene, cards)
}

// requirement: X03
#[tokio::test]
async fn a_node_that_starts_while_the_authority_is_silent_begins_with_the_lists_that_were_kept() {
    let (scene, [card, stopped]) = silent().await;
    let node = scene.another_node();
    assert_eq!(scene.judged_by(&node, &card), Err("CARTE_CRL_ABSENTE"), "without them no card is good");
    scene.gardees().reprendre(&scene.adresses(), &node);
    assert!(scene.judged_by(&node, &card).is_ok());
    assert_eq!(scene.judged_by(&node, &stopped), Err("CARTE_REVOQUEE"));
    let state = node.etat();
    assert!(state.sources.is_empty(), "nobody was heard, and the page does not say so");

    scene.clock.advance(Seconds::hours(25));
    let late = scene.another_node();
    scene.gardees().reprendre(&scene.adresses(), &late);
    for node in [node, late] {
        assert_eq!(scene.judged_by(&node, &card), Err("CARTE_CRL_PERIMEE"), "kept is not fresh");
        assert!(scene.judged_by(&node, &stopped).is_err(), "and frees nobody");
    }
}

// requirement: X03
#[tokio::test]
async fn who_writes_into_the_folder_frees_no_card() {
    let (scene, [_, stopped]) = silent().await;
    let good = scene.gardees();
    let files: Vec<_> =
        std::fs::read_dir(scene.dossier.path().join("gardees")).unwrap().map(|one| one.unwrap()).collect();
    assert_eq!(files.len(), 6, "a file an address, and nothing half written: {files:?}");
    let lie = |panne| scene.igc.publiee_a_tort(Role::FortPersonnes, igc::Genre::Delta, panne).unwrap();
    let whole = std::fs::read(files[0].path()).unwrap();
    for false_one in [lie(Panne::AutreSignataire), b"nothing".to_vec(), vec![], whole[..whole.len() / 2].to_vec()] {
        files.iter().for_each(|file| std::fs::write(file.path(), &false_one).unwrap());
        let node = scene.another_node();
        good.reprendre(&scene.adresses(), &node);
        assert!(scene.judged_by(&node, &stopped).is_err());
        assert!(node.etat().autorites.iter().all(|one| one.complete.is_none() && one.delta.is_none()));
    }
}
