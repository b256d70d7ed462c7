//! Signs of life of this process, for whoever looks at all of them at once.

use std::sync::Arc;
use std::time::Duration;

use ambient::Ambient;
use idp_exploitation::{BATTEMENT, Noeud, Veille as _};
use idp_store::Sql;

/// A process that stops waits no longer than this for its last word.
const LAST_WORD: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub struct Pulse {
    sql: Arc<Sql>,
    ambient: Ambient,
    noeud: Noeud,
}

impl Pulse {
    pub fn new(sql: Arc<Sql>, ambient: &Ambient) -> Self {
        let (now, id) = (ambient.now(), ambient.chance.token().chars().take(22).collect());
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let noeud = Noeud { id, machine: machine(), version, debut: now, vu_le: now };
        Self { sql, ambient: ambient.clone(), noeud }
    }

    /// Never ends; drop the future to stop.
    pub async fn beat(self) {
        let mut tick = tokio::time::interval(BATTEMENT.duration());
        loop {
            tick.tick().await;
            let noeud = Noeud { vu_le: self.ambient.now(), ..self.noeud.clone() };
            if let Err(error) = self.sql.battre(&noeud).await {
                tracing::warn!(%error, "this process could not tell that it lives");
            }
        }
    }

    /// Nobody is to look for a process that was told to stop. Who cannot say so falls silent.
    pub async fn leave(&self) {
        let _ = tokio::time::timeout(LAST_WORD, self.sql.partir(&self.noeud.id)).await;
    }
}

/// The name of the host, as Linux tells it.
fn machine() -> String {
    let told = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    match told.trim() {
        "" => "—".to_owned(),
        name => name.to_owned(),
    }
}
