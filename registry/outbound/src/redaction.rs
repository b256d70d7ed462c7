//! What each notice says. Rules of writing: vous, one idea a sentence, the hour and not "soon", nobody to blame.

mod assistance;
mod carte;
mod certificat;
mod contact;
mod demande;
mod droit;
mod formulaire;
mod numero;
mod profession;

use registry_core::avis::Avis;

/// A mail without its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lettre {
    pub sujet: String,
    pub titre: String,
    pub blocs: Vec<Bloc>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bloc {
    Phrase(String),
    /// The number, to be found at a glance.
    Numero(String),
    Titre(String),
    /// What to do, in order.
    Etapes(Vec<Etape>),
    /// One fact a line.
    Lignes(Vec<String>),
    Discret(String),
}

/// The act, then what is to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Etape {
    pub acte: String,
    pub suite: String,
}

/// `assistance`: where people write or call when something is wrong.
pub fn rediger(avis: &Avis, assistance: &str) -> Lettre {
    match avis {
        Avis::Numero(numero) => numero::attribue(numero, assistance),
        Avis::SituationAjoutee { prenom, lieu, fonction, depuis } => demande::ajout(prenom, lieu, fonction, *depuis),
        Avis::Rejet { prenom, lieu, motif, commentaire } => demande::rejet(prenom, lieu, motif, commentaire.as_deref()),
        Avis::RefusDuRegistre { prenom, lieu, motif } => demande::refus((prenom, lieu), motif, assistance),
        Avis::MiseAJour { prenom, lieu, changements } => demande::mise_a_jour(prenom, lieu, changements),
        Avis::DemandeAcceptee { prenom, lieu, changements } => demande::acceptee(prenom, lieu, changements),
        Avis::ContactRemplace { prenom, le, par, change, activation_des } => {
            contact::remplace(prenom, (*le, *activation_des), (*par, *change), assistance)
        }
        Avis::ContactEnregistre { prenom, identifiant, activation_des } => {
            contact::enregistre(prenom, identifiant, *activation_des)
        }
        Avis::ProfessionSuivie { prenom, lieu, libelle, suite } => profession::suivie(prenom, (lieu, libelle), suite),
        Avis::Carte(dit) => carte::dire(dit, assistance),
        Avis::Certificat(dit) => certificat::dire(dit, assistance),
        Avis::Droit(droit) => droit::dire(droit, assistance),
        Avis::Formulaire(dit) => formulaire::dire(dit, assistance),
        Avis::EtatCivilCorrige { prenom, le } => contact::etat_civil(prenom, *le, assistance),
        Avis::Retrait { prenom, retrait } => assistance::retrait(prenom, retrait, assistance),
        Avis::Reprise { prenom, des } => assistance::reprise(prenom, *des, assistance),
        Avis::ContactGele { prenom, le } => assistance::gel(prenom, *le, assistance),
        Avis::ContactDegele { prenom, le } => assistance::degel(prenom, *le, assistance),
        Avis::GelEcarte { prenom, commentaire } => assistance::gel_ecarte(prenom, commentaire, assistance),
    }
}

/// Somebody whom the registry does not name is greeted all the same.
fn bonjour(prenom: &str, suite: &str) -> String {
    if prenom.is_empty() { format!("Bonjour, {suite}") } else { format!("Bonjour {prenom}, {suite}") }
}

fn phrase(texte: impl Into<String>) -> Bloc {
    Bloc::Phrase(texte.into())
}

fn titre(texte: &str) -> Bloc {
    Bloc::Titre(texte.to_owned())
}

/// What every mail about an e-CPS ends with.
fn jamais() -> Bloc {
    Bloc::Discret("Nous ne vous demanderons jamais votre code secret, ni par e-mail, ni par téléphone.".to_owned())
}
