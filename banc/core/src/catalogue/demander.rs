use crate::juge::Controle as C;
use crate::scenario::{Besoin, Etape as E, Famille, Moyen, Rang, Scenario};

/// Two people, or one twice: what repeats between the two is no chance.
const DEUX_FOIS: &[E] = &[E::Connecter(Moyen::Carte), E::AutreNavigateur, E::Connecter(Moyen::Carte)];
const UNE_FOIS: &[E] = &[E::Connecter(Moyen::Carte)];

const OBSERVE: Scenario = Scenario {
    id: "",
    famille: Famille::Demander,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "Une connexion ordinaire ; le banc lit la demande reçue par le fournisseur.",
    attendu: "",
    remede: "",
    besoins: &[],
    etapes: UNE_FOIS,
    controles: &[],
};

pub const SCENARIOS: &[Scenario] = &[
    Scenario {
        id: "demande-acr",
        titre: "Niveau demandé",
        regle: "Chaque demande porte `acr_values=eidas1`.",
        source: "Référentiel PSC (annexe de l'arrêté du 4 avril 2022), sans numéro public ; documentation PSC",
        attendu: "`acr_values=eidas1` dans chaque demande.",
        remede: "Ajoutez `acr_values=eidas1` aux paramètres de la demande.",
        controles: &[C::DemandeVaut { parametre: "acr_values", valeur: "eidas1" }],
        ..OBSERVE
    },
    Scenario {
        id: "demande-state",
        titre: "Demande avec `state`",
        regle: "Chaque demande porte un `state` que personne ne devine.",
        source: "RFC 6749, 10.12 ; RFC 9700, 4.7 ; OpenID Connect Core 1.0, 3.1.2.1",
        attendu: "Un `state` de seize caractères au moins.",
        remede: "Tirez 128 bits au hasard pour chaque demande, et gardez-les dans la session du navigateur.",
        controles: &[C::Demande { parametre: "state", longueur: 16 }],
        ..OBSERVE
    },
    Scenario {
        id: "state-neuf",
        titre: "`state` neuf à chaque fois",
        regle: "Un `state` ne sert qu'à une demande.",
        source: "RFC 6749, 10.12 ; RFC 9700, 4.7.1",
        jeu: "Deux connexions ordinaires, dans deux navigateurs ; le banc compare les demandes.",
        attendu: "Deux valeurs différentes.",
        remede: "Tirez le `state` au moment de partir, jamais au démarrage du service.",
        etapes: DEUX_FOIS,
        controles: &[C::DemandeNeuve { parametre: "state" }],
        ..OBSERVE
    },
    Scenario {
        id: "demande-nonce",
        titre: "Demande avec `nonce`",
        regle: "Chaque demande porte un `nonce` que personne ne devine.",
        source: "OpenID Connect Core 1.0, 15.5.2 ; documentation PSC, introspection",
        attendu: "Un `nonce` de seize caractères au moins.",
        remede: "Tirez 128 bits au hasard pour chaque demande, et gardez-les pour les comparer au jeton.",
        controles: &[C::Demande { parametre: "nonce", longueur: 16 }],
        ..OBSERVE
    },
    Scenario {
        id: "nonce-neuf",
        titre: "`nonce` neuf à chaque fois",
        regle: "Un `nonce` ne sert qu'à une demande.",
        source: "OpenID Connect Core 1.0, 15.5.2",
        jeu: "Deux connexions ordinaires, dans deux navigateurs ; le banc compare les demandes.",
        attendu: "Deux valeurs différentes.",
        remede: "Tirez le `nonce` au moment de partir, jamais au démarrage du service.",
        etapes: DEUX_FOIS,
        controles: &[C::DemandeNeuve { parametre: "nonce" }],
        ..OBSERVE
    },
    Scenario {
        id: "demande-pkce",
        titre: "Demande avec PKCE",
        rang: Rang::Conseil,
        regle: "La demande porte un défi PKCE par `S256`.",
        source: "RFC 9700, 2.1.1 : recommandé aux services qui ont un secret ; docs/ecarts.md, A04",
        attendu: "`code_challenge_method=S256`.",
        remede: "Activez PKCE dans votre bibliothèque : `S256`, jamais `plain`.",
        controles: &[
            C::Demande { parametre: "code_challenge", longueur: 43 },
            C::DemandeVaut { parametre: "code_challenge_method", valeur: "S256" },
        ],
        ..OBSERVE
    },
    Scenario {
        id: "pkce-neuf",
        titre: "Défi PKCE neuf à chaque fois",
        regle: "Un vérificateur PKCE ne sert qu'à une demande.",
        source: "RFC 7636, 7.1 ; RFC 9700, 2.1.1",
        jeu: "Deux connexions ordinaires, dans deux navigateurs ; le banc compare les demandes.",
        attendu: "Deux défis différents.",
        remede: "Tirez le vérificateur au moment de partir, et gardez-le avec la demande.",
        etapes: DEUX_FOIS,
        controles: &[C::DemandeNeuve { parametre: "code_challenge" }],
        ..OBSERVE
    },
    Scenario {
        id: "redirection-exacte",
        titre: "Adresse de retour exacte",
        regle: "L'adresse de retour est celle qui est déclarée, à la lettre, quel que soit l'hôte que nomme l'appelant.",
        source: "RFC 9700, 4.1.3 ; documentation PSC : adresses déclarées une par une",
        jeu: "La connexion commence avec un en-tête `X-Forwarded-Host` qui nomme un autre hôte.",
        attendu: "Une adresse déclarée, à la lettre.",
        remede: "Écrivez l'adresse de retour dans la configuration ; ne la composez pas avec les en-têtes de la requête.",
        besoins: &[Besoin::Crochet],
        etapes: &[E::ConnecterSousUnAutreHote],
        controles: &[C::RetourDeclare],
        ..OBSERVE
    },
    Scenario {
        id: "authentification-du-service",
        titre: "Le service se prouve",
        regle: "L'identifiant et le secret du service restent sur le serveur ; ils ne voyagent ni dans une adresse ni deux fois.",
        source: "EXI PSC 22 ; RFC 6749, 2.3.1 ; OpenID Connect Core 1.0, 9",
        jeu: "Une connexion ordinaire ; le banc lit les appels au point « token ».",
        attendu: "Une preuve, par la méthode déclarée, hors de l'adresse.",
        remede: "Réglez la méthode déclarée dans votre bibliothèque (`token_endpoint_auth_method`) et retirez l'autre.",
        controles: &[C::AuthentificationPropre],
        ..OBSERVE
    },
    Scenario {
        id: "canal-prouve",
        titre: "Canal arrière avec certificat",
        regle: "Chaque appel au fournisseur se fait avec le certificat du service (TLS mutuel).",
        source: "EXI PSC 24 : obligatoire dans l'Espace de Confiance, pas encore imposé ailleurs ; RFC 8705, 2, 3 et 5",
        jeu: "Une connexion ordinaire ; le banc regarde le certificat de chaque appel au canal arrière.",
        attendu: "Le certificat du service à chaque appel : « token », « userinfo », introspection.",
        remede: "Appelez les adresses de `mtls_endpoint_aliases`, et donnez le certificat à tout client HTTP du service.",
        besoins: &[Besoin::Certificat],
        controles: &[C::CanalProuve],
        ..OBSERVE
    },
    Scenario {
        id: "demande-poussee",
        titre: "Demande poussée (PAR)",
        regle: "Un service qui pousse ses demandes n'en met aucune en clair dans le navigateur.",
        source: "RFC 9126, 4 ; déclaré par le service (`poussees`)",
        attendu: "Dans l'adresse, `request_uri` seulement.",
        remede: "Poussez chaque demande, et n'envoyez au navigateur que `client_id` et `request_uri`.",
        besoins: &[Besoin::Poussees],
        controles: &[C::Poussee],
        ..OBSERVE
    },
    Scenario {
        id: "demande-signee",
        titre: "Demande signée (JAR)",
        regle: "Un service qui signe ses demandes les signe toutes.",
        source: "RFC 9101, 4 et 6.1 ; déclaré par le service (`signees`)",
        attendu: "Un objet signé (`request`) dans chaque demande.",
        remede: "Mettez tous les paramètres dans l'objet, et signez-le avec la clé déclarée.",
        besoins: &[Besoin::Signees],
        controles: &[C::Signee],
        ..OBSERVE
    },
];
