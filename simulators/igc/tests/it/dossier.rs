use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::{Duration, Instant};

use igc::{Igc, IgcError, Raison, Role};

use crate::ici::{MAINTENANT, ici, medecin};

const ADRESSE: &str = "https://localhost:8448/igc";

#[test]
fn an_authority_is_the_same_after_a_restart() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    let path = folder.path().join("igc");
    let first = Igc::ouvrir(&ici.ambient, ADRESSE, &path).unwrap();
    let (good, bad) = (first.carte(&medecin()).unwrap(), first.carte(&medecin()).unwrap());
    first.revoquer(&bad.serie, Raison::Remplacee).unwrap();
    drop(first);

    let again = Igc::ouvrir(&ici.ambient, ADRESSE, &path).unwrap();
    let judge = again.autorite_cartes(MAINTENANT).unwrap();
    assert!(judge.verifier(&good.chaine, MAINTENANT).is_ok());
    assert_eq!(judge.verifier(&bad.chaine, MAINTENANT).unwrap_err().code(), "CARTE_REVOQUEE");
    assert!(judge.verifier(&again.carte(&medecin()).unwrap().chaine, MAINTENANT).is_ok());
}

#[test]
fn keys_are_closed_to_others_and_nothing_half_written_stays() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    let path = folder.path().join("igc");
    ici.igc.save(&path).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    let names: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), Role::ALL.len() * 2 + 1, "{names:?}");
    for name in names {
        let name = name.to_str().unwrap();
        assert!(!name.starts_with('.'), "{name}");
        assert_eq!(mode(&path.join(name)), if name.contains("cle") || name.contains("json") { 0o600 } else { 0o644 });
    }
}

#[test]
fn a_folder_that_was_changed_is_refused_by_name() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    ici.igc.save(folder.path()).unwrap();
    fs::write(folder.path().join("racine.cle.pem"), "nothing").unwrap();
    let refus = Igc::load(&ici.ambient, ADRESSE, folder.path()).err().unwrap();
    assert!(matches!(&refus, IgcError::Contenu { path, .. } if path.ends_with("racine.cle.pem")), "{refus}");
}

#[test]
fn a_first_start_is_fast() {
    let (ici, folder) = (ici(), tempfile::tempdir().unwrap());
    let started = Instant::now();
    let igc = Igc::ouvrir(&ici.ambient, ADRESSE, &folder.path().join("igc")).unwrap();
    igc.serveur(&["localhost", "127.0.0.1"]).unwrap();
    igc.carte(&medecin()).unwrap();
    igc.autorite_cartes(MAINTENANT).unwrap();
    assert!(started.elapsed() < Duration::from_millis(1_500), "{:?}", started.elapsed());
}
