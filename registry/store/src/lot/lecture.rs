use ambient::Timestamp;
use registry_core::lot::{Compte, Constat, Etape, Etat, LigneDeLot, Lot, LotId};
use registry_core::port::PortError;
use sante::Finess;

use crate::erreur::illisible;
use crate::fiche::Lue;
use crate::texte;

/// Of one file, for every statement that reads some.
pub const COLONNES: &str = "id, agent, fichier, empreinte, etablissements, ignorees, etape, attestations, depose_le, \
    lance_le, termine_le";
pub const LOTS: &str = "SELECT id, agent, fichier, empreinte, etablissements, ignorees, etape, attestations, depose_le, \
    lance_le, termine_le FROM lot";

pub fn lot(lue: &Lue) -> Result<Lot, PortError> {
    Ok(Lot {
        id: LotId::from(lue.texte("id")?),
        agent: lue.lu("agent")?,
        fichier: lue.texte("fichier")?,
        empreinte: lue.texte("empreinte")?,
        etablissements: texte::lire("lot.etablissements", &lue.texte("etablissements")?)?,
        ignorees: texte::lire("lot.ignorees", &lue.texte("ignorees")?)?,
        etape: etape(lue)?,
        depose_le: Timestamp::from_millis(lue.entier("depose_le")?),
    })
}

fn etape(lue: &Lue) -> Result<Etape, PortError> {
    let nom = lue.texte("etape")?;
    let instant =
        |colonne: &'static str| lue.instant(colonne)?.ok_or_else(|| illisible(colonne, "a stage without its instant"));
    match nom.as_str() {
        "APERCU" => Ok(Etape::Apercu),
        "EN_COURS" => {
            let attestations = lue.texte_ou_rien("attestations")?;
            let attestations = attestations.ok_or_else(|| illisible("lot.attestations", "confirmed without any"))?;
            let attestations = texte::lire("lot.attestations", &attestations)?;
            Ok(Etape::EnCours { attestations, lance_le: instant("lance_le")? })
        }
        "TERMINE" => Ok(Etape::Termine { lance_le: instant("lance_le")?, termine_le: instant("termine_le")? }),
        "ABANDONNE" => Ok(Etape::Abandonne),
        _ => Err(illisible("lot.etape", nom)),
    }
}

pub fn ligne(lue: &Lue) -> Result<LigneDeLot, PortError> {
    let contenu = Some(lue.texte("contenu")?).filter(|contenu| !contenu.is_empty());
    let contenu = contenu.map(|contenu| texte::lire("lot_ligne.contenu", &contenu)).transpose()?;
    let issue = lue.texte_ou_rien("issue")?.map(|issue| texte::lire("lot_ligne.issue", &issue)).transpose()?;
    Ok(LigneDeLot {
        ligne: numero(lue)?,
        nom: lue.texte("nom")?,
        prenom: lue.texte("prenom")?,
        structure: structure(lue)?,
        contenu,
        constat: texte::lire("lot_ligne.constat", &lue.texte("constat")?)?,
        remarques: texte::lire("lot_ligne.remarques", &lue.texte("remarques")?)?,
        issue,
    })
}

/// A line to do. One that cannot be read is lost, and those behind it are not.
pub fn a_faire(lue: &Lue) -> Result<LigneDeLot, PortError> {
    ligne(lue).or_else(|_unreadable| {
        Ok(LigneDeLot {
            ligne: numero(lue)?,
            nom: String::new(),
            prenom: String::new(),
            structure: None,
            contenu: None,
            constat: Constat::Refusee { ecarts: Vec::new() },
            remarques: Vec::new(),
            issue: None,
        })
    })
}

fn numero(lue: &Lue) -> Result<u32, PortError> {
    u32::try_from(lue.entier("ligne")?).map_err(|cause| illisible("lot_ligne.ligne", cause))
}

pub fn compte(lue: &Lue) -> Result<Compte, PortError> {
    let etat = lue.texte("etat")?;
    let nombre = lue.entier("nombre")?;
    Ok(Compte {
        structure: structure(lue)?,
        etat: Etat::lu(&etat).ok_or_else(|| illisible("lot_ligne.etat", etat))?,
        nombre: u32::try_from(nombre).unwrap_or(u32::MAX),
    })
}

fn structure(lue: &Lue) -> Result<Option<Finess>, PortError> {
    let texte = lue.texte_ou_rien("structure")?;
    texte.map(|texte| texte.parse().map_err(|cause| illisible("lot_ligne.structure", cause))).transpose()
}
