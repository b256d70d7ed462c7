//! What comes back to the sender of our mails, in a Maildir that the mail server fills: each message of `new` is read once and
//! moved to `cur`, where the operator finds it.

use std::io;
use std::path::{Path, PathBuf};

use ambient::Timestamp;
use outbox::Outbox;
use registry_outbound::non_remise;
use tokio::fs;

/// A report is some kilobytes; what is longer is somebody's answer, and is not ours to read.
const LONGUEUR: u64 = 1 << 20;

pub struct Retours {
    boite: PathBuf,
    /// After the `@` of our `Message-ID`s.
    domaine: String,
    outbox: Outbox,
}

impl Retours {
    pub fn ouvrir(boite: &Path, domaine: String, outbox: Outbox) -> io::Result<Self> {
        std::fs::read_dir(boite.join("new"))?;
        std::fs::create_dir_all(boite.join("cur"))?;
        Ok(Self { boite: boite.to_owned(), domaine, outbox })
    }

    /// One look: each message is put away after its letter was marked, so that a cut reads it again and nothing is lost.
    pub async fn relever(&self, maintenant: Timestamp) -> io::Result<()> {
        let mut arrives = fs::read_dir(self.boite.join("new")).await?;
        while let Some(message) = arrives.next_entry().await? {
            if message.metadata().await?.len() <= LONGUEUR {
                self.noter(&fs::read(message.path()).await?, maintenant).await?;
            }
            let mut lu = message.file_name();
            lu.push(":2,S");
            fs::rename(message.path(), self.boite.join("cur").join(lu)).await?;
        }
        Ok(())
    }

    async fn noter(&self, message: &[u8], maintenant: Timestamp) -> io::Result<()> {
        let Some(rapport) = non_remise(&String::from_utf8_lossy(message), &self.domaine) else { return Ok(()) };
        let connue = self.outbox.came_back(&rapport.id, &rapport.code, maintenant).await.map_err(io::Error::other)?;
        tracing::info!(letter.id = rapport.id.as_str(), said = %rapport.code, known = connue, "a mail came back");
        Ok(())
    }
}
