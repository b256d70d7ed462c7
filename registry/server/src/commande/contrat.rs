//! Contracts, représentants légaux and card holders, as the operator records them.

use std::path::{Path, PathBuf};

use ambient::{Seconds, Timestamp};
use registry_core::habilitation::{Contrat, Etablissement, Habilitation, NouveauContrat, Perimetre};
use registry_core::{Periode, paris};
use registry_server::{NouveauPorteur, Registry};
use sante::{Finess, IdentifiantNational};
use serde::Deserialize;

use super::{CommandeError, dire};
use crate::cli::{ContratCommand, PorteurArgs, SignerArgs};

/// One row of `--structures`.
#[derive(Deserialize)]
struct Ligne {
    finess: Finess,
    finess_ej: Finess,
    raison_sociale: String,
    #[serde(default)]
    code_postal: String,
    #[serde(default)]
    code_commune: String,
    #[serde(default)]
    secteur: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ContratError {
    #[error("Donnez --ej ou --eg.")]
    SansNiveau,
    #[error(
        "{0} ne se lit pas : {1}. Gardez la ligne de titres, et un numéro FINESS dans les deux premières colonnes."
    )]
    Structures(PathBuf, csv::Error),
}

pub async fn executer(registre: &Registry, commande: &ContratCommand) -> Result<(), CommandeError> {
    match commande {
        ContratCommand::Signer(demande) => signer(registre, demande).await,
        ContratCommand::Succeder { niveau, successeur, operateur } => {
            let perimetre = niveau.perimetre().ok_or(ContratError::SansNiveau)?;
            registre.contrats().succeder(operateur, &perimetre, successeur).await?;
            dire(&format!("{successeur} représente {} depuis cet instant.\n", nommer(&perimetre)))
        }
        ContratCommand::Terminer { niveau, jusque, operateur } => {
            let perimetre = niveau.perimetre().ok_or(ContratError::SansNiveau)?;
            registre.contrats().terminer(operateur, &perimetre, *jusque).await?;
            registre.sans_suite().tour().await?;
            dire(&format!("Le contrat de {} finit le {}.\n", nommer(&perimetre), jusque.strftime("%d/%m/%Y")))
        }
        ContratCommand::Lister => lister(registre).await,
    }
}

async fn signer(registre: &Registry, demande: &SignerArgs) -> Result<(), CommandeError> {
    let perimetre = demande.niveau.perimetre().ok_or(ContratError::SansNiveau)?;
    let etablissements = demande.structures.as_deref().map(structures).transpose()?.unwrap_or_default();
    let contrats = registre.contrats();
    let contrat = contrats.signer(NouveauContrat {
        operateur: demande.operateur.clone(),
        perimetre: perimetre.clone(),
        representant: demande.representant.clone(),
        depuis: demande.depuis,
        jusque: demande.jusque,
        etablissements,
    });
    let id = contrat.await?;
    dire(&format!("Contrat {id} : {} représente {}.\n", demande.representant, nommer(&perimetre)))
}

pub async fn declarer(registre: &Registry, demande: PorteurArgs) -> Result<(), CommandeError> {
    let (finess, siret) = match &demande.identifiant {
        IdentifiantNational::Finess { finess, .. } => (finess.to_string(), String::new()),
        IdentifiantNational::Siret { siret, .. } => (String::new(), siret.to_string()),
        _ => Default::default(),
    };
    let structure = annuaire::Structure {
        finess_ej: demande.ej.map_or_else(|| finess.clone(), |ej| ej.to_string()),
        finess,
        siret,
        raison_sociale: demande.raison_sociale,
        ..annuaire::Structure::default()
    };
    let identifiant = demande.identifiant.clone();
    let correspondance =
        annuaire::Correspondance { mobile: demande.mobile, courriel: demande.courriel, activation_des: None };
    let porteur = NouveauPorteur {
        identifiant: demande.identifiant,
        nom: demande.nom,
        prenom: demande.prenom,
        code_civilite: demande.civilite,
        structure,
        correspondance,
    };
    registre.declaration().declarer_porteur(porteur).await?;
    dire(&format!("{identifiant} est connu du registre.\n"))
}

async fn lister(registre: &Registry) -> Result<(), CommandeError> {
    let mut texte = String::new();
    for (contrat, nommees) in registre.contrats().en_vigueur().await? {
        texte.push_str(&ligne(&contrat));
        nommees.iter().for_each(|une| texte.push_str(&nommee(une)));
    }
    dire(&texte)
}

fn ligne(contrat: &Contrat) -> String {
    format!("{} {}{}\n", contrat.id, nommer(&contrat.perimetre), dernier_jour(contrat.periode))
}

fn nommee(une: &Habilitation) -> String {
    format!("  {} {} sur {}{}\n", une.titre, une.personne, nommer(&une.perimetre), dernier_jour(une.periode))
}

/// As people write it: the day itself is included.
fn dernier_jour(periode: Periode) -> String {
    let jour = |fin: Timestamp| format!(", jusqu'au {}", paris::jour(fin.minus(Seconds(1))).strftime("%d/%m/%Y"));
    periode.fin.map(jour).unwrap_or_default()
}

fn nommer(perimetre: &Perimetre) -> String {
    format!("{} {}", perimetre.genre().as_str(), perimetre.finess())
}

fn structures(fichier: &Path) -> Result<Vec<Etablissement>, ContratError> {
    let refus = |cause| ContratError::Structures(fichier.to_owned(), cause);
    let mut lecteur = csv::Reader::from_path(fichier).map_err(refus)?;
    let lignes = lecteur.deserialize::<Ligne>().map(|lue| lue.map(etablissement).map_err(refus));
    lignes.collect()
}

fn etablissement(ligne: Ligne) -> Etablissement {
    let details = annuaire::Structure {
        raison_sociale: ligne.raison_sociale,
        code_postal: ligne.code_postal,
        code_commune: ligne.code_commune,
        ..annuaire::Structure::default()
    };
    Etablissement::nouveau(&ligne.finess, &ligne.finess_ej, (details, ligne.secteur))
}
