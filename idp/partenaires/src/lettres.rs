//! What is written to partners: plain text, French first, nothing that the reader did not ask for.

use crate::{Courriel, Organisation, Reglages, Role};

pub struct Lettre {
    pub sujet: &'static str,
    pub texte: String,
}

/// `secret` is in the fragment's place of no log of ours: the page that it opens asks before it spends it.
pub fn entree(reglages: &Reglages, secret: &str) -> Lettre {
    let adresse = &reglages.adresse;
    Lettre {
        sujet: "Votre lien pour l’espace partenaires",
        texte: format!(
            "Bonjour,\n\nPour entrer dans l’espace partenaires de Caducée, ouvrez ce lien. Il sert une fois, pendant 15 \
             minutes :\n\n{adresse}/entree/lien?l={secret}\n\nVous n’avez rien demandé ? Ne faites rien : sans ce lien, \
             personne n’entre.\n\n--\n\nTo enter the partner space of Caducée, open the link above. It works once, for 15 \
             minutes. You asked for nothing? Do nothing: nobody enters without it.\n"
        ),
    }
}

pub fn invitation(reglages: &Reglages, organisation: &Organisation, a: &Courriel, role: Role) -> Lettre {
    let (adresse, nom, a, role) = (&reglages.adresse, &organisation.nom, a.as_str(), role.mot());
    Lettre {
        sujet: "Une équipe vous invite dans l’espace partenaires",
        texte: format!(
            "Bonjour,\n\nL’équipe « {nom} » vous invite dans l’espace partenaires de Caducée (rôle : {role}).\nEntrez avec \
             l’adresse {a}, l’invitation vous y attend pendant 7 jours :\n\n{adresse}/\n\nVous ne connaissez pas cette équipe ? \
             Ne faites rien.\n\n--\n\nThe team above invites you to the partner space of Caducée. Sign in with this address: \
             the invitation waits there for 7 days. You do not know this team? Do nothing.\n"
        ),
    }
}

/// Without a link: the operator hands that over to the person.
pub fn rendu() -> Lettre {
    Lettre {
        sujet: "Votre compte de l’espace partenaires a été rendu",
        texte: "Bonjour,\n\nL’exploitant de Caducée a mis fin à toutes vos clés d’accès et à vos connexions à l’espace \
                partenaires, à la demande d’une personne qu’il a reconnue. Il lui a remis un lien pour une nouvelle clé.\n\nCe \
                n’est pas vous ? Prévenez l’exploitant tout de suite.\n\n--\n\nThe operator of Caducée ended all your passkeys \
                and sessions of the partner space, and gave a link for a new passkey to the person who asked. It was not you? \
                Tell the operator at once.\n"
            .to_owned(),
    }
}
