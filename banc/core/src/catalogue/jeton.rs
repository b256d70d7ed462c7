use crate::injection::{AlterationJeton, Changement as Ch, Injection as I, Signature};
use crate::juge::Controle as C;
use crate::scenario::{Etape as E, Famille, Moyen, Rang, Scenario};

const ENTREE: E = E::Connecter(Moyen::Carte);

const fn signe(signature: Signature) -> E {
    E::Injecter(I::Jeton(AlterationJeton { signature, changements: &[] }))
}

/// The real key signs: only what it says is wrong.
const fn dit(changements: &'static [Ch]) -> E {
    E::Injecter(I::Jeton(AlterationJeton { signature: Signature::Vraie, changements }))
}

const REFUSE: Scenario = Scenario {
    id: "",
    famille: Famille::Jeton,
    titre: "",
    rang: Rang::Obligation,
    regle: "",
    source: "",
    jeu: "",
    attendu: "Une page d'erreur, aucune session.",
    remede: "",
    besoins: &[],
    etapes: &[],
    controles: &[C::PasConnecte],
};

pub const SIGNATURES: &[Scenario] = &[
    Scenario {
        id: "signature-fausse",
        titre: "Signature fausse",
        regle: "Le service vérifie la signature du jeton d'identité.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 6 ; RFC 8725, 3.3",
        jeu: "Un bit de la signature est changé.",
        remede: "Vérifiez la signature avec la clé publiée par le fournisseur, même reçue par un canal sûr.",
        etapes: &[signe(Signature::Brisee), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "alg-none",
        titre: "Jeton sans signature (`none`)",
        regle: "Le service n'accepte que l'algorithme convenu.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 7 ; RFC 8725, 3.1",
        jeu: "L'en-tête dit `alg: none`, et la signature est vide.",
        remede: "Donnez à votre bibliothèque la liste des algorithmes acceptés : `RS256`, et lui seul.",
        etapes: &[signe(Signature::Aucune), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "alg-hs256",
        titre: "HS256 avec la clé publique",
        regle: "Une clé publique n'est jamais un secret partagé.",
        source: "RFC 8725, 2.1 et 3.1",
        jeu: "Le jeton est signé en HS256, avec la clé publique du fournisseur pour secret.",
        remede: "Liez chaque clé à son algorithme ; refusez les algorithmes symétriques.",
        etapes: &[signe(Signature::Hs256), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "kid-inconnu",
        titre: "Clé inconnue",
        regle: "Un jeton signé par une clé que le fournisseur ne publie pas est refusé, sans relire les clés sans fin.",
        source: "OpenID Connect Core 1.0, 10.1.1 ; RFC 8725, 3.8",
        jeu: "Le jeton nomme une clé (`kid`) que personne ne publie, et c'est elle qui le signe.",
        attendu: "Une page d'erreur, aucune session ; les clés sont relues trois fois au plus.",
        remede: "Relisez les clés une fois ; si `kid` manque toujours, refusez.",
        etapes: &[signe(Signature::CleInconnue), ENTREE],
        controles: &[C::PasConnecte, C::ClesMesurees],
        ..REFUSE
    },
    Scenario {
        id: "rotation-des-cles",
        titre: "Clés renouvelées en pleine connexion",
        regle: "Le service relit les clés quand un jeton en nomme une nouvelle.",
        source: "OpenID Connect Core 1.0, 10.1.1",
        jeu: "Une clé neuve est publiée au moment où elle signe. Qui la refuse a une minute, puis une seconde connexion.",
        attendu: "La personne est connectée, au plus une minute après le changement.",
        remede: "Sur un `kid` inconnu, relisez `jwks_uri` (une fois par minute au plus), puis vérifiez de nouveau.",
        etapes: &[ENTREE, E::AutreNavigateur, signe(Signature::CleNouvelle), ENTREE, E::RecommencerReposees],
        controles: &[C::Connecte],
        ..REFUSE
    },
];

pub const CONTENU: &[Scenario] = &[
    Scenario {
        id: "iss-faux",
        titre: "Émetteur faux",
        regle: "`iss` est l'émetteur du document de découverte, à la lettre.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 2",
        jeu: "Le jeton dit venir d'un autre domaine du même hôte, signature valable.",
        remede: "Comparez `iss` à la lettre, chemin compris.",
        etapes: &[dit(&[Ch::IssVoisin]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "aud-faux",
        titre: "Mauvais destinataire",
        regle: "`aud` contient l'identifiant du service.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 3",
        jeu: "Le jeton est pour un autre service, signature valable.",
        remede: "Comparez `aud` à votre `client_id`.",
        etapes: &[dit(&[Ch::Autre("aud")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "azp-faux",
        titre: "Partie autorisée fausse",
        rang: Rang::Conseil,
        regle: "`azp`, quand il est là, est l'identifiant du service.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 5 (SHOULD)",
        jeu: "`azp` nomme un autre service, signature valable.",
        remede: "Comparez `azp` à votre `client_id` quand il est présent.",
        etapes: &[dit(&[Ch::Autre("azp")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "nonce-faux",
        titre: "Nonce faux",
        regle: "`nonce` est celui de la demande.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 11",
        jeu: "`nonce` est changé dans le jeton, signature valable.",
        remede: "Gardez le `nonce` dans la session du navigateur avant de partir, et comparez-le au retour.",
        etapes: &[dit(&[Ch::Autre("nonce")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "nonce-absent",
        titre: "Nonce absent du jeton",
        regle: "Un `nonce` envoyé doit revenir dans le jeton.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 11",
        jeu: "Le jeton n'a pas de `nonce`, signature valable.",
        remede: "Un `nonce` absent n'est pas un `nonce` juste : refusez.",
        etapes: &[dit(&[Ch::Retirer("nonce")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "at-hash-faux",
        titre: "Empreinte du jeton d'accès fausse",
        rang: Rang::Conseil,
        regle: "`at_hash`, quand il est là, est l'empreinte du jeton d'accès reçu.",
        source: "OpenID Connect Core 1.0, 3.1.3.6 et 3.1.3.8 (facultatif dans ce flux)",
        jeu: "`at_hash` est celui d'un autre jeton, signature valable.",
        remede: "Comparez `at_hash` à la moitié gauche du SHA-256 du jeton d'accès.",
        etapes: &[dit(&[Ch::Autre("at_hash")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "jeton-expire",
        titre: "Jeton expiré",
        regle: "Un jeton dont `exp` est passé est refusé.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 9",
        jeu: "Le jeton a expiré il y a une heure, signature valable.",
        remede: "Comparez `exp` à l'heure, avec quelques minutes de tolérance au plus.",
        etapes: &[dit(&[Ch::Instant("iat", -7_200), Ch::Instant("exp", -3_600)]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "jeton-futur",
        titre: "Jeton du futur",
        regle: "Un jeton qui n'est pas encore valable (`nbf`) est refusé.",
        source: "RFC 7519, 4.1.5 ; OpenID Connect Core 1.0, 3.1.3.7, point 10",
        jeu: "Le jeton est fait dans une heure (`iat`, `nbf`), signature valable.",
        remede: "Refusez un `nbf` à venir, et un `iat` trop loin devant.",
        etapes: &[dit(&[Ch::Instant("iat", 3_600), Ch::Instant("nbf", 3_600), Ch::Instant("exp", 7_200)]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "sub-absent",
        titre: "Jeton sans personne",
        regle: "Un jeton d'identité nomme une personne (`sub`).",
        source: "OpenID Connect Core 1.0, 2",
        jeu: "Le jeton n'a pas de `sub`, signature valable.",
        remede: "Refusez un jeton sans `sub`.",
        etapes: &[dit(&[Ch::Retirer("sub")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "jeton-absent",
        titre: "Réponse sans jeton d'identité",
        regle: "Sans jeton d'identité, personne n'est identifié.",
        source: "OpenID Connect Core 1.0, 3.1.3.3 ; RFC 9700, 4.5.3",
        jeu: "Le point « token » répond un jeton d'accès seul.",
        remede: "Un jeton d'accès n'identifie personne : exigez `id_token`.",
        etapes: &[E::Injecter(I::SansJeton), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "acr-plus-bas",
        titre: "Niveau plus bas que demandé",
        regle: "Un niveau plus bas que celui demandé n'ouvre pas de session.",
        source: "OpenID Connect Core 1.0, 3.1.3.7, point 12 ; RIE v1, EXI 05 ; documentation PSC",
        jeu: "`acr` vaut `0` : aucune garantie. Signature valable.",
        remede: "Gardez la liste des niveaux acceptés dans la configuration ; refusez les autres plus bas.",
        etapes: &[dit(&[Ch::Texte("acr", "0")]), ENTREE],
        ..REFUSE
    },
    Scenario {
        id: "acr-change",
        titre: "Niveau qui change du jour au lendemain",
        regle: "Un niveau plus haut que celui demandé ouvre la session.",
        source: "Constaté chez PSC en septembre 2026 : `acr: eidas2`, `auth_level: 1` par carte",
        jeu: "`acr` vaut `eidas2`, avec le nouveau membre `auth_level`. Signature valable.",
        attendu: "La personne est connectée.",
        remede: "Comparez des niveaux ordonnés, pas une valeur exacte ; ignorez les membres inconnus.",
        etapes: &[dit(&[Ch::Texte("acr", "eidas2"), Ch::Texte("auth_level", "1")]), ENTREE],
        controles: &[C::Connecte],
        ..REFUSE
    },
];
