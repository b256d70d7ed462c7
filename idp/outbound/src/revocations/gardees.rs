use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;

use carte_cps::RefusListe;
use url::{Url, form_urlencoded};

use super::{Adresses, Receveur};

/// The last list of each address that was believed, in a folder: a process that starts while an authority is silent begins with
/// them. They are judged like any other, by their signature and their own end: who changes a file changes no list.
#[derive(Clone, Debug)]
pub struct Gardees(PathBuf);

impl Gardees {
    pub fn ouvrir(dossier: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&dossier)?;
        Ok(Self(dossier))
    }

    /// Takes in what is there: the complete list of each authority, then what had changed since.
    pub fn reprendre(&self, autorites: &[Adresses], receveur: &impl Receveur) {
        for Adresses { complete, delta } in autorites {
            for url in [Some(complete), delta.as_ref()].into_iter().flatten() {
                let told = match fs::read(self.0.join(nom(url))) {
                    Ok(der) => receveur.reprendre(&der),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    Err(error) => Err(RefusListe::Illisible(error.to_string())),
                };
                match told {
                    Ok(()) => {
                        tracing::info!(source = %url, "the revocation list that was kept serves until the next one")
                    }
                    // a file of the configuration was newer
                    Err(RefusListe::Ancienne { .. } | RefusListe::SansBase(_)) => {}
                    Err(refus) => {
                        tracing::warn!(source = %url, code = refus.code(), cause = %refus, "the revocation list that was kept is worth nothing");
                    }
                }
            }
        }
    }

    /// Whole or not at all, and still there after a power cut.
    pub(super) fn garder(&self, url: &Url, der: &[u8]) -> io::Result<()> {
        // nodes of one machine may share the folder
        let beside = self.0.join(format!(".{}.{}", std::process::id(), nom(url)));
        let mut file = File::create(&beside)?;
        file.write_all(der)?;
        file.sync_all()?;
        fs::rename(&beside, self.0.join(nom(url)))?;
        File::open(&self.0)?.sync_all()
    }
}

/// One file an address, and named after it.
fn nom(url: &Url) -> String {
    form_urlencoded::byte_serialize(url.as_str().as_bytes()).collect()
}
