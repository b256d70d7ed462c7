/// What a sentence names (name, value), for who says it in another language.
pub type Valeurs = Vec<(String, String)>;

/// Why a field is not taken, in words for whoever typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The field's name in forms and in the API.
    pub champ: &'static str,
    /// Stable.
    pub code: &'static str,
    /// One or two French sentences, the last says what to do.
    pub phrase: String,
    pub valeurs: Valeurs,
}

impl Objection {
    pub fn new(champ: &'static str, code: &'static str, phrase: impl Into<String>) -> Self {
        Self { champ, code, phrase: phrase.into(), valeurs: Valeurs::new() }
    }

    /// The sentence names this value.
    #[must_use]
    pub fn nommant(mut self, nom: &str, valeur: impl ToString) -> Self {
        self.valeurs.push((nom.to_owned(), valeur.to_string()));
        self
    }
}

/// What a form's checks gathered: all of it is told at once.
#[derive(Default)]
pub struct Objections(Vec<Objection>);

impl Objections {
    /// The value, or nothing and one objection more.
    pub fn garder<T: Default>(&mut self, lu: Result<T, Objection>) -> T {
        lu.unwrap_or_else(|objection| {
            self.0.push(objection);
            T::default()
        })
    }

    pub fn ou<T>(self, valeur: T) -> Result<T, Vec<Objection>> {
        if self.0.is_empty() { Ok(valeur) } else { Err(self.0) }
    }
}
