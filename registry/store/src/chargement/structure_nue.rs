//! Tables without their keys and indexes. To check a constraint row by row costs more than to check it once at the end,
//! and an index is made sooner than it grows. The server says itself what the tables have, so that nothing is forgotten.

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor as _};

use crate::tables;

/// What is taken off. `evenement` keeps its key: its rows come in order, and readers wait for none of this.
const TABLES: &[&str] = &[
    tables::STRUCTURE.nom,
    tables::PERSONNE.nom,
    tables::EXERCICE.nom,
    tables::SITUATION.nom,
    tables::CORRESPONDANCE.nom,
    tables::EMPREINTE.nom,
    tables::RESSEMBLANCE.nom,
    tables::MOT.nom,
    tables::MOT_CONNU.nom,
    tables::MOT_PROCHE.nom,
];

/// Foreign keys of these tables and on these tables first, then keys: how to take off, how to put back.
const CONTRAINTES: &str = "\
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), \
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) \
    FROM pg_constraint \
    WHERE (contype IN ('f', 'p', 'u') AND conrelid = ANY (SELECT to_regclass(nom) FROM unnest($1::text[]) AS nom)) \
       OR (contype = 'f' AND confrelid = ANY (SELECT to_regclass(nom) FROM unnest($1::text[]) AS nom)) \
    ORDER BY contype = 'f' DESC, conname";

const INDEX: &str = "\
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid) \
    FROM pg_index \
    WHERE indrelid = ANY (SELECT to_regclass(nom) FROM unnest($1::text[]) AS nom)";

/// Enough to sort most of an index in memory; the server gives it back with the transaction.
const MEMOIRE: &str = "SET LOCAL maintenance_work_mem = '256MB'";

/// How to put back what was taken off.
pub struct StructureNue(Vec<String>);

impl StructureNue {
    pub async fn mettre(connexion: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let mut remises = Vec::new();
        // constraints take their indexes with them: what remains afterwards are the others
        for question in [CONTRAINTES, INDEX] {
            let lignes: Vec<(String, String)> =
                sqlx::query_as(question).bind(TABLES).fetch_all(&mut *connexion).await?;
            for (retrait, remise) in lignes {
                // both texts were made by the server out of its own names
                connexion.execute(AssertSqlSafe(retrait)).await?;
                remises.push(remise);
            }
        }
        // keys, then indexes, then foreign keys, which look into both
        remises.sort_by_key(|remise| (remise.contains(" FOREIGN KEY "), remise.starts_with("CREATE")));
        Ok(Self(remises))
    }

    /// A row that breaks a rule is found here: then nothing of the load is kept.
    pub async fn rendre(self, connexion: &mut PgConnection) -> Result<(), sqlx::Error> {
        connexion.execute(MEMOIRE).await?;
        for remise in self.0 {
            connexion.execute(AssertSqlSafe(remise)).await?;
        }
        for table in TABLES {
            connexion.execute(AssertSqlSafe(format!("ANALYZE {table}"))).await?;
        }
        Ok(())
    }
}
