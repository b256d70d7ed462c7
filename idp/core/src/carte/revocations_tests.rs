use std::collections::HashSet;
use std::sync::Mutex;

use ambient::{MovableClock, Seconds, Timestamp};
use carte_cps::Monde;
use igc::{CarteEmise, DemandeCarte, Genre, Igc, Panne, Profession, Raison, Role};
use oidc::Acr;

use super::*;
use crate::carte::Sante;
use crate::fakes::{FakeJournal, FakeStamps};
use crate::stamp::Since;

const START: Timestamp = Timestamp::from_seconds(1_795_000_000);

#[derive(Default)]
struct Usage(Mutex<HashSet<String>>);

#[async_trait]
impl MoyensEnUsage for Usage {
    async fn en_usage(&self) -> Result<HashSet<String>, PortError> {
        Ok(self.0.lock().unwrap().clone())
    }

    async fn titulaire(&self, _moyen: &str) -> Result<Option<IdentifiantNational>, PortError> {
        Ok(Some("899900000011".parse().unwrap()))
    }
}

/// Answers only while it is up.
#[derive(Default)]
struct Shaky {
    stamps: FakeStamps,
    down: Mutex<bool>,
}

#[async_trait]
impl Stamps for Shaky {
    async fn raise(&self, subject: &crate::stamp::Subject, at: Timestamp) -> Result<(), PortError> {
        if *self.down.lock().unwrap() {
            return Err(PortError::unavailable("stamps", "down"));
        }
        self.stamps.raise(subject, at).await
    }

    async fn latest(&self, subjects: &[crate::stamp::Subject]) -> Result<Option<Timestamp>, PortError> {
        self.stamps.latest(subjects).await
    }

    async fn raised(&self, among: &[Since]) -> Result<bool, PortError> {
        self.stamps.raised(among).await
    }
}

struct Desk {
    igc: Igc,
    clock: Arc<MovableClock>,
    ambient: Ambient,
    stamps: Arc<Shaky>,
    journal: Arc<FakeJournal>,
    revocations: Revocations,
}

impl Desk {
    fn with(tolerance: Tolerance) -> Self {
        let (ambient, clock) = Ambient::fixed(START, 3);
        let igc = Igc::create(&ambient, "http://igc.test").unwrap();
        let issuers = [Role::FortPersonnes, Role::StandardPersonnes].map(|role| igc.certificat(role));
        let socle = AutoriteCartes::new(&[igc.certificat(Role::Racine)], &issuers, Monde::Test).unwrap();
        let (stamps, journal) = (Arc::new(Shaky::default()), Arc::new(FakeJournal::default()));
        let deps = RevocationsDeps {
            ambient: ambient.clone(),
            stamps: stamps.clone(),
            usage: Arc::new(Usage::default()),
            journal: journal.clone(),
        };
        let revocations = Revocations::new(socle, tolerance, deps);
        let desk = Self { igc, clock, ambient, stamps, journal, revocations };
        for role in [Role::Racine, Role::FortPersonnes, Role::StandardPersonnes] {
            desk.take(role, Genre::Complete).unwrap();
        }
        desk
    }

    fn strict() -> Self {
        Self::with(Tolerance::default())
    }

    fn card(&self) -> CarteEmise {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        let asked = DemandeCarte::cps("899900000011".parse().unwrap(), "FICTIF", "Alba", profession);
        self.igc.carte(&asked).unwrap()
    }

    fn take(&self, role: Role, genre: Genre) -> Result<Reception, RefusListe> {
        self.revocations.recevoir("igc", &self.igc.publiee(role, genre).unwrap().der)
    }

    fn judge(&self, card: &CarteEmise) -> Result<CarteLue, RefusCarte> {
        self.revocations.verifier(&card.chaine, self.ambient.now())
    }

    async fn over(&self, moyen: &str, since: Timestamp) -> bool {
        self.stamps.raised(&[SubjectKind::Moyen.of(moyen).since(since)]).await.unwrap()
    }
}

// requirement: X03 X11
#[tokio::test]
async fn an_opposition_refuses_the_card_and_ends_what_rests_on_it() {
    let desk = Desk::strict();
    let card = desk.card();
    let read = desk.judge(&card).unwrap();
    assert_eq!(desk.revocations.appliquer().await.unwrap(), 0);
    desk.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    desk.take(Role::FortPersonnes, Genre::Delta).unwrap();
    assert_eq!(desk.judge(&card), Err(RefusCarte::Revoquee));
    assert!(!desk.over(&read.moyen, START).await);
    assert_eq!(desk.revocations.appliquer().await.unwrap(), 1);
    assert!(desk.over(&read.moyen, START).await, "a proof of that very moment is over too");
    assert_eq!(desk.journal.field("card.revoked", "means.id").as_deref(), Some(read.moyen.as_str()));
    assert_eq!(desk.journal.field("card.revoked", "personne.id").as_deref(), Some("899900000011"), "in their history");

    desk.clock.advance(Seconds::hours(2));
    desk.take(Role::FortPersonnes, Genre::Complete).unwrap();
    desk.revocations.appliquer().await.unwrap();
    assert_eq!(desk.journal.events(), ["card.revoked"], "told once");
}

// requirement: X03
#[tokio::test]
async fn what_a_store_did_not_take_is_done_the_next_time() {
    let desk = Desk::strict();
    let card = desk.card();
    let read = desk.judge(&card).unwrap();
    desk.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    desk.take(Role::FortPersonnes, Genre::Delta).unwrap();
    *desk.stamps.down.lock().unwrap() = true;
    assert!(desk.revocations.appliquer().await.is_err());
    assert_eq!(desk.judge(&card), Err(RefusCarte::Revoquee), "the login needs no store for that");
    *desk.stamps.down.lock().unwrap() = false;
    assert_eq!(desk.revocations.appliquer().await.unwrap(), 1);
    assert!(desk.over(&read.moyen, START).await);
}

// requirement: X03
#[tokio::test]
async fn a_list_that_forgets_a_card_brings_it_back_to_nobody() {
    let desk = Desk::strict();
    let card = desk.card();
    desk.igc.opposer(&card.serie, Raison::CleCompromise).unwrap();
    desk.clock.advance(Seconds::hours(2));
    desk.take(Role::FortPersonnes, Genre::Complete).unwrap();
    for panne in [Panne::Indulgente, Panne::AutreSerie] {
        desk.clock.advance(Seconds(1));
        let lying = desk.igc.publiee_a_tort(Role::FortPersonnes, Genre::Complete, panne).unwrap();
        assert_eq!(desk.revocations.recevoir("igc", &lying).unwrap().oublies > 0, panne == Panne::Indulgente);
        assert_eq!(desk.judge(&card), Err(RefusCarte::Revoquee), "{panne:?}");
    }
}

// requirement: X03
#[tokio::test]
async fn what_a_responder_says_of_one_card_counts_at_once() {
    let desk = Desk::strict();
    let card = desk.card();
    let read = desk.judge(&card).unwrap();
    assert!(desk.revocations.question(&read.moyen).is_some());
    assert!(desk.revocations.question("phone-1").is_none(), "a phone is no card");
    desk.revocations.arreter(&read.moyen);
    assert_eq!(desk.judge(&card), Err(RefusCarte::Revoquee));
    desk.revocations.appliquer().await.unwrap();
    assert!(desk.over(&read.moyen, START).await);
}

// requirement: X03
#[tokio::test]
async fn data_that_are_too_old_let_nobody_in_by_default() {
    let desk = Desk::strict();
    let card = desk.card();
    desk.clock.advance(Seconds::hours(25));
    assert_eq!(desk.judge(&card), Err(RefusCarte::CrlPerimee));
    assert!(desk.revocations.etat().autorites.iter().all(|one| one.sante == Sante::Perimee));
    desk.take(Role::Racine, Genre::Complete).unwrap();
    desk.take(Role::FortPersonnes, Genre::Complete).unwrap();
    assert!(desk.judge(&card).is_ok());
}

// requirement: X03
#[tokio::test]
async fn an_operator_may_be_patient_and_the_level_tells_it() {
    let patient = Tolerance { eidas1: Seconds::hours(24), eidas2: Seconds::hours(4), eidas3: Seconds(0) };
    assert!(patient.ordered());
    assert!(!Tolerance { eidas3: Seconds(1), ..Tolerance::default() }.ordered());
    let desk = Desk::with(patient);
    let card = desk.card();
    let most = |hours: i64| {
        desk.clock.advance(Seconds::hours(hours));
        desk.judge(&card).map(|read| read.plafond)
    };
    assert_eq!(most(23), Ok(None));
    assert_eq!(most(2), Ok(Some(Acr::Eidas2)));
    assert_eq!(most(4), Ok(Some(Acr::Eidas1)));
    assert_eq!(most(24), Err(RefusCarte::CrlPerimee));
}

#[tokio::test]
async fn operators_see_the_age_of_each_list_and_what_fails() {
    let desk = Desk::strict();
    desk.take(Role::FortPersonnes, Genre::Delta).unwrap();
    desk.revocations.echouee("elsewhere", RefusListe::SansReponse("503".into()));
    desk.revocations.echouee("elsewhere", RefusListe::Signataire);
    let state = desk.revocations.etat();
    let fort = state.autorites.iter().find(|one| one.nom == "TEST FORT PERSONNES").unwrap();
    assert_eq!((fort.sante, fort.delta.is_some()), (Sante::AJour, true));
    assert_eq!(fort.complete.as_ref().unwrap().faite, START);
    let failing = state.sources.iter().find(|source| source.nom == "elsewhere").unwrap();
    let echec = failing.echec.as_ref().unwrap();
    assert_eq!((echec.fois, echec.refus.code(), failing.reussie_le), (2, "revocation.signataire", None));
    desk.revocations.confirmee("elsewhere");
    assert!(desk.revocations.etat().sources.iter().all(|source| source.echec.is_none()));
}
