use std::collections::BTreeMap;

use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use pages::{Cadre, Icone, Langue, Page};
use registry_core::lot::{Choix, Constat, Deja, Etape, Etat, Issue, LigneDeLot, Lot, LotId, LotVu};
use sante::Finess;

use super::contextes::{Chiffre, ChoixDit, LieuCompte, LigneDite, PageLot, PhraseDite, Progres};
use super::{ADRESSE, DECLARATIONS, Vue, adresse, refus};
use crate::bureau::{agent, cadre};
use crate::contextes;
use crate::formulaire::{Atelier, Champ, Remarque, Saisie, dans_l_ordre};
use crate::parole::{Parole, imprimee};
use crate::rubriques::Feuille;
use crate::visite::Visite;

/// Lines on one page.
const PAGE: u32 = 100;

/// One file as it is asked for, with what was ticked and what is objected.
pub struct Demande {
    pub id: LotId,
    pub vue: Vue,
    pub saisie: Saisie,
    pub remarques: Vec<Remarque>,
}

pub async fn repondre(visite: &Visite, demande: Demande) -> Response {
    let Some(agent) = agent(visite) else { return Redirect::to("/").into_response() };
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let lots = &visite.portail.0.lots;
    let vu = match lots.voir(&agent, &demande.id).await {
        Ok(vu) if vu.lot.etape == Etape::Abandonne => return Redirect::to(ADRESSE).into_response(),
        Ok(vu) => vu,
        Err(cause) => return refus(visite, &cause),
    };
    let etat = Etat::lu(&demande.vue.etat).or_else(|| premier(&vu));
    let choix = Choix { etat, sauter: demande.vue.page.saturating_mul(PAGE), limite: PAGE };
    // while it moves, a list would be old before it is read
    let lignes = match vu.lot.etape {
        Etape::EnCours { .. } => Vec::new(),
        _ => match lots.lignes(&agent, &demande.id, choix).await {
            Ok(lignes) => lignes,
            Err(cause) => return refus(visite, &cause),
        },
    };
    let statut = if demande.remarques.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let contexte = contexte((cadre(visite, ADRESSE), csrf), &vu, &lignes, (etat, demande));
    Page::new(statut, contexte).into_response()
}

/// What asks for somebody first.
fn premier(vu: &LotVu) -> Option<Etat> {
    Etat::TOUS.into_iter().find(|etat| vu.nombre(*etat) > 0)
}

/// Lines that the work has left behind.
pub fn faites(vu: &LotVu) -> u32 {
    vu.lignes() - vu.a_faire()
}

pub fn contexte(
    (cadre, csrf): (Cadre, pages::Csrf),
    vu: &LotVu,
    lignes: &[LigneDeLot],
    (etat, demande): (Option<Etat>, Demande),
) -> PageLot {
    let adresse = adresse(&vu.lot.id);
    let apercu = vu.lot.etape == Etape::Apercu;
    let attestations = if apercu && vu.a_faire() > 0 { declarations(&cadre, &demande) } else { Vec::new() };
    let noms: Vec<&str> = attestations.iter().map(|champ| champ.nom.as_str()).collect();
    let remarques = dans_l_ordre(demande.remarques, &noms);
    let mots = match vu.lot.etape {
        Etape::EnCours { .. } => "lot-en-cours",
        Etape::Termine { .. } => "lot-termine",
        Etape::Apercu | Etape::Abandonne => "lot-apercu",
    };
    let etats = Etat::TOUS.into_iter().filter(|etat| vu.nombre(*etat) > 0);
    PageLot {
        titre: cadre.t1(&format!("{mots}-titre"), "fichier", &vu.lot.fichier),
        aide: cadre.tn(&format!("{mots}-aide"), vu.lignes() as usize),
        progres: progres(&cadre, vu, &adresse),
        apercu,
        ignorees: if apercu { vu.lot.ignorees.clone() } else { Vec::new() },
        chiffres: etats.clone().map(|etat| chiffre(&cadre, etat, vu.nombre(etat))).collect(),
        lieux: lieux(&cadre, vu),
        choix: etats.map(|un| choix_dit(&cadre, vu, (&adresse, un), etat)).collect(),
        lignes: lignes.iter().map(|ligne| ligne_dite(&cadre, &vu.lot, ligne)).collect(),
        feuilles: feuilles(vu, &adresse, (etat, demande.vue.page)),
        attestations,
        remarques,
        adresse,
        csrf,
        cadre,
    }
}

fn declarations(cadre: &Cadre, demande: &Demande) -> Vec<Champ> {
    let atelier = Atelier { cadre, saisie: &demande.saisie, remarques: &demande.remarques };
    DECLARATIONS.map(|(champ, _)| atelier.coche(champ)).into()
}

fn progres(cadre: &Cadre, vu: &LotVu, adresse: &str) -> Option<Progres> {
    let Etape::EnCours { .. } = vu.lot.etape else { return None };
    let (faites, total) = (faites(vu), vu.lignes());
    let phrase = cadre.texte("lot-avancement", &[("faites", faites.into()), ("total", total.into())]);
    Some(Progres { faites, total, phrase, etat: format!("{adresse}/etat?faites={faites}") })
}

fn chiffre(cadre: &Cadre, etat: Etat, nombre: u32) -> Chiffre {
    Chiffre { nombre, etat: dit(cadre, etat, nombre) }
}

/// A word as it agrees with so many lines, an icon, a colour.
fn dit(cadre: &Cadre, etat: Etat, nombre: u32) -> contextes::Etat {
    let (mot, icone, ton) = match etat {
        Etat::Refusee => ("lot-refusee", Icone::Alert, "badge--danger"),
        Etat::ADecider => ("lot-a-decider", Icone::Users, "badge--warn"),
        Etat::Rattachement => ("lot-rattachement", Icone::Plus, "badge--accent"),
        Etat::Prete => ("lot-prete", Icone::Check, "badge--ok"),
        Etat::EnPlace => ("lot-en-place", Icone::Check, ""),
        Etat::Inscrite => ("lot-inscrite", Icone::Check, "badge--ok"),
        Etat::Rattachee => ("lot-rattachee", Icone::Plus, "badge--ok"),
        Etat::AExaminer => ("lot-a-examiner", Icone::Users, "badge--warn"),
        Etat::Transmise => ("lot-transmise", Icone::Next, ""),
    };
    contextes::Etat { mot: cadre.tn(mot, nombre as usize), icone, ton, note: String::new() }
}

fn lieux(cadre: &Cadre, vu: &LotVu) -> Vec<LieuCompte> {
    let mut par_lieu: BTreeMap<Option<&Finess>, Vec<String>> = BTreeMap::new();
    for compte in &vu.comptes {
        let mot = dit(cadre, compte.etat, compte.nombre).mot;
        let dit = cadre.texte("lot-compte", &[("mot", mot.into()), ("nombre", compte.nombre.into())]);
        par_lieu.entry(compte.structure.as_ref()).or_default().push(dit);
    }
    let lieux = par_lieu.into_iter().map(|(finess, comptes)| LieuCompte {
        nom: finess.map_or_else(|| cadre.t("lot-sans-lieu"), |finess| nom(&vu.lot, finess)),
        finess: finess.map(ToString::to_string).unwrap_or_default(),
        comptes,
    });
    lieux.collect()
}

fn nom(lot: &Lot, finess: &Finess) -> String {
    let connu = lot.etablissements.iter().find(|etablissement| etablissement.finess == *finess);
    connu.map_or_else(|| finess.to_string(), |connu| connu.nom.clone())
}

fn choix_dit(cadre: &Cadre, vu: &LotVu, (adresse, etat): (&str, Etat), courant: Option<Etat>) -> ChoixDit {
    ChoixDit {
        mot: dit(cadre, etat, vu.nombre(etat)).mot,
        href: format!("{adresse}?etat={}#lignes", etat.as_str()),
        courant: courant == Some(etat),
        nombre: vu.nombre(etat),
    }
}

fn ligne_dite(cadre: &Cadre, lot: &Lot, ligne: &LigneDeLot) -> LigneDite {
    let objecte = ligne.ecarts().iter().map(|ecart| PhraseDite {
        colonne: ecart.colonne.map_or("", |colonne| colonne.nom()),
        texte: Parole::from(ecart).dire(cadre),
        langue: cadre.langue,
    });
    let de_la_ligne = |texte: String, langue| PhraseDite { colonne: "", texte, langue };
    let mut phrases: Vec<PhraseDite> = objecte.collect();
    phrases.extend(ligne.remarques.iter().map(|remarque| de_la_ligne(imprimee(remarque), Langue::Fr)));
    phrases.extend(deja(cadre, ligne).map(|phrase| de_la_ligne(phrase, cadre.langue)));
    let lien = match &ligne.issue {
        Some(Issue::AExaminer { demande }) => Some(format!("/bureau/demandes/{demande}")),
        _ => None,
    };
    LigneDite {
        ligne: ligne.ligne,
        nom: format!("{} {}", ligne.prenom, ligne.nom).trim().to_owned(),
        lieu: ligne.structure.as_ref().map(|finess| nom(lot, finess)).unwrap_or_default(),
        etat: dit(cadre, ligne.etat(), 1),
        phrases,
        lien,
    }
}

/// Who is known from where, while nothing is done yet.
fn deja(cadre: &Cadre, ligne: &LigneDeLot) -> Option<String> {
    let (mots, deja) = match (&ligne.issue, &ligne.constat) {
        (Some(Issue::Inscrite { personne } | Issue::Rattachee { personne }), _) => {
            return personne.rpps().map(|rpps| cadre.t1("lot-numero", "numero", rpps));
        }
        (None, Constat::Rattachement { deja }) => ("lot-connue", deja),
        (None, Constat::ADecider { deja }) => ("lot-semblable", deja),
        _ => return None,
    };
    Some(match deja {
        Deja::Registre => cadre.t(format!("{mots}-registre")),
        Deja::Ligne(autre) => cadre.t1(&format!("{mots}-ligne"), "ligne", autre),
    })
}

fn feuilles(vu: &LotVu, adresse: &str, (etat, courante): (Option<Etat>, u32)) -> Vec<Feuille> {
    let Some(etat) = etat else { return Vec::new() };
    let nombre = vu.nombre(etat).div_ceil(PAGE);
    Feuille::vers((courante + 1, nombre), |numero| {
        format!("{adresse}?etat={}&page={}#lignes", etat.as_str(), numero - 1)
    })
}
