//! A provider reduced to what a phone sees of it: one person, one request at a time, a real VOPRF, three tries.

use std::sync::Mutex;

use ambient::{Seconds, SystemChance, Timestamp};
use async_trait::async_trait;
use ecps::jws::Jws;
use ecps::oprf::Cle;
use ecps::{
    ActivationId, ActivationOuverte, Affichage, AppareilId, Approbation, CodeProbleme, Defi, DemandeEvaluation,
    DemandeId, Enrole, Enrolement, Evaluation, Geste, Jeton, Probleme, Recu, Signe, Ticket, chemin,
};
use mobile_device::{Injoignable, Provider, ReponseBrute};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[derive(Default)]
pub struct Fournisseur(Mutex<Etat>);

#[derive(Default)]
struct Etat {
    coupe: bool,
    cle: Option<Cle>,
    essais: u32,
    notification: String,
    demandes: u32,
    attend: Option<(Affichage, String)>,
    reponses: Vec<String>,
}

impl Fournisseur {
    pub fn couper(&self, coupe: bool) {
        self.0.lock().unwrap().coupe = coupe;
    }

    pub fn reponses(&self) -> Vec<String> {
        self.0.lock().unwrap().reponses.clone()
    }

    /// A request opens; answers where its push goes.
    pub fn demander(&self, nombre: &str) -> String {
        let mut etat = self.0.lock().unwrap();
        etat.demandes += 1;
        let affichage = Affichage {
            demande: DemandeId::from(format!("d{}", etat.demandes)),
            defi: "defi".to_owned(),
            aud: "https://localhost".to_owned(),
            client: "Dossier résident".to_owned(),
            lieu: "EHPAD FICTIF LES TILLEULS".to_owned(),
            action: "Se connecter".to_owned(),
            depuis: Timestamp::from_seconds(1_795_410_232),
            expire_le: Timestamp::from_seconds(1_795_410_352),
            navigateur: "Firefox".to_owned(),
            adresse: "192.0.2.7".to_owned(),
            navigateur_connu: true,
            service_seul: false,
            chiffres: 2,
            lieux: Vec::new(),
        };
        etat.attend = Some((affichage, nombre.to_owned()));
        etat.notification.clone()
    }
}

#[async_trait]
impl Provider for Fournisseur {
    async fn poster(&self, chemin: &str, corps: String) -> Result<ReponseBrute, Injoignable> {
        let mut etat = self.0.lock().unwrap();
        if etat.coupe {
            return Err(Injoignable("cut off".to_owned()));
        }
        Ok(match chemin {
            chemin::ACTIVATIONS => {
                json(&ActivationOuverte { activation: ActivationId::from("a"), expire_dans: Seconds(600) })
            }
            chemin::CODES => json(&Ticket {
                ticket: "ticket".to_owned(),
                appareil: AppareilId::from("appareil"),
                audience: "https://localhost".to_owned(),
                expire_dans: Seconds(600),
            }),
            chemin::EVALUATION_INITIALE => {
                etat.cle = Some(Cle::generer(&SystemChance).unwrap());
                etat.essais = 3;
                etat.evaluer(&lire::<DemandeEvaluation>(&corps).element, 3)
            }
            chemin::APPAREILS => {
                etat.notification = lire::<Enrolement>(&corps).notification;
                let expire_le = Timestamp::from_seconds(1_890_000_000);
                json(&Enrole { appareil: AppareilId::from("appareil"), expire_le, remplace: false })
            }
            _ => etat.geste(geste(&corps)),
        })
    }
}

impl Etat {
    fn evaluer(&mut self, element: &str, essais_restants: u32) -> ReponseBrute {
        let moitie = self.cle.as_ref().unwrap().evaluer(element, &SystemChance).unwrap();
        json(&Evaluation { element: moitie.element, preuve: moitie.preuve, cle: moitie.cle, essais_restants })
    }

    fn geste(&mut self, geste: Geste) -> ReponseBrute {
        match geste {
            Geste::Consulter => json(&Defi { affichage: self.attend.as_ref().map(|(affichage, _)| affichage.texte()) }),
            Geste::Evaluer { element, .. } => {
                self.essais -= 1;
                self.evaluer(&element, self.essais)
            }
            Geste::Approuver { approbation } => self.approuver(&approbation),
            Geste::Refuser { .. } => self.clore("refuser".to_owned()),
            Geste::PasMoi { .. } => self.clore("pas_moi".to_owned()),
            Geste::Verrouiller | Geste::Arreter { .. } => json(&Recu {}),
        }
    }

    fn approuver(&mut self, approbation: &str) -> ReponseBrute {
        self.essais = 3;
        let jeton: Jeton<Approbation> = Jws::parse(approbation, Approbation::TYP).unwrap().non_verifie().unwrap();
        let attendu = self.attend.as_ref().map(|(_, nombre)| nombre.clone());
        if attendu.is_some_and(|attendu| attendu != jeton.contenu.nombre) {
            let probleme =
                Probleme { code: CodeProbleme::NombreInexact, phrase: "non".to_owned(), essais_restants: Some(2) };
            return ReponseBrute { statut: 403, corps: serde_json::to_string(&probleme).unwrap() };
        }
        self.clore(format!("approuver {}", jeton.contenu.nombre))
    }

    fn clore(&mut self, reponse: String) -> ReponseBrute {
        self.attend = None;
        self.reponses.push(reponse);
        json(&Recu {})
    }
}

fn geste(corps: &str) -> Geste {
    let signe: Signe = lire(corps);
    let jeton: Jeton<Geste> = Jws::parse(&signe.jws, Signe::TYP).unwrap().non_verifie().unwrap();
    jeton.contenu
}

fn lire<T: DeserializeOwned>(corps: &str) -> T {
    serde_json::from_str(corps).unwrap()
}

fn json(contenu: &impl Serialize) -> ReponseBrute {
    ReponseBrute { statut: 200, corps: serde_json::to_string(contenu).unwrap() }
}
