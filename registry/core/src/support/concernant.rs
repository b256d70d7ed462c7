use std::fmt;

use sante::IdentifiantNational;

use crate::personne::EtatCivil;
use crate::port::{PortError, Registre};

/// One line of a list of the support, and whom it is about: a number alone lets nobody see that it is the wrong one.
#[derive(Clone)]
pub struct Concernant<T> {
    pub ligne: T,
    /// As the registry holds it today; `None`: it holds nobody of that number.
    pub etat_civil: Option<EtatCivil>,
}

/// `de`: whose line it is. The journal has been told of them before.
pub(super) async fn concernant<T>(
    registre: &dyn Registre,
    lignes: Vec<T>,
    de: impl Fn(&T) -> &IdentifiantNational,
) -> Result<Vec<Concernant<T>>, PortError> {
    let personnes: Vec<_> = lignes.iter().map(|ligne| de(ligne).clone()).collect();
    let etats_civils = registre.etats_civils(&personnes).await?;
    let nommer = |ligne: T| Concernant { etat_civil: etats_civils.get(de(&ligne)).cloned(), ligne };
    Ok(lignes.into_iter().map(nommer).collect())
}

/// A civil status is shown to the support, nowhere else.
impl<T: fmt::Debug> fmt::Debug for Concernant<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Concernant").field("ligne", &self.ligne).finish_non_exhaustive()
    }
}
