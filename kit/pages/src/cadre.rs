use fluent_bundle::FluentValue;

use crate::textes::MAISON;
use crate::{Langue, Textes, assets};

/// What every layout needs. A page's context has a field `cadre: Cadre`; the templates read texts and addresses through it.
#[derive(Clone)]
pub struct Cadre {
    pub langue: Langue,
    /// The name of the room, under the brand: « Connexion des professionnels », « Portail RPPS+ ».
    pub espace: String,
    pub ruban: Option<Ruban>,
    /// Where the brand leads. Never out of a sign-in that is under way.
    pub accueil: Option<String>,
    /// The same page in the other language; no link where the page answers a form.
    pub autre_langue: Option<String>,
    pub connecte: Option<Connecte>,
    pub onglets: Vec<Onglet>,
    textes: &'static Textes,
}

/// What the ribbon over the header says: that nothing here is real.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruban {
    /// The sandbox.
    BacASable,
    /// The production engines with invented people and simulated phones.
    Repetition,
}

/// Whose session it is, always in sight, and the address that closes it.
#[derive(Clone, Debug)]
pub struct Connecte {
    pub nom: String,
    pub role: String,
    /// A page that confirms by a form, or closes by itself where that is safe.
    pub deconnexion: String,
}

/// One tab of a space.
#[derive(Clone, Debug)]
pub struct Onglet {
    pub titre: String,
    pub href: String,
    pub courant: bool,
    /// What waits behind it; nothing is shown for zero.
    pub compte: usize,
}

impl Cadre {
    /// `espace` is shown under the brand; `textes` are the calling crate's, made by [`textes!`](crate::textes).
    pub fn new(langue: Langue, textes: &'static Textes, espace: impl Into<String>) -> Self {
        Self {
            langue,
            espace: espace.into(),
            ruban: None,
            accueil: None,
            autre_langue: None,
            connecte: None,
            onglets: Vec::new(),
            textes,
        }
    }

    #[must_use]
    pub fn avec_ruban(mut self, ruban: Option<Ruban>) -> Self {
        self.ruban = ruban;
        self
    }

    /// Offers the other language at `path_and_query`, the address of this page.
    #[must_use]
    pub fn a_l_adresse(mut self, path_and_query: &str) -> Self {
        self.autre_langue = Some(self.langue.autre().adresse(path_and_query));
        self
    }

    #[must_use]
    pub fn avec_connecte(mut self, connecte: Connecte) -> Self {
        self.connecte = Some(connecte);
        self
    }

    /// The text of `key`: the crate's own, else the house's. A key that nobody has shows as `⟦key⟧`, and fails the tests.
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.texte(key.as_ref(), &[])
    }

    /// The text of `key` with one argument: `{{ cadre.t1("seuil-vers", "service", service.nom) }}`.
    pub fn t1(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.texte(key, &[(name, value.to_string().into())])
    }

    /// The text of `key` in the form that goes with `n`, in the sense of Fluent: `{ $n -> [one] … *[other] … }`.
    pub fn tn(&self, key: &str, n: usize) -> String {
        self.texte(key, &[("n", n.into())])
    }

    /// The text of `key` with any arguments, for contexts that prepare their sentences in Rust.
    pub fn texte<'a>(&self, key: &str, args: &[(&'a str, FluentValue<'a>)]) -> String {
        let found = self.textes.texte(self.langue, key, args).or_else(|| MAISON.texte(self.langue, key, args));
        found.unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// The address of a file of the house with its hash: `{{ cadre.asset("caducee.css") }}`.
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    pub const fn cle_ruban(&self) -> Option<&'static str> {
        match self.ruban {
            None => None,
            Some(Ruban::BacASable) => Some("ruban-essai"),
            Some(Ruban::Repetition) => Some("ruban-repetition"),
        }
    }
}
