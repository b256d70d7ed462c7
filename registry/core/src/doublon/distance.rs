//! How far two folded texts are from each other.

/// Insertions, deletions, replacements, and swaps of neighbours (optimal string alignment).
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let largeur = b.len() + 1;
    let mut avant_derniere = vec![0; largeur];
    let mut derniere: Vec<usize> = (0..largeur).collect();
    for i in 1..=a.len() {
        let mut courante = vec![i; largeur];
        for j in 1..largeur {
            let remplacement = derniere[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            courante[j] = remplacement.min(derniere[j] + 1).min(courante[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                courante[j] = courante[j].min(avant_derniere[j - 2] + 1);
            }
        }
        avant_derniere = std::mem::replace(&mut derniere, courante);
    }
    derniere[b.len()]
}

/// Below this two names are two names: any have a few letters in common.
const DEUX_NOMS: u32 = 600;

/// 1000 for the same text, 0 for two names that a slip does not make one of; `[0, 1000]`.
pub fn ressemblance(a: &str, b: &str) -> u32 {
    let longueur = a.chars().count().max(b.chars().count());
    if longueur == 0 {
        return 0;
    }
    let ecart = distance(a, b).min(longueur) * 1000 / longueur;
    Some(1000 - u32::try_from(ecart).unwrap_or(1000)).filter(|proche| *proche >= DEUX_NOMS).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_of_neighbours_is_one_slip() {
        assert_eq!(distance("MARTIN", "MATRIN"), 1);
        assert_eq!(distance("MARTIN", "MARTINE"), 1);
        assert_eq!(distance("MARTIN", "DURAND"), 5);
        assert_eq!(distance("", "ABC"), 3);
        assert_eq!(distance("ABC", "ABC"), 0);
        assert_eq!(ressemblance("ABCDE", "ABXDE"), 800);
        assert_eq!(ressemblance("SYLVIE", "HELENE"), 0);
        assert_eq!(ressemblance("", ""), 0);
    }
}
