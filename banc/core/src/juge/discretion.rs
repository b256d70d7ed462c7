use super::acces::chemin;
use super::{Constat, Contexte};
use crate::trace::{Observation, Point, Trace, Vue};

pub fn rien_d_expose(trace: &Trace) -> Constat {
    for secret in &trace.secrets {
        let dedans = |vue: &&Vue| {
            vue.corps.contains(&secret.valeur) || entetes(vue).any(|valeur| valeur.contains(&secret.valeur))
        };
        if let Some(vue) = trace.vues.iter().find(dedans) {
            return Constat::non(format!(
                "{} se lit dans ce que reçoit le navigateur ({})",
                secret.nom,
                chemin(&vue.adresse)
            ));
        }
    }
    Constat::oui("ni secret ni jeton dans ce que reçoit le navigateur")
}

/// What a script or an extension reads. A hint that goes to the provider's logout by the address is what the protocol says
/// (RP-Initiated Logout 1.0 §2).
fn entetes(vue: &Vue) -> impl Iterator<Item = &str> {
    vue.entetes.iter().filter(|(nom, _)| nom != "location").map(|(_, valeur)| valeur.as_str())
}

pub fn rien_dans_l_adresse(trace: &Trace) -> Constat {
    // a hint at the provider's logout is an ID token, in an address, by the protocol
    let jetons =
        || trace.secrets.iter().filter(|secret| secret.nom.contains("accès") || secret.nom.contains("rafraîch"));
    let adresses = trace.vues.iter().flat_map(|vue| [Some(vue.adresse.as_str()), vue.entete("location")]).flatten();
    let demandes = trace.observations.iter().flat_map(|vue| vue.requete.iter().map(|(_, valeur)| valeur.as_str()));
    for lieu in adresses.chain(demandes) {
        if let Some(secret) = jetons().find(|secret| lieu.contains(&secret.valeur)) {
            return Constat::non(format!("{} est dans une adresse ({})", secret.nom, chemin(lieu)));
        }
    }
    Constat::oui("aucun jeton dans une adresse")
}

pub fn hors_cadre(trace: &Trace, contexte: &Contexte) -> Constat {
    let dans =
        |vue: &Observation| matches!(vue.entete("sec-fetch-dest"), Some("iframe" | "frame" | "embed" | "object"));
    let encadree = trace.au(Point::Autorisation).any(dans);
    let page = trace.vues.iter().find(|vue| cadre_vers(&vue.corps, &contexte.autorisation));
    match page {
        Some(vue) => Constat::non(format!("la page {} met la connexion dans un cadre", chemin(&vue.adresse))),
        None if encadree => Constat::non("la demande vient d'un cadre (Sec-Fetch-Dest)"),
        None => Constat::oui("la connexion se fait dans une page entière"),
    }
}

/// How many frames of a page are looked at, and how far each tag is read: a page may be a bomb.
const CADRES: usize = 200;
const BALISE: usize = 4_096;

/// A frame whose source is on the authorization host.
fn cadre_vers(corps: &str, autorisation: &str) -> bool {
    let bas = corps.to_ascii_lowercase();
    let mut balises = bas.match_indices("<iframe").take(CADRES).map(|(place, _)| {
        let suite = &corps.as_bytes()[place..];
        let fin = suite.iter().take(BALISE).take_while(|octet| **octet != b'>').count();
        String::from_utf8_lossy(&suite[..fin])
    });
    balises.any(|balise| balise.contains(autorisation))
}

pub fn temoin(trace: &Trace, contexte: &Contexte) -> Constat {
    let poses = trace.vues.iter().flat_map(|vue| vue.entetes.iter().filter(|(nom, _)| nom == "set-cookie"));
    for (_, ligne) in poses {
        let nom = ligne.split('=').next().unwrap_or_default();
        let bas = ligne.to_ascii_lowercase();
        // an attribute counts whatever value it is given (RFC 6265, 5.2.5 and 5.2.6)
        let attributs = || bas.split(';').skip(1).filter_map(|partie| partie.split('=').next());
        let a = |attribut: &str| attributs().any(|nom| nom.trim() == attribut);
        let efface = bas.contains("max-age=0") || bas.contains("expires=thu, 01 jan 1970");
        if !efface && !a("httponly") {
            return Constat::non(format!("le témoin « {nom} » se lit par un script (sans HttpOnly)"));
        }
        if !efface && contexte.tls && !a("secure") {
            return Constat::non(format!("le témoin « {nom} » part aussi en clair (sans Secure)"));
        }
    }
    Constat::oui("les témoins sont hors de portée des scripts et du clair")
}
