//! The lists of the authority of organisations, followed as a provider follows them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use ambient::{Ambient, MovableClock, Seconds};
use idp_core::carte::Sante;
use idp_core::machine::ReceivedLists;
use idp_outbound::client;
use idp_outbound::revocations::{Adresses, DesMachines, Gardees, Rythme, Suiveur};
use igc::{Comptoir, Guichet, Igc, Panne, Raison, Role, Structure};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use tempfile::TempDir;

use crate::serveur::servir;

struct Scene {
    igc: Arc<Igc>,
    comptoir: Comptoir,
    lists: Arc<ReceivedLists>,
    news: Arc<AtomicU32>,
    ambient: Ambient,
    clock: Arc<MovableClock>,
    sources: Vec<Adresses>,
    kept: Gardees,
    _folder: TempDir,
}

/// Serial number and leaf.
type Machine = (String, Vec<u8>);

impl Scene {
    /// The complete list and the delta are there once it returns.
    async fn new() -> Self {
        let (ambient, clock) = Ambient::fixed(Ambient::system().now(), 12);
        let igc = Arc::new(Igc::create(&ambient, "http://igc.test").unwrap());
        let comptoir = Comptoir::new(igc.clone());
        let base = servir(igc::router(comptoir.clone())).await;
        let list = |end: &str| base.join(&format!("crl/{}{end}.crl", Role::Organisations.fichier())).unwrap();
        let sources = vec![Adresses { complete: list(""), delta: Some(list("-delta")) }];
        let lists = Arc::new(ReceivedLists::new(&[igc.certificat(Role::Organisations).to_vec()]).unwrap());
        let [complete, delta, repondeur] = [300, 100, 100].map(Duration::from_millis);
        let news = Arc::new(AtomicU32::default());
        let told = news.clone();
        let receveur = DesMachines {
            ambient: ambient.clone(),
            lists: lists.clone(),
            news: Arc::new(move || _ = told.fetch_add(1, Ordering::SeqCst)),
        };
        let folder = tempfile::tempdir().unwrap();
        let kept = Gardees::ouvrir(folder.path().to_owned()).unwrap();
        let follower = Suiveur {
            client: client(None).unwrap(),
            receveur,
            autorites: sources.clone(),
            rythme: Rythme { complete, delta, repondeur },
            gardees: Some(kept.clone()),
        };
        tokio::spawn(follower.suivre());
        let scene = Self { igc, comptoir, lists, news, ambient, clock, sources, kept, _folder: folder };
        scene.until("both lists", || scene.news.load(Ordering::SeqCst) == 2).await;
        scene
    }

    fn machine(&self) -> Machine {
        let structure = Structure {
            raison_sociale: "ASSOCIATION FICTIVE".to_owned(),
            identifiant: "1690990015".to_owned(),
            departement: "Rhône (69)".to_owned(),
        };
        let made = self.igc.organisation(&structure, "DUI-AUTH").unwrap();
        (made.serie, CertificateDer::from_pem_slice(made.certificat_pem.as_bytes()).unwrap().to_vec())
    }

    /// A node that starts now, with what this one kept.
    fn another_node(&self) -> Arc<ReceivedLists> {
        let lists = Arc::new(ReceivedLists::new(&[self.igc.certificat(Role::Organisations).to_vec()]).unwrap());
        let node = DesMachines { ambient: self.ambient.clone(), lists: lists.clone(), news: Arc::new(|| ()) };
        self.kept.reprendre(&self.sources, &node);
        lists
    }

    fn good(&self, (_, leaf): &Machine) -> bool {
        self.lists.judge(leaf, self.ambient.now()).is_ok()
    }

    fn state(&self) -> Sante {
        self.lists.state(self.ambient.now()).0[0].sante
    }

    fn failing(&self) -> Vec<&'static str> {
        let sources = self.lists.state(self.ambient.now()).1;
        sources.iter().filter_map(|source| source.echec.as_ref().map(|echec| echec.refus.code())).collect()
    }

    async fn until(&self, what: &str, so: impl Fn() -> bool) -> Duration {
        let began = Instant::now();
        while !so() {
            assert!(began.elapsed() < Duration::from_secs(20), "not after twenty seconds: {what}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        began.elapsed()
    }
}

// requirement: X03 CRT-08
#[tokio::test]
async fn a_machine_whose_certificate_was_revoked_is_refused_within_a_second_and_for_ever() {
    let scene = Scene::new().await;
    let [stopped, other] = [scene.machine(), scene.machine()];
    assert!(scene.good(&stopped) && scene.state() == Sante::AJour);
    scene.igc.revoquer(&stopped.0, Raison::CleCompromise).unwrap();
    let took = scene.until("refused", || !scene.good(&stopped)).await;
    assert!(took < Duration::from_secs(1), "{took:?}");
    assert!(scene.good(&other));
    for guichet in [Guichet::Crl, Guichet::Delta] {
        scene.comptoir.panne(guichet, Some(Panne::Indulgente));
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!scene.good(&stopped), "a list that forgets it brings it not back");
}

// requirement: X03
#[tokio::test]
async fn forged_old_or_silent_lists_are_told_and_change_nothing_until_the_good_ones_end() {
    let scene = Scene::new().await;
    let [stopped, other] = [scene.machine(), scene.machine()];
    scene.igc.revoquer(&stopped.0, Raison::CleCompromise).unwrap();
    scene.until("refused", || !scene.good(&stopped)).await;
    for (panne, code) in [(Panne::AutreSignataire, "revocation.signataire"), (Panne::Muette, "revocation.sans-reponse")]
    {
        for guichet in [Guichet::Crl, Guichet::Delta] {
            scene.comptoir.panne(guichet, Some(panne));
        }
        scene.until(code, || scene.failing() == [code, code]).await;
        assert!(scene.good(&other) && !scene.good(&stopped), "{panne:?}");
    }
    scene.clock.advance(Seconds::minutes(11));
    assert_eq!(scene.state(), Sante::Perimee);
    assert!(!scene.good(&other), "what changed since is not known");
}

// requirement: X03
#[tokio::test]
async fn a_node_that_starts_while_the_authority_is_silent_refuses_the_machines_that_were_named_before() {
    let scene = Scene::new().await;
    let [stopped, other] = [scene.machine(), scene.machine()];
    scene.igc.revoquer(&stopped.0, Raison::CleCompromise).unwrap();
    scene.until("refused", || !scene.good(&stopped)).await;
    let judged = |(_, leaf): &Machine| scene.another_node().judge(leaf, scene.ambient.now()).is_ok();
    scene.until("kept", || !judged(&stopped)).await;
    for guichet in [Guichet::Crl, Guichet::Delta] {
        scene.comptoir.panne(guichet, Some(Panne::Muette));
    }
    assert!(judged(&other) && !judged(&stopped));
    let node = scene.another_node();
    let (authorities, sources) = node.state(scene.ambient.now());
    assert!(authorities[0].complete.is_some() && sources.is_empty(), "nobody was heard, and the page does not say so");
    assert_eq!(node.complete().len(), 1, "the list that a handshake is judged by is there too");
}

// requirement: X03
#[tokio::test]
async fn an_operator_is_told_once_that_the_lists_of_machines_have_ended() {
    let scene = Scene::new().await;
    scene.until("kept", || scene.another_node().watch(scene.ambient.now()).is_empty()).await;
    for guichet in [Guichet::Crl, Guichet::Delta] {
        scene.comptoir.panne(guichet, Some(Panne::Muette));
    }
    let node = scene.another_node();
    assert!(node.watch(scene.ambient.now()).is_empty(), "of now");
    scene.clock.advance(Seconds::minutes(11));
    assert_eq!(node.watch(scene.ambient.now()), ["TEST ORGANISATIONS"]);
    assert!(node.watch(scene.ambient.now()).is_empty(), "told once");
    let empty = ReceivedLists::new(&[scene.igc.certificat(Role::Organisations).to_vec()]).unwrap();
    assert_eq!(empty.watch(scene.ambient.now()), ["TEST ORGANISATIONS"], "a list that never came is no good list");
}
