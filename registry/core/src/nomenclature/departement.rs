use std::sync::OnceLock;

use super::table::{NomenclatureError, Table};
use super::terme::Periode;

/// A department as long as it had this code and this name.
#[derive(Clone, Debug)]
struct Departement {
    code: String,
    libelle: String,
    periode: Periode,
}

/// The code of the department of a commune: `93`, `2A`, `974`.
pub fn code(commune: &str) -> &str {
    let longueur = if commune.starts_with("97") || commune.starts_with("98") { 3 } else { 2 };
    commune.get(..longueur).unwrap_or_default()
}

/// What the department is called in which this commune is, or last was: `75066`, until 1968, is in the Seine.
pub fn nom(commune: &str, periode: Periode) -> &'static str {
    let siens = departements().iter().filter(|un| un.code == code(commune));
    let dernier = periode.dernier_jour();
    let sien = siens.into_iter().find(|un| dernier.map_or(un.periode.au.is_none(), |jour| un.periode.contient(jour)));
    sien.map_or("", |un| un.libelle.as_str())
}

/// As certificates write it, `Rhône (69)`, of the commune; empty where it is not known.
pub fn ecrit(commune: &str) -> String {
    match nom(commune, Periode::default()) {
        "" => String::new(),
        nom => format!("{nom} ({})", code(commune)),
    }
}

fn departements() -> &'static [Departement] {
    static LUS: OnceLock<Vec<Departement>> = OnceLock::new();
    LUS.get_or_init(|| {
        lire(include_str!("../../data/departements.csv")).expect("the compiled list is read by the tests")
    })
}

fn lire(texte: &str) -> Result<Vec<Departement>, NomenclatureError> {
    let table = Table::lire("departements.csv", texte)?;
    let (code, libelle) = (table.colonne(&["code"])?, table.colonne(&["libelle"])?);
    let (du, au) = (table.place(&["du"]), table.place(&["au"]));
    let lus = table.rangees().map(|rangee| {
        let periode = Periode { du: rangee.jour(du)?, au: rangee.jour(au)? };
        Ok(Departement { code: rangee.copie(Some(code)), libelle: rangee.copie(Some(libelle)), periode })
    });
    lus.collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_department_is_named_as_it_was_when_the_commune_ended() {
        let toujours = Periode::default();
        let jusqu_en_1967 = Periode { du: None, au: Some(date(1968, 1, 1)) };
        assert_eq!([nom("75056", toujours), nom("75066", jusqu_en_1967)], ["Paris", "Seine"]);
        assert_eq!([nom("78228", jusqu_en_1967), nom("78646", toujours)], ["Seine-et-Oise", "Yvelines"]);
        let jusqu_en_1975 = Periode { du: None, au: Some(date(1976, 1, 1)) };
        assert_eq!([nom("20033", jusqu_en_1975), nom("2B033", toujours)], ["Corse", "Haute-Corse"]);
        assert_eq!([nom("97411", toujours), nom("98735", toujours)], ["La Réunion", "Polynésie française"]);
        assert_eq!(nom("00000", toujours), "");
    }
}
