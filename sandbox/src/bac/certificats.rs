//! Who the sandbox's own hosts are, and whose cards the provider believes.

use std::path::PathBuf;

use idp_server::config::{Cards, Refresh, Source};
use igc::{Igc, POLITIQUE, Role};

use crate::dossier::{Dossier, DossierError};
use crate::erreur::BacError;
use crate::manifeste;
use crate::ports::{Ports, plain_origin};

/// A certificate for this machine's own names, made at first use, and the authority that signed it.
pub fn identite(igc: &Igc, dossier: &Dossier) -> Result<(manifeste::Tls, PathBuf), BacError> {
    let autorite = dossier.ecrire("ca.pem", igc.certificat_pem(Role::Serveurs).as_bytes())?;
    let tls = manifeste::Tls {
        certificate: dossier.chemin("tls/localhost.pem"),
        key: dossier.chemin("tls/localhost.cle.pem"),
    };
    if !tls.certificate.is_file() || !tls.key.is_file() {
        let serveur = igc.serveur(&["localhost", "127.0.0.1", "::1"])?;
        dossier.ecrire("tls/localhost.cle.pem", serveur.cle_pem.as_bytes())?;
        dossier.ecrire("tls/localhost.pem", serveur.chaine_pem.as_bytes())?;
    }
    Ok((tls, autorite))
}

/// An opposition is heard of within a second: one third of it between two questions about what changed.
pub const RYTHME: Refresh = Refresh { complete: 10_000, delta: 300, responder: 2_000 };
const CARTES: [Role; 3] = [Role::Racine, Role::FortPersonnes, Role::StandardPersonnes];

/// Lists of the folder, so that the provider has them as it starts; then those of the authority's own door.
pub fn autorites(igc: &Igc, dossier: &Dossier, ports: Ports) -> Result<Cards, DossierError> {
    let ecrire = |role: Role| dossier.ecrire(&format!("autorites/{}.cer", role.fichier()), igc.certificat(role));
    Ok(Cards {
        roots: vec![ecrire(Role::Racine)?],
        issuers: vec![ecrire(Role::FortPersonnes)?, ecrire(Role::StandardPersonnes)?],
        revocation_lists: CARTES.map(|role| dossier.chemin(&format!("listes/{}.crl", role.fichier()))).into(),
        sources: CARTES.map(|role| source(ports, role)).into(),
        kept: Some(dossier.chemin("listes/recues")),
        responder: Some(adresse(ports, "ocsp")),
        refresh: RYTHME,
        stale: idp_core::carte::Tolerance::default(),
        policies: vec![POLITIQUE.to_owned()],
    })
}

pub fn source(ports: Ports, role: Role) -> Source {
    let list = |suffix: &str| adresse(ports, &format!("crl/{}{suffix}.crl", role.fichier()));
    Source { complete: list(""), delta: Some(list("-delta")) }
}

fn adresse(ports: Ports, path: &str) -> url::Url {
    let mut url = plain_origin(ports.igc());
    url.set_path(path);
    url
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ambient::{Ambient, Timestamp};
    use x509_parser::pem::Pem;

    use super::*;
    use crate::horloge::BOUT;
    use crate::{cartes, machine};

    fn fin(pem: &Path) -> Timestamp {
        let texte = std::fs::read(pem).unwrap();
        let fins = Pem::iter_from_buffer(&texte).map(|lu| {
            let lu = lu.unwrap();
            if lu.label == "CERTIFICATE" { lu.parse_x509().unwrap().validity().not_after.timestamp() } else { i64::MAX }
        });
        Timestamp::from_seconds(fins.min().unwrap())
    }

    /// They are made once, and somebody may put the clock forward on that day.
    #[test]
    fn the_certificates_of_a_new_folder_outlive_the_furthest_that_its_clock_goes() {
        let folder = tempfile::tempdir().unwrap();
        let dossier = Dossier::ouvrir(folder.path(), false).unwrap();
        let ambient = Ambient::system();
        let igc = Igc::create(&ambient, "https://localhost:8448/igc").unwrap();
        let bout = ambient.now().plus(BOUT);
        let (serveur, _) = identite(&igc, &dossier).unwrap();
        let cartes = cartes::ouvrir(&igc, &dossier).unwrap().into_iter();
        let bonnes: Vec<_> = cartes.filter(|carte| carte.defaut.is_none()).map(|carte| carte.pem).collect();
        assert!(!bonnes.is_empty());
        let machines = machine::ouvrir(&igc, &dossier).unwrap();
        let tous = [serveur.certificate, machines.essai.certificat, machines.insi.certificat];
        for pem in tous.iter().chain(&bonnes) {
            assert!(bout < fin(pem), "{}", pem.display());
        }
    }
}
