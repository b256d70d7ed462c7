use carte_cps::{RefusCarte, RefusListe};
use idp_core::authorization::PageRefusal;
use idp_core::carte::{RefusLecture, RefusReponse};
use idp_core::client_auth::ClientAuthRefusal;
use idp_core::espace::EspaceError;
use idp_core::interaction::{LoginError, Refusal};
use idp_core::logout::LogoutRefusal;
use idp_core::passkey::PasskeyError;
use idp_core::port::PortError;

use super::textes::{Textes, key};
use super::{Entry, PERSON};

pub fn entries() -> Vec<Entry> {
    let textes = Textes::read();
    let mut entries: Vec<_> = logins().iter().map(|error| login(&textes, error)).collect();
    entries.extend(PasskeyError::catalogue().iter().map(|error| passkey(&textes, error)));
    entries.extend(EspaceError::catalogue().iter().map(|error| Entry {
        code: error.code().to_owned(),
        sentence: textes.get("espace-fait-rien").to_owned(),
        remedy: error.remede().to_owned(),
    }));
    entries.extend(Refusal::ALL.map(|refusal| refused(&textes, refusal)));
    entries.extend(cards().iter().map(|refus| card(&textes, refus)));
    entries.extend(RefusReponse::catalogue().iter().map(|refus| Entry {
        code: refus.code().to_owned(),
        sentence: refus.phrase().to_owned(),
        remedy: refus.remede().to_owned(),
    }));
    entries.extend(RefusListe::catalogue().iter().map(|refus| Entry {
        code: refus.code().to_owned(),
        sentence: refus.phrase().to_owned(),
        remedy: refus.remede().to_owned(),
    }));
    entries.extend(PageRefusal::catalogue().iter().map(|refusal| request(&textes, refusal)));
    entries.extend(logouts().iter().map(|refusal| Entry {
        code: refusal.code().to_owned(),
        sentence: textes.get("deconnexion-indice-phrase").to_owned(),
        remedy: refusal.remede().to_owned(),
    }));
    entries.extend(["connexion.jeton", "connexion.terminee"].map(|code| outdated(&textes, code)));
    entries
}

/// What is no error of a use case: a form that another page made, the back button after the end.
fn outdated(textes: &Textes, code: &str) -> Entry {
    let sentence = textes.page(&key(code), &format!("{}-suite", key(code)));
    Entry { code: code.to_owned(), sentence, remedy: PERSON.to_owned() }
}

pub fn port() -> PortError {
    PortError::unavailable("a store", "does not answer")
}

fn logins() -> [LoginError; 12] {
    [
        LoginError::Unknown,
        LoginError::OtherBrowser,
        LoginError::Overtaken,
        LoginError::IdentifiantIllisible,
        LoginError::TropDEssais { until: None },
        LoginError::MoyenInsuffisant,
        LoginError::PasApprouvee,
        LoginError::TicketPerime,
        LoginError::SituationInconnue,
        LoginError::ClientSuspendu,
        LoginError::AnnuaireMuet(String::new()),
        LoginError::Port(port()),
    ]
}

/// What a form answers stands beside its field; what a page never shows has the words of an outdated page.
fn login(textes: &Textes, error: &LoginError) -> Entry {
    let key = key(error.code());
    let sentence = match error {
        LoginError::IdentifiantIllisible => textes.get(&key).to_owned(),
        LoginError::SituationInconnue => format!("Ce lieu n’est plus dans la liste. {}", textes.get("lieu-inconnu")),
        LoginError::Overtaken | LoginError::PasApprouvee => textes.page("connexion-perimee", "connexion-perimee-suite"),
        _ => textes.page(&key, &format!("{key}-suite")),
    };
    Entry { code: error.code().to_owned(), sentence, remedy: error.remede().to_owned() }
}

fn passkey(textes: &Textes, error: &PasskeyError) -> Entry {
    let key = key(error.code());
    let sentence = textes.page(&key, &format!("{key}-suite"));
    Entry { code: error.code().to_owned(), sentence, remedy: error.remede().to_owned() }
}

fn refused(textes: &Textes, refusal: Refusal) -> Entry {
    let key = refusal.code().trim_start_matches("connexion.");
    let sentence = textes.page(key, &format!("{key}-suite"));
    Entry { code: refusal.code().to_owned(), sentence, remedy: PERSON.to_owned() }
}

fn cards() -> Vec<RefusLecture> {
    let cards = [
        RefusCarte::AucuneCarte,
        RefusCarte::Illisible(String::new()),
        RefusCarte::EmetteurInconnu(String::new()),
        RefusCarte::Expiree,
        RefusCarte::PasEncoreValable,
        RefusCarte::Revoquee,
        RefusCarte::MauvaisUsage(""),
        RefusCarte::PolitiqueInconnue,
        RefusCarte::PasUneCarte(0),
        RefusCarte::CleFaible(String::new()),
        RefusCarte::CrlAbsente(String::new()),
        RefusCarte::CrlPerimee,
        RefusCarte::CarteDeTest,
        RefusCarte::CarteDeProduction,
        RefusCarte::IdentiteIllisible(""),
        RefusCarte::CarteDeService,
        RefusCarte::FamilleIncoherente,
    ];
    let mut refus: Vec<_> = cards.into_iter().map(RefusLecture::Carte).collect();
    refus.extend([
        RefusLecture::Inconnue,
        RefusLecture::Desactivee,
        RefusLecture::MauvaisPorteur,
        RefusLecture::MoyenInsuffisant,
        RefusLecture::TropDEssais,
    ]);
    refus
}

fn card(textes: &Textes, refus: &RefusLecture) -> Entry {
    let sentence = textes.page(&key(refus.code()), &format!("conseil-{}", refus.conseil().cle()));
    Entry { code: refus.code().to_owned(), sentence, remedy: refus.remede().to_owned() }
}

fn request(textes: &Textes, refusal: &PageRefusal) -> Entry {
    let sentence = match refusal {
        PageRefusal::Unavailable(_) => textes.page("service-indisponible", "service-indisponible-suite"),
        PageRefusal::RequestUri(..) => textes.page(&key(refusal.code()), "autorisation-demande-deposee-suite"),
        _ => textes.page(&key(refusal.code()), "autorisation-suite"),
    };
    Entry { code: refusal.code().to_owned(), sentence, remedy: refusal.remede().to_owned() }
}

pub fn logouts() -> [LogoutRefusal; 7] {
    [
        LogoutRefusal::Duplicate,
        LogoutRefusal::Hint,
        LogoutRefusal::Client(None),
        LogoutRefusal::RedirectUri(None),
        LogoutRefusal::NothingNamed,
        LogoutRefusal::Authentication(ClientAuthRefusal::Client { basic: false }),
        LogoutRefusal::Port(port()),
    ]
}
