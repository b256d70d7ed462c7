use axum::response::{IntoResponse as _, Redirect, Response};
use http::StatusCode;
use jiff::civil::Date;
use pages::Page;
use registry_core::DateNaissance;
use registry_core::identite::EtatCivilSaisi;
use registry_core::nomenclature::{FRANCE, Referentiel};

use super::NOUVELLE;
use crate::contextes::PageFormulaire;
use crate::formulaire::{Atelier, Bloc, Remarque, Saisie, champs, dans_l_ordre};
use crate::fournisseur::IdentitePivot;
use crate::session::Qui;
use crate::visite::Visite;
use crate::{naissance, nomenclatures, situation};

pub fn page(visite: &Visite, qui: &Qui, saisie: &Saisie, (statut, remarques): (StatusCode, Vec<Remarque>)) -> Response {
    let Some(csrf) = visite.portail.0.sessions.csrf(&visite.jar) else { return Redirect::to("/").into_response() };
    let cadre = visite.cadre();
    let atelier = Atelier { cadre: &cadre, saisie, remarques: &remarques };
    let blocs = blocs(&atelier, (&visite.portail.0.referentiel, visite.portail.aujourd_hui()), qui);
    let remarques = dans_l_ordre(remarques.clone(), &champs(&blocs));
    let cle = match saisie.lire("cle") {
        "" => visite.portail.cle(),
        cle => cle.to_owned(),
    };
    let mots = match qui {
        Qui::FranceConnect(_) => "nouvelle",
        Qui::Caducee(_) => "nouvelle-lieu",
    };
    let [titre, aide, envoyer] = ["titre", "aide", "envoyer"].map(|fin| cadre.t(format!("{mots}-{fin}")));
    let (action, abandon) = (NOUVELLE.to_owned(), "/demande".to_owned());
    let contexte = PageFormulaire { cadre, csrf, cle, titre, aide, action, envoyer, abandon, remarques, blocs };
    Page::new(statut, contexte).into_response()
}

/// Who came with an e-CPS is known: the place of work alone is asked for (ENR-09).
pub fn blocs(atelier: &Atelier<'_>, (referentiel, le): (&Referentiel, Date), qui: &Qui) -> Vec<Bloc> {
    let mut blocs = Vec::new();
    if let Qui::FranceConnect(identite) = qui {
        blocs.push(bloc_identite(atelier, referentiel, identite));
        blocs.push(atelier.bloc("contact", vec![atelier.mien("courriel", "email"), atelier.mien("mobile", "tel")]));
    }
    blocs.push(situation::bloc(atelier, (referentiel, le), Vec::new()));
    blocs
}

/// As it was called then.
fn commune(referentiel: &Referentiel, identite: &IdentitePivot) -> String {
    let naissance = EtatCivilSaisi::naissance_de(&identite.naissance);
    nomenclatures::commune(referentiel, &identite.commune, naissance.and_then(DateNaissance::jour))
}

/// Shown, not to be changed (ENR-04); of a birth abroad the town is asked for.
fn bloc_identite(atelier: &Atelier<'_>, referentiel: &Referentiel, identite: &IdentitePivot) -> Bloc {
    let naissance = EtatCivilSaisi::naissance_de(&identite.naissance);
    let mut champs = vec![
        atelier.verrou("nom", &identite.nom),
        atelier.verrou("prenoms", identite.prenoms.join(", ")),
        atelier.verrou(
            "naissance",
            naissance.map_or_else(|| identite.naissance.clone(), |ne| naissance::dite(atelier.cadre, ne)),
        ),
        atelier.verrou("pays_naissance", nomenclatures::nom_du_pays(referentiel, &identite.pays)),
    ];
    champs.push(match identite.pays == FRANCE {
        true => atelier.verrou("commune_naissance", commune(referentiel, identite)),
        false => atelier.texte("lieu_naissance"),
    });
    atelier.bloc("identite", champs)
}
