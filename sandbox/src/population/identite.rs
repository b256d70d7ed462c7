use ambient::Chance;

use super::ligne::Identite;

const NOMS: &str = "\
    ABRIVARD AUBRAC BELLECOUR BENYAHIA BERGEROND BOISVERT BRUNELIN CAMBON CARDINET CHAMPEAU CHEVRIER CLAVEL \
    COURTIN DACOSTA DELAUNE DIALLO DOMBRES DUVERNAY ESCANDE FAUVEL FERRAND FONTANIER GAILLAC GENTIANE GRANJEAN \
    GUERINAL HADDADI HAUTERIVE HOUDARD JOLIVET KERMADEC LACROZE LAMBERTIN LAVERDURE LEGUENNEC LORMEAU \
    MARCHANDEAU MAUREPAS MERCIEL MONTJOIE MOULINET NDIAYEM NGUYENAT NOIRMONT ORSINI PALISSIER PERRINEAU \
    PINSONNET POMMERAY QUESNELLE RAMBERT RAVENEL RIVOIRE ROCHEFEUILLE ROUSSELIN SAINTOUT SERVAL SOULIGNAC \
    TAILLEFER TERRASSON TOURNIER VALADOU VERNEUIL VILLARD WEBERLIN YVANOT";

const FEMININS: &str = "\
    Adèle Aïcha Anaïs Camille Chloé Claire Élodie Emma Fatima Florence Hélène Inès Jeanne Julie Léa Louise Manon \
    Marie Maëlle Nadia Noémie Pauline Rose Sarah Zoé";

const MASCULINS: &str = "\
    Adam Antoine Baptiste Bilal Benoît Clément Cyril Damien Émile Étienne François Gaël Hugo Ibrahim Jérôme \
    Jules Karim Léo Loïc Mathieu Nicolas Olivier Rémi Théo Yann";

const COMMUNES: &str = include_str!("../../data/birthplaces.csv");
const PAYS: &str = include_str!("../../data/birth-countries.csv");

/// Somebody who does not exist. `rang` gives the phone number and keeps addresses apart.
pub fn tirer(hasard: &dyn Chance, rang: u64) -> Identite {
    let femme = hasard.below(100) < 76;
    let prenoms: Vec<&str> = if femme { FEMININS } else { MASCULINS }.split_whitespace().collect();
    let noms: Vec<&str> = NOMS.split_whitespace().collect();
    let (prenom, second) = (*choisir(hasard, &prenoms), *choisir(hasard, &prenoms));
    let nom = format!("FICTIF-{}", choisir(hasard, &noms));
    let second = if hasard.below(2) == 0 || second == prenom { "" } else { second };
    let (jour, mois, annee) = (1 + hasard.below(28), 1 + hasard.below(12), 1958 + hasard.below(45));
    let (commune, pays, ville) = naissance(hasard);
    let courriel = format!("{}.{}.{rang}@example.org", sans_accent(prenom), sans_accent(&nom["FICTIF-".len()..]));
    Identite {
        nom,
        prenoms: format!("{prenom}'{second}'"),
        prenom: prenom.to_owned(),
        naissance: format!("{jour:02}/{mois:02}/{annee}"),
        commune,
        pays,
        ville,
        sexe: if femme { "F" } else { "M" }.to_owned(),
        civilite: if femme { "MME" } else { "M" }.to_owned(),
        mobile: format!("+33639{}", 980_100 + rang % 9_900),
        courriel,
    }
}

/// One in twelve is born abroad: no commune then (COL-17).
fn naissance(hasard: &dyn Chance) -> (String, String, String) {
    let lignes = |texte: &'static str| -> Vec<&str> { texte.lines().skip(2).collect() };
    let ligne = |texte: &'static str| choisir(hasard, &lignes(texte)).splitn(3, ',').collect::<Vec<_>>();
    if hasard.below(12) == 0 {
        let pays: Vec<&str> = lignes(PAYS).into_iter().filter(|ligne| ligne.ends_with(",active")).collect();
        let (code, nom) = choisir(hasard, &pays[1..]).split_once(',').unwrap_or_default();
        return (String::new(), code.to_owned(), nom.trim_end_matches(",active").to_uppercase());
    }
    let commune = ligne(COMMUNES);
    (commune[0].to_owned(), "99100".to_owned(), commune[1].to_uppercase())
}

pub fn choisir<'a, T>(hasard: &dyn Chance, parmi: &'a [T]) -> &'a T {
    &parmi[hasard.below(u32::try_from(parmi.len()).unwrap_or(u32::MAX)) as usize]
}

/// Lower case, letters of ASCII only.
fn sans_accent(texte: &str) -> String {
    let nu = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        autre => autre,
    };
    texte.to_lowercase().chars().map(nu).filter(char::is_ascii_alphabetic).collect()
}
