use super::*;

const LE: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn fabrication() -> Fabrication {
    let (numero, codes, series) = ("1234567890".to_owned(), "c".to_owned(), vec!["0A".to_owned()]);
    Fabrication { numero, series, depuis: LE, jusque: LE.plus(ambient::Seconds::hours(1)), codes }
}

fn commande() -> CommandeCarte {
    let (nom, prenom) = ("FICTIF".to_owned(), "Léo".to_owned());
    let identifiant = "3690990015/CPE00002".parse().unwrap();
    let (structure, profession, codes_de) = (None, None, None);
    CommandeCarte { modele: ModeleCarte::Cpe, identifiant, nom, prenom, structure, profession, codes_de }
}

fn toutes() -> Vec<Etape> {
    let demandee = Etape::Commandee.demandee(commande()).unwrap();
    let renoncee = demandee.abandonnee(Abandon::SansContrat, LE).unwrap();
    let produite = demandee.produite(fabrication()).unwrap();
    let envoyee = produite.envoyee(LE).unwrap();
    let recue = envoyee.recue(LE).unwrap();
    let a_opposer = recue.a_opposer(RaisonOpposition::Perdue, ("moi", LE)).unwrap();
    let opposee = a_opposer.opposee().unwrap();
    let annulee = Etape::Commandee.abandonnee(Abandon::SansContrat, LE).unwrap();
    vec![Etape::Commandee, demandee, renoncee, produite, envoyee, recue, a_opposer, opposee, annulee]
}

// requirement: MIE-10 MIE-12
#[test]
fn a_card_goes_from_stage_to_stage_in_one_direction() {
    type Chemin = (&'static str, fn(&Etape) -> Option<Etape>, &'static [&'static str]);
    let chemins: [Chemin; 9] = [
        ("demandee", |etape| etape.demandee(commande()), &["commandee"]),
        ("produite", |etape| etape.produite(fabrication()), &["demandee"]),
        ("abandonnee", |etape| etape.abandonnee(Abandon::SansContrat, LE), &["commandee", "demandee"]),
        ("refusee", |etape| etape.refusee(String::new(), LE), &["demandee", "renoncee"]),
        ("rattrapee", |etape| etape.rattrapee(fabrication(), "moi"), &["renoncee"]),
        ("envoyee", |etape| etape.envoyee(LE), &["produite"]),
        ("recue", |etape| etape.recue(LE), &["envoyee"]),
        (
            "a_opposer",
            |etape| etape.a_opposer(RaisonOpposition::Perdue, ("moi", LE)),
            &["produite", "envoyee", "recue"],
        ),
        ("opposee", Etape::opposee, &["a_opposer"]),
    ];
    for (nom, chemin, depuis) in chemins {
        for etape in toutes() {
            let dite = serde_json::to_value(&etape).unwrap()["etape"].as_str().unwrap().to_owned();
            assert_eq!(chemin(&etape).is_some(), depuis.contains(&dite.as_str()), "{nom} from {dite}");
        }
    }
}

#[test]
fn a_stage_is_read_back_as_it_was_stored() {
    for etape in toutes() {
        let texte = serde_json::to_string(&etape).unwrap();
        assert_eq!(serde_json::from_str::<Etape>(&texte).unwrap(), etape);
    }
}

// requirement: MIE-10
#[test]
fn a_card_that_was_opposed_or_has_ended_is_no_card() {
    let carte = |etape| Carte {
        id: CarteId::from("c"),
        modele: ModeleCarte::Cpe,
        porteur: "3690990015/CPE00002".parse().unwrap(),
        structure: "690990015".parse().ok(),
        etape,
        origine: Origine::Commande,
        commande_par: String::new(),
        commande_le: LE,
        remplace: None,
        exercice: None,
    };
    let vivantes: Vec<_> = toutes().into_iter().map(|etape| carte(etape).vivante(LE)).collect();
    assert_eq!(vivantes, [true, true, false, true, true, true, false, false, false]);
    let fin = fabrication().jusque;
    assert!(!carte(Etape::Recue { fabrication: fabrication(), le: LE }).vivante(fin));
}
