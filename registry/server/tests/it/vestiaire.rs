//! Visits of the portal that are over are forgotten while the registry is open.

use std::time::Duration;

use ambient::{Ambient, RestKey, Timestamp};
use registry_core::visite::{Attache, Porte, VisiteGardee, Visites as _};
use registry_server::Registry;
use registry_store::Magasin;

use crate::maison::config;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_registry_itself_forgets_visits_that_are_over() {
    let dossier = tempfile::tempdir().unwrap();
    let config = config(&dossier);
    let magasin = Magasin::ouvrir(config.store.sql.as_ref().unwrap()).await.unwrap();
    let digest = |texte: &str| RestKey::from_bytes(&[1; 32]).rest("essai", texte);
    let now = Ambient::system().now();
    for (nom, le) in [("finie", Timestamp::from_millis(now.millis() - 17 * 3_600_000)), ("ouverte", now)] {
        let attache = Attache { sujet: digest("alba"), session: None, emis_le: le };
        let visite = VisiteGardee::ouverte(digest(nom), (Porte::Caducee, attache), le, (Vec::new(), None));
        magasin.ouvrir(&visite, None).await.unwrap();
    }
    let registre = Registry::open(&config, Ambient::system()).await.unwrap();
    for _ in 0..200 {
        if magasin.visite(&digest("finie")).await.unwrap().is_none() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(magasin.visite(&digest("finie")).await.unwrap(), None);
    assert!(magasin.visite(&digest("ouverte")).await.unwrap().is_some());
    registre.close().await.unwrap();
    magasin.fermer().await;
}
