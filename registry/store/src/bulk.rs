//! Many rows in one statement, created or replaced.

use database::rows;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

/// One table as writing sees it.
pub struct Table {
    pub nom: &'static str,
    /// The key's columns first.
    pub colonnes: &'static [&'static str],
    /// How many columns make the key.
    pub cle: usize,
}

/// A value with its type, null or not: an untyped null is refused by PostgreSQL.
pub enum Valeur {
    Texte(Option<String>),
    Entier(Option<i64>),
    Octets(Vec<u8>),
}

pub type Ligne = Vec<Valeur>;

impl From<&str> for Valeur {
    fn from(texte: &str) -> Self {
        Self::Texte(Some(texte.to_owned()))
    }
}

impl From<String> for Valeur {
    fn from(texte: String) -> Self {
        Self::Texte(Some(texte))
    }
}

impl From<Option<String>> for Valeur {
    fn from(texte: Option<String>) -> Self {
        Self::Texte(texte)
    }
}

impl From<i64> for Valeur {
    fn from(nombre: i64) -> Self {
        Self::Entier(Some(nombre))
    }
}

impl From<Option<i64>> for Valeur {
    fn from(nombre: Option<i64>) -> Self {
        Self::Entier(nombre)
    }
}

/// Rows a statement: far below the parameter limits of both engines, and past that nothing is gained.
const PAQUET: usize = 64;

impl Table {
    /// No two of `lignes` may have the same key.
    pub async fn ecrire(&self, connexion: &mut AnyConnection, lignes: Vec<Ligne>) -> Result<(), sqlx::Error> {
        let mut lignes = lignes.into_iter().peekable();
        while lignes.peek().is_some() {
            let paquet: Vec<Ligne> = lignes.by_ref().take(PAQUET).collect();
            let sql = self.sql(paquet.len(), &self.remplacer());
            executer(connexion, sql, paquet).await?;
        }
        Ok(())
    }

    /// One row, unless there is one of this key: `false`, and that one stays as it is.
    pub async fn creer(&self, connexion: &mut AnyConnection, ligne: Ligne) -> Result<bool, sqlx::Error> {
        Ok(executer(connexion, self.sql(1, "NOTHING"), vec![ligne]).await? == 1)
    }

    fn remplacer(&self) -> String {
        let (_, reste) = self.colonnes.split_at(self.cle);
        let remplace: Vec<String> = reste.iter().map(|colonne| format!("{colonne} = excluded.{colonne}")).collect();
        if reste.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", remplace.join(", ")) }
    }

    /// The text is made of the names above and of numbers, never of a value.
    fn sql(&self, nombre: usize, deja: &str) -> String {
        let (cle, _) = self.colonnes.split_at(self.cle);
        format!(
            "INSERT INTO {} ({}) VALUES {} ON CONFLICT ({}) DO {deja}",
            self.nom,
            self.colonnes.join(", "),
            rows(nombre, self.colonnes.len()),
            cle.join(", "),
        )
    }
}

async fn executer(connexion: &mut AnyConnection, sql: String, lignes: Vec<Ligne>) -> Result<u64, sqlx::Error> {
    let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
    for valeur in lignes.into_iter().flatten() {
        demande = match valeur {
            Valeur::Texte(texte) => demande.bind(texte),
            Valeur::Entier(nombre) => demande.bind(nombre),
            Valeur::Octets(octets) => demande.bind(octets),
        };
    }
    Ok(demande.execute(&mut *connexion).await?.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_statement_share_the_numbering() {
        let table = Table { nom: "t", colonnes: &["a", "b"], cle: 1 };
        let attendu = "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT (a) DO UPDATE SET b = excluded.b";
        assert_eq!(table.sql(2, &table.remplacer()), attendu);
    }

    #[test]
    fn a_row_that_is_its_key_is_written_once() {
        let table = Table { nom: "t", colonnes: &["a", "b"], cle: 2 };
        assert_eq!(
            table.sql(1, &table.remplacer()),
            "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT (a, b) DO NOTHING"
        );
    }
}
