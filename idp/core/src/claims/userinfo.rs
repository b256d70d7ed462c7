use annuaire::{Porteur, Structure};
use oidc::UserInfo;
use oidc::userinfo::{Activity, Identity, Organization, RegistryIdentity};

use super::other_ids::other_ids;
use super::situation::situation;
use super::subject_ref_pro::subject_ref_pro;
use super::{About, Active, Claims, scope};

/// TRE_R231: direct authentication with a private identifier.
const PALIER: &str = "APPPRIP3^1.2.250.1.213.1.5.1.1.1";
const PSI_LOCALE: &str = "1.2.250.1.213.1.3.1.1";
const UIT_VERSION: &str = "1.0";
const OID_PROFESSION: &str = "1.2.250.1.213.1.1.5.5";
const OID_SECTEUR: &str = "1.2.250.1.71.4.2.4";

impl Claims {
    /// What the granted scope yields of the person now (facts/psc.md §1.5 and §2.4).
    pub fn userinfo(&self, about: &About<'_>) -> UserInfo {
        let all = about.has(scope::SCOPE_ALL);
        let interop = all || about.has(scope::INTEROP);
        let referentiel = all || about.has(scope::REFERENTIEL);
        let rpps = all || about.has(scope::RPPS);
        UserInfo {
            sub: self.subjects.of(about.client, &about.personne.identifiant),
            identity: about.names().then(|| identity(about)),
            registry: about.registry().then(|| registry(about)),
            organization: interop.then(|| organization(about)),
            activity: all.then(|| activity(about)),
            subject_ref_pro: referentiel.then(|| subject_ref_pro(about.personne, about.now)).flatten(),
            other_ids: rpps.then(|| other_ids(about, &self.subjects)),
            situation: situation(about),
        }
    }
}

fn identity(about: &About<'_>) -> Identity {
    Identity {
        preferred_username: about.username(),
        name: (!about.psc()).then(|| about.full_name()),
        given_name: about.personne.prenom.clone(),
        family_name: about.personne.nom.clone(),
    }
}

fn registry(about: &About<'_>) -> RegistryIdentity {
    RegistryIdentity { subject_name_id: about.number(), code_civilite: about.personne.code_civilite.clone() }
}

/// The place of the active situation; for a holder of a card without RPPS number, the structure that vouches for them.
fn organization(about: &About<'_>) -> Organization {
    let vouching: Option<&Structure> = match &about.personne.porteur {
        Porteur::PorteurDeCarte { structure } => Some(structure),
        Porteur::Professionnel => None,
    };
    let place = about.active().and_then(|active| active.situation.structure.as_ref()).or(vouching);
    Organization {
        name: place.map(|place| place.raison_sociale.clone()).unwrap_or_default(),
        id: place.map(|place| place.identifiant_technique.clone()).unwrap_or_default(),
        mode_acces_raison: "",
        acces_regulation_medicale: "FAUX",
    }
}

fn activity(about: &About<'_>) -> Activity {
    let active = about.active();
    let of_situation = |read: fn(&annuaire::Situation) -> &String| {
        active.map(|active| read(active.situation).clone()).unwrap_or_default()
    };
    Activity {
        secteur: coded(&of_situation(|situation| &situation.code_secteur), OID_SECTEUR).unwrap_or_default(),
        code_genre_activite: of_situation(|situation| &situation.code_genre_activite),
        role: active.and_then(role).into_iter().collect(),
        uit_version: UIT_VERSION,
        auth_mode: about.grant.authentication.kind.auth_mode(),
        palier: PALIER,
        psi_locale: PSI_LOCALE,
    }
}

/// The profession; for whoever has none, the role in which the structure registered them.
fn role(active: Active<'_>) -> Option<String> {
    coded(&active.exercice.code_profession, OID_PROFESSION)
        .or_else(|| coded(&active.situation.code_role, OID_PROFESSION))
}

fn coded(code: &str, oid: &str) -> Option<String> {
    (!code.is_empty()).then(|| format!("{code}^{oid}"))
}
