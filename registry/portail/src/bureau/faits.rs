//! What a request says, line by line: what the gestionnaire compares with what they know. No contact data: nothing of it is decided
//! here (COL-12).

use jiff::civil::Date;
use registry_core::EtatCivil;
use registry_core::demande::{Demande, MiseAJour, Objet, Sujet, Voulue};
use registry_core::situation_acte::{Modification, Noms, SituationDemandee};
use sante::Finess;

use crate::lieu::ecrit;
use crate::visite::Visite;
use crate::{certification as certifiee, demande, naissance, nomenclatures};

/// Key of the label, value.
pub type Lignes = Vec<(&'static str, String)>;

pub struct Faits {
    /// As it stands; empty where nothing does yet.
    pub actuels: Lignes,
    pub demandes: Lignes,
}

impl Faits {
    pub async fn de(visite: &Visite, demande: &Demande) -> Self {
        let lieu = nomme(visite, &demande.structure).await;
        match &demande.dossier.objet {
            Objet::Ouverture(situation) => {
                let mut demandes = personne(visite, demande);
                demandes.push(("colonne-lieu", lieu));
                demandes.extend(fonction(visite, (&situation.profession, &situation.role)));
                demandes.extend(jours((Some(situation.debut), situation.fin)));
                Self { actuels: Vec::new(), demandes }
            }
            Objet::MiseAJour(voulu) => {
                let mut actuels = personne(visite, demande);
                actuels.push(("colonne-lieu", lieu));
                actuels.extend(valeurs(visite, &voulu.avant));
                Self { actuels, demandes: voulues(visite, voulu).await }
            }
        }
    }
}

/// By the name that people know.
async fn nomme(visite: &Visite, finess: &Finess) -> String {
    format!("{} ({finess})", visite.portail.0.gestion.nom(finess).await)
}

fn personne(visite: &Visite, demande: &Demande) -> Lignes {
    match &demande.dossier.sujet {
        Sujet::Connue(identifiant) => vec![("champ-numero", identifiant.to_string())],
        // decided: nothing is left of who it was
        Sujet::Oubliee(_) => Vec::new(),
        Sujet::Nouvelle { etat_civil, certification, .. } => {
            let mut lignes = identite(visite, etat_civil);
            lignes
                .push(("certification", certifiee::etat(&visite.cadre(), demande.flux.certification(*certification))));
            lignes
        }
    }
}

/// What the document of identity is compared with: the code tells communes of one name apart, the country births abroad.
fn identite(visite: &Visite, etat_civil: &EtatCivil) -> Lignes {
    let (referentiel, cadre) = (&visite.portail.0.referentiel, visite.cadre());
    let (lieu, pays) = match etat_civil.commune_naissance.as_str() {
        "" => {
            let pays = nomenclatures::nom_du_pays(referentiel, &etat_civil.pays_naissance);
            (etat_civil.lieu_naissance.clone(), pays)
        }
        commune => (nomenclatures::commune(referentiel, commune, etat_civil.jour_de_naissance()), String::new()),
    };
    let civilite = match etat_civil.code_civilite.as_str() {
        "" => String::new(),
        code => cadre.t(format!("civilite-{}", code.to_lowercase())),
    };
    let lignes = [
        ("champ-code-civilite", civilite),
        ("champ-nom", etat_civil.nom.clone()),
        ("champ-prenoms", etat_civil.prenoms.join(", ")),
        ("champ-naissance", etat_civil.naissance.map(|ne| naissance::dite(&cadre, ne)).unwrap_or_default()),
        ("champ-lieu-naissance", lieu),
        ("champ-pays-naissance", pays),
    ];
    lignes.into_iter().filter(|(_, valeur)| !valeur.is_empty()).collect()
}

fn fonction(visite: &Visite, (profession, role): (&str, &str)) -> Lignes {
    let (referentiel, le) = (&visite.portail.0.referentiel, visite.portail.aujourd_hui());
    vec![
        ("champ-profession", nomenclatures::profession(referentiel, profession, le)),
        ("champ-role", nomenclatures::role(referentiel, role)),
    ]
}

fn jours((debut, fin): (Option<Date>, Option<Date>)) -> Lignes {
    let jours = [("champ-debut", debut), ("champ-fin", fin)];
    jours.into_iter().filter_map(|(mot, jour)| Some((mot, ecrit(jour?)))).collect()
}

fn nom(noms: &Noms) -> (&'static str, String) {
    ("champ-nom-exercice", format!("{} {}", noms.prenom, noms.nom))
}

fn valeurs(visite: &Visite, valeurs: &Modification) -> Lignes {
    let mut lignes = fonction(visite, (&valeurs.profession, &valeurs.role));
    lignes.push(nom(&valeurs.noms));
    lignes.extend(jours((valeurs.debut, valeurs.fin)));
    lignes
}

/// What would be other than it is.
async fn voulues(visite: &Visite, voulu: &MiseAJour) -> Lignes {
    let cadre = visite.cadre();
    let mut lignes = vec![("colonne-demande", demande::nature(&cadre, voulu.voulue.nature()).unwrap_or_default())];
    match &voulu.voulue {
        Voulue::Modification(apres) => {
            let avant = valeurs(visite, &voulu.avant);
            lignes.extend(valeurs(visite, apres).into_iter().filter(|ligne| !avant.contains(ligne)));
            if voulu.avant.fin.is_some() && apres.fin.is_none() {
                lignes.push(("champ-fin", cadre.t("fin-aucune")));
            }
        }
        Voulue::Transfert(ailleurs) => {
            lignes.push(("colonne-lieu", nomme(visite, &ailleurs.structure).await));
            lignes.extend(transferees(visite, &ailleurs.situation, &voulu.avant.noms));
        }
        Voulue::Fin { dernier_jour, motif } => {
            lignes.push(("champ-depart", ecrit(*dernier_jour)));
            let motif = nomenclatures::motif_fin(&visite.portail.0.referentiel, motif);
            lignes.extend(Some(("champ-motif-fin", motif)).filter(|(_, motif)| !motif.is_empty()));
        }
    }
    lignes
}

fn transferees(visite: &Visite, situation: &SituationDemandee, connus: &Noms) -> Lignes {
    let mut lignes = fonction(visite, (&situation.profession, &situation.role));
    lignes.extend(jours((Some(situation.debut), situation.fin)));
    lignes.extend(Some(nom(&situation.noms)).filter(|dit| *dit != nom(connus)));
    lignes
}
