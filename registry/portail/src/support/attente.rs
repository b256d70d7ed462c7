//! What waits for a second agent, and what people ask for, line by line.

use pages::{Cadre, Icone, heure};
use registry_core::contact::{DemandeGel, Masquees, QuoiGeler};
use registry_core::proposition::{Objet, Proposition};
use registry_core::retrait::Retrait;
use registry_core::support::{AgentSupport, Concernant};
use registry_core::{EtatCivil, paris};
use sante::IdentifiantNational;

use super::{ADRESSE, dossier, gel};
use crate::rubriques::{Etiquette, Geste, Rang};
use crate::visite::Visite;
use crate::{lieu, naissance, nomenclatures};

pub fn rang(visite: &Visite, cadre: &Cadre, agent: &AgentSupport, attend: &Concernant<Proposition>) -> Rang {
    let proposition = &attend.ligne;
    // a civil status stands in what changes
    let civil = attend.etat_civil.as_ref().filter(|_| !matches!(proposition.objet, Objet::EtatCivil { .. }));
    let mut details = vec![qui(visite, civil), cadre.t1("support-motif", "motif", &proposition.motif)];
    details.extend(changements(visite, cadre, &proposition.objet));
    details.push(cadre.t1("correction-jusque", "heure", quand(cadre, proposition.expire_le)));
    let mut rang = Rang::nouveau(cadre.t1("fiche-numero", "numero", &proposition.personne), details);
    let geste = |action: &str| {
        let caches = vec![("action", action.to_owned()), ("proposition", proposition.id.to_string())];
        let entier = cadre.t1(&format!("support-{action}-nom"), "numero", &proposition.personne);
        Geste::envoi(cadre.t(format!("correction-{action}")), entier, (ADRESSE, caches))
    };
    rang.gestes.push(ouvrir(cadre, &proposition.personne));
    if proposition.par == *agent.identifiant() {
        let mot = cadre.t("correction-collegue");
        rang.etat = Some(Etiquette { mot, icone: Icone::Clock, ton: "badge--accent" });
    } else {
        rang.gestes.push(geste("confirmer"));
    }
    rang.gestes.push(geste("abandonner").dangereux());
    rang
}

/// Whom it is about: a wrong number is somebody else's.
fn qui(visite: &Visite, civil: Option<&EtatCivil>) -> String {
    civil.map(|civil| en_ligne(visite, civil)).unwrap_or_default()
}

/// The whole file, before anything is decided of it.
fn ouvrir(cadre: &Cadre, personne: &IdentifiantNational) -> Geste {
    let caches = vec![("personne", personne.to_string())];
    let entier = cadre.t1("support-ouvrir-nom", "numero", personne);
    Geste::envoi(cadre.t("support-ouvrir"), entier, (dossier::ADRESSE, caches))
}

/// What the second agent compares with the document.
fn changements(visite: &Visite, cadre: &Cadre, objet: &Objet) -> Vec<String> {
    match objet {
        Objet::EtatCivil { avant, apres, .. } => vec![
            cadre.t1("support-avant", "civil", en_ligne(visite, avant)),
            cadre.t1("support-apres", "civil", en_ligne(visite, apres)),
        ],
        Objet::Retrait { apres, .. } => vec![cadre.t1("support-retrait", "mesure", mesure(cadre, apres))],
        Objet::Reprise { des, .. } => vec![cadre.t1("support-reprise", "jour", quand(cadre, *des))],
        Objet::Gel => vec![cadre.t("support-gel")],
        Objet::Degel => vec![cadre.t("support-degel")],
        Objet::Remise { avant, apres } => vec![
            cadre.t1("support-contact-avant", "contact", contact(&Masquees::de(avant))),
            cadre.t1("support-contact-apres", "contact", contact(&Masquees::de(apres))),
        ],
        Objet::Contact { .. } => Vec::new(),
    }
}

/// Somebody asks: an agent proposes it, or puts it aside.
pub fn demande(visite: &Visite, cadre: &Cadre, attend: &Concernant<DemandeGel>) -> Rang {
    let demande = &attend.ligne;
    let mot = match demande.quoi {
        QuoiGeler::Geler => "geler",
        QuoiGeler::Degeler => "degeler",
    };
    let details = [
        qui(visite, attend.etat_civil.as_ref()),
        cadre.t(format!("support-demande-{mot}")),
        cadre.t1("support-dit", "motif", &demande.motif),
        cadre.t1("support-demande-le", "heure", quand(cadre, demande.le)),
    ];
    let mut rang = Rang::nouveau(cadre.t1("fiche-numero", "numero", &demande.personne), details);
    let geste = |voulu: &str| {
        let caches = vec![("personne", demande.personne.to_string()), ("voulu", voulu.to_owned())];
        let entier = cadre.t1(&format!("gel-{voulu}-nom"), "numero", &demande.personne);
        Geste::envoi(cadre.t(format!("gel-{voulu}")), entier, (gel::ADRESSE, caches))
    };
    rang.gestes = vec![ouvrir(cadre, &demande.personne), geste(mot), geste("ecarter").dangereux()];
    rang
}

/// « Suspension, du 28/03/2027 au 30/06/2027 »: days of Paris, the last one included.
pub fn mesure(cadre: &Cadre, retrait: &Retrait) -> String {
    let cause = cadre.t(format!("cause-{}", retrait.cause.as_str().to_lowercase()));
    let du = lieu::ecrit(paris::jour(retrait.debut));
    match retrait.fin {
        None => format!("{cause}, {}", cadre.t1("mesure-du", "du", du)),
        Some(fin) if fin <= retrait.debut => format!("{cause}, {}", cadre.t("mesure-annulee")),
        Some(fin) => {
            let au = lieu::ecrit(paris::dernier_jour(fin));
            format!("{cause}, {} {}", cadre.t1("mesure-du", "du", du), cadre.t1("mesure-au", "au", au))
        }
    }
}

/// `al••••@example.org, +33 6 •• •• •• 01`.
pub fn contact(masquees: &Masquees) -> String {
    let connues = [&masquees.courriel, &masquees.mobile].into_iter().flatten();
    // a number stays on one line
    connues.map(|une| une.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", ")
}

pub fn quand(cadre: &Cadre, instant: ambient::Timestamp) -> String {
    format!("{}, {}", heure::jour(instant, cadre.langue), heure::minute(instant, cadre.langue))
}

/// « FICTIF-LUCE, Lucie Zoé, 12/05/1990, Saint-Denis (93066) »; the country of a birth abroad.
pub fn en_ligne(visite: &Visite, civil: &EtatCivil) -> String {
    let referentiel = &visite.portail.0.referentiel;
    let ne = civil.naissance.map(|ne| naissance::dite(&visite.cadre(), ne)).unwrap_or_default();
    let (ou, pays) = match civil.commune_naissance.as_str() {
        "" => (civil.lieu_naissance.clone(), nomenclatures::nom_du_pays(referentiel, &civil.pays_naissance)),
        commune => (nomenclatures::commune(referentiel, commune, civil.jour_de_naissance()), String::new()),
    };
    let mots = [civil.nom.clone(), civil.prenoms.join(" "), ne, ou, pays];
    mots.into_iter().filter(|mot| !mot.is_empty()).collect::<Vec<_>>().join(", ")
}
