use annuaire::{Correspondance, Fait};
use sante::{IdentifiantNational, SituationId};

use crate::avis::{Avis, Disponibilite, NumeroAttribue, Sujet as Concerne};
use crate::demande::{CauseRefus, Demande, DemandeError, Etape, Sujet};
use crate::guichet::Guichet;
use crate::identite::Certification;
use crate::numero;
use crate::personne::{EtatCivil, Personne, Professionnel};
use crate::port::{Chantier, Ecritures};
use crate::situation_acte::{Lieu, SituationDemandee, ouvrir};
use crate::source::Source;

/// Gives a number, writes the person with their first situation, and tells them (NOT-01, NOT-04, NOT-05).
pub async fn inscrire(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (etat_civil, certification, correspondance): (&EtatCivil, Certification, &Correspondance),
    (lieu, situation): (&Lieu, &SituationDemandee),
) -> Result<(IdentifiantNational, SituationId), DemandeError> {
    let identifiant = IdentifiantNational::Rpps(numero::prochain(chantier, guichet.plage).await?);
    let personne = nouvelle(identifiant.clone(), etat_civil.clone());
    let ouverture = ouvrir(&personne, lieu, situation)?;
    let id = ouverture.id;
    let ecritures = Ecritures {
        personnes: vec![Personne::Professionnel(personne)],
        exercices: ouverture.exercice.into_iter().collect(),
        situations: vec![ouverture.situation],
        correspondances: vec![(identifiant.clone(), correspondance.clone())],
        certifications: vec![(identifiant.clone(), certification)],
        evenements: vec![
            (identifiant.clone(), Fait::PersonneInscrite),
            (identifiant.clone(), Fait::SituationOuverte { situation: id.clone() }),
        ],
        ..Ecritures::default()
    };
    let maintenant = guichet.maintenant();
    chantier.ecrire(&ecritures, maintenant).await?;
    let disponibilite = Disponibilite::depuis(maintenant);
    chantier.programmer(&identifiant, disponibilite).await?;
    let attribue = (identifiant.clone(), etat_civil.prenom().to_owned());
    let avis = annonce(guichet, attribue, (lieu, situation), disponibilite);
    let concerne = Concerne::Personne(identifiant.clone());
    guichet.ecrire_a(chantier, concerne, correspondance.courriel.clone(), (&lieu.structure, avis)).await?;
    Ok((identifiant, id))
}

/// Before anything is known of their work.
fn nouvelle(identifiant: IdentifiantNational, etat_civil: EtatCivil) -> Professionnel {
    Professionnel {
        identifiant,
        source: Source::Portail,
        etat_civil,
        autres_identifiants: Vec::new(),
        desactivation: None,
        retraits: Vec::new(),
        exercices: Vec::new(),
    }
}

/// To whom, and from when it serves (NOT-04, NOT-05).
fn annonce(
    guichet: &Guichet,
    (identifiant, prenom): (IdentifiantNational, String),
    (lieu, situation): (&Lieu, &SituationDemandee),
    disponibilite: Disponibilite,
) -> Avis {
    Avis::Numero(Box::new(NumeroAttribue {
        prenom,
        identifiant,
        nom_exercice: format!("{} {}", situation.noms.prenom.trim(), situation.noms.nom.trim()),
        fonction: guichet.fonction(&situation.profession),
        lieu: lieu.structure.details.raison_sociale.clone(),
        depuis: situation.periode().debut,
        ecps_le: disponibilite.ecps_le,
        gestionnaire: None,
    }))
}

/// The registry refuses: the professional is told where the registry knows them, else where the request says; no
/// gestionnaire is (NOT-03).
pub async fn refuser(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    demande: &Demande,
    (lieu, connue): (&Lieu, &IdentifiantNational),
) -> Result<Etape, DemandeError> {
    let trouvee = chantier.connues(std::slice::from_ref(connue)).await?.pop();
    // whoever asks in the name of the dead, nobody writes to them
    if chantier.decedee(connue, guichet.maintenant()).await? {
        return Ok(Etape::RefuseeParLeRegistre { cause: CauseRefus::DejaInscrite, le: guichet.maintenant() });
    }
    let sienne = trouvee.and_then(|connue| connue.correspondance?.courriel);
    let (prenom, saisie) = match &demande.dossier.sujet {
        Sujet::Nouvelle { etat_civil, correspondance, .. } => {
            (etat_civil.prenom().to_owned(), correspondance.courriel.clone())
        }
        Sujet::Connue(_) | Sujet::Oubliee(_) => (String::new(), None),
    };
    let motif = "Vous avez déjà un numéro RPPS : il vous suit toute votre carrière. Communiquez-le à votre employeur, qui vous rattachera.";
    let lieu_nomme = lieu.structure.details.raison_sociale.clone();
    let avis = Avis::RefusDuRegistre { prenom, lieu: lieu_nomme, motif: motif.to_owned() };
    let concerne = Concerne::Demande(demande.id.to_string());
    guichet.ecrire_a(chantier, concerne, sienne.or(saisie), (&lieu.structure, avis)).await?;
    Ok(Etape::RefuseeParLeRegistre { cause: CauseRefus::DejaInscrite, le: guichet.maintenant() })
}
