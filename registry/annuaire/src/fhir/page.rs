//! A search from its question to its page, and a page to the next one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use registry_core::annuaire::{Etape, MeneurLieu};
use sante::SituationId;
use serde_json::Value;

use super::demande::Demande;
use super::lecture::{self, Lues, Position};
use super::refus::Refus;
use super::ressource::{Genre, lieu_d_id};
use super::{bundle, organization, personne, practitioner, role};
use crate::{EtatAnnuaire, Interieur};

/// What a place is sealed for.
const USAGE: &str = "registry.annuaire-page";
/// A longer one was never given.
const LONGUEUR: usize = 600;
/// Parts a place in three: no name of a row has it.
const SEPARATEUR: char = '\u{1F}';

/// `base`: the address of the service, links begin so.
pub async fn chercher(etat: &EtatAnnuaire, genre: Genre, (demande, base): (Demande, &str)) -> Result<Value, Refus> {
    let interieur = &etat.0;
    let depart = match &demande.page {
        Some(page) => ouvrir(interieur, (genre, &demande), page)?,
        None => Position::default(),
    };
    let publication = interieur.annuaire.publication.as_ref();
    let lues = if genre == Genre::Organization {
        let meneur = personne::meneur_lieu(&demande, publication).await?;
        lecture::lieux(interieur, &demande, (&meneur, depart)).await?
    } else {
        let meneur = personne::meneur(genre, &demande, publication).await?;
        lecture::personnes(interieur, (genre, &demande), (&meneur, depart)).await?
    };
    let incluses = lecture::incluses(interieur, &demande, &lues).await?;
    let suite = lues.suite.as_ref().map(|position| sceller(interieur, (genre, &demande), position));
    let Lues { trouvees, .. } = lues;
    Ok(bundle::bundle((genre, base), &demande, bundle::Contenu { trouvees, incluses, suite }))
}

/// One resource by its id.
pub async fn lire(etat: &EtatAnnuaire, genre: Genre, id: &str) -> Result<Value, Refus> {
    let interieur = &etat.0;
    let (annuaire, referentiel) = (&interieur.annuaire, &interieur.referentiel);
    let lue = match genre {
        Genre::Practitioner => {
            let personne = id.parse().map_err(|_| Refus::Introuvable)?;
            annuaire.publiee(&personne).await?.map(|elle| practitioner::ressource(&elle, referentiel))
        }
        Genre::PractitionerRole => {
            let titulaires = annuaire.publication.titulaires(&[SituationId::from(id)]).await?;
            let siennes = annuaire.publication.publiees(&titulaires, annuaire.maintenant()).await?;
            siennes.first().and_then(|elle| {
                let sienne = elle.activites().into_iter().find(|(_, activite)| role::id(activite) == id);
                sienne.map(|(_, activite)| role::ressource(elle, activite, referentiel))
            })
        }
        Genre::Organization => {
            let cle = lieu_d_id(id).ok_or(Refus::Introuvable)?;
            let combien = (1, annuaire.maintenant());
            let lieux = annuaire.publication.lieux(&MeneurLieu::Cles(vec![cle]), &Etape(None), combien).await?;
            lieux.first().and_then(|lieu| organization::ressource(&lieu.qui, referentiel))
        }
    };
    lue.ok_or(Refus::Introuvable)
}

/// A place as a link carries it: nobody makes one up, nor takes it to another search.
fn sceller(interieur: &Interieur, question: (Genre, &Demande), position: &Position) -> String {
    let etape = position.etape.0.as_deref().unwrap_or_default();
    let (qui, derniere) = position.dans.as_ref().map_or(("", ""), |(qui, derniere)| (qui, derniere));
    let place = format!("{etape}{SEPARATEUR}{qui}{SEPARATEUR}{derniere}");
    let sceau = sceau(interieur, question, &place);
    format!("{}.{sceau}", URL_SAFE_NO_PAD.encode(place))
}

fn ouvrir(interieur: &Interieur, question: (Genre, &Demande), page: &str) -> Result<Position, Refus> {
    let lisible = |texte: &str| String::from_utf8(URL_SAFE_NO_PAD.decode(texte).ok()?).ok();
    let (place, presente) = page.split_once('.').filter(|_| page.len() <= LONGUEUR).ok_or(Refus::Page)?;
    let place = lisible(place).ok_or(Refus::Page)?;
    let attendu = sceau(interieur, question, &place);
    // not a secret of somebody's: what it keeps out is a place that was never given
    if presente != attendu {
        return Err(Refus::Page);
    }
    let mut parties = place.split(SEPARATEUR).map(str::to_owned);
    let (Some(etape), Some(qui), Some(derniere)) = (parties.next(), parties.next(), parties.next()) else {
        return Err(Refus::Page);
    };
    let etape = Etape(Some(etape).filter(|etape| !etape.is_empty()));
    Ok(Position { etape, dans: (!qui.is_empty()).then_some((qui, derniere)) })
}

fn sceau(interieur: &Interieur, (genre, demande): (Genre, &Demande), place: &str) -> String {
    let question = demande
        .paires
        .iter()
        .fold(genre.nom().to_owned(), |question, (nom, valeur)| format!("{question}{SEPARATEUR}{nom}={valeur}"));
    interieur.repos.proof(USAGE, &format!("{question}{SEPARATEUR}{place}"))
}
