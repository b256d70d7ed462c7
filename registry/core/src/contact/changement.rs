use ambient::{Seconds, Timestamp};
use annuaire::{Correspondance, Fait};
use sante::IdentifiantNational;

use super::coordonnees::{CoordonneesSaisies, difference};
use super::erreur::ContactError;
use super::preuve::PreuveForte;
use crate::avis::{Avis, AvisAEnvoyer, ContactChange, EnTete, ParQui, Sujet};
use crate::guichet::Guichet;
use crate::journal::Dossier;
use crate::personne::Personne;
use crate::port::{Chantier, Connue, Ecritures};

/// The person changes where codes and mails go (SIT-14, COL-11).
#[derive(Clone)]
pub struct Changement {
    guichet: Guichet,
}

/// Before it, nobody activates an e-CPS with the new contact data: time for the notice at the old address to be read.
pub(crate) const REFROIDISSEMENT: Seconds = Seconds::hours(72);

impl Changement {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// From when the new contact data activate an e-CPS. One that is active stays so.
    pub async fn changer(&self, preuve: &PreuveForte, saisies: &CoordonneesSaisies) -> Result<Timestamp, ContactError> {
        let maintenant = self.guichet.maintenant();
        if !preuve.fraiche(maintenant) {
            return Err(ContactError::PreuvePerimee);
        }
        let apres = saisies.verifier().map_err(ContactError::Saisie)?.correspondance();
        let mut chantier = self.guichet.registre.chantier().await?;
        let (personne, avant) = connue(chantier.as_mut(), &preuve.personne, maintenant).await?;
        libres(chantier.as_mut(), &preuve.personne).await?;
        let remplacement = Remplacement {
            change: difference(&avant, &apres).ok_or(ContactError::Inchangees)?,
            personne: &personne,
            avant: &avant,
            apres: &apres,
            par: ParQui::LaPersonne,
            des: maintenant.plus(REFROIDISSEMENT),
        };
        remplacement.ecrire(&self.guichet, chantier.as_mut()).await?;
        let acte = Dossier::Contact {
            agent: preuve.personne.clone(),
            personne: preuve.personne.clone(),
            moyen: preuve.moyen.as_str(),
            champs: champs(remplacement.change),
        };
        self.guichet.clore_dossier(chantier, acte).await?;
        Ok(remplacement.des)
    }
}

/// Contact data that take the place of others, with everything that follows.
pub(crate) struct Remplacement<'a> {
    pub personne: &'a Personne,
    pub avant: &'a Correspondance,
    pub apres: &'a Correspondance,
    pub change: ContactChange,
    pub par: ParQui,
    /// From when they activate an e-CPS.
    pub des: Timestamp,
}

impl Remplacement<'_> {
    pub async fn ecrire(&self, guichet: &Guichet, chantier: &mut dyn Chantier) -> Result<(), ContactError> {
        let (maintenant, identifiant) = (guichet.maintenant(), self.personne.identifiant());
        let ecritures = Ecritures {
            correspondances: vec![(identifiant.clone(), self.apres.clone())],
            evenements: vec![(identifiant.clone(), Fait::CorrespondanceModifiee)],
            ..Ecritures::default()
        };
        chantier.ecrire(&ecritures, maintenant).await?;
        chantier.tenir(identifiant, maintenant).await?;
        chantier.refroidir(identifiant, self.des).await?;
        chantier.garder_anciennes(identifiant, self.avant, (maintenant, self.des)).await?;
        chantier.classer_retours(&Sujet::Personne(identifiant.clone()), maintenant).await?;
        Ok(guichet.poster(chantier, &self.avis(guichet)).await?)
    }

    /// One to the address that was true until now, one to the address that is true from now on; when they are the same,
    /// the first says all.
    fn avis(&self, guichet: &Guichet) -> Vec<AvisAEnvoyer> {
        let maintenant = guichet.maintenant();
        let (prenom, identifiant) = (self.personne.etat_civil().prenom().to_owned(), self.personne.identifiant());
        let en_tete = |quoi: &str| EnTete {
            origine: format!("contact:{identifiant}:{}:{quoi}", guichet.ambient.chance.token()),
            sujet: Sujet::Personne(identifiant.clone()),
            structure: None,
        };
        let (par, change, activation_des) = (self.par, self.change, self.des);
        let remplace = Avis::ContactRemplace { prenom: prenom.clone(), le: maintenant, par, change, activation_des };
        let enregistre = Avis::ContactEnregistre { prenom, identifiant: identifiant.clone(), activation_des };
        let ancien = self.avant.courriel.as_deref().map(|ancien| (ancien, remplace, "ancien"));
        let nouveau = self.apres.courriel.as_deref().filter(|_| self.change != ContactChange::Mobile);
        let nouveau = nouveau.map(|nouveau| (nouveau, enregistre, "nouveau"));
        let envois = [ancien, nouveau].into_iter().flatten();
        envois.map(|(a, avis, quoi)| AvisAEnvoyer::nouveau(&guichet.ambient, en_tete(quoi), a.into(), avis)).collect()
    }
}

/// An active person, with their contact data.
pub(super) async fn connue(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<(Personne, Correspondance), ContactError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    let connue = connue.filter(|connue| connue.personne.active(le));
    let Connue { personne, correspondance, .. } = connue.ok_or(ContactError::Inconnue)?;
    Ok((personne, correspondance.unwrap_or_default()))
}

/// Nobody froze them.
pub(super) async fn libres(chantier: &mut dyn Chantier, identifiant: &IdentifiantNational) -> Result<(), ContactError> {
    match chantier.gel(identifiant).await? {
        Some(_) => Err(ContactError::Gelees),
        None => Ok(()),
    }
}

/// As the journal names them.
pub(crate) const fn champs(change: ContactChange) -> &'static str {
    match change {
        ContactChange::Mobile => "mobile",
        ContactChange::Courriel => "courriel",
        ContactChange::LesDeux => "mobile, courriel",
    }
}
