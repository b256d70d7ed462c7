//! The card of somebody who gets their identifier with it: the form that the ANS accepts (F101, F301) is the order, in the same
//! transaction (CON-08, CON-11, CON-12, GES-09; docs/decisions/0042).

use carte_cps::ModeleCarte;
use sante::{Finess, IdentifiantNational};

use super::{Carte, CarteId, Etape, Origine};
use crate::guichet::Guichet;
use crate::journal::{Acte, CarteActe};
use crate::port::{Chantier, PortError};

/// Which card, whose, and to whom it is sent.
pub(crate) struct Commande {
    pub modele: ModeleCarte,
    pub porteur: IdentifiantNational,
    /// `None`: a CPS, which is the person's (MIE-13).
    pub structure: Option<Finess>,
}

impl Commande {
    pub(super) fn ouvrir(self, guichet: &Guichet, par: String) -> Carte {
        Carte {
            id: CarteId::from(guichet.ambient.chance.token()),
            modele: self.modele,
            porteur: self.porteur,
            structure: self.structure,
            etape: Etape::Commandee,
            origine: Origine::Commande,
            commande_par: par,
            commande_le: guichet.maintenant(),
            remplace: None,
            exercice: None,
        }
    }

    /// Inside the transaction that makes its holder known: nobody has an identifier for which no card is ordered. The letter that
    /// says that the form is accepted says this too. `par`: who hears that nothing comes, where nothing comes.
    pub(crate) async fn passer(
        self,
        guichet: &Guichet,
        chantier: &mut dyn Chantier,
        par: &IdentifiantNational,
    ) -> Result<(), PortError> {
        let carte = self.ouvrir(guichet, par.to_string());
        chantier.ecrire_carte(&carte).await?;
        guichet.journal.consigner(Acte::Carte(CarteActe::de(&par.to_string(), &carte))).await
    }
}
