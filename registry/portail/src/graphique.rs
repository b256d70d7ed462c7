//! Charts as pages draw them: bars in an SVG with its title and its description, each with its label and its number written beside
//! it, and the same in a table, with each label as long as it is. No colour says anything alone.

/// One chart and its table.
pub struct Graphique {
    pub titre: String,
    /// What it shows, in a sentence, for who does not see it.
    pub resume: String,
    pub barres: Vec<Barre>,
    /// Heads of the table.
    pub colonnes: [String; 2],
    /// Shown when there is nothing to count.
    pub vide: String,
}

pub struct Barre {
    pub libelle: String,
    pub valeur: u64,
    /// From the top, in units of the drawing.
    pub haut: usize,
    /// Of [`LARGEUR`].
    pub largeur: u64,
}

/// Units of the drawing: about one pixel on a phone.
pub const LARGEUR: u64 = 240;
/// Of one bar with its label.
const PAS: usize = 44;
/// Characters of a label that fit on a phone.
const LETTRES: usize = 42;

impl Graphique {
    pub fn nouveau((titre, resume): (String, String), colonnes: [String; 2], serie: Vec<(String, u64)>) -> Self {
        let plus = serie.iter().map(|(_, valeur)| *valeur).max().unwrap_or(0).max(1);
        let barre = |(place, (libelle, valeur)): (usize, (String, u64))| Barre {
            libelle,
            valeur,
            haut: place * PAS,
            // something is never drawn as nothing
            largeur: (valeur.saturating_mul(LARGEUR) / plus).max(u64::from(valeur > 0) * 2),
        };
        let barres = serie.into_iter().enumerate().map(barre).collect();
        Self { titre, resume, barres, colonnes, vide: String::new() }
    }

    pub fn hauteur(&self) -> usize {
        self.barres.len() * PAS
    }
}

impl Barre {
    /// The label in the drawing, where nothing goes on to a second line.
    pub fn court(&self) -> String {
        match self.libelle.char_indices().nth(LETTRES) {
            Some((fin, _)) => format!("{}…", self.libelle[..fin].trim_end()),
            None => self.libelle.clone(),
        }
    }

    /// Of the label, then of the bar.
    pub const fn ligne(&self) -> usize {
        self.haut + 15
    }

    pub const fn trait_haut(&self) -> usize {
        self.haut + 21
    }

    /// Of the number, beside the bar.
    pub const fn nombre(&self) -> u64 {
        self.largeur + 8
    }

    pub const fn nombre_haut(&self) -> usize {
        self.haut + 33
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_drawing_and_the_smallest_is_seen() {
        let serie = vec![("a".to_owned(), 2_000_000), ("b".to_owned(), 1), ("c".to_owned(), 0)];
        let dessin = Graphique::nouveau((String::new(), String::new()), [String::new(), String::new()], serie);
        assert_eq!(dessin.barres.iter().map(|barre| barre.largeur).collect::<Vec<_>>(), [LARGEUR, 2, 0]);
        assert_eq!(dessin.hauteur(), 3 * PAS);
    }

    #[test]
    fn a_label_is_cut_in_the_drawing_alone() {
        let long = "Accompagnement éducatif, pédagogique et social des personnes";
        let serie = vec![(long.to_owned(), 3), ("Soin".to_owned(), 1)];
        let dessin = Graphique::nouveau((String::new(), String::new()), [String::new(), String::new()], serie);
        assert_eq!(dessin.barres[0].court(), "Accompagnement éducatif, pédagogique et so…");
        assert_eq!((dessin.barres[0].libelle.as_str(), dessin.barres[1].court().as_str()), (long, "Soin"));
    }
}
