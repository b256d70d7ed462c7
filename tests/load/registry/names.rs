//! Names as people have them in France: long and short, with particles, hyphens, apostrophes and accents.

use super::draw::Draw;

const FAMILY: &str = "\
    MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFEBVRE LEROY ROUX DAVID \
    BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT MULLER LEFÈVRE FAURE ANDRÉ MERCIER \
    BLANC GUÉRIN BOYER GARNIER CHEVALIER FRANÇOIS LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY \
    ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOËL MEYER DUFOUR MEUNIER BRUN BLANCHARD \
    GIRAUD JOLY RIVIÈRE LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GÉRARD ROCHE RENARD SCHMITT ROY LEROUX COLIN \
    VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER PHILIPPE BOURGEOIS PIERRE BENOÎT REY \
    LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LOPEZ JEAN DUPUY GUILLOT HUBERT BERGER CARPENTIER SANCHEZ DUPUIS \
    MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY ROYER KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT \
    CARRÉ CHARLES RENAULT CHARPENTIER MÉNARD MAILLARD BARON BERTIN BAILLY HERVÉ SCHNEIDER FERNANDEZ LE·GALL COLLET \
    LÉGER BOUVIER JULIEN PRÉVOST MILLET PERROT DANIEL LE·ROUX COUSIN GERMAIN BRETON BESSON LANGLOIS RÉMY LE·GOFF \
    PELLETIER LÉVÊQUE PERRIER LEBLANC BARRÉ LEBRUN MARCHAL WEBER MALLET HAMON BOULANGER JACOB MONNIER MICHAUD RODRIGUEZ \
    GUICHARD GILLET ÉTIENNE GRONDIN POULAIN TESSIER CHEVALLIER COLLIN CHAUVIN DA·SILVA BOUCHET GAY LEMAÎTRE BÉNARD \
    MARÉCHAL HUMBERT REYNAUD ANTOINE HOARAU PERRET BARTHÉLEMY CORDIER PICHON LEJEUNE GILBERT LAMY DELAUNAY PASQUIER \
    CARLIER LAPORTE DIALLO TRAORÉ NGUYEN TRAN BENALI HADDAD CISSÉ KONATÉ D'ALMEIDA D'ANGELO L'HOSTIS DE·LA·TOUR \
    DE·OLIVEIRA DOS·SANTOS EL·AMRANI BEN·YOUSSEF VAN·DEN·BERGHE ŒHLER MÜLLER ÇELIK YILMAZ KOWALSKI NOWAK POPESCU";

const WOMEN: &str = "\
    Marie Nathalie Isabelle Sylvie Catherine Martine Christine Françoise Valérie Sandrine Stéphanie Véronique Sophie \
    Céline Chantal Patricia Anne Brigitte Julie Monique Aurélie Nicole Laurence Annie Émilie Dominique Virginie \
    Corinne Élodie Christelle Camille Caroline Léa Sarah Florence Laetitia Audrey Hélène Laura Manon Mélanie Agnès \
    Karine Cécile Delphine Inès Chloé Zoé Maëlle Anaïs Noémie Aïcha Fatima Nadia Anne-Marie Marie-Laure Anne-Sophie";

const MEN: &str = "\
    Jean Philippe Michel Alain Patrick Nicolas Christophe Pierre Christian Éric Frédéric Laurent Stéphane David Pascal \
    Daniel Alexandre Julien Olivier Thomas Sébastien Gérard Antoine Thierry Bruno Vincent Guillaume Hugo Lucas Benoît \
    François Jérôme Rémi Théo Loïc Gaël Mathéo Étienne Clément Karim Mohamed Ibrahim Yann Jean-Pierre Jean-Luc \
    Jean-Marie Pierre-Yves";

pub struct Names {
    family: Vec<String>,
    women: Vec<&'static str>,
    men: Vec<&'static str>,
}

/// A person's names as the civil registry writes them.
pub struct Civil {
    pub woman: bool,
    pub family: String,
    /// One to three.
    pub given: Vec<&'static str>,
}

impl Names {
    pub fn read() -> Self {
        Self {
            family: FAMILY.split_whitespace().map(|name| name.replace('·', " ")).collect(),
            women: WOMEN.split_whitespace().collect(),
            men: MEN.split_whitespace().collect(),
        }
    }

    /// One name in four is drawn twice and joined: a country has more names than this list.
    pub fn draw(&self, draw: &mut Draw) -> Civil {
        let woman = draw.below(100) < 76;
        let family = match draw.below(4) {
            0 => format!("{}-{}", draw.one(&self.family), draw.one(&self.family)),
            _ => draw.one(&self.family).clone(),
        };
        let count = 1 + draw.below(3) as usize;
        let list = if woman { &self.women } else { &self.men };
        let mut given: Vec<&'static str> = Vec::with_capacity(count);
        while given.len() < count {
            let name = *draw.one(list);
            if !given.contains(&name) {
                given.push(name);
            }
        }
        Civil { woman, family, given }
    }

    /// The name that a person takes later.
    pub fn married(&self, draw: &mut Draw) -> String {
        draw.one(&self.family).clone()
    }
}

/// Small letters of ASCII, for an address.
pub fn plain(name: &str) -> String {
    let bare = |letter: char| match letter {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' | 'œ' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        other => other,
    };
    name.to_lowercase().chars().map(bare).filter(char::is_ascii_alphabetic).collect()
}
