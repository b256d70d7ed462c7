use std::fmt;

use url::Url;

use super::{Methode, Partie};
use crate::{catalogue, langage};

/// What is wrong in the file, for whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    pub cle: String,
    pub raison: String,
    pub remede: &'static str,
}

impl fmt::Display for Objection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}. {}", self.cle, self.raison, self.remede)
    }
}

impl Partie {
    /// Everything that contradicts itself, all at once.
    pub fn objections(&self) -> Vec<Objection> {
        let mut trouvees = Vec::new();
        self.pilote(&mut trouvees);
        self.adresses(&mut trouvees);
        self.preuve(&mut trouvees);
        for id in self.sans_objet.keys().filter(|id| catalogue::trouver(id).is_none()) {
            trouvees.push(objection(
                format!("sans_objet.{id}"),
                "aucun scénario ne porte ce nom",
                "`banc scenarios` donne la liste",
            ));
        }
        trouvees
    }

    fn pilote(&self, trouvees: &mut Vec<Objection>) {
        match (&self.crochet, &self.navigateur) {
            (None, None) => trouvees.push(objection(
                "crochet",
                "aucun pilote n'est décrit",
                "Écrivez une table [crochet] ou une table [navigateur]",
            )),
            (Some(_), Some(_)) => trouvees.push(objection(
                "navigateur",
                "deux pilotes sont décrits",
                "Gardez [crochet] ou [navigateur] : un seul pilote joue une campagne",
            )),
            _ => {}
        }
        if let Some(navigateur) = &self.navigateur {
            let scripts = [&navigateur.connexion, &navigateur.moi].into_iter().chain(&navigateur.deconnexion);
            let incomprises = scripts.filter_map(|script| langage::lire(script).err());
            trouvees.extend(
                incomprises.map(|incomprise| {
                    objection("navigateur", incomprise.to_string(), "Le langage est dans docs/banc.md")
                }),
            );
        }
        if self.lancement.as_ref().is_some_and(|lancement| lancement.commande.is_empty()) {
            trouvees.push(objection("lancement.commande", "la commande est vide", "Nommez le programme en premier"));
        }
    }

    fn adresses(&self, trouvees: &mut Vec<Objection>) {
        if self.origines.is_empty() {
            trouvees.push(objection("origines", "le service n'a pas d'adresse", "Donnez-en une au moins"));
        }
        if self.client.retours.is_empty() {
            trouvees.push(objection(
                "client.retours",
                "aucune adresse de retour",
                "Donnez l'adresse où le fournisseur renvoie le navigateur",
            ));
        }
        for (cle, url) in self.toutes().into_iter().filter(|(_, url)| !locale(url)) {
            trouvees.push(objection(
                cle,
                format!("{url} n'est pas sur cette machine"),
                "Le banc n'appelle que localhost : lancez-y le service",
            ));
        }
        let chez_soi = |url: &Url| self.origines.iter().any(|origine| origine.origin() == url.origin());
        for url in self.client.retours.iter().filter(|url| !chez_soi(url)) {
            trouvees.push(objection(
                "client.retours",
                format!("{url} n'est sous aucune des origines"),
                "Ajoutez son origine à `origines`",
            ));
        }
    }

    fn toutes(&self) -> Vec<(&'static str, &Url)> {
        let origines = self.origines.iter().map(|url| ("origines", url));
        let retours = self.client.retours.iter().map(|url| ("client.retours", url));
        let sorties = self.client.apres_deconnexion.iter().map(|url| ("client.apres_deconnexion", url));
        let avis = self.client.avis.iter().map(|url| ("client.avis", url));
        origines.chain(retours).chain(sorties).chain(avis).collect()
    }

    fn preuve(&self, trouvees: &mut Vec<Objection>) {
        let client = &self.client;
        let manque = match client.auth {
            Methode::ClientSecretBasic | Methode::ClientSecretPost => client.secret.is_none().then_some("secret"),
            Methode::PrivateKeyJwt | Methode::SelfSignedTlsClientAuth => client.jwks.is_none().then_some("jwks"),
            Methode::TlsClientAuth => None,
        };
        if let Some(cle) = manque {
            trouvees.push(objection(
                format!("client.{cle}"),
                format!("{} a besoin de cette clé", client.auth.mot()),
                "Ajoutez-la",
            ));
        }
        if client.signees && client.jwks.is_none() {
            trouvees.push(objection("client.jwks", "des demandes signées se vérifient avec cette clé", "Ajoutez-la"));
        }
        if client.secret.as_ref().is_some_and(|secret| secret.len() < 32) {
            trouvees.push(objection("client.secret", "moins de 32 caractères", "Tirez-en un plus long au hasard"));
        }
    }
}

fn objection(cle: impl Into<String>, raison: impl Into<String>, remede: &'static str) -> Objection {
    Objection { cle: cle.into(), raison: raison.into(), remede }
}

/// The bench plays faults: it never speaks to another machine.
fn locale(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(nom)) => nom == "localhost" || nom.ends_with(".localhost"),
        Some(url::Host::Ipv4(adresse)) => adresse.is_loopback(),
        Some(url::Host::Ipv6(adresse)) => adresse.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BONNE: &str = r#"
        nom = "Essai"
        origines = ["https://localhost:3000"]
        [client]
        id = "essai-du-banc"
        auth = "client_secret_basic"
        secret = "un-secret-invente-de-trente-deux-caracteres"
        retours = ["https://localhost:3000/retour"]
        [crochet]
    "#;

    fn cles(texte: &str) -> Vec<String> {
        let partie: Partie = toml::from_str(texte).unwrap();
        partie.objections().into_iter().map(|objection| objection.cle).collect()
    }

    #[test]
    fn a_right_description_is_taken() {
        assert!(cles(BONNE).is_empty());
    }

    #[test]
    fn everything_that_contradicts_itself_is_told_at_once() {
        let fausse = BONNE
            .replace("[crochet]", "")
            .replace("https://localhost:3000/retour", "https://service.example/retour")
            .replace("secret = \"un-secret-invente-de-trente-deux-caracteres\"", "secret = \"court\"");
        assert_eq!(cles(&fausse), ["crochet", "client.retours", "client.retours", "client.secret"]);
    }

    #[test]
    fn what_is_checked_with_a_key_of_the_service_needs_the_key() {
        let signee = BONNE.replace("retours", "signees = true\n        retours");
        assert_eq!(cles(&signee), ["client.jwks"]);
        let prouvee = BONNE.replace("client_secret_basic", "self_signed_tls_client_auth");
        assert_eq!(cles(&prouvee), ["client.jwks"]);
        // the bench hands out a certificate, and knows its name
        assert!(cles(&BONNE.replace("client_secret_basic", "tls_client_auth")).is_empty());
    }

    #[test]
    fn a_scenario_that_does_not_exist_cannot_be_left_out() {
        let fausse = BONNE.replace("[client]", "[sans_objet]\n\"jeton-imaginaire\" = \"parce que\"\n[client]");
        assert_eq!(cles(&fausse), ["sans_objet.jeton-imaginaire"]);
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let fausse = BONNE.replace("[crochet]", "[crochet]\nconnection = \"/login\"");
        assert!(toml::from_str::<Partie>(&fausse).is_err());
    }
}
