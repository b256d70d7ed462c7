//! People drawn by weight: few names are frequent, most are rare; births are spread, places are not.

use ambient::Ambient;
use jiff::civil::{Date, date};

use crate::nomenclature::FRANCE;
use crate::personne::EtatCivil;

const NOMS: &str = "\
    Martin, Bernard, Thomas, Petit, Robert, Richard, Durand, Dubois, Moreau, Laurent, Simon, Michel, Lefèvre, \
    Leroy, Roux, David, Bertrand, Morel, Fournier, Girard, Bonnet, Dupont, Lambert, Fontaine, Rousseau, Vincent, \
    Muller, Le Goff, Faure, André, Mercier, Blanc, Guérin, Boyer, Garnier, Chevalier, François, Legrand, \
    Gauthier, Garcia, Perrin, Robin, Clément, Morin, Nicolas, Henry, Roussel, Mathieu, Gautier, Masson, \
    Marchand, Duval, Denis, Dumont, Marie, Lemaire, Noël, Meyer, Dufour, Meunier, Brun, Blanchard, Giraud, Joly, \
    Rivière, Lucas, Brunet, Gaillard, Barbier, Arnaud, Martínez, Gérard, Roche, Renard, Schmitt, Roy, Leroux, \
    Colin, Vidal, Caron, Picard, Roger, Fabre, Aubert, Lemoine, Renaud, Dumas, Lacroix, Olivier, Philippe, \
    Bourgeois, Pierre, Benoît, Rey, Leclerc, Payet, Rolland, Leclercq, Guillaume, Lecomte, López, Jean, Dupuy, \
    Guillot, Hubert, Berger, Carpentier, Sánchez, Dupuis, Moulin, Louis, Deschamps, Huet, Vasseur, Pérez, \
    Boucher, Fleury, Royer, Klein, Jacquet, Adam, Paris, Poirier, Marty, Aubry, Guyot, Carré, Charles, Renault, \
    Charpentier, Ménard, Maillard, Baron, Bertin, Bailly, Hervé, Schneider, Fernández, Le Gall, Collet, Léger, \
    Bouvier, Julien, Prévost, Millet, Perrot, Daniel, Le Roux, Cousin, Germain, Breton, Besson, Langlois, Rémy, \
    Le Gallès, Pelletier, Lévêque, Perrier, Leblanc, Barré, Lebrun, Marchal, Weber, Mallet, Hamon, Boulanger, \
    Jacob, Monnier, Michaud, Rodríguez, Guichard, Gillet, Étienne, Grondin, Poulain, Tessier, Chevallier, \
    Collin, Chauvin, Da Silva, Bouchet, Gay, Lemaître, Bénard, Maréchal, Humbert, Reynaud, Antoine, Hoarau, \
    Perret, Barthélemy, Cordier, Pichon, Lejeune, Gilbert, Lamy, Delaunay, Pasquier, Carlier, Laporte, Diallo, \
    Traoré, Nguyễn, Benali, Haddad, Kowalski, Şahin, O'Connor, de La Tour, d'Ormesson, Saint-Martin, El Idrissi, \
    Ben Youssef, N'Diaye, van den Berg, Müller";

const PRENOMS: &str = "\
    Marie, Nathalie, Isabelle, Sylvie, Catherine, Françoise, Valérie, Christine, Sandrine, Céline, Jean, \
    Philippe, Michel, Alain, Nicolas, Christophe, Stéphane, Laurent, David, Julien, Aurélie, Émilie, Julie, \
    Camille, Léa, Manon, Chloé, Anne-Lise, Jean-Pierre, Marie-Claire, Zoé, Hélène, Thérèse, Mélanie, Mickaël, \
    Loïc, Gaëlle, Benoît, Jérôme, François, Agnès, Béatrice, Cédric, Fatima, Mohamed, Karim, Aïcha, Inès, Łucja, \
    Thùy, José, Söğüt, Anaïs, Maëlys, Noël, Jeanne, Louise, Paul, Antoine, Sébastien, Véronique, Pascal, \
    Brigitte, Solène, Yann, Erwan";

/// Where somebody may have been born, communes and countries: cities first, far more often.
const LIEUX: &str = "\
    75056, 69123, 13055, 59350, 31555, 44109, 33063, 67482, 35238, 06088, 34172, 93066, 97411, 99352, 29019, \
    2A004, 57463, 49007, 72181, 21231, 63113, 87085, 97120, 56260, 99127, 58086, 97502";

pub struct Tirage(Ambient);

impl Tirage {
    pub fn new(ambient: Ambient) -> Self {
        Self(ambient)
    }

    pub fn sous(&self, borne: usize) -> usize {
        self.0.chance.below(borne as u32) as usize
    }

    /// The smaller of two draws: what comes first in a list comes more often.
    fn pese(&self, liste: &'static str) -> String {
        let mots: Vec<&str> = liste.split(", ").collect();
        mots[self.sous(mots.len()).min(self.sous(mots.len()))].to_owned()
    }

    pub fn nom(&self) -> String {
        let nom = self.pese(NOMS);
        if self.sous(12) == 0 { format!("{nom}-{}", self.pese(NOMS)) } else { nom }
    }

    pub fn prenoms(&self) -> Vec<String> {
        let mut prenoms: Vec<String> = Vec::new();
        for _ in 0..=self.sous(3) {
            let prenom = self.pese(PRENOMS);
            if !prenoms.contains(&prenom) {
                prenoms.push(prenom);
            }
        }
        prenoms
    }

    pub fn naissance(&self) -> Date {
        let (annee, mois, jour) = (1958 + self.sous(46), 1 + self.sous(12), 1 + self.sous(28));
        date(annee as i16, mois as i8, jour as i8)
    }

    pub fn lieu(&self) -> (String, String) {
        match self.pese(LIEUX) {
            pays if pays.starts_with("99") => (String::new(), pays),
            commune => (commune, FRANCE.to_owned()),
        }
    }

    /// A civil status, and for one in four the name of exercise of a marriage.
    pub fn personne(&self) -> (EtatCivil, Option<String>) {
        let (commune_naissance, pays_naissance) = self.lieu();
        let etat_civil = EtatCivil {
            nom: self.nom(),
            prenoms: self.prenoms(),
            code_civilite: "MME".to_owned(),
            code_sexe: String::new(),
            naissance: Some(self.naissance().into()),
            commune_naissance,
            pays_naissance,
            lieu_naissance: String::new(),
        };
        let exercice = (self.sous(4) == 0).then(|| self.nom());
        (etat_civil, exercice)
    }

    /// Somebody who is not in the registry: a twin, a brother, a namesake of `voisin`, mostly a stranger.
    pub fn nouvelle(&self, tour: usize, voisin: &EtatCivil) -> EtatCivil {
        let (autre, _) = self.personne();
        if tour % 80 == 79 {
            return self.jumelle_composee(voisin);
        }
        if tour % 80 == 39 {
            return self.jumelle_croisee(voisin);
        }
        match tour % 8 {
            0 => self.jumelle(voisin),
            1 => EtatCivil { nom: voisin.nom.clone(), commune_naissance: voisin.commune_naissance.clone(), ..autre },
            2 => EtatCivil { nom: voisin.nom.clone(), prenoms: voisin.prenoms.clone(), ..autre },
            3 => EtatCivil { prenoms: voisin.prenoms.clone(), naissance: voisin.naissance, ..autre },
            _ => autre,
        }
    }

    /// The same but for one given name, of which theirs is a part, or which is a part of theirs: Marie and Marie-Lou.
    pub fn jumelle_composee(&self, voisin: &EtatCivil) -> EtatCivil {
        let prenom = match voisin.prenom().split_once('-') {
            Some((premier, _)) => premier.to_owned(),
            None => format!("{}-{}", voisin.prenom(), self.pese("Lou, Ange, Noëlle")),
        };
        EtatCivil { prenoms: vec![prenom], ..voisin.clone() }
    }

    /// The same with another given name first: Marie's twin is Claire Marie.
    pub fn jumelle_croisee(&self, voisin: &EtatCivil) -> EtatCivil {
        let premier = loop {
            let prenom = self.pese(PRENOMS);
            if !voisin.prenoms.contains(&prenom) {
                break prenom;
            }
        };
        EtatCivil { prenoms: vec![premier, voisin.prenom().to_owned()], ..voisin.clone() }
    }

    /// The same but for given names that share no beginning.
    pub fn jumelle(&self, voisin: &EtatCivil) -> EtatCivil {
        let debut = |prenom: &str| crate::pli::plier(prenom).chars().take(2).collect::<String>();
        loop {
            let prenoms = self.prenoms();
            let proche = prenoms.iter().any(|prenom| voisin.prenoms.iter().any(|autre| debut(prenom) == debut(autre)));
            if !proche && prenoms[0].split('-').all(|mot| !voisin.prenoms.iter().any(|autre| autre.contains(mot))) {
                return EtatCivil { prenoms, ..voisin.clone() };
            }
        }
    }
}
