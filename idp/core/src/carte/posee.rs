use ambient::{Ambient, Seconds, Timestamp};
use carte_cps::RefusCarte;
use ecps::{DemandeId, LieuPropose};
use oidc::Acr;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::RefusLecture;
use super::reponse::{RefusReponse, ReponseCarte};
use crate::ecps::{DemandeEtat, NouvelleDemande, lisible};
use crate::moyen::Authentication;

/// As on a phone.
const NOMBRES: u8 = 3;
const VIE: Seconds = Seconds(120);

/// What the program of the reader shows: never the number, which the person reads on the screen of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemandeVue {
    pub demande: DemandeId,
    /// Who asks: name, then place and address.
    pub client: String,
    pub lieu: String,
    /// For what: « Se connecter ».
    pub action: String,
    /// How many digits the number has.
    pub chiffres: u8,
    pub expire_le: Timestamp,
    /// Where the person may work: one has to be chosen unless it is empty.
    pub lieux: Vec<LieuPropose>,
}

/// A request on its shelf.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Posee {
    pub personne: IdentifiantNational,
    pub vue: DemandeVue,
    pub etat: Etat,
    nombre: String,
    floor: Option<Acr>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) enum Etat {
    EnAttente { erreurs: u8 },
    Approuvee { preuve: Authentication, situation: Option<String> },
    Refusee,
    NombreErrone,
    Remplacee,
}

impl Posee {
    pub fn nouvelle(
        ambient: &Ambient,
        (demande, personne): (DemandeId, IdentifiantNational),
        (nouvelle, floor): (NouvelleDemande, Option<Acr>),
    ) -> Self {
        let nombre = nouvelle.nombre.unwrap_or_else(|| ambient.chance.digits(2));
        let readable = |lieu: &LieuPropose| LieuPropose {
            situation: lieu.situation.clone(),
            titre: lisible(&lieu.titre, 120),
            details: lisible(&lieu.details, 120),
        };
        let vue = DemandeVue {
            demande,
            client: lisible(&nouvelle.client, 80),
            lieu: lisible(&nouvelle.lieu, 120),
            action: lisible(&nouvelle.action, 80),
            chiffres: u8::try_from(nombre.len()).unwrap_or(u8::MAX),
            expire_le: ambient.now().plus(nouvelle.vie.unwrap_or(VIE)),
            lieux: nouvelle.lieux.iter().map(readable).collect(),
        };
        Self { personne, vue, etat: Etat::EnAttente { erreurs: 0 }, nombre, floor }
    }

    pub fn devenue(self, etat: Etat) -> Self {
        Self { etat, ..self }
    }

    pub fn attend(&self) -> bool {
        matches!(self.etat, Etat::EnAttente { .. })
    }

    /// Seen at `now`: an approval outlives the request's time, for the client needs a moment to come and take it.
    pub fn etat(&self, now: Timestamp) -> DemandeEtat {
        match self.etat {
            Etat::EnAttente { .. } if now >= self.vue.expire_le => DemandeEtat::Expiree,
            Etat::EnAttente { .. } => DemandeEtat::EnAttente,
            Etat::Approuvee { .. } => DemandeEtat::Approuvee,
            Etat::Refusee => DemandeEtat::Refusee,
            Etat::NombreErrone => DemandeEtat::NombreErrone,
            Etat::Remplacee => DemandeEtat::Remplacee,
        }
    }

    /// What does not change while the request waits: the level of the card, the place.
    pub fn admet(&self, preuve: &Authentication, reponse: &ReponseCarte) -> Result<(), RefusReponse> {
        let ReponseCarte::Approuver { situation, .. } = reponse else { return Ok(()) };
        if preuve.plafond.is_some_and(|most| self.floor.is_some_and(|floor| most < floor)) {
            return Err(RefusLecture::Carte(RefusCarte::CrlPerimee).into());
        }
        let proposed = |chosen: &String| self.vue.lieux.iter().any(|lieu| lieu.situation == *chosen);
        match situation {
            Some(chosen) if !proposed(chosen) => Err(RefusReponse::LieuAChoisir),
            None if !self.vue.lieux.is_empty() => Err(RefusReponse::LieuAChoisir),
            _ => Ok(()),
        }
    }

    /// What becomes of a request that waits.
    pub fn suite(&self, preuve: &Authentication, reponse: &ReponseCarte) -> Etat {
        let Etat::EnAttente { erreurs } = self.etat else { return self.etat.clone() };
        match reponse {
            ReponseCarte::Refuser => Etat::Refusee,
            ReponseCarte::Approuver { nombre, situation } if *nombre == self.nombre => {
                Etat::Approuvee { preuve: preuve.clone(), situation: situation.clone() }
            }
            ReponseCarte::Approuver { .. } if erreurs + 1 >= NOMBRES => Etat::NombreErrone,
            ReponseCarte::Approuver { .. } => Etat::EnAttente { erreurs: erreurs + 1 },
        }
    }
}
