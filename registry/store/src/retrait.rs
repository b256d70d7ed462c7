//! Periods out of service, and the instants at which they begin and end.

use database::list;
use registry_core::port::{Fiche, PortError};
use registry_core::retrait::{Cause, Retrait};
use registry_core::{Personne, PorteurDeCarte, Professionnel};
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;

/// Gives those of `fiches` whom `retirees` names what was decided of them, in order.
pub async fn completer(
    connexion: &mut AnyConnection,
    fiches: &mut [Fiche],
    retirees: &[String],
) -> Result<(), PortError> {
    if retirees.is_empty() {
        return Ok(());
    }
    let sql = format!("SELECT * FROM retrait WHERE personne IN ({}) ORDER BY personne, ordre", list(1, retirees.len()));
    let mut demande = sqlx::query::<Any>(AssertSqlSafe(sql));
    for personne in retirees {
        demande = demande.bind(personne);
    }
    for ligne in demande.fetch_all(connexion).await.map_err(moteur)? {
        let lue = Lue(&ligne);
        let personne = lue.texte("personne")?;
        let sienne = fiches.iter_mut().find(|fiche| fiche.personne.identifiant().to_string() == personne);
        if let Some(fiche) = sienne {
            siens(&mut fiche.personne).push(lire(&lue)?);
        }
    }
    Ok(())
}

fn siens(personne: &mut Personne) -> &mut Vec<Retrait> {
    match personne {
        Personne::Professionnel(Professionnel { retraits, .. })
        | Personne::PorteurDeCarte(PorteurDeCarte { retraits, .. }) => retraits,
    }
}

fn lire(lue: &Lue) -> Result<Retrait, PortError> {
    let cause = lue.texte("cause")?;
    Ok(Retrait {
        cause: Cause::lue(&cause).ok_or_else(|| illisible("retrait.cause", &cause))?,
        debut: ambient::Timestamp::from_millis(lue.entier("debut")?),
        fin: lue.instant("fin")?,
    })
}
