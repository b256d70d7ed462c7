//! Contact data as they are shown to the person whose they are: enough to know them again, too little to write to.

use annuaire::Correspondance;

/// `al••••@example.org`, `+33 6 •• •• •• 01`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Masquees {
    pub courriel: Option<String>,
    pub mobile: Option<String>,
}

impl Masquees {
    pub fn de(correspondance: &Correspondance) -> Self {
        Self {
            courriel: correspondance.courriel.as_deref().map(courriel),
            mobile: correspondance.mobile.as_deref().map(mobile),
        }
    }
}

fn courriel(adresse: &str) -> String {
    let (nom, domaine) = adresse.rsplit_once('@').unwrap_or((adresse, ""));
    // of a very short name one letter says nearly all
    let vues = if nom.chars().count() > 4 { 2 } else { 1 };
    let debut: String = nom.chars().take(vues).collect();
    format!("{debut}••••@{domaine}")
}

fn mobile(numero: &str) -> String {
    let chiffres: Vec<char> = numero.chars().collect();
    let (debut, fin) = (chiffres.len().min(4), chiffres.len().saturating_sub(2));
    let texte = |part: &[char]| part.iter().collect::<String>();
    match (chiffres.get(..3), chiffres.get(3..debut), chiffres.get(fin..)) {
        (Some(pays), Some(premier), Some(derniers)) if fin > debut => {
            format!("{} {} •• •• •• {}", texte(pays), texte(premier), texte(derniers))
        }
        _ => "••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: COL-12
    #[test]
    fn contact_data_are_known_again_and_not_told() {
        assert_eq!(courriel("alba.martel@example.org"), "al••••@example.org");
        assert_eq!(courriel("ab@example.org"), "a••••@example.org");
        assert_eq!(courriel("sans"), "s••••@");
        assert_eq!(mobile("+33639980001"), "+33 6 •• •• •• 01");
        assert_eq!(mobile("+1"), "••");
        assert_eq!(mobile(""), "••");
    }
}
