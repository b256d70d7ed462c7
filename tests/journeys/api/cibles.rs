//! What an attack can find: requests that wait, people, places, situations with their versions.

mod corrections;
mod lots;
mod moi;
mod personnes;

use std::fmt::Write as _;

use http::Method;
use jiff::civil::date;
use registry_core::demande::{ContactSaisi, Demandeur, Deposer, NouvelleDemande};
use registry_core::idempotence::CleIdempotence;
use registry_core::identite::{Certification, EtatCivilSaisi};
use registry_core::situation_acte::{Noms, SituationDemandee};
use serde_json::json;

use super::decor::{ALBA, DIRECTRICE, Decor, EHPAD, IME, SAMIA};

/// How many requests wait: each decision takes one.
const DEMANDES: usize = 40;
/// Of the same operator, where Alba does not work.
const MAS: &str = "380990135";
/// Where somebody was born whom the registry takes for Alba, or not.
const COMMUNES: [&str; 4] = ["93066", "69123", "33063", "76540"];

const SITUATION: &str = "/api/v1/professionnels/{professionnel}/situations/{situation}";

/// Where a dictionary serves, and how often.
struct Usage {
    dictionnaire: &'static str,
    valeurs: Vec<String>,
    champs: &'static [&'static str],
    part: f64,
}

/// The tables of dictionaries, parameters and operations of `schemathesis.toml`.
pub async fn dictionnaires(decor: &Decor) -> String {
    let mut demandes = Vec::new();
    for rang in 0..DEMANDES {
        demandes.push(deposer(decor, rang).await);
    }
    let mut texte = String::new();
    let partout = usages(demandes);
    partout.iter().for_each(|usage| dictionnaire(&mut texte, usage));
    let a_examiner =
        Usage { dictionnaire: "a_examiner", valeurs: a_examiner(decor).await, champs: &["path.demande"], part: 0.9 };
    dictionnaire(&mut texte, &a_examiner);
    let changee = situation(decor, EHPAD, ["alba_changee", "changee", "version_changee"]).await;
    let finie = situation(decor, IME, ["alba_finie", "finie", "version_finie"]).await;
    changee.iter().chain(&finie).for_each(|usage| dictionnaire(&mut texte, usage));
    let mut autres = corrections::cibles(decor).await;
    autres.extend(lots::cibles(decor).await);
    autres.extend(moi::cibles(decor).await);
    autres.iter().flat_map(|cible| &cible.usages).for_each(|usage| dictionnaire(&mut texte, usage));
    texte.push_str("[parameters]\n");
    partout.iter().for_each(|usage| parametres(&mut texte, usage));
    operation(&mut texte, "POST /api/v1/demandes/{demande}/rattachement", &[a_examiner]);
    operation(&mut texte, &format!("PUT {SITUATION}"), &changee);
    operation(&mut texte, &format!("POST {SITUATION}/fin"), &finie);
    for Cible { nom, usages, jeton } in &autres {
        operation(&mut texte, nom, usages);
        if let Some(jeton) = jeton {
            let _ = writeln!(texte, "[operations.headers]\nAuthorization = \"Bearer {jeton}\"");
            // what another person created is nothing to this one
            let _ = writeln!(texte, "[operations.checks.ensure_resource_availability]\nenabled = false");
        }
    }
    texte
}

/// One operation, what serves there alone, and in whose name where it is not the director's.
struct Cible {
    nom: String,
    usages: Vec<Usage>,
    jeton: Option<String>,
}

impl Usage {
    fn de(dictionnaire: &'static str, valeurs: Vec<String>, champs: &'static [&'static str]) -> Self {
        Self { dictionnaire, valeurs, champs, part: 0.9 }
    }
}

fn usages(demandes: Vec<String>) -> Vec<Usage> {
    let usage = |dictionnaire, valeurs: &[&str], champs, part| Usage {
        dictionnaire,
        valeurs: valeurs.iter().map(ToString::to_string).collect(),
        champs,
        part,
    };
    vec![
        Usage { dictionnaire: "demandes", valeurs: demandes, champs: &["path.demande"], part: 0.9 },
        usage("premiere", &["\"1\""], &["header.If-Match"], 0.9),
        Usage::de("cles", (0..2_000).map(|rang| format!("attaque-{rang:012}")).collect(), &["header.Idempotency-Key"]),
        usage("personnes", &[ALBA, SAMIA, "899900000029"], &["path.professionnel"], 0.9),
        usage("alba", &[ALBA], &["body.personne"], 0.9),
        usage("lieux", &[EHPAD, IME, MAS], &["path.finess", "body.structure"], 0.9),
        usage("professions", &["312", "313", "326"], &["body.profession", "body.situation.profession"], 0.9),
        usage("roles", &["GENR08", "GENR11", "GENR12"], &["body.role", "body.situation.role"], 0.9),
        usage(
            "jours",
            &["2027-02-01", "2027-06-30"],
            &["body.debut", "body.situation.debut", "body.dernier_jour"],
            0.8,
        ),
        usage("pays", &["99100", "99352"], &["body.identite.pays_naissance"], 0.8),
        usage("mots", &["martel", "alba fictif", "99900000011"], &["query.texte"], 0.6),
    ]
}

/// One situation of Alba, as it can be changed once.
async fn situation(decor: &Decor, finess: &str, [alba, id, version]: [&'static str; 3]) -> [Usage; 3] {
    let (chemin, lue) = decor.situation(DIRECTRICE, finess).await;
    let celle = chemin.rsplit('/').next().unwrap_or_default().to_owned();
    let seule = |dictionnaire, valeur: String, champs| Usage { dictionnaire, valeurs: vec![valeur], champs, part: 0.9 };
    [
        seule(alba, ALBA.to_owned(), &["path.professionnel"]),
        seule(id, celle, &["path.situation"]),
        seule(version, lue, &["header.If-Match"]),
    ]
}

fn dictionnaire(texte: &mut String, usage: &Usage) {
    let _ = writeln!(texte, "[dictionaries.{}]\nvalues = {:?}\n", usage.dictionnaire, usage.valeurs);
}

fn parametres(texte: &mut String, usage: &Usage) {
    for champ in usage.champs {
        let Usage { dictionnaire, part, .. } = usage;
        let _ = writeln!(texte, "\"{champ}\" = {{ dictionary = \"{dictionnaire}\", probability = {part} }}");
    }
}

fn operation(texte: &mut String, nom: &str, usages: &[Usage]) {
    let _ = writeln!(texte, "\n[[operations]]\ninclude-name = \"{nom}\"\n[operations.parameters]");
    usages.iter().for_each(|usage| parametres(texte, usage));
}

/// Requests about somebody who looks like Alba, at a place where she does not work.
async fn a_examiner(decor: &Decor) -> Vec<String> {
    let mut demandes = Vec::new();
    for commune in COMMUNES {
        let corps = json!({
            "structure": MAS,
            "identite": {
                "nom": "FICTIF-MARTEL", "prenoms": ["Alba"], "code_civilite": "MME", "naissance": "1988-02-04",
                "pays_naissance": "99100", "commune_naissance": commune,
            },
            "contact": {"mobile": "06 39 98 00 90", "courriel": "alba@exemple.test"},
            "situation": {
                "nom_exercice": "FICTIF-MARTEL", "prenom_exercice": "Alba", "profession": "313", "role": "GENR11",
                "debut": "2027-02-01",
            },
            "attestations": {
                "face_a_face": true, "piece": "passeport", "conditions_acceptees": true, "diplomes_verifies": true,
                "besoin_verifie": true,
            },
        });
        let cle = format!("a-examiner-{commune}");
        let entetes = [("idempotency-key", cle.as_str())];
        let faite = decor.agir(DIRECTRICE, (Method::POST, "/inscriptions"), &entetes, &corps).await.json();
        assert_eq!(faite["vue"]["etape"], "a_examiner", "{faite}");
        demandes.push(faite["demande"].as_str().expect("a request").to_owned());
    }
    demandes
}

/// Somebody of another name each time asks one of the two establishments.
async fn deposer(decor: &Decor, rang: usize) -> String {
    let nom = format!("Fictif-{}", nom(rang));
    let identite = EtatCivilSaisi {
        nom: nom.clone(),
        prenoms: vec!["Zoé".to_owned()],
        code_civilite: "MME".to_owned(),
        code_sexe: "F".to_owned(),
        naissance: format!("{}-0{}-1{}", 1960 + rang, 1 + rang % 9, rang % 10),
        commune_naissance: "93066".to_owned(),
        pays_naissance: "99100".to_owned(),
        lieu_naissance: String::new(),
    };
    let contact = ContactSaisi { mobile: "06 39 98 00 91".to_owned(), courriel: "zoe@exemple.test".to_owned() };
    let nouvelle = NouvelleDemande {
        demandeur: Demandeur::FranceConnect {
            sujet: nom.clone(),
            identite: Box::new(identite),
            certification: Certification::FranceConnect,
            contact,
        },
        structure: if rang.is_multiple_of(2) { EHPAD } else { IME }.parse().expect("a FINESS number"),
        situation: SituationDemandee {
            noms: Noms { code_civilite: String::new(), nom, prenom: "Zoé".to_owned() },
            profession: "313".to_owned(),
            role: "GENR11".to_owned(),
            debut: date(2027, 2, 1),
            fin: None,
        },
    };
    let cle = CleIdempotence::lue(&format!("demande-{rang:08}")).expect("a key");
    let id = Deposer::new(decor.guichet.clone()).deposer(&cle, nouvelle).await.expect("a request");
    id.to_string()
}

/// Letters that no two ranks share, far from one another.
fn nom(rang: usize) -> String {
    let lettres: Vec<char> = ('a'..='z').collect();
    let (une, autre) = (lettres[rang % 26], lettres[(rang * 7 + rang / 26) % 26]);
    [une, autre, une, autre, une].iter().collect()
}
