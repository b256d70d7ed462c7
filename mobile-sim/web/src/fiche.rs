use ambient::Timestamp;
use mobile_device::Telephone;
use serde::{Deserialize, Serialize};

ambient::typed_id! {
    /// One simulated phone: the name of its file and of its page.
    pub struct TelephoneId;
}

/// What the file of one phone holds. Never a PIN, nor anything that one could be tried on without the provider.
#[derive(Clone, Serialize, Deserialize)]
pub struct Fiche {
    pub nom: String,
    pub telephone: Telephone,
    /// Newest first.
    #[serde(default)]
    pub historique: Vec<Trace>,
}

/// One request that this phone answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    pub le: Timestamp,
    pub service: String,
    pub issue: Issue,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issue {
    Approuvee,
    Refusee,
    PasMoi,
}

/// What the screen has room for.
const HISTORIQUE: usize = 20;

impl Fiche {
    pub fn noter(&mut self, le: Timestamp, service: &str, issue: Issue) {
        self.historique.insert(0, Trace { le, service: service.to_owned(), issue });
        self.historique.truncate(HISTORIQUE);
    }
}
