use pages::Cadre;

use crate::saisie::Saisie;

/// The slots above a pad: read in words by those who do not see them; a PIN shows dots.
pub struct Chiffres {
    tapes: usize,
    sur: usize,
    /// The digits themselves, for the number only.
    lus: Option<String>,
    oubli: bool,
}

/// One slot.
pub struct Place {
    signe: String,
    classe: &'static str,
}

impl Chiffres {
    pub fn lisibles(saisie: &Saisie) -> Self {
        Self { tapes: saisie.tapes(), sur: saisie.sur(), lus: Some(saisie.chiffres().to_owned()), oubli: false }
    }

    /// `oubli`: the pad has the key "Oublié".
    pub fn caches(saisie: &Saisie, oubli: bool) -> Self {
        Self { tapes: saisie.tapes(), sur: saisie.sur(), lus: None, oubli }
    }

    pub fn oubli(&self) -> bool {
        self.oubli
    }

    pub fn places(&self) -> Vec<Place> {
        let signe = |rang: usize| match &self.lus {
            Some(lus) => lus.chars().nth(rang).map(String::from).unwrap_or_default(),
            None => "•".to_owned(),
        };
        (0..self.sur)
            .map(|rang| match rang.cmp(&self.tapes) {
                std::cmp::Ordering::Less => Place { signe: signe(rang), classe: " slot--full" },
                std::cmp::Ordering::Equal => Place { signe: String::new(), classe: " slot--next" },
                std::cmp::Ordering::Greater => Place { signe: String::new(), classe: "" },
            })
            .collect()
    }

    /// « Un chiffre tapé, sur 2 : 4 ».
    pub fn en_mots(&self, cadre: &Cadre) -> String {
        let quoi = cadre.texte("chiffres-tapes", &[("n", self.tapes.into()), ("sur", self.sur.into())]);
        match &self.lus {
            Some(lus) if !lus.is_empty() => {
                cadre.texte("chiffres-lus", &[("quoi", quoi.into()), ("chiffres", lus.clone().into())])
            }
            _ => quoi,
        }
    }
}

impl Place {
    pub fn signe(&self) -> &str {
        &self.signe
    }

    pub fn classe(&self) -> &'static str {
        self.classe
    }
}
